//! Where a fault of YAML really is.
//!
//! A parser stops where it cannot go on, often a line below what was mistyped:
//! a quote that is not closed, a tab, a full-width blank or colon. What hands
//! get wrong most is looked for around that place, and told there.

use crate::source::LineIndex;
use crate::span::SourceSpan;

/// How many lines above the place a quote may have been opened.
const LINES: u32 = 20;

/// The place of what was mistyped, and what is wrong with it; nothing where the
/// parser's own words are the best. `at` is where it stopped, `why` what it said.
pub(super) fn locate(text: &str, at: usize, why: &str) -> Option<(SourceSpan, &'static str)> {
    let lines = LineIndex::new(text);
    let line = lines.line(at as u32);
    let span = |line| lines.line_span(line);
    let near = line.saturating_sub(1).max(1)..=(line + 1).min(lines.count());
    let blank = |wanted: char| {
        near.clone().find_map(|line| {
            let content = span(line).of(text);
            let indent = &content[..content.len() - content.trim_start().len()];
            let found = indent.find(wanted)?;
            let start = span(line).start + found as u32;
            Some(SourceSpan::new(start, start + wanted.len_utf8() as u32))
        })
    };
    if let Some(place) = blank('\u{3000}') {
        return Some((place, "a full-width blank in the indentation"));
    }
    if why.contains("tab") {
        return blank('\t').map(|place| (place, "tabs disallowed in the indentation"));
    }
    if why.contains("quoted scalar") || why.contains("quote") {
        let from = line.saturating_sub(LINES).max(1);
        let open = (from..=line).rev().find_map(|line| open_quote(span(line).of(text), span(line).start));
        return open.map(|place| (place, "a quote that is not closed in its line"));
    }
    if why.contains("simple key expected") {
        return Some(no_field(span(line), span(line).of(text)));
    }
    None
}

/// The quote that opens the value of a line and does not close in it.
fn open_quote(line: &str, base: u32) -> Option<SourceSpan> {
    let value = line.find(": ").map_or_else(|| line.find("- ").map(|at| at + 2), |at| Some(at + 2))?;
    let start = value + (line[value..].len() - line[value..].trim_start().len());
    let quote = line[start..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let at = base + start as u32;
    (!line[start + 1..].contains(quote)).then(|| SourceSpan::new(at, at + 1))
}

/// What a line lacks that is neither a field nor an item.
fn no_field(span: SourceSpan, line: &str) -> (SourceSpan, &'static str) {
    let indent = line.len() - line.trim_start().len();
    let content = line.trim();
    let mark = |at: usize, c: char| {
        let start = span.start + (indent + at) as u32;
        SourceSpan::new(start, start + c.len_utf8() as u32)
    };
    let is_word = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if let Some(at) = content.find('：').filter(|at| is_word(&content[..*at])) {
        return (mark(at, '：'), "a full-width colon");
    }
    if let Some(at) = content.find(':').filter(|at| is_word(&content[..*at])) {
        return (mark(at, ':'), "no blank behind the colon");
    }
    if content.starts_with('-') {
        return (mark(0, '-'), "no blank behind the dash");
    }
    let start = span.start + indent as u32;
    (SourceSpan::new(start, start + content.len() as u32), "neither a field nor an item of a list")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn located(text: &str, at: &str, why: &str) -> Option<(String, u32, &'static str)> {
        let (span, why) = locate(text, text.find(at).unwrap(), why)?;
        Some((span.of(text).to_owned(), LineIndex::new(text).line(span.start), why))
    }

    #[test]
    fn misprints_are_told_where_they_stand() {
        let told = |word: &str, line, why| Some((word.to_owned(), line, why));
        let expected = "simple key expected ':'";
        assert_eq!(located("a: 1\nb：2\n", "b", expected), told("：", 2, "a full-width colon"));
        assert_eq!(located("a: 1\nb:2\n", "b", expected), told(":", 2, "no blank behind the colon"));
        assert_eq!(located("a:\n  -一\n", "-", expected), told("-", 2, "no blank behind the dash"));
        assert_eq!(
            located("a: 1\n甲乙\n", "甲", expected),
            told("甲乙", 2, "neither a field nor an item of a list")
        );
        let tab = "while scanning a plain scalar, found a tab";
        assert_eq!(
            located("a: 1\n\tb: 2\n", ": 1", tab),
            told("\t", 2, "tabs disallowed in the indentation")
        );
        let indentation = "mapping values are not allowed in this context";
        assert_eq!(
            located("a: 1\n　b: 2\nc: 3\n", ": 3", indentation),
            told("\u{3000}", 2, "a full-width blank in the indentation")
        );
        let quote = "invalid indentation in multiline quoted scalar";
        assert_eq!(
            located("a:\n  b: \"一\n  c: 2\n", "c", quote),
            told("\"", 2, "a quote that is not closed in its line")
        );
        assert_eq!(located("a: *b\n", "*", "unknown anchor"), None);
    }
}
