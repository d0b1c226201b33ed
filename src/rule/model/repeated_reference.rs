//! M012 repeated-reference: a second place for a part.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M012",
    name: "repeated-reference",
    title: "重复引用",
    severity: Severity::Error,
    message: Text { zh: "“{}”已在 {} 引用过", en: "{} has its place at {} already" },
    documentation: Documentation {
        finds: Text {
            zh: "同一个专栏或责任分工在正文里有两个位置。",
            en: "A box or a responsibility that is referred to from two places in the text.",
        },
        why: Text {
            zh: "原文里它只有一处；按正文顺序读模型会读到两次。",
            en: "In the source it stands once; whoever reads the model in order reads it twice.",
        },
        bad: "      - type: responsibility\n        responsibility: resp-1\n      - type: box\n        box: box-1\n      - type: box\n        box: box-2\n",
        good: "      - type: responsibility\n        responsibility: resp-1\n      - type: box\n        box: box-2\n",
        help: Text { zh: "留下对的那一处引用。", en: "Keep the reference that is right." },
        clause: None,
    },
    check: Check::Elsewhere,
};
