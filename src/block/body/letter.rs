//! What a plan has of a letter or of a book: agency and month on its cover, and,
//! where it was issued without a notice, addressees, signature and date. All of
//! it goes into the notice.

use super::draft::Part;
use crate::block::closing::{Closing, are_signers, read_closing};
use crate::block::notice::{NoticeDraft, Remark};
use crate::layout::Manuscript;
use crate::scan::annex_label::scan_annex_label;
use crate::scan::is_longer_than;
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

/// Whether the notice of a plan is dated: what is like the beginning or the end of a letter in the plan
/// itself is none of it then.
fn is_dated(notice: Option<&NoticeDraft>) -> bool {
    notice.is_some_and(|notice| notice.date.is_some())
}

/// Takes off what a plan that was issued as a letter has of one above its first heading: the addressees
/// behind the title, and signature and date where pages print them below the opening words.
pub(super) fn take_opening(
    manuscript: &Manuscript,
    mut body: Vec<usize>,
    notice: &mut Option<NoticeDraft>,
) -> Vec<usize> {
    /// The opening has no more paragraphs.
    const REACH: usize = 16;
    if is_dated(notice.as_ref()) {
        return body;
    }
    let addressees = body.first().map(|index| manuscript.paragraphs[*index].span).filter(|span| {
        let text = span.of(&manuscript.text);
        notice.as_ref().is_none_or(|notice| notice.addressees.is_none())
            && scan_addressees(text).is_some_and(|colon| colon + '：'.len_utf8() == text.len())
    });
    if let Some(addressees) = addressees {
        body.remove(0);
        let end = addressees.end - '：'.len_utf8() as u32;
        notice.get_or_insert_default().addressees = Some(Span::new(addressees.start, end));
    }
    let heading = body.iter().take(REACH).position(|index| manuscript.paragraphs[*index].marker.is_some());
    if let Some(heading) = heading
        && let Some(closing) = read_closing(manuscript, &body[..heading])
        && !closing.signatories.is_empty()
        && closing.count < heading
    {
        body.drain(heading - closing.count..heading);
        close(notice.get_or_insert_default(), closing);
    }
    body
}

/// Takes off the end of the letter as which a plan was issued: signature and date. A plan behind a
/// notice that is dated has neither.
pub(super) fn take_letter<'a>(
    manuscript: &Manuscript,
    body: &'a [usize],
    notice: &mut Option<NoticeDraft>,
) -> &'a [usize] {
    if is_dated(notice.as_ref()) {
        return body;
    }
    let Some(closing) = read_closing(manuscript, body) else { return body };
    // A date alone may be the last line of a text that was never a letter.
    if closing.signatories.is_empty() && notice.is_none() {
        return body;
    }
    let left = body.len() - closing.count;
    close(notice.get_or_insert_default(), closing);
    &body[..left]
}

/// Gives a notice how the letter closes.
fn close(notice: &mut NoticeDraft, closing: Closing) {
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
}

/// Takes off the list of annexes that stands behind the last sentence of a plan: 附件：1.任务分工 2.…. It
/// names what follows, as that of the letter does, and goes with it. `has_annexes` says that annexes
/// follow; else numbers have to show that it is a list.
pub(super) fn take_list<'a>(
    manuscript: &Manuscript,
    body: &'a [usize],
    has_annexes: bool,
    notice: &mut Option<NoticeDraft>,
) -> &'a [usize] {
    /// A list has no more lines, and a line of it no more characters.
    const MOST: usize = 24;
    const LONGEST: usize = 80;
    let Some(notice) = notice else { return body };
    let paragraph = |at: usize| &manuscript.paragraphs[body[at]];
    let text = |at: usize| manuscript.str(paragraph(at));
    let is_name = |at: &usize| {
        !is_longer_than(text(*at), LONGEST)
            && !text(*at).contains(['。', '；'])
            && paragraph(*at).hint.table == 0
    };
    let begins = |at: &usize| {
        scan_annex_label(text(*at)).is_some_and(|label| label.has_colon && label.number.is_none())
    };
    let floor = body.len().saturating_sub(MOST);
    let Some(first) = (floor..body.len()).rev().take_while(is_name).find(begins) else { return body };
    // A line without a number goes on with the one before.
    let mut names: Vec<Span> = vec![paragraph(first).span];
    for at in first + 1..body.len() {
        match paragraph(at).marker {
            None if has_annexes => {
                if let Some(last) = names.last_mut() {
                    *last = last.cover(paragraph(at).span);
                }
            }
            None => return body,
            Some(_) => names.push(paragraph(at).span),
        }
    }
    let is_bare = scan_annex_label(text(first)).is_some_and(|label| label.len == text(first).len());
    if names.len() == 1 && (is_bare || !has_annexes) {
        return body;
    }
    notice.attachments.extend(names);
    &body[..first]
}

#[cfg(test)]
mod tests {
    use crate::model::{Block, Document};
    use crate::{Source, parse};

    fn read(end: &str) -> Document {
        let text = format!(
            "甲市人民政府关于印发甲市水网规划的通知\n各区人民政府：\n现将《甲市水网规划》印发给你们，请认真贯彻执行。\n\
             甲市人民政府\n2024年3月2日\n\n甲市水网规划\n一、总体要求\n加强水网建设。\n二、组织实施\n落实主体责任。\n{end}"
        );
        parse(&Source::from_text("t.txt", text)).documents.remove(0)
    }

    fn names(document: &Document) -> (Vec<&str>, usize) {
        let names = document.notice.iter().flat_map(|notice| &notice.attachments).map(String::as_str);
        let last = document.plan.sections.last().unwrap();
        let paragraphs = last.content.iter().filter(|block| matches!(block, Block::Paragraph(_)));
        (names.collect(), paragraphs.count())
    }

    #[test]
    fn a_list_of_annexes_behind_a_plan_is_no_text() {
        let table = "序号\t任务\t责任单位\n1\t建设骨干工程\t市水利局\n2\t完善运行管理\t市财政局\n";
        let one = read(&format!("附件：甲市水网任务分工表\n附件\n甲市水网任务分工表\n{table}"));
        assert_eq!(names(&one), (vec!["甲市水网任务分工表"], 1));
        assert_eq!(one.plan.annexes.len(), 1);
        let list = "附件：1.甲市水网任务分工表\n2.甲市水网重点工程表\n";
        let several = read(&format!(
            "{list}附件1\n甲市水网任务分工表\n{table}附件2\n甲市水网重点工程表\n序号\t工程\n1\t西溪水库\n2\t东溪泵站\n"
        ));
        assert_eq!(names(&several), (vec!["甲市水网任务分工表", "甲市水网重点工程表"], 1));
        assert_eq!(several.plan.annexes.len(), 2);
    }
}
