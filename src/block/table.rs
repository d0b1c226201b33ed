//! Tables: cells separated by tabs, pipes or wide gaps.

use super::grid::{Budget, Way};
use crate::layout::line::is_cell_gap;
use crate::layout::{Manuscript, Paragraph, ParagraphKind};
use crate::normalize::{Gap, GapKind};
use crate::scan::column::Kind;
use crate::scan::is_longer_than;
use crate::scan::note::is_note;
use crate::scan::table_line::{is_drawn_line, is_pipe_row, is_pipe_rule};
use crate::span::Span;

/// A table as spans of the manuscript; an empty cell is an empty span.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// The rows, each as wide as the widest.
    pub rows: Vec<Vec<Span>>,
    /// Further lines of cells, from above: row, column and piece.
    pub wrapped: Vec<(usize, usize, Span)>,
    /// The header, printed again on a further page.
    pub repeated: Vec<Span>,
    /// Whether it is guessed what stands in which cell, and so which cells there are.
    pub is_guessed: bool,
    /// Whether nothing parted its cells: what a row lacks is unknown, and not that of the row above.
    pub is_parted: bool,
    /// What the columns hold, where that is known.
    pub kinds: Vec<Kind>,
}

/// The pieces of a paragraph between its gaps; `is_separator` picks the gaps.
pub fn split_cells(manuscript: &Manuscript, span: Span, is_separator: impl Fn(&Gap) -> bool) -> Vec<Span> {
    let mut cells = Vec::new();
    let mut start = span.start;
    for gap in manuscript.gaps_in(span).iter().filter(|gap| is_separator(gap)) {
        if gap.at < start {
            continue;
        }
        cells.push(Span::new(start, gap.at));
        start = gap.at + u32::from(gap.kept);
    }
    cells.push(Span::new(start, span.end));
    cells
}

/// The cells of a row. Two tabs in a row leave an empty cell between them.
#[must_use]
pub fn row_cells(manuscript: &Manuscript, paragraph: &Paragraph) -> Vec<Span> {
    let text = manuscript.str(paragraph);
    if is_pipe_row(text) {
        return pipe_cells(paragraph.span, text, &manuscript.pipes);
    }
    let mut cells = Vec::new();
    if paragraph.tab_indent && paragraph.kind == ParagraphKind::Row {
        for _ in 0..paragraph.indent {
            cells.push(Span::new(paragraph.span.start, paragraph.span.start));
        }
    }
    let mut start = paragraph.span.start;
    let gaps = manuscript.gaps_in(paragraph.span);
    // A row without wide gaps has its cells two columns apart.
    let is_narrow = paragraph.kind == ParagraphKind::Row && !gaps.iter().any(is_cell_gap);
    for gap in gaps.iter().filter(|gap| is_cell_gap(gap) || is_narrow && gap.columns >= 2) {
        cells.push(Span::new(start, gap.at));
        start = gap.at + u32::from(gap.kept);
        if gap.kind == GapKind::Tab {
            for _ in 1..gap.columns.min(64) {
                cells.push(Span::new(gap.at, gap.at));
            }
        }
    }
    cells.push(Span::new(start, paragraph.span.end));
    cells
}

/// The cells of a row between its pipes; those of `escaped` are content.
fn pipe_cells(span: Span, text: &str, escaped: &[u32]) -> Vec<Span> {
    let mut cells = Vec::new();
    let mut start = usize::from(text.starts_with('|'));
    let pipes = memchr::memchr_iter(b'|', text.as_bytes()).skip(start);
    let is_border = |at: &usize| escaped.binary_search(&(span.start + *at as u32)).is_err();
    let is_closed = text.ends_with('|') && is_border(&(text.len() - 1));
    for end in pipes.filter(is_border).chain((!is_closed).then_some(text.len())) {
        let cell = &text[start.min(end)..end];
        let lead = start + cell.len() - cell.trim_start().len();
        cells.push(Span::new(span.start + lead as u32, span.start + (lead + cell.trim().len()) as u32));
        start = end + 1;
    }
    cells
}

/// Whether a paragraph belongs to a table by its shape alone.
#[must_use]
pub fn is_table_row(manuscript: &Manuscript, paragraph: &Paragraph) -> bool {
    paragraph.kind == ParagraphKind::Row || is_pipe_row(manuscript.str(paragraph))
}

/// How many cells a table has, and how many of them hold something.
#[derive(Default)]
pub struct Filled {
    width: usize,
    rows: usize,
    printed: usize,
}

impl Filled {
    /// Adds a row. Short rows are filled up to the width of the widest: no table has so
    /// many cells that it is mostly empty, and large.
    pub fn add(&mut self, row: &[Span]) -> bool {
        /// What any table may have, and how many more for each two that hold something.
        const FREE: usize = 65_536;
        const EACH: usize = 3;
        let width = row.len().max(self.width);
        let printed = self.printed + row.iter().filter(|cell| !cell.is_empty()).count();
        if width * (self.rows + 1) > EACH * printed / 2 + FREE {
            return false;
        }
        *self = Self { width, rows: self.rows + 1, printed };
        true
    }
}

/// Reads the rows from `from` on as a table; returns it with the index behind
/// its last row. One row alone is no table.
#[must_use]
pub fn read_grid(
    manuscript: &Manuscript,
    from: usize,
    to: usize,
    budget: &mut Budget,
) -> Option<(Grid, usize)> {
    let paragraphs = &manuscript.paragraphs;
    if budget.is_single(from, Way::Bare) {
        return None;
    }
    let to = budget.reach(from, to);
    let mut rows: Vec<Vec<Span>> = Vec::new();
    let mut end = from;
    let table = paragraphs[from].hint.table;
    // What a frame holds that is no table stays text.
    if is_drawn_line(manuscript.str(&paragraphs[from])) {
        return None;
    }
    // Cells over all columns: which row, and the cell.
    let mut full: Vec<(usize, Span)> = Vec::new();
    let mut filled = Filled::default();
    for at in from..to {
        let paragraph = &paragraphs[at];
        if !paragraph.is_content() {
            continue;
        }
        if paragraph.hint.table != table {
            break;
        }
        if !is_table_row(manuscript, paragraph) {
            let is_group = table == 0 && heads_rows(manuscript, &rows, at, to);
            if table == 0 && !is_group || is_note(manuscript.str(paragraph)) {
                break;
            }
            if !filled.add(&[paragraph.span]) {
                break;
            }
            full.push((rows.len(), paragraph.span));
            rows.push(Vec::new());
            end = at + 1;
            continue;
        }
        if !is_pipe_rule(manuscript.str(paragraph)) {
            let row = row_cells(manuscript, paragraph);
            if !filled.add(&row) {
                break;
            }
            rows.push(row);
        }
        end = at + 1;
    }
    let width = filled.width;
    if width < 2 || rows.len() < 2 {
        if width < 2 {
            budget.found_single(end, Way::Bare);
        }
        let read = end.checked_sub(1).map_or(0, |last| paragraphs[last].span.end);
        budget.spend_cells(
            rows.iter().map(Vec::len).sum::<usize>() + rows.len(),
            read.saturating_sub(paragraphs[from].span.start),
        );
        return None;
    }
    for (row, cell) in full {
        rows[row] = vec![cell; width];
    }
    for row in &mut rows {
        let end = row.last().map_or(0, |cell| cell.end);
        row.resize(width, Span::new(end, end));
    }
    Some((Grid { rows, ..Grid::default() }, end))
}

impl Grid {
    /// The pieces of a cell, from above.
    #[must_use]
    pub fn pieces(&self, row: usize, column: usize) -> Vec<Span> {
        let first = self.rows[row].get(column).copied().filter(|cell| !cell.is_empty());
        let from = self.wrapped.partition_point(|(at, ..)| *at < row);
        let more = self.wrapped[from..].iter().take_while(|(at, ..)| *at == row);
        first.into_iter().chain(more.filter(|(_, at, _)| *at == column).map(|(.., span)| *span)).collect()
    }

    /// Everything from the first cell to the last.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        let cells = self.rows.iter().flatten().filter(|cell| !cell.is_empty());
        cells.chain(self.wrapped.iter().map(|(.., span)| span)).copied().reduce(Span::cover)
    }
}

/// Whether the paragraph at `at` names the rows below it: 一、生态修复, between rows
/// that are counted.
fn heads_rows(manuscript: &Manuscript, rows: &[Vec<Span>], at: usize, to: usize) -> bool {
    /// The name of a group is not longer than this.
    const MAX_GROUP: usize = 24;
    let text = manuscript.str(&manuscript.paragraphs[at]);
    let first = |row: &[Span]| row.first().map_or("", |cell| cell.of(&manuscript.text));
    let is_counted = rows.first().is_some_and(|header| matches!(first(header), "序号" | "编号"));
    is_counted
        && !is_longer_than(text, MAX_GROUP)
        && !text.contains(['。', '：'])
        && manuscript.paragraphs[at + 1..to].iter().find(|next| next.is_content()).is_some_and(|next| {
            is_table_row(manuscript, next)
                && first(&row_cells(manuscript, next)).trim_end_matches('.').parse::<u32>().is_ok()
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::layout;
    use crate::normalize::normalize;

    #[test]
    fn an_escaped_pipe_is_content() {
        let cells =
            |text: &str, escaped: &[u32]| pipe_cells(Span::new(0, text.len() as u32), text, escaped).len();
        assert_eq!(cells("|a|b|", &[]), 2);
        assert_eq!(cells("|a|b|", &[2]), 1);
        assert_eq!(cells("|a|b|", &[4]), 2);
        assert_eq!(cells("a|b", &[]), 2);
        assert_eq!(cells("||", &[]), 1);
        let text =
            "甲县规划\n一、任务\n| 任务 | 单位 |\n|---|---|\n| 建设A\\|B类 | 县民政局 |\n二、保障\n加强。\n";
        let document = crate::parse(&crate::Source::from_text("t.md", text)).documents.remove(0);
        let shown = format!("{:?}", document.plan.sections[0].content);
        assert!(shown.contains(r#"["建设A|B类", "县民政局"]"#), "{shown}");
    }

    #[test]
    fn pipes_without_an_outer_one() {
        assert!(is_pipe_row("| 甲 | 乙 |") && is_pipe_row("甲 | 乙 |") && is_pipe_row("甲 | 乙 | 丙"));
        assert!(!is_pipe_row("甲 | 乙") && !is_pipe_row("以“甲|乙|丙”为主线。"));
        assert!(is_pipe_row("甲 | 1 | 建设甲。管好乙。 | 县水利局"));
        let text = "甲县水利规划\n一、目标\n主要指标如下。\n\
                    类别 | 序号 | 指标名称 | 2020年 | 2025年 | 属性 |\n\
                    水质 | 1 | 达标率（%） | 80 | 95%以上 | 约束性 |\n\
                    2 | 监测断面（个） | - | 12 | 预期性 |\n二、任务\n加强保护。\n";
        let parsed = crate::parse(&crate::Source::from_text("plan.txt", text));
        let plan = &parsed.documents[0].plan;
        let found: Vec<_> = plan
            .indicators
            .iter()
            .map(|row| (row.category.as_deref(), row.name.as_str(), row.values[1].text.as_str()))
            .collect();
        assert_eq!(found, [(Some("水质"), "达标率", "95%以上"), (Some("水质"), "监测断面", "12")]);
        assert_eq!(plan.sections.len(), 2);
    }

    #[test]
    fn a_table_is_not_filled_without_end() {
        let source = format!("甲\t乙\n{}{}", "丙\t丁\t戊\n".repeat(100), "己\t".repeat(3000) + "庚\n");
        let manuscript = layout(&normalize(&source), &source);
        let (grid, end) =
            read_grid(&manuscript, 0, manuscript.paragraphs.len(), &mut Budget::new(0)).unwrap();
        assert_eq!((grid.rows.len(), grid.rows[0].len(), end), (101, 3, 101));
    }

    #[test]
    fn names_of_groups_between_rows() {
        let source = "序号\t任务\t单位\n一、生态修复\n1\t造林\t林业局\n二、产业\n2\t油茶\t农业局\n三、其他\n";
        let manuscript = layout(&normalize(source), source);
        let (grid, end) =
            read_grid(&manuscript, 0, manuscript.paragraphs.len(), &mut Budget::new(0)).unwrap();
        assert_eq!((grid.rows.len(), end), (5, 5));
        assert_eq!(grid.rows[1][2].of(&manuscript.text), "一、生态修复");
    }
}
