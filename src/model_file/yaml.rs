//! YAML to nodes: a stream of documents, scalars by the core schema of YAML 1.2.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Write;

use granit_parser::{Event, Parser, ScalarStyle, Span, Tag};

use super::misprint;
use super::node::{Fault, FaultKind, Field, Node, Read, Value};
use super::problem::Reading;
use crate::span::SourceSpan;

/// How many nodes aliases may add to those that are written out. A model that
/// this crate writes has none; a file of nine lines can ask for billions.
const ALIAS_NODES: usize = 100_000;

/// Reads a stream, up to its first syntax error. Nesting beyond 255 levels is
/// such an error; so is what aliases repeat beyond [`ALIAS_NODES`].
pub(super) fn read(text: &str) -> Read {
    let mut builder =
        Builder { text, read: Read::default(), open: Vec::new(), anchors: HashMap::new(), left: ALIAS_NODES };
    for event in Parser::new_from_str(text) {
        let result = match event {
            Ok((event, span)) => builder.take(event, span),
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(text.len());
                let known = misprint::locate(text, at, &error.info());
                Err(known.map_or_else(
                    || (character(text, at), error.info()),
                    |(span, why)| (span, why.to_owned()),
                ))
            }
        };
        if let Err((span, why)) = result {
            builder.fault(span, FaultKind::Syntax(why), "");
            break;
        }
    }
    builder.read
}

/// The character at `at`; at the end of a line or of the text nothing.
pub(super) fn character(text: &str, at: usize) -> SourceSpan {
    let mut start = at.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let next = text[start..].chars().next().filter(|c| !matches!(c, '\n' | '\r'));
    SourceSpan::new(start as u32, (start + next.map_or(0, char::len_utf8)) as u32)
}

struct Builder<'a> {
    text: &'a str,
    read: Read,
    /// The lists and maps that are open.
    open: Vec<Open>,
    /// The nodes that have an anchor.
    anchors: HashMap<usize, Node>,
    /// How many more nodes aliases may add.
    left: usize,
}

struct Open {
    span: SourceSpan,
    anchor: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map { fields: Vec<Field>, seen: HashMap<String, SourceSpan>, key: Option<(String, SourceSpan)> },
}

/// Where reading has to stop, and why.
type Stop = (SourceSpan, String);

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Stop> {
        let offset = |marker: granit_parser::Marker| marker.byte_offset().unwrap_or_default();
        let (start, end) = (offset(span.start), offset(span.end));
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = tag.as_deref().is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
                let reading = match (style, tag.as_deref()) {
                    (ScalarStyle::Plain, None) => read_otherwise(&text),
                    (_, Some(tag)) if is_core(tag) => told_otherwise(&text, tag),
                    (_, tag) => tag.map(|_| Reading::Object),
                };
                if let Some(reading) = reading {
                    self.ambiguous(start, end, reading);
                }
                let value = match style {
                    ScalarStyle::Plain if !is_text => scalar(&text),
                    _ => Value::Text(text.into_owned()),
                };
                let mut span = SourceSpan::new(start as u32, end as u32);
                // A lone > is the head of an empty text; it is what can be shown.
                if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded)
                    && value == Value::Text(String::new())
                    && let Some(head) = self.text.get(..start).and_then(|before| before.rfind(['>', '|']))
                {
                    span = SourceSpan::new(head as u32, head as u32 + 1);
                }
                self.add(Node { span, value }, anchor)
            }
            Event::SequenceStart(_, anchor, tag) => {
                if tag.as_deref().is_some_and(|tag| !is_core(tag)) {
                    self.ambiguous(start, end, Reading::Object);
                }
                let content = Content::List(Vec::new());
                self.open.push(Open { span: character(self.text, start), anchor, content });
                Ok(())
            }
            Event::MappingStart(_, anchor, tag) => {
                if tag.as_deref().is_some_and(|tag| !is_core(tag)) {
                    self.ambiguous(start, end, Reading::Object);
                }
                let content = Content::Map { fields: Vec::new(), seen: HashMap::new(), key: None };
                self.open.push(Open { span: character(self.text, start), anchor, content });
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else { return Ok(()) };
                let value = match open.content {
                    Content::List(items) => Value::List(items),
                    Content::Map { fields, .. } => Value::Map(fields),
                };
                self.add(Node { span: open.span, value }, open.anchor)
            }
            Event::Alias(anchor) => self.repeat(anchor, SourceSpan::new(start as u32, end as u32)),
            Event::DocumentEnd => {
                self.anchors.clear();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Puts a finished node where it belongs.
    fn add(&mut self, node: Node, anchor: usize) -> Result<(), Stop> {
        if anchor != 0 {
            self.spend(size(&node), node.span)?;
            self.anchors.insert(anchor, node.clone());
        }
        let mut duplicate = None;
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.read.documents.push(node),
            Some(Content::List(items)) => items.push(node),
            Some(Content::Map { fields, seen, key }) => match key.take() {
                None => *key = Some((name(&node), node.span)),
                Some((name, span)) => match seen.entry(name.clone()) {
                    Entry::Vacant(entry) => {
                        entry.insert(span);
                        fields.push(Field { name, span, value: node });
                    }
                    Entry::Occupied(entry) => duplicate = Some((name, span, *entry.get())),
                },
            },
        }
        if let Some((name, span, first)) = duplicate {
            self.fault(span, FaultKind::DuplicateKey { name: name.clone(), first }, &name);
        }
        Ok(())
    }

    /// Puts a copy of an anchored node where its alias stands.
    fn repeat(&mut self, anchor: usize, span: SourceSpan) -> Result<(), Stop> {
        let Some(node) = self.anchors.get(&anchor) else {
            // The list or map is still open: it would hold itself.
            return Err((span, "an alias to what it stands in".to_owned()));
        };
        let mut node = node.clone();
        node.span = span;
        self.spend(size(&node), span)?;
        self.add(node, 0)
    }

    fn spend(&mut self, nodes: usize, span: SourceSpan) -> Result<(), Stop> {
        match self.left.checked_sub(nodes) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err((span, "aliases repeat too much".to_owned())),
        }
    }

    /// Notes a scalar that other readers take otherwise, or what has a tag of theirs.
    fn ambiguous(&mut self, start: usize, end: usize, reading: Reading) {
        let end = if end > start { end } else { character(self.text, start).end as usize };
        let span = SourceSpan::new(start as u32, end as u32);
        let text = super::finding::cut(span.of(self.text));
        self.fault(span, FaultKind::Ambiguous { text, reading }, "");
    }

    /// Adds a fault at the place that is being read, or at `name` in it.
    fn fault(&mut self, span: SourceSpan, kind: FaultKind, name: &str) {
        let mut path = String::new();
        for open in &self.open {
            match &open.content {
                Content::List(items) => {
                    // Writing to a string does not fail.
                    let _ = write!(path, "[{}]", items.len());
                }
                Content::Map { key, .. } => {
                    let name = key.as_ref().map_or(name, |(name, _)| name);
                    let dot = if path.is_empty() || name.is_empty() { "" } else { "." };
                    path = format!("{path}{dot}{name}");
                }
            }
        }
        let document = self.read.documents.len();
        self.read.faults.push(Fault { span, document, path, kind });
    }
}

/// How many nodes `node` has, itself included. Nesting is limited by the reader.
fn size(node: &Node) -> usize {
    let parts = match &node.value {
        Value::List(items) => items.iter().map(size).sum(),
        Value::Map(fields) => fields.iter().map(|field| size(&field.value)).sum(),
        _ => 0,
    };
    1 + parts
}

/// A key as text; a key that is no text is no name of a field.
fn name(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool => "true".to_owned(),
        Value::Integer(number) | Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(_) => "[…]".to_owned(),
        Value::Map(_) => "{…}".to_owned(),
    }
}

/// Whether a tag is one of those that every reader knows.
fn is_core(tag: &Tag) -> bool {
    ["str", "int", "float", "bool", "null", "seq", "map"].iter().any(|name| tag.is_yaml_core_schema_tag(name))
}

/// What others make of a scalar whose tag says what it is, where it does not look so: here
/// it is what it looks like.
fn told_otherwise(text: &str, tag: &Tag) -> Option<Reading> {
    let is = |name: &str| tag.is_yaml_core_schema_tag(name);
    let value = scalar(text);
    let is_number = matches!(value, Value::Integer(_) | Value::Number(_));
    if is("null") && value != Value::Null {
        Some(Reading::Null)
    } else if is("bool") && value != Value::Bool {
        Some(Reading::Bool)
    } else if (is("int") || is("float")) && !is_number {
        Some(Reading::Number)
    } else {
        None
    }
}

/// What readers of YAML 1.1 make of a plain scalar that is a text in YAML 1.2, or
/// another number.
fn read_otherwise(text: &str) -> Option<Reading> {
    const BOOLS: &[&str] = &["y", "n", "yes", "no", "on", "off"];
    // Only as they are written in YAML 1.1: small, large, or with a capital.
    let (first, rest) = text.split_at_checked(1)?;
    if matches!(text, "=" | "<<") {
        return Some(Reading::Mark);
    }
    let is_cased = rest.bytes().all(|byte| byte.is_ascii_lowercase())
        || text.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_cased && text.len() <= 3 && BOOLS.contains(&text.to_ascii_lowercase().as_str()) {
        return Some(Reading::Bool);
    }
    if !first.starts_with(|c: char| c.is_ascii_digit() || "+-".contains(c)) {
        return None;
    }
    let digits = text.trim_start_matches(['+', '-']);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = digits.split('-').collect();
    if let [year, month, day] = parts[..]
        && year.len() == 4
        && is_number(year)
        && [month, day].iter().all(|part| part.len() <= 2 && is_number(part))
    {
        return Some(Reading::Date);
    }
    // Sixty minutes to the hour.
    let mut times = digits.split(':');
    let is_time = digits.contains(':')
        && times.next().is_some_and(is_number)
        && times.all(|part| is_number(part) && part.len() <= 2);
    let is_octal = digits.len() > 1 && digits.starts_with('0') && is_number(digits);
    let is_grouped = digits.contains('_') && digits.split('_').all(|part| part.is_empty() || is_number(part));
    let is_binary = digits
        .strip_prefix("0b")
        .is_some_and(|bits| !bits.is_empty() && bits.bytes().all(|byte| matches!(byte, b'0' | b'1' | b'_')));
    (is_time || is_octal || is_grouped || is_binary).then_some(Reading::Number)
}

/// Whether a piece of a file is a text without quotes that other readers do not take for one.
pub(super) fn is_bare_text(text: &str) -> bool {
    read_otherwise(text).is_some() && matches!(scalar(text), Value::Text(_))
}

/// A plain scalar by the core schema.
fn scalar(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => return Value::Bool,
        ".nan" | ".NaN" | ".NAN" => return Value::Number(f64::NAN),
        _ => {}
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return Value::Number(f64::INFINITY);
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        let digits = text.strip_prefix(prefix).filter(|digits| !digits.starts_with('+'));
        if let Some(Ok(number)) = digits.map(|digits| u32::from_str_radix(digits, radix)) {
            return Value::Integer(number.into());
        }
    }
    // Rust knows `inf` and `nan` as numbers, YAML does not.
    let is_numeric = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && unsigned.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    match text.parse::<f64>() {
        Ok(number) if is_numeric && unsigned.bytes().all(|byte| byte.is_ascii_digit()) => {
            Value::Integer(number)
        }
        Ok(number) if is_numeric => Value::Number(number),
        _ => Value::Text(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(String, String)> {
        let read = read(text);
        let shown = |fault: Fault| {
            let kind = match fault.kind {
                FaultKind::Syntax(why) => why,
                FaultKind::DuplicateKey { name, .. } => name,
                FaultKind::Ambiguous { text, .. } => text,
            };
            (kind, format!("[{}].{} {:?}", fault.document, fault.path, fault.span.of(text)))
        };
        read.faults.into_iter().map(shown).collect()
    }

    #[test]
    fn scalars_follow_the_core_schema() {
        for (text, value) in [
            ("~", Value::Null),
            ("", Value::Null),
            ("no", Value::Text("no".into())),
            ("True", Value::Bool),
            ("-12", Value::Integer(-12.0)),
            ("0x1F", Value::Integer(31.0)),
            ("1.5e3", Value::Number(1500.0)),
            ("1.", Value::Number(1.0)),
            (".5", Value::Number(0.5)),
            ("2021-12-14", Value::Text("2021-12-14".into())),
            ("inf", Value::Text("inf".into())),
            ("12:30", Value::Text("12:30".into())),
        ] {
            assert_eq!(scalar(text), value, "{text}");
        }
        assert!(scalar(".NaN") != Value::Null && matches!(scalar("-.inf"), Value::Number(_)));
    }

    #[test]
    fn every_part_knows_its_place() {
        let text = "---\n甲: [1, '二']\n乙:\n- 丙: 丁\n---\n戊\n";
        let read = read(text);
        assert_eq!(read.faults, []);
        let first = &read.documents[0];
        assert_eq!(first.mark().of(text), "甲");
        let list = first.get("甲").unwrap();
        assert_eq!((list.span.of(text), list.items()[1].span.of(text)), ("[", "'二'"));
        let item = &first.get("乙").unwrap().items()[0];
        assert_eq!((item.mark().of(text), item.get("丙").unwrap().span.of(text)), ("丙", "丁"));
        assert_eq!(read.documents[1].span.of(text), "戊");
    }

    #[test]
    fn keys_that_stand_twice_are_told_with_their_path() {
        let text = "a: 1\n---\nb:\n- c: 1\n- c: 1\n  d: 2\n  c: 3\n";
        assert_eq!(faults(text), [("c".to_owned(), "[1].b[1].c \"c\"".to_owned())]);
    }

    #[test]
    fn bombs_and_towers_are_refused() {
        let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for (name, before) in "bcdefghi".chars().zip("abcdefgh".chars()) {
            let aliases = vec![format!("*{before}"); 9].join(", ");
            bomb = format!("{bomb}{name}: &{name} [{aliases}]\n");
        }
        assert_eq!(faults(&bomb)[0].0, "aliases repeat too much");
        assert_eq!(faults("a: &a [*a]\n").len(), 1);
        for tower in ["[".repeat(100_000), "{a: ".repeat(100_000), "- ".repeat(100_000), "? ".repeat(100_000)]
        {
            assert_eq!(faults(&tower).len(), 1);
        }
    }

    #[test]
    fn a_syntax_error_is_one_fault_with_its_place() {
        let found = faults("a: 1\nb: [1, 2\nc: 3\n");
        assert_eq!(found.len(), 1, "{found:?}");
        let found = faults("a:\n\t- 1\n");
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(faults(""), []);
    }
}
