//! N001 document-number-missing: a notice without its document number (发文字号).

use super::head;
use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};

/// Looks for the number of the notice.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(notice) = &context.draft.notice else { return };
    // The index of a page may know it, where the letter does not.
    let mut read = context.documents.iter().filter_map(|document| document.notice.as_ref());
    if read.all(|notice| notice.document_number.is_none()) {
        found.push(Diagnostic::new(Code::DocumentNumberMissing, head(context, notice)));
    }
}
