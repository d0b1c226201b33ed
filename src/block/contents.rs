//! 目录: the table of contents, with and without page numbers and leaders.

use crate::layout::{Manuscript, ParagraphKind};
use crate::model::FurnitureKind;
use crate::scan::annex_label::scan_annex_label;
use crate::scan::box_heading::scan_box_heading;
use crate::scan::folded::fold_title;
use crate::scan::leaders::{has_leaders, is_leader};
use crate::scan::marker::{Marker, scan_marker};
use crate::scan::title::is_foreword;
use crate::scan::{char_count, is_longer_than, is_terminated};
use crate::span::Span;

/// An entry as spans of the manuscript.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The label: 一、 or 专栏1.
    pub label: Option<Span>,
    /// The marker that the label is.
    pub marker: Option<Marker>,
    /// The title; two pieces where the entry was cut.
    pub title: Vec<Span>,
    /// The printed page.
    pub page: Option<u32>,
    /// The whole entry.
    pub span: Span,
}

impl Entry {
    /// The title in one piece.
    #[must_use]
    pub fn title(&self, text: &str) -> String {
        self.title.iter().map(|span| span.of(text)).collect()
    }
}

/// A table of contents and the paragraphs it takes.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The entries in reading order.
    pub entries: Vec<Entry>,
    /// The paragraphs from the heading to the last entry (indices, half-open).
    pub paragraphs: (usize, usize),
}

/// An entry is not longer than this many characters.
const MAX_ENTRY: usize = 90;

/// Contents without a heading are believed from this many entries on.
const MIN_UNTITLED: usize = 4;

/// Finds the contents among `paragraphs[from..to]`. `title` is the folded title
/// of the plan, which may be repeated behind them.
#[must_use]
pub fn read_contents(manuscript: &Manuscript, from: usize, to: usize, title: &str) -> Option<Contents> {
    let paragraphs = &manuscript.paragraphs;
    let heading = (from..to)
        .find(|at| paragraphs[*at].kind == ParagraphKind::Furniture(FurnitureKind::ContentsHeading));
    let start = match heading {
        Some(heading) => heading,
        None => (from..to).find(|at| has_leaders(manuscript.str(&paragraphs[*at])))?,
    };
    let mut entries: Vec<Entry> = Vec::new();
    let mut end = start;
    'paragraphs: for at in start..to {
        let paragraph = &paragraphs[at];
        if !paragraph.is_content() {
            continue;
        }
        if let Some(last) = entries.last_mut()
            && let Some(page) = rest_of_page(last.page, manuscript.str(paragraph))
        {
            last.page = Some(page);
            last.span = last.span.cover(paragraph.span);
            end = at + 1;
            continue;
        }
        for span in split_entries(manuscript, paragraph.span) {
            let text = span.of(&manuscript.text);
            // What stands behind an entry in its paragraph is one as well.
            let is_first = span.start == paragraph.span.start;
            let entry = match read_entry(manuscript, span) {
                Some(entry) => entry,
                None if is_first => break 'paragraphs,
                None => continue,
            };
            if is_first
                && (is_behind_contents(manuscript, &entries, &entry, text, title)
                    || is_behind_pages(manuscript, &entries, &entry, at + 1, to))
            {
                break 'paragraphs;
            }
            if let Some(last) = entries.last_mut()
                && is_continuation(last, &entry, manuscript)
            {
                last.title.extend(entry.title);
                last.page = entry.page;
                last.span = last.span.cover(entry.span);
            } else {
                entries.push(entry);
            }
            end = at + 1;
        }
    }
    split_glued_pages(&mut entries, &manuscript.text);
    let paged = entries.iter().filter(|entry| entry.page.is_some()).count();
    let is_believable =
        heading.is_some() && entries.len() >= 2 || entries.len() >= MIN_UNTITLED && paged * 2 > entries.len();
    is_believable.then_some(Contents { entries, paragraphs: (start, end) })
}

/// Takes off pages that stand right behind the titles, where the leaders were lost:
/// what the titles end with are then numbers that never fall.
fn split_glued_pages(entries: &mut [Entry], text: &str) {
    /// Fewer numbers are no sequence.
    const MIN_GLUED: usize = 3;
    let glued: Vec<Option<(u32, u32)>> = entries.iter().map(|entry| glued_page(entry, text)).collect();
    let count = glued.iter().flatten().count();
    let unknown = entries.iter().filter(|entry| entry.page.is_none()).count() - count;
    let numbers =
        || entries.iter().zip(&glued).filter_map(|(entry, glued)| entry.page.or(glued.map(|found| found.0)));
    if count < MIN_GLUED || unknown * 4 > count || !numbers().is_sorted() {
        return;
    }
    for (entry, glued) in entries.iter_mut().zip(glued) {
        if let Some((page, end)) = glued
            && let Some(last) = entry.title.last_mut()
        {
            entry.page = Some(page);
            last.end = end;
        }
    }
}

/// The number that the title of an entry without a page ends with, and where the
/// title ends before it.
fn glued_page(entry: &Entry, text: &str) -> Option<(u32, u32)> {
    let span = entry.title.last().filter(|_| entry.page.is_none())?;
    let title = span.of(text);
    let before = title.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &title[before.len()..];
    let is_title = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '”' | '》' | '）'));
    let is_page = is_title && (1..=3).contains(&digits.len());
    let page = digits.parse().ok().filter(|_| is_page)?;
    Some((page, span.start + before.len() as u32))
}

/// The entries of a paragraph: extraction may have left several on one line, each
/// with its leaders and its page.
fn split_entries(manuscript: &Manuscript, span: Span) -> Vec<Span> {
    let text = span.of(&manuscript.text);
    let mut entries = Vec::new();
    let mut start = 0;
    let mut leaders = 0;
    let mut is_page = false;
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() && (leaders > 2 || is_page) {
            is_page = true;
        } else if is_page && !c.is_whitespace() && !is_leader(c) {
            entries.push(Span::new(span.start + start as u32, span.start + at as u32));
            (start, is_page) = (at, false);
        }
        leaders = if is_leader(c) { leaders + 1 } else { 0 };
    }
    entries.push(Span::new(span.start + start as u32, span.end));
    entries
}

/// The page number of an entry that stands, or whose last digits stand, on the next
/// line.
fn rest_of_page(page: Option<u32>, text: &str) -> Option<u32> {
    let is_digits = text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits && page.is_none() {
        return text.parse().ok();
    }
    let is_digits = is_digits && text.len() <= 2;
    let first = page.filter(|page| is_digits && *page < 100)?;
    format!("{first}{text}").parse().ok()
}

/// Whether `entry` is no longer part of the contents: running text, the title
/// of the plan, or the first heading, which the body repeats.
fn is_behind_contents(
    manuscript: &Manuscript,
    entries: &[Entry],
    entry: &Entry,
    text: &str,
    title: &str,
) -> bool {
    if is_longer_than(text, MAX_ENTRY) && entry.page.is_none() {
        return true;
    }
    let folded = fold_title(&entry.title(&manuscript.text));
    if folded == title && entry.page.is_none() {
        return true;
    }
    if entry.marker.is_none() && entry.page.is_none() && is_terminated(text) && !text.ends_with('）') {
        return true;
    }
    let Some(first) = entries.first() else { return false };
    // 序言 is the first entry of the contents, or none of them.
    if is_foreword(text) && entry.page.is_none() {
        return true;
    }
    if entry.page.is_some() {
        return false;
    }
    let first_folded = fold_title(&first.title(&manuscript.text));
    if !folded.is_empty() && folded == first_folded {
        return true;
    }
    // The body begins to count again, though with another title.
    let top = entries.iter().find_map(|entry| entry.marker);
    match (top, entry.marker) {
        (Some(top), Some(marker)) => {
            marker.style == top.style && marker.number <= top.number && entries.len() > 1
        }
        _ => false,
    }
}

/// Whether `entry` has neither page nor label though every entry before it has
/// its page, and the next line gives it none: 前言 as the heading of the body.
fn is_behind_pages(
    manuscript: &Manuscript,
    entries: &[Entry],
    entry: &Entry,
    next: usize,
    to: usize,
) -> bool {
    if entry.page.is_some()
        || entry.label.is_some()
        || entries.len() < 2
        || entries.iter().any(|entry| entry.page.is_none())
    {
        return false;
    }
    let next = manuscript.paragraphs[next..to].iter().find(|paragraph| paragraph.is_content());
    !next
        .and_then(|next| read_entry(manuscript, next.span))
        .is_some_and(|next| next.page.is_some() && next.label.is_none())
}

/// Whether `entry` is the second line of the entry before: it has the page
/// number that the line before lacks, and no label.
fn is_continuation(last: &Entry, entry: &Entry, manuscript: &Manuscript) -> bool {
    last.page.is_none()
        && last.marker.is_some()
        && entry.marker.is_none()
        && entry.label.is_none()
        && entry.page.is_some()
        && char_count(&last.title(&manuscript.text)) >= 12
}

/// Reads one entry: label, title, leaders, page.
fn read_entry(manuscript: &Manuscript, span: Span) -> Option<Entry> {
    let text = span.of(&manuscript.text);
    let (title_end, page) = scan_page(manuscript, span);
    let marker = scan_marker(text);
    let mut start = marker.map_or(0, |marker| marker.len);
    let mut label = marker.map(|marker| Span::new(span.start, span.start + marker.len as u32));
    if marker.is_none()
        && let Some(heading) = scan_box_heading(&text[..title_end])
    {
        let label_len = text[..heading.title_at].trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        label = Some(Span::new(span.start, span.start + label_len as u32));
        start = heading.title_at;
    }
    if label.is_none()
        && let Some(annex) = scan_annex_label(text)
        && annex.len < title_end
        && text[annex.len..title_end].starts_with(|c: char| !is_leader(c))
    {
        label = Some(Span::new(span.start, span.start + annex.label_len as u32));
        start = annex.len;
    }
    let title = text.get(start..title_end)?;
    let trimmed = title.trim_matches(|c: char| is_leader(c) || c.is_whitespace());
    if trimmed.is_empty() {
        return None;
    }
    let at = span.start + (trimmed.as_ptr() as usize - text.as_ptr() as usize) as u32;
    Some(Entry { label, marker, title: vec![Span::new(at, at + trimmed.len() as u32)], page, span })
}

/// The page number at the end of an entry, and where the title ends before it.
fn scan_page(manuscript: &Manuscript, span: Span) -> (usize, Option<u32>) {
    let text = span.of(&manuscript.text);
    let trimmed =
        text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '）' | ')' | '-' | '—' | '·'));
    let mut digits = trimmed.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        digits = trimmed.bytes().rev().take_while(|byte| matches!(byte, b'I' | b'V' | b'X')).count();
    }
    if digits == 0 || digits > 4 {
        return (text.len(), None);
    }
    let at = trimmed.len() - digits;
    let before = &trimmed[..at];
    let is_border = |c: char| is_leader(c) || c.is_whitespace() || matches!(c, '（' | '(' | '/');
    let has_leader = before.ends_with(is_border);
    let has_gap = manuscript.gaps_in(span).iter().any(|gap| {
        gap.at == span.start + at as u32 && !gap.kept || gap.at + 1 == span.start + at as u32 && gap.kept
    });
    if has_leader || has_gap {
        let title = before.trim_end_matches(is_border);
        return (title.len(), trimmed[at..].parse().ok());
    }
    (text.len(), None)
}

#[cfg(test)]
mod tests {

    #[test]
    fn pages_right_behind_the_titles() {
        let text = "甲市养老规划\n目录\n一、总体要求1\n（一）指导思想1\n（二）到2025年的“目标”3\n二、任务12\n\
             一、总体要求\n（一）指导思想\n以人为本。\n（二）到2025年的“目标”\n加强。\n二、任务\n养老。\n";
        let parsed = crate::parse(&crate::Source::from_text("plan.txt", text));
        let contents = &parsed.documents[0].plan.toc;
        let pages: Vec<_> = contents.iter().map(|entry| (entry.title.as_str(), entry.page)).collect();
        let expected = ["总体要求", "指导思想", "到2025年的“目标”", "任务"];
        assert_eq!(pages, expected.into_iter().zip([1, 1, 3, 12].map(Some)).collect::<Vec<_>>());
    }

    #[test]
    fn pages_behind_strokes_and_roman_ones() {
        let text = "甲市养老规划\nCONTENTS\n目录\n前言……I\n一、总体要求/1\n（一）目标/12\n二、任务 / 15\n\
             前言\n甲。\n一、总体要求\n（一）目标\n以人为本。\n二、任务\n养老。\n";
        let parsed = crate::parse(&crate::Source::from_text("plan.txt", text));
        let plan = &parsed.documents[0].plan;
        let pages: Vec<_> = plan.toc.iter().map(|entry| (entry.title.as_str(), entry.page)).collect();
        let expected = [("前言", None), ("总体要求", Some(1)), ("目标", Some(12)), ("任务", Some(15))];
        assert_eq!(pages, expected);
        assert!(plan.preamble.is_empty() && plan.sections.len() == 3);
    }

    #[test]
    fn a_foreword_behind_the_contents_is_the_text() {
        let text = "甲市养老规划\n目录\n一、总体要求\n二、主要任务\n附则\n前言\n养老服务是民生大事。\n一、总体要求\n\
             以人为本。\n二、主要任务\n专栏1 重点项目\n1.养老院。建设养老院。\n附则\n本规划由市民政局解释。\n";
        // Copied out of a PDF file, what is set far apart stands on two lines.
        let spaced = text.replace("目录", "目\n\n录").replace("前言", "前\n\n言");
        for text in [text, &spaced] {
            let plan = crate::parse(&crate::Source::from_text("plan.txt", text)).documents.remove(0).plan;
            let titles: Vec<_> = plan.toc.iter().map(|entry| entry.title.as_str()).collect();
            assert_eq!(titles, ["总体要求", "主要任务", "附则"]);
            let titles: Vec<_> =
                plan.sections.iter().filter_map(|section| section.title.as_deref()).collect();
            assert_eq!(titles, ["前言", "总体要求", "主要任务", "附则"]);
            assert_eq!(plan.boxes[0].items.len(), 1);
        }
    }

    #[test]
    fn pages_on_lines_of_their_own_and_entries_on_one_line() {
        let body = "一、总体要求\n（一）思想\n以人为本。\n二、任务\n养老。\n三、保障\n加强。\n";
        for contents in [
            "目录\n一、总体要求\n1\n（一）思想\n2\n二、任务\n9\n三、保障\n12\n",
            "目录\n一、总体要求………1 （一）思想………2 二、任务………9 三、保障………12\n",
            "一、总体要求………1\n（一）思想………2\n二、任务………9\n三、保障………12\n",
        ] {
            let text = format!("甲市养老规划\n{contents}{body}");
            let plan = crate::parse(&crate::Source::from_text("plan.txt", text)).documents.remove(0).plan;
            assert_eq!(plan.title, "甲市养老规划");
            let pages: Vec<_> = plan.toc.iter().map(|entry| (entry.title.as_str(), entry.page)).collect();
            let expected = [("总体要求", 1), ("思想", 2), ("任务", 9), ("保障", 12)];
            assert_eq!(pages, expected.map(|(title, page)| (title, Some(page))), "{contents}");
            assert_eq!(plan.sections.len(), 3, "{contents}");
        }
    }
}
