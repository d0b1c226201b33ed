//! T010 fullwidth-punctuation: a full-width mark in a text that has half-width ones otherwise.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T010",
    name: "fullwidth-punctuation",
    title: "个别全角标点",
    severity: Severity::Info,
    message: Text {
        zh: "全文“{}”多用半角，只有 {} 处用全角“{}”",
        en: "{} is half-width in this text, but {} times it is full-width {}",
    },
    documentation: Documentation {
        finds: Text {
            zh: "全文某种标点多用半角，少数几处却是全角。每种标点只报第一处。",
            en: "A few full-width marks in a text that has the same mark in half width nearly everywhere. Reported \
                 for the first of each mark.",
        },
        why: Text {
            zh: "这几处可能是后来补上的，换回来时容易漏掉或改错。",
            en: "These places may have been added later, and are easily missed when all is put right.",
        },
        bad: "加强保障,改善服务,提高水平,做好工作,落实责任，定期检查.",
        good: "加强保障,改善服务,提高水平,做好工作,落实责任,定期检查.",
        help: Text {
            zh: "全文统一：按标准应一律用全角。",
            en: "Write all of them in one width; the standard asks for full width.",
        },
        clause: Some(Clause::gb_15834("5.1")),
    },
    check: Check::Checking,
};
