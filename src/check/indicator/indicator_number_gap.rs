//! I003 indicator-number-gap: a row number of an indicator table that is skipped or stands twice.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

/// Compares the number of each row with that of the row before in its table. A
/// new count from 1 begins with a new category.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for two in context.indicators().windows(2) {
        let (Some(before), Some(number)) = (two[0].row.number, two[1].row.number) else { continue };
        if std::ptr::eq(two[0].table, two[1].table) && number != before + 1 && number != 1 {
            let text = context.text(two[1].row.span);
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let start = two[1].row.span.start;
            // Where the number is not the first cell, the row.
            let span = if digits > 0 { Span::new(start, start + digits as u32) } else { two[1].row.span };
            found.push(
                Diagnostic::new(Code::IndicatorNumberGap, context.place(span))
                    .with(before.to_string())
                    .with(number.to_string()),
            );
        }
    }
}
