//! T013 doubled-punctuation: two marks of pause or stop side by side.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T013",
    name: "doubled-punctuation",
    title: "标点连用",
    severity: Severity::Warning,
    message: Text { zh: "标点“{}”连用", en: "two marks side by side: {}" },
    documentation: Documentation {
        finds: Text {
            zh: "句号、逗号、顿号、分号、冒号两个连在一起。",
            en: "Two of the marks 。 ， 、 ； ： side by side.",
        },
        why: Text {
            zh: "多是改稿时留下了旧标点，也可能中间删漏了字。",
            en: "Most often the old mark was left when a sentence was changed; words may be lost between them.",
        },
        bad: "加强保障，、改善服务。",
        good: "加强保障，改善服务。",
        help: Text { zh: "只留一个标点。", en: "Leave one of them." },
        clause: Some(Clause::gb_15834("4")),
    },
    check: Check::Checking,
};
