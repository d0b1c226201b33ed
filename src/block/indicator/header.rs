//! The header of an indicator table.

use super::{Column, Header};
use crate::scan::date::scan_year;
use crate::scan::indicator::{BELOW_YEAR, scan_header_cells};

/// Reads one header cell or several run together: `2020年2025年`.
pub(super) fn read_header_cell(text: &str) -> Option<Vec<Header>> {
    let cells = scan_header_cells(text)?;
    Some(cells.into_iter().map(|(column, text)| Header::new(column, text)).collect())
}

/// No table has more columns.
const MAX_COLUMNS: usize = 24;

/// Gives unknown cells their column: what stands before the name is a category,
/// of several names the last is the name. 项目 and 名称 head any list; they make
/// an indicator table only with its other columns.
pub(super) fn settle(headers: &mut [Header]) -> bool {
    let is_name = |header: &Header| header.column == Column::Name;
    if headers.len() > MAX_COLUMNS {
        return false;
    }
    let Some(name_at) = headers.iter().rposition(is_name) else { return false };
    for header in &mut headers[..name_at] {
        if matches!(header.column, Column::Value | Column::Name) {
            header.column = Column::Category;
        }
    }
    // A row has one number, one unit and one attribute; what else is headed so
    // (单位 for who is responsible) is something else.
    for column in [Column::Number, Column::Unit, Column::Attribute] {
        let again = headers.iter_mut().filter(|header| header.column == column).skip(1);
        again.for_each(|header| header.column = Column::Other);
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
        let mut years = headers.split_off(attribute + 1);
        let at = headers.iter().position(|header| is_value(header) && !has_year(&header.text));
        let at = match at {
            Some(at) => {
                let above = headers.remove(at);
                for year in &mut years {
                    year.above.clone_from(&above.text);
                }
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
    let mut joined: Vec<Header> = Vec::with_capacity(headers.len());
    let mut count = 0;
    for header in headers {
        let is_below = header.column == Column::Value && BELOW_YEAR.contains(&header.text.as_str());
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

/// The header in the order that tables have their columns, where 序号 does not
/// stand first: cells of two lines begin higher than those of one, and some
/// programs write what begins higher first.
pub(super) fn in_order(headers: &[Header]) -> Option<Vec<Header>> {
    let number = headers.iter().position(|header| header.column == Column::Number)?;
    if headers[..number].iter().all(|header| header.column == Column::Category) {
        return None;
    }
    let mut sorted = headers.to_vec();
    sorted.sort_by_key(|header| match header.column {
        Column::Number => 0,
        Column::Category => 1,
        Column::Name => 2,
        Column::Unit => 3,
        Column::Value => 4,
        Column::Attribute => 5,
        Column::Other => 6,
    });
    Some(sorted)
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
