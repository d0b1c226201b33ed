//! I011 cells-run-together: an indicator table whose cells stand without anything between them.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};

/// Looks for tables that were read without any mark between their cells.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for rows in context.indicators().chunk_by(|left, right| std::ptr::eq(left.table, right.table)) {
        let table = rows[0].table;
        if !table.is_parted {
            continue;
        }
        let header = context.manuscript.paragraphs[table.paragraphs.0].span;
        found.push(
            Diagnostic::new(Code::CellsRunTogether, context.place(header)).with(rows.len().to_string()),
        );
    }
}
