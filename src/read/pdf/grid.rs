//! Ruling lines to tables and frames.
//!
//! Rules that touch make a figure. A figure with inner rules is a table, one
//! without is a frame around text (专栏). Merged cells are the areas that no
//! rule divides.

use super::page::{Area, Point};

/// What rules enclose.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Grid {
    /// The whole figure.
    pub area: Area,
    /// Rows and columns between its rules.
    pub rows: usize,
    pub columns: usize,
    /// Its cells, the merged ones once, by row and then by column.
    pub cells: Vec<Cell>,
    /// The places of its rules, and for each field between them its cell.
    xs: Vec<f32>,
    ys: Vec<f32>,
    owners: Vec<usize>,
}

/// An undivided part of a grid.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    pub area: Area,
    /// First row and column.
    pub row: usize,
    pub column: usize,
    /// How many rows and columns it covers.
    pub row_span: usize,
    pub column_span: usize,
}

impl Grid {
    /// A frame around an area.
    pub(super) fn frame(area: Area) -> Self {
        let cell = Cell { area, row: 0, column: 0, row_span: 1, column_span: 1 };
        let (xs, ys) = (vec![area.left, area.right], vec![area.top, area.bottom]);
        Self { area, rows: 1, columns: 1, cells: vec![cell], xs, ys, owners: vec![0] }
    }

    /// Whether it encloses text without dividing it into columns.
    pub(super) fn is_frame(&self) -> bool {
        self.columns == 1
    }

    /// The cell that holds `point`.
    pub(super) fn cell_at(&self, point: Point) -> Option<usize> {
        let field = |edges: &[f32], at: f32| edges.partition_point(|edge| *edge <= at).checked_sub(1);
        let (row, column) = (field(&self.ys, point.y)?, field(&self.xs, point.x)?);
        let is_inside = row < self.rows && column < self.columns;
        is_inside.then(|| self.owners[row * self.columns + column])
    }
}

/// Rules that miss each other by no more than this, in points, touch.
const TOUCH: f32 = 3.0;

/// Shorter rules are corners of others, fractions, or strokes of a drawing.
const MIN_LENGTH: f32 = 8.0;

/// A page with more rules, after those in a line were put together, is a
/// drawing.
const MAX_RULES: usize = 3000;

/// A figure of more cells is a drawing.
const MAX_CELLS: usize = 20_000;

/// Frames nearer to the edge of the page than this share of its width
/// decorate it.
const MIN_MARGIN: f32 = 0.04;

/// A rule in one dimension: where it stands, and from where to where it runs.
#[derive(Clone, Copy, Debug)]
struct Rule {
    at: f32,
    from: f32,
    to: f32,
}

/// Finds the tables and frames of a page that is so wide and high, the smallest first.
pub(super) fn grids(rules: &[Area], width: f32, height: f32) -> Vec<Grid> {
    let pick = |is_flat: bool| {
        rules
            .iter()
            .filter(|rule| (rule.height() < rule.width()) == is_flat)
            .map(|rule| {
                if is_flat {
                    Rule { at: f32::midpoint(rule.top, rule.bottom), from: rule.left, to: rule.right }
                } else {
                    Rule { at: f32::midpoint(rule.left, rule.right), from: rule.top, to: rule.bottom }
                }
            })
            .collect()
    };
    let flat = put_together(pick(true));
    let upright = put_together(pick(false));
    if flat.len() + upright.len() > MAX_RULES {
        return Vec::new();
    }
    let mut grids: Vec<Grid> =
        figures(&flat, &upright).into_iter().filter_map(|(flat, upright)| grid(&flat, &upright)).collect();
    grids.retain(|grid| {
        let is_border = grid.cells.len() == 1
            && (grid.area.left < MIN_MARGIN * width || grid.area.top < MIN_MARGIN * height)
            && grid.area.width() > 0.8 * width;
        !is_border
    });
    sort(&mut grids);
    grids
}

/// Sorts figures by their size, the smallest first.
pub(super) fn sort(grids: &mut [Grid]) {
    grids.sort_by(|a, b| (a.area.width() * a.area.height()).total_cmp(&(b.area.width() * b.area.height())));
}

/// Puts rules together that lie in one line, and drops what stays short.
fn put_together(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut lines: Vec<Vec<Rule>> = Vec::new();
    for rule in rules {
        match lines.last_mut() {
            Some(line) if rule.at - line[0].at <= TOUCH / 2.0 => line.push(rule),
            _ => lines.push(vec![rule]),
        }
    }
    let mut joined: Vec<Rule> = Vec::new();
    for mut line in lines {
        line.sort_by(|a, b| a.from.total_cmp(&b.from));
        let start = joined.len();
        for rule in line {
            match joined[start..].last_mut() {
                Some(last) if rule.from <= last.to + TOUCH => last.to = last.to.max(rule.to),
                _ => joined.push(rule),
            }
        }
    }
    joined.retain(|rule| rule.to - rule.from >= MIN_LENGTH);
    joined
}

/// Gathers rules that touch into figures.
fn figures(flat: &[Rule], upright: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut sets = Sets::new(flat.len() + upright.len());
    for (at, row) in flat.iter().enumerate() {
        for (other, column) in upright.iter().enumerate() {
            let touches = row.from - TOUCH <= column.at
                && column.at <= row.to + TOUCH
                && column.from - TOUCH <= row.at
                && row.at <= column.to + TOUCH;
            if touches {
                sets.unite(at, flat.len() + other);
            }
        }
    }
    let mut figures: Vec<(Vec<Rule>, Vec<Rule>)> = Vec::new();
    let mut place = std::collections::HashMap::new();
    for at in 0..flat.len() + upright.len() {
        let root = sets.find(at);
        let index = *place.entry(root).or_insert_with(|| {
            figures.push((Vec::new(), Vec::new()));
            figures.len() - 1
        });
        let (flats, uprights) = &mut figures[index];
        if at < flat.len() {
            flats.push(flat[at]);
        } else {
            uprights.push(upright[at - flat.len()]);
        }
    }
    figures
}

/// The grid that the rules of a figure make, if they enclose anything.
fn grid(flat: &[Rule], upright: &[Rule]) -> Option<Grid> {
    if flat.len() < 2 {
        return None;
    }
    let left = flat.iter().map(|rule| rule.from).fold(f32::MAX, f32::min);
    let right = flat.iter().map(|rule| rule.to).fold(f32::MIN, f32::max);
    let top = flat.iter().map(|rule| rule.at).fold(f32::MAX, f32::min);
    let bottom = flat.iter().map(|rule| rule.at).fold(f32::MIN, f32::max);
    // Tables are often open at both sides; nothing is open at its top.
    let xs = edges(upright.iter().map(|rule| rule.at).chain([left, right]));
    let ys = edges(flat.iter().map(|rule| rule.at));
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    if upright.is_empty() || columns == 0 || rows == 0 || columns * rows > MAX_CELLS {
        return None;
    }
    let mut sets = Sets::new(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            let x = f32::midpoint(xs[column], xs[column + 1]);
            let y = f32::midpoint(ys[row], ys[row + 1]);
            let is_divided = |rules: &[Rule], at: f32, along: f32| {
                rules
                    .iter()
                    .any(|rule| (rule.at - at).abs() <= TOUCH && rule.from <= along && along <= rule.to)
            };
            if column + 1 < columns && !is_divided(upright, xs[column + 1], y) {
                sets.unite(row * columns + column, row * columns + column + 1);
            }
            if row + 1 < rows && !is_divided(flat, ys[row + 1], x) {
                sets.unite(row * columns + column, (row + 1) * columns + column);
            }
        }
    }
    // An area without dividing rules is a cell, as wide as it is anywhere.
    let mut bounds: std::collections::BTreeMap<usize, (usize, usize, usize, usize)> =
        std::collections::BTreeMap::new();
    for row in 0..rows {
        for column in 0..columns {
            let bound = bounds.entry(sets.find(row * columns + column)).or_insert((row, column, row, column));
            *bound = (bound.0.min(row), bound.1.min(column), bound.2.max(row), bound.3.max(column));
        }
    }
    let mut cells: Vec<Cell> = bounds
        .values()
        .copied()
        .map(|(row, column, last_row, last_column)| Cell {
            area: Area {
                left: xs[column],
                top: ys[row],
                right: xs[last_column + 1],
                bottom: ys[last_row + 1],
            },
            row,
            column,
            row_span: last_row + 1 - row,
            column_span: last_column + 1 - column,
        })
        .collect();
    cells.sort_by_key(|cell| (cell.row, cell.column));
    // Sets are named by their first field, so they come in the order of cells.
    let roots: Vec<usize> = bounds.keys().copied().collect();
    let owners =
        (0..columns * rows).map(|field| roots.binary_search(&sets.find(field)).unwrap_or_default()).collect();
    Some(Grid { area: Area { left, top, right, bottom }, rows, columns, cells, xs, ys, owners })
}

/// The distinct places among `places`, in order.
fn edges(places: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut places: Vec<f32> = places.collect();
    places.sort_by(f32::total_cmp);
    places.dedup_by(|next, before| *next - *before <= TOUCH);
    places
}

/// Disjoint sets of numbers.
struct Sets {
    parents: Vec<usize>,
}

impl Sets {
    fn new(count: usize) -> Self {
        Self { parents: (0..count).collect() }
    }

    fn find(&mut self, mut at: usize) -> usize {
        while self.parents[at] != at {
            self.parents[at] = self.parents[self.parents[at]];
            at = self.parents[at];
        }
        at
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        // The smaller number stays, so that sets come in reading order.
        self.parents[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(y: f32, from: f32, to: f32) -> Area {
        Area { left: from, top: y - 0.25, right: to, bottom: y + 0.25 }
    }

    fn upright(x: f32, from: f32, to: f32) -> Area {
        Area { left: x - 0.25, top: from, right: x + 0.25, bottom: to }
    }

    #[test]
    fn undivided_areas_are_merged_cells() {
        // Two columns; the second row has a cell over both.
        let rules = [
            flat(100.0, 50.0, 250.0),
            flat(120.0, 50.0, 250.0),
            flat(140.0, 50.0, 250.0),
            upright(50.0, 100.0, 140.0),
            upright(150.0, 100.0, 120.0),
            upright(250.0, 100.0, 140.0),
        ];
        let grids = grids(&rules, 600.0, 800.0);
        assert_eq!(grids.len(), 1);
        let spans: Vec<_> = grids[0]
            .cells
            .iter()
            .map(|cell| (cell.row, cell.column, cell.row_span, cell.column_span))
            .collect();
        assert_eq!(spans, [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)]);
        assert!(!grids[0].is_frame());
        assert_eq!(grids[0].cell_at(Point { x: 200.0, y: 130.0 }), Some(2));
    }

    #[test]
    fn rules_drawn_in_pieces_and_open_sides_make_a_table() {
        let rules = [
            flat(100.0, 50.0, 100.0),
            flat(100.0, 100.5, 250.0),
            flat(120.0, 50.0, 250.0),
            upright(150.0, 100.0, 120.0),
        ];
        let grids = grids(&rules, 600.0, 800.0);
        assert_eq!((grids[0].rows, grids[0].columns), (1, 2));
    }

    #[test]
    fn a_rectangle_around_text_is_a_frame() {
        let rules = [
            flat(100.0, 50.0, 550.0),
            flat(300.0, 50.0, 550.0),
            upright(50.0, 100.0, 300.0),
            upright(550.0, 100.0, 300.0),
        ];
        assert!(grids(&rules, 600.0, 800.0)[0].is_frame());
        // An underline encloses nothing.
        assert_eq!(grids(&rules[..1], 600.0, 800.0), []);
        assert_eq!(grids(&[rules[0], rules[2]], 600.0, 800.0), []);
    }
}
