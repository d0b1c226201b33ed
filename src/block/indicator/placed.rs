//! Tables that white space sets in columns and whose cells are wrapped.

use super::header::{read_header_cell, settle};
use super::row::{row_from_cells, strip_attribute};
use super::words::{is_behind_table, join_letter_spaced, split_words};
use super::{Cell, Column, Header, IndicatorTable, Row};
use crate::block::places::{Place, read_header, read_places};
use crate::layout::{Manuscript, Paragraph, ParagraphKind};
use crate::normalize::GapKind;
use crate::scan::marker::Style;
use crate::span::Span;

/// Reads a table that white space sets in columns and whose cells are wrapped:
/// where a piece stands says which column it belongs to.
pub(super) fn read_by_places(manuscript: &Manuscript, from: usize, to: usize) -> Option<IndicatorTable> {
    let text = &manuscript.text;
    let first = &manuscript.paragraphs[from];
    let is_spaced = first.kind == ParagraphKind::Row
        && !first.tab_indent
        && manuscript.gaps_in(first.span).iter().all(|gap| gap.kind != GapKind::Tab);
    if !is_spaced {
        return None;
    }
    let cells = join_letter_spaced(text, &split_words(manuscript, first.span));
    let is_cell = |cell: &str| read_header_cell(cell).is_some_and(|found| found.len() == 1);
    let placed_header = read_header(manuscript, &cells, (from, to), is_cell);
    let mut headers: Vec<Header> = Vec::new();
    for column in 0..cells.len() {
        let cell = placed_header.text(manuscript, column);
        match read_header_cell(&cell) {
            Some(found) if found.len() == 1 => headers.extend(found),
            Some(_) => return None,
            None => headers.push(Header::new(Column::Value, cell)),
        }
    }
    if !settle(&mut headers) {
        return None;
    }
    let is_counted = headers.iter().any(|header| header.column == Column::Number);
    let place = |header: &Header| match header.column {
        Column::Number => Place::Number,
        Column::Category => Place::Merged,
        Column::Name => Place::Name,
        Column::Value if !is_counted => Place::Value,
        _ => Place::Other,
    };
    let places: Vec<Place> = headers.iter().map(place).collect();
    let is_over = |paragraph: &Paragraph| {
        is_behind_table(manuscript, paragraph)
            || paragraph.kind == ParagraphKind::Text
                && paragraph.marker.is_some_and(|marker| marker.style <= Style::ParenIdeographic)
    };
    let placed = read_places(manuscript, &placed_header, &places, to, is_over)?;
    if !placed.is_wrapped {
        return None;
    }
    let mut rows: Vec<Row> = Vec::with_capacity(placed.rows.len());
    for cells in placed.rows {
        let span = cells.iter().flatten().copied().reduce(Span::cover)?;
        let cells = cells.into_iter().map(|spans| Cell { spans }).collect();
        let mut row = row_from_cells(text, &headers, cells, rows.last(), span)?;
        strip_attribute(text, &mut row, &headers);
        if row.is_short {
            return None;
        }
        rows.push(row);
    }
    let (paragraphs, repeated) = ((from, placed.end), placed.repeated);
    Some(IndicatorTable { headers, rows, repeated, paragraphs, ..IndicatorTable::default() })
}
