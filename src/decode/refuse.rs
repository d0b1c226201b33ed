//! What is no text: binary data, glyph numbers, nothing but short lines.

use memchr::{memchr2, memchr2_iter, memmem};

use super::line_index::LineIndex;
use crate::error::{Error, Foreign};
use crate::scan::{char_count, count_bytes};

/// How many glyph numbers are too few to give a text up for.
const FEW_GLYPH_NUMBERS: usize = 20;

/// One character in so many may be a glyph number; beyond that the text is
/// lost, below it what remains is worth reading.
const GLYPH_NUMBER_SHARE: usize = 10;

/// One character in so many may be a control character. Random bytes hold one
/// in nine; text taken out of old word processors stays far below.
const CONTROL_SHARE: usize = 20;

/// A line of so few bytes, eight characters of Han, is short.
const SHORT: usize = 24;

/// What reading a short line takes as a rule, in bytes: a paragraph or the cell of a table, and
/// the parts of the model that come of it.
const LINE: u64 = 1_200;

/// A short row, of so many bytes at most: it may be an indicator or a task, each with its fields.
const ROW: usize = 2 * SHORT;
const RULED: u64 = 1_500;

/// One whose cells only blanks part: they are cut in many ways before one is taken.
const PARTED: u64 = 2_300;

/// A bracket that may be a clause, with its departments and findings.
const CLAUSE: u64 = 1_300;

/// A box with its title, wherever it begins.
const BOX: u64 = 2_000;

/// What reading may take beside what the program itself does, sixteen megabytes: so much,
/// and more for each byte of the file. A table of some thousand rows that was written cell by
/// cell has to be read.
const BUDGET: u64 = 48 << 20;
const SHARE: u64 = 20;

/// Refuses text that is made of short lines, or of clauses and nothing else, tens of thousands
/// of them, so that reading it takes many times what it holds.
pub(crate) fn refuse_short_lines(text: &str, bytes: u64) -> Result<(), Error> {
    let most = BUDGET + SHARE * bytes.max(text.len() as u64);
    // There could not be as many, whatever they are: no line takes more for each byte than one
    // of a single character.
    if text.len() as u64 / 2 * LINE < most {
        return Ok(());
    }
    let (mut count, mut cost) = (0_u64, 0_u64);
    let mut look_at = |line: &str| {
        let taken = cost_of(line);
        count += u64::from(taken > 0);
        cost += taken;
    };
    if has_rare_line_ends(text) {
        text.split(is_line_end).for_each(&mut look_at);
    } else {
        let mut start = 0;
        for end in memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]) {
            look_at(&text[start..end]);
            start = end + 1;
        }
    }
    let clauses = count_clauses(text);
    let boxes = memmem::find_iter(text.as_bytes(), "专栏").count() as u64;
    count += clauses + boxes;
    cost += clauses * CLAUSE + boxes * BOX;
    if cost <= most { Ok(()) } else { Err(Error::ShortLines { count }) }
}

/// What a line takes beside its clauses; nothing where it is empty or longer than any that counts.
fn cost_of(line: &str) -> u64 {
    if line.is_empty() || line.len() > ROW {
        return 0;
    }
    if line.starts_with('|') || line.contains('\t') {
        return RULED;
    }
    if count_bytes(line.trim_ascii().as_bytes(), |byte| byte == b' ') > 1 {
        return PARTED;
    }
    if line.len() > SHORT { 0 } else { LINE }
}

/// How many brackets may be clauses: those that hold something, and no number.
fn count_clauses(text: &str) -> u64 {
    let is_clause = |at: usize, open: usize| {
        let mut inner = text[at + open..].chars();
        let first = inner.next();
        let mut is_number = || inner.next().is_none_or(|c| matches!(c, '）' | ')'));
        first.is_some_and(char::is_alphabetic) && !is_number()
    };
    let wide = memmem::find_iter(text.as_bytes(), "（").filter(|at| is_clause(*at, "（".len())).count();
    let narrow = memchr::memchr_iter(b'(', text.as_bytes()).filter(|at| is_clause(*at, 1)).count();
    (wide + narrow) as u64
}

/// Whether a line ends here, by whatever name: normal form has a line break for each of these.
const fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether any line ends other than by a line feed or a carriage return: those are found faster.
fn has_rare_line_ends(text: &str) -> bool {
    let has = |end: &str| memmem::find(text.as_bytes(), end.as_bytes()).is_some();
    memchr2(0xB, 0xC, text.as_bytes()).is_some() || ["\u{85}", "\u{2028}", "\u{2029}"].into_iter().any(has)
}

/// Refuses text in which control characters are frequent.
pub(crate) fn refuse_controls(text: &str) -> Result<(), Error> {
    let controls = count_bytes(text.as_bytes(), is_control);
    // A single one says nothing, however short the text.
    if controls > 1 && controls > char_count(text) / CONTROL_SHARE {
        return Err(binary());
    }
    Ok(())
}

/// Refuses text that is made of glyph numbers.
pub(crate) fn refuse_glyph_numbers(text: &str) -> Result<(), Error> {
    let mut first = None;
    let (mut count, mut length) = (0, 0);
    for at in memmem::find_iter(text.as_bytes(), b"(cid:") {
        if let Some(token) = scan_glyph_number(&text[at..]) {
            first.get_or_insert(at);
            count += 1;
            length += token;
        }
    }
    let Some(first) = first.filter(|_| count >= FEW_GLYPH_NUMBERS) else {
        return Ok(());
    };
    // A glyph number stands for one character, so it counts as one.
    let printed = text.chars().filter(|c| !c.is_whitespace()).count();
    if count * GLYPH_NUMBER_SHARE <= printed - length + count {
        return Ok(());
    }
    let line = LineIndex::new(&text[..=first]).count();
    Err(Error::GlyphNumbers { line, count })
}

/// The error for bytes that are no text and of no format we know.
pub(crate) fn binary() -> Error {
    Error::NotText { found: Foreign::Binary }
}

/// Whether a byte is a control character that text does not hold.
///
/// Text holds tab, line feed, carriage return and form feed; vertical tab,
/// which Word writes for a line break inside a paragraph; U+001A, the end of a
/// DOS file; and escape.
pub(crate) fn is_control(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t'..=b'\r' | 0x1A | 0x1B)
}

/// The length of a glyph number at the start of `text`: `(cid:123)`.
fn scan_glyph_number(text: &str) -> Option<usize> {
    let number = text.strip_prefix("(cid:")?;
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let closed = digits > 0 && number.as_bytes().get(digits) == Some(&b')');
    closed.then_some("(cid:".len() + digits + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_controls_are_no_text() {
        assert_eq!(refuse_controls("\x01\x02\x03"), Err(binary()));
        assert_eq!(refuse_controls(&"规划\x02纲要\x03".repeat(9)), Err(binary()));
        assert_eq!(refuse_controls("一\x07"), Ok(()));
        assert_eq!(refuse_controls(&format!("{}\x07\x08\x01", "规划".repeat(50))), Ok(()));
        assert_eq!(refuse_controls(&"一\t\r\n\x0B\x0C\x1A\x1B".repeat(9)), Ok(()));
    }

    #[test]
    fn glyph_numbers_are_scanned_whole() {
        assert_eq!(scan_glyph_number("(cid:12)3"), Some(8));
        for text in ["(cid:)", "(cid:12", "(cid:1a)", "cid:1", ""] {
            assert_eq!(scan_glyph_number(text), None, "{text}");
        }
    }

    #[test]
    fn text_of_glyph_numbers_is_refused() {
        let lost = format!("第一章\n\n{}\n", "(cid:4021)(cid:77) ".repeat(10));
        assert_eq!(refuse_glyph_numbers(&lost), Err(Error::GlyphNumbers { line: 3, count: 20 }));
        let partly = "规划(cid:12)纲要(cid:13)发展\n".repeat(10);
        assert_eq!(refuse_glyph_numbers(&partly), Err(Error::GlyphNumbers { line: 1, count: 20 }));
    }

    #[test]
    fn tens_of_thousands_of_short_lines_are_refused() {
        let refused = |text: &str| refuse_short_lines(text, text.len() as u64).is_err();
        assert!(refused(&"1\n".repeat(60_000)));
        assert!(!refused(&"1\n".repeat(40_000)));
        for end in ["\r", "\r\n", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"] {
            assert!(refused(&format!("1{end}").repeat(70_000)), "{end:?}");
            assert!(!refused(&format!("1{end}").repeat(40_000)), "{end:?}");
        }
        assert!(!refused(&"\n".repeat(200_000)));
        for row in ["| 1 | 建 | 甲局 |\n", "1\t建\t甲局\n"] {
            assert!(refused(&row.repeat(60_000)));
            assert!(!refused(&row.repeat(40_000)));
        }
        assert!(refused(&"甲 1 2 约束性\n".repeat(30_000)));
        assert!(!refused(&"甲 1 2 约束性\n".repeat(20_000)));
        // Clauses and nothing else; as many numbers in brackets are none.
        assert!(refused(&"（甲局负责）".repeat(60_000)));
        assert!(refused(&"(甲局负责)\n".repeat(60_000)));
        assert!(!refused(&"（甲局负责）".repeat(40_000)));
        assert!(refused(&"专栏1；".repeat(60_000)));
        assert!(!refused(&"（一）".repeat(100_000)));
        assert!(!refused(&"（".repeat(1_000_000)));
        assert!(!refused(&"加强保障，健全体系，提高水平，统筹推进，落实责任。（甲局负责）".repeat(100_000)));
        // The more text there is, the more short lines there may be in it.
        assert!(!refused(&"加快建设，健全体系，提高水平，统筹推进，落实责任。\n加快建设。\n".repeat(50_000)));
        assert!(!refused(&"加快建设，健全体系，提高水平，统筹推进，落实责任。\n".repeat(100_000)));
    }

    #[test]
    fn a_few_glyph_numbers_are_kept() {
        assert_eq!(refuse_glyph_numbers(&"(cid:1)".repeat(19)), Ok(()));
        let mostly_text = format!("{}(cid:12)", "各级人民政府要加强领导").repeat(40);
        assert_eq!(refuse_glyph_numbers(&mostly_text), Ok(()));
        assert_eq!(refuse_glyph_numbers("规划纲要"), Ok(()));
    }
}
