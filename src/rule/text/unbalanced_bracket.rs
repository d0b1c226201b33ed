//! T001 unbalanced-bracket: a bracket or quote without its partner.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T001",
    name: "unbalanced-bracket",
    title: "括号引号不成对",
    severity: Severity::Warning,
    message: Text { zh: "括号或引号“{}”不成对", en: "{} has no partner" },
    documentation: Documentation {
        finds: Text {
            zh: "括号、引号或书名号只有一半。", en: "A bracket or quote without its partner."
        },
        why: Text {
            zh: "看不出括号里的话到哪里为止，也可能漏了字。",
            en: "Nobody can tell where the remark ends, and words may be lost.",
        },
        bad: "加强（城乡社区建设。",
        good: "加强（城乡）社区建设",
        help: Text {
            zh: "补上缺的一半，或删去多余的一半。",
            en: "Add the half that is missing, or take out the one too many.",
        },
        clause: Some(Clause::gb_15834("4.9")),
    },
    check: Check::Parsing,
};
