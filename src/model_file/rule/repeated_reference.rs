//! M012 repeated-reference: a second place for a part.

use super::super::finding::{Finding, finding};
use super::super::index::{Index, Role};
use super::super::problem::Problem;
use std::collections::HashMap;

/// Looks for it.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let mut seen: HashMap<&str, &str> = HashMap::new();
    for reference in &index.references {
        if reference.role == Role::Mention {
            continue;
        }
        if let Some(first) = seen.get(reference.id) {
            // A numbered task in the text of an annex is one of its tasks.
            let annex = reference.path.rsplit_once(".tasks").map(|(annex, _)| annex);
            let is_own = |annex: &str| first.strip_prefix(annex).is_some_and(|it| it.starts_with(".content"));
            if matches!(reference.role, Role::Task { .. }) && annex.is_some_and(is_own) {
                seen.insert(reference.id, &reference.path);
                continue;
            }
            let problem =
                Problem::ReferencedTwice { id: reference.id.to_owned(), first: (*first).to_owned() };
            findings.push(finding(reference.node.span, reference.path.clone(), reference.lines, problem));
        } else {
            seen.insert(reference.id, &reference.path);
        }
    }
}
