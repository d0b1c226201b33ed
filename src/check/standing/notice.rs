//! What a notice lacks.

use crate::check::found::Standing;
use crate::diagnostic::Code;
use crate::model::Document;
use crate::scan::organization::is_issuer;

pub(super) fn find(document: &Document, found: &mut Vec<Standing>) {
    let Some(notice) = &document.notice else { return };
    let mut add = |code, details: &[&str]| {
        found.push(Standing::new(code, notice.lines, details.iter().copied()));
    };
    match &notice.document_number {
        None => add(Code::DocumentNumberMissing, &[]),
        Some(number) if number.year.is_none() || number.sequence.is_none() => {
            add(Code::DocumentNumberIncomplete, &[&number.text]);
        }
        Some(_) => {}
    }
    let Some(title) = &notice.title else { return };
    match (&notice.date, &notice.date_text) {
        (Some(_), _) => {}
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
