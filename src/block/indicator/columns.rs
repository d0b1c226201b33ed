//! Tables whose rows are lines and whose cells are set apart by tabs, pipes or
//! wide gaps.

use super::cells::{Piece, deal};
use super::header::{read_header_cell, settle};
use super::row::{fill_from_above, row_from_cells, strip_attribute, strip_row_number};
use super::words::{is_behind_table, split_words};
use super::{Cell, Column, Header, IndicatorTable, Row, is_header_row};
use crate::block::table::{is_table_row, row_cells, split_cells};
use crate::layout::{Manuscript, Paragraph, ParagraphKind};
use crate::scan::date::scan_year;
use crate::scan::table_line::is_pipe_rule;
use crate::scan::{char_count, is_longer_than};
use crate::span::Span;

/// Reads a table whose rows are lines and whose cells are separated by tabs or
/// pipes: the grid itself says which cell belongs to which column.
pub(super) fn read_by_columns(manuscript: &Manuscript, from: usize, to: usize) -> Option<IndicatorTable> {
    let paragraphs = &manuscript.paragraphs;
    if !is_table_row(manuscript, &paragraphs[from]) {
        return None;
    }
    let text = &manuscript.text;
    let mut headers = Vec::new();
    // The same where two header cells stand so close that they look like one.
    let mut parted = Vec::new();
    for cell in header_cells(manuscript, &paragraphs[from]) {
        let cell = cell.of(text);
        let found = read_header_cell(cell).unwrap_or_default();
        // Anything between the name and the attribute is a value.
        let whole = || Header::new(Column::Value, cell);
        headers.push(found.first().filter(|_| found.len() == 1).cloned().unwrap_or_else(whole));
        parted.extend(if found.is_empty() { vec![whole()] } else { found });
    }
    if parted.len() > headers.len() && parted.len() == usual_width(manuscript, from + 1, to) {
        headers = parted;
    }
    let mut end = from + 1;
    while let Some(second) = paragraphs[end..to].first().filter(|next| next.hint.is_header)
        && second.kind == ParagraphKind::Row
    {
        join_header_row(text, &mut headers, &row_cells(manuscript, second));
        end += 1;
    }
    // The first cell that is neither number nor category names the rows.
    if is_header_row(manuscript, &paragraphs[from])
        && !headers.iter().any(|header| header.column == Column::Name)
        && let Some(first) = headers.iter_mut().find(|header| header.column == Column::Value)
        && scan_year(&first.text).is_none()
    {
        first.column = Column::Name;
    }
    if !settle(&mut headers) {
        return None;
    }
    let mut rows: Vec<Row> = Vec::new();
    // The line that heads the rows, and such lines since the last row.
    let mut group = None;
    let mut groups: Vec<Span> = Vec::new();
    let mut repeated = Vec::new();
    let has_category = headers.iter().any(|header| header.column == Column::Category);
    let data = end..to;
    for at in data {
        let paragraph = &paragraphs[at];
        if !paragraph.is_content() {
            continue;
        }
        if !is_table_row(manuscript, paragraph) && paragraph.hint.table > 0 {
            if manuscript.str(paragraph).starts_with('注') {
                break;
            }
            group = Some(paragraph.span);
            groups.push(paragraph.span);
            continue;
        }
        if !is_table_row(manuscript, paragraph) {
            // （一）经济发展 between the rows.
            if is_behind_table(manuscript, paragraph) || is_longer_than(manuscript.str(paragraph), 16) {
                break;
            }
            group = Some(paragraph.span);
            groups.push(paragraph.span);
            continue;
        }
        if is_pipe_rule(manuscript.str(paragraph)) {
            continue;
        }
        // The header, printed again on a further page.
        if manuscript.str(paragraph) == manuscript.str(&paragraphs[from]) {
            repeated.push(paragraph.span);
            continue;
        }
        let cells = row_cells(manuscript, paragraph);
        let row = if cells.len() == headers.len() {
            let cell = |span: &Span| if span.is_empty() { Cell::default() } else { Cell::one(*span) };
            row_from_cells(text, &headers, cells.iter().map(cell).collect(), rows.last(), paragraph.span)
        } else {
            let words: Vec<Span> = cells.iter().flat_map(|cell| split_words(manuscript, *cell)).collect();
            deal_line(text, &headers, &words, rows.last(), at)
        };
        let Some(mut row) = row else { break };
        if let Some(group) = group.filter(|_| !has_category) {
            row.category = Cell::one(group);
        }
        row.groups.splice(0..0, groups.drain(..));
        strip_attribute(text, &mut row, &headers);
        rows.push(row);
        end = at + 1;
    }
    let paragraphs = (from, end);
    repeated.retain(|span| rows.last().is_some_and(|last| span.end <= last.span.start));
    (!rows.is_empty()).then_some(IndicatorTable {
        headers,
        rows,
        repeated,
        paragraphs,
        ..IndicatorTable::default()
    })
}

/// The cells of the first line of a header. 指 and 标 may stand as far apart as two
/// cells do.
fn header_cells(manuscript: &Manuscript, paragraph: &Paragraph) -> Vec<Span> {
    let text = &manuscript.text;
    let is_letter = |span: Span| char_count(span.of(text)) == 1;
    let mut cells: Vec<Span> = Vec::new();
    for cell in row_cells(manuscript, paragraph) {
        match cells.last_mut() {
            Some(last)
                if is_letter(*last)
                    && is_letter(cell)
                    && read_header_cell(last.cover(cell).of(text)).is_some_and(|found| found.len() == 1) =>
            {
                *last = last.cover(cell);
            }
            _ => cells.push(cell),
        }
    }
    cells
}

/// How many cells most of the next rows have, also where only two blanks set
/// them apart; of two numbers, the larger.
fn usual_width(manuscript: &Manuscript, from: usize, to: usize) -> usize {
    /// So many rows are looked at.
    const ROWS: usize = 12;
    let rows = manuscript.paragraphs[from..to].iter().take_while(|row| is_table_row(manuscript, row));
    let mut widths = [0usize; 16];
    for row in rows.filter(|row| !is_pipe_rule(manuscript.str(row))).take(ROWS) {
        let close = split_cells(manuscript, row.span, |gap| gap.columns >= 2).len();
        widths[close.max(row_cells(manuscript, row).len()).min(15)] += 1;
    }
    (0..16).max_by_key(|width| widths[*width]).unwrap_or_default()
}

/// Takes the second line of a header: below a merged cell, its own words.
fn join_header_row(text: &str, headers: &mut [Header], cells: &[Span]) {
    for (header, cell) in headers.iter_mut().zip(cells) {
        join_below(header, cell.of(text));
    }
}

/// Takes the words below a header cell, which then stands above them.
pub(super) fn join_below(header: &mut Header, below: &str) {
    if below.is_empty() || below == header.text {
        return;
    }
    let found = match read_header_cell(below) {
        Some(found) if found.len() == 1 => found[0].clone(),
        _ => Header::new(Column::Value, below),
    };
    *header = Header { above: std::mem::take(&mut header.text), ..found };
}

/// Lays the words of a line that has more or fewer cells than the header: each
/// goes where it fits best.
fn deal_line(text: &str, headers: &[Header], words: &[Span], above: Option<&Row>, at: usize) -> Option<Row> {
    let pieces: Vec<Piece> = words
        .iter()
        .enumerate()
        .map(|(position, word)| Piece {
            span: *word,
            paragraph: at,
            is_first: position == 0,
            opens_row: false,
        })
        .collect();
    let dealt = deal(text, headers, &pieces)?;
    // Two rows on one line are not laid under the header: as text they are whole.
    let mut rows = dealt.rows.into_iter();
    let mut row = rows.next().filter(|_| dealt.taken == pieces.len() && rows.next().is_none())?;
    fill_from_above(&mut row, headers, above);
    strip_row_number(text, &mut row);
    Some(row)
}

#[cfg(test)]
mod tests {
    use crate::{Source, parse};

    fn read(table: &str) -> Vec<String> {
        let text = format!("云岭市教育规划\n\n一、目标\n主要指标如下。\n{table}二、任务\n办好教育。\n");
        let parsed = parse(&Source::from_text("plan.txt", &text));
        let row = |row: &crate::model::Indicator| {
            let values: Vec<&str> = row.values.iter().map(|value| value.text.as_str()).collect();
            format!("{}|{}|{}", row.category.as_deref().unwrap_or_default(), row.name, values.join(","))
        };
        parsed.documents[0].plan.indicators.iter().map(row).collect()
    }

    #[test]
    fn letters_of_a_header_cell_set_far_apart() {
        let table = "序号    指   标         2020年    2025年\n\
                     1       入园率           90        95\n2       普惠率           85        90\n";
        assert_eq!(read(table), ["|入园率|90,95", "|普惠率|85,90"]);
    }

    #[test]
    fn the_deepest_of_several_levels_names_the_row_and_definitions_are_no_values() {
        let table = "一级指标\t二级指标\t三级指标\t2020年\t2025年\n学前\t机会\t1.入园率\t90\t95\n学前\t质量\t2.普惠率\t85\t90\n";
        let names: Vec<String> =
            read(table).iter().map(|row| row[row.find('|').unwrap()..].to_owned()).collect();
        assert_eq!(names, ["|入园率|90,95", "|普惠率|85,90"]);
        let table = "一级指标\t二级指标\t指标性质\t指标说明\n学前\t1.入园率\t定量\t计算方法：在园人数/总人数。\n学前\t2.管理\t定性\t查阅文件。\n";
        assert!(read(table).is_empty());
    }

    #[test]
    fn cells_on_lines_of_their_own_that_kept_their_pipe() {
        let table =
            "类别 |\n指标 |\n2020年 |\n2025年 |\n学前 |\n入园率 |\n90 |\n95 |\n普惠率 |\n85 |\n90 |\n";
        assert_eq!(read(table), ["学前|入园率|90,95", "学前|普惠率|85,90"]);
    }
}
