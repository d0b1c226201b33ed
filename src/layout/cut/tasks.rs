//! Lists of tasks in the line that a whole document has collapsed into.

use crate::scan::glued::{begins_header, scan_glued_tasks};
use crate::span::Span;

/// Finds the lists of tasks in `content`, which begins at `base`.
pub(super) fn find_task_lists(content: &str, base: u32) -> Vec<Span> {
    /// A header is tried at so many places: each may have to be read far.
    const MOST: usize = 12;
    let mut found: Vec<Span> = Vec::new();
    let mut end = 0;
    let mut tried = 0;
    for at in header_places(content) {
        if at < end || !begins_header(&content[at..]) {
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

/// Where a header may begin, in order: at 序号, or before a column of departments, behind what ends
/// the title of a list.
fn header_places(content: &str) -> Vec<usize> {
    /// Columns before that of the departments have no more characters, and no fewer.
    const BEFORE: std::ops::RangeInclusive<usize> = 2..=12;
    const UNITS: &[&str] = &["牵头单位", "责任单位", "负责单位", "牵头部门", "责任部门"];
    let find = |word: &'static str| memchr::memmem::find_iter(content.as_bytes(), word);
    let mut places: Vec<usize> = find("序号").collect();
    for units in UNITS.iter().flat_map(|word| find(word)) {
        // 责任单位：… is a clause.
        if content[units..].chars().nth(4).is_some_and(|c| matches!(c, '：' | '为' | '要')) {
            continue;
        }
        let before = content[..units].char_indices().rev().take(*BEFORE.end());
        let starts = before.map(|(at, _)| at).skip(BEFORE.start() - 1);
        let ends_title = |at: &usize| content[..*at].ends_with(['表', '单', '工', '案', '）', '。', ' ']);
        // 重点任务分工表序号…责任单位: the header begins at 序号.
        let is_first = |at: &usize| !content[*at..units].contains("序号");
        places.extend(starts.filter(|at| ends_title(at) && is_first(at)));
    }
    places.sort_unstable();
    places.dedup();
    places
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
