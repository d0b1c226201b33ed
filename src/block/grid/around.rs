//! Rows whose cells stand in the middle of their height, several of them wrapped.
//!
//! A program that copies line by line prints the number of such a row in its middle: a cell of
//! an odd number of lines has one beside the number and as many above as below, one of an even
//! number only those above and below. So what stands between two numbers is dealt out from the
//! first row on, and the lines above and below a number, taken in pairs, hold the same cells.

use super::centred::{lines_of, place_of};
use super::fit::Columns;
use super::look::Look;
use super::piece::{Joint, Piece};
use super::rows::{Cell, Cells, Ordered};
use crate::scan::column::Kind;

/// No more lines stand above the number of a row.
const MAX_ABOVE: usize = 16;
/// So many ways to deal the pieces of one row out to the columns are looked at.
const MAX_WAYS: usize = 2000;
/// No table has more rows with such groups, no group more rows, and no name of one more lines.
const MAX_ROWS: usize = 200;
const MAX_GROUP: usize = 40;
const MAX_LINES: usize = 6;
/// No name of a group is further off the middle of its rows, in quarters of a line.
const MAX_OFF: u32 = 16;

/// Evidence for the rows.
mod weight {
    /// A line above a number without one below it, or the other way round.
    pub const LOPSIDED: usize = 4;
    /// A line that holds nothing but the name of a group.
    pub const GROUP: usize = 1;
    /// A line above a number that may be one.
    pub const SHORT: usize = 3;
    /// A number with nothing beside it nor above.
    pub const EMPTY: usize = 8;
    /// A row whose pieces fit no columns.
    pub const FAILED: i32 = -20;
    /// What the name of a group is off the middle of its rows, in quarters of a line; what its
    /// lines are too near or too far apart, in halves; a line that is not full but goes on.
    pub const OFF: usize = 12;
    pub const SPACING: usize = 4;
    pub const NOT_FULL: usize = 60;
    /// Of two ways that are as good, that with fewer groups.
    pub const NAME: usize = 1;
}

/// A row: its number, and the lines around it, from the top down.
struct Row {
    number: usize,
    above: Vec<Vec<usize>>,
    main: Vec<usize>,
    below: Vec<Vec<usize>>,
    /// The lines before it that name this row and others.
    banners: Vec<usize>,
}

/// What becomes of a line between two numbers.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Number,
    Above,
    Below,
    Group,
    Banner,
}

/// Puts the pieces of each row in the order of their columns. None where the lines between the
/// numbers do not stand around them, or none is wrapped.
pub(super) fn put_rows_together(text: &str, columns: &Columns<'_>, pieces: &[Piece]) -> Option<Ordered> {
    /// A line of the name of a group has no more characters, and no column fewer.
    const WIDEST: i32 = 8;
    const NARROWEST: i32 = 2;
    let kinds = columns.kinds;
    if kinds.first() != Some(&Kind::Number) || kinds.len() < 3 || kinds[2..].contains(&Kind::Group) {
        return None;
    }
    let lifted = lift_attributes(kinds, pieces);
    let pieces = lifted.as_slice();
    let lines = lines_of(pieces);
    let mut widths = vec![0];
    if kinds[1] == Kind::Group {
        // A width that no piece has reads as the next narrower.
        let short = pieces.iter().filter(|piece| may_name_group(&piece.look, WIDEST));
        widths = short.map(|piece| piece.look.chars.max(NARROWEST)).collect();
        widths.sort_unstable();
        widths.dedup();
    }
    let mut cells = Cells::new(text, columns, pieces);
    // Short lines may be those of groups, or of cells of a few words.
    let leanings = [(weight::GROUP, weight::SHORT), (weight::SHORT, weight::GROUP)];
    let ways = widths.into_iter().flat_map(|width| leanings.map(|leaning| (width, leaning)));
    // Most ways part the lines as one before them does, which is not put in order again.
    let mut known: Vec<Parted> = Vec::new();
    let mut best: Option<(i32, usize)> = None;
    for (width, leaning) in ways {
        let Some((cost, parts)) = part_lines(pieces, &lines, width, leaning) else { continue };
        let named = begin_with_names(pieces, &lines, &parts, width);
        let before = known.iter().position(|known| known.parts == parts && known.named == named);
        let at = before.unwrap_or_else(|| {
            let ordered = order(&mut cells, &lines, &parts, width);
            known.push(Parted { parts, named, ordered });
            known.len() - 1
        });
        let Some((score, _)) = known[at].ordered else { continue };
        let score = score - i32::try_from(cost).unwrap_or(i32::MAX / 2);
        // The narrowest of those that are as good.
        if best.is_none_or(|(best, _)| score > best) {
            best = Some((score, at));
        }
    }
    best.and_then(|(_, at)| known.swap_remove(at).ordered).map(|(_, ordered)| ordered)
}

/// What the lines are taken for, and all that [`order`] looks at besides.
struct Parted {
    parts: Vec<Part>,
    /// Which lines of rows may begin with the name of a group.
    named: Vec<bool>,
    /// How well the pieces of the rows fit, in the order of their columns.
    ordered: Option<(i32, Ordered)>,
}

/// Which lines of rows may begin with a line of the name of a group that is so wide, behind the
/// number of their row where they have it.
fn begin_with_names(pieces: &[Piece], lines: &[(usize, usize)], parts: &[Part], width: i32) -> Vec<bool> {
    let may_begin = |((start, end), part): (&(usize, usize), &Part)| {
        let first = match part {
            Part::Number => *start + 1,
            Part::Above | Part::Below => *start,
            Part::Group | Part::Banner => *end,
        };
        pieces[first..*end].first().is_some_and(|piece| may_name_group(&piece.look, width))
    };
    lines.iter().zip(parts).map(may_begin).collect()
}

/// The pieces with each attribute on the line of its row: where the text of a row stands a little
/// higher, it is printed as a line of its own, or with the next line of the row.
fn lift_attributes(kinds: &[Kind], pieces: &[Piece]) -> Vec<Piece> {
    let Some(column) = kinds.iter().position(|kind| *kind == Kind::Attribute) else { return pieces.to_vec() };
    let has_words_behind = kinds[column + 1..].iter().any(|kind| kind.is_units());
    let mut lifted: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut expected = 1;
    // Where the line of the row above begins that lacks its attribute.
    let mut row: Option<usize> = None;
    for (start, end) in lines_of(pieces) {
        let line = &pieces[start..end];
        let is_row = line[0].look.number == Some(expected);
        if is_row {
            expected += 1;
            row = Some(lifted.len()).filter(|_| !line.iter().any(|piece| piece.look.is_attribute));
            lifted.extend_from_slice(line);
            continue;
        }
        match row.take().filter(|_| line.len() <= 2 && line[line.len() - 1].look.is_attribute) {
            Some(from) => {
                let attribute =
                    Piece { joint: Joint::Blank, line: lifted[from].line, ..line[line.len() - 1].clone() };
                let last = &lifted[lifted.len() - 1].look;
                let is_behind = has_words_behind && last.is_words && lifted.len() > from + 2;
                lifted.insert(lifted.len() - usize::from(is_behind), attribute);
                lifted.extend_from_slice(&line[..line.len() - 1]);
            }
            None => lifted.extend_from_slice(line),
        }
    }
    lifted
}

/// Whether a piece may be a line of the name of a group that is so wide.
fn may_name_group(look: &Look, width: i32) -> bool {
    look.chars <= width
        && look.is_plain
        && !look.is_value
        && !look.is_bracket
        && !look.is_remark
        && !look.ends_sentence
        && !look.is_time
}

/// What each line is, up to the last row that is whole. A line between two numbers belongs to
/// the row above as long as that has fewer below its number than above.
fn part_lines(
    pieces: &[Piece],
    lines: &[(usize, usize)],
    width: i32,
    (as_group, as_cell): (usize, usize),
) -> Option<(usize, Vec<Part>)> {
    const STATES: usize = 2 * MAX_ABOVE + 1;
    /// One line of so many rows may be off.
    const EACH: usize = 8;
    /// No row adds more.
    const MOST_OFF: usize = 2 * weight::LOPSIDED;
    // Below MAX_ABOVE so many lines are still due, above it so many stand above the next number.
    let mut costs = [usize::MAX; STATES];
    costs[MAX_ABOVE] = 0;
    let mut steps: Vec<[Option<(u8, Part)>; STATES]> = Vec::new();
    let mut expected = 1;
    let mut since = 0;
    // The ends of the rows before, and of the last: their cost, and the lines taken.
    let mut best: Option<(usize, usize)> = None;
    let mut last: Option<(usize, usize)> = None;
    for (at, (start, end)) in lines.iter().enumerate() {
        let look = &pieces[*start].look;
        let is_number = look.number == Some(expected);
        since = if is_number { 0 } else { since + 1 };
        if since > 2 * MAX_ABOVE || look.number == Some(1) && expected > 1 {
            break;
        }
        let mut next = [usize::MAX; STATES];
        let mut step = [None; STATES];
        let may_be_group = end - start == 1 && may_name_group(look, width);
        for state in (0..STATES).filter(|state| costs[*state] < usize::MAX) {
            let mut offer = |to: usize, more: usize, part: Part| {
                let cost = costs[state] + more;
                if to < STATES && cost < next[to] {
                    next[to] = cost;
                    step[to] = Some((state as u8, part));
                }
            };
            let due = MAX_ABOVE.saturating_sub(state);
            let above = state.saturating_sub(MAX_ABOVE);
            if is_number {
                let empty = if above == 0 && end - start == 1 { weight::EMPTY } else { 0 };
                offer(MAX_ABOVE - above, due * weight::LOPSIDED + empty, Part::Number);
            } else if end - start == 1 && look.is_banner {
                offer(state, 0, Part::Banner);
            } else {
                // The first line of a wrapped cell is full.
                let short = if may_be_group { as_cell } else { 0 };
                if due > 0 {
                    offer(state + 1, if may_be_group { weight::GROUP } else { 0 }, Part::Below);
                    offer(MAX_ABOVE + 1, due * weight::LOPSIDED + short, Part::Above);
                } else {
                    offer(state + 1, short, Part::Above);
                    if above == 0 && expected > 1 {
                        offer(state, weight::LOPSIDED, Part::Below);
                    }
                }
                if may_be_group {
                    offer(state, as_group, Part::Group);
                }
            }
        }
        costs = next;
        steps.push(step);
        expected += u32::from(is_number);
        if is_number {
            // A row that leaves more open than it is worth is none.
            if best.is_some_and(|(before, _)| last.is_none_or(|(cost, _)| cost > before + MOST_OFF)) {
                break;
            }
            best = last.or(best);
            last = None;
        }
        // It ends where all that is due has come.
        let reached = costs[MAX_ABOVE];
        if expected > 1 && reached < last.map_or(usize::MAX, |(cost, _)| cost) {
            last = Some((reached, at + 1));
        }
    }
    if let Some((cost, _)) = last
        && best.is_none_or(|(before, _)| cost <= before + MOST_OFF)
    {
        best = last;
    }
    let (cost, taken) = best?;
    let mut parts = vec![Part::Number; taken];
    let mut state = MAX_ABOVE;
    for at in (0..taken).rev() {
        let (from, part) = steps[at][state]?;
        parts[at] = part;
        state = usize::from(from);
    }
    let rows = parts.iter().filter(|part| **part == Part::Number).count();
    let is_wrapped = parts.contains(&Part::Above);
    // A page break may cut a row; lines that have no other half are no rule.
    let lopsided = count_lopsided(&parts);
    (rows >= 2 && is_wrapped && lopsided * EACH <= rows).then_some((cost, parts))
}

/// How many lines above a number have none below it, or the other way round.
fn count_lopsided(parts: &[Part]) -> usize {
    let (mut lopsided, mut above, mut due) = (0, 0, 0i32);
    for part in parts {
        match part {
            Part::Above => above += 1,
            Part::Below => due -= 1,
            Part::Number => {
                lopsided += due.unsigned_abs() as usize;
                due = std::mem::take(&mut above);
            }
            Part::Group | Part::Banner => {}
        }
    }
    lopsided + due.unsigned_abs() as usize
}

/// The pieces of all rows in the order of their columns, and how well they fit.
fn order(
    table: &mut Cells<'_>,
    lines: &[(usize, usize)],
    parts: &[Part],
    width: i32,
) -> Option<(i32, Ordered)> {
    let pieces = table.pieces;
    let mut rows: Vec<Row> = Vec::new();
    let mut above: Vec<Vec<usize>> = Vec::new();
    let mut groups: Vec<usize> = Vec::new();
    let mut banners = Vec::new();
    for ((start, end), part) in lines.iter().zip(parts) {
        let line: Vec<usize> = (*start..*end).collect();
        match part {
            Part::Number => rows.push(Row {
                number: *start,
                above: std::mem::take(&mut above),
                main: line[1..].to_vec(),
                below: Vec::new(),
                banners: std::mem::take(&mut banners),
            }),
            Part::Above => above.push(line),
            Part::Below => rows.last_mut()?.below.push(line),
            Part::Group => groups.push(*start),
            Part::Banner => banners.push(*start),
        }
    }
    table.forget();
    let (mut score, mut dealt) = deal_rows(table, &rows, width)?;
    if table.learn(dealt.iter().flatten().flat_map(|way| &way.cells))
        && let Some(again) = deal_rows(table, &rows, width)
    {
        (score, dealt) = again;
    }
    groups.extend(dealt.iter().flatten().flat_map(|way| &way.groups));
    groups.sort_unstable();
    let (cost, heads) = head_rows(pieces, &rows, &dealt, &groups)?;
    score -= i32::try_from(cost / weight::OFF).unwrap_or(i32::MAX / 4);
    let mut ordered = Ordered::default();
    let mut heads = heads.into_iter().peekable();
    for (at, (row, way)) in rows.iter().zip(&dealt).enumerate() {
        row.banners.iter().for_each(|banner| ordered.push_line(&pieces[*banner]));
        let number = (0, vec![row.number]);
        let head = heads.next_if(|(first, _)| *first == at).map(|(_, lines)| (1, lines));
        let cells = way.iter().flat_map(|way| way.cells.iter().cloned());
        ordered.push_row(pieces, std::iter::once(number).chain(head).chain(cells));
        if way.is_none() {
            let lines = row.above.iter().chain([&row.main]).chain(&row.below);
            ordered.push_loose(pieces, lines.flatten().copied());
        }
    }
    let rest = lines.get(parts.len()).map_or(pieces.len(), |line| line.0);
    ordered.push_rest(&pieces[rest..]);
    Some((score, ordered))
}

/// Deals the pieces of all rows out to the columns: how well they fit, and how.
fn deal_rows(table: &mut Cells<'_>, rows: &[Row], width: i32) -> Option<(i32, Vec<Option<Way>>)> {
    let (mut score, mut failed) = (0, 0);
    let mut dealt: Vec<Option<Way>> = Vec::with_capacity(rows.len());
    for row in rows {
        let way = deal_row(table, row, width);
        failed += usize::from(way.is_none());
        score += way.as_ref().map_or(weight::FAILED, |way| way.score);
        dealt.push(way);
    }
    // One row of four may hold something else.
    (failed * 4 <= rows.len()).then_some((score, dealt))
}

/// How the pieces of a row stand in its columns.
#[derive(Clone, Default)]
struct Way {
    score: i32,
    cells: Vec<Cell>,
    /// Lines of names of groups that stand beside it.
    groups: Vec<usize>,
    /// How many lines the row has, and for each pair from the middle on, how far it is off, both
    /// in halves of a line.
    height: u32,
    levels: Vec<u32>,
}

/// Deals the pieces of a row out to the columns.
fn deal_row(table: &mut Cells<'_>, row: &Row, width: i32) -> Option<Way> {
    /// No more lines have the name of a group beside them.
    const MOST: usize = 5;
    let count = row.above.len().max(row.below.len());
    let (pieces, columns) = (table.pieces, table.columns);
    let first = |line: &[usize]| line.first().is_some_and(|at| may_name_group(&pieces[*at].look, width));
    let lines = || row.above.iter().chain([&row.main]).chain(&row.below);
    let flagged: Vec<usize> = lines().enumerate().filter(|(_, line)| first(line)).map(|(at, _)| at).collect();
    if flagged.len() > MOST {
        return None;
    }
    let mut best: Option<Way> = None;
    let mut ways = 0;
    for choice in 0..1u32 << flagged.len() {
        let mut groups = Vec::new();
        let mut kept: Vec<&[usize]> = lines().map(Vec::as_slice).collect();
        for at in flagged.iter().enumerate().filter(|(bit, _)| choice >> bit & 1 == 1).map(|(_, at)| at) {
            // Its letters may be set apart.
            let more = kept[*at].len().saturating_sub(columns.kinds.len() - 2).max(1);
            let (name, rest) = kept[*at].split_at(more);
            groups.extend(name);
            kept[*at] = rest;
        }
        let main = kept[row.above.len()];
        // From the middle on.
        let pairs: Vec<[&[usize]; 2]> = (0..count)
            .map(|level| {
                let above = row.above.len().checked_sub(level + 1).map_or(&[][..], |at| kept[at]);
                let below = kept.get(row.above.len() + 1 + level).copied().unwrap_or_default();
                [above, below]
            })
            .collect();
        if pairs.iter().any(|[above, below]| {
            above.is_empty() && below.is_empty()
                || !above.is_empty() && !below.is_empty() && above.len() != below.len()
        }) {
            continue;
        }
        for is_odd in patterns(count, !main.is_empty()) {
            let own = [true, false].map(|odd| (0..count).filter(|at| is_odd[*at] == odd).collect());
            let mut search = Search { table, main, pairs: &pairs, own: &own, best: None, ways };
            search.step(1, &mut vec![0; count + 1], 0, &mut Vec::new());
            ways = search.ways;
            let Some((score, cells)) = search.best else { continue };
            if best.as_ref().is_none_or(|best| score > best.score) {
                let (mut even, mut odd) = (0, 0);
                let level = |is_odd: &bool| {
                    if *is_odd {
                        odd += 1;
                        2 * odd
                    } else {
                        even += 1;
                        2 * even - 1
                    }
                };
                let levels: Vec<u32> = is_odd.iter().map(level).collect();
                let height = 2 * levels.iter().max().map_or(1, |level| level + 1);
                let groups = groups.clone();
                best = Some(Way { score, cells, groups, height, levels });
            }
        }
    }
    best
}

/// Which of the pairs of lines may be those of cells with an odd number of lines: as long as there
/// are both, they alternate.
fn patterns(count: usize, has_main: bool) -> Vec<Vec<bool>> {
    let mut found = vec![vec![false; count]];
    if !has_main || count == 0 {
        return found;
    }
    for both in 0..=count / 2 {
        for rest in [false, true] {
            if both > 0 || rest {
                found.push((0..count).map(|at| if at < 2 * both { at % 2 == 1 } else { rest }).collect());
            }
        }
    }
    found
}

/// The search for the cells of a row.
struct Search<'a, 'b> {
    table: &'a mut Cells<'b>,
    main: &'a [usize],
    pairs: &'a [[&'a [usize]; 2]],
    /// The pairs of cells with an odd number of lines, and those of others.
    own: &'a [Vec<usize>; 2],
    best: Option<(i32, Vec<Cell>)>,
    ways: usize,
}

impl Search<'_, '_> {
    /// Tries all that may stand in a column, with so many pieces of each line used before it.
    fn step(&mut self, column: usize, used: &mut Vec<usize>, score: i32, cells: &mut Vec<Cell>) {
        self.ways += 1;
        if self.ways > MAX_WAYS {
            return;
        }
        let columns = self.table.columns;
        let kinds = columns.kinds;
        let size = |at: usize| {
            if at == 0 {
                self.main.len()
            } else {
                self.pairs[at - 1].map(<[usize]>::len).into_iter().max().unwrap_or(0)
            }
        };
        let left = |used: &[usize]| (0..used.len()).map(|at| size(at) - used[at]).max().unwrap_or(0);
        if column == kinds.len() {
            if left(used) == 0 && self.best.as_ref().is_none_or(|(best, _)| score > *best) {
                self.best = Some((score, cells.clone()));
            }
            return;
        }
        if left(used) > kinds.len() - column {
            return;
        }
        self.step(column + 1, used, score + columns.skip(column, column + 1, false), cells);
        if kinds[column] == Kind::Group {
            return;
        }
        for (own, is_odd) in self.own.iter().zip([true, false]) {
            if is_odd && used[0] >= self.main.len() {
                continue;
            }
            for height in usize::from(!is_odd)..=own.len() {
                if height > 0 && used[own[height - 1] + 1] >= size(own[height - 1] + 1) {
                    break;
                }
                let piece = |at: usize, side: usize| self.pairs[at][side].get(used[at + 1]).copied();
                let mut cell: Vec<usize> =
                    own[..height].iter().rev().filter_map(|at| piece(*at, 0)).collect();
                cell.extend(is_odd.then(|| self.main[used[0]]));
                cell.extend(own[..height].iter().filter_map(|at| piece(*at, 1)));
                let fit = self.table.fit(column, &cell);
                let lines = |used: &mut Vec<usize>, change: &dyn Fn(usize) -> usize| {
                    if is_odd {
                        used[0] = change(used[0]);
                    }
                    for at in &own[..height] {
                        used[at + 1] = change(used[at + 1]);
                    }
                };
                lines(used, &|count| count + 1);
                cells.push((column, cell));
                self.step(column + 1, used, score + fit, cells);
                cells.pop();
                lines(used, &|count| count - 1);
            }
        }
    }
}

/// The first row of each group with the lines of its name, each of which stands in the middle of
/// its rows.
fn head_rows(
    pieces: &[Piece],
    rows: &[Row],
    dealt: &[Option<Way>],
    groups: &[usize],
) -> Option<(usize, Vec<Cell>)> {
    if groups.is_empty() {
        return Some((0, Vec::new()));
    }
    if rows.len() > MAX_ROWS || groups.len() > MAX_ROWS {
        return None;
    }
    // How far down each line stands, in halves of a line.
    let mut places: Vec<(u32, u32)> = Vec::new();
    let mut edges: Vec<(u32, u32)> = Vec::with_capacity(rows.len());
    let mut top = 0;
    for (row, way) in rows.iter().zip(dealt) {
        let count = row.above.len().max(row.below.len()) as u32;
        let height = way.as_ref().map_or(2 * (2 * count).max(1), |way| way.height);
        let middle = top + height / 2;
        let level = |at: usize| {
            let levels = way.as_ref().map(|way| way.levels.as_slice()).unwrap_or_default();
            levels.get(at).copied().unwrap_or(2 * at as u32 + 1)
        };
        for (at, line) in row.above.iter().rev().enumerate() {
            places.push((pieces[line[0]].line, middle.saturating_sub(level(at))));
        }
        places.push((pieces[row.number].line, middle));
        for (at, line) in row.below.iter().enumerate() {
            places.push((pieces[line[0]].line, middle + level(at)));
        }
        edges.push((top, top + height));
        top += height;
    }
    places.sort_unstable();
    let places: Vec<u32> = groups.iter().map(|at| place_of(&places, pieces[*at].line)).collect();
    let widest = groups.iter().map(|at| pieces[*at].look.chars).max().unwrap_or(0);
    let (many, count) = (groups.len(), rows.len());
    // ends[lines][rows]: the least cost, and the lines and rows before the last group.
    let mut ends: Vec<Vec<Option<(usize, usize, usize)>>> = vec![vec![None; count + 1]; many + 1];
    ends[0][0] = Some((0, 0, 0));
    for end in 1..=many {
        for start in (end.saturating_sub(MAX_LINES)..end).rev() {
            let not_full =
                groups[start..end - 1].iter().filter(|at| pieces[**at].look.chars + 1 < widest).count();
            let spacing: usize = places[start..end]
                .windows(2)
                .map(|pair| pair[0].abs_diff(pair[1]).abs_diff(2) as usize)
                .sum();
            let cell = not_full * weight::NOT_FULL + spacing * weight::SPACING;
            let own = places[start] + places[end - 1];
            for last in 1..=count {
                let bottom = edges[last - 1].1;
                // The rows of which the name may stand in the middle begin here.
                let highest = edges.partition_point(|(top, _)| top + bottom + MAX_OFF < own);
                for first in highest.max(last.saturating_sub(MAX_GROUP))..last {
                    let middle = edges[first].0 + bottom;
                    if middle > own + MAX_OFF {
                        break;
                    }
                    let Some((cost, ..)) = ends[start][first] else { continue };
                    let off = own.abs_diff(middle) as usize;
                    let cost = cost + weight::NAME + cell + off * weight::OFF;
                    if ends[end][last].is_none_or(|(best, ..)| cost < best) {
                        ends[end][last] = Some((cost, start, first));
                    }
                }
            }
        }
    }
    let mut heads = Vec::new();
    let (mut end, mut last) = (many, count);
    while end > 0 {
        let (_, start, first) = ends[end][last]?;
        heads.push((first, groups[start..end].to_vec()));
        (end, last) = (start, first);
    }
    heads.reverse();
    Some((ends[many][count]?.0, heads))
}
