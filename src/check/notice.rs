//! Rules about the notice that forwards a plan: number, title, addressees,
//! signature, date.

pub(crate) mod addressees_missing;
pub(crate) mod date_incomplete;
pub(crate) mod date_missing;
pub(crate) mod document_number_form;
pub(crate) mod document_number_incomplete;
pub(crate) mod document_number_missing;
pub(crate) mod index_contradiction;
pub(crate) mod plan_title_mismatch;
pub(crate) mod signature_missing;

use super::Context;
use crate::block::notice::NoticeDraft;
use crate::span::{SourceSpan, Span};

/// Where what the head of the notice lacks is reported: at its title.
fn head(context: &Context<'_>, notice: &NoticeDraft) -> SourceSpan {
    context.place(notice.title.iter().copied().reduce(Span::cover).unwrap_or(notice.span))
}

/// Where signature and date would stand.
fn end(context: &Context<'_>, notice: &NoticeDraft) -> SourceSpan {
    let last = notice.body.last().and_then(|lines| lines.last());
    last.map_or_else(|| head(context, notice), |span| context.place(*span))
}
