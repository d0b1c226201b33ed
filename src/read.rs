//! Readers of structured formats: each gives a [`Rendition`], the text of a
//! file with what its format says of each line.
//!
//! A reader never fails on what is merely odd: it reads what there is and adds
//! to [`Rendition::diagnostics`]. [`Error::Unreadable`] is for files of which
//! nothing can be read, or which would take memory or time without bound.

use crate::error::{Error, Fault};
use crate::evidence::Rendition;
use crate::model::SourceFormat;

/// Reads a file whose format says itself how its text is encoded: DOCX or PDF.
pub(crate) fn read_binary(format: SourceFormat, _bytes: &[u8]) -> Result<Rendition, Error> {
    Err(Error::Unreadable { format, fault: Fault::NotBuilt })
}

/// Reads a decoded web page.
pub(crate) fn read_html(_page: &str) -> Result<Rendition, Error> {
    Err(Error::Unreadable { format: SourceFormat::Html, fault: Fault::NotBuilt })
}
