//! B003 box-empty: a box that has a heading and nothing else.

use crate::block::body::Unit;
use crate::block::outline::Role;
use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::BoxKind;

/// Looks for boxes without items, tables, indicators and text.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (part, document) in context.draft.parts.iter().zip(context.documents) {
        let headings = part.blocks.iter().filter(|block| block.role == Role::BoxHeading);
        for (block, listed) in headings.zip(&document.plan.boxes) {
            if let Unit::Paragraph(index) = block.unit
                && listed.items.is_empty()
                && listed.content.is_empty()
                && listed.kind != BoxKind::Indicators
            {
                let span = context.manuscript.paragraphs[index].span;
                found.push(Diagnostic::new(Code::BoxEmpty, context.place(span)).with(context.text(span)));
            }
        }
    }
}
