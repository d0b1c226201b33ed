//! E002 private-use-character: characters of the Unicode private use area, most often left by a PDF font or a private font.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "E002",
    name: "private-use-character",
    title: "私用区字符",
    severity: Severity::Warning,
    message: Text {
        zh: "私用区字符 {}：各人屏幕上显示的字可能不同",
        en: "private-use character {}: it may look different on every screen",
    },
    documentation: Documentation {
        finds: Text {
            zh: "Unicode 私用区里的字符，多是造字程序或 PDF 字体带来的。",
            en: "Characters of the Unicode private use area, most often left by a PDF font or a private font.",
        },
        why: Text {
            zh: "没有那套字体的人看到的是方框或另一个字，检索也找不到。",
            en: "Whoever lacks that font sees a box or another character, and no search finds it.",
        },
        bad: "建立康\\xEE\\x80\\x80机构。",
        good: "建立康复机构。",
        help: Text {
            zh: "换成标准字符；生僻字用 GB 18030 收录的字。",
            en: "Replace it by the standard character; GB 18030 has the rare ones.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
