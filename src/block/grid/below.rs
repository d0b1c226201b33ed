//! Rows whose cells begin side by side, several of them wrapped.
//!
//! A program that copies line by line prints the first lines of all cells of a row, its number
//! among them, and on each line below those cells that go on: `护岸5公里 局` below
//! `1 堤防加固 加固堤防12公里，新建 县水利局、县财政 2027年`. A cell has a line only where it has
//! those above it, and only a line that is full goes on.

use super::centred::lines_of;
use super::fit::Columns;
use super::piece::Piece;
use super::rows::{Cell, Cells, Ordered};

/// No row has more lines below its first.
const MAX_BELOW: usize = 12;
/// So many ways to deal the pieces of one row out to the columns are looked at.
const MAX_WAYS: usize = 400;

/// Evidence for the rows.
mod weight {
    /// A cell of several lines, for so many columns of letters that the widest is wider.
    pub const NARROWER: i32 = -1;
    pub const COLUMNS: i32 = 6;
}

/// A row: its first line, and those below it.
struct Row {
    first: Vec<usize>,
    below: Vec<Vec<usize>>,
    /// The lines before it that name this row and others.
    banners: Vec<usize>,
}

/// Puts the lines of each row together. None where no row has a line below its first, or where
/// these are no lines of its cells.
pub(super) fn put_lines_together(text: &str, columns: &Columns<'_>, pieces: &[Piece]) -> Option<Ordered> {
    let number = columns.number.filter(|at| *at <= 1 && columns.kinds.len() > 2)?;
    let lines = lines_of(pieces);
    let rows = rows_of(pieces, &lines, number);
    let (last, others) = rows.split_last()?;
    if others.iter().all(|row| row.below.is_empty()) {
        return None;
    }
    let mut table = Cells::new(text, columns, pieces);
    let widest = widths(pieces, &rows, columns).and_then(|widths| {
        table.set_widths(&widths);
        widths.into_iter().max()
    });
    let mut search = Search { table, number, widest };
    let mut dealt = search.deal_rows(others)?;
    let known =
        |dealt: &[Option<Vec<Cell>>]| -> Vec<Cell> { dealt.iter().flatten().flatten().cloned().collect() };
    // What all rows have shown may tell more of each.
    if search.table.learn(known(&dealt).iter()) {
        dealt = search.deal_rows(others).unwrap_or(dealt);
    }
    // Text may follow the last row: it takes what fits.
    let mut end: (i32, Option<Vec<Cell>>, usize) = (i32::MIN, None, 0);
    for below in 0..=last.below.len() {
        let Some((_, cells)) = search.deal(last, below) else { continue };
        let fit = search.table.fit_row(&cells);
        if fit >= end.0 {
            end = (fit, Some(cells), below);
        }
    }
    let (_, cells, below) = end;
    let mut ordered = Ordered::default();
    let taken_of = others.iter().map(|row| row.below.len()).chain([below]);
    for ((row, cells), below) in rows.iter().zip(dealt.into_iter().chain([cells])).zip(taken_of) {
        row.banners.iter().for_each(|banner| ordered.push_line(&pieces[*banner]));
        if let Some(cells) = cells {
            ordered.push_row(pieces, cells);
        } else {
            let lines = [&row.first].into_iter().chain(&row.below[..below]);
            ordered.push_row(pieces, [(0, vec![row.first[0]])]);
            ordered.push_loose(pieces, lines.flatten().skip(1).copied());
        }
    }
    let taken = last.below[..below].iter().chain([&last.first]).flatten().max().map_or(0, |at| at + 1);
    ordered.push_rest(&pieces[taken..]);
    Some(ordered)
}

/// The rows by their numbers, as far as lines belong to them.
fn rows_of(pieces: &[Piece], lines: &[(usize, usize)], number: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut banners = Vec::new();
    for (start, end) in lines {
        let expected = rows.len() as u32 + 1;
        let is_row =
            (*start..=(start + number).min(end - 1)).any(|at| pieces[at].look.number == Some(expected));
        if is_row && end - start > 1 {
            let first = (*start..*end).collect();
            rows.push(Row { first, below: Vec::new(), banners: std::mem::take(&mut banners) });
            continue;
        }
        if end - start == 1 && pieces[*start].look.is_banner {
            banners.push(*start);
            continue;
        }
        let Some(row) = rows.last_mut().filter(|row| banners.is_empty() && row.below.len() < MAX_BELOW)
        else {
            break;
        };
        row.below.push((*start..*end).collect());
    }
    rows
}

/// How wide each column is, told by the rows that have a piece for each on their first line.
fn widths(pieces: &[Piece], rows: &[Row], columns: &Columns<'_>) -> Option<Vec<i32>> {
    let count = columns.kinds.len();
    let whole: Vec<&Row> = rows.iter().filter(|row| row.first.len() == count).collect();
    if whole.len() < 2 {
        return None;
    }
    let width =
        |column: usize| whole.iter().map(|row| pieces[row.first[column]].look.width).max().unwrap_or(0);
    Some((0..count).map(width).collect())
}

/// The search for the cells of a row.
struct Search<'a> {
    table: Cells<'a>,
    number: usize,
    /// How wide the widest column is.
    widest: Option<i32>,
}

/// What is looked for in one row.
struct Task<'a> {
    lines: Vec<&'a [usize]>,
    best: Option<(i32, Vec<Cell>)>,
    ways: usize,
}

impl Search<'_> {
    /// Deals whole rows out to the columns. None where too many of them do not fit.
    fn deal_rows(&mut self, rows: &[Row]) -> Option<Vec<Option<Vec<Cell>>>> {
        let mut failed = 0;
        let mut dealt = Vec::with_capacity(rows.len());
        for row in rows {
            let cells = self.deal(row, row.below.len()).map(|(_, cells)| cells);
            // One row of four may hold something else.
            failed += usize::from(cells.is_none());
            if failed * 4 > rows.len() {
                return None;
            }
            dealt.push(cells);
        }
        Some(dealt)
    }

    /// Deals a row with so many of the lines below its first out to the columns.
    fn deal(&mut self, row: &Row, below: usize) -> Option<(i32, Vec<Cell>)> {
        let lines = std::iter::once(row.first.as_slice()).chain(row.below[..below].iter().map(Vec::as_slice));
        let mut task = Task { lines: lines.collect(), best: None, ways: 0 };
        let mut used = vec![0; below + 1];
        self.step(&mut task, 0, &mut used, 0, &mut Vec::new());
        task.best
    }

    /// Tries all that may stand in a column, with so many pieces of each line used before it.
    fn step(
        &mut self,
        task: &mut Task<'_>,
        column: usize,
        used: &mut [usize],
        score: i32,
        cells: &mut Vec<Cell>,
    ) {
        task.ways += 1;
        let count = self.table.columns.kinds.len();
        let left = |used: &[usize]| {
            task.lines.iter().zip(used).map(|(line, used)| line.len() - used).max().unwrap_or(0)
        };
        if task.ways > MAX_WAYS || left(used) > count - column {
            return;
        }
        if column == count {
            if task.best.as_ref().is_none_or(|(best, _)| score > *best) {
                task.best = Some((score, cells.clone()));
            }
            return;
        }
        let is_number = column == self.number;
        if !is_number {
            let skip = self.table.columns.skip(column, column + 1, false);
            self.step(task, column + 1, used, score + skip, cells);
        }
        let most = if is_number { 1 } else { task.lines.len() };
        let mut cell = Vec::with_capacity(most);
        for line in 0..most {
            let Some(piece) = task.lines[line].get(used[line]) else { break };
            if is_number && self.table.pieces[*piece].look.number.is_none() {
                break;
            }
            cell.push(*piece);
            used[line] += 1;
            let fit = if is_number { 0 } else { self.fit(column, &cell) };
            cells.push((column, cell.clone()));
            self.step(task, column + 1, used, score + fit, cells);
            cells.pop();
        }
        for line in 0..cell.len() {
            used[line] -= 1;
        }
    }

    /// How well pieces fit as one cell. A wide column is likelier to have cells of several lines.
    fn fit(&mut self, column: usize, cell: &[usize]) -> i32 {
        let fit = self.table.fit(column, cell);
        let Some(widest) = self.widest.filter(|_| cell.len() > 1) else { return fit };
        let width = self.table.width(column).unwrap_or(widest);
        fit + weight::NARROWER * (widest - width) / weight::COLUMNS
    }
}
