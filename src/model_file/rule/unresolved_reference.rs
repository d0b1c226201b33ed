//! M010 unresolved-reference: a reference to what is not there.

use super::super::finding::{Finding, finding};
use super::super::index::Index;
use super::super::problem::Problem;

/// Looks for it.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for reference in &index.references {
        let is_there = index.part(reference.id).is_some_and(|part| part.kind == reference.kind);
        if is_there || index.is_vacant(reference.id) {
            continue;
        }
        // Written otherwise: Box-1, box_1, box-01.
        let folded = fold(reference.id);
        let mut parts = index.parts.iter().filter(|part| part.kind == reference.kind);
        let meant = parts.find(|part| fold(part.id.1) == folded).map(|part| part.id.1.to_owned());
        let problem =
            Problem::UnresolvedReference { id: reference.id.to_owned(), kind: reference.kind, meant };
        findings.push(finding(reference.node.span, reference.path.clone(), reference.lines, problem));
    }
}

/// The id as somebody might remember it.
fn fold(id: &str) -> String {
    let pieces = id.split(|c: char| !c.is_ascii_alphanumeric());
    let pieces: Vec<String> = pieces.map(|piece| piece.trim_start_matches('0').to_lowercase()).collect();
    pieces.join("-")
}
