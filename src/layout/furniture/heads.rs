//! Lines that recur at the edges of pages: running heads and feet.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::page::MIN_RUNNING;
use crate::layout::line::Line;
use crate::model::FurnitureKind;
use crate::scan::clause::is_clause_line;
use crate::scan::title::is_plan_title;
use crate::scan::{count_bytes, is_han};

/// A running head has no more characters.
const MAX_HEAD: u16 = 40;

/// How many lines of heads or feet stand above each other, those of a table that is headed
/// again on each page among them.
const MAX_LAYERS: usize = 8;

/// Lines that recur beside page numbers and page breaks, then those that recur beside
/// them.
pub(super) fn mark_running_heads(text: &str, lines: &mut [Line]) {
    let mut heads = Heads::default();
    // In a text without pages no line is compared with another.
    if (0..lines.len()).any(|at| may_be_head(&lines[at]) && is_edge(lines, at)) {
        heads = Heads::of(text, lines);
        for _ in 0..MAX_LAYERS {
            if !heads.mark_layer(text, lines) {
                break;
            }
        }
    }
    mark_chapter_heads(text, lines);
    // The first page has the head as well, and no page number before it.
    if let Some(first) = lines.iter_mut().find(|line| line.furniture.is_none()) {
        let content = first.span.of(text);
        if may_be_head(first) && heads.has(content) && !is_plan_title(content) {
            first.furniture = Some(FurnitureKind::RunningHead);
        }
    }
}

/// What makes two lines the same head: all but the digits.
fn key(line: &str) -> Cow<'_, [u8]> {
    let is_digit = |byte: u8| byte.is_ascii_digit();
    if count_bytes(line.as_bytes(), is_digit) == 0 {
        return Cow::Borrowed(line.as_bytes());
    }
    let mut key = Vec::with_capacity(line.len());
    key.extend(line.bytes().filter(|byte| !is_digit(*byte)));
    Cow::Owned(key)
}

/// Whether a line that recurs can be the head of a page: words, and no clause.
fn is_head(line: &str) -> bool {
    /// Fewer ideographs are no words.
    const MIN_HAN: usize = 2;
    let words: String = line.chars().filter(|c| !c.is_ascii_digit()).collect();
    words.chars().filter(|c| is_han(*c)).take(MIN_HAN).count() == MIN_HAN && !is_clause_line(&words)
}

const fn may_be_head(line: &Line) -> bool {
    line.furniture.is_none() && line.chars <= MAX_HEAD && !line.terminated && !line.is_row
}

/// Whether a page ends before or behind a line, or what stands in its margin does.
fn is_edge(lines: &[Line], at: usize) -> bool {
    let is_margin =
        |line: &Line| matches!(line.furniture, Some(FurnitureKind::PageNumber | FurnitureKind::RunningHead));
    let next = lines.get(at + 1);
    lines[at].page_break
        || next.is_some_and(|next| next.page_break || is_margin(next))
        || at > 0 && is_margin(&lines[at - 1])
}

/// The lines that may be heads, each known by the number of what makes it one.
#[derive(Default)]
struct Heads<'a> {
    /// Lines, by index, and their numbers.
    lines: Vec<(usize, usize)>,
    numbers: HashMap<Cow<'a, [u8]>, usize>,
    counts: Vec<Count>,
}

/// How often something stands at the edge of a page in this layer, and how often anywhere but
/// in the layers before; the first line that it is, and whether it is a head.
#[derive(Default)]
struct Count {
    edges: usize,
    all: usize,
    first: usize,
    is_head: bool,
}

impl<'a> Heads<'a> {
    fn of(text: &'a str, lines: &[Line]) -> Self {
        let mut heads = Self::default();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| may_be_head(line)) {
            let key = key(line.span.of(text));
            let next = heads.counts.len();
            let number = *heads.numbers.entry(key).or_insert(next);
            if number == next {
                heads.counts.push(Count { first: at, ..Count::default() });
            }
            heads.counts[number].all += 1;
            heads.lines.push((at, number));
        }
        heads
    }

    /// Marks the next layer of heads; returns whether there is one.
    fn mark_layer(&mut self, text: &str, lines: &mut [Line]) -> bool {
        let is_open = |at: &usize| lines[*at].furniture.is_none() && is_edge(lines, *at);
        let edges: Vec<(usize, usize)> = self.lines.iter().copied().filter(|(at, _)| is_open(at)).collect();
        for (_, number) in &edges {
            self.counts[*number].edges += 1;
        }
        // What recurs in the middle of pages as well is text.
        let recurs = |Count { edges, all, .. }: &Count| *edges >= MIN_RUNNING && *all <= edges + edges / 2;
        let is_head = |count: &Count| recurs(count) && is_head(lines[count.first].span.of(text));
        let found: Vec<(usize, usize)> =
            edges.iter().copied().filter(|(_, number)| is_head(&self.counts[*number])).collect();
        for (_, number) in edges {
            self.counts[number].edges = 0;
        }
        for (at, number) in &found {
            lines[*at].furniture = Some(FurnitureKind::RunningHead);
            self.counts[*number].all -= 1;
            self.counts[*number].is_head = true;
        }
        !found.is_empty()
    }

    /// Whether a line that reads like `line` is a head.
    fn has(&self, line: &str) -> bool {
        self.numbers.get(&key(line)).is_some_and(|number| self.counts[*number].is_head)
    }
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
