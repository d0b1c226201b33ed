//! The header of an indicator table.

use super::{Column, Header};
use crate::scan::date::scan_year;
use crate::scan::indicator::scan_header_cells;

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
