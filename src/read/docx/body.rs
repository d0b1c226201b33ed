//! A story of a Word file (the text, a header, a footer, a note) as lines.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::numbering::Numbering;
use super::styles::{NumberProperty, Styles, small};
use super::table::{Cell, Row, Table};
use super::xml::{Event, attribute, is_on, number, val, walk};
use crate::error::Fault;
use crate::evidence::LineRole;
use crate::scan::power::superscript;

/// Footnotes (`f1`) and endnotes (`e1`) by their id.
pub(super) type Notes = HashMap<String, String>;

/// What links lead to, by the id of their relation.
pub(super) type Targets = HashMap<String, String>;

/// The lines of embedded files, by the id of their relation.
pub(super) type Chunks = HashMap<String, Vec<Line>>;

/// A line as it becomes part of the rendition.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub text: String,
    /// Links in it: the words, and what they lead to.
    pub links: Vec<(String, String)>,
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
    /// Links: where their words start in the text, the words, the target.
    links: Vec<(usize, String, String)>,
}

/// A field that is open: what is to be computed, then what came of it.
#[derive(Default)]
struct Field {
    code: String,
    is_result: bool,
}

/// How many bytes filling merged cells may add, beside as many as the text has.
const FILL_BUDGET: usize = 4 << 20;

/// Word itself nests no more fields.
const MAX_FIELDS: usize = 20;

/// No field has a longer code that prints anything.
const MAX_CODE: usize = 200;

/// A run of characters of one format.
#[derive(Clone, Copy, Default)]
struct Run {
    is_bold: Option<bool>,
    is_hidden: Option<bool>,
    is_raised: bool,
    /// The same by its character style.
    style_bold: Option<bool>,
    style_hidden: Option<bool>,
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
    targets: &'a Targets,
    chunks: Chunks,
    lines: Vec<Line>,
    fields: Vec<Field>,
    in_code: bool,
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
    /// Whether each content control that is open shows what to fill in, and how many do.
    controls: Vec<bool>,
    placeholders: usize,
    /// How many bytes filling merged cells may still add.
    fill_budget: usize,
}

/// Names of elements whose content is not printed, or not any more.
fn is_skipped(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "Fallback" | "delText" | "delInstrText" | "rt")
        || name.ends_with("Change")
}

impl<'a> Story<'a> {
    pub fn new(styles: &'a Styles, numbering: Numbering, notes: Notes, targets: &'a Targets) -> Self {
        Self {
            styles,
            numbering,
            notes,
            targets,
            chunks: Chunks::new(),
            lines: Vec::new(),
            fields: Vec::new(),
            in_code: false,
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
            controls: Vec::new(),
            placeholders: 0,
            fill_budget: 0,
        }
    }

    /// Gives it the files that it embeds.
    pub fn with_chunks(self, chunks: Chunks) -> Self {
        Self { chunks, ..self }
    }

    /// Reads the part `name`.
    pub fn read(mut self, xml: &str, name: &str) -> Result<Vec<Line>, Fault> {
        self.fill_budget = FILL_BUDGET + xml.len();
        walk(xml, name, |event| {
            match event {
                Event::Open(name, tag) => self.open(name, tag),
                Event::Close(name) => self.close(name),
                Event::Text(text) => self.text(text),
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
                && matches!(name, "del" | "moveFrom")
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
            "instrText" => self.in_code = true,
            "fldChar" => self.field(tag),
            "hyperlink" => self.open_link(tag),
            "tab" if self.in_paragraph_properties == 0 => self.push_tab(),
            "ptab" => self.push_tab(),
            "br" if attribute(tag, "type").is_none_or(|kind| kind == "textWrapping") => self.push("\n"),
            "cr" => self.push("\n"),
            // A new page or column begins a new paragraph.
            "br" => self.push("\u{C}"),
            "noBreakHyphen" => self.push("-"),
            "sym" => self.push_symbol(tag),
            "altChunk" => self.push_chunk(tag),
            "sdt" => self.controls.push(false),
            "showingPlcHdr" if is_on(tag) => {
                if let Some(control) = self.controls.last_mut().filter(|control| !**control) {
                    *control = true;
                    self.placeholders += 1;
                }
            }
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
                "vertAlign" => self.run.is_raised = val(tag).as_deref() == Some("superscript"),
                "vanish" => self.run.is_hidden = Some(is_on(tag)),
                "rStyle" => {
                    let style = val(tag);
                    (self.run.style_bold, self.run.style_hidden) =
                        style.map_or((None, None), |style| self.styles.characters(&style));
                }
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
            ("hMerge", Some(Container::Cell(cell))) => {
                cell.goes_on = val(tag).is_none_or(|value| value != "restart");
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
            "instrText" => self.in_code = false,
            "hyperlink" => self.close_link(),
            "sdt" => self.placeholders -= usize::from(self.controls.pop() == Some(true)),
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
                    let next = || {
                        *frames += 1;
                        *frames
                    };
                    let lines = table.into_lines(next, &mut self.fill_budget);
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

    /// Character data.
    fn text(&mut self, text: &str) {
        if self.skipped > 0 {
            return;
        }
        if self.in_code {
            if let Some(field) = self.fields.last_mut().filter(|field| field.code.len() < MAX_CODE) {
                field.code.push_str(text);
            }
        } else if self.in_text {
            match superscript(text).filter(|_| self.run.is_raised) {
                Some(power) => self.push(&power),
                None => self.push(text),
            }
        }
    }

    /// Begin, middle or end of a field.
    fn field(&mut self, tag: &BytesStart<'_>) {
        match attribute(tag, "fldCharType").as_deref() {
            Some("begin") => {
                if self.fields.len() == MAX_FIELDS {
                    self.fields.remove(0);
                }
                self.fields.push(Field::default());
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.is_result = true;
                }
            }
            Some("end") => {
                let Some(field) = self.fields.pop() else { return };
                // Such a field has no result: it is drawn.
                if let Some(drawn) = enclosed(&field.code).filter(|_| !field.is_result) {
                    self.push(&drawn);
                }
            }
            _ => {}
        }
    }

    fn open_link(&mut self, tag: &BytesStart<'_>) {
        let target = attribute(tag, "id").and_then(|id| self.targets.get(&id)).cloned();
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.links.push((paragraph.text.len(), String::new(), target.unwrap_or_default()));
        }
    }

    fn close_link(&mut self) {
        if let Some(paragraph) = self.paragraphs.last_mut()
            && let Some((start, words, _)) = paragraph.links.iter_mut().rev().find(|link| link.1.is_empty())
        {
            paragraph.text.get(*start..).unwrap_or_default().trim().clone_into(words);
        }
    }

    /// Whether text at hand is hidden: by its own format, by its style, or by that
    /// of its paragraph.
    fn is_hidden(&self) -> bool {
        self.run.is_hidden.or(self.run.style_hidden).unwrap_or_else(|| {
            let style = self.paragraphs.last().and_then(|paragraph| paragraph.style.as_deref());
            self.styles.resolve(style).is_hidden
        })
    }

    fn push(&mut self, text: &str) {
        if self.placeholders > 0 || self.is_hidden() || self.fields.iter().any(|field| !field.is_result) {
            return;
        }
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        paragraph.text.push_str(text);
        let printed = text.trim().len();
        paragraph.printed += printed;
        let is_bold = self.run.is_bold.or(self.run.style_bold).unwrap_or_else(|| {
            paragraph.style.as_deref().is_some_and(|style| self.styles.resolve(Some(style)).is_bold)
        });
        paragraph.bold += if is_bold { printed } else { 0 };
    }

    /// A tab; in the contents it is printed as leaders.
    fn push_tab(&mut self) {
        let Some(paragraph) = self.paragraphs.last() else { return };
        let is_contents =
            paragraph.style.as_deref().is_some_and(|style| self.styles.resolve(Some(style)).is_contents);
        let has_text = paragraph.printed > 0;
        let has_number = paragraph.text.chars().nth(6).is_some();
        self.push(if is_contents && has_text && has_number { "……" } else { "\u{3000}" });
    }

    fn push_symbol(&mut self, tag: &BytesStart<'_>) {
        let code =
            attribute(tag, "char").and_then(|code| u32::from_str_radix(&code, 16).ok()).unwrap_or_default();
        let font = attribute(tag, "font").unwrap_or_default();
        let is_symbol_font = font == "Wingdings";
        let is_second = font == "Wingdings 2";
        let c = match code & 0xFF {
            low @ 0x81..=0x8A if is_symbol_font => char::from_u32(0x2460 + low - 0x81),
            low @ 0x6A..=0x73 if is_second => char::from_u32(0x2460 + low - 0x6A),
            0x52 | 0x50 if is_second => Some('☑'),
            0x53 | 0x4F if is_second => Some('☒'),
            0xA3 | 0x2A if is_second => Some('□'),
            0xB7 if font == "Symbol" => Some('·'),
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

    /// The lines of an embedded file; its tables and frames go on counting.
    fn push_chunk(&mut self, tag: &BytesStart<'_>) {
        let Some(lines) = attribute(tag, "id").and_then(|id| self.chunks.remove(&id)) else { return };
        let base = self.frames;
        let shift = |number: u32| if number > 0 { base + number } else { 0 };
        for line in lines {
            let line = Line { table: shift(line.table), frame: shift(line.frame), ..line };
            self.frames = self.frames.max(line.table).max(line.frame);
            self.emit(line);
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
        // A field whose result never came hides nothing that follows.
        self.fields.retain(|field| field.is_result);
        let mut text = std::mem::take(&mut self.carried);
        // Who accepts the changes sees nothing of a paragraph that is gone as a whole.
        let is_gone = paragraph.is_merged && paragraph.text.trim().is_empty();
        if text.is_empty() && !is_gone {
            // 0 takes the number of a style away.
            if let Some(id) = number.id.filter(|id| *id > 0) {
                text = self.numbering.next(id, number.level, paragraph.style.as_deref());
                // Paragraphs without text count; in cells their number is all there is.
                if paragraph.text.trim().is_empty()
                    && !matches!(self.containers.last(), Some(Container::Cell(_)))
                {
                    text.clear();
                }
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
        let is_strong = paragraph.printed > 0 && paragraph.bold == paragraph.printed;
        let base = text.len() - paragraph.text.len();
        let links = paragraph.links.into_iter().map(|(start, words, target)| (base + start, words, target));
        let mut links = links.peekable();
        for part in text.split('\u{C}') {
            let pieces: Vec<&str> =
                part.split('\n').map(str::trim_end).filter(|piece| !piece.trim().is_empty()).collect();
            let role = if pieces.len() > 1 { LineRole::Wrapped } else { LineRole::Paragraph };
            for piece in pieces {
                let at = piece.as_ptr() as usize - text.as_ptr() as usize;
                let mut here = Vec::new();
                while let Some((start, words, target)) = links.next_if(|link| link.0 < at + piece.len()) {
                    let rest = start.checked_sub(at).and_then(|start| piece.get(start..));
                    if !words.is_empty() && rest.is_some_and(|rest| rest.trim_start().starts_with(&words)) {
                        here.push((words, target));
                    }
                }
                self.emit(Line {
                    text: piece.to_owned(),
                    links: here,
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
    let targets = Targets::new();
    let mut story = Story::new(styles, Numbering::default(), Notes::new(), &targets);
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
            Event::Text(text) => story.text(text),
        }
        Ok(())
    })
}

/// What a field draws around a character: `eq \\o\\ac(○,3)` is ③.
fn enclosed(code: &str) -> Option<String> {
    let code = code.trim();
    let is_drawn = code.get(..2).is_some_and(|name| name.eq_ignore_ascii_case("eq"));
    let inside = code.split_once('(').filter(|_| is_drawn)?.1.trim_end_matches(')');
    let (ring, text) = inside.split_once([',', '，'])?;
    let text = text.trim();
    let circled =
        text.parse().ok().filter(|number| (1..=20).contains(number) && "○〇◯".contains(ring.trim()));
    Some(match circled.and_then(|number: u32| char::from_u32(0x2460 + number - 1)) {
        Some(sign) => sign.to_string(),
        None => text.to_owned(),
    })
}
