//! Lines that recur at the edges of pages: running heads and feet.

use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

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
    let mut heads: HashSet<Key<'_>> = HashSet::new();
    for _ in 0..MAX_LAYERS {
        let found = find_heads(text, lines);
        if found.is_empty() {
            break;
        }
        for at in found {
            lines[at].furniture = Some(FurnitureKind::RunningHead);
            heads.insert(Key(lines[at].span.of(text)));
        }
    }
    mark_chapter_heads(text, lines);
    // The first page has the head as well, and no page number before it.
    if let Some(first) = lines.iter_mut().find(|line| line.furniture.is_none()) {
        let content = first.span.of(text);
        if may_be_head(first) && heads.contains(&Key(content)) && !is_plan_title(content) {
            first.furniture = Some(FurnitureKind::RunningHead);
        }
    }
}

/// What makes two lines the same head: all but the digits.
#[derive(Clone, Copy)]
struct Key<'a>(&'a str);

impl Key<'_> {
    fn bytes(&self) -> impl Iterator<Item = u8> {
        self.0.bytes().filter(|byte| !byte.is_ascii_digit())
    }

    /// Its first character.
    fn first(&self) -> Option<char> {
        self.0.chars().find(|c| !c.is_ascii_digit())
    }

    /// Whether it can be the head of a page: words, and no clause.
    fn is_head(&self) -> bool {
        /// Fewer ideographs are no words.
        const MIN_HAN: usize = 2;
        let key: String = self.0.chars().filter(|c| !c.is_ascii_digit()).collect();
        key.chars().filter(|c| is_han(*c)).count() >= MIN_HAN && !is_clause_line(&key)
    }
}

impl PartialEq for Key<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes().eq(other.bytes())
    }
}

impl Eq for Key<'_> {}

impl Hash for Key<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Eight bytes at once: equal keys give equal numbers, whatever digits stand in them.
        let mut block = 0u64;
        for (at, byte) in self.bytes().enumerate() {
            block = block << 8 | u64::from(byte);
            if at % 8 == 7 {
                state.write_u64(block);
            }
        }
        state.write_u64(block);
    }
}

const fn may_be_head(line: &Line) -> bool {
    line.furniture.is_none() && line.chars <= MAX_HEAD && !line.terminated && !line.is_row
}

/// How often a key stands at the edge of a page, and how often anywhere.
#[derive(Default)]
struct Count {
    edges: usize,
    all: usize,
}

/// The lines of the next layer of heads.
fn find_heads(text: &str, lines: &[Line]) -> Vec<usize> {
    let is_margin =
        |line: &Line| matches!(line.furniture, Some(FurnitureKind::PageNumber | FurnitureKind::RunningHead));
    let mut seen: HashMap<Key<'_>, Count> = HashMap::new();
    let mut found: Vec<usize> = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| may_be_head(line)) {
        let next = lines.get(at + 1);
        let is_edge = line.page_break
            || next.is_some_and(|next| next.page_break || is_margin(next))
            || at > 0 && is_margin(&lines[at - 1]);
        if is_edge {
            seen.entry(Key(line.span.of(text))).or_default().edges += 1;
            found.push(at);
        }
    }
    seen.retain(|key, count| count.edges >= MIN_RUNNING && key.is_head());
    // What recurs in the middle of pages as well is text. The first character rules out
    // nearly every line.
    let mut firsts: Vec<char> = seen.keys().filter_map(Key::first).collect();
    firsts.sort_unstable();
    firsts.dedup();
    for line in lines.iter().filter(|line| !firsts.is_empty() && may_be_head(line)) {
        let key = Key(line.span.of(text));
        if key.first().is_some_and(|first| firsts.binary_search(&first).is_ok())
            && let Some(count) = seen.get_mut(&key)
        {
            count.all += 1;
        }
    }
    seen.retain(|_, count| count.all <= count.edges + count.edges / 2);
    found.retain(|at| seen.contains_key(&Key(lines[*at].span.of(text))));
    found
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
