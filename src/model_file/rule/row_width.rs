//! M020 row-width: a row that is not as wide as its table.

use super::super::finding::Finding;
use super::super::index::Index;
use super::super::node::Node;
use super::super::problem::Problem;

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
        // Where no row is as wide as the header, one cell of the header is wrong.
        let width = rows.first().map_or(0, |row| row.items().len());
        let is_header = rows.len() > 1 && rows.iter().all(|row| row.items().len() == width);
        let rows = if is_header { &rows[..1] } else { rows };
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
