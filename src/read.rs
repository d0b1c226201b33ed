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

use crate::error::{Error, Fault};
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
