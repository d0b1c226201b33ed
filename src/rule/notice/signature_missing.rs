//! N005 signature-missing: no signature of the issuing agency (发文机关署名) between the body of a notice and its date.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "N005",
    name: "signature-missing",
    title: "缺发文机关署名",
    severity: Severity::Warning,
    message: Text {
        zh: "正文与成文日期之间没有发文机关署名",
        en: "no signature stands between the body of the notice and its date",
    },
    documentation: Documentation {
        finds: Text {
            zh: "通知的正文与成文日期之间没有发文机关署名。",
            en: "No signature of the issuing agency (发文机关署名) between the body of a notice and its date.",
        },
        why: Text {
            zh: "没有署名，看不出由谁负责；标题里的机关名不能代替署名。",
            en: "Without it nobody answers for the document; the agency in the title does not stand for it.",
        },
        bad: "请认真贯彻执行。\n2021年9月1日",
        good: "请认真贯彻执行。\n甲市人民政府\n2021年9月1日",
        help: Text {
            zh: "在成文日期上面补上发文机关的全称或规范化简称。",
            en: "Add the name of the issuing agency above the date.",
        },
        clause: Some(Clause::gb_9704("7.3.5")),
    },
    check: Check::Parsing,
};
