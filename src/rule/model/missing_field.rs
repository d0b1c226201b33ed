//! M005 missing-field: a field that every such part has.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M005",
    name: "missing-field",
    severity: Severity::Error,
    message: Text { zh: "缺少字段“{}”", en: "the field {} is missing" },
    documentation: Documentation {
        finds: Text {
            zh: "这一部分必有的字段没有写。",
            en: "A field that every such part of a model has is not there.",
        },
        why: Text {
            zh: "读模型的程序不再检查字段有没有：原文没有的内容写作 null 或 []。",
            en: "Programs do not ask whether a field is there: what the source lacks is null or [].",
        },
        bad: "    name: 养老床位数\n",
        good: "    name: 养老床位数\n    unit: 张\n",
        help: Text {
            zh: "补上字段；原文没有时，单个的值写 null，列表写 []。",
            en: "Add it; where the source has nothing, a single value is null and a list [].",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
