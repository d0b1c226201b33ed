//! I008 indicator-attribute-unknown: an attribute that is neither 预期性 nor 约束性 nor another usual one.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I008",
    name: "indicator-attribute-unknown",
    title: "指标属性写法不常见",
    severity: Severity::Warning,
    message: Text {
        zh: "指标属性“{}”不是通常的写法（预期性、约束性）",
        en: "attribute {} is none of the usual ones (预期性, 约束性)",
    },
    documentation: Documentation {
        finds: Text {
            zh: "指标属性既不是预期性、约束性，也不是其他通常的写法。",
            en: "An attribute that is neither 预期性 nor 约束性 nor another usual one.",
        },
        why: Text {
            zh: "多是错别字，按属性统计时会被漏掉。",
            en: "Most likely a misprint, and whoever counts by attribute leaves it out.",
        },
        bad: "约朿性",
        good: "约束性",
        help: Text { zh: "改成“预期性”或“约束性”。", en: "Write 预期性 or 约束性." },
        clause: None,
    },
    check: Check::Checking,
};
