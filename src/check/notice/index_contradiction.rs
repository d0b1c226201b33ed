//! N009 index-contradiction: the metadata of a page, or those that stand before a text,
//! disagree with it.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::metadata;
use crate::normalize::normalize;
use crate::scan::date::scan_date;
use crate::scan::document_number::find_document_number;

/// Compares number and date of the notice with those of the index.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(notice) = &context.draft.notice else { return };
    let evidence = metadata(context.source, context.manuscript);
    let mut report = |entry: &crate::evidence::IndexEntry, index: &str, span| {
        let place = context.place(span);
        let diagnostic = Diagnostic::new(Code::IndexContradiction, place);
        found.push(diagnostic.with(index).with(context.text(span)).beside(entry.span));
    };
    if let (Some(entry), Some((span, own))) = (evidence.document_number(), &notice.number) {
        let text = normalize(&entry.value).text;
        if let Some(number) = find_document_number(&text) {
            let whole = context.text(*span);
            let code = &text[number.start..number.start + number.code_len];
            let is_same = code == &whole[..own.code_len]
                && own.year.is_none_or(|year| number.year == Some(year))
                && own.sequence.is_none_or(|sequence| number.sequence == Some(sequence));
            if !is_same {
                report(entry, &text[number.start..number.end], *span);
            }
        }
    }
    if let (Some(entry), Some((span, own))) = (evidence.date(), &notice.date) {
        let text = normalize(&entry.value).text;
        let listed = scan_date(&text).and_then(|date| date.iso());
        if let (Some(listed), Some(own)) = (listed, own.iso())
            && listed != own
        {
            report(entry, &text, *span);
        }
    }
}
