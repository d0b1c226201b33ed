//! I010 figure-inconsistent: a figure of the text or of a box that differs from the one that the indicator table gives for the same thing.

use crate::check::Context;
use crate::check::found::Standing;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Comparator, Document, Indicator, Lines};
use crate::scan::period::named;
use crate::scan::quantity::read_quantity;
use crate::scan::{is_han, is_longer_than};
use crate::span::Span;
use std::collections::HashSet;

/// The longest number that is read, in bytes.
const MAX_NUMBER: usize = 24;

/// A plan has a few dozen indicators; more than this many are no plan, and would
/// cost time for nothing.
const MAX_INDICATORS: usize = 200;

/// Units that count things. Rates are worded too much alike to compare.
const COUNTS: &[&str] =
    &["户", "人", "人次", "名", "个", "家", "所", "张", "件", "例", "套", "处", "座", "台"];

/// Words of a sentence that speaks of the past, of a year, or of a part. Periods that
/// it names tell their years themselves.
const OTHER_SCOPE: &[&str] = &[
    "以来", "已", "累计", "目前", "现有", "共有", "每年", "年均", "其中", "每个", "每县", "每区", "新增",
    "人均", "各",
];

/// An indicator that counts something.
struct Counted<'a> {
    indicator: &'a Indicator,
    unit: &'static str,
    /// The pairs of characters of its name.
    name: HashSet<(char, char)>,
    /// Where its target stands.
    place: Option<Span>,
    /// Its target as printed.
    target: &'a str,
    /// The year that the target is for.
    year: Option<i32>,
}

impl<'a> Counted<'a> {
    /// Of an indicator that is worded well enough to be compared.
    fn of(indicator: &'a Indicator, last_year: Option<i32>, place: Option<Span>) -> Option<Self> {
        let unit = *COUNTS.iter().find(|unit| indicator.unit.as_deref() == Some(**unit))?;
        let name = pairs(indicator.name.trim_end_matches(['数', '量']));
        let target = indicator.values.iter().rev().find(|value| value.number.is_some())?;
        let year = target.year.or(last_year);
        (name.len() >= 5).then_some(Self { indicator, unit, name, place, target: &target.text, year })
    }
}

/// A figure in the text: where it stands, its value, its sentence.
struct Mention<'a> {
    span: Span,
    number: f64,
    unit: &'static str,
    sentence: &'a str,
    /// The sentence up to the end of the clause that has the figure: what comes
    /// behind speaks of something else.
    scope: &'a str,
}

/// Compares the figures of the text with the indicators that are worded alike.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let counted = read_counted(context);
    if counted.is_empty() {
        return;
    }
    let mut tables: Vec<(usize, usize)> =
        context.indicators().iter().map(|row| row.table.paragraphs).collect();
    tables.sort_unstable();
    tables.dedup();
    let mut tables = tables.into_iter().peekable();
    let mut figures = context.walk().figures.iter().copied().peekable();
    for (at, paragraph) in context.manuscript.paragraphs.iter().enumerate() {
        let span = paragraph.span;
        let mut behind = span.start;
        while tables.next_if(|(_, end)| *end <= at).is_some() {}
        let is_row = tables.peek().is_some_and(|(start, _)| *start <= at);
        while let Some(start) = figures.next_if(|figure| *figure < span.end) {
            // 1.5 is one figure.
            if is_row || start < behind {
                continue;
            }
            let (end, mention) = read_mention(context.text(span), span.start, (start - span.start) as usize);
            behind = span.start + end as u32;
            if let Some(mention) = mention {
                compare(context, &mention, &counted, found);
            }
        }
    }
}

fn read_counted<'a>(context: &'a Context<'_>) -> Vec<Counted<'a>> {
    let rows = context.indicators().iter().take(MAX_INDICATORS);
    let periods = context.documents.iter().filter_map(|document| document.plan.period.as_ref());
    let last_year = periods.map(|period| period.end).max();
    rows.filter_map(|row| {
        let place = *row.row.values.iter().rev().find_map(|cell| cell.spans.first())?;
        Counted::of(row.indicator, last_year, Some(place))
    })
    .collect()
}

/// Reads the figure at `at` of a paragraph that begins at `base`: where its digits
/// end, and what it counts.
fn read_mention(text: &str, base: u32, at: usize) -> (usize, Option<Mention<'_>>) {
    let bytes = text.as_bytes();
    let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit() || b".,".contains(byte)).count();
    let end = at + digits;
    let multiplier: usize =
        text[end..].chars().take_while(|c| matches!(c, '万' | '千' | '百')).map(char::len_utf8).sum();
    let number = &text[at..end + multiplier];
    let rest = &text[end + multiplier..];
    let read = || {
        let unit = *COUNTS.iter().filter(|unit| rest.starts_with(**unit)).max_by_key(|unit| unit.len())?;
        let is_part = text[..at].ends_with(['-', '—', '～', '.', '/', '第']);
        let quantity = (number.len() <= MAX_NUMBER && !is_part).then(|| read_quantity(number))??;
        let stop = end + multiplier + unit.len();
        let span = Span::new(base + at as u32, base + stop as u32);
        let (sentence, scope) = sentence(text, at, stop);
        Some(Mention { span, number: quantity.number, unit, sentence, scope })
    };
    (end, read())
}

fn compare(
    context: &Context<'_>,
    mention: &Mention<'_>,
    counted: &[Counted<'_>],
    found: &mut Vec<Diagnostic>,
) {
    for counted in disagreeing(mention, counted) {
        let mut diagnostic = Diagnostic::new(Code::FigureInconsistent, context.place(mention.span))
            .with(context.text(mention.span))
            .with(counted.indicator.name.as_str())
            .with(counted.target);
        diagnostic.related.extend(counted.place.map(|place| context.place(place)));
        found.push(diagnostic);
    }
}

/// The indicators that give another figure for what is mentioned.
fn disagreeing<'a, 'b>(mention: &Mention<'_>, counted: &'a [Counted<'b>]) -> Vec<&'a Counted<'b>> {
    let disagrees =
        |counted: &&Counted<'_>| counted.unit == mention.unit && !agrees(counted.indicator, mention.number);
    let mut others = counted.iter().filter(disagrees).peekable();
    if others.peek().is_none() || !has_scope_of_target(mention) {
        return Vec::new();
    }
    let words = pairs(mention.sentence);
    let period = named(mention.scope).last().map(|named| named.end());
    // “十三五”期间新增: what was done in an earlier period is no target.
    let is_of_time = |counted: &Counted<'_>| period.zip(counted.year).is_none_or(|(end, year)| end >= year);
    others.filter(|counted| is_about(&words, &counted.name) && is_of_time(counted)).collect()
}

/// The same in a model: its texts with their lines, and its indicators.
pub(crate) fn of_model(document: &Document, texts: &[(String, Lines)]) -> Vec<Standing> {
    let last_year = document.plan.period.as_ref().map(|period| period.end);
    let indicators = document.plan.indicators.iter().take(MAX_INDICATORS);
    let counted: Vec<Counted<'_>> =
        indicators.filter_map(|indicator| Counted::of(indicator, last_year, None)).collect();
    let mut found = Vec::new();
    if counted.is_empty() {
        return found;
    }
    for (text, lines) in texts {
        let mut behind = 0;
        let is_start = |at: usize| {
            text.as_bytes()[at].is_ascii_digit() && !text[..at].ends_with(|c: char| c.is_ascii_digit())
        };
        for (at, _) in text.char_indices().filter(|(at, _)| is_start(*at)) {
            if at < behind {
                continue;
            }
            let (end, mention) = read_mention(text, 0, at);
            behind = end;
            let Some(mention) = mention else { continue };
            for counted in disagreeing(&mention, &counted) {
                let details = [mention.span.of(text), &counted.indicator.name, counted.target];
                found.push(Standing::new(Code::FigureInconsistent, *lines, details));
            }
        }
    }
    found
}

/// Whether a figure that was found to disagree still does, in a model that has been edited
/// since; then what the model says now. The texts of a model leave out what the source
/// has in its tables, and so find less.
pub(crate) fn still(document: &Document, details: &[String], texts: &[String]) -> Option<Vec<String>> {
    let [figure, name, _] = details else { return None };
    let digits = figure.bytes().take_while(|byte| byte.is_ascii_digit() || b".,".contains(byte)).count();
    let (end, mention) = read_mention(figure, 0, 0);
    let mention = mention.filter(|_| end == digits && digits > 0)?;
    if !texts.iter().any(|text| text.contains(figure.as_str())) {
        return None;
    }
    let indicator = document.plan.indicators.iter().find(|indicator| indicator.name == *name)?;
    let target = indicator.values.iter().rev().find(|value| value.number.is_some())?;
    let disagrees = indicator.unit.as_deref() == Some(mention.unit) && !agrees(indicator, mention.number);
    disagrees.then(|| vec![figure.clone(), name.clone(), target.text.clone()])
}

/// The sentence around `start..end`, cut at 。；： and line ends, and its part up
/// to the end of the clause.
fn sentence(text: &str, start: usize, end: usize) -> (&str, &str) {
    let is_end = |c: char| matches!(c, '。' | '；' | '！' | '？' | '：' | '\n');
    let from =
        text[..start].rfind(is_end).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let to = text[end..].find(is_end).map_or(text.len(), |at| end + at);
    let clause = text[end..to].find('，').map_or(to, |at| end + at);
    (&text[from..to], &text[from..clause])
}

/// The pairs of neighbouring Chinese characters.
fn pairs(text: &str) -> HashSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).filter(|(left, right)| is_han(*left) && is_han(*right)).collect()
}

/// Whether a sentence speaks of one thing, and of what is to be reached.
fn has_scope_of_target(mention: &Mention<'_>) -> bool {
    // A sentence of more than this speaks of several things.
    !is_longer_than(mention.sentence, 60) && !OTHER_SCOPE.iter().any(|word| mention.scope.contains(word))
}

/// Whether a sentence has most of the pairs of a name.
fn is_about(sentence: &HashSet<(char, char)>, name: &HashSet<(char, char)>) -> bool {
    name.intersection(sentence).count() * 5 >= name.len() * 4
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
