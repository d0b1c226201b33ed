//! The header of a table whose cells are known: how many of its first rows belong to it, and
//! what stands above each column.

use super::super::head::{Head, joined};
use super::super::look::Look;
use super::super::merged::Usual;
use super::super::settle::settle;
use super::{Line, MAX_WIDTH};
use crate::scan::column::{Kind, kind_of, names_year};
use crate::scan::is_longer_than;
use crate::span::Span;

/// How many cells most rows have.
pub(super) fn usual_width(lines: &[Line]) -> usize {
    let mut widths = [0usize; MAX_WIDTH + 1];
    for line in lines.iter().filter(|line| !line.is_full) {
        widths[line.cells.len().min(MAX_WIDTH)] += 1;
    }
    let header = lines.iter().find(|line| !line.is_full).map_or(0, |line| line.cells.len());
    let usual = (0..=MAX_WIDTH).max_by_key(|width| (widths[*width], *width == header)).unwrap_or_default();
    usual.max(header.min(MAX_WIDTH))
}

/// How many cells the whole rows of a table of pipes have, where most rows lack those that are
/// merged with cells above, and the header those that reach over several columns.
pub(super) fn whole_width(lines: &[Line]) -> Option<usize> {
    /// So many rows are whole at least.
    const LEAST: usize = 2;
    let mut rows = lines.iter().filter(|line| !line.is_full);
    let header = rows.next().filter(|line| line.is_closed)?.cells.len();
    let widest = rows.clone().map(|line| line.cells.len()).max()?;
    let whole = rows.clone().filter(|line| line.cells.len() == widest).count();
    (header < widest && whole >= LEAST && rows.all(|line| line.is_closed)).then_some(widest)
}

/// Repeats the cells of a header of pipes over the columns that they have lost, as the whole
/// rows tell, and moves the years of a second line below the figures.
pub(super) fn spread_header(text: &str, lines: &mut [Line], width: usize) {
    let Some(at) = lines.iter().position(|line| !line.is_full) else { return };
    let rows = lines[at + 1..].iter().filter(|line| !line.is_full).map(|line| line.cells.as_slice());
    let Some(usual) = Usual::of(text, width, rows) else { return };
    let [first, second, ..] = &mut lines[at..] else { return };
    if !first.is_closed || first.cells.is_empty() || first.cells.len() >= width {
        return;
    }
    let kind = |cell: &Span| kind_of(cell.of(text)).unwrap_or(Kind::Text);
    let years = (second.cells.len() < width && second.cells.iter().all(|cell| names_year(cell.of(text))))
        .then_some(second);
    let kinds: Vec<Kind> = first.cells.iter().map(kind).collect();
    let columns = usual.columns_below(&kinds);
    first.cells = columns.iter().zip(&first.cells).flat_map(|(count, cell)| vec![*cell; *count]).collect();
    let figures = first.cells.iter().filter(|cell| kind(cell) == Kind::Value).count();
    if let Some(second) = years.filter(|second| figures > 0 && second.cells.len() == figures) {
        let mut years = std::mem::take(&mut second.cells).into_iter();
        let start = years.as_slice()[0].start;
        let below = |cell: &Span| if kind(cell) == Kind::Value { years.next() } else { None };
        second.cells =
            first.cells.iter().map(below).map(|cell| cell.unwrap_or(Span::new(start, start))).collect();
    }
}

/// Repeats the cell of the first line that stands above several of the second, where it is
/// printed once and shifts those behind it: 部门, 其中, 经费 above the blank, 已建, 在建, the blank.
pub(super) fn spread_merged(lines: &mut [Line], width: usize) {
    let Some(at) = lines.iter().position(|line| !line.is_full) else { return };
    let [first, second, _, ..] = &mut lines[at..] else { return };
    let is_filled = |cell: &Span| !cell.is_empty();
    let (Some(from), Some(last)) =
        (second.cells.iter().position(is_filled), second.cells.iter().rposition(is_filled))
    else {
        return;
    };
    let count = last + 1 - from;
    let is_below = from > 0
        && count > 1
        && second.cells[from..=last].iter().all(is_filled)
        && first.cells.len() + count - 1 == width
        && first.cells.iter().all(is_filled);
    if is_below {
        let above = first.cells[from];
        first.cells.splice(from..from, std::iter::repeat_n(above, count - 1));
    }
}

/// Moves the years of a second line below the cells of figures that they belong to, where
/// the white space before them is lost: 2025年, 2030年 below 指标值. Of several cells, 基期 and
/// 目标值, the last stands above all years that the others leave. Returns how many columns
/// there are then, which the widest row has, too.
pub(super) fn spread_years(text: &str, lines: &mut [Line]) -> Option<usize> {
    let widest = lines.iter().map(|line| line.cells.len()).max()?;
    let at = lines.iter().position(|line| !line.is_full)?;
    let [first, second, _, ..] = &mut lines[at..] else { return None };
    let is_figures = |cell: &Span| kind_of(cell.of(text)) == Some(Kind::Value);
    let from = first.cells.iter().position(is_figures)?;
    let figures = first.cells[from..].iter().take_while(|cell| is_figures(cell)).count();
    let behind = from + figures;
    let count = second.cells.len();
    let are_years = count > figures && second.cells.iter().all(|cell| names_year(cell.of(text)));
    let more = count.saturating_sub(figures);
    if from == 0
        || !are_years
        || first.cells[behind..].iter().any(is_figures)
        || first.cells.len() + more != widest
    {
        return None;
    }
    let above = first.cells[behind - 1];
    first.cells.splice(behind..behind, std::iter::repeat_n(above, more));
    let start = second.cells[0].start;
    second.cells.splice(0..0, std::iter::repeat_n(Span::new(start, start), from));
    Some(widest)
}

/// Whether all cells that say something say the same: one cell over all columns.
pub(super) fn is_one(text: &str, cells: &[Span]) -> bool {
    let mut filled = cells.iter().map(|cell| cell.of(text)).filter(|cell| !cell.is_empty());
    let first = filled.next();
    // A row of dashes, or of equal figures, is a row.
    first.filter(|first| !Look::of(first).is_value).is_some_and(|first| {
        let rest: Vec<&str> = filled.collect();
        rest.iter().all(|cell| *cell == first)
            && (rest.len() + 1 == cells.len()
                || rest.is_empty() && (Look::of(first).is_banner || is_longer_than(first, 8)))
    })
}

/// No header has more levels.
const MAX_LEVELS: usize = 3;

/// How many rows belong to the header: those the format says, or the first, and a
/// second that goes on below merged cells.
pub(super) fn header_rows(text: &str, lines: &[Line], width: usize) -> usize {
    let marked = lines.iter().take_while(|line| line.is_header && !line.is_full).count();
    let marked = if marked < lines.len() { marked.min(MAX_LEVELS) } else { 0 };
    let most = MAX_LEVELS.min(lines.len().saturating_sub(1));
    if let Some(count) = (2..=most).find(|count| are_torn(text, &lines[..*count], width)) {
        return count;
    }
    let mut count = marked.max(1);
    // Cells of a level that nothing marks, or of a third one, have the words of headers:
    // 2025年 and 增速 below 近期, which stands below 规划目标.
    let names = |line: &Line| line.cells.iter().any(|cell| kind_of(cell.of(text)).is_some());
    let is_sure = |count: usize| {
        (marked == 0 && count == 1) || lines[count..].iter().take(MAX_LEVELS - count).any(names)
    };
    // A header alone has no rows: two lines are a header and a row.
    while count < MAX_LEVELS
        && lines.len() > count + 1
        && lines[..=count].iter().any(|line| line.cells.len() == width)
        && goes_below(text, &lines[count - 1..=count], width)
        && is_sure(count)
    {
        count += 1;
    }
    count
}

/// Whether the words of a header are torn: 类, 序, 单 above 别, 号, 位. Put together they name
/// their columns, and alone most do not.
fn are_torn(text: &str, rows: &[Line], width: usize) -> bool {
    /// So many columns are torn at least.
    const LEAST: usize = 3;
    let words = |column: usize| {
        let cells = rows.iter().filter_map(move |line| line.cells.get(column));
        cells.map(|cell| cell.of(text)).filter(|word| !word.is_empty())
    };
    let names = |column: &usize| kind_of(&words(*column).collect::<String>()).is_some();
    let is_torn =
        |column: &usize| words(*column).count() > 1 && !words(*column).all(|word| kind_of(word).is_some());
    rows.iter().all(|line| line.cells.len() == width && !line.is_full)
        && (0..width).all(|column| names(&column))
        && (0..width).filter(is_torn).count() >= LEAST
}

/// Whether the second of two lines of a header goes on below merged cells of the first.
fn goes_below(text: &str, lines: &[Line], width: usize) -> bool {
    let [first, second] = lines else { return false };
    let is_empty = |cell: &Span| cell.is_empty();
    let same = |a: &Span, b: &Span| !a.is_empty() && a.of(text) == b.of(text);
    // Empty cells at the end of a line are lost with the white space that set them apart.
    let doubles = first.cells.len() < width
        || first.cells.windows(2).any(|pair| same(&pair[0], &pair[1]) || is_empty(&pair[1]));
    let goes_down =
        first.cells.iter().zip(&second.cells).any(|(above, below)| same(above, below) || is_empty(below));
    let is_data = second.cells.iter().any(|cell| {
        let look = Look::of(cell.of(text));
        look.is_attribute || look.number.is_some() || look.is_value && !cell.of(text).contains('年')
    });
    second.cells.len() <= width
        && first.cells.len() <= width
        && !second.is_full
        && doubles
        && goes_down
        && !is_data
        && !is_one(text, &second.cells)
        // 经济发展 with nothing beside it heads rows.
        && second.cells.iter().skip(1).any(|cell| !cell.is_empty())
}

/// The header cells of one row or several.
pub(super) fn heads(text: &str, lines: &[Line], width: usize) -> Vec<Head> {
    let mut heads = Vec::with_capacity(width);
    let mut above_before: Option<Span> = None;
    let is_torn = lines.len() > 1 && are_torn(text, lines, width);
    for column in 0..width {
        let mut levels: Vec<Span> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let mut cell = line.cells.get(column).copied().filter(|cell| !cell.is_empty());
            // A merged cell that is printed once stands above the columns behind it.
            if at == 0 && lines.len() > 1 && !is_torn {
                cell = cell.or(above_before);
                above_before = cell;
            }
            let Some(cell) = cell else { continue };
            if levels.last().is_none_or(|last| last.of(text) != cell.of(text)) {
                levels.push(cell);
            }
        }
        let own: Vec<Span> =
            if is_torn { std::mem::take(&mut levels) } else { levels.pop().into_iter().collect() };
        let word = joined(text, &own);
        // 牵头 below 责任分工 says whose column it is together with it.
        let both = || levels.last().and_then(|above| kind_of(&(joined(text, &[*above]) + &word)));
        // 〔累计〕 and whatever else stands below a year are figures.
        let is_figure = levels.iter().any(|above| kind_of(above.of(text)) == Some(Kind::Value));
        let is_units = |kind: &Kind| kind.is_units();
        let kind = kind_of(&word).or_else(|| both().filter(is_units));
        let kind = kind.unwrap_or(if is_figure { Kind::Value } else { Kind::Text });
        heads.push(Head { kind, spans: own, above: levels });
    }
    settle(text, heads)
}

/// Finds the column that counts the rows where no cell of its own says so: 指标 stands above
/// the numbers as well as the names, or nothing does.
pub(super) fn count_heads(text: &str, heads: &mut [Head], rows: &[Line]) {
    if heads.iter().any(|head| head.kind == Kind::Number) {
        return;
    }
    let is_open = |at: usize| {
        let own = heads[at].text(text);
        own.is_empty() || own == heads[at + 1].text(text) && heads[at].kind == Kind::Name
    };
    let counts = |at: usize| {
        let cells = rows.iter().filter(|line| !line.is_full).filter_map(|line| line.cells.get(at));
        let filled = cells.map(|cell| cell.of(text)).filter(|cell| !cell.is_empty());
        let (mut last, mut count) = (0, 0);
        for cell in filled {
            // A number over several rows is repeated in each.
            match Look::of(cell).number {
                Some(number) if number == last + 1 || number == last && last > 0 => last = number,
                _ => return false,
            }
            count += 1;
        }
        count > 1
    };
    let found = (0..heads.len().saturating_sub(1)).find(|at| is_open(*at) && counts(*at));
    if let Some(at) = found {
        heads[at].kind = Kind::Number;
    }
}

/// Gives columns without a header the cell beside them where that names the rows and they
/// hold more of the name: a cell over both columns is printed once.
pub(super) fn share_heads(text: &str, heads: &mut [Head], rows: &[Line]) {
    let is_words = |cell: &Span| {
        let look = Look::of(cell.of(text));
        !look.is_value && !look.is_attribute && !look.is_unit && !look.is_list
    };
    for at in 1..heads.len() {
        let is_open = heads[at].spans.is_empty() && heads[at].above.is_empty();
        if !is_open || heads[at - 1].kind != Kind::Name {
            continue;
        }
        // What a row that lacks cells has there belongs to a column behind it.
        let whole = rows.iter().filter(|line| !line.is_full && line.cells.len() == heads.len());
        let cells = whole.filter_map(|line| line.cells.get(at));
        let (mut count, mut words) = (0, 0);
        for cell in cells.filter(|cell| !cell.is_empty()) {
            count += 1;
            words += usize::from(is_words(cell));
        }
        if count > 0 && words == count {
            heads[at] = heads[at - 1].clone();
        }
    }
}
