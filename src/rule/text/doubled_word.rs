//! T012 doubled-word: a word typed twice in a row, such as 河道河道.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T012",
    name: "doubled-word",
    title: "词重复",
    severity: Severity::Warning,
    message: Text { zh: "“{}”重复", en: "{} stands twice" },
    documentation: Documentation {
        finds: Text {
            zh: "二至六个字的词连着出现两次，或“规划第十四个五年规划”这样多出一个“规划”。\
                 “一个一个”“服务服务业”一类不报。",
            en: "A word of two to six characters twice in a row, or one 规划 too many in 规划第十四个五年规划. \
                 Such as 一个一个 and 服务服务业 are left alone.",
        },
        why: Text {
            zh: "多是复制、改稿时留下的；中间也可能漏了标点或字。",
            en: "Most often left by copying or editing; a mark or a word may be lost between the two.",
        },
        bad: "整治西港等河道河道39公里，疏浚河道。",
        good: "整治西港等河道39公里，疏浚河道。",
        help: Text { zh: "删去重复的词。", en: "Take one of them out." },
        clause: None,
    },
    check: Check::Checking,
};
