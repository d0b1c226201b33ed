//! Keeps the lines of task tables apart whose cells run on over lines.

use super::furniture::Furniture;
use super::line::Line;
use crate::normalize::Gap;
use crate::scan::running::{Pieces, header_len, read_rows};

/// Lets every line of such a table begin a paragraph, and the line behind it.
pub(super) fn keep_rows_apart(text: &str, gaps: &[Gap], lines: &[Line], furniture: &mut Furniture) {
    let mut starts = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let is_head = lines[at].furniture.is_none() && !lines[at].is_cell() && lines[at].first == '序';
        let table = if is_head { read_table(text, gaps, &lines[at..], at) } else { None };
        match table {
            Some(table) => {
                at = table.last().map_or(at, |last| *last as usize) + 1;
                starts.extend(table);
                starts.push(at as u32);
            }
            None => at += 1,
        }
    }
    if !starts.is_empty() {
        furniture.begin_paragraphs(starts);
    }
}

/// The lines of the rows of the table whose header begins `lines`, counted from
/// `base`.
fn read_table(text: &str, gaps: &[Gap], lines: &[Line], base: usize) -> Option<Vec<u32>> {
    let content = |(at, line): (usize, &Line)| {
        let is_content = line.furniture.is_none() && !line.is_cell();
        is_content.then(|| (base + at, pieces(text, gaps, line)))
    };
    let head: Vec<(usize, Pieces<'_>)> = lines.iter().enumerate().filter_map(content).take(6).collect();
    let len = header_len(&head.iter().map(|(_, pieces)| pieces.clone()).collect::<Vec<_>>())?;
    // Where no row stands between two headers, the second has to be tried.
    if head.get(len).is_some_and(|(_, next)| head[..len].iter().any(|(_, line)| line == next)) {
        return None;
    }
    let head = &head[..len];
    let mut numbers = Vec::new();
    let body = lines
        .iter()
        .enumerate()
        .filter_map(content)
        .skip(len)
        // The header again, at the head of the next page.
        .filter(|(_, line)| !head.iter().any(|(_, again)| again == line))
        .map(|(at, line)| {
            numbers.push(at as u32);
            line
        });
    let rows = read_rows(body)?;
    let end = rows.last()?.end;
    numbers.truncate(end);
    Some(numbers)
}

/// The pieces of a line between its gaps.
fn pieces<'a>(text: &'a str, gaps: &[Gap], line: &Line) -> Pieces<'a> {
    let mut pieces = Vec::new();
    let mut start = line.span.start;
    for gap in &gaps[line.gaps.0 as usize..line.gaps.1 as usize] {
        if gap.at <= start {
            continue;
        }
        pieces.push(&text[start as usize..gap.at as usize]);
        start = gap.at + u32::from(gap.kept);
    }
    pieces.push(&text[start as usize..line.span.end as usize]);
    pieces
}
