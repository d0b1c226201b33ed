//! M019 lines-out-of-order: parts of a list that are not in the order of the source.

use super::super::node::Node;
use super::super::path::Path;
use super::super::{Finding, Problem, lines_of};
use crate::check::{Check, Documentation, Rule, Text};
use crate::model::Severity;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M019",
    name: "lines-out-of-order",
    severity: Severity::Error,
    message: Text {
        zh: "从第 {} 行开始，而前一项从第 {} 行开始",
        en: "this starts in line {}, and what stands before it in line {}",
    },
    documentation: Documentation {
        finds: Text {
            zh: "列表里后一项的行号在前一项之前。",
            en: "A part of a list that starts in an earlier line than the one before it.",
        },
        why: Text {
            zh: "列表都按原文的顺序；顺序不对，说明移动过内容，或行号写错了。",
            en: "Lists are in the order of the source; either something was moved or the lines are wrong.",
        },
        bad: "    - label: \"2.\"\n      title: 护理培训\n      text: 每年培训护理人员。\n      items: []\n      lines:\n      - 26\n      - 26\n",
        good: "    - label: \"2.\"\n      title: 护理培训\n      text: 每年培训护理人员。\n      items: []\n      lines:\n      - 28\n      - 28\n",
        help: Text {
            zh: "按原文的顺序排列，或改正行号。",
            en: "Put the parts in the order of the source, or mend the lines.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};

/// Looks for it in one list.
pub(super) fn check(list: &Node, path: &Path<'_>, findings: &mut Vec<Finding>) {
    let mut before = 0;
    for (at, item) in list.items().iter().enumerate() {
        let (Some(place), Some(lines)) = (item.get("lines"), lines_of(item)) else { continue };
        // What is reversed is told as such and says nothing about the others.
        if lines[0] > lines[1] {
            continue;
        }
        if lines[0] < before {
            let path = path.item(at);
            let problem = Problem::LinesOutOfOrder { line: lines[0], before };
            findings.push(super::finding(
                place.mark(),
                path.field("lines").to_string(),
                Some(lines),
                problem,
            ));
        }
        before = before.max(lines[0]);
    }
}
