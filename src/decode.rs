//! Bytes to text: which format they are, in which encoding, and what is no text
//! at all. [`Source`](crate::Source) puts these together.

pub(crate) mod common;
pub(crate) mod detect;
pub(crate) mod encoding;
pub(crate) mod format;
pub(crate) mod line_index;
pub(crate) mod refuse;
