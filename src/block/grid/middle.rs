//! Names of groups in cells that are merged over several rows, of which a converter gives the
//! row in the middle all the text.

use super::centred::deal_groups;
use super::found::TableRow;
use crate::layout::Manuscript;
use crate::scan::char_count;
use crate::scan::column::Kind;
use crate::span::Span;

/// Moves the names of the first column from the middle of their rows to the first of each, as far
/// as the rows tell: where the first row has none, and the rows around each name are as many
/// above it as below.
pub(super) fn move_up(manuscript: &Manuscript, kinds: &[Kind], rows: &mut [TableRow]) {
    /// Fewer names tell nothing.
    const LEAST: usize = 2;
    let is_grouped = matches!(kinds, [Kind::Group | Kind::Name | Kind::Text, Kind::Name, ..]);
    let begins_open = rows.first().is_some_and(|row| row.cells[0].is_empty() && !row.cells[1].is_empty());
    if !is_grouped || !begins_open || rows.iter().any(|row| row.is_banner) {
        return;
    }
    let cells = names(&manuscript.text, rows);
    if cells.len() < LEAST {
        return;
    }
    // How far down the edges of each row stand, in halves of a line.
    let mut down = 0;
    let edges: Vec<(u32, u32)> = rows
        .iter()
        .map(|row| {
            let top = down;
            down += 2 * height(manuscript, row);
            (top, down)
        })
        .collect();
    let middle = |row: usize| u32::midpoint(edges[row].0, edges[row].1);
    let middles: Vec<(u32, u32)> = cells
        .iter()
        .map(|(first, last)| (middle(*first) + middle(*last), middle(*first) + middle(*last)))
        .collect();
    let Some((firsts, _)) = deal_groups(&edges, &middles) else { return };
    let texts: Vec<Vec<Span>> = cells
        .iter()
        .map(|(first, last)| {
            rows[*first..=*last].iter().flat_map(|row| row.cells[0].iter().copied()).collect()
        })
        .collect();
    for row in &mut *rows {
        row.cells[0].clear();
    }
    for (first, text) in firsts.into_iter().zip(texts) {
        rows[first].cells[0] = text;
    }
}

/// The rows, first and last, in which each name stands: a name that fills its line goes on in
/// the next row with what is shorter.
fn names(text: &str, rows: &[TableRow]) -> Vec<(usize, usize)> {
    let chars =
        |row: usize| rows[row].cells[0].iter().map(|span| char_count(span.of(text))).max().unwrap_or(0);
    let widest = (0..rows.len()).map(chars).max().unwrap_or(0);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for row in (0..rows.len()).filter(|row| !rows[*row].cells[0].is_empty()) {
        match found.last_mut() {
            Some((_, last)) if *last + 1 == row && chars(*last) == widest && chars(row) < widest => {
                *last = row;
            }
            _ => found.push((row, row)),
        }
    }
    found
}

/// How many lines a row takes.
fn height(manuscript: &Manuscript, row: &TableRow) -> u32 {
    let lines = |cell: &Vec<Span>| {
        let breaks: usize = cell.iter().map(|span| manuscript.breaks_in(*span).len()).sum();
        breaks + cell.len().max(1)
    };
    row.cells.iter().skip(1).map(lines).max().unwrap_or(1) as u32
}
