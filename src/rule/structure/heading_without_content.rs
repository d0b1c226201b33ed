//! S009 heading-without-content: a heading with nothing below it, neither text nor headings, where its siblings have some.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "S009",
    name: "heading-without-content",
    title: "标题下没有内容",
    severity: Severity::Warning,
    message: Text { zh: "标题“{}”下面没有内容", en: "nothing stands below heading {}" },
    documentation: Documentation {
        finds: Text {
            zh: "标题下面没有文字，也没有下一级标题，而同级的其他标题都有。",
            en: "A heading with nothing below it, neither text nor headings, where its siblings have some.",
        },
        why: Text {
            zh: "多半是漏了一段，或者标题本是上一段里的一句话。",
            en: "Most likely a passage is lost, or the heading is a sentence of the paragraph before.",
        },
        bad: "（二）基本原则\n（三）主要目标",
        good: "（二）基本原则\n　　坚持弱有所扶，",
        help: Text {
            zh: "对照原件补上内容，或删去空标题。",
            en: "Add what is missing from the original, or take the heading out.",
        },
        clause: None,
    },
    check: Check::Checking,
};
