//! Indicator tables drawn with characters, whose lines say which cell is which.

use super::header::{read_header_cell, settle};
use super::row::{row_from_cells, strip_attribute};
use super::{Cell, Column, Header, IndicatorTable, Row};
use crate::block::drawn::read_drawn;
use crate::layout::Manuscript;
use crate::span::Span;

/// Reads the drawn table whose first line is paragraph `from`.
pub(super) fn read_by_lines(manuscript: &Manuscript, from: usize, to: usize) -> Option<IndicatorTable> {
    let text = &manuscript.text;
    let table = read_drawn(manuscript, from, to).filter(|table| table.has_indicators(manuscript))?;
    let (head, body) = table.rows.split_at(table.header);
    let cell = |spans: &Vec<Span>| Cell { spans: spans.clone() };
    let mut headers: Vec<Header> = Vec::with_capacity(head[0].len());
    for spans in &head[0] {
        let content = cell(spans).text(text);
        match read_header_cell(&content) {
            Some(found) if found.len() == 1 => headers.extend(found),
            _ => headers.push(Header::new(Column::Value, content)),
        }
    }
    for row in &head[1..] {
        for (header, spans) in headers.iter_mut().zip(row) {
            join_below(header, &cell(spans).text(text));
        }
    }
    if !settle(&mut headers) {
        return None;
    }
    let mut rows: Vec<Row> = Vec::with_capacity(body.len());
    let mut groups: Vec<Span> = Vec::new();
    let mut group = None;
    let has_category = headers.iter().any(|header| header.column == Column::Category);
    for spans in body {
        // One cell over all columns heads the rows below it.
        if spans.iter().all(|cell| *cell == spans[0]) {
            group = spans[0].iter().copied().reduce(Span::cover);
            groups.extend(group);
            continue;
        }
        let span = spans.iter().flatten().copied().reduce(Span::cover)?;
        let cells = spans.iter().map(cell).collect();
        let mut row = row_from_cells(text, &headers, cells, rows.last(), span)?;
        if let Some(group) = group.filter(|_| !has_category) {
            row.category = Cell::one(group);
        }
        row.groups.append(&mut groups);
        strip_attribute(text, &mut row, &headers);
        rows.push(row);
    }
    let paragraphs = (from, table.end);
    (!rows.is_empty() && groups.is_empty()).then_some(IndicatorTable {
        headers,
        rows,
        paragraphs,
        ..IndicatorTable::default()
    })
}

/// Takes the words below a header cell, which then stands above them.
fn join_below(header: &mut Header, below: &str) {
    if below.is_empty() || below == header.text {
        return;
    }
    let found = match read_header_cell(below) {
        Some(found) if found.len() == 1 => found[0].clone(),
        _ => Header::new(Column::Value, below),
    };
    *header = Header { above: std::mem::take(&mut header.text), ..found };
}
