//! How wide the columns of a table are whose cells are cut at the margin: lines that go on fill
//! them.

use super::found::Dealt;
use super::piece::Piece;
use crate::scan::column::Kind;

/// A line is full where no word more would have had room, and lines of one column differ by no
/// more.
pub(super) const ROOM: i32 = 3;

/// The lines of a column.
#[derive(Clone, Copy)]
pub(super) struct Line {
    /// Twice as many as the characters of a full one, and one for each that is narrow.
    pub width: i32,
    /// Whether cells that go on fill most of their lines.
    pub is_filled: bool,
}

/// How wide the lines of each column are that go on: of cells of several lines all but the
/// last. None where they differ, as where a program has filled no lines.
pub(super) fn usual_lines(kinds: &[Kind], dealt: &Dealt, pieces: &[Piece]) -> Vec<Option<Line>> {
    let widths: Vec<Vec<i32>> = (0..kinds.len())
        .map(|column| {
            let is_text = kinds[column].is_units() || matches!(kinds[column], Kind::Content | Kind::Name);
            if is_text { widths_of(column, dealt, pieces) } else { Vec::new() }
        })
        .collect();
    let usual: Vec<Option<i32>> = widths.iter().map(|widths| most_frequent(widths)).collect();
    let line = |column: usize| {
        /// As many of ten lines are as wide as the column, and no more are wider, unless they are
        /// those of another column.
        const ALIKE: usize = 3;
        const FILLED: usize = 6;
        const WIDER: usize = 2;
        let (width, widths) = (usual[column]?, &widths[column]);
        let is_wider = |own: &&i32| {
            **own > width + ROOM
                && !usual.iter().flatten().any(|other| *other > width && (**own - *other).abs() <= ROOM)
        };
        let alike = widths.iter().filter(|own| (**own - width).abs() <= ROOM).count();
        let wider = widths.iter().filter(is_wider).count();
        let is_usual = alike * 10 >= widths.len() * ALIKE && wider * 10 <= widths.len() * WIDER;
        is_usual.then(|| Line { width, is_filled: alike * 10 >= widths.len() * FILLED })
    };
    (0..kinds.len()).map(line).collect()
}

/// How wide the lines of the cells of a column are, but for the last of each.
fn widths_of(column: usize, dealt: &Dealt, pieces: &[Piece]) -> Vec<i32> {
    /// No more are looked at.
    const MOST: usize = 400;
    let cells = dealt.rows.iter().filter(|row| !row.is_banner).map(|row| &row.cells[column]);
    let cells = cells.filter(|cell| cell.len() > 1 && cell.iter().all(|at| pieces[*at].joint.is_line()));
    let lines = cells.flat_map(|cell| &cell[..cell.len() - 1]);
    lines.take(MOST).map(|at| pieces[*at].look.width).collect()
}

/// The width that most lines have, the greatest of them; none where they are too few to tell.
fn most_frequent(widths: &[i32]) -> Option<i32> {
    /// So many lines tell it.
    const LEAST: usize = 5;
    let count = |width: i32| widths.iter().filter(|own| **own == width).count();
    let usual = widths.iter().copied().max_by_key(|width| (count(*width), *width));
    usual.filter(|_| widths.len() >= LEAST)
}
