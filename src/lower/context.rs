//! What every part of the lowering needs: places and texts of spans, the lists
//! that are filled on the way, tables, years.

use std::cell::Cell;

use crate::block::table::Grid;
use crate::diagnostic::{Diagnostic, Lang};
use crate::layout::Manuscript;
use crate::model::{self, Lines, Period, Table};
use crate::normalize::is_escape;
use crate::scan::clause::LeadRule;
use crate::source::Source;
use crate::span::{SourceSpan, Span};

/// What a model is to contain, and in which language it speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether every node carries its byte offsets.
    pub spans: bool,
    /// The language of the diagnostics in the model.
    pub lang: Lang,
}

/// What every part of the lowering needs.
pub(crate) struct Context<'a> {
    pub manuscript: &'a Manuscript,
    pub source: &'a Source,
    pub options: Options,
    /// The line that was asked for last: places are asked for in reading order.
    near: Cell<u32>,
    /// Where in the source map the last place was found.
    near_edit: Cell<usize>,
}

impl<'a> Context<'a> {
    /// Of a document whose places nobody has asked for yet.
    pub(super) fn new(manuscript: &'a Manuscript, source: &'a Source, options: Options) -> Self {
        Self { manuscript, source, options, near: Cell::new(1), near_edit: Cell::new(0) }
    }

    /// The lines of `span`, and its byte offsets if they are wanted.
    pub(super) fn place(&self, span: Span) -> (Lines, Option<model::ByteSpan>) {
        self.place_source(self.source_of(span))
    }

    /// Where `span` stands in the source, with the backslash by which Markdown takes its first mark as
    /// it is.
    pub(super) fn source_of(&self, span: Span) -> SourceSpan {
        let mut near = self.near_edit.get();
        let SourceSpan { start, end } = self.manuscript.map.to_source_near(span, &mut near);
        self.near_edit.set(near);
        let before = start.checked_sub(1).filter(|before| is_escape(self.source.text(), *before as usize));
        SourceSpan::new(before.unwrap_or(start), end)
    }

    pub(super) fn place_source(&self, span: SourceSpan) -> (Lines, Option<model::ByteSpan>) {
        let index = self.source.lines();
        let first = index.line_near(span.start, self.near.get());
        let last = index.line_near(span.end.saturating_sub(1).max(span.start), first);
        self.near.set(first);
        let lines = [first, last];
        (lines, self.options.spans.then_some([span.start, span.end]))
    }

    /// The text of `span`.
    pub(super) fn text(&self, span: Span) -> &str {
        span.of(&self.manuscript.text)
    }

    /// The text of several spans in one line; Latin words stay apart.
    pub(super) fn joined(&self, spans: &[Span]) -> String {
        let mut joined = String::new();
        for span in spans {
            let piece = self.text(*span);
            let is_word = |c: char| c.is_ascii_alphabetic();
            if joined.ends_with(is_word) && piece.starts_with(is_word) {
                joined.push(' ');
            }
            joined.push_str(piece);
        }
        joined
    }

    /// A paragraph of the model.
    pub(super) fn paragraph(&self, span: Span) -> model::Paragraph {
        let (lines, byte_span) = self.place(span);
        model::Paragraph { text: self.text(span).to_owned(), lines, span: byte_span }
    }
}

/// The lists of a plan that are filled while its sections are built.
#[derive(Default)]
pub(crate) struct Lists {
    pub boxes: Vec<model::PlanBox>,
    pub indicators: Vec<model::Indicator>,
    pub responsibilities: Vec<model::Responsibility>,
    /// Where each department clause stands: its index above, and its place.
    pub clauses: Vec<(usize, SourceSpan)>,
    /// What the plan has said of all lists of departments that follow.
    pub lead_rule: Option<LeadRule>,
    pub diagnostics: Vec<Diagnostic>,
    /// The headers of the tables whose rows have become indicators and tasks.
    pub headers: Vec<Span>,
}

impl Lists {
    /// Notes where the header of a table is printed, whose rows are given by what they
    /// say. `rows` are the places of the rows: where the header stands in one piece above
    /// them, it is one.
    pub fn push_header(&mut self, header: &[Span], rows: impl IntoIterator<Item = Span>) {
        let printed = header.iter().filter(|span| !span.is_empty());
        let Some(whole) = printed.clone().copied().reduce(Span::cover) else { return };
        if rows.into_iter().all(|row| row.start >= whole.end) {
            self.headers.push(whole);
        } else {
            self.headers.extend(printed);
        }
    }
}

/// What the years of a table are compared with.
pub(crate) struct Years {
    /// The period of the plan.
    pub period: Option<Period>,
}

/// The years that tell where a plan starts from and where it wants to go.
pub(crate) fn role_of_year(year: i32, period: Option<&Period>) -> model::ValueRole {
    match period {
        Some(period) if year < period.start => model::ValueRole::Baseline,
        _ => model::ValueRole::Target,
    }
}

pub(super) fn lower_grid(context: &Context<'_>, grid: &Grid) -> Table {
    let cell = |row: usize, column: usize| context.joined(&grid.pieces(row, column));
    let mut rows: Vec<Vec<String>> = (0..grid.rows.len())
        .map(|row| (0..grid.rows[row].len()).map(|column| cell(row, column)).collect())
        .collect();
    // Cells that a merged cell left empty below it take its text, in the first
    // column only: an empty cell elsewhere may well mean that there is nothing.
    for at in 1..rows.len() {
        if rows[at][0].is_empty() && at > 1 {
            let above = rows[at - 1][0].clone();
            rows[at][0] = above;
        }
    }
    let columns = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
    let span = grid.span().unwrap_or_default();
    let (lines, span) = context.place(span);
    Table { columns, rows, lines, span }
}

/// `span` without white space at its ends.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let content = span.of(text);
    let trimmed = content.trim();
    let start = span.start + (content.len() - content.trim_start().len()) as u32;
    Span::new(start, start + trimmed.len() as u32)
}
