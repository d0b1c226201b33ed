//! Indicator tables whose columns are printed one behind the other: all names, all units, the
//! figures of one year, and then those of the next, as programs leave them that read a page
//! block by block. Blocks of two columns may be mixed, but each column keeps its order, so the
//! table is whole where the columns have as many cells as there are rows.

use super::found::{Table, TableRow};
use super::head::Head;
use super::look::Look;
use super::piece::Piece;
use crate::scan::column::{Kind, kind_of};
use crate::scan::is_han;
use crate::span::Span;

/// Fewer rows may be whole by chance.
const LEAST: usize = 3;
/// No header has more cells.
const MOST_HEADS: usize = 8;
/// No table has more cells.
const MOST_CELLS: usize = 600;
/// A name has no more characters.
const LONGEST: i32 = 40;

/// What a cell is by its look alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Name,
    Unit,
    Value,
    Attribute,
}

/// Whether the first pieces look like such a table: several names stand before the first figure.
pub(super) fn begins_by_column(text: &str, pieces: &[Piece]) -> bool {
    let are_names = |taken: usize| {
        let cells = pieces[taken..].iter().map_while(|piece| cell_of(text, piece));
        let before = cells.take_while(|cell| matches!(cell, Cell::Name | Cell::Unit));
        before.filter(|cell| *cell == Cell::Name).count() >= LEAST
    };
    (2..=heads_at_most(text, pieces)).any(|taken| header(text, pieces, taken).is_some() && are_names(taken))
}

/// Reads such a table at paragraph `from`, of which `pieces` are the first.
pub(super) fn read_by_column(text: &str, from: usize, pieces: &[Piece]) -> Option<Table> {
    (2..=heads_at_most(text, pieces)).rev().find_map(|taken| read_behind(text, from, pieces, taken))
}

/// How many of the first pieces may be cells of the header.
fn heads_at_most(text: &str, pieces: &[Piece]) -> usize {
    pieces.iter().take(MOST_HEADS).take_while(|piece| kind_of(piece.span.of(text)).is_some()).count()
}

/// The first `taken` pieces as a header with units, figures and attributes.
fn header(text: &str, pieces: &[Piece], taken: usize) -> Option<Vec<Head>> {
    let mut heads: Vec<Head> = Vec::with_capacity(taken + 1);
    for piece in &pieces[..taken] {
        let kind = kind_of(piece.span.of(text))?;
        if !matches!(kind, Kind::Name | Kind::Unit | Kind::Value | Kind::Attribute) {
            return None;
        }
        heads.push(Head { kind, spans: vec![piece.span], above: Vec::new() });
    }
    let count = |kind: Kind| heads.iter().filter(|head| head.kind == kind).count();
    let is_one = |kind: Kind| count(kind) == 1;
    if count(Kind::Value) == 0 || !is_one(Kind::Unit) || !is_one(Kind::Attribute) || count(Kind::Name) > 1 {
        return None;
    }
    // What the rows are about may stand somewhere else.
    if count(Kind::Name) == 0 {
        heads.insert(0, Head { kind: Kind::Name, spans: Vec::new(), above: Vec::new() });
    }
    Some(heads)
}

/// The same where the first `taken` pieces are the header.
fn read_behind(text: &str, from: usize, pieces: &[Piece], taken: usize) -> Option<Table> {
    let heads = header(text, pieces, taken)?;
    let values = heads.iter().filter(|head| head.kind == Kind::Value).count();
    let body = &pieces[taken..];
    let cells: Vec<Cell> = body.iter().take(MOST_CELLS).map_while(|piece| cell_of(text, piece)).collect();
    let of = |wanted: Cell| -> Vec<usize> { (0..cells.len()).filter(|at| cells[*at] == wanted).collect() };
    let (names, units, figures) = (of(Cell::Name), of(Cell::Unit), of(Cell::Value));
    let rows = names.len();
    if rows < LEAST || units.len() != rows || figures.len() != rows * values {
        return None;
    }
    // A table that is printed row by row has figures and attributes before its last name.
    let first_attribute = *of(Cell::Attribute).first()?;
    let is_by_column = names.iter().chain(&units).all(|at| *at < figures[0])
        && figures.get(rows * values - rows).is_some_and(|last| *last < first_attribute)
        && (values > 1 || figures[rows - 1] < first_attribute);
    if !is_by_column {
        return None;
    }
    let attributes = attributes_of(&cells, &figures[rows * (values - 1)..])?;
    let unknown: Vec<Span> = of(Cell::Attribute)
        .into_iter()
        .filter(|at| !attributes.contains(&Some(*at)))
        .map(|at| body[at].span)
        .collect();
    let rows = (0..rows).map(|row| {
        let mut column = 0;
        let cell = |head: &Head| -> Vec<Span> {
            let at = match head.kind {
                Kind::Name => Some(names[row]),
                Kind::Unit => Some(units[row]),
                Kind::Attribute => attributes[row],
                _ => {
                    column += 1;
                    Some(figures[names.len() * (column - 1) + row])
                }
            };
            at.map(|at| body[at].span).into_iter().collect()
        };
        let cells = heads.iter().map(cell).collect();
        TableRow { cells, is_short: attributes[row].is_none(), ..TableRow::default() }
    });
    let mut rows: Vec<TableRow> = rows.collect();
    if !unknown.is_empty() {
        let mut cells = vec![Vec::new(); heads.len()];
        cells[0] = unknown;
        rows.push(TableRow { cells, is_banner: true, ..TableRow::default() });
    }
    let end = body[cells.len() - 1].paragraph + 1;
    // What stands behind the last cell in its paragraph would be lost.
    let is_apart = body.get(cells.len()).is_none_or(|next| next.paragraph >= end);
    is_apart.then_some(Table { heads, rows, paragraphs: (from, end), ..Table::default() })
}

/// What a piece is. None where it is no cell.
fn cell_of(text: &str, piece: &Piece) -> Option<Cell> {
    let look = &piece.look;
    if look.is_attribute {
        Some(Cell::Attribute)
    } else if look.is_unit {
        Some(Cell::Unit)
    } else if look.is_value || look.is_blank {
        Some(Cell::Value)
    } else {
        is_name(text, piece.span, look).then_some(Cell::Name)
    }
}

fn is_name(text: &str, span: Span, look: &Look) -> bool {
    let is_other = look.is_sentence || look.ends_sentence || look.is_banner || look.is_words || look.is_time;
    !is_other && look.chars <= LONGEST && look.marker.is_none() && span.of(text).contains(is_han)
}

/// The attribute of each row, where the figures of the last column and the attributes come in
/// turns: as many of these as of those stand behind them. Where there are fewer, nothing tells
/// whose they are, and the rows have none.
fn attributes_of(cells: &[Cell], figures: &[usize]) -> Option<Vec<Option<usize>>> {
    let mut found: Vec<Option<usize>> = vec![None; figures.len()];
    let mut waiting = 0;
    let mut row = 0;
    while row < figures.len() {
        // Figures with nothing between them, and the attributes behind the last of them.
        let run = figures[row..].windows(2).take_while(|pair| pair[1] == pair[0] + 1).count() + 1;
        let behind = figures[row + run - 1] + 1;
        let count = cells[behind..].iter().take_while(|cell| **cell == Cell::Attribute).count();
        waiting += run;
        row += run;
        if count > waiting {
            return None;
        }
        if count == waiting {
            for (at, found) in found[row - waiting..row].iter_mut().enumerate() {
                *found = Some(behind + at);
            }
            waiting = 0;
        } else if count > 0 {
            // Some of these rows have none.
            waiting = 0;
        }
    }
    Some(found)
}
