//! I005 indicator-unit-missing: an indicator without a unit in a table whose other indicators have one.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I005",
    name: "indicator-unit-missing",
    title: "指标缺计量单位",
    severity: Severity::Info,
    message: Text {
        zh: "指标“{}”没有计量单位，而表中其他指标都有",
        en: "indicator {} has no unit, the others of its table do",
    },
    documentation: Documentation {
        finds: Text {
            zh: "指标没有计量单位，而表中其他指标都有。",
            en: "An indicator without a unit in a table whose other indicators have one.",
        },
        why: Text {
            zh: "“2000”是人数、户数还是万元，看不出来。",
            en: "Nobody can tell whether 2000 counts persons, households or money.",
        },
        bad: "1  残疾人就业人数  1000",
        good: "1  残疾人就业人数（人）",
        help: Text {
            zh: "在指标名称后面用括号注明单位。", en: "Name the unit in brackets behind the name."
        },
        clause: None,
    },
    check: Check::Checking,
};
