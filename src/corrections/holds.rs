//! Whether a finding of the reading is still true of a model that has been corrected since.

use crate::diagnostic::Code;
use crate::model::{Document, Lines, Responsibility, Section};

/// Whether it is. What is about the author's text is true whatever the model says.
#[must_use]
pub fn holds(document: &Document, code: Code, lines: Lines) -> bool {
    let notice = document.notice.as_ref();
    let plan = &document.plan;
    let at_lines = |other: Lines| other[0] <= lines[1] && lines[0] <= other[1];
    let indicators = || plan.indicators.iter().filter(|indicator| at_lines(indicator.lines));
    match code {
        Code::DocumentNumberMissing => notice.is_none_or(|notice| notice.document_number.is_none()),
        Code::DocumentNumberIncomplete => notice
            .and_then(|notice| notice.document_number.as_ref())
            .is_none_or(|number| number.year.is_none() || number.sequence.is_none()),
        Code::DateMissing | Code::DateIncomplete => notice.is_none_or(|notice| notice.date.is_none()),
        Code::SignatureMissing => notice.is_none_or(|notice| notice.signatories.is_empty()),
        Code::AddresseesMissing => notice.is_none_or(|notice| notice.addressees.is_empty()),
        Code::SectionMissing => plan.sections.is_empty(),
        Code::NumberingLost => section_at(&plan.sections, lines[0]).is_none_or(|found| found.label.is_none()),
        Code::IndicatorUnitMissing => indicators().any(|indicator| indicator.unit.is_none()),
        Code::IndicatorAttributeMissing => indicators().any(|indicator| indicator.attribute.is_none()),
        Code::IndicatorCellMissing => indicators().any(|indicator| {
            let most = plan.indicators.iter().map(|other| other.values.len()).max().unwrap_or(0);
            indicator.values.len() < most
                || indicator.values.iter().any(|value| value.text.is_empty())
                || indicator.unit.is_none()
                || indicator.attribute.is_none()
        }),
        Code::ClauseWithoutLead => {
            plan.responsibilities.iter().any(|clause| at_lines(clause.lines) && clause.lead.is_empty())
        }
        Code::TaskWithoutDepartments => {
            let lists =
                |row: &Responsibility| [&row.lead, &row.participants, &row.responsible].map(Clone::clone);
            // Those of the row above may have been taken for its own.
            plan.responsibilities.iter().enumerate().any(|(at, row)| {
                let own = lists(row);
                let is_taken = || at > 0 && lists(&plan.responsibilities[at - 1]) == own;
                at_lines(row.lines) && (own.iter().all(Vec::is_empty) || is_taken())
            })
        }
        _ => true,
    }
}

fn section_at(sections: &[Section], line: u32) -> Option<&Section> {
    sections.iter().find_map(|section| {
        if section.lines[0] == line { Some(section) } else { section_at(&section.sections, line) }
    })
}
