//! Rows that are put together from lines: which cells they may have, and their pieces in the
//! order of their columns.

use super::fit::{
    Columns, MAX_UNEVEN,
    weight::{EXPECTED, HARDLY, LONGER},
};
use super::found::{Dealt, DealtRow};
use super::look::Look;
use super::piece::{Joint, Piece};
use crate::scan::column::Kind;
use crate::scan::quantity::BOUNDS;
use std::collections::HashMap;

/// One department leads as a rule.
const WRAPPED_LEAD: i32 = -3;

/// A cell of a row: its column, and its pieces from above.
pub(super) type Cell = (usize, Vec<usize>);

/// Evidence for a cell of several lines.
mod weight {
    /// A line of a cell that goes on, though it is not full, and one that is wider than its
    /// column.
    pub const NOT_FULL: i32 = -8;
    pub const TOO_WIDE: i32 = -8;
    /// A cell that ends with a full stop in a column where none does, or the other way round.
    pub const STOP: i32 = -6;
    /// A name that breaks off at the end of a cell.
    pub const TORN: i32 = -6;
    /// The rest of a time in a column of something else.
    pub const TIME_ELSEWHERE: i32 = -6;
}

/// A full line may fall short of the widest by a mark and a word that is not cut, in a narrow
/// column by nothing.
const SHORT: i32 = 4;
const NARROW: i32 = 16;

/// The cells that a table may have, and what those of several pieces look like.
pub(super) struct Cells<'a> {
    pub columns: &'a Columns<'a>,
    pub pieces: &'a [Piece],
    text: &'a str,
    looks: Vec<Look>,
    /// Where that of a cell is found, by its pieces.
    places: HashMap<Vec<usize>, usize>,
    /// How wide each column is, where that is known.
    widths: Vec<Option<i32>>,
    /// Whether its cells end with a full stop, where they agree.
    stops: Vec<Option<bool>>,
}

impl<'a> Cells<'a> {
    pub fn new(text: &'a str, columns: &'a Columns<'a>, pieces: &'a [Piece]) -> Self {
        let count = columns.kinds.len();
        let (widths, stops) = (vec![None; count], vec![None; count]);
        Self { columns, pieces, text, looks: Vec::new(), places: HashMap::new(), widths, stops }
    }

    /// How well pieces fit as one cell.
    pub fn fit(&mut self, column: usize, cell: &[usize]) -> i32 {
        let [first, rest @ ..] = cell else { return 0 };
        let first = &self.pieces[*first].look;
        let last = &self.pieces[*cell.last().unwrap_or(&0)].look;
        let is_usual = self.stops[column].is_none_or(|stops| stops == last.ends_sentence);
        let of_others = self.fit_width(column, cell) + if is_usual { 0 } else { weight::STOP };
        let kind = self.columns.kinds[column];
        let torn = |whole: &Look| {
            let is_torn = kind.is_units() && whole.is_torn && !whole.is_list;
            if is_torn { weight::TORN } else { 0 }
        };
        if rest.is_empty() {
            return self.columns.fit(column, first, 0) + of_others + torn(first);
        }
        let look = |at: &usize| &self.pieces[*at].look;
        let is_time = |at: &usize| look(at).is_time || look(at).is_time_rest;
        let is_of_time = matches!(kind, Kind::Time | Kind::Deadline);
        let time = if self.columns.has_time && !is_of_time && rest.iter().any(is_time) {
            weight::TIME_ELSEWHERE
        } else {
            0
        };
        // A sentence has ended, and a few words follow.
        let is_behind = !last.ends_sentence && cell[..cell.len() - 1].iter().any(|at| look(at).ends_sentence);
        let behind = if is_behind { weight::STOP } else { 0 };
        let is_longer = |at: &usize| self.pieces[*at].look.width > first.width + MAX_UNEVEN;
        let longer = if rest.iter().any(is_longer) { LONGER } else { 0 };
        let place = self.places.get(cell).copied().unwrap_or_else(|| {
            let whole: String = cell.iter().map(|at| self.pieces[*at].span.of(self.text)).collect();
            self.looks.push(Look::of(&whole));
            self.places.insert(cell.to_vec(), self.looks.len() - 1);
            self.looks.len() - 1
        });
        let whole = &self.looks[place];
        // 云岭镇 and 政府 are one name.
        let is_one_name = whole.is_list && !last.is_list;
        let lead = if kind == Kind::Lead && !is_one_name { WRAPPED_LEAD } else { 0 };
        // A figure is whole: 52 and 量 are two cells, 6.5% and 左右 one.
        let ends_figure = |at: &usize| {
            look(at).is_unit || look(at).is_bracket || BOUNDS.contains(&self.pieces[*at].span.of(self.text))
        };
        let is_torn_figure = kind == Kind::Value && first.is_value && !rest.iter().all(ends_figure);
        // 200 is no line of a name.
        let is_free = matches!(kind, Kind::Value | Kind::Content | Kind::Text);
        let holds_figure = !is_free && cell.iter().any(|at| look(at).is_value && !look(at).is_blank);
        let figure = if is_torn_figure || holds_figure { HARDLY } else { 0 };
        self.columns.fit(column, whole, 0) + longer + lead + time + behind + figure + torn(whole) + of_others
    }

    /// How well the cells of a row fit, those that it lacks among them.
    pub fn fit_row(&mut self, row: &[Cell]) -> i32 {
        let mut next = 0;
        let mut score = 0;
        for (column, cell) in row {
            score += self.columns.skip(next, *column, false);
            next = column + 1;
            score +=
                if self.columns.kinds[*column] == Kind::Number { EXPECTED } else { self.fit(*column, cell) };
        }
        score + self.columns.skip(next, self.columns.kinds.len(), false)
    }

    /// What the width of its column says of a cell.
    fn fit_width(&self, column: usize, cell: &[usize]) -> i32 {
        let Some(width) = self.widths[column] else { return 0 };
        // The name of an agency is broken behind a word of it: 云岭镇 and 政府.
        let is_narrow = width < NARROW;
        let slack = match self.columns.kinds[column].is_units() {
            true if is_narrow => SHORT / 2,
            false if is_narrow => 0,
            _ => SHORT,
        };
        let line = |at: &usize| self.pieces[*at].look.width;
        let short = cell[..cell.len() - 1].iter().filter(|at| line(at) + slack < width).count();
        let wide = cell.iter().filter(|at| line(at) > width + SHORT).count();
        let times = |count: usize| i32::try_from(count).unwrap_or(i32::MAX / 16);
        weight::NOT_FULL * times(short) + weight::TOO_WIDE * times(wide)
    }

    /// How wide a column is, where that is known.
    pub fn width(&self, column: usize) -> Option<i32> {
        self.widths[column]
    }

    /// Says how wide the columns are.
    pub fn set_widths(&mut self, widths: &[i32]) {
        self.widths = widths.iter().copied().map(Some).collect();
    }

    /// Forgets what was learned of the columns.
    pub fn forget(&mut self) {
        self.widths.fill(None);
        self.stops.fill(None);
    }

    /// Learns from the cells of all rows how wide the columns are, which the lines of cells tell
    /// that go on, and how their cells end. Returns whether that says anything new.
    pub fn learn<'c>(&mut self, cells: impl Iterator<Item = &'c Cell>) -> bool {
        /// Fewer cells tell nothing.
        const LEAST: usize = 3;
        let mut lines: Vec<Vec<i32>> = vec![Vec::new(); self.widths.len()];
        // How many cells each column has, and how many of them end with a full stop.
        let mut counts = vec![(0usize, 0usize); self.widths.len()];
        for (column, cell) in cells {
            let Some((last, full)) = cell.split_last() else { continue };
            lines[*column].extend(full.iter().map(|at| self.pieces[*at].look.width));
            counts[*column].0 += 1;
            counts[*column].1 += usize::from(self.pieces[*last].look.ends_sentence);
        }
        let before = (self.widths.clone(), self.stops.clone());
        for (stop, (all, stops)) in self.stops.iter_mut().zip(counts) {
            // Nearly all, or nearly none.
            *stop = [(true, stops * 4 >= all * 3), (false, stops * 4 <= all)]
                .into_iter()
                .find_map(|(stop, is_usual)| (all >= LEAST && is_usual).then_some(stop));
        }
        for (width, mut lines) in self.widths.iter_mut().zip(lines) {
            lines.sort_unstable();
            // Most of them are full.
            *width = lines.get(lines.len() / 2).copied().filter(|_| lines.len() > 1).or(*width);
        }
        before != (self.widths.clone(), self.stops.clone())
    }
}

/// How well the rows of a table fit its columns, each cell looked at as a whole, whatever the order
/// in which its pieces are printed.
pub(super) fn weigh(text: &str, columns: &Columns<'_>, pieces: &[Piece], dealt: &Dealt) -> i32 {
    let mut table = Cells::new(text, columns, pieces);
    let rows: Vec<Vec<Cell>> = dealt.rows.iter().filter(|row| !row.is_banner).map(cells_of).collect();
    table.learn(rows.iter().flatten());
    rows.iter().map(|row| table.fit_row(row)).sum()
}

/// The cells of a row that have pieces.
fn cells_of(row: &DealtRow) -> Vec<Cell> {
    let cells = row.cells.iter().cloned().enumerate();
    cells.filter(|(_, cell)| !cell.is_empty()).collect()
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
