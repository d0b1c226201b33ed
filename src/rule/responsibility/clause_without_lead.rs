//! R001 clause-without-lead: a clause that names no leading department (牵头单位) where most clauses under the same heading do.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "R001",
    name: "clause-without-lead",
    title: "没有写明牵头单位",
    severity: Severity::Info,
    message: Text {
        zh: "责任分工没有写明牵头单位，而同级其他条目写明了",
        en: "the clause names no leading department, its siblings do",
    },
    documentation: Documentation {
        finds: Text {
            zh: "责任分工没有写明牵头单位，而同一标题下的其他条目大多写明了。",
            en: "A clause that names no leading department (牵头单位) where most clauses under the same heading do.",
        },
        why: Text {
            zh: "没有牵头单位，任务就没有人负总责。",
            en: "Without one, nobody answers for the task as a whole.",
        },
        bad: "（二）康复。开展康复。（责任单位：市民政局）",
        good: "（二）康复。开展康复。（牵头单位：市民政局）",
        help: Text { zh: "写明哪个单位牵头。", en: "Name the department that leads." },
        clause: None,
    },
    check: Check::Parsing,
};
