//! M019 lines-out-of-order: parts of a list that are not in the order of the source.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M019",
    name: "lines-out-of-order",
    title: "行号次序颠倒",
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
