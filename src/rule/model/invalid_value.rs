//! M007 invalid-value: a value that the field does not take.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M007",
    name: "invalid-value",
    title: "值不可用",
    severity: Severity::Error,
    message: Text {
        zh: "“{}”不是这里可用的值，可用：{}", en: "{} is no value for this field; it takes {}"
    },
    documentation: Documentation {
        finds: Text {
            zh: "值的类型对，但不在可用的值之内，或格式不对。",
            en: "A value of the right type that is none of those the field takes, or has another form.",
        },
        why: Text {
            zh: "读模型的程序只认识模型规定的值。",
            en: "Programs know no values but those of the model.",
        },
        bad: "    kind: item",
        good: "    kind: items",
        help: Text {
            zh: "改成提示里的值或格式。",
            en: "Take one of the values, or the form, that the message gives.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
