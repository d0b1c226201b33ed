//! The head of a notice: where its title is, or else the sentence that sends out the
//! plan, and what stands above it: letterhead, number, and what a page repeats.

use super::{Front, Reader, SENTENCE_REACH, TITLE_REACH};
use crate::block::closing::signer_pieces;
use crate::layout::ParagraphKind;
use crate::model::FurnitureKind;
use crate::scan::document_number::{find_document_number, scan_order_number};
use crate::scan::folded::fold_title;
use crate::scan::letter::is_number_line;
use crate::scan::letter::{
    is_annotation, is_letterhead, is_signer, scan_addressees, scan_closing_date, scan_date_remark,
};
use crate::scan::metadata::is_page_line;
use crate::scan::title::{is_plan_title, quoted_titles};
use crate::scan::{char_count, is_longer_than};
use crate::span::Span;

/// The title of a notice goes over so many lines at most, none with more characters.
const TITLE_LINES: usize = 7;
const MAX_LINE: usize = 150;

/// A line with more characters than these that stands in the title repeats it.
const MAX_PART: usize = 12;

/// Where a page has repeated the title, so does a shorter line with more than
/// these.
const MIN_PART: usize = 4;

impl Reader<'_> {
    /// The paragraphs of the title: they end with 的通知 and speak of 关于.
    pub(super) fn find_title(&self) -> Option<(usize, usize)> {
        for end in 0..self.content.len().min(TITLE_REACH) {
            let text = self.text(end);
            if text.contains('。') {
                // A sentence: the body has begun, or this is no notice.
                if end > SENTENCE_REACH {
                    return None;
                }
                continue;
            }
            let text = text.trim_end_matches(['）', '》', '】']);
            let is_end = ["通知", "通告", "公告", "的公示", "的批复", "的函", "的决定", "的通报"]
                .iter()
                .any(|word| text.ends_with(word));
            if !is_end || is_longer_than(text, MAX_LINE) || text.starts_with("现将") {
                continue;
            }
            for start in ((end + 1).saturating_sub(TITLE_LINES)..=end).rev() {
                let text = self.text(start);
                let is_start = text.contains("关于") || text.contains("印发") && text.contains('《');
                if !is_start {
                    if text.contains('。') || text.ends_with('：') {
                        break;
                    }
                    continue;
                }
                let start = self.find_forwarder(start).unwrap_or(start);
                return Some((self.include_issuers(start), end));
            }
        }
        None
    }

    /// The line above `start` that says 关于转发 and goes on in it, where the title
    /// of what is forwarded has a 关于 of its own.
    fn find_forwarder(&self, start: usize) -> Option<usize> {
        /// Who has drawn up what is forwarded takes so many lines at most.
        const LINES: usize = 3;
        for at in (start.saturating_sub(LINES)..start).rev() {
            let text = self.text(at);
            if text.contains(['。', '：']) || text.ends_with("通知") || is_number_line(text) {
                return None;
            }
            let about = text.find("关于").map(|about| &text[about..]);
            if about.is_some_and(|text| ["转发", "印发", "批转"].iter().any(|verb| text.contains(verb)))
            {
                return Some(at);
            }
        }
        None
    }

    /// The title of an order or a public notice that names no document: issuer
    /// and kind, and a number or the name of what is made public behind it.
    pub(super) fn find_order(&self) -> Option<(usize, usize)> {
        let limit = self.content.len().min(SENTENCE_REACH);
        let at = (0..limit).find(|at| {
            ["公告", "令", "通告"].iter().any(|kind| self.text(*at).strip_suffix(kind).is_some_and(is_signer))
        })?;
        self.named_in_body(at + 1).map(|_| (at, at))
    }

    /// A notice without its title, or under the headline of a web page: a sentence
    /// such as 现将《规划》印发给你们, and that plan further down. Returns where it
    /// begins, with whom it addresses, and the titles of what it forwards.
    pub(super) fn find_letter(&self) -> Option<(usize, Vec<String>)> {
        let limit = self.content.len().min(SENTENCE_REACH);
        for at in 0..limit {
            let text = self.text(at);
            let Some(named) = forwarded_part(text) else { continue };
            let titles: Vec<String> =
                quoted_titles(named).into_iter().filter(|title| is_plan_title(title)).collect();
            if titles.is_empty() || self.find_plan(at + 1, &titles).is_none() {
                continue;
            }
            let is_addressed = at > 0 && scan_addressees(self.text(at - 1)).is_some();
            return Some((at - usize::from(is_addressed), titles));
        }
        None
    }

    /// The title in 《》 of a paragraph behind `from` that a later line repeats.
    pub(super) fn named_in_body(&self, from: usize) -> Option<String> {
        let end = self.content.len().min(from + TITLE_REACH);
        (from..end).find_map(|at| {
            let text = self.text(at);
            let start = text.find('《')? + '《'.len_utf8();
            let title = &text[start..start + text[start..].find('》')?];
            let wanted = fold_title(title);
            let repeats = |line: &str| !is_longer_than(line, MAX_LINE) && fold_title(line) == wanted;
            let is_repeated = || (at + 1..end).any(|line| repeats(self.text(line)));
            (is_plan_title(title) && is_repeated()).then(|| title.to_owned())
        })
    }

    /// The lines before 关于… that name who issues the notice belong to its title.
    fn include_issuers(&self, start: usize) -> usize {
        if !self.text(start).starts_with("关于") && !self.text(start).starts_with("印发") {
            return start;
        }
        let mut first = start;
        // Above a title without issuers stands the letterhead, if it says 文件.
        while first > 0 {
            let text = self.text(first - 1);
            if text.ends_with("文件") {
                return start;
            }
            if !is_signer(text) {
                break;
            }
            first -= 1;
        }
        first
    }

    /// Web pages and databases print the title once more above the document:
    /// the last of two that agree is the document's own.
    pub(super) fn skip_web_title(&self, found: (usize, usize)) -> (usize, usize) {
        let wanted = fold_title(&self.joined(found.0, found.1));
        let mut last = found;
        for start in found.1 + 1..self.content.len().min(found.1 + TITLE_REACH) {
            if self.text(start).contains('。') {
                break;
            }
            let mut joined = String::new();
            for end in start..self.content.len().min(start + TITLE_LINES) {
                joined.push_str(&fold_title(self.text(end)));
                if joined == wanted {
                    last = (start, end);
                }
                if joined.len() >= wanted.len() {
                    break;
                }
            }
        }
        last
    }

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
            } else if !is_titled
                && text.contains("关于")
                && self.notice.title.is_empty()
                && !text.contains('。')
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
        let above = self.content.get(end).map_or(0, |at| *at);
        self.manuscript.paragraphs[..above]
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
            } else if self.notice.date.is_none()
                && let Some((start, date)) = scan_date_remark(text)
            {
                // （2022年3月10日）, as party documents print it below the title.
                let start = self.span(at).start + start as u32;
                self.notice.date = Some((Span::new(start, start + date.len as u32), date));
            } else if is_page_line(text) && self.is_above_letter(at + 1) {
                self.web.push(self.content[at]);
            } else if is_annotation(text) && self.is_above_letter(at + 1) {
                self.notice.annotations.push(self.span(at));
            } else {
                break;
            }
            at += 1;
        }
        if at < self.content.len() {
            let span = self.span(at);
            if let Some(colon) = scan_addressees(self.text(at)) {
                let end = span.start + colon as u32;
                self.notice.addressees = Some(Span::new(span.start, end));
                let rest = Span::new(end + '：'.len_utf8() as u32, span.end);
                if !rest.is_empty() {
                    self.push_body(rest);
                }
                at += 1;
            }
        }
        at
    }

    /// Whether number or addressees stand at `at` or right behind.
    fn is_above_letter(&self, at: usize) -> bool {
        let end = self.content.len().min(at + 3);
        (at..end).map(|at| self.text(at)).any(|text| is_number_line(text) || scan_addressees(text).is_some())
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

/// What a sentence sends out: `《规划》` of `现将《规划》印发给你们` and of
/// `《规划》已经市政府同意，现印发给你们`.
fn forwarded_part(text: &str) -> Option<&str> {
    let verb = |text: &str| ["印发", "转发", "下发"].iter().filter_map(|verb| text.find(verb)).min();
    let sentence = text.split('。').next().unwrap_or_default();
    if let Some((_, rest)) = sentence.split_once("现将") {
        return verb(rest).map(|at| &rest[..at]);
    }
    let (named, rest) = sentence.rsplit_once('现')?;
    let rest = rest.strip_prefix('予').unwrap_or(rest);
    (verb(rest) == Some(0)).then_some(named)
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
