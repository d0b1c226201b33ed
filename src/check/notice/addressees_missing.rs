//! N007 addressees-missing: a notice (通知) without its addressees (主送机关).

use super::head;
use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};

/// Looks for the addressees of a notice that has title and body. An
/// announcement (公告) is addressed to everybody.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(notice) = &context.draft.notice else { return };
    let is_notice = notice.title.last().is_some_and(|line| {
        context.text(*line).trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with("通知")
    });
    if is_notice && !notice.body.is_empty() && notice.addressees.is_none() {
        found.push(Diagnostic::new(Code::AddresseesMissing, head(context, notice)));
    }
}
