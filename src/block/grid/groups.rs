//! Groups of rows: lines that name the rows below them, and words that only look like the name
//! of a group.

use super::found::TableRow;
use super::head::joined;
use crate::scan::indicator::is_group_number;
use crate::span::Span;

/// The group that a line over all columns has opened.
pub(super) struct OpenGroup {
    /// The columns of numbers and of names.
    number: Option<usize>,
    name_at: usize,
    spans: Vec<Span>,
    /// Whether it counts among the rows, so that the next number ends it.
    is_counted: bool,
}

impl OpenGroup {
    /// No group, in a table with these columns of numbers and of names.
    pub(super) const fn new(number: Option<usize>, name_at: usize) -> Self {
        Self { number, name_at, spans: Vec::new(), is_counted: false }
    }

    /// Where the group is named that the next rows belong to; the number that stands apart
    /// from its name comes first.
    pub(super) fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Opens the group that a row of `text` names, which has `span`.
    pub(super) fn begin(&mut self, text: &str, cells: &[Vec<Span>], span: Span) {
        let is_filled = |at: usize| !cells[at].is_empty();
        let is_number = |number: usize| number != self.name_at && is_filled(number);
        self.is_counted = self.number.is_some_and(is_number) && is_filled(self.name_at);
        let name = || cells[self.name_at].iter().copied().reduce(Span::cover);
        let number = cells.iter().flatten().copied().next().filter(|cell| is_group_number(cell.of(text)));
        let rest = cells.iter().flatten().copied().skip(1).reduce(Span::cover);
        self.spans = match (self.is_counted, number.zip(rest)) {
            (true, _) => name().into_iter().collect(),
            (false, Some((number, rest))) => vec![number, rest],
            (false, None) => vec![span],
        };
    }

    /// Ends a group that counts among the rows where a row has a number of its own.
    pub(super) fn meet(&mut self, cells: &[Vec<Span>]) {
        if self.is_counted && self.number.is_some_and(|number| !cells[number].is_empty()) {
            self.spans.clear();
        }
    }
}

/// Marks rows that head others: a number and a name, and no figure, before rows that have no
/// number of their own.
pub(super) fn mark_numbered_groups(number: Option<usize>, name_at: usize, rows: &mut [TableRow]) {
    let Some(number) = number else { return };
    for at in 0..rows.len().saturating_sub(1) {
        let (own, next) = (&rows[at], &rows[at + 1]);
        let is_alone = own
            .cells
            .iter()
            .enumerate()
            .all(|(column, cell)| cell.is_empty() != (column == number || column == name_at));
        if is_alone && !own.is_banner && !next.is_banner && next.cells[number].is_empty() {
            rows[at].is_banner = true;
        }
    }
}

/// 其中 in a column of groups is no group: the row is a part of the one above, and the word
/// belongs to its name.
pub(super) fn put_parts_into_names(text: &str, is_group: &[bool], name_at: usize, cells: &mut [Vec<Span>]) {
    for at in (0..name_at.min(is_group.len())).rev().filter(|at| is_group[*at]) {
        if joined(text, &cells[at]).trim_end_matches('：') == "其中" && !cells[name_at].is_empty() {
            let part = std::mem::take(&mut cells[at]);
            cells[name_at].splice(0..0, part);
        }
    }
}
