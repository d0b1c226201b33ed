//! S004 contents-mismatch: a title that reads otherwise in the contents than in the body.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::scan::folded::fold_title;

/// Compares each entry with the section it names.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for entry in context.contents_entries().filter(|entry| entry.is_numbered) {
        let Some(section) = entry.section else { continue };
        let title = section.title.as_deref().unwrap_or_default();
        if differ(title, entry.title) {
            let place = context.place(entry.span);
            found.push(Diagnostic::new(Code::ContentsMismatch, place).with(entry.title).with(title));
        }
    }
}

/// Whether two titles read otherwise.
pub(crate) fn differ(one: &str, other: &str) -> bool {
    fold_title(one) != fold_title(other)
}
