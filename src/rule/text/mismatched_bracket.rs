//! T002 mismatched-bracket: a bracket that is closed in another width or form than it was opened.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T002",
    name: "mismatched-bracket",
    title: "括号两半不同",
    severity: Severity::Warning,
    message: Text {
        zh: "“{}”与“{}”一半全角、一半半角或形式不同",
        en: "{} is closed by {}, of another width or form",
    },
    documentation: Documentation {
        finds: Text {
            zh: "括号一半全角、一半半角，或用一种括号开、另一种括号闭。",
            en: "A bracket that is closed in another width or form than it was opened.",
        },
        why: Text {
            zh: "印出来大小不一，程序按括号取内容时也会出错。",
            en: "It prints unevenly, and programs that go by brackets fail on it.",
        },
        bad: "加强（城乡)社区建设。",
        good: "加强（城乡）社区",
        help: Text {
            zh: "中文里两半都用全角圆括号“（）”。",
            en: "In Chinese text make both halves full-width: （）.",
        },
        clause: Some(Clause::gb_15834("4.9")),
    },
    check: Check::Elsewhere,
};
