//! M010 unresolved-reference: a reference to what is not there.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M010",
    name: "unresolved-reference",
    title: "引用的编号不存在",
    severity: Severity::Error,
    message: Text { zh: "“{}”不是任何{}的编号", en: "{} is the id of no {}" },
    documentation: Documentation {
        finds: Text {
            zh: "引用的节、专栏、责任分工或附件不存在。",
            en: "A reference to a section, box, responsibility or annex that is not in the model.",
        },
        why: Text {
            zh: "按引用取内容的程序会落空。",
            en: "Programs that follow the reference find nothing.",
        },
        bad: "    box: box-3\n    section: \"1\"\n    annex: null\n    number: 2",
        good: "    box: box-1\n    section: \"1\"\n    annex: null\n    number: 2",
        help: Text {
            zh: "改成存在的编号，或补上被引用的部分。",
            en: "Name an id that exists, or add the part.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
