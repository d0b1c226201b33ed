//! Lists of tasks in the line that a whole document has collapsed into.

use crate::scan::glued::{find_headers, scan_glued_tasks};
use crate::span::Span;

/// Finds the lists of tasks in `content`, which begins at `base`.
pub(super) fn find_task_lists(content: &str, base: u32) -> Vec<Span> {
    /// A header is tried at so many places: each may have to be read far.
    const MOST: usize = 12;
    let mut found: Vec<Span> = Vec::new();
    let (mut end, mut tried) = (0, 0);
    for at in find_headers(content) {
        if at < end {
            continue;
        }
        tried += 1;
        if tried > MOST {
            break;
        }
        if let Some(table) = scan_glued_tasks(&content[at..]) {
            end = at + table.end;
            found.push(Span::new(base + at as u32, base + end as u32));
        }
    }
    found
}

/// Lets each of `lists` be a paragraph, whatever cuts the line elsewhere.
pub(super) fn keep_whole(lists: &[Span], breaks: &mut Vec<u32>) {
    if lists.is_empty() {
        return;
    }
    let is_inside = |at: u32| {
        let next = lists.partition_point(|list| list.end <= at);
        lists.get(next).is_some_and(|list| list.start < at)
    };
    breaks.retain(|at| !is_inside(*at));
    breaks.extend(lists.iter().flat_map(|list| [list.start, list.end]));
}
