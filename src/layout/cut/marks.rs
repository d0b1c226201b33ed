//! What could begin a paragraph in the middle of a line: numbers and boxes, with the
//! evidence that their place gives.

use crate::layout::line::Line;
use crate::normalize::Gap;
use crate::scan::marker::{Marker, Style, begins_date, is_stroke, scan_marker};
use crate::scan::numeral::scan_any;
use crate::scan::{char_count, is_han, is_sentence_end, is_terminated};

use super::boxes::box_title_len;
use super::style::opens_paragraphs;

/// A number, or a box, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// Offset in the text.
    pub at: u32,
    pub kind: Kind,
    /// What its place says for a new paragraph; `None` at the beginning of a line,
    /// where there is nothing to decide.
    pub evidence: Option<i32>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Number(Marker),
    /// 专栏, and where its title ends if that is known.
    Box(Option<u32>),
    /// What an annex holds behind its title.
    Annex,
}

/// Evidence for a paragraph that begins in mid-line. Numbers weigh as in
/// [`super::sequence`].
mod weight {
    /// A sentence has ended before it.
    pub const BEHIND_STOP: i32 = 10;
    /// A bracket or a quotation has.
    pub const BEHIND_BRACKET: i32 = 4;
    /// `具体措施：1.…`
    pub const BEHIND_COLON: i32 = -4;
    /// The same of any number but 1.
    pub const COUNTED_BEHIND_COLON: i32 = -24;
    /// Semicolons part what stays one sentence.
    pub const BEHIND_SEMICOLON: i32 = -10;
    /// A heading is open, which no mark closes.
    pub const IN_HEADING: i32 = 0;
    /// The same behind a comma: a heading in two halves, or a sentence.
    pub const IN_HEADING_COMMA: i32 = -6;
    /// It follows a character that nothing sets off.
    pub const JOINED: i32 = -30;
    /// White space before it: a little, or as between paragraphs.
    pub const GAP: i32 = 4;
    pub const WIDE_GAP: i32 = 14;
    /// White space behind the label.
    pub const LABEL_GAP: i32 = 3;
    /// A short sentence follows, as the title of a paragraph.
    pub const TITLE: i32 = 4;
    /// The line is no longer than a printed one.
    pub const SHORT_LINE: i32 = -20;
}

/// No document has more numbers; what does is none, and takes room.
pub(super) const MAX_MARKS: usize = 40_000;

/// A heading that runs into the next is not longer than this many bytes.
const MAX_OPEN_HEADING: usize = 200;

/// The titles of paragraphs end within so many bytes.
const MAX_TITLE: usize = 120;

/// What a line is searched for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Search {
    /// For everything: it holds many paragraphs.
    Collapsed,
    /// For numbers behind a full stop only.
    Printed,
    /// The same for those of headings alone, and for the first behind the heading of a chapter.
    Headings,
}

/// Finds the marks inside `line`, which reads `content`; the first character is no
/// place inside it.
pub(super) fn find_marks(content: &str, line: &Line, gaps: &[Gap], search: Search, marks: &mut Vec<Mark>) {
    let gaps = &gaps[line.gaps.0 as usize..line.gaps.1 as usize];
    let mut gap = 0;
    let label_len = line.marker.map_or(0, |marker| marker.len);
    // Where the heading that may be open ends at the latest, and whether it has a comma.
    let mut heading_end = if label_len > 0 { label_len + MAX_OPEN_HEADING } else { 0 };
    let mut has_comma = false;
    // Whether that is one of a chapter.
    let mut in_chapter = line.marker.is_some_and(|marker| marker.style < Style::Article);
    let first_below = line.marker.and_then(|marker| first_below(content, marker));
    let mut previous = '\0';
    let mut at = 0;
    while at < content.len() && marks.len() < MAX_MARKS {
        if at >= heading_end && !may_end(previous) {
            let next = next_mark(content, at, line, gaps.get(gap));
            if next > at {
                at = next;
                previous = content[..at].chars().next_back().unwrap_or_default();
                if next == content.len() {
                    break;
                }
            }
        }
        let Some(c) = content[at..].chars().next() else { break };
        let offset = line.span.start + at as u32;
        while gaps.get(gap).is_some_and(|gap| gap.at < offset) {
            gap += 1;
        }
        let columns = gaps.get(gap).filter(|gap| gap.at == offset).map_or(0, |gap| gap.columns);
        if at > 0 && at >= label_len {
            let in_heading = (at < heading_end).then_some(has_comma);
            let is_below = first_below == Some(at);
            let place = Place { content, at, previous, columns, in_heading, in_chapter, is_below };
            if let Some(marker) = place.scan_number()
                && let Some(mut evidence) = place.judge(marker, search)
            {
                let label_end = offset + marker.len as u32;
                if gaps[gap..].iter().take(4).any(|gap| gap.at == label_end) {
                    evidence += weight::LABEL_GAP;
                }
                marks.push(Mark { at: offset, kind: Kind::Number(marker), evidence: Some(evidence) });
                heading_end = at + marker.len + MAX_OPEN_HEADING;
                has_comma = false;
                in_chapter = marker.style < Style::Article;
            } else if search == Search::Collapsed && place.begins_box() {
                let title = box_title_len(&content[at..]).map(|len| offset + len as u32);
                marks.push(Mark { at: offset, kind: Kind::Box(title), evidence: Some(0) });
                heading_end = at + MAX_OPEN_HEADING;
                has_comma = false;
            }
        }
        if c == '、' && is_numeral(previous) && at >= heading_end {
            // 预期性三、重点任务（一）…: nothing parts the heading from the table before it.
            let start = content[..at].trim_end_matches(is_numeral).len();
            let before = content[..start].chars().next_back().filter(|before| !may_end(*before));
            if let Some(previous) = before.filter(|_| start >= label_len) {
                let (columns, in_heading, is_below) = (0, None, false);
                let place = Place { content, at: start, previous, columns, in_heading, in_chapter, is_below };
                if let Some(marker) = place.scan_number()
                    && let Some(evidence) = place.judge(marker, search)
                {
                    let at = line.span.start + start as u32;
                    marks.push(Mark { at, kind: Kind::Number(marker), evidence: Some(evidence) });
                    heading_end = start + marker.len + MAX_OPEN_HEADING;
                    has_comma = false;
                }
            }
        } else if is_sentence_end(c) || c == '：' {
            heading_end = 0;
        }
        has_comma |= c == '，';
        previous = c;
        at += c.len_utf8();
    }
}

/// A place inside a line.
struct Place<'a> {
    content: &'a str,
    at: usize,
    previous: char,
    /// How wide the gap before it is.
    columns: u16,
    /// Whether a heading is open, and if so, whether it has a comma.
    in_heading: Option<bool>,
    /// Whether that is the heading of a chapter.
    in_chapter: bool,
    /// Whether nothing but the title of the line stands before it.
    is_below: bool,
}

impl Place<'_> {
    fn scan_number(&self) -> Option<Marker> {
        let rest = &self.content[self.at..];
        let first = rest.chars().next().filter(|c| is_marker_start(*c))?;
        // 1. inside 21. is no label, nor 一） inside （一） or （二十一）.
        let is_inside = first.is_ascii_digit() && self.previous.is_ascii_alphanumeric()
            || matches!(self.previous, '（' | '(')
            || is_numeral(first) && is_numeral(self.previous);
        if is_inside {
            return None;
        }
        let marker = scan_marker(rest).filter(|marker| self.is_below || opens_paragraphs(*marker))?;
        // A heading begins with a word; 第三章规定 and （一）（二）项 refer to one, though no
        // sentence begins so.
        let title = rest[marker.len..].trim_start();
        // Its words may stand on the next line.
        let is_word = title.is_empty() && marker.style <= Style::Ideographic
            || title.starts_with(|c: char| is_han(c) || matches!(c, '“' | '《'))
            || begins_date(title);
        let is_behind_stop = is_sentence_end(self.previous) || self.previous == '：';
        let names_another = || {
            title.starts_with(['项', '款', '条', '目', '的', '和', '及', '至', '或', '中', '所'])
                || ["规定", "要求的", "明确的"].iter().any(|word| title.starts_with(word))
        };
        (is_word && (is_behind_stop || !names_another())).then_some(marker)
    }

    /// Whether the first heading below follows the title: 三、重点任务（一）….
    fn has_first_below(&self, marker: Marker) -> bool {
        /// A few words, in bytes.
        const TITLE: std::ops::RangeInclusive<usize> = 6..=60;
        let title = &self.content[self.at + marker.len..];
        let title = &title[..title.floor_char_boundary(MAX_TITLE.min(title.len()))];
        title
            .find("（一）")
            .is_some_and(|end| TITLE.contains(&end) && !title[..end].contains(['。', '，', '；', '：']))
    }

    fn begins_box(&self) -> bool {
        let rest = &self.content[self.at..];
        rest.strip_prefix("专栏").is_some_and(|number| scan_any(number).is_some())
            && (is_sentence_end(self.previous) || closes(self.previous) || self.columns >= 2)
    }

    /// What the place says for a paragraph that begins here; `None` where none can.
    fn judge(&self, marker: Marker, search: Search) -> Option<i32> {
        let is_deep = marker.style > Style::Ideographic;
        let mut evidence = match self.previous {
            '；' if is_deep => weight::BEHIND_SEMICOLON + weight::JOINED,
            '；' => weight::BEHIND_SEMICOLON,
            '：' if marker.number == 1 => weight::BEHIND_COLON,
            '：' => weight::COUNTED_BEHIND_COLON,
            c if is_sentence_end(c) => weight::BEHIND_STOP,
            _ if self.columns >= 2 => weight::WIDE_GAP,
            c if closes(c) => weight::BEHIND_BRACKET,
            _ if self.in_heading == Some(false) => weight::IN_HEADING,
            _ if self.in_heading == Some(true) => weight::IN_HEADING_COMMA,
            _ if marker.style <= Style::Section || marker.style == Style::ParenIdeographic => weight::JOINED,
            _ if marker.style == Style::Ideographic && self.has_first_below(marker) => weight::JOINED,
            _ => return None,
        };
        if self.columns == 1 {
            evidence += weight::GAP;
        }
        // Its first article behind the heading of a chapter: 第三章保障第九条….
        let is_article = marker.style == Style::Article;
        let is_first = is_article && self.in_chapter && self.in_heading == Some(false);
        if is_article && evidence < weight::BEHIND_STOP && !is_first {
            return None;
        }
        let title = &self.content[self.at + marker.len..];
        // 二、指导思想和目标 （一）指导思想: nothing but two titles.
        let is_second_title = || {
            let ends = [self.content[..self.at].find(is_sentence_end), title.find(is_sentence_end)];
            marker.number == 1 && self.columns > 0 && self.in_heading.is_some() && ends == [None, None]
        };
        match search {
            Search::Collapsed => {}
            Search::Headings if is_second_title() => {}
            Search::Printed if self.is_below => evidence += weight::SHORT_LINE,
            Search::Printed | Search::Headings => {
                let is_of_heading = search == Search::Printed || marker.style <= Style::ParenIdeographic;
                if self.previous != '。' && !is_first || !is_of_heading {
                    return None;
                }
                evidence += weight::SHORT_LINE;
            }
        }
        let title = &title[..title.floor_char_boundary(MAX_TITLE.min(title.len()))];
        if title.find(['。', '；', '：', '，']).is_some_and(|end| title[end..].starts_with('。')) {
            evidence += weight::TITLE;
        }
        Some(evidence)
    }
}

/// Where the first number below that of a line stands in it, behind nothing but a title and a
/// colon: `2.规范监管：（1）设置标志牌。`
pub(super) fn first_below(content: &str, marker: Marker) -> Option<usize> {
    /// A title has so many characters.
    const TITLE: std::ops::RangeInclusive<usize> = 2..=20;
    let colon = content.get(marker.len..)?.find('：')? + marker.len;
    let title = &content[marker.len..colon];
    let at = colon + '：'.len_utf8();
    let below = scan_marker(&content[at..])?;
    let is_title = title.chars().all(|c| is_han(c) || c == '、') && TITLE.contains(&char_count(title));
    (below.number == 1 && below.style > marker.style && is_title).then_some(at)
}

/// Whether `c` closes a bracket or a quotation.
const fn closes(c: char) -> bool {
    matches!(c, '）' | '”' | '》' | '〕' | '】')
}

/// Whether a paragraph may begin behind `c`.
fn may_end(c: char) -> bool {
    is_sentence_end(c) || closes(c) || matches!(c, '\0' | '：')
}

/// The next offset at which something may begin or end: a mark of punctuation
/// or a gap. The characters in between are only text.
fn next_mark(content: &str, at: usize, line: &Line, gap: Option<&Gap>) -> usize {
    let end = gap.map_or(content.len(), |gap| (gap.at - line.span.start) as usize).max(at);
    // All marks that matter begin with E2, E3 or EF. They are looked for up to the gap
    // only: a line may have many, and none of the marks.
    memchr::memchr3(0xE2, 0xE3, 0xEF, &content.as_bytes()[at..end]).map_or(end, |found| at + found)
}

/// Whether `c` is a digit of a number as it is written in words.
const fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

pub(super) fn is_marker_start(c: char) -> bool {
    is_numeral(c)
        || is_stroke(c)
        || matches!(c, '（' | '(' | '第' | '0'..='9' | '①'..='⑳' | '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾')
}

/// Whether the text behind a number reads like an entry of the contents: short, and no
/// sentence.
pub(super) fn is_entry(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= MAX_OPEN_HEADING
        && !is_terminated(text)
        && !text.contains(['。', '；', '：'])
}
