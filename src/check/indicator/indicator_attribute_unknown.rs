//! I008 indicator-attribute-unknown: an attribute that is neither 预期性 nor 约束性 nor another usual one.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::scan::indicator::is_attribute;
use crate::span::Span;

/// Compares each attribute with the usual ones.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for row in context.indicators() {
        let Some(attribute) = row.indicator.attribute.as_deref() else { continue };
        let Some(span) = row.row.attribute.spans.iter().copied().reduce(Span::cover) else { continue };
        if !is_attribute(attribute) {
            found.push(Diagnostic::new(Code::IndicatorAttributeUnknown, context.place(span)).with(attribute));
        }
    }
}
