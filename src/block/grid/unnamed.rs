//! Columns that no word of the header names: those of the numbers of rows and of their groups.

use super::centred::lines_of;
use super::fit::weight::EXPECTED;
use super::found::Dealt;
use super::head::{Head, Header, MAX_COLUMNS, Order};
use super::look::Look;
use super::piece::{Joint, Piece};
use crate::scan::column::Kind;
use crate::span::Span;

/// No header leaves a column out as a rule.
const UNNAMED: i32 = -6;

/// The readings of a header, and the same with columns that no word names, where the rows show
/// that they have them.
pub(super) fn with_unnamed(mut headers: Vec<Header>, data: &[Piece]) -> Vec<Header> {
    let anchored: Vec<Header> = headers.iter().flat_map(|header| with_anchors(header, data)).collect();
    let has_number = |header: &Header| header.heads.iter().any(|head| head.kind == Kind::Number);
    if !headers.iter().any(has_number) && counts_rows(data) {
        let groups = groups_first(data);
        let counted: Vec<Header> = headers.iter().filter_map(|header| with_counted(header, groups)).collect();
        headers.extend(counted);
    }
    headers.extend(anchored);
    headers
}

/// A column without a word.
const fn nameless(kind: Kind) -> Head {
    Head { kind, spans: Vec::new(), above: Vec::new() }
}

/// Whether rows begin with their numbers, from 1 on, the first perhaps behind the name of a group.
fn counts_rows(data: &[Piece]) -> bool {
    /// So many numbers in sequence are those of rows.
    const LEAST: u32 = 3;
    let begins = data.iter().filter(|piece| piece.joint.is_line());
    let last = begins.fold(0, |last, piece| last + u32::from(piece.look.number == Some(last + 1)));
    let first = data.get(groups_first(data));
    last >= LEAST && first.is_some_and(|first| first.look.number == Some(1))
}

/// How many lines of the name of a group stand before the number of the first row.
fn groups_first(data: &[Piece]) -> usize {
    /// No name has more lines, and no line more characters.
    const MOST: usize = 4;
    const WIDEST: i32 = 8;
    let is_line = |piece: &&Piece| {
        let look = &piece.look;
        piece.joint.is_line() && look.is_plain && look.chars <= WIDEST && !look.is_value && !look.is_attribute
    };
    data.iter().take(MOST).take_while(is_line).count()
}

/// The reading of a header with a column for the numbers that rows begin with, and one for the
/// groups that so many lines before the first of them name.
fn with_counted(header: &Header, groups: usize) -> Option<Header> {
    let [first, rest @ ..] = header.heads.as_slice() else { return None };
    let mut heads = vec![nameless(Kind::Number)];
    if groups == 0 {
        heads.extend(header.heads.iter().cloned());
    } else if first.kind == Kind::Group {
        heads.insert(0, first.clone());
        heads.extend(rest.iter().cloned());
    } else {
        heads.insert(0, nameless(Kind::Group));
        heads.extend(header.heads.iter().cloned());
    }
    let is_named = matches!(first.kind, Kind::Name | Kind::Group);
    (is_named && heads.len() <= MAX_COLUMNS).then(|| Header {
        heads,
        score: header.score + UNNAMED,
        ..header.clone()
    })
}

/// The readings of a header whose rows have no numbers, with one that stands where the attribute
/// of each row tells that there is one: cells that are wrapped stand around it as they would around
/// a number. The groups may have a column without a word.
fn with_anchors(header: &Header, data: &[Piece]) -> Vec<Header> {
    /// Fewer rows tell nothing.
    const LEAST: usize = 3;
    let kinds: Vec<Kind> = header.heads.iter().map(|head| head.kind).collect();
    let is_open = kinds.last() == Some(&Kind::Attribute)
        && matches!(kinds.first(), Some(Kind::Group | Kind::Name))
        && !kinds.contains(&Kind::Number)
        && kinds.len() + 2 <= MAX_COLUMNS;
    if !is_open {
        return Vec::new();
    }
    // The last line may be cut.
    let mut lines = lines_of(data);
    lines.pop();
    let anchors = lines.iter().filter(|line| is_anchor(data, **line)).count();
    // Some cell is wrapped, and not all of them are.
    if anchors < LEAST || anchors == lines.len() || lines.len() > 4 * anchors {
        return Vec::new();
    }
    let with = |groups: &[Head]| {
        let heads = [nameless(Kind::Number)].iter().chain(groups).chain(&header.heads).cloned().collect();
        let unnamed = if groups.is_empty() { 0 } else { UNNAMED };
        Header { heads, score: header.score + unnamed, order: Order::Anchored, ..*header }
    };
    if kinds[0] == Kind::Group { vec![with(&[])] } else { vec![with(&[]), with(&[nameless(Kind::Group)])] }
}

/// Whether a line ends with the attribute of its row, behind something else of it.
fn is_anchor(pieces: &[Piece], (start, end): (usize, usize)) -> bool {
    end - start > 1 && pieces[end - 1].look.is_attribute
}

/// The pieces with a number that nobody has printed before each line that tells a row.
pub(super) fn put_anchors(pieces: &[Piece]) -> Vec<Piece> {
    let mut anchored = Vec::with_capacity(pieces.len() * 5 / 4);
    let mut number = 0;
    for line in lines_of(pieces) {
        let (start, end) = line;
        if !is_anchor(pieces, line) {
            anchored.extend_from_slice(&pieces[start..end]);
            continue;
        }
        number += 1;
        let first = &pieces[start];
        let span = Span::new(first.span.start, first.span.start);
        anchored.push(Piece { span, look: Look { number: Some(number), ..Look::of("") }, ..first.clone() });
        anchored.push(Piece { joint: Joint::Blank, is_apart: false, is_on_page: false, ..first.clone() });
        anchored.extend_from_slice(&pieces[start + 1..end]);
    }
    anchored
}

/// What the numbers of such rows say that nobody has printed: it is no evidence.
pub(super) fn anchored_score(dealt: &Dealt) -> i32 {
    EXPECTED * i32::try_from(dealt.rows.iter().filter(|row| !row.is_banner).count()).unwrap_or(i32::MAX / 16)
}

/// The header and the rows without these numbers.
pub(super) fn without_anchors(header: &mut Header, dealt: &mut Dealt) {
    header.heads.remove(0);
    for row in &mut dealt.rows {
        row.cells.remove(0);
    }
}
