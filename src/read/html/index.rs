//! The table of metadata that a site prints beside a document: 索引号, 发文字号,
//! 成文日期 … as a table, as a list, or in lines.

use super::lines::{Lines, Shape};
use crate::normalize::normalize;
use crate::scan::document_number::find_document_number;
use crate::scan::metadata::KEYS;
use crate::scan::{is_han, is_longer_than, is_terminated};

/// Keys that no other list has.
const SURE: &[&str] = &[
    "索引号",
    "信息索引号",
    "发文字号",
    "文号",
    "成文日期",
    "发布机构",
    "发文机关",
    "主题分类",
    "统一登记号",
    "发文号",
    "制定机关",
    "颁布单位",
    "效力位阶",
    "效力属性",
    "时效性",
];

/// Keys of the document number.
const NUMBER: &[&str] = &["发文字号", "文号", "发文号", "发布文号", "文件编号", "文件字号"];

/// Values that are known without a colon before them.
const VALUES: &[&str] = &["主动公开", "依申请公开", "有效", "现行有效", "失效", "已失效", "废止"];

/// A sentence of a document is longer than so many characters.
const MIN_SENTENCE: usize = 30;

/// A list with fewer keys is no index.
const MIN_KEYS: usize = 3;

/// Keys of one index stand at most so many lines apart.
const MAX_APART: usize = 4;

/// No line of an index has more bytes.
const MAX_LINE: usize = 900;

/// A key and a value without a colon are no longer than so many bytes.
const MAX_BARE: usize = 160;

/// A key with its value, as byte offsets in a line.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub key: String,
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
    let mut keys: Vec<String> = Vec::new();
    let mut open_key: Option<(String, usize)> = None;
    let body = (0..found.lines.len()).find(|at| is_sentence(found.text(*at))).unwrap_or_default();
    let mut number = None;
    let mut finish = |group: &mut Index, keys: &mut Vec<String>| {
        keys.sort_unstable();
        keys.dedup();
        if keys.len() >= MIN_KEYS && keys.iter().any(|key| SURE.contains(&key.as_str())) {
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
        let pairs = if is_row { read_cells(text) } else { read_line(text) };
        if at < body && number.is_none() && !is_row {
            number = number_of(text, &pairs).map(|(start, end)| Entry {
                key: NUMBER[0].to_owned(),
                line: at,
                start,
                end,
            });
        }
        if pairs.is_empty() {
            // The value of the key on the line before, if it stands in the same block,
            // or if another key follows: behind the last key of an index the document
            // itself may begin.
            if let Some((key, line)) = open_key.take()
                && line + 1 == at
                && !is_row
                && (found.lines[line].outer == found.lines[at].outer && found.lines[at].outer > 0
                    || at + 1 < found.lines.len() && !read_line(found.text(at + 1)).is_empty())
            {
                let (start, end) = trimmed(text, 0, text.len());
                group.entries.push(Entry { key, line: at, start, end });
                group.lines.push(at);
            }
            continue;
        }
        open_key = None;
        group.lines.push(at);
        for (key, start, end) in pairs {
            keys.push(key.clone());
            if start < end {
                group.entries.push(Entry { key, line: at, start, end });
            } else {
                open_key = Some((key, at));
            }
        }
    }
    finish(&mut group, &mut keys);
    // The number alone, above the text: 文号：… | 浏览：…
    let has_number = index.entries.iter().any(|entry| NUMBER.contains(&entry.key.as_str()));
    if let Some(entry) = number.filter(|_| !has_number) {
        if !index.lines.contains(&entry.line) {
            index.lines.push(entry.line);
            index.lines.sort_unstable();
        }
        index.entries.push(entry);
    }
    index
}

/// Whether a line is a sentence of a document.
fn is_sentence(text: &str) -> bool {
    is_terminated(text.trim_end()) && is_longer_than(text, MIN_SENTENCE)
}

/// Where the document number stands in a line that tells it among other facts of
/// the page: behind its key, or at the head of the line before a date.
fn number_of(text: &str, pairs: &[(String, usize, usize)]) -> Option<(usize, usize)> {
    let start = match pairs.first() {
        Some((key, start, end)) if NUMBER.contains(&key.as_str()) && start < end => *start,
        Some(_) => return None,
        None => text.len() - text.trim_start().len(),
    };
    let value = &text[start..];
    let end = value.find('号')? + '号'.len_utf8();
    let is_number = {
        let number = normalize(&value[..end]).text;
        find_document_number(&number).is_some_and(|found| found.start == 0 && found.end == number.len())
    };
    let rest = &value[end..];
    let is_alone = rest.contains(|c: char| c.is_ascii_digit()) && !rest.contains(is_han);
    (is_number && (is_alone || !pairs.is_empty())).then_some((start, start + end))
}

/// What a line says of the page, as the lines of an index do: a key with its
/// value, or a key whose value follows.
pub(super) fn opens_with_key(text: &str) -> Option<HasValue> {
    let pairs = read_line(text);
    let is_bare = !text.contains(['：', ':', '【']);
    pairs.first().filter(|_| !is_bare).map(|(_, start, end)| HasValue(start < end))
}

/// Whether a key has its value on its own line.
pub(super) struct HasValue(pub bool);

/// Whether no other list than an index has `key`.
#[cfg(feature = "docx")]
pub(super) fn is_sure(key: &str) -> bool {
    SURE.contains(&key)
}

/// The key that `text` is, blanks and colon aside.
fn key_of(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if text.len() > 60 {
        return None;
    }
    let bare: String =
        text.trim_matches(['【', '】', '[', ']', '：', ':']).chars().filter(|c| !c.is_whitespace()).collect();
    KEYS.iter().find(|key| **key == bare).copied()
}

/// Cells: a key and its value, side by side or in one.
pub(super) fn read_cells(text: &str) -> Vec<(String, usize, usize)> {
    let mut pairs = Vec::new();
    let mut cells = Vec::new();
    let mut start = 0;
    for cell in text.split('\t') {
        cells.push((start, start + cell.len()));
        start += cell.len() + 1;
    }
    let mut at = 0;
    while let Some(&(start, end)) = cells.get(at) {
        at += 1;
        if let Some(key) = key_of(&text[start..end]) {
            let value = cells.get(at).filter(|(start, end)| key_of(&text[*start..*end]).is_none());
            let (start, end) = value.map_or((end, end), |(start, end)| trimmed(text, *start, *end));
            pairs.push((key.to_owned(), start, end));
            at += usize::from(value.is_some());
            // A merged cell stands once more in each column that it takes.
            while cells
                .get(at)
                .is_some_and(|(from, to)| value.is_some() && text[*from..*to] == text[start..end])
            {
                at += 1;
            }
        } else {
            pairs.extend(
                read_line(&text[start..end])
                    .into_iter()
                    .map(|(key, from, to)| (key, start + from, start + to)),
            );
        }
    }
    pairs
}

/// Pairs in a line that begins with a key: `索引号：1 发文字号：2`, `【文号】1`, or
/// that is one.
fn read_line(text: &str) -> Vec<(String, usize, usize)> {
    if let Some(key) = key_of(text) {
        return vec![(key.to_owned(), text.len(), text.len())];
    }
    if let Some((key, start)) = bare_pair(text) {
        let (start, end) = trimmed(text, start, text.len());
        return vec![(key.to_owned(), start, end)];
    }
    if let Some((key, rest)) = text.strip_prefix('【').and_then(|rest| rest.split_once('】'))
        && let Some(key) = key_of(key)
    {
        let (start, end) = trimmed(text, text.len() - rest.len(), text.len());
        return vec![(key.to_owned(), start, end)];
    }
    let mut pairs: Vec<(String, usize, usize)> = Vec::new();
    let mut from = 0;
    for (at, colon) in text.match_indices(['：', ':']) {
        // The key is the last word before the colon, blanks inside it allowed.
        let before = &text[from..at];
        let found = before
            .char_indices()
            .filter(|(start, _)| *start == 0 || before[..*start].ends_with(char::is_whitespace))
            .find_map(|(start, _)| key_of(&before[start..]).map(|key| (start, key)));
        let Some((start, key)) = found else {
            if pairs.is_empty() {
                return pairs;
            }
            continue;
        };
        if pairs.is_empty() && !before[..start].trim().is_empty() {
            return pairs;
        }
        if let Some(last) = pairs.last_mut() {
            (last.1, last.2) = trimmed(text, last.1, from + start);
        }
        from = at + colon.len();
        pairs.push((key.to_owned(), from, text.len()));
    }
    if let Some(last) = pairs.last_mut() {
        (last.1, last.2) = trimmed(text, last.1, text.len());
    }
    pairs
}

/// A key in front of its value without a colon between them: `索 引 号 11-22`,
/// `成文日期2022-03-15`. Only a value of the right shape shows that it is one.
fn bare_pair(text: &str) -> Option<(&'static str, usize)> {
    if text.len() > MAX_BARE || text.contains(['：', ':', '，', '。']) {
        return None;
    }
    let (key, start) = KEYS.iter().find_map(|key| {
        let mut rest = text.trim_start();
        for c in key.chars() {
            rest = rest.strip_prefix(c)?.trim_start();
        }
        Some((*key, text.len() - rest.len()))
    })?;
    let value = &text[start..];
    let number = find_document_number(&normalize(value).text).is_some_and(|number| number.start == 0);
    let is_apart = text[..start].ends_with(char::is_whitespace);
    let is_code = value.starts_with(|c: char| c.is_ascii_alphanumeric());
    (!value.is_empty() && (number || is_apart || is_code || VALUES.contains(&value.trim())))
        .then_some((key, start))
}

fn trimmed(text: &str, start: usize, end: usize) -> (usize, usize) {
    let piece = &text[start..end];
    let lead = piece.len() - piece.trim_start().len();
    (start + lead, start + lead + piece.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values_in_lines_and_cells() {
        let show = |text: &str, pairs: Vec<(String, usize, usize)>| {
            pairs.iter().map(|(key, start, end)| format!("{key}={}", &text[*start..*end])).collect::<Vec<_>>()
        };
        let line = "索 引 号：11-22 发文字号： 甲政发〔2021〕3号  成文日期:";
        assert_eq!(show(line, read_line(line)), ["索引号=11-22", "发文字号=甲政发〔2021〕3号", "成文日期="]);
        let cells = "索 引 号：\t11\t主题分类：\t民政\\残疾人";
        assert_eq!(show(cells, read_cells(cells)), ["索引号=11", "主题分类=民政\\残疾人"]);
        let merged = "标　　题：\t甲的通知\t甲的通知\t甲的通知";
        assert_eq!(show(merged, read_cells(merged)), ["标题=甲的通知"]);
        assert_eq!(read_line("各区人民政府：现印发"), []);
        assert_eq!(read_line("根据来源：甲"), []);
    }
}
