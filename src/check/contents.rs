//! Contents against the body.

use crate::block::contents::{Entry, fold_title};
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::Manuscript;
use crate::model::Section;

/// Compares one entry with the section it names.
pub fn check(
    manuscript: &Manuscript,
    entry: &Entry,
    title: &str,
    section: Option<&Section>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let place = manuscript.source(entry.span);
    match section {
        None => diagnostics.push(Diagnostic::new(Code::ContentsEntryMissing, place).with(title)),
        Some(section) => {
            let found = section.title.as_deref().unwrap_or_default();
            if fold_title(found) != fold_title(title) {
                diagnostics.push(Diagnostic::new(Code::ContentsMismatch, place).with(title).with(found));
            }
        }
    }
}
