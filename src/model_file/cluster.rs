//! One broken place, one finding.
//!
//! A line that was lost or moved out puts many fields where they do not belong: below
//! `plan` without its `indicators:` stand indicators that are no boxes. What is told
//! then is the place that was broken, and not all that follows from it; once that is
//! mended, the rest can be judged.

use std::collections::HashSet;

use super::finding::Finding;
use super::problem::Problem;

/// Whether the shape of a document is such that what its parts say of each other
/// cannot be judged: fields stand where they cannot.
pub(super) fn is_broken(findings: &[Finding], document: usize) -> bool {
    let has =
        |is: fn(&Finding) -> bool| findings.iter().any(|finding| finding.document == document && is(finding));
    has(is_twice) || has(is_lost) && has(is_stray)
}

/// Leaves of the findings about one document those that tell where it is broken.
pub(super) fn reduce(findings: &mut Vec<Finding>, document: usize) {
    let of_it = |finding: &&Finding| finding.document == document;
    let has = |is: fn(&Finding) -> bool| findings.iter().filter(of_it).any(is);
    if has(is_lost) && (has(is_twice) || has(is_stray)) {
        // Where fields are twice something begins or ends that should not; else what
        // is missing nearest to the top holds all else.
        let depth = |finding: &Finding| finding.path.matches(['.', '[']).count();
        let twice = findings.iter().filter(of_it).filter(|finding| is_twice(finding));
        let lost = findings.iter().filter(of_it).filter(|finding| is_lost(finding));
        let head = twice
            .min_by_key(|finding| finding.span)
            .or_else(|| lost.min_by_key(|finding| (depth(finding), finding.span)))
            .cloned();
        findings.retain(|finding| {
            finding.document != document || !is_shape(finding) || Some(finding) == head.as_ref()
        });
        return;
    }
    // Of a part that runs into another all fields are twice.
    let mut maps = HashSet::new();
    findings.retain(|finding| {
        let map = finding.path.rsplit_once('.').map_or("", |(map, _)| map);
        finding.document != document || !is_twice(finding) || maps.insert(map.to_owned())
    });
}

const fn is_lost(finding: &Finding) -> bool {
    matches!(finding.problem, Problem::MissingField(_))
}

const fn is_twice(finding: &Finding) -> bool {
    matches!(finding.problem, Problem::DuplicateField { .. })
}

/// A field that no misprint explains.
const fn is_stray(finding: &Finding) -> bool {
    matches!(finding.problem, Problem::UnknownField { meant: None, .. })
}

const fn is_shape(finding: &Finding) -> bool {
    matches!(
        finding.problem,
        Problem::MissingField(_)
            | Problem::DuplicateField { .. }
            | Problem::UnknownField { .. }
            | Problem::WrongType { .. }
            | Problem::InvalidValue { .. }
    )
}
