//! Diagnostics: the one table of codes, and findings with their place.
//!
//! A [`Diagnostic`] carries a place in the source and the words its message
//! needs. The message itself is written late, in the language asked for. What is
//! fixed about a code stands in the file of its [`Rule`], below `rule`.

mod explain;
mod many;

pub use self::explain::{rules_markdown, rules_table};
pub(crate) use self::many::{MOST, sum_up};
pub use crate::rule::Lang;
use crate::rule::{Rule, correction, indicator, model, notice, responsibility, structure, text};
use crate::span::SourceSpan;

/// A finding: what, where, and the words its message needs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// What was found.
    pub code: Code,
    /// Where in the decoded source.
    pub span: SourceSpan,
    /// What fills the places of the message, in order.
    pub details: Vec<String>,
    /// Other places to compare it with, such as the box that gives another
    /// figure: in the decoded source, in the order of their weight.
    pub related: Vec<SourceSpan>,
    /// How many more of the kind stand behind it in the file and are not listed: of one
    /// rule a thousand are.
    pub more: u32,
}

impl Diagnostic {
    /// A finding at `span` whose message has no places to fill.
    #[must_use]
    pub fn new(code: Code, span: SourceSpan) -> Self {
        Self { code, span, details: Vec::new(), related: Vec::new(), more: 0 }
    }

    /// Leaves of many findings of one rule the first.
    pub(crate) fn sum_up(found: &mut Vec<Self>) {
        sum_up(found, |found| found.code, |found| &mut found.more);
    }

    /// Adds the next word of the message.
    #[must_use]
    pub fn with(mut self, detail: impl Into<String>) -> Self {
        self.details.push(detail.into());
        self
    }

    /// Adds a place to compare the finding with.
    #[must_use]
    pub fn beside(mut self, place: SourceSpan) -> Self {
        self.related.push(place);
        self
    }

    /// What to do about it, in one short sentence.
    ///
    /// ```
    /// use guihua::{Code, Diagnostic, Lang, SourceSpan};
    ///
    /// let found = Diagnostic::new(Code::SignatureMissing, SourceSpan::new(0, 0));
    /// assert_eq!(found.help(Lang::Zh), "在成文日期上面补上发文机关的全称或规范化简称。");
    /// ```
    #[must_use]
    pub fn help(&self, lang: Lang) -> &'static str {
        self.code.rule().documentation.help.pick(lang)
    }

    /// The message in `lang`.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let template = self.code.rule().message.pick(lang);
        let message = match self.code {
            Code::CorrectionUnplaced | Code::CorrectionOutdated | Code::CorrectionInvalid => {
                let mut details = self.details.clone();
                if let Some(what) = details.first_mut() {
                    *what = correction::told_in(what, lang).into_owned();
                }
                fill(template, &details)
            }
            Code::CorrectionUnknown => fill(template, &[correction::keys_in(&self.details, lang)]),
            _ => fill(template, &self.details),
        };
        with_more(message, self.more, lang)
    }
}

/// A message, and how many more findings there are like it.
pub(crate) fn with_more(mut message: String, more: u32, lang: Lang) -> String {
    if more > 0 {
        let words = match lang {
            Lang::Zh => "（后面还有 {} 处，没有一一列出）",
            Lang::En => "; {} more like it are not listed",
        };
        message.push_str(&words.replace("{}", &more.to_string()));
    }
    message
}

/// The template with the details in its places, each `{}` taking the next.
pub(crate) fn fill(template: &str, details: &[String]) -> String {
    let mut message = String::with_capacity(template.len() + 32);
    let mut details = details.iter();
    let mut pieces = template.split("{}");
    message.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        message.push_str(details.next().map_or("?", String::as_str));
        message.push_str(piece);
    }
    message
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $family:ident::$rule:ident;)*) => {
        /// Every kind of finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// All codes, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code's fixed properties and its documentation.
            #[must_use]
            pub const fn rule(self) -> &'static Rule {
                match self {
                    $(Self::$variant => &$family::$rule::RULE,)*
                }
            }
        }
    };
}

impl Code {
    /// The code that is written `text`, as a code (`S003`) or as a name
    /// (`numbering-gap`), in either case.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| {
            let rule = code.rule();
            text.eq_ignore_ascii_case(rule.code) || text.eq_ignore_ascii_case(rule.name)
        })
    }
}

codes! {
    /// Bytes that the encoding does not explain.
    UndecodableBytes = text::undecodable_bytes;
    /// Characters of the private use area.
    PrivateUseCharacter = text::private_use_character;
    /// A page without text.
    PageWithoutText = text::page_without_text;
    /// A page whose font does not say which characters it draws.
    PageUnmapped = text::page_unmapped;
    /// A page that could not be read to its end.
    PageIncomplete = text::page_incomplete;
    /// Pages that a file names and does not have.
    PagesMissing = text::pages_missing;
    /// Pictures on a page of text that may hold words.
    PictureLeftOut = text::picture_left_out;
    /// Text of a web page that no browser shows.
    TextLeftOut = text::text_left_out;
    /// No 发文字号.
    DocumentNumberMissing = notice::document_number_missing;
    /// A 发文字号 with a blank.
    DocumentNumberIncomplete = notice::document_number_incomplete;
    /// No 成文日期.
    DateMissing = notice::date_missing;
    /// A 成文日期 with a blank.
    DateIncomplete = notice::date_incomplete;
    /// No 发文机关署名.
    SignatureMissing = notice::signature_missing;
    /// A document number whose year is not in 〔〕, whose sequence number has 第 before it, or a leading zero.
    DocumentNumberForm = notice::document_number_form;
    /// A notice (通知) without its addressees (主送机关).
    AddresseesMissing = notice::addressees_missing;
    /// A plan whose title is not the one that the title of the notice gives it.
    PlanTitleMismatch = notice::plan_title_mismatch;
    /// An index table that disagrees with the text of its page.
    IndexContradiction = notice::index_contradiction;
    /// A heading without the number its siblings have.
    NumberingLost = structure::numbering_lost;
    /// A number that stands twice.
    NumberingDuplicate = structure::numbering_duplicate;
    /// A number that does not follow the one before.
    NumberingGap = structure::numbering_gap;
    /// Contents and body disagree.
    ContentsMismatch = structure::contents_mismatch;
    /// An entry of the contents that the body lacks.
    ContentsEntryMissing = structure::contents_entry_missing;
    /// A text without a single numbered heading.
    SectionMissing = structure::section_missing;
    /// A number in another form than most of its level: full-width and half-width brackets, or 1. and 1、.
    NumberingFormDiffers = structure::numbering_form_differs;
    /// A heading two levels below its parent, such as 1. right below 一、, in a plan that uses （一） elsewhere.
    LevelSkipped = structure::level_skipped;
    /// A heading with nothing below it, neither text nor headings, where its siblings have some.
    HeadingWithoutContent = structure::heading_without_content;
    /// An entry of the contents that stands in another order than its section in the body.
    ContentsOrder = structure::contents_order;
    /// A heading of the body that the contents lack, while they list its siblings.
    ContentsSectionMissing = structure::contents_section_missing;
    /// A box whose end was decided on weak evidence.
    BoxEndUncertain = structure::box_end_uncertain;
    /// A box number that does not follow the one before.
    BoxNumberOutOfSequence = structure::box_number_out_of_sequence;
    /// A box that has a heading and nothing else.
    BoxEmpty = structure::box_empty;
    /// An indicator row with fewer cells than its table has columns.
    IndicatorCellMissing = indicator::indicator_cell_missing;
    /// A target below its baseline.
    TargetBelowBaseline = indicator::target_below_baseline;
    /// A row number of an indicator table that is skipped or stands twice.
    IndicatorNumberGap = indicator::indicator_number_gap;
    /// A value that looks like a number and is none, such as a letter O for a zero, or two decimal points.
    IndicatorValueUnreadable = indicator::indicator_value_unreadable;
    /// An indicator without a unit in a table whose other indicators have one.
    IndicatorUnitMissing = indicator::indicator_unit_missing;
    /// A unit that can hardly be meant, such as 人/次 (persons per time) for 人次 (attendances).
    IndicatorUnitDubious = indicator::indicator_unit_dubious;
    /// An indicator without an attribute in a table whose others have one.
    IndicatorAttributeMissing = indicator::indicator_attribute_missing;
    /// An attribute that is neither 预期性 nor 约束性 nor another usual one.
    IndicatorAttributeUnknown = indicator::indicator_attribute_unknown;
    /// Two header cells of an indicator table without anything between them, such as 2020年2025年.
    HeaderCellsJoined = indicator::header_cells_joined;
    /// A figure of the text or of a box that differs from the one that the indicator table gives for the same thing.
    FigureInconsistent = indicator::figure_inconsistent;
    /// An indicator table whose cells run together.
    CellsRunTogether = indicator::cells_run_together;
    /// A sum that its column does not add up to.
    SumDisagrees = indicator::sum_disagrees;
    /// A box of indicators that gives none.
    IndicatorsNotRead = indicator::indicators_not_read;
    /// A clause that names no leading department where others do.
    ClauseWithoutLead = responsibility::clause_without_lead;
    /// A department that stands twice in one clause.
    DepartmentRepeated = responsibility::department_repeated;
    /// One department under two names in a plan, such as 市发展改革委 and 市发展改革局.
    DepartmentNameVaries = responsibility::department_name_varies;
    /// A clause whose bracket is still open at the end of its paragraph.
    ClauseUnclosed = responsibility::clause_unclosed;
    /// A row of a task table in text whose cells of departments are empty.
    TaskWithoutDepartments = responsibility::task_without_departments;
    /// A bracket without its partner.
    UnbalancedBracket = text::unbalanced_bracket;
    /// A bracket opened in one width or form and closed in another.
    MismatchedBracket = text::mismatched_bracket;
    /// Text that a page break doubled.
    RepeatedAtPageBreak = text::repeated_at_page_break;
    /// A word of another script inside Chinese text.
    ForeignWord = text::foreign_word;
    /// A page number that is out of order.
    PageNumberOutOfOrder = text::page_number_out_of_order;
    /// A page number whose digits stand in reverse order.
    PageNumberReversed = text::page_number_reversed;
    /// A half-width mark among full-width ones.
    HalfwidthPunctuation = text::halfwidth_punctuation;
    /// Half-width brackets beside full-width ones.
    MixedBracketWidth = text::mixed_bracket_width;
    /// Half-width punctuation throughout.
    HalfwidthHabit = text::halfwidth_habit;
    /// A full-width mark among half-width ones.
    FullwidthPunctuation = text::fullwidth_punctuation;
    /// A character typed twice.
    DoubledCharacter = text::doubled_character;
    /// A word typed twice.
    DoubledWord = text::doubled_word;
    /// Two marks side by side.
    DoubledPunctuation = text::doubled_punctuation;
    /// A level of government put for another throughout.
    WrongReplacement = text::wrong_replacement;
    /// A space inside a sentence.
    SpaceInsideSentence = text::space_inside_sentence;
    /// A full stop in the midst of a sentence.
    SentenceCutInTwo = text::sentence_cut_in_two;
    /// A text that stands a second time behind itself.
    TextTwice = text::text_twice;
    /// A model file that is not well-formed.
    ModelSyntax = model::model_syntax;
    /// A file without a model.
    ModelMissing = model::model_missing;
    /// A field that stands twice.
    DuplicateField = model::duplicate_field;
    /// A field that the model does not have.
    UnknownField = model::unknown_field;
    /// A field that every such part has.
    MissingField = model::missing_field;
    /// A value of another type than the field takes.
    WrongType = model::wrong_type;
    /// A value that the field does not take.
    InvalidValue = model::invalid_value;
    /// Two parts with one id.
    DuplicateId = model::duplicate_id;
    /// An id that is not that of its place.
    IdOutOfOrder = model::id_out_of_order;
    /// A reference to what is not there.
    UnresolvedReference = model::unresolved_reference;
    /// A box or a clause that no text refers to.
    UnreferencedPart = model::unreferenced_part;
    /// A second place for a part.
    RepeatedReference = model::repeated_reference;
    /// A part that says it stands elsewhere.
    PlaceDisagrees = model::place_disagrees;
    /// Comparator and number that the text does not bear out.
    ValueDisagrees = model::value_disagrees;
    /// A number that is not the one in the label.
    NumberDisagrees = model::number_disagrees;
    /// A year that does not fit the period.
    YearOutsidePeriod = model::year_outside_period;
    /// An end before its start.
    RangeReversed = model::range_reversed;
    /// Lines that are not in what holds them.
    LinesOutside = model::lines_outside;
    /// Parts that are not in the order of the source.
    LinesOutOfOrder = model::lines_out_of_order;
    /// A row that is not as wide as its table.
    RowWidth = model::row_width;
    /// A text of YAML that other readers take for something else.
    OtherwiseRead = model::otherwise_read;
    /// A correction whose place is no longer found.
    CorrectionUnplaced = correction::correction_unplaced;
    /// A correction of a value that is no longer there.
    CorrectionOutdated = correction::correction_outdated;
    /// A correction that asks for what is no model.
    CorrectionInvalid = correction::correction_invalid;
    /// A key of a file of corrections that nobody knows.
    CorrectionUnknown = correction::correction_unknown;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_unique() {
        let mut codes: Vec<_> = Code::ALL.iter().map(|code| code.rule().code).collect();
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.rule().name).collect();
        codes.sort_unstable();
        codes.dedup();
        names.sort_unstable();
        names.dedup();
        assert_eq!(codes.len(), Code::ALL.len());
        assert_eq!(names.len(), Code::ALL.len());
    }

    #[test]
    fn codes_are_found_by_code_and_name() {
        for code in Code::ALL {
            assert_eq!(Code::find(code.rule().code), Some(*code));
            assert_eq!(Code::find(&code.rule().name.to_uppercase()), Some(*code));
        }
        assert_eq!(Code::find("S0"), None);
    }

    #[test]
    fn messages_take_the_same_details_in_both_languages() {
        for code in Code::ALL {
            let message = code.rule().message;
            assert_eq!(message.zh.matches("{}").count(), message.en.matches("{}").count(), "{code:?}");
        }
    }
}
