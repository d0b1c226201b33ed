//! The words of indicator tables: what their headers and attributes say.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::date::scan_year;
use super::numeral::{scan_any, scan_chinese};
use super::unit::is_unit;
use super::word_list::WordList;
use super::{char_count, is_han, is_longer_than};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// 序号
    Number,
    /// 类别
    Category,
    /// 指标
    Name,
    /// 单位
    Unit,
    /// 2020年, 目标值 …
    Value,
    /// 属性
    Attribute,
    /// 备注, 责任单位 …
    Other,
}

/// What is printed below a year, or behind it: 2025年 and 目标值.
pub const BELOW_YEAR: &[&str] = &[
    "实际值",
    "实际",
    "现状值",
    "现状",
    "目标值",
    "目标",
    "基期值",
    "基期",
    "基准值",
    "规划目标",
    "规划值",
    "规划",
    "预期目标",
    "预期值",
    "完成情况",
    "完成值",
    "完成",
    "指标值",
    "绝对值",
    "（现状）",
    "（目标）",
    "（实际）",
    "基数",
];

/// Words that a header cell can consist of, longest first.
pub const WORDS: &[(&str, Column)] = &[
    ("指标名称", Column::Name),
    ("主要指标", Column::Name),
    ("指标内容", Column::Name),
    ("具体指标", Column::Name),
    ("二级指标", Column::Name),
    ("三级指标", Column::Name),
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
    ("指标说明", Column::Other),
    ("指标解释", Column::Other),
    ("指标释义", Column::Other),
    ("指标来源", Column::Other),
    ("计算方法", Column::Other),
    ("评价指标", Column::Name),
    ("考核指标", Column::Name),
    ("指标", Column::Name),
    ("名称", Column::Name),
    ("项目", Column::Name),
];

/// The column that a header cell names by nothing but one of [`WORDS`].
#[must_use]
pub fn column_of(cell: &str) -> Option<Column> {
    const NAMES: [&str; WORDS.len()] = {
        let mut names = [""; WORDS.len()];
        let mut at = 0;
        while at < names.len() {
            names[at] = WORDS[at].0;
            at += 1;
        }
        names
    };
    static LIST: WordList = WordList::new(&NAMES);
    // Nearly no cell ends with the last character of one of them.
    let column = || WORDS.iter().find(|(word, _)| *word == cell).map(|(_, column)| *column);
    if LIST.has(cell) { column() } else { None }
}

/// Words that make a header cell a value column.
pub const VALUE_WORDS: &[&str] = &[
    "目标",
    "基期",
    "现状",
    "基准",
    "基数",
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

/// What the attribute column says as a rule.
pub const COMMON_ATTRIBUTES: &[&str] = &["预期性", "约束性", "指导性", "引导性", "参考性"];

/// What else it may say. Words that also end a sentence are among them.
pub const ATTRIBUTES: &[&str] = &[
    "预期",
    "约束",
    "预期性指标",
    "约束性指标",
    // 城市体检指标体系 has these.
    "导向指标",
    "底线指标",
    "引导性指标",
    "监测性",
    "鼓励性",
    "评价性",
    "考核性",
    "共性",
    "个性",
    "保障性",
    "发展性",
];

/// A cheap test that the first cell of a line is a header word.
#[must_use]
pub fn begins_header(text: &str) -> bool {
    let text = if text.starts_with(is_han) { text } else { text.trim_start_matches('|').trim_start() };
    // The first character rules out nearly every line.
    text.chars().next().is_some_and(|first| FIRST.binary_search(&first).is_ok())
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

/// The cells of a header are not longer than this many characters.
pub const MAX_HEADER: usize = 24;

/// Reads one header cell or several run together: `2020年2025年`.
#[must_use]
pub fn scan_header_cells(text: &str) -> Option<Vec<(Column, &str)>> {
    let mut headers = Vec::new();
    let mut rest = text;
    'pieces: while !rest.is_empty() {
        for (word, column) in WORDS {
            if let Some(after) = rest.strip_prefix(word) {
                // 单位（%） and the like belong to the word before.
                headers.push((*column, *word));
                rest = after.trim_start();
                continue 'pieces;
            }
        }
        let len = value_header_len(rest)?;
        headers.push((Column::Value, rest[..len].trim()));
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
    if !is_value {
        return value_word_len(text);
    }
    if is_longer_than(text, MAX_HEADER) {
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

/// The length of a cell at the start of `text` that closes with a word of figures, where another
/// cell follows that says what it is: 发展目标 before 指标类型.
fn value_word_len(text: &str) -> Option<usize> {
    /// Such a cell has no more characters.
    const LONGEST: usize = 8;
    let closes = |cell: &str| VALUE_WORDS.iter().any(|value| cell.ends_with(value));
    let begins = |rest: &str| {
        WORDS
            .iter()
            .any(|(word, column)| !matches!(column, Column::Unit | Column::Name) && rest.starts_with(word))
    };
    let mut places = text.char_indices().map(|(at, _)| at).skip(1).take(LONGEST);
    places.find(|at| begins(&text[*at..]) && closes(text[..*at].trim_end()))
}

/// Whether a line is the first cell, or the first line, of a table's header.
#[must_use]
pub fn is_header_line(text: &str) -> bool {
    // 序, whose 号 stands below, before 2020年 2025年.
    let rest = text.strip_prefix('序').filter(|rest| !rest.is_empty() && !rest.starts_with('号'));
    rest.is_some_and(is_header_cells)
        || names_rows(text)
        || begins_header(text)
            && !is_longer_than(text, 60)
            && (text == "项目" || scan_header_cells(text).is_some())
}

/// Whether a line is a header whose first cell says what the rows belong to in a word of its
/// own, and all others in words of headers: 重点任务, 主要指标, 2025年, 性质.
fn names_rows(text: &str) -> bool {
    /// Such a cell has so many characters.
    const CHARS: std::ops::RangeInclusive<usize> = 2..=6;
    static NAME: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("指标"));
    if is_longer_than(text, 60) {
        return false;
    }
    let Some(at) = NAME.find(text.as_bytes()) else { return false };
    let at = text[..at].strip_suffix("主要").map_or(at, str::len);
    let first = text[..at].trim_end();
    if !CHARS.contains(&char_count(first)) || !first.chars().all(is_han) {
        return false;
    }
    let cells = scan_header_cells(&text[at..]).unwrap_or_default();
    let has = |wanted: Column| cells.iter().any(|(column, _)| *column == wanted);
    cells.first().is_some_and(|(column, _)| *column == Column::Name)
        && has(Column::Value)
        && has(Column::Attribute)
}

/// Whether a paragraph is the caption of a table of indicators: 表2 主要指标, 附表1 发展目标表, and
/// without a number 甲市“十四五”主要指标.
#[must_use]
pub fn announces_indicators(text: &str) -> bool {
    /// What a title without a number says of such a table.
    const PLAIN: &[&str] = &["主要指标", "指标表", "主要目标指标", "目标指标"];
    let Some(title) = title_of_table(text) else { return false };
    if is_longer_than(text, 50) || title.contains(['。', '，', '；', '：']) {
        return false;
    }
    let is_numbered = title.len() < text.len();
    let closing = |c: char| matches!(c, '）' | '（' | '”' | '》') || c.is_whitespace();
    let title = title.trim_end_matches(closing).trim_end_matches('续').trim_end_matches(closing);
    let bare = title.strip_suffix('表').unwrap_or(title);
    if is_numbered {
        bare.ends_with("指标") || bare.ends_with("主要目标")
    } else {
        // A sentence behind a number that opens an item is no caption.
        PLAIN.iter().any(|word| title.ends_with(word)) && title.starts_with(|c: char| is_han(c) || c == '“')
    }
}

/// What stands behind 表2 or 附表1; all of a text that begins otherwise. None of one that refers
/// to a table: 表2所列指标.
fn title_of_table(text: &str) -> Option<&str> {
    let Some(rest) = text.strip_prefix("附表").or_else(|| text.strip_prefix(['表', '续'])) else {
        return Some(text);
    };
    let rest = rest.trim_start_matches('表').trim_start();
    let numbered = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '—'));
    let title = if numbered.len() < rest.len() { numbered } else { rest.get(scan_any(rest)?.1..)? };
    let title = title.trim_start_matches([' ', '：', '.', '、', '．']);
    (!title.starts_with(['中', '所', '内'])).then_some(title)
}

/// Whether a line holds header cells alone, perhaps several run together.
#[must_use]
pub fn is_header_cells(text: &str) -> bool {
    !is_longer_than(text, 60) && scan_header_cells(text).is_some()
}

/// Whether a cell says what kind of indicator a row is.
#[must_use]
pub fn is_attribute(text: &str) -> bool {
    let word = bare_attribute(text);
    // The mark of a note behind it: 预期性[1], 预期性①.
    let word = word.trim_end_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '[' | ']' | '〔' | '〕' | '*' | '①'..='⑳')
    });
    COMMON_ATTRIBUTES.contains(&word) || ATTRIBUTES.contains(&word)
}

/// An attribute without the brackets that it may be printed in.
#[must_use]
pub fn bare_attribute(text: &str) -> &str {
    let bare = text.trim_matches(ATTRIBUTE_BRACKETS);
    // A bracket behind the word alone holds the mark of a note: 预期性[1].
    if text.starts_with(ATTRIBUTE_BRACKETS) || !bare.contains(ATTRIBUTE_BRACKETS) { bare } else { text }
}

/// The brackets that attributes are printed in.
const ATTRIBUTE_BRACKETS: &[char] = &['[', ']', '【', '】', '（', '）', '〔', '〕'];

/// Whether a header cell says how figures compare with others: 较目标值增加, 比2015年增长.
#[must_use]
pub fn says_change(word: &str) -> bool {
    const CHANGES: &[&str] = &["增加", "减少", "增长", "下降", "降低", "提高", "提升", "增减", "变化"];
    word.strip_prefix(['较', '比'])
        .and_then(|rest| CHANGES.iter().find_map(|change| rest.strip_suffix(change)))
        .is_some_and(|base| !base.is_empty() && char_count(base) <= 10)
}

/// Whether an indicator is meant to fall, as its name says: PM2.5浓度, 失业率, 单位产值能耗.
#[must_use]
pub fn is_better_low(name: &str) -> bool {
    static LOW: WordList = WordList::new(&[
        "浓度",
        "劣",
        "Ⅴ类",
        "V类",
        "黑臭",
        "排放",
        "污染",
        "能耗",
        "物耗",
        "煤耗",
        "用水量",
        "耗水",
        "用电量",
        "消耗",
        "死亡",
        "发病",
        "患病",
        "感染",
        "失业",
        "事故",
        "火灾",
        "成灾",
        "受害",
        "受灾",
        "灾害",
        "损失",
        "漏损",
        "线损",
        "损耗",
        "发生率",
        "发案",
        "犯罪",
        "辍学",
        "流失",
        "贫困",
        "低保",
        "吸烟",
        "近视",
        "投诉",
        "违法",
        "不良",
        "负债",
        "赤字",
        "债务",
        "缺陷",
        "降低",
        "下降",
        "减少",
        "减排",
        "恩格尔",
        "收入比",
        "使用量",
        "施用量",
    ]);
    LOW.are_in(name)
}

/// Splits a name from its unit: `参保率（%）` has the unit `%`, `覆盖率（含社区）` none.
#[must_use]
pub fn split_unit(name: &str) -> (&str, Option<&str>) {
    let Some(body) = name.strip_suffix('）') else { return (name, None) };
    let Some(open) = opening_of(body) else { return (name, None) };
    let unit = &body[open + '（'.len_utf8()..];
    let is_unit = !unit.is_empty()
        && char_count(unit) <= 12
        && !is_abbreviation(unit)
        && !unit.contains(['、', '，', '；', '：'])
        && !["含", "不含", "包括", "包含", "按", "以", "累计", "其中", "区", "县", "社区", "街道", "试行"]
            .iter()
            .any(|word| {
                unit.starts_with(word)
                    && (unit.len() == word.len()
                        || word.len() > 3
                        || *word == "含"
                        || *word == "按"
                        || *word == "以")
            });
    if is_unit && open > 0 { (&name[..open], Some(unit)) } else { (name, None) }
}

/// Whether a bracket says for short what stands before it: 生态质量指数（EQI）, （新EI）.
fn is_abbreviation(text: &str) -> bool {
    let is_capital = |c: char| c.is_ascii_uppercase();
    let capitals = text.chars().filter(|c| is_capital(*c)).count();
    capitals > 1 && text.chars().all(|c| is_capital(c) || is_han(c)) && !is_unit(text)
}

/// Where the bracket opens that closes behind `body`; another one may stand in it: （万套（间）.
fn opening_of(body: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in body.char_indices().rev() {
        match c {
            '）' => depth += 1,
            '（' if depth == 0 => return Some(at),
            '（' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether a text is the number of a group of rows: 一, 十二、, （三）.
#[must_use]
pub fn is_group_number(text: &str) -> bool {
    scan_group_number(text).is_some()
}

/// What the number of a group of rows says.
#[must_use]
pub fn scan_group_number(text: &str) -> Option<u32> {
    let bare = text.trim_start_matches('（').trim_end_matches(['）', '、', '．', '.']);
    scan_chinese(bare).filter(|(_, len)| *len == bare.len()).map(|(number, _)| number)
}

/// The byte length of the remark at the end of a text that says how many rows follow: （5项）.
#[must_use]
pub fn counted_len(text: &str) -> usize {
    let Some(at) = text.rfind('（').filter(|at| *at > 0) else { return 0 };
    let inner = text[at + '（'.len_utf8()..].strip_suffix("项）").map(|inner| inner.trim_start_matches('共'));
    let is_count = |inner: &str| scan_any(inner).is_some_and(|(_, len)| len == inner.len());
    if inner.is_some_and(is_count) { text.len() - at } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_of_indicators_are_told_from_texts() {
        for caption in [
            "表1 甲市主要指标",
            "表1甲市“十四五”主要指标表",
            "表3-2：主要指标（续）",
            "续表1 主要指标",
            "附表一 发展指标",
            "表2 主要目标",
            "甲市“十四五”主要指标",
            "“十四五”发展指标表",
        ] {
            assert!(announces_indicators(caption), "{caption}");
        }
        for text in [
            "表1 项目名单",
            "表1所列主要指标",
            "主要目标",
            "表彰主要指标",
            "3个领域的主要指标",
            "到2025年，完成主要指标",
            "评价指标",
            "表1 主要指标完成情况",
        ] {
            assert!(!announces_indicators(text), "{text}");
        }
    }

    #[test]
    fn units_are_told_from_remarks() {
        assert_eq!(split_unit("参保率（%）"), ("参保率", Some("%")));
        assert_eq!(split_unit("镇（街道）覆盖率（%）"), ("镇（街道）覆盖率", Some("%")));
        assert_eq!(split_unit("人数（人/次）"), ("人数", Some("人/次")));
        assert_eq!(split_unit("覆盖率（含社区）"), ("覆盖率（含社区）", None));
        assert_eq!(split_unit("参保率"), ("参保率", None));
        assert_eq!(split_unit("质量指数（EQI）"), ("质量指数（EQI）", None));
        assert_eq!(split_unit("质量指数（新EI）"), ("质量指数（新EI）", None));
        assert_eq!(split_unit("吞吐量（万TEU）"), ("吞吐量", Some("万TEU")));
        assert_eq!(split_unit("住房数量（万套（间））"), ("住房数量", Some("万套（间）")));
    }

    #[test]
    fn cells_of_figures_and_of_groups_by_words_of_their_own() {
        assert!(is_header_line("序号指标计量单位发展目标指标类型"));
        assert!(is_header_line("重点任务主要指标2025年性质"));
        assert!(!is_header_line("重点任务主要指标") && !is_header_line("完善重点任务的主要指标和2025年性质"));
    }
}
