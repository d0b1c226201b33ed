//! Rules about headings, their numbers, boxes, and the contents.

pub(crate) mod box_empty;
pub(crate) mod box_number_out_of_sequence;
pub(crate) mod contents_entry_missing;
pub(crate) mod contents_mismatch;
pub(crate) mod contents_order;
pub(crate) mod contents_section_missing;
pub(crate) mod heading_without_content;
pub(crate) mod level_skipped;
pub(crate) mod numbering_form_differs;
pub(crate) mod numbering_gap;
pub(crate) mod section_missing;

use crate::scan::marker::Style;
use crate::scan::numeral::{to_chinese, to_formal};

/// A label as its style writes it.
fn label(style: Style, number: u32) -> String {
    let chinese = to_chinese(number);
    match style {
        Style::Part => format!("第{chinese}篇"),
        Style::Chapter => format!("第{chinese}章"),
        Style::Section => format!("第{chinese}节"),
        Style::Article => format!("第{chinese}条"),
        Style::Formal => format!("{}、", to_formal(number)),
        Style::Ideographic => format!("{chinese}、"),
        Style::Task => format!("任务{chinese}："),
        Style::ParenIdeographic => format!("（{chinese}）"),
        Style::Arabic => format!("{number}."),
        Style::RightParen => format!("{number}）"),
        Style::ParenArabic => format!("（{number}）"),
        Style::Circled => {
            char::from_u32('①' as u32 + number.saturating_sub(1)).map(String::from).unwrap_or_default()
        }
    }
}
