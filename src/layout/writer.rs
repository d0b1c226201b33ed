//! Writes the manuscript: its text, the way back to the source, its paragraphs.

use super::counts::Counts;
use super::facts;
use super::furniture::{Cut, Furniture};
use super::headings::mark_decimal_chapters;
use super::line::Line;
use super::manuscript::{Hint, Manuscript, Paragraph, ParagraphKind};
use super::measure::Measure;
use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::LineRole;
use crate::model::FurnitureKind;
use crate::normalize::{Gap, GapKind, Normalized, SourceMapBuilder};
use crate::scan::marker::{Marker, scan_marker};
use crate::scan::{char_count, is_han};
use crate::span::{SourceSpan, Span};

/// The paragraph that is being written.
pub(super) struct Open {
    pub(super) start: u32,
    pub(super) marker: Option<Marker>,
    pub(super) kind: ParagraphKind,
    pub(super) indent: u16,
    pub(super) blanks_before: u16,
    pub(super) tab_indent: bool,
    pub(super) within_line: bool,
    pub(super) hint: Hint,
    pub(super) lines: u16,
    /// Where the first line ends, once there is a second.
    pub(super) first_line_end: u32,
    /// Widths of the last lines that were surely full, because the paragraph
    /// went on behind them.
    pub(super) full: Full,
    pub(super) last_width: u16,
    /// How much of that stood before the last piece.
    pub(super) before_width: u16,
}

/// Widths of full lines, the latest three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Full {
    widths: [u16; 3],
}

impl Full {
    pub(super) fn push(&mut self, width: u16) {
        self.widths = [width, self.widths[0], self.widths[1]];
    }

    /// The margin that the latest full lines show. A single line may stick out
    /// (stray spaces) or fall short (a number that was not broken), so with
    /// three of them the middle one counts.
    pub(super) fn margin(self) -> Option<u16> {
        let [a, b, c] = self.widths;
        let (less, more) = (a.min(b), a.max(b));
        match [less.min(c), less.max(more.min(c)), more.max(c)] {
            [0, 0, 0] => None,
            [0, 0, one] => Some(one),
            // The first of two may have lost its indent; a larger difference
            // means that one of them is no measure.
            [0, less, more] => Some(if more - less <= 4 { more } else { less }),
            [_, middle, _] => Some(middle),
        }
    }
}

/// The only writer of a manuscript's text.
pub(super) struct Writer<'a> {
    pub(super) normalized: &'a Normalized,
    pub(super) cuts: &'a [Cut],
    pub(super) headings: &'a [(u32, u8)],
    pub(super) strong: &'a [u32],
    pub(super) text: String,
    pub(super) map: SourceMapBuilder,
    pub(super) cursor: usize,
    /// The first gap that was not copied yet.
    pub(super) gap: usize,
    pub(super) gaps: Vec<Gap>,
    /// Where lines were put together.
    pub(super) breaks: Vec<u32>,
    /// Those of them that go on by what their format says.
    going_on: Vec<u32>,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// How often the text has a word.
    counts: Counts<'a>,
    pub(super) open: Option<Open>,
    /// Furniture met inside the open paragraph, to be written behind it.
    pub(super) pending: Vec<(Span, FurnitureKind)>,
    /// Whether a page break or furniture stands before the line at hand.
    pub(super) after_page: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(normalized: &'a Normalized, lines: usize, furniture: &'a Furniture) -> Self {
        let len = normalized.text.len();
        Self {
            normalized,
            cuts: &furniture.cuts,
            headings: &furniture.headings,
            strong: &furniture.strong,
            text: String::with_capacity(len + len / 64 + 64),
            // The break behind a line is left out, or made again behind a paragraph.
            map: SourceMapBuilder::with_room(&normalized.map, 2 * lines),
            cursor: 0,
            gap: 0,
            gaps: Vec::with_capacity(normalized.gaps.len()),
            breaks: Vec::with_capacity(lines),
            going_on: Vec::new(),
            paragraphs: Vec::with_capacity(len / 160 + 16),
            diagnostics: Vec::new(),
            counts: Counts::of(&normalized.text),
            open: None,
            pending: Vec::new(),
            after_page: false,
        }
    }

    pub(super) fn position(&self) -> u32 {
        self.text.len() as u32
    }

    /// Writes a stretch of `line`; opens a paragraph if none is open.
    pub(super) fn push_piece(&mut self, line: &Line, index: usize, span: Span, same_line: bool) {
        if self.open.is_none() {
            self.open_paragraph(line, index, span);
        } else if let Some(open) = &mut self.open {
            if same_line {
                open.before_width = open.last_width;
            } else {
                // The line before was not the last, so it reached the margin.
                open.full.push(open.last_width);
                open.before_width = 0;
                open.lines = open.lines.saturating_add(1);
                if open.first_line_end == 0 {
                    open.first_line_end = self.text.len() as u32;
                }
            }
            self.glue(line, span);
            self.breaks.push(self.position());
            if line.facts.role == LineRole::Continues && !same_line {
                self.going_on.push(self.position());
            }
        }
        self.gap = self.gap.max(line.gaps.0 as usize);
        let begins = self.open.as_ref().is_some_and(|open| open.start == self.position());
        let mut is_cut = false;
        let mut start = span.start;
        // Lines that are furniture as a whole were written uncut.
        while self.cuts.first().is_some_and(|cut| cut.span.start < start) {
            self.cuts = &self.cuts[1..];
        }
        while let Some(cut) = self.cuts.first().copied().filter(|cut| cut.span.start < span.end) {
            self.copy(Span::new(start, cut.span.start));
            // What a line break in a cell sets apart stays apart.
            if self.normalized.text[cut.span.start as usize..].starts_with("<br") {
                self.gaps.push(Gap { at: self.position(), columns: 1, kind: GapKind::Space, kept: false });
            }
            // The blanks in a formula leave no trace.
            if cut.span.of(&self.normalized.text) == " " {
                self.skip_gaps(cut.span);
            } else {
                self.copy_gaps(cut.span);
                self.pending.push((cut.span, cut.kind));
            }
            start = cut.span.end;
            self.cuts = &self.cuts[1..];
            is_cut = true;
        }
        if begins && is_cut && self.open.as_ref().is_some_and(|open| open.start == self.position()) {
            // The blank behind `#` is no part of the paragraph.
            start += self.normalized.text[start as usize..span.end.max(start) as usize]
                .bytes()
                .take_while(|byte| *byte == b' ')
                .count() as u32;
        }
        self.copy(Span::new(start, span.end));
        if begins && is_cut {
            self.read_marker();
        }
    }

    /// Reads the marker anew from the text that was written: where something was left
    /// out of a line, its marker may be shorter than in the line, or only now be one.
    fn read_marker(&mut self) {
        let Some(open) = &mut self.open else { return };
        open.marker = scan_marker(&self.text[open.start as usize..]);
    }

    /// The text of `span` behind the marks of a markup language that it begins with.
    pub(super) fn content_of(&self, span: Span) -> &'a str {
        let mut start = span.start;
        for cut in self.cuts {
            if cut.span.start > start {
                break;
            }
            start = start.max(cut.span.end);
        }
        self.normalized.text[start.min(span.end) as usize..span.end as usize].trim_start()
    }

    fn open_paragraph(&mut self, line: &Line, index: usize, span: Span) {
        let marker = line.marker_of(span, self.content_of(span));
        let mut hint = facts::hint(line);
        while let Some((at, depth)) = self.headings.first().filter(|(at, _)| *at as usize <= index) {
            if *at as usize == index {
                hint.heading = hint.heading.max(*depth);
            }
            self.headings = &self.headings[1..];
        }
        while let Some(at) = self.strong.first().filter(|at| **at as usize <= index) {
            hint.strong |= *at as usize == index;
            self.strong = &self.strong[1..];
        }
        let is_first = span.start == line.span.start;
        self.open = Some(Open {
            start: self.position(),
            marker,
            kind: if line.is_row { ParagraphKind::Row } else { ParagraphKind::Text },
            indent: if is_first { line.indent } else { 0 },
            blanks_before: if is_first { line.blanks_before } else { 0 },
            tab_indent: is_first && line.tab_indent,
            within_line: !is_first,
            hint,
            lines: 1,
            first_line_end: 0,
            full: Full::default(),
            last_width: 0,
            before_width: 0,
        });
    }

    /// Between two lines of a paragraph: one space between Latin words, nothing
    /// between Chinese characters. Reports text that the break has doubled.
    fn glue(&mut self, line: &Line, span: Span) {
        let before = self.text.chars().next_back();
        let after = self.normalized.text[span.start as usize..].chars().next();
        if let (Some(before), Some(after)) = (before, after)
            && before.is_ascii_alphabetic()
            && after.is_ascii_alphabetic()
        {
            let source = self.normalized.map.source_offset(span.start);
            self.text.push(' ');
            self.map.replace(1, SourceSpan::new(source, source));
        }
        if self.after_page || line.page_break || line.blanks_before > 0 {
            self.report_repetition(span);
        }
    }

    /// `甲市交通` at the foot of a page, `交通运输事业` at the head of the next.
    fn report_repetition(&mut self, span: Span) {
        /// No more characters than these are looked back.
        const LIMIT: usize = 12;
        let next = span.of(&self.normalized.text);
        let Some(first) = next.chars().next() else { return };
        let previous = &self.text;
        // The longest tail is found last.
        let tails = previous.char_indices().rev().take(LIMIT).filter(|(_, c)| *c == first);
        let repeated = tails
            .map(|(at, _)| &previous[at..])
            .filter(|tail| next.starts_with(tail) && tail.chars().all(is_han))
            .last();
        let Some(tail) = repeated else { return };
        if char_count(tail) == 1 && !self.is_odd_doubling(tail, next) {
            return;
        }
        let source = self.normalized.map.to_source(Span::new(span.start, span.start + tail.len() as u32));
        self.diagnostics.push(Diagnostic::new(Code::RepeatedAtPageBreak, source).with(tail));
    }

    /// One character may be doubled by right (市|市场监管局, 人|人); it is odd where
    /// the pair stands nowhere else in the text while the word after it does.
    fn is_odd_doubling(&self, tail: &str, next: &str) -> bool {
        let pair = [tail, tail].concat();
        let word: String = next.chars().take(2).collect();
        // 甲市交|交通运输: 市交通 is what the text writes elsewhere; but 基本实现|现代化
        // are two words, and no text has 实现代.
        let before = self.text[..self.text.len() - tail.len()].chars().next_back().filter(|c| is_han(*c));
        let joined: String = before.into_iter().chain(word.chars()).collect();
        let has = |word: &str, times| self.counts.has(word, times);
        // 生活补贴|贴和重度: 补贴 is a word of the text, 贴和 stands only here.
        let known: String = before.into_iter().chain(tail.chars()).collect();
        let is_joined = || has(&joined, 1) && has(&word, 5);
        let is_end_of_word = || before.is_some() && has(&known, 2) && has(&word, 1) && !has(&word, 2);
        !has(&pair, 1) && (is_joined() || is_end_of_word()) && !"市区县省州镇乡村部国日月年人".contains(tail)
    }

    /// Keeps the gaps before a mark that is cut: a cell may begin with one.
    fn copy_gaps(&mut self, cut: Span) {
        let at = self.position();
        let is_inside = self.open.as_ref().is_some_and(|open| open.start < at);
        let gaps = &self.normalized.gaps;
        while let Some(found) = gaps.get(self.gap).filter(|found| found.at < cut.end) {
            if is_inside && found.at >= cut.start && !found.kept && found.kind != GapKind::PageBreak {
                self.gaps.push(Gap { at, ..*found });
            }
            self.gap += 1;
        }
    }

    fn skip_gaps(&mut self, cut: Span) {
        let gaps = &self.normalized.gaps;
        while gaps.get(self.gap).is_some_and(|found| found.at < cut.end) {
            self.gap += 1;
        }
    }

    /// Copies a stretch of normalized text with its gaps.
    fn copy(&mut self, span: Span) {
        if span.is_empty() {
            return;
        }
        let base = self.position();
        let gaps = &self.normalized.gaps;
        while let Some(found) = gaps.get(self.gap)
            && found.at < span.end
        {
            // White space between two pieces of a paragraph counts, white space
            // before its first piece is an indent.
            let is_inside = found.at > span.start || base > self.open.as_ref().map_or(0, |open| open.start);
            if is_inside && found.kind != GapKind::PageBreak && found.at >= span.start {
                self.gaps.push(Gap { at: base + (found.at - span.start), ..*found });
            }
            self.gap += 1;
        }
        self.write(span);
    }

    /// Writes a stretch of normalized text and its way back to the source.
    fn write(&mut self, span: Span) {
        self.text.push_str(span.of(&self.normalized.text));
        self.map.copy(&self.normalized.map, span, &mut self.cursor);
    }

    /// Notes what the line just written says about the next.
    pub(super) fn end_line(&mut self, line: &Line, measure: Measure) {
        self.after_page = false;
        let Some(open) = &mut self.open else { return };
        open.last_width = open.before_width.saturating_add(measure.width(line));
    }

    pub(super) fn push_furniture(&mut self, line: &Line, kind: FurnitureKind) {
        self.pending.push((line.span, kind));
        match kind {
            // Only the furniture of pages can stand inside a paragraph.
            FurnitureKind::PageNumber | FurnitureKind::RunningHead => self.after_page = true,
            _ => self.finish_paragraph(),
        }
        if self.open.is_none() {
            self.write_pending();
        }
    }

    pub(super) fn finish_paragraph(&mut self) {
        if let Some(open) = self.open.take() {
            let end = self.position();
            if end > open.start {
                let margin = open.full.margin().unwrap_or_default();
                self.push_paragraph(Paragraph {
                    span: Span::new(open.start, end),
                    kind: open.kind,
                    marker: open.marker,
                    indent: open.indent,
                    margin,
                    lines: open.lines,
                    first_line_end: open.first_line_end,
                    blanks_before: open.blanks_before,
                    tab_indent: open.tab_indent,
                    within_line: open.within_line,
                    hint: open.hint,
                });
            }
        }
        self.write_pending();
    }

    fn write_pending(&mut self) {
        for (span, kind) in std::mem::take(&mut self.pending) {
            let start = self.position();
            self.write(span);
            self.push_paragraph(Paragraph {
                span: Span::new(start, self.position()),
                kind: ParagraphKind::Furniture(kind),
                marker: None,
                indent: 0,
                margin: 0,
                lines: 1,
                first_line_end: 0,
                blanks_before: 0,
                tab_indent: false,
                within_line: false,
                hint: Hint::default(),
            });
        }
    }

    fn push_paragraph(&mut self, paragraph: Paragraph) {
        self.paragraphs.push(paragraph);
        self.text.push('\n');
        let end = self.map.source_at();
        self.map.replace(1, SourceSpan::new(end, end));
    }

    pub(super) fn finish(mut self) -> Manuscript {
        mark_decimal_chapters(&self.text, &self.gaps, &mut self.paragraphs);
        Manuscript {
            pipes: Vec::new(),
            going_on: self.going_on,
            text: self.text,
            map: self.map.finish(),
            gaps: self.gaps,
            breaks: self.breaks,
            paragraphs: self.paragraphs,
            documents: Vec::new(),
            diagnostics: self.diagnostics,
        }
    }
}
