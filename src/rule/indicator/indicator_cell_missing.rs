//! I001 indicator-cell-missing: a row of an indicator table with fewer cells than its table has columns.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I001",
    name: "indicator-cell-missing",
    title: "指标缺单元格",
    severity: Severity::Warning,
    message: Text {
        zh: "指标“{}”一行缺少单元格", en: "the row of indicator {} has missing cells"
    },
    documentation: Documentation {
        finds: Text {
            zh: "指标表的一行比表头少了单元格。",
            en: "A row of an indicator table with fewer cells than its table has columns.",
        },
        why: Text {
            zh: "基期值、目标值或属性可能错了位。",
            en: "Baseline, target or attribute may have moved into a wrong column.",
        },
        bad: "2  康复服务覆盖率（%）  85  约束性",
        good: "2  康复服务覆盖率（%）  80  85  约束性",
        help: Text {
            zh: "对照原表补上缺的单元格。", en: "Add the missing cell from the original table."
        },
        clause: None,
    },
    check: Check::Parsing,
};
