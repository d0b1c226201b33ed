//! N008 plan-title-mismatch: a plan whose title is not the one that the title of the notice gives it.

use super::head;
use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::scan::folded::fold_title;
use crate::span::Span;

/// Compares the title of each plan with the name that the notice gives it.
/// Punctuation does not count, nor what only one of the two adds at its ends,
/// such as the region or （试行）.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(notice) = context.draft.notice.as_ref().filter(|notice| !notice.title.is_empty()) else {
        return;
    };
    for (part, document) in context.draft.parts.iter().zip(context.documents) {
        let (Some(named), Some(title)) = (&part.named, part.title.iter().copied().reduce(Span::cover)) else {
            continue;
        };
        let (own, called) = (fold_title(&document.plan.title), fold_title(named));
        if !own.contains(&called) && !called.contains(&own) {
            found.push(
                Diagnostic::new(Code::PlanTitleMismatch, context.place(title))
                    .with(document.plan.title.as_str())
                    .with(named.as_str())
                    .beside(head(context, notice)),
            );
        }
    }
}
