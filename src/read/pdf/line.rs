//! Characters to lines: what stands on one baseline, with the spaces that the
//! room between characters shows.

use std::ops::Range;

use super::lanes::Piece;
use super::page::{Area, Glyph, Point};

/// A line of text as it stands on the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TextLine {
    /// Its text, spaces inside included.
    pub text: String,
    /// From its first to its last character, from its highest to its lowest.
    pub area: Area,
    /// The baseline.
    pub base: f32,
    /// The font size of most of it.
    pub size: f32,
    /// The font family of most of it.
    pub family: u16,
    /// Whether all of it is fat.
    pub bold: bool,
    /// How many characters it has, spaces aside.
    pub count: u32,
    /// Whether the file says that it belongs to the page, not to the text.
    pub artifact: bool,
    /// Its pieces, if wide gaps divide it; else one, or none.
    pub cells: Vec<Cell>,
    /// Which parts of its text are small and raised: exponents, note numbers.
    pub raised: Vec<Range<usize>>,
}

/// A piece of a line between wide gaps.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    pub left: f32,
    pub right: f32,
    /// Which part of the line's text it is.
    pub text: Range<usize>,
}

/// Two characters stand on one line if their baselines differ by no more than
/// this share of their size.
const SAME_BASE: f32 = 0.3;

/// A raised or lowered character has at most this share of the size beside it.
const SCRIPT_SIZE: f32 = 0.78;

/// Room between two Chinese characters, in font sizes, that is a space though
/// none was written. Justified lines spread their characters by less.
const WIDE_GAP: f32 = 0.7;

/// The same between letters and digits, which never stand apart for the margin's
/// sake.
const NARROW_GAP: f32 = 0.22;

/// Room that is a space where one was written.
const WRITTEN_GAP: f32 = 0.1;

/// A gap that may divide columns, in font sizes.
const CELL_GAP: f32 = 0.9;

/// A raised character stands at least so far above the line, in its font size.
const RAISED: f32 = 0.15;

/// Letter-spaced characters stand at least so far apart, in font sizes, all of them.
const LETTER_SPACE: f32 = 0.22;

/// Puts characters that run to the right into lines, from top to bottom.
pub(super) fn lines(glyphs: &[&Glyph]) -> Vec<TextLine> {
    let rows = attach_scripts(rows(glyphs));
    let mut lines: Vec<TextLine> = rows.into_iter().filter_map(|row| write(row.glyphs)).collect();
    lines.sort_by(|a, b| a.base.total_cmp(&b.base));
    lines
}

/// The pieces of a page's lines, in no order.
pub(super) fn pieces(glyphs: &[&Glyph]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for mut row in rows(glyphs) {
        row.glyphs.retain(|glyph| !glyph.char.is_whitespace());
        row.glyphs.sort_by(|a, b| a.start.x.total_cmp(&b.start.x));
        let mut end = f32::NEG_INFINITY;
        let mut is_first = true;
        for glyph in row.glyphs {
            let mut area = area_of(glyph);
            if hangs(glyph.char) {
                area.right = area.left;
            }
            match pieces.last_mut() {
                Some(piece) if !is_first && glyph.start.x - end <= CELL_GAP * piece.size.max(glyph.size) => {
                    piece.area = piece.area.union(&area);
                    piece.count += 1;
                }
                _ => pieces.push(Piece { area, count: 1, size: glyph.size }),
            }
            end = end.max(glyph.end.x);
            is_first = false;
        }
    }
    pieces
}

/// Whether a mark may hang out of its column, behind a line that it must not
/// leave.
pub(super) fn hangs(c: char) -> bool {
    "，。、；：！？）》〉】〕”’".contains(c)
}

/// The room of a character, without what reaches above and below its line.
fn area_of(glyph: &Glyph) -> Area {
    let top_left = Point { x: glyph.start.x, y: glyph.start.y - 0.88 * glyph.size };
    Area::between(top_left, Point { x: glyph.end.x, y: glyph.end.y + 0.12 * glyph.size })
}

/// Characters on one baseline.
struct Row<'a> {
    glyphs: Vec<&'a Glyph>,
    base: f32,
    size: f32,
    left: f32,
    right: f32,
}

impl<'a> Row<'a> {
    fn new(glyph: &'a Glyph) -> Self {
        Self {
            base: glyph.start.y,
            size: glyph.size,
            left: glyph.start.x,
            right: glyph.end.x,
            glyphs: vec![glyph],
        }
    }

    fn push(&mut self, glyph: &'a Glyph) {
        self.size = self.size.max(glyph.size);
        self.left = self.left.min(glyph.start.x);
        self.right = self.right.max(glyph.end.x);
        self.glyphs.push(glyph);
    }
}

fn rows<'a>(glyphs: &[&'a Glyph]) -> Vec<Row<'a>> {
    let mut sorted: Vec<&Glyph> = glyphs.to_vec();
    sorted.sort_by(|a, b| a.start.y.total_cmp(&b.start.y));
    let mut rows: Vec<Row<'a>> = Vec::new();
    for glyph in sorted {
        let fits = rows
            .last()
            .is_some_and(|row| (glyph.start.y - row.base).abs() <= SAME_BASE * row.size.min(glyph.size));
        match rows.last_mut() {
            Some(row) if fits => row.push(glyph),
            _ => rows.push(Row::new(glyph)),
        }
    }
    rows
}

/// Puts small characters above or below a line into it: m² and note numbers.
fn attach_scripts(rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let mut attached: Vec<Row<'_>> = Vec::with_capacity(rows.len());
    let mut rows = rows.into_iter().peekable();
    while let Some(row) = rows.next() {
        let distance = |host: &Row<'_>| is_script(&row, host).then(|| (row.base - host.base).abs());
        let above = attached.last().and_then(distance);
        let below = rows.peek().and_then(distance);
        let host = match (above, below) {
            (Some(above), Some(below)) if below < above => rows.peek_mut(),
            (Some(_), _) => attached.last_mut(),
            (None, Some(_)) => rows.peek_mut(),
            (None, None) => None,
        };
        match host {
            Some(host) => row.glyphs.into_iter().for_each(|glyph| host.push(glyph)),
            None => attached.push(row),
        }
    }
    attached
}

fn is_script(row: &Row<'_>, host: &Row<'_>) -> bool {
    let is_small = row.size <= SCRIPT_SIZE * host.size;
    // Raised by up to half a character, lowered by less.
    let raised = host.base - row.base;
    let is_near = raised < 0.6 * host.size && raised > -0.35 * host.size;
    let is_beside = row.left > host.left - host.size && row.right < host.right + 3.0 * host.size;
    is_small && is_near && is_beside && row.glyphs.len() * 2 <= host.glyphs.len().max(4) && {
        // Small print above a line, as pinyin is, covers it; a note number has
        // its own room.
        let covered = row.glyphs.iter().filter(|glyph| {
            let middle = f32::midpoint(glyph.start.x, glyph.end.x);
            host.glyphs.iter().any(|host| {
                !host.char.is_whitespace()
                    && host.start.x + 0.1 * host.size < middle
                    && middle < host.end.x - 0.1 * host.size
            })
        });
        covered.count() * 2 <= row.glyphs.len()
    }
}

/// Writes the characters of a line from left to right.
fn write(mut glyphs: Vec<&Glyph>) -> Option<TextLine> {
    glyphs.sort_by(|a, b| a.start.x.total_cmp(&b.start.x));
    let blanks: Vec<&Glyph> = glyphs.iter().copied().filter(|glyph| glyph.char.is_whitespace()).collect();
    glyphs.retain(|glyph| !glyph.char.is_whitespace());
    // Drawn twice, a little apart, to look fat.
    let mut is_struck = false;
    glyphs.dedup_by(|glyph, before| {
        let struck = glyph.char == before.char
            && glyph.start.x - before.start.x < 0.2 * glyph.size.min(before.size)
            && (glyph.start.y - before.start.y).abs() < 0.2 * glyph.size;
        is_struck |= struck;
        struck
    });
    let first = *glyphs.first()?;
    let size = main_size(&glyphs);
    let is_spaced = is_letter_spaced(&glyphs, size);
    let mut text = String::with_capacity(glyphs.len() * 3 + 4);
    // The baseline of most of the line; of scripts it would be another.
    let base =
        glyphs.iter().find(|glyph| glyph.size >= 0.9 * size).map_or(first.start.y, |glyph| glyph.start.y);
    let mut end = first.start.x;
    let mut area = Area::between(first.start, first.end);
    let mut blank = 0;
    let mut cells: Vec<Cell> = Vec::new();
    let mut raised: Vec<Range<usize>> = Vec::new();
    for (at, glyph) in glyphs.iter().enumerate() {
        let gap = glyph.start.x - end;
        while blanks.get(blank).is_some_and(|blank| blank.end.x <= end) {
            blank += 1;
        }
        let is_written = blanks.get(blank).is_some_and(|blank| blank.start.x < glyph.start.x);
        if at > 0 && !is_spaced {
            let before = glyphs[at - 1];
            push_spaces(&mut text, gap, size, is_written, is_wide(before.char) || is_wide(glyph.char));
        }
        let from = text.len();
        if glyph.size <= SCRIPT_SIZE * size && base - glyph.start.y > RAISED * size {
            text.push(superscript(glyph.char));
            match raised.last_mut() {
                Some(last) if last.end == from => last.end = text.len(),
                _ => raised.push(from..text.len()),
            }
        } else {
            text.push(glyph.char);
        }
        match cells.last_mut() {
            Some(cell) if is_spaced || gap <= CELL_GAP * size => {
                cell.right = cell.right.max(glyph.end.x);
                cell.text.end = text.len();
            }
            _ => cells.push(Cell { left: glyph.start.x, right: glyph.end.x, text: from..text.len() }),
        }
        end = end.max(glyph.end.x);
        area = area.union(&area_of(glyph));
    }
    Some(TextLine {
        text,
        area,
        base,
        size,
        family: main_family(&glyphs),
        bold: is_struck || glyphs.iter().all(|glyph| glyph.bold),
        count: glyphs.len() as u32,
        artifact: glyphs.iter().all(|glyph| glyph.artifact),
        cells,
        raised,
    })
}

/// A raised digit as the character that is raised by itself.
fn superscript(c: char) -> char {
    match c {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => char::from_u32(c as u32 - '0' as u32 + '⁰' as u32).unwrap_or(c),
        _ => c,
    }
}

/// Writes the spaces that `gap` is wide, if it is one.
fn push_spaces(text: &mut String, gap: f32, size: f32, is_written: bool, is_wide: bool) {
    let least = match (is_written, is_wide) {
        (true, _) => WRITTEN_GAP,
        (false, true) => WIDE_GAP,
        (false, false) => NARROW_GAP,
    };
    if gap > least * size {
        // A column is half a character wide.
        let columns = (gap / size * 2.0).round().clamp(1.0, 120.0) as usize;
        text.extend(std::iter::repeat_n(' ', columns));
    }
}

/// Whether all characters stand apart by the same room, as those of titles and
/// of letterheads do.
fn is_letter_spaced(glyphs: &[&Glyph], size: f32) -> bool {
    if glyphs.len() < 3 || !glyphs.iter().all(|glyph| is_wide(glyph.char)) {
        return false;
    }
    let (mut least, mut most) = (f32::MAX, f32::MIN);
    for pair in glyphs.windows(2) {
        let gap = (pair[1].start.x - pair[0].end.x) / size;
        least = least.min(gap);
        most = most.max(gap);
    }
    least > LETTER_SPACE && most - least < 0.3 * least.max(1.0)
}

/// The font size of most characters.
fn main_size(glyphs: &[&Glyph]) -> f32 {
    main_of(glyphs.iter().map(|glyph| (glyph.size * 10.0).round() as u32))
        .map_or(0.0, |size| size as f32 / 10.0)
}

fn main_family(glyphs: &[&Glyph]) -> u16 {
    main_of(glyphs.iter().map(|glyph| glyph.family)).unwrap_or_default()
}

/// The commonest of a few values.
pub(super) fn main_of<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut sorted: Vec<T> = values.collect();
    sorted.sort_unstable();
    sorted.chunk_by(PartialEq::eq).max_by_key(|run| run.len()).and_then(|run| run.first().copied())
}

/// Whether a character is as wide as a Chinese one.
fn is_wide(c: char) -> bool {
    unicode_width::UnicodeWidthChar::width(c) == Some(2)
        || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pdf::page::Turn;

    /// Characters one after the other, 10 points wide if Chinese, 5 if not; a
    /// digit in brackets moves on by so many points.
    fn glyphs(text: &str, x: f32, y: f32, size: f32) -> Vec<Glyph> {
        let mut glyphs = Vec::new();
        let mut at = x;
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            if c == '[' {
                let room: String = chars.by_ref().take_while(|c| *c != ']').collect();
                at += room.parse::<f32>().unwrap();
                continue;
            }
            let width = if is_wide(c) { size } else { size / 2.0 };
            glyphs.push(Glyph {
                char: c,
                start: Point { x: at, y },
                end: Point { x: at + width, y },
                size,
                turn: Turn::Right,
                bold: false,
                family: 0,
                artifact: false,
            });
            at += width;
        }
        glyphs
    }

    fn read(parts: &[Vec<Glyph>]) -> Vec<String> {
        let all: Vec<&Glyph> = parts.iter().flatten().collect();
        lines(&all).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn spaces_are_where_the_room_says_so() {
        for (drawn, text) in [
            ("一、总体要求", "一、总体要求"),
            ("到[2.5]2025[2.5]年", "到2025年"),
            ("justified[3]text", "justified text"),
            ("指标[20]单位", "指标    单位"),
            ("总[2]体[2]要[2]求", "总体要求"),
            ("甲 乙", "甲 乙"),
            ("甲[-1] [-4]乙", "甲乙"),
            ("市[8]人[8]民[8]政[8]府", "市人民政府"),
            ("国民经济[8]和", "国民经济  和"),
        ] {
            assert_eq!(read(&[glyphs(drawn, 0.0, 100.0, 10.0)]), [text], "{drawn}");
        }
    }

    #[test]
    fn raised_numbers_stay_in_their_line() {
        let line = glyphs("建设用地100[4]，其中耕地", 0.0, 100.0, 10.0);
        let raised = glyphs("2", 55.5, 96.0, 6.0);
        let next = glyphs("另起一行", 0.0, 118.0, 10.0);
        assert_eq!(read(&[line, raised, next]), ["建设用地100²，其中耕地", "另起一行"]);
    }

    #[test]
    fn what_is_drawn_twice_is_written_once() {
        let line = glyphs("总则", 0.0, 100.0, 10.0);
        let again = glyphs("总则", 0.3, 100.0, 10.0);
        assert_eq!(read(&[line, again]), ["总则"]);
    }

    #[test]
    fn lines_come_from_top_to_bottom() {
        let parts = [glyphs("下", 0.0, 200.0, 10.0), glyphs("上", 50.0, 100.0, 10.0)];
        assert_eq!(read(&parts), ["上", "下"]);
    }
}
