//! M007 invalid-value: a part beyond the number of parts.

use super::super::finding::Finding;
use super::super::index::Index;
use super::super::problem::{Expected, Problem};

/// Looks for it; the schema knows no field that bounds another.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let Some(part) = index.document.get("part") else { return };
    let (Some(node), Some(count)) =
        (part.get("index"), part.get("count").and_then(super::super::node::Node::number))
    else {
        return;
    };
    if let Some(found) = node.number().filter(|found| *found > count) {
        let problem = Problem::InvalidValue {
            found: found.to_string(),
            expected: Expected::Between(Some(1.0), Some(count)),
        };
        findings.push(super::finding(node.span, index.path("part.index"), None, problem));
    }
}
