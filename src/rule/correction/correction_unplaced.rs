//! C001 correction-unplaced: a correction whose place is no longer found.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "C001",
    name: "correction-unplaced",
    title: "更正的位置找不到了",
    severity: Severity::Warning,
    message: Text {
        zh: "更正所指的{}在原文里找不到了，没有采用",
        en: "the {} that a correction is about is no longer found; it was not applied",
    },
    documentation: Documentation {
        finds: Text {
            zh: "更正记录里的一条，它所指的文字在原文里已经没有，或有几处分不清是哪一处。",
            en: "A correction whose text is no longer in the source, or stands in several places that cannot be told apart.",
        },
        why: Text {
            zh: "原文改了，或本程序的新版本读法不同；更正不会硬套到别处，也不会从记录里删去。",
            en: "The source has changed, or a later version reads it otherwise; a correction is never forced on another place, and it stays in its file.",
        },
        bad: "text: \"（三）强化监管\"",
        good: "text: \"（二）加强监管\"",
        help: Text {
            zh: "用 guihua review 打开这个文件，重新核对这一处，再删去旧的更正。",
            en: "Open the file with guihua review, look at the place again and delete the old correction.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
