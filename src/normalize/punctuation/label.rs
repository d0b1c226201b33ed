//! The labels of headings and items: whether a number with a dot is one.

use crate::normalize::class::Class;
use crate::normalize::{Ahead, Pass};
use crate::scan::is_han;
use crate::scan::marker::{Marker, Style, scan_marker};

/// The highest label that is believed in the midst of a line on the strength
/// of a gap alone; beyond it, `达到 98.` is a number that ends a sentence, unless
/// the label before it was 97.
const HIGHEST_SPACED_LABEL: u32 = 30;

/// So many labels of a count may be written with another mark than a dot.
const MISSED_LABELS: u32 = 2;

impl Pass<'_> {
    /// Whether the number that the text ends with is a label, given that a full
    /// stop and then `next` follow it.
    pub(super) fn is_label(&self, next: Ahead) -> bool {
        let line = self.line();
        let before = line.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = &line[before.len()..];
        // 1.1. and 1.1.1. are labels of inner levels.
        let mut place = before;
        for _ in 0..4 {
            match place.strip_suffix('.') {
                Some(outer) if outer.ends_with(|c: char| c.is_ascii_digit()) => {
                    place = outer.trim_end_matches(|c: char| c.is_ascii_digit());
                }
                _ => break,
            }
        }
        let at_end = next.c == '\n';
        let is_label = match label_place(place) {
            Some(LabelPlace::LineStart) => number.len() <= 3,
            Some(LabelPlace::AfterStop) => number.len() <= 2 && !at_end,
            None if place.ends_with(' ') => !at_end && self.is_near_label(number),
            None => {
                (is_open_heading(place) || is_list_of_annexes(place))
                    && is_han(next.c)
                    && !next.gap
                    && self.carries_on(number)
            }
        };
        if is_label {
            self.last_label.set(number.parse().unwrap_or_default());
        }
        is_label
    }

    /// Whether `number` is as low as labels are, or the next of those that are counted.
    fn is_near_label(&self, number: &str) -> bool {
        let is_near = |value: u32| value <= HIGHEST_SPACED_LABEL || value == self.last_label.get() + 1;
        number.len() <= 2 && number.parse().is_ok_and(is_near)
    }

    /// Whether `number` begins to count or is among the next of those that are counted: in
    /// `…明确目标与任务1.地位和作用` nothing else sets it off.
    fn carries_on(&self, number: &str) -> bool {
        // 10、 is not counted here.
        let (last, next) = (self.last_label.get(), self.last_label.get() + 1 + MISSED_LABELS);
        let carries_on = |value: u32| value == 1 || (last + 1..=next).contains(&value);
        number.len() <= 2 && number.parse().is_ok_and(carries_on)
    }

    /// Whether what stands at source offset `at` has the form of a label that a
    /// gap before it makes one.
    pub(in crate::normalize) fn is_label_ahead(&self, at: usize) -> bool {
        let digits = self.digits_ahead(at, 3);
        let Some(dot) = digits.last().map(|digit| self.ahead(digit.end)) else {
            return false;
        };
        let number: String = digits.iter().map(|digit| digit.c).collect();
        if dot.gap || !matches!(dot.c, '.' | '﹒') || !self.is_near_label(&number) {
            return false;
        }
        let next = self.ahead(dot.end);
        match Class::of(next.c) {
            Class::Cjk | Class::Open | Class::Quote | Class::Word => true,
            Class::Digit => next.gap,
            _ => false,
        }
    }

    /// Whether a middle dot is used as the dot of a label: `1·加强`, but not
    /// `12·4宪法日`.
    pub(super) fn is_label_dot(&self, end: usize) -> bool {
        let next = self.ahead(end).c;
        let line = self.line();
        let before = line.trim_end_matches(|c: char| c.is_ascii_digit());
        (1..=2).contains(&(line.len() - before.len()))
            && label_place(before).is_some()
            && !(next.is_ascii_digit() || next == '\n')
    }
}

/// Where a number can be a label without a gap before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::normalize) enum LabelPlace {
    /// At the start of the line, perhaps behind list marks: `- 1.`, `**1.`.
    LineStart,
    /// Behind the end of a sentence, or a bracket.
    AfterStop,
}

/// Whether a text ends with a title in a list of annexes that has run together: 附件：1.任务分解表
fn is_list_of_annexes(text: &str) -> bool {
    /// No such list has more bytes up to its last title.
    const LONGEST: usize = 400;
    let text = &text[text.ceil_char_boundary(text.len().saturating_sub(LONGEST))..];
    let Some(at) = text.rfind("附件：1.") else { return false };
    // 报送材料包括附件：1.… is a sentence.
    let before = text[..at].chars().next_back();
    before.is_none_or(|c| matches!(c, '。' | '）' | '；' | '！' | '日'))
        && text.ends_with(|c: char| is_han(c) || c == '）')
        && !text[at..].contains(['。', '！', '？'])
}

/// Whether a text ends with a heading that no mark has closed: 一、明确目标与任务
fn is_open_heading(text: &str) -> bool {
    /// A heading has no more bytes.
    const LONGEST: usize = 200;
    if !text.ends_with(is_han) {
        return false;
    }
    let text = &text[text.ceil_char_boundary(text.len().saturating_sub(LONGEST))..];
    let from = text
        .rfind(['。', '；', '！', '？', '：', '）', '日'])
        .map_or(0, |at| text.ceil_char_boundary(at + 1));
    let is_heading = |marker: Marker| {
        matches!(marker.style, Style::Part | Style::Chapter | Style::Section | Style::Ideographic)
    };
    // （一）强化社区服务: the bracket is that of its label.
    let below =
        text.rfind('（').and_then(|at| scan_marker(&text[at..]).map(|marker| (at + marker.len, marker)));
    let is_below = |(end, marker): (usize, Marker)| marker.style == Style::ParenIdeographic && end == from;
    scan_marker(&text[from..]).is_some_and(is_heading)
        || below.is_some_and(is_below)
        || ends_with_heading(text)
}

/// Whether a text ends with a heading that has run into what stands before it: 责任单位一、加强公开
fn ends_with_heading(text: &str) -> bool {
    let Some(at) = text.rfind(|c: char| !is_han(c) && !matches!(c, '“' | '”')) else { return false };
    let numeral = text[..at].trim_end_matches(|c| "一二三四五六七八九十".contains(c));
    text[at..].starts_with('、') && numeral.len() < at && numeral.ends_with(is_han)
}

/// The place for a label at the end of `before`, the text of a line.
pub(in crate::normalize) fn label_place(before: &str) -> Option<LabelPlace> {
    let mut chars = before.chars().rev();
    match chars.next() {
        None => Some(LabelPlace::LineStart),
        // The colon of a ratio ends no sentence.
        Some('：') if chars.next().is_some_and(|c| c.is_ascii_digit()) => None,
        Some('。' | '；' | '：' | '！' | '？' | '…') => Some(LabelPlace::AfterStop),
        Some('（' | '）' | '【' | '】' | '〔' | '〕' | '《' | '》' | '“' | '”') => {
            Some(LabelPlace::AfterStop)
        }
        // A cell behind another.
        Some('|' | '*') if begins_cell(before) => Some(LabelPlace::LineStart),
        // A line of a cell, as Markdown breaks it.
        Some('>' | '*') if is_behind_break(before) => Some(LabelPlace::LineStart),
        Some(_) => {
            let is_mark =
                |c| matches!(c, '#' | '*' | '-' | '>' | '+' | '·' | '•' | '●' | '■' | '◆' | '—' | '|');
            let mut marks = before.chars().rev();
            // Seven marks are more than any list has.
            let found = marks.by_ref().take(7).all(is_mark) && marks.next().is_none();
            found.then_some(LabelPlace::LineStart)
        }
    }
}

/// Whether a text ends where a cell begins, perhaps with marks of emphasis behind it.
fn begins_cell(before: &str) -> bool {
    without_emphasis(before).ends_with('|')
}

/// Whether a `<br>` ends the text, perhaps with marks of emphasis behind it.
fn is_behind_break(before: &str) -> bool {
    let tail = without_emphasis(before);
    ["<br>", "<br/>", "<br />"].iter().any(|mark| tail.ends_with(mark))
}

/// A text without the marks of emphasis at its end. A longer run of stars is none, and is not
/// gone over at each of its gaps.
fn without_emphasis(text: &str) -> &str {
    /// Emphasis has no more marks.
    const STARS: usize = 3;
    let stars = text.bytes().rev().take(STARS).take_while(|byte| *byte == b'*').count();
    &text[..text.len() - stars]
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, stays};

    #[test]
    fn labels_keep_their_dot() {
        check("１．多层次的", "1.多层次的");
        check("1. 巩固", "1.巩固");
        check("10．政务", "10.政务");
        // Nothing else sets off the first number below a heading in a text on one line.
        check(
            "完成．一、完善体系1．建设水网．二、治理河道2．修水库",
            "完成。一、完善体系1.建设水网。二、治理河道2.修水库",
        );
        check(
            "（一）建设水网1．修水库。2．修堤防。（二）治理河道、湖泊1．清淤",
            "（一）建设水网1.修水库。2.修堤防。（二）治理河道、湖泊1.清淤",
        );
        check("（备案）完成投资1.建设水网", "（备案）完成投资1。建设水网");
        check("完成投资1.建设水网，见附件2.报送", "完成投资1。建设水网，见附件2。报送");
        check("|甲<br>2. **政务**<br/>**3. 服务**|", "|甲<br>2.**政务**<br/>**3.服务**|");
        check("|节水|5.用水量|**6.供水量**|", "|节水|5.用水量|**6.供水量**|");
        check("1\\.政务", "1.政务");
        check("1.1.加强", "1.1.加强");
        check("1.1.1加强", "1.1.1加强");
        check("- 1. 加强", "-1.加强");
        check("### 2.加强", "###2.加强");
        check("**3.加强**", "**3.加强**");
        check("水平.1.加强", "水平。1.加强");
        check("（一）1.加强", "（一）1.加强");
        stays("“1.加强");
        check("1﹒加强", "1.加强");
        check("1·加强", "1.加强");
        check("1﹒ 2025年目标", "1. 2025年目标");
        check("目标 2﹒加强", "目标 2.加强");
        stays("12·4宪法日");
        check("A.加强", "A.加强");
        check("一．总体要求", "一.总体要求");
        check("1. 2025年目标", "1. 2025年目标");
        stays("1.\n加强");
        stays("3.“互联网+”");
    }

    #[test]
    fn a_gap_makes_a_label_and_is_kept() {
        check("主要目标 1.加强", "主要目标 1.加强");
        check("目标\t1. 加强", "目标 1.加强");
        check("目标 45.加强", "目标45。加强");
    }

    #[test]
    fn a_number_at_the_end_of_a_sentence_is_no_label() {
        check("达到98.城乡", "达到98。城乡");
        let rows: Vec<String> = (1..=33).map(|row| format!("一、效率\t{row}.比率\t定量\n")).collect();
        let rows = rows.concat();
        check(&rows, &rows.replace('\t', " ").replace("率 定", "率定"));
        check("达到98.", "达到98。");
        check("达到98﹒城乡", "达到98。城乡");
        check("比例为3：1.城乡", "比例为3：1。城乡");
        check("0-6.城乡", "0-6。城乡");
        check("2025.城乡", "2025。城乡");
    }
}
