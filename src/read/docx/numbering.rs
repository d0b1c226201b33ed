//! Automatic numbering: the labels that Word computes, `第一章`, `（二）`, `1.2`.

use std::collections::{HashMap, HashSet};

use super::xml::{Event, attribute, is_on, number, val, walk};
use crate::error::Fault;
use crate::scan::numeral::to_chinese;

/// A list has so many levels.
const LEVELS: usize = 9;

/// No label has a longer pattern, in characters: 《第%1章》 has seven.
const MAX_LABEL: usize = 64;

#[derive(Clone, Debug, Default)]
struct Level {
    start: Option<u32>,
    format: String,
    text: String,
    /// Behind a paragraph of which level (from 1) it begins anew; 0 for never.
    restart: Option<u32>,
    is_legal: bool,
    /// The paragraph style that stands at this level.
    style: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct List {
    levels: [Level; LEVELS],
    /// The style whose list it is, or that of the list it stands for.
    style: Option<String>,
    link: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Instance {
    list: String,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// All lists of a document, and how far each has counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    lists: HashMap<String, List>,
    instances: HashMap<u32, Instance>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    /// Instances and levels whose own start was used.
    started: HashSet<(u32, usize)>,
}

impl Numbering {
    pub fn read(xml: &str) -> Result<Self, Fault> {
        let mut numbering = Self::default();
        let mut list: Option<(String, List)> = None;
        let mut instance: Option<(u32, Instance)> = None;
        let mut level: Option<(usize, Level)> = None;
        let mut over = 0;
        // Levels that do not say which they are count by their order.
        let mut order = 0;
        let index = |tag: &quick_xml::events::BytesStart<'_>| {
            attribute(tag, "ilvl").and_then(|level| level.parse().ok()).filter(|level| *level < LEVELS)
        };
        walk(xml, "word/numbering.xml", |event| {
            match event {
                Event::Open("abstractNum", tag) => {
                    order = 0;
                    list = Some((attribute(tag, "abstractNumId").unwrap_or_default(), List::default()));
                }
                Event::Close("abstractNum") => {
                    if let Some((id, list)) = list.take() {
                        numbering.lists.insert(id, list);
                    }
                }
                Event::Open("num", tag) => {
                    let id = attribute(tag, "numId").and_then(|id| id.parse().ok());
                    instance = id.map(|id| (id, Instance::default()));
                }
                Event::Close("num") => {
                    if let Some((id, instance)) = instance.take() {
                        numbering.instances.insert(id, instance);
                    }
                }
                Event::Open("lvlOverride", tag) => {
                    over = index(tag).unwrap_or(0);
                    order = over;
                }
                Event::Open("lvl", tag) => {
                    let is_unnamed = attribute(tag, "ilvl").is_none() && order < LEVELS;
                    let at = if is_unnamed { Some(order) } else { index(tag) };
                    order = at.map_or(order, |at| at + 1);
                    level = at.map(|at| (at, Level::default()));
                }
                Event::Close("lvl") => {
                    if let Some((at, level)) = level.take() {
                        if let Some((_, instance)) = &mut instance {
                            instance.levels[at] = Some(level);
                        } else if let Some((_, list)) = &mut list {
                            list.levels[at] = level;
                        }
                    }
                }
                Event::Open("abstractNumId", tag) => {
                    if let Some((_, instance)) = &mut instance {
                        instance.list = val(tag).unwrap_or_default();
                    }
                }
                Event::Open("startOverride", tag) => {
                    if let Some((_, instance)) = &mut instance {
                        instance.starts[over] = number(tag);
                    }
                }
                Event::Open("styleLink", tag) => {
                    if let Some((_, list)) = &mut list {
                        list.style = val(tag);
                    }
                }
                Event::Open("numStyleLink", tag) => {
                    if let Some((_, list)) = &mut list {
                        list.link = val(tag);
                    }
                }
                Event::Open(name, tag) => {
                    if let Some((_, level)) = &mut level {
                        match name {
                            "start" => level.start = number(tag),
                            "numFmt" => level.format = val(tag).unwrap_or_default(),
                            "lvlText" => {
                                level.text = val(tag).unwrap_or_default().chars().take(MAX_LABEL).collect();
                            }
                            "lvlRestart" => level.restart = number(tag),
                            "pStyle" => level.style = val(tag),
                            "isLgl" => level.is_legal = is_on(tag),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        numbering.follow_links();
        Ok(numbering)
    }

    /// Lists that only name the style of another take its levels.
    fn follow_links(&mut self) {
        let by_style: HashMap<String, String> =
            self.lists.iter().filter_map(|(id, list)| Some((list.style.clone()?, id.clone()))).collect();
        for instance in self.instances.values_mut() {
            if let Some(link) = self.lists.get(&instance.list).and_then(|list| list.link.as_ref())
                && let Some(target) = by_style.get(link)
            {
                instance.list.clone_from(target);
            }
        }
    }

    /// The label of the next paragraph of instance `id` at `level`, or at the level
    /// of its style; empty where it prints none. Counts on.
    pub fn next(&mut self, id: u32, level: Option<u32>, style: Option<&str>) -> String {
        let Some(instance) = self.instances.get(&id) else { return String::new() };
        let Some(list) = self.lists.get(&instance.list) else { return String::new() };
        let level_of = |at: usize| instance.levels[at].as_ref().unwrap_or(&list.levels[at]);
        let of_style = || (0..LEVELS).find(|at| style.is_some() && level_of(*at).style.as_deref() == style);
        let level = level.map(|level| level as usize).or_else(of_style).unwrap_or(0).min(LEVELS - 1);
        let counters = self.counters.entry(instance.list.clone()).or_default();
        let first = |at: usize| instance.starts[at].or(level_of(at).start).unwrap_or(1);
        let begins = instance.starts[level].is_some() && self.started.insert((id, level));
        counters[level] = match counters[level] {
            Some(count) if !begins => Some(count.saturating_add(1)),
            _ => Some(first(level)),
        };
        for deeper in level + 1..LEVELS {
            let restarts = level_of(deeper).restart.is_none_or(|above| above > 0 && level < above as usize);
            if restarts {
                counters[deeper] = None;
            }
        }
        for above in 0..level {
            counters[above].get_or_insert_with(|| first(above));
        }
        let own = level_of(level);
        if own.format == "bullet" || own.format == "none" && !own.text.contains('%') {
            // The shape of a bullet says nothing.
            return if own.format == "none" { own.text.clone() } else { String::new() };
        }
        let mut label = String::new();
        let mut rest = own.text.as_str();
        while let Some(at) = rest.find('%') {
            label.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            let digit =
                rest.chars().next().and_then(|c| c.to_digit(10)).filter(|digit| (1..=9).contains(digit));
            match digit {
                Some(digit) => {
                    let at = digit as usize - 1;
                    let format = if own.is_legal { "decimal" } else { &level_of(at).format };
                    label.push_str(&write_number(counters[at].unwrap_or_else(|| first(at)), format));
                    rest = &rest[1..];
                }
                None => label.push('%'),
            }
        }
        label.push_str(rest);
        label
    }
}

/// A number in one of the formats of Word.
fn write_number(number: u32, format: &str) -> String {
    let nth = |first: u32, last: u32| {
        char::from_u32(first + number.saturating_sub(1))
            .filter(|_| (1..=last).contains(&number))
            .map(String::from)
    };
    let of = |signs: &str| {
        let count = signs.chars().count() as u32;
        signs.chars().nth((number.saturating_sub(1) % count) as usize).map(String::from)
    };
    let written = match format {
        "none" => Some(String::new()),
        "decimalZero" => Some(format!("{number:02}")),
        "decimalFullWidth" | "decimalFullWidth2" => {
            Some(number.to_string().chars().filter_map(|c| char::from_u32(c as u32 + 0xFEE0)).collect())
        }
        "upperRoman" => Some(roman(number)),
        "lowerRoman" => Some(roman(number).to_lowercase()),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => Some(to_chinese(number)),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            let digit =
                |c: char| c.to_digit(10).and_then(|digit| "〇一二三四五六七八九".chars().nth(digit as usize));
            Some(number.to_string().chars().filter_map(digit).collect())
        }
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => Some(legal(number)),
        "ideographTraditional" => of("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => of("子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => nth(0x2460, 20),
        "decimalEnclosedParen" => nth(0x2474, 20),
        "decimalEnclosedFullstop" => nth(0x2488, 20),
        "ideographEnclosedCircle" => nth(0x3280, 10),
        _ => None,
    };
    written.unwrap_or_else(|| number.to_string())
}

fn letters(number: u32, first: u8) -> Option<String> {
    let index = number.checked_sub(1)?;
    let letter = char::from(first + (index % 26) as u8);
    // AA follows Z, and BB AA.
    Some(std::iter::repeat_n(letter, (index / 26 + 1).min(8) as usize).collect())
}

fn roman(number: u32) -> String {
    const SIGNS: &[(u32, &str)] = &[
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number.min(9999);
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while rest >= *value {
            written.push_str(sign);
            rest -= value;
        }
    }
    written
}

/// 壹, 贰 … as in financial papers.
fn legal(number: u32) -> String {
    to_chinese(number)
        .chars()
        .map(|c| {
            let plain = "一二三四五六七八九十百千".chars().position(|found| found == c);
            plain.and_then(|at| "壹贰叁肆伍陆柒捌玖拾佰仟".chars().nth(at)).unwrap_or(c)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = "<numbering>\
        <abstractNum abstractNumId='0'>\
          <lvl ilvl='0'><start val='1'/><numFmt val='chineseCounting'/><lvlText val='第%1章'/></lvl>\
          <lvl ilvl='1'><start val='1'/><numFmt val='chineseCounting'/><lvlText val='（%2）'/></lvl>\
          <lvl ilvl='2'><start val='1'/><numFmt val='decimal'/><lvlText val='%3.'/><lvlRestart val='0'/></lvl>\
          <lvl ilvl='3'><numFmt val='decimal'/><isLgl/><lvlText val='%1.%4'/></lvl>\
        </abstractNum>\
        <abstractNum abstractNumId='1'><numStyleLink val='a'/></abstractNum>\
        <abstractNum abstractNumId='2'><lvl ilvl='0'><start val='3'/><numFmt val='decimalEnclosedCircle'/><lvlText val='%1'/></lvl><styleLink val='a'/></abstractNum>\
        <num numId='1'><abstractNumId val='0'/></num>\
        <num numId='2'><abstractNumId val='0'/><lvlOverride ilvl='0'><startOverride val='1'/></lvlOverride></num>\
        <num numId='3'><abstractNumId val='1'/></num>\
      </numbering>";

    #[test]
    fn labels_count_as_in_word() {
        let mut numbering = Numbering::read(XML).unwrap();
        let labels: Vec<String> = [
            (1, 0),
            (1, 1),
            (1, 2),
            (1, 2),
            (1, 1),
            (1, 2),
            (1, 0),
            (1, 1),
            (1, 3),
            (2, 0),
            (2, 0),
            (3, 0),
            (9, 0),
        ]
        .into_iter()
        .map(|(id, level)| numbering.next(id, Some(level), None))
        .collect();
        assert_eq!(
            labels,
            [
                "第一章",
                "（一）",
                "1.",
                "2.",
                "（二）",
                "3.",
                "第二章",
                "（一）",
                "2.1",
                "第一章",
                "第二章",
                "③",
                ""
            ]
        );
    }

    #[test]
    fn numbers_in_every_format() {
        for (number, format, expected) in [
            (21, "chineseCountingThousand", "二十一"),
            (20, "ideographDigital", "二〇"),
            (12, "chineseLegalSimplified", "拾贰"),
            (4, "upperRoman", "IV"),
            (28, "lowerLetter", "bb"),
            (3, "decimalFullWidth", "３"),
            (2, "ideographTraditional", "乙"),
            (21, "decimalEnclosedCircle", "21"),
            (7, "unheardOf", "7"),
        ] {
            assert_eq!(write_number(number, format), expected, "{format}");
        }
    }
}
