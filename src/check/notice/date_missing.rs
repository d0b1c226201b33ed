//! N003 date-missing: a notice without its date (成文日期).

use super::end;
use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};

/// Looks for the date. A plan that was issued by itself is dated where its
/// agency does so.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(notice) = &context.draft.notice else { return };
    // The index of a web page may know it.
    let is_indexed = context.source.evidence().is_some_and(|evidence| evidence.date().is_some());
    if !notice.title.is_empty() && notice.date.is_none() && !is_indexed {
        found.push(Diagnostic::new(Code::DateMissing, end(context, notice)));
    }
}
