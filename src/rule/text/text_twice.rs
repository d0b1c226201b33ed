//! T017 text-twice: a text that stands a second time behind itself.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T017",
    name: "text-twice",
    title: "全文重复",
    severity: Severity::Warning,
    message: Text {
        zh: "从“{}”起，全文又出现一遍，第二遍未读取",
        en: "from {} on the whole text stands a second time, which was not read",
    },
    documentation: Documentation {
        finds: Text {
            zh: "文件里同一份文字首尾相接地出现两遍，一字不差。",
            en: "A text that stands twice in its file, one copy right behind the other, the same to the letter.",
        },
        why: Text {
            zh: "网页和数据库导出的文件有时如此。两遍都读，章节、指标和责任分工就会加倍；第二遍只算页面杂项，内容一字不丢。",
            en: "Files from web pages and data bases are sometimes like that. Read twice, all sections, indicators and responsibilities would be doubled; so the second copy is kept as furniture, no character of it lost.",
        },
        bad: "甲市水利发展规划\n为建设水网，制定本规划。\n一、目标\n到2025年，建成水库三座，治理河道五十公里，县县通大水网。\n二、任务\n加快前期工作，各县共同推进。\n甲市水利发展规划\n为建设水网，制定本规划。\n一、目标\n到2025年，建成水库三座，治理河道五十公里，县县通大水网。\n二、任务\n加快前期工作，各县共同推进。",
        good: "甲市水利发展规划\n为建设水网，制定本规划。\n一、目标\n到2025年，建成水库三座，治理河道五十公里，县县通大水网。\n二、任务\n加快前期工作，各县共同推进。",
        help: Text {
            zh: "删去重复的一遍；如果是两份不同的文件，请分成两个文件。",
            en: "Take out one of the copies; where two documents were meant, put each into a file of its own.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
