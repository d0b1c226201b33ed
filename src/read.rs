//! Readers of structured formats: each gives a [`Rendition`], the text of a
//! file with what its format says of each line.
//!
//! A reader never fails on what is merely odd: it reads what there is and adds
//! to [`Rendition::diagnostics`]. [`Error::Unreadable`] is for files of which
//! nothing can be read, or which would take memory or time without bound.

use crate::error::{Error, Fault};
use crate::evidence::Rendition;
use crate::model::SourceFormat;

#[cfg(feature = "pdf")]
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "points on a page and counts of characters are small and not negative"
)]
mod pdf;

/// Reads a file whose format says itself how its text is encoded: DOCX or PDF.
pub(crate) fn read_binary(format: SourceFormat, bytes: &[u8]) -> Result<Rendition, Error> {
    #[cfg(feature = "pdf")]
    if format == SourceFormat::Pdf {
        return pdf::read_pdf(bytes).map_err(|fault| Error::Unreadable { format, fault });
    }
    let _ = bytes;
    Err(Error::Unreadable { format, fault: Fault::NotBuilt })
}

/// Reads a decoded web page.
pub(crate) fn read_html(_page: &str) -> Result<Rendition, Error> {
    Err(Error::Unreadable { format: SourceFormat::Html, fault: Fault::NotBuilt })
}
