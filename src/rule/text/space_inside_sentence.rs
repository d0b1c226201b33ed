//! T015 space-inside-sentence: a space between two Chinese characters, in a text that has hardly any.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T015",
    name: "space-inside-sentence",
    title: "句中有空格",
    severity: Severity::Info,
    message: Text {
        zh: "“{}”与“{}”之间有空格，可能漏了标点或字",
        en: "a space between {} and {}: a mark or a character may be lost",
    },
    documentation: Documentation {
        finds: Text {
            zh: "句子里两个汉字之间有空格，而全文句子里几乎没有空格。",
            en: "A space between two Chinese characters of a sentence, in a text whose sentences have hardly any.",
        },
        why: Text {
            zh: "空格的地方常常漏了顿号、“的”或别的字。",
            en: "Where a space stands, a mark such as 、 or a character such as 的 is often lost.",
        },
        bad: "按照“大气精美 现代化新城”的思路推进。",
        good: "按照“大气精美、现代化新城”的思路推进。",
        help: Text {
            zh: "补上标点或字，或删去空格。", en: "Add what is lost, or take the space out."
        },
        clause: None,
    },
    check: Check::Checking,
};
