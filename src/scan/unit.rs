//! Units of measure: `%`, `万元/人`.

use super::is_longer_than;
use super::word_list::WordList;

/// A unit has no more characters.
const MAX_UNIT: usize = 12;

/// Units, as tables print them.
static UNITS: WordList = WordList::new(&[
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
    "美元",
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
    "m3",
    "m²",
    "m2",
    "km",
    "km²",
    "km2",
    "hm²",
    "kW",
    "MW",
    "kg",
    "Mbps",
    "TB",
    "EB",
    "GB",
    "PB",
    "GW",
    "MWh",
    "GWh",
    "kWh",
    // As they are typed.
    "KW",
    "kw",
    "KWH",
    "KWh",
    "kwh",
    "Gbps",
    "Tbps",
    "TEU",
    "dB",
]);

/// Symbols of the units that rates are made of, as GB 3100 has them; each alone may be a letter of
/// anything.
static SYMBOLS: WordList = WordList::new(&[
    "g", "mg", "kg", "t", "μg", "µg", "ug", "ng", "L", "l", "mL", "ml", "m", "km", "ha", "hm²", "m²", "m³",
    "m2", "m3", "d", "h", "s", "a", "J", "kJ", "MJ", "GJ", "kW", "MW", "kWh", "MWh", "tce", "kgce", "gce",
    "Bq", "lx",
]);

/// Whether a text is one amount per another, in symbols: mg/L, kgce/t.
fn is_rate(text: &str) -> bool {
    text.split_once('/').is_some_and(|(one, other)| SYMBOLS.has(one) && SYMBOLS.has(other))
}

/// Whether a cell is a unit of measure: `%`, `万元/人`, `平方公里`.
#[must_use]
pub fn is_unit(text: &str) -> bool {
    // 1/10万, 张/千人
    const PER: &[&str] = &["万", "千", "百", "万人", "千人", "百人", "百户", "千户", "百张", "十万"];
    if is_longer_than(text, MAX_UNIT) {
        return false;
    }
    // 条（段）
    if let Some((one, other)) = text.strip_suffix('）').and_then(|text| text.split_once('（'))
        && !one.is_empty()
        && !other.contains('（')
    {
        // One of them is enough: 段 is a word of counting that no list has; 水库（座） is a name.
        let may_be = |part: &str| is_unit(part) || !is_longer_than(part, 1);
        return is_unit(one) && may_be(other) || may_be(one) && is_unit(other);
    }
    let whole = text.trim_matches(['（', '）']);
    // 万立方米, 亿元; 千瓦 is one word.
    let mut base = whole;
    while !UNITS.has(base)
        && let Some(bare) = base.strip_prefix(['万', '亿', '千', '百']).filter(|bare| !bare.is_empty())
    {
        base = bare;
    }
    let last = base.rsplit(['/', '·']).next().unwrap_or(base);
    let first = base.split(['/', '·']).next().unwrap_or(base);
    base.contains('/') && PER.contains(&last.trim_start_matches(|c: char| c.is_ascii_digit()))
        || UNITS.has(base)
        || is_rate(base)
        || UNITS.has(last) && !first.is_empty()
        || UNITS.has(first) && base.contains('/')
}

/// Whether a text is a unit, or can be one that no list has: Gbps, 吨标煤.
#[must_use]
pub fn is_like_unit(text: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '·');
    let begins_with_unit = || text.char_indices().skip(1).any(|(at, _)| is_unit(&text[..at]));
    is_unit(text) || text.chars().all(is_sign) || begins_with_unit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_that_are_rates() {
        for unit in ["1/10万", "/10万", "张/千人", "人/万人", "万元/人"] {
            assert!(is_unit(unit), "{unit}");
        }
        for unit in ["千瓦", "万千瓦", "亿千瓦", "千瓦/户"] {
            assert!(is_unit(unit), "{unit}");
        }
        assert!(is_unit("万KW") && is_unit("亿kwh"));
        for unit in ["mg/L", "mg/l", "kgce/t", "kJ/m³"] {
            assert!(is_unit(unit), "{unit}");
        }
        assert!(!is_unit("和/或") && !is_unit("L") && !is_unit("A/B"));
        assert!(is_unit("条（段）"));
        assert!(!is_unit("水库（座）") && !is_unit("人口（万人）"));
    }
}
