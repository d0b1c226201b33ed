//! S011 contents-section-missing: a heading of the body that the contents lack, while they list its siblings.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "S011",
    name: "contents-section-missing",
    title: "目录缺正文标题",
    severity: Severity::Warning,
    message: Text { zh: "目录缺少正文的“{}”", en: "the contents lack {}" },
    documentation: Documentation {
        finds: Text {
            zh: "正文有这个标题，目录里没有，而目录列出了与它同级的其他标题。",
            en: "A heading of the body that the contents lack, while they list its siblings.",
        },
        why: Text {
            zh: "读者从目录里找不到这一节，说明目录是旧的。",
            en: "Readers do not find the section, and the contents are those of an older text.",
        },
        bad: "二、重点任务\n　　完善制度。",
        good: "一、总体要求……1\n二、重点任务……2",
        help: Text { zh: "更新目录。", en: "Update the contents." },
        clause: None,
    },
    check: Check::Checking,
};
