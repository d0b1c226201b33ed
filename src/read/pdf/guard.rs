//! What must hold of a file before it is decoded.
//!
//! The decoder limits single streams, but reads a file as a whole and follows
//! nested objects by recursion. A file that would take memory, time or stack
//! without bound is turned away here, before any of it is built.

use std::collections::HashSet;

use unpdf::parser::raw::tokenizer::{PdfObject, dict_get, parse_object};
use unpdf::parser::raw::xref::{self, XrefEntry, XrefTable};

use super::cost::Cost;
use super::filter::{self, Filter};
use crate::error::Fault;

/// Arrays and dictionaries nest in each other a dozen deep. Arbitrary bytes look
/// like some thousand, and the stack of the decoder is made for this many.
pub(super) const MAX_NESTING: usize = 20_000;

/// What one stream of a file may unpack to, pictures aside: so many bytes, and so
/// many for each byte of the file. A font of all Chinese characters takes somewhat more
/// than the first, and half of that in the file; text shrinks to a tenth at best.
const STREAM: Limit = Limit { base: 8 << 20, share: 10.0 };

/// The same for all streams together.
const TOTAL: Limit = Limit { base: 64 << 20, share: 20.0 };

/// The same for each cross-reference stream, which has some five bytes for an object.
const XREF: Limit = Limit { base: 1 << 20, share: 2.0 };

/// What all objects take that are packed in streams, in each of the two copies that are
/// made of them: some hundred bytes for each of theirs.
const PACKED: Limit = Limit { base: 15 << 20, share: 8.0 };

/// What the others take. They are not packed: a file that is full of them is as large.
const PLAIN: Limit = Limit { base: 16 << 20, share: 8.0 };

/// How much there may be of something in a file.
struct Limit {
    /// In any file.
    base: u64,
    /// More for each byte of the file.
    share: f64,
}

impl Limit {
    #[allow(clippy::cast_precision_loss, clippy::cast_sign_loss, reason = "a limit need not be exact")]
    fn of(&self, bytes: &[u8]) -> u64 {
        self.base + (bytes.len() as f64 * self.share) as u64
    }
}

/// Objects that begin inside each other at most; in a file that was written and
/// not made up, none do.
const MAX_CHAIN: usize = 64;

/// Entries of the cross-reference table at most; a page takes about ten.
const MAX_OBJECTS: usize = 2_000_000;

/// How far before its data the dictionary of a stream is looked for.
const DICTIONARY: usize = 16 * 1024;

/// How many bytes may be looked at for dictionaries, and as data of streams that have
/// no end: so many, and so many for each byte of the file.
const LOOKED: usize = 64 << 20;
const LOOKED_SHARE: usize = 16;

/// Turns a file away that would take too much.
pub(super) fn check(bytes: &[u8]) -> Result<(), Fault> {
    check_nesting(bytes)?;
    check_streams(bytes)?;
    check_chains(bytes)?;
    check_plain(bytes)?;
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
    let limit = TOTAL.of(bytes);
    let (mut total, mut built, mut looked) = (0, 0, 0);
    let mut end = 0;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        if bytes[..at].ends_with(b"end") {
            end = at;
            continue;
        }
        // Nothing before the stream before it belongs to this one.
        let dictionary = &bytes[end.max(at.saturating_sub(DICTIONARY))..at];
        looked += dictionary.len();
        let start = memchr::memmem::rfind(dictionary, b"obj").unwrap_or_default();
        let dictionary = filter::unescaped(&dictionary[start..]);
        let holds = |word: &[u8]| memchr::memmem::find(&dictionary, word).is_some();
        let is_xref = holds(b"XRef");
        let is_objects = holds(b"ObjStm");
        if holds(b"/Image") && !is_objects && !is_xref {
            continue;
        }
        let data = &bytes[at + b"stream".len()..];
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let mut chains = filter::chains(&dictionary);
        // CM of RFC 1950: the low half of the first byte of zlib data is 8.
        if chains.is_empty() && data.first().is_some_and(|byte| byte & 0xF == 8) {
            chains.push(vec![Filter::Flate]);
        }
        let most = if is_xref { XREF } else { STREAM }.of(bytes);
        for chain in chains {
            let mut nesting = Nesting { depth: 0 };
            let mut cost = Cost::new();
            looked += filter::unpack(&chain, data, most, &mut |piece| {
                total += piece.len() as u64;
                if total > limit {
                    return Err(Fault::Bomb { limit });
                }
                nesting.read(piece)?;
                if is_objects {
                    cost.read(piece);
                }
                if built + cost.bytes > PACKED.of(bytes) {
                    return Err(Fault::Bomb { limit: PACKED.of(bytes) });
                }
                Ok(())
            })?;
            if looked > LOOKED_SHARE * bytes.len() + LOOKED {
                return Err(Fault::Damaged { part: "stream".into() });
            }
            built += cost.bytes;
        }
    }
    Ok(())
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

/// Adds up what objects outside of streams take, before any of them is built.
fn check_plain(bytes: &[u8]) -> Result<(), Fault> {
    let most = PLAIN.of(bytes);
    let (mut built, mut looked) = (0, 0);
    for at in memchr::memmem::find_iter(bytes, b"obj") {
        if bytes[..at].ends_with(b"end") {
            continue;
        }
        let (cost, read) = Cost::of_object(&bytes[at..], most);
        built += cost;
        looked += read;
        if built > most {
            return Err(Fault::Bomb { limit: most });
        }
        // In strings that never end.
        if looked > LOOKED_SHARE * bytes.len() + LOOKED {
            return Err(Fault::Damaged { part: "obj".into() });
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
        return Err(Fault::Bomb { limit: STREAM.base });
    }
    let mut left = 8 * bytes.len() as u64 + STREAM.base;
    let mut packed: HashSet<(u32, u32)> = HashSet::new();
    let mut holders: HashSet<u32> = HashSet::new();
    for entry in table.entries.values() {
        match *entry {
            XrefEntry::Uncompressed(offset) => {
                let Ok((_, end)) = parse_object(bytes, offset) else { continue };
                left = left.checked_sub((end - offset) as u64).ok_or(Fault::Bomb { limit: STREAM.base })?;
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
    use std::io::Write;

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
    fn object_streams_of_a_million_numbers_are_turned_away() {
        let stream = |kind: &str, count: usize| {
            let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(&b"129 0 R ".repeat(count)).unwrap();
            let head = format!("1 0 obj\n<< /Type /{kind} /Filter /FlateDecode >>\nstream\n");
            [head.into_bytes(), encoder.finish().unwrap(), b"\nendstream".to_vec()].concat()
        };
        assert_eq!(check_streams(&stream("ObjStm", 10_000)), Ok(()));
        assert!(check_streams(&stream("Obj#53tm", 300_000)).is_err());
        assert_eq!(check_streams(&stream("Metadata", 300_000)), Ok(()));
    }

    #[test]
    fn lists_of_half_a_million_names_are_turned_away() {
        let file = |names: usize, behind: &str| {
            let objects = ["%PDF-1.4\n1 0 obj<</Differences[", &"0/a ".repeat(names), "]>>", behind].concat();
            let length = objects.len() + "\nendobj\n".len();
            let table = "xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n";
            format!("{objects}\nendobj\n{table}trailer<</Size 2/Root 1 0 R>>\nstartxref\n{length}\n%%EOF")
        };
        assert_eq!(check(file(40_000, "").as_bytes()), Ok(()));
        assert!(check(file(500_000, "").as_bytes()).is_err());
        // What stands in a stream is no object.
        let stream = format!("stream\n{}\nendstream", "1 0 R ".repeat(400_000));
        assert_eq!(check(file(1, &stream).as_bytes()), Ok(()));
        // Without a table, objects are looked for: they are counted before, too.
        let objects = format!("1 0 obj\n[{}]\nendobj\n", "1 ".repeat(500_000));
        assert!(matches!(check(objects.as_bytes()), Err(Fault::Bomb { .. })));
    }

    #[test]
    fn chained_objects_are_turned_away() {
        assert!(check_chains(&b"1 0 obj ".repeat(MAX_CHAIN + 2)).is_err());
        assert_eq!(check_chains(&b"1 0 obj null endobj\n".repeat(MAX_CHAIN + 2)), Ok(()));
    }
}
