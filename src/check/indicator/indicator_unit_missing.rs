//! I005 indicator-unit-missing: an indicator without a unit in a table whose other indicators have one.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

/// Looks for rows with numbers and no unit, where at least three others have one
/// and no second row lacks it.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for rows in context.indicators().chunk_by(|left, right| std::ptr::eq(left.table, right.table)) {
        let mut without = rows.iter().filter(|row| row.indicator.unit.is_none());
        let (Some(row), None) = (without.next(), without.next()) else { continue };
        let has_number = row.indicator.values.iter().any(|value| value.number.is_some());
        if rows.len() > 3
            && has_number
            && let Some(span) = row.row.name.spans.iter().copied().reduce(Span::cover)
        {
            found.push(
                Diagnostic::new(Code::IndicatorUnitMissing, context.place(span))
                    .with(row.indicator.name.as_str()),
            );
        }
    }
}
