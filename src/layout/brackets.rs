//! The brackets of a text, one after another: （ ） and [ ], with which clauses and
//! notes open and close. Other brackets stand inside a line.

use std::iter::Peekable;

use memchr::Memchr2;
use memchr::memmem::{FindIter, find_iter};

use crate::span::Span;

/// Finds brackets for whoever asks for stretches of a text in ascending order. The
/// whole text is searched for each form, which is quicker than going over each line.
pub(super) struct Brackets<'a> {
    opening: Peekable<FindIter<'a, 'static>>,
    closing: Peekable<FindIter<'a, 'static>>,
    square: Peekable<Memchr2<'a>>,
    text: &'a [u8],
}

impl<'a> Brackets<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let text = text.as_bytes();
        Self {
            opening: find_iter(text, "（").peekable(),
            closing: find_iter(text, "）").peekable(),
            square: memchr::memchr2_iter(b'[', b']', text).peekable(),
            text,
        }
    }

    /// The next bracket in `span`: whether it opens.
    pub(super) fn next_in(&mut self, span: Span) -> Option<bool> {
        let (start, end) = (span.start as usize, span.end as usize);
        loop {
            let opening = self.opening.peek().copied().unwrap_or(usize::MAX);
            let closing = self.closing.peek().copied().unwrap_or(usize::MAX);
            let square = self.square.peek().copied().unwrap_or(usize::MAX);
            let at = opening.min(closing).min(square);
            if at >= end {
                return None;
            }
            let opens = at == opening || at == square && self.text[at] == b'[';
            if at == square {
                self.square.next();
            } else if opens {
                self.opening.next();
            } else {
                self.closing.next();
            }
            if at >= start {
                return Some(opens);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_stretch_by_stretch() {
        let text = "甲（乙[丙]）丁）戊（己";
        let mut brackets = Brackets::of(text);
        let mut show = |from: &str, to: &str| {
            let span = Span::new(text.find(from).unwrap() as u32, text.find(to).unwrap() as u32);
            std::iter::from_fn(|| brackets.next_in(span))
                .map(|opens| if opens { '<' } else { '>' })
                .collect::<String>()
        };
        assert_eq!(show("甲", "乙"), "<");
        assert_eq!(show("乙", "丁"), "<>>");
        assert_eq!(show("丁", "丁"), "");
        // What no stretch covers is passed over.
        assert_eq!(show("戊", "己"), "<");
    }
}
