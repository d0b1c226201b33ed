//! S007 numbering-form-differs: a number in another form than most of its level: full-width and half-width brackets, or 1. and 1、.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "S007",
    name: "numbering-form-differs",
    title: "序号写法不一致",
    severity: Severity::Warning,
    message: Text {
        zh: "序号“{}”与同类序号的写法不同，应作“{}”",
        en: "the form of {} differs from that of its siblings: it should be {}",
    },
    documentation: Documentation {
        finds: Text {
            zh: "同一级序号的写法不统一：括号有全角有半角，“1.”与“1、”混用，或者“一”被识别成横线。",
            en: "A number in another form than most of its level: full-width and half-width brackets, 1. and 1、, or 一 that recognition has taken for a dash.",
        },
        why: Text {
            zh: "排出来大小不一，自动编目录时也会漏掉。",
            en: "It prints unevenly, and programs that make the contents miss it.",
        },
        bad: "(三)主要目标",
        good: "（三）主要目标",
        help: Text {
            zh: "改成与同级其他序号相同的写法。", en: "Write it like the others of its level."
        },
        clause: Some(Clause::gb_9704("7.3.3")),
    },
    check: Check::Checking,
};
