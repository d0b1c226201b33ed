//! The joined text and its paragraphs.

use crate::diagnostic::Diagnostic;
use crate::model::FurnitureKind;
use crate::normalize::{Gap, SourceMap};
use crate::scan::marker::{Marker, scan_marker};
use crate::span::{SourceSpan, Span};

/// A document as logical paragraphs.
///
/// Every character of the normalized text stands in exactly one paragraph of
/// [`Manuscript::text`]; furniture is a paragraph of its own kind.
#[derive(Clone, Debug, Default)]
pub struct Manuscript {
    /// All paragraphs, each followed by a line feed.
    pub text: String,
    /// Leads every offset of `text` back to the decoded source.
    pub map: SourceMap,
    /// White space that was removed inside paragraphs, by offset in `text`.
    pub gaps: Vec<Gap>,
    /// Where `|` is content and parts no cells, by offset in `text`, in order.
    pub pipes: Vec<u32>,
    /// Where lines of the source were put together to paragraphs, by offset in `text`.
    pub breaks: Vec<u32>,
    /// Those of them where the source itself tells that the paragraph, or the cell of a table,
    /// goes on.
    pub going_on: Vec<u32>,
    /// The paragraphs in reading order.
    pub paragraphs: Vec<Paragraph>,
    /// Where further documents begin, by offset in `text`: a compiler has put several
    /// letters into one file.
    pub documents: Vec<u32>,
    /// What was noticed while joining.
    pub diagnostics: Vec<Diagnostic>,
}

impl Manuscript {
    /// The paragraph that holds the character at `at`.
    #[must_use]
    pub fn paragraph_at(&self, at: u32) -> Option<&Paragraph> {
        let behind = self.paragraphs.partition_point(|paragraph| paragraph.span.start <= at);
        behind.checked_sub(1).map(|last| &self.paragraphs[last])
    }

    /// Takes the paragraphs apart by the document that they belong to.
    #[must_use]
    pub fn take_documents(&mut self) -> Vec<Vec<Paragraph>> {
        let mut rest = std::mem::take(&mut self.paragraphs);
        let mut documents = Vec::with_capacity(self.documents.len() + 1);
        for start in self.documents.iter().rev() {
            let at = rest.partition_point(|paragraph| paragraph.span.start < *start);
            documents.push(rest.split_off(at));
        }
        documents.push(rest);
        documents.reverse();
        documents
    }

    /// Lets a paragraph begin at `offset` of the source, since a person says that something
    /// begins there.
    pub fn part(&mut self, offset: u32) {
        let is_around = |paragraph: &Paragraph| {
            let place = self.map.to_source(paragraph.span);
            place.start < offset && offset < place.end
        };
        let Some(at) = self.paragraphs.iter().position(is_around) else { return };
        let whole = self.paragraphs[at];
        let chars = self.str(&whole).char_indices().skip(1);
        let places = chars
            .map(|(here, c)| whole.span.start + here as u32..whole.span.start + (here + c.len_utf8()) as u32);
        let begins = |place: &std::ops::Range<u32>| {
            self.map.to_source(Span::new(place.start, place.end)).start >= offset
        };
        let Some(cut) = places.into_iter().find(begins).map(|place| place.start) else { return };
        let rest = Span::new(cut, whole.span.end);
        let marker = scan_marker(rest.of(&self.text));
        self.paragraphs[at].span.end = cut;
        let behind =
            Paragraph { span: rest, marker, first_line_end: 0, blanks_before: 0, tab_indent: false, ..whole };
        self.paragraphs.insert(at + 1, behind);
    }

    /// The text of a paragraph.
    #[must_use]
    pub fn str(&self, paragraph: &Paragraph) -> &str {
        paragraph.span.of(&self.text)
    }

    /// The gaps inside `span`, in order.
    #[must_use]
    pub fn gaps_in(&self, span: Span) -> &[Gap] {
        let from = self.gaps.partition_point(|gap| gap.at <= span.start);
        let to = from + self.gaps[from..].partition_point(|gap| gap.at < span.end);
        &self.gaps[from..to]
    }

    /// The line ends of the source inside `span`, in order.
    #[must_use]
    pub fn breaks_in(&self, span: Span) -> &[u32] {
        let from = self.breaks.partition_point(|at| *at <= span.start);
        let to = from + self.breaks[from..].partition_point(|at| *at < span.end);
        &self.breaks[from..to]
    }

    /// Where `span` stands in the decoded source.
    #[must_use]
    pub fn source(&self, span: Span) -> SourceSpan {
        self.map.to_source(span)
    }
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphKind {
    /// Content.
    Text,
    /// A line that holds cells of a table.
    Row,
    /// Printed, but no content.
    Furniture(FurnitureKind),
}

/// What a format that knows styles says of a paragraph. Plain text says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// The depth of a heading style, from 1; 0 for body text.
    pub heading: u8,
    /// Whether the whole paragraph is emphasized.
    pub strong: bool,
    /// The table it is a row of, from 1; 0 where it is none. A paragraph of kind
    /// [`ParagraphKind::Text`] in a table is a single cell over all columns.
    pub table: u32,
    /// The outermost frame it stands in, from 1; 0 where it stands in none.
    pub frame: u32,
    /// Whether it is part of the header of its table.
    pub is_header: bool,
    /// Whether its format knows that it ends with its line.
    pub is_whole: bool,
}

/// One logical paragraph.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph {
    /// Its text.
    pub span: Span,
    /// What it is.
    pub kind: ParagraphKind,
    /// The marker it begins with.
    pub marker: Option<Marker>,
    /// White space before its first line, in columns.
    pub indent: u16,
    /// The width at which its lines were wrapped; 0 where it has one line.
    pub margin: u16,
    /// How many physical lines it was joined from.
    pub lines: u16,
    /// Offset at which its first line ends; 0 where it has one line.
    pub first_line_end: u32,
    /// Blank lines before it.
    pub blanks_before: u16,
    /// Whether its first line begins with a tab.
    pub tab_indent: bool,
    /// Whether it begins within a line of the source, behind other paragraphs.
    pub within_line: bool,
    /// What its format says of it.
    pub hint: Hint,
}

impl Paragraph {
    /// Whether it is content.
    #[must_use]
    pub fn is_content(&self) -> bool {
        !matches!(self.kind, ParagraphKind::Furniture(_))
    }
}
