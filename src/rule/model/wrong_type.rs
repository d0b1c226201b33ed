//! M006 wrong-type: a value of another type than the field takes.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M006",
    name: "wrong-type",
    title: "类型不对",
    severity: Severity::Error,
    message: Text { zh: "应为{}，这里是{}", en: "this should be {}, and is {}" },
    documentation: Documentation {
        finds: Text {
            zh: "值的类型不对：该是文字的写成了数，该是列表的写成了单个值，等等。",
            en: "A value of the wrong type: a number where a text belongs, a single value instead of a list.",
        },
        why: Text {
            zh: "YAML 里不加引号的 2020 是数，加了引号才是文字；程序会因此读错或拒绝整个文件。",
            en: "In YAML, 2020 without quotes is a number; programs misread it or refuse the file.",
        },
        bad: "      text: 8000",
        good: "      text: \"8000\"",
        help: Text {
            zh: "该是文字的加上引号，该是数的去掉引号，列表的每一项前写“- ”。",
            en: "Quote what is a text, unquote what is a number, and put “- ” before each element of a list.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
