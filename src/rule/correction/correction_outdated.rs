//! C002 correction-outdated: a correction of a value that is no longer there.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "C002",
    name: "correction-outdated",
    title: "更正的原值已变",
    severity: Severity::Warning,
    message: Text {
        zh: "对{}的更正（{}）原值是“{}”，现在读出的是“{}”，没有采用",
        en: "a correction of {} ({}) was made where “{}” stood, and “{}” stands there now; it was not applied",
    },
    documentation: Documentation {
        finds: Text {
            zh: "更正记录里的一条，它要改的值既不是当时的原值，也不是更正后的值。",
            en: "A correction whose field has neither the value that was changed nor the one it was changed to.",
        },
        why: Text {
            zh: "原文改了，或新版本读出了别的；旧的更正可能已经不对。",
            en: "The source has changed, or a later version reads something else; the old correction may be wrong by now.",
        },
        bad: "field: \"unit\", old: \"个\"",
        good: "field: \"unit\", old: \"张\"",
        help: Text {
            zh: "核对原文：现在的值对，就删去更正；不对，就重新更正。",
            en: "Compare with the source: delete the correction where the value is right now, else correct it anew.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
