//! Markers: the leading 一、 （一） 1. （1） ① of a heading, an item or a paragraph.

use super::is_han;
use super::numeral::{scan_arabic, scan_chinese};

/// The style of a marker. The order is the order of depth in which GB/T 9704
/// (7.3.3) and common usage nest them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Style {
    /// 第一篇, 第一编, 第一部分
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 第一条
    Article,
    /// 壹、
    Formal,
    /// 一、
    Ideographic,
    /// 任务一：, 行动1：
    Task,
    /// （一）
    ParenIdeographic,
    /// 1.
    Arabic,
    /// 1）
    RightParen,
    /// （1）
    ParenArabic,
    /// ①
    Circled,
}

impl Style {
    /// The number of styles.
    pub const COUNT: usize = 12;

    /// All styles, outermost first.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Part,
        Self::Chapter,
        Self::Section,
        Self::Article,
        Self::Formal,
        Self::Ideographic,
        Self::Task,
        Self::ParenIdeographic,
        Self::Arabic,
        Self::RightParen,
        Self::ParenArabic,
        Self::Circled,
    ];

    /// Its place in the order of depth.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A marker: its style, its value and how many bytes it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// The style; a decimal label (`1.2.3`) counts as [`Style::Arabic`].
    pub style: Style,
    /// The value; the last number of a decimal label.
    pub number: u32,
    /// The byte length, mark included.
    pub len: usize,
    /// The numbers of a decimal label, 1 for every other marker.
    pub depth: u8,
    /// The mark that closes the label, where there is a choice: `.` or `、`.
    pub mark: char,
}

impl Marker {
    const fn new(style: Style, number: u32, len: usize, mark: char) -> Self {
        Self { style, number, len, depth: 1, mark }
    }
}

/// Reads a marker at the start of `text`.
#[must_use]
pub fn scan_marker(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    match first {
        '第' => scan_ordinal(text),
        '（' | '(' => scan_parenthesized(text),
        '0'..='9' => scan_arabic_label(text),
        '①'..='⑳' => {
            Some(Marker::new(Style::Circled, first as u32 - '①' as u32 + 1, first.len_utf8(), first))
        }
        '⑴'..='⒇' => {
            Some(Marker::new(Style::ParenArabic, first as u32 - '⑴' as u32 + 1, first.len_utf8(), first))
        }
        '⒈'..='⒛' => {
            Some(Marker::new(Style::Arabic, first as u32 - '⒈' as u32 + 1, first.len_utf8(), '.'))
        }
        '㈠'..='㈩' => Some(Marker::new(
            Style::ParenIdeographic,
            first as u32 - '㈠' as u32 + 1,
            first.len_utf8(),
            first,
        )),
        '任' | '行' | '工' | '举' | '专' | '重' => scan_task(text),
        _ => scan_ideographic(text),
    }
}

/// Reads a label that has lost its text, as a model has it: `（—）` is the first.
#[must_use]
pub fn scan_label(label: &str) -> Option<Marker> {
    scan_marker(label)
        .or_else(|| scan_marker(&format!("{label}一")).filter(|marker| marker.len <= label.len()))
}

/// The byte length of a sign that sets off an item without counting it: ●, ◆, ■,
/// and what word processors keep of them in their symbol fonts.
#[must_use]
pub fn scan_bullet(text: &str) -> Option<usize> {
    const BULLETS: &[char] = &[
        '●', '◆', '■', '▲', '★', '▪', '◇', '○', '□', '➢', '➤', '✓', '√', '▶', '►', '→', '⇒', '※', '☆', '△',
        '◎', '•', '·', '\u{F06C}', '\u{F075}', '\u{F0B7}', '\u{F0D8}', '\u{F0FC}',
    ];
    let first = text.chars().next().filter(|c| BULLETS.contains(c))?;
    (text.len() > first.len_utf8()).then_some(first.len_utf8())
}

/// 第一章, 第二节, 第三条, 第一篇, 第一部分：
fn scan_ordinal(text: &str) -> Option<Marker> {
    let rest = &text['第'.len_utf8()..];
    let (number, len) = scan_arabic(rest).or_else(|| scan_chinese(rest))?;
    let unit_at = '第'.len_utf8() + len;
    let rest = &text[unit_at..];
    for (unit, style) in [
        ("部分", Style::Part),
        ("章", Style::Chapter),
        ("节", Style::Section),
        ("条", Style::Article),
        ("篇", Style::Part),
        ("编", Style::Part),
    ] {
        if let Some(behind) = rest.strip_prefix(unit) {
            // 第一部分：发展基础
            let colon = if behind.starts_with('：') { '：'.len_utf8() } else { 0 };
            return Some(Marker::new(style, number, unit_at + unit.len() + colon, '第'));
        }
    }
    None
}

/// 任务一：, 行动1：, 重点工程二：, as plans of action count what they will do
fn scan_task(text: &str) -> Option<Marker> {
    let kind = ["重点", "重大", "专项"].iter().find_map(|kind| text.strip_prefix(kind)).unwrap_or(text);
    let rest = ["任务", "行动", "工程", "举措"].iter().find_map(|word| kind.strip_prefix(word))?;
    let (number, len) = scan_arabic(rest).filter(|found| found.1 <= 2).or_else(|| scan_chinese(rest))?;
    let title = rest[len..].strip_prefix('：')?;
    (number > 0 && !title.is_empty())
        .then(|| Marker::new(Style::Task, number, text.len() - title.len(), '：'))
}

/// （一） and （1）
fn scan_parenthesized(text: &str) -> Option<Marker> {
    let open = text.chars().next()?.len_utf8();
    let rest = &text[open..];
    let (style, (number, len)) = match scan_arabic(rest) {
        Some(found) if found.1 <= 2 => (Style::ParenArabic, found),
        Some(_) => return None,
        None => (Style::ParenIdeographic, scan_ideographs(rest)?),
    };
    let close = rest[len..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
    let mut end = open + len + close.len_utf8();
    // （一）、总体要求, but not （一）、（二）项
    if text[end..].strip_prefix('、').is_some_and(|rest| rest.starts_with(is_han)) {
        end += '、'.len_utf8();
    }
    if is_misread(&rest[..len]) && !text[end..].starts_with(is_han) {
        return None;
    }
    (number > 0 && number < 200).then(|| Marker::new(style, number, end, '（'))
}

/// A numeral of a label. Recognition of print reads the single stroke of 一 as a dash:
/// `—、总体要求`, `(-)加强领导`, `十—、保障措施`.
fn scan_ideographs(text: &str) -> Option<(u32, usize)> {
    let (number, len) = scan_chinese(text).unwrap_or_default();
    let dash = text[len..].chars().next().filter(|c| is_stroke(*c));
    match dash {
        Some(dash) if number % 10 == 0 => Some((number + 1, len + dash.len_utf8())),
        _ => (len > 0).then_some((number, len)),
    }
}

/// Whether `c` is a sign that recognition takes for 一.
#[must_use]
pub const fn is_stroke(c: char) -> bool {
    matches!(c, '—' | '–' | '―' | '─' | '－' | '-' | 'ー')
}

/// Whether a numeral ends with a dash that stands for 一.
#[must_use]
pub fn is_misread(numeral: &str) -> bool {
    numeral.ends_with(is_stroke)
}

/// 一、 (also written 一. by typists whose full stop key is nearer)
fn scan_ideographic(text: &str) -> Option<Marker> {
    let (number, len) = scan_ideographs(text)?;
    let mark = text[len..].chars().next()?;
    if number == 0 || number > 99 {
        return None;
    }
    let end = len + mark.len_utf8();
    // Numbers with a dash behind them are many: 一、 is told by what goes on.
    if is_misread(&text[..len]) && !(mark == '、' && text[end..].starts_with(is_han)) {
        return None;
    }
    // 壹、 stands above 一、.
    let style = if is_formal(text) { Style::Formal } else { Style::Ideographic };
    match mark {
        '、' if !is_enumeration(&text[end..]) => Some(Marker::new(style, number, end, '、')),
        '.' | '．' => Some(Marker::new(style, number, end, '.')),
        '）' | ')' => Some(Marker::new(Style::ParenIdeographic, number, end, '）')),
        _ => None,
    }
}

/// Whether a numeral is written as on banknotes.
fn is_formal(text: &str) -> bool {
    text.starts_with(['壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖', '拾'])
}

/// Whether what follows 一、 shows that it is no label but the first of several
/// numbers: 一、二级残疾人, 三、四类, 一、二、三产业.
fn is_enumeration(rest: &str) -> bool {
    let Some((_, len)) = scan_chinese(rest) else { return false };
    let mut following = rest[len..].chars();
    match following.next() {
        Some('、' | '至' | '到' | '和' | '或' | '及') => true,
        Some(c) => "级类等档期批次线季层产档楼岁年月号环期流".contains(c),
        None => false,
    }
}

/// 1. 1、 1） and 1.2.3
fn scan_arabic_label(text: &str) -> Option<Marker> {
    let (number, len) = scan_arabic(text)?;
    if len > 3 {
        return None;
    }
    let rest = &text[len..];
    let mark = rest.chars().next()?;
    let end = len + mark.len_utf8();
    match mark {
        '.' | '．' | '﹒' | '、' => {
            let after = &text[end..];
            if after.starts_with(|c: char| c.is_ascii_digit()) && !begins_date(after) {
                return if mark == '、' { None } else { scan_decimal(text) };
            }
            (number > 0)
                .then(|| Marker::new(Style::Arabic, number, end, if mark == '、' { '、' } else { '.' }))
        }
        '）' | ')' => (number > 0).then(|| Marker::new(Style::RightParen, number, end, '）')),
        _ => None,
    }
}

/// Whether a year or a month begins here, as behind the label of 2.2023年底前，建成平台。 and
/// 1.4月底召开会议。: no number that is printed with four decimals counts years, and none with
/// decimals counts months (3.5个月).
#[must_use]
pub fn begins_date(text: &str) -> bool {
    let Some((number, len)) = scan_arabic(text) else { return false };
    let rest = text.get(len..).unwrap_or_default();
    len == 4 && (1949..2100).contains(&number) && rest.starts_with('年')
        || len <= 2 && (1..=12).contains(&number) && rest.starts_with('月')
}

/// 1.2 and 1.2.3; `3.5万人` is no label, because a measure follows.
fn scan_decimal(text: &str) -> Option<Marker> {
    let mut depth = 0u8;
    let mut end = 0;
    let number = loop {
        let (value, len) = scan_arabic(&text[end..])?;
        if len > 2 || depth >= 5 {
            return None;
        }
        depth += 1;
        end += len;
        let rest = &text[end..];
        if rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
            end += 1;
        } else {
            break value;
        }
    };
    let mut rest = text[end..].chars();
    let mut mark = '.';
    let mut next = rest.next();
    if let Some(c @ ('.' | '、')) = next {
        end += c.len_utf8();
        mark = c;
        next = rest.next();
    }
    let is_measure = match next {
        None => true,
        Some(c) => {
            !super::is_han(c) && !matches!(c, '“' | '《' | '（' | ' ')
                || !begins_word(&text[end..])
                    && "万亿千百个倍元吨米公平立方人户家所座条项亩岁年月日分度级次件台辆张名只".contains(c)
        }
    };
    (!is_measure && number > 0).then_some(Marker { style: Style::Arabic, number, len: end, depth, mark })
}

/// Whether a word begins here whose first character alone is a measure: 5.1分类, 3.2人才.
fn begins_word(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "分类",
        "分级",
        "分区",
        "分步",
        "分批",
        "分层",
        "分工",
        "人才",
        "人口",
        "人民",
        "人居",
        "人力",
        "人工",
        "人文",
        "公共",
        "公平",
        "公路",
        "公益",
        "公开",
        "公众",
        "平台",
        "平安",
        "立足",
        "立体",
        "立法",
        "项目",
        "户籍",
        "户外",
        "家庭",
        "家政",
        "家电",
        "个性",
        "个体",
        "个人",
        "日常",
        "千方百计",
        "百姓",
        "条件",
    ];
    WORDS.iter().any(|word| text.starts_with(word))
}

/// What closes the label of a row or an entry. Where nothing set it off, normalizing may have taken its
/// dot for the end of a sentence: 2。甲.
const LABEL_MARKS: &[char] = &['.', '、', '。', '．', ' '];

/// What stands behind `number` at the beginning of `text`, and the marks of its label: 2.甲, 2、甲.
#[must_use]
pub fn behind_number(text: &str, number: u32) -> Option<&str> {
    Some(text.strip_prefix(&number.to_string())?.trim_start_matches(LABEL_MARKS))
}

/// The same where such a mark stands behind the number.
#[must_use]
pub fn behind_label(text: &str, number: u32) -> Option<&str> {
    text.strip_prefix(&number.to_string())?.strip_prefix(LABEL_MARKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Style, u32, &str)> {
        scan_marker(text).map(|marker| (marker.style, marker.number, &text[..marker.len]))
    }

    #[test]
    fn what_stands_behind_a_number() {
        for text in ["2.甲", "2、甲", "2。甲"] {
            assert_eq!((behind_number(text, 2), behind_label(text, 2)), (Some("甲"), Some("甲")), "{text}");
        }
        assert_eq!((behind_number("2甲", 2), behind_label("2甲", 2)), (Some("甲"), None));
        assert_eq!(behind_label("2.2021年规划", 2), Some("2021年规划"));
        assert_eq!(behind_number("3.甲", 2), None);
    }

    #[test]
    fn every_style() {
        assert_eq!(read("第一章　总则"), Some((Style::Chapter, 1, "第一章")));
        assert_eq!(read("第12节"), Some((Style::Section, 12, "第12节")));
        assert_eq!(read("第二部分 任务"), Some((Style::Part, 2, "第二部分")));
        assert_eq!(read("第三部分：任务"), Some((Style::Part, 3, "第三部分：")));
        assert_eq!(read("二十三、保障"), Some((Style::Ideographic, 23, "二十三、")));
        assert_eq!(read("贰、保障"), Some((Style::Formal, 2, "贰、")));
        assert_eq!(read("（十）保障"), Some((Style::ParenIdeographic, 10, "（十）")));
        assert_eq!(read("(三）保障"), Some((Style::ParenIdeographic, 3, "(三）")));
        assert_eq!(read("（一）、保障"), Some((Style::ParenIdeographic, 1, "（一）、")));
        assert_eq!(read("（一）、（二）项"), Some((Style::ParenIdeographic, 1, "（一）")));
        assert_eq!(scan_label("（—）").map(|marker| marker.number), Some(1));
        assert_eq!(scan_label("保障"), None);
        assert_eq!(read("—、保障"), Some((Style::Ideographic, 1, "—、")));
        assert_eq!(read("十—、保障"), Some((Style::Ideographic, 11, "十—、")));
        assert_eq!(read("(-)保障"), Some((Style::ParenIdeographic, 1, "(-)")));
        assert_eq!(read("（二十—）保障"), Some((Style::ParenIdeographic, 21, "（二十—）")));
        assert_eq!(read("12.保障"), Some((Style::Arabic, 12, "12.")));
        assert_eq!(read("3、保障"), Some((Style::Arabic, 3, "3、")));
        assert_eq!(read("3）保障"), Some((Style::RightParen, 3, "3）")));
        assert_eq!(read("（2）保障"), Some((Style::ParenArabic, 2, "（2）")));
        assert_eq!(read("③保障"), Some((Style::Circled, 3, "③")));
        assert_eq!(read("任务一：保障"), Some((Style::Task, 1, "任务一：")));
        assert_eq!(read("重点工程12：保障"), Some((Style::Task, 12, "重点工程12：")));
        assert_eq!(read("5.1分类施策"), Some((Style::Arabic, 1, "5.1")));
        assert_eq!(read("2.13保障措施"), Some((Style::Arabic, 13, "2.13")));
        assert_eq!(read("34.2023年2月底前，建成平台"), Some((Style::Arabic, 34, "34.")));
        assert_eq!(read("3、2025年建成"), Some((Style::Arabic, 3, "3、")));
        assert_eq!(read("1.4月底召开会议"), Some((Style::Arabic, 1, "1.")));
        assert_eq!(read("1.4个月"), None);
        assert_eq!(read("1.14月"), None);
    }

    #[test]
    fn what_only_looks_like_a_marker() {
        for text in [
            "一、二级残疾人凭残疾人证",
            "一、二、三产业融合",
            "3D盲文",
            "2017年全面完成",
            "2017.保障",
            "1.2023万人",
            "1.8年以上",
            "3.5万人次",
            "1.2倍",
            "（含）以上",
            "（2014—2016年）",
            "（2021）",
            "第十一届",
            "（—）",
            "—、1",
            "三—、保障",
            "——、保障",
            "- 保障",
            "百日行动",
            "行动一致",
            "工程1处",
            "任务一：",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
