//! Which function looks for the fault of which rule.

use super::{Context, indicator, notice, responsibility, structure, text};
use crate::diagnostic::{Code, Diagnostic};

/// A function that looks for the fault of a rule.
type Function = fn(&Context<'_>, &mut Vec<Diagnostic>);

/// All functions, in the order in which they are called. When each is called says
/// its rule.
pub(super) const CHECKS: &[(Code, Function)] = &[
    (Code::DocumentNumberMissing, notice::document_number_missing::check),
    (Code::DocumentNumberIncomplete, notice::document_number_incomplete::check),
    (Code::DateMissing, notice::date_missing::check),
    (Code::DateIncomplete, notice::date_incomplete::check),
    (Code::SignatureMissing, notice::signature_missing::check),
    (Code::DocumentNumberForm, notice::document_number_form::check),
    (Code::AddresseesMissing, notice::addressees_missing::check),
    (Code::PlanTitleMismatch, notice::plan_title_mismatch::check),
    (Code::IndexContradiction, notice::index_contradiction::check),
    (Code::NumberingGap, structure::numbering_gap::check),
    (Code::ContentsMismatch, structure::contents_mismatch::check),
    (Code::ContentsEntryMissing, structure::contents_entry_missing::check),
    (Code::SectionMissing, structure::section_missing::check),
    (Code::NumberingFormDiffers, structure::numbering_form_differs::check),
    (Code::LevelSkipped, structure::level_skipped::check),
    (Code::HeadingWithoutContent, structure::heading_without_content::check),
    (Code::ContentsOrder, structure::contents_order::check),
    (Code::ContentsSectionMissing, structure::contents_section_missing::check),
    (Code::BoxNumberOutOfSequence, structure::box_number_out_of_sequence::check),
    (Code::BoxEmpty, structure::box_empty::check),
    (Code::IndicatorCellMissing, indicator::indicator_cell_missing::check),
    (Code::IndicatorNumberGap, indicator::indicator_number_gap::check),
    (Code::IndicatorValueUnreadable, indicator::indicator_value_unreadable::check),
    (Code::IndicatorUnitMissing, indicator::indicator_unit_missing::check),
    (Code::IndicatorUnitDubious, indicator::indicator_unit_dubious::check),
    (Code::IndicatorAttributeMissing, indicator::indicator_attribute_missing::check),
    (Code::IndicatorAttributeUnknown, indicator::indicator_attribute_unknown::check),
    (Code::HeaderCellsJoined, indicator::header_cells_joined::check),
    (Code::FigureInconsistent, indicator::figure_inconsistent::check),
    (Code::CellsRunTogether, indicator::cells_run_together::check),
    (Code::SumDisagrees, indicator::sum_disagrees::check),
    (Code::IndicatorsNotRead, indicator::indicators_not_read::check),
    (Code::ClauseWithoutLead, responsibility::clause_without_lead::check),
    (Code::DepartmentNameVaries, responsibility::department_name_varies::check),
    (Code::ClauseUnclosed, responsibility::clause_unclosed::check),
    (Code::UnbalancedBracket, text::check_text),
    (Code::RepeatedAtPageBreak, text::repeated_at_page_break::check),
    (Code::PageNumberOutOfOrder, text::page_number_out_of_order::check),
    (Code::PageNumberReversed, text::page_number_reversed::check),
    (Code::HalfwidthPunctuation, text::halfwidth_punctuation::check),
    (Code::MixedBracketWidth, text::mixed_bracket_width::check),
    (Code::HalfwidthHabit, text::halfwidth_habit::check),
    (Code::FullwidthPunctuation, text::fullwidth_punctuation::check),
    (Code::DoubledCharacter, text::doubled_character::check),
    (Code::DoubledWord, text::doubled_word::check),
    (Code::DoubledPunctuation, text::doubled_punctuation::check),
    (Code::WrongReplacement, text::wrong_replacement::check),
    (Code::SpaceInsideSentence, text::space_inside_sentence::check),
    (Code::SentenceCutInTwo, text::sentence_cut_in_two::check),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Check;

    #[test]
    fn every_rule_that_names_a_function_has_one() {
        let named = Code::ALL.iter().copied().filter(|code| code.rule().check != Check::Elsewhere);
        assert_eq!(
            CHECKS.iter().map(|(code, _)| *code).collect::<Vec<_>>(),
            named.collect::<Vec<_>>(),
            "in the order of the codes"
        );
    }
}
