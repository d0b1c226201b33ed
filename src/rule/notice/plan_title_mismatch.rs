//! N008 plan-title-mismatch: a plan whose title is not the one that the title of the notice gives it.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "N008",
    name: "plan-title-mismatch",
    title: "规划标题与通知不一致",
    severity: Severity::Warning,
    message: Text {
        zh: "规划的标题“{}”与通知标题里的“{}”不一致",
        en: "the plan is titled {}, the notice calls it {}",
    },
    documentation: Documentation {
        finds: Text {
            zh: "规划自己的标题与通知标题里写的规划名称不同。",
            en: "A plan whose title is not the one that the title of the notice gives it.",
        },
        why: Text {
            zh: "引用这份规划时不知以哪个名称为准。",
            en: "Nobody can tell under which name to cite the plan.",
        },
        bad: "甲市残疾人事业发展行动规划\n",
        good: "甲市残疾人事业发展规划\n\n一、总体要求",
        help: Text {
            zh: "核对哪个名称正确，改成一致。",
            en: "See which one is right, and use it in both places.",
        },
        clause: None,
    },
    check: Check::Checking,
};
