//! Tables that white space sets in columns and whose cells are wrapped.

use super::header::{read_header_cell, settle};
use super::row::{row_from_cells, strip_attribute};
use super::words::{is_behind_table, join_letter_spaced, split_words};
use super::{Cell, Column, Header, IndicatorTable, Row};
use crate::block::places::{Piece, Place, PlacedHeader, pieces, read_header, read_places};
use crate::layout::{Manuscript, Paragraph, ParagraphKind};
use crate::normalize::GapKind;
use crate::scan::is_longer_than;
use crate::scan::marker::Style;
use crate::span::Span;

/// Reads a table that white space sets in columns and whose cells are wrapped, or
/// whose header is: where a piece stands says which column it belongs to.
pub(super) fn read_by_places(manuscript: &Manuscript, from: usize, to: usize) -> Option<IndicatorTable> {
    let first = &manuscript.paragraphs[from];
    let is_spaced = first.kind == ParagraphKind::Row
        && !first.tab_indent
        && manuscript.gaps_in(first.span).iter().all(|gap| gap.kind != GapKind::Tab);
    if !is_spaced {
        return None;
    }
    // Counted in the wrong width, columns that stand beside each other look like one.
    let stacked = [1, 2].map(|wide| read_stacked_header(manuscript, (from, to), wide));
    let mut stacked: Vec<_> = stacked.into_iter().flatten().collect();
    stacked.sort_by_key(|(_, headers)| std::cmp::Reverse(headers.len()));
    let read = |(placed, headers)| read_below(manuscript, &placed, headers, from, to);
    if let Some(table) = stacked.into_iter().find_map(read) {
        return Some(table);
    }
    let (placed, headers) = read_plain_header(manuscript, from, to)?;
    read_below(manuscript, &placed, headers, from, to)
}

/// The header whose first line has all its cells.
fn read_plain_header(manuscript: &Manuscript, from: usize, to: usize) -> Option<(PlacedHeader, Vec<Header>)> {
    let first = &manuscript.paragraphs[from];
    let cells = join_letter_spaced(&manuscript.text, &split_words(manuscript, first.span));
    let is_cell = |cell: &str| read_header_cell(cell).is_some_and(|found| found.len() == 1);
    let placed = read_header(manuscript, &cells, (from, to), is_cell);
    let mut headers: Vec<Header> = Vec::new();
    for column in 0..cells.len() {
        let cell = placed.text(manuscript, column);
        match read_header_cell(&cell) {
            Some(found) if found.len() == 1 => headers.extend(found),
            Some(_) => return None,
            None => headers.push(Header::new(Column::Value, cell)),
        }
    }
    settle(&mut headers).then_some((placed, headers))
}

/// A header has no more lines.
const MAX_STACK: usize = 4;

/// A header whose cells have one line or more and stand in the middle of its
/// height: 2020年 above 序号, and 实际值 below. What stands over two columns or more
/// is above them; all other pieces that stand below each other are one cell, and
/// every cell is one that headers have.
fn read_stacked_header(
    manuscript: &Manuscript,
    (from, to): (usize, usize),
    wide: u32,
) -> Option<(PlacedHeader, Vec<Header>)> {
    let lines: Vec<usize> = (from..to)
        .filter(|at| manuscript.paragraphs[*at].is_content())
        .take(MAX_STACK)
        .take_while(|at| {
            let line = manuscript.str(&manuscript.paragraphs[*at]);
            manuscript.paragraphs[*at].lines == 1 && !is_longer_than(line, 60)
        })
        .collect();
    (2..=lines.len()).rev().find_map(|count| stack(manuscript, &lines[..count], wide))
}

fn stack(manuscript: &Manuscript, lines: &[usize], wide: u32) -> Option<(PlacedHeader, Vec<Header>)> {
    let text = &manuscript.text;
    let mut parts: Vec<Piece> = Vec::new();
    for at in lines {
        let paragraph = &manuscript.paragraphs[*at];
        let pieces = pieces(manuscript, paragraph, wide);
        // 2020 年 and 序 号
        for span in join_letter_spaced(text, &pieces.iter().map(|piece| piece.span).collect::<Vec<_>>()) {
            let inside =
                || pieces.iter().filter(|piece| piece.span.start >= span.start && piece.span.end <= span.end);
            let left = inside().map(|piece| piece.left).min()?;
            let right = inside().map(|piece| piece.right).max()?;
            parts.push(Piece { span, left, right });
        }
    }
    // The narrow ones first: a wide one may stand over several columns.
    parts.sort_by_key(|piece| (piece.right - piece.left, piece.span.start));
    let mut columns: Vec<(u32, u32, Vec<Span>, Vec<Span>)> = Vec::new();
    for piece in parts {
        let mut below: Vec<_> = columns
            .iter_mut()
            .filter(|(left, right, ..)| piece.left < *right && *left < piece.right)
            .collect();
        match &mut below[..] {
            [] => columns.push((piece.left, piece.right, vec![piece.span], Vec::new())),
            [(left, right, spans, _)] => {
                (*left, *right) = ((*left).min(piece.left), (*right).max(piece.right));
                spans.push(piece.span);
            }
            several => several.iter_mut().for_each(|(.., above)| above.push(piece.span)),
        }
    }
    columns.sort_by_key(|(left, ..)| *left);
    let mut headers: Vec<Header> = Vec::with_capacity(columns.len());
    let mut cells = Vec::with_capacity(columns.len());
    let joined = |spans: &mut Vec<Span>| {
        spans.sort_by_key(|span| span.start);
        spans.iter().map(|span| span.of(text)).collect::<String>()
    };
    for (.., mut spans, mut above) in columns {
        let found = read_header_cell(&joined(&mut spans)).filter(|found| found.len() == 1)?;
        let is_other =
            |span: &Span| read_header_cell(span.of(text)).is_some_and(|own| own[0].column != Column::Value);
        if found[0].column == Column::Value && spans.iter().any(is_other) {
            return None;
        }
        let above = joined(&mut above);
        // A title above the table stands over all columns.
        if !above.is_empty() && found[0].column != Column::Value {
            return None;
        }
        headers.push(Header { above, ..found[0].clone() });
        cells.push(spans);
    }
    let spans: Vec<Span> = lines.iter().map(|at| manuscript.paragraphs[*at].span).collect();
    let end = lines.last()? + 1;
    let placed = PlacedHeader { cells, lines: spans, end, is_stacked: true };
    (headers.len() > 2 && settle(&mut headers)).then_some((placed, headers))
}

/// Reads the rows below a header.
fn read_below(
    manuscript: &Manuscript,
    placed_header: &PlacedHeader,
    headers: Vec<Header>,
    from: usize,
    to: usize,
) -> Option<IndicatorTable> {
    let text = &manuscript.text;
    let is_counted = headers.iter().any(|header| header.column == Column::Number);
    let place = |header: &Header| match header.column {
        Column::Number => Place::Number,
        Column::Category => Place::Merged,
        Column::Name => Place::Name,
        Column::Value if !is_counted => Place::Value,
        _ => Place::Other,
    };
    let places: Vec<Place> = headers.iter().map(place).collect();
    let is_over = |paragraph: &Paragraph| {
        is_behind_table(manuscript, paragraph)
            || paragraph.kind == ParagraphKind::Text
                && paragraph.marker.is_some_and(|marker| marker.style <= Style::ParenIdeographic)
    };
    let read = |places: &[Place]| read_places(manuscript, placed_header, places, to, is_over);
    let numbered = |place: &Place| match place {
        Place::Name => Place::NumberedName,
        Place::Value => Place::Other,
        place => *place,
    };
    // Names with numbers of their own count the rows as well as a column does.
    let by_names = || read(&places.iter().map(numbered).collect::<Vec<_>>());
    let placed = if is_counted { None } else { by_names() }.or_else(|| read(&places))?;
    if !placed.is_wrapped && !placed_header.is_stacked {
        return None;
    }
    let mut rows: Vec<Row> = Vec::with_capacity(placed.rows.len());
    for cells in placed.rows {
        let span = cells.iter().flatten().copied().reduce(Span::cover)?;
        let cells = cells.into_iter().map(|spans| Cell { spans }).collect();
        let mut row = row_from_cells(text, &headers, cells, rows.last(), span)?;
        strip_attribute(text, &mut row, &headers);
        if row.is_short {
            return None;
        }
        rows.push(row);
    }
    let (paragraphs, repeated) = ((from, placed.end), placed.repeated);
    Some(IndicatorTable { headers, rows, repeated, paragraphs, ..IndicatorTable::default() })
}

#[cfg(test)]
mod tests {
    use crate::{Source, parse};

    fn read(table: &str) -> Vec<String> {
        let text = format!("云岭市水利规划\n\n一、目标\n主要指标如下。\n{table}二、任务\n加强水资源保护。\n");
        let parsed = parse(&Source::from_text("plan.txt", &text));
        let plan = &parsed.documents[0].plan;
        assert_eq!(plan.sections.len(), 2);
        let row = |row: &crate::model::Indicator| {
            let values: Vec<String> =
                row.values.iter().map(|value| format!("{}={}", value.column, value.text)).collect();
            let category = row.category.as_deref().unwrap_or_default();
            format!(
                "{category}|{}|{}|{}",
                row.name,
                values.join(","),
                row.attribute.as_deref().unwrap_or_default()
            )
        };
        plan.indicators.iter().map(row).collect()
    }

    #[test]
    fn header_cells_of_one_line_and_of_two() {
        let table = "                                    2020 年    2025 年
  序号         指标名称          单位                           属性
                                    实际值       目标值
   1      用水总量            亿立方米       18.2      20.5    约束性
          万元国内产值用水
   2                        %        24.1      16      约束性
          量下降
   3      自来水普及率            %         —        92      预期性
";
        assert_eq!(
            read(table),
            [
                "|用水总量|2020年实际值=18.2,2025年目标值=20.5|约束性",
                "|万元国内产值用水量下降|2020年实际值=24.1,2025年目标值=16|约束性",
                "|自来水普及率|2020年实际值=—,2025年目标值=92|预期性",
            ]
        );
    }

    #[test]
    fn numbered_names_count_the_rows_of_narrow_columns() {
        let table = "类别       指标                   2025 年   属
                                       性

供水保障     1.万元国内产值用水量（立方米）     与全国平均水平 预
                              同步下降    期
                                      性

供水保障     2.自来水普及率（%）            92       约
                                       束
                                       性
类别       指标                   2025 年   属
                                       性

防洪减灾     3.五级以上堤防达标率           ≥90      约
         （%）                              束
                                       性
";
        assert_eq!(
            read(table),
            [
                "供水保障|万元国内产值用水量|2025年=与全国平均水平同步下降|预期性",
                "供水保障|自来水普及率|2025年=92|约束性",
                "防洪减灾|五级以上堤防达标率|2025年=≥90|约束性",
            ]
        );
    }

    #[test]
    fn words_above_several_columns() {
        let table = "                                      规划目标
 序号   类别      指标                                  属性
                                  2020年    2025年
  1     供水    供水能力           18.2      20.5      约束性
  2             普及率             88        92        预期性
  3     防洪    堤防长度           120       130       预期性
";
        assert_eq!(
            read(table),
            [
                "供水|供水能力|2020年=18.2,2025年=20.5|约束性",
                "供水|普及率|2020年=88,2025年=92|预期性",
                "防洪|堤防长度|2020年=120,2025年=130|预期性",
            ]
        );
    }
}
