//! T014 wrong-replacement: a word that came to be when one level of government was replaced by another throughout.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T014",
    name: "wrong-replacement",
    title: "疑为误替换",
    severity: Severity::Warning,
    message: Text {
        zh: "“{}”疑为“{}”的误替换", en: "{} looks like {} after a replacement throughout"
    },
    documentation: Documentation {
        finds: Text {
            zh: "把“市”整篇换成“区”一类操作留下的痕迹：不成词的“区场”（市场）、“区务院”（国务院），\
                 换错了级别的地名“九江区”（九江市）、本地地名，重复的级别“县及县区”“省、区、区委”，\
                 以及“（社区）委会”（居委会）；还有全文几乎处处写作别的词，只差一个级别的，如个别处的“市块链”（区块链）。\
                 “社区场所”“区域”等正常的词不报。",
            en: "What is left where one level of government was replaced by another throughout: 区场 for 市场, \
                 区务院 for 国务院; names of places with the wrong level, 九江区 for 九江市; a level named twice, 县及县区; \
                 （社区）委会 for （居）委会; and what the plan writes with another level nearly everywhere, such \
                 as one 市块链 for 区块链. Words such as 社区场所 and 区域 are left alone.",
        },
        why: Text {
            zh: "从上级规划改写时最容易留下，词义和责任主体都会错。",
            en: "It happens when the plan of a higher level is adapted, and makes wrong words and wrong authorities.",
        },
        bad: "充分发挥区场机制作用。",
        good: "充分发挥市场机制作用。",
        help: Text {
            zh: "改回原来的字，并在全文里再查找一遍同样的替换。",
            en: "Put the old character back, and search the text for the same replacement.",
        },
        clause: None,
    },
    check: Check::Checking,
};
