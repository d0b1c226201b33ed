//! Tables whose cells are known: rows of a format that knows tables, or lines whose
//! cells tabs or pipes set apart. Only the header has to be found.

mod header;

use self::header::{
    count_heads, header_rows, heads, is_one, share_heads, spread_header, spread_merged, spread_years,
    usual_width, whole_width,
};
use super::budget::{Budget, Way};
use super::deal::deal;
use super::fit::Columns;
use super::found::{Table, TableRow};
use super::look::Look;
use super::merged::Usual;
use super::middle::move_up;
use super::piece::{Joint, Piece};
use super::torn::mend_torn;
use crate::block::table::{Filled, is_table_row, row_cells};
use crate::layout::{Manuscript, Paragraph, ParagraphKind};
use crate::normalize::GapKind;
use crate::scan::column::{Kind, kind_of};
use crate::scan::is_longer_than;
use crate::scan::note::is_note;
use crate::scan::table_line::{is_caption, is_pipe_row, is_pipe_rule};
use crate::span::Span;

/// One row as printed.
struct Line {
    paragraph: usize,
    cells: Vec<Span>,
    /// Further lines of its cells, by column.
    more: Vec<(usize, Span)>,
    is_header: bool,
    /// Whether a pipe ends it.
    is_closed: bool,
    /// Whether it is one cell over all columns.
    is_full: bool,
}

/// No table has more columns; those that cells tell may be more than those that words do.
const MAX_WIDTH: usize = 64;

/// Reads the table that begins with the row at `from`.
#[must_use]
pub fn read_matrix(manuscript: &Manuscript, from: usize, to: usize, budget: &mut Budget) -> Option<Table> {
    let first = &manuscript.paragraphs[from];
    let table = first.hint.table;
    let is_row = if table > 0 { is_table_row(manuscript, first) } else { is_sure_row(manuscript, first) };
    // One cell above the header is a caption, or the heading of a box: a paragraph.
    if !is_row || begins_box(manuscript.str(first)) {
        return None;
    }
    if budget.is_single(from, Way::Headed) {
        return None;
    }
    let (lines, end, read) = collect(manuscript, from, budget.reach(from, to));
    let cells: usize = lines.iter().map(|line| line.cells.len()).sum();
    let are_single = lines.iter().all(|line| line.cells.len() < 2);
    let found = if lines.is_empty() { None } else { set_out(manuscript, lines, (from, end)) };
    let end_of = |behind: usize| manuscript.paragraphs[behind - 1].span.end;
    if found.is_none() {
        if are_single {
            budget.found_single(end, Way::Headed);
        }
        budget.spend_cells(cells + (read - from), end_of(read) - first.span.start);
    } else if read > end {
        // What was read on behind the table will be read again.
        budget.spend_cells(read - end, end_of(read) - end_of(end));
    }
    found
}

/// The table of `lines`, which stand in the paragraphs from one to another.
fn set_out(manuscript: &Manuscript, mut lines: Vec<Line>, paragraphs: (usize, usize)) -> Option<Table> {
    let table = manuscript.paragraphs[paragraphs.0].hint.table;
    // Programs that find no header write an empty one.
    let blank = |line: &&Line| line.cells.iter().all(|cell| cell.is_empty());
    let blank = lines.iter().take_while(blank).count();
    lines.drain(..blank);
    let width = spread_years(&manuscript.text, &mut lines).or_else(|| whole_width(&lines));
    let width = width.unwrap_or_else(|| usual_width(&lines));
    spread_merged(&mut lines, width);
    spread_header(&manuscript.text, &mut lines, width);
    let is_wide = lines.iter().any(|line| line.cells.len() > MAX_WIDTH);
    if width < 2 || is_wide || lines.len() < 2 {
        return None;
    }
    let text = &manuscript.text;
    let head_at = lines.iter().position(|line| !line.is_full)?;
    let count = header_rows(text, &lines[head_at..], width);
    let mut heads = heads(text, &lines[head_at..head_at + count], width);
    count_heads(text, &mut heads, &lines[head_at + count..]);
    share_heads(text, &mut heads, &lines[head_at + count..]);
    let mut rows: Vec<TableRow> = Vec::new();
    let mut repeated: Vec<Span> = Vec::new();
    let full = |line: &Line| {
        let mut cells = vec![Vec::new(); width];
        cells[0] = line.cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
        TableRow { cells, is_banner: true, ..TableRow::default() }
    };
    rows.extend(lines[..head_at].iter().map(full));
    let kinds: Vec<Kind> = heads.iter().map(|head| head.kind).collect();
    let printed: Vec<&str> = lines[head_at].cells.iter().map(|cell| cell.of(text)).collect();
    cut_filling(text, &kinds, &mut lines[head_at + count..]);
    let body = &lines[head_at + count..];
    let usual = usual_of(text, &kinds, body);
    let merges = usual.as_ref().is_some_and(|usual| body.iter().any(|line| shows_merging(text, usual, line)));
    let mut skip = 0;
    let mut is_behind_header = false;
    for (at, line) in lines.iter().enumerate().skip(head_at + count) {
        if skip > 0 {
            skip -= 1;
            repeated.extend(line.cells.iter().filter(|cell| !cell.is_empty()));
            continue;
        }
        // The rest of the last name on the page before.
        if std::mem::take(&mut is_behind_header)
            && let Some(rest) = lone_name(&kinds, &line.cells)
            && let Some(last) = rows.last_mut().filter(|row| !row.is_banner)
        {
            last.cells[rest].push(line.cells[rest]);
            continue;
        }
        let is_again = line.cells.len() == printed.len()
            && line.cells.iter().zip(&printed).all(|(cell, head)| cell.of(text) == *head)
            && printed.iter().any(|head| kind_of(head).is_some());
        if is_again {
            repeated.extend(line.cells.iter().filter(|cell| !cell.is_empty()));
            skip = (count - 1).min(lines.len() - at - 1);
            is_behind_header = true;
            continue;
        }
        if line.is_full
            || line.cells.len() > 2 && is_one(text, &line.cells)
            || is_lone(text, &kinds, &line.cells)
        {
            rows.push(full(line));
            continue;
        }
        let is_lacking = line.is_closed && line.cells.len() < width;
        let known = usual.as_ref().filter(|_| is_lacking).and_then(|usual| lacking(text, usual, line));
        let mut row = known.unwrap_or_else(|| row_of(text, &kinds, line, table == 0));
        row.is_merged = merges && is_lacking;
        if row.is_merged
            && let Some(above) = rows.last().filter(|above| !above.is_banner)
        {
            fill_merged(text, &kinds, above, &mut row);
        }
        // What is merged is not missing, but for a figure.
        let lacks_figure =
            || kinds.iter().zip(&row.cells).any(|(kind, cell)| *kind == Kind::Value && cell.is_empty());
        row.is_short &= !row.is_merged || lacks_figure();
        share_name(&kinds, rows.last(), line.cells.len(), &mut row);
        for (column, span) in &line.more {
            // A row may have more cells than there are columns.
            let last = row.cells.len().saturating_sub(1);
            if let Some(cell) = row.cells.get_mut((*column).min(last)) {
                cell.push(*span);
            }
        }
        rows.extend(part_row(manuscript, &kinds, row));
    }
    // A format that knows tables says which cells reach over several rows; pipes do not.
    if table == 0 {
        mend_torn(text, &kinds, &mut rows);
        move_up(manuscript, &kinds, &mut rows);
    }
    Some(Table { heads, rows, repeated, paragraphs, is_sure: true, ..Table::default() })
}

/// Whether a box begins with a row: its heading is none of the table before.
fn begins_box(row: &str) -> bool {
    row.trim_start_matches(['|', ' ']).starts_with("专栏")
}

/// Whether a line has its cells set apart by pipes or tabs.
fn is_sure_row(manuscript: &Manuscript, paragraph: &Paragraph) -> bool {
    is_pipe_row(manuscript.str(paragraph))
        || paragraph.kind == ParagraphKind::Row
            && manuscript.gaps_in(paragraph.span).iter().any(|gap| gap.kind == GapKind::Tab)
}

/// The rows from `from` on, the paragraph behind the last of them, and the one behind all
/// that was looked at. A table that goes on behind a page break without a header of its own
/// is one with it.
fn collect(manuscript: &Manuscript, from: usize, to: usize) -> (Vec<Line>, usize, usize) {
    let mut table = manuscript.paragraphs[from].hint.table;
    let mut lines: Vec<Line> = Vec::new();
    let (mut end, mut read, mut filled) = (from, from, Filled::default());
    for at in from..to {
        read = at + 1;
        let paragraph = &manuscript.paragraphs[at];
        if !paragraph.is_content() {
            continue;
        }
        let text = manuscript.str(paragraph);
        if paragraph.hint.table != table {
            if table == 0 || paragraph.hint.table == 0 || paragraph.kind != ParagraphKind::Row {
                break;
            }
            let cells = row_cells(manuscript, paragraph);
            // The first row of a table passes for its header even where it is the rest of one.
            let is_rest = take_cut_off(&manuscript.text, &mut lines, &cells);
            if !is_rest && !goes_on(&manuscript.text, &lines, &cells) {
                break;
            }
            table = paragraph.hint.table;
            if is_rest {
                end = at + 1;
                continue;
            }
        }
        if table == 0 && is_pipe_rule(text) {
            end = at + 1;
            continue;
        }
        let is_row =
            if table > 0 { is_table_row(manuscript, paragraph) } else { is_sure_row(manuscript, paragraph) };
        let is_full = !is_row;
        if table == 0 && take_rest(manuscript, &mut lines, paragraph, is_row) {
            end = at + 1;
            continue;
        }
        if begins_box(text) {
            break;
        }
        if is_full && (table == 0 && !heads_rows(manuscript, at, to) || is_note(text)) {
            break;
        }
        let cells = if is_full { vec![paragraph.span] } else { row_cells(manuscript, paragraph) };
        if !filled.add(&cells) {
            break;
        }
        let is_header = paragraph.hint.is_header;
        let is_closed = table == 0 && is_pipe_row(text) && text.ends_with('|');
        lines.push(Line { paragraph: at, cells, more: Vec::new(), is_header, is_closed, is_full });
        end = at + 1;
    }
    // What stands between the last row and the next paragraph heads nothing.
    while table == 0 && lines.last().is_some_and(|line| line.is_full) {
        lines.pop();
        end = lines.last().map_or(from, |line| line.paragraph + 1);
    }
    (lines, end, read)
}

/// Gives the row before what a line break in one of its cells has set on a line of its own:
/// a department below others, or the rest of the row, where the row lacks as many cells.
fn take_rest(manuscript: &Manuscript, lines: &mut [Line], paragraph: &Paragraph, is_row: bool) -> bool {
    let text = &manuscript.text;
    let width = lines.first().map_or(0, |header| header.cells.len());
    let [_, .., last] = lines else { return false };
    if last.is_full || is_pipe_row(manuscript.str(paragraph)) || paragraph.marker.is_some() {
        return false;
    }
    let column = last.cells.len() - 1;
    if !is_row {
        let listed = |span: Span| Look::of(span.of(text)).is_listed();
        let look = |span: Span| Look::of(span.of(text));
        let before = last.more.last().map_or(last.cells[column], |(_, span)| *span);
        // 县财政局 县水 goes on with 利局.
        let is_rest = look(before).is_torn && look(paragraph.span).is_rest;
        let is_list = column > 0 && (is_rest || listed(last.cells[column]) && listed(paragraph.span));
        if is_list {
            last.more.push((column, paragraph.span));
        }
        return is_list;
    }
    let cells = row_cells(manuscript, paragraph);
    let is_rest = cells.len() > 1
        && column + cells.len() == width
        && column + 1 < width
        && !cells[0].is_empty()
        && Look::of(cells[0].of(text)).number.is_none();
    if is_rest {
        last.more.push((column, cells[0]));
        last.cells.extend(&cells[1..]);
    }
    is_rest
}

/// Whether a line between rows names those below it: rows follow at once.
fn heads_rows(manuscript: &Manuscript, at: usize, to: usize) -> bool {
    /// The name of a group is not longer than this.
    const MAX_GROUP: usize = 24;
    let text = manuscript.str(&manuscript.paragraphs[at]);
    !is_longer_than(text, MAX_GROUP)
        && !text.contains('。')
        && !is_note(text)
        && !is_caption(text)
        && manuscript.paragraphs[at + 1..to]
            .iter()
            .find(|next| next.is_content())
            .is_some_and(|next| is_sure_row(manuscript, next) && !begins_table(manuscript, next))
}

/// Whether a row is the header of a further table.
fn begins_table(manuscript: &Manuscript, row: &Paragraph) -> bool {
    let cells = row_cells(manuscript, row);
    let known = cells.iter().filter(|cell| kind_of(cell.of(&manuscript.text)).is_some()).count();
    known * 2 > cells.len()
}

/// Whether a table goes on in the next, whose first row is `cells`: it counts on, or is its
/// header again.
fn goes_on(text: &str, lines: &[Line], cells: &[Span]) -> bool {
    let Some(first) = lines.iter().find(|line| !line.is_full) else { return false };
    let number = |cells: &[Span]| {
        cells.iter().find_map(|cell| {
            let look = Look::of(cell.of(text));
            look.number.or(look.marker)
        })
    };
    // Looked for where it matters: it may stand far up.
    let last = || lines.iter().rev().find_map(|line| number(&line.cells));
    let counts = cells
        .first()
        .and_then(|cell| number(&[*cell]))
        .is_some_and(|number| number > 1 && last().is_some_and(|last| number - 1 == last));
    let is_again = cells.len() == first.cells.len()
        && cells.iter().zip(&first.cells).all(|(cell, head)| cell.of(text) == head.of(text));
    // The first row of a table passes for its header even where it counts on.
    (counts || is_again) && cells.len() <= first.cells.len()
}

/// Gives the row before what a page break has cut off it: one cell, with words, below one that
/// has words, and no name of a group.
fn take_cut_off(text: &str, lines: &mut [Line], cells: &[Span]) -> bool {
    let mut filled = (0..cells.len()).filter(|at| !cells[*at].is_empty());
    let (Some(at @ 1..), None, Some(last)) = (filled.next(), filled.next(), lines.last_mut()) else {
        return false;
    };
    let is_rest = last.cells.len() >= cells.len()
        && last.cells.iter().all(|cell| !cell.is_empty())
        && !Look::of(cells[at].of(text)).is_sentence;
    if is_rest {
        last.more.push((at, cells[at]));
    }
    is_rest
}

/// Whether the first cell of a row is its only one, and no row number: 就业 above the rows
/// that belong to it.
fn is_lone(text: &str, kinds: &[Kind], cells: &[Span]) -> bool {
    let Some((first, rest)) = cells.split_first() else { return false };
    let look = Look::of(first.of(text));
    kinds.len() > 2
        && !first.is_empty()
        && rest.iter().all(|cell| cell.is_empty())
        && look.number.is_none()
        && look.marker.is_none()
        && !look.is_value
}

/// The column of names, where nothing else of a row is filled.
fn lone_name(kinds: &[Kind], cells: &[Span]) -> Option<usize> {
    let name = kinds.iter().position(|kind| *kind == Kind::Name)?;
    let is_lone = |at: usize| cells.iter().enumerate().all(|(other, cell)| cell.is_empty() != (other == at));
    (name > 0 && cells.len() == kinds.len() && is_lone(name)).then_some(name)
}

/// A row whose name and figures stand on as many lines each is as many rows: the second
/// name is 其中：….
fn part_row(manuscript: &Manuscript, kinds: &[Kind], row: TableRow) -> Vec<TableRow> {
    let text = &manuscript.text;
    let lines = |cell: &[Span]| -> Vec<Span> {
        let mut lines = Vec::new();
        for span in cell {
            let mut start = span.start;
            for gap in manuscript.gaps_in(*span) {
                if gap.at <= start || gap.at >= span.end {
                    continue;
                }
                lines.push(Span::new(start, gap.at));
                start = gap.at + u32::from(gap.kept);
            }
            lines.push(Span::new(start, span.end));
        }
        lines
    };
    let of = |wanted: Kind| kinds.iter().zip(&row.cells).filter(move |(kind, _)| **kind == wanted);
    let Some((_, name)) = of(Kind::Name).next_back() else { return vec![row] };
    let names = lines(name);
    let is_even = names.len() > 1
        && names[1..].iter().all(|name| name.of(text).starts_with("其中"))
        && of(Kind::Value).count() > 0
        && of(Kind::Value).all(|(_, cell)| lines(cell).len() == names.len());
    if !is_even {
        return vec![row];
    }
    let part = |at: usize| {
        let cell = |(kind, cell): (&Kind, &Vec<Span>)| {
            let is_parted = matches!(kind, Kind::Name | Kind::Value | Kind::Unit);
            match lines(cell) {
                lines if is_parted && lines.len() == names.len() => vec![lines[at]],
                // What all rows have in common is printed once, and its unit.
                _ if at == 0 || *kind == Kind::Unit => cell.clone(),
                _ => Vec::new(),
            }
        };
        TableRow { cells: kinds.iter().zip(&row.cells).map(cell).collect(), ..TableRow::default() }
    };
    (0..names.len()).map(part).collect()
}

/// What the whole rows of a table of pipes show, where others have fewer cells.
fn usual_of(text: &str, kinds: &[Kind], lines: &[Line]) -> Option<Usual> {
    let width = kinds.len();
    let rows = lines.iter().filter(|line| line.is_closed && !line.is_full);
    let is_ragged = rows.clone().any(|line| line.cells.len() < width);
    let cells = rows.map(|line| line.cells.as_slice());
    let usual = is_ragged.then(|| Usual::of(text, width, cells.clone())).flatten()?;
    Some(usual.with_lacking(text, kinds, cells))
}

/// Takes the empty cells from the ends of rows that a converter has filled up there, where the row lacks
/// what is merged with the rows above and its cells have moved to the left: those that are left
/// look like the cells of other columns of the rows that lack nothing.
fn cut_filling(text: &str, kinds: &[Kind], lines: &mut [Line]) {
    /// More than half of what is compared of a cell.
    const GAIN: i64 = 160;
    let width = kinds.len();
    let is_row = |line: &&Line| line.is_closed && !line.is_full && line.cells.len() == width;
    let is_whole = |line: &&Line| is_row(line) && line.cells.iter().all(|cell| !cell.is_empty());
    let filled_of = |line: &Line| line.cells.iter().take_while(|cell| !cell.is_empty()).count();
    let is_cut = |line: &Line| {
        let filled = filled_of(line);
        is_row(&line)
            && (2..width).contains(&filled)
            && line.cells[filled..].iter().all(|cell| cell.is_empty())
    };
    if !lines.iter().any(is_cut) {
        return;
    }
    let whole = lines.iter().filter(is_whole).map(|line| line.cells.as_slice());
    let Some(usual) = Usual::of(text, width, whole) else { return };
    let usual = usual.with_lacking(text, kinds, std::iter::empty());
    for line in lines.iter_mut().filter(|line| is_cut(line)) {
        let filled = filled_of(line);
        let placed = usual.place(text, &line.cells[..filled]);
        if placed.is_some_and(|placed| placed.is_inner && !placed.is_tied && placed.gain >= GAIN) {
            line.cells.truncate(filled);
        }
    }
}

/// Whether a row lacks a cell before its last, as no row does that only ends early.
fn shows_merging(text: &str, usual: &Usual, line: &Line) -> bool {
    let is_short = line.is_closed && !line.is_full && line.cells.len() > 1;
    is_short && usual.place(text, &line.cells).is_some_and(|placed| placed.is_inner)
}

/// A row that lacks cells, in the columns that the whole rows tell.
fn lacking(text: &str, usual: &Usual, line: &Line) -> Option<TableRow> {
    let columns = usual.place(text, &line.cells)?.columns;
    let mut cells = vec![Vec::new(); usual.width()];
    for (column, cell) in columns.into_iter().zip(&line.cells).filter(|(_, cell)| !cell.is_empty()) {
        cells[column].push(*cell);
    }
    Some(TableRow { cells, is_short: true, ..TableRow::default() })
}

/// Gives a row that lacks the cells merged with those above it the words that stand there in the
/// place of a figure: 完成省下达指标. A figure may as well be lost.
fn fill_merged(text: &str, kinds: &[Kind], above: &TableRow, row: &mut TableRow) {
    let columns = kinds.iter().zip(&above.cells).zip(&mut row.cells);
    for ((_, above), cell) in columns.filter(|((kind, _), cell)| **kind == Kind::Value && cell.is_empty()) {
        if above.iter().all(|span| Look::of(span.of(text)).is_words) {
            cell.clone_from(above);
        }
    }
}

/// A row below the header. One that has fewer cells than columns has lost some, and so
/// may one of plain text that ends in empty cells: what they look like says which.
fn row_of(text: &str, kinds: &[Kind], line: &Line, is_text: bool) -> TableRow {
    let width = kinds.len();
    let cell = |span: &Span| if span.is_empty() { Vec::new() } else { vec![*span] };
    let has_lost = line.cells.len() < width
        || is_text
            && line.cells.last().is_some_and(|cell| cell.is_empty())
            && !fits(text, kinds, &line.cells);
    // A row that has its number in its column, or begins with cells that are empty, begins at
    // the left: what is missing was empty, and lost with the white space at the end of the line.
    // A last pipe keeps it, so that what is missing there is merged with a cell above.
    let number = kinds.iter().position(|kind| *kind == Kind::Number);
    let number = number.and_then(|at| line.cells.get(at)).map(|cell| Look::of(cell.of(text)).number);
    let begins_left = is_text
        && !line.is_closed
        && (number.flatten().is_some() || line.cells.first().is_some_and(|cell| cell.is_empty()))
        && fits(text, kinds, &line.cells);
    if has_lost && !begins_left || line.cells.len() > width {
        let filled: Vec<Span> = line.cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
        let pieces: Vec<Piece> = filled
            .iter()
            .enumerate()
            .map(|(at, span)| Piece {
                span: *span,
                paragraph: line.paragraph,
                joint: if at == 0 { Joint::Line(0) } else { Joint::Blank },
                line: 0,
                is_apart: false,
                is_on_page: false,
                look: Look::of(span.of(text)),
                inset: None,
            })
            .collect();
        let dealt = deal(&Columns::new(kinds), &pieces);
        if let Some(dealt) = dealt.filter(|dealt| dealt.taken == pieces.len() && dealt.rows.len() == 1) {
            let cells = dealt.rows[0].cells.iter();
            return TableRow {
                cells: cells.map(|cell| cell.iter().map(|at| pieces[*at].span).collect()).collect(),
                is_short: line.cells.len() != width,
                ..TableRow::default()
            };
        }
    }
    let mut cells: Vec<Vec<Span>> = line.cells.iter().take(width).map(cell).collect();
    cells.resize(width, Vec::new());
    if let Some(last) = cells.last_mut() {
        last.extend(line.cells.iter().skip(width).filter(|cell| !cell.is_empty()));
    }
    let is_short = line.cells.len() != width && !begins_left;
    TableRow { cells, is_short, ..TableRow::default() }
}

/// Finds the names of two cells where the header has one, and the first is printed once for
/// several rows: 应用率, 企业类 and, in a row that lacks what is merged, 个人类.
fn share_name(kinds: &[Kind], above: Option<&TableRow>, count: usize, row: &mut TableRow) {
    let of = |kind: Kind| kinds.iter().position(|found| *found == kind);
    let (Some(number), Some(name)) = (of(Kind::Number), of(Kind::Name)) else { return };
    let is_second = row.cells[number].is_empty()
        && count < kinds.len()
        && row.cells[name].len() == 1
        && above.is_some_and(|above| above.second_name.is_some());
    if is_second {
        row.second_name = Some(0);
    } else if count == kinds.len() + 1 && row.cells[name].len() == 2 && !row.cells[number].is_empty() {
        row.second_name = Some(1);
    }
    row.is_short &= row.second_name.is_none()
        || row.cells.iter().zip(kinds).any(|(cell, kind)| *kind == Kind::Value && cell.is_empty());
}

/// Whether cells can stand where they do: no figure names a row, no department is one.
fn fits(text: &str, kinds: &[Kind], cells: &[Span]) -> bool {
    kinds.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()).all(|(kind, cell)| {
        let look = Look::of(cell.of(text));
        match kind {
            Kind::Number => look.number.is_some() || look.marker.is_some() || look.is_sum,
            Kind::Unit => look.is_blank || !look.is_value && !look.is_attribute,
            Kind::Deadline | Kind::Time => !look.is_attribute && !look.is_listed(),
            Kind::Lead | Kind::Responsible | Kind::Participants => {
                look.is_blank || !look.is_value && !look.is_time && !look.is_sentence
            }
            Kind::Attribute => look.is_attribute,
            Kind::Value => !look.is_attribute && !look.is_list,
            _ => !look.is_attribute,
        }
    })
}
