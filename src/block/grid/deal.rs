//! Deals the pieces of a table out to its columns.
//!
//! Extraction leaves the cells of a table as a stream of pieces: merged cells are
//! missing, long ones are cut, lines may be cells or rows. No piece alone says where
//! a row begins. So all ways of going through the columns from left to right, row
//! after row, are weighed against each other: how well each piece fits its column,
//! and what it costs to leave a column out or to put two pieces in one. The best way
//! over the whole stream wins; what follows the last row that speaks for itself is
//! left out.

use super::fit::{Columns, weight};
use super::found::{Dealt, DealtRow};
use super::look::Look;
use super::piece::{Joint, Piece, has_parted_cells};
use crate::scan::column::Kind;

/// Once the evidence has fallen so far below its best, the table is over.
const GIVE_UP: i32 = 90;

/// A way through the columns that has reached a piece.
#[derive(Clone, Copy, Default)]
struct Way {
    score: i32,
    /// The number of the row it is in.
    number: u32,
    /// How many cells its row has so far, those of groups left aside.
    filled: u16,
    has_value: bool,
    is_sum: bool,
    /// Whether its row is the first of all.
    is_first: bool,
}

/// How a way has come to a piece in its column.
#[derive(Clone, Copy)]
struct Step {
    /// The column of the piece before.
    from: u8,
    /// Whether a row begins with this piece.
    is_new: bool,
}

/// No table is read further behind its best row than this many pieces.
pub(super) const MAX_BEHIND: usize = 160;

/// Deals pieces out to rows of columns. The first piece begins a row.
#[expect(
    clippy::too_many_lines,
    reason = "one walk over the pieces, each step beside the others it is weighed against"
)]
pub(super) fn deal(columns: &Columns<'_>, pieces: &[Piece]) -> Option<Dealt> {
    let count = columns.kinds.len();
    let has_blanks = has_blank_lines(count, pieces);
    let has_whole_lines = has_blanks && has_whole_lines(count, pieces);
    let parts_cells = has_parted_cells(pieces);
    // The state behind the columns: a line that names the rows below it.
    let banner = count;
    let mut steps: Vec<Option<Step>> = Vec::with_capacity(pieces.len() * (count + 1));
    let mut ways: Vec<Option<Way>> = vec![None; count + 1];
    let mut next = ways.clone();
    // The score of each way if its row ends here.
    let mut ends: Vec<i32> = vec![i32::MIN; count + 1];
    // Where the best rows end: score, pieces taken, column of the last.
    let mut best: Option<(i32, usize, usize)> = None;
    for (at, piece) in pieces.iter().enumerate() {
        next.fill(None);
        steps.resize(steps.len() + count + 1, None);
        let step = &mut steps[at * (count + 1)..];
        let look = &piece.look;
        let is_line = piece.joint.is_line();
        let is_row_line = |at: usize| pieces.get(at + 1).is_some_and(|piece| piece.joint == Joint::Blank);
        let broken = match piece.joint {
            Joint::Line(_) => 0,
            Joint::Soft | Joint::Same => weight::SOFT,
            Joint::Blank => weight::BROKEN_LINE,
            Joint::Cell(_) => weight::MISLED,
        };
        let wrapped = is_line && at > 0 && (pieces[at - 1].joint == Joint::Blank || is_row_line(at));
        let wrapped = if wrapped && !parts_cells { weight::BROKEN_LINE / 2 } else { 0 };
        let soft = if piece.joint == Joint::Soft { weight::SOFT } else { 0 };
        // Lines that were taken for one paragraph do not say.
        let (apart, gap) = match (has_blanks && piece.joint != Joint::Soft, piece.is_apart) {
            (true, true) => (weight::APART, weight::GAP),
            (true, false) => (weight::NOT_APART, 0),
            (false, _) => (0, 0),
        };
        // Where blank lines part the cells, a line without one goes on with its cell.
        let (parted, together) = match (parts_cells, is_line && piece.is_apart) {
            (true, true) => (0, weight::PARTED),
            (true, false) => (weight::NOT_PARTED, weight::TOGETHER),
            (false, _) => (0, 0),
        };
        // Paragraphs are no lines that a margin has cut.
        let is_set_apart = parts_cells && piece.is_apart;
        let end = |from: usize, way: Way| if from == banner { way.score } else { ends[from] };
        // Behind which row a new one begins best, as long as only that matters.
        let best_end = (0..=count)
            .filter_map(|from| Some((from, end(from, ways[from]?))))
            .reduce(|best, other| if other.1 > best.1 { other } else { best })
            .map(|(from, _)| from);
        for to in 0..=count {
            let mut offer = |way: Way, from: usize, is_new: bool| {
                if next[to].is_none_or(|found| way.score > found.score) {
                    next[to] = Some(way);
                    step[to] = Some(Step { from: from as u8, is_new });
                }
            };
            if to == banner {
                // 一 and its name.
                if at > 0
                    && pieces[at - 1].look.is_group_number
                    && !look.is_value
                    && !look.is_group_number
                    && look.chars <= 40
                    && let Some(way) = ways[banner]
                {
                    offer(Way { score: way.score + weight::GROUP_NAME, ..way }, banner, false);
                }
                // （%） goes on with a name.
                let is_unit = look.is_bracket && !look.is_banner;
                if !is_line || look.is_value || look.is_attribute || look.is_head || is_unit {
                    continue;
                }
                let fit = if look.is_banner || look.is_group_number {
                    weight::BANNER
                } else if (2..=40).contains(&look.chars) && !look.is_sentence && look.marker.is_none() {
                    weight::PLAIN_BANNER
                } else {
                    continue;
                };
                if at == 0 {
                    let way = Way { score: fit, ..Way::default() };
                    offer(way, 0, true);
                }
                // 一、保障类 may head no row: an excerpt leaves them out.
                let last = if look.is_banner { banner } else { count - 1 };
                for from in 0..=last {
                    let Some(way) = ways[from] else { continue };
                    let score = fit + end(from, way);
                    offer(Way { score, number: way.number, ..Way::default() }, from, true);
                }
                continue;
            }
            // 态环境局 belongs to 市生, wherever a cell may begin.
            let is_rest_of =
                |before: &Look| look.is_rest && before.is_torn || look.is_ending && before.is_listed();
            let is_rest = at > 0 && is_rest_of(&pieces[at - 1].look);
            let torn = |from: usize| {
                let is_name = is_rest && columns.kinds.get(from).is_some_and(|kind| kind.is_units());
                if is_name { weight::TORN } else { 0 }
            };
            let is_value = columns.kinds[to] == Kind::Value;
            let is_sum = look.is_sum && columns.kinds[to] != Kind::Value;
            let own = u16::from(columns.kinds[to] != Kind::Group);
            // On a further page the row before may go on in any column, and nothing goes on
            // with the line before.
            let turns = piece.is_on_page && at > 0 && columns.is_counted() && look.number.is_none();
            let skipped = if turns { 0 } else { columns.skip(0, to, is_sum) };
            let is_name = columns.name == Some(to);
            let led = match piece.joint {
                Joint::Line(lead) if lead == to && lead > 0 => weight::LED,
                // The second of two cells below the name.
                Joint::Line(lead) if is_name && lead == to + 1 => weight::LED / 2,
                Joint::Line(lead) if lead > 0 => weight::MISLED,
                _ => 0,
            };
            // What is left out before a separator that leads here is left out for certain.
            let skipped = if led > 0 { skipped / 3 } else { skipped };
            // Few pieces fit better or worse by the number of the row.
            let is_counting = columns.is_counting(to, look);
            let is_odd = parts_cells && columns.kinds[to].is_units() && !look.is_listed() && !look.is_blank;
            let odd = if is_odd { weight::NO_LIST } else { 0 };
            // 市住房城乡 and 建设局 are one name.
            let is_end = look.is_office && at > 0 && pieces[at - 1].look.begins_body;
            let odd = odd + if is_end && columns.kinds[to].is_units() { weight::NOT_ALONE } else { 0 };
            let usual = columns.fit(to, look, 1) + odd + columns.list(to, at);
            let fit = |number: u32| {
                if is_counting { columns.fit(to, look, number) + columns.list(to, at) } else { usual }
            };
            // Where lines show how wide the columns are.
            let line = |from: usize| {
                if is_line && at > 0 { columns.line(from, to, look, &pieces[at - 1].look) } else { 0 }
            };
            let start = |score: i32, expected: u32| Way {
                score,
                number: look.number.or(look.marker).filter(|number| *number == 1).unwrap_or(expected),
                filled: own,
                has_value: is_value,
                is_sum,
                is_first: at == 0,
            };
            if at == 0 {
                let skipped = skipped + columns.skip_first(0, to);
                // The number of the row is still to come, or is missing.
                let expected = u32::from(!columns.is_counted());
                offer(start(skipped + usual + led, expected), 0, true);
            }
            for from in 0..=count {
                let Some(way) = ways[from] else { continue };
                if turns {
                    let score = end(from, way) + fit(way.number) + weight::TURN;
                    offer(start(score, way.number), from, true);
                    continue;
                }
                if from == to && !matches!(piece.joint, Joint::Cell(_) | Joint::Line(1..)) {
                    let go_on = columns.go_on(to, look, &pieces[at - 1].look, !is_set_apart);
                    // Going on costs less there, and is no evidence by itself.
                    let go_on = go_on.max((go_on - soft).min(0));
                    let is_measured =
                        together > 0 && is_value && look.is_unit && pieces[at - 1].look.is_value;
                    let together = if is_measured { weight::MEASURED } else { together };
                    let cut = if has_whole_lines { weight::CUT } else { 0 };
                    let score = way.score + go_on + wrapped + gap + together + cut + line(from);
                    offer(Way { score, ..way }, from, false);
                }
                // A name of two cells: what all rows of a number have in common, and its own.
                if from == to && is_name && matches!(piece.joint, Joint::Cell(1)) {
                    let fit = fit(way.number).min(0);
                    offer(Way { score: way.score + fit + weight::SECOND_NAME, ..way }, from, false);
                }
                if from < to && from != banner {
                    let led = match piece.joint {
                        Joint::Cell(lead) if from + lead == to => weight::LED,
                        Joint::Cell(_) | Joint::Line(1..) => weight::MISLED,
                        _ => 0,
                    };
                    let skip = columns.skip(from + 1, to, way.is_sum);
                    let skip = if led > 0 { skip / 3 } else { skip };
                    let skip = skip + if way.is_first { columns.skip_first(from + 1, to) } else { 0 };
                    // A blank line in the place of a cell is an empty one.
                    let (skip, gap) = if gap < 0 && to == from + 2 { (0, 0) } else { (skip, gap) };
                    // Behind the name of a group stands the number of the row.
                    let is_number = columns.kinds[to] == Kind::Number;
                    let expected = way.number + u32::from(is_number);
                    let number = look.number.filter(|_| is_number).unwrap_or(way.number);
                    // A row of sums has — where nothing can be added up.
                    let fit = if way.is_sum && look.is_blank { 0 } else { fit(expected) };
                    let score = way.score
                        + skip
                        + fit
                        + wrapped
                        + led
                        + soft
                        + gap
                        + parted
                        + torn(from)
                        + line(from);
                    let (has_value, filled) = (way.has_value || is_value, way.filled + own);
                    offer(Way { score, number, filled, has_value, ..way }, from, false);
                }
                // The number of the row before may matter, and the name that it leaves open.
                if !is_counting && !is_rest && best_end != Some(from) {
                    continue;
                }
                let fit = fit(way.number + 1);
                let number = match look.number.filter(|_| columns.kinds[to] == Kind::Number) {
                    Some(number) => number,
                    // A row without a number leaves the next number to the next row.
                    None if columns.is_counted() => way.number,
                    None => way.number + 1,
                };
                let score = end(from, way) + skipped + fit + broken + led + apart + parted + torn(from);
                offer(start(score, number), from, true);
            }
        }
        std::mem::swap(&mut ways, &mut next);
        for (from, (end, way)) in ends.iter_mut().zip(&ways).enumerate() {
            *end = way.map_or(i32::MIN, |way| row_end(columns, way, from));
        }
        let ended = (0..count).filter(|from| ways[*from].is_some()).max_by_key(|from| ends[*from]);
        let reached = ways.iter().flatten().map(|way| way.score).max();
        let Some(reached) = reached else { break };
        if let Some(column) = ended
            && best.is_none_or(|(found, _, _)| ends[column] > found)
        {
            best = Some((ends[column], at + 1, column));
        }
        let is_over = |(found, taken, _): (i32, usize, usize)| {
            reached + GIVE_UP < found.max(0) || at > taken + MAX_BEHIND
        };
        if best.is_some_and(is_over) {
            break;
        }
    }
    let (score, taken, column) = best.filter(|(score, _, _)| *score > 0)?;
    let rows = trace(&steps, taken, column, count);
    Some(Dealt { rows, taken, score })
}

/// Whether blank lines set the rows of so many columns apart, whose cells have a line each.
fn has_blank_lines(columns: usize, pieces: &[Piece]) -> bool {
    /// So many pieces tell, and so many rows.
    const LOOKED_AT: usize = 72;
    const ROWS: usize = 3;
    let first = &pieces[..pieces.len().min(LOOKED_AT)];
    let starts: Vec<usize> = (0..first.len()).filter(|at| first[*at].is_apart).collect();
    // A blank line that stands for an empty cell parts a row.
    let short = starts.windows(2).filter(|pair| pair[1] - pair[0] < columns.min(3)).count();
    starts.len() >= ROWS
        && short * 5 <= starts.len()
        && first.len() <= starts.len() * (columns + 1)
        && first.iter().all(|piece| piece.joint.is_line())
}

/// Whether no row that blank lines set apart has more lines than there are columns: then each
/// line is a cell, as a rule.
fn has_whole_lines(columns: usize, pieces: &[Piece]) -> bool {
    /// So many pieces tell.
    const LOOKED_AT: usize = 144;
    let rows = pieces[..pieces.len().min(LOOKED_AT)].chunk_by(|_, piece| !piece.is_apart);
    // What follows the table stands behind its last row.
    let (mut whole, mut longer) = (0, 0);
    for row in rows {
        if row.len() > columns {
            longer += 1;
        } else if row.len() + 2 >= columns {
            whole += 1;
        }
    }
    longer * 8 <= whole && whole > 2
}

/// The evidence for a way whose row ends in column `from`.
fn row_end(columns: &Columns<'_>, way: Way, from: usize) -> i32 {
    let count = columns.kinds.len();
    if from == count {
        return i32::MIN / 2;
    }
    let no_values = if way.has_value || !columns.needs_values { 0 } else { weight::NO_VALUES };
    let lone = if way.filled < 2 && count > 1 { weight::LONE } else { 0 };
    let whole = if usize::from(way.filled) == columns.whole && columns.whole > 1 {
        // A row of few cells is soon whole.
        weight::WHOLE * i32::try_from(columns.whole.min(4)).unwrap_or(4) / 4
    } else {
        0
    };
    way.score + columns.skip(from + 1, count, way.is_sum) + no_values + lone + whole
}

/// The pieces of each cell, row by row, back from the last.
fn trace(steps: &[Option<Step>], taken: usize, last: usize, count: usize) -> Vec<DealtRow> {
    let mut places = vec![(0usize, false); taken];
    let mut column = last;
    for at in (0..taken).rev() {
        let Some(step) = steps[at * (count + 1) + column] else { break };
        places[at] = (column, step.is_new);
        column = usize::from(step.from);
    }
    let mut rows: Vec<DealtRow> = Vec::new();
    for (at, (column, is_new)) in places.into_iter().enumerate() {
        if is_new || rows.is_empty() {
            rows.push(DealtRow { cells: vec![Vec::new(); count], is_banner: column == count });
        }
        if let Some(row) = rows.last_mut() {
            row.cells[column.min(count - 1)].push(at);
        }
    }
    rows
}
