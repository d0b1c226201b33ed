//! M018 lines-outside: lines that the source or the part around them does not have.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M018",
    name: "lines-outside",
    title: "行号超出范围",
    severity: Severity::Error,
    message: Text {
        zh: "第 {}—{} 行不在上一级的第 {}—{} 行之内",
        en: "lines {} to {} are not within {} to {}, those of what holds them",
    },
    documentation: Documentation {
        finds: Text {
            zh: "lines 超出了原文的行数（source.lines），或超出了所在的节、专栏或附件。",
            en: "Lines beyond the last one of the source, or outside the section, box or annex around them.",
        },
        why: Text {
            zh: "按行号回原文找不到这段内容。",
            en: "Whoever looks the lines up does not find the text.",
        },
        bad: "        text: 开展质量检查。\n        lines:\n        - 31\n        - 31",
        good: "        text: 开展质量检查。\n        lines:\n        - 30\n        - 30",
        help: Text {
            zh: "看原文改正行号；改动过原文的，重新运行 guihua parse。",
            en: "Mend the lines by the source; if the source was changed, run guihua parse again.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
