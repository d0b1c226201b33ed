//! I013 indicators-not-read: a box or a caption that announces indicators, and none below it.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I013",
    name: "indicators-not-read",
    title: "没有读出指标",
    severity: Severity::Warning,
    message: Text {
        zh: "“{}”下面没有读出指标，请对照原文",
        en: "no indicator was read below {}; compare it with the original",
    },
    documentation: Documentation {
        finds: Text {
            zh: "题为主要指标的专栏或表格里没有读出一项指标。",
            en: "A box or a table that is called 主要指标 and gives no indicator.",
        },
        why: Text {
            zh: "指标表可能是图片，或者在转换时散了架。",
            en: "The table may be a picture, or has fallen apart when the text was taken out.",
        },
        bad: "专栏1  主要指标",
        good: "1  粮食产量  万吨  158  180  约束性",
        help: Text {
            zh: "找到原文的指标表，按行补上。",
            en: "Find the table in the original and put it in, row by row.",
        },
        clause: None,
    },
    check: Check::Parsing,
};
