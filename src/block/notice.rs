//! The notice at the head of a file, and the imprint at its end
//! (GB/T 9704, 7.2 to 7.4).

use super::annex::scan_annex_label;
use super::contents::fold_title;
use crate::layout::{Manuscript, ParagraphKind};
use crate::model::FurnitureKind;
use crate::scan::date::{Date, scan_date};
use crate::scan::document_number::{DocumentNumber, find_document_number};
use crate::scan::organization::is_issuer;
use crate::scan::{char_count, is_han, is_longer_than};
use crate::span::Span;

/// A notice as spans of the manuscript.
#[derive(Clone, Debug, Default)]
pub struct NoticeDraft {
    /// The letterhead.
    pub agency_mark: Option<Span>,
    /// The document number.
    pub number: Option<(Span, DocumentNumber)>,
    /// The title, line by line.
    pub title: Vec<Span>,
    /// The addressees, without the closing colon.
    pub addressees: Option<Span>,
    /// The paragraphs of the body.
    pub body: Vec<Span>,
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

/// Reads the notice, if the file begins with one.
#[must_use]
pub fn read_notice(manuscript: &Manuscript) -> Front {
    let content: Vec<usize> = (0..manuscript.paragraphs.len())
        .filter(|at| manuscript.paragraphs[*at].is_content())
        .take(HEAD)
        .collect();
    let mut reader =
        Reader { manuscript, content: &content, notice: NoticeDraft::default(), web: Vec::new() };
    let Some((title_start, title_end)) = reader.find_title() else {
        return reader.read_without_title();
    };
    reader.read_head(title_start);
    reader.read_title(title_start, title_end);
    let title: String = reader.notice.title.iter().map(|span| span.of(&manuscript.text)).collect();
    let forwarded = forwarded_titles(&title);
    let mut at = reader.read_number_and_addressees(title_end + 1);
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
        for end in 0..self.content.len().min(40) {
            let text = self.text(end);
            if text.contains('。') && !is_longer_than(text, 60) {
                // A sentence: the body has begun, or this is no notice.
                if end > 8 {
                    return None;
                }
            }
            let text = text.trim_end_matches(['）', '》', '】']);
            let is_end =
                ["通知", "通告", "公告", "的批复", "的函", "的决定"].iter().any(|word| text.ends_with(word));
            if !is_end || is_longer_than(text, 150) || text.starts_with("现将") {
                continue;
            }
            for start in (end.saturating_sub(6)..=end).rev() {
                let text = self.text(start);
                if !text.contains("关于") && !(text.contains("印发") && text.contains('《')) {
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

    /// The lines before 关于… that name who issues the notice belong to its title.
    fn include_issuers(&self, start: usize) -> usize {
        if !self.text(start).starts_with("关于") && !self.text(start).starts_with("印发") {
            return start;
        }
        let mut first = start;
        while first > 0 {
            let text = self.text(first - 1);
            if !is_issuer(text) || text.ends_with("文件") {
                break;
            }
            first -= 1;
        }
        first
    }

    /// What stands before the title: letterhead, number, what a page repeats.
    fn read_head(&mut self, title_start: usize) {
        let title: String =
            fold_title(&self.joined(title_start, (title_start + 3).min(self.content.len() - 1)));
        for at in 0..title_start {
            let span = self.span(at);
            let text = self.text(at);
            if let Some(number) = find_document_number(text)
                && number.end - number.start + 24 >= text.len()
                && self.notice.number.is_none()
            {
                self.set_number(span, number);
                continue;
            }
            let folded = fold_title(text);
            let issuer = text.trim_end_matches("文件");
            if title.starts_with(&folded) && char_count(&folded) > 12 {
                self.web.push(self.content[at]);
            } else if self.notice.agency_mark.is_none() && is_issuer(issuer) {
                self.notice.agency_mark = Some(span);
            } else {
                self.notice.annotations.push(span);
            }
        }
    }

    fn set_number(&mut self, span: Span, number: DocumentNumber) {
        let start = span.start + number.start as u32;
        let end = span.start + number.end as u32;
        // A letterhead or a signer on the line of the number.
        let text = span.of(&self.manuscript.text);
        let before = text[..number.start].trim();
        let after = text[number.end..].trim();
        if is_issuer(before.trim_end_matches("文件")) && self.notice.agency_mark.is_none() {
            self.notice.agency_mark = Some(Span::new(span.start, span.start + before.len() as u32));
        } else if !before.is_empty() {
            self.notice.annotations.push(Span::new(span.start, span.start + before.len() as u32));
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
            && let Some(number) = find_document_number(self.text(at))
            && number.end - number.start + 24 >= self.text(at).len()
        {
            self.set_number(self.span(at), number);
            at += 1;
        }
        if at < self.content.len() {
            let span = self.span(at);
            if let Some(colon) = addressee_colon(self.text(at)) {
                let end = span.start + colon as u32;
                self.notice.addressees = Some(Span::new(span.start, end));
                let rest = Span::new(end + '：'.len_utf8() as u32, span.end);
                if rest.len() > 3 {
                    self.push_body(rest);
                }
                at += 1;
            }
        }
        at
    }

    /// A paragraph of the body; a signature that extraction has left at its
    /// end, behind a wide gap, is taken off.
    fn push_body(&mut self, span: Span) {
        let text = span.of(&self.manuscript.text);
        let wide = self.manuscript.gaps_in(span).iter().rev().find(|gap| gap.columns >= 6 && !gap.kept);
        if let Some(gap) = wide {
            let tail = &text[(gap.at - span.start) as usize..];
            if is_issuer(tail) {
                self.notice.body.push(Span::new(span.start, gap.at));
                self.notice.signatories.push(Span::new(gap.at, span.end));
                return;
            }
        }
        self.notice.body.push(span);
    }

    /// Where the plan begins, by its title.
    fn find_plan(&self, from: usize, forwarded: &[String]) -> Option<usize> {
        let wanted: Vec<String> = forwarded.iter().map(|title| fold_title(title)).collect();
        for at in from..self.content.len() {
            let text = self.text(at);
            if is_longer_than(text, 90) || text.contains('。') {
                continue;
            }
            for end in at..(at + 4).min(self.content.len()) {
                if is_longer_than(self.text(end), 60) {
                    break;
                }
                let found = fold_title(&self.joined(at, end));
                if wanted.iter().any(|wanted| is_same_title(wanted, &found, at == end)) {
                    return Some(at);
                }
            }
        }
        None
    }

    /// Body, signatures, date, annotations, up to the plan. Returns the first
    /// paragraph that no longer belongs to the notice.
    fn read_body(&mut self, from: usize, plan: Option<usize>) -> usize {
        let limit = plan.unwrap_or(self.content.len());
        let mut at = from;
        let mut has_date = false;
        while at < limit {
            let span = self.span(at);
            let text = self.text(at);
            if plan.is_none() && self.is_plan_start(at, has_date) {
                break;
            }
            if text.starts_with("抄送") || text.ends_with("印发") && find_date(text).is_some() {
                self.read_imprint_line(span);
            } else if !has_date && let Some((start, date)) = closing_date(text) {
                self.read_date_line(span, start, date);
                has_date = true;
            } else if is_annotation(text) {
                self.notice.annotations.push(span);
            } else if is_signature(self.manuscript, span, text, self.notice.body.is_empty()) && !has_date {
                self.notice.signatories.push(span);
            } else if scan_annex_label(text).is_some_and(|label| label.len == text.len())
                && self.is_last_before(at, limit)
            {
                self.notice.label = Some(span);
            } else if has_date {
                self.notice.annotations.push(span);
            } else {
                // A signature is the last line; text behind it means it was none.
                let signatures = std::mem::take(&mut self.notice.signatories);
                if self
                    .notice
                    .body
                    .last()
                    .is_some_and(|last| signatures.first().is_some_and(|first| first.start > last.end))
                    || self.notice.body.is_empty()
                {
                    self.notice.body.extend(signatures);
                } else {
                    self.notice.signatories = signatures;
                }
                self.push_body(span);
            }
            at += 1;
        }
        at
    }

    fn is_last_before(&self, at: usize, limit: usize) -> bool {
        at + 1 >= limit || at + 2 >= limit && self.text(at + 1).chars().count() < 4
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
            return is_heading && at > 0 && !text.ends_with('；') && char_count(text) < 40
                || follows_contents_heading(self.manuscript, self.content[at]);
        }
        is_heading
            || is_plan_title(text) && !is_annotation(text)
            || follows_contents_heading(self.manuscript, self.content[at])
    }

    fn read_date_line(&mut self, span: Span, start: usize, date: Date) {
        let text = span.of(&self.manuscript.text);
        let before = text[..start].trim_end();
        if !before.is_empty() {
            self.notice.signatories.push(Span::new(span.start, span.start + before.len() as u32));
        }
        let end = start + date.len;
        self.notice.date = Some((Span::new(span.start + start as u32, span.start + end as u32), date));
        let after = &text[end..];
        if !after.trim().is_empty() {
            self.notice.annotations.push(Span::new(span.start + end as u32, span.end));
        }
    }

    fn read_imprint_line(&mut self, span: Span) {
        if span.of(&self.manuscript.text).ends_with("印发") {
            self.notice.imprint = Some(span);
        } else {
            self.notice.copied_to.push(span);
        }
    }

    /// A file without 的通知 in its head: a plan that was issued by itself may
    /// still have a number, addressees, a signature and a date.
    fn read_without_title(mut self) -> Front {
        let mut front = Front::default();
        let Some(number_at) = (0..self.content.len().min(8)).find(|at| {
            find_document_number(self.text(*at)).is_some_and(|number| {
                number.end - number.start + 90 >= self.text(*at).len() && !self.text(*at).contains('。')
            })
        }) else {
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
        let mut end = number_at + 1;
        self.set_number(span, number);
        let titles: Vec<usize> =
            (0..number_at).filter(|at| !is_issuer(self.text(*at).trim_end_matches("文件"))).collect();
        if titles.is_empty() {
            for at in 0..number_at {
                self.notice.agency_mark.get_or_insert(self.span(at));
            }
        } else {
            // 标题 above 发文字号, as web pages of the State Council print it.
            end = 0;
        }
        self.notice.span = span;
        front.notice = Some(self.notice);
        front.end = self.content.get(end).copied().unwrap_or(self.manuscript.paragraphs.len());
        front
    }
}

fn follows_contents_heading(manuscript: &Manuscript, at: usize) -> bool {
    at > 0 && manuscript.paragraphs[at - 1].kind == ParagraphKind::Furniture(FurnitureKind::ContentsHeading)
}

/// Where the colon stands that closes a list of addressees at the start of
/// `text`: `各区县人民政府，市政府各部门：`.
fn addressee_colon(text: &str) -> Option<usize> {
    let colon = text.find('：')?;
    let list = &text[..colon];
    let is_list = !list.contains(['。', '；', '《'])
        && !is_longer_than(list, 400)
        && (list.starts_with('各')
            || list.contains('各')
            || ["政府", "单位", "部门", "委", "局", "办", "公司", "街道", "学校", "院", "厅"]
                .iter()
                .any(|word| list.ends_with(word)));
    (is_list && !list.starts_with("现将") && !list.starts_with("附件")).then_some(colon)
}

/// A date that a line consists of or ends with: signature and date share a line
/// in many text exports.
fn closing_date(text: &str) -> Option<(usize, Date)> {
    if is_longer_than(text, 80) {
        return None;
    }
    let (start, date) = find_date(text)?;
    let before = text[..start].trim();
    let after = text[start + date.len..].trim();
    let is_alone = before.is_empty() || is_issuer(before);
    let is_closed = after.is_empty() || after.starts_with('（');
    (is_alone && is_closed).then_some((start, date))
}

/// The first full date (year, month and day, perhaps blank) in `text`.
fn find_date(text: &str) -> Option<(usize, Date)> {
    text.char_indices()
        .filter(|(_, c)| c.is_ascii_digit() || matches!(c, '一' | '二'))
        .find_map(|(at, _)| scan_date(&text[at..]).map(|date| (at, date)))
}

/// （此件公开发布）, （联系电话：…）, 公开方式：主动公开
#[must_use]
pub fn is_annotation(text: &str) -> bool {
    let bracketed = text.starts_with('（') && text.ends_with('）') && !is_longer_than(text, 120);
    bracketed
        || ["此件", "公开方式", "公开属性", "信息公开", "联系人", "联系电话", "联系单位", "联系方式"]
            .iter()
            .any(|word| text.starts_with(word))
            && !is_longer_than(text, 80)
}

/// A line that names who signs.
fn is_signature(manuscript: &Manuscript, span: Span, text: &str, is_first: bool) -> bool {
    let _ = (manuscript, span);
    !is_first && is_issuer(text)
}

/// Whether a line reads like the title of a plan.
#[must_use]
pub fn is_plan_title(text: &str) -> bool {
    const ENDS: &[&str] = &[
        "规划",
        "纲要",
        "计划",
        "方案",
        "意见",
        "行动",
        "要点",
        "措施",
        "办法",
        "建议",
        "决定",
        "规定",
        "细则",
        "清单",
        "若干政策",
        "任务分工",
        "）",
        "》",
        "指引",
        "指南",
        "布局",
        "体系",
        "标准",
        "蓝图",
        "战略",
    ];
    let count = char_count(text);
    (5..=90).contains(&count)
        && !text.contains(['。', '；'])
        && !text.ends_with(['：', '，', '、'])
        && text.chars().any(is_han)
        && ENDS.iter().any(|end| text.trim_end_matches(['》', '”']).ends_with(end))
        && !(text.starts_with('（') && text.ends_with('）'))
}

/// The titles of the documents that a notice forwards: what stands in 《》, or
/// between 印发 and 的通知.
fn forwarded_titles(title: &str) -> Vec<String> {
    let mut titles = Vec::new();
    let mut depth = 0usize;
    let mut start = 0;
    for (at, c) in title.char_indices() {
        match c {
            '《' => {
                depth += 1;
                if depth == 1 {
                    start = at + c.len_utf8();
                }
            }
            '》' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && at > start {
                    titles.push(title[start..at].to_owned());
                }
            }
            _ => {}
        }
    }
    if !titles.is_empty() {
        return titles;
    }
    for verb in ["印发", "转发", "发布", "公布", "下达", "实施"] {
        let Some(at) = title.find(verb) else { continue };
        let rest = &title[at + verb.len()..];
        for end in ["的通知", "通知", "的公告", "的通告", "的决定"] {
            if let Some(name) = rest.strip_suffix(end)
                && !name.is_empty()
            {
                return vec![name.to_owned()];
            }
        }
    }
    titles
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

/// The imprint and closing remarks at the end of a file.
#[derive(Clone, Debug, Default)]
pub struct Tail {
    /// 抄送.
    pub copied_to: Vec<Span>,
    /// The line with 印发.
    pub imprint: Option<Span>,
    /// Remarks about the document: 本文件由…解读。
    pub annotations: Vec<Span>,
    /// The first paragraph of the tail.
    pub start: usize,
}

/// How many paragraphs at the end of a file are searched for an imprint.
const TAIL: usize = 24;

/// Reads the imprint (版记) at the end of the file.
#[must_use]
pub fn read_tail(manuscript: &Manuscript, from: usize) -> Tail {
    let paragraphs = &manuscript.paragraphs;
    let mut tail = Tail { start: paragraphs.len(), ..Tail::default() };
    let first = paragraphs.len().saturating_sub(TAIL).max(from);
    let begin = (first..paragraphs.len()).find(|at| {
        let text = manuscript.str(&paragraphs[*at]);
        paragraphs[*at].is_content()
            && (text.starts_with("抄送：")
                || text.starts_with("抄报：")
                || text.starts_with("分送：")
                || text.starts_with("主送：") && *at + 4 > paragraphs.len()
                || is_imprint(text))
    });
    if let Some(begin) = begin {
        tail.start = begin;
        for paragraph in paragraphs[begin..].iter().filter(|paragraph| paragraph.is_content()) {
            let text = manuscript.str(paragraph);
            if is_imprint(text) {
                tail.imprint = Some(paragraph.span);
            } else if tail.imprint.is_none() && (tail.copied_to.is_empty() || !is_annotation(text)) {
                tail.copied_to.push(paragraph.span);
            } else {
                tail.annotations.push(paragraph.span);
            }
        }
    }
    // 本文件由…负责解读 speaks of the document, not of the plan.
    if let Some(last) = (from..tail.start).rev().find(|at| paragraphs[*at].is_content()) {
        let text = manuscript.str(&paragraphs[last]);
        if text.starts_with("本文件由") && text.contains("解读") && !is_longer_than(text, 60) {
            tail.annotations.push(paragraphs[last].span);
            tail.start = last;
        }
    }
    tail
}

/// `济南市人民政府办公厅 2021年12月14日印发`
fn is_imprint(text: &str) -> bool {
    !is_longer_than(text, 60)
        && (text.ends_with("印发") || text.ends_with("印") || text.ends_with("印发）"))
        && find_date(text)
            .is_some_and(|(start, _)| text[..start].chars().all(|c| is_han(c) || matches!(c, '（' | '）')))
}

/// Agency and date of an imprint line.
#[must_use]
pub fn split_imprint(text: &str) -> (Option<&str>, Option<Date>) {
    match find_date(text) {
        Some((start, date)) => {
            let agency = text[..start].trim();
            ((!agency.is_empty()).then_some(agency), Some(date))
        }
        None => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_inside_titles() {
        assert_eq!(forwarded_titles("甲市人民政府关于印发《甲市养老规划》的通知"), ["甲市养老规划"]);
        assert_eq!(forwarded_titles("甲市人民政府关于印发甲市养老规划的通知"), ["甲市养老规划"]);
        assert_eq!(forwarded_titles("关于印发《甲规划》和《乙方案》的通知"), ["甲规划", "乙方案"]);
    }

    #[test]
    fn addressees_are_no_sentences() {
        assert!(addressee_colon("各区县人民政府，市政府各部门（单位）：").is_some());
        assert!(addressee_colon("各省、自治区、直辖市人民政府，国务院各部委：现将《规划》印发").is_some());
        assert!(addressee_colon("现将有关事项通知如下：").is_none());
    }

    #[test]
    fn imprints() {
        assert!(is_imprint("济南市人民政府办公厅2021年12月14日印发"));
        assert!(!is_imprint("2021年印发"));
    }
}
