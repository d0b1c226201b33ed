//! N009 index-contradiction: the metadata of a page, or those that stand before a text,
//! disagree with it.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "N009",
    name: "index-contradiction",
    title: "索引信息与正文不一致",
    severity: Severity::Warning,
    message: Text {
        zh: "索引信息与正文不一致：索引作“{}”，正文作“{}”",
        en: "the index and the text disagree: {} in the index, {} in the text",
    },
    documentation: Documentation {
        finds: Text {
            zh: "网页索引表或文前信息（如 Markdown 的文前字段）中的发文字号或成文日期与正文不一致。",
            en: "A document number or a date in the index table of a web page, or in the metadata before a text, that is not that of the text.",
        },
        why: Text {
            zh: "索引表由人另行录入，检索和引用却常以它为准；两处不一致，必有一处错。",
            en: "The index is typed in by hand, and searches rely on it: one of the two is wrong.",
        },
        bad: "<td>发文字号：</td><td>甲政发〔2021〕8号</td>",
        good: "<td>发文字号：</td><td>甲政发〔2021〕9号</td>",
        help: Text {
            zh: "对照原件改正索引表或正文。",
            en: "Compare both with the original and correct the wrong one.",
        },
        clause: Some(Clause::gb_9704("7.2.5")),
    },
    check: Check::Parsing,
};
