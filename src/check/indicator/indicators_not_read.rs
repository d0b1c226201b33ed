//! I013 indicators-not-read: a box or a caption that announces indicators, and none below it.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Document, PlanBox};

/// Looks for boxes called 主要指标 without an indicator.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for document in context.documents {
        for held in of_model(document) {
            let place = context.source.lines().line_span(held.lines[0]);
            found.push(Diagnostic::new(Code::IndicatorsNotRead, place).with(held.title.clone()));
        }
    }
}

/// Such boxes of a model.
pub(crate) fn of_model(document: &Document) -> impl Iterator<Item = &PlanBox> {
    document.plan.boxes.iter().filter(|held| {
        let title = held.title.trim_end_matches(['）', '”', '》', '表', '（', '续']);
        let mut indicators = document.plan.indicators.iter();
        (title.ends_with("指标") || title.ends_with("指标完成情况"))
            && !indicators.any(|indicator| indicator.box_id.as_deref() == Some(&held.id))
    })
}
