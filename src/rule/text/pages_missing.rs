//! E006 pages-missing: a PDF file that names more pages than can be found in it.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "E006",
    name: "pages-missing",
    title: "缺页",
    severity: Severity::Error,
    message: Text {
        zh: "文件标明有 {} 页，只读到 {} 页：文件可能不完整",
        en: "the file names {} pages, {} were found: it may be incomplete",
    },
    documentation: Documentation {
        finds: Text {
            zh: "PDF 标明的页数比能找到的多。",
            en: "A PDF file that names more pages than can be found in it.",
        },
        why: Text {
            zh: "文件多半没有下载完，缺的页不会出现在结果里。",
            en: "The file was most likely cut off, and the missing pages are not in the result.",
        },
        bad: "/Count 3",
        good: "/Count 1",
        help: Text {
            zh: "重新下载文件，核对页数。",
            en: "Download the file again and compare the number of pages.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
