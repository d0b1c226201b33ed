//! Which encoding a file is in.
//!
//! Every test gathers evidence that damage does not overturn: one bad byte, or
//! a character cut in two at the end of the file, must not change the answer.
//! The order is that of reliability: byte order mark, UTF-16, strict UTF-8,
//! then, line by line, damaged UTF-8 against GB 18030 and Big5. Whatever is left
//! is GB 18030.

use std::ops::Range;

use super::common::is_common;
use super::encoding::{Encoding, Piece, decode_sample};
use super::refuse::is_control;
use crate::scan::count_bytes;

/// UTF-16 shows in its first code units.
const UTF_16_SAMPLE: usize = 4 * 1024;

/// The legacy encodings show in their first characters.
const LEGACY_SAMPLE: usize = 4 * 1024;

/// How many Chinese characters between two bad sequences show UTF-8 in a line
/// that is not valid. GB 18030 and Big5 yield one or two by chance.
const CERTAIN_RUN: usize = 4;

/// Finds UTF-16 without a byte order mark.
///
/// In the right byte order the code units of a Chinese text are ideographs,
/// Chinese punctuation and ASCII, and most are common ones. The other order, and
/// UTF-8, GB 18030 and Big5 taken in pairs of bytes, may look like ideographs
/// too, but hardly ever like common ones.
pub(crate) fn utf_16(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(UTF_16_SAMPLE) & !1];
    // Two ASCII letters make a fine ideograph, so plain text is ruled out first;
    // a letter and a NUL byte alone are no evidence.
    if sample.len() < 4 || is_plain_utf_8(sample) {
        return None;
    }
    let units = sample.len() / 2;
    let little = Units::count(sample, u16::from_le_bytes);
    let big = Units::count(sample, u16::from_be_bytes);
    let (better, encoding) =
        if little.score() >= big.score() { (little, Encoding::Utf16Le) } else { (big, Encoding::Utf16Be) };
    // Measured on 21 plans: at least 0.99 and 0.82 in the right order, at most
    // 0.76 and 0.08 in the wrong one and in other encodings.
    (better.expected * 10 >= units * 7 && better.common * 5 >= units).then_some(encoding)
}

/// The encoding of a file that is neither UTF-16 nor valid UTF-8, and its
/// pieces where two encodings meet.
///
/// Files are joined out of others, so the question is asked of each line. Few
/// and unlikely lines do not count: in a UTF-8 file they are damage, in a
/// legacy file chance. `marked` says that a UTF-8 byte order mark stood before
/// `bytes`, which takes convincing evidence to overrule.
pub(crate) fn pieces(bytes: &[u8], marked: bool) -> (Encoding, Vec<Piece>) {
    let segments = segments(bytes);
    let of = |kind: Kind| segments.iter().filter(move |segment| segment.kind == kind);
    let sample = |kind: Kind| sample(bytes, of(kind).map(|segment| segment.range.clone()));

    let legacy_sample = sample(Kind::Legacy);
    let has_legacy = !legacy_sample.is_empty();
    let (legacy, as_legacy) = legacy(if has_legacy { &legacy_sample } else { bytes });
    let is_utf_8 = Evidence::weigh(&sample(Kind::Utf8), Encoding::Utf8).is_convincing();
    let is_legacy = has_legacy && as_legacy.is_convincing();
    let encoding = match (is_utf_8, is_legacy) {
        (true, true) => return by_segment(&segments, legacy),
        (true, false) => Encoding::Utf8,
        (false, true) => legacy,
        (false, false) if marked => Encoding::Utf8,
        (false, false) => {
            // A few characters, or none that is common: the better guess, and
            // where both are as good what looks like UTF-8.
            let as_utf_8 = Evidence::weigh(start(bytes), Encoding::Utf8);
            let as_legacy = Evidence::weigh(start(bytes), legacy);
            let size = |kind| of(kind).map(|segment| segment.range.len()).sum::<usize>();
            let is_utf_8 = as_utf_8.beats(&as_legacy)
                || (!as_legacy.beats(&as_utf_8) && size(Kind::Utf8) > size(Kind::Legacy));
            if is_utf_8 { Encoding::Utf8 } else { legacy }
        }
    };
    (encoding, vec![Piece { range: 0..bytes.len(), encoding }])
}

/// Code units counted in one byte order.
struct Units {
    /// Ideographs, Chinese punctuation, ASCII.
    expected: usize,
    /// Common ideographs and punctuation, ASCII.
    common: usize,
}

impl Units {
    fn count(sample: &[u8], unit: fn([u8; 2]) -> u16) -> Self {
        let mut units = Self { expected: 0, common: 0 };
        for pair in sample.chunks_exact(2) {
            let c = char::from_u32(unit([pair[0], pair[1]]).into()).unwrap_or_default();
            let is_ascii = matches!(c, '\t' | '\n' | '\r' | ' '..='~');
            units.common += usize::from(is_ascii || is_common(c));
            units.expected += usize::from(is_ascii || is_common(c) || is_chinese(c));
        }
        units
    }

    fn score(&self) -> usize {
        self.expected + 2 * self.common
    }
}

/// What a segment of a file can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Chinese in UTF-8, perhaps with a few bad bytes.
    Utf8,
    /// Hardly UTF-8.
    Legacy,
    /// ASCII, or too short to tell.
    Either,
}

/// A line, or a part of a line in which two encodings meet.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Segment {
    range: Range<usize>,
    kind: Kind,
}

/// Splits `bytes` into segments, in order and without gaps.
fn segments(bytes: &[u8]) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut start = 0;
    // Neither terminator is part of a character in UTF-8, GB 18030 or Big5.
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        push_line(bytes, start..at + 1, &mut segments);
        start = at + 1;
    }
    push_line(bytes, start..bytes.len(), &mut segments);
    segments
}

/// Adds the segments of one line: one as a rule, more where a file without a
/// closing terminator was joined with one in another encoding.
fn push_line(bytes: &[u8], line: Range<usize>, segments: &mut Vec<Segment>) {
    let mut push = |range: Range<usize>, kind| {
        if !range.is_empty() {
            segments.push(Segment { range, kind });
        }
    };
    if let Ok(text) = std::str::from_utf8(&bytes[line.clone()]) {
        // Two legacy characters can be valid UTF-8, but not a Chinese one.
        let is_chinese = text.chars().filter(|c| is_chinese(*c)).nth(1).is_some();
        let kind = if is_chinese { Kind::Utf8 } else { Kind::Either };
        return push(line, kind);
    }
    if !may_be_utf_8(&bytes[line.clone()]) {
        // Nearly every legacy line ends here, which is quicker.
        return push(line.clone(), kind(&bytes[line], 0, 1));
    }
    let mut open = line.start;
    let mut at = line.start;
    let (mut chinese, mut bad) = (0, 0);
    for chunk in bytes[line.clone()].utf8_chunks() {
        let end = at + chunk.valid().len();
        // A legacy character before the joint may pass for a Greek letter.
        let valid = chunk.valid().trim_start_matches(|c| ('\u{80}'..'\u{800}').contains(&c));
        let run = valid.chars().filter(|c| is_chinese(*c)).count();
        if run >= CERTAIN_RUN {
            let start = end - valid.len();
            push(open..start, kind(&bytes[open..start], chinese, bad));
            push(start..end, Kind::Utf8);
            (open, chinese, bad) = (end, 0, 0);
        } else {
            chinese += run;
        }
        bad += usize::from(!chunk.invalid().is_empty());
        at = end + chunk.invalid().len();
    }
    push(open..line.end, kind(&bytes[open..line.end], chinese, bad));
}

/// Whether a line could be UTF-8 with some damage: three bytes look like a
/// Chinese character, and not fewer than there are bytes that UTF-8 never has.
fn may_be_utf_8(bytes: &[u8]) -> bool {
    let follows = |byte: u8| byte & 0xC0 == 0x80;
    let chinese = bytes
        .windows(3)
        .filter(|at| matches!(at[0], 0xE3..=0xE9 | 0xEF) && follows(at[1]) && follows(at[2]))
        .count();
    chinese >= CERTAIN_RUN || chinese > 0 && chinese >= count_bytes(bytes, |byte| byte > 0xF4)
}

/// What bytes are that hold no long run of UTF-8, by the number of Chinese
/// characters and of bad sequences that they hold when read as UTF-8.
fn kind(bytes: &[u8], chinese: usize, bad: usize) -> Kind {
    if chinese > 0 && chinese >= bad {
        Kind::Utf8
    } else if bytes.iter().filter(|byte| !byte.is_ascii()).nth(3).is_none() {
        // Less than two legacy characters.
        Kind::Either
    } else {
        Kind::Legacy
    }
}

/// Reads each segment in its own encoding, and what can be either like the
/// segment before it. The file is named after the encoding of most bytes.
fn by_segment(segments: &[Segment], legacy: Encoding) -> (Encoding, Vec<Piece>) {
    let encoding = |kind| match kind {
        Kind::Utf8 => Some(Encoding::Utf8),
        Kind::Legacy => Some(legacy),
        Kind::Either => None,
    };
    let mut current = segments.iter().find_map(|segment| encoding(segment.kind)).unwrap_or(legacy);
    let mut pieces: Vec<Piece> = Vec::new();
    for segment in segments {
        current = encoding(segment.kind).unwrap_or(current);
        match pieces.last_mut() {
            Some(piece) if piece.encoding == current => piece.range.end = segment.range.end,
            _ => pieces.push(Piece { range: segment.range.clone(), encoding: current }),
        }
    }
    let (utf_8, other): (Vec<_>, Vec<_>) = pieces.iter().partition(|piece| piece.encoding == Encoding::Utf8);
    let size = |pieces: &[&Piece]| pieces.iter().map(|piece| piece.range.len()).sum::<usize>();
    let majority = if size(&utf_8) >= size(&other) { Encoding::Utf8 } else { legacy };
    (majority, pieces)
}

/// GB 18030 or Big5.
///
/// Nearly every pair of bytes is a character in both, so bad sequences say
/// little by themselves; common characters decide. GB 18030 is the usual case
/// and needs no proof, Big5 does. Returns what speaks for the answer, too.
fn legacy(bytes: &[u8]) -> (Encoding, Evidence) {
    let sample = start(bytes);
    let gb18030 = Evidence::weigh(sample, Encoding::Gb18030);
    let big5 = Evidence::weigh(sample, Encoding::Big5);
    if big5.is_convincing() && big5.beats(&gb18030) {
        (Encoding::Big5, big5)
    } else {
        (Encoding::Gb18030, gb18030)
    }
}

/// The start of what is not ASCII.
fn start(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len());
    &bytes[start..bytes.len().min(start + LEGACY_SAMPLE)]
}

/// The start of the bytes in `ranges`, put together.
fn sample(bytes: &[u8], ranges: impl Iterator<Item = Range<usize>>) -> Vec<u8> {
    let mut sample = Vec::new();
    for range in ranges {
        let room = LEGACY_SAMPLE - sample.len();
        if room == 0 {
            break;
        }
        sample.extend_from_slice(&bytes[range.start..range.end.min(range.start + room)]);
    }
    sample
}

/// How well an encoding explains some bytes.
struct Evidence {
    /// Characters outside of ASCII.
    wide: usize,
    /// Common ones among them.
    common: usize,
    /// Sequences that are no character.
    replaced: usize,
}

impl Evidence {
    fn weigh(sample: &[u8], encoding: Encoding) -> Self {
        let decoded = decode_sample(sample, encoding);
        let wide = decoded.text.chars().filter(|c| !c.is_ascii()).count();
        let common = decoded.text.chars().filter(|c| is_common(*c)).count();
        Self { wide, common, replaced: decoded.replaced }
    }

    /// Whether the text reads like Chinese: in the right encoding more than
    /// three quarters are common, in a wrong one less than a tenth (measured on
    /// 21 plans).
    fn is_convincing(&self) -> bool {
        self.common > 1 && self.common * 3 >= self.wide
    }

    fn beats(&self, other: &Self) -> bool {
        self.common + other.replaced > other.common + self.replaced
    }
}

/// Whether `sample` could be the start of a plain text in UTF-8.
fn is_plain_utf_8(sample: &[u8]) -> bool {
    let is_valid =
        simdutf8::compat::from_utf8(sample).map_or_else(|error| error.error_len().is_none(), |_| true);
    is_valid && !sample.iter().any(|byte| is_control(*byte))
}

/// Ideographs, Chinese punctuation, kana, full-width forms.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gb18030(text: &str) -> Vec<u8> {
        encoding_rs::GB18030.encode(text).0.into_owned()
    }

    fn big5(text: &str) -> Vec<u8> {
        encoding_rs::BIG5.encode(text).0.into_owned()
    }

    fn utf_16_bytes(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    /// The pieces as text of (length, encoding).
    fn found(bytes: &[u8]) -> Vec<(usize, &'static str)> {
        pieces(bytes, false).1.iter().map(|piece| (piece.range.len(), piece.encoding.name())).collect()
    }

    #[test]
    fn utf_16_is_found_in_both_orders() {
        for text in [
            "规划纲要",
            "一、总体要求\n（一）指导思想。",
            "2021 plan: growth of 6 %",
            "规划（2021—2025年）\r\n",
        ] {
            assert_eq!(utf_16(&utf_16_bytes(text, u16::to_le_bytes)), Some(Encoding::Utf16Le), "{text}");
            assert_eq!(utf_16(&utf_16_bytes(text, u16::to_be_bytes)), Some(Encoding::Utf16Be), "{text}");
        }
    }

    #[test]
    fn others_are_not_utf_16() {
        let text = "关于印发残疾人保障和发展规划的通知";
        assert_eq!(utf_16(b""), None);
        assert_eq!(utf_16(b"a"), None);
        assert_eq!(utf_16(b"this app can break"), None);
        assert_eq!(utf_16(b"this app can break\xFF this app can break"), None);
        assert_eq!(utf_16("Grüße, 2021–2025".as_bytes()), None);
        for shift in 0..4 {
            assert_eq!(utf_16(&text.as_bytes()[shift..]), None);
            assert_eq!(utf_16(&gb18030(text)[shift..]), None);
            assert_eq!(utf_16(&big5("關於印發殘疾人保障和發展規劃的通知")[shift..]), None);
        }
        assert_eq!(utf_16(&(0..=255).cycle().take(9000).collect::<Vec<u8>>()), None);
    }

    #[test]
    fn short_legacy_lines_are_told_apart() {
        for text in ["关于做好残疾人就业工作", "鞍钢集团", "联通", "规划"] {
            assert_eq!(pieces(&gb18030(text), false).0, Encoding::Gb18030, "{text}");
        }
        for text in ["關於做好身心障礙者就業", "臺北市政府", "發展計畫的實施"] {
            assert_eq!(pieces(&big5(text), false).0, Encoding::Big5, "{text}");
        }
    }

    #[test]
    fn traditional_text_in_gb18030_is_not_big5() {
        let text = "關於印發殘疾人保障和發展規劃的通知，請認真貫徹執行。";
        assert_eq!(pieces(&gb18030(text), false).0, Encoding::Gb18030);
    }

    #[test]
    fn damaged_utf_8_stays_utf_8() {
        let text = "一、总体要求\n（一）指导思想。坚持以人民为中心的发展思想\n短\n";
        for at in 0..text.len() {
            let mut bytes = text.as_bytes().to_vec();
            bytes[at] = 0xFF;
            assert_eq!(found(&bytes), [(text.len(), "UTF-8")], "bad byte at {at}");
            bytes.remove(at);
            assert_eq!(pieces(&bytes, false).0, Encoding::Utf8, "no byte at {at}");
        }
        let scattered: Vec<u8> = (0..60_u8).map(|byte| 0x80 | byte.wrapping_mul(37)).collect();
        let garbage = [text.as_bytes(), &scattered, text.as_bytes()].concat();
        assert_eq!(found(&garbage), [(garbage.len(), "UTF-8")]);
        assert_eq!(pieces("九江".as_bytes().split_last().unwrap().1, false).0, Encoding::Utf8);
    }

    #[test]
    fn joined_files_are_read_by_lines() {
        let (first, second) = ("一、总体要求\n坚持改革创新\n", "二、重点任务\n推进城乡建设\n");
        let legacy = gb18030(second);
        let joined = [first.as_bytes(), &legacy].concat();
        assert_eq!(found(&joined), [(first.len(), "UTF-8"), (legacy.len(), "gb18030")]);
        let joined = [&legacy, first.as_bytes()].concat();
        assert_eq!(found(&joined), [(legacy.len(), "gb18030"), (first.len(), "UTF-8")]);
        let legacy = big5("二、重點任務\n推進城鄉建設\n");
        let joined = [first.as_bytes(), &legacy].concat();
        assert_eq!(found(&joined), [(first.len(), "UTF-8"), (legacy.len(), "Big5")]);
    }

    #[test]
    fn joints_inside_a_line_are_found() {
        let (first, second) = ("一、总体要求\n坚持改革创新", "二、重点任务\n推进城乡建设");
        let legacy = gb18030(second);
        let joined = [first.as_bytes(), &legacy].concat();
        assert_eq!(found(&joined), [(first.len(), "UTF-8"), (legacy.len(), "gb18030")]);
        let joined = [&legacy, first.as_bytes()].concat();
        assert_eq!(found(&joined), [(legacy.len(), "gb18030"), (first.len(), "UTF-8")]);
    }

    #[test]
    fn what_can_be_either_follows_its_neighbour() {
        let text = "坚持改革创新，推进城乡建设\n联通\n2021\n";
        let legacy = gb18030(text);
        let joined = [text.as_bytes(), &legacy].concat();
        assert_eq!(found(&joined), [(text.len(), "UTF-8"), (legacy.len(), "gb18030")]);
    }

    #[test]
    fn a_mark_outweighs_weak_evidence_only() {
        let rare = gb18030("鞍钢集团");
        assert_eq!(pieces(&rare, false).0, Encoding::Gb18030);
        assert_eq!(pieces(&rare, true).0, Encoding::Utf8);
        assert_eq!(pieces(&gb18030("推进城乡建设"), true).0, Encoding::Gb18030);
    }

    #[test]
    fn segments_cover_the_file() {
        let bytes =
            [&gb18030("一\r\n二三四\r"), "\n五六七八九".as_bytes(), b"\xFF\xFE\n", &big5("十")].concat();
        let segments = segments(&bytes);
        assert_eq!(segments.first().map(|segment| segment.range.start), Some(0));
        assert_eq!(segments.last().map(|segment| segment.range.end), Some(bytes.len()));
        assert!(segments.windows(2).all(|pair| pair[0].range.end == pair[1].range.start));
    }
}
