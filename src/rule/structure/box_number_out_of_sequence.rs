//! B002 box-number-out-of-sequence: a box number that is skipped or stands twice.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "B002",
    name: "box-number-out-of-sequence",
    title: "专栏编号不连续",
    severity: Severity::Warning,
    message: Text {
        zh: "专栏编号不连续：专栏{}之后是专栏{}", en: "box numbers jump from {} to {}"
    },
    documentation: Documentation {
        finds: Text {
            zh: "专栏的编号跳号或重复。", en: "A box number that is skipped or stands twice."
        },
        why: Text {
            zh: "可能漏了一个专栏，正文里“见专栏3”也会指错。",
            en: "A box may be lost, and references to boxes lead astray.",
        },
        bad: "专栏3  康复服务",
        good: "专栏2  康复服务",
        help: Text {
            zh: "核对是否漏了专栏，并顺延编号。",
            en: "See whether a box is missing, and renumber.",
        },
        clause: None,
    },
    check: Check::Parsing,
};
