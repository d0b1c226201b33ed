//! What is no text: other file formats, binary data, glyph numbers.

use memchr::memmem;

use super::line_index::LineIndex;
use crate::error::Error;

/// How many glyph numbers are too few to give a text up for.
const FEW_GLYPH_NUMBERS: usize = 20;

/// One character in so many may be a glyph number; beyond that the text is
/// lost, below it what remains is worth reading.
const GLYPH_NUMBER_SHARE: usize = 10;

/// One character in so many may be a control character. Random bytes hold one
/// in nine; text taken out of old word processors stays far below.
const CONTROL_SHARE: usize = 20;

/// Refuses bytes that open like a file of another format.
pub(super) fn refuse_other_format(bytes: &[u8]) -> Result<(), Error> {
    other_format(bytes).map_or(Ok(()), |found| Err(Error::NotText { found }))
}

/// Refuses text in which control characters are frequent.
pub(super) fn refuse_controls(text: &str) -> Result<(), Error> {
    let controls = text.bytes().filter(|byte| is_control(*byte)).count();
    // A single one says nothing, however short the text.
    if controls > 1 && controls > text.chars().count() / CONTROL_SHARE {
        return Err(binary());
    }
    Ok(())
}

/// Refuses text that is made of glyph numbers.
pub(super) fn refuse_glyph_numbers(text: &str) -> Result<(), Error> {
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
pub(super) fn binary() -> Error {
    Error::NotText { found: "binary data" }
}

/// Whether a byte is a control character that text does not hold.
///
/// Text holds tab, line feed, carriage return and form feed; vertical tab,
/// which Word writes for a line break inside a paragraph; U+001A, the end of a
/// DOS file; and escape.
pub(super) fn is_control(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t'..=b'\r' | 0x1A | 0x1B)
}

/// The format that `bytes` open like, in the words of [`Error::NotText`].
fn other_format(bytes: &[u8]) -> Option<&'static str> {
    let starts = |signature: &[u8]| bytes.starts_with(signature);
    if bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start().starts_with(b"%PDF-") {
        Some("a PDF file")
    } else if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        Some("a Word document (DOCX) or another ZIP archive")
    } else if starts(b"\xD0\xCF\x11\xE0") {
        Some("a legacy Office file (.doc, .wps)")
    } else if is_image(bytes) {
        Some("an image")
    } else if starts(b"\x1F\x8B") || starts(b"7z\xBC\xAF\x27\x1C") || starts(b"Rar!\x1A\x07") {
        // Short archives may hold no NUL byte.
        Some("binary data")
    } else {
        None
    }
}

/// Whether `bytes` open like a PNG, JPEG, GIF, BMP, TIFF or WebP image.
fn is_image(bytes: &[u8]) -> bool {
    let signatures: [&[u8]; 6] =
        [b"\x89PNG\r\n\x1A\n", b"\xFF\xD8\xFF", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*"];
    signatures.iter().any(|signature| bytes.starts_with(signature))
        // `BM` may open a text; the reserved field behind the size may not.
        || (bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]))
        || (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"))
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
    fn other_formats_are_named_as_the_messages_name_them() {
        for (bytes, found, zh) in [
            (&b"%PDF-1.7\n%\xE2\xE3"[..], "a PDF file", "PDF 文件"),
            (b"\xEF\xBB\xBF\r\n%PDF-1.4", "a PDF file", "PDF 文件"),
            (b"PK\x03\x04\x14\0", "a Word document (DOCX) or another ZIP archive", "Word 文档"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a legacy Office file (.doc, .wps)", "旧版 Office"),
            (b"\x89PNG\r\n\x1A\n\0", "an image", "图片"),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", "an image", "图片"),
            (b"GIF89a\x01\0", "an image", "图片"),
            (b"BM\x36\x01\x02\x03\0\0\0\0\x36\0", "an image", "图片"),
            (b"II*\0\x08\0", "an image", "图片"),
            (b"MM\0*\0\x08", "an image", "图片"),
            (b"RIFF\x01\x02\x03\x04WEBPVP8 ", "an image", "图片"),
            (b"\x1F\x8B\x08", "binary data", "二进制数据"),
        ] {
            let error = refuse_other_format(bytes).unwrap_err();
            assert_eq!(error, Error::NotText { found });
            assert!(error.message_zh().contains(zh), "{found}");
        }
        for text in ["", "BMI 指数", "PK 赛", "GIF", "规划", "%PDF", "RIFF"] {
            assert_eq!(refuse_other_format(text.as_bytes()), Ok(()), "{text}");
        }
    }

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
    fn a_few_glyph_numbers_are_kept() {
        assert_eq!(refuse_glyph_numbers(&"(cid:1)".repeat(19)), Ok(()));
        let mostly_text = format!("{}(cid:12)", "各级人民政府要加强领导").repeat(40);
        assert_eq!(refuse_glyph_numbers(&mostly_text), Ok(()));
        assert_eq!(refuse_glyph_numbers("规划纲要"), Ok(()));
    }
}
