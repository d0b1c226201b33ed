//! T016 sentence-cut-in-two: a full stop before 制定本规划, whose grounds stand before it.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T016",
    name: "sentence-cut-in-two",
    title: "句子被句号断开",
    severity: Severity::Warning,
    message: Text {
        zh: "“{}”前用了句号，与前面的依据断成两句，应为逗号",
        en: "a full stop cuts {} off from the grounds before it; it should be a comma",
    },
    documentation: Documentation {
        finds: Text {
            zh: "“为……，根据……，制定本规划”一句里，“制定本规划”前误用句号。",
            en: "A full stop before 制定本规划 in a sentence that gives the grounds for it: 为……，根据……，制定本规划.",
        },
        why: Text {
            zh: "前半句没有了谓语，后半句没有了依据。",
            en: "The first half is left without a verb, and the second without its grounds.",
        },
        bad: "依据《甲省规划》。特制定本规划。",
        good: "依据《甲省规划》，特制定本规划。",
        help: Text { zh: "把句号改为逗号。", en: "Make the full stop a comma." },
        clause: Some(Clause::gb_15834("4.4")),
    },
    check: Check::Checking,
};
