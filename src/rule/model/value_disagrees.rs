//! M014 value-disagrees: comparator and number, or a date, that the text beside them does not bear out.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M014",
    name: "value-disagrees",
    title: "数值与文字不一致",
    severity: Severity::Error,
    message: Text {
        zh: "文字“{}”的意思是 {}，字段写的是 {}", en: "the text {} says {}, its fields say {}"
    },
    documentation: Documentation {
        finds: Text {
            zh: "指标值的 comparator、number 与 text 不一致，或者二者只有一个，或者 text 里没有数而有数值；year 与列名里的年份不一致；日期与旁边照录的日期（date_text、印发行的 text）不一致。",
            en: "Comparator and number of a value that do not agree with its text, or only one of them, or any where the text has no number; a year that is not the one of its column; a date that is not the one printed beside it (date_text, the text of the imprint).",
        },
        why: Text {
            zh: "统计用的是 comparator、number 和日期字段，人看的是 text。",
            en: "Programs count with comparator, number and date, people read the text.",
        },
        bad: "      comparator: \">=\"\n      number: 50.0",
        good: "      comparator: \">=\"\n      number: 55.0",
        help: Text {
            zh: "按原文改正；text 里没有数的，comparator 和 number 都写 null。",
            en: "Mend it by the source; where the text has no number, both are null.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
