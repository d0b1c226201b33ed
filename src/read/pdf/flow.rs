//! Pages to a text rendition: which lines are furniture, which go on with the
//! line before, what stands in which frame and table.

use super::edge::find_edges;
use super::line::{TextLine, main_of};
use super::page::Area;
use super::sheet::{Part, Row, Sheet};
use crate::block::contents::has_leaders;
use crate::evidence::{LineFacts, LineRole, Rendition};
use crate::model::FurnitureKind;
use crate::scan::is_terminated;
use crate::scan::marker::scan_marker;

/// Writes the rendition of a document.
pub(super) fn write(sheets: &[Sheet]) -> (Rendition, Vec<u32>) {
    let edges = find_edges(sheets);
    let style = Style::of(sheets, &edges);
    let mut writer = Writer {
        rendition: Rendition::default(),
        style,
        page: 0,
        column: Column::default(),
        last: None,
        frame: 0,
        frames: 0,
        tables: 0,
        tail: None,
        table: None,
    };
    let mut starts = Vec::with_capacity(sheets.len());
    for (sheet, kinds) in sheets.iter().zip(&edges) {
        starts.push(writer.rendition.text.len() as u32);
        writer.write_sheet(sheet, kinds);
    }
    mark_site_title(&mut writer.rendition);
    (writer.rendition, starts)
}

/// Marks the title of a web page that was printed above the document:
/// `标题_栏目_网站 (www.example.org)`.
fn mark_site_title(rendition: &mut Rendition) {
    let facts = &mut rendition.evidence.lines;
    let is_open = |facts: &&LineFacts| facts.role == LineRole::Continues;
    let count = 1 + facts.iter().skip(1).take_while(is_open).count();
    let title: String = rendition.text.lines().take(count).map(str::trim).collect();
    if title.contains('_') && (title.contains("www.") || title.ends_with('网')) {
        for line in facts.iter_mut().take(count) {
            line.role = LineRole::Furniture(FurnitureKind::Web);
        }
    }
}

/// How the text of a document is set.
#[derive(Clone, Copy, Debug)]
struct Style {
    /// The font size of running text.
    size: f32,
    /// Whether running text is fat, so that fat lines mean nothing.
    bold: bool,
    /// From baseline to baseline of running text.
    pitch: f32,
    /// The sides of the text on pages of odd and of even number.
    columns: [Column; 2],
    /// Whether paragraphs begin with an indent.
    indented: bool,
}

/// The sides between which text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Column {
    left: f32,
    right: f32,
}

impl Column {
    fn width(self) -> f32 {
        self.right - self.left
    }

    /// How far from the left side a line begins, in characters of its size.
    fn indent(self, line: &TextLine) -> f32 {
        (line.area.left - self.left) / line.size.max(1.0)
    }

    /// How much room is left behind a line, in characters of its size.
    fn rest(self, line: &TextLine) -> f32 {
        (self.right - line.area.right) / line.size.max(1.0)
    }

    /// Whether a line stands in the middle, with room at both sides.
    fn is_centred(self, line: &TextLine) -> bool {
        let (before, behind) = (self.indent(line), self.rest(line));
        before > 1.5 && behind > 1.5 && (before - behind).abs() < 1.0
    }
}

/// Lines of at least so many characters show where the text is set.
const MIN_LONG: u32 = 12;

/// A line is full when less room is left behind it than this, in characters:
/// a mark that must not begin a line takes one with it.
const FULL_REST: f32 = 1.6;

/// An indent of this many characters, or more, begins a paragraph.
const MIN_INDENT: f32 = 1.4;

/// First-line indents are no deeper.
const MAX_INDENT: f32 = 2.8;

/// What begins farther from the left side than this many characters is set to
/// the right.
const ASIDE: f32 = 6.0;

/// Lines whose sizes differ by more than this share are of different kinds.
const SAME_SIZE: f32 = 0.06;

/// Text farther apart than this share of the usual pitch belongs to different
/// paragraphs.
const WIDE_PITCH: f32 = 1.6;

impl Style {
    fn of(sheets: &[Sheet], edges: &[Vec<Option<FurnitureKind>>]) -> Self {
        let mut lines: Vec<(usize, &TextLine)> = Vec::new();
        for (at, (sheet, kinds)) in sheets.iter().zip(edges).enumerate() {
            for (part, kind) in sheet.parts.iter().zip(kinds) {
                if let (Part::Line(line), None) = (part, kind) {
                    lines.push((at, line));
                }
            }
        }
        let tenths = |size: f32| (size * 10.0).round() as u32;
        let weighted = |(_, line): &(usize, &TextLine)| {
            std::iter::repeat_n(tenths(line.size), 1 + line.count as usize / 8)
        };
        let size = main_of(lines.iter().flat_map(weighted)).map_or(10.0, |size| size as f32 / 10.0);
        let is_body = |line: &TextLine| (line.size - size).abs() <= SAME_SIZE * size;
        let body: Vec<(usize, &TextLine)> =
            lines.iter().copied().filter(|(_, line)| is_body(line) && line.count >= MIN_LONG).collect();
        let bold = body.iter().filter(|(_, line)| line.bold).count() * 2 > body.len();
        let pitch = main_of(
            body.windows(2)
                .filter(|pair| pair[0].0 == pair[1].0)
                .map(|pair| ((pair[1].1.base - pair[0].1.base) * 2.0).round() as i32)
                .filter(|pitch| *pitch > 0),
        );
        let all: Vec<&TextLine> = body.iter().map(|(_, line)| *line).collect();
        let whole = column_of(&all).unwrap_or_default();
        let of_parity = |parity: u32| {
            let some: Vec<&TextLine> = body
                .iter()
                .filter(|(at, _)| sheets[*at].number % 2 == parity)
                .map(|(_, line)| *line)
                .collect();
            if some.len() >= 10 { column_of(&some).unwrap_or(whole) } else { whole }
        };
        let columns = [of_parity(0), of_parity(1)];
        let mut style = Self {
            size,
            bold,
            pitch: pitch.map_or(size * 1.5, |pitch| pitch as f32 / 2.0),
            columns,
            indented: false,
        };
        style.indented = style.is_indented(sheets, &body);
        style
    }

    fn column(&self, sheet: &Sheet) -> Column {
        self.columns[(sheet.number % 2) as usize]
    }

    /// Whether lines behind a line that ends a sentence well before the margin
    /// are indented, most of them.
    fn is_indented(&self, sheets: &[Sheet], body: &[(usize, &TextLine)]) -> bool {
        let (mut starts, mut indented) = (0, 0);
        for pair in body.windows(2) {
            let column = self.column(&sheets[pair[1].0]);
            if is_terminated(&pair[0].1.text) && self.column(&sheets[pair[0].0]).rest(pair[0].1) > 3.0 {
                starts += 1;
                indented += usize::from((MIN_INDENT..MAX_INDENT).contains(&column.indent(pair[1].1)));
            }
        }
        indented * 10 > starts * 6
    }
}

/// The sides of text by its lines.
fn column_of(lines: &[&TextLine]) -> Option<Column> {
    // Of the places where lines begin, the leftmost that many share: those with
    // an indent are fewer, and a stray line to the left is alone.
    let left = outermost(lines.iter().map(|line| line.area.left), 2.0)?;
    // Of the places where they end, the rightmost that many share.
    let right = -outermost(lines.iter().map(|line| -line.area.right), 4.0)?;
    Some(Column { left, right })
}

/// The least of `places` that an eighth of them follow within `reach`.
fn outermost(places: impl Iterator<Item = f32>, reach: f32) -> Option<f32> {
    let mut places: Vec<f32> = places.collect();
    places.sort_by(f32::total_cmp);
    let mut end = 0;
    for at in 0..places.len() {
        while end < places.len() && places[end] - places[at] <= reach {
            end += 1;
        }
        if (end - at) * 8 >= places.len() {
            return Some(places[at]);
        }
    }
    None
}

/// What the next line is compared with.
#[derive(Clone)]
struct Last {
    line: TextLine,
    column: Column,
    page: u32,
}

/// The frame that reaches down to the end of a page, or the page before.
#[derive(Clone)]
struct Tail {
    frame: u32,
    last: Option<Last>,
    left: f32,
    right: f32,
}

struct Writer {
    rendition: Rendition,
    style: Style,
    page: u32,
    /// The sides of the text at hand: of the page or of a frame on it.
    column: Column,
    last: Option<Last>,
    frame: u32,
    frames: u32,
    tables: u32,
    tail: Option<Tail>,
    table: Option<OpenTable>,
}

/// The table that ends a page, or the page before.
struct OpenTable {
    table: u32,
    frame: u32,
    left: f32,
    right: f32,
    /// Its first rows, and the lines of the rendition they are.
    head: Vec<(Vec<String>, usize)>,
}

impl OpenTable {
    /// How many rows at the head of a page may be those of the table's header.
    const MAX_HEAD: usize = 4;

    /// Whether the table at the head of a page goes on with this one.
    fn is_like(&self, area: &Area, rows: &[Row]) -> bool {
        let columns = |row: &Row| match row {
            Row::Cells(cells) => Some(cells.len()),
            Row::Whole(..) => None,
        };
        (self.left - area.left).abs() < 3.0
            && (self.right - area.right).abs() < 3.0
            && rows.iter().find_map(columns) == self.head.first().map(|(cells, _)| cells.len())
    }
}

impl Writer {
    fn write_sheet(&mut self, sheet: &Sheet, kinds: &[Option<FurnitureKind>]) {
        self.page = sheet.number;
        self.column = self.page_column(sheet, kinds);
        let column = self.column;
        let tail = self.tail.take();
        let mut table = self.table.take();
        let mut is_first = true;
        for (part, kind) in sheet.parts.iter().zip(kinds) {
            if let (Some(kind), Part::Line(line) | Part::Across(line)) = (kind, part) {
                self.push(line.text.trim(), LineRole::Furniture(*kind), line);
                continue;
            }
            match part {
                Part::Line(line) | Part::Across(line) => self.write_line(line),
                Part::Frame { area, parts } => {
                    let goes_on = tail.clone().filter(|tail| is_first && tail.is_like(area));
                    self.write_frame(area, parts, goes_on, column);
                }
                Part::Table { area, rows } => {
                    let open = table.take().filter(|open| is_first && open.is_like(area, rows));
                    self.write_table(area, rows, open, column);
                }
            }
            is_first = false;
            if !matches!(part, Part::Frame { .. }) {
                self.tail = None;
            }
            if !matches!(part, Part::Table { .. }) {
                self.table = None;
            }
        }
    }

    /// The sides of the text on a page: as on its like, moved to where its own
    /// lines stand.
    fn page_column(&self, sheet: &Sheet, kinds: &[Option<FurnitureKind>]) -> Column {
        let usual = self.style.column(sheet);
        let lines: Vec<&TextLine> = sheet
            .parts
            .iter()
            .zip(kinds)
            .filter_map(|(part, kind)| match part {
                Part::Line(line) if kind.is_none() => Some(line),
                _ => None,
            })
            .filter(|line| {
                line.count >= MIN_LONG && (line.size - self.style.size).abs() <= SAME_SIZE * line.size
            })
            .collect();
        match column_of(&lines) {
            Some(own) if lines.len() >= 8 && (own.width() - usual.width()).abs() < 2.0 * self.style.size => {
                own
            }
            // A page in another layout, a wide table page for one.
            Some(own) if lines.len() >= 8 && own.width() > usual.width() => own,
            _ => usual,
        }
    }

    fn write_line(&mut self, line: &TextLine) {
        let role = self.role_of(line);
        let mut text = String::new();
        let columns = (self.column.indent(line) * 2.0).round().clamp(0.0, 80.0) as usize;
        if columns >= 2 {
            if role == LineRole::Continues {
                // Hanging text goes on without an indent of its own.
            } else if columns.is_multiple_of(2) {
                text.extend(std::iter::repeat_n('\u{3000}', columns / 2));
            } else {
                text.extend(std::iter::repeat_n(' ', columns));
            }
        }
        text.push_str(line.text.trim());
        if let Some(last) = &self.last {
            let gap = line.base - last.line.base;
            if last.page == self.page && gap > WIDE_PITCH * self.style.pitch.max(1.2 * line.size) {
                self.rendition
                    .push("", LineFacts { page: self.page, frame: self.frame, ..LineFacts::default() });
            }
        }
        self.push(&text, role, line);
        self.last = Some(Last { line: line.clone(), column: self.column, page: self.page });
    }

    fn push(&mut self, text: &str, role: LineRole, line: &TextLine) {
        let facts = LineFacts {
            role,
            strong: line.bold && !self.style.bold,
            page: self.page,
            frame: self.frame,
            ..LineFacts::default()
        };
        self.rendition.push(text, facts);
    }

    /// Whether a line goes on with the one before, so far as the page shows.
    fn role_of(&self, line: &TextLine) -> LineRole {
        let Some(last) = &self.last else { return LineRole::Begins };
        let before = &last.line;
        if (before.size - line.size).abs() > SAME_SIZE * before.size.max(line.size) {
            return LineRole::Begins;
        }
        // An entry of the contents reaches the margin with its page number.
        if has_leaders(&before.text) {
            return LineRole::Begins;
        }
        if last.column.is_centred(before) && self.column.is_centred(line) {
            // A title in several lines, or several titles: its words must tell.
            return LineRole::Wrapped;
        }
        let indent = self.column.indent(line);
        // A signature at the right side is no text that goes on.
        let is_aside = last.column.indent(before) > ASIDE;
        if is_aside || before.bold != line.bold && (line.bold || last.column.is_centred(before)) {
            let is_open = is_aside && indent > MAX_INDENT;
            return if is_open { LineRole::Wrapped } else { LineRole::Begins };
        }
        // A word or a number that was not broken, and the mark behind it, left
        // the line before short.
        let unbroken = unbroken_width(&line.text);
        let is_full = last.column.rest(before) < FULL_REST + unbroken;
        let is_apart = last.page == self.page
            && line.base - before.base > WIDE_PITCH * self.style.pitch.max(1.2 * line.size);
        if !is_full || is_apart {
            return if self.column.is_centred(line) || last.column.is_centred(before) || indent > MAX_INDENT {
                LineRole::Wrapped
            } else {
                LineRole::Begins
            };
        }
        if indent < MIN_INDENT / 2.0 {
            // A number may begin an entry of a list; its words must tell.
            let is_known = self.style.indented || !is_terminated(&before.text);
            let is_numbered = scan_marker(line.text.trim_start()).is_some();
            return if is_known && !is_numbered { LineRole::Continues } else { LineRole::Wrapped };
        }
        let hangs = (line.area.left - before.area.left).abs() < 0.3 * line.size;
        if (MIN_INDENT..MAX_INDENT).contains(&indent) && (!hangs || is_terminated(&before.text)) {
            return LineRole::Begins;
        }
        LineRole::Wrapped
    }

    fn write_frame(&mut self, area: &Area, parts: &[Part], goes_on: Option<Tail>, outer: Column) {
        (self.frame, self.last) = if let Some(tail) = goes_on {
            (tail.frame, tail.last)
        } else {
            self.frames += 1;
            (self.frames, None)
        };
        let frame = self.frame;
        self.column = frame_column(area, parts).unwrap_or(outer);
        for part in parts {
            match part {
                Part::Line(line) | Part::Across(line) => self.write_line(line),
                Part::Frame { parts, .. } => {
                    for part in parts {
                        if let Part::Line(line) = part {
                            self.write_line(line);
                        }
                    }
                }
                Part::Table { area, rows } => {
                    let column = self.column;
                    self.write_table(area, rows, None, column);
                    self.table = None;
                    self.frame = frame;
                }
            }
        }
        self.tail = Some(Tail { frame, last: self.last.take(), left: area.left, right: area.right });
        self.frame = 0;
        self.column = outer;
        self.end_flow();
    }

    /// Writes a table, or what stands of `open` on this page.
    fn write_table(&mut self, area: &Area, rows: &[Row], open: Option<OpenTable>, outer: Column) {
        let before = self.frame;
        let goes_on = open.is_some();
        let mut open = open.unwrap_or_else(|| {
            self.tables += 1;
            self.frames += 1;
            let (table, frame) = (self.tables, self.frames);
            OpenTable { table, frame, left: area.left, right: area.right, head: Vec::new() }
        });
        self.frame = open.frame;
        let mut is_head = goes_on;
        for (at, row) in rows.iter().enumerate() {
            let cells = match row {
                Row::Cells(cells) => cells,
                Row::Whole(lines, cell) => {
                    is_head = false;
                    self.write_whole(lines, cell, open.table);
                    continue;
                }
            };
            let mut facts = LineFacts {
                role: LineRole::Row,
                page: self.page,
                table: open.table,
                frame: open.frame,
                ..LineFacts::default()
            };
            // The header is printed again on each page.
            is_head &= open.head.get(at).is_some_and(|(head, _)| head == cells);
            if is_head {
                facts.role = LineRole::Furniture(FurnitureKind::RunningHead);
                self.rendition.evidence.lines[open.head[at].1].is_header = true;
            } else if !goes_on && open.head.len() == at && at < OpenTable::MAX_HEAD {
                open.head.push((cells.clone(), self.rendition.evidence.lines.len()));
            }
            self.rendition.push(&cells.join("\t"), facts);
        }
        self.frame = before;
        self.column = outer;
        self.end_flow();
        self.table = Some(open);
    }

    /// Writes a cell over all columns: its lines joined to paragraphs.
    fn write_whole(&mut self, lines: &[TextLine], cell: &Area, table: u32) {
        let parts: Vec<Part> = lines.iter().cloned().map(Part::Line).collect();
        let column = frame_column(cell, &parts).unwrap_or(self.column);
        let mut text = String::new();
        let mut before: Option<&TextLine> = None;
        let facts = LineFacts {
            role: LineRole::Paragraph,
            page: self.page,
            table,
            frame: self.frame,
            ..LineFacts::default()
        };
        for line in lines {
            let goes_on = before.is_some_and(|before| {
                column.rest(before) < FULL_REST + unbroken_width(&line.text)
                    && column.indent(line) < MIN_INDENT
                    || column.is_centred(before) && column.is_centred(line)
            });
            if !goes_on && !text.is_empty() {
                self.rendition.push(&text, facts);
                text.clear();
            }
            text.push_str(line.text.trim());
            before = Some(line);
        }
        if !text.is_empty() {
            self.rendition.push(&text, facts);
        }
    }

    /// What follows a frame or a table does not go on with what stands in it.
    fn end_flow(&mut self) {
        self.last = None;
    }
}

impl Tail {
    /// Whether a frame at the head of a page goes on with the one at the end of
    /// the page before: it has the same sides.
    fn is_like(&self, area: &Area) -> bool {
        (self.left - area.left).abs() < 3.0 && (self.right - area.right).abs() < 3.0
    }
}

/// The sides of the text in a frame. Its left side shows; its right side does
/// where a line reaches it, or is as far from the frame as the left.
fn frame_column(area: &Area, parts: &[Part]) -> Option<Column> {
    let lines = || {
        parts.iter().filter_map(|part| match part {
            Part::Line(line) => Some(line),
            _ => None,
        })
    };
    let left = lines().map(|line| line.area.left).min_by(f32::total_cmp)?;
    let reached = lines().map(|line| line.area.right).max_by(f32::total_cmp)?;
    let size = lines().next().map_or(10.0, |line| line.size);
    // Lines that are all centred, or a single short one, do not show the side.
    let padding = (left - area.left).clamp(0.0, 1.5 * size);
    let right = (area.right - padding).max(reached);
    let left = left.min(area.left + 1.5 * size);
    Some(Column { left, right: if right - reached < 2.0 * size { reached } else { right } })
}

/// How wide the word or number is that a line begins with, with the mark behind
/// it, in characters.
fn unbroken_width(line: &str) -> f32 {
    let line = line.trim_start();
    let word = line.bytes().take_while(u8::is_ascii_graphic).count();
    let mark = line[word..].chars().next().is_some_and(|c| "，。；：、？！）》”’%％".contains(c));
    word as f32 / 2.0 + f32::from(u8::from(mark && word > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines 16 points high between 80 and 528, on one page; each with its left
    /// side, its right side, and its text.
    fn sheet(lines: &[(f32, f32, &str)]) -> Sheet {
        let mut base = 100.0;
        let parts = lines
            .iter()
            .map(|(left, right, text)| {
                base += 29.0;
                Part::Line(TextLine {
                    text: (*text).into(),
                    area: Area { left: *left, top: base - 14.0, right: *right, bottom: base + 2.0 },
                    base,
                    size: 16.0,
                    family: 0,
                    bold: false,
                    count: ((right - left) / 16.0) as u32,
                    artifact: false,
                })
            })
            .collect();
        Sheet { number: 1, height: 842.0, parts, ..Sheet::default() }
    }

    fn roles(lines: &[(f32, f32, &str)]) -> String {
        let (rendition, _) = write(&[sheet(lines)]);
        let letter = |facts: &LineFacts| match facts.role {
            LineRole::Begins => 'B',
            LineRole::Continues => 'c',
            LineRole::Wrapped => '?',
            _ => '!',
        };
        rendition.evidence.lines.iter().map(letter).collect()
    }

    #[test]
    fn full_lines_go_on_and_indents_begin() {
        let paragraph = [
            (112.0, 528.0, "加强残疾人社会保障"),
            (80.0, 528.0, "完善残疾人服务体系"),
            (80.0, 300.0, "促进发展。"),
            (112.0, 528.0, "加强残疾人社会保障。"),
            (112.0, 528.0, "完善残疾人服务体系"),
            (80.0, 300.0, "促进发展。"),
        ];
        assert_eq!(roles(&paragraph), "BccBBc");
        let (rendition, _) = write(&[sheet(&paragraph)]);
        assert!(rendition.text.starts_with("\u{3000}\u{3000}加强残疾人社会保障\n完善"));
    }

    #[test]
    fn the_title_of_a_web_page_is_furniture() {
        let page = [
            (80.0, 528.0, "关于印发甲市规划的通知_政策文件_"),
            (80.0, 300.0, "甲市政府网 (www.example.org)"),
            (112.0, 528.0, "加强残疾人社会保障_促进发展"),
        ];
        assert_eq!(roles(&page), "!!B");
        assert_eq!(roles(&page[2..]), "B");
    }

    #[test]
    fn short_lines_end_their_paragraph() {
        let list = [
            (80.0, 528.0, "加强残疾人社会保障"),
            (80.0, 528.0, "完善残疾人服务体系"),
            (80.0, 400.0, "总体要求和主要任务"),
            (80.0, 528.0, "促进残疾人事业发展"),
        ];
        assert_eq!(roles(&list), "BccB");
        // A number that was not broken leaves a line short.
        let number = [
            (112.0, 528.0, "加强残疾人社会保障"),
            (80.0, 480.0, "完善残疾人服务体系到"),
            (80.0, 528.0, "2021-2025年，完善残疾人服务体系"),
        ];
        assert_eq!(roles(&number), "Bcc");
    }
}
