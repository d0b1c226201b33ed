//! The table of metadata that a site prints beside a document: 索引号, 发文字号,
//! 成文日期 … as a table, as a list, or in lines.

use super::lines::{Lines, Shape};
use crate::normalize::normal_text;
use crate::scan::document_number::find_document_number;
use crate::scan::metadata::{AGENCY, DATE, NUMBER, Pair, is_sure, read_cells, read_line};
use crate::scan::{is_han, is_longer_than, is_terminated};

/// A sentence of a document is longer than so many characters.
const MIN_SENTENCE: usize = 30;

/// A list with fewer keys is no index.
const MIN_KEYS: usize = 3;

/// Keys of one index stand at most so many lines apart.
const MAX_APART: usize = 4;

/// No line of an index has more bytes.
const MAX_LINE: usize = 900;

/// A key with its value, as byte offsets in a line.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub key: &'static str,
    pub line: usize,
    pub start: usize,
    pub end: usize,
}

/// The index of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    pub entries: Vec<Entry>,
    /// The lines it takes, in order.
    pub lines: Vec<usize>,
}

/// Finds the index among the lines of a page.
pub(super) fn find(found: &Lines) -> Index {
    let mut index = Index::default();
    let mut group = Index::default();
    let mut keys: Vec<&str> = Vec::new();
    let mut open_key: Option<(&'static str, usize)> = None;
    let body = (0..found.lines.len()).find(|at| is_sentence(found.text(*at))).unwrap_or_default();
    let mut number = None;
    let mut finish = |group: &mut Index, keys: &mut Vec<&str>| {
        keys.sort_unstable();
        keys.dedup();
        if keys.len() >= MIN_KEYS && keys.iter().any(|key| is_sure(key)) {
            index.entries.append(&mut group.entries);
            index.lines.append(&mut group.lines);
        }
        *group = Index::default();
        keys.clear();
    };
    for at in 0..found.lines.len() {
        if group.lines.last().is_some_and(|last| at - last > MAX_APART) {
            finish(&mut group, &mut keys);
        }
        let text = found.text(at);
        if text.len() > MAX_LINE {
            open_key = None;
            continue;
        }
        let is_row = found.lines[at].shape == Shape::Row;
        let pairs = if is_row { read_cells(text, '\t', normal_text) } else { read_line(text, normal_text) };
        if at < body && number.is_none() && !is_row {
            number =
                number_of(text, &pairs).map(|(start, end)| Entry { key: NUMBER[0], line: at, start, end });
        }
        if pairs.is_empty() {
            // The value of the key on the line before, if it stands in the same block,
            // or if another key follows: behind the last key of an index the document
            // itself may begin.
            if let Some((key, line)) = open_key.take()
                && line + 1 == at
                && !is_row
                && may_be_value(key, text)
                && (found.lines[line].outer == found.lines[at].outer && found.lines[at].outer > 0
                    || at + 1 < found.lines.len() && !read_line(found.text(at + 1), normal_text).is_empty())
            {
                let start = text.len() - text.trim_start().len();
                let end = text.trim_end().len().max(start);
                group.entries.push(Entry { key, line: at, start, end });
                group.lines.push(at);
            }
            continue;
        }
        open_key = None;
        group.lines.push(at);
        for Pair { key, start, end } in pairs {
            keys.push(key);
            if start < end {
                group.entries.push(Entry { key, line: at, start, end });
            } else {
                open_key = Some((key, at));
            }
        }
    }
    finish(&mut group, &mut keys);
    // The number alone, above the text: 文号：… | 浏览：…
    let has_number = index.entries.iter().any(|entry| NUMBER.contains(&entry.key));
    if let Some(entry) = number.filter(|_| !has_number) {
        if !index.lines.contains(&entry.line) {
            index.lines.push(entry.line);
            index.lines.sort_unstable();
        }
        index.entries.push(entry);
    }
    index
}

/// Whether a line can be the value of a key that stands above it: agencies, dates and numbers are
/// no sentences.
fn may_be_value(key: &str, text: &str) -> bool {
    /// And have no more characters.
    const LONGEST: usize = 60;
    let is_short = || !is_longer_than(text, LONGEST) && !text.trim_end().ends_with(['：', ':', '。']);
    ![NUMBER, DATE, AGENCY].iter().any(|keys| keys.contains(&key)) || is_short()
}

/// Whether a line is a sentence of a document.
fn is_sentence(text: &str) -> bool {
    is_terminated(text.trim_end()) && is_longer_than(text, MIN_SENTENCE)
}

/// Where the document number stands in a line that tells it among other facts of
/// the page: behind its key, or at the head of the line before a date.
fn number_of(text: &str, pairs: &[Pair]) -> Option<(usize, usize)> {
    let start = match pairs.first() {
        Some(pair) if NUMBER.contains(&pair.key) && pair.start < pair.end => pair.start,
        Some(_) => return None,
        None => text.len() - text.trim_start().len(),
    };
    let value = &text[start..];
    let end = value.find('号')? + '号'.len_utf8();
    let is_number = {
        let number = normal_text(&value[..end]);
        find_document_number(&number).is_some_and(|found| found.start == 0 && found.end == number.len())
    };
    let rest = &value[end..];
    let is_alone = rest.contains(|c: char| c.is_ascii_digit()) && !rest.contains(is_han);
    (is_number && (is_alone || !pairs.is_empty())).then_some((start, start + end))
}

/// What a line says of the page, as the lines of an index do: a key with its
/// value, or a key whose value follows.
pub(super) fn opens_with_key(text: &str) -> Option<HasValue> {
    let pairs = read_line(text, normal_text);
    let is_bare = !text.contains(['：', ':', '【']);
    pairs.first().filter(|_| !is_bare).map(|pair| HasValue(pair.start < pair.end))
}

/// Whether a key has its value on its own line.
pub(super) struct HasValue(pub bool);
