//! B003 box-empty: a box that has a heading and nothing else.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "B003",
    name: "box-empty",
    title: "专栏没有内容",
    severity: Severity::Warning,
    message: Text { zh: "“{}”没有内容", en: "{} is empty" },
    documentation: Documentation {
        finds: Text {
            zh: "专栏只有标题，没有内容。", en: "A box that has a heading and nothing else."
        },
        why: Text {
            zh: "专栏的内容丢失了，或者混到了正文里。",
            en: "What it held is lost, or has become part of the text around it.",
        },
        bad: "专栏1  就业服务\n二、重点任务",
        good: "专栏1  就业服务\n　　1.培训。",
        help: Text {
            zh: "对照原件补上专栏的内容。", en: "Add what the box held from the original."
        },
        clause: None,
    },
    check: Check::Checking,
};
