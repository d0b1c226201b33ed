//! What rules may look at.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::text::walk::Walk;
use super::text::width::Widths;
use crate::block::body::{Draft, Part, Unit};
use crate::block::indicator::{IndicatorTable, Row};
use crate::block::outline::Role;
use crate::layout::Manuscript;
use crate::model::{Document, Indicator, Section};
use crate::source::Source;
use crate::span::{SourceSpan, Span};

/// A document that has been read, in all its forms. Rules read it and add to a
/// list of findings; nothing is changed.
///
/// What two rules need of the whole document is computed here, once and on
/// first use (`OnceCell`), in linear time.
pub(crate) struct Context<'a> {
    /// The text as given: widths, blanks and line breaks are still there.
    pub source: &'a Source,
    /// The text in normal form, in logical paragraphs, with the way back.
    pub manuscript: &'a Manuscript,
    /// The blocks, as spans of the manuscript.
    pub draft: &'a Draft<'a>,
    /// The models, one for each part of the draft.
    pub documents: &'a [Document],
    /// For each part, where its department clauses stand: the index of the
    /// responsibility, and its place.
    pub clauses: &'a [Vec<(usize, SourceSpan)>],
    contents: OnceCell<Vec<ContentsEntry<'a>>>,
    walk: OnceCell<Walk>,
    widths: OnceCell<Widths>,
    headings: OnceCell<Vec<Vec<Heading<'a>>>>,
    indicators: OnceCell<Vec<IndicatorRow<'a>>>,
}

/// A heading, beside the section it opens.
pub(crate) struct Heading<'a> {
    pub section: &'a Section,
    /// Its number; empty where that was lost.
    pub label: Span,
    /// Number and title.
    pub whole: Span,
}

/// A row of an indicator table, beside its indicator.
pub(crate) struct IndicatorRow<'a> {
    pub table: &'a IndicatorTable,
    pub row: &'a Row,
    pub indicator: &'a Indicator,
}

/// An entry of the contents, beside the section it names.
pub(crate) struct ContentsEntry<'a> {
    /// The title in normal form.
    pub title: &'a str,
    /// Whether it begins with a number such as 一、.
    pub is_numbered: bool,
    /// The section, unless the body lacks it.
    pub section: Option<&'a Section>,
    /// The whole entry.
    pub span: Span,
}

impl<'a> Context<'a> {
    pub fn new(
        source: &'a Source,
        manuscript: &'a Manuscript,
        draft: &'a Draft<'a>,
        documents: &'a [Document],
        clauses: &'a [Vec<(usize, SourceSpan)>],
    ) -> Self {
        Self {
            source,
            manuscript,
            draft,
            documents,
            clauses,
            contents: OnceCell::new(),
            walk: OnceCell::new(),
            widths: OnceCell::new(),
            headings: OnceCell::new(),
            indicators: OnceCell::new(),
        }
    }

    /// What one walk over the characters has noted.
    pub fn walk(&self) -> &Walk {
        self.walk.get_or_init(|| Walk::new(self.manuscript, &self.draft.web))
    }

    /// In which width the document writes its punctuation.
    pub fn widths(&self) -> &Widths {
        self.widths.get_or_init(|| Widths::of(self.walk()))
    }

    /// The text of `span`, in normal form.
    pub fn text(&self, span: Span) -> &'a str {
        span.of(&self.manuscript.text)
    }

    /// Where `span` stands in the source. Takes logarithmic time: ask for findings
    /// only; [`SourceMap::to_source_near`](crate::normalize::SourceMap::to_source_near)
    /// serves who asks for every mark of a text.
    pub fn place(&self, span: Span) -> SourceSpan {
        self.manuscript.source(span)
    }

    /// The entries of the contents of all parts.
    pub fn contents_entries(&self) -> impl Iterator<Item = &ContentsEntry<'a>> {
        self.contents.get_or_init(|| self.read_contents()).iter()
    }

    /// The headings of each part, in reading order.
    pub fn headings(&self) -> &[Vec<Heading<'a>>] {
        self.headings.get_or_init(|| {
            let parts = self.draft.parts.iter().zip(self.documents);
            parts.map(|(part, document)| self.read_headings(part, document)).collect()
        })
    }

    /// The rows of all indicator tables, in reading order.
    pub fn indicators(&self) -> &[IndicatorRow<'a>] {
        self.indicators.get_or_init(|| {
            let parts = self.draft.parts.iter().zip(self.documents);
            parts.flat_map(|(part, document)| read_indicators(part, document)).collect()
        })
    }

    /// Sections are made from headings, one from each, so both lists run side by
    /// side.
    fn read_headings(&self, part: &Part<'_>, document: &'a Document) -> Vec<Heading<'a>> {
        let mut sections = Vec::new();
        flatten_sections(&document.plan.sections, &mut sections);
        let blocks = part.blocks.iter().filter_map(|block| match (block.role, &block.unit) {
            (Role::Heading, Unit::Paragraph(index)) => Some((block, *index)),
            _ => None,
        });
        blocks
            .zip(sections)
            .map(|((block, index), section)| {
                let paragraph = &self.manuscript.paragraphs[index];
                let start = paragraph.span.start;
                let marker = paragraph.marker.filter(|_| block.lost.is_none());
                let label = Span::new(start, start + marker.map_or(0, |marker| marker.len as u32));
                let title = section.title.as_deref().unwrap_or_default();
                let title_end = self.text(paragraph.span).find(title).map_or(0, |at| at + title.len());
                Heading { section, label, whole: Span::new(start, label.end.max(start + title_end as u32)) }
            })
            .collect()
    }

    fn read_contents(&self) -> Vec<ContentsEntry<'a>> {
        let mut entries = Vec::new();
        for (part, document) in self.draft.parts.iter().zip(self.documents) {
            let mut sections = HashMap::new();
            if !document.plan.toc.is_empty() {
                collect_sections(&document.plan.sections, &mut sections);
            }
            for (entry, listed) in part.contents.entries.iter().zip(&document.plan.toc) {
                entries.push(ContentsEntry {
                    title: &listed.title,
                    is_numbered: entry.marker.is_some(),
                    section: listed.section.as_deref().and_then(|id| sections.get(id).copied()),
                    span: entry.span,
                });
            }
        }
        entries
    }
}

/// All sections by their id.
fn collect_sections<'a>(sections: &'a [Section], all: &mut HashMap<&'a str, &'a Section>) {
    for section in sections {
        all.insert(&section.id, section);
        collect_sections(&section.sections, all);
    }
}

/// All sections in reading order.
pub(crate) fn flatten_sections<'a>(sections: &'a [Section], all: &mut Vec<&'a Section>) {
    for section in sections {
        all.push(section);
        flatten_sections(&section.sections, all);
    }
}

/// Rows and indicators in the order in which the second were made of the first:
/// tables of the body, then those of annexes.
fn read_indicators<'a>(part: &'a Part<'_>, document: &'a Document) -> Vec<IndicatorRow<'a>> {
    let body = part.blocks.iter().map(|block| &block.unit);
    let annexes = part.annexes.iter().flat_map(|annex| &annex.units);
    let rows = body.chain(annexes).filter_map(|unit| match unit {
        Unit::Indicators(table) => Some(table.rows.iter().map(move |row| (table, row))),
        _ => None,
    });
    let listed = &document.plan.indicators;
    rows.flatten()
        .zip(listed)
        .map(|((table, row), indicator)| IndicatorRow { table, row, indicator })
        .collect()
}
