//! M016 year-outside-period: a year that does not fit the period of the plan.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M016",
    name: "year-outside-period",
    title: "年份在规划期之外",
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
        bad: "    - column: 2015年\n      year: 2015\n      role: target\n      text: \">1万\"",
        good: "    - column: 2025年\n      year: 2025\n      role: target\n      text: \">1万\"",
        help: Text {
            zh: "看原文的表头，改正 year 或 role。",
            en: "Look at the header of the table and mend year or role.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
