//! How much the tables of fonts may say.
//!
//! `<00000000> <FFFFFFFF> <4E00>` is one line of a table of characters, `0 65535 500` a
//! part of a table of widths, and the decoder writes down each character of them. Tables
//! are counted before it sees them.

use std::collections::HashMap;

use unpdf::parser::backend::ResourceScope;
use unpdf::parser::raw::RawDocument;
use unpdf::parser::raw::stream;
use unpdf::parser::raw::tokenizer::{PdfDict, PdfObject, dict_get};

use super::resources::fonts_of;

/// Characters in the tables of all fonts together. Some programs name all of
/// 65,536 for each font.
const MAX_MAPPED: u64 = 2 << 20;

/// So many bytes one code may stand for at most: the limit of the format.
const MAX_TEXT: usize = 512;

/// How often a font may be looked up for a page or a form, in all.
const MAX_NAMED: u64 = 1 << 20;

/// What is left of them.
#[derive(Debug)]
pub(super) struct Mappings {
    left: u64,
    names: u64,
    /// The dictionaries that were counted, by where they are in memory, and the longest text
    /// that one code of each stands for, in bytes; nothing where it may not be read.
    known: HashMap<usize, Option<usize>>,
}

impl Default for Mappings {
    fn default() -> Self {
        Self { left: MAX_MAPPED, names: MAX_NAMED, known: HashMap::new() }
    }
}

impl Mappings {
    /// The longest text that a code stands for, in bytes, if the tables of all fonts that a
    /// page or form names may be read. The decoder looks at all of them for the sake of one.
    pub(super) fn allow(&mut self, document: &RawDocument, scope: ResourceScope) -> Option<usize> {
        let mut longest = 0;
        for fonts in fonts_of(document, scope) {
            // It compares each name with all others.
            let count = fonts.len() as u64;
            if !take(&mut self.names, count * (1 + count / 64)) {
                return None;
            }
            for font in fonts.values() {
                if let PdfObject::Dict(font) = document.resolve(font) {
                    longest = longest.max(self.allow_font(document, font)?);
                }
            }
        }
        Some(longest)
    }

    fn allow_font(&mut self, document: &RawDocument, font: &PdfDict) -> Option<usize> {
        let place = std::ptr::from_ref(font) as usize;
        if let Some(known) = self.known.get(&place) {
            return *known;
        }
        let streams = [&b"ToUnicode"[..], b"Encoding"].into_iter().filter_map(|key| dict_get(font, key));
        let mut count: u64 = 0;
        let mut longest = 0;
        for table in streams {
            match document.resolve(table) {
                PdfObject::Stream(table) => {
                    // What cannot be unpacked is not read, either.
                    if let Ok(table) = stream::decompress(table) {
                        count += self::count(&table);
                        longest = longest.max(self::longest(&table));
                    }
                }
                PdfObject::Dict(table) => longest = longest.max(longest_name(document, table)),
                _ => {}
            }
        }
        count += descendant(document, font).map_or(0, |font| {
            [&b"W"[..], b"W2"]
                .into_iter()
                .filter_map(|key| dict_get(font, key))
                .fold(0, |sum: u64, widths| {
                    sum.saturating_add(count_widths(document, document.resolve(widths)))
                })
        });
        let is_allowed = take(&mut self.left, count) && longest <= MAX_TEXT;
        let longest = is_allowed.then_some(longest);
        self.known.insert(place, longest);
        longest
    }
}

fn take(left: &mut u64, amount: u64) -> bool {
    let rest = left.checked_sub(amount);
    *left = rest.unwrap_or(*left);
    rest.is_some()
}

/// The font of glyphs by number that a composite font stands for.
fn descendant<'a>(document: &'a RawDocument, font: &'a PdfDict) -> Option<&'a PdfDict> {
    let fonts = document.resolve(dict_get(font, b"DescendantFonts")?).as_array()?;
    match document.resolve(fonts.first()?) {
        PdfObject::Dict(font) => Some(font),
        _ => None,
    }
}

/// How many glyphs a table of widths names: `first [width …]` and `first last width`.
fn count_widths(document: &RawDocument, widths: &PdfObject) -> u64 {
    let Some(widths) = widths.as_array() else { return 0 };
    let number =
        |entry: &PdfObject| document.resolve(entry).as_i64().and_then(|number| u64::try_from(number).ok());
    let mut total: u64 = widths.len() as u64;
    let mut before = None;
    for entry in widths {
        if let PdfObject::Array(list) = document.resolve(entry) {
            total = total.saturating_add(list.len() as u64);
        }
        // Any two numbers may be a range; those that are none are counted in vain.
        let here = number(entry);
        if let (Some(first), Some(last)) = (before, here) {
            total = total.saturating_add(u64::saturating_sub(last, first).min(MAX_RANGE));
        }
        before = here;
    }
    total
}

/// The decoder takes no more of one range.
const MAX_RANGE: u64 = 1 << 16;

/// How many codes the ranges of a table cover.
fn count(table: &[u8]) -> u64 {
    let mut total: u64 = 0;
    for start in memchr::memmem::find_iter(table, b"range")
        .filter(|at| [&b"beginbf"[..], b"begincid"].iter().any(|word| table[..*at].ends_with(word)))
    {
        let block = &table[start..];
        let block = &block[..memchr::memmem::find(block, b"end").unwrap_or(block.len())];
        let is_by_number = table[..start].ends_with(b"cid");
        let mut rest = block;
        while let Some((first, behind)) = code(rest) {
            let Some((last, behind)) = code(behind) else { break };
            total = total.saturating_add((last.saturating_add(1)).saturating_sub(first));
            if is_by_number {
                rest = behind;
                continue;
            }
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

/// The longest text in angle brackets, in bytes.
fn longest(table: &[u8]) -> usize {
    let texts = table.split(|byte| *byte == b'<').skip(1);
    let digits = |text: &[u8]| {
        text.iter().take_while(|byte| **byte != b'>').filter(|byte| byte.is_ascii_hexdigit()).count()
    };
    texts.map(digits).max().unwrap_or_default().div_ceil(2)
}

/// The longest name of a glyph: `a_b_c` and `uni004100420043` stand for three characters.
fn longest_name(document: &RawDocument, encoding: &PdfDict) -> usize {
    let names = dict_get(encoding, b"Differences").and_then(|names| document.resolve(names).as_array());
    let names = names.into_iter().flatten();
    let length = |name: &PdfObject| match document.resolve(name) {
        PdfObject::Name(name) => name.len(),
        _ => 0,
    };
    names.map(length).max().unwrap_or_default()
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
    fn the_longest_text_of_a_code_is_told() {
        assert_eq!(longest(b"beginbfchar <0001> <4E00> <0002> <4E00 4E01 4E02> endbfchar"), 6);
        assert_eq!(longest(b"<0001> <4E004E01"), 4);
        assert_eq!(longest(b"beginbfchar"), 0);
    }

    #[test]
    fn ranges_are_counted() {
        let table = b"2 beginbfrange <0000> <00FF> <4E00> <0100> <0101> [<4E00> <4E01>] endbfrange \
            1 beginbfchar <05> <4E00> endbfchar 1 beginbfrange <00000000><FFFFFFFF><0000> endbfrange";
        assert_eq!(count(table), 256 + 2 + (1 << 32));
        assert_eq!(count(b"beginbfrange <00"), 0);
        assert_eq!(count(b"beginbfrange <05> <01> <00>"), 0);
    }
}
