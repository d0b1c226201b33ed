//! R004 clause-unclosed: a clause whose bracket is still open at the end of its paragraph.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::SourceSpan;

/// Looks for clauses that begin with a bracket and do not end with one.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let source = context.source.text();
    for (document, clauses) in context.documents.iter().zip(context.clauses) {
        for (at, place) in clauses {
            let Some(clause) = document.plan.responsibilities.get(*at) else { continue };
            let is_open = clause.text.starts_with(['（', '[', '【', '〔', '(']);
            if is_open && !clause.text.ends_with(['）', ']', '】', '〕', ')']) {
                let width = place.of(source).chars().next().map_or(0, char::len_utf8) as u32;
                let bracket = SourceSpan::new(place.start, place.start + width);
                found.push(Diagnostic::new(Code::ClauseUnclosed, bracket));
            }
        }
    }
}
