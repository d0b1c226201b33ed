//! Titles as they are compared: characters only.

/// A title as it is compared: characters only, no marks, no white space.
#[must_use]
pub fn fold_title(title: &str) -> String {
    let mut folded = String::with_capacity(title.len());
    folded.extend(folded_chars(title));
    folded
}

/// What is left of the folded `title` behind what `beginning` folds to, if it
/// begins with that.
#[must_use]
pub fn strip_folded<'a>(title: &'a str, beginning: &str) -> Option<&'a str> {
    let mut rest = title.chars();
    folded_chars(beginning).all(|c| rest.next() == Some(c)).then_some(rest.as_str())
}

fn folded_chars(title: &str) -> impl Iterator<Item = char> {
    // Ideographs need no look into the tables of Unicode.
    title.chars().filter(|c| matches!(c, '\u{4E00}'..='\u{9FFF}') || c.is_alphanumeric())
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
