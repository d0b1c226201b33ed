//! M004 unknown-field: a field that the model does not have.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M004",
    name: "unknown-field",
    title: "没有这个字段",
    severity: Severity::Error,
    message: Text { zh: "没有“{}”这个字段", en: "there is no field {}" },
    documentation: Documentation {
        finds: Text {
            zh: "字段名写错了，或模型里没有这样的字段。",
            en: "A misspelt field, or one that the model does not have.",
        },
        why: Text {
            zh: "读模型的程序按名字取值，写错的字段等于没有。",
            en: "Programs find a value by the name of its field; a misspelt one is not there.",
        },
        bad: "      comparater: \">\"",
        good: "      comparator: \">\"",
        help: Text {
            zh: "改成提示的名字；要加自己的内容，请放在另一个文件里。",
            en: "Take the name that is offered; keep what you want to add in a file of its own.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
