//! What tells that a row begins on a line: the next number, in its column or before
//! the name; where nothing is counted, a value.

use super::{Piece, Place};
use crate::block::grid::is_sum;
use crate::scan::marker::{Style, scan_marker};

/// A number stands no further beside its column.
const NEAR: u32 = 4;

/// Counts the rows of a table.
pub(super) struct Count<'a> {
    text: &'a str,
    places: &'a [Place],
    /// The column with the numbers.
    column: Option<usize>,
    /// The number of the next row.
    expected: u32,
    /// The digits of the last number that stand on the next line: 0 of 10.
    rest: String,
}

/// What a piece says of the number of its row.
enum Told {
    /// It is the next number, or begins with it.
    Next,
    /// It begins the next number; the line below has the rest.
    Cut(String),
    /// It is that rest.
    Rest,
    /// It is another number.
    Other,
    /// It is no number.
    Nothing,
}

impl<'a> Count<'a> {
    pub(super) fn new(text: &'a str, places: &'a [Place]) -> Self {
        let column = places.iter().position(|place| matches!(place, Place::Number | Place::NumberedName));
        Self { text, places, column, expected: 1, rest: String::new() }
    }

    /// Which of the pieces of a line counts a row, and the column it is in. `below`
    /// is the first word of the next line.
    pub(super) fn find(
        &self,
        pieces: &[Piece],
        columns: &[(u32, u32)],
        below: &str,
    ) -> Option<(usize, usize)> {
        let column = self.column?;
        let is_name = self.places[column] == Place::NumberedName;
        let (left, right) = columns[column];
        // The next number may stand a little beside its column.
        let is_near = |piece: &Piece| (piece.left + piece.right).abs_diff(left + right) <= 2 * NEAR;
        let is_next = |piece: &Piece| {
            matches!(self.told(piece, below), Told::Next | Told::Cut(_)) && (is_name || is_near(piece))
        };
        let reach = if is_name { pieces.len() } else { 2 };
        Some((pieces.iter().take(reach).position(is_next)?, column))
    }

    /// Whether a line begins a row; none where its number is not the next.
    pub(super) fn begins_row(&mut self, cells: &[Option<Piece>], below: &str) -> Option<bool> {
        let Some(column) = self.column else {
            return Some(
                cells.iter().zip(self.places).any(|(cell, place)| *place == Place::Value && cell.is_some()),
            );
        };
        let told = cells[column].map_or(Told::Nothing, |piece| self.told(&piece, below));
        match told {
            Told::Next => {}
            Told::Cut(rest) => self.rest = rest,
            Told::Rest => {
                self.rest.clear();
                return Some(false);
            }
            Told::Other => return None,
            // 合计 is a row that no number counts.
            Told::Nothing => {
                return Some(
                    cells.iter().flatten().next().is_some_and(|piece| is_sum(piece.span.of(self.text))),
                );
            }
        }
        self.expected += 1;
        Some(true)
    }

    fn told(&self, piece: &Piece, below: &str) -> Told {
        let text = piece.span.of(self.text);
        if self.column.is_some_and(|column| self.places[column] == Place::NumberedName) {
            return match row_label(text) {
                Some(number) if number == self.expected => Told::Next,
                Some(_) => Told::Other,
                None => Told::Nothing,
            };
        }
        let number = text.trim_end_matches(['.', '、']).parse::<u32>();
        if number == Ok(self.expected) {
            return Told::Next;
        }
        let digits = self.expected.to_string();
        match digits.strip_prefix(text) {
            Some(rest) if !text.is_empty() && rest == below => Told::Cut(rest.to_owned()),
            _ if !text.is_empty() && text == self.rest => Told::Rest,
            _ if number.is_ok() => Told::Other,
            _ => Told::Nothing,
        }
    }
}

/// The number that a cell begins with: `1.城镇化率`, `（1）城镇化率`.
pub(super) fn row_label(text: &str) -> Option<u32> {
    let marker = scan_marker(text)?;
    matches!(marker.style, Style::Arabic | Style::ParenArabic).then_some(marker.number)
}
