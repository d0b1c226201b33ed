//! M015 number-disagrees: a number that is not the one in the label.

use super::super::finding::{Finding, cut, finding, lines_of};
use super::super::index::Index;
use super::super::problem::{PartKind, Problem};
use crate::scan::marker::scan_marker;

/// Looks for it.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for part in index.parts.iter().filter(|part| part.kind == PartKind::Section) {
        let (Some(label), Some(number)) = (part.node.get("label"), part.node.get("number")) else { continue };
        let Some(marker) = label.text().and_then(scan_marker) else { continue };
        let expected = f64::from(marker.number);
        let is_told = !number.is_null() && number.number().is_none();
        if !is_told && number.number() != Some(expected) {
            let problem = Problem::NumberMismatch {
                text: label.text().map(cut).unwrap_or_default(),
                expected: expected.to_string(),
                found: number.number().map_or("null".to_owned(), |number| number.to_string()),
            };
            let path = format!("{}.number", part.path);
            findings.push(finding(number.span, path, lines_of(part.node), problem));
        }
    }
}
