//! Page numbers that have run into the text behind them, as they do where the number is the first that
//! a page draws and nothing parts it from the rest: `15三、…`, `425.1.3 …`, `6势，在扩大…`. None of them
//! can be told alone. They count up by one over the whole document, and pages have lines enough
//! between, about the same number.

use std::collections::HashMap;

use super::list::{Cut, Furniture};
use super::page::MIN_PAGE_LINES;
use crate::layout::line::Line;
use crate::model::FurnitureKind;
use crate::normalize::Normalized;
use crate::scan::is_han;
use crate::scan::marker::{Style, begins_date, scan_marker};
use crate::scan::unit::is_unit;
use crate::span::Span;

/// Fewer numbers that count up may be anything.
const LEAST: usize = 5;

/// A page has no more lines.
const MAX_PAGE_LINES: usize = 120;

/// So many pages without a number, as those of pictures and drawn tables are, may stand between two.
const MAX_MISSING: u32 = 3;

/// No document has a page number with more digits.
const MAX_DIGITS: usize = 3;

/// What a number weighs that nothing but a page can have put there, and one that may belong to the text:
/// `6势`, `11项`.
const SURE: i32 = 2;
const UNSURE: i32 = 1;

/// A number that may be that of a page.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    line: usize,
    number: u32,
    weight: i32,
}

/// The best count of pages that ends with a candidate.
#[derive(Clone, Copy, Debug)]
struct Count {
    score: i32,
    before: Option<usize>,
}

/// Cuts the page numbers that lines begin with.
pub(super) fn cut_run_in_numbers(normalized: &Normalized, lines: &[Line], furniture: &mut Furniture) {
    let found = count_pages(&find_candidates(normalized, lines));
    if !is_regular(&found) {
        return;
    }
    for page in &found {
        let start = lines[page.line].span.start;
        let digits = page.number.to_string().len() as u32;
        furniture.add_cut(Cut { span: Span::new(start, start + digits), kind: FurnitureKind::PageNumber });
    }
}

/// What may be the number of a page at the beginnings of lines, in order.
fn find_candidates(normalized: &Normalized, lines: &[Line]) -> Vec<Candidate> {
    let Normalized { text, gaps, .. } = normalized;
    let mut found = Vec::new();
    for (line, seen) in lines.iter().enumerate() {
        if !matches!(seen.first, '1'..='9') || seen.furniture.is_some() || seen.is_cell() || seen.is_whole() {
            continue;
        }
        let content = seen.span.of(text);
        let digits = content.bytes().take_while(u8::is_ascii_digit).count();
        // White space parts the number of a row or of a note from what stands behind it.
        let parted = gaps.get(seen.gaps.0 as usize).filter(|_| seen.gaps.0 < seen.gaps.1).map(|gap| gap.at);
        if parted == Some(seen.span.start + digits as u32) {
            continue;
        }
        for len in 1..=digits.min(MAX_DIGITS) {
            let (number, rest) = content.split_at(len);
            let weight = weigh(rest, len == digits);
            if let (Some(weight), Ok(number)) = (weight, number.parse()) {
                found.push(Candidate { line, number, weight });
            }
        }
    }
    found
}

/// What it weighs that `rest` stands behind a number, which has all its digits or not.
fn weigh(rest: &str, is_whole: bool) -> Option<i32> {
    let first = rest.chars().next()?;
    if !is_whole {
        let marker = scan_marker(rest);
        return match marker.map(|marker| (marker.style, marker.depth)) {
            Some((Style::Arabic, 2..)) => Some(SURE),
            Some((Style::Arabic, _)) => Some(UNSURE),
            _ => begins_date(rest).then_some(UNSURE),
        };
    }
    if is_han(first) {
        let counts = is_unit(&rest[..first.len_utf8()]) || begins_date(&format!("1{rest}"));
        return Some(if counts { UNSURE } else { SURE });
    }
    matches!(first, '“' | '‘' | '《' | '（' | '【').then_some(SURE)
}

/// The candidates that make the best count of pages, in order.
fn count_pages(candidates: &[Candidate]) -> Vec<Candidate> {
    let mut counts: Vec<Count> = Vec::with_capacity(candidates.len());
    // The candidates of each number that a next page may follow, the last ones alone: no page is longer.
    let mut of: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let mut best = Count { score: candidate.weight, before: None };
        for missing in 0..=MAX_MISSING.min(candidate.number.saturating_sub(2)) {
            let Some(earlier) = of.get_mut(&(candidate.number - missing - 1)) else { continue };
            let most = MAX_PAGE_LINES * (missing as usize + 1);
            let gone = earlier.partition_point(|before| candidate.line - candidates[*before].line > most);
            // Those that are too far for the most pages are too far for all that follows.
            if missing == MAX_MISSING {
                earlier.drain(..gone);
            }
            let near =
                earlier.iter().rev().take_while(|before| candidate.line - candidates[**before].line <= most);
            for before in near.take(MAX_PAGE_LINES) {
                if candidate.line - candidates[*before].line < MIN_PAGE_LINES {
                    continue;
                }
                let score = counts[*before].score + candidate.weight - missing.cast_signed();
                if score > best.score {
                    best = Count { score, before: Some(*before) };
                }
            }
        }
        counts.push(best);
        of.entry(candidate.number).or_default().push(at);
    }
    let mut found = Vec::new();
    let mut next = (0..counts.len()).max_by_key(|at| (counts[*at].score, std::cmp::Reverse(*at)));
    while let Some(at) = next {
        found.push(candidates[at]);
        next = counts[at].before;
    }
    found.reverse();
    found
}

/// Whether pages have been found: enough, most of them sure, and each about as long as the others.
fn is_regular(pages: &[Candidate]) -> bool {
    if pages.len() < LEAST || pages.iter().filter(|page| page.weight == SURE).count() * 4 < pages.len() * 3 {
        return false;
    }
    let steps = pages.windows(2).map(|pair| (pair[1].line - pair[0].line, pair[1].number - pair[0].number));
    let mut lengths: Vec<usize> = steps.map(|(lines, pages)| lines / pages as usize).collect();
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    let alike = lengths.iter().filter(|length| length.abs_diff(median) * 4 <= median).count();
    alike * 5 >= lengths.len() * 4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::ParagraphKind;

    /// What is taken for page numbers in a text with pages of `length` lines, each begun by `first`.
    fn cut(pages: u32, length: usize, first: impl Fn(u32) -> String) -> Vec<String> {
        let line =
            |line: usize| format!("推进{}等各项工作落到实处，不断提高服务\n", "甲乙丙".repeat(line % 4 + 1));
        let page = |page| first(page) + "\n" + &(1..length).map(line).collect::<String>();
        let text: String = (1..=pages).map(page).collect();
        let manuscript = crate::layout::layout(&crate::normalize::normalize(&text), &text);
        let page_number = ParagraphKind::Furniture(FurnitureKind::PageNumber);
        let found = manuscript.paragraphs.iter().filter(|paragraph| paragraph.kind == page_number);
        found.map(|paragraph| manuscript.str(paragraph).to_owned()).collect()
    }

    #[test]
    fn numbers_that_count_up_over_pages_are_cut() {
        let begun = |page: u32| match page {
            2 => format!("{page}三、完善机制"),
            3 => format!("{page}5.1.3 推进建设。到明年建成"),
            4 => format!("{page}项制度的实施，加快推进"),
            _ => format!("{page}势，在扩大内需上发力，加快"),
        };
        assert_eq!(cut(6, 22, begun), ["1", "2", "3", "4", "5", "6"]);
    }

    #[test]
    fn numbers_of_the_text_stay() {
        assert!(cut(8, 22, |page| format!("{page} 势，在扩大内需上发力")).is_empty(), "rows");
        assert!(cut(4, 22, |page| format!("{page}势，在扩大内需上发力")).is_empty(), "too few");
        assert!(cut(8, 22, |page| format!("{page}.完善机制，加快推进")).is_empty(), "labels");
        assert!(cut(8, 22, |page| format!("1{page}.完善机制，加快推进")).is_empty(), "labels of two digits");
        assert!(cut(8, 22, |page| format!("{page}个项目建成投产，加快")).is_empty(), "figures");
        assert!(cut(8, 4, |page| format!("{page}势，在扩大内需上发力")).is_empty(), "no pages");
        assert!(
            cut(8, 22, |page| format!("{}势，在扩大内需上发力", page * 7 % 8 + 1)).is_empty(),
            "no order"
        );
    }
}
