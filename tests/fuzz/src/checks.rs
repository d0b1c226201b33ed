//! What must hold for any bytes at all: one function for each fuzz target.
//!
//! The integration tests replay the corpus and some mutations of it through the
//! same functions, so that a machine without `cargo-fuzz` runs them, too.

use guihua::model_file::{Format, check};
use guihua::normalize::normalize as to_normal_form;
#[cfg(any(feature = "html", feature = "docx"))]
use guihua::{Encoding, Lang, ReadOptions, Source, Span, model::SourceFormat};
#[cfg(not(any(feature = "html", feature = "docx")))]
use guihua::{Encoding, Lang, Source, Span};

use crate::invariants::faults;

/// Decoding in the encoding that shows, and in each that may be forced.
pub fn decode(bytes: &[u8]) {
    let labels = ["utf-8", "utf-16le", "utf-16be", "gb18030", "big5"];
    let forced = labels.iter().map(|label| Some(Encoding::from_label(label).unwrap()));
    for encoding in std::iter::once(None).chain(forced) {
        let Ok(source) = Source::from_bytes("fuzz", bytes.to_vec(), encoding) else { continue };
        let text = source.text();
        assert_eq!(source.bytes(), bytes.len() as u64);
        let mut end = 0;
        for found in source.diagnostics() {
            let [from, to] = [found.span.start as usize, found.span.end as usize];
            assert!(end <= from && from < to && to <= text.len(), "{found:?}");
            assert!(text.is_char_boundary(from) && text.is_char_boundary(to), "{found:?}");
            end = to;
        }
        // What is lost is reported.
        let is_utf_8 = std::str::from_utf8(bytes).is_ok();
        let may_stay_silent = is_utf_8 && encoding.is_none_or(|encoding| encoding == Encoding::Utf8);
        if text.contains('\u{FFFD}') && source.diagnostics().is_empty() {
            assert!(may_stay_silent || written(bytes), "{:?}", source.encoding());
        }
        // Lines and what ends them cover the text.
        let lines = source.lines();
        let mut at = 0;
        for line in 1..=lines.count() {
            let span = lines.line_span(line);
            let between = &text[at..span.start as usize];
            assert!(if line == 1 { between.is_empty() } else { ["\n", "\r", "\r\n"].contains(&between) });
            assert_eq!(lines.line(span.start), line);
            at = span.end as usize;
        }
        assert!(["", "\n", "\r", "\r\n"].contains(&&text[at..]));
    }
}

/// Whether U+FFFD itself may be written in these bytes: in UTF-16, or as the
/// four bytes that GB 18030 has for it.
fn written(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| pair == [0xFD, 0xFF] || pair == [0xFF, 0xFD])
        || bytes.windows(4).any(|four| four == [0x84, 0x31, 0xA4, 0x37])
        || bytes.windows(3).any(|three| three == "\u{FFFD}".as_bytes())
}

/// A model file in each of its forms: what is found has a place in it, in order,
/// and words in both languages; and it is found again.
pub fn model_file(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let source = Source::from_text("fuzz", text);
    let text = source.text();
    for format in [Format::Yaml, Format::Json, Format::Ndjson] {
        let report = check(&source, format);
        let mut last = 0;
        for found in &report.findings {
            let [from, to] = [found.span.start as usize, found.span.end as usize];
            assert!(last <= from && from <= to && to <= text.len(), "{format:?} {found:?}");
            assert!(text.is_char_boundary(from) && text.is_char_boundary(to), "{format:?} {found:?}");
            for lang in [Lang::Zh, Lang::En] {
                let message = found.message(lang);
                assert!(!message.is_empty(), "{format:?} {found:?}");
            }
            last = from;
        }
        assert!(!report.findings.is_empty() || report.documents.iter().all(|model| model.is_model));
        assert_eq!(check(&source, format), report);
    }
}

/// The normal form: it has one itself, and its map leads back into the source.
pub fn normalize(bytes: &[u8]) {
    let source = String::from_utf8_lossy(bytes);
    let once = to_normal_form(&source);
    assert_eq!(to_normal_form(&once.text).text, once.text);
    let mut last = 0;
    for (at, c) in once.text.char_indices() {
        let at = u32::try_from(at).unwrap();
        let place = once.map.to_source(Span::new(at, at + c.len_utf8() as u32));
        assert!(place.start <= place.end && place.end as usize <= source.len(), "{place:?}");
        assert!(source.is_char_boundary(place.start as usize) && source.is_char_boundary(place.end as usize));
        assert!(last <= place.start, "{place:?} behind {last}");
        last = place.start;
    }
}

/// The model: nothing is lost, places are right, it meets the schema and reads
/// back from YAML and JSON.
pub fn parse(bytes: &[u8]) {
    if Source::from_bytes("fuzz", bytes.to_vec(), None).is_err() {
        return;
    }
    let faults = faults("fuzz", bytes);
    assert!(faults.is_empty(), "{faults:#?}");
}

/// The same of a damaged plan, but for characters: marks that damage has put
/// where the model states them otherwise are counted as lost now and then.
pub fn parse_damaged(bytes: &[u8]) {
    if Source::from_bytes("fuzz", bytes.to_vec(), None).is_err() {
        return;
    }
    let mut faults = faults("fuzz", bytes);
    faults.retain(|fault| !fault.starts_with("lost"));
    assert!(faults.is_empty(), "{faults:#?}");
}

/// A PDF file: read or refused with a message; every line of its text is known,
/// places lie in it, and a second run gives the same. What a fuzzer makes of the
/// numbers in a file is no text, so the model is left out.
pub fn pdf(bytes: &[u8]) {
    let read = || Source::from_bytes("fuzz.pdf", bytes.to_vec(), None);
    let source = match read() {
        Ok(source) => source,
        Err(error) => {
            assert!(!error.to_string().is_empty() && !error.message_zh().is_empty());
            return;
        }
    };
    let text = source.text();
    if let Some(evidence) = source.evidence() {
        assert_eq!(evidence.lines.len(), text.lines().count());
        assert!(!text.contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
    }
    for found in source.diagnostics() {
        let [from, to] = [found.span.start as usize, found.span.end as usize];
        assert!(from <= to && text.get(from..to).is_some(), "{found:?}");
    }
    let again = read().expect("read once");
    assert!(again.text() == text && again.evidence() == source.evidence());
}

/// Web pages: the rendition is as it promises to be, and models come of it.
#[cfg(feature = "html")]
pub fn html(bytes: &[u8]) {
    rendition(bytes, SourceFormat::Html);
}

/// Word files. The input is the parts of one, each behind a line with its name, so
/// that what is mutated is what is read, and not an archive with a wrong sum.
#[cfg(feature = "docx")]
pub fn docx(bytes: &[u8]) {
    use std::io::{Cursor, Write};

    let text = String::from_utf8_lossy(bytes);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for part in text.split("=== ") {
        let (name, xml) = part.split_once('\n').unwrap_or(("word/document.xml", part));
        if writer.start_file(name.trim(), stored).is_ok() {
            writer.write_all(xml.as_bytes()).unwrap();
        }
    }
    if let Ok(archive) = writer.finish() {
        rendition(&archive.into_inner(), SourceFormat::Docx);
    }
    // An archive that was damaged itself.
    rendition(bytes, SourceFormat::Docx);
}

/// What holds of every text rendition: facts stand beside lines, places lead to
/// what they name, nothing grows without bound, and a model can be made of it.
#[cfg(any(feature = "html", feature = "docx"))]
fn rendition(bytes: &[u8], format: SourceFormat) {
    let options = ReadOptions { encoding: None, format: Some(format) };
    let Ok(source) = Source::read("fuzz", bytes.to_vec(), options) else { return };
    let text = source.text();
    let evidence = source.evidence().unwrap();
    assert_eq!(evidence.lines.len(), text.lines().count());
    assert!(text.is_empty() || text.ends_with('\n'));
    assert!(text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\t')), "{text:?}");
    // Merged cells are filled, lists numbered, columns padded.
    assert!(text.len() <= 64 * bytes.len() + (1 << 20), "{} of {}", text.len(), bytes.len());
    for entry in &evidence.index {
        assert!(!entry.value.is_empty() && entry.span.of(text) == entry.value, "{entry:?}");
    }
    for found in &evidence.attachments {
        assert!(found.span.of(text).contains(&found.text), "{found:?}");
    }
    let once = guihua::parse(&source);
    assert_eq!(once.documents, guihua::parse(&source).documents);
}
