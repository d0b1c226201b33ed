//! Rows that are put together from lines: which cells they may have, and their pieces in the
//! order of their columns.

use super::column::Kind;
use super::fit::{Columns, MAX_UNEVEN, weight::LONGER};
use super::look::Look;
use super::piece::{Joint, Piece};
use std::collections::HashMap;

/// One department leads as a rule.
const WRAPPED_LEAD: i32 = -3;

/// A cell of a row: its column, and its pieces from above.
pub(super) type Cell = (usize, Vec<usize>);

/// The cells that a table may have, and what those of several pieces look like.
pub(super) struct Cells<'a> {
    pub columns: &'a Columns<'a>,
    pub pieces: &'a [Piece],
    text: &'a str,
    looks: HashMap<Vec<usize>, Look>,
}

impl<'a> Cells<'a> {
    pub fn new(text: &'a str, columns: &'a Columns<'a>, pieces: &'a [Piece]) -> Self {
        Self { columns, pieces, text, looks: HashMap::new() }
    }

    /// How well pieces fit as one cell.
    pub fn fit(&mut self, column: usize, cell: &[usize]) -> i32 {
        let [first, rest @ ..] = cell else { return 0 };
        let first = &self.pieces[*first].look;
        if rest.is_empty() {
            return self.columns.fit(column, first, 0);
        }
        let is_longer = |at: &usize| self.pieces[*at].look.width > first.width + MAX_UNEVEN;
        let longer = if rest.iter().any(is_longer) { LONGER } else { 0 };
        let lead = if self.columns.kinds[column] == Kind::Lead { WRAPPED_LEAD } else { 0 };
        if !self.looks.contains_key(cell) {
            let whole: String = cell.iter().map(|at| self.pieces[*at].span.of(self.text)).collect();
            self.looks.insert(cell.to_vec(), Look::of(&whole));
        }
        self.columns.fit(column, &self.looks[cell], 0) + longer + lead
    }
}

/// Pieces in the order of their columns.
#[derive(Default)]
pub(super) struct Ordered {
    pub pieces: Vec<Piece>,
    /// The first pieces of cells, and how many columns on they stand.
    leads: Vec<(usize, usize)>,
}

impl Ordered {
    /// The pieces with what is known of their columns.
    pub fn into_sure(mut self) -> Vec<Piece> {
        for (at, lead) in self.leads {
            self.pieces[at].joint = match self.pieces[at].joint {
                Joint::Line(_) => Joint::Line(lead),
                _ => Joint::Cell(lead),
            };
        }
        self.pieces
    }

    /// A line by itself.
    pub fn push_line(&mut self, piece: &Piece) {
        self.pieces.push(piece.clone());
    }

    /// A row, its cells from the left; the first of them begins a line.
    pub fn push_row(&mut self, pieces: &[Piece], cells: impl IntoIterator<Item = Cell>) {
        let mut last = None;
        for (column, cell) in cells {
            for (at, piece) in cell.into_iter().enumerate() {
                let joint = match (at, last) {
                    (0, None) => Joint::Line(0),
                    (0, Some(_)) => Joint::Blank,
                    _ => Joint::Soft,
                };
                if at == 0 {
                    self.leads.push((self.pieces.len(), column - last.unwrap_or(0)));
                }
                self.pieces.push(Piece { joint, ..pieces[piece].clone() });
            }
            last = Some(column);
        }
    }

    /// Pieces of a row of which nobody knows the columns.
    pub fn push_loose(&mut self, pieces: &[Piece], loose: impl IntoIterator<Item = usize>) {
        let loose = loose.into_iter().map(|at| Piece { joint: Joint::Blank, ..pieces[at].clone() });
        self.pieces.extend(loose);
    }

    /// What stands behind the rows.
    pub fn push_rest(&mut self, pieces: &[Piece]) {
        self.pieces.extend(pieces.iter().cloned());
    }
}
