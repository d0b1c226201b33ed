//! Cells that are merged over several rows: which of them each row stands beside.

use super::upright::{Upright, deal};
use super::{Line, Place, PlacedTable};
use crate::layout::Manuscript;
use crate::scan::char_count;
use crate::span::Span;

/// A piece of a cell over several rows: the line it stands on, counted with the
/// blank ones.
pub(super) type MergedPiece = (Span, usize);

/// Takes the pieces of merged cells out of the lines, and lines that hold
/// nothing else.
pub(super) fn take_merged(places: &[Place], lines: &mut Vec<Line>) -> Vec<Vec<MergedPiece>> {
    let mut merged = vec![Vec::new(); places.len()];
    for line in lines.iter_mut() {
        for (at, _) in places.iter().enumerate().filter(|(_, place)| **place == Place::Merged) {
            if let Some(piece) = line.cells[at].take() {
                merged[at].push((piece.span, line.paragraph));
            }
        }
    }
    lines.retain(|line| line.cells.iter().any(Option::is_some));
    merged
}

/// What it costs that a cell has a line more than its rows.
const TOO_HIGH: usize = 4;

/// What it costs that it reaches out of them.
const OUTSIDE: usize = 2;

/// What it costs that a character stands on the line of a row that is not its own.
const ASTRAY: usize = 6;

/// Whether all cells of the rows that take several lines begin on the first.
fn is_top_aligned(lines: &[Line], rows: &[(usize, usize)]) -> bool {
    let begins_at_top = |start: usize, end: usize| {
        (0..lines[start].cells.len()).all(|at| {
            let mut pieces = lines[start..end].iter().map(|line| line.cells[at].is_some());
            pieces.next() == Some(true) || pieces.all(|piece| !piece)
        })
    };
    let mut long = rows.iter().filter(|(start, end)| end - start > 1).peekable();
    long.peek().is_some() && long.all(|(start, end)| begins_at_top(*start, *end))
}

/// Whether a page ends before a row: its number, or the blank lines at its foot, stand between.
fn begins_page(manuscript: &Manuscript, lines: &[Line], rows: &[(usize, usize)], row: usize) -> bool {
    /// No leading is copied as so many blank lines.
    const FOOT: u16 = 8;
    let (before, first) = (&lines[rows[row - 1].1 - 1], &lines[rows[row].0]);
    let between = &manuscript.paragraphs[before.paragraph + 1..first.paragraph];
    first.blanks >= FOOT || between.iter().any(|paragraph| !paragraph.is_content())
}

/// No table goes over more pages.
const MAX_PAGES: usize = 12;

/// A narrow column of merged cells has no more characters on a line.
const NARROW: usize = 4;

/// The text around a table, in which the words of its merged cells may stand whole.
fn around<'a>(text: &'a str, pieces: &[MergedPiece]) -> &'a str {
    /// So far, in bytes, and for all pieces together so many times the length of the table.
    const FAR: usize = 24 << 10;
    const TIMES: usize = 64;
    let table = pieces.iter().map(|(span, _)| *span).reduce(Span::cover);
    table.map_or("", |table| table.surroundings(text, FAR.min(table.len() as usize * TIMES / pieces.len())))
}

/// Whether the pieces of a cell and the next are words that stand elsewhere as one: 应对气候 and
/// 变化.
fn is_known(manuscript: &Manuscript, around: &str, spans: &[Span], next: Span) -> bool {
    /// No name of a group has more lines.
    const MOST: usize = 6;
    let whole: String = spans.iter().chain([&next]).map(|span| span.of(&manuscript.text)).collect();
    spans.len() < MOST && memchr::memmem::find(around.as_bytes(), whole.as_bytes()).is_some()
}

/// How far the middle of a cell, `place`, stands from the `middle` of its rows from one to
/// before another, in halves of a line: of all of them, or where a page `turns` inside, of
/// those on one side.
fn aside(
    turns: &[usize],
    middle: impl Fn(usize, usize) -> usize,
    (start, end): (usize, usize),
    place: usize,
) -> usize {
    let inside = turns.iter().filter(|turn| (start + 1..end).contains(turn));
    let parts = inside.flat_map(|turn| [(start, *turn), (*turn, end)]);
    let parts = std::iter::once((start, end)).chain(parts);
    parts.map(|(start, end)| middle(start, end).abs_diff(place)).min().unwrap_or(0)
}

/// The cells of a column that is printed downwards, with the rows beside each.
fn upright(
    manuscript: &Manuscript,
    pieces: &[MergedPiece],
    lines: &[Line],
    rows: &[(usize, usize)],
    turns: &[usize],
) -> Option<Vec<Upright>> {
    let first = |row: usize| lines[rows[row].0].paragraph;
    let last = |row: usize| lines[rows[row].1 - 1].paragraph;
    // Blank lines keep the distances of the page.
    let top = pieces.first()?.1.min(first(0));
    let bottom = pieces.last()?.1.max(last(rows.len() - 1));
    let mut down = 0;
    let places: Vec<usize> = manuscript.paragraphs[top..=bottom]
        .iter()
        .map(|paragraph| {
            down += 1 + usize::from(paragraph.blanks_before);
            down
        })
        .collect();
    let down = |at: usize| places[at - top];
    let middle = |start: usize, end: usize| down(first(start)) + down(last(end - 1));
    let is_shared = |at: usize| lines.binary_search_by_key(&at, |line| line.paragraph).is_ok();
    // Characters may stand closer than the lines of rows do, and a line below the last.
    let off = |(from, to): (usize, usize), (start, end): (usize, usize)| {
        let (head, foot) = (pieces[from].1, pieces[to - 1].1);
        let (above, below) = (head < first(start), foot > last(end - 1));
        let astray = usize::from(above && is_shared(head)) + usize::from(below && is_shared(foot));
        let out = usize::from(above) + usize::from(below);
        aside(turns, middle, (start, end), down(head) + down(foot)).pow(2) + out + astray * ASTRAY
    };
    let around = around(&manuscript.text, pieces);
    let is_word = |word: &[MergedPiece]| {
        let spans: Vec<Span> = word.iter().map(|(span, _)| *span).collect();
        spans.split_last().is_some_and(|(last, spans)| is_known(manuscript, around, spans, *last))
    };
    deal(pieces, rows.len(), off, is_word)
}

/// A merged cell: its pieces, and the lines of the first and the last.
type MergedCell = (Vec<Span>, usize, usize);

/// The cells that pieces make, in order: what goes on with the piece before, or is a word with it.
fn cells_of(
    pieces: &[MergedPiece],
    goes_on: impl Fn(&[Span], usize, Span, usize) -> bool,
    is_word: impl Fn(&[Span], Span) -> bool,
) -> Vec<MergedCell> {
    let mut cells: Vec<MergedCell> = Vec::new();
    for (position, (span, at)) in pieces.iter().enumerate() {
        // 适应气候变化 and 示范试点 stand elsewhere as words each, and not as one.
        let begins_word = |spans: &[Span]| {
            let after = pieces.get(position + 1);
            spans.split_last().is_some_and(|(last, before)| !before.is_empty() && is_word(before, *last))
                && !is_word(spans, *span)
                && after.is_some_and(|(after, _)| is_word(&[*span], *after))
        };
        match cells.last_mut() {
            Some((spans, _, last))
                if goes_on(spans, *last, *span, *at) && !begins_word(spans) || is_word(spans, *span) =>
            {
                spans.push(*span);
                *last = *at;
            }
            _ => cells.push((vec![*span], *at, *at)),
        }
    }
    cells
}

/// Gives each row the merged cell beside it: cells stand in the middle of their
/// rows, so rows are dealt out to leave every cell as near to it as can be.
pub(super) fn spread(
    manuscript: &Manuscript,
    column: usize,
    pieces: &[MergedPiece],
    lines: &[Line],
    rows: &[(usize, usize)],
    found: &mut PlacedTable,
) {
    // Lines that follow each other directly hold one cell: words of few characters
    // each, where both are lines of rows.
    let is_main = |at: usize| lines.iter().any(|line| line.paragraph == at && line.is_main);
    let chars = |span: Span| char_count(span.of(&manuscript.text));
    let widest = pieces.iter().map(|(span, _)| chars(*span)).max().unwrap_or(0);
    // Where leading is copied as blank lines, these say nothing.
    let is_spaced = lines.iter().filter(|line| line.blanks > 0).count() * 3 > lines.len();
    let goes_on = |spans: &[Span], last: usize, next: Span, at: usize| {
        let before = spans.last().map_or(0, |span| chars(*span));
        if is_spaced {
            return widest < NARROW && before == widest && at <= last + 2;
        }
        manuscript.paragraphs[last + 1..=at].iter().all(|line| line.blanks_before == 0)
            && before <= if is_main(last) && is_main(at) { 3 } else { 8 }
            // A shorter piece may stand a line further down, and what follows one that
            // fills a narrow column.
            && (at == last + 1 || at == last + 2 && (chars(next) < before || before == 3 && widest == 3))
    };
    let around = around(&manuscript.text, pieces);
    let is_word = |spans: &[Span], next: Span| widest <= NARROW && is_known(manuscript, around, spans, next);
    let middle =
        |start: usize, end: usize| lines[rows[start].0].paragraph + lines[rows[end - 1].1 - 1].paragraph;
    // What a page ends in has its text in the middle of what stands on one of both.
    let turns = (1..rows.len()).filter(|row| begins_page(manuscript, lines, rows, *row));
    let turns: Vec<usize> = turns.take(MAX_PAGES).collect();
    let cost = |height: usize, (first, last): (usize, usize), (start, end): (usize, usize)| {
        // A cell is not higher than the rows beside it.
        let high = height.saturating_sub(rows[end - 1].1 - rows[start].0);
        let out = usize::from(first < lines[rows[start].0].paragraph)
            + usize::from(last > lines[rows[end - 1].1 - 1].paragraph);
        aside(&turns, middle, (start, end), first + last) + high * TOO_HIGH + out * OUTSIDE
    };
    if widest == 1
        && pieces.len() > 1
        && let Some(cells) = upright(manuscript, pieces, lines, rows, &turns)
    {
        for Upright { spans, rows: (start, end) } in cells {
            for row in &mut found.rows[start..end] {
                row[column].clone_from(&spans);
            }
        }
        return;
    }
    let cells = cells_of(pieces, goes_on, is_word);
    if cells.len() > rows.len() {
        return;
    }
    let begins =
        |(_, first, _): &MergedCell| rows.iter().position(|(start, _)| lines[*start].paragraph == *first);
    // Where each cell begins with a row, the first one with the first.
    let tops = cells.iter().map(begins).collect::<Option<Vec<usize>>>();
    let tops = tops.filter(|tops| tops.first() == Some(&0) && tops.is_sorted_by(|left, right| left < right));
    let from_tops = |tops: &[usize], found: &mut PlacedTable| {
        for (at, (spans, ..)) in cells.iter().enumerate() {
            let end = tops.get(at + 1).copied().unwrap_or(rows.len());
            for row in &mut found.rows[tops[at]..end] {
                row[column].clone_from(spans);
            }
        }
    };
    if let Some(tops) = tops.as_ref().filter(|_| is_top_aligned(lines, rows)) {
        return from_tops(tops, found);
    }
    // ends[cell][row]: the least distance where the cell ends before that row.
    let count = rows.len();
    let mut ends: Vec<Vec<Option<(usize, usize)>>> = Vec::with_capacity(cells.len());
    for (at, (spans, first, last)) in cells.iter().enumerate() {
        let mut best = vec![None; count + 1];
        for (end, best) in best.iter_mut().enumerate().skip(1) {
            *best = (0..end)
                .filter_map(|start| {
                    let before = match at.checked_sub(1) {
                        Some(before) => ends[before][start].map(|(cost, _): (usize, usize)| cost)?,
                        None if start == 0 => 0,
                        None => return None,
                    };
                    Some((before + cost(spans.len(), (*first, *last), (start, end)), start))
                })
                .min();
        }
        ends.push(best);
    }
    // Rows of one line each do not say how their cells are aligned: unless every
    // cell stands in the middle of its rows, they begin at the top.
    let is_middle = ends.last().is_none_or(|last| last[count].is_some_and(|(cost, _)| cost == 0));
    let is_flat = rows.iter().all(|(start, end)| end - start == 1);
    if let Some(tops) = tops.as_ref().filter(|_| is_flat && !is_middle) {
        return from_tops(tops, found);
    }
    let mut end = count;
    for at in (0..cells.len()).rev() {
        let Some((_, start)) = ends[at][end] else { return };
        for row in &mut found.rows[start..end] {
            row[column].clone_from(&cells[at].0);
        }
        end = start;
    }
}
