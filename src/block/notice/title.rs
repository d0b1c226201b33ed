//! Where the title of a document is: of a notice, which ends with 的通知, or of a plan
//! that was issued by itself; or else the sentence that sends out the plan.

use super::head::names_issuer;
use super::{Reader, Remark, SENTENCE_REACH, TITLE_REACH};
use crate::scan::annex_label::scan_annex_label;
use crate::scan::document_number::{DocumentNumber, find_document_number};
use crate::scan::folded::fold_title;
use crate::scan::is_longer_than;
use crate::scan::letter::{
    is_annotation, is_letterhead, is_number_line, is_signer, scan_addressees, scan_closing_date,
    scan_date_remark,
};
use crate::scan::marker::Style;
use crate::scan::metadata::is_page_line;
use crate::scan::title::{LETTERS, is_plan_title, quoted_titles};
use crate::span::Span;

/// The title of a notice goes over so many lines at most, none with more characters.
const TITLE_LINES: usize = 7;
const MAX_LINE: usize = 150;

/// A line of the title of a plan that was issued by itself has no more characters.
const MAX_OWN_LINE: usize = 90;

/// The last word of a title, and the date behind it, may be torn over so many lines.
const TORN_LINES: usize = 3;

/// The title of a document.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// The first and the last of the paragraphs that it takes.
    pub(super) first: usize,
    pub(super) last: usize,
    /// Its lines, without what a collection has added.
    pub(super) lines: Vec<Span>,
    /// The number that a collection has given it: `8.`
    counter: Option<Span>,
    /// The date behind it: （2023年5月25日）
    remark: Option<Remark>,
    /// The number behind it: （甲政发〔2021〕5号）
    number: Option<(Span, DocumentNumber)>,
}

impl Reader<'_> {
    /// The title of a notice: its lines end with 的通知 and speak of 关于.
    pub(super) fn find_title(&self) -> Option<Heading> {
        for end in 0..self.content.len().min(TITLE_REACH) {
            let text = self.text(end);
            if text.contains('。') {
                // A sentence: the body has begun, or this is no notice.
                if end > SENTENCE_REACH {
                    return None;
                }
                continue;
            }
            if is_longer_than(text, MAX_LINE) || text.starts_with("现将") || !self.ends_notice_title(end) {
                continue;
            }
            if let Some(first) = self.find_start(end) {
                return Some(self.heading(first, end));
            }
        }
        None
    }

    /// Whether the title of a notice ends with the line `end`.
    fn ends_notice_title(&self, end: usize) -> bool {
        // Other words end the names of other things, too: 来函.
        const SURE: &[&str] = &["通知", "通告", "公告"];
        let lines = (0..=end).rev().take(TORN_LINES).take_while(|at| !self.text(*at).contains('。'));
        let joined = self.joined(lines.last().unwrap_or(end), end);
        let title = without_remark(&joined);
        let title = bracketed_number(title).map_or(title, |(open, _)| &title[..open]);
        let title = title.trim_end_matches(['）', '》', '】']);
        LETTERS.iter().any(|word| {
            title.strip_suffix(word).is_some_and(|name| SURE.contains(word) || name.ends_with('的'))
        })
    }

    /// The first line of the title that ends with the line `end`.
    fn find_start(&self, end: usize) -> Option<usize> {
        for start in ((end + 1).saturating_sub(TITLE_LINES)..=end).rev() {
            let text = self.text(start);
            let next = if start < end { self.text(start + 1) } else { "" };
            let is_start = text.contains("关于")
                || text.ends_with('关') && next.starts_with('于')
                || text.contains("印发") && (text.contains('《') || next.starts_with('《'));
            if is_start {
                let start = self.find_forwarder(start).unwrap_or(start);
                let start = self.include_torn_issuer(start);
                return Some(self.include_counted(self.include_issuers(start)));
            }
            if text.contains('。') || text.ends_with('：') {
                break;
            }
        }
        self.find_bare_start(end)
    }

    /// The first line of a title that names what is forwarded and nobody who does it, as
    /// compilers shorten it: 甲市养老服务工作方案的通知, above number or addressees.
    fn find_bare_start(&self, end: usize) -> Option<usize> {
        let is_above_letter = self.content.get(end + 1).is_some() && self.begins_letter(end + 1);
        let lines =
            (end.saturating_sub(TORN_LINES)..=end).rev().take_while(|at| self.may_belong_to_title(*at));
        let first = lines.last().filter(|_| is_above_letter)?;
        let heading = self.heading(first, end);
        let title = self.text_of(&heading.lines);
        let named = title.strip_suffix("的通知").filter(|named| is_plan_title(named));
        named.map(|_| first)
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

    /// The line above `start` that begins the name of who issues the notice, where it was
    /// torn: 甲市人民政 and 府关于印发…
    fn include_torn_issuer(&self, start: usize) -> usize {
        let text = self.text(start);
        let rest = text.find("关于").map_or("", |about| &text[..about]);
        if rest.is_empty() || is_signer(rest) {
            return start;
        }
        let above = (start.saturating_sub(TORN_LINES)..start).rev();
        above
            .take_while(|at| self.may_belong_to_title(*at))
            .find(|at| {
                let joined = self.joined(*at, start - 1) + rest;
                let name = &joined[self.counter_len(*at)..];
                is_signer(name) || self.is_signed_below(start, name)
            })
            .unwrap_or(start)
    }

    /// Whether `name` stands above the date that closes the letter below `from`: who signs it is
    /// who the title names.
    fn is_signed_below(&self, from: usize, name: &str) -> bool {
        /// A letter closes within so many paragraphs, and a signature has no more lines.
        const REACH: usize = 60;
        const LINES: usize = 3;
        let wanted = fold_title(name);
        let limit = self.content.len().min(from + REACH);
        let date = (from..limit).find(|at| scan_closing_date(self.text(*at)).is_some());
        date.is_some_and(|date| {
            (date.saturating_sub(LINES).max(from)..date)
                .any(|first| fold_title(&self.joined(first, date - 1)) == wanted)
        })
    }

    /// Who issues the notice, as its title has it.
    pub(super) fn issuer(&self) -> String {
        let title = self.text_of(&self.notice.title);
        title.find("关于").map_or_else(String::new, |about| title[..about].to_owned())
    }

    /// The lines before 关于… that name who issues the notice belong to its title.
    fn include_issuers(&self, start: usize) -> usize {
        if !["关于", "印发", "转发"].iter().any(|word| self.text(start).starts_with(word)) {
            return start;
        }
        let mut first = start;
        // Above a title without issuers stands the letterhead, if it says 文件.
        while first > 0 {
            let text = self.text(first - 1);
            if text.ends_with("文件") {
                return start;
            }
            let text = match self.counter_len(first - 1) {
                len if len < text.len() => &text[len..],
                _ => break,
            };
            // 甲市民政局等九部门
            let named = text.rsplit_once('等').filter(|(_, rest)| rest.ends_with(['门', '位']));
            if !is_signer(named.map_or(text, |(first, _)| first)) {
                break;
            }
            first -= 1;
        }
        first
    }

    /// The line above `start` that a collection has numbered and that goes on in it.
    fn include_counted(&self, start: usize) -> usize {
        if self.counter_len(start) > 0 {
            return start;
        }
        (start.saturating_sub(TORN_LINES)..start)
            .rev()
            .take_while(|at| self.may_belong_to_title(*at))
            .find(|at| (1..self.text(*at).len()).contains(&self.counter_len(*at)))
            .unwrap_or(start)
    }

    /// The title of an order or a public notice that names no document: issuer
    /// and kind, and a number or the name of what is made public behind it.
    pub(super) fn find_order(&self) -> Option<Heading> {
        let limit = self.content.len().min(SENTENCE_REACH);
        let at = (0..limit).find(|at| {
            ["公告", "令", "通告"].iter().any(|kind| self.text(*at).strip_suffix(kind).is_some_and(is_signer))
        })?;
        (!self.named_in_body(at + 1).is_empty()).then(|| self.heading(at, at))
    }

    /// The title of a plan that was issued by itself: the lines above its number, its
    /// addressees or its date, or those that end with the date in brackets.
    pub(super) fn find_own_title(&self) -> Option<Heading> {
        /// It ends among so many paragraphs.
        const REACH: usize = 16;
        for end in 0..self.content.len().min(REACH) {
            if self.text(end).contains('。') {
                if end > SENTENCE_REACH {
                    return None;
                }
                continue;
            }
            let is_followed = self.is_above_own_letter(end);
            if !self.may_belong_to_title(end) && !self.ends_with_remark(end) {
                continue;
            }
            let first = self.find_own_start(end);
            let is_numbered = first > 0 && is_number_line(self.text(first - 1));
            let heading = self.heading(first, end);
            if (is_followed || is_numbered || heading.remark.is_some())
                && is_plan_title(&self.text_of(&heading.lines))
                && !is_annotation(self.text(end))
            {
                return Some(heading);
            }
        }
        None
    }

    /// The first line of the title of a plan that ends with the line `end`.
    fn find_own_start(&self, end: usize) -> usize {
        let mut first = end;
        while first > 0 && end - first < TITLE_LINES && self.counter_len(first) == 0 {
            let above = self.text(first - 1);
            let own = self.text(first);
            let is_whole =
                !own.starts_with(['和', '与', '及', '暨']) && is_plan_title(&self.joined(first, end));
            let hint = |at: usize| self.paragraph(at).hint.heading;
            let is_apart = self.paragraph(first).blanks_before > 0
                || is_plan_title(above)
                || hint(first) > 0 && hint(first - 1) == 0;
            let is_issuer = is_letterhead(above);
            let goes_on = if is_issuer { own.starts_with("关于") } else { !(is_whole && is_apart) };
            let is_counter = self.counter_len(first - 1) == above.len();
            if !goes_on || is_counter || !self.may_belong_to_title(first - 1) || above.ends_with("文件") {
                break;
            }
            first -= 1;
        }
        first
    }

    /// Whether number, addressees or date of a letter stand below the title that ends with the line
    /// `end`, at most the issuer and the source of a page between.
    fn is_above_own_letter(&self, end: usize) -> bool {
        let title = self.text(end);
        let is_of_page = |at: usize| {
            let text = self.text(at);
            is_page_line(text) || names_issuer(title, text)
        };
        let mut behind = end + 1..self.content.len();
        behind.find(|at| !is_of_page(*at)).is_some_and(|at| at - end <= 3 && self.begins_letter(at))
    }

    /// Whether number, addressees or date of a letter stand at `at`.
    fn begins_letter(&self, at: usize) -> bool {
        let text = self.text(at);
        is_number_line(text) || scan_addressees(text).is_some() || scan_date_remark(text).is_some()
    }

    /// Whether the line `at` ends with a date in brackets, perhaps torn.
    fn ends_with_remark(&self, at: usize) -> bool {
        let joined = self.joined(at.saturating_sub(1), at);
        without_remark(&joined).len() < joined.len()
    }

    /// Whether a line can be one of a title, as far as its own words tell.
    fn may_belong_to_title(&self, at: usize) -> bool {
        let text = self.text(at);
        let is_counted = self.counter_len(at) > 0;
        !text.is_empty()
            && !text.contains(['。', '；', '：'])
            && !is_longer_than(text, MAX_OWN_LINE)
            && (is_counted || self.paragraph(at).marker.is_none())
            && !is_number_line(text)
            && !is_page_line(text)
            && scan_annex_label(text).is_none()
            && scan_closing_date(text).is_none()
    }

    /// The byte length of the number that a collection has given the document whose
    /// title begins at `at`: `8.`
    pub(super) fn counter_len(&self, at: usize) -> usize {
        let marker = self.paragraph(at).marker.filter(|marker| marker.style == Style::Arabic);
        marker.filter(|marker| marker.depth == 1 && marker.mark == '.').map_or(0, |marker| marker.len)
    }

    /// The title in the paragraphs `first` to `last`.
    pub(super) fn heading(&self, first: usize, last: usize) -> Heading {
        let mut lines: Vec<Span> = (first..=last).map(|at| self.span(at)).collect();
        let start = lines[0].start;
        let counter = Some(Span::new(start, start + self.counter_len(first) as u32));
        let counter = counter.filter(|counter| !counter.is_empty());
        if let Some(counter) = counter {
            lines[0] = Span::new(counter.end, lines[0].end);
        }
        let joined = self.text_of(&lines);
        let open = without_remark(&joined).len();
        let remark = scan_date_remark(&joined[open..]).map(|(at, date)| {
            let place = |offset| place_of(&lines, offset);
            let end = lines.last().map_or(start, |line| line.end);
            let date_span = Span::new(place(open + at), place(open + at + date.len - 1) + 1);
            Remark { span: Span::new(place(open), end), date_span, date }
        });
        if let Some(remark) = remark {
            lines.retain(|line| line.start < remark.span.start);
            if let Some(last) = lines.last_mut() {
                last.end = last.end.min(remark.span.start);
            }
        }
        lines.retain(|line| !line.is_empty());
        let joined = self.text_of(&lines);
        let number = bracketed_number(&joined).map(|(open, number)| {
            let at = |offset| place_of(&lines, open + '（'.len_utf8() + offset);
            let span = Span::new(at(number.start), at(number.end - 1) + 1);
            (place_of(&lines, open), (span, number))
        });
        if let Some((open, _)) = number {
            lines.retain(|line| line.start < open);
            if let Some(last) = lines.last_mut() {
                last.end = last.end.min(open);
            }
        }
        Heading { first, last, lines, counter, remark, number: number.map(|(_, number)| number) }
    }

    /// Makes `heading` the title of the notice.
    pub(super) fn take_title(&mut self, heading: Heading) {
        self.notice.title = heading.lines;
        self.notice.labels.extend(heading.counter);
        self.notice.remark = heading.remark;
        if self.notice.number.is_none() {
            self.notice.number = heading.number;
        } else {
            self.notice.labels.extend(heading.number.map(|(span, _)| span));
        }
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
            let is_addressed = at > 0 && scan_addressees(self.text(at - 1)).is_some();
            // The plan below a letter may have lost its title as the letter has.
            let is_closed = || is_addressed && self.closes_below(at);
            if titles.is_empty() || self.find_plan(at + 1, &titles).is_none() && !is_closed() {
                continue;
            }
            return Some((at - usize::from(is_addressed), titles));
        }
        None
    }

    /// Whether the date that closes a letter stands right below its text at `at`.
    fn closes_below(&self, at: usize) -> bool {
        /// The signatures between have no more lines.
        const LINES: usize = 4;
        let limit = self.content.len().min(at + 1 + LINES);
        (at + 1..limit).any(|below| scan_closing_date(self.text(below)).is_some())
    }

    /// The titles in 《》 of the text behind `from` that later lines repeat.
    pub(super) fn named_in_body(&self, from: usize) -> Vec<String> {
        /// The text of a notice has so many lines at most.
        const LINES: usize = 16;
        let mut end = from;
        let mut body = String::new();
        while end < self.content.len().min(from + LINES) {
            let text = self.text(end);
            if scan_closing_date(text).is_some() {
                break;
            }
            body.push_str(text);
            end += 1;
        }
        let titles: Vec<String> =
            quoted_titles(&body).into_iter().filter(|title| is_plan_title(title)).collect();
        // The plans behind the first stand further down than is looked here.
        let first =
            titles.iter().position(|title| self.find_plan(from, std::slice::from_ref(title)).is_some());
        first.map_or_else(Vec::new, |first| titles[first..].to_vec())
    }

    /// Web pages and databases print the title once more above the document:
    /// the last of two that agree is the document's own.
    pub(super) fn skip_web_title(&self, found: Heading) -> Heading {
        let wanted = fold_title(&self.text_of(&found.lines));
        // 甲市民政局关于…, above 市民政局 and 关于…
        let named = wanted.find("关于").filter(|at| *at > 0).map_or(wanted.as_str(), |at| &wanted[at..]);
        let mut last = None;
        for start in found.last + 1..self.content.len().min(found.last + TITLE_REACH) {
            if self.text(start).contains('。') {
                break;
            }
            let mut joined = String::new();
            for end in start..self.content.len().min(start + TITLE_LINES) {
                // The second may have the number behind it.
                let text = self.text(end);
                let is_numbered = bracketed_number(text)
                    .is_some_and(|(open, _)| joined.clone() + &fold_title(&text[..open]) == wanted);
                joined.push_str(&fold_title(text));
                if joined == wanted || is_numbered {
                    last = Some((start, end));
                } else if joined == named && start > found.last + 1 {
                    let first = self.include_issuers(start);
                    last = (found.last < first && first < start).then_some((first, end)).or(last);
                }
                if joined.len() >= wanted.len() {
                    break;
                }
            }
        }
        last.map_or(found, |(first, last)| self.heading(first, last))
    }
}

/// Where the byte `offset` of joined lines stands.
fn place_of(lines: &[Span], mut offset: usize) -> u32 {
    for line in lines {
        let len = (line.end - line.start) as usize;
        if offset < len {
            return line.start + offset as u32;
        }
        offset -= len;
    }
    lines.last().map_or(0, |line| line.end)
}

/// The number in brackets behind a title, all on its last line, and where its bracket opens.
fn bracketed_number(title: &str) -> Option<(usize, DocumentNumber)> {
    let open = title.rfind('（').filter(|at| *at > 0)?;
    let inner = title[open + '（'.len_utf8()..].strip_suffix('）')?;
    let number = find_document_number(inner)?;
    (number.start == 0 && number.end == inner.len()).then_some((open, number))
}

/// A title without the date in brackets behind it.
fn without_remark(title: &str) -> &str {
    match title.rfind('（') {
        Some(open) if scan_date_remark(&title[open..]).is_some() => &title[..open],
        _ => title,
    }
}

/// What a sentence sends out: `《规划》` of `现将《规划》印发给你们` and of
/// `《规划》已经市政府同意，现印发给你们`.
fn forwarded_part(text: &str) -> Option<&str> {
    /// The text of a letter is not read further for it than so many sentences.
    const SENTENCES: usize = 4;
    let verb = |text: &str| ["印发", "转发", "下发"].iter().filter_map(|verb| text.find(verb)).min();
    let mut from = 0;
    for sentence in text.split_inclusive('。').take(SENTENCES) {
        if let Some((_, rest)) = sentence.split_once("现将") {
            return verb(rest).map(|at| &rest[..at]);
        }
        // What an earlier sentence has named: 我局编制了《…规划》。现印发给你们.
        if let Some((before, rest)) = sentence.rsplit_once('现') {
            let rest = rest.strip_prefix('予').unwrap_or(rest);
            if verb(rest) == Some(0) {
                return Some(&text[..from + before.len()]);
            }
        }
        from += sentence.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::block::notice::tests::notice;

    #[test]
    fn a_collection_numbers_a_title_and_puts_its_date_behind() {
        let letter = "甲政发〔2023〕5号\n各县、\n区人民政府：\n现将《甲市养老服务规划》印发给你们，请遵照\n执行。\n\
                      甲市人民政府\n2023年5月25日\n甲市养老服务规划\n一、总体要求\n加强保障。\n二、任务\n养老。\n";
        for head in [
            "8.甲市人民政府关于印发《甲市养老服\n务规划》的通知（2023年5月25日）\n",
            "8.\n甲市人民政府关于印发\n《甲市养老服务规划》\n的通\n知（2023年5月25日）\n",
            "8.甲市人民政\n府关于印发《甲市养老服务规划》的通知（2023年5\n月25日）\n",
        ] {
            let found = notice(&format!("{head}{letter}"));
            assert_eq!(
                found.title.as_deref(),
                Some("甲市人民政府关于印发《甲市养老服务规划》的通知"),
                "{head}"
            );
            assert_eq!(found.addressees, ["各县、区人民政府"], "{head}");
            assert_eq!(found.body.len(), 1, "{head}");
            assert_eq!(found.body[0].text, "现将《甲市养老服务规划》印发给你们，请遵照执行。");
            assert_eq!(found.signatories, ["甲市人民政府"]);
            assert_eq!(found.date.as_deref(), Some("2023-05-25"));
            assert!(found.annotations.is_empty(), "{head}");
        }
    }

    #[test]
    fn a_compiler_may_leave_out_who_forwards() {
        let text = "5.甲市养老服务工作\n方案的通知（2023年3月29日）\n甲政办发〔2023〕14号\n为促进养老服务，制定本方案。\n\
                    一、总体要求\n加强保障。\n二、任务\n养老。\n";
        let document = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0);
        let found = document.notice.unwrap();
        assert_eq!(found.title.as_deref(), Some("甲市养老服务工作方案的通知"));
        assert_eq!(found.document_number.map(|number| number.text).as_deref(), Some("甲政办发〔2023〕14号"));
        assert_eq!(found.date.as_deref(), Some("2023-03-29"));
        assert_eq!(document.plan.title, "甲市养老服务工作方案");
        assert!(found.body.is_empty() && document.plan.preamble.len() == 1);
    }

    #[test]
    fn a_number_in_brackets_behind_the_title() {
        for title in [
            "甲市人民政府关于印发《甲市养老规划》的通知（甲政发〔2021〕5号）",
            "甲市人民政府\n关于印发《甲市养老规划》的通知（甲政发〔2021〕5号）",
        ] {
            let text = format!(
                "{title}\n各县人民政府：\n现印发给你们，请遵照执行。\n甲市人民政府\n2021年4月6日\n甲市养老规划\n一、目标\n加强。\n\
                 二、任务\n推进。\n"
            );
            let found = notice(&text);
            assert_eq!(found.title.as_deref(), Some("甲市人民政府关于印发《甲市养老规划》的通知"));
            assert_eq!(found.document_number.map(|number| number.text).as_deref(), Some("甲政发〔2021〕5号"));
        }
    }

    #[test]
    fn a_page_may_name_in_full_who_the_title_names_in_short() {
        let found = notice(
            "甲市交通运输委员会、甲山海事局 关于印发《甲港岸电使用方案（2023年）》的通知\n\n市交通运输委、甲山海事局\n\
             关于印发《甲港岸电使用\n方案（2023年）》的通知\n\n各港口企业、市港航中心：\n现印发给你们，请贯彻执行。\n\
             甲市交通运输委员会 甲山海事局\n2023年4月17日\n甲港岸电使用方案（2023年）\n一、目标\n加强保障。\n二、任务\n供电。\n",
        );
        let title = "市交通运输委、甲山海事局关于印发《甲港岸电使用方案（2023年）》的通知";
        assert_eq!(found.title.as_deref(), Some(title));
        assert_eq!(found.addressees, ["各港口企业", "市港航中心"]);
        assert_eq!(found.body.len(), 1);
    }

    #[test]
    fn a_plan_in_a_collection_is_dated_behind_its_title() {
        for head in [
            "25.\n甲市养老服务行动方案\n（2023年1月29日）\n甲民发〔2023〕2号\n",
            "25.甲市养老服务\n行动方案（2023年1月29日）\n甲民发〔2023〕2号\n",
        ] {
            let text =
                format!("{head}为促进养老服务，制定本方案。\n一、总体要求\n加强保障。\n二、任务\n养老。\n");
            let document = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0);
            let found = document.notice.unwrap();
            assert_eq!(document.plan.title, "甲市养老服务行动方案");
            assert_eq!(found.title.as_deref(), Some("甲市养老服务行动方案"));
            assert_eq!(found.document_number.map(|number| number.text).as_deref(), Some("甲民发〔2023〕2号"));
            assert_eq!(found.date.as_deref(), Some("2023-01-29"));
            assert_eq!(document.plan.preamble.len(), 1);
        }
    }

    #[test]
    fn what_is_forwarded_may_be_named_in_the_text_only() {
        let text = "甲市人民政府关于印发养老、托育2个实施方案的通知\n甲政发〔2023〕5号\n各县人民政府：\n\
                    现将《甲市养老服务实施方案》《甲市托育服务实施方案》印发给你们，请遵照执行。\n\
                    甲市人民政府\n2023年5月25日\n甲市养老服务实施方案\n一、要求\n甲。\n二、任务\n乙。\n\
                    甲市托育服务实施方案\n一、要求\n丙。\n二、任务\n丁。\n";
        let parsed = crate::parse(&crate::Source::from_text("t.txt", text));
        let titles: Vec<_> = parsed.documents.iter().map(|document| document.plan.title.as_str()).collect();
        assert_eq!(titles, ["甲市养老服务实施方案", "甲市托育服务实施方案"]);
    }
}
