//! M011 unreferenced-part: a box or a clause that no text refers to.

use super::super::finding::{Finding, finding, lines_of};
use super::super::index::{Index, Role};
use super::super::node::Node;
use super::super::problem::{PartKind, Problem};
use std::collections::HashSet;

/// Looks for it.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let placed: HashSet<&str> = index
        .references
        .iter()
        .filter(|reference| reference.role != Role::Mention)
        .map(|reference| reference.id)
        .collect();
    let mut told = HashSet::new();
    for part in &index.parts {
        let (node, id) = part.id;
        let needs_place = matches!(part.kind, PartKind::Box | PartKind::Responsibility);
        let section = part.node.get("section").and_then(Node::text);
        let may_be_there = index.doubtful.contains(&section);
        if needs_place && !placed.contains(id) && !may_be_there && told.insert(id) {
            let path = format!("{}.id", part.path);
            let problem = Problem::NotReferenced { id: id.to_owned() };
            findings.push(finding(node.span, path, lines_of(part.node), problem));
        }
    }
}
