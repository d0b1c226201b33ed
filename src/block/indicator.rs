//! Indicator tables: a header with 指标 and years, then one row for each indicator.
//!
//! `header` reads the columns. `framed` reads tables that are drawn, `placed` those that
//! white space sets in columns and whose cells are wrapped: it looks where each piece
//! stands. All others are read as tables first ([`super::grid`]). `row` fills what merged
//! cells leave out, `words` cuts and judges words.

mod framed;
mod header;
mod placed;
mod row;
mod words;

use self::framed::read_by_lines;
use self::header::read_header_cell;
use self::placed::read_by_places;
pub use self::row::{finish_row, strip_group_number};
use super::table::is_table_row;
use crate::layout::{Manuscript, Paragraph, ParagraphKind};
pub use crate::scan::indicator::Column;
use crate::scan::indicator::begins_header;
use crate::scan::indicator::is_header_cells;
use crate::scan::is_longer_than;
use crate::scan::table_line::is_drawn_line;
use crate::span::Span;

/// Reads an indicator table that is drawn with lines, or set in columns by white space
/// with cells that are wrapped.
#[must_use]
pub fn read_placed_indicators(manuscript: &Manuscript, from: usize, to: usize) -> Option<IndicatorTable> {
    let first = &manuscript.paragraphs[from];
    if is_drawn_line(manuscript.str(first)) {
        return read_by_lines(manuscript, from, to);
    }
    let is_header = begins_header(manuscript.str(first))
        || is_header_row(manuscript, first)
        || is_cut_number(manuscript, from, to)
        || is_above_header(manuscript, from, to);
    if is_header { read_by_places(manuscript, from, to) } else { None }
}

/// A header cell.
#[derive(Clone, Debug)]
pub struct Header {
    /// What the column holds.
    pub column: Column,
    /// The text of the cell.
    pub text: String,
    /// The cell above it, which several columns share: 规划目标 above the years.
    pub above: String,
}

impl Header {
    /// A cell with nothing above it.
    fn new(column: Column, text: impl Into<String>) -> Self {
        Self { column, text: text.into(), above: String::new() }
    }
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
            if joined.ends_with(|c: char| c.is_ascii_alphanumeric())
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

/// Whether a row heads a table of indicators whatever it calls them (矿种, 产品):
/// it has years and says what kind of target each row is.
fn is_header_row(manuscript: &Manuscript, paragraph: &Paragraph) -> bool {
    let text = manuscript.str(paragraph);
    !is_longer_than(text, 60)
        && text.contains('年')
        && ["属性", "性质"].iter().any(|word| text.contains(word))
        && is_table_row(manuscript, paragraph)
}

/// Whether the header begins with 序 whose 号 stands at the head of the next line, as
/// in a column so narrow that it holds one character: `序`, `号 指标名称 单位`.
fn is_cut_number(manuscript: &Manuscript, from: usize, to: usize) -> bool {
    let text = |at: usize| manuscript.str(&manuscript.paragraphs[at]);
    text(from) == "序"
        && (from + 1..to).find(|at| manuscript.paragraphs[*at].is_content()).is_some_and(|next| {
            text(next).strip_prefix('号').is_some_and(|rest| is_header_cells(rest) && rest.contains("指标"))
        })
}

/// Whether a row has years or the like alone and the header follows: its other
/// cells have a line less and stand lower.
fn is_above_header(manuscript: &Manuscript, from: usize, to: usize) -> bool {
    let first = &manuscript.paragraphs[from];
    let text = manuscript.str(first);
    first.kind == ParagraphKind::Row
        && first.hint.table == 0
        && !is_longer_than(text, 40)
        && read_header_cell(text).is_some()
        && manuscript.paragraphs[from + 1..to]
            .iter()
            .find(|next| next.is_content())
            .is_some_and(|next| next.kind == ParagraphKind::Row && begins_header(manuscript.str(next)))
}
