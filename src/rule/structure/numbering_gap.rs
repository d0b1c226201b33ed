//! S003 numbering-gap: a number that does not follow the one before on its level.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "S003",
    name: "numbering-gap",
    title: "序号不连续",
    severity: Severity::Warning,
    message: Text { zh: "序号不连续：“{}”之后是“{}”", en: "numbering jumps from {} to {}" },
    documentation: Documentation {
        finds: Text {
            zh: "同一级的标题或条目序号不连续。",
            en: "A number that does not follow the one before on its level.",
        },
        why: Text {
            zh: "可能漏了一项，也可能是序号写错。",
            en: "An item has been lost, or a number is wrong.",
        },
        bad: "一、总体要求\n　　加强保障。\n三、重点任务",
        good: "一、总体要求\n　　加强保障。\n二、重点任务",
        help: Text {
            zh: "对照原件看是漏了一项还是序号写错。",
            en: "See from the original whether an item is missing or a number wrong.",
        },
        clause: Some(Clause::gb_9704("7.3.3")),
    },
    check: Check::Parsing,
};
