//! M013 place-disagrees: a part that says it stands elsewhere.

use super::super::finding::{Finding, finding, lines_of};
use super::super::index::Index;
use super::super::node::Node;
use super::super::problem::Problem;

/// Looks for it.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let mut report = |holder: &Node, path: &str, name: &str, expected: Option<&str>| {
        let (Some(id), Some(said)) = (holder.get("id").and_then(Node::text), holder.get(name)) else {
            return;
        };
        // Anything but a text or null is another fault, and so is an id that leads nowhere.
        let is_known = said.is_null() || said.text().is_some_and(|id| index.part(id).is_some());
        if is_known && said.text() != expected {
            let word = |id: Option<&str>| id.unwrap_or("null").to_owned();
            let problem =
                Problem::WrongPlace { id: id.to_owned(), said: word(said.text()), expected: word(expected) };
            findings.push(finding(said.span, format!("{path}.{name}"), lines_of(holder), problem));
        }
    };
    for found in index.places() {
        report(found.part.node, &found.part.path, found.field, found.place);
    }
}
