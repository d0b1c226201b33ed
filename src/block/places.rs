//! Tables that white space alone sets in columns, as a page prints them: cells
//! wrapped over lines stand below each other, and the other cells of the row
//! beside the middle line or the first.
//!
//! Where a piece stands across the page says which column it belongs to; which
//! lines make up a row is weighed for the whole table at once.

mod count;
mod merged;
mod rows;
mod upright;

use self::count::Count;
use self::merged::{spread, take_merged};
use self::rows::cut_rows;
use crate::layout::{Manuscript, Paragraph, ParagraphKind};
use crate::scan::marker::scan_marker;
use crate::scan::{char_count, is_han};
use crate::span::Span;

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// 序号: it counts the rows.
    Number,
    /// A cell that may span several rows.
    Merged,
    /// What the row is about; no row lacks it.
    Name,
    /// The same, where it begins with the number of the row: `1.城镇化率`.
    NumberedName,
    /// Where no column counts them, a piece here tells that a row is here.
    Value,
    /// Any other cell.
    Other,
}

/// A table with the pieces of each cell.
#[derive(Clone, Debug, Default)]
pub struct PlacedTable {
    /// For each row and column the pieces, from above.
    pub rows: Vec<Vec<Vec<Span>>>,
    /// The header, printed again on a further page.
    pub repeated: Vec<Span>,
    /// Whether a cell is wrapped.
    pub is_wrapped: bool,
    /// Lines that name the rows below them, in order.
    pub banners: Vec<Span>,
    /// The paragraph behind the table.
    pub end: usize,
}

/// A piece of a line and where it stands across the page.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// Its text.
    pub span: Span,
    /// The column it begins at.
    pub left: u32,
    /// The column behind it.
    pub right: u32,
}

/// A line of the table: its pieces by column.
#[derive(Clone, Debug)]
struct Line {
    cells: Vec<Option<Piece>>,
    paragraph: usize,
    blanks: u16,
    is_main: bool,
}

/// What it costs to put two pieces of a line in one column.
const SAME: u32 = 3;

/// A cell stands below its header, or no further beside it.
const BESIDE: u32 = 2;

/// Cells of a line stand so far apart, words of one do not.
const CELLS_APART: u32 = 3;

/// A table has no more lines than these, and a cell no more.
const MAX_LINES: usize = 600;
const MAX_WRAPPED: usize = 12;

/// The header of such a table, whose cells may be wrapped, too.
#[derive(Clone, Debug, Default)]
pub struct PlacedHeader {
    /// For each column the pieces, from above.
    pub cells: Vec<Vec<Span>>,
    /// Its lines.
    pub lines: Vec<Span>,
    /// The paragraph behind it.
    pub end: usize,
    /// Whether its first line does not have all cells.
    pub is_stacked: bool,
}

/// Reads the lines up to `to` as a table below `header`, with what each column is
/// for. `is_over` tells the first paragraph that cannot stand in it, `is_banner` lines that
/// name the rows below them.
#[must_use]
pub fn read_places(
    manuscript: &Manuscript,
    header: &PlacedHeader,
    places: &[Place],
    to: usize,
    is_over: impl Fn(&Paragraph) -> bool,
    is_banner: impl Fn(usize) -> bool,
) -> Option<PlacedTable> {
    let from = header.end;
    let content = |paragraph: &Paragraph| {
        !is_over(paragraph) && paragraph.lines == 1 && !is_moved(manuscript, header, paragraph)
    };
    let reach = to.min(from + MAX_LINES);
    let count = (from..reach)
        .take_while(|at| {
            let paragraph = &manuscript.paragraphs[*at];
            !paragraph.is_content() || is_banner(*at) || content(paragraph)
        })
        .count();
    let table = &manuscript.paragraphs[from..from + count];
    // Programs count a Chinese character as one column or as two.
    let (columns, wide) = [1, 2]
        .into_iter()
        .map(|wide| {
            let head = header_places(manuscript, header, wide);
            let (mut columns, off) = measure_columns(manuscript, &head, table, wide);
            widen_names(manuscript, &mut columns, places, table, wide);
            // Where names and values never share a line, the values alone tell.
            let off = if off == u32::MAX { (off, misfit(manuscript, &head, table, wide)) } else { (off, 0) };
            (columns, off, wide)
        })
        .min_by_key(|(_, off, _)| *off)
        .map(|(columns, _, wide)| (columns, wide))?;
    let printed: Vec<&str> = header.lines.iter().map(|line| line.of(&manuscript.text)).collect();
    let mut found = PlacedTable { end: from, ..PlacedTable::default() };
    let mut lines: Vec<Line> = Vec::new();
    // How many lines of a header that is printed again were just met.
    let mut again = 0;
    let mut rows = Count::new(&manuscript.text, places);
    // The first line of text behind the last row.
    let mut first_text = None;
    for (at, paragraph) in table.iter().enumerate().filter(|(_, paragraph)| paragraph.is_content()) {
        if is_banner(from + at) {
            found.banners.push(paragraph.span);
            continue;
        }
        let on_line = pieces(manuscript, paragraph, wide);
        // 性 alone may be the rest of a cell as well as that of the header.
        if printed.get(again).is_some_and(|line| *line == manuscript.str(paragraph)) {
            again += 1;
            found.repeated.push(paragraph.span);
            continue;
        }
        again = 0;
        let below = table[at + 1..].iter().find(|paragraph| paragraph.is_content());
        let below = below.and_then(|below| pieces(manuscript, below, wide).first().copied());
        let below = below.map_or("", |piece| piece.span.of(&manuscript.text));
        let Some(cells) = lay(&on_line, &columns, rows.find(&on_line, &columns, below), SAME) else { break };
        let is_main = rows.begins_row(&cells, below)?;
        // Behind the last row only pieces of its cells go on, as layout knows them.
        let is_merged = |(cell, place): (&Option<Piece>, &Place)| cell.is_none() || *place == Place::Merged;
        let is_row = paragraph.kind == ParagraphKind::Row || cells.iter().zip(places).all(is_merged);
        if !is_row && first_text.is_none() {
            first_text = Some(lines.len());
        }
        if is_main {
            first_text = None;
        }
        lines.push(Line { cells, paragraph: from + at, blanks: paragraph.blanks_before, is_main });
    }
    if let Some(end) = first_text {
        lines.truncate(end);
    }
    deal_lines(manuscript, places, lines, found)
}

/// Whether a line is the first of the header, printed again on the next page over columns that
/// stand elsewhere: the rows below it are those of a table of their own.
fn is_moved(manuscript: &Manuscript, header: &PlacedHeader, paragraph: &Paragraph) -> bool {
    /// So far, in columns, a program may set the same column off on another page.
    const OFF: u32 = 4;
    let Some(first) = header.lines.first() else { return false };
    if first.of(&manuscript.text) != manuscript.str(paragraph) {
        return false;
    }
    let at = manuscript.paragraphs.partition_point(|other| other.span.start < first.start);
    let own = pieces(manuscript, paragraph, 1);
    let printed = pieces(manuscript, &manuscript.paragraphs[at], 1);
    own.len() == printed.len()
        && own.iter().zip(&printed).any(|(one, other)| one.left.abs_diff(other.left) > OFF)
}

/// Deals the lines of a table out to its rows.
fn deal_lines(
    manuscript: &Manuscript,
    places: &[Place],
    mut lines: Vec<Line>,
    mut found: PlacedTable,
) -> Option<PlacedTable> {
    let count = lines.len();
    let merged = take_merged(places, &mut lines);
    // Lines that held a piece of a merged cell alone.
    found.is_wrapped = lines.len() < count;
    let rows = cut_rows(places, &lines)?;
    for (start, end) in &rows {
        let mut row = vec![Vec::new(); places.len()];
        for line in &lines[*start..*end] {
            for (cell, piece) in row.iter_mut().zip(&line.cells) {
                cell.extend(piece.map(|piece| piece.span));
            }
        }
        found.is_wrapped |= end - start > 1;
        found.end = found.end.max(lines[end - 1].paragraph + 1);
        found.rows.push(row);
    }
    for (column, pieces) in merged.into_iter().enumerate().filter(|(_, pieces)| !pieces.is_empty()) {
        spread(manuscript, column, &pieces, &lines, &rows, &mut found);
    }
    (found.rows.len() > 1).then_some(found)
}

/// Where the cells of a header stand, its first line alone if that has them all.
fn header_places(manuscript: &Manuscript, header: &PlacedHeader, wide: u32) -> Vec<(u32, u32)> {
    let count = if header.is_stacked { header.lines.len() } else { 1 };
    let paragraphs = &manuscript.paragraphs;
    let line = |span: &Span| paragraphs.partition_point(|paragraph| paragraph.span.start < span.start);
    let parts: Vec<Piece> = header.lines[..count]
        .iter()
        .flat_map(|span| pieces(manuscript, &paragraphs[line(span)], wide))
        .collect();
    let is_of = |cell: &[Span], piece: &Piece| {
        cell.iter().any(|span| piece.span.start >= span.start && piece.span.end <= span.end)
    };
    header
        .cells
        .iter()
        .map(|cell| {
            let inside = parts.iter().filter(|piece| is_of(cell, piece));
            inside.fold((u32::MAX, 0), |(left, right), piece| (left.min(piece.left), right.max(piece.right)))
        })
        .collect()
}

/// The pieces of a line between its gaps; a Chinese character is `wide` columns
/// wide.
#[must_use]
pub fn pieces(manuscript: &Manuscript, paragraph: &Paragraph, wide: u32) -> Vec<Piece> {
    let text = &manuscript.text;
    let width = |span: Span| {
        let content = span.of(text);
        let narrow = content.bytes().filter(u8::is_ascii).count();
        ((char_count(content) - narrow) as u32) * wide + narrow as u32
    };
    let mut pieces = Vec::new();
    let mut left = u32::from(paragraph.indent);
    let mut start = paragraph.span.start;
    for gap in manuscript.gaps_in(paragraph.span).iter().filter(|gap| gap.columns > 0) {
        if gap.at < start {
            continue;
        }
        let span = Span::new(start, gap.at);
        let right = left + width(span);
        if !span.is_empty() {
            pieces.push(Piece { span, left, right });
        }
        left = right + u32::from(gap.columns);
        start = gap.at + u32::from(gap.kept);
    }
    let span = Span::new(start, paragraph.span.end);
    if !span.is_empty() {
        pieces.push(Piece { span, left, right: left + width(span) });
    }
    join_letters(text, pieces)
}

/// Puts together what was set wider to fill its line: `2. 残 疾 人 康 复`.
fn join_letters(text: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    /// Fewer characters that stand alone may be cells.
    const MIN_LETTERS: usize = 4;
    let is_letter = |piece: &Piece| {
        let mut chars = piece.span.of(text).chars();
        chars.next().is_some_and(is_han) && chars.next().is_none()
    };
    if pieces.iter().filter(|piece| is_letter(piece)).count() < MIN_LETTERS {
        return pieces;
    }
    let is_label = |piece: &Piece| {
        scan_marker(piece.span.of(text)).is_some_and(|label| label.len as u32 == piece.span.len())
    };
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while let Some(first) = pieces.get(at) {
        let len = pieces[at..]
            .windows(2)
            .take_while(|pair| {
                pair[1].left == pair[0].right + 1
                    && is_letter(&pair[1])
                    && (is_letter(&pair[0]) || is_label(&pair[0]))
            })
            .count();
        let run = &pieces[at..=at + len];
        if run.len() >= MIN_LETTERS && run[1..].iter().all(is_letter) {
            let last = run[len];
            joined.push(Piece { span: first.span.cover(last.span), right: last.right, ..*first });
        } else {
            joined.extend(run);
        }
        at += len + 1;
    }
    joined
}

/// Where the columns stand, and how far the lines that have a piece for each are
/// off: those of the header, widened by those lines.
fn measure_columns(
    manuscript: &Manuscript,
    head: &[(u32, u32)],
    table: &[Paragraph],
    wide: u32,
) -> (Vec<(u32, u32)>, u32) {
    let mut columns = head.to_vec();
    let (mut off, mut count) = (0, 0);
    for paragraph in table.iter().filter(|paragraph| paragraph.is_content()) {
        let row = pieces(manuscript, paragraph, wide);
        // Blanks around a number in a cell may make as many pieces by chance.
        let touches = |(piece, (left, right)): (&Piece, &(u32, u32))| {
            piece.left <= right + BESIDE && piece.right + BESIDE >= *left
        };
        if row.len() != columns.len() || !row.iter().zip(head).all(touches) {
            continue;
        }
        for ((piece, column), (left, right)) in row.iter().zip(&mut columns).zip(head) {
            let middle = (piece.left + piece.right).abs_diff(left + right) / 2;
            off += piece.left.abs_diff(*left).min(piece.right.abs_diff(*right)).min(middle);
            *column = (column.0.min(piece.left), column.1.max(piece.right));
        }
        count += 1;
    }
    let off = u32::checked_div(off, count).unwrap_or(u32::MAX);
    (columns, off)
}

/// Widens the column of numbered names by those that stand between the columns
/// beside it, whatever else stands on their lines.
fn widen_names(
    manuscript: &Manuscript,
    columns: &mut [(u32, u32)],
    places: &[Place],
    table: &[Paragraph],
    wide: u32,
) {
    let Some(at) = places.iter().position(|place| *place == Place::NumberedName) else { return };
    let from = at.checked_sub(1).map_or(0, |before| columns[before].1);
    let to = columns.get(at + 1).map_or(u32::MAX, |behind| behind.0);
    for paragraph in table.iter().filter(|paragraph| paragraph.is_content()) {
        for piece in pieces(manuscript, paragraph, wide).iter().take(2) {
            if count::row_label(piece.span.of(&manuscript.text)).is_some()
                && from < piece.left
                && piece.right < to
            {
                columns[at] = (columns[at].0.min(piece.left), columns[at].1.max(piece.right));
            }
        }
    }
}

/// How far the pieces of lines that have several are off the columns of the header
/// that they are nearest to, on an average, in tenths.
fn misfit(manuscript: &Manuscript, head: &[(u32, u32)], table: &[Paragraph], wide: u32) -> u32 {
    let (mut off, mut count) = (0, 0);
    for paragraph in table.iter().filter(|paragraph| paragraph.is_content()) {
        let row = pieces(manuscript, paragraph, wide);
        for piece in row.iter().filter(|_| row.len() > 1) {
            let middle = piece.left + piece.right;
            off += head.iter().map(|(left, right)| middle.abs_diff(left + right) / 2).min().unwrap_or(0);
            count += 1;
        }
    }
    u32::checked_div(off * 10, count).unwrap_or(u32::MAX)
}

/// Lays the pieces of a line into the columns, from left to right, so that they
/// reach out of them as little as can be; none where a piece runs over several
/// columns, as text does. Of one piece (the first of `sure`) the column is known.
/// `same` is what it costs to put two pieces in one column.
fn lay(
    pieces: &[Piece],
    columns: &[(u32, u32)],
    sure: Option<(usize, usize)>,
    same: u32,
) -> Option<Vec<Option<Piece>>> {
    /// No line of a table has more pieces.
    const MAX_PIECES: usize = 40;
    let shared = |piece: &Piece, (left, right): (u32, u32)| {
        piece.right.min(right).saturating_sub(piece.left.max(left))
    };
    // A page may set the same columns elsewhere: behind its number a row has a cell for each.
    if let Some((0, column)) = sure
        && pieces.len() > 2
        && columns.len() - column == pieces.len()
        && pieces.windows(2).all(|pair| pair[1].left >= pair[0].right + CELLS_APART)
    {
        let empty = std::iter::repeat_n(None, column);
        return Some(empty.chain(pieces.iter().copied().map(Some)).collect());
    }
    let runs_over = |piece: &Piece| columns.iter().filter(|range| shared(piece, **range) > 2).count() > 2;
    if pieces.len() > MAX_PIECES || pieces.iter().any(runs_over) {
        return None;
    }
    // best[piece][column]: how far all pieces so far reach out of their columns, and
    // the column of the piece before.
    let mut best: Vec<Vec<Option<(u32, usize)>>> = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.iter().enumerate() {
        let row = (0..columns.len()).map(|column| {
            if sure.is_some_and(|(sure, known)| sure == at && known != column) {
                return None;
            }
            let (left, right) = columns[column];
            let beside = left.saturating_sub(piece.right) + piece.left.saturating_sub(right);
            let out = piece.right - piece.left - shared(piece, (left, right)) + beside;
            let Some(before) = at.checked_sub(1).map(|before| &best[before]) else { return Some((out, 0)) };
            let ways = (0..=column).filter_map(|from| {
                let (cost, _) = before[from]?;
                Some((cost + out + if from == column { same } else { 0 }, from))
            });
            ways.min()
        });
        let row = row.collect();
        best.push(row);
    }
    let mut cells: Vec<Option<Piece>> = vec![None; columns.len()];
    let last = best.last()?;
    let mut column = (0..columns.len()).filter_map(|at| Some((last[at]?.0, at))).min()?.1;
    for (at, piece) in pieces.iter().enumerate().rev() {
        cells[column] = Some(match cells[column] {
            Some(behind) => Piece { span: piece.span.cover(behind.span), left: piece.left, ..behind },
            None => *piece,
        });
        column = best[at][column]?.1;
    }
    Some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::table::split_cells;
    use crate::layout::layout;
    use crate::normalize::normalize;

    fn read(source: &str, places: &[Place]) -> Option<Vec<String>> {
        let manuscript = layout(&normalize(source), source);
        let first = split_cells(&manuscript, manuscript.paragraphs[0].span, |gap| gap.columns > 0);
        let to = manuscript.paragraphs.len();
        let header = PlacedHeader {
            cells: first.into_iter().map(|cell| vec![cell]).collect(),
            lines: vec![manuscript.paragraphs[0].span],
            end: 1,
            is_stacked: false,
        };
        let table = read_places(&manuscript, &header, places, to, |_| false, |_| false)?;
        let cell = |cell: &Vec<Span>| cell.iter().map(|span| span.of(&manuscript.text)).collect::<String>();
        Some(table.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("|")).collect())
    }

    #[test]
    fn cells_wrapped_around_the_line_of_the_values_and_below_it() {
        use Place::{Merged, Name, Number, Other};
        let source = "类别   序号       指标          2020年    属性\n\
                      \u{20}        1    城市空气质量优良    82.5     约束性\n\
                      环境          天数比例\n\
                      治理       2    地表水质量达到好    95       约束性\n\
                      \u{20}             于三类的比例\n\
                      风险            受污染耕地安全利\n\
                      防控       3                 93       预期性\n\
                      \u{20}             用率\n";
        assert_eq!(
            read(source, &[Merged, Number, Name, Other, Other]).unwrap(),
            [
                "环境治理|1|城市空气质量优良天数比例|82.5|约束性",
                "环境治理|2|地表水质量达到好于三类的比例|95|约束性",
                "风险防控|3|受污染耕地安全利用率|93|预期性",
            ]
        );
    }

    #[test]
    fn names_that_share_no_line_with_their_values() {
        use Place::{Merged, NumberedName, Other};
        let source = "  类别            指标                2020年     2025年     属性\n\
                      \u{20}         1.残疾人家庭人均收入年              与国内生产总\n\
                      \u{20}收入和                                ——                  预期性\n\
                      \u{20}         均增长（%）                          值增长同步\n\
                      \u{20} 就业    2.困难残疾人生活补贴覆\n\
                      \u{20}                                      100        100      约束性\n\
                      \u{20}         盖率（%）\n\
                      \u{20}公共服   3. 残 疾 人 康 复 覆 盖\n\
                      \u{20}                                      80         ＞85     约束性\n\
                      \u{20}  务     率（%）\n";
        let rows = read(source, &[Merged, NumberedName, Other, Other, Other]).unwrap();
        assert_eq!(
            rows,
            [
                "收入和就业|1.残疾人家庭人均收入年均增长（%）|——|与国内生产总值增长同步|预期性",
                "收入和就业|2.困难残疾人生活补贴覆盖率（%）|100|100|约束性",
                "公共服务|3.残疾人康复覆盖率（%）|80|>85|约束性",
            ]
        );
    }

    #[test]
    fn rows_that_no_column_counts() {
        use Place::{Name, Other, Value};
        let source = "指标          2020年    2025年\n湿地保护        42.5     55\n率（%）\n湿地面积        12.6     12.6\n";
        assert_eq!(
            read(source, &[Name, Value, Other]).unwrap(),
            ["湿地保护率（%）|42.5|55", "湿地面积|12.6|12.6"]
        );
    }
}
