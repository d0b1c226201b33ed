//! Headers whose cells stand in several lines: what stands below each other is one cell.

use super::super::head::{Head, MAX_COLUMNS, joined, part};
use super::super::look::Look;
use super::super::settle::settle;
use crate::block::places::{Piece, PlacedHeader, pieces};
use crate::layout::Manuscript;
use crate::scan::column::{Kind, kind_of};
use crate::scan::indicator::split_unit;
use crate::scan::unit::is_unit;
use crate::scan::{char_count, is_longer_than};
use crate::span::Span;

/// No cell of a header has more characters.
const MAX_CELL: usize = 20;

/// What a line end cuts off a cell of the header has no more characters.
const MAX_REST: usize = 2;

/// The letters of a word that is set wide stand no further apart.
const MAX_SPREAD: u32 = 6;

/// A column of a header: where it stands, its pieces, and what stands above it.
struct Stacked {
    left: u32,
    right: u32,
    /// The first of its lines.
    line: usize,
    spans: Vec<Span>,
    above: Vec<Span>,
}

/// A header with what its columns hold.
pub struct Header {
    pub placed: PlacedHeader,
    pub heads: Vec<Head>,
}

/// The ways to read `lines` as a header: pieces that stand below each other are one cell,
/// and one that stands over several columns is above them.
pub fn stacks(manuscript: &Manuscript, lines: &[usize], wide: u32) -> Vec<Header> {
    let text = &manuscript.text;
    let mut parts: Vec<(usize, Piece)> = Vec::new();
    for (line, at) in lines.iter().enumerate() {
        parts.extend(
            join_letters(text, &pieces(manuscript, &manuscript.paragraphs[*at], wide))
                .map(|piece| (line, piece)),
        );
    }
    // From below, since what stands over several columns is printed above them; then what a
    // narrow column has cut off: 位 below 牵头单.
    let is_rest = |piece: &Piece| {
        let own = piece.span.of(text);
        char_count(own) <= MAX_REST && (kind_of(own).is_none() && own != "序" || own == "年")
    };
    parts.sort_by_key(|(line, piece)| {
        (*line > 0 && is_rest(piece), std::cmp::Reverse(*line), piece.span.start)
    });
    let mut columns: Vec<Stacked> = Vec::new();
    for (line, piece) in &parts {
        let shared =
            |column: &Stacked| piece.right.min(column.right).saturating_sub(piece.left.max(column.left));
        let over: Vec<usize> = (0..columns.len()).filter(|at| shared(&columns[*at]) > 0).collect();
        let goes_on =
            |column: &Stacked| kind_of(&(joined(text, &column.spans) + piece.span.of(text))).is_some();
        let at = match over.as_slice() {
            [] if *line > 0 && is_rest(piece) => {
                let near = (0..columns.len()).filter(|at| goes_on(&columns[*at]));
                near.min_by_key(|at| {
                    (columns[*at].left + columns[*at].right).abs_diff(piece.left + piece.right)
                })
            }
            [] => None,
            [at] => match beside(&columns, *at, *line, piece) {
                // 2025年 in the middle above 目标值 and 年均增速 may reach over one of them only.
                Some(other) => {
                    for at in [*at, other] {
                        columns[at].above.push(piece.span);
                    }
                    continue;
                }
                None => Some(*at),
            },
            several if several.iter().all(|at| columns[*at].line > *line) => {
                for at in several {
                    columns[*at].above.push(piece.span);
                }
                continue;
            }
            several => {
                several.iter().copied().max_by_key(|at| (goes_on(&columns[*at]), shared(&columns[*at])))
            }
        };
        if let Some(column) = at.and_then(|at| columns.get_mut(at)) {
            (column.left, column.right) = (column.left.min(piece.left), column.right.max(piece.right));
            column.line = column.line.min(*line);
            column.spans.push(piece.span);
        } else {
            columns.push(Stacked {
                left: piece.left,
                right: piece.right,
                line: *line,
                spans: vec![piece.span],
                above: Vec::new(),
            });
        }
    }
    columns.sort_by_key(|column| column.left);
    if !(3..=MAX_COLUMNS).contains(&columns.len()) {
        return Vec::new();
    }
    let line_of = |column: &Stacked| {
        let mut lines =
            parts.iter().filter(|(_, piece)| column.spans.contains(&piece.span)).map(|(line, _)| *line);
        let first = lines.next();
        first.filter(|first| lines.all(|line| line == *first))
    };
    // A cell may stand above two columns and reach over neither: 责任分工 between 牵头单位 and
    // 配合单位.
    let between = (1..columns.len().saturating_sub(1)).find(|at| {
        let line = |at: usize| line_of(&columns[at]);
        line(*at).is_some_and(|own| {
            line(at - 1).is_some_and(|left| left > own) && line(at + 1).is_some_and(|right| right > own)
        })
    });
    let mut found = Vec::new();
    if let Some(at) = between {
        let mut parted: Vec<Stacked> = columns
            .iter()
            .map(|column| Stacked { spans: column.spans.clone(), above: column.above.clone(), ..*column })
            .collect();
        let above = parted.remove(at);
        for column in &mut parted[at - 1..=at] {
            column.above.extend(&above.spans);
        }
        found.extend(header_of(manuscript, lines, parted));
    }
    found.extend(header_of(manuscript, lines, columns));
    found
}

/// The neighbour of column `at` that a piece stands above as well: it stands higher than both,
/// and nearer to the middle of both than to that of the one it reaches over.
fn beside(columns: &[Stacked], at: usize, line: usize, piece: &Piece) -> Option<usize> {
    let own = &columns[at];
    if own.line <= line {
        return None;
    }
    // Twice the distance from the middle of the piece to that of a stretch.
    let off = |left: u32, right: u32| (piece.left + piece.right).abs_diff(left + right);
    let off_both = |other: &Stacked| off(own.left.min(other.left), own.right.max(other.right));
    let is_beside =
        |other: &&Stacked| other.line > line && (other.right <= own.left || other.left >= own.right);
    let others = (0..columns.len()).filter(|other| is_beside(&&columns[*other]));
    let nearest = others.min_by_key(|other| off_both(&columns[*other]))?;
    (off_both(&columns[nearest]) < off(own.left, own.right)).then_some(nearest)
}

/// Puts words together that were printed with space between their letters or around their
/// digits: 指　标, 2025 年.
fn join_letters<'a>(text: &'a str, parts: &'a [Piece]) -> impl Iterator<Item = Piece> + 'a {
    let mut joined: Vec<Piece> = Vec::with_capacity(parts.len());
    let mut is_open = false;
    for part in parts {
        let own = part.span.of(text);
        let is_letter = char_count(own) == 1;
        let cover = |last: &Piece| Piece { span: last.span.cover(part.span), right: part.right, ..*last };
        match joined.last_mut() {
            Some(last)
                if own.starts_with('年') && last.span.of(text).ends_with(|c: char| c.is_ascii_digit()) =>
            {
                *last = cover(last);
            }
            Some(last) if is_letter && is_open && part.left <= last.right + MAX_SPREAD => {
                *last = cover(last);
                // Header words have two letters or four.
                is_open = char_count(last.span.of(text)) % 2 == 1;
            }
            _ => {
                is_open = is_letter;
                joined.push(*part);
            }
        }
    }
    joined.into_iter()
}

/// What a header cell says its column holds: a unit behind it, figures.
pub fn kind_of_head(word: &str) -> Option<Kind> {
    kind_of(word).or_else(|| split_unit(word).1.is_some_and(is_unit).then_some(Kind::Value))
}

fn header_of(manuscript: &Manuscript, lines: &[usize], columns: Vec<Stacked>) -> Option<Header> {
    let text = &manuscript.text;
    let mut heads = Vec::with_capacity(columns.len());
    let mut cells = Vec::with_capacity(columns.len());
    for Stacked { mut spans, mut above, .. } in columns {
        spans.sort_by_key(|span| span.start);
        above.sort_by_key(|span| span.start);
        let word = joined(text, &spans);
        if is_longer_than(&word, MAX_CELL) || word.contains(['。', '；', '，']) {
            return None;
        }
        let own = kind_of_head(&word);
        // A list of departments and a row number stand in rows.
        let is_data = |span: &Span| {
            let look = Look::of(span.of(text));
            look.is_list
                || look.is_attribute
                || look.number.is_some()
                || look.is_listing && kind_of(span.of(text)).is_none()
        };
        if spans.iter().any(is_data) {
            return None;
        }
        // 2025年 and 属性 are two cells, however near they stand.
        let is_stranger = |span: &Span| {
            let kind = kind_of(span.of(text));
            kind.is_some() && kind != own && !matches!(kind, Some(Kind::Value | Kind::Text | Kind::Time))
        };
        if part(&word).len() > 1 || own == Some(Kind::Value) && spans.iter().any(is_stranger) {
            return None;
        }
        // What stands above several columns says what they have in common.
        let is_figure = kind_of(&joined(text, &above)) == Some(Kind::Value);
        let kind = own.unwrap_or(if is_figure { Kind::Value } else { Kind::Text });
        if !above.is_empty() && matches!(kind, Kind::Number | Kind::Attribute) {
            return None;
        }
        cells.push(spans.clone());
        heads.push(Head { kind, spans, above });
    }
    let known = heads.iter().filter(|head| kind_of_head(&head.text(text)).is_some()).count();
    let is_counted = heads.iter().any(|head| head.kind == Kind::Number);
    // Where nothing counts the rows, every cell has to say what it is.
    let least = if is_counted { heads.len().div_ceil(2) } else { heads.len() };
    if known < least {
        return None;
    }
    let spans: Vec<Span> = lines.iter().map(|at| manuscript.paragraphs[*at].span).collect();
    let placed = PlacedHeader { cells, lines: spans, end: lines.last()? + 1, is_stacked: lines.len() > 1 };
    Some(Header { placed, heads: settle(text, heads) })
}
