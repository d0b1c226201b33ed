//! M008 duplicate-id: two parts with one id.

use super::super::finding::{Finding, finding, lines_of};
use super::super::index::Index;
use super::super::problem::Problem;
use std::collections::HashMap;

/// Looks for it.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let mut seen: HashMap<&str, &str> = HashMap::new();
    for part in &index.parts {
        let (node, id) = part.id;
        if let Some(first) = seen.get(id) {
            let problem = Problem::DuplicateId { id: id.to_owned(), other: (*first).to_owned() };
            let path = format!("{}.id", part.path);
            findings.push(finding(node.span, path, lines_of(part.node), problem));
        } else {
            seen.insert(id, &part.path);
        }
    }
}
