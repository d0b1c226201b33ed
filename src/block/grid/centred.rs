//! Rows whose wrapped cell stands around them.
//!
//! Where a page sets the cells of a row in the middle of its height, a cell of two lines has
//! one above the others and one below. A program that copies line by line then gives the
//! first half of the cell, the rest of the row, and the second half. The same goes for the
//! cells of a header.

use super::column::{Kind, kind_of};
use super::deal::Columns;
use super::piece::{Joint, Piece};

/// The lines of a table: ranges of pieces.
fn lines_of(pieces: &[Piece]) -> Vec<(usize, usize)> {
    let mut lines: Vec<(usize, usize)> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match lines.last_mut() {
            Some((_, end)) if !piece.joint.is_line() => *end = at + 1,
            _ => lines.push((at, at + 1)),
        }
    }
    lines
}

/// Puts the halves of wrapped cells into their rows: those of lines that begin with the next
/// number and lack one cell, with as many lines above as below. None where there are none, or
/// where the lines do not add up.
pub(super) fn put_together(columns: &Columns<'_>, pieces: &[Piece]) -> Option<Vec<Piece>> {
    let width = columns.kinds.len();
    if columns.kinds.first() != Some(&Kind::Number) || width < 3 {
        return None;
    }
    let lines = lines_of(pieces);
    let is_row =
        |(start, end): &(usize, usize)| pieces[*start].look.number.is_some() && end - start + 1 >= width;
    let is_half = |(start, end): &(usize, usize)| {
        let look = &pieces[*start].look;
        end - start == 1 && !look.is_banner && !look.is_value && !look.is_head && !look.is_sum
    };
    let mut ordered: Vec<Piece> = Vec::with_capacity(pieces.len());
    let (mut at, mut expected, mut found) = (0, 1, false);
    // How many lines of the row before still follow.
    let mut due = 0;
    while at < lines.len() {
        let halves = lines[at..].iter().take_while(|line| is_half(line)).count();
        let Some(row) = lines.get(at + halves).filter(|line| is_row(line)) else { break };
        if pieces[row.0].look.number != Some(expected) || halves < due {
            break;
        }
        let above = halves - due;
        let lacks_cell = row.1 - row.0 + 1 == width;
        // A whole row has nothing around it.
        if lacks_cell != (above > 0) {
            break;
        }
        // The second half of the cell before was taken with its row.
        let above = &lines[at + due..at + halves];
        at += halves + 1;
        expected += 1;
        due = 0;
        if above.is_empty() {
            ordered.extend(pieces[row.0..row.1].iter().cloned());
            continue;
        }
        let below = lines.get(at..at + above.len()).filter(|below| below.iter().all(is_half));
        let Some(below) = below else { break };
        due = below.len();
        found = true;
        let cell: Vec<Piece> = above.iter().chain(below).map(|line| pieces[line.0].clone()).collect();
        ordered.extend(insert(columns, &pieces[row.0..row.1], cell));
    }
    if !found {
        return None;
    }
    // What follows stays as it is.
    let rest = lines.get(at + due).map_or(pieces.len(), |line| line.0);
    ordered.extend(pieces[rest..].iter().cloned());
    Some(ordered)
}

/// The pieces of a row with those of the cell that it lacks, where that fits best.
fn insert(columns: &Columns<'_>, row: &[Piece], mut cell: Vec<Piece>) -> Vec<Piece> {
    let number = row[0].look.number.unwrap_or(1);
    let fit_at = |place: usize| -> i32 {
        let looks = row[..place].iter().chain(&cell[..1]).chain(&row[place..]).map(|piece| &piece.look);
        looks.enumerate().map(|(at, look)| columns.fit(at, look, number)).sum()
    };
    let place = (1..=row.len()).max_by_key(|place| (fit_at(*place), std::cmp::Reverse(*place))).unwrap_or(1);
    for (at, piece) in cell.iter_mut().enumerate() {
        piece.joint = if at == 0 { Joint::Blank } else { Joint::Soft };
    }
    let mut whole = row[..place].to_vec();
    whole.append(&mut cell);
    whole.extend_from_slice(&row[place..]);
    whole
}

/// The ways to put a header together whose cells of two lines stand around the line that
/// begins with 序号: 2022年 and 2025年 above it, 现状值 and 目标值 below. They stand side by
/// side at one place among the others, wherever that is.
pub(super) fn headers_around(text: &str, pieces: &[Piece]) -> Vec<Vec<Piece>> {
    /// No header has more cells of two lines.
    const MOST: usize = 5;
    let lines = lines_of(pieces);
    let [above, middle, below, ..] = lines.as_slice() else { return Vec::new() };
    let count = above.1 - above.0;
    let word = |at: usize| pieces[at].span.of(text);
    let is_counted = kind_of(word(middle.0)) == Some(Kind::Number);
    let fit = (0..count).all(|at| {
        below.0 + at < below.1 && kind_of(&format!("{}{}", word(above.0 + at), word(below.0 + at))).is_some()
    });
    // Where each cell has a line of its own, none stands around another.
    if count > MOST || below.1 - below.0 != count || middle.1 - middle.0 < 2 || !is_counted || !fit {
        return Vec::new();
    }
    let whole = |place: usize| {
        let mut ordered = pieces[middle.0..middle.0 + place].to_vec();
        for at in 0..count {
            ordered.push(Piece { joint: Joint::Blank, ..pieces[above.0 + at].clone() });
            ordered.push(Piece { joint: Joint::Soft, ..pieces[below.0 + at].clone() });
        }
        ordered.extend_from_slice(&pieces[middle.0 + place..middle.1]);
        ordered.extend_from_slice(&pieces[below.1..]);
        // The first of all begins its line.
        ordered[0].joint = Joint::Line(0);
        ordered
    };
    (1..=middle.1 - middle.0).map(whole).collect()
}
