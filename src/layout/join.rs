//! Decides which lines belong to one paragraph and writes the manuscript.

use super::facts;
use super::furniture::{Cut, Furniture};
use super::line::{Line, Measure};
use super::manuscript::{Hint, Manuscript, Paragraph, ParagraphKind};
use crate::block::contents::{fold_title, has_leaders, strip_leaders};
use crate::block::feature_box::scan_box_heading;
use crate::block::notice::is_plan_title;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::FurnitureKind;
use crate::normalize::{Gap, GapKind, Normalized, SourceMapBuilder};
use std::collections::HashSet;

use crate::scan::clause::is_clause_line;
use crate::scan::date::scan_date;
use crate::scan::marker::{Marker, Style, scan_marker};
use crate::scan::numeral::scan_arabic;
use crate::scan::organization::is_issuer;
use crate::scan::quantity::{is_blank_cell, is_value_cell};
use crate::scan::{char_count, is_han, is_longer_than, scan_brackets};
use crate::span::{SourceSpan, Span};

/// In a text that is not wrapped, a line shorter than this is no printed line
/// that a page break has cut, but a heading, a title or a cell.
const MIN_CUT_LINE: u16 = 24;

/// A heading is not longer than this many characters.
const MAX_HEADING: usize = 60;

/// How many bytes at the beginning of a paragraph are searched for marks.
const MAX_LOOK_BACK: usize = 2048;

/// A bracket that has not closed after this many bytes never will; the limit
/// keeps one lost bracket from swallowing the rest of the document.
const MAX_OPEN_BRACKET: u32 = 1800;

/// Joins lines to paragraphs.
#[must_use]
pub fn join(
    normalized: &Normalized,
    lines: &[Line],
    furniture: &Furniture,
    breaks: &[u32],
    measure: Measure,
) -> Manuscript {
    let styles = HeadingStyles::of(&normalized.text, lines, measure);
    let mut writer = Writer::new(normalized, furniture, styles);
    let mut breaks = breaks.iter().copied().peekable();
    for (index, line) in lines.iter().enumerate() {
        if let Some(kind) = line.furniture {
            writer.push_furniture(line, kind);
            continue;
        }
        if !writer.goes_on(line, index, next_text(lines, index + 1), measure) {
            writer.finish_paragraph();
        }
        let mut start = line.span.start;
        while let Some(at) = breaks.next_if(|at| *at < line.span.end) {
            if at > start {
                writer.push_piece(line, index, Span::new(start, at));
                writer.finish_paragraph();
                start = at;
            }
        }
        writer.push_piece(line, index, Span::new(start, line.span.end));
        writer.end_line(line, measure);
    }
    writer.finish_paragraph();
    writer.finish()
}

/// The next line that holds text.
fn next_text(lines: &[Line], from: usize) -> Option<&Line> {
    lines[from.min(lines.len())..].iter().take(4).find(|line| line.furniture.is_none())
}

/// The paragraph that is being written, and what decides whether it goes on.
struct Open {
    start: u32,
    marker: Option<Marker>,
    kind: ParagraphKind,
    indent: u16,
    blanks_before: u16,
    tab_indent: bool,
    hint: Hint,
    lines: u16,
    /// Where the first line ends, once there is a second.
    first_line_end: u32,
    /// Widths of the last lines that were surely full, because the paragraph
    /// went on behind them.
    full: Full,
    last_width: u16,
    last_chars: u16,
    last_terminated: bool,
    /// Brackets that are open, and where the outermost was opened.
    depth: i32,
    opened_at: u32,
}

/// Widths of full lines, the latest three.
#[derive(Clone, Copy, Default)]
struct Full {
    widths: [u16; 3],
}

impl Full {
    fn push(&mut self, width: u16) {
        self.widths = [width, self.widths[0], self.widths[1]];
    }

    /// The margin that the latest full lines show. A single line may stick out
    /// (stray spaces) or fall short (a number that was not broken), so with
    /// three of them the middle one counts.
    fn margin(self) -> Option<u16> {
        let mut widths = self.widths;
        widths.sort_unstable();
        match widths {
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
struct Writer<'a> {
    normalized: &'a Normalized,
    cuts: &'a [Cut],
    headings: &'a [(u32, u8)],
    strong: &'a [u32],
    text: String,
    map: SourceMapBuilder,
    cursor: usize,
    /// The first gap that was not copied yet.
    gap: usize,
    gaps: Vec<Gap>,
    paragraphs: Vec<Paragraph>,
    diagnostics: Vec<Diagnostic>,
    open: Option<Open>,
    /// Furniture met inside the open paragraph, to be written behind it.
    pending: Vec<(Span, FurnitureKind)>,
    /// Whether a page break or furniture stands before the line at hand.
    after_page: bool,
    /// The same of the last paragraph that had several lines.
    recent: Full,
    /// The last number of each marker style.
    numbers: [u32; Style::COUNT],
    /// How headings of each style stand in this document.
    styles: HeadingStyles,
}

impl<'a> Writer<'a> {
    fn new(normalized: &'a Normalized, furniture: &'a Furniture, styles: HeadingStyles) -> Self {
        let len = normalized.text.len();
        Self {
            normalized,
            cuts: &furniture.cuts,
            headings: &furniture.headings,
            strong: &furniture.strong,
            text: String::with_capacity(len + len / 64 + 64),
            map: SourceMapBuilder::default(),
            cursor: 0,
            gap: 0,
            gaps: Vec::with_capacity(normalized.gaps.len()),
            paragraphs: Vec::with_capacity(len / 160 + 16),
            diagnostics: Vec::new(),
            open: None,
            pending: Vec::new(),
            after_page: false,
            recent: Full::default(),
            numbers: [0; Style::COUNT],
            styles,
        }
    }

    fn position(&self) -> u32 {
        self.text.len() as u32
    }

    /// Whether `line` goes on with the open paragraph.
    fn goes_on(&self, line: &Line, index: usize, next: Option<&Line>, measure: Measure) -> bool {
        let Some(open) = &self.open else { return false };
        let content = self.content_of(line.span);
        // What the paragraph begins with tells what it is; a bound keeps lines
        // without end from being read again for each line that is added.
        let previous = &self.text[open.start as usize..];
        if open.kind == ParagraphKind::Row || line.is_cell() || open.hint.heading > 0 || has_leaders(previous)
        {
            return false;
        }
        if line.is_whole() || open.hint.is_whole {
            return false;
        }
        if self.headings.first().is_some_and(|(at, _)| *at as usize == index) {
            return false;
        }
        // ≥90 below 9.基本康复服务覆盖率（%） is its value.
        let is_value = open.marker.is_some() && open.depth <= 0 && is_quantity_cell(content);
        if is_value && !previous.ends_with(|c: char| c.is_ascii_digit())
            || content.starts_with('|')
            || previous.starts_with('|')
            || is_complete_row(previous)
            || is_bracketed(previous)
        {
            return false;
        }
        // A line never begins with a mark that closes or separates.
        if content.starts_with(['，', '。', '、', '；', '：', '）', '”', '》', '！', '？']) {
            return true;
        }
        let start = Start::of(content);
        // Nor does it end with one that opens.
        if previous.ends_with(['《', '“', '（', '〔']) && !matches!(start, Start::Marker(_) | Start::Box)
        {
            return true;
        }
        if start == Start::Box || start == Start::Annex || start == Start::Imprint {
            return false;
        }
        if measure.wrapped {
            self.goes_on_wrapped(open, previous, line, start, next, measure)
        } else {
            self.goes_on_cut(open, previous, line, start)
        }
    }

    /// Whether the paragraph has one of `marks`, looked for where it begins.
    fn has_mark(previous: &str, marks: &[char]) -> bool {
        previous[..previous.floor_char_boundary(MAX_LOOK_BACK.min(previous.len()))].contains(marks)
    }

    /// In a text whose lines are cut at the margin.
    fn goes_on_wrapped(
        &self,
        open: &Open,
        previous: &str,
        line: &Line,
        start: Start,
        next: Option<&Line>,
        measure: Measure,
    ) -> bool {
        let content = line.span.of(&self.normalized.text);
        let own = open.full.margin().map(|own| match (open.lines, measure.slack) {
            // One line is no measure where all others agree on another.
            (2, 0 | 1) => own.min(measure.margin),
            _ => own,
        });
        let recent = self.recent.margin().unwrap_or(measure.margin);
        // The first line of a paragraph may stand in a box again, or in the text
        // again behind one: where it ends no sentence, reaching either margin is
        // enough.
        let margin = own.unwrap_or(if open.last_terminated { recent } else { recent.min(measure.margin) });
        // The first line of a paragraph has lost its indent in many texts.
        let first_line = if open.lines == 1 && open.indent == 0 && measure.lost_indents {
            measure.first_indent
        } else {
            0
        };
        // A box or a later page may be set wider than what came before it.
        let margin = if own.is_none() && open.last_width > margin { open.last_width } else { margin };
        // A mark or a number that was moved to the next line leaves a line short
        // that surely goes on; where a sentence ends, the measure is closer.
        let unbroken = content.bytes().take_while(u8::is_ascii_alphanumeric).count() as u16;
        let slack = unbroken + if open.last_terminated { measure.slack } else { measure.first_indent };
        let is_full = open.last_width + slack + first_line >= margin;
        let is_near_full = open.last_width + 3 * measure.first_indent + first_line >= margin;
        let is_unclosed = open.depth > 0 && self.position() - open.opened_at < MAX_OPEN_BRACKET;
        let is_new_indent = line.indent >= 3;
        if let Start::Marker(marker) = start {
            if is_box(previous) {
                return false;
            }
            if open.last_terminated || !is_full {
                return is_unclosed && !open.last_terminated && is_full && !self.fits(marker);
            }
            // A full line that ends no sentence, and then a number: a heading
            // follows a heading, or the line goes on with 一、二级残疾人.
            let is_after_heading =
                open.marker.is_some() && !is_longer_than(previous, MAX_HEADING) && !previous.contains('。');
            return !((is_after_heading || is_new_indent) && self.fits(marker));
        }
        // Where every paragraph has its indent, a line without one goes on.
        let has_indent = (3..=8).contains(&open.indent);
        if measure.indented && has_indent && !is_new_indent && !open.last_terminated && start == Start::Other
        {
            return true;
        }
        if is_notice_title(previous)
            || is_title_before_preamble(previous, line.span.of(&self.normalized.text))
        {
            return false;
        }
        match self.styles.known_title(previous, line.span.of(&self.normalized.text)) {
            Some(goes_on) if open.marker.is_none() => return goes_on,
            _ => {}
        }
        if self.begins_item(open, line) {
            return false;
        }
        if !open.last_terminated {
            if is_box(previous) {
                // The heading of a box goes on only where it nearly filled its
                // line (the gap behind its number takes room as well), and then
                // with a few words.
                return open.last_width + 2 * measure.first_indent >= margin
                    && !line.terminated
                    && line.width(measure) * 2 < margin
                    && !self.begins_header(line, next);
            }
            if is_unclosed && is_near_full {
                return true;
            }
            if self.ends_heading(open, previous, line, next, margin, measure) {
                return false;
            }
            if start == Start::Dash && is_new_indent {
                return false;
            }
            if is_full {
                return !(is_new_indent
                    && measure.indented
                    && line.indent > open.indent.max(2)
                    && open.lines > 1
                    && !is_near_full);
            }
            // Only headings, titles and cells end before the margin without a
            // mark; text that has gone over lines already is none of these, nor
            // is a long line with a comma in it.
            let is_running = match (open.marker, open.lines) {
                (Some(_), 1) => false,
                (Some(_), _) => Self::has_mark(previous, &['。']),
                (None, 1) => open.last_width * 2 >= margin && Self::has_mark(previous, &['，']),
                (None, _) => Self::has_mark(previous, &['。', '，']),
            };
            return is_running && start == Start::Other;
        }
        if is_unclosed && is_full && !previous.ends_with('。') {
            return true;
        }
        // A signature does not fill its line; running text that only ends like a
        // name does.
        let is_closing = start == Start::Closing
            && (line.width(measure) + 2 * measure.first_indent < margin || content.starts_with('（'));
        if is_new_indent || is_closing || matches!(start, Start::Dash | Start::Note | Start::Clause) {
            return false;
        }
        // Where every line is followed by a blank one, two of them count.
        let usual = u16::from(measure.double_spaced);
        if line.blanks_before > usual && !self.after_page && !line.page_break {
            return false;
        }
        if measure.indented {
            return is_full || open.last_width * 2 > margin;
        }
        if open.last_width + slack < margin {
            return false;
        }
        !Self::begins_paragraph(line, next, margin, measure)
    }

    /// Whether a heading that stands alone ends with the line it has filled. The
    /// headings of its style stand alone throughout, or this very line stands in
    /// the contents too; and what comes is no short rest of it.
    fn ends_heading(
        &self,
        open: &Open,
        previous: &str,
        line: &Line,
        next: Option<&Line>,
        margin: u16,
        measure: Measure,
    ) -> bool {
        let Some(marker) = open.marker else { return false };
        if open.lines > 2
            || previous.contains(['。', '；'])
            || previous.ends_with(['，', '、'])
            || is_longer_than(previous, MAX_HEADING)
        {
            return false;
        }
        let content = line.span.of(&self.normalized.text);
        if let Some(ends) = self.styles.known_end(previous, content) {
            ends
        } else {
            let is_rest = !line.terminated
                && (line.width(measure) * 4 < margin * 3
                    || next.is_some_and(|next| scan_marker(next.span.of(&self.normalized.text)).is_some()));
            // A numbered sentence fills its first line far more often than a
            // heading does by chance; a comma tells it from a heading.
            self.styles.stands_alone(marker.style) && !is_rest && !previous.contains(['，', '：'])
        }
    }

    /// Whether a line after a full one begins a paragraph all the same: it is
    /// narrower than the margin by a lost indent, though it ends no sentence.
    fn begins_paragraph(line: &Line, next: Option<&Line>, margin: u16, measure: Measure) -> bool {
        let width = line.width(measure);
        !line.terminated
            && measure.lost_indents
            && width + measure.first_indent <= margin
            && width + 2 * measure.first_indent >= margin
            && next.is_some_and(|next| next.width(measure) + 1 >= margin || next.terminated)
    }

    /// Whether `line` is the first cell of a header that has one cell on each
    /// line: 指标, and then 目标值.
    fn begins_header(&self, line: &Line, next: Option<&Line>) -> bool {
        let text = &self.normalized.text;
        if ["类别", "序号"].contains(&line.span.of(text)) {
            return true;
        }
        is_header_cell(line.span.of(text))
            && next.is_some_and(|next| {
                let next = next.span.of(text);
                !is_header_cell(next)
                    && !is_longer_than(next, 12)
                    && ["年", "值", "属性", "单位", "目标", "指标"].iter().any(|word| next.contains(word))
            })
    }

    /// Whether `line` begins the next of several items whose titles a gap sets
    /// off (`标题 正文`): the paragraph that is open began like that.
    fn begins_item(&self, open: &Open, line: &Line) -> bool {
        if !open.last_terminated {
            return false;
        }
        let gaps = &self.normalized.gaps[line.gaps.0 as usize..line.gaps.1 as usize];
        let begins = |start: u32, text: &str, gap: Option<&Gap>| {
            gap.is_some_and(|gap| !gap.kept && is_item_title(text, (gap.at - start) as usize))
        };
        let from = self.gaps.partition_point(|gap| gap.at <= open.start);
        begins(line.span.start, line.span.of(&self.normalized.text), gaps.first())
            && begins(open.start, &self.text[open.start as usize..], self.gaps.get(from))
    }

    /// In a text whose lines are paragraphs, cut only where a page ended.
    fn goes_on_cut(&self, open: &Open, previous: &str, line: &Line, start: Start) -> bool {
        let is_unclosed = open.depth > 0 && self.position() - open.opened_at < MAX_OPEN_BRACKET;
        // 参与部门： at the foot of a page ends nothing while its bracket is open.
        let is_ended = open.last_terminated && !(is_unclosed && previous.ends_with(['：', '；']));
        if is_ended || line.indent >= 3 && start != Start::Other {
            return false;
        }
        match start {
            Start::Marker(marker) => {
                return open.last_chars >= MIN_CUT_LINE
                    && !self.fits(marker)
                    && Self::has_mark(previous, &['。']);
            }
            Start::Dash | Start::Note | Start::Clause => return false,
            _ => {}
        }
        if previous.ends_with(['，', '、']) && open.last_chars >= 8 {
            return true;
        }
        if open.last_chars < MIN_CUT_LINE {
            return false;
        }
        if is_unclosed {
            return true;
        }
        // A line without a single mark is a heading, a title or a cell.
        let is_heading = open.hint.strong
            || is_box(previous)
            || (open.marker.is_some() && !is_longer_than(previous, MAX_HEADING) && !previous.contains('。'))
            || (!is_longer_than(previous, MAX_HEADING) && !previous.contains(['，', '。', '；']))
            || is_title(previous);
        !is_heading && line.indent < 2
    }

    /// Whether `marker` carries on a count that the text has begun.
    fn fits(&self, marker: Marker) -> bool {
        marker.number == 1 && marker.style != Style::Ideographic
            || self.numbers[marker.style.index()] + 1 == marker.number && marker.number > 1
            || marker.style <= Style::Section
    }

    /// Writes a stretch of `line`; opens a paragraph if none is open.
    fn push_piece(&mut self, line: &Line, index: usize, span: Span) {
        if self.open.is_none() {
            self.open_paragraph(line, index, span);
        } else if let Some(open) = &mut self.open {
            // The line before was not the last, so it reached the margin.
            open.full.push(open.last_width);
            open.lines = open.lines.saturating_add(1);
            if open.first_line_end == 0 {
                open.first_line_end = self.text.len() as u32;
            }
            self.recent = open.full;
            self.glue(line, span);
        }
        self.gap = self.gap.max(line.gaps.0 as usize);
        let mut start = span.start;
        while let Some(cut) = self.cuts.first().copied().filter(|cut| cut.span.start < span.end) {
            self.copy(Span::new(start, cut.span.start));
            self.pending.push((cut.span, cut.kind));
            start = cut.span.end;
            self.cuts = &self.cuts[1..];
        }
        self.copy(Span::new(start, span.end));
    }

    /// The text of `span` behind the marks of a markup language that it begins with.
    fn content_of(&self, span: Span) -> &'a str {
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
        let content = self.content_of(span);
        let marker = scan_marker(content);
        if let Some(marker) = marker {
            self.numbers[marker.style.index()] = marker.number;
        }
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
            hint,
            lines: 1,
            first_line_end: 0,
            full: Full::default(),
            last_width: 0,
            last_chars: 0,
            last_terminated: false,
            depth: 0,
            opened_at: 0,
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

    /// `永济市残` at the foot of a page, `残疾人事业` at the head of the next.
    fn report_repetition(&mut self, span: Span) {
        let next = span.of(&self.normalized.text);
        let previous = &self.text;
        let limit = 12;
        let starts: Vec<usize> = previous.char_indices().rev().take(limit).map(|(at, _)| at).collect();
        for &at in starts.iter().rev() {
            let tail = &previous[at..];
            if !next.starts_with(tail) || !tail.chars().all(is_han) {
                continue;
            }
            let count = char_count(tail);
            if count == 1 && !self.is_odd_doubling(tail, next) {
                return;
            }
            let source = self.normalized.map.to_source(Span::new(span.start, span.start + tail.len() as u32));
            self.diagnostics.push(Diagnostic::new(Code::RepeatedAtPageBreak, source).with(tail));
            return;
        }
    }

    /// One character may be doubled by right (市|市场监管局, 人|人); it is odd where
    /// the pair stands nowhere else in the text while the word after it does.
    fn is_odd_doubling(&self, tail: &str, next: &str) -> bool {
        let text = &self.normalized.text;
        let pair = [tail, tail].concat();
        let word: String = next.chars().take(2).collect();
        let sample = &text[..text.floor_char_boundary(text.len().min(1 << 20))];
        memchr::memmem::find(sample.as_bytes(), pair.as_bytes()).is_none()
            && memchr::memmem::find_iter(sample.as_bytes(), word.as_bytes()).take(5).count() == 5
            && !"市区县省州镇乡村部国日月年人".contains(tail)
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
    fn end_line(&mut self, line: &Line, measure: Measure) {
        self.after_page = false;
        let Some(open) = &mut self.open else { return };
        open.last_width = line.width(measure);
        open.last_chars = line.chars;
        open.last_terminated = line.terminated;
        let content = line.span.of(&self.normalized.text);
        for at in memchr::memchr3_iter(0xEF, b'[', b']', content.as_bytes()) {
            match &content.as_bytes()[at..] {
                [0xEF, 0xBC, 0x88, ..] | [b'[', ..] => {
                    if open.depth <= 0 {
                        open.depth = 0;
                        open.opened_at = self.text.len() as u32;
                    }
                    open.depth += 1;
                }
                [0xEF, 0xBC, 0x89, ..] | [b']', ..] => open.depth -= 1,
                _ => {}
            }
        }
    }

    fn push_furniture(&mut self, line: &Line, kind: FurnitureKind) {
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

    fn finish_paragraph(&mut self) {
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

    fn finish(mut self) -> Manuscript {
        mark_decimal_chapters(&self.text, &self.gaps, &mut self.paragraphs);
        Manuscript {
            text: self.text,
            map: self.map.finish(),
            gaps: self.gaps,
            paragraphs: self.paragraphs,
            diagnostics: self.diagnostics,
        }
    }
}

/// What the lines of a document show about its headings before any is joined.
#[derive(Default)]
struct HeadingStyles {
    /// Lines with a marker that surely stand alone, and lines with one that
    /// surely go on, by style.
    alone: [u32; Style::COUNT],
    running: [u32; Style::COUNT],
    /// Headings that another heading follows at once, as in the contents: there
    /// it is sure where they end.
    whole: HashSet<String>,
    /// What such headings begin with, line by line.
    parts: HashSet<String>,
    /// Whether the text has a table of contents.
    has_contents: bool,
    /// Titles of documents that the head of the text names in 《》, folded.
    titles: Vec<String>,
}

/// How many lines at the head are searched for the titles they name.
const TITLE_LINES: usize = 40;

/// A heading in the contents takes at most this many lines.
const MAX_HEADING_LINES: usize = 4;

impl HeadingStyles {
    fn of(text: &str, lines: &[Line], measure: Measure) -> Self {
        let mut styles = Self::default();
        if !measure.wrapped {
            return styles;
        }
        styles.learn_titles(text, lines);
        styles.has_contents = lines.iter().any(|line| line.furniture == Some(FurnitureKind::ContentsHeading));
        for (at, line) in lines.iter().enumerate() {
            if line.furniture.is_some() {
                continue;
            }
            let content = line.span.of(text);
            let Some(marker) = scan_marker(content) else { continue };
            if has_leaders(content) {
                // An entry of the contents, whole by its page number.
                styles.whole.insert(strip_leaders(content).to_owned());
                continue;
            }
            if line.is_row {
                continue;
            }
            let index = marker.style.index();
            if line.terminated || content.contains('。') {
                styles.running[index] += 1;
            } else {
                if line.width(measure) + 2 * measure.first_indent < measure.margin {
                    styles.alone[index] += 1;
                }
                styles.learn_whole(text, &lines[at..]);
            }
        }
        styles
    }

    /// Titles in 《》 at the head of the text: a notice names what it forwards.
    fn learn_titles(&mut self, text: &str, lines: &[Line]) {
        let head: String = lines
            .iter()
            .filter(|line| line.furniture.is_none())
            .take(TITLE_LINES)
            .map(|line| line.span.of(text))
            .take_while(|line| !is_longer_than(line, 400))
            .collect();
        for (at, _) in head.match_indices('《') {
            let rest = &head[at + '《'.len_utf8()..];
            if let Some(end) = rest.find('》').filter(|end| *end < 240) {
                let title = fold_title(&rest[..end]);
                if char_count(&title) >= 8 && is_plan_title(&rest[..end]) && !self.titles.contains(&title) {
                    self.titles.push(title);
                }
            }
        }
    }

    /// Whether `previous` is a known title or the beginning of one: `Some(false)`
    /// where it ends with it, `Some(true)` where `line` goes on with it.
    fn known_title(&self, previous: &str, line: &str) -> Option<bool> {
        if self.titles.is_empty() || is_longer_than(previous, MAX_HEADING) {
            return None;
        }
        let folded = fold_title(previous);
        if self.titles.contains(&folded) {
            return Some(false);
        }
        let longer = folded.clone() + &fold_title(line);
        (char_count(&folded) >= 4 && self.titles.iter().any(|title| title.starts_with(&longer)))
            .then_some(true)
    }

    /// Notes the heading that begins with the first of `lines`, if the next
    /// heading follows within a few lines and no sentence ends in between.
    fn learn_whole(&mut self, text: &str, lines: &[Line]) {
        let mut heading = String::new();
        let mut parts = Vec::new();
        for line in lines.iter().take(MAX_HEADING_LINES + 1) {
            let content = line.span.of(text);
            if !heading.is_empty() && has_leaders(content) && scan_marker(content).is_none() {
                self.parts.extend(parts);
                self.parts.insert(heading.clone());
                self.whole.insert(heading + strip_leaders(content));
                return;
            }
            if !heading.is_empty() && scan_marker(content).is_some() {
                self.parts.extend(parts);
                self.whole.insert(heading);
                return;
            }
            if line.furniture.is_some()
                || line.is_row
                || line.terminated
                || is_longer_than(&heading, MAX_HEADING)
            {
                return;
            }
            if !heading.is_empty() {
                parts.push(heading.clone());
            }
            heading.push_str(content);
        }
    }

    /// Whether the heading `previous` is known to end before `line`, or known to
    /// go on with it.
    fn known_end(&self, previous: &str, line: &str) -> Option<bool> {
        if self.whole.contains(previous) {
            return Some(true);
        }
        if !self.parts.contains(previous) {
            // Contents name every heading that stands alone.
            return self.has_contents.then_some(false);
        }
        let longer = [previous, line].concat();
        Some(!(self.whole.contains(&longer) || self.parts.contains(&longer)))
    }

    fn stands_alone(&self, style: Style) -> bool {
        let (alone, running) = (self.alone[style.index()], self.running[style.index()]);
        alone >= 3 && alone > running * 4
    }
}

/// In a document numbered 1.1, 1.1.1, a number before a gap is a chapter: `1 总则`.
/// Elsewhere it is a number.
fn mark_decimal_chapters(text: &str, gaps: &[Gap], paragraphs: &mut [Paragraph]) {
    let has_decimals = paragraphs
        .iter()
        .filter(|paragraph| paragraph.marker.is_some_and(|marker| marker.depth > 1))
        .take(2)
        .count()
        == 2;
    if !has_decimals {
        return;
    }
    let mut gap = 0;
    for paragraph in paragraphs.iter_mut().filter(|paragraph| paragraph.kind == ParagraphKind::Text) {
        let content = paragraph.span.of(text);
        let Some((number, len)) = scan_arabic(content) else { continue };
        let label_end = paragraph.span.start + len as u32;
        while gaps.get(gap).is_some_and(|gap| gap.at < label_end) {
            gap += 1;
        }
        let has_gap = gaps.get(gap).is_some_and(|gap| gap.at == label_end);
        let is_chapter = has_gap
            && len <= 2
            && number > 0
            && content[len..].starts_with(is_han)
            && !is_longer_than(content, MAX_HEADING);
        if paragraph.marker.is_none() && is_chapter {
            paragraph.marker = Some(Marker { style: Style::Arabic, number, len, depth: 1, mark: ' ' });
        }
    }
}

/// How a line begins, as far as it matters for joining.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    Marker(Marker),
    /// 专栏1
    Box,
    /// 附件1
    Annex,
    /// 抄送：
    Imprint,
    /// 注：
    Note,
    /// （牵头部门：, 责任单位：
    Clause,
    /// A signature, a date or （此件公开发布） on a line of its own
    Closing,
    /// ——
    Dash,
    Other,
}

impl Start {
    fn of(line: &str) -> Self {
        if let Some(marker) = scan_marker(line) {
            return Self::Marker(marker);
        }
        let Some(first) = line.chars().next() else { return Self::Other };
        match first {
            '专' if is_box(line) => Self::Box,
            '附' if crate::block::annex::scan_annex_label(line)
                .is_some_and(|label| label.len == line.len()) =>
            {
                Self::Annex
            }
            '抄' if line.starts_with("抄送") => Self::Imprint,
            '注' if line.starts_with("注：") => Self::Note,
            '—' if line.starts_with("——") => Self::Dash,
            '（' | '[' if is_clause_line(&line[first.len_utf8()..]) => Self::Clause,
            '（' if is_bracketed(line) && line.chars().count() > 4 => Self::Closing,
            '1' | '2' | '二' if is_date_line(line) => Self::Closing,
            _ if line.len() <= 120 && is_issuer(line) && line.chars().count() >= 5 => Self::Closing,
            '牵' | '责' | '配' | '参' | '主' | '协' if is_clause_line(line) => Self::Clause,
            _ => Self::Other,
        }
    }
}

fn is_date_line(line: &str) -> bool {
    scan_date(line).is_some_and(|date| date.len == line.len())
}

/// Whether a gap at `at` ends the title of an item: a few words without marks.
fn is_item_title(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|title| {
        (4..=30).contains(&char_count(title))
            && title.matches('“').count() == title.matches('”').count()
            && title.chars().all(|c| is_han(c) || matches!(c, '、' | '“' | '”' | '（' | '）'))
    })
}

/// Whether a paragraph is the title of a notice, which nothing can go on from.
fn is_notice_title(text: &str) -> bool {
    text.ends_with("的通知") && text.contains("关于") && !text.contains('。')
}

fn is_box(text: &str) -> bool {
    text.starts_with('专') && scan_box_heading(text).is_some()
}

/// Whether a line is nothing but the value of a table: ≥90.
fn is_quantity_cell(line: &str) -> bool {
    line.len() <= 12 && !line.ends_with('）') && is_value_cell(line) && !is_blank_cell(line)
}

/// Whether a title stands before the words a preamble begins with.
fn is_title_before_preamble(previous: &str, line: &str) -> bool {
    [
        "为了", "为深", "为全", "为贯", "为加", "为进", "为推", "为落", "为认", "为促", "为切", "为更",
        "为有", "为做", "为实", "为构", "根据", "依据", "按照",
    ]
    .iter()
    .any(|word| line.starts_with(word))
        && is_plan_title(previous)
}

/// Whether a line is a row of an indicator table that has its last cell.
fn is_complete_row(line: &str) -> bool {
    const ATTRIBUTES: &[&str] = &["预期性", "约束性", "指导性", "引导性", "属性"];
    ATTRIBUTES.iter().any(|attribute| line.ends_with(attribute))
}

/// Whether a paragraph is one bracket from end to end: （此件公开发布）.
fn is_bracketed(text: &str) -> bool {
    text.len() < 400 && text.starts_with('（') && scan_brackets(text) == Some(text.len())
}

/// Whether a line begins with the header of a table.
fn is_header_cell(line: &str) -> bool {
    ["指标", "类别", "序号", "名称", "主要指标", "领域", "项目"].iter().any(|word| line.starts_with(word))
}

/// Whether a line reads like a title or a signature, which end without a mark.
fn is_title(line: &str) -> bool {
    const ENDS: &[&str] = &["通知", "规划", "纲要", "计划", "方案", "意见", "办法", "指标", "工程", "项目"];
    !is_longer_than(line, 80)
        && !line.contains('。')
        && (ENDS.iter().any(|end| line.ends_with(end)) || is_issuer(line))
}
