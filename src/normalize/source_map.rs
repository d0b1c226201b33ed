//! The way back from text this crate wrote to the source it was made from.
//!
//! A map is a list of edits in text order; between two edits text and
//! source run in step, byte for byte. It is written by the code that writes
//! the text and never changed afterwards. What it refuses to do is go the
//! other way: nothing here turns a source offset into a text offset.

use super::edits::{Edit, Edits, Walk};
use crate::span::{SourceSpan, Span};

/// Turns offsets in written text into offsets in the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    /// Ordered by `text_start`, then by `text_end`.
    edits: Edits,
}

impl SourceMap {
    pub(super) const fn new(edits: Edits) -> Self {
        Self { edits }
    }

    /// The way back from the same text where its source was itself written from
    /// another one, which `below` leads to. `len` is the length of that source.
    pub(super) fn over(&self, below: &Self, len: u32) -> Self {
        let mut builder = SourceMapBuilder::with_room(below, self.edits.size());
        let (mut at, mut cursor) = (0, 0);
        for edit in self.edits.iter() {
            builder.copy(below, Span::new(at, edit.source_start), &mut cursor);
            let removed_or_made = Span::new(edit.source_start, edit.source_end);
            builder.replace(edit.text_end - edit.text_start, below.to_source(removed_or_made));
            at = edit.source_end;
        }
        builder.copy(below, Span::new(at, len), &mut cursor);
        builder.finish()
    }

    /// Where the characters of `span` came from: from the source start of its
    /// first character to the source end of its last one. An empty span maps
    /// to an empty one at the same place.
    ///
    /// ```
    /// use guihua::normalize::normalize;
    /// use guihua::{SourceSpan, Span};
    ///
    /// let normalized = normalize("到 ２０ 年");
    /// assert_eq!(normalized.text, "到20年");
    /// assert_eq!(normalized.map.to_source(Span::new(3, 5)), SourceSpan::new(4, 10));
    /// ```
    #[must_use]
    pub fn to_source(&self, span: Span) -> SourceSpan {
        let start = self.source_offset(span.start);
        if span.is_empty() {
            return SourceSpan::new(start, start);
        }
        SourceSpan::new(start, end_behind(self.last(&mut 0, |start| start < span.end), span.end))
    }

    /// Like [`to_source`](Self::to_source), quick for whoever asks in text order:
    /// `near` remembers where the last answer was found. Start with 0.
    #[must_use]
    pub fn to_source_near(&self, span: Span, near: &mut usize) -> SourceSpan {
        if span.is_empty() {
            return self.to_source(span);
        }
        let start = self.source_offset_near(span.start, near);
        let last = self.last(&mut near.clone(), |start| start < span.end);
        SourceSpan::new(start, end_behind(last, span.end))
    }

    /// Like [`source_offset`](Self::source_offset), quick for whoever asks in text
    /// order; see [`to_source_near`](Self::to_source_near).
    #[must_use]
    pub fn source_offset_near(&self, at: u32, near: &mut usize) -> u32 {
        offset_behind(self.last(near, |start| start <= at), at)
    }

    /// The last edit whose beginning `is_before` accepts, searched outwards from `near`.
    fn last(&self, near: &mut usize, is_before: impl Fn(u32) -> bool) -> Option<Edit> {
        *near = self.edits.block_of(*near, &is_before);
        self.edits.walk_from(*near).take_while(|edit| is_before(edit.text_start)).last()
    }

    /// For whoever asks in text order which characters were made from ASCII ones.
    pub(crate) fn ascii_origins(&self) -> AsciiOrigins<'_> {
        let mut rest = self.edits.iter();
        AsciiOrigins { first: rest.next(), rest }
    }

    /// Where the character at offset `at` of the text begins in the source;
    /// inside an edit, where the edit begins.
    #[must_use]
    pub fn source_offset(&self, at: u32) -> u32 {
        self.source_offset_near(at, &mut 0)
    }
}

/// The source offset for `at`, given the last edit that starts at or before it.
fn offset_behind(last: Option<Edit>, at: u32) -> u32 {
    match last {
        None => at,
        Some(edit) if at < edit.text_end => edit.source_start,
        Some(edit) => edit.source_end + (at - edit.text_end),
    }
}

/// Where the character before `end` ends in the source, given the last edit that starts
/// before `end`. An edit that starts at `end` (a removal behind the span, say) has no part in it.
fn end_behind(last: Option<Edit>, end: u32) -> u32 {
    match last {
        None => end,
        Some(edit) if end <= edit.text_end => edit.source_end,
        Some(edit) => edit.source_end + (end - edit.text_end),
    }
}

/// Tells which characters were made from ASCII ones, in one pass over the map.
#[derive(Debug, Default)]
pub(crate) struct AsciiOrigins<'a> {
    /// The first edit that ends behind the place asked for last, and those behind it.
    first: Option<Edit>,
    rest: Walk<'a>,
}

impl AsciiOrigins<'_> {
    /// Whether the character at `at`, which is none itself, was made from one
    /// byte, an ASCII character. Offsets come in ascending order.
    pub fn has(&mut self, at: u32) -> bool {
        while let Some(first) = self.first {
            if first.text_end > at {
                return first.text_start <= at && first.source_end - first.source_start == 1;
            }
            self.first = self.rest.next();
        }
        false
    }
}

/// Composes the map of a text that is put together from pieces of an already
/// mapped one: lines joined to a paragraph, a cell cut from its row.
///
/// ```
/// use guihua::normalize::{SourceMapBuilder, normalize};
/// use guihua::{SourceSpan, Span};
///
/// let normalized = normalize("民\n  生");
/// let mut builder = SourceMapBuilder::new();
/// let mut cursor = 0;
/// builder.copy(&normalized.map, Span::new(0, 3), &mut cursor);
/// builder.copy(&normalized.map, Span::new(4, 7), &mut cursor);
/// let joined = builder.finish(); // of the text "民生"
/// assert_eq!(joined.to_source(Span::new(3, 6)), SourceSpan::new(6, 9));
/// ```
#[derive(Clone, Debug, Default)]
pub struct SourceMapBuilder {
    edits: Edits,
    /// How much text has been described.
    text_at: u32,
    /// The source offset that text added now would stand for by itself.
    source_at: u32,
}

impl SourceMapBuilder {
    /// A builder for an empty text.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, with room for all edits of `from` and so many bytes of others besides.
    pub(crate) fn with_room(from: &SourceMap, more: usize) -> Self {
        Self { edits: Edits::with_room(from.edits.size() + more), ..Self::default() }
    }

    /// The length of the text described so far.
    #[must_use]
    pub const fn text_len(&self) -> u32 {
        self.text_at
    }

    /// Where in the source the text described so far ends.
    #[must_use]
    pub const fn source_at(&self) -> u32 {
        self.source_at
    }

    /// The text goes on with `span` of the text that `from` describes.
    ///
    /// `cursor` remembers where in `from` the last copy began; start with 0
    /// and pass the same variable for every copy from one map. Copies in text
    /// order then take linear time together; any other order only takes a
    /// binary search more.
    pub fn copy(&mut self, from: &SourceMap, span: Span, cursor: &mut usize) {
        if span.is_empty() {
            return;
        }
        *cursor = from.edits.block_of(*cursor, |start| start <= span.start);
        let mut edits = from.edits.walk_from(*cursor).peekable();
        let mut first = None;
        while let Some(edit) = edits.next_if(|edit| edit.text_start <= span.start) {
            first = Some(edit);
        }
        self.resume_at(offset_behind(first, span.start));

        let mut at = span.start;
        if let Some(first) = first.filter(|first| first.text_end > span.start) {
            at = first.text_end.min(span.end);
            self.replace(at - span.start, SourceSpan::new(first.source_start, first.source_end));
        }
        while let Some(edit) = edits.next_if(|edit| edit.text_start < span.end) {
            self.advance(edit.text_start - at);
            at = edit.text_end.min(span.end);
            self.push(at - edit.text_start, edit.source_start, edit.source_end);
        }
        self.advance(span.end - at);
    }

    /// The text goes on with `text_len` bytes made from `source`.
    pub fn replace(&mut self, text_len: u32, source: SourceSpan) {
        self.resume_at(source.start);
        self.push(text_len, source.start, source.end);
    }

    /// The map of the text described.
    #[must_use]
    pub fn finish(self) -> SourceMap {
        SourceMap { edits: self.edits }
    }

    /// Text and source run in step for `len` bytes.
    const fn advance(&mut self, len: u32) {
        self.text_at += len;
        self.source_at += len;
    }

    /// What follows comes from `source`; if that is not where we are, the part
    /// between is recorded as removed.
    fn resume_at(&mut self, source: u32) {
        if source != self.source_at {
            self.push(0, self.source_at.min(source), source);
        }
    }

    fn push(&mut self, text_len: u32, source_start: u32, source_end: u32) {
        self.edits.push(Edit {
            text_start: self.text_at,
            text_end: self.text_at + text_len,
            source_start,
            source_end,
        });
        self.text_at += text_len;
        self.source_at = source_end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `ab` + `XX` (made from 3..4) + `c`, with 2..3 and 5..7 removed.
    fn sample() -> SourceMap {
        let edit = |text_start, text_end, source_start, source_end| Edit {
            text_start,
            text_end,
            source_start,
            source_end,
        };
        let mut edits = Edits::default();
        for edit in [edit(2, 2, 2, 3), edit(2, 4, 3, 4), edit(5, 5, 5, 7)] {
            edits.push(edit);
        }
        SourceMap::new(edits)
    }

    #[test]
    fn removals_belong_to_neither_neighbour() {
        let map = sample();
        assert_eq!(map.to_source(Span::new(0, 2)), SourceSpan::new(0, 2));
        assert_eq!(map.to_source(Span::new(4, 5)), SourceSpan::new(4, 5));
        assert_eq!(map.to_source(Span::new(5, 6)), SourceSpan::new(7, 8));
    }

    #[test]
    fn every_character_of_an_edit_maps_to_the_whole_edit() {
        let map = sample();
        assert_eq!(map.to_source(Span::new(2, 3)), SourceSpan::new(3, 4));
        assert_eq!(map.to_source(Span::new(3, 4)), SourceSpan::new(3, 4));
        assert_eq!(map.source_offset(3), 3);
    }

    #[test]
    fn nearness_changes_no_answer() {
        let map = sample();
        for start in 0..7 {
            for end in start..8 {
                for near in 0..5 {
                    let span = Span::new(start, end);
                    assert_eq!(map.to_source_near(span, &mut near.clone()), map.to_source(span));
                    assert_eq!(map.source_offset_near(start, &mut near.clone()), map.source_offset(start));
                }
            }
        }
    }

    #[test]
    fn an_empty_span_maps_to_an_empty_one() {
        assert_eq!(sample().to_source(Span::new(1, 1)), SourceSpan::new(1, 1));
        assert_eq!(sample().to_source(Span::new(5, 5)), SourceSpan::new(7, 7));
        assert_eq!(SourceMap::default().to_source(Span::new(4, 4)), SourceSpan::new(4, 4));
    }

    #[test]
    fn a_composed_map_agrees_with_its_pieces() {
        let map = sample();
        for first in 0..6 {
            for second in first..6 {
                let mut builder = SourceMapBuilder::new();
                let mut cursor = 0;
                builder.copy(&map, Span::new(0, first), &mut cursor);
                builder.copy(&map, Span::new(second, 6), &mut cursor);
                assert_eq!(builder.text_len(), first + 6 - second);
                let composed = builder.finish();
                for at in 0..first {
                    let span = Span::new(at, at + 1);
                    assert_eq!(composed.to_source(span), map.to_source(span));
                }
                for at in second..6 {
                    let there = at - second + first;
                    assert_eq!(
                        composed.to_source(Span::new(there, there + 1)),
                        map.to_source(Span::new(at, at + 1))
                    );
                }
            }
        }
    }

    #[test]
    fn copies_may_go_back_and_mix_with_replacements() {
        let map = sample();
        let mut builder = SourceMapBuilder::new();
        let mut cursor = 0;
        builder.copy(&map, Span::new(4, 6), &mut cursor);
        builder.replace(3, SourceSpan::new(9, 10));
        builder.copy(&map, Span::new(0, 2), &mut cursor);
        let composed = builder.finish();
        assert_eq!(composed.to_source(Span::new(1, 2)), SourceSpan::new(7, 8));
        assert_eq!(composed.to_source(Span::new(2, 5)), SourceSpan::new(9, 10));
        assert_eq!(composed.to_source(Span::new(5, 6)), SourceSpan::new(0, 1));
        assert_eq!(composed.to_source(Span::new(6, 7)), SourceSpan::new(1, 2));
    }
}
