//! What a piece of a table looks like.

use super::words::{is_attribute, split_unit};
use crate::scan::marker::{Style, scan_marker};
use crate::scan::organization::{is_agency, split_names};
use crate::scan::quantity::is_value_cell;
use crate::scan::{char_count, is_han};

/// What a piece looks like.
pub(super) struct Look {
    /// A bare number of few digits.
    pub number: Option<u32>,
    /// The number that it begins with: `3.参保率`.
    pub marker: Option<u32>,
    pub is_value: bool,
    pub is_attribute: bool,
    pub is_unit: bool,
    pub is_bracket: bool,
    /// Whether it closes with （%） or the like.
    pub has_unit: bool,
    /// Whether it is a list of departments.
    pub is_list: bool,
    pub chars: i32,
    pub is_plain: bool,
}

impl Look {
    pub fn of(text: &str) -> Self {
        let digits = text.trim_end_matches(['.', '、']);
        let is_number =
            digits.len() <= 3 && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let marker = scan_marker(text).filter(|marker| {
            matches!(marker.style, Style::Arabic | Style::ParenArabic | Style::RightParen | Style::Circled)
                && marker.depth == 1
                && text[marker.len..].starts_with(|c: char| !c.is_ascii_digit() || marker.mark == '、')
        });
        let is_value = is_value_cell(text) && marker.is_none_or(|marker| marker.len == text.len());
        Self {
            number: is_number.then(|| digits.parse().ok()).flatten(),
            marker: marker.map(|marker| marker.number),
            is_value,
            is_attribute: is_attribute(text),
            is_unit: is_unit(text),
            is_bracket: text.starts_with('（') && text.ends_with('）'),
            has_unit: split_unit(text).1.is_some(),
            is_list: text.ends_with(is_han) && split_names(text).iter().all(|name| is_agency(name)),
            chars: i32::try_from(char_count(text)).unwrap_or(i32::MAX).min(60),
            is_plain: text.chars().all(|c| is_han(c) || matches!(c, '、' | '与' | '“' | '”' | '（' | '）')),
        }
    }
}

/// Whether a cell is a unit of measure: `%`, `万元/人`, `平方公里`.
fn is_unit(text: &str) -> bool {
    const UNITS: &[&str] = &[
        "%",
        "‰",
        "人",
        "户",
        "个",
        "岁",
        "年",
        "张",
        "元",
        "万元",
        "亿元",
        "吨",
        "万吨",
        "公里",
        "千米",
        "平方米",
        "平方公里",
        "亩",
        "万亩",
        "公顷",
        "立方米",
        "亿立方米",
        "件",
        "次",
        "项",
        "所",
        "处",
        "家",
        "座",
        "名",
        "辆",
        "套",
        "天",
        "小时",
        "分钟",
        "分",
        "微克",
        "毫克",
        "升",
        "千瓦",
        "万千瓦",
        "米",
        "册",
        "条",
        "人次",
        "万人",
        "万人次",
        "万户",
        "亿",
        "万",
        "平方千米",
        "人/次",
        "标准煤",
        "位",
        "台",
        "部",
        "篇",
        "倍",
        "只",
        "头",
        "棵",
        "级",
        "PPM",
        "床",
        "支",
        "列",
        "万m³",
        "m³",
        "Mbps",
        "TB",
        "EB",
    ];
    // 1/10万, 张/千人
    const PER: &[&str] = &["万", "千", "百", "万人", "千人", "百人", "百户", "千户", "百张", "十万"];
    let base = text.trim_matches(['（', '）']);
    let last = base.rsplit(['/', '·']).next().unwrap_or(base);
    let first = base.split(['/', '·']).next().unwrap_or(base);
    char_count(base) <= 12
        && (base.contains('/') && PER.contains(&last.trim_start_matches(|c: char| c.is_ascii_digit()))
            || UNITS.contains(&base)
            || UNITS.contains(&last) && !first.is_empty()
            || UNITS.contains(&first) && base.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_that_are_rates() {
        for unit in ["1/10万", "/10万", "张/千人", "人/万人", "万元/人"] {
            assert!(is_unit(unit), "{unit}");
        }
        assert!(!is_unit("和/或"));
    }
}
