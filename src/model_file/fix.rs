//! Mends in a model file what follows from the rest of it: ids from positions and
//! whoever refers to them, places from the text that refers to a part, comparator
//! and number from the cell, dates from the text beside them, the number of a section
//! from its label, and fields that are left out and would be null.
//!
//! Only what is wrong is replaced; comments, order and style stay. What takes a
//! look at the source is left to people.

use std::collections::HashMap;

use super::index::Index;
use super::node::{Node, Value};
use super::path::Path;
use super::problem::PartKind;
use super::rule::wrong_dates;
use super::{Format, info, read_nodes, shape};
use crate::model::Comparator;
use crate::scan::marker::scan_marker;
use crate::scan::quantity::read_quantity;
use crate::source::Source;
use crate::span::SourceSpan;

/// A model file that was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The text of the file.
    pub text: String,
    /// What was changed, in the order of the lines.
    pub changes: Vec<Change>,
}

/// A line that was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its number in the file as it is now, from 1.
    pub line: u32,
    /// The line before; `None` where it was added.
    pub before: Option<String>,
    /// The line now.
    pub after: String,
}

/// What mends one repair may make another possible; so often is looked.
const ROUNDS: usize = 6;

/// Mends a model file.
///
/// ```
/// use guihua::model_file::{Format, fix};
/// use guihua::{Source, parse, render};
///
/// let parsed = parse(&Source::from_text("plan.txt", "甲市规划\n一、目标\n建设。\n二、任务\n落实。\n"));
/// let mut bytes = Vec::new();
/// render::append(&mut bytes, &parsed.documents, render::Format::Yaml)?;
/// let text = String::from_utf8(bytes)?;
/// let spoilt = text.replace("id: \"2\"", "id: \"3\"");
/// let fixed = fix(&Source::from_text("plan.yaml", spoilt), Format::Yaml);
/// assert_eq!(fixed.text, text);
/// assert_eq!(fixed.changes.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn fix(source: &Source, format: Format) -> Fixed {
    let original = source.text().to_owned();
    let mut text = original.clone();
    for _ in 0..ROUNDS {
        let source = Source::from_text(source.path(), text.clone());
        let edits = edits(&source, format);
        if edits.is_empty() {
            break;
        }
        text = apply(&text, edits);
    }
    let changes = compare(&original, &text);
    Fixed { text, changes }
}

/// A piece of the text and what takes its place.
struct Edit {
    span: SourceSpan,
    by: String,
}

fn edits(source: &Source, format: Format) -> Vec<Edit> {
    let read = read_nodes(source, format);
    // Half a file would be mended by guesses.
    if !read.faults.is_empty() {
        return Vec::new();
    }
    let mut edits = Vec::new();
    for document in read.documents.iter().filter(|document| info(document).is_model) {
        let mut mender = Mender { text: source.text(), format, edits: Vec::new() };
        mender.absent(document);
        if mender.edits.is_empty() {
            let index = Index::new(document, &Path::Top);
            mender.ids(&index);
            // Places are told by ids, which have to be right first.
            if mender.edits.is_empty() {
                mender.places(&index);
            }
            mender.values(&index);
            mender.dates(document);
            mender.numbers(&index);
        }
        edits.append(&mut mender.edits);
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    edits
}

struct Mender<'a> {
    text: &'a str,
    format: Format,
    edits: Vec<Edit>,
}

impl Mender<'_> {
    fn replace(&mut self, node: &Node, by: String) {
        self.edits.push(Edit { span: node.span, by });
    }

    /// A text as the file writes it; in YAML quotes only where they are needed.
    fn quoted(&self, text: &str) -> String {
        let is_plain = self.format == Format::Yaml
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if is_plain { text.to_owned() } else { format!("\"{text}\"") }
    }

    /// Ids by position, and whoever refers to a part by the id that it had.
    fn ids(&mut self, index: &Index<'_>) {
        let mut owners: HashMap<&str, Vec<&str>> = HashMap::new();
        for part in &index.parts {
            owners.entry(part.id.1).or_default().push(&part.expected);
            if part.id.1 != part.expected {
                let by = self.quoted(&part.expected);
                self.replace(part.id.0, by);
            }
        }
        for reference in &index.references {
            // Of two parts with one id, the first is meant.
            let meant = owners.get(reference.id).and_then(|expected| expected.first());
            if let Some(meant) = meant.filter(|meant| **meant != reference.id) {
                let by = self.quoted(meant);
                self.replace(reference.node, by);
            }
        }
    }

    /// The section or annex of a part as the text has it.
    fn places(&mut self, index: &Index<'_>) {
        for found in index.places() {
            self.place(found.part.node, found.field, found.place);
        }
    }

    fn place(&mut self, holder: &Node, name: &str, expected: Option<&str>) {
        let Some(said) = holder.get(name) else { return };
        // Another type is another fault.
        if (said.is_null() || said.text().is_some()) && said.text() != expected {
            let by = expected.map_or_else(|| "null".to_owned(), |id| self.quoted(id));
            self.replace(said, by);
        }
    }

    /// Comparator and number as the cell has them.
    fn values(&mut self, index: &Index<'_>) {
        for part in index.parts.iter().filter(|part| part.kind == PartKind::Indicator) {
            for value in part.node.get("values").map_or(&[] as &[Node], Node::items) {
                let fields = ["text", "comparator", "number"].map(|name| value.get(name));
                let [Some(text), Some(comparator), Some(number)] = fields else { continue };
                let Some(text) = text.text() else { continue };
                let Some(said) = read_quantity(text) else {
                    // Somebody may understand a cell that this crate does not.
                    if comparator.is_null() != number.is_null() {
                        self.replace(comparator, "null".to_owned());
                        self.replace(number, "null".to_owned());
                    }
                    continue;
                };
                let sign: Comparator = said.comparator;
                if comparator.text() != Some(sign.as_str()) {
                    self.replace(comparator, format!("\"{}\"", sign.as_str()));
                }
                let is_near =
                    |number: f64| (number - said.number).abs() <= 1e-9 * number.abs().max(said.number.abs());
                if !number.number().is_some_and(is_near) {
                    self.replace(number, format!("{:?}", said.number));
                }
            }
        }
    }

    /// Dates as the text beside them has them.
    fn dates(&mut self, document: &Node) {
        for (said, _, expected, _) in wrong_dates(document) {
            self.replace(said, format!("\"{expected}\""));
        }
    }

    /// The number of a section as its label has it.
    fn numbers(&mut self, index: &Index<'_>) {
        for part in index.parts.iter().filter(|part| part.kind == PartKind::Section) {
            let (Some(label), Some(number)) = (part.node.get("label"), part.node.get("number")) else {
                continue;
            };
            let Some(marker) = label.text().and_then(scan_marker) else { continue };
            if number.number() != Some(f64::from(marker.number))
                && (number.is_null() || number.number().is_some())
            {
                self.replace(number, marker.number.to_string());
            }
        }
    }

    /// Fields that are left out and would be null.
    fn absent(&mut self, document: &Node) {
        for (node, names) in shape::absent(document) {
            // Behind the first field of a map there is always a place.
            let Value::Map(fields) = &node.value else { continue };
            let Some(second) = fields.get(1) else { continue };
            let at = second.span.start;
            let line = self.text[..at as usize].rfind('\n').map_or(0, |at| at + 1);
            let indent = &self.text[line..at as usize];
            let is_block = indent.bytes().all(|byte| byte == b' ');
            let mut by = String::new();
            for name in names {
                let words = match (self.format, is_block) {
                    (Format::Yaml, true) => format!("{name}: null\n{indent}"),
                    (Format::Yaml, false) => format!("{name}: null, "),
                    (_, true) => format!("\"{name}\": null,\n{indent}"),
                    (_, false) => format!("\"{name}\": null,"),
                };
                by.push_str(&words);
            }
            self.edits.push(Edit { span: SourceSpan::new(at, at), by });
        }
    }
}

/// The text with the edits, which are in order; of two that overlap the first counts.
fn apply(text: &str, edits: Vec<Edit>) -> String {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for Edit { span, by } in edits {
        let (start, end) = (span.start as usize, span.end as usize);
        if start < done || end < start || !text.is_char_boundary(start) || !text.is_char_boundary(end) {
            continue;
        }
        result.push_str(&text[done..start]);
        result.push_str(&by);
        done = end;
    }
    result.push_str(&text[done..]);
    result
}

/// The lines that differ. Lines are only changed or added.
fn compare(before: &str, after: &str) -> Vec<Change> {
    let mut old = before.lines().peekable();
    let mut changes = Vec::new();
    for (line, number) in after.lines().zip(1u32..) {
        let next = old.peek().copied();
        match next {
            Some(same) if same == line => {
                old.next();
            }
            // An added line says that something is null.
            _ if line.trim_end_matches(',').ends_with("null") && !is_key_of(next, line) => {
                changes.push(Change { line: number, before: None, after: line.trim().to_owned() });
            }
            _ => {
                let before = old.next().map(|line| line.trim().to_owned());
                changes.push(Change { line: number, before, after: line.trim().to_owned() });
            }
        }
    }
    changes
}

/// Whether two lines begin with the same key.
fn is_key_of(old: Option<&str>, line: &str) -> bool {
    let key = |line: &str| line.trim_start_matches([' ', '-']).split(':').next().map(str::to_owned);
    old.is_some_and(|old| key(old) == key(line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model_file::check;

    const PLAN: &str = include_str!("../../fixtures/model/plan.yaml");

    fn mended(text: &str) -> Fixed {
        fix(&Source::from_text("plan.yaml", text), Format::Yaml)
    }

    #[test]
    fn a_model_in_order_is_left_alone() {
        assert_eq!(mended(PLAN), Fixed { text: PLAN.to_owned(), changes: Vec::new() });
    }

    #[test]
    fn what_follows_from_the_rest_is_mended() {
        for (good, bad) in [
            ("  - id: box-2\n", "  - id: box-3\n"),
            ("  - id: ind-2\n", "  - id: ind-1\n"),
            ("    - id: \"2.2\"\n", "    - id: \"2.3\"\n"),
            ("  - id: resp-1\n    section: \"2.1\"\n", "  - id: resp-1\n    section: \"2.2\"\n"),
            ("      comparator: \">=\"\n      number: 55.0", "      comparator: \">\"\n      number: 50.0"),
            ("      label: （二）\n      number: 2\n", "      label: （二）\n      number: 3\n"),
            ("  date: \"2021-12-14\"\n", "  date: \"2021-12-24\"\n"),
        ] {
            assert_eq!(PLAN.matches(good).count(), 1, "{good}");
            let fixed = mended(&PLAN.replace(good, bad));
            assert_eq!(fixed.text, PLAN, "{bad}");
            assert!(!fixed.changes.is_empty());
        }
    }

    #[test]
    fn whoever_refers_to_a_part_follows_it() {
        // The second box was put first: both ids are wrong, and all that name them.
        let spoilt = PLAN.replace("box-2", "box-9");
        let fixed = mended(&spoilt);
        assert_eq!(fixed.text, PLAN);
        let report = check(&Source::from_text("plan.yaml", fixed.text), Format::Yaml);
        assert!(report.findings.is_empty(), "{:?}", report.findings);
    }

    #[test]
    fn what_was_left_out_is_null_again() {
        let spoilt = PLAN.replacen("    unit: 张\n", "", 1);
        let fixed = mended(&spoilt);
        assert!(fixed.text.contains("unit: null\n"), "{}", fixed.text);
        assert_eq!(fixed.changes.len(), 1);
        assert_eq!(
            (fixed.changes[0].before.as_deref(), fixed.changes[0].after.as_str()),
            (None, "unit: null")
        );
    }

    #[test]
    fn a_file_that_cannot_be_read_is_left_alone() {
        let broken = format!("{PLAN}\n  - \"\n");
        assert_eq!(mended(&broken).text, broken);
    }
}
