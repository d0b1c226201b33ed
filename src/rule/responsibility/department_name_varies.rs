//! R003 department-name-varies: one department under two names in a plan, such as 市发展改革委 and 市发展改革局.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "R003",
    name: "department-name-varies",
    title: "部门名称不一致",
    severity: Severity::Warning,
    message: Text {
        zh: "“{}”与“{}”应是同一部门，名称不一致",
        en: "{} and {} are one department under two names",
    },
    documentation: Documentation {
        finds: Text {
            zh: "同一个部门在规划里用了两个名称，如“市发展改革委”与“市发展改革局”。",
            en: "One department under two names in a plan, such as 市发展改革委 and 市发展改革局.",
        },
        why: Text {
            zh: "按部门汇总任务时会被算成两家，也可能其中一个名称是旧的。",
            en: "Whoever lists the tasks by department counts two, and one of the names may be out of date.",
        },
        bad: "配合单位：市发展改革局",
        good: "配合单位：市发展改革委",
        help: Text {
            zh: "统一用机构改革后的规范化简称。", en: "Use the current short name in all places."
        },
        clause: None,
    },
    check: Check::Checking,
};
