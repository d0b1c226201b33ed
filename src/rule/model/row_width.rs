//! M020 row-width: a row that is not as wide as its table.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M020",
    name: "row-width",
    title: "表格行宽不一",
    severity: Severity::Error,
    message: Text {
        zh: "这一行有 {} 格，表头有 {} 格", en: "this row has {} cells, the header has {}"
    },
    documentation: Documentation {
        finds: Text {
            zh: "表格的一行比表头多或少。",
            en: "A row of a table with more or fewer cells than the header.",
        },
        why: Text {
            zh: "后面的单元格会错到别的列里去。",
            en: "The cells behind it fall into the wrong columns.",
        },
        bad: "        - ≥55\n",
        good: "        - ≥55\n        - 约束性\n",
        help: Text {
            zh: "补上空的单元格（\"\"），或删去多余的。",
            en: "Fill it with empty cells (\"\") or remove what is too much.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
