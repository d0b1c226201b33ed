//! Indicators.

use super::section::Years;
use super::{Context, Lists, role_of_year};
use crate::block::indicator::{Column, Header, IndicatorTable, Row, split_unit};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Block, Indicator, Table, Value, ValueRole};
use crate::scan::date::scan_year;
use crate::scan::quantity::read_quantity;
use crate::span::Span;

/// Where an indicator table stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub box_id: Option<String>,
    pub section: Option<String>,
    pub annex: Option<String>,
}

/// Adds the rows to the list of indicators and returns the table as printed.
pub(super) fn lower_indicators(
    context: &Context<'_>,
    table: &IndicatorTable,
    place: &Place,
    years: &Years,
    lists: &mut Lists,
) -> Block {
    let columns: Vec<&Header> =
        table.headers.iter().filter(|header| header.column == Column::Value).collect();
    for row in &table.rows {
        let indicator = lower_row(context, row, &columns, place, years, lists);
        lists.indicators.push(indicator);
    }
    let paragraphs = &context.manuscript.paragraphs[table.paragraphs.0..table.paragraphs.1];
    let span = paragraphs.iter().map(|paragraph| paragraph.span).reduce(Span::cover).unwrap_or_default();
    let (lines, byte_span) = context.place(span);
    Block::Table(Table {
        columns: table.headers.iter().map(|header| header.text.clone()).collect(),
        rows: table.rows.iter().map(|row| printed_row(context, row, &table.headers)).collect(),
        lines,
        span: byte_span,
    })
}

fn lower_row(
    context: &Context<'_>,
    row: &Row,
    columns: &[&Header],
    place: &Place,
    years: &Years,
    lists: &mut Lists,
) -> Indicator {
    let text = &context.manuscript.text;
    let name = row.name.text(text);
    let (name, unit) = split_unit(&name);
    let mut unit = unit.map(str::to_owned);
    if !row.unit.spans.is_empty() {
        unit = Some(row.unit.text(text));
    }
    let roles = value_roles(columns, years);
    let mut values = Vec::with_capacity(columns.len());
    for (at, header) in columns.iter().enumerate() {
        let cell = row.values.get(at).map(|cell| cell.text(text)).unwrap_or_default();
        let quantity = read_quantity(&cell);
        if unit.is_none()
            && let Some(quantity) = &quantity
            && !quantity.unit.is_empty()
        {
            unit = Some(quantity.unit.clone());
        }
        values.push(Value {
            column: header.text.clone(),
            year: header_year(&header.text),
            role: roles[at],
            text: cell,
            comparator: quantity.as_ref().map(|quantity| quantity.comparator),
            number: quantity.map(|quantity| quantity.number),
        });
    }
    let source = context.manuscript.source(row.span);
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
        category: (!row.category.spans.is_empty()).then(|| row.category.text(text)),
        name: name.to_owned(),
        unit,
        values,
        attribute: (!row.attribute.spans.is_empty()).then(|| {
            row.attribute.text(text).trim_matches(['[', ']', '（', '）', '【', '】', '〔', '〕']).to_owned()
        }),
        lines,
        span,
    }
}

/// Where each column points: its words tell, else its year, else its place.
fn value_roles(columns: &[&Header], years: &Years) -> Vec<ValueRole> {
    const BASELINE: &[&str] = &["现状", "基期", "基准", "实际", "完成", "基数", "现值"];
    const TARGET: &[&str] = &["目标", "规划", "任务", "计划", "预期", "累计", "增速", "增长", "期末"];
    columns
        .iter()
        .enumerate()
        .map(|(at, header)| {
            let has = |words: &[&str]| words.iter().any(|word| header.text.contains(word));
            if has(BASELINE) {
                ValueRole::Baseline
            } else if has(TARGET) {
                ValueRole::Target
            } else if let Some(year) = header_year(&header.text) {
                match (&years.period, columns.len()) {
                    // Without a period the first of two years is where it starts.
                    (None, 2..) if at == 0 => ValueRole::Baseline,
                    (period, _) => role_of_year(year, period.as_ref()),
                }
            } else if columns.len() > 1 && at == 0 {
                ValueRole::Baseline
            } else {
                ValueRole::Target
            }
        })
        .collect()
}

fn header_year(header: &str) -> Option<i32> {
    header
        .char_indices()
        .filter(|(at, _)| *at == 0 || !header[..*at].ends_with(|c: char| c.is_ascii_digit()))
        .find_map(|(at, _)| scan_year(&header[at..]).map(|(year, _)| year))
}

fn report_low_target(values: &[Value], name: &str, source: crate::span::SourceSpan, lists: &mut Lists) {
    let of = |role| values.iter().find(|value| value.role == role && value.number.is_some());
    let (Some(baseline), Some(target)) = (of(ValueRole::Baseline), of(ValueRole::Target)) else { return };
    if let (Some(before), Some(after)) = (baseline.number, target.number)
        && after < before
        && baseline.year.is_some() == target.year.is_some()
        && !target.column.contains(['累', '增', '降'])
    {
        lists.diagnostics.push(
            Diagnostic::new(Code::TargetBelowBaseline, source)
                .with(name)
                .with(target.text.clone())
                .with(baseline.text.clone()),
        );
    }
}

/// The row with one cell for each column, merged cells filled.
fn printed_row(context: &Context<'_>, row: &Row, headers: &[Header]) -> Vec<String> {
    let text = &context.manuscript.text;
    let mut values = row.values.iter();
    let mut others = row.others.iter();
    let has_number = headers.iter().any(|header| header.column == Column::Number);
    headers
        .iter()
        .map(|header| match header.column {
            Column::Number => row.number.map(|number| number.to_string()).unwrap_or_default(),
            Column::Category => row.category.text(text),
            Column::Name => match row.number.filter(|_| !has_number) {
                Some(number) => format!("{number}.{}", row.name.text(text)),
                None => row.name.text(text),
            },
            Column::Unit => row.unit.text(text),
            Column::Value => values.next().map(|cell| cell.text(text)).unwrap_or_default(),
            Column::Attribute => row.attribute.text(text),
            Column::Other => others.next().map(|cell| cell.text(text)).unwrap_or_default(),
        })
        .collect()
}
