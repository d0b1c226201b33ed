//! A page to its parts in reading order: lines, rows of tables, frames.

use super::aligned;
use super::grid::{self, Cell, Grid, grids};
use super::lanes::{self, Piece, Region};
use super::line::{self, TextLine};
use super::page::{Area, Glyph, Page, Point, Turn};
use super::picture;
use super::shade;
use crate::scan::is_terminated;
use crate::scan::marker::scan_marker;
use crate::scan::organization::is_organization;

/// A page whose text is in lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    /// Its place in the file, from 1.
    pub number: u32,
    pub height: f32,
    /// What stands on it, in reading order.
    pub parts: Vec<Part>,
    /// The column of each part, from 1; 0 for what is set across the page.
    pub lanes: Vec<u8>,
    /// Where its columns are divided.
    pub gutter: Option<f32>,
    /// How many characters have no Unicode in their font, and how many there are.
    pub unmapped: u32,
    pub count: u32,
    /// How many pictures on it may be pictures of text.
    pub pictures: u32,
    /// Whether part of it could not be read.
    pub cut: bool,
}

/// A piece of a page.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// A line of running text.
    Line(TextLine),
    /// A line that runs across the others: a watermark, a label at the edge.
    Across(TextLine),
    /// Lines in a frame.
    Frame { area: Area, parts: Vec<Part> },
    /// A table.
    Table { area: Area, rows: Vec<Row> },
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Row {
    /// A text for each column, that of a merged cell in each of its columns.
    Cells(Vec<String>),
    /// One cell over all columns.
    Whole(Vec<TextLine>, Area),
}

impl Part {
    pub(super) fn area(&self) -> &Area {
        match self {
            Self::Line(line) | Self::Across(line) => &line.area,
            Self::Frame { area, .. } | Self::Table { area, .. } => area,
        }
    }
}

/// A page is read in the direction of at least this share of its characters.
const MAIN_SHARE: f32 = 0.5;

/// If more of the characters of a page than this share have no Unicode, what is
/// left is no text either.
const MAX_UNMAPPED: f32 = 0.5;

impl Sheet {
    /// Its parts from top to bottom, as indices; what runs across comes last.
    pub(super) fn by_height(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.parts.len()).collect();
        let is_across = |at: usize| matches!(self.parts[at], Part::Across(_));
        order.sort_by(|a, b| {
            let (top_a, top_b) = (self.parts[*a].area().top, self.parts[*b].area().top);
            is_across(*a).cmp(&is_across(*b)).then(top_a.total_cmp(&top_b))
        });
        order
    }
}

/// Puts what was drawn on a page into lines, tables and frames; `gutter` divides
/// the columns of the page before.
pub(super) fn read_sheet(page: &Page, gutter: Option<f32>) -> Sheet {
    let printed = page.glyphs.iter().filter(|glyph| !glyph.char.is_whitespace());
    let count = printed.clone().count() as u32;
    let sheet = Sheet {
        number: page.number,
        height: page.height,
        unmapped: page.unmapped,
        count,
        pictures: picture::count_unread(page),
        cut: page.cut,
        parts: Vec::new(),
        lanes: Vec::new(),
        gutter: None,
    };
    if page.unmapped as f32 > MAX_UNMAPPED * count as f32 || count == 0 {
        return sheet;
    }
    let turn = [Turn::Down, Turn::Up, Turn::Left].into_iter().find(|turn| {
        let turned = printed.clone().filter(|glyph| glyph.turn == *turn).count();
        turned as f32 > MAIN_SHARE * count as f32
    });
    match turn {
        Some(turn) => {
            let page = page.turned(turn);
            fill(Sheet { height: page.height, ..sheet }, &page, gutter)
        }
        None => fill(sheet, page, gutter),
    }
}

/// Finds what stands on a page.
fn fill(mut sheet: Sheet, page: &Page, hint: Option<f32>) -> Sheet {
    let mut grids = grids(&page.rules, page.width, page.height);
    grids.extend(shade::boxes(page, &grids));
    grid::sort(&mut grids);
    let mut open: Vec<&Glyph> = Vec::new();
    let mut across: Vec<&Glyph> = Vec::new();
    let mut held: Vec<Vec<Vec<&Glyph>>> =
        grids.iter().map(|grid| vec![Vec::new(); grid.cells.len()]).collect();
    for glyph in &page.glyphs {
        if glyph.turn == Turn::Slanted {
            across.push(glyph);
            continue;
        }
        // The smallest figure around it is what it belongs to.
        let middle = middle_of(glyph);
        let place = grids.iter().enumerate().find_map(|(at, grid)| {
            let cell = if grid.area.holds(middle) { grid.cell_at(middle) } else { None };
            cell.map(|cell| (at, cell))
        });
        match place {
            Some((grid, cell)) => held[grid][cell].push(glyph),
            None if glyph.turn == Turn::Right => open.push(glyph),
            None => across.push(glyph),
        }
    }
    let figures = figures(page, &grids, held);
    let mut pieces = line::pieces(&open);
    pieces.extend(figures.iter().map(|part| Piece { area: *part.area(), count: 0, size: 0.0 }));
    let area = Area { left: -1.0, top: -1.0, right: page.width + 1.0, bottom: page.height + 1.0 };
    let layout = lanes::layout(pieces, area, hint);
    sheet.gutter = layout.gutter;
    let region_at =
        |point: Point| layout.regions.iter().position(|region| region.area.holds(point)).unwrap_or_default();
    let mut contents: Vec<(Vec<&Glyph>, Vec<Part>)> = vec![Default::default(); layout.regions.len()];
    for glyph in open {
        let middle = middle_of(glyph);
        let x = if line::hangs(glyph.char) { glyph.start.x } else { middle.x };
        contents[region_at(Point { x, ..middle })].0.push(glyph);
    }
    for part in figures {
        let area = part.area();
        let middle =
            Point { x: f32::midpoint(area.left, area.right), y: f32::midpoint(area.top, area.bottom) };
        contents[region_at(middle)].1.push(part);
    }
    for (Region { lane, .. }, (glyphs, mut figures)) in layout.regions.iter().zip(contents) {
        figures.extend(aligned::tables(&line::lines(&glyphs)));
        sort(&mut figures);
        sheet.lanes.resize(sheet.lanes.len() + figures.len(), *lane);
        sheet.parts.append(&mut figures);
    }
    sheet.parts.extend(across_lines(page, &across).into_iter().map(Part::Across));
    sheet.lanes.resize(sheet.parts.len(), 0);
    sheet
}

/// The tables and frames of a page, each in the one around it.
fn figures(page: &Page, grids: &[Grid], held: Vec<Vec<Vec<&Glyph>>>) -> Vec<Part> {
    let mut parts = Vec::new();
    // A figure inside a frame is part of the frame; the smaller come first.
    let mut inner: Vec<Vec<Part>> = vec![Vec::new(); grids.len()];
    for (at, (grid, cells)) in grids.iter().zip(held).enumerate() {
        let own = std::mem::take(&mut inner[at]);
        let Some(part) = figure(page, grid, &cells, own) else { continue };
        let around = (at + 1..grids.len())
            .find(|other| grids[*other].is_frame() && grids[*other].area.encloses(&grid.area, 1.0));
        match around {
            Some(around) => inner[around].push(part),
            None => parts.push(part),
        }
    }
    parts
}

/// What a grid holds, if it holds anything.
fn figure(page: &Page, grid: &Grid, held: &[Vec<&Glyph>], inner: Vec<Part>) -> Option<Part> {
    if grid.is_frame() {
        let mut parts = inner;
        for (cell, glyphs) in grid.cells.iter().zip(held) {
            parts.extend(cell_lines(page, cell, glyphs).into_iter().map(Part::Line));
        }
        sort(&mut parts);
        return (!parts.is_empty()).then_some(Part::Frame { area: grid.area, parts });
    }
    let mut rows = Vec::new();
    let mut texts: Vec<Option<String>> = vec![None; grid.cells.len()];
    for row in 0..grid.rows {
        let covers = |cell: &Cell| (cell.row..cell.row + cell.row_span).contains(&row);
        let mut cells = vec![String::new(); grid.columns];
        let mut whole = None;
        for (at, cell) in grid.cells.iter().enumerate().filter(|(_, cell)| covers(cell)) {
            if cell.column_span == grid.columns {
                whole = Some((at, cell));
                break;
            }
            let text = texts[at].get_or_insert_with(|| cell_text(&cell_lines(page, cell, &held[at])));
            for column in &mut cells[cell.column..cell.column + cell.column_span] {
                column.clone_from(text);
            }
        }
        match whole {
            Some((at, cell)) if cell.row == row => {
                let lines = cell_lines(page, cell, &held[at]);
                if !lines.is_empty() {
                    rows.push(Row::Whole(lines, cell.area));
                }
            }
            Some(_) => {}
            None if cells.iter().all(String::is_empty) => {}
            None => rows.push(Row::Cells(cells)),
        }
    }
    (!rows.is_empty()).then_some(Part::Table { area: grid.area, rows })
}

/// The lines in a cell; text that was turned in it comes last.
fn cell_lines(page: &Page, cell: &Cell, glyphs: &[&Glyph]) -> Vec<TextLine> {
    let mut upright: Vec<&Glyph> = Vec::new();
    let mut turned: Vec<&Glyph> = Vec::new();
    for glyph in glyphs {
        if glyph.turn == Turn::Right { upright.push(glyph) } else { turned.push(glyph) }
    }
    let mut lines = line::lines(&upright);
    for mut line in across_lines(page, &turned) {
        line.area = cell.area;
        lines.push(line);
    }
    lines
}

/// Lines of text that does not run to the right, in the direction it runs.
fn across_lines(page: &Page, glyphs: &[&Glyph]) -> Vec<TextLine> {
    let mut lines = Vec::new();
    for turn in [Turn::Down, Turn::Up, Turn::Left] {
        let some: Vec<Glyph> =
            glyphs.iter().filter(|glyph| glyph.turn == turn).map(|glyph| **glyph).collect();
        if !some.is_empty() {
            let part = Page { width: page.width, height: page.height, glyphs: some, ..Page::default() };
            lines.extend(line::lines(&part.turned(turn).glyphs.iter().collect::<Vec<_>>()));
        }
    }
    // Across the page, characters come in the order in which they were drawn.
    let slanted: Vec<Glyph> = glyphs
        .iter()
        .filter(|glyph| glyph.turn == Turn::Slanted)
        .enumerate()
        .map(|(at, glyph)| {
            let x = at as f32 * glyph.size;
            Glyph { start: Point { x, y: 0.0 }, end: Point { x: x + glyph.size, y: 0.0 }, ..**glyph }
        })
        .collect();
    lines.extend(line::lines(&slanted.iter().collect::<Vec<_>>()));
    lines
}

/// The text of a cell: its lines joined, with a blank between those that name departments.
fn cell_text(lines: &[TextLine]) -> String {
    let mut text = String::new();
    let mut before: Option<&TextLine> = None;
    for line in lines {
        let next = line.text.as_str();
        // Narrow cells break numbers anywhere.
        let is_pair = |test: fn(char) -> bool| text.ends_with(test) && next.starts_with(test);
        let is_ascii_pair = is_pair(|c| c.is_ascii_alphanumeric()) && !is_pair(|c: char| c.is_ascii_digit());
        let is_item = is_terminated(&text) && scan_marker(next).is_some();
        let is_broken =
            before.is_some_and(|before| is_organization(before.text.trim()) && is_organization(next.trim()));
        if !text.is_empty() && (is_ascii_pair || is_item || is_broken) {
            text.push(' ');
        }
        before = Some(line);
        for (at, word) in next.split_whitespace().enumerate() {
            if at > 0 {
                text.push(' ');
            }
            text.push_str(word);
        }
    }
    text
}

fn middle_of(glyph: &Glyph) -> Point {
    let middle =
        Point { x: f32::midpoint(glyph.start.x, glyph.end.x), y: f32::midpoint(glyph.start.y, glyph.end.y) };
    // The middle of the character lies above its baseline.
    let up = 0.35 * glyph.size;
    match glyph.turn {
        Turn::Right | Turn::Slanted => Point { y: middle.y - up, ..middle },
        Turn::Down => Point { x: middle.x + up, ..middle },
        Turn::Left => Point { y: middle.y + up, ..middle },
        Turn::Up => Point { x: middle.x - up, ..middle },
    }
}

fn sort(parts: &mut [Part]) {
    parts.sort_by(|a, b| a.area().top.total_cmp(&b.area().top));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_cell_are_parted_where_names_end() {
        let text = |lines: &[&str]| {
            let line = |text: &&str| TextLine { text: (*text).to_owned(), ..TextLine::default() };
            cell_text(&lines.iter().map(line).collect::<Vec<_>>())
        };
        assert_eq!(text(&["县水利局", "县财政局"]), "县水利局 县财政局");
        assert_eq!(text(&["县水利局、县财", "政局"]), "县水利局、县财政局");
        assert_eq!(text(&["加固青石河", "堤防"]), "加固青石河堤防");
    }
}
