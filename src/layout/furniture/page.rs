//! Page numbers and running heads.

use crate::scan::leaders::has_leaders;
use std::collections::{HashMap, HashSet};

use super::list::{Cut, Furniture, HEAD_LINES};
use crate::evidence::LineRole;
use crate::layout::line::Line;
use crate::model::FurnitureKind;
use crate::scan::indicator::COMMON_ATTRIBUTES;
use crate::scan::is_terminated;
use crate::scan::marker::{Style, scan_marker};
use crate::scan::page_number::{
    MAX_PAGE_LINE, find_dashed_digit, find_glued, may_be_page_line, scan_page_line, scan_page_mark,
};
use crate::span::Span;

/// A running head stands on at least this many pages.
pub(super) const MIN_RUNNING: usize = 3;

/// A page has at least this many lines; numbers that stand closer together are
/// the row numbers of a table.
pub(super) const MIN_PAGE_LINES: usize = 10;

/// A line of text has no fewer characters, as against a cell.
const MIN_TEXT: u16 = 10;

/// The number of a row is no further from its values than this many lines.
const MAX_CELL_DISTANCE: usize = 5;

/// Page numbers in words, which nothing else looks like: `第 3 页`, `# Page 3:`.
pub(super) fn mark_worded_pages(text: &str, lines: &mut [Line]) {
    for line in lines.iter_mut().filter(|line| line.furniture.is_none()) {
        if may_be_page_line(line.first)
            && line.span.len() as usize <= MAX_PAGE_LINE
            && scan_page_mark(line.span.of(text)).is_some()
        {
            line.furniture = Some(FurnitureKind::PageNumber);
        }
    }
}

/// Page numbers of which each mark stands on a line of its own, as those of a turned page do: `—`, `1`,
/// `—`, or `—`, `0`, `1`, `—` for 10, of which the digits come from the last on. The cells of a table
/// look so, too; between lines of text numbers that count up are none.
pub(super) fn mark_torn_pages(text: &str, lines: &mut [Line]) {
    let is_dash = |line: &Line| {
        line.chars <= 2 && matches!(line.span.of(text), "—" | "-" | "–" | "——") && !line.is_cell()
    };
    let is_text = |line: Option<&Line>| line.is_none_or(|line| line.page_break || line.chars >= MIN_TEXT);
    let mut found: Vec<(usize, usize, u32)> = Vec::new();
    for at in 0..lines.len() {
        if !is_dash(&lines[at]) || !is_text(at.checked_sub(1).map(|before| &lines[before])) {
            continue;
        }
        let is_number =
            |line: &&Line| line.chars <= 3 && line.span.of(text).bytes().all(|b| b.is_ascii_digit());
        let numbers: Vec<&str> =
            lines[at + 1..].iter().take(3).take_while(is_number).map(|line| line.span.of(text)).collect();
        let end = at + 1 + numbers.len();
        if !lines.get(end).is_some_and(is_dash) || !is_text(lines.get(end + 1)) {
            continue;
        }
        let number: String = numbers.iter().rev().copied().collect();
        if let Ok(number) = number.parse() {
            found.push((at, end, number));
        }
    }
    let follows = |one: usize, other: usize| {
        let pair = found.get(one).zip(found.get(other));
        pair.is_some_and(|(one, other)| other.0 - one.1 >= MIN_PAGE_LINES && other.2 == one.2 + 1)
    };
    let counted = (0..found.len()).filter(|at| follows(*at, at + 1) || *at > 0 && follows(at - 1, *at));
    for (from, to, _) in counted.map(|at| found[at]).collect::<Vec<_>>() {
        for line in &mut lines[from..=to] {
            line.furniture = Some(FurnitureKind::PageNumber);
        }
    }
}

/// Lines that are nothing but a page number. The numbers of rows are none: they begin paragraphs.
pub(super) fn mark_page_numbers(text: &str, lines: &mut [Line], furniture: &mut Furniture) {
    let mut bare = Vec::new();
    for at in 0..lines.len() {
        let line = &lines[at];
        let may_be_page = may_be_page_line(line.first) && line.span.len() as usize <= MAX_PAGE_LINE;
        if !may_be_page
            || line.furniture.is_some()
            || line.is_cell()
            || line.facts.role == LineRole::Continues
        {
            continue;
        }
        let Some(found) = scan_page_line(line.span.of(text)) else { continue };
        if found.certain {
            lines[at].furniture = Some(FurnitureKind::PageNumber);
        } else {
            bare.push((at, found.number));
        }
    }
    // A bare number is a page number where text, not cells, surrounds it, and
    // where it counts up with its like.
    let is_text = |line: Option<&Line>| {
        line.is_none_or(|line| {
            line.chars >= 10
                || line.page_break
                || line.terminated
                || scan_marker(line.span.of(text)).is_some_and(|marker| marker.style < Style::Arabic)
        })
    };
    // In a table with one cell a line other numbers stand close by, beside a
    // running head none.
    let heads = repeated_lines(text, lines, &bare);
    let is_cell = |position: usize| {
        let at = bare[position].0;
        let is_near = |other: Option<&(usize, Option<u32>)>| {
            other.is_some_and(|(other, _)| at.abs_diff(*other) <= MAX_CELL_DISTANCE)
        };
        let before = position.checked_sub(1);
        is_near(before.and_then(|before| bare.get(before))) || is_near(bare.get(position + 1))
    };
    let is_beside_head = |at: usize| {
        let is_head = |line: Option<&Line>| line.is_some_and(|line| heads.contains(line.span.of(text)));
        is_head(at.checked_sub(1).and_then(|at| lines.get(at))) || is_head(lines.get(at + 1))
    };
    let chained = chain_pages(&bare, |at| {
        is_text(at.checked_sub(1).and_then(|at| lines.get(at))) && is_text(lines.get(at + 1))
    });
    let rows = row_numbers(text, lines, &bare);
    let candidates: Vec<(usize, Option<u32>)> = (0..bare.len())
        .filter(|position| !is_cell(*position) || is_beside_head(bare[*position].0))
        .map(|position| bare[position])
        .filter(|(at, _)| !rows.contains(at))
        .filter(|(at, number)| {
            let line = &lines[*at];
            let next = lines.get(at + 1);
            let previous = at.checked_sub(1).and_then(|at| lines.get(at));
            let is_page_edge = line.page_break || next.is_some_and(|next| next.page_break);
            is_page_edge
                || is_beside_head(*at)
                || is_text(previous) && is_text(next)
                || number.is_none()
                    && previous.is_some_and(|line| line.span.of(text).ends_with(|c: char| c.is_ascii_digit()))
        })
        .collect();
    let beside: Vec<bool> = candidates.iter().map(|(at, _)| is_beside_head(*at)).collect();
    for (position, (at, number)) in candidates.iter().enumerate() {
        let line = &lines[*at];
        let is_page_edge = line.page_break || lines.get(at + 1).is_some_and(|next| next.page_break);
        let follows = |other: Option<&(usize, Option<u32>)>, step: i64| {
            other.is_some_and(|(other_at, other)| {
                at.abs_diff(*other_at) >= MIN_PAGE_LINES
                    && match (number, other) {
                        (Some(number), Some(other)) => {
                            let difference = i64::from(*other) - i64::from(*number);
                            difference == step || difference == 2 * step
                        }
                        (None, _) | (_, None) => true,
                    }
            })
        };
        let is_counted = follows(position.checked_sub(1).and_then(|at| candidates.get(at)), -1)
            || follows(candidates.get(position + 1), 1);
        let breaks_sentence = at
            .checked_sub(1)
            .and_then(|at| lines.get(at))
            .is_some_and(|line| line.chars >= 10 && !is_terminated(line.span.of(text)));
        let is_behind_entry = at
            .checked_sub(1)
            .and_then(|at| lines.get(at))
            .is_some_and(|line| has_leaders(line.span.of(text)));
        if is_page_edge
            || beside[position]
            || is_counted
            || (number.is_none() && (breaks_sentence || is_behind_entry))
        {
            lines[*at].furniture = Some(FurnitureKind::PageNumber);
        }
    }
    for at in chained.into_iter().filter(|at| !rows.contains(at)) {
        lines[at].furniture = Some(FurnitureKind::PageNumber);
    }
    if !rows.is_empty() {
        let starts = rows.iter().flat_map(|at| [*at, at + 1]).filter(|at| *at < lines.len());
        furniture.begin_paragraphs(starts.map(|at| at as u32).collect());
    }
}

/// Lines whose bare number is the next of the pages before, or goes before those behind, though
/// another such number stands close by, as around a page that is nearly empty. The rows of a table
/// count from 1; only their first could be the next page.
fn chain_pages(bare: &[(usize, Option<u32>)], is_in_text: impl Fn(usize) -> bool) -> Vec<usize> {
    let is_next = |last: u32, number: u32| number == last + 1;
    let mut found = chain(bare.iter(), is_next, &is_in_text);
    found.extend(chain(bare.iter().rev(), |last, number| last == number + 1, is_in_text));
    found
}

/// What [`chain_pages`] finds in one direction.
fn chain<'a>(
    bare: impl Iterator<Item = &'a (usize, Option<u32>)> + Clone,
    is_next: impl Fn(u32, u32) -> bool,
    is_in_text: impl Fn(usize) -> bool,
) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut last, mut last_at) = (0, 0);
    let mut count = 0;
    let mut is_before_chained = false;
    let mut behind = bare.clone().skip(1);
    let mut before: Option<usize> = None;
    for &(at, number) in bare {
        let is_near =
            |other: Option<usize>| other.is_some_and(|other| at.abs_diff(other) <= MAX_CELL_DISTANCE);
        let is_near_before = is_near(before.replace(at));
        let is_near_behind = is_near(behind.next().map(|(at, _)| *at));
        let Some(number) = number else { continue };
        if !is_near_before && !is_near_behind {
            let is_page = is_next(last, number) && at.abs_diff(last_at) >= MIN_PAGE_LINES;
            count = if is_page { count + 1 } else { 1 };
            (last, last_at) = (number, at);
            is_before_chained = true;
            continue;
        }
        let is_page = count >= MIN_RUNNING && is_next(last, number);
        is_before_chained = is_page && (!is_near_before || is_before_chained) && is_in_text(at);
        if is_before_chained {
            found.push(at);
            (last, last_at) = (number, at);
            count += 1;
        }
    }
    found
}

/// Lines that count the rows of a table with one cell a line: behind the header of their column, from
/// 1 on, whatever stands between two of them.
fn row_numbers(text: &str, lines: &[Line], bare: &[(usize, Option<u32>)]) -> HashSet<usize> {
    const HEADS: &[&str] = &["序号", "编号", "项次"];
    /// A header has no more cells, none of them longer, and so many lines make a row at most.
    const CELLS: usize = 16;
    const CELL: u16 = 30;
    const ROW: usize = 60;
    /// Fewer numbers may be anything.
    const LEAST: usize = 3;
    let is_edge = |at: usize| lines[at].page_break || lines.get(at + 1).is_some_and(|next| next.page_break);
    let mut found = HashSet::new();
    let mut position = 0;
    if bare.len() < LEAST {
        return found;
    }
    let heads_numbers = |line: &Line| line.chars == 2 && HEADS.contains(&line.span.of(text));
    for head in (0..lines.len()).filter(|at| heads_numbers(&lines[*at])) {
        position += bare[position..].partition_point(|(at, _)| *at <= head);
        let Some((first, Some(1))) = bare.get(position).copied() else { continue };
        let is_cell = |line: &Line| {
            line.chars <= CELL && !line.terminated && !line.first.is_ascii_digit() || line.furniture.is_some()
        };
        // A column of a year has its number before it.
        let is_head = |line: &Line| is_cell(line) || line.chars <= CELL && line.span.of(text).contains('年');
        if first - head > CELLS || !lines[head..first].iter().all(is_head) || is_edge(first) {
            continue;
        }
        let mut rows = vec![first];
        for (at, number) in &bare[position + 1..] {
            let last = rows[rows.len() - 1];
            if at - last > ROW {
                break;
            }
            if *number == u32::try_from(rows.len() + 1).ok() && !is_edge(*at) {
                rows.push(*at);
            }
        }
        if rows.len() >= LEAST {
            found.extend(rows);
        }
    }
    found
}

/// Running heads: lines that the head of the text has as well, beside several
/// bare numbers which count up from page to page. The words of a table stand
/// beside the numbers of its rows in the same way, but not in the title.
fn repeated_lines<'a>(text: &'a str, lines: &[Line], bare: &[(usize, Option<u32>)]) -> HashSet<&'a str> {
    let mut found: HashMap<&str, Vec<(usize, Option<u32>)>> = HashMap::new();
    for &(at, number) in bare {
        for line in [at.checked_sub(1).and_then(|at| lines.get(at)), lines.get(at + 1)].into_iter().flatten()
        {
            let content = line.span.of(text);
            if (6..=40).contains(&line.chars) && !content.contains(|c: char| c.is_ascii_digit()) {
                found.entry(content).or_default().push((at, number));
            }
        }
    }
    let is_counted = |numbers: &[(usize, Option<u32>)]| {
        numbers.windows(2).all(|pair| pair[1].0 - pair[0].0 > MAX_CELL_DISTANCE && pair[0].1 < pair[1].1)
    };
    found.retain(|_, numbers| numbers.len() >= MIN_RUNNING && is_counted(numbers));
    if found.is_empty() {
        return HashSet::new();
    }
    // Cells stand beside the numbers of their rows at the head of the text, too.
    let beside: HashSet<usize> = bare
        .iter()
        .take_while(|(at, _)| *at <= HEAD_LINES)
        .flat_map(|(at, _)| [at.wrapping_sub(1), at + 1])
        .collect();
    let is_own = |at: &usize| !beside.contains(at);
    let head: String =
        (0..lines.len().min(HEAD_LINES)).filter(is_own).map(|at| lines[at].span.of(text)).collect();
    found.into_keys().filter(|line| head.contains(line)).collect()
}

/// `—12—` inside a line, where extraction has glued it.
pub(super) fn cut_glued_numbers(text: &str, lines: &[Line], furniture: &mut Furniture) {
    let mut rest = lines;
    let mut from = 0;
    while let Some(at) = find_dashed_digit(text, from) {
        let is_before = |line: &Line| line.span.end as usize <= at;
        // The line is near, as a rule.
        let mut width = 8;
        while rest.get(width).is_some_and(is_before) {
            width *= 4;
        }
        let behind = rest[..width.min(rest.len())].partition_point(is_before);
        let Some((line, after)) = rest[behind..].split_first() else { return };
        rest = after;
        from = line.span.end as usize;
        let content = line.span.of(text);
        // Cells without a figure around one that has: —— 5 —— 预期性.
        let is_row = line.is_row || COMMON_ATTRIBUTES.iter().any(|attribute| content.ends_with(attribute));
        if line.furniture.is_none()
            && let Some((start, end, _)) = find_glued(content)
            && (!is_row || end - start == content.len())
        {
            let base = line.span.start;
            furniture.cuts.push(Cut {
                span: Span::new(base + start as u32, base + end as u32),
                kind: FurnitureKind::PageNumber,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_that_stand_close_together() {
        let pages = |bare: &[(usize, u32)]| {
            let bare: Vec<_> = bare.iter().map(|(at, number)| (*at, Some(*number))).collect();
            chain_pages(&bare, |_| true)
        };
        assert_eq!(pages(&[(20, 1), (40, 2), (60, 3), (80, 4), (83, 5), (100, 6)]), [80, 83]);
        assert_eq!(pages(&[(20, 1), (41, 2), (43, 3), (65, 4), (86, 5), (100, 6)]), [43, 41]);
        // Rows of a table behind page 3.
        assert_eq!(pages(&[(20, 1), (40, 2), (60, 3), (80, 1), (82, 2), (84, 3), (86, 4)]), [0; 0]);
    }

    #[test]
    fn page_numbers_whose_marks_stand_on_lines_of_their_own() {
        let read = |numbers: &[&str]| {
            let line = |line: usize| {
                format!("推进{}等各项工作落到实处，不断提高服务\n", "甲乙丙".repeat(line % 4 + 1))
            };
            let page = |number: &&str| (0..12).map(line).collect::<String>() + &format!("—\n{number}\n—\n");
            let text: String = numbers.iter().map(page).collect();
            let manuscript = crate::layout::layout(&crate::normalize::normalize(&text), &text);
            let content = manuscript.paragraphs.iter().filter(|paragraph| !paragraph.is_content());
            content.map(|paragraph| manuscript.str(paragraph)).collect::<String>()
        };
        assert_eq!(read(&["8", "9", "0\n1", "1\n1"]), "—8——9——01——11—");
        assert_eq!(read(&["8", "3", "5"]), "");
    }

    #[test]
    fn numbers_of_rows_that_stand_far_apart() {
        let rows = |head: &str| {
            let row = |number: u32| {
                let works = "完成河道堤防加固工程的勘察设计，落实资金。\n".repeat(10);
                format!("{number}\n实施干流河道堤防加固工程\n{works}推进工程建设，完善管护制度\n")
            };
            let text =
                format!("{head}\n内容\n2025年计划\n牵头部门\n{}", (1..=4).map(row).collect::<String>());
            let manuscript = crate::layout::layout(&crate::normalize::normalize(&text), &text);
            let own = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
            let content = manuscript.paragraphs.iter().filter(|paragraph| paragraph.is_content());
            content.map(|paragraph| manuscript.str(paragraph)).filter(own).count()
        };
        assert_eq!(rows("序号"), 4);
        assert!(rows("事项") < 4);
    }
}
