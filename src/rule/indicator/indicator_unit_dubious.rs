//! I006 indicator-unit-dubious: a unit that can hardly be meant, such as 人/次 (persons per time) for 人次 (attendances).

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I006",
    name: "indicator-unit-dubious",
    title: "计量单位可疑",
    severity: Severity::Warning,
    message: Text {
        zh: "计量单位“{}”可疑：一般写作“{}”",
        en: "unit {} is dubious: {} is meant, most likely",
    },
    documentation: Documentation {
        finds: Text {
            zh: "计量单位写法可疑，如把“人次”写成“人/次”（每次多少人）。",
            en: "A unit that can hardly be meant, such as 人/次 (persons per time) for 人次 (attendances).",
        },
        why: Text {
            zh: "“人/次”是每次的人数，“人次”是次数的合计，差别很大。",
            en: "One is persons per time, the other the sum over all times.",
        },
        bad: "职业技能培训人数（人/次）",
        good: "职业技能培训人数（人次）",
        help: Text {
            zh: "核对单位：计次数用“人次”，计人数用“人”。",
            en: "Use 人次 to count attendances, 人 to count persons.",
        },
        clause: None,
    },
    check: Check::Checking,
};
