//! How many characters the table of a font may name.
//!
//! `<00000000> <FFFFFFFF> <4E00>` is one line of such a table, and the decoder
//! writes down each character of it. Tables are counted before it sees them.

use unpdf::parser::raw::RawDocument;
use unpdf::parser::raw::stream;
use unpdf::parser::raw::tokenizer::{PdfDict, PdfObject, dict_get};

/// Characters in the tables of all fonts together. Some programs name all of
/// 65,536 for each font.
const MAX_MAPPED: u64 = 4 << 20;

/// What is left of it.
#[derive(Debug)]
pub(super) struct Mappings {
    left: u64,
}

impl Default for Mappings {
    fn default() -> Self {
        Self { left: MAX_MAPPED }
    }
}

impl Mappings {
    /// Whether the table of a font may be read.
    pub(super) fn allow(&mut self, document: &RawDocument, font: &PdfDict) -> bool {
        let Some(table) = dict_get(font, b"ToUnicode") else { return true };
        let PdfObject::Stream(table) = document.resolve(table) else { return true };
        // What cannot be unpacked is not read, either.
        let count = stream::decompress(table).map_or(0, |table| count(&table));
        match self.left.checked_sub(count) {
            Some(left) => {
                self.left = left;
                true
            }
            None => false,
        }
    }
}

/// How many codes the ranges of a table cover.
fn count(table: &[u8]) -> u64 {
    let mut total: u64 = 0;
    for start in memchr::memmem::find_iter(table, b"beginbfrange") {
        let block = &table[start..];
        let block = &block[..memchr::memmem::find(block, b"endbfrange").unwrap_or(block.len())];
        let mut rest = block;
        while let Some((first, behind)) = code(rest) {
            let Some((last, behind)) = code(behind) else { break };
            total = total.saturating_add((last.saturating_add(1)).saturating_sub(first));
            let is_array = behind.trim_ascii_start().starts_with(b"[");
            rest = if is_array {
                memchr::memchr(b']', behind).map_or(&[][..], |end| &behind[end + 1..])
            } else {
                code(behind).map_or(&[][..], |(_, behind)| behind)
            };
        }
    }
    total
}

/// The next number in angle brackets, and what follows it.
fn code(text: &[u8]) -> Option<(u64, &[u8])> {
    let start = memchr::memchr(b'<', text)? + 1;
    let end = start + memchr::memchr(b'>', &text[start..])?;
    let digits = std::str::from_utf8(&text[start..end]).ok()?.trim();
    Some((u64::from_str_radix(digits, 16).unwrap_or_default(), &text[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_counted() {
        let table = b"2 beginbfrange <0000> <00FF> <4E00> <0100> <0101> [<4E00> <4E01>] endbfrange \
            1 beginbfchar <05> <4E00> endbfchar 1 beginbfrange <00000000><FFFFFFFF><0000> endbfrange";
        assert_eq!(count(table), 256 + 2 + (1 << 32));
        assert_eq!(count(b"beginbfrange <00"), 0);
        assert_eq!(count(b"beginbfrange <05> <01> <00>"), 0);
    }
}
