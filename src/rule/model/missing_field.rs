//! M005 missing-field: a field that every such part has.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M005",
    name: "missing-field",
    title: "缺少字段",
    severity: Severity::Error,
    message: Text { zh: "缺少字段“{}”", en: "the field {} is missing" },
    documentation: Documentation {
        finds: Text {
            zh: "这一部分必有的字段没有写。可以是 null 的字段，改的时候可以不写。",
            en: "A field that every such part of a model has is not there. One that may be null can be left out when editing.",
        },
        why: Text {
            zh: "读模型的程序不再检查字段有没有：原文没有的内容写作 null 或 []。",
            en: "Programs do not ask whether a field is there: what the source lacks is null or [].",
        },
        bad: "    number: 2\n    section: \"2.1\"\n",
        good: "    number: 2\n    title: 重点项目\n    section: \"2.1\"\n",
        help: Text {
            zh: "补上字段；lines 写原文的首行和末行，如 [12, 13]，其他列表原文没有时写 []。",
            en: "Add it: lines are the first and the last line in the source, such as [12, 13]; any other list is [] where the source has nothing.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
