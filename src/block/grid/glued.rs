//! Tables whose cells run together without anything between them: `1粮食产量万吨
//! 1075≥1080约束性2肉类产量…`. The attribute that ends each row and the numbers that
//! count the rows are the only landmarks; figures that run together are parted where
//! they come closest to each other.

mod figures;
mod names;

use self::figures::{Parting, Range, figures_at, is_figure_char, part, part_growth};
use self::names::share_names;
use super::found::{Table, TableRow};
use super::head::{Head, MAX_COLUMNS};
use super::look::Look;
use crate::layout::Manuscript;
use crate::scan::column::Kind;
use crate::scan::date::scan_year;
use crate::scan::glued::{GluedTasks, Range as Stretch, scan_glued_tasks};
use crate::scan::indicator::{ATTRIBUTES, BELOW_YEAR, COMMON_ATTRIBUTES, WORDS, is_attribute};
use crate::scan::marker::{Style, behind_label, scan_marker};
use crate::scan::unit::is_unit;
use crate::scan::{char_count, is_han, is_longer_than, scan_brackets};
use crate::span::Span;

/// A list of tasks that has run together has more bytes: a header and three rows.
const SHORTEST_LIST: usize = 120;

/// What is printed below or behind years where figures grow.
const GROWTH: &[&str] = &["年均增速", "年均增长", "增速", "增长率", "累计值", "累计"];

/// Reads such a table at paragraph `from`: header and rows in one paragraph, or the
/// header in one and the rows in the next.
#[must_use]
pub fn read_glued(manuscript: &Manuscript, from: usize, to: usize) -> Option<Table> {
    let text = &manuscript.text;
    let first = &manuscript.paragraphs[from];
    let line = manuscript.str(first);
    if line.len() > SHORTEST_LIST
        && let Some(tasks) = scan_glued_tasks(line)
    {
        return Some(tasks_table(text, &tasks, (from, first.span)));
    }
    if !["序号", "编号", "指标", "类别", "主要指标", "领域", "分类"].iter().any(|word| line.starts_with(word))
    {
        return None;
    }
    let (mut heads, len) = scan_header(line, first.span.start)?;
    let (data, end) = if len == line.len() {
        let next = (from + 1..to).find(|at| manuscript.paragraphs[*at].is_content())?;
        (manuscript.paragraphs[next].span, next + 1)
    } else {
        (Span::new(first.span.start + len as u32, first.span.end), from + 1)
    };
    // Numbers and units that stand in the names have columns of their own from here on.
    for kind in [Kind::Number, Kind::Unit] {
        if heads.iter().all(|head| head.kind != kind) {
            heads.push(Head { kind, spans: Vec::new(), above: Vec::new() });
        }
    }
    let Rows { mut rows, rest } = scan_rows(manuscript, &heads, data)?;
    share_names(text, &heads, &mut rows);
    Some(Table { heads, rows, rest, paragraphs: (from, end), is_parted: true, ..Table::default() })
}

/// The table that a list of tasks makes, at a paragraph.
fn tasks_table(text: &str, tasks: &GluedTasks, (from, span): (usize, Span)) -> Table {
    let place = |range: &Stretch| Span::new(span.start + range.start as u32, span.start + range.end as u32);
    let kinds: Vec<Kind> = tasks.heads.iter().map(|(kind, _)| *kind).collect();
    let find = |is: &dyn Fn(&Kind) -> bool| kinds.iter().position(is);
    let units: Vec<usize> = (0..kinds.len()).filter(|at| kinds[*at].is_units()).collect();
    let task = find(&|kind| *kind == Kind::Name).or_else(|| find(&|kind| *kind == Kind::Content));
    let content = find(&|kind| *kind == Kind::Content).filter(|content| task != Some(*content));
    let time = units.last().map(|last| last + 1);
    let mut rows = Vec::with_capacity(tasks.rows.len());
    for row in &tasks.rows {
        if let Some(group) = &row.group {
            let mut cells = vec![Vec::new(); kinds.len()];
            cells[0].push(place(group));
            rows.push(TableRow { cells, is_banner: true, ..TableRow::default() });
        }
        let mut cells = vec![Vec::new(); kinds.len()];
        let mut put = |column: Option<usize>, range: &Stretch| {
            if let Some(cell) = column.and_then(|column| cells.get_mut(column)) {
                cell.push(place(range));
            }
        };
        if let Some(number) = &row.number {
            put(Some(0), number);
        }
        // 土地政策1.…2.…: what is to be done for it is counted.
        let list = content.and_then(|_| list_in(place(&row.task).of(text))).map(|at| row.task.start + at);
        put(task, &(row.task.start..list.unwrap_or(row.task.end)));
        if let Some(list) = list {
            put(content, &(list..row.task.end));
        }
        // Who leads is alone as a rule; a list with marks is that of the others.
        let is_others = |list: &Stretch| place(list).of(text).contains(['、', '，']);
        match &row.lists[..] {
            [list] if units.len() > 1 && is_others(list) => put(units.get(1).copied(), list),
            lists => lists.iter().zip(&units).for_each(|(list, column)| put(Some(*column), list)),
        }
        if let Some(range) = &row.time {
            put(time, range);
        }
        rows.push(TableRow { cells, ..TableRow::default() });
    }
    let heads = tasks.heads.iter().map(|(kind, head)| Head {
        kind: *kind,
        spans: vec![place(head)],
        above: Vec::new(),
    });
    // What is no row says something of them all.
    let rest = Span::new(span.start + tasks.end as u32, span.end);
    if !rest.of(text).trim().is_empty() {
        let mut cells = vec![Vec::new(); kinds.len()];
        cells[0].push(rest);
        rows.push(TableRow { cells, is_banner: true, ..TableRow::default() });
    }
    Table { heads: heads.collect(), rows, is_parted: true, paragraphs: (from, from + 1), ..Table::default() }
}

/// Where a list begins that is counted from 1, behind the name of what it belongs to.
fn list_in(text: &str) -> Option<usize> {
    /// Such a name has no more characters.
    const LONGEST: usize = 24;
    let begins = |at: &usize| behind_label(&text[*at..], 1).is_some() || text[*at..].starts_with("（1）");
    let at = text.char_indices().map(|(at, _)| at).find(begins)?;
    let name = &text[..at];
    let is_name =
        name.ends_with(is_han) && !is_longer_than(name, LONGEST) && !name.contains(['。', '，', '；']);
    is_name.then_some(at)
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
            (Kind::from(*column), word.len())
        } else if let Some((_, len)) = scan_year(rest).filter(|(_, len)| ends_year(&rest[*len..])) {
            let len = len + if rest[len..].starts_with('年') { '年'.len_utf8() } else { 0 };
            let below = BELOW_YEAR.iter().find(|word| rest[len..].starts_with(**word));
            (Kind::Value, len + below.map_or(0, |word| word.len()))
        } else if let Some(len) = scan_brackets(rest) {
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
    at += scan_below(line, at, start, &mut heads);
    let has = |kind| heads.iter().any(|head: &Head| head.kind == kind);
    let is_whole = has(Kind::Name) && has(Kind::Value) && heads.last()?.kind == Kind::Attribute;
    is_whole.then_some((heads, at))
}

/// Whether the names of groups have a column of their own.
fn has_groups(heads: &[Head]) -> bool {
    heads.iter().any(|head| head.kind == Kind::Group && !head.spans.is_empty())
}

/// Whether what follows a year in a header ends its cell: 年, or the word of the next column, 2025属性.
fn ends_year(rest: &str) -> bool {
    rest.starts_with('年') || WORDS.iter().any(|(word, _)| rest.starts_with(word))
}

/// The second row of a header, which stands behind the first: what the figures below each year are,
/// 2020年2025年指标属性绝对值绝对值年均增速. How long it is. The last year has what the others leave.
fn scan_below(line: &str, from: usize, start: u32, heads: &mut Vec<Head>) -> usize {
    let mut words: Vec<Span> = Vec::new();
    let mut at = from;
    loop {
        let blank = line[at..].len() - line[at..].trim_start_matches(' ').len();
        let rest = &line[at + blank..];
        let mut known = GROWTH.iter().chain(BELOW_YEAR);
        let Some(word) = known.find(|word| rest.starts_with(**word)) else { break };
        let begin = at + blank;
        at = begin + word.len() + scan_brackets(&rest[word.len()..]).unwrap_or(0);
        words.push(Span::new(start + begin as u32, start + at as u32));
    }
    let years: Vec<usize> = (0..heads.len()).filter(|at| heads[*at].kind == Kind::Value).collect();
    let Some(last) = years.last().copied().filter(|_| years.len() > 1 && words.len() >= years.len()) else {
        return 0;
    };
    // The first row begins behind them, with its number or the name of its group.
    let is_end = line[at..].starts_with('1') || has_groups(heads) && line[at..].starts_with(is_han);
    let text = |word: &Span| &line[(word.start - start) as usize..(word.end - start) as usize];
    let below = &words[..years.len()];
    let are_alike = below.iter().all(|word| text(word) == text(&below[0]));
    if !is_end || !are_alike && !below.iter().all(|word| BELOW_YEAR.contains(&text(word))) {
        return 0;
    }
    for (year, word) in years.iter().zip(&words) {
        heads[*year].above = std::mem::replace(&mut heads[*year].spans, vec![*word]);
    }
    let above = heads[last].above.clone();
    let others = words[years.len()..].iter();
    let others: Vec<Head> =
        others.map(|word| Head { kind: Kind::Value, spans: vec![*word], above: above.clone() }).collect();
    let behind = last + 1;
    heads.splice(behind..behind, others);
    at - from
}

/// What a row is made of, as ranges of the data.
struct Cells {
    banner: Option<Range>,
    number: Option<Range>,
    name: Range,
    unit: Option<Range>,
    /// One for each figure; nothing where white space stands for it.
    values: Vec<Option<Range>>,
    /// Whether it is not known what the figures are.
    is_unsure: bool,
}

/// Where a row ends, and its attribute if that is printed.
struct End {
    at: usize,
    attribute: Option<Range>,
    /// Whether white space, and nothing else, stands where the last figure should.
    is_blank: bool,
}

/// The columns that a row is read for.
struct Columns {
    /// How many figures a row has.
    values: usize,
    /// The years from the first figure to the second, where the third and last says how that grows.
    years: Option<i32>,
    has_unit: bool,
    /// Whether the names of groups stand before the numbers of the rows: 收入和就业1….
    has_groups: bool,
}

/// The rows of the table, and what stands behind the last.
struct Rows {
    rows: Vec<TableRow>,
    rest: Option<Span>,
}

fn scan_rows(manuscript: &Manuscript, heads: &[Head], data: Span) -> Option<Rows> {
    let line = data.of(&manuscript.text);
    let columns = Columns {
        values: heads.iter().filter(|head| head.kind == Kind::Value).count(),
        years: years_of_growth(&manuscript.text, heads),
        has_unit: heads.iter().any(|head| head.kind == Kind::Unit && !head.spans.is_empty()),
        has_groups: {
            let number = heads.iter().position(|head| head.kind == Kind::Number);
            has_groups(&heads[..number.unwrap_or(heads.len())])
        },
    };
    let blanks = blank_ends(manuscript, data);
    let is_gap = |at: usize| {
        let place = data.start + at as u32;
        manuscript.gaps_in(Span::new(place.saturating_sub(1), place + 1)).iter().any(|gap| gap.at == place)
    };
    let mut rows: Vec<TableRow> = Vec::new();
    let (mut at, mut expected) = (0, 1u32);
    let mut attribute: Option<Range> = None;
    while let Some(end) = next_end(line, at, &columns, &blanks) {
        let Some(cells) = scan_row(line, (at, &end), expected, &columns, is_gap) else { break };
        let place = |(from, to): Range| Span::new(data.start + from as u32, data.start + to as u32);
        if let Some(banner) = cells.banner {
            let mut row = vec![Vec::new(); heads.len()];
            row[0].push(place(banner));
            rows.push(TableRow { cells: row, is_banner: true, ..TableRow::default() });
        }
        if cells.number.is_some() {
            expected += 1;
        }
        // A merged cell is printed once, for the rows below it, too.
        attribute = end.attribute.or(attribute);
        let mut values = cells.values.iter();
        let cell = |head: &Head| match head.kind {
            Kind::Number => cells.number.map(place),
            Kind::Name => Some(place(cells.name)),
            Kind::Unit => cells.unit.map(place),
            Kind::Value => values.next().copied().flatten().map(place),
            Kind::Attribute => attribute.map(place),
            _ => None,
        };
        let is_short = cells.is_unsure;
        let cells = heads.iter().map(cell).map(|span| span.into_iter().collect()).collect();
        rows.push(TableRow { cells, is_short, ..TableRow::default() });
        at = end.at;
    }
    let rest = line[at..].trim();
    let from = data.end - rest.len() as u32;
    let rest = (!rest.is_empty()).then_some(Span::new(from, data.end));
    (rows.len() > 2).then_some(Rows { rows, rest })
}

/// The years between the first two of three figures, the last of which is said to be growth.
fn years_of_growth(text: &str, heads: &[Head]) -> Option<i32> {
    let values: Vec<&Head> = heads.iter().filter(|head| head.kind == Kind::Value).collect();
    let [first, second, last] = values[..] else { return None };
    let is_growth = ["增速", "增长", "累计"].iter().any(|word| last.text(text).contains(word));
    let year = |head: &Head| {
        let words = head.above_text(text) + &head.text(text);
        words.char_indices().find_map(|(at, _)| scan_year(&words[at..])).map(|(year, _)| year)
    };
    let years = year(second)? - year(first)?;
    (is_growth && (1..=15).contains(&years)).then_some(years)
}

/// Where white space stands before an attribute, though it does before few of them: the
/// last cell of figures is empty there.
fn blank_ends(manuscript: &Manuscript, data: Span) -> Vec<usize> {
    let line = data.of(&manuscript.text);
    let (mut at, mut count) = (0, 0);
    let mut blanks = Vec::new();
    while let Some((from, to)) = next_attribute(line, at) {
        count += 1;
        let place = data.start + from as u32;
        let is_blank = line[..from].ends_with(' ')
            || manuscript.gaps_in(Span::new(data.start, place + 1)).last().is_some_and(|gap| gap.at == place);
        if is_blank {
            blanks.push(from);
        }
        at = to;
    }
    if blanks.len() * 2 > count {
        blanks.clear();
    }
    blanks
}

/// Where the row from `at` on ends: behind its attribute, or before it behind figures
/// whose attribute is merged with that of the row above.
fn next_end(line: &str, at: usize, columns: &Columns, blanks: &[usize]) -> Option<End> {
    let attribute = next_attribute(line, at);
    let (from, to) = attribute.unwrap_or((line.len(), line.len()));
    if let Some(end) = merged_end(&line[at..from], columns) {
        return Some(End { at: at + end, attribute: None, is_blank: false });
    }
    attribute.map(|attribute| End {
        at: to,
        attribute: Some(attribute),
        is_blank: blanks.binary_search(&from).is_ok(),
    })
}

/// Where figures end in the midst of `row` that are those of a row without doubt, as
/// `--〔10〕`: blanks for all that is not given.
fn merged_end(row: &str, columns: &Columns) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = row[at..].find(['-', '—']) {
        let from = at + found;
        let run = &row[from..];
        let len = run.find(|c: char| !is_figure_char(c)).unwrap_or(run.len());
        let follows_name = row[..from].ends_with(|c: char| is_han(c) || c == '）' || c.is_ascii_digit());
        // 〔15〕 ends the row, though the number of the next stands right behind it.
        let ends = run[..len].char_indices().filter(|(_, c)| matches!(c, '〕' | ']'));
        let mut ends = ends.map(|(at, c)| at + c.len_utf8()).chain([len]);
        let whole = ends.find(|end| {
            columns.values > 1
                && run[..*end].ends_with(['〕', ']', '-', '—'])
                && part(&run[..*end], columns.values, false).is_some()
        });
        if let Some(end) = whole.filter(|_| follows_name)
            && from + end < row.len()
            && run[end..].starts_with(is_row_start)
        {
            return Some(from + end);
        }
        at = from + len.max(run.chars().next().map_or(1, char::len_utf8));
    }
    None
}

/// What a row, or the name of a group, begins with.
fn is_row_start(c: char) -> bool {
    is_han(c) || c.is_ascii_digit() || matches!(c, '“' | '（')
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

/// That a figure is left out is as unlikely as that two are twice as far from each other.
const LEFT_OUT: i64 = 700;

/// The name of a group before the number of a row has no more characters.
const LONGEST_GROUP: usize = 12;

/// The figures of a row.
struct Figures {
    /// Where they begin in it.
    begin: usize,
    /// The unit `—` before them, and each of them, from where they begin.
    unit: Option<Range>,
    values: Vec<Range>,
    /// Whether white space stands for the first.
    is_first_blank: bool,
    /// Whether it is not known where they are parted.
    is_unsure: bool,
}

/// The figures of `row`, which ends before its attribute; `is_gap` tells where white space stood.
fn part_row(row: &str, end: &End, columns: &Columns, is_gap: impl Fn(usize) -> bool) -> Option<Figures> {
    // The figures are the last that the row has.
    let mut figures = figures_at(row);
    let lead = row[figures..].len() - row[figures..].trim_start().len();
    figures += lead;
    let run = row[figures..].trim_end();
    let is_behind_blank = lead > 0 || is_gap(figures);
    let fewer = columns.values.saturating_sub(usize::from(end.is_blank));
    let growing = columns.years.filter(|_| !end.is_blank).and_then(|years| part_growth(run, years));
    // Where three figures do not agree, none of them is known.
    let is_unsure = columns.years.is_some()
        && growing.is_none()
        && !end.is_blank
        && !is_behind_blank
        && !run.contains(['-', '—'])
        && part(run, columns.values, columns.has_unit).is_some();
    let whole = is_unsure.then(|| vec![(0, run.len())]);
    let parted = whole
        .or(growing)
        .map(|values| Parting { cost: 0, unit: None, values })
        .or_else(|| part(run, fewer, columns.has_unit))
        .or_else(|| part(run, columns.values, columns.has_unit))
        .or_else(|| {
            // The mark of a note behind the name: 总氮6--〔10〕.
            let run = run.get(1..).filter(|rest| run.is_char_boundary(1) && rest.starts_with(['-', '—']))?;
            let parting = part(run, columns.values, columns.has_unit)?;
            figures += 1;
            Some(parting)
        })
        .or_else(|| {
            let (begin, end) = figures_before_words(row).filter(|_| columns.values > 1)?;
            let is_behind_name =
                !columns.has_unit && row[..begin].ends_with(|c: char| is_han(c) || c == '）');
            if !is_behind_name && unit_at(&row[..begin]).is_none() {
                return None;
            }
            let mut parting = part(&row[begin..end], columns.values - 1, columns.has_unit)?;
            figures = begin;
            parting.values.push((end - begin, row.trim_end().len() - begin));
            Some(parting)
        })
        .or_else(|| {
            let begin = words_at(row).filter(|_| columns.values == 1 && !columns.has_unit)?;
            figures = begin;
            Some(Parting { cost: 0, unit: None, values: vec![(0, row.len() - begin)] })
        });
    // White space before the figures stands for the first of them where the others fit better.
    let behind_blank = || part(run, fewer.checked_sub(1)?, false);
    let without_first = if is_behind_blank { behind_blank() } else { None };
    // One figure alone is not far from any other, but stands alone between two blanks.
    let is_likelier = |other: &Parting, all: &Parting| match other.values.len() {
        1 => end.is_blank,
        _ => other.cost + LEFT_OUT < all.cost,
    };
    let without_first =
        without_first.filter(|other| parted.as_ref().is_none_or(|all| is_likelier(other, all)));
    let is_first_blank = without_first.is_some();
    let Parting { unit, values, .. } = without_first.or(parted)?;
    Some(Figures { begin: figures, unit, values, is_first_blank, is_unsure })
}

/// The row from `from` on; `is_gap` tells where white space stood.
fn scan_row(
    line: &str,
    (from, end): (usize, &End),
    expected: u32,
    columns: &Columns,
    is_gap: impl Fn(usize) -> bool,
) -> Option<Cells> {
    let to = end.attribute.map_or(end.at, |attribute| attribute.0);
    let row = &line[from..to];
    let Figures { begin, unit: blank, values, is_first_blank, is_unsure } =
        part_row(row, end, columns, |at| is_gap(from + at))?;
    let base = from + begin;
    let place = |(a, b): Range| (base + a, base + b);
    let first = is_first_blank.then_some(None);
    let values: Vec<Option<Range>> =
        first.into_iter().chain(values.into_iter().map(|it| Some(place(it)))).collect();
    let mut name = (from, base);
    let mut unit = None;
    if columns.has_unit {
        unit = if let Some(blank) = blank {
            Some(place(blank))
        } else if let Some(at) = unit_at(&line[name.0..name.1]) {
            let unit = (name.0 + at, name.1);
            name.1 = unit.0;
            Some(unit)
        } else if lacks_unit(&line[name.0..name.1]) {
            // 营商环境指数87.75: the unit is left out.
            None
        } else {
            return None;
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
                is_han(c)
                    || matches!(c, '.' | '。' | '、' | '“' | '（')
                    || c.is_ascii_uppercase()
                    // 1165周岁及以上…: the name begins with a figure.
                    || c.is_ascii_digit() && at == 0
            })
    };
    if let Some(at) = body.match_indices(&digits).map(|(at, _)| at).find(|at| is_number(*at)) {
        let is_named = at == 0
            || scan_marker(body)
                .is_some_and(|marker| matches!(marker.style, Style::Ideographic | Style::ParenIdeographic))
            || char_count(&body[..at]) <= LONGEST_GROUP
                && (columns.has_groups || body[at + digits.len()..].starts_with(['.', '。', '、']));
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
    (name.0 < name.1).then_some(Cells { banner, number, name, unit, values, is_unsure })
}

/// Whether a name that ends with no unit reads like one: neither a figure nor a sign of one stands
/// in it behind its number.
fn lacks_unit(name: &str) -> bool {
    let bare = name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、'));
    bare.ends_with(|c: char| is_han(c) || c == '）')
        && !bare.contains(|c: char| c.is_ascii_digit() || c == '%')
}

/// Where words begin that stand for the figure of a row, or a figure with a word before and
/// behind it: 应建尽建, 超过1人.
fn words_at(row: &str) -> Option<usize> {
    /// They have no more characters.
    const LONGEST: usize = 10;
    let starts: Vec<usize> = row.char_indices().map(|(at, _)| at).skip(2).collect();
    let from = starts.len().saturating_sub(LONGEST);
    starts[from..].iter().copied().find(|at| {
        let look = Look::of(&row[*at..]);
        let is_cut = row[..*at].ends_with(|c: char| c.is_ascii_digit() || c == '.');
        !is_cut && (look.is_words || look.is_value)
    })
}

/// The figures of a row before words in the place of the last: 报告率%100 and 逐步下降.
fn figures_before_words(row: &str) -> Option<Range> {
    /// Such words have no more characters.
    const LONGEST: usize = 8;
    let row = row.trim_end();
    let end =
        row.rfind(|c: char| !is_han(c)).map(|at| at + row[at..].chars().next().map_or(0, char::len_utf8))?;
    let words = &row[end..];
    let are_words = !words.is_empty() && !is_longer_than(words, LONGEST) && Look::of(words).is_words;
    let begin = figures_at(&row[..end]);
    (are_words && begin < end).then_some((begin, end))
}

/// Where the unit of measure at the end of a name begins.
fn unit_at(name: &str) -> Option<usize> {
    /// No unit is longer.
    const LONGEST: usize = 10;
    let starts: Vec<usize> = name.char_indices().map(|(at, _)| at).collect();
    let from = starts.len().saturating_sub(LONGEST);
    // 满意度（分） has its unit in the name, which 度 ends.
    let is_open = |unit: &str| {
        unit.starts_with('（') || unit.contains('）') && !unit.contains('（') || unit.starts_with("度（")
    };
    let mut starts = starts[from..].iter().copied().filter(|at| *at > 0 && !is_open(&name[*at..]));
    // 人数人/年 ends with 人/年: what is measured is a unit by itself, or a figure.
    let is_whole = |unit: &str| {
        let measured = unit.split('/').next().unwrap_or(unit);
        let is_figure = measured.chars().all(|c| c.is_ascii_digit());
        is_unit(unit) && (is_unit(measured) || is_figure)
    };
    starts.clone().find(|at| is_whole(&name[*at..])).or_else(|| starts.find(|at| is_unit(&name[*at..])))
}
