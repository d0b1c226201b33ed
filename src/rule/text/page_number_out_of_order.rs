//! T005 page-number-out-of-order: a page number that is smaller than the one before.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T005",
    name: "page-number-out-of-order",
    title: "页码不相连",
    severity: Severity::Info,
    message: Text {
        zh: "页码“{}”与前后页码不相连", en: "page number {} does not fit its neighbours"
    },
    documentation: Documentation {
        finds: Text {
            zh: "页码比前一页的小。", en: "A page number that is smaller than the one before."
        },
        why: Text {
            zh: "页序可能乱了，前后文字接错。",
            en: "Pages may stand in a wrong order, and text run on where it does not belong.",
        },
        bad: "— 12 —",
        good: "— 32 —",
        help: Text {
            zh: "对照原件看页序是否正确。",
            en: "See from the original whether the pages are in order.",
        },
        clause: Some(Clause::gb_9704("7.5")),
    },
    check: Check::Parsing,
};
