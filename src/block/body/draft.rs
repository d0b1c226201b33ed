//! A document, block by block.

use crate::block::clauses::LastClause;
use crate::block::closing::Tail;
use crate::block::contents::Contents;
use crate::block::indicator::IndicatorTable;
use crate::block::notice::NoticeDraft;
use crate::block::outline::Role;
use crate::block::table::Grid;
use crate::scan::marker::Style;
use crate::span::Span;

/// A document, block by block, as spans of the manuscript.
#[derive(Clone, Debug, Default)]
pub struct Draft<'a> {
    /// The notice.
    pub notice: Option<NoticeDraft>,
    /// The imprint at the end.
    pub tail: Tail,
    /// The plans, as many as the notice forwards.
    pub parts: Vec<Part<'a>>,
    /// Paragraphs that a web page prints around the text.
    pub web: Vec<usize>,
    /// What stands above or between the plans and says nothing: 附件1.
    pub labels: Vec<Span>,
    /// Whether the notice names what it forwards.
    pub is_forwarded: bool,
}

/// One plan.
#[derive(Clone, Debug, Default)]
pub struct Part<'a> {
    /// The title, line by line.
    pub title: Vec<Span>,
    /// The title, printed once more behind the contents or below its label.
    pub title_again: Option<Span>,
    /// 附件：, where the title stands behind it.
    pub label: Option<Span>,
    /// The title as the notice names it, where the plan itself has none.
    pub named: Option<String>,
    /// Agency and date on the cover, and what is drawn there (paragraphs, in order).
    pub cover: Vec<usize>,
    /// The table of contents.
    pub contents: Contents,
    /// Preamble and sections.
    pub blocks: Vec<Block<'a>>,
    /// The annexes.
    pub annexes: Vec<AnnexDraft>,
    /// The whole plan.
    pub span: Span,
}

/// A block of the body with its role.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    /// What the outline takes it for.
    pub role: Role,
    /// What it is made of.
    pub unit: Unit,
    /// The department clause that ends it.
    pub clause: Option<LastClause<'a>>,
    /// Whether it is a heading whose number was lost.
    pub lost: Option<u32>,
    /// The style of the heading, also where its marker was lost.
    pub style: Option<Style>,
    /// Whether it closes a box on weak evidence.
    pub uncertain: bool,
}

/// What a block is made of.
#[derive(Clone, Debug)]
pub enum Unit {
    /// A paragraph (index).
    Paragraph(usize),
    /// An indicator table.
    Indicators(IndicatorTable),
    /// A table of another kind and the paragraphs it takes.
    Grid(Grid, (usize, usize)),
}

impl Unit {
    /// The index of its first paragraph.
    pub const fn first(&self) -> usize {
        match self {
            Self::Paragraph(index) => *index,
            Self::Indicators(table) => table.paragraphs.0,
            Self::Grid(_, (first, _)) => *first,
        }
    }
}

/// An annex.
#[derive(Clone, Debug, Default)]
pub struct AnnexDraft {
    /// 附件1.
    pub label: Option<Span>,
    /// The title, line by line.
    pub title: Vec<Span>,
    /// What follows.
    pub units: Vec<Unit>,
    /// The whole annex.
    pub span: Span,
}
