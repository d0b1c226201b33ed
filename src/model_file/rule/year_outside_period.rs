//! M016 year-outside-period: a year that does not fit the period of the plan.

use super::super::finding::{Finding, finding, lines_of};
use super::super::index::Index;
use super::super::node::Node;
use super::super::problem::{PartKind, Problem};

/// Looks for it. A plan may look beyond its period (2035年远景目标), and its
/// baseline may be from before.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let period = index.plan.and_then(|plan| plan.get("period"));
    let year = |name| period.and_then(|period| period.get(name)).and_then(Node::number);
    let (Some(start), Some(end)) = (year("start"), year("end")) else { return };
    if start > end {
        return;
    }
    for part in index.parts.iter().filter(|part| part.kind == PartKind::Indicator) {
        let values = part.node.get("values").map_or(&[] as &[Node], Node::items);
        for (at, value) in values.iter().enumerate() {
            let Some(node) = value.get("year") else { continue };
            let (Some(year), Some(role)) = (node.number(), value.get("role").and_then(Node::text)) else {
                continue;
            };
            let fits = match role {
                "target" => year >= start,
                "baseline" => year <= end,
                _ => true,
            };
            if !fits {
                let problem = Problem::YearOutsidePeriod { year, period: [start, end] };
                let path = format!("{}.values[{at}].year", part.path);
                findings.push(finding(node.span, path, lines_of(part.node), problem));
            }
        }
    }
}
