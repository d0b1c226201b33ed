//! E003 page-without-text: pages of a PDF file without text: pictures as a whole, or blank.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "E003",
    name: "page-without-text",
    title: "页面没有文字",
    severity: Severity::Warning,
    message: Text {
        zh: "第 {} 页没有文字：是图片（如扫描件）或空白页",
        en: "page {} has no text: it is a picture, a scan for one, or blank",
    },
    documentation: Documentation {
        finds: Text {
            zh: "PDF 文件中没有文字的页：整页是图片，或者空白。",
            en: "Pages of a PDF file without text: pictures as a whole, or blank.",
        },
        why: Text {
            zh: "扫描页上的内容不会出现在结果里，不指出来就无人知道缺了什么。",
            en: "What was scanned is not in the result, and nobody would know that it is missing.",
        },
        bad: "<< /Type /Page /Parent 2 0 R >>",
        good: "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
        help: Text {
            zh: "对该页做文字识别（OCR），或换用由文字处理软件直接导出的 PDF。",
            en: "Recognize the text of the page (OCR), or use a PDF that a word processor has exported.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
