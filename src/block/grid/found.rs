//! A table as it was found.

use super::head::Head;
use crate::span::Span;

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct TableRow {
    /// For each column, the pieces of its cell.
    pub cells: Vec<Vec<Span>>,
    /// Whether its one cell reaches over all columns and names the rows below.
    pub is_banner: bool,
    /// Where the name has two cells, the piece that the second begins with: 0 where the
    /// first is merged with that of the row above.
    pub second_name: Option<usize>,
    /// Whether it has fewer cells, or more, than there are columns.
    pub is_short: bool,
    /// Whether the cells that it lacks are merged with those above.
    pub is_merged: bool,
}

/// A table with its columns and rows.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The header.
    pub heads: Vec<Head>,
    /// The rows.
    pub rows: Vec<TableRow>,
    /// The header, printed again on a further page.
    pub repeated: Vec<Span>,
    /// What stands behind the last row in its paragraph.
    pub rest: Option<Span>,
    /// Whether nothing parted the cells, so that they were told by what they say.
    pub is_parted: bool,
    /// Whether its source says what stands in which cell.
    pub is_sure: bool,
    /// The paragraphs it takes (indices, half-open).
    pub paragraphs: (usize, usize),
}

/// A row of pieces: which of them stand in which column.
#[derive(Clone, Debug, Default)]
pub(super) struct DealtRow {
    /// For each column, its pieces.
    pub cells: Vec<Vec<usize>>,
    /// Whether its one cell reaches over all columns and names the rows below.
    pub is_banner: bool,
}

/// The rows that were found, and how well they fit.
#[derive(Clone, Debug, Default)]
pub(super) struct Dealt {
    /// The rows.
    pub rows: Vec<DealtRow>,
    /// How many pieces they take.
    pub taken: usize,
    /// The evidence for them.
    pub score: i32,
}
