//! I010 figure-inconsistent: a figure of the text or of a box that differs from the one that the indicator table gives for the same thing.

use std::collections::HashSet;

use crate::check::{Check, Context, Documentation, Rule, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Comparator, Indicator, Severity};
use crate::scan::is_han;
use crate::scan::quantity::read_quantity;
use crate::span::Span;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I010",
    name: "figure-inconsistent",
    severity: Severity::Warning,
    message: Text {
        zh: "“{}”与指标“{}”的 {} 不一致", en: "{} disagrees with indicator {}: {}"
    },
    documentation: Documentation {
        finds: Text {
            zh: "同一件事、同一单位，正文或专栏里的数与指标表里的不同。",
            en: "A figure of the text or of a box that differs from the one that the indicator table gives for the same thing.",
        },
        why: Text {
            zh: "考核时不知以哪个数为准。",
            en: "Nobody can tell which of the two will be asked for.",
        },
        bad: "为150户困难重度残疾人家庭实施无障碍改造",
        good: "为100户困难重度残疾人家庭实施无障碍改造",
        help: Text {
            zh: "核对哪个数正确，改成一致。",
            en: "See which figure is right, and use it in both places.",
        },
        clause: None,
    },
    check: Check::Checking(check),
};

/// The longest number that is read, in bytes.
const MAX_NUMBER: usize = 24;

/// A plan has a few dozen indicators; more than this many are no plan, and would
/// cost time for nothing.
const MAX_INDICATORS: usize = 200;

/// Units that count things. Rates are worded too much alike to compare.
const COUNTS: &[&str] =
    &["户", "人", "人次", "名", "个", "家", "所", "张", "件", "例", "套", "处", "座", "台"];

/// Words of a sentence that speaks of the past, of a year, or of a part.
const OTHER_SCOPE: &[&str] = &[
    "十三五",
    "十二五",
    "以来",
    "已",
    "累计",
    "目前",
    "现有",
    "共有",
    "每年",
    "年均",
    "其中",
    "每个",
    "每县",
    "每区",
    "新增",
    "人均",
    "各",
];

/// A figure in the text: where it stands, its value, its sentence.
struct Mention<'a> {
    span: Span,
    number: f64,
    unit: &'static str,
    sentence: &'a str,
}

/// Compares the figures of the text with the indicators that are worded alike.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let rows = context.indicators();
    let counts =
        |indicator: &Indicator| COUNTS.iter().find(|unit| indicator.unit.as_deref() == Some(**unit)).copied();
    if !rows.iter().any(|row| counts(row.indicator).is_some()) {
        return;
    }
    let mentions = read_mentions(context);
    for row in rows.iter().take(MAX_INDICATORS) {
        let Some(unit) = counts(row.indicator) else { continue };
        let name = pairs(row.indicator.name.trim_end_matches(['数', '量']));
        let Some(place) = row.row.values.iter().rev().find_map(|cell| cell.spans.first()) else { continue };
        if name.len() < 5 {
            continue;
        }
        for mention in mentions.iter().filter(|mention| mention.unit == unit) {
            if !agrees(row.indicator, mention.number) && is_about(mention.sentence, &name) {
                let value = row.indicator.values.iter().rev().find(|value| value.number.is_some());
                let Some(value) = value else { continue };
                found.push(
                    Diagnostic::new(Code::FigureInconsistent, context.place(mention.span))
                        .with(context.text(mention.span))
                        .with(row.indicator.name.as_str())
                        .with(value.text.as_str())
                        .beside(context.place(*place)),
                );
            }
        }
    }
}

/// The figures of all paragraphs that are no rows of indicator tables.
fn read_mentions<'a>(context: &Context<'a>) -> Vec<Mention<'a>> {
    let mut tables: Vec<(usize, usize)> =
        context.indicators().iter().map(|row| row.table.paragraphs).collect();
    tables.sort_unstable();
    tables.dedup();
    let mut tables = tables.into_iter().peekable();
    let mut mentions = Vec::new();
    for (at, paragraph) in context.manuscript.paragraphs.iter().enumerate() {
        while tables.next_if(|(_, end)| *end <= at).is_some() {}
        let is_row = tables.peek().is_some_and(|(start, _)| *start <= at);
        if paragraph.is_content() && !is_row {
            read_paragraph(context.text(paragraph.span), paragraph.span.start, &mut mentions);
        }
    }
    mentions
}

fn read_paragraph<'a>(text: &'a str, base: u32, mentions: &mut Vec<Mention<'a>>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let digits =
            bytes[at..].iter().take_while(|byte| byte.is_ascii_digit() || b".,".contains(byte)).count();
        let end = at + digits;
        let multiplier = text[end..]
            .chars()
            .take_while(|c| matches!(c, '万' | '千' | '百'))
            .map(char::len_utf8)
            .sum::<usize>();
        let number = &text[at..end + multiplier];
        let rest = &text[end + multiplier..];
        let unit = COUNTS.iter().filter(|unit| rest.starts_with(**unit)).max_by_key(|unit| unit.len());
        let before = text[..at].chars().next_back();
        if let Some(unit) = unit
            && number.len() <= MAX_NUMBER
            && !before.is_some_and(|c| matches!(c, '-' | '—' | '～' | '.' | '/' | '第'))
            && let Some(quantity) = read_quantity(number)
        {
            let stop = end + multiplier + unit.len();
            mentions.push(Mention {
                span: Span::new(base + at as u32, base + stop as u32),
                number: quantity.number,
                unit,
                sentence: sentence(text, at, stop),
            });
        }
        at = end;
    }
}

/// The sentence around `start..end`, cut at 。；： and line ends.
fn sentence(text: &str, start: usize, end: usize) -> &str {
    let is_end = |c: char| matches!(c, '。' | '；' | '！' | '？' | '：' | '\n');
    let from =
        text[..start].rfind(is_end).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let to = text[end..].find(is_end).map_or(text.len(), |at| end + at);
    &text[from..to]
}

/// The pairs of neighbouring Chinese characters.
fn pairs(text: &str) -> HashSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).filter(|(left, right)| is_han(*left) && is_han(*right)).collect()
}

/// Whether a sentence has most of the pairs of a name, and the scope of a target.
fn is_about(sentence: &str, name: &HashSet<(char, char)>) -> bool {
    // A sentence of more than this speaks of several things.
    if crate::scan::is_longer_than(sentence, 60) || OTHER_SCOPE.iter().any(|word| sentence.contains(word)) {
        return false;
    }
    let found = pairs(sentence);
    name.intersection(&found).count() * 5 >= name.len() * 4
}

/// Whether one of the values of the indicator allows `number`.
fn agrees(indicator: &Indicator, number: f64) -> bool {
    indicator.values.iter().any(|value| {
        let Some(expected) = value.number else { return false };
        match value.comparator {
            Some(Comparator::Greater | Comparator::GreaterOrEqual) => number >= expected,
            Some(Comparator::Less | Comparator::LessOrEqual) => number <= expected,
            _ => (number - expected).abs() <= expected.abs() * 1e-6,
        }
    }) || indicator.values.iter().all(|value| value.number.is_none())
}
