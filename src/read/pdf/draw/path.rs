//! Paths: what of them is a rule.
//!
//! Programs draw the sides of tables and boxes as strokes, as thin rectangles, as
//! slanted-off strips that meet in the corners, as a ring between two rectangles,
//! and round the corners off. All become upright and level rules.

use super::matrix::{Matrix, transform, transform_vector};
use crate::read::pdf::content::{Operand, Operators};
use crate::read::pdf::page::{Area, Point};

/// A filled rectangle as thin as this, in points, is a line.
const MAX_RULE: f32 = 4.0;

/// Rounded corners reach at most so far, in the units of the path.
const MAX_CORNER: f32 = 24.0;

/// A filled shape of more points is a drawing.
const MAX_STRIP: usize = 8;

/// How a path is painted.
#[derive(Clone, Copy)]
pub(super) struct Paint {
    /// Whether its lines are drawn, and whether it is closed first.
    pub stroke: bool,
    pub close: bool,
    /// Whether it is filled.
    pub fill: bool,
    /// How thick its lines are.
    pub line_width: f32,
}

/// What a path leaves on the page.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// A rule.
    Rule(Area),
    /// A filled rectangle.
    Shade(Area),
}

/// The path that is being built.
#[derive(Default)]
pub(super) struct Path {
    subpaths: Vec<Subpath>,
    points: usize,
}

#[derive(Default)]
struct Subpath {
    points: Vec<(f32, f32)>,
    closed: bool,
    curved: bool,
}

impl Subpath {
    /// Its corners on the page, and the smallest rectangle around them.
    fn place(&self, matrix: &Matrix) -> Option<(Vec<Point>, Area)> {
        let points: Vec<Point> = self.points.iter().map(|(x, y)| transform(matrix, *x, *y)).collect();
        let first = *points.first()?;
        let area = points
            .iter()
            .fold(Area::between(first, first), |area, point| area.union(&Area::between(*point, *point)));
        Some((points, area))
    }

    /// Whether it is an upright rectangle on the page.
    fn is_rectangle(&self, points: &[Point]) -> bool {
        let is_straight =
            |pair: &[Point]| (pair[0].x - pair[1].x).abs() < 0.1 || (pair[0].y - pair[1].y).abs() < 0.1;
        !self.curved && (4..=5).contains(&points.len()) && points.windows(2).all(is_straight)
    }
}

impl Path {
    /// Rules come in fours; a path of more points is a drawing.
    const MAX_POINTS: usize = 20_000;

    /// Gives `push_shape` each rule and each rectangle that the path draws.
    pub(super) fn shapes(&self, matrix: &Matrix, paint: Paint, mut push_shape: impl FnMut(Shape)) {
        let mut before: Option<Area> = None;
        for subpath in &self.subpaths {
            let Some((points, area)) = subpath.place(matrix) else { continue };
            let mut push = |area| push_shape(Shape::Rule(area));
            if paint.stroke {
                let closing = (subpath.closed || paint.close).then(|| [points[points.len() - 1], points[0]]);
                let across = transform_vector(matrix, paint.line_width, 0.0);
                let width = across.x.hypot(across.y).min(MAX_RULE);
                for pair in points.windows(2).map(|pair| [pair[0], pair[1]]).chain(closing) {
                    push_stroke(pair, width, &mut push);
                }
            }
            if !paint.fill || subpath.curved {
                before = None;
                continue;
            }
            let thin = area.width().min(area.height()) <= MAX_RULE;
            if thin && (4..=MAX_STRIP).contains(&points.len()) {
                push(area);
            }
            let is_rectangle = subpath.is_rectangle(&points);
            if let Some(other) = before.filter(|_| is_rectangle) {
                push_ring(&other, &area, &mut push);
            }
            before = is_rectangle.then_some(area);
            if is_rectangle && !thin {
                push_shape(Shape::Shade(area));
            }
        }
    }

    /// Adds what a path construction operator says.
    pub(super) fn build(&mut self, operator: &[u8], given: &Operators<'_>) {
        if self.points >= Self::MAX_POINTS {
            return;
        }
        self.points += 1;
        match operator {
            b"m" => {
                if let Some([x, y]) = given.numbers() {
                    self.subpaths.push(Subpath { points: vec![(x, y)], ..Subpath::default() });
                }
            }
            b"l" => {
                if let (Some([x, y]), Some(subpath)) = (given.numbers(), self.subpaths.last_mut()) {
                    subpath.points.push((x, y));
                }
            }
            b"re" => {
                if let Some([x, y, width, height]) = given.numbers() {
                    let points = vec![(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
                    self.subpaths.push(Subpath { points, closed: true, curved: false });
                }
            }
            b"h" => {
                if let Some(subpath) = self.subpaths.last_mut() {
                    subpath.closed = true;
                }
            }
            _ => {
                // A curve: its end is where the path goes on, but no rule leads there,
                // unless it rounds a corner off.
                let numbers: Vec<f32> = given.operands().iter().filter_map(Operand::number).collect();
                if let ([.., x, y], Some(subpath)) = (&numbers[..], self.subpaths.last_mut()) {
                    if let Some(corner) = subpath.points.last().and_then(|from| corner(*from, &numbers)) {
                        subpath.points.extend([corner, (*x, *y)]);
                        return;
                    }
                    subpath.curved = true;
                    let closed = std::mem::take(&mut subpath.closed);
                    let next = Subpath { points: vec![(*x, *y)], closed, curved: true };
                    self.subpaths.push(next);
                }
            }
        }
    }
}

/// The rule that a stroke between two points is, if it is one.
fn push_stroke(pair: [Point; 2], width: f32, push: &mut impl FnMut(Area)) {
    let mut rule = Area::between(pair[0], pair[1]);
    if rule.width().min(rule.height()) > 0.5 || rule.width().max(rule.height()) <= 0.0 {
        return;
    }
    if rule.height() < rule.width() {
        rule.top -= width / 2.0;
        rule.bottom += width / 2.0;
    } else {
        rule.left -= width / 2.0;
        rule.right += width / 2.0;
    }
    push(rule);
}

/// The four rules between a rectangle and one that lies close inside it.
fn push_ring(a: &Area, b: &Area, push: &mut impl FnMut(Area)) {
    let (outer, inner) = if a.encloses(b, 0.0) { (a, b) } else { (b, a) };
    let is_ring = outer.encloses(inner, 0.0)
        && outer != inner
        && inner.left - outer.left <= MAX_RULE
        && inner.top - outer.top <= MAX_RULE
        && outer.right - inner.right <= MAX_RULE
        && outer.bottom - inner.bottom <= MAX_RULE;
    if is_ring {
        push(Area { bottom: inner.top, ..*outer });
        push(Area { top: inner.bottom, ..*outer });
        push(Area { right: inner.left, ..*outer });
        push(Area { left: inner.right, ..*outer });
    }
}

/// The corner that a curve rounds off: it leaves along one side and arrives
/// along the other.
fn corner(from: (f32, f32), numbers: &[f32]) -> Option<(f32, f32)> {
    let [x1, y1, x2, y2, x, y] = *numbers else { return None };
    let is_same = |a: f32, b: f32| (a - b).abs() < 0.01;
    if (x - from.0).abs() > MAX_CORNER || (y - from.1).abs() > MAX_CORNER {
        None
    } else if is_same(x1, from.0) && is_same(y2, y) {
        Some((from.0, y))
    } else if is_same(y1, from.1) && is_same(x2, x) {
        Some((x, from.1))
    } else {
        None
    }
}

/// Whether a colour can be seen on white paper. Colours of spaces that are not
/// known count as ink.
pub(super) fn is_ink(operator: &[u8], operands: &[Operand<'_>]) -> bool {
    const WHITE: f32 = 0.99;
    let numbers: Vec<f32> = operands.iter().filter_map(Operand::number).collect();
    match (operator, numbers.len()) {
        (b"k", 4) => numbers.iter().any(|part| *part > 1.0 - WHITE),
        (b"g" | b"sc" | b"scn", 1) | (b"rg" | b"sc" | b"scn", 3) => numbers.iter().any(|part| *part < WHITE),
        _ => true,
    }
}
