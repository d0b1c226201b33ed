//! How much the filters of a stream make of it.
//!
//! A stream may have several filters, each of which unpacks what the one before it
//! gives: a few hundred bytes become gigabytes. Here the chain is gone through with
//! a limit for every step, and what comes out of the last is shown and not kept.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use unpdf::parser::raw::tokenizer::{PdfObject, PdfStream, dict_get};

use crate::error::Fault;

/// A filter that the decoder undoes (ISO 32000-1, 7.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    Flate,
    Lzw,
    RunLength,
    Hex,
    Base85,
}

impl Filter {
    /// The filter of this name; none for those of pictures, before which the decoder
    /// stops, and for unknown ones.
    fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"FlateDecode" | b"Fl" => Self::Flate,
            b"LZWDecode" | b"LZW" => Self::Lzw,
            b"RunLengthDecode" | b"RL" => Self::RunLength,
            b"ASCIIHexDecode" | b"AHx" => Self::Hex,
            b"ASCII85Decode" | b"A85" => Self::Base85,
            _ => return None,
        })
    }
}

/// The chains of filters that a dictionary names, as it is written. Only one counts;
/// which, is for the decoder to say.
pub(super) fn chains(dictionary: &[u8]) -> Vec<Vec<Filter>> {
    const KEY: &[u8] = b"/Filter";
    let mut chains = Vec::new();
    for at in memchr::memmem::find_iter(dictionary, KEY) {
        let rest = dictionary[at + KEY.len()..].trim_ascii_start();
        let (list, is_array) = match rest.strip_prefix(b"[") {
            Some(list) => (&list[..memchr::memchr(b']', list).unwrap_or(list.len())], true),
            None => (rest, false),
        };
        let names = list.split(|byte| *byte == b'/').skip(1);
        let names = names.map(|name| {
            let end = name.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(name.len());
            &name[..end]
        });
        let chain: Vec<Filter> =
            names.take(if is_array { usize::MAX } else { 1 }).map_while(Filter::of).collect();
        if !chain.is_empty() {
            chains.push(chain);
        }
    }
    chains
}

/// Whether a stream unpacks to no more than `limit` bytes, before its rows are told by those
/// above them. Keeps nothing of it.
pub(super) fn gives_at_most(stream: &PdfStream, limit: u64) -> bool {
    let names = match dict_get(&stream.dict, b"Filter") {
        Some(PdfObject::Array(names)) => names.as_slice(),
        Some(name) => std::slice::from_ref(name),
        None => &[],
    };
    let chain: Vec<Filter> = names.iter().map_while(|name| Filter::of(name.as_name()?)).collect();
    let mut length = 0;
    let count = &mut |piece: &[u8]| {
        length += piece.len() as u64;
        if length > limit { Err(Fault::Bomb { limit }) } else { Ok(()) }
    };
    unpack(&chain, &stream.raw_data, limit.saturating_mul(PACKED), count).is_ok()
}

/// The bytes of a dictionary with the escapes in its names (`/F#6Cate`) resolved.
pub(super) fn unescaped(dictionary: &[u8]) -> Cow<'_, [u8]> {
    if !dictionary.contains(&b'#') {
        return dictionary.into();
    }
    let mut bytes = Vec::with_capacity(dictionary.len());
    let mut rest = dictionary;
    while let [first, behind @ ..] = rest {
        let digits = behind.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(code) = code.filter(|_| *first == b'#') {
            bytes.push(code);
            rest = &behind[2..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    bytes.into()
}

/// What one filter leaves for the next may have this share of the limit.
const PACKED: u64 = 4;

/// Shows `visit` what comes out of `chain`; no step may give more than `limit` bytes.
/// Damage is for the decoder to deal with: what comes before it counts. How many bytes
/// were gone through by filters other than [`Filter::Flate`], whose data has its end.
pub(super) fn unpack(
    chain: &[Filter],
    data: &[u8],
    limit: u64,
    visit: &mut dyn FnMut(&[u8]) -> Result<(), Fault>,
) -> Result<usize, Fault> {
    let mut data = Cow::Borrowed(data);
    let mut read = 0;
    for (at, filter) in chain.iter().enumerate() {
        if at + 1 == chain.len() {
            return Ok(read + step(*filter, &data, limit, visit)?);
        }
        // What is still packed is small, or it is made to burst.
        let mut next = Vec::new();
        read += step(*filter, &data, limit / PACKED, &mut |bytes| {
            next.extend_from_slice(bytes);
            Ok(())
        })?;
        data = next.into();
    }
    visit(&data)?;
    Ok(read)
}

/// One filter, and how many bytes it went through.
fn step(
    filter: Filter,
    data: &[u8],
    limit: u64,
    visit: &mut dyn FnMut(&[u8]) -> Result<(), Fault>,
) -> Result<usize, Fault> {
    let mut left = limit;
    let mut give = |bytes: &[u8]| {
        left = left.checked_sub(bytes.len() as u64).ok_or(Fault::Bomb { limit })?;
        visit(bytes)
    };
    match filter {
        // Some programs leave the head of zlib data out.
        Filter::Flate => {
            if inflate(ZlibDecoder::new(data), &mut give)? == 0 {
                inflate(DeflateDecoder::new(data), &mut give)?;
            }
            Ok(0)
        }
        Filter::RunLength => run_length(data, &mut give),
        Filter::Hex => {
            let data = &data[..memchr::memchr(b'>', data).unwrap_or(data.len())];
            give(&hex(data))?;
            Ok(data.len())
        }
        Filter::Base85 => {
            // `<~` may open it; `~` ends it.
            let data = data.strip_prefix(b"<~").unwrap_or(data);
            let data = &data[..memchr::memchr(b'~', data).unwrap_or(data.len())];
            give(&base85(data))?;
            Ok(data.len())
        }
        Filter::Lzw => {
            // Codes grow one step sooner or later; which, stands elsewhere.
            let ((sooner, read), (later, _)) = (lzw_len(data, 1), lzw_len(data, 0));
            if sooner.max(later) > limit {
                return Err(Fault::Bomb { limit });
            }
            give(&vec![b' '; sooner.max(later) as usize])?;
            Ok(read)
        }
    }
}

fn inflate(mut reader: impl Read, give: &mut dyn FnMut(&[u8]) -> Result<(), Fault>) -> Result<u64, Fault> {
    let mut buffer = [0; 16 * 1024];
    let mut length = 0;
    loop {
        let count = reader.read(&mut buffer).unwrap_or_default();
        if count == 0 {
            return Ok(length);
        }
        length += count as u64;
        give(&buffer[..count])?;
    }
}

fn run_length(data: &[u8], give: &mut dyn FnMut(&[u8]) -> Result<(), Fault>) -> Result<usize, Fault> {
    let mut rest = data;
    while let [length, behind @ ..] = rest {
        match (*length, behind) {
            (128, _) => break,
            (0..=127, _) => {
                let (copied, next) = behind.split_at(behind.len().min(usize::from(*length) + 1));
                give(copied)?;
                rest = next;
            }
            (_, [byte, next @ ..]) => {
                give(&[*byte; 128][..257 - usize::from(*length)])?;
                rest = next;
            }
            (_, []) => break,
        }
    }
    Ok(data.len() - rest.len())
}

fn hex(data: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> =
        data.iter().filter_map(|byte| char::from(*byte).to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or_default()).collect()
}

fn base85(data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(data.len());
    let (mut group, mut count) = (0_u32, 0);
    let digit = |byte: u8| u32::from(byte - b'!');
    for byte in data {
        match byte {
            b'z' if count == 0 => bytes.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(digit(*byte));
                count += 1;
                if count == 5 {
                    bytes.extend_from_slice(&group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            _ => {}
        }
    }
    if count > 1 {
        for _ in count..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        bytes.extend_from_slice(&group.to_be_bytes()[..count - 1]);
    }
    bytes
}

/// How many bytes LZW data stands for, each code for one byte more than the code
/// before it, or for what was said before; and how many bytes it has.
fn lzw_len(data: &[u8], early: usize) -> (u64, usize) {
    const CLEAR: usize = 256;
    const END: usize = 257;
    const MAX_CODES: usize = 4096;
    let mut lengths: Vec<u32> = vec![1; END + 1];
    let mut total: u64 = 0;
    let mut read = 0;
    let mut previous: Option<u32> = None;
    let (mut buffer, mut buffered, mut width) = (0_u32, 0, 9);
    for byte in data {
        read += 1;
        buffer = buffer << 8 | u32::from(*byte);
        buffered += 8;
        if buffered < width {
            continue;
        }
        buffered -= width;
        let code = (buffer >> buffered) as usize & ((1 << width) - 1);
        buffer &= (1 << buffered) - 1;
        match code {
            CLEAR => {
                lengths.truncate(END + 1);
                previous = None;
                width = 9;
                continue;
            }
            END => break,
            _ => {}
        }
        let Some(length) = lengths.get(code).copied().or(previous.map(|length| length + 1)) else { break };
        total += u64::from(length);
        if let Some(before) = previous.filter(|_| lengths.len() < MAX_CODES) {
            lengths.push(before + 1);
        }
        previous = Some(length);
        width = match lengths.len() + early {
            2048.. => 12,
            1024.. => 11,
            512.. => 10,
            _ => 9,
        };
    }
    (total, read)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::write::{DeflateEncoder, ZlibEncoder};

    use super::*;

    fn unpacked(chain: &[Filter], data: &[u8], limit: u64) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        unpack(chain, data, limit, &mut |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        })?;
        Ok(bytes)
    }

    fn zlib(data: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn chains_are_found_as_they_are_written() {
        use Filter::{Base85, Flate, RunLength};
        for (dictionary, chain) in [
            (&b"<< /Length 5 /Filter /FlateDecode >>"[..], vec![vec![Flate]]),
            (b"<</Filter[/ASCII85Decode/Fl ]/Length 5>>", vec![vec![Base85, Flate]]),
            (b"<< /Filter [ /RL /DCTDecode /Fl ] >>", vec![vec![RunLength]]),
            (b"<< /Filter /DCTDecode >>", vec![]),
            (b"<< /Filter 5 0 R /Filter /RunLengthDecode>>", vec![vec![RunLength]]),
        ] {
            assert_eq!(chains(dictionary), chain, "{}", String::from_utf8_lossy(dictionary));
        }
        assert_eq!(&*unescaped(b"/F#69lter /A#"), b"/Filter /A#");
    }

    #[test]
    fn filters_are_undone_one_after_the_other() {
        use Filter::{Base85, Flate, Hex, RunLength};
        assert_eq!(unpacked(&[Hex], b"41 4 2 5>zz", 9).unwrap(), b"ABP");
        assert_eq!(unpacked(&[Base85], b"<~87cURD]i,\"Ebo80~>", 99).unwrap(), b"Hello World!");
        assert_eq!(unpacked(&[RunLength], &[1, b'a', b'b', 254, b'c', 128, 7], 9).unwrap(), b"abccc");
        let packed = zlib(&zlib(&[254, b'x', 128]));
        assert_eq!(unpacked(&[Flate, Flate, RunLength], &packed, 99).unwrap(), b"xxx");
        let mut raw = DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        raw.write_all(b"without a head").unwrap();
        assert_eq!(unpacked(&[Flate], &raw.finish().unwrap(), 99).unwrap(), b"without a head");
    }

    #[test]
    fn no_step_gives_more_than_the_limit() {
        use Filter::{Flate, Lzw, RunLength};
        let runs = [129, 0].repeat(1000);
        assert_eq!(unpacked(&[RunLength], &runs, 128_000).unwrap().len(), 128_000);
        assert_eq!(unpacked(&[RunLength], &runs, 127_999), Err(Fault::Bomb { limit: 127_999 }));
        // Nor does it hand on more than a quarter of it.
        assert!(unpacked(&[RunLength, Flate], &runs, 128_000).is_err());
        let bomb = zlib(&zlib(&vec![0; 10 << 20]));
        assert!(unpacked(&[Flate, Flate], &bomb, 1 << 20).is_err());
        // -----A---B, the example of the standard.
        let example = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        assert_eq!(unpacked(&[Lzw], &example, 10).unwrap().len(), 10);
        assert!(unpacked(&[Lzw], &example, 9).is_err());
    }
}
