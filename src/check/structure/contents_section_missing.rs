//! S011 contents-section-missing: a heading of the body that the contents lack, while they list its siblings.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Document, Section};
use std::collections::HashSet;

/// Looks for sections without an entry whose siblings mostly have one.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (headings, document) in context.headings().iter().zip(context.documents) {
        let missing = missing(document);
        for heading in headings.iter().filter(|heading| missing.contains(heading.section.id.as_str())) {
            let title = heading.section.title.as_deref().unwrap_or_default();
            found.push(
                Diagnostic::new(Code::ContentsSectionMissing, context.place(heading.whole)).with(title),
            );
        }
    }
}

/// The ids of these sections in a model.
pub(crate) fn missing(document: &Document) -> HashSet<&str> {
    let toc = &document.plan.toc;
    let listed: HashSet<&str> = toc.iter().filter_map(|entry| entry.section.as_deref()).collect();
    let mut missing = HashSet::new();
    // Entries that were not found may mean one of the sections.
    if !listed.is_empty() && toc.iter().all(|entry| entry.section.is_some() || entry.label.is_none()) {
        collect(&document.plan.sections, &listed, &mut missing);
    }
    missing
}

fn collect<'a>(siblings: &'a [Section], listed: &HashSet<&str>, missing: &mut HashSet<&'a str>) {
    let is_missing = |section: &&Section| {
        section.label.is_some() && section.title.is_some() && !listed.contains(section.id.as_str())
    };
    let count = siblings.iter().filter(is_missing).count();
    if count * 2 <= siblings.len() {
        missing.extend(siblings.iter().filter(is_missing).map(|section| section.id.as_str()));
    }
    for section in siblings {
        collect(&section.sections, listed, missing);
    }
}
