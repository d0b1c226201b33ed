//! T004 foreign-word: a lone foreign function word, such as and or of, inside a Chinese sentence.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T004",
    name: "foreign-word",
    title: "夹有外文词",
    severity: Severity::Warning,
    message: Text { zh: "中文里夹有外文词“{}”", en: "foreign word {} inside Chinese text" },
    documentation: Documentation {
        finds: Text {
            zh: "中文句子里夹了单独的外文虚词，如 and、of。",
            en: "A lone foreign function word, such as and or of, inside a Chinese sentence.",
        },
        why: Text {
            zh: "多是翻译软件或输入法留下的。",
            en: "Most often left by translation software or an input method.",
        },
        bad: "落实补贴政策 and 优惠政策。",
        good: "落实补贴政策和优惠政策",
        help: Text {
            zh: "换成中文词，如“和”“的”。", en: "Replace it by the Chinese word."
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
