//! T011 doubled-character: one character typed twice, such as 的的.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T011",
    name: "doubled-character",
    title: "字重复",
    severity: Severity::Warning,
    message: Text { zh: "“{}”中“{}”字重复", en: "{} has the character {} twice" },
    documentation: Documentation {
        finds: Text {
            zh: "多打了一个相同的字：“的的”“和和”一类虚词，以及去掉一个字就是本文常用词的实词。\
                 “市市场监管局”“残疾人人口”“人人”“稳稳”等正常的叠字不报。",
            en: "A character too many: particles such as 的的 and 和和, and other characters where the text without \
                 one of them is a word that the document often uses. What is doubled by right, as in 市市场监管局, \
                 残疾人人口, 人人 or 稳稳, is left alone.",
        },
        why: Text {
            zh: "读起来不通，检索不到这个词。", en: "It reads badly, and a search misses the word."
        },
        bad: "享有规范有效的的基本康复服务。",
        good: "享有规范有效的基本康复服务。",
        help: Text { zh: "删去一个字。", en: "Take one of them out." },
        clause: None,
    },
    check: Check::Checking,
};
