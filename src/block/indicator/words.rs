//! The words of a table: where one ends, and which of them no row can have.

use crate::block::table::split_cells;
use crate::layout::{Manuscript, Paragraph};
use crate::scan::annex_label::scan_annex_label;
use crate::scan::marker::{Style, scan_marker};
use crate::scan::{char_count, is_han, is_longer_than};
use crate::span::Span;

/// The pieces of a stretch between its gaps.
pub(super) fn split_words(manuscript: &Manuscript, span: Span) -> Vec<Span> {
    let mut words: Vec<Span> = Vec::new();
    // A cell that has kept the line behind it: `2020年 |`.
    let bare = span.of(&manuscript.text).trim_end_matches(['|', ' ']);
    let span = if bare.contains('|') { span } else { Span::new(span.start, span.start + bare.len() as u32) };
    for span in
        split_cells(manuscript, span, |gap| gap.columns > 0).into_iter().filter(|span| !span.is_empty())
    {
        // `1 PM2.5浓度`: one blank between a number and a Latin word is no gap.
        let text = span.of(&manuscript.text);
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let name = text[digits..].strip_prefix(' ').filter(|rest| rest.contains(is_han));
        if (1..=3).contains(&digits)
            && name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
        {
            let at = span.start + digits as u32;
            words.extend([Span::new(span.start, at), Span::new(at + 1, span.end)]);
        } else if let Some(last) = words.last_mut()
            && is_one_value(last.of(&manuscript.text), text)
        {
            *last = last.cover(span);
        } else {
            words.push(span);
        }
    }
    words
}

/// Whether a gap stands between a number and the word that bounds it: `3.1 以下`,
/// `不低于 47`; or behind the dot of a label, where no cell ends: `1. 参保率`.
fn is_one_value(before: &str, piece: &str) -> bool {
    const BEHIND: &[&str] = &["以下", "以上", "以内", "左右"];
    const BEFORE: &[&str] = &["不低于", "不少于", "不高于", "不超过", "高于", "低于", "达到", "约"];
    let is_label = || scan_marker(before).is_some_and(|marker| marker.len == before.len());
    before.ends_with(['.', '、']) && is_label() && piece.starts_with(is_han)
        || BEHIND.contains(&piece) && before.ends_with(|c: char| c.is_ascii_digit() || c == '%')
        || BEFORE.contains(&before) && piece.starts_with(|c: char| c.is_ascii_digit())
}

/// Puts words together that were printed with space between their letters or
/// around their digits: 指　标, 2025 年.
pub(super) fn join_letter_spaced(text: &str, pieces: &[Span]) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(pieces.len());
    let mut is_open = false;
    for piece in pieces {
        let is_letter = char_count(piece.of(text)) == 1;
        match joined.last_mut() {
            Some(last) if is_year_end(last.of(text), piece.of(text)) => *last = last.cover(*piece),
            Some(last) if is_letter && is_open => {
                *last = last.cover(*piece);
                // Header words have two letters or four.
                is_open = char_count(last.of(text)) % 2 == 1;
            }
            _ => {
                is_open = is_letter;
                joined.push(*piece);
            }
        }
    }
    joined
}

fn is_year_end(before: &str, piece: &str) -> bool {
    piece.starts_with('年') && before.ends_with(|c: char| c.is_ascii_digit())
}

/// Text that cannot stand in an indicator table.
pub(super) fn is_behind_table(manuscript: &Manuscript, paragraph: &Paragraph) -> bool {
    let line = manuscript.str(paragraph);
    line.starts_with("注：")
        || line.starts_with("专栏")
        || line.contains('。') && is_longer_than(line, 30)
        || is_longer_than(line, 160)
        || scan_annex_label(line).is_some()
        || paragraph.marker.is_some_and(|marker| match marker.style {
            Style::Arabic | Style::ParenArabic | Style::Circled | Style::RightParen => false,
            // （一）经济发展 can head a group of rows.
            Style::ParenIdeographic | Style::Ideographic => line.contains('。') || is_longer_than(line, 16),
            _ => true,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_belong_to_their_number() {
        assert!(is_one_value("3.1", "以下"));
        assert!(is_one_value("95%", "以上"));
        assert!(is_one_value("不低于", "47"));
        assert!(!is_one_value("河道", "以下"));
    }

    #[test]
    fn a_blank_behind_a_label_is_no_gap() {
        let text = "甲市养老规划\n一、目标\n专栏1 主要指标\n类别\n指标\n2025年\n属性\n保障\n\
             1. 养老保险参保率（%）\n90\n预期性\n服务\n2. 养老床位数（张）\n500\n约束性\n二、任务\n加强保障。\n";
        let plan = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0).plan;
        let rows: Vec<_> = plan
            .indicators
            .iter()
            .map(|row| (row.number, row.category.as_deref(), row.name.as_str()))
            .collect();
        assert_eq!(rows, [(Some(1), Some("保障"), "养老保险参保率"), (Some(2), Some("服务"), "养老床位数")]);
    }
}
