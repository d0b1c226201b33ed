//! A paragraph in pieces: what was made of a selection of the source in the text of the model.

use serde_json::{Value, json};

use super::part::span_of;
use super::sight::squeeze;
use super::text::Text;
use crate::model::ByteSpan;
use crate::source::Source;

/// The pieces of a paragraph: what stands before a selection, it, and what stands behind it.
pub struct Pieces {
    pub before: Option<Value>,
    /// The text of the selection in normal form, in one line.
    pub text: String,
    pub after: Option<Value>,
}

/// Parts the block of a paragraph by a selection, byte offsets of the source. Nothing where
/// the selection is not in its text.
pub fn split(context: &Text<'_>, paragraph: &Value, [start, end]: ByteSpan) -> Option<Pieces> {
    let [first, last] = span_of(paragraph)?;
    let text = paragraph["text"].as_str()?;
    let (start, end) = (start.max(first), end.min(last));
    let wanted = context.said([start, end])?;
    if wanted.is_empty() {
        return None;
    }
    // The characters of the text that are not white space, and where each stands.
    let squeezed = squeeze(text);
    let places: Vec<usize> =
        text.char_indices().filter(|(_, c)| !c.is_whitespace()).map(|(at, _)| at).collect();
    // As many characters stand before it in the text as in the source, more or less.
    let expected = context.said([first, start])?.chars().count();
    let distance = |at: &usize| squeezed[..*at].chars().count().abs_diff(expected);
    let at = squeezed.match_indices(&wanted).map(|(at, _)| at).min_by_key(distance)?;
    let from = squeezed[..at].chars().count();
    let to = from + wanted.chars().count();
    let cut = |at: usize| places.get(at).copied().unwrap_or(text.len());
    let piece = |text: &str, span: ByteSpan| {
        let text = text.trim();
        (!text.is_empty()).then(|| block(context.source, text, context.bare(span)))
    };
    Some(Pieces {
        before: piece(&text[..cut(from)], [first, start]),
        text: text[cut(from)..cut(to)].trim().to_owned(),
        after: piece(&text[cut(to)..], [end, last]),
    })
}

/// The block of a paragraph.
pub fn block(source: &Source, text: &str, span: ByteSpan) -> Value {
    let span = trimmed(source, span);
    json!({ "type": "paragraph", "text": text, "lines": lines(source, span), "span": span })
}

/// A span without the white space at its ends.
pub fn trimmed(source: &Source, [start, end]: ByteSpan) -> ByteSpan {
    let Some(text) = source.text().get(start as usize..end as usize) else { return [start, end] };
    let head = (text.len() - text.trim_start().len()) as u32;
    let tail = (text.len() - text.trim_end().len()) as u32;
    if head as usize == text.len() { [start, start] } else { [start + head, end - tail] }
}

/// The lines of a span.
pub fn lines(source: &Source, [start, end]: ByteSpan) -> [u32; 2] {
    source.lines().lines(crate::span::SourceSpan::new(start, end))
}
