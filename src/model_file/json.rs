//! JSON and NDJSON to nodes.
//!
//! `serde_json` decides what is JSON; that the raw text of every value is
//! borrowed from the whole tells where it stands.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::node::{Fault, FaultKind, Field, Node, Read, Value};
use super::yaml::character;
use crate::source::LineIndex;
use crate::span::SourceSpan;

/// How deep values may be nested. Each level is read once more, and a model
/// needs a dozen and two for each level of its sections.
const DEPTH: usize = 100;

/// Reads a file with one value; an array holds one model in each element.
pub(super) fn read(text: &str) -> Read {
    let mut read = Read::default();
    let node = read_value(text, text, 0, &mut read.faults);
    if text.trim_start().starts_with('[') {
        // The first step of a path is the model.
        for fault in &mut read.faults {
            let inner = fault.path.strip_prefix('[').and_then(|path| path.split_once(']'));
            if let Some((index, path)) = inner {
                fault.document = index.parse().unwrap_or_default();
                fault.path = path.trim_start_matches('.').to_owned();
            }
        }
    }
    match node {
        Some(Node { value: Value::List(items), .. }) => read.documents = items,
        node => read.documents.extend(node),
    }
    read
}

/// Reads a file with one value in each line. A bad line does not hide others.
pub(super) fn read_lines(text: &str) -> Read {
    let mut read = Read::default();
    if let Some(fault) = spread_out(text) {
        read.faults.push(fault);
        return read;
    }
    let index = LineIndex::new(text);
    for line in 1..=index.count() {
        let line = index.line_span(line).of(text);
        if !line.trim().is_empty() {
            let document = read.documents.len();
            read.documents.extend(read_value(text, line, document, &mut read.faults));
        }
    }
    read
}

/// What is wrong with values that take several lines each, as JSON may.
fn spread_out(text: &str) -> Option<Fault> {
    let start = text.len() - text.trim_start().len();
    let line = text[start..].lines().next()?;
    let is_cut = serde_json::from_str::<IgnoredAny>(line).is_err_and(|error| error.is_eof());
    let is_whole =
        || serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>().all(|value| value.is_ok());
    (is_cut && is_whole()).then(|| Fault {
        span: character(text, start),
        document: 0,
        path: String::new(),
        kind: FaultKind::Syntax("a value over several lines; each takes one".to_owned()),
    })
}

/// Reads `part` of `text`.
fn read_value(text: &str, part: &str, document: usize, faults: &mut Vec<Fault>) -> Option<Node> {
    if let Err(error) = serde_json::from_str::<IgnoredAny>(part) {
        faults.push(Fault { document, ..syntax(text, part, &error) });
        return None;
    }
    let mut reader = Reader { text, document, path: Vec::new(), faults, is_broken: false };
    let node = reader.node(part, DEPTH);
    (!reader.is_broken).then_some(node)
}

/// The message without the place that it ends with, and the place.
fn syntax(text: &str, part: &str, error: &serde_json::Error) -> Fault {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    // The column counts the bytes of the line that have been read.
    let lines = part.split_inclusive('\n');
    let before: usize = lines.take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = offset(text, part) + before + error.column().saturating_sub(1);
    let end = offset(text, part) + part.trim_end().len();
    let kind = FaultKind::Syntax(message.to_owned());
    Fault { span: character(text, at.min(end)), document: 0, path: String::new(), kind }
}

/// Where `part`, which is borrowed from `text`, starts in it.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

struct Reader<'a> {
    text: &'a str,
    document: usize,
    /// The steps to what is being read: `.name` or `[0]`.
    path: Vec<String>,
    faults: &'a mut Vec<Fault>,
    is_broken: bool,
}

impl<'a> Reader<'a> {
    fn span(&self, part: &str) -> SourceSpan {
        let start = offset(self.text, part);
        SourceSpan::new(start as u32, (start + part.len()) as u32)
    }

    /// The node of one value, which is known to be JSON.
    fn node(&mut self, part: &'a str, depth: usize) -> Node {
        let part = part.trim_matches([' ', '\t', '\r', '\n']);
        let span = self.span(part);
        let first = SourceSpan::new(span.start, span.start + 1);
        match part.as_bytes().first() {
            Some(b'[' | b'{') if depth == 0 => {
                self.stop(first, "nested too deeply".to_owned());
                Node { span: first, value: Value::Null }
            }
            Some(b'[') => {
                let parts: Vec<&RawValue> = self.parse(part, first).unwrap_or_default();
                let mut items = Vec::with_capacity(parts.len());
                for (at, part) in parts.into_iter().enumerate() {
                    self.path.push(format!("[{at}]"));
                    items.push(self.node(part.get(), depth - 1));
                    self.path.pop();
                }
                Node { span: first, value: Value::List(items) }
            }
            Some(b'{') => {
                let Pairs(pairs) = self.parse(part, first).unwrap_or_default();
                Node { span: first, value: Value::Map(self.fields(pairs, depth - 1)) }
            }
            Some(b'"') => {
                let text = self.parse::<String>(part, span).unwrap_or_default();
                Node { span, value: Value::Text(text) }
            }
            Some(b't' | b'f') => Node { span, value: Value::Bool },
            Some(b'n') => Node { span, value: Value::Null },
            _ => {
                let number = self.parse::<f64>(part, span).unwrap_or_default();
                let is_whole = !part.contains(['.', 'e', 'E']);
                let value = if is_whole { Value::Integer(number) } else { Value::Number(number) };
                Node { span, value }
            }
        }
    }

    fn fields(&mut self, pairs: Vec<(&'a RawValue, &'a RawValue)>, depth: usize) -> Vec<Field> {
        let mut fields = Vec::with_capacity(pairs.len());
        let mut seen: HashMap<String, SourceSpan> = HashMap::new();
        for (key, value) in pairs {
            let span = self.span(key.get());
            let name: String = self.parse(key.get(), span).unwrap_or_default();
            match seen.entry(name.clone()) {
                Entry::Vacant(entry) => {
                    entry.insert(span);
                    self.path.push(format!(".{name}"));
                    let value = self.node(value.get(), depth);
                    self.path.pop();
                    fields.push(Field { name, span, value });
                }
                Entry::Occupied(entry) => {
                    self.path.push(format!(".{name}"));
                    let kind = FaultKind::DuplicateKey { name, first: *entry.get() };
                    self.fault(span, kind);
                    self.path.pop();
                }
            }
        }
        fields
    }

    /// Skipping a value does not look at everything that reading it does, such
    /// as halves of surrogate pairs.
    fn parse<T: Deserialize<'a>>(&mut self, part: &'a str, span: SourceSpan) -> Option<T> {
        match serde_json::from_str(part) {
            Ok(value) => Some(value),
            Err(error) => {
                let message = error.to_string();
                let message = message.rsplit_once(" at line ").map_or(message.as_str(), |pair| pair.0);
                self.stop(span, message.to_owned());
                None
            }
        }
    }

    fn stop(&mut self, span: SourceSpan, message: String) {
        if !self.is_broken {
            self.fault(span, FaultKind::Syntax(message));
        }
        self.is_broken = true;
    }

    fn fault(&mut self, span: SourceSpan, kind: FaultKind) {
        let path = self.path.concat().trim_start_matches('.').to_owned();
        self.faults.push(Fault { span, document: self.document, path, kind });
    }
}

/// The keys and values of an object, as they are written.
#[derive(Default)]
struct Pairs<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;

        impl<'de> Visitor<'de> for Read {
            type Value = Vec<(&'de RawValue, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(pairs)
            }
        }

        deserializer.deserialize_map(Read).map(Pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(String, usize, String, &str)> {
        let shown = |fault: Fault| {
            let kind = match fault.kind {
                FaultKind::Syntax(why) => why,
                FaultKind::DuplicateKey { name, .. } => name,
                FaultKind::Ambiguous { text, .. } => text,
            };
            (kind, fault.document, fault.path, fault.span.of(text))
        };
        read(text).faults.into_iter().map(shown).collect()
    }

    #[test]
    fn every_part_knows_its_place() {
        let text = " {\"甲\": [1, \"\\u4e8c\", 2.5], \"乙\": {\"丙\": null}}\n";
        let read = read(text);
        assert_eq!(read.faults, []);
        let node = &read.documents[0];
        assert_eq!((node.span.of(text), node.mark().of(text)), ("{", "\"甲\""));
        let items = node.get("甲").unwrap().items();
        assert_eq!((items[1].span.of(text), items[1].text()), ("\"\\u4e8c\"", Some("二")));
        assert_eq!((items[2].span.of(text), items[2].number()), ("2.5", Some(2.5)));
        assert_eq!(node.get("乙").unwrap().get("丙").unwrap().span.of(text), "null");
    }

    #[test]
    fn what_is_no_json_is_one_fault() {
        assert_eq!(faults("{\"a\": 1,}"), [("key must be a string".to_owned(), 0, String::new(), "}")]);
        assert_eq!(faults("{\"a\": 甲}"), [("expected value".to_owned(), 0, String::new(), "甲")]);
        assert_eq!(faults("[1, 2").len(), 1);
        assert_eq!(faults("").len(), 1);
        // Half of a pair is skipped by a reader that does not want the text.
        let half = faults("[{\"a\": 1}, {\"b\": \"\\ud83d\"}]");
        assert_eq!((half.len(), half[0].1, half[0].2.as_str()), (1, 1, "b"), "{half:?}");
        assert_eq!(faults("\"\\ud83d\\ude00\""), []);
    }

    #[test]
    fn keys_that_stand_twice_are_told_with_their_path() {
        let found = faults("[{}, {\"a\": [{\"b\": 1, \"b\": 2}]}]");
        assert_eq!(found, [("b".to_owned(), 1, "a[0].b".to_owned(), "\"b\"")]);
    }

    #[test]
    fn towers_are_refused() {
        for tower in ["[".repeat(100_000), format!("{}{}", "[".repeat(110), "]".repeat(110))] {
            assert_eq!(faults(&tower).len(), 1);
        }
    }

    #[test]
    fn a_bad_line_does_not_hide_others() {
        let text = "{\"a\": 1}\n\n{\"b\": }\r\n{\"c\": 3}\n";
        let read = read_lines(text);
        assert_eq!(read.documents.len(), 2);
        assert_eq!(read.faults.len(), 1);
        assert_eq!(read.faults[0].span.of(text), "}");
    }
}
