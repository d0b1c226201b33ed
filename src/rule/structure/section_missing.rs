//! S006 section-missing: a text without a single numbered heading.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "S006",
    name: "section-missing",
    title: "没有带序号的标题",
    severity: Severity::Warning,
    message: Text {
        zh: "没有找到带序号的标题：这可能不是规划正文，或文本不完整",
        en: "no numbered heading was found: this may be no plan, or only a part of one",
    },
    documentation: Documentation {
        finds: Text {
            zh: "全文没有一个带序号的标题。", en: "A text without a single numbered heading."
        },
        why: Text {
            zh: "读进来的可能不是规划，或者只有一部分。",
            en: "What was read may be no plan, or only a part of one.",
        },
        bad: "甲市规划\n\n　　加强残疾人保障。",
        good: "甲市规划\n\n一、总体要求\n　　加强残疾人保障。",
        help: Text {
            zh: "确认文件是否正确、是否完整。",
            en: "Make sure that this is the right file, and all of it.",
        },
        clause: None,
    },
    check: Check::Parsing,
};
