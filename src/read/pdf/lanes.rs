//! Columns of text: what is set side by side, and in which order it is read.
//!
//! A page is cut at a gutter, a strip that no line crosses, into bands: across
//! those where lines reach over it, column by column those where they end before
//! it and begin behind it. Cells of a table end and begin side by side as well,
//! but their lines do not reach the gutter.

use super::line::main_of;
use super::page::{Area, Point};

/// Characters that follow each other on one baseline, or a table.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub area: Area,
    /// How many characters it has; none if it is a table or a frame.
    pub count: u32,
    /// Its font size.
    pub size: f32,
}

/// A part of a page whose lines are read one after the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Region {
    pub area: Area,
    /// The column, from 1; 0 for what is set across the page.
    pub lane: u8,
}

/// Where the regions of a page are, in reading order, and the gutter between
/// its columns.
pub(super) struct Layout {
    pub regions: Vec<Region>,
    pub gutter: Option<f32>,
}

/// Columns begin and end in this part of the width they share.
const GUTTERS: std::ops::Range<f32> = 0.15..0.85;

/// Shorter pieces do not show where a column ends.
const MIN_LONG: u32 = 6;

/// Lines of a column have at least so many characters, most of them.
const MIN_MEAN: u32 = 8;

/// At least so many long pieces at each side show columns, or so many in all
/// where the page before has the same gutter.
const MIN_LINES: usize = 3;

/// The room between columns, in font sizes.
const MIN_GUTTER: f32 = 0.8;

/// Columns stand no farther apart, in font sizes; the two pages of a sheet
/// in A3 do not.
const MAX_GUTTER: f32 = 9.0;

/// How far from the gutter full lines end, and lines begin, in font sizes.
const REACH: f32 = 2.6;

/// A page of more pieces is a drawing or a table.
const MAX_PIECES: usize = 2000;

/// Places that are tried at most.
const MAX_TRIED: usize = 60;

/// Finds the regions of a page of the given size; `hint` is the gutter of the
/// page before.
pub(super) fn layout(mut pieces: Vec<Piece>, page: Area, hint: Option<f32>) -> Layout {
    let whole = || Layout { regions: vec![Region { area: page, lane: 0 }], gutter: None };
    if pieces.len() > MAX_PIECES {
        return whole();
    }
    pieces.sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
    let all: Vec<&Piece> = pieces.iter().collect();
    let Some(gutter) = gutter(&all, &page).or(hint) else { return whole() };
    let mut bands = bands(&all, gutter);
    if bands.iter().all(|band| !band.is_split) {
        return whole();
    }
    let mut regions = Vec::new();
    let mut top = page.top;
    for at in 0..bands.len() {
        let bottom = match bands.get(at + 1) {
            Some(next) => f32::midpoint(bands[at].bottom.min(next.top), next.top).max(top),
            None => page.bottom,
        };
        let area = Area { top, bottom, ..page };
        let band = &mut bands[at];
        if band.is_split {
            let mut sides = vec![page.left];
            let halves = [(page.left, gutter), (gutter, page.right)];
            for (left, right) in halves {
                let half = Area { left, right, ..area };
                let inside: Vec<&Piece> =
                    band.pieces.iter().copied().filter(|piece| half.holds(middle(&piece.area))).collect();
                if let Some(cut) = clean_gutter(&inside, &half) {
                    sides.push(cut);
                }
                sides.push(right);
            }
            for (lane, pair) in sides.windows(2).enumerate() {
                regions.push(Region {
                    area: Area { left: pair[0], right: pair[1], ..area },
                    lane: lane as u8 + 1,
                });
            }
        } else {
            regions.push(Region { area, lane: 0 });
        }
        top = bottom;
    }
    Layout { regions, gutter: Some(gutter) }
}

/// A stretch of a page from top to bottom.
struct Band<'a> {
    top: f32,
    bottom: f32,
    pieces: Vec<&'a Piece>,
    is_split: bool,
}

/// Cuts a page into bands that a gutter divides and bands that it does not.
fn bands<'a>(pieces: &[&'a Piece], gutter: f32) -> Vec<Band<'a>> {
    let mut runs: Vec<Band<'a>> = Vec::new();
    for piece in pieces {
        let is_split = !crosses(piece, gutter);
        match runs.last_mut() {
            Some(run) if run.is_split == is_split => {
                run.bottom = run.bottom.max(piece.area.bottom);
                run.pieces.push(piece);
            }
            _ => runs.push(Band {
                top: piece.area.top,
                bottom: piece.area.bottom,
                pieces: vec![piece],
                is_split,
            }),
        }
    }
    let mut bands: Vec<Band<'a>> = Vec::new();
    for mut run in runs {
        let left = run.pieces.iter().filter(|piece| piece.area.right <= gutter).count();
        run.is_split &= left > 0 && left < run.pieces.len() && run.pieces.len() >= MIN_LINES;
        match bands.last_mut() {
            Some(band) if band.is_split == run.is_split => {
                band.bottom = band.bottom.max(run.bottom);
                band.pieces.append(&mut run.pieces);
            }
            _ => bands.push(run),
        }
    }
    bands
}

fn crosses(piece: &Piece, gutter: f32) -> bool {
    piece.area.left < gutter && gutter < piece.area.right
}

fn middle(area: &Area) -> Point {
    Point { x: f32::midpoint(area.left, area.right), y: f32::midpoint(area.top, area.bottom) }
}

/// A gutter that nothing in `area` crosses.
fn clean_gutter(pieces: &[&Piece], area: &Area) -> Option<f32> {
    gutter(pieces, area).filter(|gutter| !pieces.iter().any(|piece| crosses(piece, *gutter)))
}

/// How many lines a gutter has at the side that has fewer, and in all: marks that
/// hang out of their column are not to stand in the next.
type Score = (usize, usize);

/// The middle of the gutter that divides most lines of `area`.
fn gutter(pieces: &[&Piece], area: &Area) -> Option<f32> {
    let within = |x: f32| GUTTERS.contains(&((x - area.left) / area.width().max(1.0)));
    let long: Vec<&Piece> = pieces.iter().copied().filter(|piece| piece.count >= MIN_LONG).collect();
    // Most pages have one column, and nothing begins in the middle of them.
    let behind = long.iter().filter(|piece| within(piece.area.left)).count();
    if behind < MIN_LINES {
        return None;
    }
    let size = main_of(long.iter().map(|piece| (piece.size * 10.0).round() as u32))? as f32 / 10.0;
    let mut tried: Vec<i32> = long
        .iter()
        .map(|piece| piece.area.right + 0.4 * size)
        .filter(|x| within(*x))
        .map(|x| x.round() as i32)
        .collect();
    tried.sort_unstable();
    tried.dedup();
    tried.truncate(MAX_TRIED);
    let mut best: Option<(Score, f32)> = None;
    for x in tried {
        let found = streaks(pieces, x as f32, size);
        if let Some((lines, _)) = found
            && best.is_none_or(|(most, _)| lines > most)
        {
            best = found;
        }
    }
    best.map(|(_, x)| x)
}

/// How many lines end before `x` and begin behind it, in stretches that nothing
/// crosses, and the middle of the gutter there.
fn streaks(pieces: &[&Piece], x: f32, size: f32) -> Option<(Score, f32)> {
    let mut best: Option<(Score, f32)> = None;
    for streak in pieces.split(|piece| crosses(piece, x)) {
        let (left, right): (Vec<&Piece>, Vec<&Piece>) = streak
            .iter()
            .copied()
            .filter(|piece| piece.count >= MIN_LONG)
            .partition(|piece| piece.area.right <= x);
        let lines = (left.len().min(right.len()), left.len() + right.len());
        if lines.0 < MIN_LINES || best.is_some_and(|(most, _)| lines <= most) {
            continue;
        }
        let end = left.iter().map(|piece| piece.area.right).fold(f32::MIN, f32::max);
        let start = right.iter().map(|piece| piece.area.left).fold(f32::MAX, f32::min);
        let reach = REACH * size;
        let full = left.iter().filter(|piece| piece.area.right >= end - reach).count();
        let whole = right.iter().map(|piece| piece.area.right).fold(f32::MIN, f32::max) - reach;
        let full_right = right.iter().filter(|piece| piece.area.right >= whole).count();
        let flush = right.iter().filter(|piece| piece.area.left <= start + reach).count();
        let mean = |side: &[&Piece]| side.iter().map(|piece| piece.count).sum::<u32>() / side.len() as u32;
        let is_text = full * 3 >= left.len()
            && full_right * 3 >= right.len()
            && flush * 10 >= right.len() * 7
            && mean(&left) >= MIN_MEAN
            && mean(&right) >= MIN_MEAN;
        let is_text = is_text && !is_table(streak, &right, x);
        if is_text && (MIN_GUTTER * size..MAX_GUTTER * size).contains(&(start - end)) {
            best = Some((lines, f32::midpoint(end, start)));
        }
    }
    best
}

/// Whether most of what stands behind `x` is the last cell of a row: beside it,
/// several pieces stand before `x`, short ones among them. Pieces come from top to
/// bottom.
fn is_table(pieces: &[&Piece], behind: &[&Piece], x: f32) -> bool {
    let is_cell = |piece: &&&Piece| {
        let (top, height) = (piece.area.top, piece.area.height());
        let from = pieces.partition_point(|other| other.area.top < top - 0.5 * height);
        let to = pieces.partition_point(|other| other.area.top <= top + 0.5 * height);
        let (mut count, mut short) = (0, 0);
        for other in pieces[from..to].iter().filter(|other| other.area.right <= x) {
            count += 1;
            short += usize::from(other.count < MIN_LONG);
        }
        count > 1 && short > 0
    };
    behind.iter().filter(is_cell).count() * 2 > behind.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Area = Area { left: 0.0, top: 0.0, right: 600.0, bottom: 800.0 };

    fn piece(left: f32, right: f32, top: f32) -> Piece {
        Piece {
            area: Area { left, top, right, bottom: top + 10.0 },
            count: ((right - left) / 10.0) as u32,
            size: 10.0,
        }
    }

    fn lanes(pieces: &[Piece], hint: Option<f32>) -> Vec<u8> {
        layout(pieces.to_vec(), PAGE, hint).regions.iter().map(|region| region.lane).collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let mut pieces = vec![piece(100.0, 500.0, 50.0)];
        for line in 0..5 {
            pieces.push(piece(50.0, 290.0, 100.0 + 15.0 * line as f32));
            pieces.push(piece(310.0, 550.0, 105.0 + 15.0 * line as f32));
        }
        pieces.push(piece(50.0, 550.0, 300.0));
        assert_eq!(lanes(&pieces, None), [0, 1, 2, 0]);
        let regions = layout(pieces, PAGE, None).regions;
        assert!((regions[1].area.right - 300.0).abs() < 1.0);
        assert!(
            (60.0..100.0).contains(&regions[1].area.top) && (175.0..300.0).contains(&regions[1].area.bottom)
        );
    }

    #[test]
    fn three_columns_have_two_gutters() {
        let mut pieces = Vec::new();
        for line in 0..6 {
            for left in [30.0, 220.0, 410.0] {
                pieces.push(piece(left, left + 170.0, 100.0 + 15.0 * line as f32));
            }
        }
        assert_eq!(lanes(&pieces, None), [1, 2, 3]);
    }

    #[test]
    fn cells_are_no_columns() {
        let mut pieces = Vec::new();
        for line in 0..8 {
            pieces.push(piece(50.0, 120.0 + 20.0 * (line % 4) as f32, 100.0 + 15.0 * line as f32));
            pieces.push(piece(310.0, 380.0 + 20.0 * (line % 3) as f32, 100.0 + 15.0 * line as f32));
        }
        assert_eq!(lanes(&pieces, None), [0]);
    }

    #[test]
    fn a_short_rest_follows_the_page_before() {
        let pieces = [piece(50.0, 290.0, 100.0), piece(310.0, 550.0, 100.0), piece(50.0, 150.0, 115.0)];
        assert_eq!(lanes(&pieces, None), [0]);
        assert_eq!(lanes(&pieces, Some(300.0)), [1, 2]);
        // Lines across the gutter are no columns.
        assert_eq!(lanes(&[piece(50.0, 400.0, 100.0)], Some(300.0)), [0]);
    }

    #[test]
    fn the_last_cells_of_rows_are_no_column() {
        let mut pieces = Vec::new();
        for line in 0..6 {
            let top = 100.0 + 15.0 * line as f32;
            pieces.push(piece(50.0, 60.0, top));
            pieces.push(piece(100.0, 290.0, top));
            pieces.push(piece(310.0, 550.0, top));
        }
        assert_eq!(lanes(&pieces, None), [0]);
    }
}
