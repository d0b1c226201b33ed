//! What of the rules can be said of a model alone, as it is now: somebody may have edited it
//! since it was read, and its source need not be at hand.
//!
//! Rules about values, clauses, numbers and the notice look at what the model says, too; those
//! about characters, lines and pages need the source. [`judge`] compares what was found in the
//! reading with what the model says now.

mod clauses;
mod contents;
mod indicators;
mod notice;
mod structure;
mod texts;

use std::cell::OnceCell;

pub use super::found::Standing;
use super::indicator::figure_inconsistent;
use crate::diagnostic::{Code, Diagnostic, Lang};
use crate::model::{Document, Lines};
use crate::span::SourceSpan;

/// What the model of a rule says of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// All of them: what it does not say is not so, and what it says beyond them is new.
    All,
    /// Whether they are still so.
    Still,
    /// What it says beyond them is new: labels were read in normal form, which hides widths.
    New,
}

/// How much of a rule can be said of the model alone.
const fn reach(code: Code) -> Option<Reach> {
    Some(match code {
        Code::DocumentNumberMissing
        | Code::DocumentNumberIncomplete
        | Code::DateMissing
        | Code::DateIncomplete
        | Code::SignatureMissing
        | Code::AddresseesMissing
        | Code::LevelSkipped
        | Code::NumberingDuplicate
        | Code::NumberingGap
        | Code::ContentsMismatch
        | Code::ContentsEntryMissing
        | Code::ContentsOrder
        | Code::ContentsSectionMissing
        | Code::HeadingWithoutContent
        | Code::BoxEmpty
        | Code::TargetBelowBaseline
        | Code::IndicatorValueUnreadable
        | Code::IndicatorUnitMissing
        | Code::IndicatorUnitDubious
        | Code::IndicatorAttributeMissing
        | Code::IndicatorAttributeUnknown
        | Code::SumDisagrees
        | Code::IndicatorsNotRead
        | Code::ClauseWithoutLead
        | Code::DepartmentRepeated
        | Code::DepartmentNameVaries
        | Code::ClauseUnclosed => Reach::All,
        Code::IndicatorNumberGap => Reach::Still,
        Code::NumberingFormDiffers => Reach::New,
        _ => return None,
    })
}

/// Whether a rule tells of a place other than that of the part.
#[must_use]
pub const fn is_anywhere(code: Code) -> bool {
    matches!(
        code,
        Code::DocumentNumberMissing
            | Code::DocumentNumberIncomplete
            | Code::DateMissing
            | Code::DateIncomplete
            | Code::SignatureMissing
            | Code::AddresseesMissing
            | Code::DepartmentNameVaries
    )
}

/// All that rules find in a model.
#[must_use]
pub fn find(document: &Document) -> Vec<Standing> {
    let mut found = Vec::new();
    notice::find(document, &mut found);
    structure::find(document, &mut found);
    contents::find(document, &mut found);
    indicators::find(document, &mut found);
    clauses::find(document, &mut found);
    found.extend(figure_inconsistent::of_model(document, &texts::of(document)));
    found
}

/// A finding of the reading.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// What was found.
    pub code: Code,
    /// Where.
    pub lines: Lines,
    /// The words of its message, where they are known.
    pub details: Option<&'a [String]>,
    /// Its message, in either language.
    pub message: &'a str,
}

/// What became of a finding of the reading.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The model alone does not tell.
    Unknown,
    /// It is still so.
    Holds,
    /// It is still so, in other words.
    HoldsAs(Diagnostic),
    /// The model says otherwise now.
    Gone,
}

/// Compares what was found in the reading of a model with what it says now: what became of
/// each, and what is new.
#[must_use]
pub fn judge(document: &Document, told: &[Told<'_>]) -> (Vec<Verdict>, Vec<Standing>) {
    let standing = find(document);
    let mut taken = vec![false; standing.len()];
    let mut verdicts = vec![Verdict::Unknown; told.len()];
    let texts = OnceCell::new();
    // Those in the same words first: of two repeated names one may have been put right.
    for (told, verdict) in told.iter().zip(&mut verdicts) {
        if told.code == Code::FigureInconsistent {
            *verdict = of_figure(document, told, &texts, &standing, &mut taken);
            continue;
        }
        match reach(told.code) {
            None => continue,
            Some(Reach::New) => {
                for (at, standing) in standing.iter().enumerate() {
                    taken[at] |= is_of(told, standing);
                }
                continue;
            }
            Some(_) => {}
        }
        let same: Vec<usize> = (0..standing.len())
            .filter(|at| is_of(told, &standing[*at]) && is_worded_so(told, &standing[*at].found))
            .collect();
        // One name may stand in many places.
        for at in &same {
            taken[*at] = true;
        }
        *verdict = if same.is_empty() { Verdict::Gone } else { Verdict::Holds };
    }
    for (told, verdict) in told.iter().zip(&mut verdicts) {
        if *verdict == Verdict::Gone && told.code != Code::FigureInconsistent {
            let other = (0..standing.len()).find(|at| !taken[*at] && is_of(told, &standing[*at]));
            if let Some(at) = other {
                taken[at] = true;
                *verdict = Verdict::HoldsAs(standing[at].found.clone());
            } else if indicators::lacks(document, told.code, told.lines) {
                *verdict = Verdict::Holds;
            }
        }
    }
    let new = standing.into_iter().zip(taken).filter(|(found, is_taken)| {
        let code = found.found.code;
        let is_told = matches!(reach(code), Some(Reach::All | Reach::New));
        !is_taken && (is_told || code == Code::FigureInconsistent)
    });
    (verdicts, new.map(|(found, _)| found).collect())
}

/// Whether both are about the same place.
fn is_of(told: &Told<'_>, standing: &Standing) -> bool {
    let (one, other) = (told.lines, standing.lines);
    told.code == standing.found.code && (is_anywhere(told.code) || one[0] <= other[1] && other[0] <= one[1])
}

fn is_worded_so(told: &Told<'_>, found: &Diagnostic) -> bool {
    match told.details {
        // The heading as printed says it better.
        _ if told.code == Code::BoxEmpty => true,
        Some(details) => found.details == details,
        None => [Lang::Zh, Lang::En].into_iter().any(|lang| found.message(lang) == told.message),
    }
}

/// A figure of the text is compared with the indicator that it was found to differ from: it
/// may stand in a table, whose cells are not looked at again.
fn of_figure(
    document: &Document,
    told: &Told<'_>,
    texts: &OnceCell<Vec<(String, Lines)>>,
    standing: &[Standing],
    taken: &mut [bool],
) -> Verdict {
    let Some(details) = told.details else { return Verdict::Unknown };
    let near = texts.get_or_init(|| texts::all(document)).iter();
    let near = near.filter(|(_, lines)| lines[0] <= told.lines[1] && told.lines[0] <= lines[1]);
    let near: Vec<String> = near.map(|(text, _)| text.clone()).collect();
    let Some(now) = figure_inconsistent::still(document, details, &near) else { return Verdict::Gone };
    for (at, standing) in standing.iter().enumerate() {
        taken[at] |= is_of(told, standing) && standing.found.details[..2] == now[..2];
    }
    if now == details {
        return Verdict::Holds;
    }
    let mut found = Diagnostic::new(told.code, SourceSpan::new(0, 0));
    found.details = now;
    Verdict::HoldsAs(found)
}
