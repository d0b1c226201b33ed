//! M013 place-disagrees: a part that says it stands elsewhere.

use super::super::finding::{Finding, finding, lines_of};
use super::super::index::{Index, Role};
use super::super::node::Node;
use super::super::problem::{PartKind, Problem};

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
    let mut placed = std::collections::HashSet::new();
    for reference in &index.references {
        let Some(part) = index.part(reference.id).filter(|part| part.kind == reference.kind) else {
            continue;
        };
        match reference.role {
            // The first place counts; a second one is told as such.
            Role::Place { section } if placed.insert(reference.id) => {
                report(part.node, &part.path, "section", section);
            }
            Role::Task { annex } => report(part.node, &part.path, "annex", annex),
            _ => {}
        }
    }
    // An indicator stands in the section of its box.
    for part in index.parts.iter().filter(|part| part.kind == PartKind::Indicator) {
        let found = part.node.get("box").and_then(Node::text).and_then(|id| index.part(id));
        if let Some(holder) = found.filter(|found| found.kind == PartKind::Box) {
            let section = holder.node.get("section").and_then(Node::text);
            // A box whose section is wrong is told itself.
            if section.is_some_and(|id| index.part(id).is_none()) {
                continue;
            }
            report(part.node, &part.path, "section", section);
        }
    }
}
