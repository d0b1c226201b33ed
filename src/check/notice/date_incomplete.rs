//! N004 date-incomplete: a date without its year, month or day.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};

/// Looks for a blank in the date.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(notice) = &context.draft.notice else { return };
    if let Some((span, date)) = &notice.date
        && !notice.title.is_empty()
        && date.iso().is_none()
    {
        found.push(Diagnostic::new(Code::DateIncomplete, context.place(*span)).with(context.text(*span)));
    }
}
