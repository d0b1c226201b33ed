//! I001 indicator-cell-missing: a row of an indicator table with fewer cells than its table has columns.

use crate::check::Context;
use crate::check::context::IndicatorRow;
use crate::diagnostic::{Code, Diagnostic};
use crate::scan::indicator::{is_attribute, split_unit};
use crate::scan::quantity::read_quantity;
use crate::span::Span;

/// Looks behind each table for rows that go on counting, and have too few cells
/// to have been read as part of it. Those within it are told where they are read.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let manuscript = context.manuscript;
    for rows in context.indicators().chunk_by(|left, right| std::ptr::eq(left.table, right.table)) {
        let Some(IndicatorRow { table, row, .. }) = rows.last() else { continue };
        let Some(mut number) = row.number else { continue };
        for paragraph in &manuscript.paragraphs[table.paragraphs.1..] {
            let gaps = manuscript.gaps_in(paragraph.span);
            let [first, .., last] = gaps else { break };
            let cell = |from: u32, to: u32| Span::new(from, to).of(&manuscript.text).trim();
            number += 1;
            let ends_as_row = {
                let end = cell(last.at, paragraph.span.end);
                is_attribute(end) || read_quantity(end).is_some()
            };
            if cell(paragraph.span.start, first.at).parse() != Ok(number) || !ends_as_row {
                break;
            }
            if gaps.len() + 1 < table.headers.len() {
                let name = cell(first.at, gaps[1].at);
                found.push(
                    Diagnostic::new(Code::IndicatorCellMissing, context.place(paragraph.span))
                        .with(split_unit(name).0),
                );
            }
        }
    }
}
