//! Bytes to text: which format they are, in which encoding, and what is no text
//! at all. [`Source`](crate::Source) puts these together.

pub(crate) mod common;
pub(crate) mod detect;
pub(crate) mod encoding;
pub(crate) mod format;
pub(crate) mod line_index;
pub(crate) mod refuse;

use self::encoding::{Decoded, Encoding, Piece};
use crate::error::Error;

/// Decodes a text in `encoding`, or else in the one that its bytes show.
pub(crate) fn decode(bytes: &[u8], encoding: Option<Encoding>) -> Result<(Encoding, Decoded), Error> {
    match encoding {
        Some(encoding) => Ok(decode_as(bytes, encoding)),
        None => decode_detected(bytes),
    }
}

/// Decodes in the encoding that the bytes show.
fn decode_detected(bytes: &[u8]) -> Result<(Encoding, Decoded), Error> {
    let marked = Encoding::of_mark(bytes);
    let certain = match marked {
        Some(Encoding::Utf8) => None,
        Some(encoding) => Some(encoding),
        None => detect::utf_16(bytes),
    };
    let (encoding, decoded) = if let Some(encoding) = certain {
        decode_as(bytes, encoding)
    } else if memchr::memchr(0, bytes).is_some() {
        return Err(refuse::binary());
    } else {
        decode_utf_8(bytes, |rest| detect::pieces(rest, marked.is_some()))
    };
    refuse::refuse_controls(&decoded.text)?;
    Ok((encoding, decoded))
}

/// Decodes in `encoding`, right or wrong.
fn decode_as(bytes: &[u8], encoding: Encoding) -> (Encoding, Decoded) {
    let whole = |start, end| vec![Piece { range: start..end, encoding }];
    if encoding == Encoding::Utf8 {
        return decode_utf_8(bytes, |rest| (encoding, whole(0, rest.len())));
    }
    let start = if bytes.starts_with(encoding.mark()) { encoding.mark().len() } else { 0 };
    (encoding, encoding::decode(bytes, &whole(start, bytes.len())))
}

/// Copies valid UTF-8, which takes less time than telling that it is valid does
/// in the standard library; otherwise decodes what stands behind the byte order mark
/// in the pieces that `pieces` finds in it.
fn decode_utf_8(bytes: &[u8], pieces: impl FnOnce(&[u8]) -> (Encoding, Vec<Piece>)) -> (Encoding, Decoded) {
    let mark = if bytes.starts_with(Encoding::Utf8.mark()) { Encoding::Utf8.mark().len() } else { 0 };
    let behind = &bytes[mark..];
    if let Ok(text) = simdutf8::basic::from_utf8(behind) {
        return (Encoding::Utf8, Decoded { text: text.to_owned(), ..Decoded::default() });
    }
    let (encoding, pieces) = pieces(behind);
    let mut decoded = encoding::decode(behind, &pieces);
    for run in &mut decoded.undecodable {
        run.bytes = run.bytes.start + mark..run.bytes.end + mark;
    }
    (encoding, decoded)
}
