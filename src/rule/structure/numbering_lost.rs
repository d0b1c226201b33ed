//! S001 numbering-lost: a heading without a number where its siblings have one.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "S001",
    name: "numbering-lost",
    title: "标题缺序号",
    severity: Severity::Warning,
    message: Text {
        zh: "标题“{}”缺序号，按前后文应为“{}”",
        en: "heading {} has lost its number; by its neighbours it is {}",
    },
    documentation: Documentation {
        finds: Text {
            zh: "标题没有序号，而前后同级的标题都有。",
            en: "A heading without a number where its siblings have one.",
        },
        why: Text {
            zh: "没有序号的标题会被读成正文，整节归到前一节去。",
            en: "It reads as plain text, and the whole section as part of the one before.",
        },
        bad: "发展现状和面临的形势\n",
        good: "一、发展现状和面临的形势\n",
        help: Text { zh: "按前后文补上序号。", en: "Add the number that its neighbours ask for." },
        clause: Some(Clause::gb_9704("7.3.3")),
    },
    check: Check::Elsewhere,
};
