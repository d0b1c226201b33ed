//! Boxes that Markdown draws as tables of a single column, boxes whose heading is the
//! first row of their table, and contents that a converter took for a table.

use super::furniture::{Cut, Furniture, line_break_len};
use super::line::Line;
use crate::model::FurnitureKind;
use crate::scan::box_heading::scan_box_heading;
use crate::scan::leaders::has_leaders;
use crate::scan::table_line::is_pipe_rule;
use crate::span::Span;

/// Takes the marks off such lines; returns where the lines of a cell are to be cut.
pub(super) fn open_boxes(text: &str, lines: &mut [Line], furniture: &mut Furniture) -> Vec<u32> {
    let mut breaks = Vec::new();
    let cuts = furniture.cuts.len();
    let mut starts = Vec::new();
    let mut frame = lines.iter().map(|line| line.facts.frame).max().unwrap_or(0);
    let is_pipe =
        |line: &Line| line.first == '|' && line.furniture.is_none() && line.span.of(text).ends_with('|');
    let mut at = 0;
    while at < lines.len() {
        let len = lines[at..].iter().take_while(|line| is_pipe(line)).count();
        let table = &mut lines[at..at + len];
        let content = |line: &Line| lone_cell(line.span.of(text));
        let is_rule = |line: &Line| is_pipe_rule(line.span.of(text));
        let has_columns =
            table.iter().any(|line| line.span.of(text).matches('|').count() > 2 && !is_rule(line));
        if is_contents(text, table) {
            for (offset, line) in table.iter_mut().enumerate() {
                if is_rule(line) {
                    line.furniture = Some(FurnitureKind::Markup);
                } else {
                    cut_pipes(text, line, furniture);
                    starts.push((at + offset) as u32);
                }
            }
        } else if len > 1 && !has_columns {
            frame += 1;
            for (offset, line) in table.iter_mut().enumerate() {
                line.facts.frame = frame;
                if is_rule(line) {
                    line.furniture = Some(FurnitureKind::Markup);
                } else {
                    cut_pipes(text, line, furniture);
                    let behind = behind_breaks(text, line.span);
                    cut_heading_marks(text, line, &behind, furniture);
                    breaks.extend(behind);
                    starts.push((at + offset) as u32);
                }
            }
        } else if has_columns
            && let Some(first) = table.first()
            && content(first)
                .is_some_and(|content| scan_box_heading(content.trim_start_matches('*')).is_some())
        {
            cut_pipes(text, first, furniture);
            starts.push(at as u32);
            if let Some(rule) = table.get_mut(1).filter(|line| is_rule(line)) {
                rule.furniture = Some(FurnitureKind::Markup);
            }
        }
        at += len.max(1);
    }
    if furniture.cuts.len() > cuts {
        furniture.cuts.sort_by_key(|cut| (cut.span.start, cut.span.end));
        furniture.begin_paragraphs(starts);
    }
    breaks
}

/// Sets the cells of a table apart that a bar ends, each on a line of its own: `甲 |`, or `甲` and, on
/// the next line, `|`. A further bar ends a row, or an empty cell; nothing says which, and such
/// lines are no content.
pub(super) fn open_cells(text: &str, lines: &mut [Line], furniture: &mut Furniture) {
    /// Fewer cells are no table, and a cell goes on over no more lines.
    const LEAST: usize = 8;
    const LINES: usize = 4;
    // Whether a line ends a cell, and whether it holds some of it.
    let end_of = |line: &Line| {
        let own = line.span.of(text);
        let cell = own.trim_end_matches(['|', ' ']);
        let is_end = line.furniture.is_none() && own.ends_with('|') && !cell.contains('|');
        is_end.then_some(!cell.is_empty())
    };
    let ends: Vec<(usize, bool)> =
        lines.iter().enumerate().filter_map(|(at, line)| Some((at, end_of(line)?))).collect();
    let mut starts = Vec::new();
    for table in ends.chunk_by(|(before, _), (next, _)| next - before <= LINES) {
        let is_cell = |pair: &&[(usize, bool)]| pair[1].1 || pair[1].0 - pair[0].0 > 1;
        if table.windows(2).filter(is_cell).count() + 1 < LEAST {
            continue;
        }
        let (first, has_cell) = table[0];
        let mut ends = table.iter().peekable();
        let mut begins = true;
        // The first cell may stand above its bar.
        for at in first.saturating_sub(usize::from(!has_cell))..=table[table.len() - 1].0 {
            let end = ends.next_if(|(end, _)| *end == at);
            if end.is_some_and(|(_, has_cell)| !has_cell) {
                lines[at].furniture = Some(FurnitureKind::Markup);
            } else if begins {
                starts.push(at as u32);
            }
            begins = end.is_some();
        }
    }
    if !starts.is_empty() {
        furniture.begin_paragraphs(starts);
    }
}

/// Whether most rows end with leaders and a page.
fn is_contents(text: &str, table: &[Line]) -> bool {
    /// No contents have fewer entries.
    const LEAST: usize = 3;
    let rows = table.iter().map(|line| line.span.of(text)).filter(|row| !is_pipe_rule(row));
    let (entries, all) = rows.fold((0, 0), |(entries, all), row| {
        let entry: String = row.split('|').map(str::trim).collect();
        (entries + usize::from(has_leaders(&entry)), all + 1)
    });
    entries >= LEAST && entries * 4 > all * 3
}

/// What stands in the only cell of a row that is not empty.
fn lone_cell(row: &str) -> Option<&str> {
    let mut cells = row.split('|').map(str::trim).filter(|cell| !cell.is_empty());
    cells.next().filter(|_| cells.next().is_none())
}

fn cut_pipes(text: &str, line: &Line, furniture: &mut Furniture) {
    for at in memchr::memchr_iter(b'|', line.span.of(text).as_bytes()) {
        let start = line.span.start + at as u32;
        furniture.cuts.push(Cut { span: Span::new(start, start + 1), kind: FurnitureKind::Markup });
    }
}

/// Takes off the marks of headings at the beginning of a cell and of each of its lines:
/// `| ###### 专栏1 重点项目 |`.
fn cut_heading_marks(text: &str, line: &Line, behind: &[u32], furniture: &mut Furniture) {
    const MOST: usize = 6;
    let begin = line.span.of(text).find(|c: char| c != '|' && !c.is_whitespace());
    let starts = begin.map(|at| line.span.start + at as u32).into_iter().chain(behind.iter().copied());
    for start in starts {
        let rest = &text[start as usize..line.span.end as usize];
        let start = start + (rest.len() - rest.trim_start().len()) as u32;
        let count = text[start as usize..].bytes().take(MOST + 1).take_while(|byte| *byte == b'#').count();
        if (1..=MOST).contains(&count) {
            let span = Span::new(start, start + count as u32);
            furniture.cuts.push(Cut { span, kind: FurnitureKind::Markup });
        }
    }
}

/// Where the line goes on behind each `<br>`.
fn behind_breaks(text: &str, span: Span) -> Vec<u32> {
    let line = span.of(text);
    memchr::memmem::find_iter(line.as_bytes(), b"<br")
        .filter_map(|at| Some(span.start + (at + line_break_len(&line[at..])?) as u32))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::{Source, parse};

    #[test]
    fn a_table_of_one_column_is_a_box() {
        let text = "甲县养老规划\n\n一、总体要求\n\n以人为本。\n\n二、任务\n\n（一）保障\n\n加强保障。\n\n| 专栏1 重点项目 |\n|---|\n\
            | **1. 救助。** 应保尽保。<br>2. 托养。建设机构。<br>3. 康复。应救尽救。 |\n\n（二）就业\n\n促进就业。\n";
        let plan = parse(&Source::from_text("plan.md", text)).documents.remove(0).plan;
        assert_eq!(plan.boxes.len(), 1);
        assert_eq!((plan.boxes[0].number, plan.boxes[0].title.as_str()), (Some(1), "重点项目"));
        let items = &plan.boxes[0].items;
        let items: Vec<_> = items.iter().map(|item| (item.title.as_deref(), item.text.as_deref())).collect();
        let expected = [("救助", "应保尽保。"), ("托养", "建设机构。"), ("康复", "应救尽救。")];
        assert_eq!(items, expected.map(|(title, text)| (Some(title), Some(text))));
        assert_eq!(plan.sections[1].sections.len(), 2);
    }

    #[test]
    fn cells_of_a_box_may_be_headings() {
        let text = "甲县养老规划\n\n一、任务\n\n加强保障。\n\n| ###### 专栏1 重点项目 |\n| --- |\n\
            | ###### ——救助：应保尽保。<br>###### ——托养：建设机构。 |\n\n二、实施\n\n落实责任。\n";
        let plan = parse(&Source::from_text("plan.md", text)).documents.remove(0).plan;
        assert_eq!((plan.boxes.len(), plan.boxes[0].title.as_str()), (1, "重点项目"));
        assert!(!format!("{:?}", plan.boxes).contains('#'), "{:?}", plan.boxes);
        assert_eq!(plan.sections.len(), 2);
    }

    #[test]
    fn contents_that_a_converter_took_for_a_table() {
        let text = "甲市养老规划\n\n||目<br>录|\n|---|---|\n|前<br>言...|......................1|\n|第一章|总体要求..........2|\n\
            |一、|指导思想..........2|\n|第二章|主要任务..........5|\n\n## 前 言\n\n养老事关民生。\n\n## 第一章 总体要求\n\n\
            ### 一、指导思想\n\n以人为本。\n\n## 第二章 主要任务\n\n建设机构。\n";
        let plan = parse(&Source::from_text("plan.md", text)).documents.remove(0).plan;
        let toc: Vec<_> =
            plan.toc.iter().map(|entry| (entry.label.as_deref(), entry.title.as_str(), entry.page)).collect();
        assert_eq!(
            toc,
            [
                (None, "前言", Some(1)),
                (Some("第一章"), "总体要求", Some(2)),
                (Some("一、"), "指导思想", Some(2)),
                (Some("第二章"), "主要任务", Some(5)),
            ]
        );
        assert_eq!(plan.sections.len(), 3);
    }

    #[test]
    fn the_heading_of_a_box_may_be_the_first_row() {
        let text = "甲县养老规划\n\n一、目标\n\n如下：\n\n| 专栏1　主要指标 | | | |\n|:--|:-:|:-:|:-:|\n\
            | 指标 | 2020年 | 2025年 | 属性 |\n| 1\\. 床位（张） | 100 | 200 | 预期性 |\n| 2\\. 覆盖率（%） | 90 | 95 | 约束性 |\n\n二、任务\n\n养老。\n";
        let plan = parse(&Source::from_text("plan.md", text)).documents.remove(0).plan;
        assert_eq!(plan.boxes.len(), 1);
        assert_eq!(plan.boxes[0].title, "主要指标");
        let names: Vec<_> = plan.indicators.iter().map(|found| (found.number, found.name.as_str())).collect();
        assert_eq!(names, [(Some(1), "床位"), (Some(2), "覆盖率")]);
    }
}
