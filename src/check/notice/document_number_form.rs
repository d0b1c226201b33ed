//! N006 document-number-form: a document number whose year is not in 〔〕, whose sequence number has 第 before it, or a leading zero.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::scan::document_number::DocumentNumber;
use crate::scan::is_han;

/// Compares the number, as printed, with its regular form.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some((span, number)) = context.draft.notice.as_ref().and_then(|notice| notice.number.as_ref()) else {
        return;
    };
    let text = context.text(*span);
    let place = context.place(*span);
    // Normal form makes every bracket 〔〕; the source tells which one was printed.
    let printed = place.of(context.source.text());
    let has_other_brackets = !printed.contains('〔') || !printed.contains('〕');
    let Some(regular) = regular_form(text, number) else { return };
    let digits = text.trim_end_matches('号').rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let is_damaged = text.len() != regular.len() && !text.contains(char::is_whitespace)
        || text.contains(|c: char| c.is_alphabetic() && !is_han(c));
    if has_other_brackets || text.contains('第') || digits.starts_with('0') || is_damaged {
        let printed: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
        found.push(Diagnostic::new(Code::DocumentNumberForm, place).with(printed).with(regular));
    }
}

/// `甲政发〔2021〕9号`; none where a part is blank.
fn regular_form(text: &str, number: &DocumentNumber) -> Option<String> {
    let code = text.get(..number.code_len)?;
    Some(format!("{code}〔{}〕{}号", number.year?, number.sequence?))
}
