//! A row put together from its cells: what merged cells leave out is filled in,
//! and what the name cell holds besides the name is taken out of it.

use super::{Cell, Column, Header, Row};
use crate::scan::indicator::{counted_len, is_attribute, is_group_number};
use crate::scan::is_han;
use crate::scan::marker::{Style, scan_marker};
use crate::scan::quantity::is_blank_cell;
use crate::span::Span;

/// A row of a table whose cells are known, with all that its name cell holds besides
/// the name taken out. `above` is the row that merged cells are filled from, and whether the
/// name of both begins with the same cell.
#[must_use]
pub fn finish_row(
    text: &str,
    headers: &[Header],
    cells: Vec<Cell>,
    above: (Option<&Row>, bool),
    span: Span,
) -> Option<Row> {
    let mut row = Row { span, ..Row::default() };
    for (header, cell) in headers.iter().zip(cells) {
        match header.column {
            Column::Number => {
                row.number = read_number(text, &cell);
                row.number_cell = cell;
            }
            Column::Category => row.category.spans.extend(cell.spans),
            Column::Name => row.name = cell,
            Column::Unit => row.unit = cell,
            Column::Value => {
                row.is_short |= cell.spans.is_empty();
                row.values.push(cell);
            }
            Column::Attribute => row.attribute = cell,
            Column::Other => row.others.push(cell),
        }
    }
    // A row of dashes says nothing.
    let is_blank = |cell: &Cell| cell.spans.is_empty() || is_blank_cell(&cell.text(text));
    if row.name.spans.is_empty() || is_blank(&row.name) && row.values.iter().all(is_blank) {
        return None;
    }
    fill_from_above(&mut row, headers, above);
    strip_row_number(text, &mut row);
    strip_attribute(text, &mut row, headers);
    Some(row)
}

/// The number that a cell of its column says.
#[must_use]
pub fn read_number(text: &str, cell: &Cell) -> Option<u32> {
    cell.text(text).trim_end_matches(['.', '、', '。']).parse().ok()
}

/// Cells that are merged with those above them. Rows that share the first cell of their name
/// may share all others: where the attribute is merged, figures may be, too.
fn fill_from_above(row: &mut Row, headers: &[Header], (above, is_part): (Option<&Row>, bool)) {
    let Some(above) = above else { return };
    if row.category.spans.is_empty() {
        row.category = above.category.clone();
    }
    let has_attribute = headers.iter().any(|header| header.column == Column::Attribute);
    let is_whole = row.values.iter().all(|cell| !cell.spans.is_empty());
    if row.attribute.spans.is_empty() && has_attribute && (is_part || is_whole) {
        for (cell, above) in
            row.values.iter_mut().zip(&above.values).filter(|(cell, _)| cell.spans.is_empty())
        {
            cell.clone_from(above);
        }
        row.attribute = above.attribute.clone();
        row.is_short = false;
    }
}

/// `3.养老保险参保率` has its number in the name cell.
fn strip_row_number(text: &str, row: &mut Row) {
    let Some(first) = row.name.spans.first_mut() else { return };
    let content = first.of(text);
    if row.number.is_none()
        && let Some(marker) = scan_marker(content)
        && matches!(marker.style, Style::Arabic | Style::ParenArabic | Style::RightParen | Style::Circled)
        && marker.depth == 1
    {
        row.number = Some(marker.number);
        first.start += marker.len as u32;
        return;
    }
    // 1.2 has no place among whole numbers, but is none of the name either.
    if row.number.is_none()
        && row.number_cell.spans.is_empty()
        && let Some(marker) = scan_marker(content)
        && marker.style == Style::Arabic
        && marker.depth > 1
        && content[marker.len..].starts_with(is_han)
    {
        row.number_cell = Cell::one(Span::new(first.start, first.start + marker.len as u32));
        first.start += marker.len as u32;
    }
}

/// `参保率（%）［预期性］` has its attribute in the name cell.
fn strip_attribute(text: &str, row: &mut Row, headers: &[Header]) {
    if headers.iter().any(|header| header.column == Column::Attribute) {
        return;
    }
    let Some(last) = row.name.spans.last_mut() else { return };
    let content = last.of(text);
    let Some(open) = content.rfind(['[', '（', '【', '〔']) else { return };
    if open > 0 && is_attribute(&content[open..]) {
        row.attribute = Cell::one(Span::new(last.start + open as u32, last.end));
        last.end = last.start + open as u32;
    }
}

/// What names a category, without the number that stands before it in a cell of its own.
#[must_use]
pub fn category_names<'a>(text: &str, spans: &'a [Span]) -> &'a [Span] {
    match spans {
        [number, names @ ..] if !names.is_empty() && is_group_number(number.of(text)) => names,
        _ => spans,
    }
}

/// （一）经济发展 and 经济发展（5项） are the category 经济发展.
#[must_use]
pub fn strip_group_number(text: &str, span: Span) -> Span {
    let span = Span::new(span.start, span.end - counted_len(span.of(text)) as u32);
    match scan_marker(span.of(text)) {
        Some(marker) if (marker.len as u32) < span.len() => {
            Span::new(span.start + marker.len as u32, span.end)
        }
        _ => span,
    }
}
