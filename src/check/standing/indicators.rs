//! Values, units and attributes of indicators.

use crate::check::found::Standing;
use crate::check::indicator::{indicator_unit_dubious, indicator_value_unreadable, indicators_not_read};
use crate::diagnostic::Code;
use crate::lower::low_target;
use crate::model::{Document, Indicator, Lines};
use crate::scan::indicator::is_attribute;

pub(super) fn find(document: &Document, found: &mut Vec<Standing>) {
    let mut add = |code, indicator: &Indicator, details: &[&str]| {
        found.push(Standing::new(code, indicator.lines, details.iter().copied()));
    };
    for indicator in &document.plan.indicators {
        let name = indicator.name.as_str();
        if let Some((target, baseline)) = low_target(name, &indicator.values) {
            add(Code::TargetBelowBaseline, indicator, &[name, &target.text, &baseline.text]);
        }
        for value in &indicator.values {
            if indicator_value_unreadable::is_spoilt(&value.text) {
                add(Code::IndicatorValueUnreadable, indicator, &[name, &value.text]);
            }
        }
        if let Some(unit) = &indicator.unit
            && let Some(meant) = indicator_unit_dubious::meant(unit)
        {
            add(Code::IndicatorUnitDubious, indicator, &[unit, &meant]);
        }
        if let Some(attribute) = indicator.attribute.as_deref().filter(|it| !is_attribute(it)) {
            add(Code::IndicatorAttributeUnknown, indicator, &[attribute]);
        }
    }
    for rows in document.plan.indicators.chunk_by(are_of_one_table) {
        for two in rows.windows(2) {
            let (Some(before), Some(number)) = (two[0].number, two[1].number) else { continue };
            if number != before + 1 && number != 1 {
                let [before, number] = [before, number].map(|number| number.to_string());
                add(Code::IndicatorNumberGap, &two[1], &[&before, &number]);
            }
        }
        let mut without = rows.iter().filter(|row| row.unit.is_none());
        if let (Some(row), None) = (without.next(), without.next())
            && rows.len() > 3
            && row.values.iter().any(|value| value.number.is_some())
        {
            add(Code::IndicatorUnitMissing, row, &[&row.name]);
        }
        let without = rows.iter().filter(|row| row.attribute.is_none());
        if without.clone().count() * 3 <= rows.len() {
            let is_complete = |row: &&Indicator| {
                !row.values.is_empty() && row.values.iter().all(|value| !value.text.is_empty())
            };
            for row in without.filter(is_complete) {
                add(Code::IndicatorAttributeMissing, row, &[&row.name]);
            }
        }
    }
    for (lines, title) in indicators_not_read::of_model(document) {
        found.push(Standing::new(Code::IndicatorsNotRead, lines, [title]));
    }
}

/// Whether a row at these lines still lacks what it was found to lack: where its table ends
/// the model does not say.
pub(super) fn lacks(document: &Document, code: Code, lines: Lines) -> bool {
    let mut rows = document.plan.indicators.iter();
    rows.any(|row| {
        let is_missing = match code {
            Code::IndicatorUnitMissing => row.unit.is_none(),
            Code::IndicatorAttributeMissing => row.attribute.is_none(),
            _ => false,
        };
        is_missing && row.lines[0] <= lines[1] && lines[0] <= row.lines[1]
    })
}

/// Two rows one behind the other. Tables of one section that have the same columns count as one.
fn are_of_one_table(one: &Indicator, other: &Indicator) -> bool {
    let columns = |of: &Indicator| of.values.iter().map(|value| value.column.clone()).collect::<Vec<_>>();
    (&one.box_id, &one.section, &one.annex) == (&other.box_id, &other.section, &other.annex)
        && columns(one) == columns(other)
}
