//! Paragraphs that end with a blank.
//!
//! A word processor sets a blank behind the last character of each paragraph, and programs that
//! take the text out of its pages keep it: where lines that a margin has cut have none, and lines
//! that end paragraphs have one, these are told, cells of tables among them.

use super::line::Line;
use crate::evidence::LineRole;
use crate::normalize::Normalized;
use crate::scan::is_han;
use crate::scan::marker::Style;

/// Says of each line whether a paragraph begins with it, where blanks tell; and whether they do.
pub(super) fn mark_paragraphs(normalized: &Normalized, source: &str, lines: &mut [Line]) -> bool {
    let bytes = source.as_bytes();
    // One look rules out nearly every text.
    if memchr::memmem::find(bytes, b" \n").is_none() && memchr::memmem::find(bytes, b" \r\n").is_none() {
        return false;
    }
    let content: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].furniture.is_none()).collect();
    let mut near = 0;
    let closed: Vec<bool> = content
        .iter()
        .map(|at| {
            let end = normalized.map.source_offset_near(lines[*at].span.end, &mut near) as usize;
            ends_with_blank(bytes, end)
        })
        .collect();
    let of = |at: &usize| &lines[*at];
    if !tells_paragraphs(&content.iter().map(of).zip(closed.iter().copied()).collect::<Vec<_>>()) {
        return false;
    }
    for (pair, closed) in content.windows(2).zip(&closed) {
        let [before, own] = [pair[0], pair[1]];
        // A page may cut the blank off, or add one.
        let is_next = own == before + 1 && !lines[own].page_break && lines[own].blanks_before == 0;
        if lines[own].facts.role != LineRole::Wrapped || !is_next {
            continue;
        }
        // Between words of other letters a blank is no end.
        let text = lines[before].span.of(&normalized.text);
        let is_word_end = text.ends_with(|c: char| c.is_ascii_alphanumeric()) && text.contains(is_han);
        if *closed && !is_word_end {
            lines[own].facts.role = LineRole::Begins;
        } else if *closed {
            // Nothing is told.
        } else if lines[own].marker.is_none_or(|marker| marker.style > Style::ParenIdeographic) {
            lines[own].facts.role = LineRole::Continues;
        }
    }
    true
}

/// Whether a line of the source that ends near `at` has one blank behind its last character.
fn ends_with_blank(bytes: &[u8], at: usize) -> bool {
    /// What pads lines to one width is no blank of this kind.
    const MOST: usize = 2;
    /// Behind more bytes no line end of its own stands: another sign ends the line.
    const FAR: usize = 64;
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let rest = &bytes[at.min(bytes.len())..];
    let end = match rest.iter().take(FAR).position(is_end) {
        Some(len) => at + len,
        None if rest.len() < FAR => bytes.len(),
        None => return false,
    };
    let blanks = bytes[..end].iter().rev().take(MOST + 1).take_while(|byte| **byte == b' ').count();
    (1..=MOST).contains(&blanks)
}

/// Whether blanks behind lines tell where paragraphs end: those that end a sentence before the
/// margin have one, and those that are full and end none have not.
fn tells_paragraphs(lines: &[(&Line, bool)]) -> bool {
    /// So many lines of each kind tell.
    const LEAST: usize = 4;
    /// One of so many may be otherwise.
    const EACH_CLOSED: usize = 8;
    const EACH_OPEN: usize = 12;
    let mut widths: Vec<u16> = lines.iter().map(|(line, _)| line.columns).collect();
    widths.sort_unstable();
    // Most lines of a text are full, few of a table are.
    let Some(margin) = widths.get(widths.len() * 9 / 10) else { return false };
    let is_full = |line: &Line| u32::from(line.columns) * 10 >= u32::from(*margin) * 9;
    let count = |is: &dyn Fn(&Line) -> bool| {
        let found = lines.iter().filter(|(line, _)| is(line));
        found.fold((0, 0), |(all, closed), (_, is_closed)| (all + 1, closed + usize::from(*is_closed)))
    };
    let (ended, ended_closed) = count(&|line| line.terminated && !is_full(line));
    let (open, open_closed) = count(&|line| !line.terminated && is_full(line));
    ended >= LEAST
        && open >= LEAST
        && (ended - ended_closed) * EACH_CLOSED <= ended
        && open_closed * EACH_OPEN <= open
}

#[cfg(test)]
mod tests {
    use crate::{Source, parse};

    #[test]
    fn a_blank_ends_a_paragraph_and_a_cell() {
        let body = "推进河湖水环境的保护和修复，完善河湖长制的各项制度，落\n实河湖长的责任，形成工作合力，取得治理的实效，让人民群\n众满意。 \n";
        let text = format!(
            "甲县河湖规划 \n一、总体要求 \n{body}{body}{body}各地要切实做好河湖治理和保护工作，建立健全有关的制度\n和机制 \n不断满足人民的需要。 \n{body}{body}"
        );
        let document = parse(&Source::from_text("t.txt", text)).documents.remove(0);
        let shown = format!("{:?}", document.plan.sections[0].content);
        assert!(shown.contains("和机制\""), "{shown}");
        assert_eq!(document.plan.sections[0].content.len(), 7, "{shown}");
    }
}
