//! I005 indicator-unit-missing: an indicator without a unit in a table whose other indicators have one.

use crate::check::{Check, Context, Documentation, Rule, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Severity;
use crate::span::Span;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I005",
    name: "indicator-unit-missing",
    severity: Severity::Info,
    message: Text {
        zh: "指标“{}”没有计量单位，而表中其他指标都有",
        en: "indicator {} has no unit, the others of its table do",
    },
    documentation: Documentation {
        finds: Text {
            zh: "指标没有计量单位，而表中其他指标都有。",
            en: "An indicator without a unit in a table whose other indicators have one.",
        },
        why: Text {
            zh: "“2000”是人数、户数还是万元，看不出来。",
            en: "Nobody can tell whether 2000 counts persons, households or money.",
        },
        bad: "1  残疾人就业人数  1000",
        good: "1  残疾人就业人数（人）",
        help: Text {
            zh: "在指标名称后面用括号注明单位。", en: "Name the unit in brackets behind the name."
        },
        clause: None,
    },
    check: Check::Checking(check),
};

/// Looks for rows with numbers and no unit, where at least three others have one
/// and no second row lacks it.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for rows in context.indicators().chunk_by(|left, right| std::ptr::eq(left.table, right.table)) {
        let mut without = rows.iter().filter(|row| row.indicator.unit.is_none());
        let (Some(row), None) = (without.next(), without.next()) else { continue };
        let has_number = row.indicator.values.iter().any(|value| value.number.is_some());
        if rows.len() > 3
            && has_number
            && let Some(span) = row.row.name.spans.iter().copied().reduce(Span::cover)
        {
            found.push(
                Diagnostic::new(Code::IndicatorUnitMissing, context.place(span))
                    .with(row.indicator.name.as_str()),
            );
        }
    }
}
