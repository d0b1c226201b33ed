//! I006 indicator-unit-dubious: a unit that can hardly be meant, such as 人/次 (persons per time) for 人次 (attendances).

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

/// What is counted time after time: 人次, 户次, 例次.
const COUNTED: &[&str] = &["人", "户", "例", "件", "家", "车", "架", "辆", "班", "场"];

/// Looks for `人/次` and the like, with or without a multiplier.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for row in context.indicators() {
        let Some(unit) = row.indicator.unit.as_deref() else { continue };
        let Some(meant) = meant(unit) else { continue };
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
        found.push(Diagnostic::new(Code::IndicatorUnitDubious, context.place(span)).with(unit).with(meant));
    }
}

/// `人次` for `人/次`.
pub(crate) fn meant(unit: &str) -> Option<String> {
    let counted = unit.strip_suffix("/次")?;
    let bare = counted.trim_start_matches(['百', '千', '万', '亿']);
    COUNTED.contains(&bare).then(|| format!("{counted}次"))
}
