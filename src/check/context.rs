//! What rules may look at.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::text::walk::Walk;
use super::text::width::Widths;
use crate::block::body::Draft;
use crate::layout::Manuscript;
use crate::model::{Document, Section};
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
    pub draft: &'a Draft,
    /// The models, one for each part of the draft.
    pub documents: &'a [Document],
    /// For each part, where its department clauses stand: the index of the
    /// responsibility, and its place.
    pub clauses: &'a [Vec<(usize, SourceSpan)>],
    contents: OnceCell<Vec<ContentsEntry<'a>>>,
    walk: OnceCell<Walk>,
    widths: OnceCell<Widths>,
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
        draft: &'a Draft,
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
        }
    }

    /// What one walk over the characters has noted.
    pub fn walk(&self) -> &Walk {
        self.walk.get_or_init(|| Walk::new(self.manuscript))
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
