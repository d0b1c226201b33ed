//! How the text of a document is set: its size, its pitch, its sides.

use std::collections::BTreeMap;

use crate::model::FurnitureKind;
use crate::read::pdf::line::{TextLine, hangs, main_of};
use crate::read::pdf::page::Area;
use crate::read::pdf::sheet::{Part, Sheet};
use crate::scan::is_terminated;

/// How the text of a document is set.
#[derive(Clone, Debug)]
pub(super) struct Style {
    /// The font size of running text.
    pub size: f32,
    /// Whether running text is fat, so that fat lines mean nothing.
    pub bold: bool,
    /// From baseline to baseline of running text.
    pub pitch: f32,
    /// The sides of the text on pages of even and of odd number, for what is set
    /// across the page and for each column of it.
    columns: [BTreeMap<u8, Column>; 2],
    /// Whether most text is set in columns.
    in_columns: bool,
    /// Whether paragraphs begin with an indent.
    pub indented: bool,
    /// From baseline to baseline inside of paragraphs, where space between them
    /// sets them apart.
    pub spaced: Option<f32>,
}

/// The sides between which text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Column {
    pub left: f32,
    pub right: f32,
}

impl Column {
    pub(super) fn width(self) -> f32 {
        self.right - self.left
    }

    /// How far from the left side a line begins, in characters of its size.
    pub(super) fn indent(self, line: &TextLine) -> f32 {
        (line.area.left - self.left) / line.size.max(1.0)
    }

    /// How much room is left behind a line, in characters of its size.
    pub(super) fn rest(self, line: &TextLine) -> f32 {
        (self.right - line.area.right) / line.size.max(1.0)
    }

    /// Whether a line stands in the middle, with room at both sides.
    pub(super) fn is_centred(self, line: &TextLine) -> bool {
        let (before, behind) = (self.indent(line), self.rest(line));
        before > 1.5 && behind > 1.5 && (before - behind).abs() < 1.0
    }
}

/// Lines of at least so many characters show where the text is set.
const MIN_LONG: u32 = 12;

/// A line is full when less room is left behind it than this, in characters:
/// a mark that must not begin a line takes one with it.
pub(super) const FULL_REST: f32 = 1.6;

/// An indent of this many characters, or more, begins a paragraph.
pub(super) const MIN_INDENT: f32 = 1.4;

/// First-line indents are no deeper.
pub(super) const MAX_INDENT: f32 = 2.8;

/// The usual indent, and how near a line must be to it.
const FIRST_INDENT: f32 = 2.0;
const SAME_INDENT: f32 = 0.2;

/// What begins farther from the left side than this many characters is set to
/// the right.
pub(super) const ASIDE: f32 = 6.0;

/// Lines whose sizes differ by more than this share are of different kinds.
pub(super) const SAME_SIZE: f32 = 0.06;

/// Text farther apart than this share of the usual pitch belongs to different
/// paragraphs.
pub(super) const WIDE_PITCH: f32 = 1.6;

/// Lines whose distance differs by no more than this share from the pitch are set
/// with it.
pub(super) const SAME_PITCH: f32 = 0.06;

/// Paragraphs that space sets apart stand at least so many pitches from each other.
pub(super) const SPACED: f32 = 1.15;

/// So many paragraphs, and lines that go on, show that space sets paragraphs apart.
const MIN_SPACED: usize = 3;

/// A line of running text with the sheet it is on and its column.
type Set<'a> = (&'a Sheet, u8, &'a TextLine);

impl Style {
    /// The style of a document, whose furniture is known.
    pub(super) fn of(sheets: &[Sheet], edges: &[Vec<Option<FurnitureKind>>]) -> Self {
        let mut lines: Vec<Set<'_>> = Vec::new();
        for (sheet, kinds) in sheets.iter().zip(edges) {
            for ((part, lane), kind) in sheet.parts.iter().zip(&sheet.lanes).zip(kinds) {
                if let (Part::Line(line), None) = (part, kind) {
                    lines.push((sheet, *lane, line));
                }
            }
        }
        let tenths = |size: f32| (size * 10.0).round() as u32;
        let weighted =
            |(_, _, line): &Set<'_>| std::iter::repeat_n(tenths(line.size), 1 + line.count as usize / 8);
        let size = main_of(lines.iter().flat_map(weighted)).map_or(10.0, |size| size as f32 / 10.0);
        let is_body = |line: &TextLine| (line.size - size).abs() <= SAME_SIZE * size;
        let body: Vec<Set<'_>> =
            lines.iter().copied().filter(|(_, _, line)| is_body(line) && line.count >= MIN_LONG).collect();
        let bold = body.iter().filter(|(_, _, line)| line.bold).count() * 2 > body.len();
        let pitch = main_of(
            body.windows(2)
                .filter(|pair| pair[0].0.number == pair[1].0.number && pair[0].1 == pair[1].1)
                .map(|pair| ((pair[1].2.base - pair[0].2.base) * 2.0).round() as i32)
                .filter(|pitch| *pitch > 0),
        );
        let mut style = Self {
            size,
            bold,
            pitch: pitch.map_or(size * 1.5, |pitch| pitch as f32 / 2.0),
            columns: [0, 1].map(|parity| columns(&body, parity)),
            in_columns: body.iter().filter(|(_, lane, _)| *lane > 0).count() * 2 > body.len(),
            indented: false,
            spaced: None,
        };
        style.indented = style.is_indented(&body);
        let all: Vec<Set<'_>> = lines.into_iter().filter(|(_, _, line)| is_body(line)).collect();
        style.spaced = style.spacing(&all);
        style
    }

    /// Whether a line stands in the middle. The first line of a paragraph has as
    /// much room behind it where what follows could not be broken.
    pub(super) fn is_centred(&self, column: Column, line: &TextLine) -> bool {
        let is_first = self.indented
            && (line.size - self.size).abs() <= SAME_SIZE * self.size
            && (column.indent(line) - FIRST_INDENT).abs() < SAME_INDENT;
        column.is_centred(line) && !is_first
    }

    /// The sides of what is set in `lane` on pages like this.
    fn column(&self, sheet: &Sheet, lane: u8) -> Column {
        let columns = &self.columns[(sheet.number % 2) as usize];
        columns.get(&lane).or_else(|| columns.get(&0)).copied().unwrap_or_default()
    }

    /// The sides of the text on a page, for each of its lanes: as on its like,
    /// moved to where its own lines stand.
    pub(super) fn page_columns(&self, sheet: &Sheet, kinds: &[Option<FurnitureKind>]) -> Vec<Column> {
        let last = sheet.lanes.iter().copied().max().unwrap_or_default();
        (0..=last).map(|lane| self.page_column(sheet, kinds, lane)).collect()
    }

    fn page_column(&self, sheet: &Sheet, kinds: &[Option<FurnitureKind>], lane: u8) -> Column {
        let mut lines = Vec::new();
        let mut all = Vec::new();
        for ((part, of), kind) in sheet.parts.iter().zip(&sheet.lanes).zip(kinds) {
            if let (Part::Line(line), None, true) = (part, kind, *of == lane) {
                all.push(line);
                if line.count >= MIN_LONG && (line.size - self.size).abs() <= SAME_SIZE * line.size {
                    lines.push(line);
                }
            }
        }
        let mut usual = self.column(sheet, lane);
        if self.in_columns && lane == 0 {
            // A page of a text in columns may be filled in the first only.
            let first = self.column(sheet, 1);
            let fits = |line: &&TextLine| {
                line.area.left > first.left - 2.0 && line.area.right < first.right + FULL_REST * line.size
            };
            let shown = if lines.is_empty() { &all } else { &lines };
            if !shown.is_empty() && shown.iter().filter(|line| fits(line)).count() * 5 >= shown.len() * 4 {
                usual = first;
            }
        }
        match column_of(&lines) {
            Some(own) if lines.len() >= 8 && (own.width() - usual.width()).abs() < 2.0 * self.size => own,
            // A page in another layout, a wide table page for one.
            Some(own) if lines.len() >= 8 && own.width() > usual.width() => own,
            _ => usual,
        }
    }

    /// Whether lines behind a line that ends a sentence well before the margin
    /// are indented, most of them.
    fn is_indented(&self, body: &[Set<'_>]) -> bool {
        let (mut starts, mut indented) = (0, 0);
        for pair in body.windows(2) {
            let (before, line) = (pair[0], pair[1]);
            if is_terminated(&before.2.text) && self.column(before.0, before.1).rest(before.2) > 3.0 {
                let indent = self.column(line.0, line.1).indent(line.2);
                starts += 1;
                indented += usize::from((MIN_INDENT..MAX_INDENT).contains(&indent));
            }
        }
        indented * 10 > starts * 6
    }

    /// The pitch inside of paragraphs, if lines behind a line that ends a sentence
    /// well before the margin stand farther below it, most of them.
    fn spacing(&self, body: &[Set<'_>]) -> Option<f32> {
        let (mut inside, mut between) = (Vec::new(), Vec::new());
        for pair in body.windows(2) {
            let (before, line) = (pair[0], pair[1]);
            let gap = line.2.base - before.2.base;
            if before.0.number != line.0.number
                || before.1 != line.1
                || !(0.0..4.0 * self.size).contains(&gap)
            {
                continue;
            }
            let rest = self.column(before.0, before.1).rest(before.2);
            match is_terminated(&before.2.text) {
                true if rest > 3.0 => between.push(gap),
                false if rest < FULL_REST => inside.push(gap),
                _ => {}
            }
        }
        let pitch = main_of(inside.iter().map(|gap| (gap * 2.0).round() as i32))? as f32 / 2.0;
        let is_most = |count: usize, of: usize| of >= MIN_SPACED && count * 10 >= of * 8;
        let tight = inside.iter().filter(|gap| (*gap - pitch).abs() <= SAME_PITCH * pitch).count();
        let apart = between.iter().filter(|gap| **gap >= SPACED * pitch).count();
        (is_most(tight, inside.len()) && is_most(apart, between.len())).then_some(pitch)
    }
}

/// The sides of each lane on pages whose numbers are even or odd.
fn columns(body: &[Set<'_>], parity: u32) -> BTreeMap<u8, Column> {
    let mut lanes: Vec<u8> = body.iter().map(|(_, lane, _)| *lane).collect();
    lanes.sort_unstable();
    lanes.dedup();
    let mut found = BTreeMap::new();
    for lane in lanes {
        let of_lane = body.iter().filter(|(_, of, _)| *of == lane);
        let all: Vec<&TextLine> = of_lane.clone().map(|(_, _, line)| *line).collect();
        let some: Vec<&TextLine> =
            of_lane.filter(|(sheet, _, _)| sheet.number % 2 == parity).map(|(_, _, line)| *line).collect();
        let own = if some.len() >= 10 { column_of(&some) } else { None };
        if let Some(column) = own.or_else(|| column_of(&all)) {
            found.insert(lane, column);
        }
    }
    // What is set across columns reaches from the first to the last of them.
    let sides = found.iter().filter(|(lane, _)| **lane > 0).map(|(_, column)| *column);
    if let Some(whole) = sides.reduce(|a, b| Column { left: a.left.min(b.left), right: a.right.max(b.right) })
        && body.iter().filter(|(_, lane, _)| *lane == 0).count() < 10
    {
        found.insert(0, whole);
    }
    found
}

/// The sides of text by its lines.
fn column_of(lines: &[&TextLine]) -> Option<Column> {
    // Of the places where lines begin, the leftmost that many share: those with
    // an indent are fewer, and a stray line to the left is alone.
    let left = outermost(lines.iter().map(|line| line.area.left), 2.0)?;
    // Of the places where they end, the rightmost that many share; marks may hang
    // out behind it.
    let ends = |line: &&&TextLine| !line.text.trim_end().ends_with(hangs);
    let count = lines.iter().filter(ends).count();
    let of_words = if count * 3 > lines.len() { count } else { 0 };
    let rights = lines.iter().filter(|line| of_words == 0 || ends(line)).map(|line| -line.area.right);
    let right = -outermost(rights, 4.0)?;
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

/// The sides of the text in a frame. Its left side shows; its right side does
/// where a line reaches it, or is as far from the frame as the left.
pub(super) fn frame_column(area: &Area, parts: &[Part]) -> Option<Column> {
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
