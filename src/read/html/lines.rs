//! From the tree to lines: one for each paragraph, row and line of a page.

use super::names::Bearing;
use super::table::{Survey, survey};
use super::tag::Tag;
use super::tree::{Element, Kind, Numbering, Tree};
use crate::scan::marker::scan_marker;
use crate::scan::numeral::to_chinese;

/// What a line of the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// The whole text of a block.
    Paragraph,
    /// A piece of a block between line breaks.
    Broken,
    /// A row of a table, cells separated by tabs.
    Row,
    /// A cell over all columns of a table.
    Full,
}

/// A link in a line, as byte offsets in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub start: u32,
    pub end: u32,
    /// Which of [`Tree::links`], from 1.
    pub target: u32,
}

/// A line of the page.
#[derive(Clone, Debug)]
pub(super) struct Line {
    start: usize,
    end: usize,
    /// The innermost block that it stands in.
    pub node: u32,
    /// The block round that one.
    pub outer: u32,
    pub shape: Shape,
    pub heading: u8,
    pub is_strong: bool,
    pub is_header: bool,
    pub table: u32,
    pub frame: u32,
    pub links: Vec<Link>,
    /// Whether a block around it has the name of a title, or of no text.
    pub is_title: bool,
    pub is_web: bool,
}

/// All lines of a page.
#[derive(Debug, Default)]
pub(super) struct Lines {
    buffer: String,
    pub lines: Vec<Line>,
}

impl Lines {
    /// The text of a line.
    pub fn text(&self, at: usize) -> &str {
        let line = &self.lines[at];
        &self.buffer[line.start..line.end]
    }
}

/// Goes through the tree.
pub(super) fn read_lines(tree: &Tree) -> Lines {
    let mut walker = Walker {
        tree,
        surveys: survey(tree),
        found: Lines { buffer: String::with_capacity(tree.text.len()), lines: Vec::new() },
        stack: Vec::new(),
        open: Pending::default(),
        frames: 0,
        tables: 0,
        fill_budget: tree.text.len() * 4 + (1 << 16),
    };
    walker.walk(0, tree.nodes.len());
    walker.found
}

/// A block that is open.
struct Block {
    node: u32,
    end: u32,
    tag: Tag,
    heading: u8,
    frame: u32,
    table: u32,
    is_title: bool,
    is_web: bool,
    numbering: Numbering,
    number: u32,
    /// Whether a line break has stood in it.
    is_broken: bool,
}

/// The line that is being written.
#[derive(Default)]
struct Pending {
    start: usize,
    strong: usize,
    chars: usize,
    links: Vec<Link>,
}

struct Walker<'a> {
    tree: &'a Tree,
    surveys: Vec<Survey>,
    found: Lines,
    stack: Vec<Block>,
    open: Pending,
    frames: u32,
    tables: u32,
    /// How many bytes filling merged cells may still add.
    fill_budget: usize,
}

/// A frame that is no table has to say what it is within so many bytes.
const FRAME_HEAD: usize = 120;

impl Walker<'_> {
    fn walk(&mut self, from: usize, to: usize) {
        let base = self.stack.len();
        let mut at = from;
        while at < to {
            while self.stack.len() > base && self.stack.last().is_some_and(|block| block.end as usize <= at) {
                self.flush(false);
                self.stack.pop();
            }
            let node = self.tree.nodes[at];
            at += 1;
            match node.kind {
                Kind::Element(element) => {
                    self.flush(false);
                    if element.is_hidden || element.tag == Tag::Silent {
                        at = node.end as usize;
                        continue;
                    }
                    let survey = if element.tag == Tag::Table { self.survey_of(at - 1) } else { None };
                    if let Some(survey) = survey.filter(Survey::is_data) {
                        self.push_block(at - 1, node.end, element);
                        self.read_table(at, node.end as usize, survey.columns);
                        self.stack.pop();
                        at = node.end as usize;
                        continue;
                    }
                    self.push_block(at - 1, node.end, element);
                    let is_named = survey.is_some() && self.is_named_box(at - 1);
                    if survey.is_some_and(|survey| survey.is_frame(is_named))
                        || self.is_frame(at - 1, &element)
                    {
                        self.begin_frame();
                    }
                }
                Kind::Text { start, end, is_strong, link } => {
                    self.push_text(start as usize, end as usize, is_strong, link);
                }
                Kind::Break => self.flush(true),
                Kind::Rule => self.flush(false),
            }
        }
        self.flush(false);
        self.stack.truncate(base);
    }

    fn survey_of(&self, node: usize) -> Option<Survey> {
        let found = self.surveys.binary_search_by_key(&(node as u32), |survey| survey.node).ok()?;
        Some(self.surveys[found])
    }

    /// Begins a frame with the block at hand, unless it stands in one already: the
    /// outermost frame is the box.
    fn begin_frame(&mut self) {
        if let Some(block) = self.stack.last_mut().filter(|block| block.frame == 0) {
            self.frames += 1;
            block.frame = self.frames;
        }
    }

    /// A bordered block that begins with 专栏.
    fn is_frame(&self, node: usize, element: &Element) -> bool {
        element.has_border && matches!(element.tag, Tag::Group | Tag::Cell) && self.is_named_box(node)
    }

    /// Whether the text of a block begins with 专栏.
    fn is_named_box(&self, node: usize) -> bool {
        let end = self.tree.nodes[node].end as usize;
        let mut head = String::new();
        for node in &self.tree.nodes[node + 1..end.min(node + 40)] {
            if let Kind::Text { start, end, .. } = node.kind {
                head.push_str(self.tree.text[start as usize..end as usize].trim());
                if head.len() > FRAME_HEAD {
                    break;
                }
            }
        }
        head.starts_with("专栏")
    }

    fn push_block(&mut self, node: usize, end: u32, element: Element) {
        let (frame, table, is_title, is_web) = self
            .stack
            .last()
            .map_or((0, 0, false, false), |outer| (outer.frame, outer.table, outer.is_title, outer.is_web));
        let heading = match element.tag {
            Tag::Heading(depth) => depth,
            Tag::Paragraph | Tag::Group => self.stack.last().map_or(0, |outer| outer.heading),
            _ => 0,
        };
        let is_text = element.bearing == Bearing::Text;
        self.stack.push(Block {
            node: node as u32,
            end,
            tag: element.tag,
            heading,
            frame,
            table,
            is_title: is_title || element.bearing == Bearing::Title,
            is_web: !is_text
                && (is_web
                    || element.bearing == Bearing::Web
                    || matches!(element.tag, Tag::Aside | Tag::Choice)),
            numbering: element.numbering,
            number: element.number,
            is_broken: false,
        });
    }

    fn push_text(&mut self, start: usize, end: usize, is_strong: bool, link: u32) {
        let text = &self.tree.text[start..end];
        let is_preformatted = self.stack.iter().rev().take(4).any(|block| block.tag == Tag::Preformatted);
        if is_preformatted {
            for (at, piece) in text.split('\n').enumerate() {
                if at > 0 {
                    self.flush(true);
                }
                self.append(piece.trim_end_matches('\r'), is_strong, link, true);
            }
        } else {
            self.append(text, is_strong, link, false);
        }
    }

    fn append(&mut self, text: &str, is_strong: bool, link: u32, keeps_blanks: bool) {
        if self.found.buffer.len() == self.open.start && !text.trim().is_empty() {
            self.push_number(text);
        }
        let buffer = &mut self.found.buffer;
        let from = buffer.len();
        if keeps_blanks {
            buffer.push_str(text);
        } else {
            let mut rest = text;
            while let Some(blank) = rest.find(|c: char| c.is_ascii_whitespace()) {
                buffer.push_str(&rest[..blank]);
                rest = rest[blank..].trim_start_matches(|c: char| c.is_ascii_whitespace());
                if buffer.len() > self.open.start && !buffer.ends_with(' ') {
                    buffer.push(' ');
                }
            }
            buffer.push_str(rest);
        }
        let chars = buffer[from..].trim().len();
        self.open.chars += chars;
        self.open.strong += if is_strong { chars } else { 0 };
        if link > 0 && chars > 0 {
            let (start, end) = ((from - self.open.start) as u32, (buffer.len() - self.open.start) as u32);
            match self.open.links.last_mut() {
                Some(last) if last.target == link => last.end = end,
                _ => self.open.links.push(Link { start, end, target: link }),
            }
        }
    }

    /// The number that a browser prints before an item of a list, unless the
    /// item has one of its own.
    fn push_number(&mut self, text: &str) {
        let mut blocks = self.stack.iter_mut().rev().take(4);
        let Some(item) = blocks.find(|block| matches!(block.tag, Tag::Item | Tag::Cell)) else { return };
        if item.tag != Tag::Item || item.is_broken {
            return;
        }
        // Only before the first line of the item.
        item.is_broken = true;
        let own = item.number;
        let Some(list) = blocks.find(|block| matches!(block.tag, Tag::Ordered | Tag::List)) else { return };
        if list.tag != Tag::Ordered {
            return;
        }
        list.number = if own > 0 { own + 1 } else { list.number.max(1) + 1 };
        let number = list.number - 1;
        if scan_marker(text.trim_start()).is_some() {
            return;
        }
        let letter = |first: u8| char::from(first + ((number - 1) % 26) as u8);
        let label = match list.numbering {
            Numbering::None => return,
            Numbering::Arabic => format!("{number}."),
            Numbering::Lower => format!("{}.", letter(b'a')),
            Numbering::Upper => format!("{}.", letter(b'A')),
            Numbering::Chinese => format!("{}、", to_chinese(number)),
        };
        self.found.buffer.push_str(&label);
    }

    /// Ends the line at hand, at a line break or where its block ends.
    fn flush(&mut self, at_break: bool) {
        let buffer = &mut self.found.buffer;
        buffer.truncate(self.open.start + buffer[self.open.start..].trim_end().len());
        if at_break && let Some(block) = self.stack.last_mut() {
            block.is_broken = true;
        }
        let start = self.open.start;
        let end = buffer.len();
        if end > start && !buffer[start..].trim().is_empty() {
            let (node, heading, frame, is_title, is_web, is_broken) =
                self.stack.last().map_or((0, 0, 0, false, false, false), |block| {
                    (
                        block.node,
                        block.heading,
                        block.frame,
                        block.is_title,
                        block.is_web,
                        block.is_broken && block.tag != Tag::Item,
                    )
                });
            let mut links = std::mem::take(&mut self.open.links);
            for link in &mut links {
                link.end = link.end.min((end - start) as u32);
                link.start = link.start.min(link.end);
            }
            let table = self.stack.last().map_or(0, |block| block.table);
            let outer = self.outer();
            self.found.lines.push(Line {
                start,
                end,
                node,
                outer,
                shape: match (table > 0, is_broken) {
                    (true, _) => Shape::Full,
                    (false, true) => Shape::Broken,
                    (false, false) => Shape::Paragraph,
                },
                heading,
                is_strong: self.open.strong > 0 && self.open.strong == self.open.chars,
                is_header: false,
                table,
                frame,
                links,
                is_title,
                is_web,
            });
        } else {
            buffer.truncate(start);
        }
        self.open = Pending { start: self.found.buffer.len(), ..Pending::default() };
    }

    /// The block round the innermost one; 0 where there is none.
    fn outer(&self) -> u32 {
        self.stack.len().checked_sub(2).map_or(0, |at| self.stack[at].node)
    }

    /// Writes the rows of a data table between two nodes.
    fn read_table(&mut self, from: usize, to: usize, columns: usize) {
        self.tables += 1;
        let table = self.tables;
        self.begin_frame();
        let mut above: Vec<(u16, String)> = vec![(0, String::new()); columns];
        let mut header_rows = 0;
        let mut rows = 0;
        let mut at = from;
        let mut in_head = false;
        let mut head_end = 0;
        while at < to {
            let node = self.tree.nodes[at];
            at += 1;
            let Kind::Element(element) = node.kind else {
                // Text between the cells is misplaced, but visible.
                if let Kind::Text { start, end, is_strong, link } = node.kind {
                    self.push_text(start as usize, end as usize, is_strong, link);
                }
                continue;
            };
            match element.tag {
                Tag::Head => {
                    in_head = true;
                    head_end = node.end as usize;
                }
                Tag::Row if !element.is_hidden => {
                    self.flush(false);
                    let is_head = in_head && at < head_end;
                    let end = node.end as usize;
                    self.read_row(at, end, table, &mut above, &mut header_rows, &mut rows, is_head);
                    at = end;
                }
                Tag::RowGroup => {}
                // A caption.
                _ => {
                    self.flush(false);
                    self.walk(at, node.end as usize);
                    at = node.end as usize;
                }
            }
        }
        self.flush(false);
    }

    #[allow(clippy::too_many_arguments, reason = "the state of one table, used here only")]
    fn read_row(
        &mut self,
        from: usize,
        to: usize,
        table: u32,
        above: &mut [(u16, String)],
        header_rows: &mut u16,
        rows: &mut u16,
        is_head: bool,
    ) {
        let columns = above.len();
        let mut cells: Vec<(usize, Element)> = Vec::new();
        let mut at = from;
        while at < to {
            let node = self.tree.nodes[at];
            if let Kind::Element(element) = node.kind
                && matches!(element.tag, Tag::Cell | Tag::HeaderCell)
            {
                cells.push((at, element));
            }
            at = node.end as usize;
        }
        if let [(cell, element)] = cells[..]
            && usize::from(element.columns) >= columns
            && above.iter().all(|(left, _)| *left == 0)
        {
            if let Some(block) = self.stack.last_mut() {
                block.table = table;
            }
            self.walk(cell + 1, self.tree.nodes[cell].end as usize);
            if let Some(block) = self.stack.last_mut() {
                block.table = 0;
            }
            return;
        }
        let mut row: Vec<String> = Vec::with_capacity(columns);
        let mut links = Vec::new();
        let mut column = 0;
        let mut tallest = 1;
        let mut spare = self.fill_budget;
        let mut fill = |text: &str| {
            if text.len() <= spare {
                spare -= text.len();
                text.to_owned()
            } else {
                String::new()
            }
        };
        let mut cells = cells.into_iter();
        let mut is_header = true;
        loop {
            while column < columns && above[column].0 > 0 {
                above[column].0 -= 1;
                row.push(fill(&above[column].1));
                column += 1;
            }
            let Some((cell, element)) = cells.next() else { break };
            let offset: usize = row.iter().map(|cell| cell.len() + 1).sum();
            let text = cell_text(self.tree, cell, offset, &mut links);
            is_header &= element.tag == Tag::HeaderCell;
            tallest = tallest.max(element.rows);
            for step in 0..usize::from(element.columns).min(columns.saturating_sub(column).max(1)) {
                if let Some(slot) = above.get_mut(column) {
                    *slot = (element.rows - 1, if element.rows > 1 { fill(&text) } else { String::new() });
                }
                row.push(if step == 0 { text.clone() } else { fill(&text) });
                column += 1;
            }
        }
        self.fill_budget = spare;
        while row.len() < columns {
            row.push(String::new());
        }
        if row.iter().all(String::is_empty) {
            return;
        }
        *rows += 1;
        if *rows == 1 {
            *header_rows = tallest;
        }
        let start = self.found.buffer.len();
        self.found.buffer.push_str(&row.join("\t"));
        let end = self.found.buffer.len();
        let (node, frame, is_web) =
            self.stack.last().map_or((0, 0, false), |block| (block.node, block.frame, block.is_web));
        self.found.lines.push(Line {
            start,
            end,
            node,
            outer: self.outer(),
            shape: Shape::Row,
            heading: 0,
            is_strong: false,
            is_header: is_head || is_header || *rows <= *header_rows,
            table,
            frame,
            links,
            is_title: false,
            is_web,
        });
        self.open = Pending { start: end, ..Pending::default() };
    }
}

/// The text of a cell in one line. Line breaks become blanks, which normal form
/// removes between Chinese characters.
fn cell_text(tree: &Tree, cell: usize, offset: usize, links: &mut Vec<Link>) -> String {
    let mut text = String::new();
    let end = tree.nodes[cell].end as usize;
    let mut at = cell + 1;
    while at < end {
        let node = tree.nodes[at];
        at += 1;
        match node.kind {
            Kind::Text { start, end, link, .. } => {
                let from = text.len();
                for c in tree.text[start as usize..end as usize].chars() {
                    if !c.is_whitespace() {
                        text.push(c);
                    } else if !text.is_empty() && !text.ends_with(' ') {
                        text.push(' ');
                    }
                }
                if link > 0 && text.len() > from {
                    let (start, end) = ((offset + from) as u32, (offset + text.trim_end().len()) as u32);
                    links.push(Link { start: start.min(end), end, target: link });
                }
            }
            Kind::Element(element) if element.is_hidden => at = node.end as usize,
            _ if text.is_empty() || text.ends_with(' ') => {}
            _ => text.push(' '),
        }
    }
    text.truncate(text.trim_end().len());
    text
}
