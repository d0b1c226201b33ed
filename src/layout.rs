//! From physical lines to logical paragraphs.
//!
//! What a text layer gives is lines: cut where the page was full, with page
//! numbers between them, doubled blank lines, lost indents. This stage finds
//! the printed furniture ([`furniture`]), measures the lines ([`mod@line`]), opens boxes that
//! Markdown draws (`pipes`), cuts lines that hold many paragraphs ([`cut`]), decides
//! for all lines together which goes on with the paragraph before (`decide`, with
//! what [`letterhead`] knows and a structured format says, [`facts`]), and
//! writes the [`Manuscript`]: one paragraph after the other, furniture between them, no
//! character left out.

mod brackets;
mod closed;
mod copies;
mod counts;
pub mod cut;
mod decide;
pub mod facts;
pub mod furniture;
mod halves;
mod headings;
pub mod join;
pub mod letterhead;
pub mod line;
pub mod manuscript;
mod measure;
mod observe;
mod open;
mod pair;
mod pipes;
mod reading;
mod running;
mod start;
mod tails;
mod weights;
mod why;
mod words;
mod wrapped;
mod writer;

pub use manuscript::{Manuscript, Paragraph, ParagraphKind};
pub use why::Why;

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::Evidence;
use crate::model::FurnitureKind;
use crate::normalize::Normalized;
use crate::span::Span;

/// Turns normalized lines into logical paragraphs. `source` is the text that
/// was normalized: how wide its lines were printed can only be measured there.
#[must_use]
pub fn layout(normalized: &Normalized, source: &str) -> Manuscript {
    layout_with(normalized, source, None)
}

/// The same, with what a structured format says of the lines of `source`.
#[must_use]
pub fn layout_with(normalized: &Normalized, source: &str, evidence: Option<&Evidence>) -> Manuscript {
    let Prepared { lines, furniture, breaks, measure, copy, ends_told } =
        prepare(normalized, source, evidence);
    let mut manuscript = join::join(normalized, &lines, &furniture, &breaks, measure);
    if let Some(copy) = copy {
        manuscript.diagnostics.push(text_twice(normalized, copy));
    }
    manuscript.pipes = escaped_pipes(&manuscript, source);
    // Cells of other formats are known.
    if !ends_told {
        manuscript.going_on.clear();
    }
    manuscript
}

/// The finding for a text that stands a second time from `copy` on.
fn text_twice(normalized: &Normalized, copy: u32) -> Diagnostic {
    /// So many characters show where.
    const SHOWN: usize = 12;
    let rest = &normalized.text[copy as usize..];
    let len: usize = rest.chars().take(SHOWN).take_while(|c| *c != '\n').map(char::len_utf8).sum();
    let place = normalized.map.to_source(Span::new(copy, copy + len as u32));
    Diagnostic::new(Code::TextTwice, place).with(&rest[..len])
}

/// Where the text has a `|` that is escaped in its source.
fn escaped_pipes(manuscript: &Manuscript, source: &str) -> Vec<u32> {
    let source = source.as_bytes();
    if memchr::memmem::find(source, b"\\|").is_none() {
        return Vec::new();
    }
    let is_escaped = |at: &u32| {
        let before = &source[..manuscript.map.source_offset(*at) as usize];
        before.ends_with(b"\\") && !before.ends_with(b"\\\\")
    };
    memchr::memchr_iter(b'|', manuscript.text.as_bytes()).map(|at| at as u32).filter(is_escaped).collect()
}

/// The evidence by which lines are joined to paragraphs, piece by piece.
#[must_use]
pub fn explain(normalized: &Normalized, source: &str, evidence: Option<&Evidence>) -> Vec<Why> {
    why::explain(normalized, &prepare(normalized, source, evidence))
}

/// The lines of a text and what is known of each before any is joined.
struct Prepared {
    lines: Vec<line::Line>,
    furniture: furniture::Furniture,
    /// Where lines are cut, as offsets in the normalized text.
    breaks: Vec<u32>,
    measure: measure::Measure,
    /// Where the text begins a second time.
    copy: Option<u32>,
    /// Whether blanks behind its lines tell where paragraphs end.
    ends_told: bool,
}

fn prepare(normalized: &Normalized, source: &str, evidence: Option<&Evidence>) -> Prepared {
    let copy = copies::find_copy(&normalized.text);
    let mut lines = line::read_lines(normalized, source, copy);
    if let Some(evidence) = evidence {
        facts::attach(&normalized.text, &mut lines, evidence);
    }
    halves::join_labels(&normalized.text, &mut lines);
    // A mark of Markdown that was escaped, or written as a reference, is content.
    let means_itself = |at: u32| {
        let (mark, from) =
            (normalized.text.as_bytes()[at as usize], normalized.map.source_offset(at) as usize);
        let before = &source.as_bytes()[..from];
        source.as_bytes().get(from) != Some(&mark) || before.ends_with(b"\\") && !before.ends_with(b"\\\\")
    };
    let from = copy.map_or(lines.len(), |copy| lines.partition_point(|line| line.span.start < copy));
    for line in &mut lines[from..] {
        line.furniture = Some(FurnitureKind::Web);
    }
    let mut furniture = furniture::find_furniture(normalized, &mut lines, &means_itself);
    let ends_told = closed::mark_paragraphs(normalized, source, &mut lines);
    halves::join_named(&normalized.text, &mut lines);
    halves::join_parts(&normalized.text, &mut lines);
    halves::begin_boxes(&normalized.text, &mut lines);
    pipes::open_cells(&normalized.text, &mut lines, &mut furniture);
    let boxed = pipes::open_boxes(&normalized.text, &mut lines, &mut furniture);
    running::keep_rows_apart(&normalized.text, &normalized.gaps, &lines, &mut furniture);
    furniture.begin_paragraphs(letterhead::find_starts(&normalized.text, &lines));
    let mut breaks = cut::find_breaks(&normalized.text, &normalized.gaps, &mut lines, &mut furniture);
    breaks.extend(letterhead::find_breaks(&normalized.text, &lines, &furniture));
    breaks.extend(boxed);
    breaks.sort_unstable();
    breaks.dedup();
    measure::mark_pages(&mut lines);
    let measure = measure::measure(&normalized.text, &lines);
    Prepared { lines, furniture, breaks, measure, copy, ends_told }
}

#[cfg(test)]
#[path = "../tests/tools/learn_lines.rs"]
mod learn_lines;
