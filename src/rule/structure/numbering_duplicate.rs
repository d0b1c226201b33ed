//! S002 numbering-duplicate: two headings or items of one level with the same number.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "S002",
    name: "numbering-duplicate",
    title: "序号重复",
    severity: Severity::Warning,
    message: Text { zh: "序号“{}”重复", en: "number {} stands twice" },
    documentation: Documentation {
        finds: Text {
            zh: "同一级的两个标题或条目用了同一个序号。",
            en: "Two headings or items of one level with the same number.",
        },
        why: Text {
            zh: "引用“第（二）项”时不知指哪一项，后面的序号也都错了一位。",
            en: "Nobody knows which one a reference means, and all that follow are off by one.",
        },
        bad: "一、总体要求\n　　加强保障。\n一、重点任务",
        good: "一、总体要求\n　　加强保障。\n二、重点任务",
        help: Text {
            zh: "核对是否漏改，并顺延后面的序号。", en: "Correct the number, and those behind it."
        },
        clause: Some(Clause::gb_9704("7.3.3")),
    },
    check: Check::Elsewhere,
};
