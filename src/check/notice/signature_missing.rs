//! N005 signature-missing: no signature of the issuing agency (发文机关署名) between the body of a notice and its date.

use super::end;
use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::scan::organization::is_issuer;

/// Looks for the signature. The title of an order may name who signs; the
/// standard wants the signature all the same.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(notice) = &context.draft.notice else { return };
    let Some(first) = notice.title.first() else { return };
    let is_letter = is_issuer(context.text(*first)) || notice.date.is_some() || !notice.body.is_empty();
    // The index of a page may name who issued it.
    let mut read = context.documents.iter().filter_map(|document| document.notice.as_ref());
    if notice.signatories.is_empty() && is_letter && read.all(|notice| notice.signatories.is_empty()) {
        let place =
            notice.date.as_ref().map_or_else(|| end(context, notice), |(span, _)| context.place(*span));
        found.push(Diagnostic::new(Code::SignatureMissing, place));
    }
}
