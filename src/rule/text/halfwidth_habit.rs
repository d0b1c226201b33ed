//! T009 halfwidth-habit: a document that types its punctuation in half width throughout, or half of it.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T009",
    name: "halfwidth-habit",
    title: "成批半角标点",
    severity: Severity::Info,
    message: Text {
        zh: "全文有成批的半角标点：{}",
        en: "the text has half-width punctuation in numbers: {}",
    },
    documentation: Documentation {
        finds: Text {
            zh: "全文的标点一律用半角，或半角、全角各占不少。每篇只报一次，列出每种标点的次数。",
            en: "A text whose punctuation is half-width throughout, or half of it. Reported once, with the number \
                 of each mark.",
        },
        why: Text {
            zh: "多是从排版文件里复制时带来的；直接印发则不合标准。",
            en: "Most often it comes from copying out of a typeset file; printed as it is, it falls short of the \
                 standard.",
        },
        bad: "加强保障,改善服务,提高水平,做好工作,落实责任.",
        good: "加强保障，改善服务，提高水平，做好工作，落实责任。",
        help: Text {
            zh: "若要再次印发，全部换成全角。",
            en: "If the text is to be issued again, replace them all by full-width marks.",
        },
        clause: Some(Clause::gb_15834("5.1")),
    },
    check: Check::Checking,
};
