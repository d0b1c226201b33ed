//! Fonts whose codes are those of GB 2312, GBK or GB 18030.
//!
//! Old programs name one of Adobe's character maps (`GBpc-EUC-H`, `GBK2K-V`, …) and
//! give no table of characters, because the map says it all: its codes are text
//! in an encoding that everybody knows.

use std::collections::HashMap;

use unpdf::parser::backend::ResourceScope;
use unpdf::parser::raw::RawDocument;
use unpdf::parser::raw::tokenizer::{PdfObject, dict_get};

use super::resources::font_of;

/// Which fonts are encoded so.
#[derive(Default)]
pub(super) struct GbFonts {
    known: HashMap<(ResourceScope, Vec<u8>), bool>,
}

impl GbFonts {
    /// Whether the font `name` is.
    pub(super) fn holds(&mut self, document: &RawDocument, scope: ResourceScope, name: &[u8]) -> bool {
        let key = (scope, name.to_vec());
        *self.known.entry(key).or_insert_with(|| {
            let font = font_of(document, scope, name);
            let encoding = font.and_then(|font| dict_get(font, b"Encoding"));
            match encoding.map(|encoding| document.resolve(encoding)) {
                Some(PdfObject::Name(name)) => is_gb_map(name),
                _ => false,
            }
        })
    }
}

/// Whether a character map is one of those for simplified Chinese whose codes
/// are not Unicode.
fn is_gb_map(name: &[u8]) -> bool {
    let name = name.strip_suffix(b"-H").or_else(|| name.strip_suffix(b"-V")).unwrap_or_default();
    matches!(name, b"GB-EUC" | b"GBpc-EUC" | b"GBK-EUC" | b"GBKp-EUC" | b"GBK2K" | b"GBT-EUC" | b"GBTpc-EUC")
}

/// Cuts `bytes` into codes, and says what each means.
pub(super) fn decode(bytes: &[u8]) -> Vec<String> {
    let mut codes = Vec::with_capacity(bytes.len() / 2);
    let mut rest = bytes;
    while let [first, ..] = rest {
        let length = match rest {
            [0x81..=0xFE, 0x30..=0x39, _, _, ..] => 4,
            [0x81..=0xFE, _, ..] => 2,
            _ => 1,
        };
        let (code, behind) = rest.split_at(length);
        rest = behind;
        codes.push(if first.is_ascii() {
            char::from(*first).to_string()
        } else {
            let (text, _) = encoding_rs::GB18030.decode_without_bom_handling(code);
            text.into_owned()
        });
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_one_two_and_four_bytes() {
        let bytes = [b'5', 0xB9, 0xE6, 0xBB, 0xAE, 0x82, 0x30, 0xA6, 0x31, 0xFF];
        assert_eq!(decode(&bytes), ["5", "规", "划", "㘘", "\u{FFFD}"]);
        assert!(is_gb_map(b"GBK2K-V") && !is_gb_map(b"UniGB-UCS2-H") && !is_gb_map(b"GBK-EUC"));
    }
}
