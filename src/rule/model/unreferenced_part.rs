//! M011 unreferenced-part: a box or a clause that no text refers to.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M011",
    name: "unreferenced-part",
    title: "没有被引用",
    severity: Severity::Error,
    message: Text {
        zh: "“{}”没有被引用：正文里没有它的位置",
        en: "nothing refers to {}: it has no place in the text",
    },
    documentation: Documentation {
        finds: Text {
            zh: "专栏、责任分工在列表里有，正文的 content 或附件的 tasks 里却没有引用它。",
            en: "A box or a responsibility that is in its list, but in no content and in no tasks.",
        },
        why: Text {
            zh: "按正文顺序读模型的人和程序看不到它。",
            en: "Whoever reads the model in the order of the text does not come across it.",
        },
        bad: "      - type: paragraph\n        text: 开展质量检查。\n        lines:\n        - 30\n        - 30\n",
        good: "      - type: paragraph\n        text: 开展质量检查。\n        lines:\n        - 30\n        - 30\n      - type: responsibility\n        responsibility: resp-2\n",
        help: Text {
            zh: "在它所在的节的 content 里加上引用，或把它从列表里删去。",
            en: "Refer to it in the content of its section, or remove it from the list.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
