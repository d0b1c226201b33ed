//! Encodings that plans are written in, and bytes to text with a record of
//! what could not be decoded.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use encoding_rs::DecoderResult;

use crate::error::Error;
use crate::span::SourceSpan;

/// One of the five encodings that plans are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// GB 18030, which holds GB 2312 and GBK.
    Gb18030,
    /// Big5 with the Hong Kong additions.
    Big5,
}

impl Encoding {
    const ALL: [Self; 5] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Gb18030, Self::Big5];

    /// Finds an encoding by one of its names, in any case and with or without
    /// hyphens: a WHATWG label, or what editors and Windows call it (`cp936`).
    ///
    /// `gbk` and `gb2312` mean GB 18030: what calls itself GB 2312 often holds
    /// more, and the larger set decodes the smaller. `utf-16` is little-endian.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownEncoding`] for a name of no encoding, or of one that
    /// plans are not written in.
    pub fn from_label(label: &str) -> Result<Self, Error> {
        let squeezed: String = label
            .chars()
            .filter(|c| !matches!(c, '-' | '_' | ' ' | '.'))
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let named = match squeezed.as_str() {
            "utf8" | "utf8sig" | "utf8bom" => Some(Self::Utf8),
            "utf16" | "utf16le" => Some(Self::Utf16Le),
            "utf16be" => Some(Self::Utf16Be),
            "gb18030" | "gbk" | "gb2312" | "euccn" | "cp936" | "ms936" | "windows936" | "936" => {
                Some(Self::Gb18030)
            }
            "big5" | "big5hkscs" | "cp950" | "ms950" | "windows950" | "950" => Some(Self::Big5),
            _ => {
                let found = encoding_rs::Encoding::for_label(label.as_bytes());
                let found =
                    found.map(|found| if found == encoding_rs::GBK { encoding_rs::GB18030 } else { found });
                Self::ALL.into_iter().find(|encoding| found == Some(encoding.codec()))
            }
        };
        named.ok_or_else(|| Error::UnknownEncoding(label.to_owned()))
    }

    /// The WHATWG name: `UTF-8`, `UTF-16LE`, `UTF-16BE`, `gb18030`, `Big5`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.codec().name()
    }

    /// The tables to decode with.
    fn codec(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Gb18030 => encoding_rs::GB18030,
            Self::Big5 => encoding_rs::BIG5,
        }
    }

    /// U+FEFF in this encoding; empty where the encoding cannot write it.
    pub(crate) fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 => b"\xEF\xBB\xBF",
            Self::Utf16Le => b"\xFF\xFE",
            Self::Utf16Be => b"\xFE\xFF",
            Self::Gb18030 => b"\x84\x31\x95\x33",
            Self::Big5 => b"",
        }
    }

    /// The encoding whose byte order mark opens `bytes`.
    pub(crate) fn of_mark(bytes: &[u8]) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|encoding| !encoding.mark().is_empty() && bytes.starts_with(encoding.mark()))
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Encoding {
    type Err = Error;

    fn from_str(label: &str) -> Result<Self, Error> {
        Self::from_label(label)
    }
}

/// A stretch of a file in one encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// How to read it.
    pub encoding: Encoding,
}

/// Bytes in a row that the encoding does not explain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Undecodable {
    /// The U+FFFD that stand for them in the text.
    pub span: SourceSpan,
    /// Where they stand among the bytes given.
    pub bytes: Range<usize>,
    /// The encoding that failed.
    pub encoding: Encoding,
}

/// Text, and what is lost in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The text; U+FFFD for each sequence that is lost.
    pub text: String,
    /// What is lost, in order, up to [`MAX_UNDECODABLE`] runs.
    pub undecodable: Vec<Undecodable>,
    /// How many sequences are lost in all.
    pub replaced: usize,
}

/// A file read in the wrong encoding fails at every other character; nobody
/// reads a thousand findings, and a large file must not yield millions.
pub(crate) const MAX_UNDECODABLE: usize = 1000;

/// Decodes `pieces` of `bytes` one after the other.
pub(crate) fn decode(bytes: &[u8], pieces: &[Piece]) -> Decoded {
    let mut decoded = Decoded::default();
    for piece in pieces {
        let part = &bytes[piece.range.clone()];
        if piece.encoding == Encoding::Utf8 {
            decode_utf8(part, piece.range.start, &mut decoded);
        } else {
            decode_with(piece.encoding, part, piece.range.start, true, &mut decoded);
        }
    }
    decoded
}

/// Decodes the start of a text in `encoding` that may end inside a character.
pub(crate) fn decode_sample(bytes: &[u8], encoding: Encoding) -> Decoded {
    let mut decoded = Decoded::default();
    decode_with(encoding, bytes, 0, false, &mut decoded);
    decoded
}

/// UTF-8 goes through the standard library, which names the bad bytes exactly.
fn decode_utf8(bytes: &[u8], base: usize, decoded: &mut Decoded) {
    decoded.text.reserve(bytes.len());
    let mut at = base;
    for chunk in bytes.utf8_chunks() {
        decoded.text.push_str(chunk.valid());
        at += chunk.valid().len();
        let end = at + chunk.invalid().len();
        if at < end {
            decoded.replace(at..end, Encoding::Utf8);
        }
        at = end;
    }
}

/// Decodes `bytes`, which stand at `base`; `last` says whether nothing follows.
fn decode_with(encoding: Encoding, bytes: &[u8], base: usize, last: bool, out: &mut Decoded) {
    let mut decoder = encoding.codec().new_decoder_without_bom_handling();
    let mut read = 0;
    // Two bytes of Chinese become three in UTF-8.
    out.text.reserve(bytes.len() + bytes.len() / 2 + 4);
    loop {
        let (result, advance) =
            decoder.decode_to_string_without_replacement(&bytes[read..], &mut out.text, last);
        read += advance;
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => out.text.reserve((bytes.len() - read) * 3 / 2 + 16),
            DecoderResult::Malformed(length, behind) => {
                // The decoder may have read on behind the bad sequence.
                let end = (base + read).saturating_sub(usize::from(behind));
                out.replace(end.saturating_sub(usize::from(length))..end, encoding);
            }
        }
    }
}

impl Decoded {
    /// Writes U+FFFD for `bytes` and records it, together with the one before
    /// where the two touch.
    fn replace(&mut self, bytes: Range<usize>, encoding: Encoding) {
        // Too long a text is refused once it is complete, so clamping is safe.
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let start = offset(self.text.len());
        self.text.push(char::REPLACEMENT_CHARACTER);
        let end = offset(self.text.len());
        self.replaced += 1;
        if let Some(run) = self.undecodable.last_mut()
            && run.span.end == start
            && run.encoding == encoding
        {
            run.span.end = end;
            run.bytes.end = bytes.end;
        } else if self.undecodable.len() < MAX_UNDECODABLE {
            let span = SourceSpan::new(start, end);
            self.undecodable.push(Undecodable { span, bytes, encoding });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(bytes: &[u8], encoding: Encoding) -> Decoded {
        decode(bytes, &[Piece { range: 0..bytes.len(), encoding }])
    }

    /// The lost runs as (text start, text end, first byte, number of bytes).
    fn lost(decoded: &Decoded) -> Vec<(u32, u32, usize, usize)> {
        decoded
            .undecodable
            .iter()
            .map(|run| (run.span.start, run.span.end, run.bytes.start, run.bytes.len()))
            .collect()
    }

    #[test]
    fn labels_name_encodings() {
        for (label, name) in [
            ("utf-8", "UTF-8"),
            ("UTF8", "UTF-8"),
            ("utf-16", "UTF-16LE"),
            ("UTF_16BE", "UTF-16BE"),
            ("gbk", "gb18030"),
            ("GB2312", "gb18030"),
            ("cp936", "gb18030"),
            ("x-gbk", "gb18030"),
            ("GB18030", "gb18030"),
            (" big5 ", "Big5"),
            ("Big5-HKSCS", "Big5"),
        ] {
            assert_eq!(Encoding::from_label(label).map(Encoding::name), Ok(name), "{label}");
        }
        for label in ["", "latin1", "shift_jis", "utf-7", "中文"] {
            assert_eq!(Encoding::from_label(label), Err(Error::UnknownEncoding(label.to_owned())));
        }
    }

    #[test]
    fn every_encoding_finds_its_mark() {
        for encoding in Encoding::ALL {
            let found = Encoding::of_mark(&[encoding.mark(), b"a"].concat());
            assert_eq!(found, Some(encoding).filter(|encoding| *encoding != Encoding::Big5));
        }
    }

    #[test]
    fn truncated_sequences_are_one_run() {
        // 规划 in each encoding, its last byte cut off.
        for (bytes, encoding, expected) in [
            (&b"\xE8\xA7\x84\xE5\x88"[..], Encoding::Utf8, (3, 6, 3, 2)),
            (b"\xB9\xE6\xBB", Encoding::Gb18030, (3, 6, 2, 1)),
            (b"\xC4\x89\x12", Encoding::Utf16Le, (3, 6, 2, 1)),
            (b"\x89\xC4\x52", Encoding::Utf16Be, (3, 6, 2, 1)),
        ] {
            let decoded = whole(bytes, encoding);
            assert_eq!(decoded.text, "规\u{FFFD}", "{encoding}");
            assert_eq!(lost(&decoded), [expected], "{encoding}");
        }
    }

    #[test]
    fn bad_bytes_in_a_row_are_one_run() {
        let decoded = whole(b"a\xFF\xFF\xFFb\xFF\xB9\xE6", Encoding::Gb18030);
        assert_eq!(decoded.text, "a\u{FFFD}\u{FFFD}\u{FFFD}b\u{FFFD}规");
        assert_eq!(lost(&decoded), [(1, 10, 1, 3), (11, 14, 5, 1)]);
        assert_eq!(decoded.replaced, 4);
    }

    #[test]
    fn a_broken_pair_keeps_the_ascii_behind_it() {
        let decoded = whole(b"\xB9\n\x81\x30\x81 x", Encoding::Gb18030);
        assert_eq!(decoded.text, "\u{FFFD}\n\u{FFFD}0\u{FFFD} x");
        assert_eq!(lost(&decoded), [(0, 3, 0, 1), (4, 7, 2, 1), (8, 11, 4, 1)]);
    }

    #[test]
    fn lone_surrogates_are_lost() {
        let decoded = whole(b"\xC4\x89\x00\xD8\x12\x52\x00\xDC", Encoding::Utf16Le);
        assert_eq!(decoded.text, "规\u{FFFD}划\u{FFFD}");
        assert_eq!(lost(&decoded), [(3, 6, 2, 2), (9, 12, 6, 2)]);
    }

    #[test]
    fn pieces_keep_their_place_in_the_file() {
        let bytes = b"\xE8\xA7\x84\n\xB9\xE6\xFF\n";
        let pieces = [
            Piece { range: 0..4, encoding: Encoding::Utf8 },
            Piece { range: 4..8, encoding: Encoding::Gb18030 },
        ];
        let decoded = decode(bytes, &pieces);
        assert_eq!(decoded.text, "规\n规\u{FFFD}\n");
        assert_eq!(lost(&decoded), [(7, 10, 6, 1)]);
    }

    #[test]
    fn findings_are_capped() {
        let decoded = whole(&b"\xFFa".repeat(MAX_UNDECODABLE + 5), Encoding::Gb18030);
        assert_eq!(decoded.undecodable.len(), MAX_UNDECODABLE);
        assert_eq!(decoded.replaced, MAX_UNDECODABLE + 5);
    }

    #[test]
    fn four_byte_characters_are_read() {
        let (bytes, ..) = encoding_rs::GB18030.encode("王䶮𠮷€");
        let decoded = whole(&bytes, Encoding::Gb18030);
        assert_eq!((decoded.text.as_str(), decoded.replaced), ("王䶮𠮷€", 0));
    }
}
