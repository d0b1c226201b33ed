//! Which format the bytes are in, by what they hold and never by a name.

use memchr::memmem;

use crate::error::{Error, Fault, Foreign};
use crate::model::SourceFormat;

/// How much of a text is searched for tags when it does not begin with one.
const HEAD: usize = 64 * 1024;

/// A text with so many closing tags of blocks is a fragment of a page, though
/// it begins with words.
const MIN_CLOSING_TAGS: usize = 3;

/// The error for a file that was said to be of `format` and is of another.
pub(crate) fn mismatch(format: SourceFormat, found: Foreign) -> Error {
    if found == Foreign::Encrypted {
        return Error::Unreadable { format, fault: Fault::Encrypted };
    }
    Error::NotText { found }
}

/// What bytes look like before they are decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detected {
    /// A format there is a reader for: [`SourceFormat::Docx`] or
    /// [`SourceFormat::Pdf`].
    Readable(SourceFormat),
    /// A format there is none for.
    Foreign(Foreign),
    /// Nothing known: text, or what becomes text when it is decoded.
    Text,
}

/// The format that a name tells, of those that are no text, and what every file of it
/// begins with or is.
pub fn of_name(path: &str) -> Option<(SourceFormat, &'static str)> {
    let (_, ending) = path.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "docx" => Some((SourceFormat::Docx, "ZIP")),
        "pdf" => Some((SourceFormat::Pdf, "%PDF")),
        _ => None,
    }
}

/// The error of a file whose name tells its format: one that is nothing that is known is
/// a broken one of that format.
pub fn or_damaged(error: Error, called: Option<(SourceFormat, &str)>) -> Error {
    match (error, called) {
        (
            Error::NotText { found: Foreign::Binary | Foreign::Zip | Foreign::Archive },
            Some((format, part)),
        ) => Error::Unreadable { format, fault: Fault::Damaged { part: part.to_owned() } },
        (error, _) => error,
    }
}

/// Tells formats that are no text by their first bytes, and archives by what
/// they hold.
pub(crate) fn detect(bytes: &[u8]) -> Detected {
    let starts = |signature: &[u8]| bytes.starts_with(signature);
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if text.starts_with(b"%PDF-") {
        Detected::Readable(SourceFormat::Pdf)
    } else if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        detect_archive(bytes)
    } else if starts(b"\xD0\xCF\x11\xE0") {
        Detected::Foreign(compound(bytes))
    } else if text.starts_with(b"{\\rtf") {
        Detected::Foreign(Foreign::Rtf)
    } else if is_image(bytes) {
        Detected::Foreign(Foreign::Image)
    } else if starts(b"\x1F\x8B") || starts(b"7z\xBC\xAF\x27\x1C") || starts(b"Rar!\x1A\x07") {
        // Short archives may hold no NUL byte.
        Detected::Foreign(Foreign::Archive)
    } else if is_web_archive(text) {
        Detected::Foreign(Foreign::WebArchive)
    } else if text.starts_with(b"<?xml") && is_word_xml(text) {
        Detected::Foreign(Foreign::WordXml)
    } else if text.starts_with(b"<?xml") && is_flat_open_document(text) {
        Detected::Foreign(Foreign::OpenDocument)
    } else {
        Detected::Text
    }
}

/// Names of parts stand uncompressed in an archive, also in one that was cut.
fn detect_archive(bytes: &[u8]) -> Detected {
    let holds = |name: &[u8]| memmem::find(bytes, name).is_some();
    if holds(b"word/document") || holds(b"word/_rels/") || holds(b"word\\document") {
        Detected::Readable(SourceFormat::Docx)
    } else if holds(b"OFD.xml") {
        Detected::Foreign(Foreign::Ofd)
    } else if holds(b"xl/workbook") {
        Detected::Foreign(Foreign::Spreadsheet)
    } else if holds(b"ppt/presentation") {
        Detected::Foreign(Foreign::Presentation)
    } else if holds(b"application/vnd.oasis.opendocument") {
        Detected::Foreign(Foreign::OpenDocument)
    } else {
        Detected::Foreign(Foreign::Zip)
    }
}

/// What a compound file holds: its directory names streams in UTF-16.
fn compound(bytes: &[u8]) -> Foreign {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &name).is_some()
    };
    if holds("EncryptedPackage") {
        Foreign::Encrypted
    } else if holds("Workbook") && !holds("WordDocument") {
        Foreign::Spreadsheet
    } else if holds("PowerPoint Document") {
        Foreign::Presentation
    } else {
        Foreign::LegacyOffice
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

/// Whether a page was saved with its images as one message (MHTML).
fn is_web_archive(text: &[u8]) -> bool {
    let head = &text[..text.len().min(2048)];
    let holds = |words: &[u8]| head.windows(words.len()).any(|found| found.eq_ignore_ascii_case(words));
    (head.starts_with(b"MIME-Version:") || head.starts_with(b"From:") || head.starts_with(b"Subject:"))
        && holds(b"multipart/related")
}

/// Whether an XML file is a Word document in one piece.
fn is_word_xml(text: &[u8]) -> bool {
    let head = &text[..text.len().min(4096)];
    let holds = |words: &[u8]| memmem::find(head, words).is_some();
    holds(b"progid=\"Word.Document\"") || holds(b"<w:wordDocument") || holds(b"<pkg:package")
}

/// Whether an XML file is an `OpenDocument` text in one piece.
fn is_flat_open_document(text: &[u8]) -> bool {
    memmem::find(&text[..text.len().min(4096)], b"<office:document").is_some()
}

/// Whether a decoded text is a web page or a fragment of one: tags stand at its
/// head, behind blanks, comments and declarations, or close blocks throughout.
pub(crate) fn is_html(text: &str) -> bool {
    let mut rest = text.trim_start_matches(['\u{FEFF}', '\0']).trim_start();
    loop {
        if let Some(comment) = rest.strip_prefix("<!--") {
            let Some(end) = comment.find("-->") else { return false };
            rest = comment[end + 3..].trim_start();
        } else if starts_with_ignoring_case(rest, "<!doctype") {
            return starts_with_ignoring_case(rest["<!doctype".len()..].trim_start(), "html")
                || has_closing_tags(rest);
        } else if rest.starts_with("<?xml") || rest.starts_with("<![") {
            let Some(end) = rest.find('>') else { return false };
            rest = rest[end + 1..].trim_start();
        } else {
            break;
        }
    }
    is_tag(rest) || has_closing_tags(rest)
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
}

/// Whether a known tag stands at the start of `text`.
fn is_tag(text: &str) -> bool {
    const NAMES: &[&str] = &[
        "html",
        "head",
        "body",
        "meta",
        "title",
        "link",
        "script",
        "style",
        "base",
        "div",
        "p",
        "span",
        "table",
        "tbody",
        "thead",
        "tr",
        "td",
        "th",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "a",
        "b",
        "strong",
        "em",
        "i",
        "u",
        "font",
        "center",
        "br",
        "hr",
        "img",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "form",
        "input",
        "iframe",
        "blockquote",
        "pre",
        "o:p",
        "ucapcontent",
        "ucaptitle",
        "noscript",
        "frameset",
        "col",
        "colgroup",
        "caption",
    ];
    let Some(tag) = text.strip_prefix('<') else { return false };
    let len = tag.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b':').count();
    let is_closed = tag[len..].starts_with(['>', '/']) || tag[len..].starts_with(char::is_whitespace);
    is_closed && NAMES.iter().any(|name| tag[..len].eq_ignore_ascii_case(name))
}

/// Whether the head of a text holds several closing tags of blocks, or a table
/// ends in it, wherever that is.
fn has_closing_tags(text: &str) -> bool {
    if memmem::find(text.as_bytes(), b"</table>").is_some() {
        return true;
    }
    let head = &text.as_bytes()[..text.len().min(HEAD)];
    memmem::find_iter(head, b"</")
        .filter(|at| {
            let name = &head[at + 2..];
            [&b"p>"[..], b"div>", b"td>", b"tr>", b"li>", b"table>", b"body>", b"html>"]
                .iter()
                .any(|tag| name.get(..tag.len()).is_some_and(|found| found.eq_ignore_ascii_case(tag)))
        })
        .take(MIN_CLOSING_TAGS)
        .count()
        == MIN_CLOSING_TAGS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_content() {
        let readable = |format| Detected::Readable(format);
        let utf_16: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, expected) in [
            (&b"%PDF-1.7\n%\xE2\xE3"[..], readable(SourceFormat::Pdf)),
            (b"\xEF\xBB\xBF\r\n%PDF-1.4", readable(SourceFormat::Pdf)),
            (b"PK\x03\x04..[Content_Types].xml..word/document.xml", readable(SourceFormat::Docx)),
            (b"PK\x03\x04..word/document2.xml", readable(SourceFormat::Docx)),
            (b"PK\x03\x04..xl/workbook.xml", Detected::Foreign(Foreign::Spreadsheet)),
            (b"PK\x03\x04..Doc_0/OFD.xml", Detected::Foreign(Foreign::Ofd)),
            (b"PK\x03\x04\x14\0", Detected::Foreign(Foreign::Zip)),
            (b"PK\x05\x06\0\0", Detected::Foreign(Foreign::Zip)),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Detected::Foreign(Foreign::LegacyOffice)),
            (&[b"\xD0\xCF\x11\xE0", &utf_16[..]].concat(), Detected::Foreign(Foreign::Encrypted)),
            (b"{\\rtf1\\ansi", Detected::Foreign(Foreign::Rtf)),
            (b"\x89PNG\r\n\x1A\n\0", Detected::Foreign(Foreign::Image)),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", Detected::Foreign(Foreign::Image)),
            (b"GIF89a\x01\0", Detected::Foreign(Foreign::Image)),
            (b"BM\x36\x01\x02\x03\0\0\0\0\x36\0", Detected::Foreign(Foreign::Image)),
            (b"II*\0\x08\0", Detected::Foreign(Foreign::Image)),
            (b"MM\0*\0\x08", Detected::Foreign(Foreign::Image)),
            (b"RIFF\x01\x02\x03\x04WEBPVP8 ", Detected::Foreign(Foreign::Image)),
            (b"\x1F\x8B\x08", Detected::Foreign(Foreign::Archive)),
            (
                b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x",
                Detected::Foreign(Foreign::WebArchive),
            ),
            (
                b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?>",
                Detected::Foreign(Foreign::WordXml),
            ),
            (
                b"<?xml version=\"1.0\"?>\n<office:document xmlns:office=\"x\">",
                Detected::Foreign(Foreign::OpenDocument),
            ),
        ] {
            assert_eq!(detect(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
        for text in ["", "BMI 指数", "PK 赛", "GIF", "规划", "%PDF", "RIFF", "<html>", "{\\rt"] {
            assert_eq!(detect(text.as_bytes()), Detected::Text, "{text}");
        }
    }

    #[test]
    fn pages_and_fragments_are_told_from_text() {
        for page in [
            "<!DOCTYPE html><html>",
            "\u{FEFF}\r\n <!doctype HTML PUBLIC \"-//W3C//DTD\">\n<html>",
            "<?xml version=\"1.0\"?>\n<!-- a --><html xmlns=\"\">",
            "<p>一、总体要求</p>",
            "<P align=center>一</P>",
            "<!--[if IE]>x<![endif]--><div class=a>",
            "<br/>一",
            "总体要求<p>甲</p><p>乙</p><p>丙</p>",
            "总体要求\n<table><tr><td>甲</table>",
        ] {
            assert!(is_html(page), "{page}");
        }
        for text in [
            "",
            "规划",
            "<!-- 正文 -->\n一、总体要求",
            "<规划>纲要",
            "<5%的地区",
            "a < b",
            "<p",
            "<!-- 没有结尾",
            "# 规划\n\n甲<br>乙",
            "甲</p>乙</p>",
        ] {
            assert!(!is_html(text), "{text}");
        }
    }
}
