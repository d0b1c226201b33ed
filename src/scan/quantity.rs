//! Quantities in indicator cells: `＞１万`, `≥98`, `100%`, `7.32亿`, `—`.

use super::date::scan_year;
use super::unit::is_unit;
use super::{is_han, is_longer_than};
use crate::model::Comparator;

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// How the number bounds the value.
    pub comparator: Comparator,
    /// The number, multiplier applied.
    pub number: f64,
    /// The unit printed behind the number.
    pub unit: String,
}

/// Words in front of a number that bound it.
const COMPARATORS: &[(&str, Comparator)] = &[
    (">=", Comparator::GreaterOrEqual),
    ("<=", Comparator::LessOrEqual),
    ("≥", Comparator::GreaterOrEqual),
    ("≧", Comparator::GreaterOrEqual),
    ("⩾", Comparator::GreaterOrEqual),
    ("≤", Comparator::LessOrEqual),
    ("≦", Comparator::LessOrEqual),
    ("⩽", Comparator::LessOrEqual),
    (">", Comparator::Greater),
    ("<", Comparator::Less),
    ("=", Comparator::Equal),
    ("≈", Comparator::About),
    ("不低于", Comparator::GreaterOrEqual),
    ("不少于", Comparator::GreaterOrEqual),
    ("不小于", Comparator::GreaterOrEqual),
    ("不高于", Comparator::LessOrEqual),
    ("不超过", Comparator::LessOrEqual),
    ("不大于", Comparator::LessOrEqual),
    ("不多于", Comparator::LessOrEqual),
    ("高于", Comparator::Greater),
    ("大于", Comparator::Greater),
    ("超过", Comparator::Greater),
    ("低于", Comparator::Less),
    ("小于", Comparator::Less),
    ("少于", Comparator::Less),
    ("达到", Comparator::Equal),
    ("约", Comparator::About),
];

/// Words behind a number that bound it.
const SUFFIX_COMPARATORS: &[(&str, Comparator)] = &[
    ("以上", Comparator::GreaterOrEqual),
    ("及以上", Comparator::GreaterOrEqual),
    ("以下", Comparator::LessOrEqual),
    ("以内", Comparator::LessOrEqual),
    ("左右", Comparator::About),
];

/// What bounds the number before it, as a word by itself.
pub const BOUNDS: &[&str] = &["以下", "以上", "以内", "左右"];

/// Multipliers behind a number.
const MULTIPLIERS: &[(&str, f64)] = &[
    ("万亿", 1e12),
    ("千亿", 1e11),
    ("百亿", 1e10),
    ("亿", 1e8),
    ("千万", 1e7),
    ("百万", 1e6),
    ("万", 1e4),
    ("千", 1e3),
];

/// Reads a whole cell as one bounded number. Anything else, `与国内生产总值增长基本同步`
/// or a range, is none: better no number than a wrong one.
#[must_use]
pub fn read_quantity(cell: &str) -> Option<Quantity> {
    let bare = || before_remark(cell).or_else(|| behind_scope(cell));
    read_value(cell).or_else(|| read_value(bare()?))
}

/// Reads a cell that is a number and what bounds it, without more than a short remark on what or
/// of when it is.
fn read_value(cell: &str) -> Option<Quantity> {
    // Most cells are words.
    if !cell.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let cell = before_years(cell);
    match bound_behind_brackets(cell.trim()) {
        Some((figure, bound)) => read_figure(&[figure, bound].concat()),
        None => read_figure(cell),
    }
}

/// Reads a cell that holds a figure.
fn read_figure(cell: &str) -> Option<Quantity> {
    // 〔18〕% is 18%.
    let (cell, sign) = match without_mark(cell.trim()) {
        cell if cell.ends_with("〕%") || cell.ends_with("]%") => (&cell[..cell.len() - 1], "%"),
        cell => (cell, ""),
    };
    let mut rest = without_brackets(cell);
    if !sign.is_empty() && rest.len() == cell.len() {
        return None;
    }
    // 力争达到5%左右 aims at a figure.
    for word in ["力争达到", "力争", "预计达到", "预计", "达到", "完成", "累计达到", "累计"]
    {
        if let Some(after) = rest.strip_prefix(word).filter(|after| after.starts_with(is_start)) {
            rest = after;
            break;
        }
    }
    rest = without_period(rest);
    let mut comparator = None;
    for (word, found) in COMPARATORS {
        if let Some(after) = rest.strip_prefix(word) {
            comparator = Some(*found);
            rest = without_brackets(after.trim_start());
            break;
        }
    }
    let rest_of_mark = rest.trim_end_matches(['*', '∗', '＊']);
    let mut rest =
        if rest_of_mark.ends_with(|c: char| c.is_ascii_digit() || c == '右' || c == '上' || c == '%') {
            rest_of_mark
        } else {
            rest
        };
    let (mut number, len) = scan_decimal(rest)?;
    rest = rest[len..].trim();
    if let Some(after) = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        // 〔累计〕 marks belong to the header, a number in brackets is something else.
        if after.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
    }
    // 10（万元） is 10万元.
    let bracketed = rest.strip_prefix('（').and_then(|rest| rest.split_once('）'));
    let behind = match bracketed.filter(|(unit, _)| is_unit(unit)) {
        Some((unit, behind)) => {
            rest = unit;
            behind
        }
        None => "",
    };
    for (word, factor) in MULTIPLIERS {
        if let Some(after) = rest.strip_prefix(word) {
            number *= factor;
            rest = after;
            break;
        }
    }
    let closed;
    let mut unit = if behind.is_empty() {
        rest
    } else {
        closed = [rest, behind].concat();
        &closed
    };
    for (word, found) in SUFFIX_COMPARATORS {
        if let Some(before) = unit.strip_suffix(word) {
            if comparator.is_some_and(|comparator| comparator != Comparator::Equal) {
                return None;
            }
            comparator = Some(*found);
            // The mark of a note behind it: 6左右*.
            unit = before;
        }
    }
    // 35%1: the mark of a note.
    if let Some(rest) = unit.strip_prefix('%')
        && rest.len() == 1
        && rest.starts_with(|c: char| matches!(c, '1'..='9'))
    {
        unit = "%";
    }
    let has_digit = |unit: &str| unit.contains(|c: char| c.is_ascii_digit());
    unit = without_remark(unit);
    // Nothing but the power of a length: m3.
    let is_power = unit.ends_with(['2', '3']) && is_unit(unit) && !has_digit(&unit[..unit.len() - 1]);
    if unit.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '～' | '~' | '—' | '/' | '.' | ':'))
        && !unit.starts_with('/')
        || unit.chars().count() > 8
        || has_digit(unit) && !is_power
        || unit.contains(['，', '。', '；', '、', '：'])
    {
        return None;
    }
    // A remark between a unit and what bounds it says something of the figure: 6人（含）以下.
    let unit = if unit.ends_with('）') { "" } else { unit };
    let unit = if unit.is_empty() { sign } else { unit };
    Some(Quantity { comparator: comparator.unwrap_or(Comparator::Equal), number, unit: unit.to_owned() })
}

/// The figure before a remark that says when it was counted, 4.5（2019年）, what it is measured
/// against, 15.94（较2015年）, or over how long, 36（2021年—2025年）.
fn before_years(cell: &str) -> &str {
    let parted = cell.trim_end().strip_suffix('）').and_then(|rest| rest.rsplit_once('（'));
    parted
        .filter(|(figure, remark)| !figure.is_empty() && is_of_years(remark))
        .map_or(cell, |(figure, _)| figure)
}

/// A unit without the remark behind it: 75（4个断面） says what the figure is about.
fn without_remark(unit: &str) -> &str {
    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let is_about = |remark: &str| remark.contains(is_han) && !remark.contains(['（', '年', '，', '、']);
    match unit.strip_suffix('）').and_then(|unit| unit.split_once('（')) {
        Some((before, remark))
            if has_digit(remark) && !has_digit(before) && (is_of_years(remark) || is_about(remark)) =>
        {
            before
        }
        _ => unit,
    }
}

/// Whether a remark says of which years a figure is, in no more words than that takes: 2019, 较2015年,
/// 2021年—2025年, 2025年较2020年下降.
pub fn is_of_years(remark: &str) -> bool {
    /// No such words have more characters.
    const LONGEST: usize = 6;
    let (mut years, mut words, mut bare) = (0, 0, 0);
    let mut rest = remark;
    while let Some(first) = rest.chars().next() {
        if let Some((_, len)) = scan_year(rest) {
            years += 1;
            let behind = rest[len..].strip_prefix('年');
            bare += usize::from(behind.is_none());
            rest = behind.unwrap_or(&rest[len..]);
        } else if is_han(first) || matches!(first, '-' | '—' | '–' | '～' | '~') {
            words += usize::from(is_han(first));
            rest = &rest[first.len_utf8()..];
        } else {
            return false;
        }
    }
    // 2028年达到2000 has a figure besides.
    years > 0 && words <= LONGEST && (bare == 0 || words == 0)
}

/// A figure in brackets with a word behind them that bounds it: `〔13〕以上`.
fn bound_behind_brackets(cell: &str) -> Option<(&str, &str)> {
    let (figure, bound) = cell.strip_prefix(['〔', '[', '【', '［'])?.split_once(['〕', ']', '】', '］'])?;
    let is_figure =
        figure.starts_with(|c: char| c.is_ascii_digit()) && !figure.contains(['〔', '[', '【', '［']);
    let is_bound = SUFFIX_COMPARATORS.iter().any(|(word, _)| *word == bound);
    (is_figure && is_bound).then_some((figure, bound))
}

/// A cell in brackets without the mark of a note behind it: `〔27〕*`.
fn without_mark(cell: &str) -> &str {
    let bare = cell.trim_end_matches(['*', '∗', '＊', '#']);
    if bare.ends_with(['〕', ']']) { bare } else { cell }
}

/// A cell without the brackets that mark what adds up over the whole period: `〔125〕`.
fn without_brackets(cell: &str) -> &str {
    const PAIRS: &[(char, char)] = &[('〔', '〕'), ('[', ']'), ('【', '】'), ('［', '］')];
    let between = |open: char, close: char| cell.strip_prefix(open)?.strip_suffix(close).map(str::trim);
    // （2025年） and （1台） are remarks.
    let is_figure = |inner: &&str| inner.chars().all(|c| c.is_ascii_digit() || ".%‰+-<>≥≤".contains(c));
    let inner = PAIRS.iter().find_map(|(open, close)| between(*open, *close));
    let inner = inner.or_else(|| between('（', '）').filter(is_figure));
    inner
        .filter(|inner| !inner.contains(['〔', '[', '【', '〕', ']', '】', '［', '］', '（', '）']))
        .unwrap_or(cell)
}

/// The figure before a remark of many words: `325.46（以省下达指标为准）`.
fn before_remark(cell: &str) -> Option<&str> {
    /// No unit in brackets has more characters.
    const LONGEST_UNIT: usize = 5;
    let (figure, remark) = cell.trim().strip_suffix('）')?.split_once('（')?;
    let is_said_of = is_longer_than(remark, LONGEST_UNIT)
        && remark.starts_with(is_han)
        && !remark.contains(|c: char| c.is_ascii_digit() || c == '（');
    is_said_of.then_some(figure)
}

/// The figure behind words that say of what or whom it holds: `县级及以上城市≥40%`. Only a sign
/// that bounds the figure parts the two.
fn behind_scope(cell: &str) -> Option<&str> {
    /// No such words have more characters.
    const LONGEST: usize = 16;
    let at = cell.find(['≥', '≧', '⩾', '≤', '≦', '⩽', '>', '<']).filter(|at| *at > 0)?;
    let scope = &cell[..at];
    (scope.chars().all(is_han) && !is_longer_than(scope, LONGEST)).then(|| &cell[at..])
}

/// `“十四五”年均增长4.0`, `2021-2024年累计降低8.2`, `新增1600个`: the figure
/// behind the years it is about and what it did in them. 提高1个百分点 without years measures
/// against another figure, and the text stays as it is.
fn without_period(text: &str) -> &str {
    const SPANS: &[&str] = &["年均", "累计", "平均每年", "每年"];
    const VERBS: &[&str] =
        &["增长", "增速", "提高", "上升", "新增", "增加", "降低", "下降", "减少", "达到", "完成", "为"];
    let mut rest = text;
    if let Some((period, behind)) = text.strip_prefix('“').and_then(|text| text.split_once('”'))
        && period.ends_with('五')
    {
        rest = behind.trim_start_matches("时期").trim_start_matches("期间").trim_start_matches("以来");
    } else if let Some((years, behind)) = text.split_once('年')
        && years.len() >= 4
        && years.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '—' | '～' | '~' | '至'))
    {
        rest = behind;
    }
    rest = SPANS.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    if rest.len() == text.len() && text.contains("百分点") {
        return text;
    }
    let figure = VERBS.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    if figure.starts_with(is_start) { figure } else { text }
}

/// Whether a figure, or a sign before it, can begin with `c`.
fn is_start(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '>' | '<' | '≥' | '≤')
}

/// A decimal with optional sign and thousands: `-3.5`, `1,000`.
fn scan_decimal(text: &str) -> Option<(f64, usize)> {
    let bytes = text.as_bytes();
    let mut at = usize::from(matches!(bytes.first(), Some(b'-' | b'+')));
    let mut digits = String::from(&text[..at]);
    let integer_at = at;
    while let Some(byte) = bytes.get(at) {
        let is_thousands = *byte == b','
            && at > integer_at
            && bytes.len() >= at + 4
            && bytes[at + 1..at + 4].iter().all(u8::is_ascii_digit)
            && !bytes.get(at + 4).is_some_and(u8::is_ascii_digit);
        if byte.is_ascii_digit() {
            digits.push(char::from(*byte));
        } else if !is_thousands {
            break;
        }
        at += 1;
    }
    if at == integer_at || at - integer_at > 15 {
        return None;
    }
    if bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
        let fraction_at = at;
        at += 1;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        digits.push_str(&text[fraction_at..at]);
    }
    digits.parse().ok().map(|number| (number, at))
}

/// Whether a cell says that there is no value: `—`, `——`, `-`, `/`, `…`, `无`.
#[must_use]
pub fn is_blank_cell(cell: &str) -> bool {
    !cell.is_empty()
        && (matches!(cell, "无" | "暂无")
            || cell.chars().all(|c| matches!(c, '—' | '-' | '–' | '―' | '─' | '/' | '…' | '*' | '－')))
}

/// Whether a cell can only be a value, never a name: a bounded number, a range
/// or a blank.
#[must_use]
pub fn is_value_cell(cell: &str) -> bool {
    if is_blank_cell(cell) || read_value(cell).is_some() {
        return true;
    }
    let cell = cell.trim_start_matches(['>', '<', '=', '≥', '≤', '[', '〔', '（']);
    cell.starts_with(|c: char| c.is_ascii_digit())
        && cell.chars().all(|c| c.is_ascii_digit() || "-.,%‰～~—–/:[]〔〕（）万亿千百 ".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str) -> Option<(Comparator, f64, String)> {
        read_quantity(cell).map(|quantity| (quantity.comparator, quantity.number, quantity.unit))
    }

    #[test]
    fn bounded_numbers() {
        assert_eq!(read(">1万"), Some((Comparator::Greater, 10_000.0, String::new())));
        assert_eq!(read("≥98"), Some((Comparator::GreaterOrEqual, 98.0, String::new())));
        assert_eq!(read(">8.5%"), Some((Comparator::Greater, 8.5, "%".into())));
        assert_eq!(read("1,000人"), Some((Comparator::Equal, 1000.0, "人".into())));
        assert_eq!(read("95%以上"), Some((Comparator::GreaterOrEqual, 95.0, "%".into())));
        assert_eq!(read("7.5亿元左右"), Some((Comparator::About, 7.5e8, "元".into())));
        assert_eq!(read("（38）"), Some((Comparator::Equal, 38.0, String::new())));
        assert_eq!(read("（2025年）"), None);
        assert_eq!(read("[27.0]*"), Some((Comparator::Equal, 27.0, String::new())));
        assert_eq!(read("4.5（2019）"), Some((Comparator::Equal, 4.5, String::new())));
        assert_eq!(read("≥95%（2024年）"), Some((Comparator::GreaterOrEqual, 95.0, "%".into())));
        assert_eq!(read("17.6（较2015年）"), Some((Comparator::Equal, 17.6, String::new())));
        assert_eq!(read("36（2021年-2025年）"), Some((Comparator::Equal, 36.0, String::new())));
        assert_eq!(read("25（2025年较2020年下降）"), Some((Comparator::Equal, 25.0, String::new())));
        assert_eq!(read("达到20左右（2030年较2025年下降）"), Some((Comparator::About, 20.0, String::new())));
        // What bounds the figure stands behind the remark.
        assert_eq!(read("20（2030年）以上"), Some((Comparator::GreaterOrEqual, 20.0, String::new())));
        assert!(is_value_cell("36（2021年-2025年）"));
        assert_eq!(read("36（2021年-2025年合计不少于三项）"), None);
        assert_eq!(read("36（2021年12项）"), None);
        assert_eq!(read("120（2028年达到2000）"), None);
        assert_eq!(read("12（3456）"), None);
        assert_eq!(read("6人（含）以下"), Some((Comparator::LessOrEqual, 6.0, String::new())));
        assert_eq!(read("10（万元）"), Some((Comparator::Equal, 100_000.0, "元".into())));
        assert_eq!(read("≥95（%）"), Some((Comparator::GreaterOrEqual, 95.0, "%".into())));
        assert_eq!(read("5（万亩）以上"), Some((Comparator::GreaterOrEqual, 50_000.0, "亩".into())));
        assert_eq!(read("75（4个断面）"), Some((Comparator::Equal, 75.0, String::new())));
        assert_eq!(read("12（含中心城区）"), Some((Comparator::Equal, 12.0, String::new())));
        assert_eq!(read("-3.2"), Some((Comparator::Equal, -3.2, String::new())));
        assert_eq!(read("〔125〕"), Some((Comparator::Equal, 125.0, String::new())));
        assert_eq!(read("新增8万个"), Some((Comparator::Equal, 80_000.0, "个".into())));
        assert_eq!(read("下降15%"), Some((Comparator::Equal, 15.0, "%".into())));
        assert_eq!(read("[13]以上"), Some((Comparator::GreaterOrEqual, 13.0, String::new())));
        assert_eq!(read("〔2.5%〕左右"), Some((Comparator::About, 2.5, "%".into())));
        assert_eq!(read("[≥3.5万]"), Some((Comparator::GreaterOrEqual, 35_000.0, String::new())));
        assert_eq!(read("6左右∗"), Some((Comparator::About, 6.0, String::new())));
        assert_eq!(read("力争达到5%左右"), Some((Comparator::About, 5.0, "%".into())));
        assert_eq!(read("325.46（以省下达指标为准）"), Some((Comparator::Equal, 325.46, String::new())));
        assert_eq!(read("200公顷（修复已退养滩涂）"), Some((Comparator::Equal, 200.0, "公顷".into())));
        assert_eq!(read("县级及以上城市≥40%"), Some((Comparator::GreaterOrEqual, 40.0, "%".into())));
        assert_eq!(read("预计2.65"), Some((Comparator::Equal, 2.65, String::new())));
        assert_eq!(read(">【20】"), Some((Comparator::Greater, 20.0, String::new())));
    }

    #[test]
    fn no_number_rather_than_a_wrong_one() {
        for cell in [
            "5-10%",
            "与国内生产总值增长基本同步",
            "—",
            "2021-2025",
            "98/99",
            "约",
            "3.5万-4万",
            "[3]-[5]",
            "〔3",
            "2[5]",
            "提高1个百分点",
            "比2020年降低6%",
            "城市≥40%，县城≥30%",
            "城市≥55其他县城≥25",
        ] {
            assert_eq!(read(cell), None, "{cell}");
        }
        assert!(is_blank_cell("——") && is_blank_cell("暂无") && !is_blank_cell("无锡市"));
        assert!(is_value_cell("5-10%"));
        assert!(!is_value_cell("残疾人"));
    }
}
