//! 发文字号, the document number: `济政字〔2021〕89号` (GB/T 9704, 7.2.5).

use super::date::scan_misread_year;
use super::numeral::{scan_any, scan_arabic};
use super::{is_han, metadata};

/// A document number and where its parts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentNumber {
    /// Offset of the first byte of the agency code.
    pub start: usize,
    /// Offset behind 号.
    pub end: usize,
    /// Byte length of the agency code.
    pub code_len: usize,
    /// The year, unless blank.
    pub year: Option<i32>,
    /// The sequence number, unless blank.
    pub sequence: Option<u32>,
}

/// The longest agency code that is looked at, in characters.
const MAX_CODE: usize = 16;

/// Reads a line that is the number of an order: `第15号`. It has neither code nor
/// year.
#[must_use]
pub fn scan_order_number(text: &str) -> Option<DocumentNumber> {
    let inner = text.strip_prefix('第')?.strip_suffix('号')?;
    let (sequence, len) = scan_any(inner)?;
    (len == inner.len()).then_some(DocumentNumber {
        start: 0,
        end: text.len(),
        code_len: 0,
        year: None,
        sequence: Some(sequence),
    })
}

/// Finds the first document number in `text`.
#[must_use]
pub fn find_document_number(text: &str) -> Option<DocumentNumber> {
    let mut from = 0;
    while let Some(found) = text[from..].find(['〔', '[', '（', '【']) {
        let open = from + found;
        if let Some(number) = read_around(text, open) {
            return Some(number);
        }
        from = open + text[open..].chars().next().map_or(1, char::len_utf8);
    }
    read_damaged(text)
}

/// Reads a number that has lost a bracket or its last word, or has letters for digits:
/// `甲政办发2026〕7号`, `甲政发〔2026〕7`, `甲政发〔2O26〕7号`, `甲政发〔20267号` is none. It takes the
/// whole of a line.
fn read_damaged(text: &str) -> Option<DocumentNumber> {
    /// No such line is longer, in bytes.
    const LONGEST: usize = 96;
    let last = text.chars().next_back()?;
    if text.len() > LONGEST || last != '号' && !last.is_ascii_digit() {
        return None;
    }
    let code: usize = text.chars().take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    let is_code = text[..code].ends_with(['发', '字', '函', '办', '令', '规', '政', '通']);
    if code < 2 * '字'.len_utf8() || !is_code || code > MAX_CODE * '字'.len_utf8() {
        return None;
    }
    let open = text[code..].chars().next().filter(|c| matches!(c, '〔' | '[' | '（' | '【'));
    let year_at = code + open.map_or(0, char::len_utf8);
    let (year, len) = scan_misread_year(&text[year_at..])?;
    let behind = &text[year_at + len..];
    let close = behind.chars().next().filter(|c| matches!(c, '〕' | ']' | '）' | '】'));
    let behind = &behind[close.map_or(0, char::len_utf8)..];
    let sequence_text = behind.trim_start_matches(['第', ' ']);
    // Nothing else tells where the year ends.
    let is_apart = close.is_some() || open.is_some() && sequence_text.len() < behind.len();
    let (sequence, len) = scan_arabic(sequence_text)?;
    let is_whole = match &sequence_text[len..] {
        "号" => is_apart,
        // Only the brackets of a number stand around a year between an agency and a number.
        "" => open == Some('〔') && close == Some('〕'),
        _ => false,
    };
    is_whole.then_some(DocumentNumber {
        start: 0,
        end: text.len(),
        code_len: code,
        year: Some(year),
        sequence: Some(sequence),
    })
}

/// Reads the document number whose year stands in the bracket at `open`.
fn read_around(text: &str, open: usize) -> Option<DocumentNumber> {
    let bracket = text[open..].chars().next()?;
    let inside = &text[open + bracket.len_utf8()..];
    let (year, year_len) = match scan_arabic(inside) {
        Some((year, len)) => ((len == 4).then_some(i32::try_from(year).ok()?), len),
        None => (None, 0),
    };
    let year_text = &inside[year_len..];
    let blank: usize =
        year_text.chars().take_while(|c| c.is_whitespace() || *c == '×').map(char::len_utf8).sum();
    let close = year_text[blank..].chars().next().filter(|c| matches!(c, '〕' | ']' | '）' | '】'))?;
    // A bracket of another form than 〔〕 with nothing in it is no year.
    if year.is_none() && bracket != '〔' {
        return None;
    }
    let mut at = open + bracket.len_utf8() + year_len + blank + close.len_utf8();
    let skip = |at: usize| -> usize {
        text[at..]
            .chars()
            .take_while(|c| c.is_whitespace() || matches!(c, '×' | '_' | '第'))
            .map(char::len_utf8)
            .sum()
    };
    at += skip(at);
    let sequence = match scan_arabic(&text[at..]) {
        Some((value, len)) => {
            at += len;
            Some(value)
        }
        None => None,
    };
    at += skip(at);
    if !text[at..].starts_with('号') {
        return None;
    }
    let code_len = code_len(&text[..open]);
    (code_len >= 2 * '字'.len_utf8()).then_some(DocumentNumber {
        start: open - code_len,
        end: at + '号'.len_utf8(),
        code_len,
        year,
        sequence,
    })
}

/// The byte length of the agency code that `before` ends with. A title, a
/// letterhead or a key that runs on into it is left out.
fn code_len(before: &str) -> usize {
    const ENDS: &[&str] = &[
        "的通知",
        "通知",
        "意见",
        "规划",
        "纲要",
        "计划",
        "方案",
        "办法",
        "决定",
        "公告",
        "文件",
        "办公室",
        "办公厅",
        "人民政府",
        "委员会",
    ];
    const SHORTEST_TITLE: usize = 5;
    let start =
        before.char_indices().rev().take_while(|(_, c)| is_han(*c)).last().map_or(before.len(), |(at, _)| at);
    let han = &before[start..];
    // Two characters are the shortest code; 浙发改规划 keeps its 规划.
    let shortest = 2 * '字'.len_utf8();
    // No title or letterhead is so short: 沪规划资源 is the code of an agency.
    let is_title = |end: usize, word: &str| {
        end >= SHORTEST_TITLE * '字'.len_utf8() || word.ends_with("通知") || word == "文件"
    };
    let end_of = |word: &&str| han.rfind(*word).map(|at| at + word.len()).filter(|end| is_title(*end, word));
    let titles = ENDS.iter().filter_map(end_of);
    let from = metadata::NUMBER
        .iter()
        .filter_map(|key| han.rfind(key).map(|at| at + key.len()))
        .chain(titles)
        .filter(|at| han.len() - at >= shortest)
        .max()
        .unwrap_or(0);
    let code = &han[from..];
    match code.char_indices().rev().nth(MAX_CODE - 1) {
        Some((at, _)) => code.len() - at,
        None => code.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(&str, &str, Option<i32>, Option<u32>)> {
        let number = find_document_number(text)?;
        Some((
            &text[number.start..number.end],
            &text[number.start..number.start + number.code_len],
            number.year,
            number.sequence,
        ))
    }

    #[test]
    fn the_last_word_may_be_lost() {
        assert_eq!(read("甲管发〔2026〕5"), Some(("甲管发〔2026〕5", "甲管发", Some(2026), Some(5))));
        assert_eq!(read("甲管发[2026]5"), None);
        assert_eq!(read("甲管发〔2026〕"), None);
    }

    #[test]
    fn whole_and_blank() {
        assert_eq!(read("济政字〔2021〕89号"), Some(("济政字〔2021〕89号", "济政字", Some(2021), Some(89))));
        assert_eq!(read("临政字〔2017〕号"), Some(("临政字〔2017〕号", "临政字", Some(2017), None)));
        assert_eq!(read("国发[2016]第65号"), Some(("国发[2016]第65号", "国发", Some(2016), Some(65))));
        assert_eq!(
            read("关于做好工作的实施意见甲政办发〔2020〕24号"),
            Some(("甲政办发〔2020〕24号", "甲政办发", Some(2020), Some(24)))
        );
        assert_eq!(
            read("浙发改规划〔2021〕136号"),
            Some(("浙发改规划〔2021〕136号", "浙发改规划", Some(2021), Some(136)))
        );
        for damaged in ["甲政办发2026〕7号", "甲政办发〔2O26〕7号", "甲政办发〔2026 7号"] {
            assert_eq!(read(damaged), Some((damaged, "甲政办发", Some(2026), Some(7))));
        }
        let code = "沪规划资源数〔2026〕141号";
        assert_eq!(read(code), Some((code, "沪规划资源数", Some(2026), Some(141))));
        assert_eq!(read("甲政办发〔20267号"), None);
        assert_eq!(read("门牌2026）7号"), None);
        assert_eq!(read("会议纪要（2021）"), None);
        assert_eq!(read("《条例》（国务院令第675号）"), None);
    }
}
