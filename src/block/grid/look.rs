//! What a piece of a table looks like.

use crate::scan::column::kind_of;
use crate::scan::indicator::{counted_len, is_attribute, is_group_number, split_unit};
use crate::scan::marker::{Style, scan_marker};
use crate::scan::organization::{is_agency, is_bare_ending, is_organization, split_names};
use crate::scan::quantity::{BOUNDS, is_blank_cell, is_of_years, is_value_cell};
use crate::scan::unit::is_unit;
use crate::scan::word_list::WordList;
use crate::scan::{is_han, is_longer_than};

/// What a piece looks like.
#[derive(Clone, Debug)]
pub(in crate::block) struct Look {
    /// A bare number of few digits.
    pub number: Option<u32>,
    /// The number that it begins with: `3.参保率`.
    pub marker: Option<u32>,
    /// Whether it begins with one of two levels: `3.1参保率`.
    pub is_dotted: bool,
    pub is_value: bool,
    pub is_attribute: bool,
    pub is_unit: bool,
    pub is_bracket: bool,
    /// A unit in brackets and nothing else: （平方公里）.
    pub is_unit_bracket: bool,
    /// A bracket that says what the figure before it is of: （2021年—2025年）, （较2020年下降）.
    pub is_note: bool,
    /// The same in any brackets, and no figure: 〔累计〕.
    pub is_remark: bool,
    /// Whether it closes with （%） or the like.
    pub has_unit: bool,
    /// The same where that is a unit for certain, not 助理 in 执业（助理）.
    pub is_measured: bool,
    /// Whether it is a list of departments.
    pub is_list: bool,
    /// Whether it reads like the name of one body, which may be no agency: 县投资促进中心.
    pub is_body: bool,
    /// Whether it is the short name of one office, which may as well be the rest of a longer name:
    /// 教育局.
    pub is_office: bool,
    /// Whether the name of a body may begin with it that goes on below: 市住房城乡.
    pub begins_body: bool,
    /// Whether it reads like a list, whatever is listed: 甲、乙.
    pub is_listing: bool,
    /// Whether what it lists goes on: `甲、`.
    pub is_open: bool,
    /// Whether it begins with the title of a document: 《.
    pub is_title: bool,
    /// Whether it goes on with what was listed: `、乙`.
    pub is_closing: bool,
    /// Whether the last name that it lists breaks off: 市发展改革委、市生.
    pub is_torn: bool,
    /// Whether it reads like the rest of such a name: 态环境局.
    pub is_rest: bool,
    /// Whether no name begins with it: 人民政府, 分局.
    pub is_ending: bool,
    /// The rest of a time: 底, 月底, 日前完成.
    pub is_time_rest: bool,
    /// `—` and the like.
    pub is_blank: bool,
    /// 2025年底前, 2021—2023年, 持续推进
    pub is_time: bool,
    /// Whether it is a date that lacks nothing: 2025年底前, 6月底.
    pub is_date: bool,
    /// Whether it closes with a full stop or the like.
    pub ends_sentence: bool,
    /// Whether it is a sentence or several.
    pub is_sentence: bool,
    /// 合计, 小计
    pub is_sum: bool,
    /// Whether header cells read like this: 序号, 责任单位.
    pub is_head: bool,
    /// Words that stand for a figure, or a figure with words: 完成市下达指标, 设市城市≥55.
    pub is_words: bool,
    /// 一、保障类, （一）保障类, 保障类（3项）：
    pub is_banner: bool,
    /// 一, （二）: the number of a group, its name in the next cell.
    pub is_group_number: bool,
    pub chars: i32,
    /// How wide it is printed, in halves of an ideograph.
    pub width: i32,
    pub is_plain: bool,
}

/// A figure has no more characters than this, and neither has one with words beside it.
const LONGEST_VALUE: usize = 40;

/// The short name of an office has no more characters: 行政审批局.
const LONGEST_OFFICE: usize = 5;

/// The number of a group has no more characters: （二十一）.
const LONGEST_GROUP_NUMBER: usize = 5;

/// The line that names a group of rows has no more characters.
const LONGEST_BANNER: usize = 40;

/// An attribute has no more characters, its brackets and the mark of a note included.
const LONGEST_ATTRIBUTE: usize = 16;

/// No list of departments has more characters.
const LONGEST_LIST: usize = 400;

/// Characters are counted up to here: how much longer a sentence is says nothing.
const MOST_COUNTED: i32 = 60;

/// What the characters of a piece show, all of them looked at once.
#[derive(Default)]
struct Characters {
    count: usize,
    /// Those of ASCII, which are printed half as wide.
    narrow: usize,
    /// 。 or ；
    has_stop: bool,
    /// What sets the parts of a list apart.
    has_separator: bool,
    has_digit: bool,
    has_han: bool,
    /// Brackets and quotation marks that are open at the end, less those closed too often.
    open: i32,
    is_plain: bool,
}

impl Characters {
    fn of(text: &str) -> Self {
        let mut found = Self { is_plain: true, ..Self::default() };
        for c in text.chars() {
            found.count += 1;
            if is_han(c) {
                found.has_han = true;
                continue;
            }
            found.narrow += usize::from(c.is_ascii());
            found.is_plain &= matches!(c, '、' | '“' | '”' | '（' | '）');
            match c {
                '。' | '；' => found.has_stop = true,
                '、' | '，' | ' ' => found.has_separator = true,
                '0'..='9' => found.has_digit = true,
                '《' | '（' | '“' => found.open += 1,
                '》' | '）' | '”' => found.open -= 1,
                _ => {}
            }
        }
        found
    }
}

/// Whether what stands behind a number of two levels is a name: 用水总量 in 3.1用水总量, no unit
/// as in 3.1万吨左右.
fn is_name(rest: &str) -> bool {
    /// No unit has more characters.
    const LONGEST: usize = 6;
    let is_bound = |behind: &str| {
        behind.is_empty() || behind.starts_with(['/', '（', '-', '—', '～']) || BOUNDS.contains(&behind)
    };
    let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]).skip(1).take(LONGEST);
    let is_measure = ends.into_iter().any(|at| is_unit(&rest[..at]) && is_bound(&rest[at..]));
    rest.starts_with(is_han) && !is_measure && !is_bound(rest)
}

impl Look {
    pub fn of(text: &str) -> Self {
        let characters = Characters::of(text);
        let chars = characters.count;
        let digits = text.trim_end_matches(['.', '、']);
        let is_number =
            digits.len() <= 3 && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let label = scan_marker(text);
        let marker = label.filter(|marker| {
            matches!(marker.style, Style::Arabic | Style::ParenArabic | Style::RightParen | Style::Circled)
                && marker.depth == 1
                && text[marker.len..].starts_with(|c: char| !c.is_ascii_digit() || marker.mark == '、')
        });
        let is_dotted = label.is_some_and(|label| {
            label.style == Style::Arabic && label.depth > 1 && is_name(text[label.len..].trim_start())
        });
        let is_value = chars <= LONGEST_VALUE
            && !is_dotted
            && is_value_cell(text)
            && marker.is_none_or(|marker| marker.len == text.len());
        // A list may close with a full stop as a sentence does.
        let listed = text.trim_end_matches(['。', '；']);
        let is_short = chars <= LONGEST_LIST && !(characters.has_stop && listed.contains(['。', '；']));
        // A figure names nobody.
        let may_name = is_short && (characters.has_han || characters.has_separator);
        let names = Names::of(if may_name { listed } else { "" });
        let is_list = names.are_list(listed);
        let is_time = is_time(text, &characters);
        let bracket = text.strip_prefix('（').and_then(|rest| rest.strip_suffix('）'));
        let is_unit_bracket = bracket.is_some_and(is_unit);
        Self {
            number: is_number.then(|| digits.parse().ok()).flatten(),
            marker: marker.map(|marker| marker.number),
            is_dotted,
            is_value,
            is_attribute: chars <= LONGEST_ATTRIBUTE && is_attribute(text),
            is_unit: is_unit(text),
            is_remark: text.starts_with(['（', '〔', '[', '【'])
                && text.ends_with(['）', '〕', ']', '】'])
                && !is_value,
            is_bracket: bracket.is_some(),
            is_unit_bracket,
            is_note: !is_unit_bracket && !is_value && bracket.is_some_and(is_of_years),
            has_unit: split_unit(text).1.is_some(),
            is_measured: split_unit(text).1.is_some_and(is_unit),
            is_list,
            is_body: names.known[..] == [true],
            begins_body: text.starts_with(FIRST_OF_NAME) && !names.have_agency(),
            is_office: names.known[..] == [true]
                && chars <= LONGEST_OFFICE
                && text.ends_with(['局', '委', '办', '厅', '科', '处']),
            is_listing: characters.has_separator && names.are_names()
                || text.ends_with('、') && names.known.iter().all(|is_known| *is_known),
            is_title: text.starts_with('《'),
            is_open: text.ends_with(['、', '，', '（', '《', '“'])
                || characters.open > 0
                || is_cut_list(text),
            is_closing: text.starts_with(['、', '，', '；', '）']),
            is_torn: names.are_torn(),
            is_rest: names.begin_with_rest(),
            is_ending: names.names.first().is_some_and(|name| is_bare_ending(name)),
            is_time_rest: is_time_rest(text, chars),
            is_blank: is_blank_cell(text),
            is_time,
            is_date: is_time && text.ends_with(['前', '底', '月', '日', '末', '中']),
            ends_sentence: text.ends_with(['。', '；', '！']),
            is_sentence: characters.has_stop && chars > 12 && !is_list,
            is_sum: is_sum(text),
            // 已完成 is what a cell says.
            is_head: chars <= 6
                && !characters.has_digit
                && !is_time
                && !text.ends_with("完成")
                // 综合性指标 names a group, 评价指标 heads a column.
                && (chars <= 4 || !text.ends_with("指标"))
                && kind_of(text).is_some(),
            is_words: is_words(text, &characters),
            is_banner: chars <= LONGEST_BANNER
                && !characters.has_stop
                && (text.ends_with('：')
                    || counted_len(text) > 0
                    || label.is_some_and(|label| {
                        matches!(label.style, Style::Ideographic | Style::Task | Style::ParenIdeographic)
                            && label.len < text.len()
                    })),
            is_group_number: chars <= LONGEST_GROUP_NUMBER && is_group_number(text),
            chars: i32::try_from(chars).map_or(MOST_COUNTED, |chars| chars.min(MOST_COUNTED)),
            width: i32::try_from(2 * chars - characters.narrow).unwrap_or(i32::MAX),
            is_plain: characters.is_plain,
        }
    }
}

/// What cells of one column have in common, as a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::block) enum Class {
    Attribute,
    Time,
    Value,
    List,
    Sentence,
    Words,
}

impl Class {
    /// How many there are.
    pub const COUNT: usize = 6;
}

impl Look {
    /// What it has in common with the cells of its column.
    pub const fn class(&self) -> Class {
        /// What is longer is a sentence, if it lists nothing.
        const LONGEST: i32 = 20;
        if self.is_attribute {
            Class::Attribute
        } else if self.is_time {
            Class::Time
        } else if self.is_value {
            Class::Value
        } else if self.is_list || self.is_listing {
            Class::List
        } else if self.is_sentence || self.chars > LONGEST {
            Class::Sentence
        } else {
            Class::Words
        }
    }

    /// Whether it is one department or several, and so may stand on a line of its own
    /// below others.
    pub const fn is_listed(&self) -> bool {
        self.is_list || self.is_listing || self.is_body
    }
}

/// What a piece lists.
struct Names<'a> {
    names: Vec<&'a str>,
    /// Which of them read like the name of a body.
    known: Vec<bool>,
}

impl<'a> Names<'a> {
    fn of(text: &'a str) -> Self {
        let names = split_names(text);
        let known = names.iter().map(|name| is_organization(name)).collect();
        Self { names, known }
    }

    fn have_agency(&self) -> bool {
        self.names.iter().zip(&self.known).any(|(name, is_known)| *is_known && is_agency(name))
    }

    /// Whether one of them is a body of a level of government, and so the last may be another:
    /// 市水务集团、市燃.
    fn have_body_before(&self, last: &str) -> bool {
        /// Such a name has at least so many characters.
        const SHORTEST: usize = 4;
        let is_body = |(name, is_known): (&&str, &bool)| {
            *is_known && name.starts_with(FIRST_OF_NAME) && is_longer_than(name, SHORTEST - 1)
        };
        last.starts_with(FIRST_OF_NAME) && self.names.iter().zip(&self.known).any(is_body)
    }

    /// Whether they are departments and all that `text` says. One name alone must be that
    /// of an agency.
    fn are_list(&self, text: &str) -> bool {
        text.ends_with(|c: char| is_han(c) || matches!(c, '）' | '、' | ']'))
            && !self.names.is_empty()
            && self.known.iter().all(|is_known| *is_known)
            && self.have_agency()
    }

    /// Whether most of them are names of bodies, or all but those that a line end may have
    /// cut: 市发展改革委、市财政.
    fn are_names(&self) -> bool {
        let count = self.names.len();
        let known = self.known.iter().filter(|is_known| **is_known).count();
        let is_end = |at: usize| at == 0 || at + 1 == count;
        let is_cut = |at: usize| self.known[at] || is_end(at) && is_part(self.names[at]);
        let is_of_bodies = || self.names.last().is_some_and(|last| self.have_body_before(last));
        count > 1 && (known * 2 > count || (0..count).all(is_cut) && (self.have_agency() || is_of_bodies()))
    }

    /// Whether the last of them breaks off: 市发展改革委、市生.
    fn are_torn(&self) -> bool {
        let (Some(last), Some(false)) = (self.names.last(), self.known.last()) else { return false };
        is_part(last)
            && match self.names.len() {
                1 => last.starts_with(FIRST_OF_NAME),
                _ => self.have_agency() || self.have_body_before(last),
            }
    }

    /// Whether the first reads like the rest of a name: its ending, and no beginning.
    fn begin_with_rest(&self) -> bool {
        const LAST_OF_NAME: &[&str] = &["局", "委", "办", "厅", "部", "院", "会", "司", "府", "行"];
        let (Some(first), Some(is_known)) = (self.names.first(), self.known.first()) else { return false };
        !first.starts_with(FIRST_OF_NAME) && is_part(first) && (*is_known || LAST_OF_NAME.contains(first))
    }
}

/// Whether a text may be a part of a name that a line end has cut.
fn is_part(name: &str) -> bool {
    /// No part has more characters.
    const LONGEST: usize = 10;
    name.chars().all(is_han) && !is_longer_than(name, LONGEST)
}

/// Whether a list breaks off behind the first character of a name: 市教育局、市.
fn is_cut_list(text: &str) -> bool {
    text.rsplit_once('、')
        .is_some_and(|(_, last)| ["省", "市", "县", "区", "各", "州", "盟", "旗"].contains(&last))
}

/// What names of departments begin with: the level or the place.
const FIRST_OF_NAME: &[char] =
    &['省', '市', '县', '区', '各', '州', '盟', '旗', '镇', '乡', '国', '团', '自'];

/// What a time closes with.
const TIMES: &str = "年月日底前末初中旬季度";

/// Words that stand for a figure, or a figure with words.
fn is_words(text: &str, characters: &Characters) -> bool {
    const LONGEST: usize = 26;
    static VERBS: WordList = WordList::new(&[
        "完成",
        "达到",
        "达成",
        "保持",
        "提高",
        "提升",
        "高于",
        "低于",
        "优于",
        "不低于",
        "不高于",
        "力争",
        "基本",
        "与",
        "控制在",
        "持续",
        "逐步",
        "稳定",
        "明显",
        "全面",
        "实现",
        "下降",
        "降低",
        "增长",
        "上升",
        "稳步",
        "同步",
        "只增不减",
        "满足",
        "不少于",
        "不超过",
        "按照",
        "按",
        "国家",
        "省下达",
        "确保",
    ]);
    const BOUNDS: &[char] = &['≥', '≤', '>', '<'];
    characters.count <= LONGEST
        && !characters.has_stop
        && (VERBS.begin(text)
            || is_all(text)
            // 省级下达指标, 以上级下达为准
            || text.contains("下达")
            || text.split_once(BOUNDS).is_some_and(|(before, after)| {
                !before.is_empty() && after.starts_with(|c: char| c.is_ascii_digit())
            }))
}

/// 应建尽建, 应保尽保: all of them.
fn is_all(text: &str) -> bool {
    let mut chars = text.chars();
    let mut next = || chars.next();
    next() == Some('应')
        && next().is_some_and(|verb| next() == Some('尽') && next() == Some(verb))
        && next().is_none()
}

/// The rest of a time that a line has cut: 底, 月底, and with what is done by then 月底前投.
fn is_time_rest(text: &str, chars: usize) -> bool {
    /// What is done by then has begun with so many characters at most.
    const DONE: usize = 3;
    let times = text.chars().take_while(|c| TIMES.contains(*c)).count();
    times > 0 && times <= DONE && (chars == times || chars - times <= DONE && text.chars().all(is_han))
}

/// 2025年底前, 2021—2023年, 持续推进
fn is_time(text: &str, characters: &Characters) -> bool {
    static WORDS: WordList = WordList::new(&[
        "长期",
        "持续推进",
        "持续实施",
        "每年",
        "按年度",
        "适时",
        "立即",
        "常年",
        "全年",
        "贯穿",
    ]);
    // 年内完成, 三季度完成, 上半年
    static PARTS: WordList = WordList::new(&[
        "年内", "年底", "年末", "年初", "年中", "季度", "半年", "月底", "月末", "每月", "实时",
    ]);
    const SHORT: usize = 8;
    const LONGEST: usize = 24;
    characters.count <= LONGEST
        && (characters.count <= SHORT && PARTS.are_in(text)
            || characters.has_digit
                && (text.contains(['年', '月']) || is_years(text))
                && !text.contains(['%', '，'])
            || WORDS.begin(text))
}

/// 2021-2023
fn is_years(text: &str) -> bool {
    let mut parts = text.split(['-', '—', '～', '~', '–']).filter(|part| !part.is_empty());
    let is_year = |part: Option<&str>| {
        part.is_some_and(|part| part.len() == 4 && (part.starts_with("19") || part.starts_with("20")))
    };
    text.bytes().next().is_some_and(|byte| byte.is_ascii_digit())
        && is_year(parts.next())
        && is_year(parts.next())
        && parts.next().is_none()
}

/// 合计, 小计, 总计
pub(crate) fn is_sum(text: &str) -> bool {
    ["合计", "小计", "总计", "共计", "合 计"].iter().any(|word| text.starts_with(word))
        && !is_longer_than(text, 10)
}
