//! S005 contents-entry-missing: an entry of the contents that the body lacks.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "S005",
    name: "contents-entry-missing",
    title: "目录项正文里没有",
    severity: Severity::Warning,
    message: Text {
        zh: "目录中的“{}”在正文中找不到", en: "contents entry {} is not found in the body"
    },
    documentation: Documentation {
        finds: Text {
            zh: "目录里有，正文里找不到这个标题。",
            en: "An entry of the contents that the body lacks.",
        },
        why: Text {
            zh: "正文可能缺了一节，或者目录是旧的。",
            en: "The body may have lost a section, or the contents are those of an older text.",
        },
        bad: "三、组织实施……3\n四、考核监督……4",
        good: "二、重点任务……2\n三、组织实施……3",
        help: Text {
            zh: "核对正文是否缺了这一节，再更新目录。",
            en: "See whether the body has lost the section, then update the contents.",
        },
        clause: None,
    },
    check: Check::Parsing,
};
