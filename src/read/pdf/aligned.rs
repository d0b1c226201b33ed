//! Tables without rules: lines whose pieces stand in columns, line after line.

use super::line::TextLine;
use super::sheet::{Part, Row};
use crate::scan::leaders::has_leaders;

/// A table has at least so many rows with so many columns …
const MIN_ROWS: usize = 3;
const MIN_COLUMNS: usize = 3;

/// … and one of two columns more, which stand farther apart.
const MIN_PAIRS: usize = 4;

/// How far apart two columns stand, in font sizes, where nothing else shows them.
const PAIR_GAP: f32 = 1.5;

/// The share of cells that are filled.
const MIN_FILLED: f32 = 0.6;

/// Lines of one cell stand closer than rows: by this share of their size at most.
const CELL_PITCH: f32 = 2.1;

/// Rows stand farther apart than lines of one cell, by this factor at least.
const ROW_PITCH: f32 = 1.12;

/// More columns are a drawing.
const MAX_COLUMNS: usize = 40;

/// Puts lines that make a table into one; lines come from top to bottom.
pub(super) fn tables(lines: &[TextLine]) -> Vec<Part> {
    let mut parts = Vec::with_capacity(lines.len());
    let mut rest = lines;
    while let Some(line) = rest.first() {
        let found = if line.cells.len() > 1 { Columns::read(rest) } else { None };
        if let Some((part, count)) = found {
            parts.push(part);
            rest = &rest[count..];
        } else {
            parts.push(Part::Line(line.clone()));
            rest = &rest[1..];
        }
    }
    parts
}

/// A column: from where to where its pieces reach.
#[derive(Clone, Copy, Debug)]
struct Column {
    left: f32,
    right: f32,
}

/// The columns of a table while its lines are read.
struct Columns {
    columns: Vec<Column>,
}

impl Columns {
    /// Reads the table that begins with the first of `lines`, and says how many
    /// of them it takes.
    fn read(lines: &[TextLine]) -> Option<(Part, usize)> {
        // First the columns, by all lines that fit …
        let mut columns = Self { columns: Vec::new() };
        let mut count = 0;
        let mut full = 0;
        for (at, line) in lines.iter().enumerate() {
            if has_leaders(&line.text) {
                break;
            }
            let is_row = line.cells.len() > 1;
            let goes_on = at > 0
                && !is_row
                && (line.size - lines[0].size).abs() < 0.1 * line.size
                && line.base - lines[at - 1].base <= CELL_PITCH * line.size;
            if !(is_row || goes_on) || !columns.take(line, is_row) {
                break;
            }
            if is_row {
                count = at + 1;
                full += 1;
            } else if columns.fit(line).is_some_and(|places| places[0] > 0) {
                count = at + 1;
            }
        }
        let width = columns.columns.len();
        if width < 2 || full < MIN_ROWS || width == 2 && full < MIN_PAIRS {
            return None;
        }
        // … then the cells.
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut area = lines[0].area;
        // How far apart the lines of the row stand that began with a piece of one
        // cell, higher than what stands beside it.
        let mut open: Option<f32> = None;
        for (at, line) in lines[..count].iter().enumerate() {
            area = area.union(&line.area);
            let places = columns.fit(line)?;
            let gap = |a: usize, b: usize| {
                lines[..count].get(b).map_or(f32::MAX, |below| below.base - lines[a].base)
            };
            let before = if at > 0 { gap(at - 1, at) } else { f32::MAX };
            let behind = gap(at, at + 1);
            let is_piece = line.cells.len() == 1 && places.len() * 2 <= width;
            open = open.filter(|pitch| before <= ROW_PITCH * pitch);
            let is_part = at > 0 && places[0] > 0 && places.len() * 2 <= width && {
                line.base - lines[at - 1].base <= CELL_PITCH * line.size
                    && places
                        .iter()
                        .all(|place| rows.last().is_some_and(|row: &Vec<String>| !row[*place].is_empty()))
                    && line.cells.len() == 1
            };
            let is_nearer_below = behind < before / ROW_PITCH && behind <= CELL_PITCH * line.size;
            if open.is_some() {
                // The rest of the row, or more of its highest cell.
                open = open.filter(|_| is_piece);
            } else if is_piece && places[0] > 0 && is_nearer_below {
                rows.push(vec![String::new(); width]);
                open = Some(behind);
            } else if !is_part {
                rows.push(vec![String::new(); width]);
            }
            let row = rows.last_mut()?;
            for (place, cell) in places.into_iter().zip(&line.cells) {
                row[place].push_str(&line.text[cell.text.clone()]);
            }
        }
        let filled = rows.iter().flatten().filter(|cell| !cell.is_empty()).count();
        let is_table = rows.len() >= MIN_ROWS
            && filled as f32 >= MIN_FILLED * (rows.len() * width) as f32
            && (width >= MIN_COLUMNS || columns.is_pairs(&rows, lines[0].size));
        let rows = rows.into_iter().map(Row::Cells).collect();
        is_table.then_some((Part::Table { area, rows }, count))
    }

    /// Whether two columns are a table and no list of page numbers.
    fn is_pairs(&self, rows: &[Vec<String>], size: f32) -> bool {
        let gap = self.columns[1].left - self.columns[0].right;
        let is_number = |cell: &String| cell.chars().all(|c| c.is_ascii_digit());
        rows.len() >= MIN_PAIRS
            && gap >= PAIR_GAP * size
            && rows.iter().all(|row| row.iter().all(|cell| !cell.is_empty()))
            && !rows.iter().all(|row| is_number(&row[1]))
    }

    /// Widens the columns by the pieces of a line, if they fit.
    fn take(&mut self, line: &TextLine, may_add: bool) -> bool {
        let slack = 0.2 * line.size;
        let mut widened = self.columns.clone();
        let mut taken = Vec::new();
        for cell in &line.cells {
            let mut over = (0..widened.len()).filter(|at| {
                !taken.contains(at)
                    && cell.left < widened[*at].right - slack
                    && widened[*at].left + slack < cell.right
            });
            match (over.next(), over.next()) {
                (Some(at), None) => {
                    widened[at].left = widened[at].left.min(cell.left);
                    widened[at].right = widened[at].right.max(cell.right);
                    taken.push(at);
                }
                (None, _) if may_add && widened.len() < MAX_COLUMNS => {
                    let at = widened.partition_point(|column| column.left < cell.left);
                    widened.insert(at, Column { left: cell.left, right: cell.right });
                    for place in &mut taken {
                        *place += usize::from(*place >= at);
                    }
                    taken.push(at);
                }
                _ => return false,
            }
        }
        let is_apart = widened.windows(2).all(|pair| pair[0].right <= pair[1].left);
        if is_apart {
            self.columns = widened;
        }
        is_apart
    }

    /// The column of each piece of a line.
    fn fit(&self, line: &TextLine) -> Option<Vec<usize>> {
        let place = |left: f32, right: f32| {
            let middle = f32::midpoint(left, right);
            self.columns.iter().position(|column| column.left <= middle && middle <= column.right)
        };
        let places: Option<Vec<usize>> = line.cells.iter().map(|cell| place(cell.left, cell.right)).collect();
        places.filter(|places| !places.is_empty() && places.windows(2).all(|pair| pair[0] < pair[1]))
    }
}
