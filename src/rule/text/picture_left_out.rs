//! E007 picture-left-out: large pictures on a page of text, whose words nobody has read.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "E007",
    name: "picture-left-out",
    title: "大图没有读",
    severity: Severity::Warning,
    message: Text {
        zh: "第 {} 页有 {} 幅大图没有读：图中如有文字，不在结果里",
        en: "page {} has large pictures, {} of them: what words they hold is not in the result",
    },
    documentation: Documentation {
        finds: Text {
            zh: "PDF 文件的文字页上没有文字层的大图，常见的是截图的专栏和表格。",
            en: "Large pictures without a text layer on a page of text: boxes and tables are often pasted so.",
        },
        why: Text {
            zh: "图里的专栏、表格不会出现在结果里，不指出来就无人知道缺了什么。",
            en: "A box or table that is a picture is not in the result, and nobody would know that it is missing.",
        },
        bad: "q 400 0 0 200 80 300 cm /I1 Do Q",
        good: "q 100 0 0 100 80 300 cm /I1 Do Q",
        help: Text {
            zh: "看一下这一页：图中有文字的，做文字识别（OCR）或手工补入。",
            en: "Look at the page: where a picture holds words, recognize them (OCR) or add them by hand.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
