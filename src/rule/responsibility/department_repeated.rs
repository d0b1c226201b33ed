//! R002 department-repeated: a department that stands twice in one clause.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "R002",
    name: "department-repeated",
    title: "部门重复",
    severity: Severity::Warning,
    message: Text {
        zh: "同一责任分工中“{}”重复出现", en: "department {} stands twice in one clause"
    },
    documentation: Documentation {
        finds: Text {
            zh: "同一条责任分工里，同一个部门出现两次。",
            en: "A department that stands twice in one clause.",
        },
        why: Text {
            zh: "或者多写了一次，或者其中一处本应是另一个部门。",
            en: "It was written once too often, or one of the two was meant to be another department.",
        },
        bad: "（牵头单位：市教育局，配合单位：市财政局、市财政局）",
        good: "（牵头单位：市教育局，配合单位：市财政局、市民政局）",
        help: Text {
            zh: "删去多余的一处，或改成本来要写的部门。",
            en: "Take one out, or put in the department that was meant.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
