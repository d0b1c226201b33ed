//! Counted tasks whose cells hold several paragraphs: departments below one another, numbered
//! points of what is to be done. A task that is printed once for several rows has no cell in
//! the others, and a column of remarks may have none at all.
//!
//! The numbers tell where rows begin, so each row is dealt out by itself: its cells go to the
//! columns in their order, one after the other, wherever they fit best.

use super::super::found::{Dealt, DealtRow};
use super::super::look::{Class, Look};
use super::{Cell, LEAST, SCORE, banners, groups_at_end};
use crate::scan::column::Kind;
use std::ops::Range;

/// No row has more cells than so many for each column.
const FULLEST: usize = 6;
/// All cells but one of so many stand where such cells may, and all rows but one of so many
/// say who is to act. A task reaches over no more than so many rows on the whole.
const ODD: usize = 20;
const NOBODY: usize = 5;
const SHARED: usize = 3;

/// What speaks for a cell in a column, or against it.
mod weight {
    /// It is what the column says.
    pub(super) const OWN: i32 = 3;
    /// It may be.
    pub(super) const LIKE: i32 = 1;
    /// It is what other columns have.
    pub(super) const ODD: i32 = -4;
    /// A task that is merged with that above, a time or what is to be done that is not given,
    /// departments that nothing stands for.
    pub(super) const NO_NAME: i32 = -2;
    pub(super) const NO_CELL: i32 = -3;
    pub(super) const NO_UNITS: i32 = -4;
    /// A further department in a cell: one leads, as a rule.
    pub(super) const FURTHER: i32 = -1;
    pub(super) const FURTHER_LEAD: i32 = -2;
    /// A further row of a task that is printed once for several.
    pub(super) const FURTHER_ROW: i32 = -4;
    /// A further paragraph, the next point of a list, and anything else in a cell.
    pub(super) const PARAGRAPH: i32 = -2;
    pub(super) const POINT: i32 = 1;
    pub(super) const NOT_ONE: i32 = -8;
}

/// Deals `cells`, which begin with the number of the first row, out to the rows of a table of tasks
/// whose columns hold `kinds`. None where they do not fit.
pub(super) fn deal_several(kinds: &[Kind], cells: &[Cell]) -> Option<Dealt> {
    let is_figure = |kind: &Kind| matches!(kind, Kind::Value | Kind::Unit | Kind::Attribute);
    let are_tasks = kinds.first() == Some(&Kind::Number) && kinds.iter().any(|kind| kind.is_units());
    if !are_tasks || kinds.iter().any(is_figure) {
        return None;
    }
    let starts = starts_of(cells, kinds.len());
    if starts.len() < LEAST {
        return None;
    }
    let mut rows = Vec::with_capacity(starts.len());
    let name = kinds.iter().position(|kind| *kind == Kind::Name)?;
    let (mut all, mut odd, mut nobody, mut named) = (0, 0, 0, 0);
    let mut taken = 0;
    for (at, start) in starts.iter().enumerate() {
        let next = starts.get(at + 1).copied();
        let end = next.unwrap_or(cells.len().min(start + FULLEST * kinds.len()));
        // The names of groups stand behind the row before the first of theirs.
        let groups = if next.is_some() { groups_at_end(&cells[start + 1..end]) } else { 0 };
        let placed = place(kinds, &cells[*start..end - groups], at == 0, next.is_none())?;
        let empty = || DealtRow { cells: vec![Vec::new(); kinds.len()], is_banner: false };
        let mut parts = vec![empty()];
        let mut before = 0;
        for (column, cell) in placed.iter().zip(&cells[*start..]) {
            all += 1;
            odd += usize::from(*column > 0 && fit(kinds[*column], &cell.look) < 0);
            if *column < before {
                parts.push(empty());
            }
            before = *column;
            parts.last_mut()?.cells[*column].extend(cell.pieces.clone());
            taken = cell.pieces.end;
        }
        let first = parts.first()?;
        let has_units = (0..kinds.len()).any(|at| kinds[at].is_units() && !first.cells[at].is_empty());
        nobody += usize::from(!has_units);
        named += usize::from(!first.cells[name].is_empty());
        rows.append(&mut parts);
        rows.extend(banners(kinds.len(), &cells[end - groups..end]));
    }
    // Further rows of a task are none that the numbers speak for.
    let score = SCORE * i32::try_from(starts.len()).unwrap_or(i32::MAX / SCORE);
    let are_tasks = nobody * NOBODY <= starts.len() && named * SHARED >= starts.len();
    (are_tasks && odd * ODD <= all).then_some(Dealt { rows, taken, score })
}

/// The cells that count the rows.
fn starts_of(cells: &[Cell], width: usize) -> Vec<usize> {
    let mut starts = Vec::new();
    starts.extend(cells.first().filter(|cell| cell.look.number == Some(1)).map(|_| 0));
    while let Some(start) = starts.last().copied() {
        let number = u32::try_from(starts.len() + 1).ok();
        let far = cells.len().min(start + FULLEST * width);
        let Some(next) = (start + 2..far).find(|at| cells[*at].look.number == number) else { break };
        starts.push(next);
    }
    starts
}

/// The columns in which the cells of a row stand. Where `is_open`, further paragraphs may follow
/// the row, and fewer are taken.
fn place(kinds: &[Kind], cells: &[Cell], is_first: bool, is_open: bool) -> Option<Vec<usize>> {
    let width = kinds.len();
    // What a further row of the same task begins with: what else is to be done for it.
    let content = kinds.iter().position(|kind| *kind == Kind::Content);
    let name = kinds.iter().position(|kind| *kind == Kind::Name);
    let again = content.zip(name).filter(|(content, name)| name < content).map(|(content, _)| content);
    let skip = |columns: Range<usize>| -> i32 { columns.map(|column| lacks(kinds[column], is_first)).sum() };
    // For each cell and column: the best way so far, and the column of the cell before.
    let mut best: Vec<Vec<Option<(i32, usize)>>> = vec![vec![None; width]];
    best[0][0] = Some((0, 0));
    let mut ends: Vec<(i32, usize)> = Vec::with_capacity(cells.len());
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            let mut ways = vec![None; width];
            for to in 1..width {
                let own = fit(kinds[to], &cell.look);
                let before = best[at - 1][..=to].iter().enumerate();
                let before = before.filter_map(|(from, way)| Some((from, (*way)?.0)));
                let join = |(from, score): (usize, i32)| {
                    let joint = if from == to {
                        go_on(kinds[to], &cells[at - 1].look, &cell.look)
                    } else {
                        skip(from + 1..to) + part(&cells[at - 1].look, &cell.look)
                    };
                    (score + own + joint, from)
                };
                ways[to] = before.map(join).max();
                if again == Some(to) {
                    let rest = best[at - 1][to + 1..].iter().enumerate();
                    let rest = rest.filter_map(|(from, way)| Some((from + to + 1, (*way)?.0)));
                    let behind = |from: usize| skip(from + 1..width);
                    let anew = rest
                        .filter(|(from, _)| kinds[*from].is_units())
                        .map(|(from, score)| (score + own + behind(from) + weight::FURTHER_ROW, from));
                    ways[to] = anew.chain(ways[to]).max();
                }
            }
            best.push(ways);
        }
        let end = (0..width).filter_map(|to| Some((best[at][to]?.0 + skip(to + 1..width), to))).max();
        ends.push(end.unwrap_or((i32::MIN, 0)));
    }
    let last = if is_open {
        // Of ends that are as good, the first.
        (0..cells.len()).rev().max_by_key(|at| ends[*at].0)?
    } else {
        cells.len().checked_sub(1)?
    };
    let mut columns = vec![0; last + 1];
    let mut column = ends[last].1;
    for at in (0..=last).rev() {
        columns[at] = column;
        column = best[at][column]?.1;
    }
    Some(columns)
}

/// Whether a cell is a department or several, and no words of another kind: one alone has no full
/// stop, as 新建泵站四处。 has.
const fn is_body(look: &Look) -> bool {
    (look.is_list || look.is_body) && (look.is_listing || !look.ends_sentence)
}

/// How well a cell fits a column.
fn fit(kind: Kind, look: &Look) -> i32 {
    use weight::{LIKE, ODD, OWN};
    /// The name of a body that no list knows is not longer.
    const NAME: i32 = 14;
    let is_sentence = look.class() == Class::Sentence;
    match kind {
        Kind::Lead | Kind::Participants | Kind::Responsible => {
            if is_body(look) || look.is_listing || look.is_blank {
                OWN
            } else if is_sentence || look.ends_sentence || look.chars > NAME || look.number.is_some() {
                ODD
            } else {
                0
            }
        }
        Kind::Deadline | Kind::Time => {
            if look.is_time {
                OWN
            } else {
                ODD
            }
        }
        Kind::Number => ODD,
        _ if look.number.is_some() => ODD,
        Kind::Content => match () {
            () if is_body(look) => ODD,
            () if is_sentence || look.ends_sentence || look.marker.is_some() => OWN,
            () => LIKE,
        },
        Kind::Name | Kind::Group => match () {
            () if is_body(look) || look.is_blank => ODD,
            () if look.ends_sentence => 0,
            () if is_sentence => LIKE,
            () => OWN,
        },
        _ => {
            if is_body(look) || is_sentence || look.ends_sentence {
                -1
            } else {
                0
            }
        }
    }
}

/// What it says against a row that it has no cell of a column.
const fn lacks(kind: Kind, is_first: bool) -> i32 {
    match kind {
        Kind::Name if is_first => weight::NOT_ONE,
        Kind::Name | Kind::Group => weight::NO_NAME,
        Kind::Lead | Kind::Participants | Kind::Responsible => weight::NO_UNITS,
        Kind::Text => 0,
        _ => weight::NO_CELL,
    }
}

/// What speaks for a paragraph in the same cell as that before it.
fn go_on(kind: Kind, before: &Look, own: &Look) -> i32 {
    match kind {
        Kind::Lead | Kind::Participants | Kind::Responsible if is_body(own) && !before.is_blank => {
            if kind == Kind::Lead { weight::FURTHER_LEAD } else { weight::FURTHER }
        }
        Kind::Content => match (before.marker, own.marker) {
            (Some(last), Some(next)) if next == last + 1 => weight::POINT,
            (_, Some(_)) => weight::NOT_ONE,
            _ => weight::PARAGRAPH,
        },
        _ => weight::NOT_ONE,
    }
}

/// What speaks for a cell that begins behind that before it: the next point of a list does not.
const fn part(before: &Look, own: &Look) -> i32 {
    match (before.marker, own.marker) {
        (Some(last), Some(next)) if next == last + 1 => weight::NOT_ONE,
        _ => 0,
    }
}
