//! A story of a Word file (the text, a header, a footer, a note) as lines.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::numbering::Numbering;
use super::styles::{NumberProperty, Styles, small};
use super::table::{Cell, Row, Table};
use super::xml::{Event, attribute, is_on, number, val, walk};
use crate::error::Fault;
use crate::evidence::LineRole;

/// Footnotes (`f1`) and endnotes (`e1`) by their id.
pub(super) type Notes = HashMap<String, String>;

/// A line as it becomes part of the rendition.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub text: String,
    pub role: LineRole,
    pub heading: u8,
    pub is_strong: bool,
    pub table: u32,
    pub frame: u32,
    pub is_header: bool,
}

/// A paragraph that is open.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    number: NumberProperty,
    outline: Option<u8>,
    /// Bytes of text, and of bold text.
    printed: usize,
    bold: usize,
    is_bordered: bool,
    /// Whether its end was deleted, so that the next goes on with it.
    is_merged: bool,
    notes: Vec<String>,
    /// Lines of text boxes that are anchored in it.
    boxes: Vec<Line>,
}

/// A run of characters of one format.
#[derive(Clone, Copy, Default)]
struct Run {
    is_bold: Option<bool>,
    is_hidden: bool,
}

/// Where finished lines go.
enum Container {
    Table(Table),
    Cell(Cell),
    /// A text box with the number of its frame.
    TextBox(u32, Vec<Line>),
}

/// The reader of one story.
pub(super) struct Story<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    notes: Notes,
    lines: Vec<Line>,
    containers: Vec<Container>,
    paragraphs: Vec<Paragraph>,
    run: Run,
    /// Inside which kinds of properties the walk is.
    in_paragraph_properties: usize,
    in_run_properties: usize,
    /// Elements that are left out: deleted text, old properties, fallbacks.
    skipped: usize,
    in_text: bool,
    frames: u32,
    /// The frame of bordered paragraphs that is open.
    border: u32,
    /// Text of a paragraph whose end was deleted.
    carried: String,
    count: u32,
}

/// Names of elements whose content is not printed, or not any more.
fn is_skipped(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "Fallback" | "instrText" | "delText" | "delInstrText" | "rt")
        || name.ends_with("Change")
}

impl<'a> Story<'a> {
    pub fn new(styles: &'a Styles, numbering: Numbering, notes: Notes) -> Self {
        Self {
            styles,
            numbering,
            notes,
            lines: Vec::new(),
            containers: Vec::new(),
            paragraphs: Vec::new(),
            run: Run::default(),
            in_paragraph_properties: 0,
            in_run_properties: 0,
            skipped: 0,
            in_text: false,
            frames: 0,
            border: 0,
            carried: String::new(),
            count: 0,
        }
    }

    /// Reads the part `name`.
    pub fn read(mut self, xml: &str, name: &str) -> Result<Vec<Line>, Fault> {
        walk(xml, name, |event| {
            match event {
                Event::Open(name, tag) => self.open(name, tag),
                Event::Close(name) => self.close(name),
                Event::Text(text) if self.in_text && self.skipped == 0 => self.push(text),
                Event::Text(_) => {}
            }
            Ok(())
        })?;
        // Whose end was deleted, and nothing follows.
        let rest = std::mem::take(&mut self.carried);
        if !rest.is_empty() {
            self.lines.push(Line { text: rest, role: LineRole::Paragraph, ..Line::default() });
        }
        Ok(self.lines)
    }

    fn open(&mut self, name: &str, tag: &BytesStart<'_>) {
        if self.skipped > 0 || is_skipped(name) {
            // The mark of a paragraph can be deleted too.
            if self.skipped == 0
                && name == "del"
                && self.in_run_properties > 0
                && self.in_paragraph_properties > 0
                && let Some(paragraph) = self.paragraphs.last_mut()
            {
                paragraph.is_merged = true;
            }
            if self.skipped == 0
                && name == "del"
                && self.in_paragraph_properties == 0
                && self.paragraphs.is_empty()
                && let Some(Container::Table(table)) = self.containers.last_mut()
                && let Some(row) = table.rows.last_mut()
            {
                row.is_deleted = true;
            }
            self.skipped += usize::from(is_skipped(name));
            return;
        }
        match name {
            "p" => self.paragraphs.push(Paragraph::default()),
            "pPr" => self.in_paragraph_properties += 1,
            "rPr" => self.in_run_properties += 1,
            "r" => self.run = Run::default(),
            "t" => self.in_text = true,
            "tab" if self.in_paragraph_properties == 0 => self.push_tab(),
            "br" if attribute(tag, "type").is_none_or(|kind| kind == "textWrapping") => self.push("\n"),
            "cr" | "br" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "sym" => self.push_symbol(tag),
            "footnoteReference" => self.push_note('f', tag),
            "endnoteReference" => self.push_note('e', tag),
            "tbl" => {
                // A table inside a paragraph cannot be; text before it goes first.
                self.containers.push(Container::Table(Table::default()));
            }
            "tr" => {
                if let Some(Container::Table(table)) = self.containers.last_mut() {
                    table.rows.push(Row::default());
                }
            }
            "tc" => self.containers.push(Container::Cell(Cell { columns: 1, ..Cell::default() })),
            "txbxContent" => {
                self.frames += 1;
                self.containers.push(Container::TextBox(self.frames, Vec::new()));
            }
            _ if self.in_paragraph_properties + self.in_run_properties > 0 => self.property(name, tag),
            _ => self.table_property(name, tag),
        }
    }

    fn property(&mut self, name: &str, tag: &BytesStart<'_>) {
        if self.in_run_properties > 0 {
            match name {
                "b" => self.run.is_bold = Some(is_on(tag)),
                "vanish" => self.run.is_hidden = is_on(tag),
                _ => {}
            }
            return;
        }
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match name {
            "pStyle" => paragraph.style = val(tag),
            "numId" => paragraph.number.id = number(tag),
            "ilvl" => paragraph.number.level = number(tag),
            "outlineLvl" => paragraph.outline = small(tag),
            "left" if val(tag).is_some_and(|kind| !matches!(kind.as_str(), "none" | "nil")) => {
                paragraph.is_bordered = true;
            }
            _ => {}
        }
    }

    fn table_property(&mut self, name: &str, tag: &BytesStart<'_>) {
        match (name, self.containers.last_mut()) {
            ("gridSpan", Some(Container::Cell(cell))) => {
                cell.columns = number(tag).unwrap_or(1).clamp(1, 128) as usize;
            }
            ("vMerge", Some(Container::Cell(cell))) => {
                cell.restarts = val(tag).is_some_and(|value| value == "restart");
                cell.continues = !cell.restarts;
            }
            ("gridBefore", Some(Container::Table(table))) => {
                if let Some(row) = table.rows.last_mut() {
                    row.before = number(tag).unwrap_or_default().min(128) as usize;
                }
            }
            ("tblHeader", Some(Container::Table(table))) => {
                if let Some(row) = table.rows.last_mut() {
                    row.is_header = is_on(tag);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= usize::from(is_skipped(name));
            return;
        }
        match name {
            "p" => self.end_paragraph(),
            "pPr" => self.in_paragraph_properties = self.in_paragraph_properties.saturating_sub(1),
            "rPr" => {
                self.in_run_properties = self.in_run_properties.saturating_sub(1);
                if self.in_paragraph_properties > 0 {
                    // What the mark of a paragraph looks like concerns no text.
                    self.run = Run::default();
                }
            }
            "t" => self.in_text = false,
            "tc" => {
                if let Some(Container::Cell(cell)) = self.pop(|found| matches!(found, Container::Cell(_)))
                    && let Some(Container::Table(table)) = self.containers.last_mut()
                    && let Some(row) = table.rows.last_mut()
                {
                    row.cells.push(cell);
                }
            }
            "tbl" => {
                if let Some(Container::Table(table)) = self.pop(|found| matches!(found, Container::Table(_)))
                {
                    self.border = 0;
                    let frames = &mut self.frames;
                    let lines = table.into_lines(|| {
                        *frames += 1;
                        *frames
                    });
                    for line in lines {
                        self.emit(line);
                    }
                }
            }
            "txbxContent" => {
                if let Some(Container::TextBox(_, lines)) =
                    self.pop(|found| matches!(found, Container::TextBox(..)))
                {
                    match self.paragraphs.last_mut() {
                        Some(paragraph) => paragraph.boxes.extend(lines),
                        None => self.lines.extend(lines),
                    }
                }
            }
            _ => {}
        }
    }

    /// The innermost container, if it is of the kind whose end tag was met.
    fn pop(&mut self, is_kind: impl Fn(&Container) -> bool) -> Option<Container> {
        if self.containers.last().is_some_and(is_kind) { self.containers.pop() } else { None }
    }

    fn push(&mut self, text: &str) {
        if self.run.is_hidden {
            return;
        }
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        paragraph.text.push_str(text);
        let printed = text.trim().len();
        paragraph.printed += printed;
        let is_bold = self.run.is_bold.unwrap_or_else(|| {
            paragraph.style.as_deref().is_some_and(|style| self.styles.resolve(Some(style)).is_bold)
        });
        paragraph.bold += if is_bold { printed } else { 0 };
    }

    /// A tab; in the contents it is printed as leaders.
    fn push_tab(&mut self) {
        let Some(paragraph) = self.paragraphs.last() else { return };
        let is_contents =
            paragraph.style.as_deref().is_some_and(|style| self.styles.resolve(Some(style)).is_contents);
        let has_text = !paragraph.text.trim().is_empty();
        let has_number = paragraph.text.chars().count() > 6;
        self.push(if is_contents && has_text && has_number { "……" } else { "\u{3000}" });
    }

    fn push_symbol(&mut self, tag: &BytesStart<'_>) {
        let code =
            attribute(tag, "char").and_then(|code| u32::from_str_radix(&code, 16).ok()).unwrap_or_default();
        let is_symbol_font = attribute(tag, "font").is_some_and(|font| font.starts_with("Wingdings"));
        let c = match code & 0xFF {
            0xFE if is_symbol_font => Some('☑'),
            0xFD if is_symbol_font => Some('☒'),
            0xA8 | 0x6F if is_symbol_font => Some('□'),
            0xFC if is_symbol_font => Some('✓'),
            0x6C if is_symbol_font => Some('●'),
            0x6E if is_symbol_font => Some('■'),
            _ => char::from_u32(code),
        };
        if let Some(c) = c {
            self.push(c.encode_utf8(&mut [0; 4]));
        }
    }

    fn push_note(&mut self, kind: char, tag: &BytesStart<'_>) {
        let Some(id) = attribute(tag, "id") else { return };
        if let (Some(paragraph), Some(note)) =
            (self.paragraphs.last_mut(), self.notes.remove(&format!("{kind}{id}")))
        {
            self.count += 1;
            paragraph.notes.push(format!("[{}]{note}", self.count));
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let style = self.styles.resolve(paragraph.style.as_deref());
        let number = NumberProperty {
            id: paragraph.number.id.or(style.number.id),
            level: paragraph.number.level.or(style.number.level),
        };
        let heading = match paragraph.outline {
            Some(level) if level < 9 => level + 1,
            Some(_) => 0,
            None => style.heading,
        };
        let mut text = std::mem::take(&mut self.carried);
        if text.is_empty() && !paragraph.text.trim().is_empty() {
            // 0 takes the number of a style away.
            if let Some(id) = number.id.filter(|id| *id > 0) {
                text = self.numbering.next(id, number.level.unwrap_or(0));
                if !text.is_empty() && !text.ends_with(['、', '.', '．', '）', ')', '：', '。', ' ']) {
                    text.push(' ');
                }
            }
        }
        text.push_str(&paragraph.text);
        if paragraph.is_merged {
            self.carried = text;
            return;
        }
        // Paragraphs with a border stand in one frame as long as they follow each other.
        if !paragraph.is_bordered {
            self.border = 0;
        } else if self.border == 0 {
            self.frames += 1;
            self.border = self.frames;
        }
        let frame = self.border;
        let is_broken = text.contains('\n');
        let is_strong = paragraph.printed > 0 && paragraph.bold == paragraph.printed;
        for piece in text.split('\n') {
            let role = if is_broken { LineRole::Wrapped } else { LineRole::Paragraph };
            let piece = piece.trim_end();
            if !piece.trim().is_empty() {
                self.emit(Line {
                    text: piece.to_owned(),
                    role,
                    heading,
                    is_strong,
                    frame,
                    ..Line::default()
                });
            }
        }
        for note in paragraph.notes {
            self.emit(Line { text: note, role: LineRole::Paragraph, frame, ..Line::default() });
        }
        for line in paragraph.boxes {
            self.emit(line);
        }
    }

    fn emit(&mut self, line: Line) {
        match self.containers.last_mut() {
            Some(Container::Cell(cell)) => cell.lines.push(line),
            Some(Container::TextBox(frame, lines)) => {
                let frame = *frame;
                lines.push(Line { frame, ..line });
            }
            Some(Container::Table(_)) | None => self.lines.push(line),
        }
    }
}

/// Reads footnotes or endnotes: each becomes one line.
pub(super) fn read_notes(xml: &str, kind: char, styles: &Styles, notes: &mut Notes) -> Result<(), Fault> {
    let part = if kind == 'f' { "word/footnotes.xml" } else { "word/endnotes.xml" };
    let mut story = Story::new(styles, Numbering::default(), Notes::new());
    let mut id = None;
    walk(xml, part, |event| {
        match event {
            Event::Open("footnote" | "endnote", tag) => {
                // Separators are notes as well, of a type of their own.
                id = attribute(tag, "id")
                    .filter(|_| attribute(tag, "type").is_none_or(|kind| kind == "normal"));
            }
            Event::Close("footnote" | "endnote") => {
                let text = super::table::flatten(&std::mem::take(&mut story.lines));
                if let Some(id) = id.take().filter(|_| !text.is_empty()) {
                    notes.insert(format!("{kind}{id}"), text);
                }
            }
            Event::Open(name, tag) => story.open(name, tag),
            Event::Close(name) => story.close(name),
            Event::Text(text) if story.in_text && story.skipped == 0 => story.push(text),
            Event::Text(_) => {}
        }
        Ok(())
    })
}
