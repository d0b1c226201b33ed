//! Tables drawn with characters: `┌─┬─┐ │ ├─┼─┤ └─┴─┘`, or `+---+` and `|`.
//!
//! The marks between the cells say which column each piece belongs to, the rules
//! which lines make up a row, and where a cell has no rule it is merged with the
//! one above it. Programs draw a line one column wide or two, and a cell that is
//! too full pushes the marks behind it to the right: a line that has all marks is
//! read by their order, only a line with fewer by where they stand.

use crate::layout::{Manuscript, Paragraph};
use crate::scan::table_line::{is_dash, is_drawn_line, is_frame, is_rule};
use crate::span::Span;

/// A drawn table, merged cells filled.
#[derive(Clone, Debug, Default)]
pub struct DrawnTable {
    /// For each row and column the pieces, from above.
    pub rows: Vec<Vec<Vec<Span>>>,
    /// How many rows make up the header.
    pub header: usize,
    /// The paragraph behind the table.
    pub end: usize,
}

/// No table has more columns.
const MAX_COLUMNS: usize = 24;

/// Merged cells are copied to each row and column they stand beside. No table copies
/// so many times what is printed in it, and so many bytes more.
const MAX_COPIES: usize = 16;
const FREE_BYTES: usize = 4096;

/// A mark stands no further from where the other lines have it.
const NEAR: u32 = 2;

/// Whether a line may stand inside a table whose first line is drawn.
fn is_inside(text: &str, is_ascii: bool) -> bool {
    is_drawn_line(text) || is_ascii && text.starts_with('|')
}

/// A line: where its marks stand, and what is between two of them.
struct Line {
    marks: Vec<u32>,
    parts: Vec<Part>,
}

/// What stands between two marks.
#[derive(Clone, Copy)]
enum Part {
    /// A rule below one cell and above the next.
    Rule,
    /// A piece of a cell, perhaps empty.
    Text(Span),
}

impl Line {
    fn has_rule(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Rule))
    }

    fn has_text(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Text(span) if !span.is_empty()))
    }
}

/// Reads the table whose first line is paragraph `from`.
#[must_use]
pub fn read_drawn(manuscript: &Manuscript, from: usize, to: usize) -> Option<DrawnTable> {
    let text = |at: usize| manuscript.str(&manuscript.paragraphs[at]);
    if !is_drawn_line(text(from)) {
        return None;
    }
    let is_ascii = text(from).starts_with('+');
    // What is drawn and is no table is not read again from each of its lines.
    let before = (0..from).rev().find(|at| manuscript.paragraphs[*at].is_content());
    if before.is_some_and(|before| is_inside(text(before), is_ascii) && !closes(text(before))) {
        return None;
    }
    let mut end = from;
    let mut members = Vec::new();
    for at in from..to {
        let paragraph = &manuscript.paragraphs[at];
        if !paragraph.is_content() {
            continue;
        }
        if !is_inside(text(at), is_ascii) || paragraph.lines > 1 {
            break;
        }
        members.push(at);
        end = at + 1;
        if closes(text(at)) {
            break;
        }
    }
    let read = |wide: u32| {
        let lines = members.iter().map(|at| read_line(manuscript, *at, is_ascii, wide));
        let lines = lines.collect::<Option<Vec<Line>>>()?;
        let (bounds, off) = measure(&lines)?;
        Some((lines, bounds, off))
    };
    let (lines, bounds, _) = [1, 2].into_iter().filter_map(read).min_by_key(|(_, _, off)| *off)?;
    let table = put_together(&lines, &bounds)?;
    Some(DrawnTable { end, ..table })
}

/// Whether a line is the last of a frame.
fn closes(text: &str) -> bool {
    text.starts_with(['└', '┗', '╚', '╰'])
}

/// Cuts a line at its marks; a character of the frame is `wide` columns wide. None
/// where words stand behind the last mark, in no cell.
fn read_line(manuscript: &Manuscript, at: usize, is_ascii: bool, wide: u32) -> Option<Line> {
    let paragraph: &Paragraph = &manuscript.paragraphs[at];
    let text = manuscript.str(paragraph);
    let mut gaps = manuscript.gaps_in(paragraph.span).iter().peekable();
    let mut line = Line { marks: Vec::new(), parts: Vec::new() };
    let mut column = u32::from(paragraph.indent);
    let mut start = 0;
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let mut is_kept = false;
        while let Some(gap) = gaps.next_if(|gap| gap.at <= paragraph.span.start + offset as u32) {
            column += u32::from(gap.columns);
            is_kept |= gap.kept;
        }
        let next = chars.peek().map(|(_, next)| *next);
        let is_corner =
            || [before, next].into_iter().flatten().any(|c| matches!(c, '-' | '=' | ':' | '：' | '—'));
        let is_mark = if is_ascii { c == '|' || c == '+' && is_corner() } else { is_frame(c) && !is_dash(c) };
        if is_mark {
            if !line.marks.is_empty() {
                line.parts.push(part(text, start, offset, paragraph.span.start));
            }
            line.marks.push(column);
            start = offset + c.len_utf8();
        }
        before = Some(c);
        let width = match c {
            _ if is_kept && c == ' ' => 0,
            _ if c.is_ascii() || is_ascii && c == '：' => 1,
            '—' if !is_ascii => wide,
            _ if is_frame(c) => wide,
            _ => 2,
        };
        column += width;
    }
    text[start..].trim().trim_matches(is_rule).is_empty().then_some(line)
}

/// What stands from `start` to `end`: a rule goes out from the mark before it.
fn part(text: &str, start: usize, end: usize, base: u32) -> Part {
    let piece = &text[start..end];
    let trimmed = piece.trim();
    let is_upright = text[..start].ends_with(['│', '┃', '║', '|', '┤', '┐', '┘']);
    if !is_upright && !trimmed.is_empty() && trimmed.chars().all(is_rule) {
        return Part::Rule;
    }
    let from = base + (start + piece.len() - piece.trim_start().len()) as u32;
    Part::Text(Span::new(from, from + trimmed.len() as u32))
}

/// Where the marks between all columns stand, and how far the lines are off.
fn measure(lines: &[Line]) -> Option<(Vec<u32>, u64)> {
    let count = lines.iter().map(|line| line.marks.len()).max()?;
    if !(3..=MAX_COLUMNS + 1).contains(&count) {
        return None;
    }
    let full = || lines.iter().filter(|line| line.marks.len() == count);
    let bounds = full().find(|line| line.has_rule()).or_else(|| full().next())?.marks.clone();
    let off = lines
        .iter()
        .flat_map(|line| &line.marks)
        .map(|mark| u64::from(bounds.iter().map(|bound| bound.abs_diff(*mark)).min().unwrap_or(0)))
        .sum();
    Some((bounds, off))
}

/// The columns between two marks that follow each other.
fn columns_of(line: &Line, bounds: &[u32]) -> Option<Vec<usize>> {
    if line.marks.len() == bounds.len() {
        return Some((0..bounds.len()).collect());
    }
    let last = line.marks.len().checked_sub(1)?;
    let mut found: Vec<usize> = Vec::with_capacity(line.marks.len());
    for (at, mark) in line.marks.iter().enumerate() {
        let column = match at {
            0 => 0,
            _ if at == last => bounds.len() - 1,
            _ => {
                let near = (0..bounds.len()).min_by_key(|column| bounds[*column].abs_diff(*mark))?;
                (bounds[near].abs_diff(*mark) <= NEAR).then_some(near)?
            }
        };
        if found.last().is_some_and(|before| *before >= column) {
            return None;
        }
        found.push(column);
    }
    Some(found)
}

/// A cell: its columns, its rows, and what is in it.
struct Cell {
    columns: (usize, usize),
    rows: (usize, usize),
    pieces: Vec<Span>,
}

/// Puts lines together to rows and cells.
fn put_together(lines: &[Line], bounds: &[u32]) -> Option<DrawnTable> {
    let width = bounds.len() - 1;
    let first = lines.iter().position(|line| !line.has_rule())?;
    let last = lines.iter().rposition(|line| !line.has_rule())?;
    // A piece below the last row is of no row.
    if lines[last + 1..].iter().any(Line::has_text) {
        return None;
    }
    let rules: Vec<usize> = (first..last).filter(|at| lines[*at].has_rule()).collect();
    // Where only the header has a rule below it, every line is a row, unless its
    // first cell is empty.
    let loose_from = if rules.len() > 1 { lines.len() } else { rules.first().map_or(first, |at| at + 1) };
    let mut cells: Vec<Cell> = Vec::new();
    let mut open: Vec<Option<usize>> = vec![None; width];
    let mut row = 0;
    let mut has_text = false;
    for (at, line) in lines.iter().enumerate().take(last + 1) {
        let columns = columns_of(line, bounds)?;
        let begins = matches!(line.parts.first(), Some(Part::Text(span)) if !span.is_empty());
        if has_text && (line.has_rule() || at > loose_from && begins) {
            row += 1;
            has_text = false;
            if !line.has_rule() {
                open.fill(None);
            }
        }
        for (part, range) in line.parts.iter().zip(columns.windows(2)) {
            let (from, to) = (range[0], range[1]);
            let Part::Text(span) = part else {
                open[from..to].fill(None);
                continue;
            };
            let cell = match open[from].filter(|cell| cells[*cell].columns == (from, to)) {
                Some(cell) => cell,
                // A cell that is narrower than the one above it needs a rule.
                None if open[from..to].iter().any(Option::is_some) => return None,
                None => {
                    cells.push(Cell { columns: (from, to), rows: (row, row), pieces: Vec::new() });
                    open[from..to].fill(Some(cells.len() - 1));
                    cells.len() - 1
                }
            };
            cells[cell].rows.1 = row;
            if !span.is_empty() {
                cells[cell].pieces.push(*span);
            }
        }
        has_text |= !line.has_rule();
    }
    let header = cells.iter().filter(|cell| cell.rows.0 == 0).map(|cell| cell.rows.1 + 1).max()?;
    if !can_be_copied(&cells) {
        return None;
    }
    let mut rows = vec![vec![Vec::new(); width]; row + 1];
    for cell in &cells {
        for row in &mut rows[cell.rows.0..=cell.rows.1] {
            for column in &mut row[cell.columns.0..cell.columns.1] {
                column.clone_from(&cell.pieces);
            }
        }
    }
    let is_whole = header < rows.len() && rows.iter().all(|row| row.iter().any(|cell| !cell.is_empty()));
    is_whole.then_some(DrawnTable { rows, header, end: 0 })
}

/// Whether all merged cells may be copied to where they stand.
fn can_be_copied(cells: &[Cell]) -> bool {
    let (mut printed, mut copied) = (0, 0);
    for cell in cells {
        let bytes: usize = cell.pieces.iter().map(|piece| piece.len() as usize).sum();
        printed += bytes;
        copied += bytes * (cell.rows.1 - cell.rows.0 + 1) * (cell.columns.1 - cell.columns.0);
    }
    copied <= MAX_COPIES * printed + FREE_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::layout;
    use crate::normalize::normalize;

    fn read(source: &str) -> Option<(Vec<String>, usize)> {
        let manuscript = layout(&normalize(source), source);
        let table = read_drawn(&manuscript, 0, manuscript.paragraphs.len())?;
        let cell = |cell: &Vec<Span>| cell.iter().map(|span| span.of(&manuscript.text)).collect::<String>();
        let row = |row: &Vec<Vec<Span>>| row.iter().map(cell).collect::<Vec<_>>().join("|");
        Some((table.rows.iter().map(row).collect(), table.header))
    }

    #[test]
    fn merged_cells_and_wrapped_ones() {
        let source = "\
┌──────┬────┬────────────┬─────────────┬──────┐
│      │    │            │   规划目标  │      │
│ 类别 │序号│    指标    ├──────┬──────┤ 属性 │
│      │    │            │2020年│2025年│      │
├──────┼────┼────────────┼──────┼──────┼──────┤
│      │ 1  │森林覆盖率（%）│ 42.1 │ 45.0 │约束性│
│ 生态 ├────┼────────────┼──────┼──────┼──────┤
│ 保护 │ 2  │湿地        │  —   │ 55.0 │预期性│
│      │    │保护率（%） │      │      │      │
├──────┼────┼────────────┼──────┼──────┼──────┤
│ 产业 │ 3  │总产值（亿元）│ 120 │ 150 │预期性│
└──────┴────┴────────────┴──────┴──────┴──────┘
";
        let (rows, header) = read(source).unwrap();
        assert_eq!(header, 2);
        assert_eq!(
            rows,
            [
                "类别|序号|指标|规划目标|规划目标|属性",
                "类别|序号|指标|2020年|2025年|属性",
                "生态保护|1|森林覆盖率（%）|42.1|45.0|约束性",
                "生态保护|2|湿地保护率（%）|—|55.0|预期性",
                "产业|3|总产值（亿元）|120|150|预期性",
            ]
        );
    }

    #[test]
    fn lines_two_columns_wide() {
        let source = "\
┏━━┯━━━━┯━━━━┓
┃序号│工作任务│牵头单位┃
┠──┼────┼────┨
┃ 1  │加强天然│市林业局┃
┃    │林保护  │        ┃
┠──┼────┼────┨
┃ 2  │恢复湿地│市水务局┃
┗━━┷━━━━┷━━━━┛
";
        let (rows, header) = read(source).unwrap();
        assert_eq!(header, 1);
        assert_eq!(rows, ["序号|工作任务|牵头单位", "1|加强天然林保护|市林业局", "2|恢复湿地|市水务局"]);
    }

    #[test]
    fn signs_of_the_keyboard() {
        let source = "\
+----------+----------+
| 项目     | 责任单位 |
+==========+==========+
| 湿地公园 | 市林业局 |
|          | 东山县   |
| 防护林   | -        |
+----------+----------+
";
        let (rows, _) = read(source).unwrap();
        assert_eq!(rows, ["项目|责任单位", "湿地公园|市林业局东山县", "防护林|-"]);
    }

    #[test]
    fn words_outside_all_cells_are_not_dropped() {
        let table = |line: &str| read(&format!("┌──┬──┐\n│序│名│\n├──┼──┤\n│ 1│甲│{line}\n└──┴──┘\n"));
        assert!(table("").is_some());
        assert_eq!(table("备注"), None);
        assert_eq!(table("\n│乙├──┤"), None);
    }

    #[test]
    fn a_merged_cell_is_not_copied_without_end() {
        let rows = "│  ├──┤\n│  │乙│\n".repeat(400);
        let table = |cell: &str| read(&format!("┌──┬──┐\n│类│名│\n├──┼──┤\n│{cell}│甲│\n{rows}└──┴──┘\n"));
        assert_eq!(table("类别").unwrap().0.len(), 402);
        assert_eq!(table(&"类".repeat(1000)), None);
    }

    #[test]
    fn a_frame_round_text_is_no_table() {
        assert_eq!(read("┌────┐\n│加强领导│\n└────┘\n"), None);
        assert_eq!(read("──加强领导\n──落实责任\n"), None);
    }
}
