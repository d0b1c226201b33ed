//! What stands around the title of a notice: letterhead, number, addressees, and what a
//! page repeats.

use super::title::Heading;
use super::{Front, Reader, Remark, SENTENCE_REACH};
use crate::block::closing::signer_pieces;
use crate::layout::ParagraphKind;
use crate::model::FurnitureKind;
use crate::scan::char_count;
use crate::scan::document_number::{find_document_number, scan_order_number};
use crate::scan::folded::fold_title;
use crate::scan::letter::{
    is_annotation, is_letterhead, is_number_line, scan_addressees, scan_closing_date, scan_date_remark,
};
use crate::scan::metadata::is_page_line;
use crate::scan::title::is_plan_title;
use crate::span::Span;

/// A line with more characters than these that stands in the title repeats it.
const MAX_PART: usize = 12;

/// Where a page has repeated the title, so does a shorter line with more than
/// these.
const MIN_PART: usize = 4;

impl Reader<'_> {
    /// What stands above `end`, where the title begins or, in a letter without
    /// one, the text: letterhead, number, and what a page prints around it. A page
    /// repeats `names`: the title of the notice, or those of the plans.
    pub(super) fn read_head(&mut self, end: usize, names: &[String], is_titled: bool) {
        let mut has_web = !is_titled || self.is_behind_page(end);
        for at in 0..end {
            let span = self.span(at);
            let text = self.text(at);
            let folded = fold_title(text);
            let length = char_count(&folded);
            let is_part = |least: usize| length > least && names.iter().any(|name| name.contains(&folded));
            if is_number_line(text) && self.notice.number.is_none() {
                self.read_number(span);
            } else if self.counter_len(at) == text.len() {
                self.notice.labels.push(span);
            } else if !is_titled
                && text.contains("关于")
                && self.notice.title.is_empty()
                && !text.contains('。')
                && !names.contains(&folded)
            {
                self.notice.title.push(span);
            } else if is_part(MAX_PART) || names.iter().any(|name| folded.contains(name.as_str())) {
                has_web = true;
                self.web.push(self.content[at]);
            } else if is_letterhead(text) {
                self.notice.agency_mark.extend(signer_pieces(self.manuscript, span));
            } else if has_web && (is_titled && !is_remark(text) || is_part(MIN_PART) || is_web_remark(text))
                || !is_titled && at == 0
            {
                self.web.push(self.content[at]);
            } else {
                self.notice.annotations.push(span);
            }
        }
    }

    /// Whether lines of a page stand above `end`: then what is not known there is of
    /// the page, too.
    fn is_behind_page(&self, end: usize) -> bool {
        let Some(above) = self.content.get(end).copied() else { return false };
        // A page sets the title as a heading, and no letter anything above it.
        self.manuscript.paragraphs[above].hint.heading > 0
            || self.manuscript.paragraphs[..above]
                .iter()
                .any(|paragraph| paragraph.kind == ParagraphKind::Furniture(FurnitureKind::Web))
    }

    /// Reads the document number on a line, with what stands beside it: the
    /// letterhead or who signs it.
    fn read_number(&mut self, span: Span) {
        let text = span.of(&self.manuscript.text);
        let Some(number) = find_document_number(text) else { return };
        let start = span.start + number.start as u32;
        let end = span.start + number.end as u32;
        let before = text[..number.start].trim_end();
        let after = text[number.end..].trim_start();
        let head = Span::new(span.start, span.start + before.len() as u32);
        if before == "（" && after == "）" {
            self.notice.number = Some((Span::new(start, end), number));
            return;
        }
        if is_letterhead(before) && self.notice.agency_mark.is_empty() {
            self.notice.agency_mark.push(head);
        } else if !before.is_empty() {
            self.notice.annotations.push(head);
        }
        if !after.is_empty() {
            self.notice.annotations.push(Span::new(span.end - after.len() as u32, span.end));
        }
        self.notice.number = Some((Span::new(start, end), number));
    }

    /// The number where it follows the title, and the addressees.
    pub(super) fn read_number_and_addressees(&mut self, mut at: usize) -> usize {
        if at < self.content.len()
            && self.notice.number.is_none()
            && let Some(number) = scan_order_number(self.text(at))
        {
            self.notice.number = Some((self.span(at), number));
            at += 1;
        }
        while at < self.content.len() {
            let text = self.text(at);
            if is_number_line(text) {
                if self.notice.number.is_none() {
                    self.read_number(self.span(at));
                } else {
                    // Printed a second time, as the pages of the State Council do.
                    self.web.push(self.content[at]);
                }
            } else if self.notice.remark.is_none()
                && let Some((start, date)) = scan_date_remark(text)
            {
                // （2022年3月10日）, as party documents print it below the title.
                let span = self.span(at);
                let start = span.start + start as u32;
                let date_span = Span::new(start, start + date.len as u32);
                self.notice.remark = Some(Remark { span, date_span, date });
            } else if (is_page_line(text) || self.is_title_again(text) || self.is_issuer_again(text))
                && self.is_above_letter(at + 1)
            {
                self.web.push(self.content[at]);
            } else if is_annotation(text) && self.is_above_letter(at + 1) {
                self.notice.annotations.push(self.span(at));
            } else {
                break;
            }
            at += 1;
        }
        let Some(lines) = self.addressee_lines(at) else { return at };
        let first = self.span(at);
        let last = self.span(at + lines - 1);
        let text = last.of(&self.manuscript.text);
        let Some(colon) = text.find('：') else { return at };
        let end = last.start + colon as u32;
        self.notice.addressees = Some(Span::new(first.start, end));
        let rest = Span::new(end + '：'.len_utf8() as u32, last.end);
        if !rest.is_empty() {
            self.push_body(rest);
        }
        at + lines
    }

    /// Whether a line is the title once more, behind the number or alone.
    fn is_title_again(&self, text: &str) -> bool {
        let title = fold_title(&self.text_of(&self.notice.title));
        let folded = fold_title(text);
        let before = folded.strip_suffix(title.as_str()).filter(|_| !title.is_empty());
        let number = self.notice.number.as_ref().map(|(span, _)| fold_title(span.of(&self.manuscript.text)));
        before.is_some_and(|before| before.is_empty() || number.is_some_and(|number| number == before))
    }

    /// Whether a line is the name alone that the title begins with, as pages print it below.
    fn is_issuer_again(&self, text: &str) -> bool {
        names_issuer(&self.text_of(&self.notice.title), text)
    }

    /// How many lines from `at` on list addressees.
    fn addressee_lines(&self, at: usize) -> Option<usize> {
        /// A list that was cut line by line takes so many at most.
        const LINES: usize = 12;
        let mut list = String::new();
        for end in at..self.content.len().min(at + LINES) {
            let text = self.text(end);
            if is_page_line(text) || is_number_line(text) {
                return None;
            }
            list.push_str(text);
            if text.contains('：') {
                return scan_addressees(&list).map(|_| end + 1 - at);
            }
            if text.contains(['。', '《', '；']) || self.paragraph(end).marker.is_some() {
                return None;
            }
        }
        None
    }

    /// Whether number or addressees stand at `at` or right behind.
    fn is_above_letter(&self, at: usize) -> bool {
        let end = self.content.len().min(at + 3);
        (at..end).map(|at| self.text(at)).any(|text| is_number_line(text) || scan_addressees(text).is_some())
    }

    /// A plan that was issued by itself, below its title: number, date, addressees. How
    /// it closes is read where it stands, at its end.
    pub(super) fn read_own(mut self, found: Heading) -> Front {
        let heading = self.skip_web_title(found);
        self.read_head(heading.first, &[fold_title(&self.text_of(&heading.lines))], true);
        let behind = heading.last + 1;
        self.take_title(heading);
        let at = self.read_number_and_addressees(behind);
        self.close_own(at)
    }

    /// What was found of a document that is itself the plan, up to `at`.
    pub(super) fn close_own(mut self, mut at: usize) -> Front {
        // What runs on behind the addressees is text of the plan.
        if !self.notice.body.is_empty() {
            at -= 1;
            self.notice.body.clear();
            self.notice.addressees = None;
        }
        let whole = self.content[..at].iter().map(|at| self.manuscript.paragraphs[*at].span);
        self.notice.span = whole.reduce(Span::cover).unwrap_or_default();
        let end = self.content.get(at).copied();
        let end = end.unwrap_or_else(|| self.content.last().map_or(0, |last| last + 1));
        let title = self.notice.title.clone();
        Front { notice: Some(self.notice), title, end, web: self.web, ..Front::default() }
    }

    /// A file without 的通知 in its head: a plan that was issued by itself may
    /// still have a letterhead and a number; what else it has of a letter is
    /// read where it stands, behind its title and at its end.
    pub(super) fn read_without_title(mut self) -> Front {
        let mut front = Front::default();
        let Some(number_at) =
            (0..self.content.len().min(SENTENCE_REACH)).find(|at| is_number_line(self.text(*at)))
        else {
            return front;
        };
        // Everything above the number but the plan's own title is letterhead.
        let span = self.span(number_at);
        let text = self.text(number_at);
        let Some(number) = find_document_number(text) else { return front };
        let start = span.start + number.start as u32;
        if number.start > 0 && is_plan_title(&text[..number.start]) {
            // Title and number run together: the title stays with the plan.
            self.notice.number = Some((Span::new(start, span.start + number.end as u32), number));
            self.notice.span = Span::new(start, span.end);
            front.notice = Some(self.notice);
            front.end = self.content[number_at];
            return front;
        }
        self.read_number(span);
        let is_mark = |at: &usize| is_letterhead(self.text(*at));
        let marks: Vec<usize> = (0..number_at).take_while(is_mark).collect();
        let end = if marks.len() == number_at {
            for at in marks {
                self.notice.agency_mark.push(self.span(at));
            }
            number_at + 1
        } else {
            // 标题 above 发文字号, as web pages of the State Council print it.
            0
        };
        self.notice.span = span;
        front.notice = Some(self.notice);
        front.end = self.content.get(end).copied().unwrap_or(self.manuscript.paragraphs.len());
        front
    }
}

/// Whether `line` is whoever issues the document with this title, with whom or with how many others:
/// 甲市科技局等四部门.
pub(super) fn names_issuer(title: &str, line: &str) -> bool {
    let about = title.strip_prefix(line).filter(|_| !line.is_empty());
    about.is_some_and(|about| ["关于", "印发", "转发"].iter().any(|word| about.starts_with(word)))
}

/// What a letterhead may say beside agency and number: how urgent or how secret a
/// document is, who signs it.
fn is_remark(text: &str) -> bool {
    ["特急", "加急", "平急", "特提", "秘密", "机密", "绝密", "内部", "签发"]
        .iter()
        .any(|word| text.starts_with(word))
        || is_annotation(text)
}

/// What a page prints between its own title and the document: a date, a source.
fn is_web_remark(text: &str) -> bool {
    scan_closing_date(text).is_some() || is_page_line(text)
}

#[cfg(test)]
mod tests {
    use crate::block::notice::tests::notice;

    #[test]
    fn the_title_of_what_is_forwarded_may_speak_of_its_subject_too() {
        let found = notice(
            "甲市人民政府办公室关于转发市民政局等部门\n关于加快养老服务发展\n实施意见的通知\n甲政办〔2022〕7号\n\
             各县人民政府：\n市民政局《关于加快养老服务发展的实施意见》已经市政府同意，现转发给你们。\n\
             甲市人民政府办公室\n2022年1月12日\n关于加快养老服务发展的实施意见\n一、总体要求\n加强保障。\n",
        );
        let title = "甲市人民政府办公室关于转发市民政局等部门关于加快养老服务发展实施意见的通知";
        assert_eq!(found.title.as_deref(), Some(title));
        assert!(found.annotations.is_empty() && found.agency_mark.is_none());
    }

    #[test]
    fn date_and_remarks_of_a_page_below_the_title() {
        for (below, date) in [
            ("（2022年3月10日）", Some("2022-03-10")),
            ("发布时间：2022年3月12日", None),
            ("（此件公开发布）", None),
        ] {
            let found = notice(&format!(
                "甲县人民政府关于印发《甲县养老服务规划》的通知\n{below}\n甲政发〔2022〕5号\n各乡人民政府：\n\
                 现将《甲县养老服务规划》印发给你们。\n甲县养老服务规划\n一、总体要求\n加强保障。\n",
            ));
            assert_eq!(found.date.as_deref(), date);
            assert_eq!(found.document_number.map(|number| number.text).as_deref(), Some("甲政发〔2022〕5号"));
            assert_eq!(found.addressees, ["各乡人民政府"]);
            assert_eq!(found.body.len(), 1);
        }
    }

    #[test]
    fn what_a_page_prints_above_the_title_is_no_remark_of_the_document() {
        let title = "甲县人民政府关于印发《甲县养老服务规划》的通知";
        let found = notice(&format!(
            "{title}\n分享至好友\n共享平台\n特急\n{title}\n甲政发〔2022〕5号\n各乡人民政府：\n\
             现将《甲县养老服务规划》印发给你们。\n2022年3月10日\n甲县养老服务规划\n一、总体要求\n加强保障。\n",
        ));
        assert_eq!(found.title.as_deref(), Some(title));
        assert_eq!(found.annotations, ["特急"]);
    }
}
