//! What a web page says beside its text: the table of metadata, and links to
//! attached files.

use super::Context;
use crate::evidence::IndexEntry;
use crate::model::{Attachment, DocumentNumber, Notice};
use crate::normalize::normalize;
use crate::scan::date::scan_date;
use crate::scan::document_number::find_document_number;

/// Fills what the text of the notice lacks. A page whose text has no notice gets
/// one where its table knows number or date.
pub(super) fn complete(context: &Context<'_>, notice: &mut Option<Notice>) {
    let Some(evidence) = context.source.evidence() else { return };
    let value = |entry: &IndexEntry| normalize(&entry.value).text;
    let number = evidence.document_number().and_then(|entry| {
        let text = value(entry);
        let found = find_document_number(&text)?;
        let (lines, span) = context.place_source(entry.span);
        Some(DocumentNumber {
            text: text[found.start..found.end].to_owned(),
            agency_code: text[found.start..found.start + found.code_len].to_owned(),
            year: found.year,
            sequence: found.sequence,
            lines,
            span,
        })
    });
    let date = evidence.date().and_then(|entry| {
        let text = value(entry);
        let iso = scan_date(&text)?.iso()?;
        Some((iso, text, context.place_source(entry.span)))
    });
    if notice.is_none() {
        let place = number.as_ref().map(|number| (number.lines, number.span));
        let Some((lines, span)) = place.or_else(|| date.as_ref().map(|date| date.2)) else { return };
        *notice = Some(Notice { lines, span, ..Notice::default() });
    }
    let Some(notice) = notice else { return };
    if notice.document_number.is_none() {
        notice.document_number = number;
    }
    if notice.date.is_none()
        && notice.date_text.is_none()
        && let Some((iso, text, _)) = date
    {
        notice.date = Some(iso);
        notice.date_text = Some(text);
    }
    if notice.signatories.is_empty()
        && let Some(agency) = evidence.agency()
    {
        notice.signatories = value(agency)
            .split(['、', '，', '；', ' '])
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
    }
    if notice.title.is_none()
        && let Some(title) = evidence.title().map(value).filter(|title| title.ends_with("通知"))
    {
        notice.title = Some(title);
    }
}

/// The links to attached files.
pub(super) fn lower_attachments(context: &Context<'_>) -> Vec<Attachment> {
    let Some(evidence) = context.source.evidence() else { return Vec::new() };
    let lower = |found: &crate::evidence::Attachment| {
        let (lines, span) = context.place_source(found.span);
        Attachment { text: normalize(&found.text).text, target: found.target.clone(), lines, span }
    };
    evidence.attachments.iter().map(lower).collect()
}
