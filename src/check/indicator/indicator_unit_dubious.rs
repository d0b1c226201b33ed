//! I006 indicator-unit-dubious: a unit that can hardly be meant, such as 人/次 (persons per time) for 人次 (attendances).

use crate::check::{Check, Context, Documentation, Rule, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Severity;
use crate::span::Span;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I006",
    name: "indicator-unit-dubious",
    severity: Severity::Warning,
    message: Text {
        zh: "计量单位“{}”可疑：一般写作“{}”",
        en: "unit {} is dubious: {} is meant, most likely",
    },
    documentation: Documentation {
        finds: Text {
            zh: "计量单位写法可疑，如把“人次”写成“人/次”（每次多少人）。",
            en: "A unit that can hardly be meant, such as 人/次 (persons per time) for 人次 (attendances).",
        },
        why: Text {
            zh: "“人/次”是每次的人数，“人次”是次数的合计，差别很大。",
            en: "One is persons per time, the other the sum over all times.",
        },
        bad: "职业技能培训人数（人/次）",
        good: "职业技能培训人数（人次）",
        help: Text {
            zh: "核对单位：计次数用“人次”，计人数用“人”。",
            en: "Use 人次 to count attendances, 人 to count persons.",
        },
        clause: None,
    },
    check: Check::Checking(check),
};

/// What is counted time after time: 人次, 户次, 例次.
const COUNTED: &[&str] = &["人", "户", "例", "件", "家", "车", "架", "辆", "班", "场"];

/// Looks for `人/次` and the like, with or without a multiplier.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for row in context.indicators() {
        let Some(unit) = row.indicator.unit.as_deref() else { continue };
        let Some(counted) = unit.strip_suffix("/次") else { continue };
        let bare = counted.trim_start_matches(['百', '千', '万', '亿']);
        if !COUNTED.contains(&bare) {
            continue;
        }
        // The unit as it stands in its cell or behind the name.
        let mut cells = row
            .row
            .unit
            .spans
            .iter()
            .chain(&row.row.name.spans)
            .chain(row.row.values.iter().flat_map(|cell| &cell.spans));
        let span = cells
            .find_map(|span| {
                let at = context.text(*span).rfind(unit)?;
                let start = span.start + at as u32;
                Some(Span::new(start, start + unit.len() as u32))
            })
            .unwrap_or(row.row.span);
        found.push(
            Diagnostic::new(Code::IndicatorUnitDubious, context.place(span))
                .with(unit)
                .with(format!("{counted}次")),
        );
    }
}
