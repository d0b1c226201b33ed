//! Merged cells whose text a converter has torn over the rows that they reach over.
//!
//! A program that knows rows, but no cells that reach over several, gives each row the lines
//! that a page prints beside it: of 应对气候变化 above three rows, which stands in the middle
//! of their height, one has 应对, one 气候 and one 变化, or the middle one has all. Which rows
//! share a cell is decided for the whole column: text stands in the middle of its cell, and
//! words that the document has elsewhere are whole.

use super::found::TableRow;
use super::look::Look;
use crate::scan::column::Kind;
use crate::span::Span;

/// No table with torn cells has more rows, no cell more pieces.
const MAX_ROWS: usize = 120;
const MAX_PIECES: usize = 6;
/// What a cell says has so many characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=12;
/// So far, in bytes, around a table it is looked for.
const AROUND: usize = 24 << 10;

/// What speaks against taking rows for those of one cell.
mod cost {
    /// A cell.
    pub const CELL: i32 = 3;
    /// A row more above the text than below it, or fewer, which is less in a tall cell; more
    /// than one.
    pub const ASIDE: i32 = 2;
    pub const ASIDE_IN_ROWS: i32 = 12;
    pub const FAR_ASIDE: i32 = 10;
    /// Pieces whose whole stands nowhere else, and each piece of one that does.
    pub const UNKNOWN: i32 = 8;
    pub const KNOWN: i32 = -6;
}

/// Puts together what is torn in the columns of groups, and gives merged words of the columns
/// of figures to all rows that share them.
pub(super) fn mend_torn(text: &str, kinds: &[Kind], rows: &mut [TableRow]) {
    let Some(name) = kinds.iter().position(|kind| *kind == Kind::Name) else { return };
    if rows.len() > MAX_ROWS {
        return;
    }
    for column in 0..name {
        if matches!(kinds[column], Kind::Group | Kind::Text) {
            mend_groups(text, column, rows);
        }
    }
    for column in (name + 1..kinds.len()).filter(|column| kinds[*column] == Kind::Value) {
        share_words(text, column, rows);
    }
}

/// Rows of one cell.
#[derive(Clone, Copy)]
struct Cell {
    from: usize,
    to: usize,
    is_known: bool,
}

fn mend_groups(text: &str, column: usize, rows: &mut [TableRow]) {
    let own: Vec<usize> = (0..rows.len()).filter(|at| !rows[*at].is_banner).collect();
    let pieces: Vec<Vec<Span>> = own.iter().map(|at| rows[*at].cells[column].clone()).collect();
    if pieces.iter().filter(|spans| !spans.is_empty()).count() < 2 {
        return;
    }
    let Some(cells) = best_cells(text, &pieces) else { return };
    // Text that stands first in its cell needs no mending.
    let is_torn = pieces[0].is_empty() || cells.iter().any(|cell| cell.is_known);
    if !is_torn {
        return;
    }
    for cell in cells {
        let whole: Vec<Span> = pieces[cell.from..cell.to].iter().flatten().copied().collect();
        for at in cell.from..cell.to {
            rows[own[at]].cells[column].clear();
        }
        rows[own[cell.from]].cells[column] = whole;
    }
}

/// The cells that the rows share, with the least that speaks against them.
fn best_cells(text: &str, pieces: &[Vec<Span>]) -> Option<Vec<Cell>> {
    let around = around(text, pieces);
    let count = pieces.len();
    // The least cost of the rows before each, and the cell that ends there.
    let mut best: Vec<Option<(i32, Cell)>> = vec![None; count + 1];
    for to in 1..=count {
        for from in 0..to {
            let before = match (from, best[from]) {
                (0, _) => 0,
                (_, Some((cost, _))) => cost,
                _ => continue,
            };
            let Some((own, is_known)) = cost_of(text, around, &pieces[from..to]) else { continue };
            let all = before + own;
            if best[to].is_none_or(|(least, _)| all < least) {
                best[to] = Some((all, Cell { from, to, is_known }));
            }
        }
    }
    let mut cells = Vec::new();
    let mut to = count;
    while to > 0 {
        let (_, cell) = best[to]?;
        cells.push(cell);
        to = cell.from;
    }
    cells.reverse();
    Some(cells)
}

/// What speaks against one cell over these rows, and whether its torn text stands elsewhere.
fn cost_of(text: &str, around: &str, pieces: &[Vec<Span>]) -> Option<(i32, bool)> {
    let above = pieces.iter().take_while(|spans| spans.is_empty()).count();
    let below = pieces.iter().rev().take_while(|spans| spans.is_empty()).count();
    let filled = pieces.get(above..pieces.len().checked_sub(below)?)?;
    if filled.is_empty() || filled.len() > MAX_PIECES || filled.iter().any(Vec::is_empty) {
        return None;
    }
    let whole: String = filled.iter().flatten().flat_map(|span| span.of(text).split(' ')).collect();
    if filled.len() > 1 && !LENGTHS.contains(&whole.chars().count()) {
        return None;
    }
    let aside = i32::try_from(above.abs_diff(below)).ok()?;
    let tall = i32::try_from(pieces.len()).ok()?;
    let mut cost = cost::CELL + aside * (cost::ASIDE + cost::ASIDE_IN_ROWS / tall);
    cost += (aside - 1).max(0) * cost::FAR_ASIDE;
    let is_known = filled.len() > 1 && around.contains(whole.as_str());
    if filled.len() > 1 {
        let count = i32::try_from(filled.len()).ok()?;
        cost += if is_known { count * cost::KNOWN } else { cost::UNKNOWN };
    }
    Some((cost, is_known))
}

/// The text around a table.
fn around<'a>(text: &'a str, pieces: &[Vec<Span>]) -> &'a str {
    let table = pieces.iter().flatten().copied().reduce(Span::cover);
    table.map_or("", |table| table.surroundings(text, AROUND))
}

/// Words in the place of figures, with as many empty cells above as below, are those of a cell
/// over all of them: 完成省上下达任务.
fn share_words(text: &str, column: usize, rows: &mut [TableRow]) {
    let is_empty = |row: &TableRow| !row.is_banner && row.cells[column].is_empty();
    let mut shared: Vec<(usize, usize, usize)> = Vec::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_banner) {
        let cell = &row.cells[column];
        let is_words = !cell.is_empty() && cell.iter().all(|span| Look::of(span.of(text)).is_words);
        if !is_words {
            continue;
        }
        let above = rows[..at].iter().rev().take_while(|row| is_empty(row)).count();
        let below = rows[at + 1..].iter().take_while(|row| is_empty(row)).count();
        if above > 0 && above == below {
            shared.push((at - above, at, at + below));
        }
    }
    for (from, at, to) in shared {
        let cell = rows[at].cells[column].clone();
        for row in &mut rows[from..=to] {
            row.cells[column].clone_from(&cell);
        }
    }
}
