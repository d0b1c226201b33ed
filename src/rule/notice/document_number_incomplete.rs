//! N002 document-number-incomplete: a document number without its year or its sequence number, most often a blank left in a draft.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "N002",
    name: "document-number-incomplete",
    title: "发文字号不完整",
    severity: Severity::Error,
    message: Text {
        zh: "发文字号“{}”不完整：年份或顺序号空缺",
        en: "document number {} is incomplete: its year or sequence number is blank",
    },
    documentation: Documentation {
        finds: Text {
            zh: "发文字号缺年份或顺序号，多是定稿前留的空。",
            en: "A document number without its year or its sequence number, most often a blank left in a draft.",
        },
        why: Text {
            zh: "编号没有填的文件无法引用，也说明手里的不是正式印发的文本。",
            en: "A document without its number cannot be cited, and the text at hand is not the one that was issued.",
        },
        bad: "甲政发〔2021〕  号",
        good: "甲政发〔2021〕9号",
        help: Text {
            zh: "对照正式印发的文本补全年份和顺序号。",
            en: "Fill in year and number from the text as issued.",
        },
        clause: Some(Clause::gb_9704("7.2.5")),
    },
    check: Check::Parsing,
};
