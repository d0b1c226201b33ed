//! I003 indicator-number-gap: a row number of an indicator table that is skipped or stands twice.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I003",
    name: "indicator-number-gap",
    title: "指标序号不连续",
    severity: Severity::Warning,
    message: Text {
        zh: "指标序号不连续：{} 之后是 {}", en: "indicator numbers jump from {} to {}"
    },
    documentation: Documentation {
        finds: Text {
            zh: "指标表的序号跳号或重复。",
            en: "A row number of an indicator table that is skipped or stands twice.",
        },
        why: Text {
            zh: "可能漏了一行指标，或者两行并成了一行。",
            en: "A row may be lost, or two of them run together.",
        },
        bad: "5  特殊教育入学率（%）",
        good: "4  特殊教育入学率（%）",
        help: Text {
            zh: "对照原表看是否漏了指标。",
            en: "See from the original table whether an indicator is missing.",
        },
        clause: None,
    },
    check: Check::Checking,
};
