//! M014 value-disagrees: comparator and number, or a date, that the text beside them does not bear out.

use super::super::finding::{Finding, cut, finding, lines_of};
use super::super::index::Index;
use super::super::node::{Node, Value};
use super::super::problem::{PartKind, Problem};
use crate::model::Comparator;
use crate::normalize::normal_text;
use crate::scan::date::{find_date, is_day, scan_year};
use crate::scan::document_number::find_document_number;
use crate::scan::quantity::{Quantity, read_quantity};

/// Looks for it.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    dates(index, findings);
    document_number(index, findings);
    for part in index.parts.iter().filter(|part| part.kind == PartKind::Indicator) {
        let values = part.node.get("values").map_or(&[] as &[Node], Node::items);
        for (at, value) in values.iter().enumerate() {
            if let Some(WrongYear { column, year, said, found }) = wrong_year(value) {
                let expected = said.first().copied().unwrap_or_default();
                let (text, expected, found) = (cut(column), expected.to_string(), shown(found));
                let problem = Problem::ValueMismatch { text, expected, found };
                let path = format!("{}.values[{at}].year", part.path);
                findings.push(finding(year.span, path, lines_of(part.node), problem));
            }
            let fields = ["text", "comparator", "number"].map(|name| value.get(name));
            let [Some(text), Some(comparator), Some(number)] = fields else { continue };
            let Some(text) = text.text() else { continue };
            // What has the wrong type, or is no comparator, is told by the schema.
            let is_sign = |word: &str| SIGNS.iter().any(|sign| sign.as_str() == word);
            let has_type = (comparator.is_null() || comparator.text().is_some_and(is_sign))
                && (number.is_null() || number.number().is_some());
            if !has_type {
                continue;
            }
            let said = quantity_of(text);
            let expected = said.as_ref().map(|said| (said.comparator.as_str(), said.number));
            let found = comparator.text().zip(number.number());
            let agrees = match (expected, found) {
                (Some(expected), Some(found)) => expected.0 == found.0 && is_near(expected.1, found.1),
                (None, _) => comparator.is_null() && number.is_null(),
                (Some(_), None) => false,
            };
            if agrees {
                continue;
            }
            let word = |comparator: Option<&str>, number: Option<f64>| match (comparator, number) {
                (None, None) => "null".to_owned(),
                (sign, None) => format!("{} null", sign.unwrap_or_default()),
                (sign, Some(number)) => format!("{} {number}", sign.unwrap_or("null")),
            };
            // The field that is wrong, or the number where both are.
            let is_comparator = comparator.text() != expected.map(|(word, _)| word);
            let is_number = match (expected, number.number()) {
                (Some((_, said)), Some(number)) => !is_near(said, number),
                (said, number) => said.is_some() || number.is_some(),
            };
            let (node, name) =
                if is_comparator && !is_number { (comparator, "comparator") } else { (number, "number") };
            let problem = Problem::ValueMismatch {
                text: cut(text),
                expected: word(expected.map(|said| said.0), expected.map(|said| said.1)),
                found: word(comparator.text(), number.number()),
            };
            let path = format!("{}.values[{at}].{name}", part.path);
            findings.push(finding(node.span, path, lines_of(part.node), problem));
        }
    }
}

/// What the text of a value says, read as cells of plans are, which are in their normal form
/// by then: `＞９９` is more than 99. Blanks between figures stay; they part two of them.
pub(in crate::model_file) fn quantity_of(text: &str) -> Option<Quantity> {
    let words: Vec<String> = text.split_whitespace().map(normal_text).collect();
    read_quantity(&words.join(" "))
}

/// The parts of a document number that are not those of its text.
fn document_number(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let lines = index.document.get("notice").and_then(lines_of);
    for WrongPart { name, node, text, expected, found } in wrong_number(index.document) {
        let problem = Problem::ValueMismatch { text: cut(text), expected, found };
        let path = index.path(&format!("notice.document_number.{name}"));
        findings.push(finding(node.span, path, lines, problem));
    }
}

/// A part of a document number, and what the text of the number has there.
pub(in crate::model_file) struct WrongPart<'a> {
    pub name: &'static str,
    pub node: &'a Node,
    pub text: &'a str,
    pub expected: String,
    found: String,
}

/// Those of a document that the text of its number does not bear out.
pub(in crate::model_file) fn wrong_number(document: &Node) -> Vec<WrongPart<'_>> {
    let number = document.get("notice").and_then(|notice| notice.get("document_number"));
    let said = number.and_then(|number| {
        let text = number.get("text").and_then(Node::text)?;
        let said = find_document_number(text).filter(|said| said.start == 0 && said.end == text.len())?;
        Some((number, text, said))
    });
    let Some((number, text, said)) = said else { return Vec::new() };
    let code = &text[..said.code_len];
    let mut wrong = Vec::new();
    let mut tell = |name, node, expected, found| {
        wrong.push(WrongPart { name, node, text, expected, found });
    };
    if let Some(node) = number.get("agency_code")
        && let Some(found) = node.text().filter(|found| *found != code)
    {
        tell("agency_code", node, code.to_owned(), found.to_owned());
    }
    for (name, said) in [("year", said.year.map(f64::from)), ("sequence", said.sequence.map(f64::from))] {
        let (Some(node), Some(said)) = (number.get(name), said) else { continue };
        let found = match node.value {
            Value::Integer(found) => found,
            Value::Null => f64::NAN,
            _ => continue,
        };
        if !is_near(found, said) {
            tell(name, node, said.to_string(), shown(found));
        }
    }
    wrong
}

/// The year of a value that is none of those that its column names.
pub(in crate::model_file) struct WrongYear<'a> {
    column: &'a str,
    pub year: &'a Node,
    /// The years that its column names.
    pub said: Vec<f64>,
    found: f64,
}

/// That of a value of an indicator.
pub(in crate::model_file) fn wrong_year(value: &Node) -> Option<WrongYear<'_>> {
    let (column, year) = (value.get("column").and_then(Node::text)?, value.get("year")?);
    let found = match year.value {
        Value::Integer(found) => found,
        // A header that is nothing but a year has one.
        Value::Null if is_year(column) => f64::NAN,
        _ => return None,
    };
    let said = years_of(column);
    (!said.is_empty() && !said.contains(&found)).then_some(WrongYear { column, year, said, found })
}

/// Whether a header is a year and nothing else.
fn is_year(column: &str) -> bool {
    scan_year(column).is_some_and(|(_, length)| ["", "年"].contains(&&column[length..]))
}

/// A number as a message shows it; none is null.
fn shown(number: f64) -> String {
    if number.is_nan() { "null".to_owned() } else { number.to_string() }
}

/// Dates that are not those of the text beside them.
fn dates(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for (said, path, expected, text) in wrong_dates(index.document) {
        let problem = Problem::ValueMismatch {
            text: cut(text),
            expected,
            found: said.text().unwrap_or("null").to_owned(),
        };
        let top = if index.top.is_empty() { String::new() } else { format!("{}.", index.top) };
        let lines = index.document.get("notice").and_then(lines_of);
        findings.push(finding(said.span, format!("{top}{path}"), lines, problem));
    }
}

/// The dates of a document that the text beside them does not bear out: the field,
/// its path, what the text says, and the text.
pub(in crate::model_file) fn wrong_dates(
    document: &Node,
) -> impl Iterator<Item = (&Node, &'static str, String, &str)> {
    let notice = document.get("notice");
    let imprint = notice.and_then(|notice| notice.get("imprint"));
    let places = [(notice, "date_text", "notice.date"), (imprint, "text", "notice.imprint.date")];
    places.into_iter().filter_map(|(holder, beside, path)| {
        let holder = holder?;
        let (said, text) = (holder.get("date")?, holder.get(beside)?.text()?);
        let expected = find_date(text)?;
        // What is no day at all is told by the schema; an imprint may be of a printer alone.
        let is_left_out = said.is_null() && beside == "date_text";
        let is_wrong = is_left_out || said.text().is_some_and(|said| is_day(said) && said != expected);
        is_wrong.then_some((said, path, expected, text))
    })
}

/// The years that the header of a column names.
fn years_of(column: &str) -> Vec<f64> {
    let is_start =
        |(at, _): &(usize, char)| !column[..*at].ends_with(|c: char| c.is_ascii_digit() || c == '.');
    let starts = column.char_indices().filter(is_start);
    starts.filter_map(|(at, _)| scan_year(&column[at..])).map(|(year, _)| f64::from(year)).collect()
}

/// All comparators.
const SIGNS: [Comparator; 6] = [
    Comparator::Equal,
    Comparator::Greater,
    Comparator::GreaterOrEqual,
    Comparator::Less,
    Comparator::LessOrEqual,
    Comparator::About,
];

/// Equal but for rounding.
fn is_near(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-9 * left.abs().max(right.abs())
}
