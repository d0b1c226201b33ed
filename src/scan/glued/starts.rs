//! What rows and the names of their groups begin with.

use crate::scan::marker::{Style, behind_number, scan_marker};
use crate::scan::{is_han, is_longer_than};

/// The name of a group has no more characters.
pub(super) const LONGEST_GROUP: usize = 30;

/// Whether a text names a group of rows: 一、养老服务, 养老方面.
pub(super) fn is_group(text: &str) -> bool {
    let is_counted = scan_marker(text).is_some_and(|marker| {
        matches!(marker.style, Style::Ideographic | Style::ParenIdeographic) && marker.len < text.len()
    });
    let is_name = text.chars().all(|c| is_han(c) || matches!(c, '、' | '“' | '”' | '（' | '）'));
    !is_longer_than(text, LONGEST_GROUP)
        && !text.contains(['，', '。', '；'])
        && (is_counted || is_name && !is_longer_than(text, LONGEST_GROUP / 2) && is_longer_than(text, 1))
}

/// Whether the number of a row stands at `at`, with what is to be done behind it.
pub(super) fn begins_row(text: &str, at: usize, number: u32) -> bool {
    let Some(task) = behind_number(&text[at..], number) else { return false };
    let before = text[..at].chars().next_back();
    !before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | '第' | '-' | '—' | '～' | '〔' | '：'))
        && task.starts_with(|c: char| is_han(c) || matches!(c, '“' | '《' | '（'))
        && !task.starts_with(['年', '月', '日', '个', '家', '名', '项', '所', '万', '亿', '次', '人', '季'])
}
