//! S009 heading-without-content: a heading with nothing below it, neither text nor headings, where its siblings have some.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Section;

/// Looks for sections that consist of their heading. A list of short items,
/// most of which have no text, is no list of headings.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (headings, document) in context.headings().iter().zip(context.documents) {
        let mut empty = Vec::new();
        collect(&document.plan.sections, &mut empty);
        if empty.is_empty() {
            continue;
        }
        for heading in headings {
            if empty.iter().any(|section| section.id == heading.section.id) {
                let title = heading.section.title.as_deref().unwrap_or_default();
                found.push(
                    Diagnostic::new(Code::HeadingWithoutContent, context.place(heading.whole)).with(title),
                );
            }
        }
    }
}

/// The empty sections among siblings of which at most one in three is.
pub(crate) fn collect<'a>(siblings: &'a [Section], empty: &mut Vec<&'a Section>) {
    let is_empty = |section: &&Section| {
        section.label.is_some() && section.content.is_empty() && section.sections.is_empty()
    };
    let count = siblings.iter().filter(is_empty).count();
    if count * 3 <= siblings.len() {
        empty.extend(siblings.iter().filter(is_empty));
    }
    for section in siblings {
        collect(&section.sections, empty);
    }
}
