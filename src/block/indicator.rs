//! Indicator tables: rows with a name, a unit and values, each under its header. They are
//! read as tables first ([`super::grid`]); `row` fills what merged cells leave out and takes
//! apart what a name cell holds besides the name.

mod row;

pub use self::row::{category_names, finish_row, read_number, strip_group_number};
pub use crate::scan::indicator::Column;
use crate::scan::power::{is_index, lacks_index};
use crate::span::Span;

/// A header cell.
#[derive(Clone, Debug)]
pub struct Header {
    /// What the column holds.
    pub column: Column,
    /// The text of the cell.
    pub text: String,
    /// The cell above it, which several columns share: 规划目标 above the years.
    pub above: String,
    /// Where both are printed.
    pub spans: Vec<Span>,
}

/// A cell put together from one piece or more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The pieces, in reading order.
    pub spans: Vec<Span>,
}

impl Cell {
    fn one(span: Span) -> Self {
        Self { spans: vec![span] }
    }

    /// The text of the cell.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        let mut joined = String::new();
        for span in &self.spans {
            let piece = span.of(text);
            // The figure below the letters of a formula is one word with them, and so is that of m2.
            let is_power = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.');
            let is_inset = lacks_index(&joined) && is_index(piece)
                || (joined.ends_with("/m") || joined.ends_with("（m"))
                    && piece.strip_prefix(['2', '3']).is_some_and(is_power);
            if !is_inset
                && joined.ends_with(|c: char| c.is_ascii_alphanumeric())
                && piece.starts_with(|c: char| c.is_ascii_alphanumeric())
            {
                joined.push(' ');
            }
            joined.push_str(piece);
        }
        joined
    }
}

/// A row of an indicator table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The number.
    pub number: Option<u32>,
    /// The number as its column prints it.
    pub number_cell: Cell,
    /// Lines above the row that head it and the rows below: （一）经济发展.
    pub groups: Vec<Span>,
    /// The category, filled from above.
    pub category: Cell,
    /// The name with its unit.
    pub name: Cell,
    /// The unit, where it has a column.
    pub unit: Cell,
    /// One cell for each value column.
    pub values: Vec<Cell>,
    /// Whether the row has fewer values than columns, and nobody can tell which
    /// of them is missing.
    pub is_unsure: bool,
    /// The attribute.
    pub attribute: Cell,
    /// Cells of other columns.
    pub others: Vec<Cell>,
    /// Whether the row has fewer cells than its table has columns.
    pub is_short: bool,
    /// The whole row.
    pub span: Span,
}

/// An indicator table.
#[derive(Clone, Debug, Default)]
pub struct IndicatorTable {
    /// The header.
    pub headers: Vec<Header>,
    /// The rows.
    pub rows: Vec<Row>,
    /// What stands behind the last row in the same paragraph.
    pub rest: Vec<Span>,
    /// Headers that are printed again on a further page.
    pub repeated: Vec<Span>,
    /// The paragraphs it takes (indices, half-open).
    pub paragraphs: (usize, usize),
    /// Whether nothing parted its cells, so that they were told by what they say.
    pub is_parted: bool,
}
