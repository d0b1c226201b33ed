//! T006 page-number-reversed: a page number whose digits stand in reverse order.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T006",
    name: "page-number-reversed",
    title: "页码数字颠倒",
    severity: Severity::Warning,
    message: Text {
        zh: "页码“{}”的数字颠倒，按前后页应为 {}",
        en: "the digits of page number {} are reversed; by its neighbours it is {}",
    },
    documentation: Documentation {
        finds: Text {
            zh: "页码与前后不相连，而把数字倒过来正好接上。",
            en: "A page number that fits its neighbours only with its digits reversed.",
        },
        why: Text {
            zh: "这是从文件中提取文字时造成的，同一文件里其他数字可能也被颠倒。",
            en: "Extraction has done that, and other figures of the same file may be reversed as well.",
        },
        bad: "— 31 —\n第二节。\n— 14 —",
        good: "— 13 —\n第二节。\n— 14 —",
        help: Text {
            zh: "改正页码，并抽查同一页上的其他数字。",
            en: "Correct the number, and look at the other figures of that page.",
        },
        clause: Some(Clause::gb_9704("7.5")),
    },
    check: Check::Checking,
};
