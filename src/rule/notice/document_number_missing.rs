//! N001 document-number-missing: a notice without its document number (发文字号).

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "N001",
    name: "document-number-missing",
    title: "缺发文字号",
    severity: Severity::Info,
    message: Text { zh: "通知没有发文字号", en: "the notice has no document number" },
    documentation: Documentation {
        finds: Text {
            zh: "通知没有发文字号。", en: "A notice without its document number (发文字号)."
        },
        why: Text {
            zh: "发文字号是引用和检索公文的依据；网页转载时常被略去，所以只作提示。",
            en: "The number is how a document is cited and found. Web pages often leave it out, hence only an info.",
        },
        bad: "关于印发甲市残疾人事业发展规划的通知\n各县人民政府：",
        good: "关于印发甲市残疾人事业发展规划的通知\n甲政发〔2021〕9号\n各县人民政府：",
        help: Text {
            zh: "对照原件补上发文字号，如“甲政发〔2021〕9号”。",
            en: "Add the number from the original, such as 甲政发〔2021〕9号.",
        },
        clause: Some(Clause::gb_9704("7.2.5")),
    },
    check: Check::Parsing,
};
