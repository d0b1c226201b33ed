//! M020 row-width: a row that is not as wide as its table.

use super::super::index::Index;
use super::super::node::Node;
use super::super::{Finding, Problem};
use crate::check::{Check, Documentation, Rule, Text};
use crate::model::Severity;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M020",
    name: "row-width",
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

/// Looks for it.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for table in &index.tables {
        let list = |name| table.node.get(name).map_or(&[] as &[Node], Node::items);
        let rows = list("rows");
        // A table without a header is as wide as its first row.
        let columns = match (list("columns").len(), rows.first()) {
            (0, Some(row)) => row.items().len(),
            (columns, _) => columns,
        };
        for (at, row) in rows.iter().enumerate() {
            let cells = row.items().len();
            if cells != columns && matches!(row.value, super::super::node::Value::List(_)) {
                let path = format!("{}.rows[{at}]", table.path);
                let problem = Problem::RowWidth { cells, columns };
                findings.push(super::finding(row.mark(), path, table.lines, problem));
            }
        }
    }
}
