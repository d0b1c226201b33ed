//! The pieces of a table and what stands between them.

use super::inset::{Inset, hang};
use super::look::Look;
use super::words::put_words_together;
use crate::block::table::split_cells;
use crate::layout::{Manuscript, Paragraph, ParagraphKind};
use crate::model::FurnitureKind;
use crate::normalize::GapKind;
use crate::scan::annex_label::scan_annex_label;
use crate::scan::marker::Style;
use crate::scan::note::is_note;
use crate::scan::quantity::is_value_cell;
use crate::scan::table_line::{is_caption, is_pipe_rule, names_unit};
use crate::scan::{is_han, is_longer_than};
use crate::span::Span;

/// What stands before a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// The end of a line: a new cell, a new row, or the same cell going on. Where
    /// separators are sure, so many empty cells stand before it.
    Line(usize),
    /// The end of a line that reads like the middle of a paragraph: more likely the same
    /// cell going on, but cells without a full stop read like that, too.
    Soft,
    /// Separators that lead so many columns on, for certain.
    Cell(usize),
    /// White space: a new cell, or nothing.
    Blank,
    /// None: it is the second half of a cell of the header that stands around the others.
    Same,
}

impl Joint {
    /// Whether a line begins with the piece.
    pub(super) const fn is_line(self) -> bool {
        matches!(self, Self::Line(_) | Self::Soft)
    }
}

/// A piece between gaps or line ends.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Its text.
    pub span: Span,
    /// The paragraph it stands in.
    pub paragraph: usize,
    /// What stands before it.
    pub joint: Joint,
    /// The line it stands on, counted from the first of the table.
    pub line: u32,
    /// Whether a blank line stands before it.
    pub is_apart: bool,
    /// Whether the end of a page stands before it, or the header, printed again on the next.
    pub is_on_page: bool,
    /// What it looks like.
    pub look: Look,
    /// The figure that hangs below its letters and is printed on the line behind.
    pub inset: Option<Box<Inset>>,
}

impl Piece {
    /// Its text in reading order.
    pub(super) fn spans(&self) -> Vec<Span> {
        let Span { start, end } = self.span;
        match self.inset.as_deref() {
            Some(Inset { at, figure, .. }) => vec![Span::new(start, *at), *figure, Span::new(*at, end)],
            None => vec![self.span],
        }
    }

    /// The last paragraph that it has text of.
    pub(super) fn last_paragraph(&self) -> usize {
        self.inset.as_deref().map_or(self.paragraph, |inset| inset.paragraph.max(self.paragraph))
    }
}

/// How cells on one line are set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    /// By tabs, or by so many blanks: two of them leave a cell empty.
    Sure(u16),
    /// By white space of any width.
    Blank,
}

/// Tells how the lines from `from` on set their cells apart: where all gaps are a
/// multiple of one width, blanks stand for tabs.
pub(super) fn separator(manuscript: &Manuscript, from: usize, to: usize) -> Separator {
    /// So many lines are looked at, and so many gaps are enough.
    const LINES: usize = 14;
    const GAPS: usize = 5;
    let lines = manuscript.paragraphs[from..to].iter().filter(|paragraph| paragraph.is_content()).take(LINES);
    let (mut unit, mut count) = (0u16, 0);
    for line in lines {
        for gap in manuscript.gaps_in(line.span) {
            if gap.kind == GapKind::Tab {
                unit = gcd(unit, 1);
            } else if gap.kind == GapKind::Space && gap.columns > 1 {
                unit = gcd(unit, gap.columns);
            } else {
                continue;
            }
            count += 1;
        }
    }
    if count >= GAPS && (unit >= 3 || is_tabbed(manuscript, from)) {
        Separator::Sure(unit.max(1))
    } else {
        Separator::Blank
    }
}

fn is_tabbed(manuscript: &Manuscript, at: usize) -> bool {
    let span = manuscript.paragraphs[at].span;
    manuscript.gaps_in(span).iter().any(|gap| gap.kind == GapKind::Tab)
}

const fn gcd(a: u16, b: u16) -> u16 {
    let (mut a, mut b) = (a, b);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The cells of a paragraph, each with what stands before it.
pub(super) fn cells_of(manuscript: &Manuscript, at: usize, separator: Separator) -> Vec<(Span, Joint)> {
    let paragraph = &manuscript.paragraphs[at];
    let text = &manuscript.text;
    let whole = manuscript.str(paragraph);
    let bare = whole.trim_matches(['|', ' ']);
    let start = paragraph.span.start + (whole.len() - whole.trim_start_matches(['|', ' ']).len()) as u32;
    if bare.is_empty() {
        return Vec::new();
    }
    let span = Span::new(start, start + bare.len() as u32);
    // `分 管 领导 |`: the mark behind it closes one cell.
    if whole.trim_end().ends_with('|') && !bare.contains('|') && span.start == paragraph.span.start {
        return vec![(span, Joint::Line(0))];
    }
    let mut cells = Vec::new();
    let mut breaks = manuscript.breaks_in(span);
    let told: Vec<u32>;
    if is_upright(span, breaks) {
        breaks = &[];
    } else if !manuscript.going_on.is_empty() {
        let is_open = |at: &u32| manuscript.going_on.binary_search(at).is_err();
        told = breaks.iter().copied().filter(is_open).collect();
        breaks = &told;
    }
    let starts = std::iter::once(span.start).chain(breaks.iter().copied());
    let ends = breaks.iter().copied().chain([span.end]);
    for (position, (start, end)) in starts.zip(ends).enumerate() {
        let line = Span::new(start, start + Span::new(start, end).of(text).trim_end().len() as u32);
        match separator {
            Separator::Sure(unit) => {
                let mut joint = match position {
                    0 => Joint::Line(usize::from(paragraph.indent / unit)),
                    _ => Joint::Soft,
                };
                let mut start = line.start;
                for gap in manuscript.gaps_in(line) {
                    let is_sure = gap.kind == GapKind::Tab
                        || gap.kind == GapKind::Space && gap.columns > 1 && gap.columns.is_multiple_of(unit);
                    if !is_sure || gap.at < start {
                        continue;
                    }
                    cells.push((Span::new(start, gap.at), joint));
                    joint = Joint::Cell(usize::from(gap.columns / unit).max(1));
                    start = gap.at + u32::from(gap.kept);
                }
                cells.push((Span::new(start, line.end), joint));
            }
            Separator::Blank => {
                let words = split_cells(manuscript, line, |gap| gap.columns > 0);
                let words: Vec<Span> = words.into_iter().filter(|span| !span.is_empty()).collect();
                let joint = |at: usize| match (at, position) {
                    (0, 0) => Joint::Line(0),
                    (0, _) => Joint::Soft,
                    _ => Joint::Blank,
                };
                let words = put_words_together(text, &words).into_iter().enumerate();
                cells.extend(words.map(|(at, word)| (word, joint(at))));
            }
        }
    }
    cells
}

/// Whether a cell is printed downwards: each of its lines, which end at `breaks`, has one
/// character.
fn is_upright(span: Span, breaks: &[u32]) -> bool {
    /// The bytes of a character.
    const CHARACTER: u32 = 3;
    let ends = breaks.iter().copied().chain([span.end]);
    !breaks.is_empty() && ends.zip((1..).map(|at| span.start + at * CHARACTER)).all(|(end, at)| end == at)
}

/// Reads the pieces of a table on demand: how far it goes is not known before.
pub(super) struct Pieces<'a> {
    manuscript: &'a Manuscript,
    separator: Separator,
    outside: Outside,
    /// The first paragraph, the next to read, and the end of all.
    from: usize,
    at: usize,
    to: usize,
    line: u32,
    /// Whether a page has ended behind the last piece.
    turned: bool,
    /// The last paragraph of the text before the next to read, once there is one.
    last: Option<usize>,
    /// Where the pages begin in the source whose numbers stand behind a paragraph.
    pages: (usize, Vec<u32>),
    read: Vec<Piece>,
}

impl<'a> Pieces<'a> {
    /// Those from paragraph `from` on, before paragraph `to`.
    pub(super) fn new(manuscript: &'a Manuscript, from: usize, to: usize) -> Self {
        let separator = separator(manuscript, from, to);
        let outside = Outside::before(manuscript, from);
        let (line, turned) = (0, false);
        let (last, pages, read) = (None, (usize::MAX, Vec::new()), Vec::new());
        Self { manuscript, separator, outside, from, at: from, to, line, turned, last, pages, read }
    }

    /// How many have been read.
    pub(super) const fn count(&self) -> usize {
        self.read.len()
    }

    /// How many of these stand before paragraph `end`.
    pub(super) fn count_before(&self, end: usize) -> usize {
        self.read.partition_point(|piece| piece.paragraph < end)
    }

    /// At least `count` pieces, if there are so many.
    pub(super) fn reach(&mut self, count: usize) -> &[Piece] {
        while self.read.len() < count && self.at < self.to {
            let at = self.at;
            let paragraph = &self.manuscript.paragraphs[at];
            self.at += 1;
            if !paragraph.is_content() {
                self.turned |= is_of_page(paragraph) && !self.is_inside(at);
                continue;
            }
            self.last = Some(at);
            let is_behind = at > self.from
                && (ends_table(self.manuscript, paragraph) && !self.is_group(at)
                    || self.outside.is_next(paragraph, self.manuscript.str(paragraph)));
            if is_behind || paragraph.hint.table > 0 {
                self.to = at;
                break;
            }
            let text = &self.manuscript.text;
            let mut is_apart = paragraph.blanks_before > 0;
            let mut begun = None;
            for (span, joint) in cells_of(self.manuscript, at, self.separator) {
                let line = self.line;
                let before = self.read.iter_mut().rev().take_while(|piece| piece.line == line);
                let before = before.map(|piece| (piece.span, &mut piece.inset));
                if joint.is_line() && hang(text, before, (span, at)) {
                    begun = Some(joint);
                    continue;
                }
                let joint = begun.take().unwrap_or(joint);
                self.line += u32::from(joint.is_line());
                let (line, look) = (self.line, Look::of(span.of(text)));
                let is_inside = joint == Joint::Soft && self.has_page_before(at, span);
                let is_on_page = std::mem::take(&mut self.turned) || is_inside;
                let inset = None;
                self.read.push(Piece { span, paragraph: at, joint, line, is_apart, is_on_page, look, inset });
                is_apart = false;
            }
        }
        &self.read
    }

    /// Whether the furniture at `at` stands inside the paragraph before it, behind which it is
    /// written.
    fn is_inside(&self, at: usize) -> bool {
        let paragraphs = &self.manuscript.paragraphs;
        let before = self.last.or_else(|| paragraphs[..at].iter().rposition(Paragraph::is_content));
        before.is_some_and(|before| {
            let [own, before] = [paragraphs[at].span, paragraphs[before].span];
            self.manuscript.source(own).start < self.manuscript.source(before).end
        })
    }

    /// Whether a page ends inside paragraph `at`, on the line before a piece of it.
    fn has_page_before(&mut self, at: usize, piece: Span) -> bool {
        let manuscript = self.manuscript;
        if self.pages.0 != at {
            let behind = manuscript.paragraphs[at + 1..].iter().take_while(|next| !next.is_content());
            let pages = behind.filter(|next| is_of_page(next));
            let mut starts: Vec<u32> = pages.map(|page| manuscript.source(page.span).start).collect();
            starts.sort_unstable();
            self.pages = (at, starts);
        }
        let pages = &self.pages.1;
        if pages.is_empty() {
            return false;
        }
        let paragraph = manuscript.paragraphs[at].span;
        let breaks = manuscript.breaks_in(paragraph);
        let before = breaks[..breaks.partition_point(|end| *end < piece.start)].last();
        let line = Span::new(before.copied().unwrap_or(paragraph.start), piece.start);
        let [line, own] = [manuscript.source(line), manuscript.source(piece)];
        pages.get(pages.partition_point(|page| *page < line.start)).is_some_and(|page| *page < own.start)
    }

    /// Whether 任务一： heads rows of the table rather than standing behind it: a row with its
    /// number alone follows soon.
    fn is_group(&self, at: usize) -> bool {
        /// The names of groups may stand between.
        const NEAR: usize = 3;
        let paragraphs = &self.manuscript.paragraphs;
        if paragraphs[at].marker.is_none_or(|marker| marker.style != Style::Task) {
            return false;
        }
        let behind = paragraphs[at + 1..self.to].iter().filter(|paragraph| paragraph.is_content()).take(NEAR);
        let is_number = |text: &str| text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        behind.map(|paragraph| self.manuscript.str(paragraph)).any(is_number)
    }

    /// Whether there are no more.
    pub(super) const fn is_at_end(&self) -> bool {
        self.at >= self.to
    }
}

/// Whether a paragraph is what a page prints at its head or foot.
const fn is_of_page(paragraph: &Paragraph) -> bool {
    use FurnitureKind::{PageNumber, RunningHead};
    matches!(paragraph.kind, ParagraphKind::Furniture(PageNumber | RunningHead))
}

/// The longest of the lines that a paragraph was put together from.
fn longest_line<'a>(manuscript: &'a Manuscript, paragraph: &Paragraph) -> &'a str {
    let span = paragraph.span;
    let mut start = span.start;
    let mut longest = Span::new(start, start);
    for end in manuscript.breaks_in(span).iter().copied().chain([span.end]) {
        if end - start > longest.len() {
            longest = Span::new(start, end);
        }
        start = end;
    }
    longest.of(&manuscript.text)
}

/// Whether a paragraph ends every table before it.
pub(super) fn ends_table(manuscript: &Manuscript, paragraph: &Paragraph) -> bool {
    /// No cell is longer.
    const LONGEST: usize = 900;
    let line = manuscript.str(paragraph);
    is_note(line)
        || line.starts_with("专栏")
        || is_pipe_rule(line)
        || is_longer_than(longest_line(manuscript, paragraph), LONGEST)
        || scan_annex_label(line).is_some()
        || paragraph.hint.heading > 0
        || is_caption(line)
        || paragraph.marker.is_some_and(|marker| {
            let is_bare = marker.len == line.len();
            match marker.style {
                Style::Arabic | Style::ParenArabic | Style::Circled | Style::RightParen => false,
                Style::ParenIdeographic | Style::Ideographic => {
                    line.contains('。') || is_longer_than(line, 40)
                }
                _ => !is_bare,
            }
        })
}

/// The last numbers of headings before a table.
#[derive(Clone, Copy, Debug, Default)]
struct Outside {
    /// 一、, 任务一： and （一）
    numbers: [Option<u32>; 3],
    /// The last 一、 of the table.
    group: u32,
}

impl Outside {
    /// The numbers that stand last before paragraph `from`.
    fn before(manuscript: &Manuscript, from: usize) -> Self {
        /// No further back than so many paragraphs.
        const REACH: usize = 400;
        let mut numbers = [None; 3];
        for paragraph in manuscript.paragraphs[from.saturating_sub(REACH)..from].iter().rev() {
            // An annex counts anew.
            if paragraph.is_content() && scan_annex_label(manuscript.str(paragraph)).is_some() {
                break;
            }
            let Some((at, number)) = heading_number(paragraph) else { continue };
            // （三） of another chapter is not gone on with.
            if numbers[..=at].iter().all(Option::is_none) {
                numbers[at] = Some(number);
            }
            if numbers[0].is_some() {
                break;
            }
        }
        Self { numbers, group: 0 }
    }

    /// Whether a paragraph counts on from a heading before the table, or from none at all, as
    /// 四、 does where neither 三、 stands in the table nor any 一、 before it: it stands behind it.
    fn is_next(&mut self, paragraph: &Paragraph, line: &str) -> bool {
        let Some((at, number)) = heading_number(paragraph) else { return false };
        // 二、非水可再生能源 371 1943 39% counts on from the row above, whatever heading does, too.
        if at == 0 && self.group > 0 && number == self.group + 1 && ends_with_figures(line) {
            self.group = number;
            return false;
        }
        let counts_on = self.numbers[at].is_some_and(|before| number == before + 1);
        let is_first_group = number == 1 || number == self.group + 1;
        if at == 0 && is_first_group && !counts_on {
            self.group = number;
        }
        counts_on || at == 0 && self.numbers[0].is_none() && !is_first_group
    }
}

/// Whether a line ends with two figures or more, as a row does whose cells are parted by blanks.
fn ends_with_figures(line: &str) -> bool {
    let mut cells = line.rsplit(' ').take(2);
    cells.all(|cell| cell.starts_with(|c: char| c.is_ascii_digit()) && is_value_cell(cell))
        && line.contains(' ')
}

fn heading_number(paragraph: &Paragraph) -> Option<(usize, u32)> {
    let marker = paragraph.marker.filter(|_| paragraph.is_content())?;
    match marker.style {
        Style::Ideographic => Some((0, marker.number)),
        Style::Task => Some((1, marker.number)),
        Style::ParenIdeographic => Some((2, marker.number)),
        _ => None,
    }
}

/// What stands before the header of a table at `at`, the line that names its unit aside.
fn before_header(manuscript: &Manuscript, at: usize) -> Option<&str> {
    let content = manuscript.paragraphs[..at].iter().rev().filter(|paragraph| paragraph.is_content());
    content.take(2).map(|paragraph| manuscript.str(paragraph)).find(|line| !names_unit(line))
}

/// Whether a caption with its number stands right before a paragraph: 表2 内涝情况. Behind 表2 alone
/// stands the title.
pub(super) fn follows_numbered_caption(manuscript: &Manuscript, at: usize) -> bool {
    let has_title = |line: &str| !line.trim_start_matches('表').trim_start_matches(|c| !is_han(c)).is_empty();
    before_header(manuscript, at)
        .is_some_and(|line| line.starts_with('表') && is_caption(line) && has_title(line))
}

/// Whether what stands before a paragraph names a table: 表2 内涝情况, 重点任务清单.
pub(super) fn is_captioned(manuscript: &Manuscript, at: usize) -> bool {
    const ENDS: &[&str] =
        &["表", "清单", "名单", "一览", "台账", "情况", "标准", "计划", "指标", "分工", "指标体系"];
    before_header(manuscript, at).is_some_and(|line| {
        // 任务分解表（节选）
        let bare = line.strip_suffix('）').and_then(|inner| Some(&inner[..inner.rfind('（')?]));
        let ends =
            |line: &str| ENDS.iter().any(|end| line.trim_end_matches(['）', '”', '》']).ends_with(end));
        !is_longer_than(line, 60)
            && !line.contains('。')
            && (is_caption(line) || ends(line) || bare.is_some_and(ends))
    })
}

/// Whether blank lines part the cells, each on a line of its own but for those that go on.
pub(super) fn has_parted_cells(pieces: &[Piece]) -> bool {
    /// So many pieces tell, and so few of them tell nothing.
    const LOOKED_AT: usize = 72;
    const LEAST: usize = 12;
    /// One piece in so many may go on with its cell, by a line or a blank.
    const EXCEPT: usize = 5;
    let first = &pieces[..pieces.len().min(LOOKED_AT)];
    let parted = first.iter().skip(1).filter(|piece| piece.joint.is_line() && piece.is_apart).count();
    first.len() >= LEAST && (first.len() - 1 - parted) * EXCEPT <= first.len()
}
