//! Decides which lines belong to one paragraph.

use super::decide::{Evidence, Joint, decide};
use super::furniture::Furniture;
use super::headings::{HeadingStyles, MAX_HEADING};
use super::line::Line;
use super::manuscript::{Manuscript, ParagraphKind};
use super::measure::Measure;
use super::observe::{Seen, observe};
use super::start::{
    Start, counts_in_line, ends_clause_label, is_box, is_bracketed, is_clause_label, is_complete_row,
    is_item_title, is_notice_title, is_quantity_cell, is_rest_of_imprint, is_title, is_title_before_preamble,
    is_year_remark,
};
use super::weights::WEIGHTS;
use super::writer::{Open, Writer};
use crate::evidence::LineRole;
use crate::normalize::{Gap, Normalized};
use crate::scan::indicator::{begins_header, is_header_cells};
use crate::scan::is_longer_than;
use crate::scan::leaders::has_leaders;
use crate::scan::letter::ends_addressees;
use crate::scan::marker::{Marker, Style};
use crate::scan::table_line::is_pipe_row;
use crate::scan::title::is_foreword;
use crate::scan::title::is_plan_title;
use crate::span::Span;

/// How many bytes at the beginning of a paragraph are searched for marks.
const MAX_LOOK_BACK: usize = 2048;

/// A bracket that has not closed after this many bytes never will; the limit
/// keeps one lost bracket from swallowing the rest of the document.
const MAX_OPEN_BRACKET: u32 = 1800;

/// A row of a table has no more bytes; the bound keeps long paragraphs from being
/// searched for each of their lines.
const MAX_ROW: usize = 2048;

/// A number or a word that a printer keeps whole at the margin is no longer.
const MAX_UNBROKEN: usize = 64;

const OPENING_BRACKETS: [char; 4] = ['（', '[', '〔', '【'];

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
    let seen =
        if is_weighed(measure) { observe(normalized, lines, furniture, breaks, measure) } else { Vec::new() };
    let joints = decide(&evidence(normalized, &seen, measure, &styles));
    let mut joints = joints.into_iter();
    let mut writer = Writer::new(normalized, lines.len(), furniture, styles);
    let mut breaks = breaks.iter().copied().peekable();
    let mut further = furniture.documents.iter().copied().peekable();
    let mut documents = Vec::with_capacity(furniture.documents.len());
    for (index, line) in lines.iter().enumerate() {
        if further.next_if(|at| *at as usize == index).is_some() {
            writer.finish_paragraph();
            documents.push(writer.position());
        }
        if let Some(kind) = line.furniture {
            writer.push_furniture(line, kind);
            continue;
        }
        let joint = joints.next();
        let goes_on = match joint {
            Some(joint) => joint != Joint::Begins,
            None => writer.goes_on(line, index, next_text(lines, index + 1), measure),
        };
        if !goes_on {
            writer.finish_paragraph();
        }
        let is_same = joint == Some(Joint::SameLine);
        let mut start = line.span.start;
        while let Some(at) = breaks.next_if(|at| *at < line.span.end) {
            if at > start {
                writer.push_piece(line, index, Span::new(start, at), is_same);
                writer.finish_paragraph();
                joints.next();
                start = at;
            }
        }
        writer.push_piece(line, index, Span::new(start, line.span.end), is_same);
        writer.end_line(line, measure);
    }
    writer.finish_paragraph();
    Manuscript { documents, ..writer.finish() }
}

/// Whether paragraphs are decided for the whole document.
fn is_weighed(measure: Measure) -> bool {
    measure.pieces || !measure.wrapped
}

/// What is weighed.
pub(super) fn evidence<'a>(
    normalized: &'a Normalized,
    seen: &'a [Seen],
    measure: Measure,
    styles: &'a HeadingStyles,
) -> Evidence<'a> {
    Evidence { text: &normalized.text, seen, measure, styles, weights: &WEIGHTS }
}

/// Headings of two characters that are set far apart. Programs that copy text out of
/// PDF files take the gap for the end of a line: 前 and 言.
const SPACED: &[&str] = &["前言", "序言", "引言", "附件", "附表", "附录", "附则", "后记"];

/// Whether a line that begins with 第一章 is its heading rather than the rest of
/// a sentence that refers to it.
fn begins_chapter(line: &str) -> bool {
    !is_longer_than(line, MAX_HEADING / 2) && !line.contains(['，', '。', '、', '；'])
}

/// Words of narrow columns in tables.
const UPRIGHT: &[&str] = &["序号", "属性", "单位", "预期性", "约束性", "指导性", "参考性"];

/// The next line that holds text.
fn next_text(lines: &[Line], from: usize) -> Option<&Line> {
    lines[from.min(lines.len())..].iter().take(4).find(|line| line.furniture.is_none())
}

impl Writer<'_> {
    /// Whether `line` goes on with the open paragraph, in a text whose lines were cut at the
    /// margin.
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
        if line.chars == 1 && self.goes_on_below(previous, content) {
            return true;
        }
        if SPACED.iter().any(|heading| heading.strip_prefix(previous) == Some(content)) {
            return true;
        }
        if SPACED.contains(&previous) {
            return false;
        }
        match line.facts.role {
            LineRole::Begins => return false,
            LineRole::Continues => return true,
            _ => {}
        }
        if self.headings.first().is_some_and(|(at, _)| *at as usize == index) {
            return false;
        }
        // ≥90 below 9.基本康复服务覆盖率（%） is its value.
        let is_value = open.marker.is_some() && open.depth <= 0 && is_quantity_cell(content);
        if is_value && !previous.ends_with(|c: char| c.is_ascii_digit())
            || is_pipe_row(content)
            || previous.len() <= MAX_ROW && is_pipe_row(previous)
            || is_complete_row(previous)
            || is_bracketed(previous)
        {
            return false;
        }
        // A line never begins with a mark that closes or separates.
        if content.starts_with(['，', '。', '、', '；', '：', '）', '”', '》', '！', '？']) {
            return true;
        }
        // 主要指标如下： and the first line of the header: 2022年, 2025年.
        if previous.ends_with('：') && content.len() <= MAX_UNBROKEN && is_header_cells(content) {
            return false;
        }
        // 序言 behind the contents is no rest of their last entry.
        if is_foreword(content) {
            return false;
        }
        if is_rest_of_imprint(previous, content) {
            return true;
        }
        if previous.starts_with('各') && self.is_in_addressees(previous, content, next) {
            return true;
        }
        let start = Start::of(content, line.marker_of(line.span, content));
        // An entry of the contents stands alone, even behind a title that fills its
        // line.
        if matches!(start, Start::Marker(_)) && has_leaders(content) {
            return false;
        }
        // Nor does it end with one that opens.
        if previous.ends_with(['《', '“', '（', '〔']) && !matches!(start, Start::Marker(_) | Start::Box)
        {
            return true;
        }
        // （牵头单位：甲； and 配合单位：乙）
        let is_unclosed = open.depth > 0 && self.position() - open.opened_at < MAX_OPEN_BRACKET;
        if start == Start::Clause
            && is_unclosed
            && previous.ends_with(['；', '，', '、'])
            && !content.starts_with(OPENING_BRACKETS)
        {
            return true;
        }
        if start == Start::Box || start == Start::Annex || start == Start::Imprint {
            return false;
        }
        // 责任单位： on a line of its own, and the list on the next.
        if matches!(start, Start::Other | Start::Closing) && is_clause_label(previous) {
            return true;
        }
        self.goes_on_wrapped(open, previous, line, start, next, measure)
    }

    /// Whether a cell so narrow that its word stands on lines of one character goes
    /// on with `letter`: 约, 束 and 性; 2020 and 年.
    fn goes_on_below(&self, previous: &str, letter: &str) -> bool {
        let is_cell = |len: usize| {
            let start = self.position() - len as u32;
            previous.len() == len || self.gaps.last().is_some_and(|gap| gap.at == start)
        };
        let digits = || previous.bytes().rev().take(5).take_while(u8::is_ascii_digit).count();
        if letter == "年" && digits() == 4 {
            return is_cell(4);
        }
        UPRIGHT.iter().any(|word| {
            let mut parts = word.match_indices(letter).filter(|(at, _)| *at > 0);
            parts.any(|(at, _)| previous.ends_with(&word[..at]) && is_cell(at))
        })
    }

    /// Whether the paragraph has one of `marks`, looked for where it begins.
    fn has_mark(previous: &str, marks: &[char]) -> bool {
        previous[..previous.floor_char_boundary(MAX_LOOK_BACK.min(previous.len()))].contains(marks)
    }

    /// Whether a list of addressees that `previous` has begun goes on with
    /// `content`: that line closes it, or the next.
    fn is_in_addressees(&self, previous: &str, content: &str, next: Option<&Line>) -> bool {
        let is_list = |line: &str| line.contains('、') && !line.contains(['。', '：', '；', '《']);
        let next = || next.map_or("", |next| next.span.of(&self.normalized.text));
        !is_longer_than(previous, 200)
            && is_list(previous)
            && (ends_addressees(content) || is_list(content) && ends_addressees(next()))
    }

    /// The margin that the lines of the open paragraph show, if they do, and the
    /// margin that its last line is held to.
    fn margins(&self, open: &Open, measure: Measure) -> (Option<u16>, u16) {
        // Letters below each other are no measure.
        let is_measure = |margin: &u16| *margin > measure.first_indent;
        let own = open.full.margin().filter(is_measure).map(|own| match (open.lines, measure.slack) {
            // One line is no measure where all others agree on another.
            (2, 0 | 1) => own.min(measure.margin),
            _ => own,
        });
        let recent = self.recent.margin().filter(is_measure).unwrap_or(measure.margin);
        // The first line of a paragraph may stand in a box again, or in the text
        // again behind one: where it ends no sentence, reaching either margin is
        // enough.
        let margin = own.unwrap_or(if open.last_terminated { recent } else { recent.min(measure.margin) });
        // A box or a later page may be set wider than what came before it.
        let margin = if own.is_none() && open.last_width > margin { open.last_width } else { margin };
        (own, margin)
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
        let (own, margin) = self.margins(open, measure);
        // The first line of a paragraph has lost its indent in many texts.
        let first_line = if open.lines == 1 && open.indent == 0 && measure.lost_indents {
            measure.first_indent
        } else {
            0
        };
        // A mark or a number that was moved to the next line leaves a line short
        // that surely goes on; where a sentence ends, the measure is closer.
        let head = content.bytes().take(MAX_UNBROKEN);
        let unbroken = head.take_while(u8::is_ascii_alphanumeric).count() as u16;
        let slack = unbroken + if open.last_terminated { measure.slack } else { measure.first_indent };
        let is_full = open.last_width + slack + first_line >= margin;
        let is_near_full = open.last_width + 3 * measure.first_indent + first_line >= margin;
        let is_unclosed = open.depth > 0 && self.position() - open.opened_at < MAX_OPEN_BRACKET;
        let is_new_indent = line.indent >= 3;
        if let Start::Marker(marker) = start {
            if is_box(previous) || marker.style < Style::Article && begins_chapter(content) {
                return false;
            }
            // Below a narrow cell stands the next one.
            if own.is_some_and(|own| own * 2 < measure.margin) {
                return false;
            }
            if is_full && !is_new_indent && counts_in_line(previous, marker) {
                return true;
            }
            if open.last_terminated || !is_full {
                return is_unclosed && !open.last_terminated && is_full && !self.fits(marker);
            }
            // A full line that ends no sentence, and then a number: a heading
            // follows a heading, or the line goes on with 一、二级残疾人.
            let is_after_heading =
                open.marker.is_some() && !is_longer_than(previous, MAX_HEADING) && !previous.contains('。');
            let is_after_title = marker.number == 1 && open.marker.is_none() && is_plan_title(previous);
            return !(is_after_title || (is_after_heading || is_new_indent) && self.fits(marker));
        }
        // 责任单位： at the end of a line that is full has its list on the next.
        if is_full && matches!(start, Start::Other | Start::Closing) && ends_clause_label(previous) {
            return true;
        }
        // Where every paragraph has its indent, a line without one goes on.
        let has_indent = (3..=8).contains(&open.indent);
        if measure.indented && has_indent && !is_new_indent && !open.last_terminated && start == Start::Other
        {
            return true;
        }
        let is_further_in = measure.indented && is_new_indent && line.indent > open.indent + 2;
        if is_notice_title(previous)
            || is_further_in && open.lines == 1 && is_title(previous)
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
                    && measure.width(line) * 2 < margin
                    && !self.begins_header(line, next);
            }
            if is_unclosed && is_near_full || is_full && is_year_remark(previous, content) {
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
            return start == Start::Other && Self::is_running(open, previous, margin);
        }
        if is_unclosed && is_full && !previous.ends_with('。') {
            return true;
        }
        // A signature does not fill its line; running text that only ends like a
        // name does.
        let is_closing = start == Start::Closing
            && (measure.width(line) + 2 * measure.first_indent < margin || content.starts_with('（'));
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

    /// Whether a paragraph whose last line falls short is running text. Only
    /// headings, titles and cells end before the margin without a mark; text that
    /// has gone over lines already is none of these, nor is a long line with a
    /// comma in it.
    fn is_running(open: &Open, previous: &str, margin: u16) -> bool {
        match (open.marker, open.lines) {
            (Some(_), 1) => false,
            (Some(_), _) => Self::has_mark(previous, &['。']),
            (None, 1) => open.last_width * 2 >= margin && Self::has_mark(previous, &['，']),
            (None, _) => Self::has_mark(previous, &['。', '，']),
        }
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
                && (measure.width(line) * 4 < margin * 3 || next.is_some_and(|next| next.marker.is_some()));
            // A numbered sentence fills its first line far more often than a
            // heading does by chance; a comma tells it from a heading.
            self.styles.stands_alone(marker.style) && !is_rest && !previous.contains(['，', '：'])
        }
    }

    /// Whether a line after a full one begins a paragraph all the same: it is
    /// narrower than the margin by a lost indent, though it ends no sentence.
    fn begins_paragraph(line: &Line, next: Option<&Line>, margin: u16, measure: Measure) -> bool {
        let width = measure.width(line);
        !line.terminated
            && measure.lost_indents
            && width + measure.first_indent <= margin
            && width + 2 * measure.first_indent >= margin
            && next.is_some_and(|next| measure.width(next) + 1 >= margin || next.terminated)
    }

    /// Whether `line` is the first cell of a header that has one cell on each
    /// line: 指标, and then 目标值.
    fn begins_header(&self, line: &Line, next: Option<&Line>) -> bool {
        let text = &self.normalized.text;
        if ["类别", "序号"].contains(&line.span.of(text)) {
            return true;
        }
        begins_header(line.span.of(text))
            && next.is_some_and(|next| {
                let next = next.span.of(text);
                !begins_header(next)
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

    /// Whether `marker` carries on a count that the text has begun.
    fn fits(&self, marker: Marker) -> bool {
        marker.number == 1 && marker.style != Style::Ideographic
            || self.numbers[marker.style.index()] + 1 == marker.number && marker.number > 1
            || marker.style <= Style::Section
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::layout;
    use crate::normalize::normalize;

    /// The paragraphs of a text that is wrapped at 24 characters around `lines`.
    fn paragraphs(lines: &str) -> Vec<String> {
        let sentences = "加快推进水利工程建设，完善供水保障和防洪减灾体系，统筹水资源水环境水生态治理，\
                         推动水利事业高质量发展，为全市经济社会发展提供坚实的水安全保障。"
            .repeat(4);
        let body: Vec<char> = sentences.chars().collect();
        let body: String = body.chunks(24).map(|line| line.iter().collect::<String>() + "\n").collect();
        let source = format!("{body}主要指标\n{lines}二、重点任务\n{body}");
        let manuscript = layout(&normalize(&source), &source);
        let texts = manuscript.paragraphs.iter().map(|paragraph| manuscript.str(paragraph).to_owned());
        texts
            .skip_while(|text| text != "主要指标")
            .skip(1)
            .take_while(|text| !text.starts_with("二、"))
            .collect()
    }

    #[test]
    fn words_of_narrow_cells_are_put_together() {
        let lines = "类别 指标 2020\n年\n2025 年 属\n性\n供水保障和基\n本公共服务\n3.自来水普及率（%）\n88 92 约\n束\n性\n\
                     供水保障和基\n本公共服务\n4.用水总量（亿立方米）\n— 20.5 预\n期\n性\n";
        assert_eq!(
            paragraphs(lines),
            [
                "类别指标2020年",
                "2025年属性",
                "供水保障和基本公共服务",
                "3.自来水普及率（%）88 92约束性",
                "供水保障和基本公共服务",
                "4.用水总量（亿立方米）—20.5预期性",
            ]
        );
    }
}
