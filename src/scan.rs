//! Recognizers: small pure functions that know one shape each.
//!
//! A `scan_*` function looks at the start of a slice of normalized text and
//! reports what it matched and how many bytes it took, or nothing. None keeps
//! state, none reports a diagnostic.

pub mod annex_label;
pub mod box_heading;
pub mod city;
pub mod clause;
pub mod column;
pub mod date;
pub mod document_number;
pub mod file_name;
pub mod folded;
pub mod glued;
pub mod indicator;
pub mod leaders;
pub mod letter;
pub mod marker;
pub mod metadata;
pub mod national;
pub mod note;
pub mod numeral;
pub mod organization;
pub mod page_number;
pub mod period;
pub mod power;
pub mod quantity;
pub mod region;
pub mod running;
pub mod shared_head;
pub mod site;
pub mod table_line;
pub mod title;
pub mod unit;
pub mod word_list;

/// Whether `c` is a Chinese character (unified ideographs and extension A).
#[must_use]
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// Whether a sentence ends at `c`.
#[must_use]
pub const fn is_sentence_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；')
}

/// Whether a line that ends with `text` ends a sentence, closing brackets and
/// quotes aside: `……残联）` does, when `。` or a whole bracket stands before.
#[must_use]
pub fn is_terminated(text: &str) -> bool {
    for c in text.chars().rev() {
        match c {
            // A closing quote, or the end of Markdown emphasis.
            '”' | '’' | '》' | '〉' | '」' | '』' | '*' => {}
            '）' | ')' | ']' | '】' | '〕' => return ends_with_closed_bracket(text),
            c => return is_sentence_end(c) || matches!(c, '：' | '…' | ':'),
        }
    }
    false
}

/// Whether the bracket that `text` ends with closes a sentence: it is a clause,
/// follows a whole sentence, or is all there is. 医（康） does not. A bracket that
/// was opened on an earlier line counts as closing.
fn ends_with_closed_bracket(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '’', '》']);
    let mut depth = 0i32;
    for (at, c) in text.char_indices().rev() {
        match c {
            '）' | ')' | ']' | '】' | '〕' => depth += 1,
            '（' | '(' | '[' | '【' | '〔' => {
                depth -= 1;
                if depth == 0 {
                    let inside = &text[at..];
                    return text[..at].chars().next_back().is_none_or(is_sentence_end)
                        || ["牵头", "负责", "责任", "配合"].iter().any(|word| inside.contains(word));
                }
            }
            _ => {}
        }
    }
    true
}

/// How many bytes the character takes that begins with `lead`.
#[must_use]
pub const fn char_len(lead: u8) -> usize {
    match lead {
        // Ideographs and Chinese punctuation: nearly the whole text.
        0xE0..=0xEF => 3,
        0xC0..=0xDF => 2,
        0xF0.. => 4,
        _ => 1,
    }
}

/// Where the run of ideographs ends that begins at `at`, which is `at` itself if
/// none does. They are nearly the whole text, and every walk passes over them.
#[must_use]
pub fn skip_ideographs(bytes: &[u8], mut at: usize) -> usize {
    /// Bytes that are looked at together.
    const BLOCK: usize = size_of::<u64>();
    const fn each(byte: u8) -> u64 {
        u64::from_le_bytes([byte; BLOCK])
    }
    while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk::<BLOCK>) {
        // The highest bit of each byte answers. Bytes that go on with a character
        // are 10xxxxxx, those that begin U+4000 to U+9FFF are 0xE4 to 0xE9.
        let block = u64::from_le_bytes(*block);
        let low = block & each(0x7F);
        let begins = block & (low + each(0x80 - 0x64)) & !(low + each(0x80 - 0x6A));
        let goes_on = block & !(block << 1);
        let others = !(begins | goes_on) & each(0x80);
        if others != 0 {
            return at + others.trailing_zeros() as usize / 8;
        }
        at += BLOCK;
    }
    while matches!(bytes.get(at), Some(0x80..=0xBF | 0xE4..=0xE9)) {
        at += 1;
    }
    at
}

/// Length of `text` in characters.
#[must_use]
pub fn char_count(text: &str) -> usize {
    count_bytes(text.as_bytes(), |byte| byte & 0xC0 != 0x80)
}

/// How many bytes of `bytes` are as `is_counted` says. Counting in bytes, a
/// block at a time, lets the compiler count many bytes at once.
pub fn count_bytes(bytes: &[u8], is_counted: impl Fn(u8) -> bool) -> usize {
    bytes
        .chunks(255)
        .map(|block| usize::from(block.iter().fold(0u8, |count, byte| count + u8::from(is_counted(*byte)))))
        .sum()
}

/// Whether `text` has more than `limit` characters, without counting further.
#[must_use]
pub fn is_longer_than(text: &str, limit: usize) -> bool {
    text.len() > limit && (text.len() > limit * 4 || char_count(text) > limit)
}

/// Whether a bracket opens, of any width and form; they pair with each other, because
/// typists mix them.
#[must_use]
pub const fn is_opening(c: char) -> bool {
    matches!(c, '（' | '(' | '[' | '【' | '〔' | '〈')
}

/// Whether one closes.
#[must_use]
pub const fn is_closing(c: char) -> bool {
    matches!(c, '）' | ')' | ']' | '】' | '〕' | '〉')
}

/// The byte length of the bracketed group that `text` starts with, brackets
/// included; `（甲（乙））丙` gives the length of `（甲（乙））`.
#[must_use]
pub fn scan_brackets(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            c if is_opening(c) => depth += 1,
            c if is_closing(c) => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + c.len_utf8());
                }
            }
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Splits `text` where `is_separator` says so, outside brackets.
pub fn split_outside_brackets(text: &str, is_separator: impl Fn(char) -> bool) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let current = rest?;
        let mut depth = 0i32;
        for (at, c) in current.char_indices() {
            match c {
                '（' | '(' | '[' | '【' | '〔' | '《' | '〈' | '“' => depth += 1,
                '）' | ')' | ']' | '】' | '〕' | '》' | '〉' | '”' => depth -= 1,
                c if depth <= 0 && is_separator(c) => {
                    rest = Some(&current[at + c.len_utf8()..]);
                    return Some(&current[..at]);
                }
                _ => {}
            }
        }
        rest = None;
        Some(current)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_ideographs_end_at_the_first_other_character() {
        let is_ideograph = |c: &char| ('\u{4000}'..='\u{9FFF}').contains(c);
        for other in
            ["", "，", "a", "é", "\u{3FFF}", "\u{4000}", "\u{9FFF}", "\u{A000}", "𠮷", "\u{E000}", "\u{FFFD}"]
        {
            for before in 0..12 {
                let text = ["划".repeat(before).as_str(), other, "规划规划"].concat();
                for after in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
                    let text = &text[..after];
                    let run: usize = text.chars().take_while(is_ideograph).map(char::len_utf8).sum();
                    assert_eq!(skip_ideographs(text.as_bytes(), 0), run, "{text:?}");
                }
            }
        }
    }

    #[test]
    fn brackets_nest_and_mix_forms() {
        assert_eq!(scan_brackets("（甲[乙]丙)丁"), Some("（甲[乙]丙)".len()));
        assert_eq!(scan_brackets("（甲"), None);
        assert_eq!(scan_brackets("甲（乙）"), None);
    }

    #[test]
    fn a_line_is_terminated_by_its_last_mark() {
        assert!(is_terminated("到位。"));
        assert!(is_terminated("“到位。”"));
        assert!(is_terminated("（牵头部门：市残联）"));
        assert!(is_terminated("（此件公开发布）"));
        assert!(is_terminated("市残联，参与部门：市财政局）"));
        assert!(!is_terminated("探索医（康）"));
        assert!(!is_terminated("《规划》"));
        assert!(!is_terminated("指导思想"));
    }

    #[test]
    fn lists_split_outside_brackets() {
        let names: Vec<_> =
            split_outside_brackets("各镇（街道、园区）、市直部门", |c| c == '、').collect();
        assert_eq!(names, ["各镇（街道、园区）", "市直部门"]);
    }
}
