//! Pages to a text rendition: which lines are furniture, which go on with the
//! line before, what stands in which frame and table.

mod notes;
mod role;
mod style;
mod table;

use self::notes::{Note, Notes};
use self::role::Last;
use self::style::{Column, Style, WIDE_PITCH, frame_column};
use self::table::OpenTable;
use super::edge::find_edges;
use super::line::TextLine;
use super::page::Area;
use super::sheet::{Part, Sheet};
use crate::evidence::{LineFacts, LineRole, Rendition};
use crate::model::FurnitureKind;

/// Writes the rendition of a document; also where each page begins in it.
pub(super) fn write(sheets: &[Sheet]) -> (Rendition, Vec<u32>) {
    let edges = find_edges(sheets);
    let mut writer = Writer {
        rendition: Rendition::default(),
        style: Style::of(sheets, &edges),
        page: 0,
        column: Column::default(),
        last: None,
        frame: 0,
        frames: 0,
        tables: 0,
        tail: None,
        table: None,
        notes: Notes::default(),
        waiting: Vec::new(),
    };
    let mut starts = Vec::with_capacity(sheets.len());
    for (sheet, kinds) in sheets.iter().zip(&edges) {
        starts.push(writer.rendition.text.len() as u32);
        writer.write_sheet(sheet, kinds);
    }
    writer.end_table();
    writer.write_notes();
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

/// The frame that reaches down to the end of a page or column, or of the one
/// before.
#[derive(Clone)]
struct Tail {
    frame: u32,
    last: Option<Last>,
    width: f32,
}

impl Tail {
    /// Whether a frame at the head of a page goes on with the one at the end of
    /// the page before: it is as wide.
    fn is_like(&self, area: &Area) -> bool {
        (self.width - area.width()).abs() < SAME_WIDTH
    }
}

/// Frames and tables whose widths differ by no more than this, in points, may be
/// one. Where they begin depends on the margins of their pages.
const SAME_WIDTH: f32 = 3.0;

struct Writer {
    rendition: Rendition,
    style: Style,
    page: u32,
    /// The sides of the text at hand: of the page, of a column or a frame on it.
    column: Column,
    last: Option<Last>,
    frame: u32,
    frames: u32,
    tables: u32,
    tail: Option<Tail>,
    table: Option<OpenTable>,
    /// The notes at the foot of the page.
    notes: Notes,
    /// Notes whose paragraph has not ended yet.
    waiting: Vec<Note>,
}

impl Writer {
    fn write_sheet(&mut self, sheet: &Sheet, kinds: &[Option<FurnitureKind>]) {
        self.page = sheet.number;
        self.notes = Notes::find(sheet, kinds, self.style.size);
        let columns = self.style.page_columns(sheet, kinds);
        let mut lane = None;
        let mut foot = Vec::new();
        // Whether only furniture stands before, on this page or in this column.
        let mut is_first = true;
        for (at, part) in sheet.parts.iter().enumerate() {
            if let (Some(kind), Part::Line(line) | Part::Across(line)) = (kinds[at], part) {
                // What stands at the foot comes behind all columns.
                if sheet.gutter.is_some() && line.base > sheet.height / 2.0 {
                    foot.push((line, kind));
                } else {
                    self.push(line.text.trim(), LineRole::Furniture(kind), line);
                }
                continue;
            }
            if self.notes.holds(at) {
                continue;
            }
            if lane.replace(sheet.lanes[at]) != Some(sheet.lanes[at]) {
                is_first = true;
            }
            let column = columns[usize::from(sheet.lanes[at])];
            self.column = column;
            let tail = self.tail.take().filter(|_| is_first);
            let table = self.table.take();
            let (open, ended) = if is_first { (table, None) } else { (None, table) };
            self.close_table(ended);
            match part {
                Part::Line(line) | Part::Across(line) => {
                    self.close_table(open);
                    self.write_line(line);
                }
                Part::Frame { area, parts } => {
                    self.close_table(open);
                    self.write_frame(area, parts, tail.filter(|tail| tail.is_like(area)), column);
                }
                Part::Table { area, rows } => self.write_table(area, rows, open, column),
            }
            is_first = false;
        }
        for (line, kind) in foot {
            self.push(line.text.trim(), LineRole::Furniture(kind), line);
        }
        let left = std::mem::take(&mut self.notes).into_rest();
        self.waiting.extend(left);
    }

    fn write_line(&mut self, line: &TextLine) {
        let role = role::role_of(&self.style, self.last.as_ref(), self.column, self.page, line);
        if role == LineRole::Begins {
            self.write_notes();
        }
        let mut text = String::new();
        let columns = (self.column.indent(line) * 2.0).round().clamp(0.0, 80.0) as usize;
        // Hanging text goes on without an indent of its own.
        if columns >= 2 && role != LineRole::Continues {
            if columns.is_multiple_of(2) {
                text.extend(std::iter::repeat_n('\u{3000}', columns / 2));
            } else {
                text.extend(std::iter::repeat_n(' ', columns));
            }
        }
        let mut words = line.text.clone();
        self.waiting.extend(self.notes.take_referred(line, &mut words));
        text.push_str(words.trim());
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

    /// Writes the notes whose paragraph has ended, each as one of its own.
    fn write_notes(&mut self) {
        for note in self.waiting.drain(..) {
            let facts = LineFacts { role: LineRole::Paragraph, page: note.page, ..LineFacts::default() };
            self.rendition.push(&note.text, facts);
        }
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

    fn write_frame(&mut self, area: &Area, parts: &[Part], goes_on: Option<Tail>, outer: Column) {
        (self.frame, self.last) = if let Some(tail) = goes_on {
            (tail.frame, tail.last)
        } else {
            self.write_notes();
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
                    self.end_table();
                    self.frame = frame;
                }
            }
        }
        self.tail = Some(Tail { frame, last: self.last.take(), width: area.width() });
        self.frame = 0;
        self.column = outer;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines 16 points high between 80 and 528, on one page; each with its left
    /// side, its right side, and its text.
    fn sheet(lines: &[(f32, f32, &str)]) -> Sheet {
        let mut base = 100.0;
        let parts: Vec<Part> = lines
            .iter()
            .map(|(left, right, text)| {
                base += 29.0;
                Part::Line(TextLine {
                    text: (*text).into(),
                    area: Area { left: *left, top: base - 14.0, right: *right, bottom: base + 2.0 },
                    base,
                    size: 16.0,
                    count: ((right - left) / 16.0) as u32,
                    ..TextLine::default()
                })
            })
            .collect();
        Sheet { number: 1, height: 842.0, lanes: vec![0; parts.len()], parts, ..Sheet::default() }
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

    #[test]
    fn an_indented_line_that_could_not_be_filled_is_not_centred() {
        let page = [
            (112.0, 528.0, "加强残疾人社会保障体系建设"),
            (80.0, 400.0, "完善残疾人服务体系。"),
            (112.0, 528.0, "促进残疾人事业发展和完善服务"),
            (80.0, 480.0, "完善残疾人服务体系建设。"),
            (112.0, 496.0, "提高残疾人服务水平和质量要求"),
        ];
        assert_eq!(roles(&page), "BcBcB");
    }
}
