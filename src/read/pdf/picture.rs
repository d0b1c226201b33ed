//! Pictures on a page of text that may be pictures of text: boxes and tables are
//! often pasted so.

use super::page::{Area, Page};

/// A picture at least as wide as this share of the page, and as high, in points,
/// has room for words; seals and emblems are smaller.
const MIN_WIDTH: f32 = 0.35;
const MIN_HEIGHT: f32 = 24.0;

/// With more characters above it, a picture is their background, or a scan whose
/// text was recognized.
const MAX_CHARACTERS: usize = 8;

/// Strips of one picture are no farther apart, in points.
const STRIP: f32 = 2.0;

/// How many pictures of a page have room for words that nobody has read.
pub(super) fn count_unread(page: &Page) -> u32 {
    let mut pictures = page.pictures.clone();
    pictures
        .retain(|area| [area.left, area.top, area.right, area.bottom].iter().all(|side| side.is_finite()));
    pictures.sort_by(|a, b| a.top.total_cmp(&b.top));
    let mut whole: Vec<Area> = Vec::new();
    for picture in pictures {
        match whole.last_mut() {
            Some(last) if is_strip(last, &picture) => *last = last.union(&picture),
            _ => whole.push(picture),
        }
    }
    whole.retain(|area| {
        let width = area.right.min(page.width) - area.left.max(0.0);
        let height = area.bottom.min(page.height) - area.top.max(0.0);
        width >= MIN_WIDTH * page.width && height >= MIN_HEIGHT
    });
    whole.retain(|area| {
        let above = page.glyphs.iter().filter(|glyph| area.holds(glyph.start) && !glyph.char.is_whitespace());
        above.take(MAX_CHARACTERS + 1).count() <= MAX_CHARACTERS
    });
    whole.len() as u32
}

fn is_strip(a: &Area, b: &Area) -> bool {
    (a.left - b.left).abs() <= STRIP && (a.right - b.right).abs() <= STRIP && b.top - a.bottom <= STRIP
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seals_and_backgrounds_are_passed_over() {
        let count = |areas: &[(f32, f32, f32, f32)]| {
            let pictures =
                areas.iter().map(|&(left, top, right, bottom)| Area { left, top, right, bottom }).collect();
            count_unread(&Page { width: 600.0, height: 800.0, pictures, ..Page::default() })
        };
        assert_eq!(count(&[(80.0, 400.0, 520.0, 600.0)]), 1);
        assert_eq!(count(&[(350.0, 400.0, 480.0, 530.0)]), 0);
        assert_eq!(count(&[(80.0, 400.0, 520.0, 410.0), (80.0, 410.0, 520.0, 430.0)]), 1);
        assert_eq!(count(&[(80.0, 100.0, 520.0, 200.0), (80.0, 400.0, 520.0, 500.0)]), 2);
    }
}
