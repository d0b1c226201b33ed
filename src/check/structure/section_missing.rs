//! S006 section-missing: a text without a single numbered heading.

use crate::block::outline::Role;
use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};

/// Looks for a heading in each plan.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for part in &context.draft.parts {
        if !part.blocks.iter().any(|block| block.role == Role::Heading) {
            found.push(Diagnostic::new(Code::SectionMissing, context.place(part.span)));
        }
    }
}
