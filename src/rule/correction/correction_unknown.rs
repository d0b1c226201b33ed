//! C004 correction-unknown: a key in a file of corrections that nobody knows.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "C004",
    name: "correction-unknown",
    title: "更正记录里有不认识的键",
    severity: Severity::Warning,
    message: Text {
        zh: "更正记录里不认识{}，没有采用",
        en: "the corrections have unknown keys, which were passed over: {}",
    },
    documentation: Documentation {
        finds: Text {
            zh: "更正记录里的一个键，既不是这种文件开头的，也不是更正或位置的。",
            en: "A key in a file of corrections that is neither one of its head, nor of a correction or a place.",
        },
        why: Text {
            zh: "多半是写错了字：它要改的没有改，也没有别的提示。",
            en: "Most likely it is misspelt: what it asks for is not done, and nothing else tells so.",
        },
        bad: "nwe: \"床\"",
        good: "new: \"床\"",
        help: Text {
            zh: "改正这个键；要写说明，就写成以 # 开头的注释。",
            en: "Mend the key; what is a note goes into a comment, which begins with #.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
