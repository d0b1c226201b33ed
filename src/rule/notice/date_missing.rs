//! N003 date-missing: a notice without its date (成文日期).

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "N003",
    name: "date-missing",
    title: "缺成文日期",
    severity: Severity::Warning,
    message: Text { zh: "通知没有成文日期", en: "the notice has no date" },
    documentation: Documentation {
        finds: Text { zh: "通知没有成文日期。", en: "A notice without its date (成文日期)." },
        why: Text {
            zh: "公文从成文日期起生效，规划的期限也由它推算。",
            en: "A document takes effect from its date.",
        },
        bad: "甲市人民政府\n\n甲市残疾人事业发展规划",
        good: "甲市人民政府\n2021年9月1日\n",
        help: Text {
            zh: "在署名下面补上成文日期，年、月、日写全。",
            en: "Add the date below the signature, with year, month and day.",
        },
        clause: Some(Clause::gb_9704("7.3.5.4")),
    },
    check: Check::Parsing,
};
