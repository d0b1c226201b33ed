//! N007 addressees-missing: a notice (通知) without its addressees (主送机关).

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "N007",
    name: "addressees-missing",
    title: "缺主送机关",
    severity: Severity::Warning,
    message: Text { zh: "通知没有主送机关", en: "the notice has no addressees" },
    documentation: Documentation {
        finds: Text {
            zh: "通知没有主送机关。", en: "A notice (通知) without its addressees (主送机关)."
        },
        why: Text {
            zh: "看不出谁应当执行这份通知。", en: "Nobody can tell who is to act on it."
        },
        bad: "甲政发〔2021〕9号\n　　现将规划印发给你们",
        good: "各县人民政府：\n　　现将规划印发给你们",
        help: Text {
            zh: "在正文之前顶格写明主送机关，后加冒号。",
            en: "Name the addressees on a line before the body, followed by a colon.",
        },
        clause: Some(Clause::gb_9704("7.3.2")),
    },
    check: Check::Checking,
};
