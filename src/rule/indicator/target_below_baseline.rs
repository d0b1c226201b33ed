//! I002 target-below-baseline: a target that is below its baseline.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I002",
    name: "target-below-baseline",
    title: "目标值低于基期值",
    severity: Severity::Info,
    message: Text {
        zh: "指标“{}”的目标值 {} 低于基期值 {}",
        en: "target of indicator {}, {}, is below its baseline {}",
    },
    documentation: Documentation {
        finds: Text { zh: "目标值低于基期值。", en: "A target that is below its baseline." },
        why: Text {
            zh: "除非指标本就是要降下来的，否则两个数可能写反或写错。",
            en: "Unless the figure is meant to fall, the two may have been exchanged or misprinted.",
        },
        bad: "1  残疾人就业人数（人）  3000  2000  预期性",
        good: "1  残疾人就业人数（人）  1000  2000  预期性",
        help: Text { zh: "核对基期值和目标值。", en: "Compare both figures with the original." },
        clause: None,
    },
    check: Check::Elsewhere,
};
