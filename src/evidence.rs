//! What a format that knows structure says of its text.
//!
//! A reader of web pages, Word files or PDF files gives two things: a *text
//! rendition*, to which all lines, spans and findings refer, and an [`Evidence`]
//! beside it, which says of every line what the format knows and plain text
//! cannot: that a paragraph is complete, that a line is a row of a table, that
//! it stands in a frame, that it is a heading. Layout and the stages behind it
//! weigh that evidence with their own; plain text has none.
//!
//! The rendition has one line for each paragraph, row or physical line. Cells of
//! a row are separated by single tabs, empty cells are empty, merged cells are
//! filled; no cell holds a tab, a line break or three blanks on end.

use crate::diagnostic::Diagnostic;
use crate::model::FurnitureKind;
use crate::scan::metadata;
use crate::span::SourceSpan;

/// What a line of a text rendition is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineRole {
    /// A physical line, as in plain text or on a page: whether it goes on with
    /// the line before is for layout to find out.
    #[default]
    Wrapped,
    /// A physical line that begins a paragraph, as its place on the page shows.
    Begins,
    /// A physical line that goes on with the line before, likewise.
    Continues,
    /// A whole paragraph: never joined with its neighbours.
    Paragraph,
    /// One row of the table `LineFacts::table`, its cells separated by tabs.
    Row,
    /// Printed, but no content.
    Furniture(FurnitureKind),
}

/// What a format says of one line. The default says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineFacts {
    /// What the line is.
    pub role: LineRole,
    /// The depth of its heading style, from 1; 0 for body text.
    pub heading: u8,
    /// Whether the whole line is emphasized.
    pub strong: bool,
    /// The page it stands on, from 1; 0 where the format has no pages.
    pub page: u32,
    /// The table it belongs to, from 1; 0 where it belongs to none. A line of
    /// role [`LineRole::Paragraph`] in a table is a row with a single cell that
    /// reaches over all columns.
    pub table: u32,
    /// The outermost frame it stands in: a bordered box, a table of a single
    /// cell, a text box, or the table itself. From 1; 0 where it stands in none.
    pub frame: u32,
    /// Whether the row is part of its table's header.
    pub is_header: bool,
}

/// One line of the table of metadata that web pages print beside a document:
/// 索引号, 发文字号, 成文日期 …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// The key without colon and blanks: `发文字号`.
    pub key: String,
    /// The value as printed: `国发〔2019〕4号`. Never empty.
    pub value: String,
    /// Where the value stands in the rendition.
    pub span: SourceSpan,
}

/// A link to a file that is attached to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The words of the link.
    pub text: String,
    /// What it leads to, as written: often relative to the page.
    pub target: String,
    /// Where the words stand in the rendition.
    pub span: SourceSpan,
}

/// What a format says of its text rendition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// One entry for each line of the rendition; lines beyond the last have
    /// nothing said about them.
    pub lines: Vec<LineFacts>,
    /// The table of metadata of a web page.
    pub index: Vec<IndexEntry>,
    /// Links to attached files.
    pub attachments: Vec<Attachment>,
}

impl Evidence {
    /// The document number (发文字号) in the table of metadata.
    #[must_use]
    pub fn document_number(&self) -> Option<&IndexEntry> {
        self.entry(metadata::NUMBER)
    }

    /// The date (成文日期) in the table of metadata. When a page was put up says
    /// nothing of the document.
    #[must_use]
    pub fn date(&self) -> Option<&IndexEntry> {
        self.entry(metadata::DATE)
    }

    /// The agency (发文机关) in the table of metadata.
    #[must_use]
    pub fn agency(&self) -> Option<&IndexEntry> {
        self.entry(metadata::AGENCY)
    }

    /// The title (标题) in the table of metadata.
    #[must_use]
    pub fn title(&self) -> Option<&IndexEntry> {
        self.entry(metadata::TITLE)
    }

    /// The first of `keys` that the table has.
    fn entry(&self, keys: &[&str]) -> Option<&IndexEntry> {
        keys.iter().find_map(|key| self.index.iter().find(|entry| entry.key == *key))
    }
}

/// A file of a structured format as text, and what the format says of it.
#[derive(Clone, Debug, Default)]
pub struct Rendition {
    /// The text: each line ends with a line feed and holds no other control
    /// character than tabs.
    pub text: String,
    /// What the format says of its lines.
    pub evidence: Evidence,
    /// What was noticed while reading, by place in the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl Rendition {
    /// Adds a line and says what it is; its place without the line feed.
    ///
    /// Line breaks inside `line` become blanks and control characters go, so
    /// that lines and facts stay side by side.
    pub fn push(&mut self, line: &str, facts: LineFacts) -> SourceSpan {
        let start = self.text.len() as u32;
        let is_odd = |c: char| c != '\t' && (c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'));
        if line.contains(is_odd) {
            for c in line.chars() {
                match c {
                    '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                        self.text.push(' ');
                    }
                    _ if is_odd(c) => {}
                    _ => self.text.push(c),
                }
            }
        } else {
            self.text.push_str(line);
        }
        let end = self.text.len() as u32;
        self.text.push('\n');
        self.evidence.lines.push(facts);
        SourceSpan::new(start, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_has_its_facts() {
        let mut page = Rendition::default();
        let place =
            page.push("第一章\n总则", LineFacts { role: LineRole::Paragraph, ..LineFacts::default() });
        assert_eq!(page.text, "第一章 总则\n");
        assert_eq!(place.of(&page.text), "第一章 总则");
        assert_eq!(page.evidence.lines.len(), 1);
    }

    #[test]
    fn a_line_stays_one_line() {
        let mut rendition = Rendition::default();
        for line in ["甲\r\n乙", "a\tb", "\u{C}丙\u{7}\u{2028}", ""] {
            rendition.push(line, LineFacts::default());
        }
        assert_eq!(rendition.text, "甲  乙\na\tb\n 丙 \n\n");
        assert_eq!(rendition.evidence.lines.len(), rendition.text.lines().count());
    }
}
