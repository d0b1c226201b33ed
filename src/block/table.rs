//! Tables: cells separated by tabs, pipes or wide gaps.

use crate::layout::line::is_cell_gap;
use crate::layout::{Manuscript, Paragraph, ParagraphKind};
use crate::normalize::{Gap, GapKind};
use crate::span::Span;

/// A table as spans of the manuscript; an empty cell is an empty span.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// The rows, each as wide as the widest.
    pub rows: Vec<Vec<Span>>,
}

/// Whether `text` is a row of a pipe table.
#[must_use]
pub fn is_pipe_row(text: &str) -> bool {
    text.starts_with('|') && text.len() > 1 && text[1..].contains('|')
}

/// Whether `text` is the rule below the header of a pipe table.
pub(super) fn is_pipe_rule(text: &str) -> bool {
    is_pipe_row(text) && text.chars().all(|c| matches!(c, '|' | '-' | '—' | ':' | '：' | ' '))
}

/// The pieces of a paragraph between its gaps; `is_separator` picks the gaps.
pub fn split_cells(manuscript: &Manuscript, span: Span, is_separator: impl Fn(&Gap) -> bool) -> Vec<Span> {
    let mut cells = Vec::new();
    let mut start = span.start;
    for gap in manuscript.gaps_in(span).iter().filter(|gap| is_separator(gap)) {
        if gap.at < start {
            continue;
        }
        cells.push(Span::new(start, gap.at));
        start = gap.at + u32::from(gap.kept);
    }
    cells.push(Span::new(start, span.end));
    cells
}

/// The cells of a row. Two tabs in a row leave an empty cell between them.
#[must_use]
pub fn row_cells(manuscript: &Manuscript, paragraph: &Paragraph) -> Vec<Span> {
    let text = manuscript.str(paragraph);
    if is_pipe_row(text) {
        return pipe_cells(paragraph.span, text);
    }
    let mut cells = Vec::new();
    if paragraph.tab_indent && paragraph.kind == ParagraphKind::Row {
        for _ in 0..paragraph.indent {
            cells.push(Span::new(paragraph.span.start, paragraph.span.start));
        }
    }
    let mut start = paragraph.span.start;
    for gap in manuscript.gaps_in(paragraph.span).iter().filter(|gap| is_cell_gap(gap)) {
        cells.push(Span::new(start, gap.at));
        start = gap.at + u32::from(gap.kept);
        if gap.kind == GapKind::Tab {
            for _ in 1..gap.columns.min(64) {
                cells.push(Span::new(gap.at, gap.at));
            }
        }
    }
    cells.push(Span::new(start, paragraph.span.end));
    cells
}

fn pipe_cells(span: Span, text: &str) -> Vec<Span> {
    let inner = text.strip_prefix('|').unwrap_or(text);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let mut at = span.start + 1;
    inner
        .split('|')
        .map(|cell| {
            let lead = (cell.len() - cell.trim_start().len()) as u32;
            let trimmed = cell.trim().len() as u32;
            let found = Span::new(at + lead, at + lead + trimmed);
            at += cell.len() as u32 + 1;
            found
        })
        .collect()
}

/// Whether a paragraph belongs to a table by its shape alone.
#[must_use]
pub fn is_table_row(manuscript: &Manuscript, paragraph: &Paragraph) -> bool {
    paragraph.kind == ParagraphKind::Row || is_pipe_row(manuscript.str(paragraph))
}

/// Reads the rows from `from` on as a table; returns it with the index behind
/// its last row. One row alone is no table.
#[must_use]
pub fn read_grid(manuscript: &Manuscript, from: usize, to: usize) -> Option<(Grid, usize)> {
    let paragraphs = &manuscript.paragraphs;
    let mut rows: Vec<Vec<Span>> = Vec::new();
    let mut end = from;
    for at in from..to {
        let paragraph = &paragraphs[at];
        if !paragraph.is_content() {
            continue;
        }
        if !is_table_row(manuscript, paragraph) {
            break;
        }
        end = at + 1;
        if !is_pipe_rule(manuscript.str(paragraph)) {
            rows.push(row_cells(manuscript, paragraph));
        }
    }
    let width = rows.iter().map(Vec::len).max().filter(|width| *width >= 2)?;
    if rows.len() < 2 {
        return None;
    }
    for row in &mut rows {
        let end = row.last().map_or(0, |cell| cell.end);
        row.resize(width, Span::new(end, end));
    }
    Some((Grid { rows }, end))
}
