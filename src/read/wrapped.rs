//! Whether paragraphs of a format are really lines: a text that was copied out of
//! a page-oriented file, one "paragraph" for each printed line.

use crate::scan::marker::scan_marker;
use crate::scan::{char_count, is_terminated};

/// Shorter lines are headings and last lines, and say nothing.
const MIN_MEASURED: usize = 12;

/// No printed line is longer.
const MAX_PRINTED: usize = 64;

/// Fewer lines show nothing.
const MIN_LINES: usize = 12;

/// No margin of running text is narrower.
const MIN_MARGIN: usize = 20;

/// Lines that are full differ by so much: indents, narrow digits, marks that stand no line's
/// beginning.
const SPREAD: usize = 5;

/// A heading goes no deeper.
const DEPTHS: usize = 10;

/// Whether most of `paragraphs` are as wide as each other and end no sentence, or those that
/// break off in mid-sentence end at one margin, whatever tables and headings stand between.
pub(super) fn looks_wrapped<'a>(paragraphs: impl Iterator<Item = &'a str>) -> bool {
    let mut widths = [0_usize; MAX_PRINTED + 1];
    let mut broken = [0_usize; MAX_PRINTED + 1];
    let (mut count, mut open) = (0_usize, 0_usize);
    let mut before = None;
    for paragraph in paragraphs {
        let text = paragraph.trim();
        if let Some(width) = before.take()
            && scan_marker(text).is_none()
        {
            broken[width] += 1;
        }
        let width = char_count(text);
        if width < MIN_MEASURED {
            continue;
        }
        count += 1;
        let is_open = !is_terminated(text);
        open += usize::from(is_open);
        if width <= MAX_PRINTED {
            widths[width] += 1;
            before = (is_open && is_running(text)).then_some(width);
        }
    }
    let widest = widths.windows(3).map(|window| window.iter().sum::<usize>()).max().unwrap_or_default();
    count >= MIN_LINES
        && (widest * 2 > count && open * 2 > count || ends_at_a_margin(&widths, &broken, count))
}

/// Whether lines of running text are `broken` off at one width, few of that width end a
/// sentence, and hardly any of all `count` lines is wider.
fn ends_at_a_margin(widths: &[usize], broken: &[usize], count: usize) -> bool {
    let sum = |counts: &[usize], end: usize| counts[end - SPREAD + 1..=end].iter().sum::<usize>();
    let Some(margin) = (MIN_MARGIN..=MAX_PRINTED).max_by_key(|end| sum(broken, *end)) else { return false };
    let broken = sum(broken, margin);
    let wider = count - widths[..=margin].iter().sum::<usize>();
    broken >= MIN_LINES && broken * 4 > count && broken * 4 > sum(widths, margin) * 3 && wider * 10 <= broken
}

/// Whether a line has marks in it that names and titles have not.
fn is_running(text: &str) -> bool {
    text.contains(['，', '。', '；'])
}

/// The depths whose headings are printed lines like all others: many of the long ones are
/// running text, whatever rows of tables stand beside them.
pub(super) fn idle_depths<'a>(headings: impl Iterator<Item = (u8, &'a str)>) -> [bool; DEPTHS] {
    let mut counts = [(0_usize, 0_usize); DEPTHS];
    for (depth, text) in headings {
        if let Some((long, running)) = counts.get_mut(usize::from(depth))
            && char_count(text.trim()) >= MIN_MEASURED
        {
            *long += 1;
            *running += usize::from(is_running(text));
        }
    }
    counts.map(|(long, running)| running >= MIN_LINES && running * 3 > long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_open_lines_are_wrapped() {
        let line = "坚持以人民为中心的发展思想，完善残疾人社会保障制度和关爱服务体系，";
        assert!(looks_wrapped([line; 20].into_iter()));
        assert!(!looks_wrapped([line; 5].into_iter()));
        let paragraph = "坚持以人民为中心的发展思想，完善残疾人社会保障制度和关爱服务体系。";
        assert!(!looks_wrapped([paragraph; 20].into_iter()));
    }

    /// Text as it is printed 48 characters wide, with a heading and a table of narrow lines.
    fn printed() -> Vec<String> {
        let text = "县政府每年安排专项资金支持农村供水，优先保障偏远村组用水安全，逐步实现城乡供水同质同价，到规划期末基本完成老旧管网改造任务";
        let lines = text.chars().cycle().take(47 * 14).collect::<Vec<char>>();
        let mut printed: Vec<String> = lines.chunks(47).map(|line| line.iter().collect()).collect();
        printed.push("由各乡镇分别组织实施。".to_owned());
        printed.extend((1..=16).map(|row| format!("{row} 农村集中式供水受益人口比例 % {row} 预期性")));
        printed
    }

    #[test]
    fn narrow_rows_hide_no_margin() {
        let mut printed = printed();
        assert!(looks_wrapped(printed.iter().map(String::as_str)));
        // A web page has paragraphs of any width.
        printed.extend((0..4).map(|_| "推进农村供水。".repeat(12)));
        assert!(!looks_wrapped(printed.iter().map(String::as_str)));
        // Items of a list, wide as they are, have numbers.
        let mut lines: Vec<String> = printed[..14].to_vec();
        for (at, line) in lines.iter_mut().enumerate() {
            *line = line.chars().skip(at % SPREAD).collect();
        }
        lines.extend(printed[14..24].iter().cloned());
        assert!(looks_wrapped(lines.iter().map(String::as_str)));
        for (at, line) in lines[..14].iter_mut().enumerate() {
            *line = format!("{}.{}", at + 1, line.chars().skip(2).collect::<String>());
        }
        assert!(!looks_wrapped(lines.iter().map(String::as_str)));
    }

    #[test]
    fn a_heading_around_every_line_is_none() {
        let printed = printed();
        let headings = (1..60).map(|number| (2, format!("{number}.农村集中式供水受益人口比例")));
        let all: Vec<(u8, String)> = printed.into_iter().map(|line| (3, line)).chain(headings).collect();
        let idle = idle_depths(all.iter().map(|(depth, line)| (*depth, line.as_str())));
        assert!(idle[3] && !idle[2]);
        // Where most are headings, a sentence among them is one, too.
        let idle = idle_depths(all.iter().map(|(_, line)| (2, line.as_str())));
        assert!(!idle[2]);
    }
}
