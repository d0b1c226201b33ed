//! I010 figure-inconsistent: a figure of the text or of a box that differs from the one that the indicator table gives for the same thing.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I010",
    name: "figure-inconsistent",
    title: "指标前后不一致",
    severity: Severity::Warning,
    message: Text {
        zh: "“{}”与指标“{}”的 {} 不一致", en: "{} disagrees with indicator {}: {}"
    },
    documentation: Documentation {
        finds: Text {
            zh: "同一件事、同一单位，正文或专栏里的数与指标表里的不同。",
            en: "A figure of the text or of a box that differs from the one that the indicator table gives for the same thing.",
        },
        why: Text {
            zh: "考核时不知以哪个数为准。",
            en: "Nobody can tell which of the two will be asked for.",
        },
        bad: "为150户困难重度残疾人家庭实施无障碍改造",
        good: "为100户困难重度残疾人家庭实施无障碍改造",
        help: Text {
            zh: "核对哪个数正确，改成一致。",
            en: "See which figure is right, and use it in both places.",
        },
        clause: None,
    },
    check: Check::Checking,
};
