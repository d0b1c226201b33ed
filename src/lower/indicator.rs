//! Indicators.

use std::collections::HashMap;

use super::context::{Context, Lists, Years, role_of_year};
use crate::block::indicator::{
    Cell, Column, Header, IndicatorTable, Row, category_names, read_number, strip_group_number,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Block, Indicator, OtherCell, Table, Value, ValueRole};
use crate::scan::date::scan_year;
use crate::scan::indicator::{BELOW_YEAR, bare_attribute, is_better_low, says_change, split_unit};
use crate::scan::quantity::{is_blank_cell, read_quantity};
use crate::scan::unit::{is_like_unit, is_unit};
use crate::span::Span;

/// Where an indicator table stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub box_id: Option<String>,
    pub section: Option<String>,
    pub annex: Option<String>,
}

/// Adds the rows to the list of indicators and returns what else the table holds: notes
/// behind its rows, or all of it, as printed, where its rows are no indicators.
pub(super) fn lower_indicators(
    context: &Context<'_>,
    table: &IndicatorTable,
    place: &Place,
    years: &Years,
    lists: &mut Lists,
) -> Vec<Block> {
    let columns: Vec<&Header> =
        table.headers.iter().filter(|header| header.column == Column::Value).collect();
    // What was reached in the past is no indicator of the plan, unless it is said what kind of
    // target each was.
    let has_attribute = table.headers.iter().any(|header| header.column == Column::Attribute);
    if !has_attribute && !has_targets(&columns, years) {
        let (lines, span) = context.place(table_span(context, table));
        let columns = printed_headers(table).map(|header| header.above.clone() + &header.text).collect();
        return vec![Block::Table(Table { columns, rows: printed_rows(context, table), lines, span })];
    }
    let header: Vec<Span> = table.headers.iter().flat_map(|header| header.spans.iter().copied()).collect();
    lists.push_header(&header, table.rows.iter().map(|row| row.span));
    let has_units = names_have_units(context, table);
    let mut category: &[Span] = &[];
    for row in &table.rows {
        // The number of a category and how many rows it has, printed once for all of these.
        let is_same = std::mem::replace(&mut category, &row.category.spans) == row.category.spans;
        let names = category_names(&context.manuscript.text, &row.category.spans);
        let number = &row.category.spans[..row.category.spans.len() - names.len()];
        lists.headers.extend(number.iter().filter(|_| !is_same));
        for span in names.iter().filter(|_| !is_same) {
            let name = strip_group_number(&context.manuscript.text, *span);
            let marks = [Span::new(span.start, name.start), Span::new(name.end, span.end)];
            lists.headers.extend(marks.iter().filter(|mark| !mark.is_empty()));
        }
        let indicator = lower_row(context, row, (&columns, has_units), table, place, years, lists);
        lists.indicators.push(indicator);
    }
    table.rest.iter().map(|span| Block::Paragraph(context.paragraph(*span))).collect()
}

/// Whether a table may say what is to be reached: not where all its years lie before those of
/// the plan and no word names a target.
fn has_targets(columns: &[&Header], years: &Years) -> bool {
    let Some(period) = &years.period else { return true };
    let is_past = |header: &&Header| {
        let text = header.above.clone() + &header.text;
        match header_year(&text) {
            Some(year) => year < period.start && !text.contains(['目', '规', '预']),
            // 增长 and 占比 go with the years beside them.
            None => text.contains(['增', '降', '比', '幅']),
        }
    };
    let has_year = columns.iter().any(|header| header_year(&header.text).is_some());
    !has_year || !columns.iter().all(is_past)
}

/// Whether what closes the names of a table in brackets are units, known or not: one of them
/// is for certain, and none tells two rows of one name apart (园区（省级）, 园区（国家级）).
fn names_have_units(context: &Context<'_>, table: &IndicatorTable) -> bool {
    let names: Vec<String> = table.rows.iter().map(|row| row.name.text(&context.manuscript.text)).collect();
    let mut closed = names
        .iter()
        .map(|name| split_unit(split_mark(name).0))
        .filter_map(|(name, unit)| Some((name, unit?)));
    let mut seen: HashMap<&str, &str> = HashMap::new();
    let mut has_unit = false;
    let is_apart = closed.any(|(name, unit)| {
        has_unit |= is_like_unit(unit);
        let before = seen.insert(name, unit);
        before.is_some_and(|before| before != unit && !is_unit(unit) && !is_unit(before))
    });
    has_unit && !is_apart
}

/// A name, and the mark of a note at its end: 优良天数比率（%）*.
fn split_mark(name: &str) -> (&str, &str) {
    let bare = name.trim_end_matches(|c| matches!(c, '*' | '＊' | '∗' | '※' | '①'..='⑳'));
    name.split_at(bare.len())
}

/// Where the table stands, from its header to its last row.
pub(super) fn table_span(context: &Context<'_>, table: &IndicatorTable) -> Span {
    let paragraphs = &context.manuscript.paragraphs[table.paragraphs.0..table.paragraphs.1];
    paragraphs.iter().map(|paragraph| paragraph.span).reduce(Span::cover).unwrap_or_default()
}

fn lower_row(
    context: &Context<'_>,
    row: &Row,
    (columns, has_units): (&[&Header], bool),
    table: &IndicatorTable,
    place: &Place,
    years: &Years,
    lists: &mut Lists,
) -> Indicator {
    let text = &context.manuscript.text;
    let name = row.name.text(text);
    // Where units have a column, or no name closes with one, other words in brackets are part
    // of the name.
    let is_of_name = |unit: &str| (!row.unit.spans.is_empty() || !has_units) && !is_unit(unit);
    let (bare, mark) = split_mark(&name);
    let (name, mut unit) = match split_unit(bare) {
        (_, Some(remark)) if is_of_name(remark) => (name.clone(), None),
        // The mark of a note says something of the name, not of the unit.
        (short, Some(unit)) => (format!("{short}{mark}"), Some(unit.to_owned())),
        (_, None) => (name.clone(), None),
    };
    let name = name.as_str();
    if !row.unit.spans.is_empty() {
        unit = Some(row.unit.text(text)).filter(|unit| !is_blank_cell(unit));
    }
    // 目标值（%） says it for all rows.
    let headed = columns.iter().filter_map(|header| split_unit(&header.text).1).find(|unit| is_unit(unit));
    if unit.is_none() && row.unit.spans.is_empty() {
        unit = headed.map(str::to_owned);
    }
    let roles = value_roles(columns, years);
    let mut values = Vec::with_capacity(columns.len());
    for (at, header) in columns.iter().enumerate() {
        let cell = row.values.get(at).filter(|_| !row.is_unsure);
        let cell = cell.map(|cell| value_text(context, cell)).unwrap_or_default();
        // An empty cell has no value; where one is missing, nobody can tell which.
        if cell.is_empty() && !row.is_unsure {
            continue;
        }
        let quantity = read_quantity(&cell);
        // A unit that is said to be none is none.
        if unit.is_none()
            && row.unit.spans.is_empty()
            && let Some(quantity) = &quantity
            && !quantity.unit.is_empty()
        {
            unit = Some(quantity.unit.clone());
        }
        values.push(Value {
            column: header.text.clone(),
            year: year_of(header),
            role: roles[at],
            text: cell,
            comparator: quantity.as_ref().map(|quantity| quantity.comparator),
            number: quantity.map(|quantity| quantity.number),
        });
    }
    let source = context.source_of(row.span);
    if row.is_short {
        lists.diagnostics.push(Diagnostic::new(Code::IndicatorCellMissing, source).with(name));
    }
    report_low_target(&values, name, source, lists);
    let (lines, span) = context.place(row.span);
    Indicator {
        id: format!("ind-{}", lists.indicators.len() + 1),
        box_id: place.box_id.clone(),
        section: place.section.clone(),
        annex: place.annex.clone(),
        number: row.number,
        category: category(text, row),
        name: name.to_owned(),
        unit,
        values,
        attribute: (!row.attribute.spans.is_empty())
            .then(|| bare_attribute(&row.attribute.text(text)).to_owned()),
        other: other_cells(context, row, table),
        lines,
        span,
    }
}

/// What a row says outside the columns that have a field: cells of other columns, a number
/// that is none, values of which nobody can tell whose they are, lines among the rows that
/// name no category.
fn other_cells(context: &Context<'_>, row: &Row, table: &IndicatorTable) -> Vec<OtherCell> {
    let text = &context.manuscript.text;
    let cell = |column: Option<&str>, cell: &Cell| {
        let text = cell.text(text);
        let column = column.filter(|column| !column.is_empty()).map(str::to_owned);
        (!text.is_empty()).then_some(OtherCell { column, text })
    };
    let of = |wanted: Column| table.headers.iter().filter(move |header| header.column == wanted);
    let name = |header: &Header| header.above.clone() + &header.text;
    let is_category =
        |span: &Span| row.category.spans.iter().any(|part| part.start < span.end && span.start < part.end);
    let lines = row.groups.iter().filter(|span| !is_category(span));
    let mut found: Vec<OtherCell> =
        lines.filter_map(|span| cell(None, &Cell { spans: vec![*span] })).collect();
    // 一 beside 1.用水总量 is not its number.
    if row.number.is_none() || read_number(text, &row.number_cell) != row.number {
        found.extend(of(Column::Number).filter_map(|header| cell(Some(&name(header)), &row.number_cell)));
        // 1.2 that stood before the name.
        if of(Column::Number).next().is_none() {
            found.extend(cell(None, &row.number_cell));
        }
    }
    if row.is_unsure {
        found.extend(row.values.iter().filter_map(|value| cell(None, value)));
    }
    let others = of(Column::Other).zip(&row.others);
    found.extend(others.filter_map(|(header, other)| cell(Some(&name(header)), other)));
    found
}

/// The text of a value. Two figures that a line break in the cell parts stay apart.
fn value_text(context: &Context<'_>, cell: &Cell) -> String {
    let text = &context.manuscript.text;
    let parts_figures = |at: u32| {
        let (before, behind) = text.split_at(at as usize);
        before.ends_with(|c: char| c.is_ascii_digit() || c == '%')
            && behind.starts_with(|c: char| c.is_ascii_digit())
    };
    let mut value = cell.text(text);
    if let [span] = cell.spans[..] {
        let gaps = context.manuscript.gaps_in(span).iter().filter(|gap| !gap.kept && parts_figures(gap.at));
        for gap in gaps.rev() {
            value.insert((gap.at - span.start) as usize, ' ');
        }
    }
    value
}

/// What a row belongs to, without the number of the group. A name that takes the
/// column of the category as well is none.
fn category(text: &str, row: &Row) -> Option<String> {
    let names = category_names(text, &row.category.spans);
    let spans = names.iter().map(|span| strip_group_number(text, *span)).collect();
    let category = Cell { spans }.text(text);
    (!category.is_empty() && category != row.name.text(text)).then_some(category)
}

/// Where each column points: its words tell, else its year, else what stands above it, else
/// its place.
fn value_roles(columns: &[&Header], years: &Years) -> Vec<ValueRole> {
    const BASELINE: &[&str] = &["现状", "基期", "基准", "实际", "完成", "基数", "现值"];
    /// So many years in a row are steps.
    const STEPS: usize = 3;
    const TARGET: &[&str] = &["目标", "规划", "任务", "计划", "预期", "期末", "标准"];
    let by_words = |text: &str| {
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if has(BASELINE) { Some(ValueRole::Baseline) } else { has(TARGET).then_some(ValueRole::Target) }
    };
    // 2021年, 2022年 … 2025年: each year of a five-year period, of which the first ends in 1.
    let all: Vec<i32> = columns.iter().filter_map(|header| header_year(&header.text)).collect();
    let are_steps = all.len() >= STEPS
        && all.first().is_some_and(|first| first % 5 == 1)
        && all.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let by_year = |at: usize, text: &str| {
        let year = header_year(text)?;
        Some(match (&years.period, columns.len()) {
            // Without a period the first of two years is where it starts.
            (None, 2..) if at == 0 && !are_steps => ValueRole::Baseline,
            // The year in which the period begins, beside that in which it ends.
            (Some(period), 2) if at == 0 && year == period.start && period.end > year => ValueRole::Baseline,
            (period, _) => role_of_year(year, period.as_ref()),
        })
    };
    let by_place = |at: usize, header: &Header| {
        // 累计 and 增速 are what is to be reached, wherever they stand.
        let is_first = columns.len() > 1 && at == 0;
        if is_first && !header.text.contains(['累', '增']) {
            ValueRole::Baseline
        } else {
            ValueRole::Target
        }
    };
    // What was reached in the past, and how fast, where nothing else is said.
    let is_past = !has_targets(columns, years);
    let role = |(at, header): (usize, &&Header)| {
        by_words(&header.text)
            .or_else(|| is_past.then_some(ValueRole::Baseline))
            .or_else(|| by_year(at, &header.text))
            .or_else(|| by_words(&header.above))
            .or_else(|| by_year(at, &header.above))
            .unwrap_or_else(|| by_place(at, header))
    };
    let mut roles: Vec<ValueRole> = columns.iter().enumerate().map(role).collect();
    // 较2020年实际值增加 says more of the figures before it.
    for at in (1..columns.len()).filter(|at| says_change(&columns[*at].text)) {
        roles[at] = roles[at - 1];
    }
    roles
}

/// The year of a column: 2025年, or that above 目标值. 累计 below it is no figure of the year.
fn year_of(header: &Header) -> Option<i32> {
    header_year(&header.text).or_else(|| {
        let is_of_year = BELOW_YEAR.contains(&split_unit(&header.text).0);
        header_year(&header.above).filter(|_| is_of_year)
    })
}

/// The year that the header of a column names.
pub(crate) fn header_year(header: &str) -> Option<i32> {
    header
        .char_indices()
        .filter(|(at, _)| *at == 0 || !header[..*at].ends_with(|c: char| c.is_ascii_digit()))
        .find_map(|(at, _)| scan_year(&header[at..]).map(|(year, _)| year))
}

fn report_low_target(values: &[Value], name: &str, source: crate::span::SourceSpan, lists: &mut Lists) {
    if let Some((target, baseline)) = low_target(name, values) {
        let found = Diagnostic::new(Code::TargetBelowBaseline, source).with(name);
        lists.diagnostics.push(found.with(target.text.clone()).with(baseline.text.clone()));
    }
}

/// A target that is below its baseline, with it, where the indicator is not meant to fall.
#[must_use]
pub fn low_target<'a>(name: &str, values: &'a [Value]) -> Option<(&'a Value, &'a Value)> {
    let of = |role| values.iter().find(|value| value.role == role && value.number.is_some());
    let (baseline, target) = (of(ValueRole::Baseline)?, of(ValueRole::Target)?);
    let is_low = target.number? < baseline.number?
        && baseline.year.is_some() == target.year.is_some()
        // What came of a target is no target that is too low.
        && (baseline.year.is_none() || baseline.year != target.year)
        && !is_better_low(name)
        && !target.column.contains(['累', '增', '降']);
    is_low.then_some((target, baseline))
}

/// The columns that are printed: a table that runs together has its numbers and units in
/// the names.
fn printed_headers(table: &IndicatorTable) -> impl Iterator<Item = &Header> {
    table.headers.iter().filter(|header| !table.is_parted || !header.text.is_empty())
}

/// The rows as printed; a line that heads rows, or stands behind the last one,
/// is a cell over all columns.
fn printed_rows(context: &Context<'_>, table: &IndicatorTable) -> Vec<Vec<String>> {
    let headers: Vec<&Header> = printed_headers(table).collect();
    let full = |span: &Span| vec![context.text(*span).to_owned(); headers.len()];
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        rows.extend(row.groups.iter().map(full));
        rows.push(printed_row(context, row, &headers));
    }
    rows.extend(table.rest.iter().map(full));
    rows
}

/// The row with one cell for each column, merged cells filled.
fn printed_row(context: &Context<'_>, row: &Row, headers: &[&Header]) -> Vec<String> {
    let text = &context.manuscript.text;
    let mut values = row.values.iter();
    let mut others = row.others.iter();
    let has_attribute = headers.iter().any(|header| header.column == Column::Attribute);
    let has_number = headers.iter().any(|header| header.column == Column::Number);
    headers
        .iter()
        .map(|header| match header.column {
            Column::Number => row.number_cell.text(text),
            Column::Category => row.category.text(text),
            Column::Name => {
                let is_inside = !has_number || row.number_cell.spans.is_empty();
                let number = row.number.filter(|_| is_inside);
                let number = number.map(|number| format!("{number}.")).unwrap_or_default();
                let attribute = if has_attribute { String::new() } else { row.attribute.text(text) };
                number + &row.name.text(text) + &attribute
            }
            Column::Unit => row.unit.text(text),
            Column::Value => values.next().map(|cell| cell.text(text)).unwrap_or_default(),
            Column::Attribute => row.attribute.text(text),
            Column::Other => others.next().map(|cell| cell.text(text)).unwrap_or_default(),
        })
        .collect()
}
