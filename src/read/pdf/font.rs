//! Fonts: what the codes of a text say, how wide they are, and how fat.
//!
//! `unpdf` knows the many ways in which a font may say what its codes mean.
//! Here its answer is cut into one piece for each code, and mended where the
//! font itself shows that the file's table of characters is wrong.

use std::collections::HashMap;

use unpdf::parser::backend::{
    DecodedRun, GlyphAdvance, GlyphSelection, ObjectId, PageId, PdfBackend, RawBackend, ResourceScope,
    VerticalAdvance,
};
use unpdf::parser::raw::RawDocument;

use super::gb::{self, GbFonts};
use super::mapping::Mappings;

/// What one code draws.
pub(super) struct Piece {
    /// Its characters: one as a rule, more for a ligature, U+FFFD if unknown.
    pub text: String,
    /// Its width in thousandths of the font size.
    pub width: f32,
    /// How it moves in vertical writing.
    pub vertical: Option<VerticalAdvance>,
    /// Whether word spacing widens it.
    pub is_word_space: bool,
}

/// What is known of a font by its name and its dictionary.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FontFacts {
    /// Whether it is fat: by its weight, or because it is a Heiti (黑体).
    pub bold: bool,
    /// Whether it is written downwards.
    pub vertical: bool,
    /// Its family, by number.
    pub family: u16,
    /// Whether its table of characters is too large to be read.
    refused: bool,
    /// The longest text that a code of it may stand for, in bytes.
    pub longest: u16,
    /// The font, by number; fonts of one name are one font.
    id: u32,
}

/// The fonts of a document.
#[derive(Default)]
pub(super) struct Fonts {
    gb: GbFonts,
    mappings: Mappings,
    facts: HashMap<(PageId, Option<ObjectId>, Vec<u8>), FontFacts>,
    families: HashMap<String, u16>,
    names: HashMap<String, u32>,
    /// What the glyphs of a font draw by its own table, where it has one.
    drawn: HashMap<u32, Option<Drawn>>,
}

/// The characters that a font program has for its glyphs.
struct Drawn {
    chars: HashMap<u16, char>,
    /// From the codes of the file to glyphs; `None` where they are the same.
    glyphs: Option<Vec<u16>>,
}

/// A glyph as wide as this, in thousandths, is as wide as a Chinese character.
const FULL_WIDTH: f32 = 900.0;

/// A glyph as narrow as this is no Chinese character.
const HALF_WIDTH: f32 = 600.0;

impl Fonts {
    /// What is known of the font `name`.
    pub(super) fn facts(
        &mut self,
        document: &RawDocument,
        backend: &RawBackend,
        scope: ResourceScope,
        name: &[u8],
    ) -> FontFacts {
        let key = (scope.page, scope.form, name.to_vec());
        if let Some(facts) = self.facts.get(&key) {
            return *facts;
        }
        let Some(longest) = self.mappings.allow(document, scope) else {
            return *self.facts.entry(key).or_insert(FontFacts {
                refused: true,
                id: u32::MAX,
                ..FontFacts::default()
            });
        };
        for font in backend.page_fonts(scope).unwrap_or_default() {
            let key = (scope.page, scope.form, font.name.clone());
            if self.facts.contains_key(&key) {
                continue;
            }
            let next = self.families.len().min(usize::from(u16::MAX)) as u16;
            let family = *self.families.entry(family_name(&font.base_font)).or_insert(next);
            let next = self.names.len() as u32;
            let facts = FontFacts {
                bold: font.bold || is_bold_name(&font.base_font),
                vertical: backend.is_vertical_font(scope, &font.name),
                family,
                refused: false,
                longest: longest.min(usize::from(u16::MAX)) as u16,
                id: *self.names.entry(font.base_font).or_insert(next),
            };
            self.facts.insert(key, facts);
        }
        // A name that stands for no font.
        *self.facts.entry(key).or_insert(FontFacts { id: u32::MAX, ..FontFacts::default() })
    }

    /// Decodes a text that is shown in the font `name`.
    pub(super) fn decode(
        &mut self,
        document: &RawDocument,
        backend: &RawBackend,
        scope: ResourceScope,
        name: &[u8],
        facts: FontFacts,
        bytes: &[u8],
    ) -> Vec<Piece> {
        if facts.refused {
            return bytes.chunks(2).map(|_| plain_piece(char::REPLACEMENT_CHARACTER.to_string())).collect();
        }
        let mut pieces = Vec::with_capacity(bytes.len() / 2);
        let run = backend.decode_run(scope, name, bytes);
        if run.decoded.suppressed.is_some() && self.gb.holds(document, scope, name) {
            return gb::decode(bytes).into_iter().map(plain_piece).collect();
        }
        let is_wide = run.glyphs.as_ref().is_some_and(|glyphs| glyphs.len() * 2 == bytes.len());
        if run.clusters.is_none() && is_wide && bytes.len() > 2 {
            // One code at a time, where text and glyphs cannot be told to belong
            // together.
            for code in bytes.chunks(2) {
                cut(&backend.decode_run(scope, name, code), code.len(), &mut pieces);
            }
        } else {
            cut(&run, bytes.len(), &mut pieces);
        }
        if pieces.len() * 2 == bytes.len() && pieces.iter().any(is_doubtful) {
            for (piece, code) in pieces.iter_mut().zip(bytes.chunks(2)) {
                if is_doubtful(piece) {
                    self.mend(backend, scope, name, facts, u16::from_be_bytes([code[0], code[1]]), piece);
                }
            }
        }
        pieces
    }

    /// Says what the font itself draws for a code, where the file does not
    /// say it, or says that a space is drawn for a character, or a character for a
    /// space.
    fn mend(
        &mut self,
        backend: &RawBackend,
        scope: ResourceScope,
        name: &[u8],
        facts: FontFacts,
        code: u16,
        piece: &mut Piece,
    ) {
        let drawn = self.drawn.entry(facts.id).or_insert_with(|| read_drawn(backend, scope, name));
        let Some(drawn) = drawn else { return };
        let glyph = drawn.glyphs.as_ref().map_or(Some(code), |glyphs| glyphs.get(usize::from(code)).copied());
        let Some(found) = glyph.and_then(|glyph| drawn.chars.get(&glyph)) else { return };
        if is_unknown(&piece.text) || found.is_whitespace() != is_blank(&piece.text) {
            piece.text = found.to_string();
        }
    }
}

/// A code of a font without a table of widths: as wide as its like are.
fn plain_piece(text: String) -> Piece {
    let width = if text.is_ascii() { 500.0 } else { 1000.0 };
    Piece { is_word_space: text == " ", text, width, vertical: None }
}

/// Whether a piece says nothing, or its width and its text contradict each other.
fn is_doubtful(piece: &Piece) -> bool {
    match piece.text.chars().next() {
        Some('\u{3000}') | None => false,
        Some(char::REPLACEMENT_CHARACTER) => true,
        Some(c) if c.is_whitespace() => piece.width >= FULL_WIDTH,
        Some(c) => c >= '\u{3001}' && piece.width > 0.0 && piece.width <= HALF_WIDTH,
    }
}

fn is_unknown(text: &str) -> bool {
    text == "\u{FFFD}"
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Cuts a decoded text into pieces by code.
fn cut(run: &DecodedRun, bytes: usize, pieces: &mut Vec<Piece>) {
    let text = &run.decoded.text;
    let lost = run.decoded.suppressed.is_some() || run.decoded.undecoded_codes > 0;
    let piece = |text: &str, glyphs: &[GlyphAdvance]| {
        let width = glyphs.iter().map(|glyph| glyph.width).sum::<f32>();
        let is_unknown = text.is_empty() && lost && width > 0.0;
        Piece {
            text: if is_unknown { char::REPLACEMENT_CHARACTER.to_string() } else { text.to_owned() },
            width,
            vertical: glyphs.first().and_then(|glyph| glyph.vertical),
            is_word_space: glyphs.iter().any(|glyph| glyph.is_word_space),
        }
    };
    match (&run.glyphs, &run.clusters) {
        (Some(glyphs), Some(clusters)) => {
            for cluster in clusters {
                let text = text.get(cluster.text.clone()).unwrap_or_default();
                let glyphs = glyphs.get(cluster.glyphs.clone()).unwrap_or_default();
                pieces.push(piece(text, glyphs));
            }
        }
        (Some(glyphs), None) if text.is_empty() => {
            pieces.extend(glyphs.iter().map(|glyph| piece("", std::slice::from_ref(glyph))));
        }
        (Some(glyphs), None) if text.chars().count() == glyphs.len() => {
            let mut buffer = [0; 4];
            for (char, glyph) in text.chars().zip(glyphs) {
                pieces.push(piece(char.encode_utf8(&mut buffer), std::slice::from_ref(glyph)));
            }
        }
        // Which code is which character is not known: all stand in the room of all.
        (Some(glyphs), None) => pieces.push(piece(text, glyphs)),
        (None, _) => {
            let unknown =
                char::REPLACEMENT_CHARACTER.to_string().repeat(if lost { bytes.div_ceil(2) } else { 0 });
            for char in if text.is_empty() { &unknown } else { text }.chars() {
                let width = if char.is_ascii() { 500.0 } else { 1000.0 };
                pieces.push(Piece {
                    text: char.to_string(),
                    width,
                    vertical: None,
                    is_word_space: char == ' ',
                });
            }
        }
    }
}

/// Reads which characters a font program has for its glyphs.
fn read_drawn(backend: &RawBackend, scope: ResourceScope, name: &[u8]) -> Option<Drawn> {
    let program = backend.font_program(scope, name)?;
    let GlyphSelection::Cid { cid_to_gid } = program.selection else { return None };
    let face = ttf_parser::RawFace::parse(&program.data, 0).ok()?;
    let table = ttf_parser::cmap::Table::parse(face.table(ttf_parser::Tag::from_bytes(b"cmap"))?)?;
    let mut chars = HashMap::new();
    for subtable in table.subtables {
        if !subtable.is_unicode() {
            continue;
        }
        subtable.codepoints(|code| {
            if let (Some(char), Some(glyph)) = (char::from_u32(code), subtable.glyph_index(code)) {
                chars.entry(glyph.0).or_insert(char);
            }
        });
    }
    Some(Drawn { chars, glyphs: cid_to_gid })
}

/// The family of a font by its name: `ABCDEF+FangSong_GB2312,Bold` is `FangSong_GB2312`.
fn family_name(base_font: &str) -> String {
    let name = match base_font.split_once('+') {
        Some((prefix, name)) if prefix.len() == 6 => name,
        _ => base_font,
    };
    let end = name.find([',', '-']).unwrap_or(name.len());
    name[..end].to_owned()
}

/// Whether a font is fat by its name. In print, a Heiti stands where other
/// scripts have bold.
fn is_bold_name(base_font: &str) -> bool {
    let name = base_font.to_ascii_lowercase();
    ["bold", "heavy", "black", "simhei", "heiti", "fzhei", "fzht", "黑体", "小标宋", "fzxbs", "xbiaosong"]
        .iter()
        .any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_family_and_weight() {
        assert_eq!(family_name("ABCDEF+FangSong_GB2312,Bold"), "FangSong_GB2312");
        assert_eq!(family_name("Times-Roman"), "Times");
        assert!(is_bold_name("ABCDEF+SimHei"));
        assert!(is_bold_name("NotoSerifCJKsc-Bold"));
        assert!(!is_bold_name("FangSong_GB2312"));
    }

    #[test]
    fn spaces_as_wide_as_a_character_are_doubtful() {
        let piece =
            |text: &str, width| Piece { text: text.into(), width, vertical: None, is_word_space: false };
        assert!(is_doubtful(&piece(" ", 1000.0)));
        assert!(is_doubtful(&piece("《", 500.0)));
        assert!(!is_doubtful(&piece("\u{3000}", 1000.0)));
        assert!(!is_doubtful(&piece("《", 1000.0)));
        assert!(!is_doubtful(&piece(" ", 250.0)));
        assert!(!is_doubtful(&piece("“", 500.0)));
    }
}
