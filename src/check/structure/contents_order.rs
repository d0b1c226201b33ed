//! S010 contents-order: an entry of the contents that stands in another order than its section in the body.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::scan::folded::fold_title;
use std::collections::HashSet;

/// Looks for the title of each entry that was not found where it should stand.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut lost =
        context.contents_entries().filter(|entry| entry.is_numbered && entry.section.is_none()).peekable();
    if lost.peek().is_none() {
        return;
    }
    let titles: HashSet<String> = context
        .headings()
        .iter()
        .flatten()
        .filter_map(|heading| heading.section.title.as_deref())
        .map(fold_title)
        .collect();
    for entry in lost.filter(|entry| titles.contains(&fold_title(entry.title))) {
        found.push(Diagnostic::new(Code::ContentsOrder, context.place(entry.span)).with(entry.title));
    }
}
