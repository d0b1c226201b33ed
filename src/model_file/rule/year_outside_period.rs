//! M016 year-outside-period: a year that does not fit the period of the plan.

use super::super::index::{Index, finding};
use super::super::node::Node;
use super::super::problem::PartKind;
use super::super::{Finding, Problem, lines_of};
use crate::check::{Check, Documentation, Rule, Text};
use crate::model::Severity;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M016",
    name: "year-outside-period",
    severity: Severity::Warning,
    message: Text {
        zh: "{} 年不在规划期 {}—{} 年之内",
        en: "the year {} is not in the period of the plan, {} to {}",
    },
    documentation: Documentation {
        finds: Text {
            zh: "目标值的年份在规划期之前，或基期值的年份在规划期结束之后。",
            en: "A target for a year before the period of the plan, or a baseline from after its end.",
        },
        why: Text {
            zh: "多半是年份或 role 写错了。", en: "Most likely the year or the role is wrong."
        },
        bad: "      year: 2015\n      role: target\n      text: \">1万\"",
        good: "      year: 2025\n      role: target\n      text: \">1万\"",
        help: Text {
            zh: "看原文的表头，改正 year 或 role。",
            en: "Look at the header of the table and mend year or role.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};

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
