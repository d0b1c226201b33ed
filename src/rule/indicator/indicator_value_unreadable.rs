//! I004 indicator-value-unreadable: a value that looks like a number and is none, such as a letter O for a zero, or two decimal points.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I004",
    name: "indicator-value-unreadable",
    title: "指标值读不出",
    severity: Severity::Warning,
    message: Text {
        zh: "指标“{}”的“{}”不像数字，也不是通常的文字说明",
        en: "{}: {} is neither a number nor a word",
    },
    documentation: Documentation {
        finds: Text {
            zh: "指标表里的值像数字又读不成数字，如把 0 写成字母 O、小数点打了两个。",
            en: "A value that looks like a number and is none, such as a letter O for a zero, or two decimal points.",
        },
        why: Text {
            zh: "按数字汇总时会被漏掉，人也容易看错。",
            en: "Whoever adds the figures up leaves it out, and readers take it for another.",
        },
        bad: "1  残疾人就业人数（人）  1OOO  2000",
        good: "1  残疾人就业人数（人）  1000  2000",
        help: Text {
            zh: "改成数字；确实不是数字的，用文字说明。",
            en: "Write it as a number, or in words if it is none.",
        },
        clause: None,
    },
    check: Check::Checking,
};
