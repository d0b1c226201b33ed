//! Document number, date and signature of the notice.

use crate::block::body::Draft;
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::Manuscript;
use crate::scan::organization::is_issuer;
use crate::span::{SourceSpan, Span};

/// Checks the notice, if there is one.
pub fn check(manuscript: &Manuscript, draft: &Draft, diagnostics: &mut Vec<Diagnostic>) {
    let Some(notice) = &draft.notice else { return };
    let title = notice.title.iter().copied().reduce(Span::cover);
    let head = title.map_or_else(|| manuscript.source(notice.span), |span| manuscript.source(span));
    match &notice.number {
        None => diagnostics.push(Diagnostic::new(Code::DocumentNumberMissing, head)),
        Some((span, number)) if number.year.is_none() || number.sequence.is_none() => {
            diagnostics.push(
                Diagnostic::new(Code::DocumentNumberIncomplete, manuscript.source(*span))
                    .with(span.of(&manuscript.text)),
            );
        }
        Some(_) => {}
    }
    if title.is_none() {
        // A plan issued by itself is signed and dated where its agency does so.
        return;
    }
    match &notice.date {
        None => diagnostics.push(Diagnostic::new(Code::DateMissing, end_of_notice(manuscript, draft, head))),
        Some((span, date)) if date.iso().is_none() => diagnostics.push(
            Diagnostic::new(Code::DateIncomplete, manuscript.source(*span)).with(span.of(&manuscript.text)),
        ),
        Some(_) => {}
    }
    // The title of an order may name who signs; GB/T 9704 (7.3.5) wants the
    // signature all the same.
    let names_issuer = notice.title.first().is_some_and(|span| is_issuer(span.of(&manuscript.text)));
    if notice.signatories.is_empty() && (names_issuer || notice.date.is_some() || !notice.body.is_empty()) {
        let place = notice
            .date
            .as_ref()
            .map_or_else(|| end_of_notice(manuscript, draft, head), |(span, _)| manuscript.source(*span));
        diagnostics.push(Diagnostic::new(Code::SignatureMissing, place));
    }
}

/// Where signature and date would stand.
fn end_of_notice(manuscript: &Manuscript, draft: &Draft, head: SourceSpan) -> SourceSpan {
    draft.notice.as_ref().and_then(|notice| notice.body.last()).map_or(head, |span| manuscript.source(*span))
}
