//! M014 value-disagrees: comparator and number that the text of the cell does not bear out.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M014",
    name: "value-disagrees",
    title: "数值与文字不一致",
    severity: Severity::Error,
    message: Text {
        zh: "单元格“{}”的意思是 {}，字段写的是 {}",
        en: "the cell {} says {}, its fields say {}",
    },
    documentation: Documentation {
        finds: Text {
            zh: "指标值的 comparator、number 与 text 不一致，或者二者只有一个；year 与列名里的年份不一致。",
            en: "Comparator and number of a value that do not agree with its text, or only one of them; a year that is not the one of its column.",
        },
        why: Text {
            zh: "统计用的是 comparator 和 number，人看的是 text。",
            en: "Programs count with comparator and number, people read the text.",
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
