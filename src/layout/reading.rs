//! One way of reading a document up to a piece: what its open paragraph holds.

use super::headings::MAX_HEADING;
use super::line::MAX_WIDTH;
use super::measure::Measure;
use super::observe::{Begin, Seen};
use super::writer::Full;

/// What a piece is to the piece before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Joint {
    #[default]
    /// It begins a paragraph.
    Begins,
    /// It is the next printed line of the same paragraph.
    NextLine,
    /// It stands in the same printed line.
    SameLine,
}

/// Of so many marks in a line a printer takes half the room, where that saves a line.
pub const MAX_SQUEEZED: u16 = 4;

/// In a text that is not wrapped, a shorter line is a heading or a cell.
pub const LONG: u32 = 24;

/// One way of reading the document up to a piece.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading {
    pub score: i32,
    /// What the piece that is taken next is to it.
    pub joint: Joint,
    /// The piece that the open paragraph begins with.
    pub first: u32,
    /// Its printed lines so far, and pieces.
    pub lines: u16,
    pub pieces: u16,
    /// How wide the printed line is so far, and how many marks it has.
    pub width: u16,
    pub marks: u16,
    /// How wide the full lines of the paragraph were, and the margin they show; 0 where it
    /// has one line.
    pub full: Full,
    pub own: u16,
    /// The same of the last paragraph that had several.
    pub recent: u16,
    pub depth: i16,
    pub quotes: i16,
    /// Characters since the outermost bracket was opened, and of the paragraph.
    pub since: u32,
    pub chars: u32,
    pub has_stop: bool,
    pub has_comma: bool,
    /// Whether the last bracket that was opened names departments.
    pub is_clause: bool,
    /// The step that led here.
    pub step: u32,
}

impl Reading {
    /// The reading in which the piece `own` begins a paragraph.
    pub fn begin(self, measure: Measure, at: usize, own: &Seen) -> Self {
        let lost = if measure.lost_indents && own.indent == 0 { measure.first_indent } else { 0 };
        let mut begun = Self {
            first: at as u32,
            lines: 1,
            width: own.width.saturating_add(lost).min(MAX_WIDTH),
            score: self.score,
            recent: self.recent,
            step: self.step,
            ..Self::default()
        };
        begun.add(own);
        begun
    }

    /// The reading with the piece `own` taken as its joint says.
    pub fn take(mut self, measure: Measure, at: usize, own: &Seen) -> Self {
        match self.joint {
            Joint::Begins => return self.begin(measure, at, own),
            Joint::SameLine => self.width = self.width.saturating_add(own.room()).min(MAX_WIDTH),
            Joint::NextLine if own.tail > 0 && measure.wrapped && !measure.pieces => {
                self.width = self.width.saturating_add(own.tail).min(MAX_WIDTH);
            }
            // No printed line begins with a mark that closes.
            Joint::NextLine if own.begin == Begin::ClosingMark && self.may_be_one(measure, own) => {
                self.width += own.width;
            }
            Joint::NextLine => {
                let is_squeezed = measure.pieces;
                self.full.push(if is_squeezed { self.squeezed(measure.margin) } else { self.width });
                self.own = self.full.margin().unwrap_or_default();
                // Letters below each other are no measure.
                if self.own > measure.first_indent {
                    self.recent = self.own;
                }
                self.lines = self.lines.saturating_add(1);
                self.width = own.width;
                self.marks = 0;
            }
        }
        self.add(own);
        self
    }

    /// Whether the printed line has room for `own`, where lines end at the margin. One that was
    /// cut where it is full is followed by a mark that closes, too.
    pub const fn may_be_one(&self, measure: Measure, own: &Seen) -> bool {
        measure.wrapped
            && !measure.pieces
            && self.width + measure.first_indent < measure.margin
            && self.width.saturating_add(own.width) <= measure.margin + measure.first_indent
    }

    /// Adds the text of `own` to the paragraph.
    pub fn add(&mut self, own: &Seen) {
        let was_open = self.depth > 0 || self.quotes > 0;
        self.depth = self.depth.saturating_add(own.depth).max(0);
        self.quotes = self.quotes.saturating_add(own.quotes).max(0);
        let is_open = self.depth > 0 || self.quotes > 0;
        self.since = if was_open && is_open { self.since.saturating_add(u32::from(own.chars)) } else { 0 };
        self.pieces = self.pieces.saturating_add(1);
        self.chars = self.chars.saturating_add(u32::from(own.chars));
        self.has_stop |= own.has_stop;
        self.has_comma |= own.has_comma;
        self.marks = self.marks.saturating_add(own.marks).min(MAX_WIDTH);
        self.is_clause = own.opens_clause || self.is_clause && was_open;
    }

    /// How wide the printed line is where its marks are set so closely that it keeps within
    /// `margin`, if they can be.
    pub fn squeezed(&self, margin: u16) -> u16 {
        let least = self.width.saturating_sub(self.marks.min(MAX_SQUEEZED));
        self.width.min(margin.max(least))
    }

    /// Whether its paragraph is text rather than a heading.
    pub const fn has_text(&self) -> bool {
        self.has_stop || self.chars > MAX_HEADING as u32
    }

    /// The same of two readings in the midst of text, where lines are paragraphs: with which
    /// line it has begun does not matter any more.
    pub fn runs_on_like(&self, other: &Self) -> bool {
        let is_text = |reading: &Self| reading.pieces > 1 && reading.has_stop && reading.chars >= LONG;
        is_text(self)
            && is_text(other)
            && self.full == other.full
            && (self.depth, self.quotes, self.since) == (other.depth, other.quotes, other.since)
            && self.is_clause == other.is_clause
    }

    /// Whether two readings judge everything to come alike.
    pub const fn is_same(&self, other: &Self) -> bool {
        self.first == other.first && self.width == other.width && self.lines == other.lines
    }
}
