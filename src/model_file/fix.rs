//! Mends in a model file what follows from the rest of it: ids from positions and
//! whoever refers to them, places from the text that refers to a part, comparator
//! and number from the cell, its year from the column, dates and the document number from the
//! text beside them, the number of a section from its label, quotes of what would be read
//! otherwise, and fields that are left out and would be null, or an empty list.
//!
//! Only what is wrong is replaced; comments, order and style stay. What takes a
//! look at the source is left to people.

use std::collections::{HashMap, HashSet};

use super::change::{Change, compare};
use super::finding::lines_of;
use super::index::{Index, Reference, Role};
use super::left_out::{is_for_now, left_out};
use super::node::FaultKind;
use super::node::{Node, Value};
use super::path::Path;
use super::problem::PartKind;
use super::rule::{quantity_of, wrong_dates, wrong_number, wrong_year};
use super::yaml::is_bare_text;
use super::{Format, info, read_nodes, shape};
use crate::model::Comparator;
use crate::scan::marker::scan_marker;
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
    let mut origins: Vec<Option<usize>> = (0..original.lines().count()).map(Some).collect();
    // Parts of which nobody knows who refers to them, by the ids that they get.
    let mut doubtful = HashSet::new();
    for _ in 0..ROUNDS {
        let source = Source::from_text(source.path(), text.clone());
        let edits = edits(&source, format, &mut doubtful);
        if edits.is_empty() {
            break;
        }
        (text, origins) = apply(&text, &origins, edits);
    }
    let changes = compare(&original, &text, &origins, format != Format::Yaml);
    Fixed { text, changes }
}

/// A piece of the text and what takes its place.
struct Edit {
    span: SourceSpan,
    by: String,
}

fn edits(source: &Source, format: Format, doubtful: &mut HashSet<(usize, String)>) -> Vec<Edit> {
    let read = read_nodes(source, format);
    // Half a file would be mended by guesses.
    if read.faults.iter().any(|fault| !matches!(fault.kind, FaultKind::Ambiguous { .. })) {
        return Vec::new();
    }
    // Texts that other readers take for something else; what is a number here stays one.
    let is_bare = |span: &SourceSpan| is_bare_text(span.of(source.text()));
    let bare = read.faults.iter().map(|fault| fault.span).filter(is_bare);
    let bare: Vec<Edit> =
        bare.map(|span| Edit { span, by: format!("\"{}\"", span.of(source.text())) }).collect();
    if !bare.is_empty() {
        return bare;
    }
    let mut edits = Vec::new();
    let documents = read.documents.iter().enumerate().filter(|(_, document)| info(document).is_model);
    for (at, document) in documents {
        let mut mender = Mender { text: source.text(), format, edits: Vec::new() };
        mender.texts(document);
        mender.absent(document);
        if mender.edits.is_empty() {
            let index = Index::new(document, &Path::Top);
            doubtful.extend(mender.ids(&index).into_iter().map(|id| (at, id)));
            // Places are told by ids, which have to be right first.
            if mender.edits.is_empty() {
                mender.places(&index, |id| doubtful.contains(&(at, id.to_owned())));
            }
            mender.values(&index);
            mender.notice(document);
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

    /// Ids by position, and whoever refers to a part by the id that it had. Gives the ids of
    /// parts that had one in common: who refers to it means one of them, and nobody knows which.
    fn ids(&mut self, index: &Index<'_>) -> Vec<String> {
        let mut owners: HashMap<&str, Vec<&str>> = HashMap::new();
        for (at, part) in index.parts.iter().enumerate() {
            // Behind a part that is gone and still named, ids stay: else whoever names it
            // would mean the next one.
            let stays = index.is_behind_gap(at) && !is_for_now(part.id.1);
            let meant = if stays { part.id.1 } else { &part.expected };
            owners.entry(part.id.1).or_default().push(meant);
            if part.id.1 != meant {
                let by = self.quoted(meant);
                self.replace(part.id.0, by);
            }
        }
        for reference in &index.references {
            let meant = owners.get(reference.id).map_or(&[][..], Vec::as_slice);
            let told = if meant.len() > 1 { told_apart(reference, index) } else { None };
            if let [meant] = told.as_ref().map_or(meant, std::slice::from_ref)
                && *meant != reference.id
            {
                let by = self.quoted(meant);
                self.replace(reference.node, by);
            }
        }
        // An id that was mistyped is that of a part in its place, and who refers to the other one
        // still says so.
        let named: HashSet<&str> = index.references.iter().map(|reference| reference.id).collect();
        let is_missed = |id: &str| named.contains(id) && !owners.contains_key(id);
        let is_told = |(id, meant): &(&&str, &Vec<&str>)| {
            meant.contains(id) && meant.iter().all(|meant| meant == *id || is_missed(meant))
        };
        let common = owners.iter().filter(|(_, meant)| meant.len() > 1).filter(|it| !is_told(it));
        common.flat_map(|(_, meant)| meant).map(|id| (*id).to_owned()).collect()
    }

    /// The section or annex of a part as the text has it.
    fn places(&mut self, index: &Index<'_>, is_doubtful: impl Fn(&str) -> bool) {
        for found in index.places() {
            // The section around a part is told by where it stands, whatever its id was.
            let holder = found.part.node.get("box").and_then(Node::text);
            if !holder.is_some_and(&is_doubtful) && !is_doubtful(found.part.id.1) {
                self.place(found.part.node, found.field, found.place);
            }
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
                // Of several years one may be meant.
                if let Some(wrong) = wrong_year(value)
                    && let [year] = wrong.said[..]
                {
                    self.replace(wrong.year, year.to_string());
                }
                let fields = ["text", "comparator", "number"].map(|name| value.get(name));
                let [Some(text), Some(comparator), Some(number)] = fields else { continue };
                let Some(text) = text.text() else { continue };
                let Some(said) = quantity_of(text) else {
                    for field in [comparator, number].into_iter().filter(|field| !field.is_null()) {
                        self.replace(field, "null".to_owned());
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

    /// Dates and the document number as the text beside them has them.
    fn notice(&mut self, document: &Node) {
        for (said, _, expected, _) in wrong_dates(document) {
            self.replace(said, format!("\"{expected}\""));
        }
        for wrong in wrong_number(document) {
            let by = if wrong.name == "agency_code" { self.quoted(&wrong.expected) } else { wrong.expected };
            self.replace(wrong.node, by);
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

    /// Numbers where a text belongs: `text: 12000`.
    fn texts(&mut self, document: &Node) {
        for span in shape::bare_texts(document) {
            self.edits.push(Edit { span, by: format!("\"{}\"", span.of(self.text)) });
        }
    }

    /// Fields that are left out.
    fn absent(&mut self, document: &Node) {
        for (node, left_out) in left_out(document) {
            // Behind the first field of a map there is always a place.
            let Value::Map(fields) = &node.value else { continue };
            let Some(second) = fields.get(1) else { continue };
            let at = second.span.start;
            let line = self.text[..at as usize].rfind('\n').map_or(0, |at| at + 1);
            let indent = &self.text[line..at as usize];
            let is_block = indent.bytes().all(|byte| byte == b' ');
            let mut by = String::new();
            for (name, value) in left_out {
                let is_bare = value == "null" || value == "[]" || name == "level";
                let value = if is_bare { value } else { self.quoted(&value) };
                let words = match (self.format, is_block) {
                    (Format::Yaml, true) => format!("{name}: {value}\n{indent}"),
                    (Format::Yaml, false) => format!("{name}: {value}, "),
                    (_, true) => format!("\"{name}\": {value},\n{indent}"),
                    (_, false) => format!("\"{name}\": {value},"),
                };
                by.push_str(&words);
            }
            self.edits.push(Edit { span: SourceSpan::new(at, at), by });
        }
    }
}

/// The id that a section will have by its place, of several that have the one referred to: the
/// only one that is called as an entry of the contents says, or that a part stands in.
fn told_apart<'i>(reference: &Reference<'_>, index: &'i Index<'_>) -> Option<&'i str> {
    if reference.role != Role::Mention || reference.kind != PartKind::Section {
        return None;
    }
    let only = |is_it: &dyn Fn(&Node) -> bool| {
        let owners = index.parts.iter().filter(|part| part.id.1 == reference.id);
        let mut found = owners.filter(|part| part.kind == reference.kind && is_it(part.node));
        found.next().filter(|_| found.next().is_none()).map(|part| part.expected.as_str())
    };
    let title = |node: &Node| node.get("title").and_then(Node::text).map(str::to_owned);
    let called = title(reference.holder).filter(|_| reference.holder.get("page").is_some());
    let around = |node: &Node| {
        let (Some(within), Some(around)) = (reference.lines, lines_of(node)) else { return false };
        around[0] <= within[0] && within[1] <= around[1]
    };
    match called {
        Some(called) => only(&|node| title(node).as_ref() == Some(&called)),
        None => only(&around),
    }
}

/// The text with the edits, which are in order, and for each line of it the one of the
/// original that it was; of two edits that overlap the first counts.
fn apply(text: &str, origins: &[Option<usize>], edits: Vec<Edit>) -> (String, Vec<Option<usize>>) {
    let mut result = String::with_capacity(text.len());
    let mut lines = Vec::with_capacity(origins.len());
    let (mut done, mut told, mut line) = (0, 0, 0);
    for Edit { span, by } in edits {
        let (start, end) = (span.start as usize, span.end as usize);
        if start < done || end < start || !text.is_char_boundary(start) || !text.is_char_boundary(end) {
            continue;
        }
        result.push_str(&text[done..start]);
        line += text[done..start].matches('\n').count();
        // Lines are added before the one where the edit stands.
        lines.extend_from_slice(&origins[told.min(line)..line]);
        lines.extend(by.matches('\n').map(|_| None));
        let first = line;
        told = told.max(first);
        line += text[start..end].matches('\n').count();
        // What took several lines takes one.
        if line > first {
            if told == first {
                lines.push(origins.get(first).copied().flatten());
            }
            told = line + 1;
        }
        result.push_str(&by);
        done = end;
    }
    result.push_str(&text[done..]);
    lines.extend_from_slice(origins.get(told..).unwrap_or_default());
    (result, lines)
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
    fn a_second_edit_on_the_last_line_of_the_first_changes_no_other() {
        let text = "a: \"9\n  9\", b: 7\nc: 1\nd: 2\n";
        let (first, second) = (text.find('"').unwrap() as u32, text.find('7').unwrap() as u32);
        let edit =
            |start: u32, end: u32, by: &str| Edit { span: SourceSpan::new(start, end), by: by.to_owned() };
        let origins: Vec<Option<usize>> = (0..4).map(Some).collect();
        let edits =
            vec![edit(first, text.find("\",").unwrap() as u32 + 1, "\"99\""), edit(second, second + 1, "8")];
        let (mended, lines) = apply(text, &origins, edits);
        assert_eq!(
            (mended.as_str(), &lines[..]),
            ("a: \"99\", b: 8\nc: 1\nd: 2\n", &[Some(0), Some(2), Some(3)][..])
        );
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
            ("  date: \"2021-12-14\"\n", "  date: null\n"),
            ("  date: \"2021-12-14\"\n", "  date: 2021-12-14\n"),
            ("    year: 2021\n    sequence: 8\n", "    year: null\n    sequence: 9\n"),
            ("  attachments: []\n  signatories:", "  signatories:"),
        ] {
            assert_eq!(PLAN.matches(good).count(), 1, "{good}");
            let fixed = mended(&PLAN.replace(good, bad));
            // A field that was left out comes first.
            let lines = |text: &str| {
                let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
                lines.sort();
                lines
            };
            assert_eq!(lines(&fixed.text), lines(PLAN), "{bad}");
            assert!(fixed.text == PLAN || good.contains("[]"), "{bad}");
            assert!(!fixed.changes.is_empty());
        }
    }

    #[test]
    fn the_figures_of_a_value_are_those_of_its_text() {
        for (text, comparator, number) in [
            ("＞９９", "\">\"", "99.0"),
            ("９９％", "\"=\"", "99.0"),
            ("＞ ９９ 以上", "null", "null"),
            ("2021-2024年累计降低8.2", "\"=\"", "8.2"),
            ("待定", "null", "null"),
            ("—", "null", "null"),
            ("\"\"", "null", "null"),
            ("99~120", "null", "null"),
            ("12 13", "null", "null"),
        ] {
            let (good, bad) = ("text: \">1万\"\n", format!("text: {text}\n"));
            let fixed = mended(&PLAN.replacen(good, &bad, 1)).text;
            let expected = format!("{bad}      comparator: {comparator}\n      number: {number}\n");
            assert!(fixed.contains(&expected), "{text}: {fixed}");
        }
    }

    #[test]
    fn nothing_follows_from_who_may_mean_another_part() {
        // The first clause was called as the second: who refers to each still says so.
        let start = PLAN.find("  - id: resp-1\n").unwrap();
        let end = PLAN.find("  - id: resp-2\n").unwrap();
        let spoilt = PLAN.replacen("  - id: resp-1\n", "  - id: resp-2\n", 1);
        let fixed = mended(&spoilt);
        assert!(fixed.text == PLAN && fixed.changes.len() == 1, "{:?}", fixed.changes);
        // One was put before it as a copy: nobody knows which of the two the text means.
        let copy = PLAN[start..end].replacen("section: \"2.1\"", "section: \"2.2\"", 1);
        assert_ne!(copy, PLAN[start..end]);
        let fixed = mended(&format!("{}{copy}{}", &PLAN[..start], &PLAN[start..]));
        let section = |id: &str| {
            fixed.text.split(&format!("- id: {id}\n    section: ")).nth(1).unwrap()[..5].to_owned()
        };
        assert_eq!((section("resp-1"), section("resp-2")), ("\"2.2\"".to_owned(), "\"2.1\"".to_owned()));
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
    fn what_is_gone_and_still_named_is_told_and_nothing_takes_its_id() {
        // The first clause was removed from its list, and not from the text.
        let start = PLAN.find("  - id: resp-1\n").unwrap();
        let end = PLAN.find("  - id: resp-2\n").unwrap();
        let spoilt = format!("{}{}", &PLAN[..start], &PLAN[end..]);
        let fixed = mended(&spoilt);
        assert_eq!(fixed.text, spoilt);
        let report = check(&Source::from_text("plan.yaml", fixed.text.clone()), Format::Yaml);
        let told: Vec<_> = report.findings.iter().map(|found| (found.code(), found.path.as_str())).collect();
        let path = "plan.sections[1].sections[0].content[1].responsibility";
        assert_eq!(told, [(crate::Code::UnresolvedReference, path)]);
        // Once the text does not name it, the others follow.
        let mention = "      - type: responsibility\n        responsibility: resp-1\n";
        let fixed = mended(&spoilt.replacen(mention, "", 1));
        assert!(!fixed.text.contains("resp-2") && fixed.text.matches("resp-1").count() == 2);
    }

    #[test]
    fn an_indicator_that_was_added_is_completed_and_each_change_is_shown_as_it_is() {
        let added = "  - name: 社区食堂
    box: box-1
    section: \"1\"
    annex: null
    lines: [20, 20]
    values:
    - column: 2025年
      text: 12000
      year: 2025
";
        let spoilt = PLAN.replacen("  - id: ind-1\n", &format!("{added}  - id: ind-1\n"), 1);
        let fixed = mended(&spoilt);
        let shown: Vec<_> =
            fixed.changes.iter().map(|change| (change.before.as_deref(), change.after.as_str())).collect();
        for change in [
            (None, "id: ind-1"),
            (None, "other: []"),
            (None, "unit: null"),
            (None, "role: target"),
            (Some("text: 12000"), "text: \"12000\""),
            (None, "comparator: \"=\""),
            (None, "number: 12000.0"),
            (Some("- id: ind-1"), "- id: ind-2"),
            (Some("- id: ind-2"), "- id: ind-3"),
        ] {
            assert!(shown.contains(&change), "{change:?}: {shown:#?}");
        }
        assert!(shown.iter().all(|(before, after)| {
            let key = |line: &str| line.split(':').next().map(str::to_owned);
            before.is_none_or(|before| key(before) == key(after))
        }));
        let report = check(&Source::from_text("plan.yaml", fixed.text), Format::Yaml);
        assert!(report.findings.is_empty(), "{:?}", report.findings);
    }

    #[test]
    fn an_indicator_that_says_nothing_of_its_table_is_of_that_around_it() {
        let added = "  - name: 社区食堂\n    lines: [20, 20]\n    values: []\n";
        for before in ["  - id: ind-1\n", "  - id: ind-2\n", "  responsibilities:\n"] {
            assert_eq!(PLAN.matches(before).count(), 1, "{before}");
            let fixed = mended(&PLAN.replacen(before, &format!("{added}{before}"), 1));
            let at = fixed.text.find("社区食堂").unwrap();
            let row = &fixed.text[at..at + fixed.text[at..].find("values").unwrap()];
            for place in ["box: box-1\n", "section: \"1\"\n", "annex: null\n"] {
                assert!(row.contains(place), "{before} {row}");
            }
        }
    }

    #[test]
    fn who_refers_to_a_section_follows_it_when_another_is_put_before_it() {
        let next = "    - id: \"2.2\"\n";
        // It says its level, or not; an id of its own, the next one's, or none.
        for (start, level) in [
            ("", "      level: 2\n"),
            ("", ""),
            ("id: \"2.2\"\n      ", "      level: 2\n"),
            ("id: \"2.2\"\n      ", ""),
            ("id: \"2.1.1\"\n      ", ""),
        ] {
            let added = format!(
                "    - {start}label: null\n{level}      number: null\n      title: 建设设施\n      lines: [28, 28]\n"
            );
            assert_eq!(PLAN.matches(next).count(), 1);
            let toc = "  - label: （二）\n    title: 加强监管\n    page: 2\n    section: \"2.2\"\n    lines: [14, 14]\n";
            let spoilt = PLAN.replacen(next, &format!("{added}{next}"), 1);
            let spoilt = spoilt.replacen("  preamble: []\n", &format!("{toc}  preamble: []\n"), 1);
            let fixed = mended(&spoilt);
            let says = |words: &str| fixed.text.contains(words);
            assert!(says("- id: resp-2\n    section: \"2.3\"\n"), "{start}: {}", fixed.text);
            assert!(says("- id: resp-1\n    section: \"2.1\"\n"), "{start}: {}", fixed.text);
            assert!(says("title: 加强监管\n    page: 2\n    section: \"2.3\"\n"), "{start}: {}", fixed.text);
            assert!(
                says("    - id: \"2.3\"\n      level: 2\n      label: （二）\n"),
                "{start}: {}",
                fixed.text
            );
            assert!(!says("guihua-new"), "{start}: {}", fixed.text);
            assert!(mended(&fixed.text).changes.is_empty(), "{start}");
            let report = check(&Source::from_text("plan.yaml", fixed.text), Format::Yaml);
            assert!(report.findings.is_empty(), "{start} {level}: {:?}", report.findings);
        }
    }

    #[test]
    fn of_a_line_that_is_a_model_the_value_is_shown() {
        let value: serde_json::Value = serde_yaml::from_str(PLAN).unwrap();
        let good = value.to_string();
        let mut spoilt = value;
        spoilt["plan"]["indicators"][1]["id"] = "ind-7".into();
        spoilt["plan"]["indicators"][0].as_object_mut().unwrap().remove("category");
        for (text, format) in
            [(spoilt.to_string(), Format::Json), (format!("{good}\n{spoilt}\n"), Format::Ndjson)]
        {
            let fixed = fix(&Source::from_text("plan.json", text), format);
            let shown: Vec<_> = fixed
                .changes
                .iter()
                .map(|change| (change.before.as_deref(), change.after.as_str()))
                .collect();
            assert_eq!(
                shown,
                [
                    (None, "plan.indicators[0].category: null"),
                    (Some("plan.indicators[1].id: \"ind-7\""), "\"ind-2\"")
                ]
            );
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_left_alone() {
        let broken = format!("{PLAN}\n  - \"\n");
        assert_eq!(mended(&broken).text, broken);
    }
}
