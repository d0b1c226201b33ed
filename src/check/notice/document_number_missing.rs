//! N001 document-number-missing: a notice without its document number (发文字号).

use super::head;
use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};

/// Looks for the number of the notice.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(notice) = &context.draft.notice else { return };
    // The index of a web page may know it.
    let is_indexed = context.source.evidence().is_some_and(|evidence| evidence.document_number().is_some());
    if notice.number.is_none() && !is_indexed {
        found.push(Diagnostic::new(Code::DocumentNumberMissing, head(context, notice)));
    }
}
