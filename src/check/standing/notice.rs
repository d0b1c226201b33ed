//! What a notice lacks.

use crate::check::found::Standing;
use crate::diagnostic::Code;
use crate::model::{Document, DocumentNumber};
use crate::scan::date::find_date;
use crate::scan::document_number::find_document_number;
use crate::scan::organization::is_issuer;

pub(super) fn find(document: &Document, found: &mut Vec<Standing>) {
    let Some(notice) = &document.notice else { return };
    let mut add = |code, details: &[&str]| {
        found.push(Standing::new(code, notice.lines, details.iter().copied()));
    };
    match &notice.document_number {
        None => add(Code::DocumentNumberMissing, &[]),
        Some(number) if is_incomplete(number) => {
            add(Code::DocumentNumberIncomplete, &[&number.text]);
        }
        Some(_) => {}
    }
    let Some(title) = &notice.title else { return };
    match (&notice.date, &notice.date_text) {
        (Some(_), _) => {}
        // What a text has and the field beside it has not is a fault of the model.
        (None, Some(text)) if find_date(text).is_some() => {}
        (None, Some(text)) => add(Code::DateIncomplete, &[text]),
        (None, None) => add(Code::DateMissing, &[]),
    }
    let is_letter = is_issuer(title) || notice.date_text.is_some() || !notice.body.is_empty();
    if notice.signatories.is_empty() && is_letter {
        add(Code::SignatureMissing, &[]);
    }
    let is_notice = title.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with("通知");
    if is_notice && !notice.body.is_empty() && notice.addressees.is_empty() {
        add(Code::AddresseesMissing, &[]);
    }
}

/// Whether a document number lacks a part, and so does its text.
fn is_incomplete(number: &DocumentNumber) -> bool {
    let lacks = |year: bool, sequence: bool| !year || !sequence;
    lacks(number.year.is_some(), number.sequence.is_some())
        && find_document_number(&number.text)
            .is_none_or(|said| lacks(said.year.is_some(), said.sequence.is_some()))
}
