//! E008 text-left-out: text of a web page that no browser shows, and nobody has read.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "E008",
    name: "text-left-out",
    title: "网页上不显示的文字",
    severity: Severity::Warning,
    message: Text {
        zh: "网页元素 <{}> 里有 {} 个汉字没有读",
        en: "<{}> holds {} Chinese characters that are not read",
    },
    documentation: Documentation {
        finds: Text {
            zh: "网页里浏览器不显示的文字：在 <template>、<video> 等元素里，或在没有结束标签的 <script>、<title> 之后。",
            en: "Text of a web page that browsers do not show: in <template>, <video> and the like, or behind a <script> or <title> that never ends.",
        },
        why: Text {
            zh: "少一个结束标签，后面的正文就都看不见了；不指出来就无人知道缺了什么。",
            en: "For want of an end tag, all text behind it is gone, and nobody would know that it is missing.",
        },
        bad: "<p>一、总体要求</p><script>var a = 1;<p>二、主要任务……</p>",
        good: "<p>一、总体要求</p><script>var a = 1;</script><p>二、主要任务……</p>",
        help: Text {
            zh: "看一下网页的源代码：该元素里如是正文，补上结束标签再读。",
            en: "Look at the source of the page: where the element holds text of the document, close it before and read again.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
