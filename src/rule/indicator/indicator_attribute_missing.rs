//! I007 indicator-attribute-missing: an indicator without an attribute in a table whose other indicators have one.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I007",
    name: "indicator-attribute-missing",
    title: "指标缺属性",
    severity: Severity::Warning,
    message: Text {
        zh: "指标“{}”没有写属性，同表其他指标都有",
        en: "indicator {} has no attribute, the others of its table have one",
    },
    documentation: Documentation {
        finds: Text {
            zh: "指标没有写属性（预期性、约束性），而同一张表的多数指标都写了。",
            en: "An indicator without an attribute (预期性, 约束性) in a table most of whose indicators have one.",
        },
        why: Text {
            zh: "看不出它是必须完成的，还是预期的。",
            en: "Nobody can tell whether it is binding or expected.",
        },
        bad: "2  困难残疾人生活补贴覆盖率（%）  97  100\n",
        good: "2  困难残疾人生活补贴覆盖率（%）  97  100  约束性\n",
        help: Text {
            zh: "对照原表补上“预期性”或“约束性”。",
            en: "Add 预期性 or 约束性 from the original table.",
        },
        clause: None,
    },
    check: Check::Checking,
};
