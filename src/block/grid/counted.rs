//! Rows that begin with their number, where blank lines part the cells.
//!
//! Where each cell is a paragraph of its own, it is known which cells there are, and where a
//! number counts the rows, where each of them begins. What the whole rows have in each column
//! tells in which columns the others have theirs.

mod several;

use self::several::deal_several;
use super::found::{Dealt, DealtRow};
use super::head::{self, Head, Header, MAX_COLUMNS, Order, joined, plain_headers};
use super::look::{Look, is_sum};
use super::merged::Usual;
use super::piece::Piece;
use super::settle::settle;
use crate::scan::column::{Kind, MAX_HEAD, kind_of};
use crate::scan::indicator::scan_group_number;
use crate::scan::is_longer_than;
use crate::span::Span;
use std::ops::Range;

/// So many rows are counted at least.
const LEAST: usize = 3;
/// Of ten rows, so many are whole.
const WHOLE: usize = 6;
/// Where fewer are, all cells but one of so many are like those of their column.
const MOST: usize = 20;
/// A row counts for the evidence as much as one that has all its cells elsewhere.
const SCORE: i32 = 10;

/// A cell: its pieces, and where it stands.
#[derive(Clone, Debug)]
struct Cell {
    pieces: Range<usize>,
    span: Span,
    look: Look,
}

/// The cells of pieces: each begins behind a blank line.
fn cells_of(text: &str, pieces: &[Piece]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match cells.last_mut() {
            Some(last) if !piece.is_apart => {
                last.pieces.end = at + 1;
                last.span = last.span.cover(piece.span);
                last.look = Look::of(last.span.of(text));
            }
            _ => cells.push(Cell { pieces: at..at + 1, span: piece.span, look: piece.look.clone() }),
        }
    }
    cells
}

/// Where ideographs count the rows, （一） and so on anew in each group, or 一 where there are no
/// groups, gives the cells that do so the numbers which digits would have.
fn count_ideographs(text: &str, cells: &mut [Cell]) {
    let far = cells.len().min(head::MAX_PIECES);
    if cells[..far].iter().any(|cell| cell.look.number == Some(1)) {
        return;
    }
    let number = |cell: &Cell| {
        let word = cell.span.of(text);
        let marker = scan_group_number(word).filter(|_| cell.look.is_group_number)?;
        Some((word.starts_with('（'), marker))
    };
    let is_first = |closed: bool| move |cell: &Cell| number(cell) == Some((closed, 1));
    let is_closed = cells[..far].iter().any(is_first(true));
    if !is_closed && !cells[..far].iter().any(is_first(false)) {
        return;
    }
    let (mut rows, mut last) = (0, 0);
    for at in 0..cells.len() {
        let Some((_, own)) = number(&cells[at]).filter(|(closed, _)| *closed == is_closed) else { continue };
        // Behind the name of the next group they begin anew.
        if own == last + 1 || is_closed && own == 1 {
            rows += 1;
            last = own;
            cells[at].look.number = Some(rows);
            cells[at].look.is_group_number = false;
            // A dash that was read for 一 before the name of the first group.
            if rows == 1 && is_closed && at >= 2 && matches!(cells[at - 2].span.of(text), "—" | "一" | "-")
            {
                cells[at - 2].look.is_group_number = true;
            }
        }
    }
}

/// The header of a table whose first column counts the rows, or whose second does behind that of
/// their groups, if 1 stands behind it.
pub(super) fn counted_header(text: &str, pieces: &[Piece]) -> Option<Header> {
    let begins = kind_of(pieces.first()?.span.of(text)) == Some(Kind::Number);
    let mut cells = cells_of(text, pieces);
    count_ideographs(text, &mut cells);
    let first = cells.iter().take(head::MAX_PIECES).position(|cell| cell.look.number == Some(1))?;
    if !begins {
        return grouped_header(text, pieces, &cells, first);
    }
    // The name of the first group may stand before its first row.
    let width = first - groups_at_end(&cells[..first]);
    if !(2..=MAX_COLUMNS).contains(&width) || !cells[..width].iter().all(|cell| is_head(text, cell)) {
        return None;
    }
    let heads = settle(text, cells[..width].iter().map(|cell| head_of(text, pieces, cell)).collect());
    Some(Header { heads, score: 0, taken: cells[width].pieces.start, order: Order::Printed })
}

/// Whether a cell may belong to a header.
fn is_head(text: &str, cell: &Cell) -> bool {
    let word = cell.span.of(text);
    !is_longer_than(word, MAX_HEAD) && !word.contains(['。', '；']) && cell.look.number.is_none()
}

fn head_of(text: &str, pieces: &[Piece], cell: &Cell) -> Head {
    let spans: Vec<Span> = pieces[cell.pieces.clone()].iter().map(|piece| piece.span).collect();
    let kind = kind_of(&joined(text, &spans)).unwrap_or(Kind::Text);
    Head { kind, spans, above: Vec::new() }
}

/// The header whose first column has the groups of the rows and whose second counts them. The
/// name of the first group stands before 1, at `first`; from one number to the next there are as many
/// cells as all other columns.
fn grouped_header(text: &str, pieces: &[Piece], cells: &[Cell], first: usize) -> Option<Header> {
    let second = cells.get(1)?;
    if kind_of(second.span.of(text)) != Some(Kind::Number) {
        return None;
    }
    let count = first.checked_sub(1)?;
    let inner = rows_apart(&cells[first..])?;
    let width = inner + 1;
    if width > MAX_COLUMNS || count < width || !cells[..count].iter().all(|cell| is_head(text, cell)) {
        return None;
    }
    let taken = cells[count].pieces.start;
    let mut header = if count == width {
        let heads = cells[..count].iter().map(|cell| head_of(text, pieces, cell)).collect();
        Header { heads: settle(text, heads), score: 0, taken, order: Order::Printed }
    } else {
        let has_all = |header: &Header| header.heads.len() == width && header.heads[1].kind == Kind::Number;
        plain_headers(text, &pieces[..taken], true).into_iter().find(has_all)?
    };
    let (group, others) = header.heads.split_first_mut()?;
    if group.kind == Kind::Name && others.iter().any(|head| head.kind == Kind::Name) {
        group.kind = Kind::Group;
    }
    matches!(group.kind, Kind::Group | Kind::Text | Kind::Name).then_some(header)
}

/// How many cells stand from one number to the next, where most of the first rows agree.
fn rows_apart(cells: &[Cell]) -> Option<usize> {
    /// So many rows are looked at, and no row has more cells.
    const ROWS: u32 = 8;
    const MOST: usize = MAX_COLUMNS + 1;
    let mut at = 0;
    let mut counts = [0usize; MOST + 1];
    for number in 2..=ROWS {
        let far = cells.len().min(at + MOST + 1);
        let Some(next) = (at + 1..far).find(|next| cells[*next].look.number == Some(number)) else { break };
        counts[next - at] += 1;
        at = next;
    }
    let most = *counts.iter().max()?;
    (most >= 2).then(|| counts.iter().position(|count| *count == most)).flatten()
}

/// Deals the pieces behind a header whose columns hold `kinds` out to the rows that their numbers begin.
/// None where the numbers do not tell.
pub(super) fn deal_counted(text: &str, kinds: &[Kind], pieces: &[Piece]) -> Option<Dealt> {
    let mut all = cells_of(text, pieces);
    count_ideographs(text, &mut all);
    if matches!(kinds, [first, Kind::Number, ..] if *first != Kind::Number) {
        return deal_grouped(text, kinds, &all);
    }
    let first = all.iter().take(MAX_COLUMNS).position(|cell| cell.look.number == Some(1))?;
    if groups_at_end(&all[..first]) < first {
        return None;
    }
    let cells = &all[first..];
    // The numbers may go on behind rows that have more cells.
    let whole = deal_whole(text, kinds, cells);
    let several = deal_several(kinds, cells);
    let is_longer = |several: &Dealt| whole.as_ref().is_none_or(|whole| several.score > whole.score);
    let mut dealt = several.filter(is_longer).or(whole)?;
    dealt.rows.splice(0..0, banners(kinds.len(), &all[..first]));
    Some(dealt)
}

/// How many cells the name of a group has that begins `cells`: one, as 二、推动发展, or its number
/// stands in a cell of its own. None where no such name begins there.
fn group_len(cells: &[Cell]) -> Option<usize> {
    let is_name = |cell: &Cell| {
        let look = &cell.look;
        look.number.is_none() && !look.is_listed() && !look.is_sentence && !look.is_group_number
    };
    match cells {
        [first, ..] if first.look.is_banner && first.look.number.is_none() && first.look.marker.is_none() => {
            Some(1)
        }
        [first, next, ..] if first.look.is_group_number && is_name(next) => Some(2),
        _ => None,
    }
}

/// How many of the last `cells` name groups.
fn groups_at_end(cells: &[Cell]) -> usize {
    let mut count = 0;
    while let Some(own) = (1..=2).find(|own| {
        count + own <= cells.len()
            && group_len(&cells[cells.len() - count - own..cells.len() - count]) == Some(*own)
    }) {
        count += own;
    }
    count
}

/// The rows that `cells` make which name groups.
fn banners(width: usize, mut cells: &[Cell]) -> Vec<DealtRow> {
    let mut rows = Vec::new();
    while let Some(len) = group_len(cells).or((!cells.is_empty()).then_some(1)) {
        let mut row = DealtRow { cells: vec![Vec::new(); width], is_banner: true };
        row.cells[0].extend(cells[..len].iter().flat_map(|cell| cell.pieces.clone()));
        rows.push(row);
        cells = &cells[len..];
    }
    rows
}

/// Whether attributes or departments tell more of where a cell stands than its neighbours do.
fn are_told(kinds: &[Kind]) -> bool {
    kinds.iter().any(|kind| *kind == Kind::Attribute || kind.is_units())
}

/// The same of `cells` that begin with the first number, most of whose rows have a cell of one
/// paragraph in each column.
fn deal_whole(text: &str, kinds: &[Kind], cells: &[Cell]) -> Option<Dealt> {
    let width = kinds.len();
    let starts = row_starts(cells, width, 0);
    if starts.len() < LEAST {
        return None;
    }
    let mut rows: Vec<Range<usize>> = Vec::new();
    for pair in starts.windows(2) {
        rows.extend(parts_of(text, cells, pair[0]..pair[1], width));
    }
    let whole: Vec<Vec<Span>> = rows
        .iter()
        .filter(|row| row.len() == width)
        .map(|row| cells[row.clone()].iter().map(|cell| cell.span).collect())
        .collect();
    let is_told = are_told(kinds);
    let is_even = whole.len() * 10 >= (starts.len() - 1) * if is_told { 10 } else { WHOLE };
    if is_told && !is_even {
        return None;
    }
    let usual = Usual::of(text, width, whole.iter().map(Vec::as_slice))?;
    rows.extend(last_rows(text, cells, *starts.last()?, &usual));
    let spans: Vec<Vec<Span>> =
        rows.iter().map(|row| cells[row.clone()].iter().map(|cell| cell.span).collect()).collect();
    let usual = usual.with_lacking(text, kinds, spans.iter().map(Vec::as_slice));
    let mut dealt = Vec::with_capacity(rows.len());
    let (mut all, mut like) = (0, 0);
    for (row, spans) in rows.iter().zip(&spans) {
        let first = &cells[row.start];
        let is_named = row.len() > 1 && group_len(&cells[row.clone()]) == Some(row.len());
        if is_named || row.len() == 1 && first.look.number.is_none() && !first.look.is_sum {
            dealt.extend(banners(width, &cells[row.clone()]));
            continue;
        }
        let mut out = DealtRow { cells: vec![Vec::new(); width], is_banner: false };
        // 合计 stands in the place of the number.
        let from = usize::from(first.look.is_sum);
        let columns = usual.place(text, &spans[from..])?.columns;
        let columns = std::iter::repeat_n(0, from).chain(columns);
        for (column, cell) in columns.zip(&cells[row.clone()]) {
            all += 1;
            like += usize::from(usual.is_like(column, cell.span.of(text)));
            out.cells[column].extend(cell.pieces.clone());
        }
        dealt.push(out);
    }
    let are_like = like * MOST >= all * (MOST - 1);
    if !is_even && !are_like {
        return None;
    }
    let taken = cells[rows.last()?.end - 1].pieces.end;
    let score = SCORE * i32::try_from(dealt.len()).unwrap_or(i32::MAX / SCORE);
    Some(Dealt { rows: dealt, taken, score })
}

/// The same of cells that begin with the name of the first group and the first number: behind the
/// last cell of a row the name of the next group may stand.
fn deal_grouped(text: &str, kinds: &[Kind], cells: &[Cell]) -> Option<Dealt> {
    let (width, inner) = (kinds.len(), kinds.len() - 1);
    let starts = row_starts(cells.get(1..)?, inner, 1);
    if starts.len() < LEAST {
        return None;
    }
    // The numbers, and the end of what they begin.
    let mut rows: Vec<Range<usize>> = starts.windows(2).map(|pair| pair[0] + 1..pair[1] + 1).collect();
    let whole: Vec<Vec<Span>> = rows
        .iter()
        .filter(|row| row.len() >= inner)
        .map(|row| cells[row.clone()].iter().take(inner).map(|cell| cell.span).collect())
        .collect();
    if whole.len() * 10 < rows.len() * if are_told(kinds) { 10 } else { WHOLE } {
        return None;
    }
    let usual = Usual::of(text, inner, whole.iter().map(Vec::as_slice))?;
    let last = starts.last()? + 1;
    rows.extend(last_rows(text, cells, last, &usual).into_iter().next());
    let end = rows.last()?.end;
    let mut group = Some(0);
    let mut dealt = Vec::with_capacity(rows.len());
    for row in rows {
        let own = row.start..row.end.min(row.start + inner);
        let spans: Vec<Span> = cells[own.clone()].iter().map(|cell| cell.span).collect();
        let columns = usual.place(text, &spans)?.columns;
        let mut out = DealtRow { cells: vec![Vec::new(); width], is_banner: false };
        if let Some(group) = group.take() {
            out.cells[0].extend(cells[group].pieces.clone());
        }
        for (column, cell) in columns.into_iter().zip(&cells[own.clone()]) {
            out.cells[column + 1].extend(cell.pieces.clone());
        }
        group = (own.end < row.end).then_some(own.end);
        if group.is_some_and(|group| cells[group].look.is_value || cells[group].look.is_sentence) {
            return None;
        }
        dealt.push(out);
    }
    let taken = cells[end - 1].pieces.end;
    let score = SCORE * i32::try_from(dealt.len()).unwrap_or(i32::MAX / SCORE);
    Some(Dealt { rows: dealt, taken, score })
}

/// The row of the last number, and those of sums behind it. What follows the table may stand
/// behind them.
fn last_rows(text: &str, cells: &[Cell], from: usize, usual: &Usual) -> Vec<Range<usize>> {
    let width = usual.width();
    let mut rows = Vec::new();
    for row in parts_of(text, cells, from..cells.len().min(from + 3 * width), width) {
        let first = &cells[row.start];
        if row.start > from && !first.look.is_sum {
            break;
        }
        let is_like = |(column, cell): (usize, &Cell)| usual.is_like(column, cell.span.of(text));
        let len = if first.look.is_sum {
            1 + cells[row.start + 1..row.end].iter().take_while(|cell| cell.look.is_value).count()
        } else if row.len() <= width {
            row.len()
        } else {
            cells[row.start..row.start + width]
                .iter()
                .enumerate()
                .take_while(|it| is_like(*it))
                .count()
                .max(1)
        };
        rows.push(row.start..row.start + len);
        if len < row.len() {
            break;
        }
    }
    rows
}

/// The cells that begin rows: 1, 2, 3 …. A figure in a row may be the next number, too: the way
/// that leaves the most rows whole is taken. Behind a row so `many` cells more may stand.
fn row_starts(cells: &[Cell], width: usize, many: usize) -> Vec<usize> {
    /// What a row tells that has all its cells, or fewer, or whose last heads the next rows.
    const EVEN: i64 = 10;
    const SHORT: i64 = 3;
    const LONG: i64 = 1;
    /// So many ways are gone on with.
    const WAYS: usize = 4;
    if cells.first().is_none_or(|cell| cell.look.number != Some(1)) {
        return Vec::new();
    }
    // For each number, the cells that may be it, best first: cell, evidence, the one before.
    let mut levels: Vec<Vec<(usize, i64, usize)>> = vec![vec![(0, 0, 0)]];
    loop {
        let number = u32::try_from(levels.len() + 1).ok();
        let Some(last) = levels.last() else { break };
        let mut next: Vec<(usize, i64, usize)> = Vec::new();
        for (before, (start, score, _)) in last.iter().enumerate() {
            let far = cells.len().min(start + 2 * width + 2);
            let is_number = |at: &usize| {
                cells[*at].look.number == number && cells.get(at + 1).is_some_and(|next| !next.look.is_sum)
            };
            for at in (start + 2..far).filter(is_number) {
                let row = &cells[*start..at];
                let begins_more = |at: usize| row[at].look.is_sum || group_len(&row[at..]).is_some();
                let has_more = (1..row.len()).any(begins_more);
                let gain = match row.len() {
                    len if len == width => EVEN,
                    len if len < width => SHORT,
                    len if len <= width + many => SHORT,
                    _ if has_more => LONG,
                    _ => continue,
                };
                match next.iter_mut().find(|way| way.0 == at) {
                    Some(way) if way.1 < score + gain => *way = (at, score + gain, before),
                    Some(_) => {}
                    None => next.push((at, score + gain, before)),
                }
            }
        }
        if next.is_empty() {
            break;
        }
        next.sort_by_key(|way| (std::cmp::Reverse(way.1), way.0));
        next.truncate(WAYS);
        levels.push(next);
    }
    let mut starts = Vec::with_capacity(levels.len());
    let mut at = 0;
    for level in levels.iter().rev() {
        let (start, _, before) = level[at];
        starts.push(start);
        at = before;
    }
    starts.reverse();
    starts
}

/// The rows from one number to the next: the counted one, and those of sums and the names of
/// groups behind it.
fn parts_of(text: &str, cells: &[Cell], row: Range<usize>, width: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = row.start;
    let has_more = row.len() > width;
    // What follows the name of a group begins anew.
    let mut behind = None;
    for at in row.start + 1..row.end {
        let group = group_len(&cells[at..row.end]).filter(|_| has_more && behind.is_none_or(|end| end <= at));
        if group.is_some() || behind == Some(at) || is_sum(cells[at].span.of(text)) {
            parts.push(start..at);
            start = at;
        }
        behind = group.map(|len| at + len).or(behind);
    }
    parts.push(start..row.end);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::layout;
    use crate::normalize::normalize;

    fn rows(source: &str) -> Option<Vec<Vec<String>>> {
        let manuscript = layout(&normalize(source), source);
        let mut pieces = super::super::piece::Pieces::new(&manuscript, 0, manuscript.paragraphs.len());
        let pieces = pieces.reach(usize::MAX);
        let text = &manuscript.text;
        let header = counted_header(text, pieces)?;
        let behind = &pieces[header.taken..];
        let kinds: Vec<Kind> = header.heads.iter().map(|head| head.kind).collect();
        let dealt = deal_counted(text, &kinds, behind)?;
        let cell = |cell: &Vec<usize>| cell.iter().map(|at| behind[*at].span.of(text)).collect::<String>();
        Some(dealt.rows.iter().map(|row| row.cells.iter().map(cell).collect()).collect())
    }

    #[test]
    fn rows_begin_with_their_numbers() {
        let table = "序号\n\n镇名\n\n站点\n\n处数\n\n1\n\n东溪镇\n\n老街口\n（北侧）\n\n2\n\n2\n\n西溪镇\n\n新桥头\n\n4\n\n3\n\n渡口村西头桥边（南侧）\n\n1\n\n4\n\n南溪镇\n\n三岔口\n\n5\n\n合计\n\n12\n\n";
        let found = rows(table).unwrap();
        assert_eq!(
            found,
            [
                ["1", "东溪镇", "老街口（北侧）", "2"],
                ["2", "西溪镇", "新桥头", "4"],
                ["3", "", "渡口村西头桥边（南侧）", "1"],
                ["4", "南溪镇", "三岔口", "5"],
                ["合计", "", "", "12"],
            ]
        );
        // Rows with more cells than columns: blank lines part more than cells.
        assert_eq!(rows("序号\n\n镇名\n\n1\n\n东溪\n\n镇\n\n2\n\n西溪\n\n镇\n\n3\n\n南溪\n\n镇\n\n"), None);
    }

    #[test]
    fn ideographs_count_the_rows_of_each_group() {
        let table = "序号\n\n任务\n\n主要内容\n\n牵头单位\n\n配合单位\n\n—\n\n建设处置体系\n\n（一）\n\n源头减量\n\n增加平衡内容，做到土方自平衡。\n\n\
            区水务局\n\n区民政局、区财政局\n\n（二）\n\n码头建设\n\n按照方案建设转运码头。\n\n区建设委\n\n——\n\n\
            开展码头备案工作。\n\n区水务局\n\n——\n\n二\n\n完善管理体系\n\n（一）\n\n申报管理\n\n严格落实备案制度。\n\n区市容局\n\n\
            区建设委、区水务局\n\n（二）\n\n运输监管\n\n加强运输市场监管。\n\n区市容局\n\n——\n\n";
        let found = rows(table).unwrap();
        assert_eq!(
            found,
            [
                ["—建设处置体系", "", "", "", ""],
                ["（一）", "源头减量", "增加平衡内容，做到土方自平衡。", "区水务局", "区民政局、区财政局"],
                ["（二）", "码头建设", "按照方案建设转运码头。", "区建设委", "——"],
                ["", "", "开展码头备案工作。", "区水务局", "——"],
                ["二完善管理体系", "", "", "", ""],
                ["（一）", "申报管理", "严格落实备案制度。", "区市容局", "区建设委、区水务局"],
                ["（二）", "运输监管", "加强运输市场监管。", "区市容局", "——"],
            ]
        );
    }

    #[test]
    fn groups_stand_before_the_numbers() {
        let headers = [
            &["类别", "序号", "指标项", "单位", "类型", "2025年", "2030年"][..],
            &["类别", "序号", "指标项", "单位", "类型", "指标值", "现状（2025年）", "近期规划（2030年）"],
            &["类别", "序号", "指标项", "单位", "类型", "现状", "规划目标", "2025年", "2030年"],
            &[
                "类别",
                "序号",
                "指标项",
                "单位",
                "属性",
                "指标值",
                "现状",
                "近期规划",
                "（2025年）",
                "（2030年）",
            ],
        ];
        let rows = "水安全\n1\n堤防达标率\n%\n约束性\n85\n95\n2\n新建泵闸\n座\n预期性\n3\n7\n水生态\n3\n河湖水面率\n%\n\
            约束性\n/\n10.5\n4\n生态岸线占比\n%\n预期性\n62\n动态调整\n5\n公园绿地\n公顷\n预期性\n21\n24\n";
        for header in headers {
            for between in ["\n", "\n\n"] {
                let table = format!("{}\n{rows}", header.join("\n")).replace('\n', between);
                let text = format!(
                    "甲区水利规划\n\n一、发展目标\n\n到2030年，建成安全水网。\n\n专栏1 主要指标\n\n{table}二、保障措施\n\n加强领导。\n"
                );
                let plan = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0).plan;
                let facts: Vec<_> = plan
                    .indicators
                    .iter()
                    .map(|it| {
                        let years: Vec<_> = it.values.iter().map(|value| value.year).collect();
                        let number = it.values[1].number;
                        (it.category.as_deref(), it.name.as_str(), it.attribute.as_deref(), years, number)
                    })
                    .collect();
                let years = vec![Some(2025), Some(2030)];
                let (fixed, open) = (Some("约束性"), Some("预期性"));
                let wanted = [
                    (Some("水安全"), "堤防达标率", fixed, years.clone(), Some(95.0)),
                    (Some("水安全"), "新建泵闸", open, years.clone(), Some(7.0)),
                    (Some("水生态"), "河湖水面率", fixed, years.clone(), Some(10.5)),
                    (Some("水生态"), "生态岸线占比", open, years.clone(), None),
                    (Some("水生态"), "公园绿地", open, years, Some(24.0)),
                ];
                assert_eq!(facts, wanted, "{header:?} {between:?}");
            }
        }
    }
}
