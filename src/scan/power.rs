//! Digits that are set higher than their line, as the powers they are: 10⁶ must not read
//! as 106. And those that are set lower, which belong to the letters before them: PM2.5.

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

/// Whether a word is the figure that hangs below the letters of the one formula whose figure
/// counts nothing: 2.5 of PM2.5. Those of others, as of CO2, may be numbers of rows.
#[must_use]
pub fn is_index(word: &str) -> bool {
    word == "2.5"
}

/// Whether that formula lacks its figure at the end of a text.
#[must_use]
pub fn lacks_index(text: &str) -> bool {
    text.ends_with("PM")
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
