//! M018 lines-outside: lines that the source or the part around them does not have.

use super::super::finding::{Finding, lines_of};
use super::super::index::Index;
use super::super::node::Node;
use super::super::path::Path;
use super::super::problem::Problem;
use crate::model::Lines;

/// Looks for it, for lines that are reversed, and for those out of order.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let count = index.document.get("source").and_then(|source| source.get("lines")).and_then(Node::number);
    // Without a count that makes sense there is no last line.
    #[expect(clippy::cast_sign_loss, reason = "a count of lines")]
    let count = count.filter(|count| *count >= 1.0).map_or(u32::MAX, |count| count as u32);
    let top = Path::Top;
    let document = Path::Field(&top, &index.top);
    let path = if index.top.is_empty() { &top } else { &document };
    walk(index.document, path, [1, count], findings);
}

/// Looks at the lines of `node`, which stands within `within`, and of its parts.
fn walk(node: &Node, path: &Path<'_>, within: Lines, findings: &mut Vec<Finding>) {
    let mut inner = within;
    if let (Some(place), Some(lines)) = (node.get("lines"), lines_of(node)) {
        let path = path.field("lines").to_string();
        let mut report =
            |problem| findings.push(super::finding(place.mark(), path.clone(), Some(lines), problem));
        if lines[0] > lines[1] {
            report(Problem::Reversed { start: lines[0].into(), end: lines[1].into() });
        } else if lines[0] < within[0] || lines[1] > within[1] {
            report(Problem::LinesOutside { lines, within });
        } else {
            inner = lines;
        }
    }
    if let Some(span) = node.get("span")
        && let [start, end] = span.items()
        && let (Some(start), Some(end)) = (start.number(), end.number())
        && start > end
    {
        let path = path.field("span").to_string();
        findings.push(super::finding(span.mark(), path, lines_of(node), Problem::Reversed { start, end }));
    }
    for field in node.fields() {
        // The lines of a notice are those at the head of the file; its imprint
        // (版记) stands at the end, and its number may stand in the index above it.
        let is_apart = matches!(&*field.name, "imprint" | "document_number");
        let within = if is_apart { within } else { inner };
        walk(&field.value, &path.field(&field.name), within, findings);
        super::lines_out_of_order::check(&field.value, &path.field(&field.name), findings);
    }
    for (at, item) in node.items().iter().enumerate() {
        walk(item, &path.item(at), inner, findings);
    }
}
