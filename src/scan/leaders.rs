//! Leaders: the dots between an entry of the contents and its page.

/// Whether a line ends with leaders and a page: `总则……………… 1`.
#[must_use]
pub fn has_leaders(text: &str) -> bool {
    /// A page has no more characters, and the title begins among so many. Paragraphs
    /// are asked about as they grow, so they are not read further.
    const PAGE: usize = 16;
    const TITLE: usize = 16;
    let is_page = |c: &char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X' | ' ' | '-' | '—');
    let page = text.chars().rev().take(PAGE + 1).take_while(is_page);
    let (count, len) = page.fold((0, 0), |(count, len), c| (count + 1, len + c.len_utf8()));
    let before = &text[..text.len() - len];
    (1..=PAGE).contains(&count)
        && before.chars().rev().take_while(|c| is_leader(*c)).take(2).count() == 2
        && before.chars().take(TITLE).any(|c| !is_leader(c))
}

/// `text` without the leaders and the page at its end.
#[must_use]
pub fn strip_leaders(text: &str) -> &str {
    let trimmed = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X' | ' '));
    trimmed.trim_end_matches(|c: char| is_leader(c) || c.is_whitespace())
}

/// Whether leaders may be made of `c`.
#[must_use]
pub const fn is_leader(c: char) -> bool {
    matches!(c, '.' | '…' | '·' | '•' | '。' | '．' | '-' | '—' | '_' | '⋯' | '┄')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaders_need_a_title_and_a_page() {
        assert!(has_leaders("总则.........1"));
        assert!(has_leaders("第一节指导思想…………… 12"));
        assert!(!has_leaders("到2025年"));
        assert!(!has_leaders("……3"));
    }
}
