//! The header of an indicator table.

use std::sync::LazyLock;

use super::{Column, Header};
use crate::scan::date::scan_year;
use crate::scan::is_longer_than;

/// The cells of a header are not longer than this many characters.
pub(super) const MAX_HEADER: usize = 24;

/// Words that a header cell can consist of, longest first.
pub(super) const WORDS: &[(&str, Column)] = &[
    ("指标名称", Column::Name),
    ("主要指标", Column::Name),
    ("指标内容", Column::Name),
    ("具体指标", Column::Name),
    ("二级指标", Column::Name),
    ("指标项", Column::Name),
    ("指标属性", Column::Attribute),
    ("指标性质", Column::Attribute),
    ("目标属性", Column::Attribute),
    ("指标类型", Column::Attribute),
    ("一级指标", Column::Category),
    ("目标领域", Column::Category),
    ("指标类别", Column::Category),
    ("指标分类", Column::Category),
    ("目标类别", Column::Category),
    ("计量单位", Column::Unit),
    ("序号", Column::Number),
    ("编号", Column::Number),
    ("类别", Column::Category),
    ("分类", Column::Category),
    ("领域", Column::Category),
    ("维度", Column::Category),
    ("类型", Column::Category),
    ("单位", Column::Unit),
    ("属性", Column::Attribute),
    ("性质", Column::Attribute),
    ("备注", Column::Other),
    ("责任单位", Column::Other),
    ("责任部门", Column::Other),
    ("牵头单位", Column::Other),
    ("牵头部门", Column::Other),
    ("数据来源", Column::Other),
    ("评价指标", Column::Name),
    ("考核指标", Column::Name),
    ("指标", Column::Name),
    ("名称", Column::Name),
    ("项目", Column::Name),
];

/// Words that make a header cell a value column.
const VALUE_WORDS: &[&str] = &[
    "目标",
    "基期",
    "现状",
    "基准",
    "完成",
    "实际",
    "累计",
    "规划值",
    "计划任务",
    "年均",
    "增速",
    "增长",
    "预期值",
    "数值",
    "值",
    "指标值",
    "任务",
];

/// Reads one header cell or several run together: `2020年2025年`.
pub(super) fn read_header_cell(text: &str) -> Option<Vec<Header>> {
    let mut headers = Vec::new();
    let mut rest = text;
    'pieces: while !rest.is_empty() {
        for (word, column) in WORDS {
            if let Some(after) = rest.strip_prefix(word) {
                // 单位（%） and the like belong to the word before.
                headers.push(Header { column: *column, text: (*word).to_owned() });
                rest = after.trim_start();
                continue 'pieces;
            }
        }
        let len = value_header_len(rest)?;
        headers.push(Header { column: Column::Value, text: rest[..len].trim().to_owned() });
        rest = rest[len..].trim_start();
    }
    Some(headers)
}

/// The length of a value header at the start of `text`: a year with what
/// belongs to it, or words such as 目标值.
fn value_header_len(text: &str) -> Option<usize> {
    let year = scan_year(text.trim_start_matches(['“', '"']));
    let starts_with_word = VALUE_WORDS.iter().any(|word| text.starts_with(word));
    let names_period = text.contains("五”") || text.contains("期末") || text.contains("期间");
    let is_value = year.is_some()
        || starts_with_word
        || names_period
        || VALUE_WORDS.iter().any(|word| text.ends_with(word));
    if !is_value || is_longer_than(text, MAX_HEADER) {
        return None;
    }
    // Up to the next year or the next header word.
    let first = year.map_or(1, |(_, len)| len);
    for (at, _) in text.char_indices() {
        if at < first {
            continue;
        }
        let rest = &text[at..];
        let ends_before_year = scan_year(rest).is_some()
            && !text[..at].ends_with(['-', '—', '～', '至', '比', '较', '（', '：', '中']);
        if ends_before_year
            || WORDS.iter().any(|(word, column)| {
                *column != Column::Unit && *column != Column::Name && rest.starts_with(word)
            })
        {
            return Some(at);
        }
    }
    Some(text.len())
}

/// A cheap test that the first cell of a line is a header word.
pub(super) fn begins_header(text: &str) -> bool {
    let text = text.trim_start_matches('|').trim_start();
    // The first character rules out nearly every line.
    text.chars().next().is_some_and(|first| FIRST.contains(&first))
        && WORDS.iter().any(|(word, column)| begins_table(*column) && text.starts_with(word))
        && !text.contains('。')
}

/// The columns that a table may begin with.
const fn begins_table(column: Column) -> bool {
    matches!(column, Column::Number | Column::Category | Column::Name)
}

/// The first characters of the words that a header may begin with.
static FIRST: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut first: Vec<char> = WORDS
        .iter()
        .filter(|(_, column)| begins_table(*column))
        .filter_map(|(word, _)| word.chars().next())
        .collect();
    first.sort_unstable();
    first.dedup();
    first
});

/// Gives unknown cells their column: what stands before the name is a category,
/// of several names the last is the name. 项目 and 名称 head any list; they make
/// an indicator table only with its other columns.
pub(super) fn settle(headers: &mut [Header]) -> bool {
    let is_name = |header: &Header| header.column == Column::Name;
    let Some(name_at) = headers.iter().rposition(is_name) else { return false };
    for header in &mut headers[..name_at] {
        if matches!(header.column, Column::Value | Column::Name) {
            header.column = Column::Category;
        }
    }
    let count = |column| headers.iter().filter(|header| header.column == column).count();
    let years =
        headers.iter().filter(|header| header.column == Column::Value && has_year(&header.text)).count();
    let is_weak = matches!(headers[name_at].text.as_str(), "项目" | "名称");
    let is_sure = count(Column::Attribute) > 0
        || years >= if is_weak { 2 } else { 1 }
        || !is_weak && headers.len() >= 3;
    (1..=12).contains(&count(Column::Value)) && is_sure
}

fn has_year(text: &str) -> bool {
    text.char_indices().any(|(at, _)| scan_year(&text[at..]).is_some())
}

/// Puts a header of two lines in order: the years below 规划目标 take its place,
/// 2020年 and 实际值 below it are one cell.
pub(super) fn arrange(mut headers: Vec<Header>) -> Vec<Header> {
    let is_value = |header: &Header| header.column == Column::Value;
    // Values behind the attribute stand on the second line of the header.
    if let Some(attribute) = headers.iter().position(|header| header.column == Column::Attribute)
        && headers[attribute + 1..].iter().any(is_value)
        && headers[attribute + 1..].iter().all(|header| is_value(header) && has_year(&header.text))
    {
        let years = headers.split_off(attribute + 1);
        let at = headers.iter().position(|header| is_value(header) && !has_year(&header.text));
        let at = match at {
            Some(at) => {
                headers.remove(at);
                at
            }
            None => attribute,
        };
        headers.splice(at..at, years);
    }
    headers
}

/// The header with the words below its years joined to them, where each bare
/// year has one.
pub(super) fn join_years(headers: &[Header]) -> Option<Vec<Header>> {
    /// What is printed below a year.
    const BELOW: &[&str] = &[
        "实际值",
        "实际",
        "现状",
        "现状值",
        "目标",
        "目标值",
        "基期",
        "基期值",
        "基准值",
        "规划值",
        "预期值",
        "完成值",
        "完成",
        "指标值",
        "规划目标",
        "预期目标",
        "完成情况",
        "（现状）",
        "（目标）",
        "（实际）",
        "基数",
        "规划",
    ];
    let mut joined: Vec<Header> = Vec::with_capacity(headers.len());
    let mut count = 0;
    for header in headers {
        let is_below = header.column == Column::Value && BELOW.contains(&header.text.as_str());
        match joined.last_mut() {
            Some(last) if is_below && last.column == Column::Value && is_bare_year(&last.text) => {
                last.text.push_str(&header.text);
                count += 1;
            }
            _ => joined.push(header.clone()),
        }
    }
    (count > 0).then_some(joined)
}

fn is_bare_year(text: &str) -> bool {
    scan_year(text).is_some_and(|(_, len)| matches!(&text[len..], "" | "年"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(headers: &[Header]) -> Vec<&str> {
        headers.iter().map(|header| header.text.as_str()).collect()
    }

    #[test]
    fn headers_run_together() {
        let read = |text| -> Option<Vec<String>> {
            Some(read_header_cell(text)?.into_iter().map(|header| header.text).collect())
        };
        assert_eq!(read("2020年2025年"), Some(vec!["2020年".into(), "2025年".into()]));
        assert_eq!(
            read("指标2020年2025年属性"),
            Some(vec!["指标".into(), "2020年".into(), "2025年".into(), "属性".into()])
        );
        assert_eq!(read("目标值"), Some(vec!["目标值".into()]));
        assert_eq!(read("其中：2021年任务"), Some(vec!["其中：2021年任务".into()]));
        assert_eq!(read("残疾人"), None);
    }

    #[test]
    fn headers_of_two_lines() {
        let read = |text: &str| text.split(' ').flat_map(|cell| read_header_cell(cell).unwrap()).collect();
        assert_eq!(
            texts(&arrange(read("指标 单位 规划目标 属性 2020年 2025年"))),
            ["指标", "单位", "2020年", "2025年", "属性"]
        );
        assert_eq!(
            texts(&join_years(&read("指标 2020年 实际值 2025年 目标值")).unwrap()),
            ["指标", "2020年实际值", "2025年目标值"]
        );
        assert!(join_years(&read("指标 2020年 2025年")).is_none());
    }
}
