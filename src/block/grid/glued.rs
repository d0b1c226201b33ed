//! Tables whose cells run together without anything between them: `1粮食产量万吨
//! 1075≥1080约束性2肉类产量…`. The attribute that ends each row and the numbers that
//! count the rows are the only landmarks; figures that run together are parted where
//! they come closest to each other.

use super::column::Kind;
use super::found::{Table, TableRow};
use super::head::{Head, MAX_COLUMNS};
use super::look::is_unit;
use crate::layout::Manuscript;
use crate::scan::date::scan_year;
use crate::scan::indicator::{ATTRIBUTES, COMMON_ATTRIBUTES, Column, WORDS, is_attribute};
use crate::scan::marker::{Style, scan_marker};
use crate::scan::quantity::{is_value_cell, read_quantity};
use crate::scan::{char_count, is_han};
use crate::span::Span;

/// Reads such a table at paragraph `from`: header and rows in one paragraph, or the
/// header in one and the rows in the next.
#[must_use]
pub fn read_glued(manuscript: &Manuscript, from: usize, to: usize) -> Option<Table> {
    let text = &manuscript.text;
    let first = &manuscript.paragraphs[from];
    let line = manuscript.str(first);
    if !["序号", "编号", "指标", "类别", "主要指标", "领域", "分类"].iter().any(|word| line.starts_with(word))
    {
        return None;
    }
    let (heads, len) = scan_header(line, first.span.start)?;
    let (data, end) = if len == line.len() {
        let next = (from + 1..to).find(|at| manuscript.paragraphs[*at].is_content())?;
        (manuscript.paragraphs[next].span, next + 1)
    } else {
        (Span::new(first.span.start + len as u32, first.span.end), from + 1)
    };
    let (rows, rest) = scan_rows(text, &heads, data)?;
    Some(Table { heads, rows, rest, paragraphs: (from, end), is_parted: true, ..Table::default() })
}

/// The cells of a header that run together, up to the column of attributes that ends
/// it, and its length.
fn scan_header(line: &str, start: u32) -> Option<(Vec<Head>, usize)> {
    let mut heads: Vec<Head> = Vec::new();
    let mut at = 0;
    while at < line.len() && heads.len() < MAX_COLUMNS {
        let rest = &line[at..];
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        if blank > 0 {
            at += blank;
            continue;
        }
        let (kind, len) = if let Some((word, column)) = WORDS.iter().find(|(word, _)| rest.starts_with(word))
        {
            let kind = match column {
                Column::Number => Kind::Number,
                Column::Category => Kind::Group,
                Column::Name => Kind::Name,
                Column::Unit => Kind::Unit,
                Column::Value => Kind::Value,
                Column::Attribute => Kind::Attribute,
                Column::Other => Kind::Text,
            };
            (kind, word.len())
        } else if let Some((_, len)) = scan_year(rest).filter(|(_, len)| rest[*len..].starts_with('年')) {
            let len = len + '年'.len_utf8();
            let more = ["实际值", "实际", "现状值", "现状", "目标值", "目标", "基期值", "完成值", "规划值"];
            (
                Kind::Value,
                len + more.iter().find(|word| rest[len..].starts_with(**word)).map_or(0, |word| word.len()),
            )
        } else if rest.starts_with(['〔', '[', '（']) {
            let close = rest.find(['〕', ']', '）'])?;
            let len = close + rest[close..].chars().next()?.len_utf8();
            // The mark of a note behind it: 〔累计〕1.
            let mark = rest[len..].bytes().take_while(u8::is_ascii_digit).count();
            let follows_word = rest[len + mark..].chars().next().is_some_and(is_han);
            if rest[..len].contains("累计") {
                (Kind::Value, len + if follows_word && mark == 1 { mark } else { 0 })
            } else {
                heads.last_mut()?.spans.push(Span::new(start + at as u32, start + (at + len) as u32));
                at += len;
                continue;
            }
        } else {
            return None;
        };
        heads.push(Head {
            kind,
            spans: vec![Span::new(start + at as u32, start + (at + len) as u32)],
            above: Vec::new(),
        });
        at += len;
        if kind == Kind::Attribute {
            break;
        }
    }
    let has = |kind| heads.iter().any(|head: &Head| head.kind == kind);
    let is_whole = has(Kind::Name) && has(Kind::Value) && heads.last()?.kind == Kind::Attribute;
    is_whole.then_some((heads, at))
}

/// What a row is made of, as ranges of the data.
struct Cells {
    banner: Option<(usize, usize)>,
    number: Option<(usize, usize)>,
    name: (usize, usize),
    unit: Option<(usize, usize)>,
    values: Vec<(usize, usize)>,
    attribute: (usize, usize),
}

fn scan_rows(text: &str, heads: &[Head], data: Span) -> Option<(Vec<TableRow>, Option<Span>)> {
    let line = data.of(text);
    let count = heads.iter().filter(|head| head.kind == Kind::Value).count();
    let has_unit = heads.iter().any(|head| head.kind == Kind::Unit);
    let mut rows: Vec<TableRow> = Vec::new();
    let (mut at, mut expected) = (0, 1u32);
    while let Some((from, to)) = next_attribute(line, at) {
        let Some(cells) = scan_row(line, at, from, expected, count, has_unit) else { break };
        let place = |(from, to): (usize, usize)| Span::new(data.start + from as u32, data.start + to as u32);
        if let Some(banner) = cells.banner {
            let mut row = vec![Vec::new(); heads.len()];
            row[0].push(place(banner));
            rows.push(TableRow { cells: row, is_banner: true, ..TableRow::default() });
        }
        if cells.number.is_some() {
            expected += 1;
        }
        let mut values = cells.values.iter();
        let has_number = heads.iter().any(|head| head.kind == Kind::Number);
        let mut row: Vec<Vec<Span>> = Vec::with_capacity(heads.len());
        for head in heads {
            row.push(match head.kind {
                Kind::Number => cells.number.iter().map(|number| place(*number)).collect(),
                Kind::Name if !has_number => {
                    let from = cells.number.map_or(cells.name.0, |number| number.0);
                    vec![place((from, cells.name.1))]
                }
                Kind::Name => vec![place(cells.name)],
                Kind::Unit => cells.unit.iter().map(|unit| place(*unit)).collect(),
                Kind::Value => values.next().map(|value| place(*value)).into_iter().collect(),
                Kind::Attribute => vec![place((from, to))],
                _ => Vec::new(),
            });
        }
        let _ = cells.attribute;
        rows.push(TableRow { cells: row, ..TableRow::default() });
        at = to;
    }
    let rest = line[at..].trim();
    let from = data.end - rest.len() as u32;
    (rows.len() > 2).then(|| (rows, (!rest.is_empty()).then_some(Span::new(from, data.end))))
}

/// The next attribute from `at` on: 约束性, 预期性.
fn next_attribute(line: &str, at: usize) -> Option<(usize, usize)> {
    /// No row is longer.
    const LONGEST: usize = 400;
    let mut end = (at + LONGEST).min(line.len());
    while !line.is_char_boundary(end) {
        end += 1;
    }
    let words = COMMON_ATTRIBUTES.iter().chain(ATTRIBUTES.iter().filter(|word| word.len() > 6));
    let found =
        words.filter_map(|word| line[at..end].find(word).map(|from| (at + from, at + from + word.len())));
    found.min().filter(|(from, to)| is_attribute(&line[*from..*to]))
}

/// One row between `from` and `to`, its attribute.
fn scan_row(
    line: &str,
    from: usize,
    to: usize,
    expected: u32,
    count: usize,
    has_unit: bool,
) -> Option<Cells> {
    let row = &line[from..to];
    // The figures are the last that the row has.
    let figures_at = figures_at(row);
    let values = part(row[figures_at..].trim(), count, has_unit)?;
    let lead = row[figures_at..].len() - row[figures_at..].trim_start().len();
    let base = from + figures_at + lead;
    let (blank, values) = values;
    let values: Vec<(usize, usize)> = values.into_iter().map(|(a, b)| (base + a, base + b)).collect();
    let mut name = (from, from + figures_at);
    let mut unit = None;
    if has_unit {
        unit = if let Some((from, to)) = blank {
            Some((base + from, base + to))
        } else {
            let found = unit_at(&line[name.0..name.1])?;
            let unit = (name.0 + found, name.1);
            name.1 = unit.0;
            Some(unit)
        };
    }
    // The number of the row, perhaps with the name of a group before it.
    let (mut banner, mut number) = (None, None);
    let digits = expected.to_string();
    let body = &line[name.0..name.1];
    let is_number = |at: usize| {
        let before = body[..at].chars().next_back();
        let after = body[at + digits.len()..].chars().next();
        !before.is_some_and(|c| c.is_ascii_digit() || c == '.')
            && after.is_some_and(|c| {
                is_han(c) || matches!(c, '.' | '。' | '、' | '“' | '（') || c.is_ascii_uppercase()
            })
    };
    if let Some(at) = body.match_indices(&digits).map(|(at, _)| at).find(|at| is_number(*at)) {
        let is_named = at == 0
            || scan_marker(body)
                .is_some_and(|marker| matches!(marker.style, Style::Ideographic | Style::ParenIdeographic))
            || char_count(&body[..at]) <= 12 && body[at + digits.len()..].starts_with(['.', '。', '、']);
        if is_named {
            if at > 0 {
                banner = Some((name.0, name.0 + at));
            }
            let mark = body[at + digits.len()..].chars().next().filter(|c| matches!(c, '.' | '。' | '、'));
            let end = name.0 + at + digits.len() + mark.map_or(0, char::len_utf8);
            number = Some((name.0 + at, end));
            name.0 = end;
        }
    }
    (name.0 < name.1).then_some(Cells { banner, number, name, unit, values, attribute: (to, to) })
}

/// Where the figures at the end of a row begin.
fn figures_at(row: &str) -> usize {
    const WORDS: &[&str] = &["左右", "以上", "以下", "以内"];
    let mut at = row.len();
    loop {
        let before = &row[..at];
        if let Some(word) = WORDS.iter().find(|word| {
            before.ends_with(**word)
                && before[..before.len() - word.len()].ends_with(|c: char| c.is_ascii_digit() || c == '%')
        }) {
            at -= word.len();
            continue;
        }
        let Some(c) = before.chars().next_back() else { return 0 };
        let is_figure = c.is_ascii_digit()
            || matches!(
                c,
                '.' | '-'
                    | '—'
                    | '>'
                    | '<'
                    | '≥'
                    | '≤'
                    | '≧'
                    | '≦'
                    | '〔'
                    | '〕'
                    | '['
                    | ']'
                    | ':'
                    | '∶'
                    | ' '
                    | '～'
                    | '＞'
                    | '＜'
            );
        // A per cent sign belongs to the unit unless figures stand before it, too.
        if !is_figure {
            return at;
        }
        at -= c.len_utf8();
    }
}

/// A stretch of a text.
type Range = (usize, usize);

/// Parts figures that run together into `count` values, the unit `—` before them
/// where the table has units: `1803.332200` is 1803.33 and 2200.
fn part(figures: &str, count: usize, has_unit: bool) -> Option<(Option<Range>, Vec<Range>)> {
    /// No row has longer figures.
    const LONGEST: usize = 60;
    if figures.is_empty() || figures.len() > LONGEST || count == 0 || count > 4 {
        return None;
    }
    let blank = figures.chars().take_while(|c| matches!(c, '—' | '-')).map(char::len_utf8).sum::<usize>();
    let mut best: Option<(i64, Option<Range>, Vec<Range>)> = None;
    let mut offer = |cost: i64, unit: Option<Range>, values: Vec<Range>| {
        if best.as_ref().is_none_or(|(found, ..)| cost < *found) {
            best = Some((cost, unit, values));
        }
    };
    if let Some((cost, values)) = split(figures, 0, count) {
        offer(cost, None, values);
    }
    if has_unit && blank > 0 {
        let unit = figures.chars().next().map_or(0, char::len_utf8);
        if let Some((cost, values)) = split(figures, unit, count) {
            // The unit in front is a word; a blank there is one as well.
            offer(cost - 1000, Some((0, unit)), values);
        }
    }
    best.map(|(_, unit, values)| (unit, values))
}

/// The best way to part what stands from `at` on into `count` values, and its cost.
fn split(figures: &str, at: usize, count: usize) -> Option<(i64, Vec<Range>)> {
    let rest = &figures[at..];
    let lead = rest.len() - rest.trim_start().len();
    let at = at + lead;
    let rest = &figures[at..];
    if count == 1 {
        let len = rest.trim_end().len();
        return is_figure(&rest[..len]).then(|| (0, vec![(at, at + len)]));
    }
    let mut best: Option<(i64, Vec<Range>)> = None;
    for (len, _) in rest.char_indices().skip(1) {
        let value = rest[..len].trim_end();
        if !is_figure(value) {
            continue;
        }
        let Some((cost, mut values)) = split(figures, at + len, count - 1) else { continue };
        let next = &figures[values[0].0..values[0].1];
        let cost = cost + distance(value, next);
        if best.as_ref().is_none_or(|(found, _)| cost < *found) {
            values.insert(0, (at, at + value.len()));
            best = Some((cost, values));
        }
    }
    best
}

/// Whether a text can be one figure: no zero leads it, no sign stands inside it.
fn is_figure(value: &str) -> bool {
    let bare = value.trim_start_matches(['>', '<', '≥', '≤', '≧', '≦', '〔', '[', '＞', '＜']);
    let leads_zero = bare.len() > 1 && bare.starts_with('0') && !bare.starts_with("0.");
    let is_closed = value.matches(['〔', '[']).count() == value.matches(['〕', ']']).count();
    let is_inside =
        value.chars().skip(1).any(|c| matches!(c, '>' | '<' | '≥' | '≤' | '≧' | '≦' | '〔' | '['));
    let dots = bare
        .split([':', '∶'])
        .any(|part| part.matches('.').count() > 1 || part.ends_with('.') || part.starts_with('.'));
    is_closed
        && !is_inside
        && !leads_zero
        && !dots
        && (is_value_cell(value) || is_ratio(value) || is_bracketed(value))
}

fn is_bracketed(value: &str) -> bool {
    value.strip_prefix(['〔', '[']).and_then(|rest| rest.strip_suffix(['〕', ']'])).is_some_and(is_value_cell)
}

fn is_ratio(value: &str) -> bool {
    let mut parts = value.split([':', '∶']);
    parts.clone().count() == 2
        && parts.all(|part| read_quantity(part).is_some_and(|found| found.unit.is_empty()))
}

/// How far two figures of a row are from each other: values of one indicator have
/// much the same size and are printed much the same way.
fn distance(left: &str, right: &str) -> i64 {
    let size = |value: &str| -> Option<f64> {
        let bare = value.trim_matches(['〔', '〕', '[', ']']);
        let bare = bare.split([':', '∶']).next().unwrap_or(bare);
        read_quantity(bare).map(|found| found.number.abs().max(1e-6).ln())
    };
    match (size(left), size(right)) {
        (Some(near), Some(far)) => {
            let decimals = (decimals(left) - decimals(right)).abs();
            ((near - far).abs() * 1000.0) as i64 + 100 * decimals
        }
        _ => 500,
    }
}

/// How many digits stand behind the point.
fn decimals(value: &str) -> i64 {
    let fraction = value.split_once('.').map_or("", |(_, fraction)| fraction);
    i64::try_from(fraction.bytes().take_while(u8::is_ascii_digit).count()).unwrap_or(0)
}

/// Where the unit of measure at the end of a name begins.
fn unit_at(name: &str) -> Option<usize> {
    /// No unit is longer.
    const LONGEST: usize = 10;
    let starts: Vec<usize> = name.char_indices().map(|(at, _)| at).collect();
    let from = starts.len().saturating_sub(LONGEST);
    starts[from..].iter().copied().filter(|at| *at > 0).find(|at| is_unit(&name[*at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_run_together() {
        let parted = |figures: &str, count: usize| {
            let (_, values) = part(figures, count, true).unwrap();
            values.into_iter().map(|(from, to)| figures[from..to].to_owned()).collect::<Vec<_>>().join("|")
        };
        for (figures, expected) in [
            ("1803.332200", "1803.33|2200"),
            ("158180", "158|180"),
            ("9201300", "920|1300"),
            ("0.50370.515", "0.5037|0.515"),
            ("—1.5∶12∶1", "1.5∶1|2∶1"),
            ("≧80≧80", "≧80|≧80"),
            ("80>90", "80|>90"),
            ("9.112", "9.1|12"),
            ("44.761", "44.7|61"),
        ] {
            assert_eq!(parted(figures, 2), expected, "{figures}");
        }
        assert_eq!(parted("--〔18〕", 3), "-|-|〔18〕");
    }
}
