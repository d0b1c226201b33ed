//! M003 duplicate-field: a field that stands twice.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M003",
    name: "duplicate-field",
    title: "字段重复",
    severity: Severity::Error,
    message: Text {
        zh: "字段“{}”重复，第 {} 行已有", en: "the field {} stands twice, first in line {}"
    },
    documentation: Documentation {
        finds: Text {
            zh: "同一组字段里有两个同名的字段。", en: "Two fields of the same name in one map."
        },
        why: Text {
            zh: "有的程序取前一个，有的取后一个，有的拒绝整个文件。",
            en: "Some programs take the first, some the last, some refuse the file.",
        },
        bad: "  region: 甲市\n  region: 乙市\n",
        good: "  region: 甲市\n",
        help: Text {
            zh: "留下对的那一个，删去另一个。", en: "Keep the right one and remove the other."
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
