//! Titles as they are compared: characters only.

/// A title as it is compared: characters only, no marks, no white space.
#[must_use]
pub fn fold_title(title: &str) -> String {
    let mut folded = String::with_capacity(title.len());
    let mut from = 0;
    for (at, c) in title.char_indices().filter(|(_, c)| !is_compared(*c)) {
        folded.push_str(&title[from..at]);
        from = at + c.len_utf8();
    }
    folded.push_str(&title[from..]);
    folded
}

/// What is left of the folded `title` behind what `beginning` folds to, if it
/// begins with that.
#[must_use]
pub fn strip_folded<'a>(title: &'a str, beginning: &str) -> Option<&'a str> {
    let mut rest = title.chars();
    beginning.chars().filter(|c| is_compared(*c)).all(|c| rest.next() == Some(c)).then_some(rest.as_str())
}

fn is_compared(c: char) -> bool {
    // Ideographs need no look into the tables of Unicode.
    matches!(c, '\u{4E00}'..='\u{9FFF}') || c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_compared_without_marks() {
        assert_eq!(fold_title("“十四五”（草案）。"), "十四五草案");
        assert_eq!(strip_folded("十四五规划草案", "“十四五”规划"), Some("草案"));
        assert_eq!(strip_folded("十四五规划", "“十四五”规划（草案）"), None);
        assert!(('\u{4E00}'..='\u{9FFF}').all(char::is_alphanumeric));
    }
}
