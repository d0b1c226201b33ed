//! The notice at the head of a file (GB/T 9704, 7.2 and 7.3). How it closes
//! and the imprint at the end of a file: [`super::closing`].

use super::annex::scan_annex_label;
use super::closing::{are_signers, is_agency_of, signer_pieces, split_date_line};
use super::contents::fold_title;
use crate::layout::{Manuscript, ParagraphKind};
use crate::model::FurnitureKind;
use crate::scan::date::Date;
use crate::scan::document_number::{DocumentNumber, find_document_number, scan_order_number};
use crate::scan::letter::{
    is_annotation, is_imprint, is_signer, scan_addressees, scan_closing_date, scan_copy_mark,
};
use crate::scan::title::{forwarded_titles, is_plan_title};
use crate::scan::{char_count, is_longer_than};
use crate::span::Span;

/// A notice as spans of the manuscript.
#[derive(Clone, Debug, Default)]
pub struct NoticeDraft {
    /// The letterhead, agency by agency.
    pub agency_mark: Vec<Span>,
    /// The document number.
    pub number: Option<(Span, DocumentNumber)>,
    /// The title, line by line.
    pub title: Vec<Span>,
    /// The addressees, without the closing colon.
    pub addressees: Option<Span>,
    /// The paragraphs of the body.
    pub body: Vec<Span>,
    /// 附件： and what it lists.
    pub attachments: Vec<Span>,
    /// The signatures.
    pub signatories: Vec<Span>,
    /// The date.
    pub date: Option<(Span, Date)>,
    /// Annotations.
    pub annotations: Vec<Span>,
    /// What copies go to, 抄送 included.
    pub copied_to: Vec<Span>,
    /// The line with 印发.
    pub imprint: Option<Span>,
    /// 附件 before the plan.
    pub label: Option<Span>,
    /// The whole notice at the head.
    pub span: Span,
}

/// What was found before the plan.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// The notice, if there is one.
    pub notice: Option<NoticeDraft>,
    /// The titles of the forwarded documents, as the notice names them.
    pub forwarded: Vec<String>,
    /// The first paragraph behind the notice.
    pub end: usize,
    /// Paragraphs that repeat the title for a web page.
    pub web: Vec<usize>,
}

/// How many paragraphs at the head of a file are searched for a notice.
const HEAD: usize = 120;

/// The title of a notice stands among so many paragraphs.
const TITLE_REACH: usize = 40;

/// A sentence among so many paragraphs may still be a remark above the title.
const SENTENCE_REACH: usize = 8;

/// Reads the notice, if the file begins with one.
#[must_use]
pub fn read_notice(manuscript: &Manuscript) -> Front {
    let content: Vec<usize> = (0..manuscript.paragraphs.len())
        .filter(|at| manuscript.paragraphs[*at].is_content())
        .take(HEAD)
        .collect();
    let mut reader =
        Reader { manuscript, content: &content, notice: NoticeDraft::default(), web: Vec::new() };
    let (mut at, forwarded) = if let Some(found) = reader.find_title().or_else(|| reader.find_order()) {
        let (title_start, title_end) = reader.skip_web_title(found);
        reader.read_head(title_start);
        reader.read_title(title_start, title_end);
        let title: String = reader.notice.title.iter().map(|span| span.of(&manuscript.text)).collect();
        let mut forwarded = forwarded_titles(&title);
        if forwarded.is_empty() {
            forwarded.extend(reader.named_in_body(title_end + 1));
        }
        (title_end + 1, forwarded)
    } else if let Some((letter, forwarded)) = reader.find_letter() {
        reader.read_page_head(letter, &forwarded);
        (letter, forwarded)
    } else {
        return reader.read_without_title();
    };
    at = reader.read_number_and_addressees(at);
    let plan = reader.find_plan(at, &forwarded);
    at = reader.read_body(at, plan);
    let span_end =
        at.checked_sub(1).and_then(|at| content.get(at)).map_or(0, |at| manuscript.paragraphs[*at].span.end);
    let span_start = content.first().map_or(0, |at| manuscript.paragraphs[*at].span.start);
    reader.notice.span = Span::new(span_start, span_end.max(span_start));
    let end = content.get(at).copied().unwrap_or(manuscript.paragraphs.len());
    Front { notice: Some(reader.notice), forwarded, end, web: reader.web }
}

struct Reader<'a> {
    manuscript: &'a Manuscript,
    /// The content paragraphs at the head of the file.
    content: &'a [usize],
    notice: NoticeDraft,
    web: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn span(&self, at: usize) -> Span {
        self.manuscript.paragraphs[self.content[at]].span
    }

    fn text(&self, at: usize) -> &'a str {
        self.span(at).of(&self.manuscript.text)
    }

    fn joined(&self, from: usize, to: usize) -> String {
        (from..=to).map(|at| self.text(at)).collect()
    }

    /// The paragraphs of the title: they end with 的通知 and speak of 关于.
    fn find_title(&self) -> Option<(usize, usize)> {
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
            let is_end = ["通知", "通告", "公告", "的批复", "的函", "的决定", "的通报"]
                .iter()
                .any(|word| text.ends_with(word));
            if !is_end || is_longer_than(text, 150) || text.starts_with("现将") {
                continue;
            }
            for start in (end.saturating_sub(6)..=end).rev() {
                let text = self.text(start);
                let is_start = text.contains("关于") || text.contains("印发") && text.contains('《');
                if !is_start {
                    if text.contains('。') || text.ends_with('：') {
                        break;
                    }
                    continue;
                }
                return Some((self.include_issuers(start), end));
            }
        }
        None
    }

    /// The title of an order or a public notice that names no document: issuer
    /// and kind, and a number or the name of what is made public behind it.
    fn find_order(&self) -> Option<(usize, usize)> {
        let limit = self.content.len().min(SENTENCE_REACH);
        let at = (0..limit).find(|at| {
            ["公告", "令", "通告"].iter().any(|kind| self.text(*at).strip_suffix(kind).is_some_and(is_signer))
        })?;
        self.named_in_body(at + 1).map(|_| (at, at))
    }

    /// A notice without its title, or under the headline of a web page: a sentence
    /// such as 现将《规划》印发给你们, and that plan further down. Returns where it
    /// begins, with whom it addresses, and the titles of what it forwards.
    fn find_letter(&self) -> Option<(usize, Vec<String>)> {
        let limit = self.content.len().min(SENTENCE_REACH);
        for at in 0..limit {
            let text = self.text(at);
            let Some(named) = forwarded_part(text) else { continue };
            let titles: Vec<String> =
                forwarded_titles(named).into_iter().filter(|title| is_plan_title(title)).collect();
            if titles.is_empty() || self.find_plan(at + 1, &titles).is_none() {
                continue;
            }
            let is_addressed = at > 0 && scan_addressees(self.text(at - 1)).is_some();
            return Some((at - usize::from(is_addressed), titles));
        }
        None
    }

    /// What stands above such a notice: letterhead, number and what a page prints
    /// around it, most often the title of the plan.
    fn read_page_head(&mut self, letter: usize, forwarded: &[String]) {
        let forwarded: Vec<String> = forwarded.iter().map(|title| fold_title(title)).collect();
        for at in 0..letter {
            let span = self.span(at);
            let text = self.text(at);
            let folded = fold_title(text);
            let is_of_plan =
                forwarded.iter().any(|title| folded.contains(title.as_str()) || title.contains(&folded));
            if is_number_line(text) && self.notice.number.is_none() {
                self.read_number(span);
            } else if text.contains("关于") && self.notice.title.is_empty() && !text.contains('。') {
                self.notice.title.push(span);
            } else if is_signer(text.trim_end_matches("文件")) {
                self.notice.agency_mark.extend(signer_pieces(self.manuscript, span));
            } else if is_of_plan || at == 0 || is_web_remark(text) {
                self.web.push(self.content[at]);
            } else {
                self.notice.annotations.push(span);
            }
        }
    }

    /// The title in 《》 of a paragraph behind `from` that a later line repeats.
    fn named_in_body(&self, from: usize) -> Option<String> {
        let end = self.content.len().min(from + TITLE_REACH);
        (from..end).find_map(|at| {
            let text = self.text(at);
            let start = text.find('《')? + '《'.len_utf8();
            let title = &text[start..start + text[start..].find('》')?];
            let wanted = fold_title(title);
            let is_repeated = || {
                (at + 1..end).any(|line| self.text(line).len() < 200 && fold_title(self.text(line)) == wanted)
            };
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
    fn skip_web_title(&self, found: (usize, usize)) -> (usize, usize) {
        let wanted = fold_title(&self.joined(found.0, found.1));
        let mut last = found;
        for start in found.1 + 1..self.content.len().min(found.1 + TITLE_REACH) {
            if self.text(start).contains('。') {
                break;
            }
            let mut joined = String::new();
            for end in start..self.content.len().min(start + 5) {
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

    /// What stands before the title: letterhead, number, what a page repeats.
    fn read_head(&mut self, title_start: usize) {
        let title: String =
            fold_title(&self.joined(title_start, (title_start + 3).min(self.content.len() - 1)));
        let mut has_web = false;
        for at in 0..title_start {
            let span = self.span(at);
            let text = self.text(at);
            if is_number_line(text) && self.notice.number.is_none() {
                self.read_number(span);
                continue;
            }
            let folded = fold_title(text);
            let is_repeated = title.contains(&folded) && char_count(&folded) > 12
                || has_web && char_count(&folded) > 4 && title.ends_with(&folded);
            if is_repeated || has_web && is_web_remark(text) {
                has_web = true;
                self.web.push(self.content[at]);
            } else if is_signer(text.trim_end_matches("文件")) {
                self.notice.agency_mark.extend(signer_pieces(self.manuscript, span));
            } else {
                self.notice.annotations.push(span);
            }
        }
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
        if is_signer(before.trim_end_matches("文件")) && self.notice.agency_mark.is_empty() {
            self.notice.agency_mark.push(head);
        } else if !before.is_empty() {
            self.notice.annotations.push(head);
        }
        if !after.is_empty() {
            self.notice.annotations.push(Span::new(span.end - after.len() as u32, span.end));
        }
        self.notice.number = Some((Span::new(start, end), number));
    }

    fn read_title(&mut self, start: usize, end: usize) {
        for at in start..=end {
            self.notice.title.push(self.span(at));
        }
    }

    /// The number where it follows the title, and the addressees.
    fn read_number_and_addressees(&mut self, mut at: usize) -> usize {
        if at < self.content.len()
            && self.notice.number.is_none()
            && let Some(number) = scan_order_number(self.text(at))
        {
            self.notice.number = Some((self.span(at), number));
            at += 1;
        }
        while at < self.content.len() && is_number_line(self.text(at)) {
            if self.notice.number.is_none() {
                self.read_number(self.span(at));
            } else {
                // Printed a second time, as the pages of the State Council do.
                self.web.push(self.content[at]);
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

    /// A paragraph of the body; a signature that extraction has left at its
    /// end, behind a wide gap or the last full stop, is taken off.
    fn push_body(&mut self, span: Span) {
        let text = span.of(&self.manuscript.text);
        let wide = self.manuscript.gaps_in(span).iter().rev().find(|gap| gap.columns >= 6 && !gap.kept);
        let stop = text.rfind('。').map(|at| at + '。'.len_utf8()).filter(|at| *at < text.len());
        let ends = [wide.map(|gap| (gap.at - span.start) as usize), stop];
        if let Some(at) = ends.into_iter().flatten().find(|at| is_signer(&text[*at..])) {
            let at = span.start + at as u32;
            self.notice.body.push(Span::new(span.start, at));
            self.notice.signatories.push(Span::new(at, span.end));
            return;
        }
        self.notice.body.push(span);
    }

    /// Where the plan begins, by its title. The list of attachments names it
    /// too; there it is believed only if it stands nowhere else.
    fn find_plan(&self, from: usize, forwarded: &[String]) -> Option<usize> {
        let wanted: Vec<String> = forwarded.iter().map(|title| fold_title(title)).collect();
        let mut listed = None;
        for at in from..self.content.len() {
            let text = self.text(at);
            if is_longer_than(text, 90) || text.contains('。') {
                continue;
            }
            let label = scan_annex_label(text);
            let is_listed = label.is_some() || self.manuscript.paragraphs[self.content[at]].marker.is_some();
            let label_len = label.filter(|label| !label.has_colon).map_or(0, |label| label.len);
            let mut found = String::new();
            for end in at..(at + 4).min(self.content.len()) {
                if is_longer_than(self.text(end), 60) && end > at || speaks_of_title(self.text(end)) {
                    break;
                }
                found.push_str(&fold_title(&self.text(end)[if end == at { label_len } else { 0 }..]));
                if !wanted.iter().any(|wanted| is_same_title(wanted, &found, at == end)) {
                    continue;
                }
                if !is_listed {
                    return Some(at);
                }
                if label_len > 0 && listed.is_none() {
                    listed = Some(at);
                }
            }
        }
        listed
    }

    /// Body, attachments, signatures, date, annotations, up to the plan. Returns
    /// the first paragraph that no longer belongs to the notice.
    fn read_body(&mut self, from: usize, plan: Option<usize>) -> usize {
        let limit = plan.unwrap_or(self.content.len());
        let mut at = from;
        let mut in_list = false;
        while at < limit {
            let span = self.span(at);
            let text = self.text(at);
            let has_date = self.notice.date.is_some();
            let is_behind_heading = at > from && follows_contents_heading(self.manuscript, self.content[at]);
            if is_behind_heading || plan.is_none() && self.is_plan_start(at, has_date) {
                break;
            }
            let is_list = !has_date && self.is_attachment(at, limit, in_list);
            if is_list {
                self.notice.attachments.push(span);
            } else if scan_copy_mark(text).is_some() {
                self.notice.copied_to.push(span);
            } else if is_imprint(text) {
                let agency = self.notice.copied_to.pop_if(|last| is_agency_of(self.manuscript, *last, span));
                self.notice.imprint = Some(agency.map_or(span, |agency| agency.cover(span)));
            } else if !has_date && let Some((start, date)) = scan_closing_date(text) {
                self.read_date_line(span, start, date);
            } else if is_annotation(text) {
                self.notice.annotations.push(span);
            } else if !self.notice.body.is_empty()
                && (!has_date || self.notice.signatories.is_empty())
                && are_signers(self.manuscript, span)
            {
                self.notice.signatories.extend(signer_pieces(self.manuscript, span));
            } else if is_last_before(at, limit)
                && scan_annex_label(text).is_some_and(|label| {
                    // 附件, or 附件：甲市规划 above that title.
                    label.len == text.len() || has_date && is_plan_title(&text[label.len..])
                })
            {
                self.notice.label = Some(span);
            } else if has_date {
                self.notice.annotations.push(span);
            } else {
                self.take_back_signatures();
                self.push_body(span);
            }
            in_list = is_list;
            at += 1;
        }
        at
    }

    /// Whether a paragraph names what is attached: `附件：1.规划` or, below it,
    /// `2.任务清单`.
    fn is_attachment(&self, at: usize, limit: usize, in_list: bool) -> bool {
        let text = self.text(at);
        if self.notice.body.is_empty() || text.contains('。') {
            return false;
        }
        match scan_annex_label(text) {
            Some(label) if label.len < text.len() => true,
            Some(label) => label.has_colon && !is_last_before(at, limit),
            None => {
                let marker = self.manuscript.paragraphs[self.content[at]].marker;
                let is_next = marker.is_some_and(|marker| marker.len < text.len());
                in_list && (is_next || self.text(at - 1).ends_with('：') && !is_signer(text))
            }
        }
    }

    /// A signature is the last line; text behind it means it was none.
    fn take_back_signatures(&mut self) {
        let signatures = std::mem::take(&mut self.notice.signatories);
        let is_behind = |last: &Span| signatures.first().is_some_and(|first| first.start > last.end);
        if self.notice.body.last().is_none_or(is_behind) {
            self.notice.body.extend(signatures);
        } else {
            self.notice.signatories = signatures;
        }
    }

    /// Whether the plan begins at `at`, told by shape where no title matches:
    /// the notice has its date, and a title or a numbered heading follows.
    fn is_plan_start(&self, at: usize, has_date: bool) -> bool {
        let paragraph = &self.manuscript.paragraphs[self.content[at]];
        let text = self.text(at);
        let is_heading = paragraph.marker.is_some_and(|marker| marker.number == 1);
        if self.notice.body.is_empty() {
            return false;
        }
        if !has_date {
            return is_heading && at > 0 && !text.ends_with('；') && char_count(text) < 40;
        }
        is_heading || is_plan_title(text) && !is_annotation(text)
    }

    fn read_date_line(&mut self, span: Span, start: usize, date: Date) {
        let line = split_date_line(self.manuscript, span, start, date);
        self.notice.signatories.extend(line.signatories);
        self.notice.date = Some((line.date, date));
        self.notice.annotations.extend(line.annotation);
    }

    /// A file without 的通知 in its head: a plan that was issued by itself may
    /// still have a letterhead and a number; what else it has of a letter is
    /// read where it stands, behind its title and at its end.
    fn read_without_title(mut self) -> Front {
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
        let is_mark = |at: &usize| is_signer(self.text(*at).trim_end_matches("文件"));
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

/// Whether a line names a document and goes on with what became of it: `《规划》
/// 已经市政府`.
fn speaks_of_title(text: &str) -> bool {
    text.rsplit_once('》').is_some_and(|(_, rest)| rest.starts_with(['已', '业', '经']))
}

/// Whether `at` is the last paragraph before the plan, a stray word aside.
fn is_last_before(at: usize, limit: usize) -> bool {
    at + 1 >= limit
}

/// Whether a line holds a document number and little else.
#[must_use]
pub fn is_number_line(text: &str) -> bool {
    /// How many bytes a signer or a date may take beside the number.
    const BESIDE: usize = 48;
    !text.contains(['。', '《'])
        && find_document_number(text).is_some_and(|number| {
            let after = text[number.end..].trim_start();
            let before = text[..number.start].trim_end();
            let is_bracketed = before == "（" && after == "）";
            let is_closed = is_bracketed
                || after.is_empty()
                || after.starts_with("签发")
                || after.starts_with('（') && after.ends_with('）');
            let is_opened = is_bracketed
                || before.is_empty()
                || is_signer(before.trim_end_matches("文件"))
                || before.ends_with('：')
                || is_plan_title(before);
            number.start + text.len() - number.end <= BESIDE && is_closed && is_opened
                || is_plan_title(before) && is_closed
        })
}

/// What a page prints between its own title and the document: a date, a source.
fn is_web_remark(text: &str) -> bool {
    scan_closing_date(text).is_some()
        || !is_longer_than(text, 60)
            && ["发布", "来源", "时间", "日期", "浏览", "阅读", "字号", "信息来源", "文号"]
                .iter()
                .any(|word| text.starts_with(word))
}

fn follows_contents_heading(manuscript: &Manuscript, at: usize) -> bool {
    at > 0 && manuscript.paragraphs[at - 1].kind == ParagraphKind::Furniture(FurnitureKind::ContentsHeading)
}

/// Whether two folded titles name the same document: one may have the region
/// in front or a remark behind. Several lines make a title only together, so
/// nothing may stand before it in the first.
fn is_same_title(wanted: &str, found: &str, is_line: bool) -> bool {
    if found.is_empty() || wanted.is_empty() {
        return false;
    }
    if wanted == found {
        return true;
    }
    let (short, long) = if wanted.len() < found.len() { (wanted, found) } else { (found, wanted) };
    let is_near = char_count(short) >= 8 && char_count(long).abs_diff(char_count(short)) <= 12;
    is_near
        && (long.starts_with(short) && (is_line || long == found)
            || long.ends_with(short) && (is_line || long == wanted))
}

#[cfg(test)]
mod tests {
    fn notice(text: &str) -> crate::model::Notice {
        let parsed = crate::parse(&crate::Source::from_text("plan.txt", text));
        parsed.documents.into_iter().next().and_then(|document| document.notice).unwrap_or_default()
    }

    #[test]
    fn a_joint_notice_with_attachments() {
        let found = notice(
            "甲市发展和改革委员会\n甲市民政局文件\n甲发改〔2021〕5号\n关于印发《甲市养老服务规划》的通知\n各县人民政府：\n\
             现将《甲市养老服务规划》印发给你们，请遵照执行。\n附件：1.甲市养老服务规划\n2.任务分工表\n\
             甲市发展和改革委员会  甲市民政局\n2021年5月6日\n附件1\n甲市养老服务规划\n一、总体要求\n加强保障。\n",
        );
        assert_eq!(found.agency_mark.as_deref(), Some("甲市发展和改革委员会 甲市民政局"));
        assert_eq!(found.attachments, ["甲市养老服务规划", "任务分工表"]);
        assert_eq!(found.signatories, ["甲市发展和改革委员会", "甲市民政局"]);
        assert_eq!(found.date.as_deref(), Some("2021-05-06"));
        assert_eq!(found.body.len(), 1);
    }

    #[test]
    fn a_notice_under_the_headline_of_a_page() {
        let other = "各县人民政府，市直有关单位：\n市民政局拟订的《甲市养老服务规划》已经市政府同意，现转发给你们，请遵照执行。\n\
             甲市人民政府\n2024年5月6日\n甲市养老服务规划\n一、总体要求\n加强保障。\n二、任务\n养老。\n";
        assert_eq!(notice(other).date.as_deref(), Some("2024-05-06"));
        assert_eq!(notice(other).body.len(), 1);
        let letter = "各县人民政府，市直有关单位：\n现将《甲市养老服务规划（2024—2026年）》印发你们，请遵照执行。\n\
             甲市人民政府\n2024年5月6日\n甲市养老服务规划\n（2024—2026年）\n一、总体要求\n加强保障。\n二、任务\n养老。\n";
        for head in
            ["甲市养老服务规划（2024—2026年）\n", "政策解读：甲市养老服务规划\n", "一图读懂养老规划\n", ""]
        {
            let text = format!("{head}{letter}");
            let parsed = crate::parse(&crate::Source::from_text("plan.txt", text.as_str()));
            let document = &parsed.documents[0];
            let found = document.notice.as_ref().unwrap();
            assert_eq!(found.title, None, "{head}");
            assert_eq!(found.addressees, ["各县人民政府", "市直有关单位"], "{head}");
            assert_eq!(found.signatories, ["甲市人民政府"], "{head}");
            assert_eq!(found.date.as_deref(), Some("2024-05-06"), "{head}");
            assert_eq!(document.plan.title, "甲市养老服务规划（2024—2026年）", "{head}");
            assert_eq!(document.furniture.len(), usize::from(!head.is_empty()), "{head}");
        }
        let found = notice(&format!("甲市人民政府\n关于印发养老规划\n{letter}"));
        assert_eq!(found.title.as_deref(), Some("关于印发养老规划"));
    }

    #[test]
    fn what_follows_the_addressees_and_wrong_numbers_stay() {
        let found = notice(
            "甲市人民政府关于印发《甲市养老服务规划》的通知\n甲政发〔2021〕5号\n各县人民政府：是\n\
             现将规划印发给你们。\n附件：1.甲市养老服务规划\n1.任务分工表\n甲市人民政府\n2021年5月6日\n\
             甲市养老服务规划\n一、总体要求\n加强保障。\n",
        );
        assert_eq!(found.addressees, ["各县人民政府"]);
        assert_eq!(found.body[0].text, "是");
        assert_eq!(found.attachments, ["甲市养老服务规划", "1.任务分工表"]);
    }

    #[test]
    fn the_last_of_two_titles_is_the_documents_own() {
        let found = notice(
            "甲市人民政府关于印发甲市养老服务规划的通知\n甲市人民政府关于印发甲市养老服务规划的通知\n\
             甲政发〔2021〕5号\n各县人民政府：\n现将规划印发给你们。\n甲市人民政府\n2021年5月6日\n\
             甲市养老服务规划\n一、总体要求\n加强保障。\n",
        );
        assert_eq!(found.title.as_deref(), Some("甲市人民政府关于印发甲市养老服务规划的通知"));
        assert_eq!(found.document_number.map(|number| number.text).as_deref(), Some("甲政发〔2021〕5号"));
        assert_eq!(found.addressees, ["各县人民政府"]);
    }

    #[test]
    fn a_plan_issued_as_a_letter_is_signed_at_its_end() {
        let found = notice(
            "甲市人民政府关于促进养老服务的实施意见\n甲政发〔2021〕5号\n各县人民政府：\n为促进养老服务，提出如下意见。\n\
             一、总体要求\n加强保障。\n附件：任务分工\n甲市人民政府\n2021年5月6日\n（此件公开发布）\n",
        );
        assert_eq!(found.title, None);
        assert_eq!(found.addressees, ["各县人民政府"]);
        assert_eq!(found.attachments, ["任务分工"]);
        assert_eq!(found.signatories, ["甲市人民政府"]);
        assert_eq!(found.annotations, ["（此件公开发布）"]);
    }
}
