//! I013 indicators-not-read: a box or a caption that announces indicators, and none below it.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};

/// Looks for boxes called 主要指标 without an indicator.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for document in context.documents {
        for held in &document.plan.boxes {
            let title = held.title.trim_end_matches(['）', '”', '》', '表', '（', '续']);
            let has_any = || {
                document.plan.indicators.iter().any(|indicator| indicator.box_id.as_deref() == Some(&held.id))
            };
            if !title.ends_with("指标") && !title.ends_with("指标完成情况") || has_any() {
                continue;
            }
            let place = context.source.lines().line_span(held.lines[0]);
            found.push(Diagnostic::new(Code::IndicatorsNotRead, place).with(held.title.clone()));
        }
    }
}
