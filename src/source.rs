//! Bytes to text: the format, the encoding, what could not be decoded, lines.
//!
//! A [`Source`] is a file as its author typed it, in UTF-8 and without byte
//! order mark; all places that `guihua` reports lie in it. Of a web page, a Word
//! file or a PDF file it is the text rendition, with `Evidence` beside it.
//! Damage is normal input: what cannot be decoded becomes U+FFFD and a
//! [`Diagnostic`]. Refused are only bytes that are no text at all. No file is
//! opened here.
//!
//! ```
//! use guihua::source::Source;
//!
//! // 规划 in GB 18030, and half a character.
//! let source = Source::from_bytes("plan.txt", b"\xB9\xE6\xBB\xAE\n\xB9".to_vec(), None)?;
//! assert_eq!(source.text(), "规划\n\u{FFFD}");
//! assert_eq!(source.encoding(), "gb18030");
//! assert_eq!(source.lines().count(), 2);
//! assert_eq!(source.diagnostics().len(), 1);
//! # Ok::<(), guihua::Error>(())
//! ```

use std::fmt::Write;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use crate::decode::encoding::Decoded;
pub use crate::decode::encoding::Encoding;
use crate::decode::format::Detected;
pub use crate::decode::line_index::LineIndex;
use crate::decode::{self, format, refuse};
use crate::diagnostic::{Code, Diagnostic};
use crate::error::{Error, Fault};
use crate::evidence::{Evidence, Rendition};
use crate::model::SourceFormat;
use crate::read;
use crate::span::SourceSpan;

/// What is known of a file before it is read. The default knows nothing: format
/// and encoding are told by the bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The encoding of a text or a web page. One that is given is used even where
    /// it is wrong; other formats know their own.
    pub encoding: Option<Encoding>,
    /// The format. One that is given is used even where it is wrong.
    pub format: Option<SourceFormat>,
}

/// A decoded file.
#[derive(Clone, Debug)]
pub struct Source {
    path: String,
    name: Option<String>,
    text: String,
    encoding: Encoding,
    sha256: String,
    bytes: u64,
    lines: OnceLock<LineIndex>,
    diagnostics: Vec<Diagnostic>,
    format: SourceFormat,
    /// What a structured format says of the lines; none of plain text.
    evidence: Option<Box<Evidence>>,
}

impl Source {
    /// Reads a file of any format, its text in `encoding` or else in the one that
    /// its bytes show. The same as [`Source::read`] without a format.
    ///
    /// # Errors
    ///
    /// Those of [`Source::read`].
    pub fn from_bytes(
        path: impl Into<String>,
        bytes: Vec<u8>,
        encoding: Option<Encoding>,
    ) -> Result<Self, Error> {
        Self::read(path, bytes, ReadOptions { encoding, format: None })
    }

    /// Reads a file. What `options` leave open is told by the bytes.
    ///
    /// A byte order mark of the encoding used is not part of the text. Valid
    /// UTF-8 is adopted, not copied.
    ///
    /// # Errors
    ///
    /// [`Error::NotText`], [`Error::Unreadable`], [`Error::GlyphNumbers`],
    /// [`Error::ShortLines`] and [`Error::TooLarge`].
    pub fn read(path: impl Into<String>, bytes: Vec<u8>, options: ReadOptions) -> Result<Self, Error> {
        let path = path.into();
        let called = format::of_name(&path);
        Self::read_as_it_is(path, bytes, options).map_err(|error| format::or_damaged(error, called))
    }

    fn read_as_it_is(path: String, bytes: Vec<u8>, options: ReadOptions) -> Result<Self, Error> {
        let size = bytes.len() as u64;
        check_size(bytes.len(), size)?;
        let detected = format::detect(&bytes);
        let binary = match (options.format, detected) {
            (Some(format @ (SourceFormat::Docx | SourceFormat::Pdf)), Detected::Foreign(found)) => {
                return Err(format::mismatch(format, found));
            }
            (Some(format @ (SourceFormat::Docx | SourceFormat::Pdf)), _)
            | (None, Detected::Readable(format)) => Some(format),
            (Some(SourceFormat::Text | SourceFormat::Html) | None, Detected::Text) => None,
            (_, Detected::Foreign(found)) => return Err(Error::NotText { found }),
            (Some(SourceFormat::Text | SourceFormat::Html), Detected::Readable(_)) => {
                return Err(refuse::binary());
            }
        };
        let sha256 = hash(&bytes);
        let mut source = Self {
            path,
            name: None,
            text: String::new(),
            encoding: Encoding::Utf8,
            sha256,
            bytes: size,
            lines: OnceLock::new(),
            diagnostics: Vec::new(),
            format: binary.unwrap_or(SourceFormat::Text),
            evidence: None,
        };
        if let Some(format) = binary {
            source.adopt(read::read_binary(format, &bytes)?)?;
            return Ok(source);
        }
        let (encoding, decoded) = decode::decode(&bytes, options.encoding)?;
        // A large file need not be held twice.
        drop(bytes);
        source.encoding = encoding;
        check_size(decoded.text.len(), size)?;
        if options
            .format
            .map_or_else(|| format::is_html(&decoded.text), |format| format == SourceFormat::Html)
        {
            source.format = SourceFormat::Html;
            source.adopt(read::read_html(&decoded.text)?)?;
            source.diagnostics.extend(diagnostics_in(&decoded, &source.text));
        } else {
            refuse::refuse_glyph_numbers(&decoded.text)?;
            if !is_model(&decoded.text) {
                refuse::refuse_short_lines(&decoded.text, size)?;
            }
            source.diagnostics = diagnostics(&decoded);
            source.text = decoded.text;
        }
        Ok(source)
    }

    /// Takes what a reader has found as the text of this source.
    fn adopt(&mut self, rendition: Rendition) -> Result<(), Error> {
        check_size(rendition.text.len(), self.bytes)?;
        if rendition.text.trim().is_empty() {
            return Err(Error::Unreadable { format: self.format, fault: Fault::NoText });
        }
        refuse::refuse_glyph_numbers(&rendition.text)?;
        refuse::refuse_short_lines(&rendition.text, self.bytes)?;
        self.text = rendition.text;
        self.diagnostics = rendition.diagnostics;
        self.evidence = Some(Box::new(rendition.evidence));
        Ok(())
    }

    /// Takes text that is already in memory, as a UTF-8 file would be taken.
    ///
    /// # Panics
    ///
    /// When the text has 4 GiB or more, which offsets cannot count.
    pub fn from_text(path: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        let bytes = text.len() as u64;
        assert!(check_size(text.len(), bytes).is_ok(), "{bytes} bytes exceed the limit of 4 GiB");
        let sha256 = hash(text.as_bytes());
        if text.starts_with('\u{FEFF}') {
            text.drain(..'\u{FEFF}'.len_utf8());
        }
        Self {
            path: path.into(),
            name: None,
            text,
            encoding: Encoding::Utf8,
            sha256,
            bytes,
            lines: OnceLock::new(),
            diagnostics: Vec::new(),
            format: SourceFormat::Text,
            evidence: None,
        }
    }

    /// The path as given, or `-` for standard input.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The same source, under this name: its path below the folder that was named.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..self }
    }

    /// What the source is called wherever its folder lies: the name it was given
    /// with [`Source::named`], else the last part of its path.
    ///
    /// ```
    /// use guihua::Source;
    ///
    /// let source = Source::from_text("/data/plans/2021/a.txt", "某县规划");
    /// assert_eq!(source.name(), "a.txt");
    /// assert_eq!(source.named("2021/a.txt").name(), "2021/a.txt");
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        let last = || self.path.rsplit(['/', std::path::MAIN_SEPARATOR]).find(|part| !part.is_empty());
        self.name.as_deref().or_else(last).unwrap_or(&self.path)
    }

    /// The decoded text, without byte order mark; of a structured format its text
    /// rendition.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The WHATWG name of the encoding: `UTF-8`, `UTF-16LE`, `UTF-16BE`,
    /// `gb18030`, `Big5`. Of a file in two encodings, that of most bytes.
    #[must_use]
    pub fn encoding(&self) -> &'static str {
        self.encoding.name()
    }

    /// SHA-256 of the bytes as given, in lower-case hexadecimal digits.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The number of bytes as given.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The format of the bytes.
    #[must_use]
    pub fn format(&self) -> SourceFormat {
        self.format
    }

    /// What a structured format says of the lines of the text; nothing where the
    /// file is plain text.
    #[doc(hidden)]
    #[must_use]
    pub fn evidence(&self) -> Option<&Evidence> {
        self.evidence.as_deref()
    }

    /// The page that `line` of the text stands on, both counted from 1; nothing
    /// where the format has no pages.
    #[must_use]
    pub fn page(&self, line: u32) -> Option<u32> {
        let at = line.checked_sub(1)? as usize;
        self.evidence()?.lines.get(at).map(|line| line.page).filter(|page| *page > 0)
    }

    /// The lines of the text, found on first use.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// What could not be decoded, and what the reader of a format has noticed.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

/// Says what could not be decoded.
fn diagnostics(decoded: &Decoded) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::with_capacity(decoded.undecodable.len());
    for run in &decoded.undecodable {
        let diagnostic = Diagnostic::new(Code::UndecodableBytes, run.span)
            .with(run.bytes.start.to_string())
            .with(run.bytes.len().to_string())
            .with(run.encoding.name());
        diagnostics.push(diagnostic);
    }
    diagnostics
}

/// The same for a page that was read to `text`: the replacement characters that
/// are left in it, in order. Those inside tags and scripts are nobody's loss.
fn diagnostics_in(decoded: &Decoded, text: &str) -> Vec<Diagnostic> {
    if !text.contains(char::REPLACEMENT_CHARACTER) {
        return Vec::new();
    }
    let found = diagnostics_before(decoded, text, 3);
    // Where each is followed by a tag, what follows tells them apart no longer.
    if found.is_empty() { diagnostics_before(decoded, text, 0) } else { found }
}

/// Finds the lost runs by themselves and the next `count` characters.
fn diagnostics_before(decoded: &Decoded, text: &str, count: usize) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut from = 0;
    for run in &decoded.undecodable {
        // What stands before and behind the run in the page stands there in the text.
        let behind: String = decoded.text[run.span.end as usize..].chars().take(count).collect();
        let wanted = format!("{}{behind}", run.span.of(&decoded.text));
        let Some(found) = text[from..].find(&wanted) else { continue };
        let start = from + found;
        from = start + run.span.len() as usize;
        diagnostics.push(
            Diagnostic::new(Code::UndecodableBytes, SourceSpan::new(start as u32, from as u32))
                .with(run.bytes.start.to_string())
                .with(run.bytes.len().to_string())
                .with(run.encoding.name()),
        );
    }
    diagnostics
}

/// Refuses a text of `length` bytes, from a file of `size`, when offsets cannot
/// count it.
fn check_size(length: usize, size: u64) -> Result<(), Error> {
    // The end of the text is an offset as well.
    u32::try_from(length).map(|_| ()).map_err(|_| Error::TooLarge { bytes: size })
}

/// Whether a text may be a model: that is read as a tree, whose lines may be short.
fn is_model(text: &str) -> bool {
    /// The field stands in the first lines.
    const HEAD: usize = 4096;
    text.as_bytes()[..text.len().min(HEAD)].windows(FIELD.len()).any(|window| window == FIELD)
}

/// The first field of every model.
const FIELD: &[u8] = b"schema_version";

/// SHA-256 in lower-case hexadecimal digits.
fn hash(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string does not fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::diagnostic::Lang;
    use crate::error::Foreign;

    const NOTICE: &str = "关于印发残疾人保障规划的通知\n各区人民政府：\n现印发给你们。\n";

    fn detect(bytes: &[u8]) -> Source {
        Source::from_bytes("-", bytes.to_vec(), None).unwrap()
    }

    fn error(bytes: &[u8]) -> Error {
        Source::from_bytes("-", bytes.to_vec(), None).unwrap_err()
    }

    /// `text` in an encoding that can write all of it, without byte order mark.
    fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
        match encoding {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Encoding::Gb18030 => encoding_rs::GB18030.encode(text).0.into_owned(),
            Encoding::Big5 => {
                let (bytes, _, unmappable) = encoding_rs::BIG5.encode(text);
                assert!(!unmappable, "{text}");
                bytes.into_owned()
            }
        }
    }

    /// `text` in traditional characters, as far as Big5 can write it.
    fn for_big5(text: &str) -> String {
        let can_write = |c: &char| {
            let mut buffer = [0; 4];
            let c = c.encode_utf8(&mut buffer);
            let (bytes, _, unmappable) = encoding_rs::BIG5.encode(c);
            // Some characters stand twice in Big5 and come back as the other.
            !unmappable && encoding_rs::BIG5.decode_without_bom_handling(&bytes).0 == *c
        };
        crate::decode::common::traditional(text).chars().filter(can_write).collect()
    }

    fn seeds() -> Vec<String> {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let paths = directory.read_dir().unwrap().map(|entry| entry.unwrap().path());
        paths
            .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
            .map(|path| std::fs::read_to_string(path).unwrap())
            .collect()
    }

    fn fixture(name: &str) -> Vec<u8> {
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/encodings").join(name)).unwrap()
    }

    /// The details of each diagnostic, joined by blanks, and the text it marks.
    fn lost(source: &Source) -> Vec<(String, &str)> {
        source
            .diagnostics()
            .iter()
            .map(|diagnostic| (diagnostic.details.join(" "), diagnostic.span.of(source.text())))
            .collect()
    }

    #[test]
    fn fixtures_have_one_text() {
        let expected = String::from_utf8(fixture("utf8.txt")).unwrap();
        for (name, encoding) in [
            ("utf8.txt", "UTF-8"),
            ("utf8-bom-crlf.txt", "UTF-8"),
            ("gb18030.txt", "gb18030"),
            ("utf16le-bom.txt", "UTF-16LE"),
            ("utf16be.txt", "UTF-16BE"),
            ("mixed.txt", "UTF-8"),
        ] {
            let source = detect(&fixture(name));
            assert_eq!(source.encoding(), encoding, "{name}");
            assert_eq!(source.text().replace("\r\n", "\n"), expected, "{name}");
            assert_eq!(source.lines().count(), 24, "{name}");
            assert!(source.diagnostics().is_empty(), "{name}");
        }
        let source = detect(&fixture("big5.txt"));
        assert_eq!(source.encoding(), "Big5");
        assert_eq!(source.text().as_bytes(), fixture("utf8-traditional.txt"));
    }

    #[test]
    fn seeds_are_read_in_every_encoding() {
        for seed in seeds() {
            for encoding in
                [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030, Encoding::Big5]
            {
                let text = if encoding == Encoding::Big5 { for_big5(&seed) } else { seed.clone() };
                for text in [&text, &text.replace('\n', "\r\n"), &text.replace('\n', "\r")] {
                    let bytes = encode(text, encoding);
                    let source = detect(&bytes);
                    assert_eq!(source.encoding(), encoding.name());
                    assert!(source.text() == text && source.diagnostics().is_empty());
                    let marked = detect(&[encoding.mark(), &bytes].concat());
                    assert_eq!(marked.encoding(), encoding.name());
                    assert!(marked.text() == text && marked.diagnostics().is_empty());
                }
            }
        }
    }

    #[test]
    fn cut_files_keep_their_encoding() {
        for seed in seeds() {
            for encoding in
                [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030, Encoding::Big5]
            {
                let text = if encoding == Encoding::Big5 { for_big5(&seed) } else { seed.clone() };
                let text = text.trim_end();
                let bytes = encode(text, encoding);
                for cut in 1..=8 {
                    let source = detect(&bytes[..bytes.len() - cut]);
                    assert_eq!(source.encoding(), encoding.name());
                    let whole = source.text().trim_end_matches('\u{FFFD}');
                    assert!(text.starts_with(whole) && text.len() - whole.len() <= 24);
                    assert!(source.diagnostics().len() <= 1);
                }
            }
        }
    }

    #[test]
    fn damaged_files_keep_their_encoding() {
        for seed in seeds() {
            for encoding in
                [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030, Encoding::Big5]
            {
                let text = if encoding == Encoding::Big5 { for_big5(&seed) } else { seed.clone() };
                let mut bytes = encode(&text, encoding);
                // One bad byte in a thousand.
                for at in (500..bytes.len()).step_by(1000) {
                    bytes[at] = 0xFF;
                }
                assert_eq!(detect(&bytes).encoding(), encoding.name());
                // And one byte missing.
                bytes.remove(bytes.len() / 2);
                assert_eq!(detect(&bytes).encoding(), encoding.name());
            }
        }
    }

    #[test]
    fn short_texts_are_read() {
        for text in ["残疾人就业创业工作方案", "关于印发规划的通知", "第一章 总则"] {
            for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030] {
                let source = detect(&encode(text, encoding));
                assert_eq!((source.text(), source.encoding()), (text, encoding.name()));
            }
        }
        let source = detect(&encode("關於印發規劃的通知", Encoding::Big5));
        assert_eq!((source.text(), source.encoding()), ("關於印發規劃的通知", "Big5"));
    }

    #[test]
    fn every_prefix_of_a_short_text_is_read() {
        for encoding in [Encoding::Utf8, Encoding::Gb18030, Encoding::Utf16Le, Encoding::Utf16Be] {
            let bytes = encode(NOTICE, encoding);
            for end in 8..bytes.len() {
                assert_eq!(detect(&bytes[..end]).encoding(), encoding.name(), "{end} bytes of {encoding}");
            }
        }
    }

    #[test]
    fn bad_bytes_are_reported_where_they_stand() {
        let mut bytes = encode("规划纲要\n", Encoding::Gb18030);
        bytes.splice(4..4, *b"\xFF\xFF");
        let source = detect(&bytes);
        assert_eq!(source.text(), "规划\u{FFFD}\u{FFFD}纲要\n");
        assert_eq!(lost(&source), [("4 2 gb18030".to_owned(), "\u{FFFD}\u{FFFD}")]);
        let message = source.diagnostics()[0].message(Lang::Zh);
        assert!(message.starts_with("文件第 4 字节起有 2 个字节无法按 gb18030 解码"), "{message}");

        // Offsets in the file count the byte order mark, offsets in the text do not.
        let source = detect(&[b"\xEF\xBB\xBF", "规划".as_bytes(), b"\xFF\n"].concat());
        assert_eq!(lost(&source), [("9 1 UTF-8".to_owned(), "\u{FFFD}")]);
        assert_eq!(source.diagnostics()[0].span.start, 6);
        let source = detect(&[b"\xFF\xFE", &encode("规划", Encoding::Utf16Le)[..], b"\x12"].concat());
        assert_eq!(lost(&source), [("6 1 UTF-16LE".to_owned(), "\u{FFFD}")]);
    }

    #[test]
    fn replacement_characters_of_the_author_are_no_damage() {
        let source = detect("规\u{FFFD}划".as_bytes());
        assert!(source.diagnostics().is_empty());
    }

    #[test]
    fn joined_files_are_read_by_lines() {
        let legacy = encode(NOTICE, Encoding::Gb18030);
        let source = detect(&[NOTICE.as_bytes(), &legacy].concat());
        assert_eq!((source.text(), source.encoding()), (&*NOTICE.repeat(2), "UTF-8"));
        let source = detect(&[&legacy, NOTICE.as_bytes(), &legacy, &legacy].concat());
        assert_eq!((source.text(), source.encoding()), (&*NOTICE.repeat(4), "gb18030"));
        let source = detect(&[b"\xEF\xBB\xBF", NOTICE.as_bytes(), &legacy].concat());
        assert_eq!(source.text(), NOTICE.repeat(2));
    }

    #[test]
    fn a_given_encoding_is_used() {
        let forced = |bytes: &[u8], label| {
            let encoding = Encoding::from_label(label).unwrap();
            Source::from_bytes("-", bytes.to_vec(), Some(encoding)).unwrap()
        };
        let source = forced("规划".as_bytes(), "gbk");
        assert_eq!((source.text(), source.encoding()), ("瑙勫垝", "gb18030"));
        let source = forced(&encode("规划", Encoding::Gb18030), "utf-8");
        assert_eq!((source.encoding(), source.diagnostics().len()), ("UTF-8", 1));
        assert_eq!(forced(b"a\0b\0", "utf-8").text(), "a\0b\0");
        for (label, bytes) in [
            ("utf-8", &b"\xEF\xBB\xBFa"[..]),
            ("utf-16le", b"\xFF\xFEa\0"),
            ("utf-16be", b"\xFE\xFF\0a"),
            ("gb18030", b"\x84\x31\x95\x33a"),
            ("big5", b"a"),
        ] {
            assert_eq!(forced(bytes, label).text(), "a", "{label}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for (bytes, found) in [
            (&b"PK\x03\x04\x14\0\x06\0"[..], Foreign::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0", Foreign::LegacyOffice),
            (b"\xFF\xD8\xFF\xE0", Foreign::Image),
            (b"\x7FELF\x02\x01\x01\0\0\0", Foreign::Binary),
            (b"a\0b", Foreign::Binary),
            (b"\x01\x02\x03\x04", Foreign::Binary),
            (b"\xFF\xFE\0\0a\0\0\0\0\0", Foreign::Binary),
        ] {
            assert_eq!(error(bytes), Error::NotText { found });
        }
        let glyphs = format!("第一章\n{}", "(cid:12)".repeat(50));
        assert_eq!(error(glyphs.as_bytes()), Error::GlyphNumbers { line: 2, count: 50 });
    }

    #[test]
    fn an_empty_file_is_text() {
        for bytes in [&b""[..], b"\xEF\xBB\xBF", b"\xFF\xFE"] {
            let source = detect(bytes);
            assert_eq!((source.text(), source.lines().count()), ("", 0));
        }
        assert_eq!(detect(b"").encoding(), "UTF-8");
        assert_eq!(detect(b"").sha256(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[test]
    fn what_a_page_lost_before_a_tag_is_reported() {
        let source = Source::from_bytes("a.html", b"<p>\xE8\xA7\x84\xFF<b>1</b></p>".to_vec(), None).unwrap();
        assert_eq!(source.format(), SourceFormat::Html);
        assert_eq!(source.diagnostics().len(), 1, "{:?}", source.text());
        assert_eq!(source.diagnostics()[0].span.of(source.text()), "\u{FFFD}");
    }

    #[test]
    fn valid_utf_8_is_taken_as_it_is() {
        let source = Source::from_bytes("plan.txt", NOTICE.as_bytes().to_vec(), None).unwrap();
        assert_eq!(source.text(), NOTICE);
        assert_eq!((source.path(), source.bytes()), ("plan.txt", NOTICE.len() as u64));
        assert_eq!(source.format(), SourceFormat::Text);
    }

    #[test]
    fn text_is_taken_like_a_file() {
        let text = format!("\u{FEFF}{NOTICE}");
        let (taken, read) = (Source::from_text("-", text.as_str()), detect(text.as_bytes()));
        assert_eq!(taken.text(), read.text());
        assert_eq!(taken.sha256(), read.sha256());
        assert_eq!((taken.bytes(), taken.encoding()), (read.bytes(), read.encoding()));
    }
}
