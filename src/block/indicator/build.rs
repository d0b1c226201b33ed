//! Puts the pieces that were dealt out together to rows.

use super::cells::{Columns, Piece};
use super::{Cell, Column, Header, Row};
use crate::scan::marker::scan_marker;
use crate::scan::quantity::is_value_cell;
use crate::span::Span;

/// Puts the pieces together to rows; categories are filled from above.
pub(super) fn build(
    text: &str,
    headers: &[Header],
    columns: &Columns,
    pieces: &[Piece],
    cells: &[(usize, bool)],
) -> Vec<Row> {
    let mut rows: Vec<Vec<Vec<Span>>> = Vec::new();
    let mut begins_group: Vec<bool> = Vec::new();
    for (piece, (column, is_new)) in pieces.iter().zip(cells) {
        if *is_new {
            rows.push(vec![Vec::new(); columns.kinds.len()]);
            begins_group.push(piece.opens_row);
        }
        if let Some(row) = rows.last_mut() {
            row[*column].push(piece.span);
        }
    }
    let mut categories: Vec<Vec<Span>> = vec![Vec::new(); columns.kinds.len()];
    let mut built = Vec::with_capacity(rows.len());
    for (row, begins_group) in rows.into_iter().zip(begins_group) {
        if begins_group {
            categories.iter_mut().for_each(Vec::clear);
        }
        built.push(build_row(text, headers, columns, row, &mut categories));
    }
    built
}

fn build_row(
    text: &str,
    headers: &[Header],
    columns: &Columns,
    cells: Vec<Vec<Span>>,
    categories: &mut [Vec<Span>],
) -> Row {
    let span = cells.iter().flatten().copied().reduce(Span::cover).unwrap_or_default();
    let mut row = Row { span, ..Row::default() };
    let mut is_changed = false;
    for (at, (kind, spans)) in columns.kinds.iter().zip(cells).enumerate() {
        let cell = Cell { spans };
        match kind {
            Column::Category => {
                // A new category of the first column ends those below it.
                if !cell.spans.is_empty() {
                    categories[at] = cell.spans;
                    is_changed = true;
                } else if is_changed {
                    categories[at].clear();
                }
                if at == 0 && columns.has_unprinted && is_changed {
                    row.groups.clone_from(&categories[at]);
                }
                row.category.spans.extend_from_slice(&categories[at]);
            }
            Column::Number => {
                row.number = cell.text(text).trim_end_matches(['.', '、']).parse().ok();
                row.number_cell = cell;
            }
            Column::Name => row.name = cell,
            Column::Unit => row.unit = cell,
            Column::Value => {
                row.is_short |= cell.spans.is_empty();
                row.values.push(cell);
            }
            Column::Attribute => {
                row.is_short |= cell.spans.is_empty();
                row.attribute = cell;
            }
            Column::Other => row.others.push(cell),
        }
    }
    let values = headers.iter().filter(|header| header.column == Column::Value).count();
    spread_words(text, &mut row.values);
    // Which of the values is missing, nobody can tell.
    row.is_unsure = row.values.iter().any(|cell| cell.spans.is_empty()) && values > 1;
    row
}

/// Values that are all words, each cut over as many lines: none says where the
/// next cell begins, but that all have the same number of pieces.
fn spread_words(text: &str, values: &mut [Cell]) {
    let pieces: Vec<Span> = values.iter().flat_map(|cell| cell.spans.iter().copied()).collect();
    let is_even =
        values.len() > 1 && pieces.len() > values.len() && pieces.len().is_multiple_of(values.len());
    if is_even && pieces.iter().all(|piece| !is_value_cell(piece.of(text))) {
        let each = pieces.len() / values.len();
        for (cell, pieces) in values.iter_mut().zip(pieces.chunks(each)) {
            cell.spans = pieces.to_vec();
        }
    }
}

/// （一）经济发展 is the category 经济发展.
#[must_use]
pub fn strip_group_number(text: &str, span: Span) -> Span {
    match scan_marker(span.of(text)) {
        Some(marker) if (marker.len as u32) < span.len() => {
            Span::new(span.start + marker.len as u32, span.end)
        }
        _ => span,
    }
}
