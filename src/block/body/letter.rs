//! What a plan has of a letter or of a book: agency and month on its cover, and,
//! where it was issued without a notice, addressees, signature and date. All of
//! it goes into the notice.

use super::draft::Part;
use crate::block::closing::{are_signers, read_closing};
use crate::block::notice::{NoticeDraft, Remark};
use crate::layout::Manuscript;
use crate::scan::letter::{scan_addressees, scan_date_remark, scan_month};
use crate::scan::title::is_plan_title;
use crate::span::Span;

/// What stands below the title: agency and month, as a cover prints them, who has
/// drawn up a plan that another agency forwards, or the date of a party document in
/// brackets. Returns the first paragraph behind.
pub(super) fn read_cover(
    manuscript: &Manuscript,
    from: usize,
    to: usize,
    part: &mut Part<'_>,
    notice: &mut Option<NoticeDraft>,
) -> usize {
    if part.title.is_empty() {
        return from;
    }
    let mut cover = Vec::new();
    let mut has_date = false;
    for at in from..to {
        let paragraph = &manuscript.paragraphs[at];
        let text = manuscript.str(paragraph);
        if !paragraph.is_content() {
            continue;
        }
        let remark = scan_date_remark(text);
        if let Some((start, date)) = remark
            && cover.is_empty()
            && notice.as_ref().is_none_or(|notice| notice.date.is_none() && notice.remark.is_none())
        {
            let start = paragraph.span.start + start as u32;
            let date_span = Span::new(start, start + date.len as u32);
            let notice = notice.get_or_insert_default();
            notice.remark = Some(Remark { span: paragraph.span, date_span, date });
            notice.span = if notice.span.is_empty() { paragraph.span } else { notice.span };
            return at + 1;
        }
        let is_month = scan_month(text) == Some(text.len()) || remark.is_some() && !cover.is_empty();
        if has_date || !is_month && !are_signers(manuscript, paragraph.span) {
            break;
        }
        has_date |= is_month;
        cover.push(at);
    }
    let title: String = part.title.iter().map(|span| span.of(&manuscript.text)).collect();
    match cover.last() {
        Some(last) if has_date || is_plan_title(&title) => {
            let end = last + 1;
            part.cover.extend(cover);
            end
        }
        _ => from,
    }
}

/// Takes off what a plan that was issued as a letter has of one: addressees
/// behind the title, signature and date at the end. A plan behind a notice that
/// is dated has neither.
pub(super) fn take_letter<'a>(
    manuscript: &Manuscript,
    mut body: &'a [usize],
    notice: &mut Option<NoticeDraft>,
) -> &'a [usize] {
    let span = |index: usize| manuscript.paragraphs[index].span;
    let found = notice.as_ref();
    if found.is_some_and(|notice| notice.date.is_some()) {
        return body;
    }
    let addressees = body.first().map(|index| span(*index)).filter(|span| {
        let text = span.of(&manuscript.text);
        found.is_none_or(|notice| notice.addressees.is_none())
            && scan_addressees(text).is_some_and(|colon| colon + '：'.len_utf8() == text.len())
    });
    if let Some(addressees) = addressees {
        body = &body[1..];
        let end = addressees.end - '：'.len_utf8() as u32;
        notice.get_or_insert_default().addressees = Some(Span::new(addressees.start, end));
    }
    let Some(closing) = read_closing(manuscript, body) else { return body };
    // A date alone may be the last line of a text that was never a letter.
    if closing.signatories.is_empty() && notice.is_none() {
        return body;
    }
    let notice = notice.get_or_insert_default();
    notice.attachments.extend(closing.attachments);
    notice.signatories.extend(closing.signatories.into_iter().map(|name| vec![name]));
    notice.date = closing.date;
    notice.annotations.extend(closing.annotations);
    notice.copied_to.extend(closing.copied_to);
    match notice.imprint {
        Some(_) => notice.annotations.extend(closing.imprint),
        None => notice.imprint = closing.imprint,
    }
    if notice.span.is_empty() {
        notice.span = notice.date.as_ref().map_or(notice.span, |(span, _)| *span);
    }
    &body[..body.len() - closing.count]
}
