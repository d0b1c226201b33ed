//! M009 id-out-of-order: an id that is not that of its place.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M009",
    name: "id-out-of-order",
    title: "编号与次序不符",
    severity: Severity::Error,
    message: Text {
        zh: "编号“{}”与位置不符，按顺序应为“{}”",
        en: "the id {} does not fit its place, which is that of {}",
    },
    documentation: Documentation {
        finds: Text {
            zh: "节的编号是它在目录树里的位置（3.1.2），专栏、指标等的编号是它的次序；这里对不上。",
            en: "The id of a section is its position in the tree (3.1.2), that of a box or an indicator its ordinal; this one is another.",
        },
        why: Text {
            zh: "删、加或移动了一部分而没有改编号；按编号取内容的程序会取错。",
            en: "Something was removed, added or moved and the ids were not; programs that go by ids take the wrong part.",
        },
        bad: "    - id: \"2.3\"\n",
        good: "    - id: \"2.2\"\n",
        help: Text {
            zh: "把这里起的编号按顺序改过来，并改正引用它们的地方。",
            en: "Number the parts from here on anew and mend what refers to them.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
