//! N002 document-number-incomplete: a document number without its year or its sequence number, most often a blank left in a draft.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};

/// Looks for a blank in the number.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(notice) = &context.draft.notice else { return };
    if let Some((span, number)) = &notice.number
        && (number.year.is_none() || number.sequence.is_none())
    {
        let place = context.place(*span);
        found.push(Diagnostic::new(Code::DocumentNumberIncomplete, place).with(context.text(*span)));
    }
}
