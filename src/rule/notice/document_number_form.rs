//! N006 document-number-form: a document number whose year is not in 〔〕, whose sequence number has 第 before it, or a leading zero.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "N006",
    name: "document-number-form",
    title: "发文字号写法不合规定",
    severity: Severity::Warning,
    message: Text {
        zh: "发文字号“{}”写法不合规定，应为“{}”",
        en: "document number {} is not in the form of the standard: {}",
    },
    documentation: Documentation {
        finds: Text {
            zh: "发文字号的年份没有用六角括号“〔〕”，顺序号前加了“第”字，或者顺序号编了虚位（如 09 号）。",
            en: "A document number whose year is not in 〔〕, whose sequence number has 第 before it, or a leading zero.",
        },
        why: Text {
            zh: "写法不一的字号，检索和引用时对不上。",
            en: "A number in another form is not found where it is cited or searched for.",
        },
        bad: "甲政发[2021]第09号",
        good: "甲政发〔2021〕9号",
        help: Text {
            zh: "年份用六角括号“〔〕”括起，顺序号不加“第”字、不编虚位。",
            en: "Put the year in 〔〕, and write the sequence number without 第 and without leading zeros.",
        },
        clause: Some(Clause::gb_9704("7.2.5")),
    },
    check: Check::Checking,
};
