//! Names of groups that stand in the middle of their rows, and header cells that stand around
//! the others.
//!
//! Where a page sets a cell in the middle of its height, a program that copies line by line
//! gives the first half of a cell of two lines, the rest of the row, and the second half; and
//! the name of a group somewhere among its rows. `around` deals with rows that count.

use super::fit::Columns;
use super::piece::{Joint, Piece};
use super::repeats::without_repeats;
use crate::scan::column::{Kind, kind_of};
use crate::scan::date::scan_year;

/// The lines of a table: ranges of pieces.
pub(super) fn lines_of(pieces: &[Piece]) -> Vec<(usize, usize)> {
    let mut lines: Vec<(usize, usize)> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match lines.last_mut() {
            Some((_, end)) if !piece.joint.is_line() => *end = at + 1,
            _ => lines.push((at, at + 1)),
        }
    }
    lines
}

/// The ways to put a header together whose cells of two lines stand around a middle line:
/// 2022年 and 2025年 above it, 现状值 and 目标值 below. Side by side they stand at one place
/// among the others where the middle line begins with 序号; where 序 and 号 are such a cell
/// themselves, or 指标 begins the middle line, wherever their order lets them.
pub(super) fn headers_around(text: &str, pieces: &[Piece]) -> Vec<Vec<Piece>> {
    /// No header has more cells of two lines; of so many all ways are tried.
    const MOST: usize = 5;
    const MIXED: usize = 3;
    let lines = lines_of(pieces);
    let [above, middle, below, ..] = lines.as_slice() else { return Vec::new() };
    let count = above.1 - above.0;
    let word = |at: usize| pieces[at].span.of(text);
    let whole = |at: usize| kind_of(&format!("{}{}", word(above.0 + at), word(below.0 + at)));
    let is_count = |at: usize| kind_of(word(at)) == Some(Kind::Number);
    // 类别 序号 指标: the groups of the rows stand before their numbers.
    let is_grouped = middle.1 - middle.0 > 2 && kind_of(word(middle.0)) == Some(Kind::Group);
    let is_counted = is_count(middle.0) || is_grouped && is_count(middle.0 + 1);
    let fit = (0..count).all(|at| below.0 + at < below.1 && whole(at).is_some());
    let others = middle.1 - middle.0;
    // Where each cell has a line of its own, none stands around another.
    if count > MOST || below.1 - below.0 != count || others < 2 || !fit {
        return Vec::new();
    }
    // 指标 2025年 属性: the names of the rows stand first, whatever has two lines.
    let is_named = kind_of(word(middle.0)) == Some(Kind::Name)
        && (middle.0..middle.1).all(|at| kind_of(word(at)).is_some())
        && (0..count).all(|at| whole(at) == Some(Kind::Value));
    let is_mixed = is_named || whole(0) == Some(Kind::Number);
    if !(is_counted || is_mixed && count <= MIXED && others <= MIXED) {
        return Vec::new();
    }
    let behind = without_repeats(text, pieces, below.1).0;
    let put = |places: &[usize]| {
        let mut ordered = Vec::with_capacity(pieces.len());
        for other in 0..=others {
            for at in (0..count).filter(|at| places[*at] == other) {
                ordered.push(Piece { joint: Joint::Blank, ..pieces[above.0 + at].clone() });
                ordered.push(Piece { joint: Joint::Same, ..pieces[below.0 + at].clone() });
            }
            ordered.extend(pieces[middle.0..middle.1].get(other).cloned());
        }
        for piece in &mut ordered[1..] {
            if matches!(piece.joint, Joint::Line(_)) {
                piece.joint = Joint::Blank;
            }
        }
        ordered.extend_from_slice(&behind);
        // The first of all begins its line.
        ordered[0].joint = Joint::Line(0);
        ordered
    };
    let ways: Vec<Vec<usize>> = if is_counted {
        (1..=others).map(|place| vec![place; count]).collect()
    } else {
        in_order(count, others)
    };
    let mut ways: Vec<Vec<Piece>> = ways.iter().map(|places| put(places)).collect();
    // Of ways that fit alike the one is the first whose years rise, and before 累计.
    ways.sort_by_key(|way| {
        let header = &way[..below.1];
        let years: Vec<_> = header
            .iter()
            .map(|piece| piece.span.of(text))
            .filter_map(|cell| match scan_year(cell) {
                Some((year, _)) => Some(year),
                None => cell.contains("累计").then_some(i32::MAX),
            })
            .collect();
        years.windows(2).filter(|pair| pair[0] > pair[1]).count()
    });
    ways
}

/// The pieces of rows that the names of groups stand before, with the number of each row first.
pub(super) fn put_numbers_first(pieces: &[Piece]) -> Vec<Piece> {
    let mut ordered = pieces.to_vec();
    let mut expected = 1;
    for (start, end) in lines_of(pieces) {
        let is_number = |at: usize| at < end && pieces[at].look.number == Some(expected);
        if !is_number(start) && is_number(start + 1) {
            let joint = ordered[start].joint;
            ordered.swap(start, start + 1);
            ordered[start].joint = joint;
            ordered[start + 1].joint = Joint::Blank;
        } else if !is_number(start) {
            continue;
        }
        expected += 1;
    }
    ordered
}

/// All ways to set so many things in order among so many others.
fn in_order(count: usize, others: usize) -> Vec<Vec<usize>> {
    let mut ways: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..count {
        let more = |way: &Vec<usize>| {
            let from = way.last().copied().unwrap_or(0);
            let way = way.clone();
            (from..=others).map(move |place| way.iter().copied().chain([place]).collect())
        };
        ways = ways.iter().flat_map(more).collect();
    }
    ways
}

/// A line that begins a row or is one: its number, the piece of its group, its name, the rest.
struct RowLine {
    group: Option<usize>,
    lead: Option<usize>,
    name: Option<usize>,
    /// （万亩） on the line of the figures, where the name stands on the line before.
    rest: Option<usize>,
    tail: (usize, usize),
}

/// Puts the names of groups that stand in the middle of their rows beside the first of them,
/// and the halves of wrapped names into their rows. None where each name of a group stands
/// beside the first of its rows, as far as the lines tell.
pub(super) fn put_groups_first(columns: &Columns<'_>, pieces: &[Piece]) -> Option<Vec<Piece>> {
    /// Fewer rows do not tell where the names of their groups stand.
    const LEAST: usize = 3;
    let kinds = columns.kinds;
    let name = kinds.iter().position(|kind| *kind == Kind::Name)?;
    let is_lead = match kinds[..name] {
        [Kind::Group] => false,
        [Kind::Number, Kind::Group] | [Kind::Group, Kind::Number] => true,
        _ => return None,
    };
    let lines = lines_of(pieces);
    let mut rows: Vec<CentredRow> = Vec::new();
    let mut groups: Vec<usize> = Vec::new();
    // Lines since the last row that stand for themselves.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut expected = 1;
    let mut taken = 0;
    let mut skip = false;
    for (at, line) in lines.iter().enumerate() {
        if std::mem::take(&mut skip) {
            continue;
        }
        let expect = is_lead.then_some(expected);
        let mut line = *line;
        let row = row_line(columns, pieces, line, name, expect).or_else(|| {
            // The figures may stand on the second line of the name.
            let begins = is_lead && pieces[line.0].look.number == expect;
            let next = lines.get(at + 1).filter(|_| begins)?;
            line.1 = next.1;
            skip = true;
            row_line(columns, pieces, line, name, expect).filter(|row| row.rest.is_some())
        });
        let Some(row) = row else {
            (line, skip) = (lines[at], false);
            if line.1 - line.0 > 2 || open.len() > MAX_HALVES {
                break;
            }
            open.push(line);
            continue;
        };
        let Some(above) = part_lines(pieces, &open, &mut rows, &mut groups, row.name.is_none()) else {
            break;
        };
        open.clear();
        groups.extend(row.group);
        rows.push(CentredRow {
            lead: row.lead,
            due: if row.name.is_none() { above.len() } else { 0 },
            name: above.into_iter().chain(row.name).chain(row.rest).collect(),
            tail: row.tail,
        });
        expected += 1;
        taken = line.1;
    }
    // Where the lines cannot be told any more, the last group may go on.
    let is_cut = !open.is_empty();
    // The second half of the last name.
    let due = rows.last().map_or(0, |row| row.due);
    let last = open.get(..due)?.to_vec();
    if let Some(line) = last.last() {
        taken = line.1;
    }
    part_lines(pieces, &last, &mut rows, &mut groups, false)?;
    // The unit of the last row, or the second line of the last group.
    if let Some((start, end)) = open.get(due)
        && end - start == 1
        && pieces[*start].look.is_bracket
    {
        rows.last_mut()?.name.push(*start);
        taken = *end;
    } else if let Some((start, end)) = open.get(due)
        && end - start == 1
        && groups.last().is_some_and(|last| pieces[*start].look.chars < pieces[*last].look.chars)
    {
        groups.push(*start);
        taken = *end;
    }
    groups.sort_unstable();
    if rows.len() < LEAST || !is_centred(pieces, &rows, &groups) {
        return None;
    }
    // 规模 and 效益 are one cell or two: whichever stands better in the middle of its rows.
    let readings = [false, true].map(|is_loose| cells_of_groups(pieces, &groups, is_loose));
    let readings = readings.into_iter().filter_map(|cells| {
        let (firsts, cost) = spread(&rows, pieces, &cells, is_cut)?;
        Some((cost, firsts, cells))
    });
    let (_, firsts, cells) = readings.min_by_key(|(cost, ..)| *cost)?;
    let mut ordered: Vec<Piece> = Vec::with_capacity(pieces.len());
    for (at, row) in rows.iter().enumerate() {
        let start = ordered.len();
        let group = firsts.iter().position(|first| *first == at).map(|at| cells[at].as_slice());
        let group = group.unwrap_or_default();
        let lead = row.lead.as_slice();
        let order = if kinds[0] == Kind::Group { [group, lead] } else { [lead, group] };
        let tail: Vec<usize> = (row.tail.0..row.tail.1).collect();
        for cell in order.into_iter().chain([row.name.as_slice()]).chain(tail.chunks(1)) {
            for (at, piece) in cell.iter().enumerate() {
                let joint = if at == 0 { Joint::Blank } else { Joint::Soft };
                ordered.push(Piece { joint, ..pieces[*piece].clone() });
            }
        }
        ordered[start].joint = Joint::Line(0);
    }
    ordered.extend(pieces[taken..].iter().cloned());
    Some(ordered)
}

/// No more lines stand between two rows.
const MAX_HALVES: usize = 6;

/// A row whose name may be wrapped around it.
struct CentredRow {
    lead: Option<usize>,
    name: Vec<usize>,
    tail: (usize, usize),
    /// How many lines of its name are still to come.
    due: usize,
}

/// Reads a line as that of a row: with the number that is expected, if rows have one, and all
/// that stands behind the name.
fn row_line(
    columns: &Columns<'_>,
    pieces: &[Piece],
    (start, end): (usize, usize),
    name: usize,
    expected: Option<u32>,
) -> Option<RowLine> {
    let kinds = columns.kinds;
    let behind = kinds.len() - name - 1;
    let tail = (end.checked_sub(behind).filter(|from| *from >= start)?, end);
    if behind < 2 || !fits_behind(&kinds[name..], &pieces[tail.0..tail.1]) {
        return None;
    }
    let mut before: Vec<usize> = (start..tail.0).collect();
    let is_rest = |at: &mut usize| pieces[*at].look.is_bracket && pieces[*at].joint.is_line();
    let rest = before.pop_if(is_rest);
    let mut lead = None;
    if let Some(expected) = expected {
        let at = before.iter().take(2).position(|at| pieces[*at].look.number == Some(expected))?;
        lead = Some(before.remove(at));
        let is_group = at == 1 && kinds[0] == Kind::Group;
        if at == 1 && !is_group {
            return None;
        }
        if is_group {
            let group = Some(before.remove(0));
            let name = before.pop();
            return before.is_empty().then_some(RowLine { group, lead, name, rest, tail });
        }
    }
    let name = before.pop();
    let group = before.pop();
    // Beside a number that stands behind the groups, all else is the name.
    let is_behind = expected.is_some() && kinds[0] == Kind::Group;
    (before.is_empty() && !(is_behind && group.is_some())).then_some(RowLine {
        group,
        lead,
        name,
        rest,
        tail,
    })
}

/// Whether pieces fit the columns behind the first of `kinds`.
pub(super) fn fits_behind(kinds: &[Kind], pieces: &[Piece]) -> bool {
    kinds[1..].iter().zip(pieces).all(|(kind, piece)| {
        let look = &piece.look;
        match kind {
            Kind::Attribute => look.is_attribute,
            Kind::Value => look.is_value || look.is_words,
            Kind::Unit => {
                look.is_unit || look.is_blank || look.chars <= 6 && !look.is_value && !look.is_attribute
            }
            _ => true,
        }
    })
}

/// Parts the lines between two rows: the second halves of the name above, names of groups, and
/// the first halves of the name below, which are returned.
fn part_lines(
    pieces: &[Piece],
    open: &[(usize, usize)],
    rows: &mut [CentredRow],
    groups: &mut Vec<usize>,
    lacks_name: bool,
) -> Option<Vec<usize>> {
    /// The name of a group that stands alone has no more characters on a line.
    const NARROW: i32 = 6;
    let due = rows.last().map_or(0, |row| row.due);
    let mut halves = Vec::new();
    let half = |line: &(usize, usize), groups: &mut Vec<usize>| {
        if line.1 - line.0 == 2 {
            groups.push(line.0);
        }
        line.1 - 1
    };
    let (below, rest) = open.split_at_checked(due)?;
    for line in below {
        let piece = half(line, groups);
        let row = rows.last_mut()?;
        row.name.push(piece);
        row.due = 0;
    }
    for line in rest {
        let is_alone = line.1 - line.0 == 1;
        // （万亩） goes on with the name above it.
        if is_alone && pieces[line.0].look.is_bracket && !lacks_name {
            rows.last_mut()?.name.push(line.0);
        } else if is_alone && !lacks_name {
            // 〔累计〕 goes on with the header.
            let look = &pieces[line.0].look;
            if look.chars > NARROW || look.is_value || rows.is_empty() && look.is_remark {
                return None;
            }
            groups.push(line.0);
        } else if lacks_name {
            halves.push(half(line, groups));
        } else {
            return None;
        }
    }
    (lacks_name != halves.is_empty()).then_some(halves)
}

/// Whether the names of groups stand in the middle of their rows: the first row has none
/// beside it, or some stand beside rows and others between them.
fn is_centred(pieces: &[Piece], rows: &[CentredRow], groups: &[usize]) -> bool {
    let main = |row: &CentredRow| pieces[row.tail.0].line;
    let is_beside = |group: &&usize| rows.iter().any(|row| main(row) == pieces[**group].line);
    let beside = groups.iter().filter(is_beside).count();
    let Some(first) = groups.first() else { return false };
    pieces[*first].line > main(&rows[0]) || beside > 0 && beside < groups.len()
}

/// The cells of a column of groups: what its lines hold, put together where one is full and
/// the next is not, or where `is_loose`, both are.
fn cells_of_groups(pieces: &[Piece], groups: &[usize], is_loose: bool) -> Vec<Vec<usize>> {
    /// Cells of so few characters a line go on in lines that are as full.
    const NARROW: i32 = 3;
    let widest = groups.iter().map(|at| pieces[*at].look.chars).max().unwrap_or(0);
    let mut cells: Vec<Vec<usize>> = Vec::new();
    for at in groups {
        let next = &pieces[*at];
        let goes_on = |last: &Piece| {
            let down = next.line - last.line;
            let is_shorter = next.look.chars < widest;
            let reach = if is_shorter || widest < NARROW { 2 } else { 1 };
            last.look.chars == widest && down <= reach && (is_shorter || is_loose && widest <= NARROW)
        };
        match cells.last_mut() {
            Some(cell) if cell.last().is_some_and(|last| goes_on(&pieces[*last])) => cell.push(*at),
            _ => cells.push(vec![*at]),
        }
    }
    cells
}

/// The first row of each group, so that all names stand as near to the middle of their rows as
/// can be. None where they do not. The last group may go on where `is_cut`.
fn spread(
    rows: &[CentredRow],
    pieces: &[Piece],
    cells: &[Vec<usize>],
    is_cut: bool,
) -> Option<(Vec<usize>, usize)> {
    // How far down each line stands, in halves of a line: the rest of a row stands between the
    // two halves of its name.
    let mut places: Vec<(u32, u32)> = Vec::new();
    let mut edges: Vec<(u32, u32)> = Vec::with_capacity(rows.len());
    let mut top = 0;
    for row in rows {
        let main = pieces[row.tail.0].line;
        let halves: Vec<u32> =
            row.name.iter().map(|at| pieces[*at].line).filter(|line| *line != main).collect();
        let beside = row.name.iter().any(|at| pieces[*at].line == main && pieces[*at].look.is_bracket);
        let below = row.name.len() > halves.len() && !halves.is_empty();
        let height = 2 * (halves.len() as u32 + u32::from(beside || below)).max(1);
        let middle = top + height / 2;
        places.extend(halves.iter().zip((top + 1..).step_by(2)).map(|(line, place)| (*line, place)));
        // So do the number and the figures, whatever line they were set on.
        if let Some(lead) = row.lead.map(|at| pieces[at].line).filter(|lead| *lead != main) {
            places.retain(|(line, _)| *line != lead);
            places.push((lead, middle));
        }
        places.push((main, middle));
        edges.push((top, top + height));
        top += height;
    }
    places.sort_unstable();
    let place = |at: &usize| place_of(&places, pieces[*at].line);
    let mut middles: Vec<(u32, u32)> = cells
        .iter()
        .map(|cell| cell.first().map_or(0, place) + cell.last().map_or(0, place))
        .map(|middle| (middle, middle))
        .collect();
    // Where each stands on the line of a row, it was set there from half a line below, as the
    // numbers of rows of two lines are.
    let is_on_line = |at: &usize| places.binary_search_by_key(&pieces[*at].line, |(line, _)| *line).is_ok();
    if cells.iter().flatten().all(is_on_line) {
        for (_, greatest) in &mut middles {
            *greatest += 2;
        }
    }
    if let Some(last) = middles.last_mut().filter(|_| is_cut) {
        last.0 = 0;
    }
    deal_groups(&edges, &middles)
}

/// How far down a line stands, where `places` has that of each line that belongs to a row: between
/// two of them, in the middle.
pub(super) fn place_of(places: &[(u32, u32)], line: u32) -> u32 {
    let behind = places.partition_point(|(other, _)| *other < line);
    match (behind.checked_sub(1).map(|before| places[before].1), places.get(behind)) {
        (_, Some((other, place))) if *other == line => *place,
        (before, Some((_, place))) => u32::midpoint(before.unwrap_or(0), *place),
        (before, None) => before.unwrap_or(0) + 1,
    }
}

/// The first row of each group where each is to stand in the middle of its rows: `rows` has the
/// upper and the lower edge of each row in halves of a line, `groups` twice the least and the
/// greatest place that the middle of each may be. None where they stand elsewhere; else with what
/// they are off.
pub(super) fn deal_groups(rows: &[(u32, u32)], groups: &[(u32, u32)]) -> Option<(Vec<usize>, usize)> {
    /// No table with such groups has more rows, and no group.
    const MAX_ROWS: usize = 300;
    const MAX_GROUP: usize = 40;
    /// What a quarter of a line off the middle costs; groups of uneven size cost less.
    const OFF: usize = 12;
    const UNEVEN: usize = 6;
    let (count, many) = (rows.len(), groups.len());
    if many == 0 || many > count || count > MAX_ROWS {
        return None;
    }
    let off = |from: usize, to: usize, (least, greatest): (u32, u32)| {
        let middle = rows[from].0 + rows[to - 1].1;
        (least.saturating_sub(middle) + middle.saturating_sub(greatest)) as usize
    };
    let uneven = |size: usize| UNEVEN * (size * many).abs_diff(count).pow(2) / (many * many);
    // ends[group][row]: the least cost where the group ends before that row, where it begins,
    // and how far all are off.
    let mut ends: Vec<Vec<Option<(usize, usize, usize)>>> = Vec::with_capacity(many);
    for (at, group) in groups.iter().enumerate() {
        let mut best = vec![None; count + 1];
        for (end, best) in best.iter_mut().enumerate().skip(1) {
            *best = (end.saturating_sub(MAX_GROUP)..end)
                .filter_map(|start| {
                    let (cost, before) = match at.checked_sub(1) {
                        Some(before) => ends[before][start].map(|(cost, _, off)| (cost, off))?,
                        None if start == 0 => (0, 0),
                        None => return None,
                    };
                    let off = off(start, end, *group);
                    Some((cost + off * OFF + uneven(end - start), start, before + off))
                })
                .min();
        }
        ends.push(best);
    }
    // On an average, half a line off the middle is too far.
    let (cost, _, off) = ends.last()?[count]?;
    if off > 2 * many {
        return None;
    }
    let mut firsts = vec![0; many];
    let mut end = count;
    for at in (0..many).rev() {
        end = ends[at][end]?.1;
        firsts[at] = end;
    }
    Some((firsts, cost))
}
