//! M019 lines-out-of-order: parts of a list that are not in the order of the source.

use super::super::finding::{Finding, lines_of};
use super::super::node::Node;
use super::super::path::Path;
use super::super::problem::Problem;

/// Looks for it in one list.
pub(super) fn check(list: &Node, path: &Path<'_>, findings: &mut Vec<Finding>) {
    let mut before = 0;
    for (at, item) in list.items().iter().enumerate() {
        let (Some(place), Some(lines)) = (item.get("lines"), lines_of(item)) else { continue };
        // What is reversed is told as such and says nothing about the others.
        if lines[0] > lines[1] {
            continue;
        }
        if lines[0] < before {
            let path = path.item(at);
            let problem = Problem::LinesOutOfOrder { line: lines[0], before };
            findings.push(super::finding(
                place.mark(),
                path.field("lines").to_string(),
                Some(lines),
                problem,
            ));
        }
        before = before.max(lines[0]);
    }
}
