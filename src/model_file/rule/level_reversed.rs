//! M007 invalid-value: a section whose level is not below that of the one around it.

use super::super::finding::{Finding, finding, lines_of};
use super::super::index::Index;
use super::super::node::{Node, Value};
use super::super::problem::{Expected, Problem};

/// Looks for it.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    if let Some(plan) = index.plan {
        let top = index.path("plan");
        below(plan, &top, None, findings);
    }
}

fn below(holder: &Node, path: &str, above: Option<f64>, findings: &mut Vec<Finding>) {
    let sections = holder.get("sections").map_or(&[] as &[Node], Node::items);
    for (at, section) in sections.iter().enumerate() {
        let path = format!("{path}.sections[{at}]");
        let level = section.get("level").and_then(|node| match node.value {
            Value::Integer(level) => Some((node, level)),
            _ => None,
        });
        if let (Some((node, level)), Some(above)) = (level, above)
            // One that is none at all is told by the schema.
            && (1.0..=above).contains(&level)
        {
            let expected = Expected::Between(Some(above + 1.0), None);
            let problem = Problem::InvalidValue { found: level.to_string(), expected };
            findings.push(finding(node.span, format!("{path}.level"), lines_of(section), problem));
        }
        below(section, &path, level.map(|(_, level)| level).or(above), findings);
    }
}
