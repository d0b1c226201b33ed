//! The way back from text this crate wrote to the source it was made from.
//!
//! A map is a list of [`Edit`]s in text order; between two edits text and
//! source run in step, byte for byte. It is written by the code that writes
//! the text and never changed afterwards. What it refuses to do is go the
//! other way: nothing here turns a source offset into a text offset.

use crate::span::{SourceSpan, Span};

/// One place where text and source differ. `text_start == text_end` is a
/// removal; otherwise every character of the text range was made from the
/// whole of the source range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) text_start: u32,
    pub(super) text_end: u32,
    pub(super) source_start: u32,
    pub(super) source_end: u32,
}

/// Turns offsets in written text into offsets in the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    /// Ordered by `text_start`, then by `text_end`.
    edits: Vec<Edit>,
}

impl SourceMap {
    pub(super) const fn new(edits: Vec<Edit>) -> Self {
        Self { edits }
    }

    /// The way back from the same text where its source was itself written from
    /// another one, which `below` leads to. `len` is the length of that source.
    pub(super) fn over(&self, below: &Self, len: u32) -> Self {
        let mut builder = SourceMapBuilder::with_room(below, self.edits.len());
        let (mut at, mut cursor) = (0, 0);
        for edit in &self.edits {
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
        let before = self.edits.partition_point(|edit| edit.text_start < span.end);
        SourceSpan::new(start, self.end_behind(before, span.end))
    }

    /// Like [`to_source`](Self::to_source), quick for whoever asks in text order:
    /// `near` remembers where the last answer was found. Start with 0.
    #[must_use]
    pub fn to_source_near(&self, span: Span, near: &mut usize) -> SourceSpan {
        if span.is_empty() {
            return self.to_source(span);
        }
        let not_after = self.count_near(*near, |edit| edit.text_start <= span.start);
        let start = self.offset_behind(not_after, span.start);
        let before = self.count_near(not_after, |edit| edit.text_start < span.end);
        *near = not_after;
        SourceSpan::new(start, self.end_behind(before, span.end))
    }

    /// Like [`source_offset`](Self::source_offset), quick for whoever asks in text
    /// order; see [`to_source_near`](Self::to_source_near).
    #[must_use]
    pub fn source_offset_near(&self, at: u32, near: &mut usize) -> u32 {
        *near = self.count_near(*near, |edit| edit.text_start <= at);
        self.offset_behind(*near, at)
    }

    /// Where the character before `end` ends in the source, given that exactly
    /// the first `count` edits start before `end`. An edit that starts at `end`
    /// (a removal behind the span, say) has no part in it.
    fn end_behind(&self, count: usize, end: u32) -> u32 {
        match count.checked_sub(1).map(|last| self.edits[last]) {
            None => end,
            Some(edit) if end <= edit.text_end => edit.source_end,
            Some(edit) => edit.source_end + (end - edit.text_end),
        }
    }

    /// How many edits come before the first for which `is_before` is false,
    /// searched outwards from `near`.
    fn count_near(&self, near: usize, is_before: impl Fn(&Edit) -> bool) -> usize {
        let near = near.min(self.edits.len());
        if near > 0 && !is_before(&self.edits[near - 1]) {
            return self.edits[..near].partition_point(is_before);
        }
        let mut from = near;
        let mut width = 8;
        loop {
            let to = (from + width).min(self.edits.len());
            if to == self.edits.len() || !is_before(&self.edits[to]) {
                return from + self.edits[from..to].partition_point(is_before);
            }
            from = to;
            width *= 4;
        }
    }

    /// For whoever asks in text order which characters were made from ASCII ones.
    pub(crate) fn ascii_origins(&self) -> AsciiOrigins<'_> {
        AsciiOrigins { edits: &self.edits }
    }

    /// Where the character at offset `at` of the text begins in the source;
    /// inside an edit, where the edit begins.
    #[must_use]
    pub fn source_offset(&self, at: u32) -> u32 {
        let not_after = self.edits.partition_point(|edit| edit.text_start <= at);
        self.offset_behind(not_after, at)
    }

    /// The source offset for `at`, given that exactly the first `count` edits
    /// start at or before it.
    fn offset_behind(&self, count: usize, at: u32) -> u32 {
        match count.checked_sub(1).map(|last| self.edits[last]) {
            None => at,
            Some(edit) if at < edit.text_end => edit.source_start,
            Some(edit) => edit.source_end + (at - edit.text_end),
        }
    }
}

/// Tells which characters were made from ASCII ones, in one pass over the map.
#[derive(Debug, Default)]
pub(crate) struct AsciiOrigins<'a> {
    /// The edits that end behind the place asked for last.
    edits: &'a [Edit],
}

impl AsciiOrigins<'_> {
    /// Whether the character at `at`, which is none itself, was made from one
    /// byte, an ASCII character. Offsets come in ascending order.
    pub fn has(&mut self, at: u32) -> bool {
        while let [first, rest @ ..] = self.edits {
            if first.text_end > at {
                return first.text_start <= at && first.source_end - first.source_start == 1;
            }
            self.edits = rest;
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
    edits: Vec<Edit>,
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

    /// The same, with room for all edits of `from` and `more` besides.
    pub(crate) fn with_room(from: &SourceMap, more: usize) -> Self {
        Self { edits: Vec::with_capacity(from.edits.len() + more), ..Self::default() }
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
    /// `cursor` remembers where in `from` the last copy ended; start with 0
    /// and pass the same variable for every copy from one map. Copies in text
    /// order then take linear time together; any other order only takes a
    /// binary search more.
    pub fn copy(&mut self, from: &SourceMap, span: Span, cursor: &mut usize) {
        if span.is_empty() {
            return;
        }
        let edits = &from.edits;
        // `count` becomes the number of edits that start at or before the span.
        let mut count = (*cursor).min(edits.len());
        if count > 0 && edits[count - 1].text_start > span.start {
            count = edits.partition_point(|edit| edit.text_start <= span.start);
        }
        while count < edits.len() && edits[count].text_start <= span.start {
            count += 1;
        }
        self.resume_at(from.offset_behind(count, span.start));

        let mut at = span.start;
        if let Some(first) = count.checked_sub(1).map(|last| edits[last])
            && first.text_end > span.start
        {
            at = first.text_end.min(span.end);
            self.replace(at - span.start, SourceSpan::new(first.source_start, first.source_end));
        }
        while count < edits.len() && edits[count].text_start < span.end {
            let edit = edits[count];
            self.advance(edit.text_start - at);
            at = edit.text_end.min(span.end);
            self.push(at - edit.text_start, edit.source_start, edit.source_end);
            count += 1;
        }
        self.advance(span.end - at);
        *cursor = count;
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
        SourceMap::new(vec![edit(2, 2, 2, 3), edit(2, 4, 3, 4), edit(5, 5, 5, 7)])
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
