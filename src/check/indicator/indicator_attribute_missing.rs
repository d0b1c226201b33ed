//! I007 indicator-attribute-missing: an indicator without an attribute in a table whose other indicators have one.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};

/// Looks for rows whose values are there and whose attribute is not, where it is
/// at most one row in three.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for rows in context.indicators().chunk_by(|left, right| std::ptr::eq(left.table, right.table)) {
        let without = rows.iter().filter(|row| row.indicator.attribute.is_none());
        if without.clone().count() * 3 > rows.len() {
            continue;
        }
        for row in without {
            let is_complete = row.row.values.iter().all(|cell| !cell.spans.is_empty());
            if is_complete && !row.row.values.is_empty() {
                let place = context.place(row.row.span);
                found.push(
                    Diagnostic::new(Code::IndicatorAttributeMissing, place).with(row.indicator.name.as_str()),
                );
            }
        }
    }
}
