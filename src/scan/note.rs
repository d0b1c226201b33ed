//! Notes below tables and texts: 注：〔〕内为累计数。

/// The byte length of the words that open a note: 注：, 备注：, 说明：, 注1：, 注 before the
/// bracket that it explains. 注重民生 opens none.
#[must_use]
pub fn scan_note(text: &str) -> Option<usize> {
    let text_of = |word: &str| text.strip_prefix(word);
    let rest = ["注", "备注", "说明"].iter().find_map(|word| text_of(word))?;
    let is_plain = text.starts_with('注');
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '①'..='⑳' | '*'));
    let is_numbered = behind.len() < rest.len();
    let len = |rest: &str| text.len() - rest.len();
    match behind.chars().next()? {
        mark @ ('：' | ':') => Some(len(behind) + mark.len_utf8()),
        mark @ ('.' | '．' | '、') if is_numbered && is_plain => Some(len(behind) + mark.len_utf8()),
        '〔' | '[' | '【' if is_plain => Some(len(behind)),
        _ => None,
    }
}

/// Whether a text is a note.
#[must_use]
pub fn is_note(text: &str) -> bool {
    scan_note(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_told_from_words_that_begin_alike() {
        for (text, opens) in [
            ("注：〔〕内为累计数", "注："),
            ("备注：按可比价计算", "备注："),
            ("说明：数据为快报数", "说明："),
            ("注1：按可比价计算", "注1："),
            ("注2.按可比价计算", "注2."),
            ("注①：按可比价计算", "注①："),
            ("注〔〕内为累计数", "注"),
        ] {
            assert_eq!(scan_note(text).map(|len| &text[..len]), Some(opens), "{text}");
        }
        for text in ["注重民生保障", "注册企业数", "注", "说明书备案率", "备注", "注2025年"]
        {
            assert!(!is_note(text), "{text}");
        }
    }
}
