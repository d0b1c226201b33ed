//! S004 contents-mismatch: a title that reads otherwise in the contents than in the body.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "S004",
    name: "contents-mismatch",
    title: "目录与正文不一致",
    severity: Severity::Warning,
    message: Text {
        zh: "目录与正文不一致：目录作“{}”，正文作“{}”",
        en: "contents and body disagree: {} in the contents, {} in the body",
    },
    documentation: Documentation {
        finds: Text {
            zh: "目录里的标题与正文的标题文字不同。",
            en: "A title that reads otherwise in the contents than in the body.",
        },
        why: Text {
            zh: "多是正文改了而目录没有更新，读者不知以哪个为准。",
            en: "Most often the body was edited and the contents were not; readers cannot tell which one holds.",
        },
        bad: "二、织密扎牢保障网……2",
        good: "二、织密筑牢保障网……2",
        help: Text {
            zh: "核对哪一处正确，更新目录。",
            en: "See which one is right, and update the contents.",
        },
        clause: None,
    },
    check: Check::Parsing,
};
