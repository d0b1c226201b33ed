//! R005 task-without-departments: a row of a task table in text whose cells of departments are empty where those of other rows are not.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "R005",
    name: "task-without-departments",
    title: "任务没有写明单位",
    severity: Severity::Info,
    message: Text {
        zh: "任务“{}”的单位栏是空的，也可能与上一行合并，请对照原文",
        en: "the cells of departments of task {} are empty, or merged with those above",
    },
    documentation: Documentation {
        finds: Text {
            zh: "文本里的任务表，有编号的一行单位栏是空的，而其他行写明了单位。多数行都是空的，或者空行正好与上一行同属一类时，按合并单元格取上一行的单位；否则按没有单位处理。",
            en: "A numbered row of a task table in text whose cells of departments are empty, while those of other rows are not. Where most rows are so, or just those that share a group with the row above, the cells are read as merged with those above; else the row has no departments.",
        },
        why: Text {
            zh: "纯文本看不出单元格是否合并：任务或者没有单位负责，或者与上一行由同样的单位负责。",
            en: "Text does not show which cells are merged: either nobody answers for the task, or those who answer for the row above.",
        },
        bad: "1\t加固堤防\t县水利局\n2\t建设监测站\t\n3\t疏浚河道\t县农业农村局",
        good: "1\t加固堤防\t县水利局\n2\t建设监测站\t县水文站\n3\t疏浚河道\t县农业农村局",
        help: Text {
            zh: "对照原文，写明任务由哪些单位负责。",
            en: "Look at the original, and name the departments of the task.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
