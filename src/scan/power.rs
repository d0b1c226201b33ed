//! Digits that are set higher than their line, as the powers they are: 10⁶ must not read
//! as 106.

/// No power has more characters.
const LONGEST: usize = 4;

/// Superscript text in characters of its own, where it is a number. The mark of a note
/// (①, 注) stays as it is.
#[must_use]
pub fn superscript(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    text.chars()
        .map(|c| match c {
            '0'..='9' => "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(c as usize - '0' as usize),
            '+' => Some('⁺'),
            '-' | '−' | '－' | '–' => Some('⁻'),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_powers_and_other_text_is_none() {
        assert_eq!(superscript("6").as_deref(), Some("⁶"));
        assert_eq!(superscript(" -12").as_deref(), Some("⁻¹²"));
        for text in ["①", "注", "[1]", "", "+", "20251"] {
            assert_eq!(superscript(text), None, "{text}");
        }
    }
}
