//! Furniture: page numbers, running heads, marks of a markup language, and
//! what a web page or a document database puts around a text.

mod contents;
mod markdown;
mod page;
mod web;

pub(super) use self::markdown::line_break_len;

use self::contents::mark_contents_headings;
use self::markdown::{mark_front_matter, mark_markdown};
use self::page::{cut_glued_numbers, mark_page_numbers, mark_running_heads};
use self::web::mark_web;
use super::line::Line;
use crate::model::FurnitureKind;
use crate::span::Span;

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
}

impl Furniture {
    /// Adds lines that begin a paragraph without being headings.
    pub fn begin_paragraphs(&mut self, lines: Vec<u32>) {
        self.headings.extend(lines.into_iter().map(|line| (line, 0)));
        self.headings.sort_unstable_by_key(|(line, depth)| (*line, std::cmp::Reverse(*depth)));
        self.headings.dedup_by_key(|(line, _)| *line);
    }
}

/// How many lines at the head of a file are searched for what a web page or a
/// database prints before the text.
const HEAD_LINES: usize = 60;

/// Marks lines that are furniture as a whole and finds furniture inside lines.
#[must_use]
pub fn find_furniture(text: &str, lines: &mut [Line]) -> Furniture {
    let mut furniture = Furniture::default();
    mark_front_matter(text, lines);
    mark_web(text, lines);
    mark_markdown(text, lines, &mut furniture);
    mark_page_numbers(text, lines);
    mark_running_heads(text, lines);
    cut_glued_numbers(text, lines, &mut furniture);
    mark_contents_headings(text, lines, &mut furniture);
    furniture.cuts.sort_by_key(|cut| (cut.span.start, cut.span.end));
    furniture.cuts.dedup_by(|next, cut| next.span.start < cut.span.end);
    furniture
}
