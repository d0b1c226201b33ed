//! Title or text: whether the first sentence behind a number is the title of its
//! section.
//!
//! `（一）健全机制。完善…` and `1.完善清单制度，坚决防止清单之外实施许可。按照…` are printed
//! alike. What a sentence is made of speaks for or against a title, and so does what
//! the sections with the same kind of number have throughout the document.

use crate::block::body::{Block as Found, Unit};
use crate::block::clauses::{Piece, split_clauses};
use crate::block::heading::{MAX_TITLE, split_labelled};
use crate::block::outline::Role;
use crate::lower::context::Context;
use crate::scan::marker::Style;
use crate::scan::{char_count, is_longer_than, is_terminated};
use crate::span::Span;

/// Evidence that a first sentence is a title. What adds up to nothing is one.
mod weight {
    /// Up to so many characters, so likely: titles are short.
    pub const LENGTH: [(usize, i32); 5] = [(16, 10), (24, 8), (30, 6), (40, 2), (60, -6)];
    /// A comma, and each further one: titles in two halves have one at most.
    pub const COMMA: i32 = -6;
    pub const COMMA_MORE: i32 = -5;
    /// Each `、` from the second on: an enumeration.
    pub const ENUMERATION: i32 = -2;
    /// No mark closes it: it stands on a line of its own.
    pub const UNCLOSED: i32 = 6;
    /// The same, and nothing stands below it: a sentence would have its full stop.
    pub const UNCLOSED_ALONE: i32 = 6;
    /// Sections below it, which a sentence cannot head.
    pub const HEADS_SECTIONS: i32 = 40;
    /// Paragraphs of text below it, on lines of their own.
    pub const HEADS_TEXT: i32 = 4;
    /// Nothing but itself: a numbered paragraph of one sentence, which is no title
    /// whatever the others have.
    pub const ALONE: i32 = -60;
    /// All other sections with this kind of number have titles, or none has.
    pub const HABIT: i32 = 12;
}

/// More marks say no more.
const MAX_MARKS: usize = 20;

/// A longer line without a mark at its end may as well be the first of a paragraph.
const MAX_UNCLOSED: usize = 30;

/// Habits are learned from at least so many sections of a kind.
const MIN_HABIT: i32 = 3;

/// What follows the first sentence of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Behind {
    /// More text of the same paragraph.
    RestOfParagraph,
    /// Sections of a deeper level.
    Sections,
    /// A paragraph of its own.
    Text,
    /// The next section.
    Nothing,
}

/// Which kinds of sections have titles in this document.
#[derive(Default)]
pub(super) struct Habits {
    /// Sections whose first sentence is a title beyond doubt, and those where it is
    /// beyond doubt none, by style.
    titles: [i32; Style::COUNT],
    sentences: [i32; Style::COUNT],
}

impl Habits {
    /// Learns them from all sections.
    pub(super) fn of(context: &Context<'_>, blocks: &[Found<'_>]) -> Self {
        let mut habits = Self::default();
        for (at, block) in blocks.iter().enumerate() {
            let (Role::Heading, Unit::Paragraph(index)) = (block.role, &block.unit) else { continue };
            let paragraph = &context.manuscript.paragraphs[*index];
            let Some(marker) = paragraph.marker.filter(|_| block.lost.is_none()) else { continue };
            let body = Span::new(paragraph.span.start + marker.len as u32, paragraph.span.end);
            let text = &context.manuscript.text;
            let pieces = split_clauses(text, body, block.clause.as_ref());
            let Some(Piece::Text(first)) = pieces.into_iter().next() else { continue };
            let split = split_labelled(context.manuscript, first);
            let behind = if split.rest.is_empty() { behind(blocks, at) } else { Behind::RestOfParagraph };
            let index = marker.style.index();
            match judge(split.title.of(text), split.rest.is_empty() && !is_terminated(first.of(text)), behind)
            {
                8.. => habits.titles[index] += 1,
                ..=-8 => habits.sentences[index] += 1,
                _ => {}
            }
        }
        habits
    }

    /// Whether `sentence`, the first behind a number of `style`, is a title.
    /// `is_unclosed` says that it takes the whole paragraph and no mark ends it.
    pub(super) fn is_title(&self, style: Style, sentence: &str, is_unclosed: bool, behind: Behind) -> bool {
        !is_longer_than(sentence, MAX_TITLE) && judge(sentence, is_unclosed, behind) + self.weigh(style) >= 0
    }

    /// What the other sections of a kind say.
    fn weigh(&self, style: Style) -> i32 {
        let (titles, sentences) = (self.titles[style.index()], self.sentences[style.index()]);
        let count = titles + sentences;
        if count < MIN_HABIT { 0 } else { weight::HABIT * (titles - sentences) / count }
    }
}

/// What stands below a heading.
fn behind(blocks: &[Found<'_>], at: usize) -> Behind {
    let Some(next) = blocks.get(at + 1) else { return Behind::Nothing };
    match next.role {
        Role::Heading if next.style > blocks[at].style => Behind::Sections,
        Role::Text => Behind::Text,
        _ => Behind::Nothing,
    }
}

/// What a sentence and its place say, whatever the other sections have.
fn judge(sentence: &str, is_unclosed: bool, behind: Behind) -> i32 {
    let length = char_count(sentence);
    let of_length = weight::LENGTH.iter().find(|(most, _)| length <= *most).map_or(-40, |found| found.1);
    let count = |marks: &[char]| i32::try_from(sentence.matches(marks).take(MAX_MARKS).count()).unwrap_or(0);
    let commas = count(&['，', '；']);
    let of_commas = if commas == 0 { 0 } else { weight::COMMA + weight::COMMA_MORE * (commas - 1) };
    let listed = (count(&['、']) - 1).max(0);
    let of_place = match behind {
        Behind::RestOfParagraph => 0,
        Behind::Sections => weight::HEADS_SECTIONS,
        Behind::Text => weight::HEADS_TEXT,
        Behind::Nothing if is_unclosed => weight::UNCLOSED_ALONE,
        Behind::Nothing => weight::ALONE,
    };
    of_length
        + of_commas
        + listed * weight::ENUMERATION
        + of_place
        + if is_unclosed && length <= MAX_UNCLOSED { weight::UNCLOSED } else { 0 }
}

/// The sentence without the marks that close it.
pub(super) fn without_marks(sentence: &str) -> &str {
    sentence.trim_end_matches(['。', '；', '：'])
}

/// Whether a paragraph has nothing behind its label.
pub(super) fn is_number_alone(text: &str, body: Span) -> bool {
    body.of(text).trim().is_empty()
}
