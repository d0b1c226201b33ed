//! E005 page-incomplete: pages of a PDF file that are damaged, refer to themselves, or are larger than any page.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "E005",
    name: "page-incomplete",
    title: "页面没有读全",
    severity: Severity::Error,
    message: Text {
        zh: "第 {} 页有内容损坏或过大，没有读全",
        en: "page {} is damaged or too large and was not read in full",
    },
    documentation: Documentation {
        finds: Text {
            zh: "PDF 中内容损坏、循环引用或大得不合常理的页。",
            en: "Pages of a PDF file that are damaged, refer to themselves, or are larger than any page.",
        },
        why: Text {
            zh: "该页的一部分文字可能不在结果里。",
            en: "Some of the text of the page may not be in the result.",
        },
        bad: "/Contents [4 0 R 9 0 R]",
        good: "/Contents [4 0 R]",
        help: Text {
            zh: "重新下载或另存一份，再对照原页检查。",
            en: "Download or save the file again and compare the page.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
