//! The years that a plan is made for: “十四五”, 2021—2025年.

use super::date::scan_year;
use super::numeral::{digit, scan_arabic, scan_chinese};
use crate::model::Period;

/// A five-year plan that a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named<'a> {
    /// Where its name begins.
    pub at: usize,
    /// The name as printed: `十五五`, `第十五个五年`.
    pub text: &'a str,
    /// Which one it is: 15.
    pub ordinal: u32,
}

impl Named<'_> {
    /// Its first year. The plans since the sixth begin in 1981 + 5 × (n − 6).
    #[must_use]
    pub fn start(&self) -> i32 {
        1951 + 5 * i32::try_from(self.ordinal).unwrap_or_default()
    }

    /// Its last year.
    #[must_use]
    pub fn end(&self) -> i32 {
        self.start() + 4
    }
}

/// The plans with years of their own: the sixth is the first that was printed with
/// them, and nobody has named one behind the thirtieth.
const ORDINALS: std::ops::RangeInclusive<u32> = 6..=30;

/// What stands behind a period whose name could be a plain number: 十五规划.
const OF_A_PERIOD: &[&str] = &["规划", "计划", "期间", "时期", "以来", "末"];

/// Campaigns that are counted in five-year plans of their own: “八五”普法 ran from
/// 2021 on, the eighth five-year plan from 1991.
const COUNTED_APART: &[&str] = &["普法", "法治宣传", "法制宣传", "依法治"];

/// The five-year plans that `text` names, in reading order.
pub fn named(text: &str) -> impl Iterator<Item = Named<'_>> {
    let counted_apart = COUNTED_APART.iter().any(|word| text.contains(word));
    let short = text.match_indices('五').filter_map(|(at, _)| short_name(text, at));
    let long = text.match_indices("个五年").filter_map(|(at, _)| long_name(text, at));
    let mut found: Vec<Named<'_>> = short.chain(long).collect();
    // Nobody has counted a campaign as far as the plans of this century.
    found.retain(|named| ORDINALS.contains(&named.ordinal) && !(counted_apart && named.ordinal < 11));
    found.sort_unstable_by_key(|named| named.at);
    found.into_iter()
}

/// The name whose last character is the 五 at `at`: 十五五 is one, and so is
/// “十五” where nothing else can be meant; 十五 of 十五分钟 is a number.
fn short_name(text: &str, at: usize) -> Option<Named<'_>> {
    let end = at + '五'.len_utf8();
    let is_numeral = |c: char| digit(c).is_some() || matches!(c, '十' | '百' | '千' | '万');
    if text[end..].starts_with(is_numeral) {
        return None;
    }
    let before = &text[..at];
    let start = before.char_indices().rev().take_while(|(_, c)| is_numeral(*c)).last()?.0;
    let (ordinal, len) = scan_chinese(&text[start..at])?;
    if start + len != at {
        return None;
    }
    // 一百一十五 is 115, so that 十一五 can be nothing but a period.
    let is_plain_number = ordinal <= 10 || ordinal == 20;
    let is_quoted = text[..start].ends_with(['“', '"', '「', '‘', '\''])
        && text[end..].starts_with(['”', '"', '」', '’', '\'']);
    if is_plain_number && !is_quoted && !OF_A_PERIOD.iter().any(|word| text[end..].starts_with(word)) {
        return None;
    }
    Some(Named { at: start, text: &text[start..end], ordinal })
}

/// `第十五个五年`, the 个 of which stands at `at`.
fn long_name(text: &str, at: usize) -> Option<Named<'_>> {
    let start = text[..at].rfind('第')?;
    let number = start + '第'.len_utf8();
    let (ordinal, len) = scan_chinese(&text[number..at]).or_else(|| scan_arabic(&text[number..at]))?;
    let end = at + "个五年".len();
    (number + len == at).then(|| Named { at: start, text: &text[start..end], ordinal })
}

/// The period that a title names: `“十四五”` is 2021 to 2025, `（2021—2035年）`
/// says so itself. Years that are printed win over those of the name.
#[must_use]
pub fn scan_period(title: &str) -> Option<Period> {
    let years = printed(title);
    let Some(named) = named(title).next() else {
        let years = years?;
        return Some(Period { name: None, start: years.start, end: years.end });
    };
    let name = Some(match named.text.strip_prefix('第') {
        Some(_) => format!("{}五", super::numeral::to_chinese(named.ordinal)),
        None => named.text.to_owned(),
    });
    let (first, last) = (named.start(), named.end());
    // 第十四个五年规划和2035年远景目标纲要 looks beyond its years; a plan for one of
    // them, “十四五”规划2023年实施方案, is for that one.
    let is_of_it =
        |years: &Years| (first..=last).contains(&years.start) && (years.is_range || years.start != last);
    let (start, end) = years.filter(is_of_it).map_or((first, last), |years| (years.start, years.end));
    Some(Period { name, start, end })
}

/// Years as a title prints them.
#[derive(Clone, Copy)]
struct Years {
    start: i32,
    end: i32,
    is_range: bool,
}

/// What follows a year that is not the plan's: 2030年前碳达峰, 2020年修订.
const NOT_ITS_OWN: &[&str] = &[
    "前",
    "以前",
    "底前",
    "之前",
    "修订",
    "修正",
    "修编",
    "调整",
    "局部",
    "版",
    "远景",
    "愿景",
    "全国人",
    "全国两会",
    "全国“两会”",
];

/// What stands before a year that is only looked at: 面向2035年.
const LOOKED_AT: &[&str] = &["面向", "迈向", "展望", "到", "至", "向"];

/// The years of the plan: `2021—2035年`, `2021年-2025年`, `2023—25年`,
/// `二〇二一至二〇二五年`, or `2023年` alone.
fn printed(title: &str) -> Option<Years> {
    let mut alone = None;
    let mut from = 0;
    while let Some((offset, (start, len))) =
        title[from..].char_indices().find_map(|(at, _)| Some((at, scan_year(&title[from + at..])?)))
    {
        let at = from + offset;
        let rest = &title[at + len..];
        let behind = rest.strip_prefix('年').unwrap_or(rest);
        if let Some(end) = range_end(behind, start) {
            return Some(Years { start, end, is_range: true });
        }
        let is_word = title[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let is_its_own = rest.starts_with('年')
            && !NOT_ITS_OWN.iter().any(|word| behind.starts_with(word))
            && !LOOKED_AT.iter().any(|word| title[..at].ends_with(word));
        if is_its_own && !is_word && alone.is_none() {
            alone = Some(Years { start, end: start, is_range: false });
        }
        from = at + len;
    }
    alone
}

/// The last year of a range whose first year, `start`, ends before `rest`.
fn range_end(rest: &str, start: i32) -> Option<i32> {
    let rest = rest.trim_start();
    let behind =
        rest.trim_start_matches(['-', '−', '—', '–', '―', '－', '─', '～', '~', '〜', '至', '到', ' ']);
    if behind.len() == rest.len() {
        return None;
    }
    let end = if let Some((end, _)) = scan_year(behind) {
        end
    } else {
        // 2023—25年
        let (short, len) = scan_arabic(behind)?;
        let is_year = len == 2 && behind[len..].starts_with('年');
        is_year.then(|| start / 100 * 100 + i32::try_from(short).unwrap_or_default())?
    };
    (end >= start).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_year_plans() {
        let period = |title| {
            scan_period(title).map(|period| (period.name.unwrap_or_default(), period.start, period.end))
        };
        for (title, name, start, end) in [
            ("甲市“十四五”规划", "十四五", 2021, 2025),
            ("“十三五”规划", "十三五", 2016, 2020),
            ("甲市养老服务发展“十五五”规划", "十五五", 2026, 2030),
            ("甲市十五五养老服务规划", "十五五", 2026, 2030),
            ("“十六五”规划", "十六五", 2031, 2035),
            ("甲市“十五”规划", "十五", 2001, 2005),
            ("甲市十五计划", "十五", 2001, 2005),
            ("“十一五”规划", "十一五", 2006, 2010),
            ("第十四个五年规划和2035年远景目标纲要", "十四五", 2021, 2025),
            ("第十五个五年规划纲要", "十五五", 2026, 2030),
            ("第15个五年规划纲要", "十五五", 2026, 2030),
            ("甲市“十四五”水利三年行动计划（2023—2025年）", "十四五", 2023, 2025),
            ("甲市“十四五”规划（2021—2025年）", "十四五", 2021, 2025),
            ("甲市“十四五”及中长期规划（2021—2035年）", "十四五", 2021, 2035),
            ("甲市“十四五”规划2023年实施方案", "十四五", 2023, 2023),
            ("甲市“十四五”规划（2020年修订）", "十四五", 2021, 2025),
        ] {
            assert_eq!(period(title), Some((name.into(), start, end)), "{title}");
        }
    }

    #[test]
    fn years_that_are_printed() {
        let period = |title| scan_period(title).map(|period| (period.name, period.start, period.end));
        for (title, start, end) in [
            ("国土空间规划（2021年-2035年）", 2021, 2035),
            ("行动计划（2022−2025年）", 2022, 2025),
            ("行动计划（2023—25年）", 2023, 2025),
            ("二〇二一至二〇二五年行动计划", 2021, 2025),
            ("甲市2023年工作要点", 2023, 2023),
            ("甲市2023年度工作要点", 2023, 2023),
            ("“八五”普法规划（2021—2025年）", 2021, 2025),
            ("甲市法治宣传教育第八个五年规划（2021—2025年）", 2021, 2025),
        ] {
            assert_eq!(period(title), Some((None, start, end)), "{title}");
        }
    }

    #[test]
    fn numbers_that_are_no_period() {
        for title in [
            "文物保护规划",
            "“十五分钟”便民生活圈方案",
            "十五分钟生活圈规划",
            "甲市“八五”普法规划",
            "第八个五年法治宣传教育规划",
            "二十五条措施",
            "2030年前碳达峰行动方案",
            "面向2035年的发展规划",
            "迎接十五届全运会方案",
            "一百一十五项任务清单",
        ] {
            assert_eq!(scan_period(title), None, "{title}");
        }
    }

    #[test]
    fn all_that_a_text_names() {
        let all: Vec<_> =
            named("“十四五”以来，对照第十五个五年和“十五五”").map(|named| named.ordinal).collect();
        assert_eq!(all, [14, 15, 15]);
        assert_eq!(named("新增二十五户、一十五户、五五开").count(), 0);
    }
}
