//! The only writer of normalized text.
//!
//! It walks through the source once, and whatever it does to the text it notes
//! in the map in the same call, so the two cannot disagree.

use super::edits::{Edit, OpenEdits};
use super::source_map::SourceMap;

/// Writes the text and its map.
pub(super) struct Rewriter<'a> {
    source: &'a str,
    text: String,
    edits: OpenEdits,
    /// Everything before this source offset has been dealt with.
    source_at: usize,
}

impl<'a> Rewriter<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            // The text is seldom longer than the source: most edits shorten
            // it, and ASCII punctuation is a small part.
            text: String::with_capacity(source.len() + source.len() / 16),
            edits: OpenEdits::with_room(source.len() / 32),
            source_at: 0,
        }
    }

    /// What has been written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Copies the source up to offset `to` as it is.
    pub(super) fn copy_to(&mut self, to: usize) {
        if self.source_at < to {
            self.text.push_str(&self.source[self.source_at..to]);
            self.source_at = to;
        }
    }

    /// Writes `with` for the source up to offset `to`.
    pub(super) fn replace_to(&mut self, to: usize, with: &str) {
        let start = self.text.len();
        self.text.push_str(with);
        self.edits.push(Edit {
            text_start: start as u32,
            text_end: self.text.len() as u32,
            source_start: self.source_at as u32,
            source_end: to as u32,
        });
        self.source_at = to;
    }

    /// Leaves the source up to offset `to` out.
    pub(super) fn remove_to(&mut self, to: usize) {
        let at = self.text.len() as u32;
        match self.edits.last_mut() {
            Some(last)
                if last.text_start == at
                    && last.text_end == at
                    && last.source_end == self.source_at as u32 =>
            {
                last.source_end = to as u32;
                self.source_at = to;
            }
            _ => self.replace_to(to, ""),
        }
    }

    /// Takes back the character written last, with all that was made from the
    /// same source characters, so that it can be written anew together with
    /// what follows. Returns what it took.
    pub(super) fn retract(&mut self) -> String {
        while let Some(last) = self.edits.last_mut().copied() {
            if (last.text_end as usize) < self.text.len() {
                break;
            }
            self.edits.pop();
            self.source_at = last.source_start as usize;
            if last.text_start < last.text_end {
                return self.text.split_off(last.text_start as usize);
            }
        }
        let character = self.text.pop().map_or_else(String::new, String::from);
        self.source_at -= character.len();
        character
    }

    /// The part of the source up to offset `to` that has not been dealt with.
    pub(super) fn pending(&self, to: usize) -> &'a str {
        &self.source[self.source_at..to]
    }

    pub(super) fn finish(self) -> (String, SourceMap) {
        debug_assert_eq!(self.source_at, self.source.len());
        (self.text, SourceMap::new(self.edits.finish()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{SourceSpan, Span};

    #[test]
    fn text_and_map_are_written_together() {
        let mut rewriter = Rewriter::new("ab  c１");
        rewriter.copy_to(2);
        rewriter.remove_to(3);
        rewriter.remove_to(4);
        rewriter.copy_to(5);
        rewriter.replace_to(8, "1");
        let (text, map) = rewriter.finish();
        assert_eq!(text, "abc1");
        assert_eq!(map.to_source(Span::new(2, 4)), SourceSpan::new(4, 8));
    }

    #[test]
    fn retracting_undoes_copies_edits_and_removals() {
        let mut rewriter = Rewriter::new("aｅ\u{200D}x");
        rewriter.copy_to(1);
        rewriter.replace_to(4, "e");
        rewriter.remove_to(7);
        assert_eq!(rewriter.retract(), "e");
        assert_eq!(rewriter.pending(7), "ｅ\u{200D}");
        assert_eq!(rewriter.retract(), "a");
        rewriter.replace_to(8, "z");
        let (text, map) = rewriter.finish();
        assert_eq!(text, "z");
        assert_eq!(map.to_source(Span::new(0, 1)), SourceSpan::new(0, 8));
    }
}
