//! The proofreader: what a careful person should look at.
//!
//! One rule is one file below this one, in the folder of its family: its fixed
//! properties and its documentation ([`Rule`]), and the function that looks for
//! its fault. A rule whose fault a stage of parsing notices has such a file
//! too; the check stays where the knowledge is. Rules read a `Context` and add
//! to a list of findings; they change nothing.

mod context;
mod explain;
mod rule;

pub(crate) mod indicator;
pub(crate) mod notice;
pub(crate) mod responsibility;
pub(crate) mod structure;
pub(crate) mod text;

pub(crate) use self::context::Context;
pub use self::explain::{rules_markdown, rules_table};
pub(crate) use self::rule::Check;
pub use self::rule::{Clause, Documentation, Rule, Text};
use crate::diagnostic::{Code, Diagnostic};

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
    for code in Code::ALL {
        if let Check::Parsing(check) = code.rule().check {
            check(context, found);
        }
    }
}

/// Looks for all other faults.
pub(crate) fn check_more(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for code in Code::ALL {
        if let Check::Checking(check) = code.rule().check {
            check(context, found);
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
}
