//! S008 level-skipped: a heading two levels below its parent, such as 1. right below 一、, in a plan that uses （一） elsewhere.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "S008",
    name: "level-skipped",
    title: "标题越级",
    severity: Severity::Info,
    message: Text {
        zh: "“{}”越过了一级：上一级标题“{}”之下直接用了下两级的序号",
        en: "{} skips a level: its parent {} is two levels above",
    },
    documentation: Documentation {
        finds: Text {
            zh: "标题越级，如“一、”之下没有“（一）”直接用“1.”，而别处用了“（一）”。",
            en: "A heading two levels below its parent, such as 1. right below 一、, in a plan that uses （一） elsewhere.",
        },
        why: Text {
            zh: "可能漏了一个标题，也可能序号用错了级。",
            en: "A heading may be lost, or the number is one of a wrong level.",
        },
        bad: "二、重点任务\n1.完善制度",
        good: "二、重点任务\n（一）完善制度",
        help: Text {
            zh: "看是否漏了上一级标题；没有漏就改用下一级序号。",
            en: "See whether a heading is missing; if none is, use the numbers of the next level.",
        },
        clause: Some(Clause::gb_9704("7.3.3")),
    },
    check: Check::Checking,
};
