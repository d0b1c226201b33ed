//! PDF files: the text that stands on their pages, line by line.
//!
//! A PDF file knows where each character stands and not what it belongs to. Here
//! a page is drawn ([`draw`]), its characters are put into lines ([`line`]) and its
//! rules into tables and frames, both into columns ([`grid`], [`shade`], [`lanes`],
//! [`aligned`], [`sheet`]); then all pages together show
//! what recurs in their margins ([`edge`]) and where their text is set, and by
//! that which line goes on with the one before ([`flow`]). Decoding is the work
//! of `unpdf`; what it must not be given is turned away by [`guard`].

mod aligned;
mod budget;
mod content;
mod cost;
mod draw;
mod edge;
mod filter;
mod flow;
mod font;
mod gb;
mod grid;
mod guard;
mod lanes;
mod line;
mod mapping;
mod page;
mod picture;
mod resources;
mod shade;
mod sheet;

use std::panic::{AssertUnwindSafe, catch_unwind};

use unpdf::parser::backend::{PageId, PdfBackend, RawBackend};
use unpdf::parser::raw::tokenizer::{PdfDict, PdfObject, PdfStream, dict_get};
use unpdf::parser::raw::{RawDocument, stream};

use self::budget::Budget;
use self::font::Fonts;
use self::sheet::Sheet;
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Fault;
use crate::evidence::Rendition;
use crate::span::SourceSpan;

/// Pages beyond this many are not read.
const MAX_PAGES: usize = 10_000;

/// Stack for objects that are nested as deep as [`guard::MAX_NESTING`].
const STACK: usize = 64 << 20;

/// How far into a file its header may stand.
const HEADER: usize = 1024;

/// Reads a PDF file.
///
/// # Errors
///
/// A [`Fault`] when the file is encrypted, damaged beyond reading, without any
/// text, or takes more than a document may.
pub(super) fn read_pdf(bytes: &[u8]) -> Result<Rendition, Fault> {
    let start = memchr::memmem::find(&bytes[..bytes.len().min(HEADER)], b"%PDF-");
    let Some(start) = start else {
        return Err(Fault::Damaged { part: "%PDF".into() });
    };
    let bytes = &bytes[start..];
    std::thread::scope(|scope| {
        let reader = std::thread::Builder::new()
            .name("reader".into())
            .stack_size(STACK)
            .spawn_scoped(scope, || read_pages(bytes));
        match reader.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(read)) => read,
            // The decoder has met what it did not foresee.
            Ok(Err(_)) | Err(_) => Err(Fault::Damaged { part: "PDF".into() }),
        }
    })
}

fn read_pages(bytes: &[u8]) -> Result<Rendition, Fault> {
    guard::check(bytes)?;
    let document = RawDocument::load(bytes).map_err(|error| fault(&error))?;
    let backend = RawBackend::load_bytes(bytes).map_err(|error| fault(&error))?;
    let pages = backend.pages();
    if pages.is_empty() {
        return Err(Fault::Damaged { part: "Pages".into() });
    }
    let mut fonts = Fonts::default();
    let mut budget = Budget::new(bytes.len());
    let mut sheets = Vec::with_capacity(pages.len().min(MAX_PAGES));
    let mut gutter = None;
    for (number, id) in pages.iter().take(MAX_PAGES) {
        budget.begin_page();
        // A page that the decoder fails on is lost, the others are not.
        let sheet = catch_unwind(AssertUnwindSafe(|| {
            let (content, is_whole) = content(&document, *id, &mut budget);
            let page = draw::draw((&document, &backend), &mut fonts, &mut budget, *number, *id, &content);
            let mut sheet = sheet::read_sheet(&page, gutter);
            sheet.cut |= !is_whole;
            sheet
        }));
        let sheet = sheet.unwrap_or_else(|_| Sheet { number: *number, cut: true, ..Sheet::default() });
        gutter = sheet.gutter;
        sheets.push(sheet);
    }
    let (mut rendition, starts) = flow::write(&sheets);
    let declared = backend.integrity().declared_page_count.unwrap_or_default() as usize;
    rendition.diagnostics = diagnostics(&sheets, &starts, &rendition.text, declared.max(pages.len()));
    if rendition.text.trim().is_empty() {
        return Err(if sheets.iter().any(|sheet| sheet.unmapped > 0) {
            Fault::NoUnicode
        } else if sheets.iter().any(|sheet| sheet.cut) {
            Fault::Damaged { part: "Contents".into() }
        } else {
            Fault::NoText
        });
    }
    Ok(rendition)
}

/// What an error of the decoder means.
fn fault(error: &unpdf::Error) -> Fault {
    match error {
        unpdf::Error::Encrypted | unpdf::Error::InvalidPassword | unpdf::Error::UnsupportedVersion(_) => {
            Fault::Encrypted
        }
        _ => Fault::Damaged { part: "xref".into() },
    }
}

/// The content streams of a page, one behind the other, and whether all could be
/// read.
fn content(document: &RawDocument, page: PageId, budget: &mut Budget) -> (Vec<u8>, bool) {
    let mut content = Vec::new();
    let Some(contents) = document.get_dict(page).ok().and_then(|page: &PdfDict| dict_get(page, b"Contents"))
    else {
        return (content, true);
    };
    let mut is_whole = true;
    let mut add = |stream: &PdfStream| {
        if budget.is_spent() {
            return false;
        }
        // It is measured first: what is too much is never held.
        let left = budget.left_of_page();
        if !filter::gives_at_most(stream, left) {
            budget.read(left as usize + 1);
            return false;
        }
        let decoded = stream::decompress(stream).ok().filter(|decoded| budget.read(decoded.len()));
        let Some(decoded) = decoded else { return false };
        if content.is_empty() {
            content = decoded;
        } else {
            content.extend_from_slice(&decoded);
        }
        content.push(b'\n');
        true
    };
    match document.resolve(contents) {
        PdfObject::Stream(stream) => is_whole = add(stream),
        PdfObject::Array(parts) => {
            for part in parts {
                // After the budget is spent, nothing more is unpacked.
                is_whole &= match document.resolve(part) {
                    PdfObject::Stream(stream) => add(stream),
                    _ => false,
                };
                if !is_whole {
                    break;
                }
            }
        }
        _ => is_whole = false,
    }
    (content, is_whole)
}

/// Says which pages, or parts of them, are not in the text.
fn diagnostics(sheets: &[Sheet], starts: &[u32], text: &str, declared: usize) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, (sheet, start)) in sheets.iter().zip(starts).enumerate() {
        let end = starts.get(at + 1).map_or(text.len(), |end| *end as usize);
        let first_line = text[*start as usize..end].find('\n').unwrap_or_default() as u32;
        let mut say = |code, details: &[String]| {
            let mut diagnostic = Diagnostic::new(code, SourceSpan::new(*start, *start + first_line));
            diagnostic.details.extend_from_slice(details);
            found.push(diagnostic);
        };
        let page = sheet.number.to_string();
        if sheet.cut {
            say(Code::PageIncomplete, std::slice::from_ref(&page));
        }
        if sheet.pictures > 0 && sheet.count > 0 {
            say(Code::PictureLeftOut, &[page.clone(), sheet.pictures.to_string()]);
        }
        if sheet.unmapped > 0 {
            say(Code::PageUnmapped, &[page, sheet.unmapped.to_string()]);
        } else if sheet.count == 0 && !sheet.cut {
            say(Code::PageWithoutText, &[page]);
        }
    }
    if declared > sheets.len() {
        let end = text.trim_end().len() as u32;
        found.push(
            Diagnostic::new(Code::PagesMissing, SourceSpan::new(end, end))
                .with(declared.to_string())
                .with(sheets.len().to_string()),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;
    use crate::evidence::LineRole;

    /// A file of one page with `content`, its font written in `encoding`.
    fn pdf(content: &str, encoding: &str, page: &str) -> Vec<u8> {
        format!(
            "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
             2 0 obj\n<< /Type /Pages /Kids [5 0 R] /Count 1 /MediaBox [0 0 595 842] >>\nendobj\n\
             3 0 obj\n<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /{encoding} /DescendantFonts \
             [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /CIDSystemInfo \
             << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 >>] >>\nendobj\n\
             4 0 obj\n<< /Length {} >>\nstream\n{content}\nendstream\nendobj\n\
             5 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> {page} >>\n\
             endobj\ntrailer\n<< /Root 1 0 R >>\n",
            content.len()
        )
        .into_bytes()
    }

    fn hex(text: &str) -> String {
        let mut digits = String::new();
        for unit in text.encode_utf16() {
            write!(digits, "{unit:04X}").unwrap();
        }
        digits
    }

    /// Shows `text` in 10 points from `x` and `y`.
    fn show(x: i32, y: i32, text: &str) -> String {
        format!("BT /F1 10 Tf {x} {y} Td <{}> Tj ET\n", hex(text))
    }

    fn lines(bytes: &[u8]) -> Vec<String> {
        let rendition = read_pdf(bytes).unwrap();
        rendition.text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    }

    #[test]
    fn ruled_cells_are_rows() {
        let mut content = String::new();
        for y in [700, 680, 640] {
            let _ = writeln!(content, "100 {y} m 300 {y} l S");
        }
        for x in [100, 200, 300] {
            let _ = writeln!(content, "{x} 640 m {x} 700 l S");
        }
        for (x, y, text) in [
            (205, 685, "目标"),
            (105, 685, "指标"),
            (105, 665, "康复服务"),
            (105, 650, "覆盖率"),
            (205, 660, "９５"),
        ] {
            content += &show(x, y, text);
        }
        let rendition = read_pdf(&pdf(&content, "UniGB-UCS2-H", "")).unwrap();
        assert_eq!(rendition.text, "指标\t目标\n康复服务覆盖率\t９５\n");
        assert!(rendition.evidence.lines.iter().all(|line| line.role == LineRole::Row && line.table == 1));
    }

    #[test]
    fn turned_pages_are_read_as_they_are_shown() {
        // A page shown turned, and text turned on a page that is not.
        let text = format!(
            "BT /F1 10 Tf 0 1 -1 0 300 100 Tm <{}> Tj 0 -20 Td <{}> Tj ET",
            hex("总体要求"),
            hex("主要任务")
        );
        for page in ["/Rotate 90", ""] {
            assert_eq!(lines(&pdf(&text, "UniGB-UCS2-H", page)), ["总体要求", "主要任务"], "{page}");
        }
    }

    #[test]
    fn vertical_writing_runs_in_columns_from_the_right() {
        let content = show(300, 700, "总体要求") + &show(280, 700, "主要任务");
        assert_eq!(lines(&pdf(&content, "UniGB-UCS2-V", "")), ["总体要求", "主要任务"]);
    }

    #[test]
    fn what_is_no_page_is_refused() {
        assert_eq!(read_pdf(b"text").unwrap_err(), Fault::Damaged { part: "%PDF".into() });
        assert_eq!(read_pdf(&pdf("", "UniGB-UCS2-H", "")).unwrap_err(), Fault::NoText);
    }

    #[test]
    fn text_is_placed_by_all_operators_that_move_it() {
        let content = format!(
            "BT /F1 10 Tf 12 TL 1 0 0 1 80 700 Tm [<{}> -3000 <{}>] TJ T* <{}> Tj <{}> ' 0 -12 TD <{}> Tj ET",
            hex("甲"),
            hex("乙"),
            hex("丙"),
            hex("丁"),
            hex("戊"),
        );
        assert_eq!(lines(&pdf(&content, "UniGB-UCS2-H", "")), ["甲      乙", "丙", "丁", "戊"]);
    }
}
