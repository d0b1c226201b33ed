//! Readers of structured formats: each gives a [`Rendition`], the text of a
//! file with what its format says of each line.
//!
//! A reader never fails on what is merely odd: it reads what there is and adds
//! to [`Rendition::diagnostics`]. [`Error::Unreadable`] is for files of which
//! nothing can be read, or which would take memory or time without bound.

#[cfg(any(feature = "docx", feature = "html"))]
mod attached;
#[cfg(feature = "docx")]
mod docx;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "pdf")]
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "points on a page and counts of characters are small and not negative"
)]
mod pdf;
#[cfg(any(feature = "docx", feature = "html"))]
mod wrapped;

#[cfg(feature = "docx")]
use crate::decode::{self, format, refuse};
use crate::error::{Error, Fault};
#[cfg(feature = "docx")]
use crate::evidence::Evidence;
use crate::evidence::Rendition;
use crate::model::SourceFormat;

/// Reads a file whose format says itself how its text is encoded: DOCX or PDF.
pub(crate) fn read_binary(format: SourceFormat, bytes: &[u8]) -> Result<Rendition, Error> {
    let read: Result<Rendition, Fault> = match format {
        #[cfg(feature = "docx")]
        SourceFormat::Docx => docx::read(bytes),
        #[cfg(feature = "pdf")]
        SourceFormat::Pdf => pdf::read_pdf(bytes),
        _ => {
            let _ = bytes;
            Err(Fault::NotBuilt)
        }
    };
    read.map_err(|fault| Error::Unreadable { format, fault })
}

/// Reads a decoded web page.
#[cfg(feature = "html")]
pub(crate) fn read_html(page: &str) -> Result<Rendition, Error> {
    html::read(page).map_err(|fault| Error::Unreadable { format: SourceFormat::Html, fault })
}

/// Says that this build reads no web pages.
#[cfg(not(feature = "html"))]
pub(crate) fn read_html(_page: &str) -> Result<Rendition, Error> {
    Err(Error::Unreadable { format: SourceFormat::Html, fault: Fault::NotBuilt })
}

/// Reads a web page or a text that another file holds; nothing else.
#[cfg(feature = "docx")]
fn read_embedded(bytes: &[u8]) -> Option<(String, Evidence)> {
    if format::detect(bytes) != format::Detected::Text {
        return None;
    }
    let (_, decoded) = decode::decode(bytes, None).ok()?;
    let (text, evidence) = if format::is_html(&decoded.text) {
        let page = read_html(&decoded.text).ok().filter(|page| !page.text.trim().is_empty())?;
        (page.text, page.evidence)
    } else {
        (decoded.text, Evidence::default())
    };
    refuse::refuse_glyph_numbers(&text).ok()?;
    Some((text, evidence))
}
