//! I009 header-cells-joined: two header cells of an indicator table without anything between them, such as 2020年2025年.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I009",
    name: "header-cells-joined",
    title: "表头两格相连",
    severity: Severity::Warning,
    message: Text {
        zh: "表头“{}”两格连在一起，中间缺分隔", en: "header cells {} run together"
    },
    documentation: Documentation {
        finds: Text {
            zh: "指标表表头的两个格子连在一起，如“2020年2025年”。",
            en: "Two header cells of an indicator table without anything between them, such as 2020年2025年.",
        },
        why: Text {
            zh: "看的人和程序都难以分清各列。",
            en: "Neither readers nor programs can tell the columns apart.",
        },
        bad: "2020年2025年",
        good: "2020年  2025年",
        help: Text {
            zh: "在两格之间补上空格、制表符或分隔线。",
            en: "Put blanks, a tab or a line between the two.",
        },
        clause: None,
    },
    check: Check::Checking,
};
