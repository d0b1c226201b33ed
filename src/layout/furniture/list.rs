//! What was found to be no content, and what Markdown says of lines.

use crate::model::FurnitureKind;
use crate::span::Span;

/// How many lines at the head of a file are searched for what a web page or a
/// database prints before the text.
pub(super) const HEAD_LINES: usize = 60;

/// A stretch inside a line that is no content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Where it stands in the normalized text.
    pub span: Span,
    /// What it is.
    pub kind: FurnitureKind,
}

/// Furniture inside lines, and what Markdown says of lines.
#[derive(Clone, Debug, Default)]
pub struct Furniture {
    /// Stretches to take out, in order, none overlapping.
    pub cuts: Vec<Cut>,
    /// Lines that begin a paragraph, by index and in order, with the depth of
    /// their `#`; 0 where they are no heading.
    pub headings: Vec<(u32, u8)>,
    /// Lines that are emphasized as a whole, in order.
    pub strong: Vec<u32>,
    /// Lines at which a further document of a collection begins, in order.
    pub documents: Vec<u32>,
}

impl Furniture {
    /// Adds a stretch to take out, unless it touches one that is taken out already.
    pub fn add_cut(&mut self, cut: Cut) {
        let at = self.cuts.partition_point(|other| other.span.end <= cut.span.start);
        if self.cuts.get(at).is_none_or(|next| cut.span.end <= next.span.start) {
            self.cuts.insert(at, cut);
        }
    }

    /// Where the text of `line` begins behind what is taken out at its beginning: the head of a
    /// page that has run into it.
    #[must_use]
    pub fn text_start(&self, line: Span) -> u32 {
        let at = self.cuts.partition_point(|cut| cut.span.start < line.start);
        let cut = self.cuts.get(at).filter(|cut| cut.span.start == line.start);
        cut.map_or(line.start, |cut| cut.span.end.min(line.end))
    }

    /// Adds lines that begin a paragraph without being headings.
    pub fn begin_paragraphs(&mut self, lines: Vec<u32>) {
        self.headings.extend(lines.into_iter().map(|line| (line, 0)));
        self.headings.sort_unstable_by_key(|(line, depth)| (*line, std::cmp::Reverse(*depth)));
        self.headings.dedup_by_key(|(line, _)| *line);
    }
}
