//! Byte offsets, which models have, and UTF-16 offsets, which browsers count in.

use std::fmt::Write;

use guihua::Source;
use guihua::model::ByteSpan;

/// Both kinds of offsets, at the starts of lines and at steps within long ones.
#[derive(Debug)]
pub struct Offsets {
    starts: Vec<(u32, u32)>,
}

impl Offsets {
    pub fn new(source: &Source) -> Self {
        /// A text may be one line; to count on from here takes nothing.
        const STEP: u32 = 256;
        let text = source.text();
        let mut starts = vec![(0, 0)];
        let (mut units, mut last) = (0, 0);
        for (at, c) in text.char_indices() {
            units += c.len_utf16() as u32;
            if c == '\n' || c == '\r' || units - last >= STEP {
                last = units;
                starts.push(((at + c.len_utf8()) as u32, units));
            }
        }
        Self { starts }
    }

    /// What a browser calls a byte offset of `text`.
    pub fn to_units(&self, text: &str, offset: u32) -> u32 {
        let line = self.starts.partition_point(|(bytes, _)| *bytes <= offset).saturating_sub(1);
        let (bytes, units) = self.starts[line];
        let end = text.floor_char_boundary(offset as usize).max(bytes as usize);
        units + text[bytes as usize..end].encode_utf16().count() as u32
    }

    /// The byte offset that a browser calls so; nothing behind the end of `text`.
    #[cfg(feature = "review")]
    pub fn to_bytes(&self, text: &str, offset: u32) -> Option<u32> {
        let line = self.starts.partition_point(|(_, units)| *units <= offset).saturating_sub(1);
        let (bytes, mut units) = self.starts[line];
        for (at, c) in text[bytes as usize..].char_indices() {
            if units >= offset {
                return Some(bytes + at as u32);
            }
            units += c.len_utf16() as u32;
        }
        (units >= offset).then_some(text.len() as u32)
    }

    /// Both ends of a span as a browser counts.
    pub fn span(&self, text: &str, [start, end]: ByteSpan) -> [u32; 2] {
        [self.to_units(text, start), self.to_units(text, end)]
    }

    /// JSON without blanks, with all its spans turned.
    pub fn turn(&self, text: &str, json: &str) -> String {
        const NAME: &str = "\"span\":[";
        let mut turned = String::with_capacity(json.len());
        let mut rest = json;
        while let Some(at) = rest.find('"') {
            let (before, string) = rest.split_at(at);
            turned.push_str(before);
            if let Some((span, behind)) = string.strip_prefix(NAME).and_then(ends) {
                let [start, end] = self.span(text, span);
                let _ = write!(turned, "{NAME}{start},{end}]");
                rest = behind;
            } else {
                let (string, behind) = string.split_at(end_of_string(string));
                turned.push_str(string);
                rest = behind;
            }
        }
        turned + rest
    }
}

/// The two numbers of an array that is open, and what comes behind it.
fn ends(array: &str) -> Option<(ByteSpan, &str)> {
    let (numbers, behind) = array.split_once(']')?;
    let (start, end) = numbers.split_once(',')?;
    Some(([start.parse().ok()?, end.parse().ok()?], behind))
}

/// The length of the JSON string at the beginning of `json`, with its marks.
fn end_of_string(json: &str) -> usize {
    let bytes = json.as_bytes();
    let mut at = 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    bytes.len().min(at + 1)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn offsets_lead_there_and_back() {
        let text = format!("甲a\r\n𠮷乙\n{}\u{FEFF}z", "乙b𠮷".repeat(200));
        let source = Source::from_text("a", text);
        let offsets = Offsets::new(&source);
        let text = source.text();
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let units = offsets.to_units(text, at as u32);
            assert_eq!(units as usize, text[..at].encode_utf16().count());
            #[cfg(feature = "review")]
            assert_eq!(offsets.to_bytes(text, units), Some(at as u32));
        }
        // A line is told in steps, and none is longer.
        assert!(offsets.starts.windows(2).all(|pair| pair[1].1 - pair[0].1 <= 257));
        let inside = json!("\"span\":[4,6]\\").to_string();
        let written = |a, b| {
            format!(
                r#"{{"span":{a},"text":{inside},"a":"span","items":[{{"span":{b},"lines":[4,6]}},{{"span":null}}]}}"#
            )
        };
        assert_eq!(offsets.turn(text, &written("[0,4]", "[4,6]")), written("[0,2]", "[2,4]"));
    }
}
