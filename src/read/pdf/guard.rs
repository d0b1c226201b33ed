//! What must hold of a file before it is decoded.
//!
//! The decoder limits single streams, but reads a file as a whole and follows
//! nested objects by recursion. A file that would take memory, time or stack
//! without bound is turned away here, before any of it is built.

use std::collections::HashSet;
use std::io::Read;

use flate2::read::ZlibDecoder;
use unpdf::parser::raw::tokenizer::{PdfObject, dict_get, parse_object};
use unpdf::parser::raw::xref::{self, XrefEntry, XrefTable};

use crate::error::Fault;

/// Arrays and dictionaries nest in each other a dozen deep. Arbitrary bytes look
/// like some thousand, and the stack of the decoder is made for this many.
pub(super) const MAX_NESTING: usize = 20_000;

/// What one stream may unpack to, pictures aside. A font of all Chinese
/// characters takes a tenth of it.
const STREAM_BYTES: u64 = 96 << 20;

/// What all streams may unpack to, pictures aside.
const TOTAL_BYTES: u64 = 384 << 20;

/// Objects that begin inside each other at most; in a file that was written and
/// not made up, none do.
const MAX_CHAIN: usize = 64;

/// Entries of the cross-reference table at most; a page takes about ten.
const MAX_OBJECTS: usize = 2_000_000;

/// How far before its data the dictionary of a stream is looked for.
const DICTIONARY: usize = 600;

/// Turns a file away that would take too much.
pub(super) fn check(bytes: &[u8]) -> Result<(), Fault> {
    check_nesting(bytes)?;
    check_streams(bytes)?;
    check_chains(bytes)?;
    check_objects(bytes)
}

/// Counts how deep brackets are open; closing ones that were never opened count
/// for nothing, because reading may begin anywhere.
struct Nesting {
    depth: usize,
}

impl Nesting {
    fn read(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let mut before = 0;
        for &byte in bytes {
            match byte {
                b'[' => self.depth += 1,
                b'<' if before == b'<' => self.depth += 1,
                b']' => self.depth = self.depth.saturating_sub(1),
                b'>' if before == b'>' => self.depth = self.depth.saturating_sub(1),
                _ => {
                    before = byte;
                    continue;
                }
            }
            if self.depth > MAX_NESTING {
                return Err(Fault::TooDeep { limit: MAX_NESTING });
            }
            // `<<<` opens once.
            before = 0;
        }
        Ok(())
    }
}

fn check_nesting(bytes: &[u8]) -> Result<(), Fault> {
    Nesting { depth: 0 }.read(bytes)
}

/// Unpacks every stream that is no picture, keeping nothing.
fn check_streams(bytes: &[u8]) -> Result<(), Fault> {
    let mut total = 0;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        if bytes[..at].ends_with(b"end") {
            continue;
        }
        let dictionary = &bytes[at.saturating_sub(DICTIONARY)..at];
        if is_picture(dictionary) {
            continue;
        }
        let data = &bytes[at + b"stream".len()..];
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        // CM of RFC 1950: the low half of the first byte of zlib data is 8.
        if data.first().is_none_or(|byte| byte & 0xF != 8) {
            continue;
        }
        total += unpacked(data)?;
        if total > TOTAL_BYTES {
            return Err(Fault::Bomb { limit: TOTAL_BYTES });
        }
    }
    Ok(())
}

/// Whether a dictionary is that of a picture. Names written with escapes hide
/// what they say.
fn is_picture(dictionary: &[u8]) -> bool {
    let start = memchr::memmem::rfind(dictionary, b"obj").unwrap_or_default();
    let dictionary = &dictionary[start..];
    let holds = |word: &[u8]| memchr::memmem::find(dictionary, word).is_some();
    holds(b"/Image") && !holds(b"ObjStm") && !holds(b"XRef") && !dictionary.contains(&b'#')
}

/// How much a stream unpacks to, up to the limit.
fn unpacked(data: &[u8]) -> Result<u64, Fault> {
    let mut decoder = ZlibDecoder::new(data);
    let mut buffer = [0; 16 * 1024];
    let mut nesting = Nesting { depth: 0 };
    let mut length = 0;
    loop {
        // Damage is for the decoder to deal with.
        let count = decoder.read(&mut buffer).unwrap_or_default();
        if count == 0 {
            return Ok(length);
        }
        nesting.read(&buffer[..count])?;
        length += count as u64;
        if length > STREAM_BYTES {
            return Err(Fault::Bomb { limit: STREAM_BYTES });
        }
    }
}

/// `1 0 obj 2 0 obj 3 0 obj …`: each would be read to the end of all.
fn check_chains(bytes: &[u8]) -> Result<(), Fault> {
    let mut chain = 0;
    let mut end = 0;
    for at in memchr::memmem::find_iter(bytes, b" obj") {
        let between = bytes.get(end..at).unwrap_or_default();
        let is_header = between.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_whitespace());
        chain = if is_header { chain + 1 } else { 0 };
        end = at + b" obj".len();
        if chain > MAX_CHAIN {
            return Err(Fault::TooDeep { limit: MAX_CHAIN });
        }
    }
    Ok(())
}

/// Objects that share their bytes would be built from them again and again.
fn check_objects(bytes: &[u8]) -> Result<(), Fault> {
    let Some(table) = table(bytes) else {
        return Err(Fault::Damaged { part: "xref".into() });
    };
    if table.entries.len() > MAX_OBJECTS {
        return Err(Fault::Bomb { limit: STREAM_BYTES });
    }
    let mut left = 8 * bytes.len() as u64 + STREAM_BYTES;
    let mut packed: HashSet<(u32, u32)> = HashSet::new();
    let mut holders: HashSet<u32> = HashSet::new();
    for entry in table.entries.values() {
        match *entry {
            XrefEntry::Uncompressed(offset) => {
                let end = parse_object(bytes, offset).map_or(offset, |(_, end)| end);
                left = left.checked_sub((end - offset) as u64).ok_or(Fault::Bomb { limit: STREAM_BYTES })?;
            }
            XrefEntry::Compressed(holder, index) => {
                holders.insert(holder);
                if !packed.insert((holder, index)) {
                    return Err(Fault::Damaged { part: "xref".into() });
                }
            }
        }
    }
    // What was passed over as a picture is not to be read as anything else.
    for holder in holders {
        if let Some(XrefEntry::Uncompressed(offset)) = table.entries.get(&(holder, 0))
            && let Ok((PdfObject::Stream(stream), _)) = parse_object(bytes, *offset)
            && dict_get(&stream.dict, b"Subtype").is_some()
        {
            return Err(Fault::Damaged { part: "ObjStm".into() });
        }
    }
    Ok(())
}

/// The table that the decoder will use.
fn table(bytes: &[u8]) -> Option<XrefTable> {
    let is_right = |table: &XrefTable| {
        table.entries.iter().all(|((number, generation), entry)| match *entry {
            XrefEntry::Uncompressed(offset) => xref::object_header_at(bytes, offset, *number, *generation),
            XrefEntry::Compressed(..) => true,
        })
    };
    match xref::parse_xref_chain(bytes) {
        Ok((table, _)) if is_right(&table) => Some(table),
        Ok((table, _)) => Some(xref::reconstruct(bytes).map_or(table, |(table, _)| table)),
        Err(_) => xref::reconstruct(bytes).ok().map(|(table, _)| table),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_brackets_are_turned_away() {
        assert_eq!(check_nesting(&b"[".repeat(MAX_NESTING)), Ok(()));
        assert_eq!(check_nesting(&b"[".repeat(MAX_NESTING + 1)), Err(Fault::TooDeep { limit: MAX_NESTING }));
        assert_eq!(check_nesting(&b"[]".repeat(2 * MAX_NESTING)), Ok(()));
        assert!(check_nesting(&b"<< /A ".repeat(MAX_NESTING + 1)).is_err());
        assert!(check_nesting(&b"<<".repeat(MAX_NESTING + 1)).is_err());
    }

    #[test]
    fn chained_objects_are_turned_away() {
        assert!(check_chains(&b"1 0 obj ".repeat(MAX_CHAIN + 2)).is_err());
        assert_eq!(check_chains(&b"1 0 obj null endobj\n".repeat(MAX_CHAIN + 2)), Ok(()));
    }
}
