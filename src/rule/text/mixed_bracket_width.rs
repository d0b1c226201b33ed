//! T008 mixed-bracket-width: half-width brackets beside full-width ones.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T008",
    name: "mixed-bracket-width",
    title: "括号全角半角混用",
    severity: Severity::Warning,
    message: Text {
        zh: "括号全角、半角混用：“{}”应为“{}”（本段共 {} 处）",
        en: "brackets of both widths: {} should be {} ({} in this paragraph)",
    },
    documentation: Documentation {
        finds: Text {
            zh: "半角圆括号与全角圆括号出现在同一段里，或全文几乎都用全角而个别处用半角。一段报一次；\
                 编号的括号、全文一律用半角的不报。",
            en: "Half-width brackets in a paragraph that has full-width ones too, or in a text that has hardly any \
                 others; once for each paragraph. The brackets of labels do not count, nor does a text whose \
                 brackets are all half-width.",
        },
        why: Text {
            zh: "同一个词两种写法，印出来大小不一，检索也会漏。",
            en: "One phrase is written in two ways: it prints unevenly, and a search misses one of them.",
        },
        bad: "各镇(街道)、村（社区）要抓好落实。",
        good: "各镇（街道）、村（社区）要抓好落实。",
        help: Text {
            zh: "统一用全角括号“（）”。", en: "Use full-width brackets throughout: （）."
        },
        clause: Some(Clause::gb_15834("5.1.3")),
    },
    check: Check::Checking,
};
