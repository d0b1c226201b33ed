//! Whether a finding of the reading is still true of a model that has been corrected since.

use super::apply::Corrected;
use crate::check::found::Standing;
use crate::check::standing;
use crate::check::standing::Told;
pub use crate::check::standing::Verdict;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Document, Lines, Responsibility, Section};
use crate::source::Source;

/// What a document now says of the findings of its reading, and what is new in it.
#[must_use]
pub fn judge(document: &Document, told: &[Told<'_>]) -> (Vec<Verdict>, Vec<Standing>) {
    let (mut verdicts, new) = standing::judge(document, told);
    for (told, verdict) in told.iter().zip(&mut verdicts) {
        if *verdict == Verdict::Unknown && !holds(document, told.code, told.lines) {
            *verdict = Verdict::Gone;
        }
    }
    (verdicts, new)
}

/// A finding of the reading.
#[must_use]
pub fn told_by<'a>(code: Code, lines: Lines, details: Option<&'a [String]>, message: &'a str) -> Told<'a> {
    Told { code, lines, details, message }
}

/// What the rules that look at models find in the documents and did not find in them as they
/// were read, with its lines in the source. What a finding of the reading has become is none of it.
pub fn added(source: &Source, before: &[Diagnostic], corrected: &Corrected) -> Vec<Diagnostic> {
    let is_known =
        |found: &Diagnostic| before.iter().any(|it| (it.code, &it.details) == (found.code, &found.details));
    let is_told = |found: &Standing| {
        let is_at = |lines: Lines| lines[0] <= found.lines[1] && found.lines[0] <= lines[1];
        corrected.diagnostics.iter().any(|it| {
            (it.code, &it.details) == (found.found.code, &found.found.details)
                && is_at(source.lines().lines(it.span))
        })
    };
    let found = corrected.documents.iter().flat_map(|document| standing::judge(document, &[]).1);
    let new = found.filter(|it| !is_known(&it.found) && !is_told(it));
    new.map(|it| Diagnostic { span: source.lines().line_span(it.lines[0]), ..it.found }).collect()
}

/// Whether a finding still holds. What is about the author's text does, whatever the model says.
fn holds(document: &Document, code: Code, lines: Lines) -> bool {
    let plan = &document.plan;
    let at_lines = |other: Lines| other[0] <= lines[1] && lines[0] <= other[1];
    let indicators = || plan.indicators.iter().filter(|indicator| at_lines(indicator.lines));
    match code {
        Code::SectionMissing => plan.sections.is_empty(),
        Code::NumberingLost => section_at(&plan.sections, lines[0]).is_none_or(|found| found.label.is_none()),
        Code::IndicatorCellMissing => indicators().any(|indicator| {
            let most = plan.indicators.iter().map(|other| other.values.len()).max().unwrap_or(0);
            indicator.values.len() < most
                || indicator.values.iter().any(|value| value.text.is_empty())
                || indicator.unit.is_none()
                || indicator.attribute.is_none()
        }),
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
