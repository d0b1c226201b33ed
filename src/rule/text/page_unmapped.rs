//! E004 page-unmapped: text of a PDF file in a font without a Unicode map: it can be seen and not read.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "E004",
    name: "page-unmapped",
    title: "页面文字无法还原",
    severity: Severity::Error,
    message: Text {
        zh: "第 {} 页有 {} 个字的字体没有 Unicode 对照，文字无法还原",
        en: "page {}: text in a font without a Unicode map; {} characters are lost",
    },
    documentation: Documentation {
        finds: Text {
            zh: "PDF 中用没有 Unicode 对照表的字体排的文字：看得见，读不出。",
            en: "Text of a PDF file in a font without a Unicode map: it can be seen and not read.",
        },
        why: Text {
            zh: "这些字在结果里是“\u{FFFD}”，或者整页缺失。",
            en: "These characters are U+FFFD in the result, or the whole page is missing.",
        },
        bad: "/Encoding /Identity-H",
        good: "/Encoding /UniGB-UCS2-H",
        help: Text {
            zh: "用原来的软件重新导出并嵌入字体，或对该页做文字识别（OCR）。",
            en: "Export the file again with its fonts embedded, or recognize the text of the page (OCR).",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
