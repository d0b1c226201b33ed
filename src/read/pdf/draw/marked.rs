//! Marked content: what a file says of a piece of its page.

use crate::read::pdf::budget::Budget;
use crate::read::pdf::content::{Operand, Operators};
use crate::read::pdf::page::{Glyph, Page, Point};

/// A piece of marked content while it is open.
pub(super) struct Marked {
    /// Whether it belongs to the page and not to its text.
    pub is_artifact: bool,
    /// What it says, whatever characters it draws (ISO 32000-1, 14.9.4), and how
    /// many characters the page had before it.
    actual: Option<(String, usize)>,
}

impl Marked {
    /// Opens the piece that `BDC` or `BMC` begins.
    pub(super) fn begin(operands: &[Operand<'_>], page: &Page) -> Self {
        let actual = operands.iter().find_map(actual_text).map(|text| (text, page.glyphs.len()));
        Self { is_artifact: is_artifact(operands), actual }
    }

    /// Closes it: its characters become what it says, unless that is more than a page holds.
    pub(super) fn end(self, page: &mut Page, budget: &mut Budget) {
        let Some((text, from)) = self.actual else { return };
        if from >= page.glyphs.len() || text.trim().is_empty() {
            return;
        }
        let more = text.chars().count().saturating_sub(page.glyphs.len() - from);
        if !budget.keep_glyphs(page.glyphs.len(), more) {
            page.cut = true;
            return;
        }
        let drawn = page.glyphs.split_off(from);
        let before = count_unmapped(&drawn);
        page.glyphs.extend(replace(drawn, &text));
        page.unmapped = page.unmapped + count_unmapped(&page.glyphs[from..]) - before;
    }
}

fn count_unmapped(glyphs: &[Glyph]) -> u32 {
    glyphs.iter().filter(|glyph| glyph.char == char::REPLACEMENT_CHARACTER).count() as u32
}

/// Writes `text` in the room of `drawn`.
fn replace(drawn: Vec<Glyph>, text: &str) -> Vec<Glyph> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_control() && *c != '\u{AD}').collect();
    if chars.len() == drawn.len() {
        return drawn.into_iter().zip(chars).map(|(glyph, char)| Glyph { char, ..glyph }).collect();
    }
    let (first, last) = (drawn[0], drawn[drawn.len() - 1]);
    // Of a text in several lines nobody can say where its characters stand.
    let is_level = drawn.iter().all(|glyph| {
        glyph.turn == first.turn
            && (glyph.start.y - first.start.y).abs().min((glyph.start.x - first.start.x).abs()) < first.size
    });
    if !is_level || chars.is_empty() {
        return drawn;
    }
    let count = chars.len() as f32;
    let part = |at: usize| {
        let share = at as f32 / count;
        Point {
            x: first.start.x + share * (last.end.x - first.start.x),
            y: first.start.y + share * (last.end.y - first.start.y),
        }
    };
    let place = |(at, char): (usize, char)| Glyph { char, start: part(at), end: part(at + 1), ..first };
    chars.into_iter().enumerate().map(place).collect()
}

/// The `/ActualText` of a property list that stands beside its tag.
fn actual_text(operand: &Operand<'_>) -> Option<String> {
    let Operand::Dictionary(bytes) = operand else { return None };
    let at = memchr::memmem::find(bytes, b"/ActualText")? + b"/ActualText".len();
    let mut value = bytes[at..].to_vec();
    // An operator, so that the value becomes its operand.
    value.extend_from_slice(b" Tj");
    let mut operators = Operators::new(&value);
    operators.next()?;
    let Some(Operand::Text(text)) = operators.operands().first() else { return None };
    Some(match text.strip_prefix(b"\xFE\xFF") {
        Some(units) => {
            let units = units.chunks_exact(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]]));
            char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        None => match text.strip_prefix(b"\xEF\xBB\xBF") {
            Some(text) => String::from_utf8_lossy(text).into_owned(),
            None => text.iter().map(|byte| char::from(*byte)).collect(),
        },
    })
}

/// Whether marked content is `/Artifact` of the kind that stands on every page.
fn is_artifact(operands: &[Operand<'_>]) -> bool {
    let [tag, rest @ ..] = operands else { return false };
    tag.name() == Some(b"Artifact")
        && rest.iter().any(|rest| {
            matches!(rest, Operand::Dictionary(bytes) if memchr::memmem::find(bytes, b"/Pagination").is_some())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operands(content: &[u8]) -> Option<String> {
        let mut operators = Operators::new(content);
        operators.next()?;
        operators.operands().iter().find_map(actual_text)
    }

    #[test]
    fn the_text_of_a_piece_is_read_in_its_encodings() {
        assert_eq!(operands(b"/Span <</ActualText <FEFF89C45212>>> BDC").as_deref(), Some("规划"));
        assert_eq!(operands(b"/Span <</Lang (zh) /ActualText (fi)>> BDC").as_deref(), Some("fi"));
        assert_eq!(operands(b"/Span <</MCID 0>> BDC"), None);
    }
}
