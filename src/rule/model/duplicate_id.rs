//! M008 duplicate-id: two parts with one id.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M008",
    name: "duplicate-id",
    title: "编号重复",
    severity: Severity::Error,
    message: Text { zh: "编号“{}”重复，{} 已用", en: "the id {} is taken by {}" },
    documentation: Documentation {
        finds: Text {
            zh: "两个部分用了同一个编号。", en: "Two parts of a model have the same id."
        },
        why: Text {
            zh: "引用这个编号的地方不知道指的是哪一个。",
            en: "Whatever refers to the id may mean either.",
        },
        bad: "  - id: ind-1\n    box: box-1\n    section: \"1\"\n    annex: null\n    number: 2",
        good: "  - id: ind-2\n    box: box-1\n    section: \"1\"\n    annex: null\n    number: 2",
        help: Text {
            zh: "给后一个部分换一个没有用过的编号，并改正引用它的地方。",
            en: "Give the second part an id of its own and mend what refers to it.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
