//! R004 clause-unclosed: a clause whose bracket is still open at the end of its paragraph.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "R004",
    name: "clause-unclosed",
    title: "责任分工括号未闭合",
    severity: Severity::Warning,
    message: Text {
        zh: "责任分工的括号没有闭合", en: "the bracket of the clause is never closed"
    },
    documentation: Documentation {
        finds: Text {
            zh: "责任分工只有开头的括号，到段末没有闭合。",
            en: "A clause whose bracket is still open at the end of its paragraph.",
        },
        why: Text {
            zh: "看不出分工到哪里为止，后面可能还漏了部门。",
            en: "Nobody can tell where it ends, and departments may be lost.",
        },
        bad: "（牵头单位：市教育局，配合单位：市财政局\n",
        good: "（牵头单位：市教育局，配合单位：市财政局）",
        help: Text {
            zh: "对照原件补上漏掉的部门和括号。",
            en: "Add the bracket, and what else is missing, from the original.",
        },
        clause: Some(Clause::gb_15834("4.9")),
    },
    check: Check::Checking,
};
