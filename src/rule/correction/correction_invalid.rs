//! C003 correction-invalid: a correction that asks for what is no model.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "C003",
    name: "correction-invalid",
    title: "更正的内容不合规格",
    severity: Severity::Warning,
    message: Text {
        zh: "对{}的更正写的是“{}”，不合模型的规格，没有采用",
        en: "a correction of {} asks for “{}”, which is no part of a model; it was not applied",
    },
    documentation: Documentation {
        finds: Text {
            zh: "更正记录里的一条，改后不再是合格的模型：类型不对、没有这个字段，或所在之处不能这样改。",
            en: "A correction after which the model would be none: a wrong type, a field that does not exist, or a place that cannot be changed so.",
        },
        why: Text {
            zh: "模型要合乎公布的 JSON Schema，用它的程序才不会出错。",
            en: "A model agrees with the published JSON Schema, so that programs can rely on it.",
        },
        bad: "old: 2, new: \"第三\"",
        good: "old: 2, new: 3",
        help: Text {
            zh: "改正记录里的这一条，或用 guihua review 重新更正。",
            en: "Mend the entry in the file, or correct it anew with guihua review.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
