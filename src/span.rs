//! Byte ranges, in two coordinate systems that never mix.
//!
//! A [`SourceSpan`] points into the decoded source, as the author typed it; a
//! [`Span`] points into text that this crate has written (normalized lines, or
//! the joined paragraphs made from them). Only a
//! [`SourceMap`](crate::normalize::SourceMap) turns the second into the first.

use std::ops::Range;

/// A half-open byte range in normalized text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just behind the last byte.
    pub end: u32,
}

/// A half-open byte range in the decoded source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceSpan {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just behind the last byte.
    pub end: u32,
}

macro_rules! span_methods {
    ($name:ident) => {
        impl $name {
            /// The range `start..end`.
            #[must_use]
            pub const fn new(start: u32, end: u32) -> Self {
                Self { start, end }
            }

            /// Whether the range holds no byte.
            #[must_use]
            pub const fn is_empty(self) -> bool {
                self.start >= self.end
            }

            /// The number of bytes in the range.
            #[must_use]
            pub const fn len(self) -> u32 {
                self.end.saturating_sub(self.start)
            }

            /// The smallest range that holds both.
            #[must_use]
            pub fn cover(self, other: Self) -> Self {
                Self::new(self.start.min(other.start), self.end.max(other.end))
            }

            /// The text of the range and no more than `far` bytes on either side of it.
            #[must_use]
            pub fn surroundings(self, text: &str, far: usize) -> &str {
                let from = text.ceil_char_boundary((self.start as usize).saturating_sub(far));
                let to = text.floor_char_boundary((self.end as usize + far).min(text.len()));
                &text[from.min(to)..to]
            }

            /// The range as an index into a `str`.
            #[must_use]
            pub const fn range(self) -> Range<usize> {
                self.start as usize..self.end as usize
            }

            /// The text that the range selects.
            ///
            /// # Panics
            ///
            /// When the range does not lie on character boundaries of `text`.
            #[must_use]
            pub fn of(self, text: &str) -> &str {
                &text[self.range()]
            }
        }
    };
}

span_methods!(Span);
span_methods!(SourceSpan);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cover_holds_both_ranges() {
        assert_eq!(Span::new(3, 5).cover(Span::new(8, 9)), Span::new(3, 9));
        assert_eq!(Span::new(3, 6).of("规划纲要"), "划");
        assert!(SourceSpan::new(4, 4).is_empty());
        assert_eq!(Span::new(3, 6).surroundings("规划纲要", 3), "规划纲");
        assert_eq!(Span::new(3, 6).surroundings("规划纲要", 2), "划");
        assert_eq!(Span::new(9, 12).surroundings("规划纲要", 99), "规划纲要");
    }
}
