//! Faults of typing in the texts of a model: its source may not have them, or not be at hand.

use std::collections::HashMap;

use guihua::model::Lines;
use guihua::{Code, Diagnostic, ReadOptions, Source};

/// Rules about characters and words that look at a text alone.
const RULES: [Code; 8] = [
    Code::UnbalancedBracket,
    Code::MismatchedBracket,
    Code::MixedBracketWidth,
    Code::HalfwidthPunctuation,
    Code::DoubledCharacter,
    Code::DoubledWord,
    Code::DoubledPunctuation,
    Code::WrongReplacement,
];

/// A fault in a text.
pub struct Typed {
    pub found: Diagnostic,
    /// The lines of the part that the text is of.
    pub lines: Lines,
    /// What is marked.
    pub excerpt: String,
}

/// What proofreading finds in those of the texts that are new; the others show the habits of
/// the document.
pub fn texts(texts: &[(Lines, &str)], is_new: impl Fn(&str) -> bool) -> Vec<Typed> {
    let mut places: HashMap<String, Lines> = HashMap::new();
    let mut page = String::from("<html><body>\n");
    for (lines, text) in texts {
        if is_new(text) {
            places.entry(bare(text)).or_insert(*lines);
        }
        page.push_str("<p>");
        page.push_str(&text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
        page.push_str("</p>\n");
    }
    if places.is_empty() {
        return Vec::new();
    }
    page.push_str("</body></html>\n");
    // What cannot be read so has nothing typed in it.
    let Ok(source) = Source::read("model.html", page.into_bytes(), ReadOptions::default()) else {
        return Vec::new();
    };
    let checked = guihua::check(&source);
    let found = checked.diagnostics.into_iter().filter(|found| RULES.contains(&found.code));
    found
        .filter_map(|found| {
            let line = source.lines().line_span(source.lines().line(found.span.start));
            let lines = *places.get(&bare(line.of(source.text())))?;
            let excerpt = super::place::excerpt(&source, found.span);
            Some(Typed { found, lines, excerpt })
        })
        .collect()
}

/// A text without white space.
fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}
