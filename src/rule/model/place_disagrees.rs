//! M013 place-disagrees: a part that says it stands elsewhere.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M013",
    name: "place-disagrees",
    title: "所写位置不一致",
    severity: Severity::Error,
    message: Text {
        zh: "“{}”说自己在“{}”，正文里它在“{}”",
        en: "{} says that it stands in {}, the text has it in {}",
    },
    documentation: Documentation {
        finds: Text {
            zh: "专栏、责任分工或指标所写的位置，与正文里引用它的位置不一致。",
            en: "The section that a box, a responsibility or an indicator names is not the one whose text refers to it.",
        },
        why: Text {
            zh: "从两个方向查到的结果不同。",
            en: "Looking it up from either side gives different answers.",
        },
        bad: "  - id: resp-1\n    section: \"2.2\"\n",
        good: "  - id: resp-1\n    section: \"2.1\"\n",
        help: Text {
            zh: "看原文，改正其中一处。", en: "Look at the source and mend one of the two."
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
