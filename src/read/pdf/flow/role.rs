//! Which line goes on with the one before.

use super::style::{
    ASIDE, Column, FULL_REST, MAX_INDENT, MIN_INDENT, SAME_PITCH, SAME_SIZE, SPACED, Style, WIDE_PITCH,
};
use crate::evidence::LineRole;
use crate::read::pdf::line::TextLine;
use crate::scan::is_terminated;
use crate::scan::leaders::has_leaders;
use crate::scan::marker::scan_marker;

/// What the next line is compared with.
#[derive(Clone)]
pub(super) struct Last {
    pub(super) line: TextLine,
    pub(super) column: Column,
    pub(super) page: u32,
}

/// Numbers with the marks between them are not always broken; they are not longer
/// than this many characters.
const MAX_UNBROKEN: f32 = 10.0;

/// Whether a line goes on with the one before, so far as the page shows.
pub(super) fn role_of(
    style: &Style,
    last: Option<&Last>,
    column: Column,
    page: u32,
    line: &TextLine,
) -> LineRole {
    let Some(last) = last else { return LineRole::Begins };
    let before = &last.line;
    if (before.size - line.size).abs() > SAME_SIZE * before.size.max(line.size) {
        return LineRole::Begins;
    }
    // An entry of the contents reaches the margin with its page number.
    if has_leaders(&before.text) {
        return LineRole::Begins;
    }
    if style.is_centred(last.column, before) && style.is_centred(column, line) {
        // A title in several lines, or several titles: its words must tell.
        return LineRole::Wrapped;
    }
    let indent = column.indent(line);
    // A signature at the right side is no text that goes on.
    let is_aside = last.column.indent(before) > ASIDE;
    if is_aside || before.bold != line.bold && (line.bold || style.is_centred(last.column, before)) {
        let is_open = is_aside && indent > MAX_INDENT;
        return if is_open { LineRole::Wrapped } else { LineRole::Begins };
    }
    // A word or a number that was not broken, and the mark behind it, left
    // the line before short.
    let unbroken = unbroken_width(&line.text);
    let is_full = last.column.rest(before) < FULL_REST + unbroken;
    // A number may begin an entry of a list; its words must tell.
    let is_numbered = begins_item(&line.text);
    let gap = line.base - before.base;
    if let Some(pitch) = style.spaced.filter(|_| last.page == page && gap > 0.0 && indent < MIN_INDENT / 2.0)
    {
        let ends = is_terminated(&before.text);
        if gap >= SPACED * pitch && (!is_full || ends) {
            return LineRole::Begins;
        }
        // Space has not ended the paragraph; a line that is not full did, unless
        // what could not be broken left it short.
        let is_short = last.column.rest(before) >= if ends { FULL_REST + unbroken } else { MAX_UNBROKEN };
        if gap <= (1.0 + SAME_PITCH) * pitch && !is_numbered && !is_short {
            return LineRole::Continues;
        }
    }
    let is_apart =
        last.page == page && line.base - before.base > WIDE_PITCH * style.pitch.max(1.2 * line.size);
    if !is_full || is_apart {
        // In a text with indents, a line without one behind an open sentence may go on with it.
        let may_go_on =
            style.indented && !is_apart && indent < MIN_INDENT / 2.0 && !is_terminated(&before.text);
        return if may_go_on
            || style.is_centred(column, line)
            || style.is_centred(last.column, before)
            || indent > MAX_INDENT
        {
            LineRole::Wrapped
        } else {
            LineRole::Begins
        };
    }
    if indent < MIN_INDENT / 2.0 {
        let is_known = style.indented || !is_terminated(&before.text);
        return if is_known && !is_numbered { LineRole::Continues } else { LineRole::Wrapped };
    }
    let hangs = (line.area.left - before.area.left).abs() < 0.3 * line.size;
    if (MIN_INDENT..MAX_INDENT).contains(&indent) && (!hangs || is_terminated(&before.text)) {
        return LineRole::Begins;
    }
    LineRole::Wrapped
}

/// Whether a line may begin an item: with a number that no mark follows, as it
/// does where the number of a note stands in the text.
fn begins_item(text: &str) -> bool {
    let text = text.trim_start();
    scan_marker(text)
        .is_some_and(|marker| !text[marker.len..].trim_start().starts_with(['，', '。', '；', '、']))
}

/// How wide the word or number is that a line begins with, with the mark behind
/// it, in characters.
pub(super) fn unbroken_width(line: &str) -> f32 {
    let line = line.trim_start();
    let word = line.bytes().take_while(u8::is_ascii_graphic).count();
    let mark = line[word..].chars().next().is_some_and(|c| "，。；：、？！）》”’%％".contains(c));
    word as f32 / 2.0 + f32::from(u8::from(mark && word > 0))
}
