//! M017 range-reversed: an end before its start.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M017",
    name: "range-reversed",
    title: "起止颠倒",
    severity: Severity::Error,
    message: Text { zh: "起止颠倒：{} 在 {} 之后", en: "the start, {}, is behind the end, {}" },
    documentation: Documentation {
        finds: Text {
            zh: "lines、span 或规划期的终点在起点之前。",
            en: "Lines, byte offsets or a period that end before they start.",
        },
        why: Text { zh: "按这样的范围取不到任何内容。", en: "Such a range holds nothing." },
        bad: "    start: 2025\n    end: 2021\n",
        good: "    start: 2021\n    end: 2025\n",
        help: Text {
            zh: "按原文改正，先写起点。", en: "Mend it by the source; the start stands first."
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
