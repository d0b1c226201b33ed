//! Boxes without a border: text on a ground of its own colour.
//!
//! Programs fill one rectangle for a box, or one for each of its paragraphs. The
//! ground of a table, of single lines, of highlighted words and of whole pages is
//! no box.

use super::grid::Grid;
use super::page::{Area, Glyph, Page, Turn};

/// Rectangles that are filled one below the other miss each other by no more
/// than this, in points.
const TOUCH: f32 = 3.0;

/// Boxes are as wide as a column, and not as wide as the page.
const MIN_WIDTH: f32 = 0.33;
const MAX_WIDTH: f32 = 0.93;

/// A ground as high as this share of the page that holds most of its text is the
/// ground of the page.
const MAX_HEIGHT: f32 = 0.6;
const MAX_SHARE: f32 = 0.8;

/// A page with more filled rectangles is a drawing.
const MAX_SHADES: usize = 400;

/// The boxes of a page whose tables and frames are known.
pub(super) fn boxes(page: &Page, grids: &[Grid]) -> Vec<Grid> {
    let is_wide = |area: &&Area| (MIN_WIDTH * page.width..MAX_WIDTH * page.width).contains(&area.width());
    let mut shades: Vec<Area> = page.shades.iter().filter(is_wide).copied().collect();
    if shades.is_empty() || shades.len() > MAX_SHADES {
        return Vec::new();
    }
    shades.sort_by(|a, b| a.top.total_cmp(&b.top).then(b.bottom.total_cmp(&a.bottom)));
    // Each with whether one of its rectangles lies below several lines: what is
    // filled line by line is highlighted.
    let mut found: Vec<(Area, bool)> = Vec::new();
    for shade in shades {
        let has_lines = lines_in(page, &shade) > 1;
        let joins = |(other, _): &&mut (Area, bool)| {
            (other.left - shade.left).abs() <= TOUCH
                && (other.right - shade.right).abs() <= TOUCH
                && shade.top - other.bottom <= TOUCH
        };
        match found.iter_mut().rev().find(joins) {
            Some((area, several)) => {
                *area = area.union(&shade);
                *several |= has_lines;
            }
            None => found.push((shade, has_lines)),
        }
    }
    let areas: Vec<Area> = found.iter().map(|(area, _)| *area).collect();
    let count = page.glyphs.len() as f32;
    found.retain(|(area, several)| {
        let is_ground = area.height() > MAX_HEIGHT * page.height
            && page.glyphs.iter().filter(|glyph| area.holds(glyph.start)).count() as f32 > MAX_SHARE * count;
        *several
            && !is_ground
            && grids.iter().all(|grid| !meets(&grid.area, area) || fits_in(&grid.area, area))
            && areas.iter().all(|other| other == area || !meets(other, area))
            && !is_crossed(page, area)
    });
    found.into_iter().map(|(area, _)| Grid::frame(area)).collect()
}

/// How many lines stand in an area: one, or more.
fn lines_in(page: &Page, area: &Area) -> usize {
    let mut bases = page.glyphs.iter().filter(|glyph| is_text(glyph) && area.holds(glyph.start));
    let Some(first) = bases.next() else { return 0 };
    1 + usize::from(bases.any(|glyph| (glyph.start.y - first.start.y).abs() > 0.8 * first.size))
}

fn is_text(glyph: &Glyph) -> bool {
    glyph.turn == Turn::Right && !glyph.char.is_whitespace()
}

/// Whether two areas have a part in common.
fn meets(a: &Area, b: &Area) -> bool {
    a.left + TOUCH < b.right
        && b.left + TOUCH < a.right
        && a.top + TOUCH < b.bottom
        && b.top + TOUCH < a.bottom
}

/// Whether a table or frame is only a part of a box.
fn fits_in(grid: &Area, area: &Area) -> bool {
    area.encloses(grid, 1.0) && grid.height() < 0.7 * area.height()
}

/// Whether text runs over the left or the right side of a box.
fn is_crossed(page: &Page, area: &Area) -> bool {
    page.glyphs.iter().filter(|glyph| is_text(glyph)).any(|glyph| {
        let is_beside = (area.top..area.bottom).contains(&(glyph.start.y - 0.35 * glyph.size));
        let over = |side: f32| glyph.start.x + TOUCH < side && side + TOUCH < glyph.end.x;
        is_beside && (over(area.left) || over(area.right))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pdf::page::Point;

    /// A page with two lines at 200 and 220 and one at 400, and what is filled.
    fn boxes_of(shades: &[(f32, f32, f32, f32)]) -> Vec<(f32, f32)> {
        let line = |base: f32| {
            (0..30).map(move |at| Glyph {
                char: '甲',
                start: Point { x: 90.0 + at as f32 * 12.0, y: base },
                end: Point { x: 102.0 + at as f32 * 12.0, y: base },
                size: 12.0,
                turn: Turn::Right,
                bold: false,
                family: 0,
                artifact: false,
            })
        };
        let shades =
            shades.iter().map(|&(left, top, right, bottom)| Area { left, top, right, bottom }).collect();
        let glyphs = line(200.0).chain(line(220.0)).chain(line(400.0)).collect();
        let page = Page { width: 600.0, height: 800.0, glyphs, shades, ..Page::default() };
        boxes(&page, &[]).iter().map(|grid| (grid.area.top, grid.area.bottom)).collect()
    }

    #[test]
    fn lines_on_a_ground_are_a_box() {
        assert_eq!(boxes_of(&[(80.0, 180.0, 520.0, 230.0)]), [(180.0, 230.0)]);
        // A bar with a title, and its text below.
        assert_eq!(boxes_of(&[(80.0, 160.0, 520.0, 181.0), (80.0, 182.0, 520.0, 230.0)]), [(160.0, 230.0)]);
    }

    #[test]
    fn other_grounds_are_no_boxes() {
        // A single line, highlighted lines, the page, a cell beside another.
        assert!(boxes_of(&[(80.0, 390.0, 520.0, 405.0)]).is_empty());
        assert!(boxes_of(&[(80.0, 188.0, 520.0, 204.0), (80.0, 206.0, 520.0, 224.0)]).is_empty());
        assert!(boxes_of(&[(0.0, 0.0, 600.0, 800.0)]).is_empty());
        assert!(boxes_of(&[(20.0, 20.0, 570.0, 780.0)]).is_empty());
        assert!(boxes_of(&[(80.0, 180.0, 300.0, 230.0)]).is_empty());
    }
}
