//! Rows that lack the cells merged with those above them.
//!
//! A converter to pipes that does not know how far a cell reaches down writes it once: the
//! rows below have fewer cells, moved to the left. What the whole rows have in each column
//! tells which of the columns the others lack, and above which a header stands that has lost
//! some.

use super::look::{Class, Look};
use crate::scan::column::Kind;
use crate::span::Span;

/// What the cells of the whole rows look like, column by column.
#[derive(Debug, Default)]
pub(super) struct Usual {
    columns: Vec<Vec<Shape>>,
    /// Of a hundred cells that rows lack for certain, how many each column has before it, and
    /// all of them: what is merged once is merged again.
    lacked: Vec<i64>,
}

/// What a cell looks like, as far as cells of one column look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shape {
    class: Class,
    is_number: bool,
    /// Whether it begins with a label: （1）生态保护
    is_marked: bool,
    is_unit: bool,
    /// Whether a figure stands in it.
    has_figure: bool,
    chars: i32,
}

impl Shape {
    fn of(cell: &str) -> Self {
        let look = Look::of(cell);
        let has_figure = cell.contains(|c: char| c.is_ascii_digit());
        Self {
            class: look.class(),
            is_number: look.number.is_some(),
            is_marked: look.marker.is_some(),
            is_unit: look.is_unit,
            has_figure,
            chars: look.chars,
        }
    }

    /// Whether both are of one class, and neither or both a number that counts, or a unit, or
    /// labelled.
    fn is_like(self, other: Self) -> bool {
        self.class == other.class
            && self.is_number == other.is_number
            && self.is_marked == other.is_marked
            && self.is_unit == other.is_unit
    }

    /// Whether neither is more than twice as long as the other.
    const fn is_as_long_as(self, other: Self) -> bool {
        self.chars <= other.chars * 2 && other.chars <= self.chars * 2
    }
}

/// What it says against a row that it lacks what it is about.
const NO_NAME: i64 = -200;
/// No row lacks more cells that others have.
const MAX_LACKING: usize = 8;

/// How many of a hundred.
fn percent(part: usize, all: usize) -> i64 {
    i64::try_from(part * 100 / all.max(1)).unwrap_or(i64::MAX / 1024)
}

/// So many whole rows tell what the columns hold, and more than so many are not looked at.
const LEAST: usize = 2;
const MOST: usize = 64;

impl Usual {
    /// What the rows that have all their `width` cells show. None where they are too few.
    pub(super) fn of<'a>(text: &str, width: usize, rows: impl Iterator<Item = &'a [Span]>) -> Option<Self> {
        let mut columns: Vec<Vec<Shape>> = vec![Vec::new(); width];
        let mut count = 0;
        for row in rows.filter(|row| row.len() == width).take(MOST) {
            count += 1;
            for (column, cell) in columns.iter_mut().zip(row).filter(|(_, cell)| !cell.is_empty()) {
                column.push(Shape::of(cell.of(text)));
            }
        }
        (count >= LEAST).then(|| Self { columns, lacked: vec![0; width + 1] })
    }

    /// The same, with what the rows that lack cells show of the columns that are merged.
    /// Columns of groups are merged as a rule.
    pub(super) fn with_lacking<'a>(
        mut self,
        text: &str,
        kinds: &[Kind],
        rows: impl Iterator<Item = &'a [Span]>,
    ) -> Self {
        let mut counts: Vec<usize> = kinds.iter().map(|kind| usize::from(*kind == Kind::Group)).collect();
        counts.resize(self.columns.len(), 0);
        for row in rows.filter(|row| row.len() > 1 && row.len() < self.columns.len()).take(MOST) {
            let Some(placed) = self.place(text, row).filter(|placed| !placed.is_tied) else { continue };
            for column in (0..counts.len()).filter(|column| !placed.columns.contains(column)) {
                counts[column] += 1;
            }
        }
        let all = counts.iter().sum::<usize>().max(1);
        // What a row is about is not merged where it has a group besides.
        let has_group = kinds.contains(&Kind::Group);
        let mut sum = 0;
        for (column, count) in counts.iter().enumerate() {
            let is_name = has_group && kinds.get(column) == Some(&Kind::Name);
            sum += if is_name { NO_NAME } else { percent(*count, all) };
            self.lacked[column + 1] = sum;
        }
        self
    }

    /// How much it says for leaving out the columns from one to another that others leave out.
    fn leaves_out(&self, from: usize, to: usize) -> i64 {
        self.lacked[to] - self.lacked[from]
    }

    /// How many columns there are.
    pub(super) const fn width(&self) -> usize {
        self.columns.len()
    }

    /// How much a cell is like those of a column: of a hundred of them, how many are of its
    /// class, how many of its length, and how many have a figure as it has, or none.
    fn likeness(&self, column: usize, shape: Shape) -> i64 {
        let shapes = &self.columns[column];
        let alike = shapes.iter().filter(|other| shape.is_like(**other)).count();
        let as_long = shapes.iter().filter(|other| shape.is_as_long_as(**other)).count();
        let figures = shapes.iter().filter(|other| other.has_figure == shape.has_figure).count();
        percent(alike + as_long + figures, shapes.len())
    }

    /// Whether a cell is like those of a column at all.
    pub(super) fn is_like(&self, column: usize, cell: &str) -> bool {
        let shape = Shape::of(cell);
        let is_alike = |other: &Shape| shape.is_like(*other) || shape.is_as_long_as(*other);
        self.columns[column].iter().any(is_alike)
    }

    /// In which columns the cells of a row that lacks some stand, in their order: the most alike.
    pub(super) fn place(&self, text: &str, cells: &[Span]) -> Option<Placed> {
        let (width, count) = (self.columns.len(), cells.len());
        let lacking = width.checked_sub(count).filter(|lacking| *lacking <= MAX_LACKING)?;
        // For each cell, and for how many columns are left out before it: the likeness of the
        // best way so far, whether another is as good, and how many the cell before leaves out.
        let mut best: Vec<Vec<(i64, bool, usize)>> = Vec::with_capacity(count);
        let mut at_left = self.leaves_out(count, width);
        for (at, cell) in cells.iter().enumerate() {
            let shape = Shape::of(cell.of(text));
            at_left += self.likeness(at, shape);
            let mut ways = Vec::with_capacity(lacking + 1);
            for skipped in 0..=lacking {
                let own = self.likeness(at + skipped, shape);
                let Some(before) = best.last() else {
                    ways.push((own + self.leaves_out(0, skipped), false, 0));
                    continue;
                };
                let mut way = (i64::MIN, false, 0);
                for (from, (score, is_tied, _)) in before[..=skipped].iter().enumerate() {
                    let score = score + own + self.leaves_out(at + from, at + skipped);
                    // Of two that are as good, the outer column is the one that is merged.
                    if score >= way.0 {
                        way = (score, *is_tied || from > 0 && score == way.0, from);
                    }
                }
                ways.push(way);
            }
            best.push(ways);
        }
        let ends = best.last()?.iter().enumerate();
        let ends = ends.map(|(skipped, way)| (way.0 + self.leaves_out(count + skipped, width), skipped));
        let (top, mut skipped) = ends.clone().max()?;
        let is_tied = best.last()?[skipped].1 || ends.filter(|(score, _)| *score == top).count() > 1;
        let mut columns = vec![0; count];
        for at in (0..count).rev() {
            columns[at] = at + skipped;
            skipped = best[at][skipped].2;
        }
        Some(Placed { columns, is_tied, is_inner: at_left < top, gain: top - at_left })
    }

    /// Above how many columns each cell of a header stands, where it has fewer cells than there
    /// are columns: each kind above those that read like it.
    pub(super) fn columns_below(&self, kinds: &[Kind]) -> Vec<usize> {
        let width = self.columns.len();
        // The best way to set the first cells above the first columns, and where the last of
        // these cells begins.
        let mut best: Vec<Vec<Option<(i64, usize)>>> = vec![vec![None; width + 1]; kinds.len() + 1];
        best[0][0] = Some((0, 0));
        for (at, kind) in kinds.iter().enumerate() {
            for from in at..width {
                let Some((score, _)) = best[at][from] else { continue };
                let mut own = score;
                for to in from + 1..=width {
                    own += self.agrees(to - 1, *kind);
                    if best[at + 1][to].is_none_or(|(found, _)| own > found) {
                        best[at + 1][to] = Some((own, from));
                    }
                }
            }
        }
        let mut counts = vec![1; kinds.len()];
        let mut to = width;
        for at in (0..kinds.len()).rev() {
            let from = best[at + 1][to].map_or(at, |(_, from)| from);
            counts[at] = to - from;
            to = from;
        }
        counts
    }

    /// Of a hundred cells of a column, how many a header of that kind may stand above.
    fn agrees(&self, column: usize, kind: Kind) -> i64 {
        let fits = |shape: &&Shape| match kind {
            Kind::Number => shape.is_number,
            Kind::Value => shape.class == Class::Value,
            Kind::Unit => shape.is_unit,
            Kind::Attribute => shape.class == Class::Attribute,
            Kind::Deadline | Kind::Time => shape.class == Class::Time,
            Kind::Lead | Kind::Participants | Kind::Responsible => shape.class == Class::List,
            Kind::Name | Kind::Group | Kind::Content => {
                !shape.is_unit && matches!(shape.class, Class::Words | Class::Sentence)
            }
            Kind::Text => !shape.is_number,
        };
        let shapes = &self.columns[column];
        percent(shapes.iter().filter(fits).count(), shapes.len())
    }
}

/// Where the cells of a row stand.
pub(super) struct Placed {
    /// The column of each.
    pub columns: Vec<usize>,
    /// Whether another way is as good.
    pub is_tied: bool,
    /// Whether a column is left out before the last of them, as none is in a row that only
    /// ends early.
    pub is_inner: bool,
    /// How much more alike they are there than at the left, of a hundred for each of what is compared.
    pub gain: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(row: &str) -> Vec<Span> {
        let mut start = 0;
        row.split('|')
            .map(|cell| {
                let span = Span::new(start, start + cell.len() as u32);
                start = span.end + 1;
                span
            })
            .collect()
    }

    #[test]
    fn whole_rows_tell_what_a_row_lacks() {
        let whole = [
            "1|水源|新建水库两座，加固堤防。|县水利局",
            "2|林草|造林三万亩，抚育五万亩。|县林业局、县财政局",
        ];
        let text = whole.join("\n");
        let behind = whole[0].len() as u32 + 1;
        let moved =
            cells(whole[1]).iter().map(|cell| Span::new(cell.start + behind, cell.end + behind)).collect();
        let rows: [Vec<Span>; 2] = [cells(whole[0]), moved];
        let usual = Usual::of(&text, 4, rows.iter().map(Vec::as_slice)).unwrap();
        let columns = |row: &str| usual.place(row, &cells(row)).map(|placed| placed.columns);
        assert_eq!(columns("3|疏浚河道四十公里，清理淤泥。|县水利局"), Some(vec![0, 2, 3]));
        assert_eq!(columns("3|疏浚河道四十公里，清理淤泥。"), Some(vec![0, 2]));
        assert_eq!(columns("3|农田|建设高标准农田，改良土壤。"), Some(vec![0, 1, 2]));
        // One row is no evidence, and a row that is too long lacks nothing.
        assert!(Usual::of(&text, 4, rows[..1].iter().map(Vec::as_slice)).is_none());
        assert_eq!(columns("3|农田|建设高标准农田。|县农业局|备注"), None);
    }
}
