//! Cuts lines that hold more than one paragraph: a whole plan that a database
//! or a clipboard has collapsed into one line.

use super::line::Line;
use crate::normalize::Gap;
use crate::scan::is_sentence_end;
use crate::scan::marker::{Marker, Style, scan_marker};
use crate::scan::numeral::scan_any;
use crate::scan::title::is_plan_title;

/// Only lines longer than this many characters can be collapsed.
const MIN_COLLAPSED: u16 = 120;

/// The same where a format says that the line is one paragraph: pages are known
/// that hold a whole plan in one.
const MIN_COLLAPSED_WHOLE: u16 = 2000;

/// The same of a line that begins with 1.
const MIN_LIST: u16 = 18;

/// How much of a line must be numbered for it to be cut: one marker can be a
/// quotation, three in sequence are an outline.
const MIN_SEQUENCE: usize = 2;

/// Where lines are to be cut, as offsets in the normalized text, in order.
#[must_use]
pub fn find_breaks(text: &str, gaps: &[Gap], lines: &[Line]) -> Vec<u32> {
    let mut breaks = Vec::new();
    let mut state = Sequence::default();
    for line in lines {
        if line.furniture.is_some() {
            continue;
        }
        let is_long = line.chars >= if line.is_whole() { MIN_COLLAPSED_WHOLE } else { MIN_COLLAPSED };
        // `1.甲。2.乙。3.丙。` need not be long.
        let is_list = line.chars >= MIN_LIST
            && !line.is_whole()
            && line.marker.is_some_and(|marker| {
                matches!(marker.style, Style::Arabic | Style::ParenArabic) && marker.number == 1
            });
        // 专栏1 主要指标 序号 指标 …
        let is_table = !is_long && !line.is_whole() && line.first == '专' && {
            let content = line.span.of(text);
            content.starts_with("专栏") && content.contains("序号")
        };
        if is_long || is_list || is_table {
            cut_line(line.span.of(text), line, gaps, &mut state, &mut breaks);
        } else if let Some(marker) = line.marker {
            state.accept(marker);
        }
    }
    breaks
}

/// The numbers that the outline has reached, by style.
#[derive(Clone, Default)]
struct Sequence {
    numbers: [u32; Style::COUNT],
}

impl Sequence {
    fn accept(&mut self, marker: Marker) {
        let index = marker.style.index();
        self.numbers[index] = marker.number;
        for deeper in &mut self.numbers[index + 1..] {
            *deeper = 0;
        }
    }

    /// Whether `marker` goes on with the outline or opens its next level.
    fn fits(&self, marker: Marker, last_of_style: &[u32; Style::COUNT]) -> bool {
        let index = marker.style.index();
        marker.number == 1
            || marker.number == self.numbers[index] + 1
            || marker.number == last_of_style[index] + 1
    }
}

/// Finds the markers inside one long line at which a paragraph begins.
fn cut_line(content: &str, line: &Line, gaps: &[Gap], state: &mut Sequence, breaks: &mut Vec<u32>) {
    let mut candidates: Vec<(usize, Marker)> = Vec::new();
    let first = breaks.len();
    let mut last = state.numbers;
    let gaps = &gaps[line.gaps.0 as usize..line.gaps.1 as usize];
    let mut gap = 0;
    let mut label_len = 0;
    if let Some(marker) = line.marker {
        state.accept(marker);
        last[marker.style.index()] = marker.number;
        label_len = marker.len;
    }
    let mut previous = '\0';
    let box_title = box_title_len(content);
    if let Some(at) = box_title {
        breaks.push(line.span.start + at as u32);
    }
    let mut has_mark = label_len > 0;
    let mut heading_open = label_len > 0 || box_title.is_some();
    let mut at = 0;
    while at < content.len() {
        if !heading_open && !may_end(previous) {
            let next = next_mark(content, at, line, gaps.get(gap));
            if next > at {
                at = next;
                previous = content[..at].chars().next_back().unwrap_or_default();
                continue;
            }
        }
        let Some(c) = content[at..].chars().next() else { break };
        let offset = line.span.start + at as u32;
        while gaps.get(gap).is_some_and(|gap| gap.at < offset) {
            gap += 1;
        }
        let has_gap = gaps.get(gap).is_some_and(|gap| gap.at == offset);
        if has_gap && candidates.is_empty() && !has_mark && is_plan_title(&content[..at]) {
            // The title of the whole plan, with its text behind a blank.
            breaks.push(offset);
        }
        let is_gap = gaps.get(gap).is_some_and(|gap| gap.at == offset && gap.columns >= 2);
        // 1. inside 21. is no label.
        let is_inside_number = c.is_ascii_digit() && previous.is_ascii_digit();
        if at > 0 && at >= label_len && is_marker_start(c) && !is_inside_number {
            let ends_sentence = is_sentence_end(previous) || matches!(previous, '：' | '）' | '”' | '》');
            if (ends_sentence || is_gap || heading_open)
                && let Some(marker) = scan_marker(&content[at..])
                && is_outline_style(marker)
                && state.fits(marker, &last)
                && (previous != '；' && previous != '：' || marker.style <= Style::Ideographic)
                && (ends_sentence || is_gap || is_deeper_after_heading(marker, &candidates))
            {
                state.accept(marker);
                last[marker.style.index()] = marker.number;
                candidates.push((at, marker));
                heading_open = true;
            }
        }
        if is_sentence_end(c) || matches!(c, '，' | '：') {
            heading_open = false;
            has_mark = true;
        }
        // A box collapsed into its paragraph begins where a sentence has ended.
        if c == '专'
            && at > 0
            && content[at..].starts_with("专栏")
            && (is_sentence_end(previous) || previous == '）')
        {
            let after = &content[at + "专栏".len()..];
            if scan_any(after).is_some() {
                breaks.push(offset);
                if let Some(title) = box_title_len(&content[at..]) {
                    breaks.push(offset + title as u32);
                    if let Some(marker) = scan_marker(&content[at + title..]) {
                        // Its items are counted by themselves.
                        state.accept(marker);
                        last[marker.style.index()] = marker.number;
                    }
                }
                heading_open = true;
            }
        }
        previous = c;
        at += c.len_utf8();
    }
    if candidates.len() >= MIN_SEQUENCE || box_title.is_some() || (candidates.len() == 1 && line.chars > 400)
    {
        breaks.extend(candidates.iter().map(|(at, _)| line.span.start + *at as u32));
    }
    // Those of the lines before stand in order already.
    breaks[first..].sort_unstable();
}

/// The title of a box is not longer than this many bytes.
const MAX_BOX_TITLE: usize = 150;

/// Where the title of a box ends that was collapsed into its first item or
/// into the header of its table: `专栏2 各流域控制单元（一）长江流域…`.
fn box_title_len(content: &str) -> Option<usize> {
    let rest = content.strip_prefix("专栏")?;
    let (_, len) = scan_any(rest)?;
    let from = "专栏".len() + len;
    let head = &content[..content.floor_char_boundary(MAX_BOX_TITLE.min(content.len()))];
    let item = head[from..].char_indices().map(|(at, _)| from + at).skip(2).find(|at| {
        scan_marker(&content[*at..]).is_some_and(|marker| marker.number == 1 && is_outline_style(marker))
    });
    let header = ["指标2", "指标单位", "指标属性", "指标目标", "类别指标", "序号指标", "序号"]
        .iter()
        .filter_map(|words| head[from..].find(words).map(|at| from + at))
        .filter(|at| *at > from)
        .min();
    item.into_iter().chain(header).min().or_else(|| title_before_verb(content, from))
}

/// Where the title of a box ends at its last noun and the text begins with what
/// is to be done: `专栏7 生态环境基础调查加大调查力度，重点…`.
fn title_before_verb(content: &str, from: usize) -> Option<usize> {
    const NOUNS: &[&str] =
        &["工程", "行动", "计划", "项目", "任务", "调查", "建设", "体系", "重点", "示范", "能力"];
    const VERBS: &[&str] = &[
        "加强", "加大", "加快", "实施", "开展", "推进", "推动", "建设", "建立", "完善", "支持", "围绕",
        "依托", "到20", "重点",
    ];
    /// A title has at least so many bytes, and at most.
    const TITLE: std::ops::Range<usize> = 12..90;
    let head = &content[from..content.floor_char_boundary((from + TITLE.end).min(content.len()))];
    let end = head.find(['，', '。', '；', '：', '、']).unwrap_or(head.len());
    let clause = &head[..end];
    clause.char_indices().map(|(at, _)| at).filter(|at| *at >= TITLE.start).find_map(|at| {
        let is_end = NOUNS.iter().any(|noun| clause[..at].ends_with(noun));
        let begins = VERBS.iter().any(|verb| clause[at..].starts_with(verb));
        (is_end && begins).then_some(from + at)
    })
}

/// Whether a paragraph may begin behind `c`.
const fn may_end(c: char) -> bool {
    is_sentence_end(c) || matches!(c, '\0' | '：' | '）' | '”' | '》')
}

/// The next offset at which something may begin or end: a mark of punctuation
/// or a gap. The characters in between are only text.
fn next_mark(content: &str, at: usize, line: &Line, gap: Option<&Gap>) -> usize {
    let end = gap.map_or(content.len(), |gap| (gap.at - line.span.start) as usize).max(at);
    // All marks that matter begin with E2, E3 or EF. They are looked for up to the gap
    // only: a line may have many, and none of the marks.
    memchr::memchr3(0xE2, 0xE3, 0xEF, &content.as_bytes()[at..end]).map_or(end, |found| at + found)
}

fn is_marker_start(c: char) -> bool {
    matches!(c, '（' | '(' | '第' | '0'..='9' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '①'..='⑳' | '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾')
}

/// Styles that open paragraphs; （1） and ① mostly count inside a sentence.
fn is_outline_style(marker: Marker) -> bool {
    matches!(
        marker.style,
        Style::Part
            | Style::Chapter
            | Style::Section
            | Style::Formal
            | Style::Ideographic
            | Style::ParenIdeographic
            | Style::Arabic
    ) && marker.depth == 1
}

/// `一、持续提升便利度（一）优化再造…`: a heading without a closing mark runs into
/// the first heading of the next level, and the entries of collapsed contents
/// into each other.
fn is_deeper_after_heading(marker: Marker, candidates: &[(usize, Marker)]) -> bool {
    marker.style <= Style::Section || candidates.last().is_none_or(|(_, before)| before.style < marker.style)
}

#[cfg(test)]
mod tests {
    use crate::layout::layout;
    use crate::normalize::normalize;

    fn paragraphs(source: &str) -> usize {
        layout(&normalize(source), source).paragraphs.len()
    }

    #[test]
    fn a_box_that_runs_into_its_table() {
        assert_eq!(paragraphs("专栏1 主要指标 序号 指标 2020年 2025年 1 覆盖率 42 45 2 保护率 50 55\n"), 2);
    }

    #[test]
    fn short_lists_that_run_on() {
        assert_eq!(paragraphs("1.文化创意产业。2.人力资源产业。3.健康养老产业。\n"), 3);
        // One number inside a line may be anything.
        assert_eq!(paragraphs("1.文化创意产业示范工程。2.人力资源产业示范工程。\n"), 1);
        assert_eq!(paragraphs("1.年均增长5.2%。粮食产量达到2.5亿斤。3.健康养老\n"), 1);
    }
}
