//! S005 contents-entry-missing: an entry of the contents that the body lacks.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};

/// Looks for the section that each entry names.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for entry in context.contents_entries().filter(|entry| entry.is_numbered && entry.section.is_none()) {
        let place = context.place(entry.span);
        found.push(Diagnostic::new(Code::ContentsEntryMissing, place).with(entry.title));
    }
}
