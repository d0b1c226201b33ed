//! Tables of a Word file: merged cells filled, boxes told from tables of data.

use super::body::Line;
use crate::evidence::LineRole;

/// No table has more columns.
const MAX_COLUMNS: usize = 128;

/// A cell as it is written.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub lines: Vec<Line>,
    pub columns: usize,
    /// Whether it goes on with the cell above.
    pub continues: bool,
    /// Whether it goes on with the cell to its left.
    pub goes_on: bool,
    /// Whether cells below may go on with it.
    pub restarts: bool,
}

/// A row as it is written.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub cells: Vec<Cell>,
    /// Columns that are left out before its first cell.
    pub before: usize,
    pub is_header: bool,
    pub is_deleted: bool,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub rows: Vec<Row>,
}

impl Table {
    /// The lines of the table. `next` gives the number of the next table and of
    /// the next frame, and filling merged cells may add `budget` bytes.
    pub fn into_lines(self, mut next: impl FnMut() -> u32, budget: &mut usize) -> Vec<Line> {
        let rows: Vec<Row> =
            self.rows.into_iter().filter(|row| !row.is_deleted && !row.cells.is_empty()).collect();
        let width = |row: &Row| row.before + row.cells.iter().map(|cell| cell.columns.max(1)).sum::<usize>();
        let columns = rows.iter().map(width).max().unwrap_or_default().min(MAX_COLUMNS);
        let frame = next();
        if rows.iter().all(|row| row.cells.len() == 1) {
            // A box round a text.
            return rows
                .into_iter()
                .flat_map(|row| row.cells)
                .flat_map(|cell| cell.lines)
                .map(|line| Line { frame, ..line })
                .collect();
        }
        let mut above: Vec<String> = vec![String::new(); columns];
        let mut lines = Vec::new();
        let mut written = 0;
        // The first row reaches down as far as its merged cells do.
        let mut open_headers = false;
        for row in rows {
            let is_full = row.cells.len() == 1 && row.before == 0 && !row.cells[0].continues;
            if is_full {
                let cell = row.cells.into_iter().next().unwrap_or_default();
                lines.extend(cell.lines.into_iter().filter(|line| !line.text.is_empty()).map(|line| Line {
                    table: frame,
                    frame,
                    ..line
                }));
                continue;
            }
            let mut texts: Vec<String> = Vec::with_capacity(columns);
            texts.resize(row.before.min(columns), String::new());
            let mut links = Vec::new();
            let continues = row.cells.iter().any(|cell| cell.continues);
            for cell in row.cells {
                links.extend(cell.lines.iter().flat_map(|line| line.links.iter().cloned()));
                let text = if cell.goes_on {
                    texts.last().cloned().unwrap_or_default()
                } else if cell.continues {
                    above.get(texts.len()).cloned().unwrap_or_default()
                } else {
                    flatten(&cell.lines)
                };
                for step in 0..cell.columns.max(1) {
                    if texts.len() == columns {
                        break;
                    }
                    let is_copy = step > 0 || cell.continues || cell.goes_on;
                    let fits = !is_copy || text.len() <= *budget;
                    *budget -= if is_copy && fits { text.len() } else { 0 };
                    if !cell.continues {
                        let is_kept = cell.restarts && fits;
                        above[texts.len()] = if is_kept { text.clone() } else { String::new() };
                    }
                    texts.push(if fits { text.clone() } else { String::new() });
                }
            }
            texts.resize(columns, String::new());
            if texts.iter().all(String::is_empty) {
                continue;
            }
            open_headers = written == 0 || open_headers && continues;
            written += 1;
            lines.push(Line {
                text: texts.join("\t"),
                links,
                role: LineRole::Row,
                table: frame,
                frame,
                is_header: row.is_header || open_headers,
                ..Line::default()
            });
        }
        lines
    }
}

/// The text of a cell in one line.
pub(super) fn flatten(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        for word in line.text.split_whitespace() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
    }
    text
}
