//! S010 contents-order: an entry of the contents that stands in another order than its section in the body.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "S010",
    name: "contents-order",
    title: "目录次序与正文不同",
    severity: Severity::Warning,
    message: Text {
        zh: "目录中“{}”的次序与正文不同",
        en: "contents entry {} stands in another order than in the body",
    },
    documentation: Documentation {
        finds: Text {
            zh: "目录里各标题的次序与正文不同。",
            en: "An entry of the contents that stands in another order than its section in the body.",
        },
        why: Text {
            zh: "照目录找不到地方，说明目录与正文不是同一稿。",
            en: "Readers do not find the place, and contents and body are not of one draft.",
        },
        bad: "三、组织实施……2\n二、重点任务……3",
        good: "二、重点任务……2\n三、组织实施……3",
        help: Text {
            zh: "按正文的次序重排目录。", en: "Put the contents into the order of the body."
        },
        clause: None,
    },
    check: Check::Checking,
};
