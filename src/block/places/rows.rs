//! Which lines make up a row: all ways to cut the lines between two rows are
//! weighed, and the whole table is cut where it costs least.

use super::{Line, MAX_WRAPPED, Piece, Place};

/// Evidence against the lines of a row belonging together.
mod cost {
    /// A row without its name, or with a name that begins below its values.
    pub const NO_NAME: u32 = 20;
    /// A line more above the values than below.
    pub const UNEVEN: u32 = 2;
    /// A cell that goes on though its line was not full.
    pub const NOT_FULL: u32 = 3;
    /// A cell that goes on behind a line without it. Lines of cells with an even number of them
    /// stand between those of cells with an odd number, and may be printed one behind the other.
    pub const BROKEN: u32 = 1;
    /// A blank line inside a row, where not all lines have one.
    pub const BLANK: u32 = 4;
    /// A line behind the last row that is left out, though it is no text.
    pub const LEFT_OUT: u32 = 4;
}

/// The rows, as ranges of lines: the way to cut them that costs least.
pub(super) fn cut_rows(places: &[Place], lines: &[Line]) -> Option<Vec<(usize, usize)>> {
    let mains: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].is_main).collect();
    let (first, last) = (*mains.first()?, *mains.last()?);
    if first > MAX_WRAPPED || mains.windows(2).any(|pair| pair[1] - pair[0] > MAX_WRAPPED) {
        return None;
    }
    let weigh = Weigh::new(places, lines);
    // Ways to begin the row: where, what all rows before it cost, and which way
    // the row before began.
    let mut ways: Vec<Vec<(usize, u32, usize)>> = vec![vec![(0, 0, 0)]];
    for (at, main) in mains.iter().enumerate().take(mains.len() - 1) {
        let next: Vec<(usize, u32, usize)> = (*main + 1..=mains[at + 1])
            .rev()
            .filter_map(|end| {
                let costs = ways[at]
                    .iter()
                    .enumerate()
                    .map(|(from, (start, before, _))| (before + weigh.row(*start, end, *main), from));
                costs.min().map(|(cost, from)| (end, cost, from))
            })
            .collect();
        ways.push(next);
    }
    let reach = lines.len().min(last + 1 + MAX_WRAPPED);
    let (mut end, mut way, _) = (last + 1..=reach)
        .flat_map(|end| ways[mains.len() - 1].iter().enumerate().map(move |(way, found)| (end, way, found)))
        .map(|(end, way, (start, before, _))| {
            let left_out = (reach - end) as u32 * cost::LEFT_OUT;
            (end, way, before + weigh.row(*start, end, last) + left_out)
        })
        .min_by_key(|(end, _, cost)| (*cost, std::cmp::Reverse(*end)))?;
    let mut rows = Vec::with_capacity(mains.len());
    for at in (0..mains.len()).rev() {
        let (start, _, from) = ways[at][way];
        rows.push((start, end));
        (end, way) = (start, from);
    }
    rows.reverse();
    Some(rows)
}

/// Weighs lines against each other.
struct Weigh<'a> {
    places: &'a [Place],
    lines: &'a [Line],
    /// The widest piece of each column.
    widest: Vec<u32>,
    /// Whether blank lines say anything.
    has_blanks: bool,
    /// Whether the first row has lines above its values: so have all that have lines below.
    is_centred: bool,
}

impl<'a> Weigh<'a> {
    fn new(places: &'a [Place], lines: &'a [Line]) -> Self {
        let width = |piece: &Piece| piece.right - piece.left;
        let widest = (0..places.len())
            .map(|at| lines.iter().filter_map(|line| line.cells[at].as_ref()).map(width).max().unwrap_or(0))
            .collect();
        let has_blanks =
            lines[1..].iter().any(|line| line.blanks > 0) && lines[1..].iter().any(|line| line.blanks == 0);
        let is_centred = lines.first().is_some_and(|line| !line.is_main);
        Self { places, lines, widest, has_blanks, is_centred }
    }

    /// What it costs that the lines from `start` to `end` are one row whose
    /// values stand on line `main`.
    fn row(&self, start: usize, end: usize, main: usize) -> u32 {
        let (above, below) = (main - start, end - 1 - main);
        let is_uneven = above > 0 || self.is_centred;
        let mut sum = if is_uneven { above.abs_diff(below) as u32 * cost::UNEVEN } else { 0 };
        for (at, place) in self.places.iter().enumerate() {
            let pieces: Vec<(usize, &Piece)> =
                (start..end).filter_map(|line| Some((line, self.lines[line].cells[at].as_ref()?))).collect();
            if matches!(place, Place::Name | Place::NumberedName)
                && pieces.first().is_none_or(|(line, _)| *line > main)
            {
                sum += cost::NO_NAME;
            }
            for pair in pieces.windows(2) {
                let ((line, upper), (next, _)) = (pair[0], pair[1]);
                // Two Chinese characters less than the widest are not full.
                sum += if upper.right - upper.left + 4 < self.widest[at] { cost::NOT_FULL } else { 0 };
                // The values may stand between two lines of a cell.
                let values = u32::from((line + 1..next).contains(&main));
                sum += ((next - line - 1) as u32 - values) * cost::BROKEN;
            }
        }
        if self.has_blanks {
            let blanks = self.lines[start + 1..end].iter().filter(|line| line.blanks > 0).count();
            sum += blanks as u32 * cost::BLANK;
        }
        // A line with its value alone, below the values of another row.
        let strays = self.lines[start..end].iter().filter(|line| line.is_main).count() - 1;
        sum + strays as u32 * cost::NO_NAME
    }
}
