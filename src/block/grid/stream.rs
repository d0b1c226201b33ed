//! Tables whose cells stand one behind the other: the header is tried in all its
//! readings, and the one under which the rows fit best is taken.

use super::around::put_rows_together;
use super::below::put_lines_together;
use super::budget::Budget;
use super::by_column::{begins_by_column, read_by_column};
use super::centred::{headers_around, put_groups_first, put_numbers_first};
use super::counted::{counted_header, deal_counted};
use super::deal::{MAX_BEHIND, deal};
use super::fit::Columns;
use super::found::{Dealt, DealtRow, Table, TableRow};
use super::halves::put_names_together;
use super::head::{self, Head, Header, MAX_COLUMNS, Order, headers, part, reach};
use super::look::Class;
use super::piece::{
    Joint, Piece, Pieces, Separator, cells_of, follows_numbered_caption, has_parted_cells, is_captioned,
    separator,
};
use super::repeats::without_repeats;
use super::rows::weigh;
use super::unnamed::{anchored_score, put_anchors, with_unnamed, without_anchors};
use crate::layout::Manuscript;
use crate::scan::box_heading::scan_box_heading;
use crate::scan::column::{Kind, kind_of, names_year};
use crate::scan::date::scan_year;
use crate::scan::table_line::names_unit;
use crate::scan::{is_han, is_longer_than};
use crate::span::Span;
use std::borrow::Cow;

/// So many pieces tell which header is right.
const PROBE: usize = 72;
/// What the readings of a header cost for each of its pieces.
const READINGS: usize = 8;
/// The first cell of a header has no more characters, though several may run together in it.
const MAX_FIRST: usize = 60;
/// A cell that says what the rows are about has no more characters: 主要评价指标.
const MAX_NAME: usize = 8;
/// A year behind the header, which would begin the rows.
const YEAR_LEFT: i32 = -20;
/// No table has more pieces.
const MAX_PIECES: usize = 60_000;
/// How many times as many pieces are read as a table has.
const MOST_AGAIN: usize = 4;

/// Reads a table whose cells stand one behind the other, on lines of their own or
/// several on a line, and that begins at paragraph `from` with its header. `to` bounds
/// how far it may reach.
#[must_use]
pub fn read_stream(manuscript: &Manuscript, from: usize, to: usize, budget: &mut Budget) -> Option<Table> {
    let text = &manuscript.text;
    let first = manuscript.str(&manuscript.paragraphs[from]);
    let is_box = scan_box_heading(first).is_some();
    if budget.is_spent() || is_box || manuscript.paragraphs[from].hint.table > 0 {
        return None;
    }
    if !begins_header(manuscript, from, to) {
        return None;
    }
    let is_captioned = is_captioned(manuscript, from);
    let before = budget.clone();
    let mut pieces = Pieces::new(manuscript, from, to);
    budget.spend(pieces.reach(PROBE + head::MAX_PIECES).len());
    let table = read_counted(text, from, &mut pieces, is_captioned)
        .or_else(|| read_columns(text, from, &mut pieces))
        .or_else(|| read_dealt(text, from, &mut pieces, is_captioned, budget));
    let used = if let Some(table) = &table {
        // What was spent on a table was not spent for nothing.
        *budget = before;
        pieces.count_before(table.paragraphs.1)
    } else {
        0
    };
    budget.spend(pieces.count().saturating_sub(MOST_AGAIN * (used + PROBE)));
    table
}

/// Reads the table column by column, where its first pieces show that it is printed so.
fn read_columns(text: &str, from: usize, pieces: &mut Pieces<'_>) -> Option<Table> {
    if !begins_by_column(text, pieces.reach(PROBE)) {
        return None;
    }
    read_by_column(text, from, pieces.reach(4 * PROBE))
}

/// Reads the table in the order of its pieces, under the header that fits them best.
fn read_dealt(
    text: &str,
    from: usize,
    pieces: &mut Pieces<'_>,
    is_captioned: bool,
    budget: &mut Budget,
) -> Option<Table> {
    let probe = pieces.reach(PROBE + head::MAX_PIECES);
    // The cells of a header may stand around its middle line, as those of a row may.
    let mut probes = headers_around(text, probe);
    probes.push(probe.to_vec());
    let mut best: Option<(i32, Header, Vec<Kind>)> = None;
    for probe in &probes {
        try_headers(text, probe, is_captioned, budget, &mut best);
    }
    let (_, mut header, mut kinds) = best?;
    add_empty_remarks(text, probes.last()?, &mut header, &mut kinds);
    // As much is read as the table takes, not more than twice.
    let mut limit = 4 * PROBE;
    let (pieces, repeated, mut dealt) = loop {
        let (mut cells, repeated) = without_repeats(text, pieces.reach(limit), header.taken);
        cells = in_order(header.order, Cow::Owned(cells)).into_owned();
        let is_all = pieces.is_at_end() || limit >= MAX_PIECES;
        let columns = Columns::new(&kinds).counting_names(&cells);
        let (cells, dealt) = deal_best(text, &columns, cells.into())?;
        let cells = cells.into_owned();
        if is_all || dealt.taken + MAX_BEHIND < cells.len() {
            break (cells, repeated, dealt);
        }
        limit *= 2;
    };
    // Cells that were cut over lines tell how wide their column is, and lists where they belong.
    let shown = Columns::new(&kinds)
        .counting_names(&pieces)
        .with_widths(&dealt, &pieces)
        .with_lists(text, &dealt, &pieces);
    if shown.has_shown()
        && let Some(again) = deal(&shown, &pieces)
        && again.taken >= dealt.taken
    {
        dealt = again;
    }
    // What the cells look like says more than their header.
    let refined = refine(&kinds, &dealt, &pieces);
    if refined != kinds
        && let Some(again) = deal(&Columns::new(&refined).counting_names(&pieces), &pieces)
        && again.score >= dealt.score
    {
        dealt = again;
        for (head, kind) in header.heads.iter_mut().zip(refined) {
            head.kind = kind;
        }
    }
    build(from, header, &pieces, &dealt, repeated, is_captioned)
}

/// Takes 备注 behind a header for its last column, which may be empty in all rows: no row begins with it.
fn add_empty_remarks(text: &str, pieces: &[Piece], header: &mut Header, kinds: &mut Vec<Kind>) {
    let Some(next) = pieces.get(header.taken) else { return };
    if header.order == Order::Printed && next.span.of(text) == "备注" && kinds.len() < MAX_COLUMNS {
        header.heads.push(Head { kind: Kind::Text, spans: vec![next.span], above: Vec::new() });
        header.taken += 1;
        kinds.push(Kind::Text);
    }
}

/// Reads the table by the numbers of its rows, where blank lines part its cells.
fn read_counted(text: &str, from: usize, pieces: &mut Pieces<'_>, is_captioned: bool) -> Option<Table> {
    let probe = pieces.reach(PROBE + head::MAX_PIECES);
    if !has_parted_cells(probe) {
        return None;
    }
    let mut header = counted_header(text, probe)?;
    let kinds: Vec<Kind> = header.heads.iter().map(|head| head.kind).collect();
    let mut limit = 4 * PROBE;
    let (cells, repeated, dealt) = loop {
        let (cells, repeated) = without_repeats(text, pieces.reach(limit), header.taken);
        let dealt = deal_counted(text, &kinds, &cells)?;
        if pieces.is_at_end() || limit >= MAX_PIECES || dealt.taken + MAX_BEHIND < cells.len() {
            break (cells, repeated, dealt);
        }
        limit *= 2;
    };
    let refined = refine(&kinds, &dealt, &cells);
    for (head, kind) in header.heads.iter_mut().zip(refined) {
        head.kind = kind;
    }
    build(from, header, &cells, &dealt, repeated, is_captioned)
}

/// Tries the first pieces in all readings as a header on those behind, and keeps the best.
fn try_headers(
    text: &str,
    probe: &[Piece],
    is_captioned: bool,
    budget: &mut Budget,
    best: &mut Option<(i32, Header, Vec<Kind>)>,
) {
    let far = reach(text, probe);
    // A line with more cells than a header holds rows, too, or all of the table.
    let is_collapsed = probe.iter().skip(1).take(far).all(|piece| !piece.joint.is_line());
    for taken in 2..=far {
        // A header ends with its line where lines hold several cells.
        if !is_collapsed && probe.get(taken).is_some_and(|next| !next.joint.is_line()) {
            continue;
        }
        budget.spend(taken * READINGS);
        let data = &probe[taken..probe.len().min(taken + PROBE)];
        let is_year_left = data.first().is_some_and(|next| names_year(next.span.of(text)));
        // A header that is printed again below a page break is no row.
        let first = probe[0].span.of(text);
        let is_again = data.iter().any(|piece| piece.span.of(text) == first);
        let kept = is_again.then(|| without_repeats(text, &probe[..taken + data.len()], taken).0);
        let data = kept.as_deref().unwrap_or(data);
        let found = with_unnamed(headers(text, probe, taken), data);
        let turned: Vec<Header> = found.iter().filter_map(with_numbers_first).collect();
        for header in found.into_iter().chain(turned) {
            if header.score < 0 {
                continue;
            }
            if !is_captioned && (header.heads.len() < 3 || !says_columns(text, &header)) {
                continue;
            }
            budget.spend(data.len() / 8 + 1);
            let kinds: Vec<Kind> = header.heads.iter().map(|head| head.kind).collect();
            let columns = Columns::new(&kinds).counting_names(data);
            let data = in_order(header.order, data.into());
            let Some((data, dealt)) = deal_best(text, &columns, data) else { continue };
            let unprinted = if header.order == Order::Anchored { anchored_score(&dealt) } else { 0 };
            let left = if is_year_left && header.heads[0].kind != Kind::Time { YEAR_LEFT } else { 0 };
            let even = evenness(&dealt, &data, kinds.len());
            let score = header.score + dealt.score + even - unprinted + left;
            if best.as_ref().is_none_or(|(found, ..)| score > *found) {
                *best = Some((score, header, kinds));
            }
        }
    }
}

/// The reading of a header of figures whose rows have their groups before their numbers, with the
/// numbers first: how the lines of a row stand around its number tells its cells.
fn with_numbers_first(header: &Header) -> Option<Header> {
    let kinds: Vec<Kind> = header.heads.iter().map(|head| head.kind).collect();
    if !matches!(kinds[..], [Kind::Group, Kind::Number, ..]) || !kinds.contains(&Kind::Value) {
        return None;
    }
    let mut heads = header.heads.clone();
    heads.swap(0, 1);
    Some(Header { heads, order: Order::NumbersFirst, ..*header })
}

/// The pieces of rows in the order in which they are read.
fn in_order(order: Order, pieces: Cow<'_, [Piece]>) -> Cow<'_, [Piece]> {
    match order {
        Order::Printed => pieces,
        Order::NumbersFirst => Cow::Owned(put_numbers_first(&pieces)),
        Order::Anchored => Cow::Owned(put_anchors(&pieces)),
    }
}

/// Deals pieces out to rows of columns, in the order in which they are printed or in that of
/// rows whose cells stand around them or go on below them, whichever fits best.
fn deal_best<'a>(
    text: &str,
    columns: &Columns<'_>,
    pieces: Cow<'a, [Piece]>,
) -> Option<(Cow<'a, [Piece]>, Dealt)> {
    if let Some(ordered) = put_groups_first(columns, &pieces) {
        let dealt = deal(columns, &ordered)?;
        return Some((Cow::Owned(ordered), dealt));
    }
    let dealt = deal(columns, &pieces);
    let ordered = [
        put_rows_together(text, columns, &pieces),
        put_lines_together(text, columns, &pieces),
        put_names_together(columns, &pieces),
    ];
    let ordered = ordered.into_iter().flatten().filter_map(|ordered| {
        // That the columns are known says nothing for the header.
        let score = deal(columns, &ordered.pieces)?.score;
        let pieces = ordered.into_sure();
        let dealt = Dealt { score, ..deal(columns, &pieces)? };
        Some((weigh(text, columns, &pieces, &dealt), pieces, dealt))
    });
    let Some((weight, ordered, rows)) = ordered.max_by_key(|(weight, ..)| *weight) else {
        return Some((pieces, dealt?));
    };
    match dealt {
        Some(dealt) if weigh(text, columns, &pieces, &dealt) >= weight => Some((pieces, dealt)),
        _ => Some((Cow::Owned(ordered), rows)),
    }
}

/// Whether a header names a column by its word: figures and years alone do not.
fn says_columns(text: &str, header: &Header) -> bool {
    let is_word = |kind: Option<Kind>| kind.is_some_and(|kind| !matches!(kind, Kind::Value | Kind::Text));
    header.heads.iter().any(|head| is_word(kind_of(&head.text(text))))
}

/// How much the cells of each column look like one another. A column too many, or one
/// too few, shifts the cells from row to row, so that sentences and names alternate.
fn evenness(dealt: &Dealt, pieces: &[Piece], width: usize) -> i32 {
    /// A cell like the others of its column, and one unlike them.
    const LIKE: i32 = 1;
    const UNLIKE: i32 = -3;
    let mut score = 0;
    for column in 0..width {
        let mut counts = [0i32; Class::COUNT];
        for row in dealt.rows.iter().filter(|row| !row.is_banner) {
            if let Some(first) = row.cells[column].first() {
                counts[pieces[*first].look.class() as usize] += 1;
            }
        }
        let most = counts.iter().copied().max().unwrap_or(0);
        score += LIKE * most + UNLIKE * (counts.iter().sum::<i32>() - most);
    }
    score
}

/// The columns with what most of their cells look like, where their header says little.
fn refine(kinds: &[Kind], dealt: &Dealt, pieces: &[Piece]) -> Vec<Kind> {
    let refined = |(column, kind): (usize, &Kind)| {
        if !matches!(kind, Kind::Text | Kind::Group | Kind::Content) {
            return *kind;
        }
        let body = dealt.rows.iter().filter(|row| !row.is_banner);
        let firsts: Vec<&Piece> =
            body.filter_map(|row| row.cells[column].first()).map(|at| &pieces[*at]).collect();
        let most = |is: &dyn Fn(&Piece) -> bool| {
            firsts.len() > 1 && firsts.iter().filter(|piece| is(piece)).count() * 10 >= firsts.len() * 7
        };
        if most(&|piece| piece.look.is_attribute) && !kinds.contains(&Kind::Attribute) {
            Kind::Attribute
        } else if most(&|piece| piece.look.is_value && !piece.look.is_time) {
            Kind::Value
        } else if most(&|piece| piece.look.is_time) {
            Kind::Time
        } else if most(&|piece| piece.look.is_sentence || piece.look.chars > 20) {
            Kind::Content
        } else {
            *kind
        }
    };
    kinds.iter().enumerate().map(refined).collect()
}

/// Whether the lines from `from` on set their cells apart by blanks that stand for tabs.
#[must_use]
pub fn has_separators(manuscript: &Manuscript, from: usize, to: usize) -> bool {
    let first = &manuscript.paragraphs[from];
    // The first line rules out nearly every paragraph.
    !manuscript.gaps_in(first.span).is_empty() && separator(manuscript, from, to) != Separator::Blank
}

/// Whether the pieces at `from` may begin a header: two of the first few name columns.
#[must_use]
pub fn begins_header(manuscript: &Manuscript, from: usize, to: usize) -> bool {
    /// So many paragraphs are looked at, and so many cells of them.
    const LINES: usize = 5;
    const HEADS: usize = 4;
    let text = &manuscript.text;
    let span = manuscript.paragraphs[from].span;
    // The first cell rules out nearly every paragraph.
    let gap = manuscript.gaps_in(span).iter().map(|gap| gap.at).find(|at| *at > span.start);
    let line_end = manuscript.breaks_in(span).first().copied();
    let end = gap.into_iter().chain(line_end).min().unwrap_or(span.end);
    let head = Span::new(span.start, end).of(text);
    if is_longer_than(head, MAX_FIRST) || head.contains(['。', '；', '，']) || names_unit(head) {
        return false;
    }
    if !head.contains(is_han) {
        return is_year(head) && stands_around_header(manuscript, from, to);
    }
    // 云岭县水利发展主要指标 is the caption, “十四五”指标完成情况, too.
    let next = || {
        let behind = manuscript.paragraphs[from + 1..to].iter().find(|paragraph| paragraph.is_content())?;
        let line = manuscript.breaks_in(behind.span).first().map_or(behind.span.end, |at| *at);
        kind_of(Span::new(behind.span.start, line).of(text).trim_end())
    };
    let is_caption =
        head.ends_with("指标") || head.ends_with("情况") && matches!(next(), Some(Kind::Number | Kind::Name));
    if is_longer_than(head, MAX_NAME) && is_caption && !part_is_header(head) {
        return false;
    }
    let is_known = |span: &Span| kind_of(span.of(text)).is_some() || part_is_header(span.of(text));
    let is_free = |head: &str| head == "序" || follows_numbered_caption(manuscript, from);
    // A line that is one cell names a column, or is none of a header.
    let is_one = end == span.end && !head.contains([' ', '|']);
    if is_one && !is_free(head) && !is_known(&span) {
        return false;
    }
    let cells = |at: usize| cells_of(manuscript, at, Separator::Blank).into_iter().map(|(span, _)| span);
    let mut spans: Vec<Span> = cells(from).collect();
    if spans.iter().take(HEADS).any(|cell| cell.of(text).contains(['。', '；', '，'])) {
        return false;
    }
    let Some((head, others)) = spans.split_first() else { return false };
    // 矿种, 产品: whatever a row is about, where all other cells name columns.
    let is_table_of = || {
        (2..=MAX_COLUMNS).contains(&others.len())
            && others.iter().all(is_known)
            && others.iter().any(|cell| matches!(kind_of(cell.of(text)), Some(Kind::Value | Kind::Attribute)))
    };
    if !is_free(head.of(text)) && !is_known(head) && !is_table_of() {
        return false;
    }
    for at in (from + 1..to.min(from + LINES)).filter(|at| manuscript.paragraphs[*at].is_content()) {
        if spans.len() >= HEADS {
            break;
        }
        spans.extend(cells(at));
    }
    let known = spans.iter().take(HEADS).filter(|span| is_known(span)).count();
    known >= 2 || known == 1 && is_captioned(manuscript, from)
}

/// Whether the years at `from` stand above the line of a header that has 年 below it.
fn stands_around_header(manuscript: &Manuscript, from: usize, to: usize) -> bool {
    let content = (from + 1..to).filter(|at| manuscript.paragraphs[*at].is_content());
    let mut lines = content.take(2);
    let (Some(header), Some(below)) = (lines.next(), lines.next()) else { return false };
    let cells = |at: usize| cells_of(manuscript, at, Separator::Blank);
    let text = &manuscript.text;
    let above = cells(from);
    let below = cells(below);
    above.len() == below.len()
        && above.iter().all(|(cell, _)| is_year(cell.of(text)))
        && below.iter().all(|(cell, _)| cell.of(text).starts_with('年'))
        && cells(header).first().is_some_and(|(cell, _)| kind_of(cell.of(text)).is_some())
        && begins_header(manuscript, header, to)
}

/// Whether a text is the number of a year, its 年 apart.
fn is_year(text: &str) -> bool {
    scan_year(text).is_some_and(|(_, len)| len == text.len())
}

/// Whether a text is several header cells that run together.
fn part_is_header(text: &str) -> bool {
    part(text).len() > 1
}

/// Tells which rows share the first piece of their name, where names bear numbers: （3）城镇化率
/// beside the name of the first of its rows, which has a unit, and none beside the others. What
/// stands on a line behind these, in the place of an attribute that they share, heads rows.
fn share_names(header: &Header, pieces: &[Piece], dealt: &Dealt, rows: Vec<TableRow>) -> Vec<TableRow> {
    let kinds: Vec<Kind> = header.heads.iter().map(|head| head.kind).collect();
    let mut names = (0..kinds.len()).filter(|at| kinds[*at] == Kind::Name);
    let (Some(name), None) = (names.next(), names.next()) else { return rows };
    if kinds.contains(&Kind::Number) {
        return rows;
    }
    let mut is_open = false;
    let mut shared: Vec<TableRow> = Vec::with_capacity(rows.len());
    for (mut row, dealt) in rows.into_iter().zip(&dealt.rows) {
        let cell: Vec<&Piece> = dealt.cells[name].iter().map(|at| &pieces[*at]).collect();
        let mut banner = None;
        if dealt.is_banner || cell.first().is_some_and(|first| first.look.marker.is_some()) {
            is_open = !dealt.is_banner
                && cell.len() > 1
                && cell[1].joint == Joint::Blank
                && !cell[0].look.has_unit
                && cell.last().is_some_and(|last| last.look.has_unit);
            if is_open {
                row.second_name = Some(1);
            }
        } else if is_open && !cell.is_empty() && row.second_name.is_none() {
            row.second_name = Some(0);
            banner = match (kinds.last(), dealt.cells.last().map(Vec::as_slice)) {
                (Some(Kind::Attribute), Some([at])) => Some(&pieces[*at]),
                _ => None,
            };
        }
        let banner = banner.filter(|piece| piece.joint.is_line() && !piece.look.is_attribute);
        if banner.is_some()
            && let Some(cell) = row.cells.last_mut()
        {
            cell.clear();
        }
        shared.push(row);
        if let Some(piece) = banner {
            is_open = false;
            let mut cells = vec![Vec::new(); kinds.len()];
            cells[0].push(piece.span);
            shared.push(TableRow { cells, is_banner: true, ..TableRow::default() });
        }
    }
    shared
}

/// The rows with those that a page break has parted put together: what follows the header of
/// a further page, up to the next number, goes on with the cells before.
fn put_pages_together(number: Option<usize>, pieces: &[Piece], rows: &[DealtRow]) -> Vec<DealtRow> {
    let mut whole: Vec<DealtRow> = Vec::with_capacity(rows.len());
    for row in rows {
        let first = row.cells.iter().flatten().min();
        let goes_on = number.is_some_and(|number| row.cells[number].is_empty())
            && !row.is_banner
            && first.is_some_and(|first| pieces[*first].is_on_page);
        match whole.last_mut().filter(|last| goes_on && !last.is_banner) {
            Some(last) => {
                for (cell, more) in last.cells.iter_mut().zip(&row.cells) {
                    cell.extend(more);
                }
            }
            None => whole.push(row.clone()),
        }
    }
    whole
}

fn build(
    from: usize,
    mut header: Header,
    pieces: &[Piece],
    dealt: &Dealt,
    mut repeated: Vec<Span>,
    is_captioned: bool,
) -> Option<Table> {
    let last = pieces.get(dealt.taken.checked_sub(1)?)?;
    let number = header.heads.iter().position(|head| head.kind == Kind::Number);
    let mut dealt = Dealt { rows: put_pages_together(number, pieces, &dealt.rows), ..dealt.clone() };
    if header.order == Order::Anchored {
        dealt.score -= anchored_score(&dealt);
        without_anchors(&mut header, &mut dealt);
    }
    let dealt = &dealt;
    let rows: Vec<TableRow> = dealt
        .rows
        .iter()
        .map(|row| {
            let is_second = |at: &usize| matches!(pieces[*at].joint, Joint::Cell(_));
            let mut inside = row
                .cells
                .iter()
                .filter_map(|cell| cell.iter().skip(1).position(is_second).map(|position| position + 1));
            let leads = row.cells.iter().position(|cell| !cell.is_empty()).filter(|column| {
                row.cells[*column]
                    .first()
                    .is_some_and(|at| matches!(pieces[*at].joint, Joint::Line(lead) if lead == column + 1))
            });
            TableRow {
                cells: row
                    .cells
                    .iter()
                    .map(|cell| cell.iter().flat_map(|at| pieces[*at].spans()).collect())
                    .collect(),
                is_banner: row.is_banner,
                second_name: inside.next_back().or(leads.map(|_| 0)),
                ..TableRow::default()
            }
        })
        .collect();
    let mut rows = share_names(&header, pieces, dealt, rows);
    let body = rows.iter().filter(|row| !row.is_banner).count();
    // A caption says that there is a table; else its rows have to.
    let (least, each) = if is_captioned { (1, 2) } else { (2, 4) };
    if body < least || dealt.score < each * i32::try_from(body).unwrap_or(0) {
        return None;
    }
    // The halves of a cell may stand below the rest of its row.
    let end = pieces[..dealt.taken].iter().map(Piece::last_paragraph).max().unwrap_or(last.paragraph) + 1;
    // What stands behind the last row in its paragraphs goes on with it: nothing is lost.
    let rest = pieces[dealt.taken..].iter().filter(|piece| piece.paragraph < end && !piece.span.is_empty());
    if let Some(cell) =
        rows.last_mut().and_then(|row| row.cells.iter_mut().rev().find(|cell| !cell.is_empty()))
    {
        cell.extend(rest.flat_map(Piece::spans));
    }
    repeated.retain(|span| span.end <= last.span.start);
    Some(Table { heads: header.heads, rows, repeated, paragraphs: (from, end), ..Table::default() })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_column_of_remarks_may_be_empty() {
        let text = "甲市水网方案\n一、目标\n建成水网。\n附件\n重点任务分工\n序号\n任务内容\n牵头单位\n配合单位\n备注\n\
            （一）建设水网，提升能力\n1\n建设水库\n市水利局\n市财政局、市林业局\n2\n改造泵站\n市水利局\n市财政局\n\
            （二）治理河湖，守护生态\n3\n治理河道\n市生态环境局\n市水利局\n4\n修复湿地\n市林业局\n市生态环境局\n";
        let plan = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0).plan;
        let tasks: Vec<_> = plan.responsibilities.iter().map(|it| (it.number, it.task.as_deref())).collect();
        let wanted = ["建设水库", "改造泵站", "治理河道", "修复湿地"];
        assert_eq!(tasks, (1..).map(Some).zip(wanted.map(Some)).collect::<Vec<_>>());
    }
}
