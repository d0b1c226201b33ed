//! The tree of sections.

mod title;

use self::title::{Behind, End, Habits, Sentence, is_number_alone, without_marks};
use super::context::{Context, Lists, Years, lower_grid, trim};
use super::feature_box::lower_box;
use super::indicator::{lower_indicators, table_span};
use super::responsibility::{add_time, join_clauses, lower_clause};
use crate::block::body::{Block as Found, Unit};
use crate::block::clauses::{ClauseSpan, LastClause, Piece, split_clauses};
use crate::block::heading::split_numbered;
use crate::block::outline::Role;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Block, BoxReference, ResponsibilityReference, Section};
use crate::scan::clause::Clause;
use crate::scan::is_terminated;
use crate::scan::marker::Style;
use crate::span::Span;

/// A section that is still open.
struct Open {
    section: Section,
    /// The one sentence that its heading consists of: a title if anything
    /// follows, a numbered paragraph if nothing does.
    sentence: Option<Span>,
    /// The paragraph of its number, if that stands alone, so that the next is its heading.
    awaits_title: Option<usize>,
    /// Whether rows of a table stand in it that are listed elsewhere, as indicators.
    has_rows: bool,
    style: Style,
    span: Span,
}

/// The preamble and the tree of sections.
pub(super) fn lower_sections(
    context: &Context<'_>,
    blocks: &[Found<'_>],
    years: &Years,
    lists: &mut Lists,
) -> (Vec<Block>, Vec<Section>) {
    let levels = levels(context, blocks);
    let habits = Habits::of(context, blocks);
    let mut tree = Tree { context, habits, stack: Vec::new(), preamble: Vec::new(), sections: Vec::new() };
    let mut at = 0;
    while at < blocks.len() {
        let block = &blocks[at];
        match (block.role, &block.unit) {
            (Role::Heading, Unit::Paragraph(index)) => {
                let level = level_of(context, block, *index, &levels);
                tree.open(block, *index, level, lists);
            }
            (Role::BoxHeading, _) => {
                let end = at
                    + 1
                    + blocks[at + 1..]
                        .iter()
                        .take_while(|next| matches!(next.role, Role::BoxMarker | Role::BoxText))
                        .count();
                let (id, span) = lower_box(context, &blocks[at..end], tree.section_id(), years, lists);
                tree.push(Block::Box(BoxReference { id }), Some(span));
                if let Some(next) = blocks.get(end).filter(|next| next.uncertain) {
                    report_uncertain(context, next, lists);
                }
                at = end;
                continue;
            }
            (_, Unit::Paragraph(index)) => {
                let span = context.manuscript.paragraphs[*index].span;
                if tree.takes_title(*index) {
                    tree.fill_heading(span, block.clause.as_ref(), lists);
                } else {
                    tree.push_text(span, block.clause.as_ref(), lists);
                }
            }
            (_, Unit::Indicators(table)) => {
                let section = tree.section_id().map(str::to_owned);
                let blocks = lower_indicators(
                    context,
                    table,
                    &super::indicator::Place { section, ..Default::default() },
                    years,
                    lists,
                );
                tree.push_rows(table_span(context, table));
                for block in blocks {
                    tree.push(block, None);
                }
            }
            (_, Unit::Grid(grid, _)) => {
                let table = lower_grid(context, grid);
                let span = grid.span();
                tree.push(Block::Table(table), span);
            }
        }
        at += 1;
    }
    tree.finish()
}

struct Tree<'a, 'b> {
    context: &'a Context<'b>,
    habits: Habits,
    stack: Vec<Open>,
    preamble: Vec<Block>,
    sections: Vec<Section>,
}

impl Tree<'_, '_> {
    fn section_id(&self) -> Option<&str> {
        self.stack.last().map(|open| open.section.id.as_str())
    }

    fn open(&mut self, block: &Found<'_>, index: usize, level: u8, lists: &mut Lists) {
        while self.stack.last().is_some_and(|open| open.section.level >= level) {
            self.close();
        }
        let ordinal = self.stack.last().map_or(self.sections.len(), |open| open.section.sections.len()) + 1;
        let id = match self.stack.last() {
            Some(open) => format!("{}.{ordinal}", open.section.id),
            None => ordinal.to_string(),
        };
        let paragraph = &self.context.manuscript.paragraphs[index];
        let marker = paragraph.marker.filter(|_| block.lost.is_none());
        let label_end = paragraph.span.start + marker.map_or(0, |marker| marker.len as u32);
        let label = marker.map(|_| self.context.text(Span::new(paragraph.span.start, label_end)).to_owned());
        self.stack.push(Open {
            section: Section {
                id,
                level,
                label,
                number: marker.map(|marker| marker.number),
                title: None,
                content: Vec::new(),
                sections: Vec::new(),
                lines: [1, 1],
                span: None,
            },
            sentence: None,
            awaits_title: None,
            has_rows: false,
            style: block.style.or(marker.map(|marker| marker.style)).unwrap_or(Style::Ideographic),
            span: paragraph.span,
        });
        let body = Span::new(label_end, paragraph.span.end);
        if is_number_alone(&self.context.manuscript.text, body) {
            if let Some(open) = self.stack.last_mut() {
                open.awaits_title = Some(index);
            }
            return;
        }
        if marker.is_none() && block.lost.is_none() {
            // The contents name it as a whole, colon and all.
            if let Some(open) = self.stack.last_mut() {
                open.sentence = Some(body);
            }
            return;
        }
        self.fill_heading(body, block.clause.as_ref(), lists);
    }

    /// Whether paragraph `index` is the heading of the innermost section, whose number stood alone
    /// on its line, with nothing that is printed as content between the two.
    fn takes_title(&mut self, index: usize) -> bool {
        let paragraphs = &self.context.manuscript.paragraphs;
        self.stack.last_mut().is_some_and(|open| {
            let number = open.awaits_title.take();
            let between = number.and_then(|number| paragraphs.get(number + 1..index));
            between.is_some_and(|between| between.iter().all(|paragraph| !paragraph.is_content()))
                && open.section.content.is_empty()
                && open.section.sections.is_empty()
        })
    }

    /// Title, run-in text and clauses of the paragraph that opens a section.
    fn fill_heading(&mut self, body: Span, last: Option<&LastClause<'_>>, lists: &mut Lists) {
        let manuscript = self.context.manuscript;
        let pieces = split_clauses(&manuscript.text, body, last);
        let mut pieces = pieces.into_iter();
        match pieces.next() {
            Some(Piece::Text(first)) => {
                let Some(open) = self.stack.last_mut() else { return };
                let split = split_numbered(manuscript, first, open.style);
                let title = self.context.text(split.title);
                open.span = open.span.cover(first);
                let sentence = Sentence {
                    text: title,
                    end: End::of(manuscript.text[split.title.end as usize..].chars().next()),
                    behind: Behind::RestOfParagraph,
                    is_among_sentences: false,
                };
                if split.rest.is_empty() {
                    open.sentence = Some(first);
                } else if self.habits.is_title(open.style, sentence) {
                    open.section.title = Some(title.trim().to_owned());
                    let rest = trim(&manuscript.text, split.rest);
                    self.push(Block::Paragraph(self.context.paragraph(rest)), Some(rest));
                } else {
                    self.push(Block::Paragraph(self.context.paragraph(first)), Some(first));
                }
            }
            Some(Piece::Clause(at, clause)) => self.push_clause(at, &clause, lists),
            None => {}
        }
        for piece in pieces {
            match piece {
                Piece::Text(span) => self.push(Block::Paragraph(self.context.paragraph(span)), Some(span)),
                Piece::Clause(at, clause) => self.push_clause(at, &clause, lists),
            }
        }
    }

    fn push_clause(&mut self, at: ClauseSpan, clause: &Clause<'_>, lists: &mut Lists) {
        if clause.is_time() && self.takes_time(at, clause, lists) {
            return;
        }
        let section = self.section_id().map(str::to_owned);
        let id = lower_clause(self.context, at, clause, section.as_deref(), lists);
        let is_behind_clause = self
            .stack
            .last()
            .is_some_and(|open| matches!(open.section.content.last(), Some(Block::Responsibility(_))));
        if is_behind_clause && at.outer == at.inner && join_clauses(lists) {
            if let Some(open) = self.stack.last_mut() {
                open.span = open.span.cover(at.outer);
            }
            return;
        }
        self.push(Block::Responsibility(ResponsibilityReference { id }), Some(at.outer));
    }

    /// Whether a time belongs to the clause before it, and has been added to that. Where
    /// none stands there, it says until when of whoever does it.
    fn takes_time(&mut self, at: ClauseSpan, clause: &Clause<'_>, lists: &mut Lists) -> bool {
        let content = self.stack.last().map_or(&self.preamble, |open| &open.section.content);
        let is_behind_clause = matches!(content.last(), Some(Block::Responsibility(_)));
        let is_taken = is_behind_clause && add_time(self.context, at, clause, lists);
        if is_taken && let Some(open) = self.stack.last_mut() {
            open.span = open.span.cover(at.outer);
        }
        is_taken
    }

    /// A paragraph of running text, with its clauses.
    fn push_text(&mut self, span: Span, last: Option<&LastClause<'_>>, lists: &mut Lists) {
        let pieces = split_clauses(&self.context.manuscript.text, span, last);
        // A text stands before each clause: one allocation where a line holds thousands of them.
        lists.responsibilities.reserve(pieces.len() / 2);
        for piece in pieces {
            match piece {
                Piece::Text(span) => self.push(Block::Paragraph(self.context.paragraph(span)), Some(span)),
                Piece::Clause(at, clause) => self.push_clause(at, &clause, lists),
            }
        }
    }

    /// The section that is open goes on over the rows of a table that are listed elsewhere.
    fn push_rows(&mut self, span: Span) {
        if let Some(open) = self.stack.last_mut() {
            open.span = open.span.cover(span);
            open.has_rows = true;
        }
    }

    fn push(&mut self, block: Block, span: Option<Span>) {
        match self.stack.last_mut() {
            Some(open) => {
                open.section.content.push(block);
                if let Some(span) = span {
                    open.span = open.span.cover(span);
                }
            }
            None => self.preamble.push(block),
        }
    }

    /// Closes the innermost section: now it is known what followed its heading.
    fn close(&mut self) {
        /// So many sections before one say what it is among.
        const NEAR: usize = 20;
        let Some(mut open) = self.stack.pop() else { return };
        if let Some(sentence) = open.sentence {
            let text = self.context.text(sentence);
            let is_text = |block: &Block| matches!(block, Block::Paragraph(_) | Block::Table(_));
            let has_text = open.has_rows || open.section.content.iter().any(is_text);
            let behind = match (has_text, open.section.sections.is_empty()) {
                (_, false) => Behind::Sections,
                (true, true) => Behind::Text,
                (false, true) => Behind::Nothing,
            };
            let title = without_marks(text);
            // A name or a quotation closes no sentence.
            let is_unclosed = !is_terminated(text) || text.ends_with(['”', '》']) && !text.contains('。');
            let end = if is_unclosed { End::Open } else { End::of(text.chars().next_back()) };
            let before = self.stack.last().map_or(&[][..], |parent| &parent.section.sections[..]);
            let near = &before[before.len().saturating_sub(NEAR)..];
            let is_among_sentences = near.len() > 1 && near.iter().all(|it| it.title.is_none());
            let first = Sentence { text: title, end, behind, is_among_sentences };
            let is_title = self.habits.is_title(open.style, first);
            if is_title || open.section.label.is_none() {
                open.section.title = Some(title.to_owned());
            } else {
                open.section.content.insert(0, Block::Paragraph(self.context.paragraph(sentence)));
            }
        }
        (open.section.lines, open.section.span) = self.context.place(open.span);
        match self.stack.last_mut() {
            Some(parent) => {
                parent.span = parent.span.cover(open.span);
                parent.section.sections.push(open.section);
            }
            None => self.sections.push(open.section),
        }
    }

    fn finish(mut self) -> (Vec<Block>, Vec<Section>) {
        while !self.stack.is_empty() {
            self.close();
        }
        (self.preamble, self.sections)
    }
}

/// The level of each style in this document. 一、 （一） 1. （1） are 1 to 4; where
/// chapters or parts stand above them, styles count by nesting.
fn levels(context: &Context<'_>, blocks: &[Found<'_>]) -> [u8; Style::COUNT] {
    let mut used = [false; Style::COUNT];
    for style in blocks.iter().filter_map(|block| block.style) {
        used[style.index()] = true;
    }
    let has_decimals = blocks.iter().any(|block| match (block.role, &block.unit) {
        (Role::Heading, Unit::Paragraph(index)) => {
            context.manuscript.paragraphs[*index].marker.is_some_and(|marker| marker.depth > 1)
        }
        _ => false,
    });
    let mut levels = [0u8; Style::COUNT];
    let has_chapters = used[..=Style::Formal.index()].iter().any(|used| *used);
    // 任务一： stands where （一） would, unless it has （一） below it.
    let has_own_level = |style: Style| {
        style != Style::ParenIdeographic || !used[Style::Task.index()] || tasks_are_divided(context, blocks)
    };
    if has_chapters || has_decimals && !used[Style::Ideographic.index()] {
        let mut level = 0;
        for style in Style::ALL {
            level += u8::from(used[style.index()] && has_own_level(style));
            levels[style.index()] = level.max(1);
            if style == Style::Arabic && has_decimals {
                // Below 第2章 the outermost label may be 2.1; （1） stands below 2.1.1.
                let (least, most) = decimal_depths(context, blocks);
                levels[style.index()] = level.max(1).saturating_sub(least - 1);
                level += most - least;
            }
        }
    } else {
        let deeper = u8::from(used[Style::Task.index()] && has_own_level(Style::ParenIdeographic));
        for (style, level) in Style::ALL.iter().zip([1, 1, 1, 1, 1, 1, 2, 2, 3, 4, 4, 5]) {
            levels[style.index()] = level + if *style > Style::Task { deeper } else { 0 };
        }
    }
    levels
}

/// Whether （一） opens below 任务一：, and not only beside it.
fn tasks_are_divided(context: &Context<'_>, blocks: &[Found<'_>]) -> bool {
    let mut in_task = false;
    blocks.iter().any(|block| {
        let (Some(style), Unit::Paragraph(index)) = (block.style, &block.unit) else { return false };
        let number = context.manuscript.paragraphs[*index].marker.map(|marker| marker.number);
        in_task = style == Style::Task || in_task && style > Style::Task;
        in_task && style == Style::ParenIdeographic && number == Some(1)
    })
}

/// How many numbers the shortest and the longest decimal label have.
fn decimal_depths(context: &Context<'_>, blocks: &[Found<'_>]) -> (u8, u8) {
    let depths = blocks.iter().filter_map(|block| match (block.role, &block.unit) {
        (Role::Heading, Unit::Paragraph(index)) => context.manuscript.paragraphs[*index]
            .marker
            .filter(|marker| marker.style == Style::Arabic)
            .map(|marker| marker.depth),
        _ => None,
    });
    depths
        .fold(None, |found: Option<(u8, u8)>, depth| {
            Some(found.map_or((depth, depth), |(least, most)| (least.min(depth), most.max(depth))))
        })
        .unwrap_or((1, 1))
}

fn level_of(context: &Context<'_>, block: &Found<'_>, index: usize, levels: &[u8; Style::COUNT]) -> u8 {
    let paragraph = &context.manuscript.paragraphs[index];
    let style = block.style.or(paragraph.marker.map(|marker| marker.style)).unwrap_or(Style::Ideographic);
    let depth = paragraph.marker.map_or(1, |marker| marker.depth);
    (levels[style.index()] + depth - 1).max(1)
}

/// A box that ended on weak evidence: the number behind it carries on both.
fn report_uncertain(context: &Context<'_>, block: &Found<'_>, lists: &mut Lists) {
    if let Unit::Paragraph(index) = &block.unit {
        let paragraph = &context.manuscript.paragraphs[*index];
        let label_end = paragraph.span.start + paragraph.marker.map_or(0, |marker| marker.len as u32);
        let label = Span::new(paragraph.span.start, label_end);
        let source = context.source_of(label);
        lists.diagnostics.push(Diagnostic::new(Code::BoxEndUncertain, source).with(context.text(label)));
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Section;

    fn levels(text: &str) -> Vec<(String, u8)> {
        fn walk(sections: &[Section], found: &mut Vec<(String, u8)>) {
            for section in sections {
                found.push((section.label.clone().unwrap_or_default(), section.level));
                walk(&section.sections, found);
            }
        }
        let text = format!("甲市养老规划\n{text}");
        let plan = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0).plan;
        let mut found = Vec::new();
        walk(&plan.sections, &mut found);
        found
    }

    #[test]
    fn text_with_its_clause_stands_behind_a_box() {
        let text = "甲市水利规划\n一、任务\n（一）管护\n加强水库管理，落实管护责任。\n专栏1 重点工程\n\
             1.河道工程。清理河道三百公里，加固堤防。\n2.灌区工程。改造灌区十处，新增节水面积。\n\n\
             推进河长制，加强河湖管理保护，建立长效机制。（市水利局负责）\n（二）灌区\n改造灌区。\n";
        let plan = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0).plan;
        assert_eq!(plan.sections[0].sections[0].content.len(), 4);
        assert_eq!(plan.boxes[0].items.len(), 2);
    }

    #[test]
    fn formal_numerals_stand_above_plain_ones() {
        let found = levels("壹、甲\n一、甲\n（一）甲\n二、甲\n贰、甲\n一、甲\n");
        assert_eq!(found.iter().map(|found| found.1).collect::<Vec<_>>(), [1, 2, 3, 2, 1, 2]);
    }

    #[test]
    fn tasks_stand_where_the_second_level_does() {
        let beside = levels("一、甲\n（一）甲\n1.甲\n二、甲\n任务一：甲\n1.甲\n任务二：甲\n1.甲\n");
        let expected = [1, 2, 3, 1, 2, 3, 2, 3];
        assert_eq!(beside.iter().map(|found| found.1).collect::<Vec<_>>(), expected);
        let below = levels("一、甲\n任务一：甲\n（一）甲\n1.甲\n任务二：甲\n（一）甲\n二、甲\n");
        assert_eq!(below.iter().map(|found| found.1).collect::<Vec<_>>(), [1, 2, 3, 4, 2, 3, 1]);
        assert_eq!(below[1].0, "任务一：");
    }
}
