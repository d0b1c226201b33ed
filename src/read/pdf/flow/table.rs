//! Tables, also those that go on over pages.

use super::role::unbroken_width;
use super::style::{Column, FULL_REST, MIN_INDENT, frame_column};
use super::{SAME_WIDTH, Writer};
use crate::evidence::{LineFacts, LineRole};
use crate::model::FurnitureKind;
use crate::read::pdf::line::TextLine;
use crate::read::pdf::page::Area;
use crate::read::pdf::sheet::{Part, Row};
use crate::scan::is_terminated;

/// The table that ends a page, or the page before.
pub(super) struct OpenTable {
    table: u32,
    frame: u32,
    width: f32,
    /// Its first rows, and the lines of the rendition they are once they are
    /// written.
    head: Vec<(Vec<String>, Option<usize>)>,
    /// Whether each row has begun with a cell of its own.
    is_keyed: bool,
    /// Its last row, which may go on on the next page, and the page it is on.
    held: Option<(Vec<String>, u32)>,
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
        let is_as_wide = (self.width - area.width()).abs() < SAME_WIDTH;
        (is_as_wide || self.count_head(rows) > 0)
            && rows.iter().find_map(columns) == self.head.first().map(|(cells, _)| cells.len())
    }

    fn facts(&self, role: LineRole, page: u32) -> LineFacts {
        LineFacts { role, page, table: self.table, frame: self.frame, ..LineFacts::default() }
    }

    /// How many rows at the head of a page repeat the header.
    fn count_head(&self, rows: &[Row]) -> usize {
        let is_same = |(row, (head, _)): &(&Row, &(Vec<String>, Option<usize>))| matches!(row, Row::Cells(cells) if cells == head);
        rows.iter().zip(&self.head).take_while(is_same).count()
    }

    /// Whether `cells` go on with the row that was held back: they have no key,
    /// though every row has one, or go on with what no sentence has ended.
    fn goes_on(&self, cells: &[String]) -> bool {
        let Some((held, _)) = &self.held else { return false };
        let filled: Vec<usize> = (0..cells.len()).filter(|at| !cells[*at].is_empty()).collect();
        let is_open = |at: &usize| !held[*at].is_empty() && !is_terminated(&held[*at]);
        let is_rest = cells[0].is_empty() && filled.iter().all(|at| !held[*at].is_empty());
        self.is_keyed && is_rest && !filled.is_empty() && filled.iter().any(is_open)
    }
}

impl Writer {
    /// Writes a table, or what stands of `open` on this page.
    pub(super) fn write_table(&mut self, area: &Area, rows: &[Row], open: Option<OpenTable>, outer: Column) {
        let before = self.frame;
        let mut rows = rows;
        let goes_on = open.as_ref().is_some_and(|open| open.is_like(area, rows));
        let mut open = match open {
            Some(mut open) if goes_on => {
                let head = open.count_head(rows);
                if let Some(Row::Cells(cells)) = rows.get(head)
                    && open.goes_on(cells)
                    && let Some((held, _)) = &mut open.held
                {
                    held.iter_mut().zip(cells).for_each(|(held, cell)| held.push_str(cell));
                    self.write_held(&mut open);
                    self.write_head(&open, &rows[..head]);
                    rows = &rows[head + 1..];
                } else {
                    self.write_held(&mut open);
                    self.write_head(&open, &rows[..head]);
                    rows = &rows[head..];
                }
                open
            }
            open => {
                self.close_table(open);
                self.write_notes();
                self.tables += 1;
                self.frames += 1;
                let (table, frame) = (self.tables, self.frames);
                let width = area.width();
                OpenTable { table, frame, width, head: Vec::new(), is_keyed: true, held: None }
            }
        };
        self.frame = open.frame;
        for (at, row) in rows.iter().enumerate() {
            self.write_held(&mut open);
            match row {
                Row::Cells(cells) => {
                    open.is_keyed &= !cells[0].is_empty();
                    if !goes_on && open.head.len() == at && at < OpenTable::MAX_HEAD {
                        open.head.push((cells.clone(), None));
                    }
                    open.held = Some((cells.clone(), self.page));
                }
                Row::Whole(lines, cell) => {
                    self.write_whole(lines, cell, open.table);
                }
            }
        }
        self.frame = before;
        self.column = outer;
        // What follows does not go on with what stands in the table.
        self.last = None;
        self.table = Some(open);
    }

    /// Writes the header that is printed again.
    fn write_head(&mut self, open: &OpenTable, rows: &[Row]) {
        for (row, (_, line)) in rows.iter().zip(&open.head) {
            if let Row::Cells(cells) = row {
                if let Some(line) = line {
                    self.rendition.evidence.lines[*line].is_header = true;
                }
                let role = LineRole::Furniture(FurnitureKind::RunningHead);
                let facts = open.facts(role, self.page);
                self.rendition.push(&cells.join("\t"), facts);
            }
        }
    }

    /// Writes the row that was held back.
    fn write_held(&mut self, open: &mut OpenTable) {
        if let Some((cells, page)) = open.held.take() {
            if let Some((_, line)) = open.head.last_mut().filter(|(_, line)| line.is_none()) {
                *line = Some(self.rendition.evidence.lines.len());
            }
            let facts = open.facts(LineRole::Row, page);
            self.rendition.push(&cells.join("\t"), facts);
        }
    }

    /// Ends a table that nothing goes on with.
    pub(super) fn close_table(&mut self, table: Option<OpenTable>) {
        if let Some(mut table) = table {
            self.write_held(&mut table);
        }
    }

    /// Ends the table at hand.
    pub(super) fn end_table(&mut self) {
        let table = self.table.take();
        self.close_table(table);
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
}
