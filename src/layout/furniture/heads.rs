//! Lines that recur at the edges of pages: running heads and feet.

use std::collections::{HashMap, HashSet};

use super::page::MIN_RUNNING;
use crate::layout::line::Line;
use crate::model::FurnitureKind;
use crate::scan::clause::is_clause_line;
use crate::scan::is_han;
use crate::scan::title::is_plan_title;

/// A running head has no more characters.
const MAX_HEAD: u16 = 40;

/// How many lines of heads or feet stand above each other, those of a table that is headed
/// again on each page among them.
const MAX_LAYERS: usize = 8;

/// Lines that recur beside page numbers and page breaks, then those that recur beside
/// them.
pub(super) fn mark_running_heads(text: &str, lines: &mut [Line]) {
    let mut heads: HashSet<String> = HashSet::new();
    for _ in 0..MAX_LAYERS {
        let found = find_heads(text, lines);
        if found.is_empty() {
            break;
        }
        for (key, places) in found {
            for at in places {
                lines[at].furniture = Some(FurnitureKind::RunningHead);
            }
            heads.insert(key);
        }
    }
    mark_chapter_heads(text, lines);
    // The first page has the head as well, and no page number before it.
    if let Some(first) = lines.iter_mut().find(|line| line.furniture.is_none()) {
        let content = first.span.of(text);
        if may_be_head(first) && heads.contains(&key(content)) && !is_plan_title(content) {
            first.furniture = Some(FurnitureKind::RunningHead);
        }
    }
}

/// What makes two lines the same head: all but the digits.
fn key(line: &str) -> String {
    line.chars().filter(|c| !c.is_ascii_digit()).collect()
}

const fn may_be_head(line: &Line) -> bool {
    line.furniture.is_none() && line.chars <= MAX_HEAD && !line.terminated && !line.is_row
}

fn find_heads(text: &str, lines: &[Line]) -> Vec<(String, Vec<usize>)> {
    let is_margin =
        |line: &Line| matches!(line.furniture, Some(FurnitureKind::PageNumber | FurnitureKind::RunningHead));
    let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| may_be_head(line)) {
        let next = lines.get(at + 1);
        let is_edge = line.page_break
            || next.is_some_and(|next| next.page_break || is_margin(next))
            || at > 0 && is_margin(&lines[at - 1]);
        if is_edge {
            let key = key(line.span.of(text));
            if key.chars().filter(|c| is_han(*c)).count() >= 2 {
                seen.entry(key).or_default().push(at);
            }
        }
    }
    seen.retain(|key, found| found.len() >= MIN_RUNNING && !is_clause_line(key));
    if seen.is_empty() {
        return Vec::new();
    }
    // What recurs in the middle of pages as well is text.
    let mut elsewhere: HashMap<&str, usize> = HashMap::new();
    for line in lines.iter().filter(|line| may_be_head(line)) {
        if let Some((key, _)) = seen.get_key_value(&key(line.span.of(text))) {
            *elsewhere.entry(key).or_default() += 1;
        }
    }
    let is_text = |key: &str, edges: usize| elsewhere.get(key).is_some_and(|all| *all > edges + edges / 2);
    let texts: HashSet<String> =
        seen.iter().filter(|(key, found)| is_text(key, found.len())).map(|(key, _)| key.clone()).collect();
    seen.into_iter().filter(|(key, _)| !texts.contains(key)).collect()
}

/// Heads that name the chapter at hand: behind most page numbers stands a heading that
/// the text has had before.
fn mark_chapter_heads(text: &str, lines: &mut [Line]) {
    let mut headings: HashSet<&str> = HashSet::new();
    let mut repeated = Vec::new();
    let mut pages = 0;
    let has_contents = lines.iter().any(|line| line.furniture == Some(FurnitureKind::ContentsHeading));
    if has_contents {
        return;
    }
    for at in 0..lines.len() {
        let line = &lines[at];
        let is_behind_page =
            at > 0 && lines[at - 1].furniture == Some(FurnitureKind::PageNumber) || line.page_break;
        pages += usize::from(is_behind_page);
        if line.marker.is_none() || !may_be_head(line) {
            continue;
        }
        if !headings.insert(line.span.of(text)) && is_behind_page {
            repeated.push(at);
        }
    }
    if repeated.len() >= MIN_RUNNING && repeated.len() * 2 >= pages {
        for at in repeated {
            lines[at].furniture = Some(FurnitureKind::RunningHead);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Source, parse};

    fn sections(text: &str) -> Vec<(String, usize)> {
        let plan = parse(&Source::from_text("t.txt", text)).documents.remove(0).plan;
        plan.sections
            .iter()
            .map(|section| (section.title.clone().unwrap_or_default(), section.content.len()))
            .collect()
    }

    #[test]
    fn a_head_that_is_the_title_of_the_chapter() {
        let page = |chapter: &str, number: u32| {
            format!(
                "　　加强水网建设，完善供水设施和灌溉设施，提高防洪能\n— {number} —\n{chapter}\n力，保障供水安全。\n"
            )
        };
        let text = format!(
            "甲市水利规划\n第一章 基础\n{}第二章 目标\n{}第三章 任务\n{}",
            page("第一章 基础", 1),
            page("第二章 目标", 2),
            page("第三章 任务", 3)
        );
        let expected = ["基础", "目标", "任务"].map(|title| (title.to_owned(), 1));
        assert_eq!(sections(&text), expected);
    }
}
