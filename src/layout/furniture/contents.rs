//! The heading of the table of contents.

use super::list::{Cut, Furniture};
use crate::layout::line::Line;
use crate::model::FurnitureKind;
use crate::scan::is_han;
use crate::span::Span;

/// CONTENTS, as designers print it beside 目录, letter-spaced or not.
fn is_contents_word(line: &str) -> bool {
    let rest = line.strip_prefix("目录").map_or(line, |rest| rest.trim_start_matches(['/', '|', ' ']));
    rest.starts_with(['C', 'c'])
        && rest.bytes().filter(|byte| *byte != b' ').map(|byte| byte.to_ascii_uppercase()).eq(*b"CONTENTS")
}

/// 目录, alone or with a page number glued to it; 目 and 录, where the gap between
/// them was taken for the end of a line.
pub(super) fn mark_contents_headings(text: &str, lines: &mut [Line], furniture: &mut Furniture) {
    for at in 1..lines.len() {
        let pair = [at - 1, at];
        if pair.iter().all(|at| lines[*at].span.len() == '目'.len_utf8() as u32)
            && matches!(pair.map(|at| lines[at].span.of(text)), ["目", "录" | "次"])
        {
            for at in pair {
                lines[at].furniture = Some(FurnitureKind::ContentsHeading);
            }
        }
    }
    for line in lines.iter_mut() {
        let is_other = is_han(line.first) && line.first != '目';
        if line.furniture.is_some() || line.span.len() > 60 || is_other {
            continue;
        }
        let content = line.span.of(text);
        if is_contents_word(content) {
            line.furniture = Some(FurnitureKind::ContentsHeading);
            continue;
        }
        if !content.contains('目') {
            continue;
        }
        if matches!(content.trim_matches(['【', '】', '[', ']', '：']), "目录" | "目次") {
            line.furniture = Some(FurnitureKind::ContentsHeading);
            continue;
        }
        let Some(at) = content.find("目录").or_else(|| content.find("目次")) else { continue };
        let before = &content[..at];
        let after = &content[at + "目录".len()..];
        let is_number = |text: &str| {
            text.chars().all(|c| {
                c.is_ascii_digit()
                    || matches!(
                        c,
                        'I' | 'V' | 'X' | 'i' | 'v' | 'x' | ' ' | '-' | '—' | '#' | '*' | '·' | '.' | '…'
                    )
            })
        };
        if !is_number(before) || !is_number(after) {
            continue;
        }
        let start = line.span.start + at as u32;
        let heading = Span::new(start, start + "目录".len() as u32);
        if before.is_empty() && after.is_empty() {
            line.furniture = Some(FurnitureKind::ContentsHeading);
            continue;
        }
        furniture.cuts.push(Cut { span: heading, kind: FurnitureKind::ContentsHeading });
        for (from, piece) in [(line.span.start, before), (heading.end, after)] {
            if !piece.is_empty() && !piece.starts_with(['#', '*']) {
                furniture.cuts.push(Cut {
                    span: Span::new(from, from + piece.len() as u32),
                    kind: FurnitureKind::PageNumber,
                });
            }
        }
    }
}
