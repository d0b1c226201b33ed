//! One broken place, one finding.
//!
//! A line that was lost or moved out puts many fields where they do not belong: below
//! `plan` without its `indicators:` stand indicators that are no boxes. What is told
//! then is the place that was broken, and not all that follows from it; once that is
//! mended, the rest can be judged.

use std::collections::HashSet;

use super::finding::Finding;
use super::node::{Node, Value};
use super::path::Path;
use super::problem::Problem;

/// The fields that hold parts, or say what a part is called or where it stands. Where
/// one of them cannot be read, nobody knows what there is to refer to.
const HOLDERS: &[&str] = &[
    "plan",
    "preamble",
    "sections",
    "content",
    "boxes",
    "indicators",
    "responsibilities",
    "annexes",
    "tasks",
    "id",
    "section",
    "box",
    "responsibility",
    "annex",
];

/// Whether the shape of a document is such that what its parts say of each other
/// cannot be judged: fields stand where they cannot.
pub(super) fn is_broken(findings: &[Finding]) -> bool {
    let has = |is: fn(&Finding) -> bool| findings.iter().any(is);
    has(is_twice) || has(is_lost) && has(is_stray)
}

/// Leaves of the findings about one document, which lies at `top`, those that tell where
/// it is broken.
pub(super) fn reduce(findings: &mut Vec<Finding>, document: &Node, top: &Path<'_>) {
    let has = |is: fn(&Finding) -> bool| findings.iter().any(is);
    if has(is_lost) && (has(is_twice) || has(is_stray)) {
        // Where fields are twice something begins or ends that should not; else what
        // is missing nearest to the top holds all else.
        let twice = findings.iter().filter(|finding| is_twice(finding));
        let lost = findings.iter().filter(|finding| is_lost(finding));
        let head = twice
            .min_by_key(|finding| finding.span)
            .or_else(|| lost.min_by_key(|finding| (depth(finding), finding.span)))
            .cloned();
        findings.retain(|finding| !is_shape(finding) || Some(finding) == head.as_ref());
        return;
    }
    // Of a part that runs into another all fields are twice.
    let mut maps = HashSet::new();
    let fields: HashSet<String> =
        findings.iter().filter(|finding| is_twice(finding)).map(|finding| finding.path.clone()).collect();
    findings.retain(|finding| {
        // A line that was doubled leaves a field without its value.
        if !is_twice(finding) && is_shape(finding) && fields.contains(&finding.path) {
            return false;
        }
        let map = finding.path.rsplit_once('.').map_or("", |(map, _)| map);
        !is_twice(finding) || maps.insert(map.to_owned())
    });
    keep_head_of_cut(findings, document, top);
    drop_what_follows(findings);
}

/// Of a model that was cut off, all that stood open at its end lacks what would have
/// followed: that is told once, where it is nearest to the top.
fn keep_head_of_cut(findings: &mut Vec<Finding>, document: &Node, top: &Path<'_>) {
    if findings.len() < 2 || !findings.iter().any(is_lost) {
        return;
    }
    let open = last_paths(document, top);
    let is_open = |finding: &Finding| open.contains(&finding.path);
    let lost = findings.iter().filter(|finding| is_lost(finding) && is_open(finding));
    let Some(head) = lost.min_by_key(|finding| depth(finding)).cloned() else { return };
    // A misprint does not come of a cut.
    let is_short = |finding: &Finding| {
        is_shape(finding) && !matches!(finding.problem, Problem::UnknownField { .. })
            || matches!(finding.problem, Problem::RowWidth { .. })
    };
    findings.retain(|finding| !is_short(finding) || !is_open(finding) || *finding == head);
}

/// The paths to the last part of a document: of itself, its last field, the last of that.
fn last_paths(document: &Node, top: &Path<'_>) -> HashSet<String> {
    let mut path = top.to_string();
    let mut paths = HashSet::new();
    let mut node = document;
    loop {
        paths.insert(path.clone());
        match &node.value {
            Value::List(items) => {
                let Some(last) = items.last() else { return paths };
                path = format!("{path}[{}]", items.len() - 1);
                node = last;
            }
            Value::Map(fields) => {
                let Some(last) = fields.last() else { return paths };
                let dot = if path.is_empty() { "" } else { "." };
                path = format!("{path}{dot}{}", last.name);
                node = &last.value;
            }
            _ => return paths,
        }
    }
}

/// Drops what is wrong only because a part could not be read.
fn drop_what_follows(findings: &mut Vec<Finding>) {
    if findings.iter().any(is_holder) {
        findings.retain(|finding| !is_about_parts(finding));
        return;
    }
    // An item that lacks fields is half of one: nothing is said of what it has, and
    // those behind it stand one place too far.
    let halves: HashSet<String> =
        findings.iter().filter(|finding| is_lost(finding)).map(|finding| finding.path.clone()).collect();
    let lists: HashSet<&str> = halves
        .iter()
        .filter_map(|path| path.strip_suffix(']')?.rsplit_once('['))
        .map(|(list, _)| list)
        .collect();
    if lists.is_empty() {
        return;
    }
    findings.retain(|finding| {
        let Some((item, _)) = finding.path.rsplit_once('.').filter(|_| is_about_parts(finding)) else {
            return true;
        };
        let list = item.strip_suffix(']').and_then(|item| item.rsplit_once('['));
        !(halves.contains(item) || list.is_some_and(|(list, _)| lists.contains(list)))
    });
}

/// How many steps lead to a finding.
fn depth(finding: &Finding) -> usize {
    finding.path.matches(['.', '[']).count()
}

/// Whether it is about a field that holds parts, or names one.
fn is_holder(finding: &Finding) -> bool {
    let is = |name: &str| HOLDERS.contains(&name);
    match &finding.problem {
        Problem::UnknownField { meant: Some(meant), .. } => is(meant),
        Problem::MissingField(name) => is(name) && name != "id",
        Problem::MissingFields(names) => names.iter().any(|name| is(name) && name != "id"),
        _ => false,
    }
}

/// What is said of parts by their ids, their order and the references to them.
const fn is_about_parts(finding: &Finding) -> bool {
    matches!(
        finding.problem,
        Problem::DuplicateId { .. }
            | Problem::WrongOrder { .. }
            | Problem::UnresolvedReference { .. }
            | Problem::NotReferenced { .. }
            | Problem::ReferencedTwice { .. }
            | Problem::WrongPlace { .. }
    )
}

const fn is_lost(finding: &Finding) -> bool {
    matches!(finding.problem, Problem::MissingField(_) | Problem::MissingFields(_))
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
            | Problem::MissingFields(_)
            | Problem::DuplicateField { .. }
            | Problem::UnknownField { .. }
            | Problem::WrongType { .. }
            | Problem::InvalidValue { .. }
    )
}
