//! Whether a finding of the reading is still true of a model that has been corrected since.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::json;

use super::apply::Corrected;
use super::split::lines;
use crate::check::found::Standing;
use crate::check::standing;
use crate::check::standing::Told;
pub use crate::check::standing::Verdict;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{ByteSpan, Document, Lines, Responsibility, Section};
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

/// What rules find in models, and in which of these.
pub type Placed = (usize, Standing);

/// What the rules that look at models find in the documents and did not find in the same place of
/// them as they were read, with its lines in the source. What a finding of the reading has become is
/// none of it.
pub fn added(source: &Source, before: &[Placed], corrected: &Corrected) -> Vec<Diagnostic> {
    let is_told = |found: &Standing| {
        let is_at = |lines: Lines| lines[0] <= found.lines[1] && found.lines[0] <= lines[1];
        corrected.diagnostics.iter().any(|it| {
            (it.code, &it.details) == (found.found.code, &found.found.details)
                && is_at(source.lines().lines(it.span))
        })
    };
    let placed = in_places(source, &corrected.documents, &corrected.moved);
    let found = placed
        .iter()
        .enumerate()
        .flat_map(|(at, it)| standing::judge(it, &[]).1.into_iter().map(move |found| (at, found)));
    let new = unknown(before, &found.collect::<Vec<_>>()).into_iter().filter(|it| !is_told(it));
    new.map(|it| Diagnostic { span: source.lines().line_span(it.lines[0]), ..it.found }).collect()
}

/// The findings that were not there before: each of those that were accounts for one in the same
/// words at its place, or, where the rule tells of no place, anywhere.
fn unknown(before: &[Placed], now: &[Placed]) -> Vec<Standing> {
    fn key((at, it): &Placed) -> (usize, Code, &[String]) {
        (*at, it.found.code, &it.found.details)
    }
    let mut there: HashMap<_, usize> = HashMap::new();
    for it in before {
        *there.entry((key(it), it.1.lines)).or_default() += 1;
    }
    // Nearly all are where they were.
    let mut new: Vec<&Placed> = now.iter().collect();
    new.retain(|it| match there.get_mut(&(key(it), it.1.lines)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    let mut left: HashMap<_, Vec<Lines>> = HashMap::new();
    for ((key, lines), count) in there {
        left.entry(key).or_default().extend(std::iter::repeat_n(lines, count));
    }
    for lines in left.values_mut() {
        lines.sort_unstable();
    }
    new.retain(|it| {
        let [first, last] = it.1.lines;
        let is_near =
            |other: &Lines| standing::is_anywhere(it.1.found.code) || first <= other[1] && other[0] <= last;
        let list = left.get_mut(&key(it));
        let found = list.and_then(|list| Some(list.remove(list.iter().position(is_near)?)));
        found.is_none()
    });
    new.into_iter().map(|it| it.1.clone()).collect()
}

/// The documents with the lines that parts which were moved among others have in the source.
pub fn in_places<'a>(
    source: &Source,
    documents: &'a [Document],
    moved: &[(usize, String, ByteSpan)],
) -> Cow<'a, [Document]> {
    if moved.is_empty() {
        return Cow::Borrowed(documents);
    }
    let place = |(at, document): (usize, &Document)| {
        let mut tree = serde_json::to_value(document).ok()?;
        for (_, pointer, span) in moved.iter().filter(|it| it.0 == at) {
            tree.pointer_mut(pointer)?["lines"] = json!(lines(source, *span));
        }
        serde_json::from_value(tree).ok()
    };
    documents.iter().enumerate().map(|it| place(it).unwrap_or_else(|| it.1.clone())).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_finding_accounts_for_one_at_its_place() {
        let at = |code, lines: Lines| (0, Standing::new(code, lines, ["甲"]));
        let new = |code, before: &[Lines], now: &[Lines]| -> Vec<Lines> {
            let [before, now] = [before, now].map(|it| it.iter().map(|it| at(code, *it)).collect::<Vec<_>>());
            unknown(&before, &now).into_iter().map(|it| it.lines).collect()
        };
        let unit = Code::IndicatorUnitDubious;
        assert_eq!(new(unit, &[[2, 2]], &[[2, 2], [9, 9]]), [[9, 9]]);
        assert_eq!(new(unit, &[[2, 2], [9, 9]], &[[9, 9]]), [] as [Lines; 0]);
        assert_eq!(new(unit, &[[2, 2]], &[[9, 9]]), [[9, 9]]);
        // What has grown or shrunk is where it was, and two where one was are one more.
        assert_eq!(new(unit, &[[2, 6]], &[[4, 4]]), [] as [Lines; 0]);
        assert_eq!(new(unit, &[[2, 6]], &[[4, 4], [5, 5]]), [[5, 5]]);
        assert_eq!(new(unit, &[[2, 6]], &[[2, 2], [2, 6]]), [[2, 2]]);
        // Names that vary are told of where they are met first.
        assert_eq!(new(Code::DepartmentNameVaries, &[[2, 2]], &[[9, 9]]), [] as [Lines; 0]);
        assert_eq!(unknown(&[(1, at(unit, [2, 2]).1)], &[at(unit, [2, 2])]).len(), 1);
    }
}
