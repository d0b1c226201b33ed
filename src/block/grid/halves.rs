//! Names that stand around the figures of their row, in tables whose rows begin with a name.
//!
//! Where a page sets the figures in the middle of a name of two lines, a program that copies line
//! by line prints the first half of the name, the figures, and the second half; or the figures beside
//! the middle line of three. `around` does the same for rows that begin with their number,
//! `centred` where names of groups stand beside them.

use super::centred::{fits_behind, lines_of};
use super::fit::Columns;
use super::piece::Piece;
use super::rows::Ordered;
use crate::scan::column::Kind;

/// No name has more lines above its figures.
const MAX_ABOVE: usize = 4;

/// So many names with their numbers in sequence are counted.
const LEAST: u32 = 3;

/// A row that is being put together.
struct Row {
    name: Vec<usize>,
    tail: (usize, usize),
    /// How many lines of its name are still to come.
    due: usize,
}

/// Puts the halves of each name together. None where no name stands around its figures.
pub(super) fn put_names_together(columns: &Columns<'_>, pieces: &[Piece]) -> Option<Ordered> {
    let kinds = columns.kinds;
    let others = [Kind::Name, Kind::Group, Kind::Number];
    if kinds.first() != Some(&Kind::Name)
        || kinds.len() < 3
        || !kinds.contains(&Kind::Value)
        || kinds[1..].iter().any(|kind| others.contains(kind))
    {
        return None;
    }
    let lines = lines_of(pieces);
    let is_counted = count_names(pieces, &lines) >= LEAST;
    let behind = kinds.len() - 1;
    let mut ordered = Ordered::default();
    let mut row: Option<Row> = None;
    // Lines of one piece since the last row.
    let mut open: Vec<usize> = Vec::new();
    let mut has_halves = false;
    let mut taken = 0;
    for (start, end) in lines {
        let look = &pieces[start].look;
        if end - start == 1 {
            let is_name = !look.is_banner && look.marker.is_none() && !look.is_value;
            match row.as_mut().filter(|row| is_name && open.is_empty() && row.takes(pieces, start)) {
                Some(row) => {
                    row.name.push(start);
                    row.due = row.due.saturating_sub(1);
                    has_halves = true;
                    taken = end;
                }
                None => open.push(start),
            }
            if open.len() > MAX_ABOVE {
                break;
            }
            continue;
        }
        let Some(from) = end.checked_sub(behind).filter(|from| (start..=start + 1).contains(from)) else {
            break;
        };
        // A row with its attribute in its place lacks nothing.
        let mut attributes =
            kinds[1..].iter().zip(&pieces[from..end]).filter(|(kind, _)| **kind == Kind::Attribute);
        let is_whole = attributes.next().is_some_and(|(_, piece)| piece.look.is_attribute);
        if !is_whole && !fits_behind(kinds, &pieces[from..end]) {
            break;
        }
        // The lines above that belong to the name: back to where it begins with its number.
        let lacks_begin = from == start || is_counted && look.marker.is_none();
        let begins = |at: &usize| pieces[*at].look.marker.is_some() && !pieces[*at].look.is_banner;
        let first = open.iter().rposition(begins).or_else(|| {
            let banner = open.iter().rposition(|at| pieces[*at].look.is_banner);
            Some(banner.map_or(0, |at| at + 1))
        });
        let first = first.filter(|_| lacks_begin).unwrap_or(open.len());
        let above = open.split_off(first);
        if above.is_empty() && from == start {
            break;
        }
        push(&mut ordered, pieces, row.take());
        open.drain(..).for_each(|at| ordered.push_line(&pieces[at]));
        has_halves |= !above.is_empty();
        let due = above.len();
        row = Some(Row { name: above.into_iter().chain(start..from).collect(), tail: (from, end), due });
        taken = end;
    }
    push(&mut ordered, pieces, row);
    ordered.push_rest(&pieces[taken..]);
    has_halves.then_some(ordered)
}

impl Row {
    /// Whether a line goes on with its name: one that is due, or the unit in brackets.
    fn takes(&self, pieces: &[Piece], line: usize) -> bool {
        let lacks_unit = || self.name.last().is_some_and(|last| !pieces[*last].look.has_unit);
        self.due > 0 || pieces[line].look.is_bracket && lacks_unit()
    }
}

/// How many lines begin with the number of a row, one behind the other.
fn count_names(pieces: &[Piece], lines: &[(usize, usize)]) -> u32 {
    lines.iter().fold(0, |last, (start, _)| last + u32::from(pieces[*start].look.marker == Some(last + 1)))
}

fn push(ordered: &mut Ordered, pieces: &[Piece], row: Option<Row>) {
    let Some(row) = row else { return };
    let tail = (row.tail.0..row.tail.1).enumerate().map(|(at, piece)| (at + 1, vec![piece]));
    ordered.push_row(pieces, std::iter::once((0, row.name)).chain(tail));
}
