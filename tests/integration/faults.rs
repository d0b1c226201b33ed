//! Faults put into plans that have none: each is found wherever it is put.
//!
//! A fault is a pattern whose group is replaced at several places, chosen by a
//! generator that gives the same ones every time; the texts are those of
//! `fixtures/clean`, of which `rules.rs` says that nothing is found in them.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;

use guihua::{Code, Lang, Source};
use regex::{Captures, Regex};

use crate::fuzz::Random;
use crate::support::root;

/// How many places of a text are tried for each fault.
const PLACES: usize = 5;

/// A fault.
struct Fault {
    name: &'static str,
    /// The rules one of which has to find it.
    codes: &'static [&'static str],
    /// Where it may be; the first group, or all, is replaced.
    pattern: &'static str,
    /// By what.
    spoil: fn(&Captures<'_>) -> String,
}

const fn fault(
    name: &'static str,
    codes: &'static [&'static str],
    pattern: &'static str,
    spoil: fn(&Captures<'_>) -> String,
) -> Fault {
    Fault { name, codes, pattern, spoil }
}

/// The number behind a Chinese one, or before it.
fn step(number: &str, by: isize) -> String {
    const NUMBERS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let at = NUMBERS.iter().position(|known| *known == number).unwrap();
    NUMBERS[at.checked_add_signed(by).unwrap()].to_owned()
}

/// A row of an indicator table up to its first value, that value, the second, the rest.
const ROW: &str = r"(?m)^\d  (?:\S+  )?\S+((?:  [\d.]+){2})  ..性$";

/// Numbers of headings are looked for behind the contents, and not in boxes.
const FAULTS: &[Fault] = &[
    fault("a number is skipped", &["S003"], r"(?m)^　*（([二三])）[^…\n]+$", |found| {
        step(&found[1], 2)
    }),
    fault("a number stands twice", &["S002"], r"(?m)^　*（([二三四])）[^…\n]+$", |found| {
        step(&found[1], -1)
    }),
    fault("a chapter is skipped", &["S003"], r"(?m)^第([二三])章  [^…\n]+$", |found| {
        step(&found[1], 1)
    }),
    fault("an Arabic number is skipped", &["S003"], r"(?m)^　*([23])\.\p{Han}", |found| {
        (found[1].parse::<u32>().unwrap() + 2).to_string()
    }),
    fault("a decimal number is skipped", &["S003"], r"(?m)^[1-9]\.(2) \p{Han}", |_| "4".to_owned()),
    fault("a decimal number stands twice", &["S002"], r"(?m)^[1-9]\.(2) \p{Han}", |_| "1".to_owned()),
    fault("a number is lost", &["S001", "S003"], r"(?m)^　*(（二）)[^…\n]+$", |_| String::new()),
    fault("a number is in another form", &["S007"], r"(?m)^　　(（.）)[^…\n]+$", |found| {
        found[1].replace('（', "(").replace('）', ")")
    }),
    fault(
        "a title of the contents differs",
        &["S004", "S005"],
        r"(?m)^(?:（.）|.、|第.[章节]  )\p{Han}{2}()\p{Han}{2,}…",
        |_| "创新".to_owned(),
    ),
    fault("a page break doubles", &["T003"], r"生活补(贴)和重度", |_| "贴\n\n— 4 —\n\n贴".to_owned()),
    fault("市 was replaced", &["T014"], "(市)场", |_| "区".to_owned()),
    fault("a bracket closes in another width", &["T002"], r"（\p{Han}[^（）\n]{3,40}(）)", |_| {
        ")".to_owned()
    }),
    fault("brackets are half-width", &["T008"], r"（\p{Han}[^（）\n]{3,40}）", |found| {
        found[0].replace('（', "(").replace('）', ")")
    }),
    fault("a bracket is not closed", &["T001", "R004"], r"（\p{Han}[^（）\n]{3,40}(）)", |_| {
        String::new()
    }),
    fault("a bracket is not opened", &["T001"], r"(（)\p{Han}[^（）\n]{3,40}）", |_| String::new()),
    fault("a comma is half-width", &["T007"], "(，)", |_| ",".to_owned()),
    fault("a semicolon is half-width", &["T007"], "(；)", |_| ";".to_owned()),
    fault("two marks side by side", &["T013"], "(，)", |_| "，、".to_owned()),
    fault("的的", &["T011"], r"\p{Han}(的)\p{Han}", |_| "的的".to_owned()),
    fault("a word stands twice", &["T012"], r"[、，](\p{Han}{4})[，。]", |found| found[1].repeat(2)),
    fault("a foreign word", &["T004"], r"\p{Han}(和)\p{Han}", |_| " and ".to_owned()),
    fault("a character of private use", &["E002"], r"\p{Han}()的", |_| "\u{e5e5}".to_owned()),
    fault(
        "a department has another name",
        &["R003"],
        "市财政(局)[、）]|县文化和旅游(局)[；）]",
        |_| "委".to_owned(),
    ),
    fault(
        "a department stands twice",
        &["R002"],
        r"((?:市|县)\p{Han}{2,8}[局联委]、(?:市|县)\p{Han}{2,8}[局联委])[）；]",
        |found| {
            let first = found[1].split('、').next().unwrap();
            format!("{first}、{first}")
        },
    ),
    fault("the target is below the baseline", &["I002"], ROW, |found| {
        let mut values = found[1].split_whitespace();
        let (first, second) = (values.next().unwrap(), values.next().unwrap());
        format!("  {second}  {first}")
    }),
    fault("a cell is missing", &["I001"], ROW, |found| {
        format!("  {}", found[1].split_whitespace().next().unwrap())
    }),
    fault("an attribute is missing", &["I001", "I007"], r"(?m)^\d  .*[\d.]+(  ..性)$", |_| String::new()),
    fault("a row number is skipped", &["I003"], r"(?m)^([34])  \S+.*..性$", |found| {
        (found[1].parse::<u32>().unwrap() + 3).to_string()
    }),
    fault("a letter among digits", &["I004"], r"(?m)^\d  .*  [\d.]*[1-9](0)  ..性$", |_| "O".to_owned()),
    fault("a dubious unit", &["I006"], "（(户|个)）", |_| "人/次".to_owned()),
    fault("figures differ", &["I010"], r"(?:完成|站点|示范村)()\d{2,4}[户个]", |_| "9".to_owned()),
    fault("a box number is skipped", &["B002"], r"(?m)^专栏(2)  ", |_| "4".to_owned()),
    fault("the date is missing", &["N003"], r"(?m)^(　+20..年\d+月\d+日\n)", |_| String::new()),
    fault("the date has a blank", &["N004"], r"(?m)^　+20..年(\d+月\d+)日$", |_| "月".to_owned()),
    fault("the signature is missing", &["N005"], r"(?m)^(　{9,}\p{Han}+\n)　+20", |_| String::new()),
    fault("the number is missing", &["N001"], r"(?m)^(.+〔20..〕\d+号\n)", |_| String::new()),
    fault("the number has a blank", &["N002"], r"〔20..〕(\d+)号", |_| String::new()),
    fault("〔2021]8号", &["N006"], r"〔20..(〕)\d+号", |_| "]".to_owned()),
    fault("[2021]8号", &["N006"], "(〔20..〕)", |found| found[1].replace('〔', "[").replace('〕', "]")),
    fault("〔2021〕第8号", &["N006"], r"〔20..〕(\d+)号", |found| format!("第{}", &found[1])),
    fault("〔2021〕08号", &["N006"], r"〔20..〕(\d+)号", |found| format!("0{}", &found[1])),
    fault("the addressees are missing", &["N007"], r"(?m)^([^　\n]{6,}：\n)　　", |_| String::new()),
    fault(
        "the title of the plan differs",
        &["N008"],
        "(?m)^.{1,2}(?:市|县)“十四五”.*发展(规划)$",
        |_| "纲要".to_owned(),
    ),
];

/// The texts that `fault` makes of `text`.
fn spoilt(fault: &Fault, text: &str, random: &mut Random) -> BTreeSet<String> {
    let pattern = Regex::new(fault.pattern).unwrap();
    let places: Vec<Captures<'_>> = pattern.captures_iter(text).collect();
    if places.is_empty() {
        return BTreeSet::new();
    }
    let spoil = |found: &Captures<'_>| {
        let group = found.iter().skip(1).flatten().next().or(found.get(0)).unwrap();
        [&text[..group.start()], &(fault.spoil)(found), &text[group.end()..]].concat()
    };
    (0..PLACES).map(|_| spoil(&places[random.below(places.len())])).collect()
}

#[test]
fn what_is_put_in_is_found() {
    let names = ["notice", "letter", "chapters", "decimals"];
    let texts = names.map(|name| fs::read_to_string(root(&format!("fixtures/clean/{name}.txt"))).unwrap());
    let (mut all, mut lost, mut report) = (0, 0, String::new());
    for (seed, fault) in FAULTS.iter().enumerate() {
        assert!(fault.codes.iter().all(|code| Code::find(code).is_some()), "{}", fault.name);
        let mut random = Random(seed as u64);
        let mut tried = 0;
        for (name, text) in names.iter().zip(&texts) {
            for text in spoilt(fault, text, &mut random) {
                tried += 1;
                let checked = guihua::check(&Source::from_text(*name, text));
                let codes = checked.diagnostics.iter().map(|found| found.code.rule().code);
                if !codes.clone().any(|code| fault.codes.contains(&code)) {
                    lost += 1;
                    let found: Vec<String> =
                        checked.diagnostics.iter().map(|found| found.message(Lang::En)).collect();
                    let _ = writeln!(report, "{} in {name} ({tried}): {found:?}", fault.name);
                }
            }
        }
        assert!(tried > 0, "{}: no place for it", fault.name);
        all += tried;
    }
    println!("{} of {all} faults found", all - lost);
    assert!(lost == 0 && all > 200, "{lost} of {all} were not found\n{report}");
}
