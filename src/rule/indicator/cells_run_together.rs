//! I011 cells-run-together: an indicator table whose cells stand without anything between them.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I011",
    name: "cells-run-together",
    title: "单元格连在一起",
    severity: Severity::Warning,
    message: Text {
        zh: "指标表的单元格连在一起，{}行的数值是推断出来的，请对照原文",
        en: "the cells of the indicator table run together; the figures of its {} rows are guessed, compare them with the original",
    },
    documentation: Documentation {
        finds: Text {
            zh: "指标表的单元格之间什么分隔也没有。",
            en: "An indicator table whose cells stand without anything between them.",
        },
        why: Text {
            zh: "158180可以是158和180，也可以是1581和80，只有原文能说明。",
            en: "158180 may be 158 and 180, or 1581 and 80; only the original can tell.",
        },
        bad: "序号指标单位2020年2025年属性1粮食产量万吨158180约束性2肉类产量万吨5155预期性3蔬菜产量万吨9201300预期性",
        good: "序号  指标  单位  2020年  2025年  属性",
        help: Text {
            zh: "换用带表格的原文，或者补上单元格之间的空格。",
            en: "Use a copy of the text that has kept the table, or put blanks between its cells.",
        },
        clause: None,
    },
    check: Check::Parsing,
};
