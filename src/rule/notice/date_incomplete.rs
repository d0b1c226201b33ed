//! N004 date-incomplete: a date without its year, month or day.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "N004",
    name: "date-incomplete",
    title: "成文日期不完整",
    severity: Severity::Error,
    message: Text { zh: "成文日期“{}”不完整", en: "the date {} is incomplete" },
    documentation: Documentation {
        finds: Text { zh: "成文日期缺年、月或日。", en: "A date without its year, month or day." },
        why: Text {
            zh: "日期没有填全的文件不知何时生效，也说明手里的不是正式印发的文本。",
            en: "Nobody knows when the document takes effect, and the text at hand is not the one that was issued.",
        },
        bad: "2021年  月  日",
        good: "2021年9月1日",
        help: Text {
            zh: "对照正式印发的文本把年、月、日补全。",
            en: "Fill in year, month and day from the text as issued.",
        },
        clause: Some(Clause::gb_9704("7.3.5.4")),
    },
    check: Check::Parsing,
};
