//! M009 id-out-of-order: an id that is not that of its place.

use super::super::finding::{Finding, finding, lines_of};
use super::super::index::Index;
use super::super::problem::Problem;
use std::collections::HashSet;

/// Looks for it. In a list where one part was removed, only the first id behind
/// the gap is told: those behind it are right in relation to it.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    // By list: how far its ids are ahead of their places.
    let mut wrong: HashSet<(&str, i64)> = HashSet::new();
    let mut seen = HashSet::new();
    for (at, part) in index.parts.iter().enumerate() {
        let (node, id) = part.id;
        // A part that stands twice is told already, and so is a gap, by who names what is gone.
        if !seen.insert(id) || id == part.expected || index.is_behind_gap(at) {
            continue;
        }
        let (list, offset) = match (split(id), split(&part.expected)) {
            (Some((stem, number)), Some((expected, place))) if stem == expected => (stem, number - place),
            // A section inside one whose own id is wrong follows that.
            (Some((stem, number)), Some((_, place))) if number == place && seen.contains(stem) => continue,
            _ => (id, 0),
        };
        if wrong.insert((list, offset)) {
            let problem = Problem::WrongOrder { id: id.to_owned(), expected: part.expected.clone() };
            let path = format!("{}.id", part.path);
            findings.push(finding(node.span, path, lines_of(part.node), problem));
        }
    }
}

/// `2.1.3` is 3 in `2.1`, `box-2` is 2 in `box`, `4` is 4 in nothing.
fn split(id: &str) -> Option<(&str, i64)> {
    let (stem, number) = id.rsplit_once(['.', '-']).unwrap_or(("", id));
    Some((stem, number.parse().ok()?))
}
