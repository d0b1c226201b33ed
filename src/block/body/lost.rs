//! Headings without a number: those that lost it, and those that never had one.

use crate::scan::folded::fold_title;
use crate::scan::title::is_foreword;
use std::collections::HashMap;

use super::draft::{Block, Unit};
use crate::block::clauses::last_clause;
use crate::block::contents::Entry;
use crate::block::heading::MAX_TITLE;
use crate::block::outline::{Fact, Role};
use crate::block::table::is_table_row;
use crate::layout::Manuscript;
use crate::scan::indicator::is_header_cells;
use crate::scan::marker::{Marker, Style};
use crate::scan::numeral::scan_any;
use crate::scan::{char_count, is_longer_than, is_terminated};

/// Where a count begins at 2 or jumps by one, a short line without a mark in
/// between is the heading that lost its number.
pub(super) fn restore_lost_headings(manuscript: &Manuscript, blocks: &mut [Block<'_>], facts: &[Fact]) {
    let mut last: [Option<(u32, usize)>; Style::COUNT] = [None; Style::COUNT];
    let mut lost = Vec::new();
    for (at, (block, fact)) in blocks.iter().zip(facts).enumerate() {
        let (Role::Heading, Some(marker)) = (block.role, fact.marker) else { continue };
        let index = marker.style.index();
        // The first of its level begins behind the nearest heading above.
        let first = || last[..index].iter().flatten().map(|found| found.1 + 1).max().unwrap_or(0);
        let (number, from) =
            last[index].map_or_else(|| (0, first()), |(number, position)| (number, position + 1));
        if marker.number == number + 2
            && marker.depth == 1
            && let Some(found) = find_lost_heading(manuscript, blocks, from, at, marker)
        {
            lost.push((found, number + 1, marker.style));
        }
        last[index] = Some((marker.number, at));
        for deeper in &mut last[index + 1..] {
            *deeper = None;
        }
    }
    for (at, number, style) in lost {
        blocks[at].role = Role::Heading;
        blocks[at].lost = Some(number);
        blocks[at].style = Some(style);
    }
}

/// 表5 or 图2: the caption of a table or a figure.
fn is_caption(text: &str) -> bool {
    text.strip_prefix(['表', '图']).is_some_and(|rest| scan_any(rest).is_some())
}

fn find_lost_heading(
    manuscript: &Manuscript,
    blocks: &[Block<'_>],
    from: usize,
    to: usize,
    marker: Marker,
) -> Option<usize> {
    (from..to).find(|at| {
        let Unit::Paragraph(index) = blocks[*at].unit else { return false };
        let paragraph = &manuscript.paragraphs[index];
        let text = manuscript.str(paragraph);
        let is_followed =
            blocks.get(at + 1).is_some_and(|next| next.role == Role::Text || next.role == Role::Heading);
        blocks[*at].role == Role::Text
            && paragraph.marker.is_none()
            && is_followed
            && char_count(text) >= 4
            && !is_longer_than(text, 30)
            && !is_terminated(text)
            && !text.contains(['，', '。'])
            && !is_caption(text)
            && !is_header_cells(text)
            && !is_table_row(manuscript, paragraph)
            && last_clause(&manuscript.text, paragraph.span).is_none()
            && marker.style <= Style::Arabic
    })
}

/// Headings that never had a number (前言, 总则, 附则): the contents name them.
pub(super) fn restore_unnumbered_headings(
    manuscript: &Manuscript,
    blocks: &mut [Block<'_>],
    titles: &HashMap<String, &Entry>,
) {
    let top = blocks.iter().filter_map(|block| block.style).min();
    let first = blocks.iter().position(|block| block.role == Role::Heading).unwrap_or(0);
    if let Some(at) = (0..first.min(FOREWORD_REACH)).find(|at| opens_foreword(manuscript, &blocks[*at]))
        && blocks[at + 1].role == Role::Text
    {
        blocks[at].role = Role::Heading;
        blocks[at].style = top;
    }
    if titles.is_empty() {
        return;
    }
    for block in blocks.iter_mut() {
        let (Role::Text, Unit::Paragraph(index)) = (block.role, &block.unit) else { continue };
        let paragraph = &manuscript.paragraphs[*index];
        let text = manuscript.str(paragraph);
        if paragraph.marker.is_some() || is_longer_than(text, MAX_TITLE) || is_terminated(text) {
            continue;
        }
        if let Some(entry) = titles.get(&fold_title(text))
            && entry.label.is_none()
        {
            block.role = Role::Heading;
            block.style = top;
        }
    }
}

/// 前言 stands at most so many paragraphs behind the beginning.
const FOREWORD_REACH: usize = 8;

/// Whether a block is the heading 前言 or the like.
fn opens_foreword(manuscript: &Manuscript, block: &Block<'_>) -> bool {
    let Unit::Paragraph(index) = block.unit else { return false };
    block.role == Role::Text && is_foreword(manuscript.str(&manuscript.paragraphs[index]))
}
