//! Which tables hold data, and which only lay out the page.

use super::tag::Tag;
use super::tree::{Kind, Tree};

/// What was counted in a table.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Survey {
    pub node: u32,
    /// Cells side by side, at most.
    pub columns: usize,
    rows: usize,
    has_table: bool,
    has_border: bool,
    /// Bytes of text in it, in tables in it, in its longest cell, and on the page.
    bytes: usize,
    inner: usize,
    longest: usize,
    page: usize,
}

/// A cell with more bytes of text is no cell.
const MAX_CELL: usize = 6000;

/// Of a table that holds another, no cell has more.
const MAX_OUTER_CELL: usize = 1500;

/// … and it has at least so many rows.
const MIN_OUTER_ROWS: usize = 3;

/// A cell that holds the page has at least so many bytes of text.
const MIN_PAGE: usize = 1200;

/// No table of data has more columns.
const MAX_COLUMNS: usize = 128;

impl Survey {
    /// Whether it has rows and columns of data.
    pub fn is_data(&self) -> bool {
        let holds_page =
            self.bytes * 2 > self.page && self.longest * 5 > self.bytes * 2 && self.longest > MIN_PAGE;
        (2..=MAX_COLUMNS).contains(&self.columns)
            && self.rows >= 2
            && (!self.has_table || self.holds_small_tables())
            && self.longest <= MAX_CELL
            && !holds_page
    }

    /// Whether it is ruled, and tables in it are only part of what its cells say.
    fn holds_small_tables(&self) -> bool {
        self.has_border
            && self.rows >= MIN_OUTER_ROWS
            && self.inner * 2 < self.bytes
            && self.longest <= MAX_OUTER_CELL
    }

    /// Whether it is a box round a text: one cell in each row, and a border or the
    /// word 专栏 (`is_named`).
    pub fn is_frame(&self, is_named: bool) -> bool {
        (self.has_border || is_named) && self.columns == 1 && self.bytes * 2 < self.page
    }
}

/// Counts in all tables, by node.
pub(super) fn survey(tree: &Tree) -> Vec<Survey> {
    let mut found: Vec<Survey> = Vec::new();
    // Open tables: which, where they end, and the columns of the row at hand.
    let mut open: Vec<(usize, u32, usize)> = Vec::new();
    // Text before each node counts for all that is open.
    let mut cells: Vec<(usize, u32, usize)> = Vec::new();
    let mut bytes = 0;
    let mut starts: Vec<usize> = Vec::new();
    let close = |found: &mut Vec<Survey>, table: usize, start: usize, bytes: usize| {
        found[table].bytes = bytes - start;
    };
    for (at, node) in tree.nodes.iter().enumerate() {
        while cells.last().is_some_and(|(_, end, _)| *end as usize <= at) {
            if let Some((table, _, start)) = cells.pop() {
                found[table].longest = found[table].longest.max(bytes - start);
            }
        }
        while open.last().is_some_and(|(_, end, _)| *end as usize <= at) {
            if let (Some((table, ..)), Some(start)) = (open.pop(), starts.pop()) {
                close(&mut found, table, start, bytes);
                if let Some((outer, ..)) = open.last() {
                    found[*outer].inner += bytes - start;
                }
            }
        }
        match node.kind {
            Kind::Text { start, end, .. } => bytes += tree.text[start as usize..end as usize].trim().len(),
            Kind::Element(element) => match (element.tag, open.last_mut()) {
                (Tag::Table, outer) => {
                    if let Some((outer, ..)) = outer {
                        found[*outer].has_table = true;
                    }
                    open.push((found.len(), node.end, 0));
                    starts.push(bytes);
                    found.push(Survey {
                        node: at as u32,
                        has_border: element.has_border,
                        ..Survey::default()
                    });
                }
                (Tag::Row, Some((table, _, columns))) => {
                    found[*table].rows += 1;
                    *columns = 0;
                }
                (Tag::Cell | Tag::HeaderCell, Some((table, _, columns))) => {
                    *columns += usize::from(element.columns);
                    let survey = &mut found[*table];
                    survey.columns = survey.columns.max(*columns);
                    survey.has_border |= element.has_border;
                    cells.push((*table, node.end, bytes));
                }
                _ => {}
            },
            _ => {}
        }
    }
    for (table, _, start) in cells {
        found[table].longest = found[table].longest.max(bytes - start);
    }
    for ((table, ..), start) in open.into_iter().zip(starts) {
        close(&mut found, table, start, bytes);
    }
    for survey in &mut found {
        survey.page = bytes;
    }
    found
}
