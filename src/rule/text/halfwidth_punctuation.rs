//! T007 halfwidth-punctuation: a half-width mark in Chinese text that otherwise has full-width ones.

use crate::model::Severity;
use crate::rule::{Check, Clause, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T007",
    name: "halfwidth-punctuation",
    title: "半角标点",
    severity: Severity::Warning,
    message: Text {
        zh: "中文里用了半角“{}”，应为全角“{}”（本段共 {} 处）",
        en: "half-width {} in Chinese text should be full-width {} ({} in this paragraph)",
    },
    documentation: Documentation {
        finds: Text {
            zh: "全文同一种标点多用全角，个别处用了半角，一段一种标点报一次。编号、数字、外文、网址、时间里的不算。",
            en: "A half-width mark where the same mark is full-width nearly everywhere else, once for each mark \
                 and paragraph. Labels, numbers, Latin text, addresses and times do not count.",
        },
        why: Text {
            zh: "半角标点不占一个字的位置，印出来疏密不一。",
            en: "Half-width marks do not take the room of a character, and the print looks uneven.",
        },
        bad: "加强师资培养,鼓励参与。",
        good: "加强师资培养，鼓励参与。",
        help: Text {
            zh: "换成全角标点，并看看同段还有没有。",
            en: "Type the full-width mark, and look for others in the paragraph.",
        },
        clause: Some(Clause::gb_15834("5.1")),
    },
    check: Check::Checking,
};
