//! T003 repeated-at-page-break: characters at the foot of a page that stand again at the head of the next.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T003",
    name: "repeated-at-page-break",
    title: "换页处文字重复",
    severity: Severity::Warning,
    message: Text { zh: "换页处“{}”重复", en: "{} is repeated at a page break" },
    documentation: Documentation {
        finds: Text {
            zh: "换页处前一页末尾的字在后一页开头又出现一次。",
            en: "Characters at the foot of a page that stand again at the head of the next.",
        },
        why: Text {
            zh: "句子里多出字来，断词和检索都会出错。",
            en: "The sentence has characters too many, and searching fails.",
        },
        bad: "甲市残\n\n— 3 —\n\n残疾人事业必须",
        good: "甲市的\n\n— 3 —\n\n残疾人事业必须",
        help: Text { zh: "删去重复的字。", en: "Take out the repetition." },
        clause: None,
    },
    check: Check::Parsing,
};
