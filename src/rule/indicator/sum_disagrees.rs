//! I012 sum-disagrees: a row of sums whose figure is not what the rows above it add up to.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I012",
    name: "sum-disagrees",
    title: "合计不符",
    severity: Severity::Warning,
    message: Text {
        zh: "表中“{}”一列的{}为{}，各行相加为{}，请对照原文",
        en: "the column {} gives {} as {}, but its rows add up to {}",
    },
    documentation: Documentation {
        finds: Text {
            zh: "表中合计、小计、总计与其上各行之和不一致。",
            en: "A row of sums whose figure is not what the rows above it add up to.",
        },
        why: Text {
            zh: "数字有误，或者单元格错了位。",
            en: "A figure is wrong, or a cell has moved into another column.",
        },
        bad: "合计\t-\t50\t66",
        good: "合计\t-\t46\t66",
        help: Text {
            zh: "逐行核对，改正合计或者各行的数字。",
            en: "Go over the rows and correct the sum or the figure that is wrong.",
        },
        clause: None,
    },
    check: Check::Parsing,
};
