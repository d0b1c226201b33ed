//! What is drawn on a page: characters and ruling lines.
//!
//! Coordinates are points from the top left corner of the page as it is shown,
//! `x` to the right and `y` down.

/// A character where it was drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    /// What it says; U+FFFD where its font does not tell.
    pub char: char,
    /// Where it begins on its baseline.
    pub start: Point,
    /// Where it ends on its baseline.
    pub end: Point,
    /// Its size.
    pub size: f32,
    /// In which direction it is read.
    pub turn: Turn,
    /// Whether it is drawn fat.
    pub bold: bool,
    /// Its font family, by number; the same number is the same family
    /// throughout the document.
    pub family: u16,
    /// Whether the file says that it belongs to the page, not to the text
    /// (ISO 32000-1, 14.8.2.2: a pagination artifact).
    pub artifact: bool,
}

/// A point on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Point {
    pub x: f32,
    pub y: f32,
}

/// The direction in which characters follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    /// From left to right.
    Right,
    /// Downwards: vertical writing, or a table that was turned clockwise.
    Down,
    /// Upside down.
    Left,
    /// Upwards.
    Up,
    /// Neither: a watermark across the page.
    Slanted,
}

/// A rectangle on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Area {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Area {
    /// The rectangle between two corners.
    pub(super) fn between(a: Point, b: Point) -> Self {
        Self { left: a.x.min(b.x), top: a.y.min(b.y), right: a.x.max(b.x), bottom: a.y.max(b.y) }
    }

    pub(super) fn width(&self) -> f32 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// Whether `point` lies inside.
    pub(super) fn holds(&self, point: Point) -> bool {
        (self.left..self.right).contains(&point.x) && (self.top..self.bottom).contains(&point.y)
    }

    /// The smallest rectangle around both.
    pub(super) fn union(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Whether `other` lies inside, give or take `slack`.
    pub(super) fn encloses(&self, other: &Self, slack: f32) -> bool {
        self.left - slack <= other.left
            && self.top - slack <= other.top
            && self.right + slack >= other.right
            && self.bottom + slack >= other.bottom
    }
}

/// A page as it was drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// Its place in the file, from 1.
    pub number: u32,
    pub width: f32,
    pub height: f32,
    pub glyphs: Vec<Glyph>,
    /// Thin rectangles and strokes that run straight: what tables and boxes are
    /// ruled with.
    pub rules: Vec<Area>,
    /// Upright rectangles that are filled: the ground of boxes and cells.
    pub shades: Vec<Area>,
    /// Where pictures stand.
    pub pictures: Vec<Area>,
    /// How many characters have no Unicode in their font.
    pub unmapped: u32,
    /// Whether part of the page could not be read.
    pub cut: bool,
}

impl Page {
    /// The page turned so that text read in the direction `turn` runs to the right.
    pub(super) fn turned(&self, turn: Turn) -> Self {
        let (width, height) = match turn {
            Turn::Down | Turn::Up => (self.height, self.width),
            _ => (self.width, self.height),
        };
        let point = |point: Point| self.turn_point(point, turn);
        let glyphs = self
            .glyphs
            .iter()
            .map(|glyph| Glyph {
                start: point(glyph.start),
                end: point(glyph.end),
                turn: glyph.turn.seen_from(turn),
                ..*glyph
            })
            .collect();
        let area = |area: &Area| {
            Area::between(
                point(Point { x: area.left, y: area.top }),
                point(Point { x: area.right, y: area.bottom }),
            )
        };
        let rules = self.rules.iter().map(area).collect();
        let shades = self.shades.iter().map(area).collect();
        Self { width, height, glyphs, rules, shades, ..self.clone_facts() }
    }

    fn turn_point(&self, point: Point, turn: Turn) -> Point {
        match turn {
            Turn::Right | Turn::Slanted => point,
            Turn::Down => Point { x: point.y, y: self.width - point.x },
            Turn::Left => Point { x: self.width - point.x, y: self.height - point.y },
            Turn::Up => Point { x: self.height - point.y, y: point.x },
        }
    }

    fn clone_facts(&self) -> Self {
        Self { number: self.number, unmapped: self.unmapped, cut: self.cut, ..Self::default() }
    }
}

impl Turn {
    /// The direction of a line from `(0, 0)` to `(x, y)`.
    pub(super) fn of(x: f32, y: f32) -> Self {
        /// The tangent of the angle up to which a line still counts as straight.
        const STRAIGHT: f32 = 0.15;
        if y.abs() <= STRAIGHT * x.abs() {
            if x >= 0.0 { Self::Right } else { Self::Left }
        } else if x.abs() <= STRAIGHT * y.abs() {
            if y >= 0.0 { Self::Down } else { Self::Up }
        } else {
            Self::Slanted
        }
    }

    /// The direction after the page was turned so that `front` runs to the right.
    fn seen_from(self, front: Self) -> Self {
        const QUARTERS: [Turn; 4] = [Turn::Right, Turn::Down, Turn::Left, Turn::Up];
        if self == Self::Slanted || front == Self::Slanted {
            return self;
        }
        QUARTERS[(self as usize + 4 - front as usize) % 4]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_page_reads_to_the_right() {
        let glyph = |turn, start: (f32, f32), end: (f32, f32)| Glyph {
            char: '甲',
            start: Point { x: start.0, y: start.1 },
            end: Point { x: end.0, y: end.1 },
            size: 10.0,
            turn,
            bold: false,
            family: 0,
            artifact: false,
        };
        for (turn, start, end) in [
            (Turn::Down, (190.0, 10.0), (190.0, 20.0)),
            (Turn::Up, (10.0, 290.0), (10.0, 280.0)),
            (Turn::Left, (190.0, 290.0), (180.0, 290.0)),
        ] {
            let page = Page {
                width: 200.0,
                height: 300.0,
                glyphs: vec![glyph(turn, start, end)],
                ..Page::default()
            };
            let turned = page.turned(turn);
            let glyph = turned.glyphs[0];
            assert_eq!(glyph.turn, Turn::Right);
            assert_eq!(glyph.start, Point { x: 10.0, y: 10.0 }, "{turn:?}");
            assert_eq!(glyph.end, Point { x: 20.0, y: 10.0 }, "{turn:?}");
            assert_eq!(Turn::of(end.0 - start.0, end.1 - start.1), turn);
        }
    }
}
