//! The proofreader: what a careful person should look at.
//!
//! What is fixed about a rule stands in its file below `rule`; the function that
//! looks for its fault in the file of the same name below this one, unless a
//! stage of parsing notices it. These functions read a `Context` and add to a
//! list of findings; they change nothing.

mod context;
pub(crate) mod found;
mod registry;
pub(crate) mod standing;

pub(crate) mod indicator;
pub(crate) mod notice;
pub(crate) mod responsibility;
pub(crate) mod structure;
pub(crate) mod text;

pub(crate) use self::context::Context;
use self::registry::CHECKS;
use crate::diagnostic::{Code, Diagnostic, MOST};
use crate::rule::Check;
pub use crate::rule::{Clause, Documentation, Rule, Text};

/// Findings that say again, and less exactly, what another one says of the same
/// place: the first is dropped where the second begins at
/// the same character.
const SUPERSEDED: &[(Code, Code)] = &[
    (Code::PageNumberOutOfOrder, Code::PageNumberReversed),
    (Code::ContentsEntryMissing, Code::ContentsOrder),
    (Code::UnbalancedBracket, Code::ClauseUnclosed),
    (Code::IndicatorCellMissing, Code::IndicatorAttributeMissing),
];

/// Looks for the faults that are worth knowing whenever a document is parsed.
pub(crate) fn check_parsed(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    run(Check::Parsing, context, found);
}

/// Looks for all other faults.
pub(crate) fn check_more(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    run(Check::Checking, context, found);
}

fn run(when: Check, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (code, check) in CHECKS {
        if code.rule().check == when {
            let mut own = Vec::new();
            check(context, &mut own);
            // What one rule has found is summed up before the next one looks.
            if own.len() > MOST {
                own.sort_by_key(|found| found.span);
                Diagnostic::sum_up(&mut own);
            }
            found.append(&mut own);
        }
    }
}

/// Brings findings into the order of their places; each stands once.
pub(crate) fn settle(found: &mut Vec<Diagnostic>) {
    found.sort_by(|left, right| {
        (left.span, left.code, &left.details).cmp(&(right.span, right.code, &right.details))
    });
    found.dedup();
    for (dropped, kept) in SUPERSEDED {
        let kept: Vec<u32> =
            found.iter().filter(|found| found.code == *kept).map(|found| found.span.start).collect();
        // `kept` is in order, as the findings are.
        found.retain(|found| found.code != *dropped || kept.binary_search(&found.span.start).is_err());
    }
    Diagnostic::sum_up(found);
}
