//! M015 number-disagrees: a number that is not the one in the label.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M015",
    name: "number-disagrees",
    title: "序号与标签不一致",
    severity: Severity::Error,
    message: Text {
        zh: "“{}”的序号是 {}，字段写的是 {}", en: "the number of {} is {}, the field says {}"
    },
    documentation: Documentation {
        finds: Text {
            zh: "节的 number 与 label 里的序号不一致。",
            en: "The number of a section is not the one in its label.",
        },
        why: Text {
            zh: "两个字段说的是同一个序号，程序用的是 number，人看的是 label。",
            en: "Both state the same number; programs read one, people the other.",
        },
        bad: "      label: （二）\n      number: 3\n",
        good: "      label: （二）\n      number: 2\n",
        help: Text {
            zh: "看原文，改正其中一处。", en: "Look at the source and mend one of the two."
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
