//! R001 clause-without-lead: a clause that names no leading department (牵头单位) where most clauses under the same heading do.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::SourceSpan;
use std::collections::BTreeMap;

/// Fewer clauses than these under one heading show no habit.
const MIN_SIBLINGS: usize = 3;

/// Compares each clause with the others under the same heading.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (document, clauses) in context.documents.iter().zip(context.clauses) {
        let mut siblings: BTreeMap<&str, Vec<(bool, SourceSpan)>> = BTreeMap::new();
        for (at, place) in clauses {
            let Some(clause) = document.plan.responsibilities.get(*at) else { continue };
            let section = clause.section.as_deref().unwrap_or_default();
            let parent = section.rsplit_once('.').map_or("", |(parent, _)| parent);
            siblings.entry(parent).or_default().push((clause.lead.is_empty(), *place));
        }
        for siblings in siblings.into_values() {
            let is_missing: Vec<bool> = siblings.iter().map(|(is_missing, _)| *is_missing).collect();
            if is_exception(&is_missing) {
                let missing = siblings.iter().filter(|(is_missing, _)| *is_missing);
                found.extend(missing.map(|(_, place)| Diagnostic::new(Code::ClauseWithoutLead, *place)));
            }
        }
    }
}

/// Whether clauses without a lead are the exception among those under one heading.
pub(crate) fn is_exception(is_missing: &[bool]) -> bool {
    let without = is_missing.iter().filter(|is_missing| **is_missing).count();
    is_missing.len() >= MIN_SIBLINGS && without * 2 < is_missing.len()
}
