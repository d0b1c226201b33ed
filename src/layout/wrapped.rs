//! Lines of wrapped cells in tables that white space alone sets in columns: such
//! a line holds a piece of a cell or two, far from the left margin, and must not
//! be joined with the lines next to it as if it were text.

use super::line::Line;
use crate::scan::indicator::begins_header;
use crate::scan::indicator::is_header_cells;
use crate::scan::marker::Style;
use crate::scan::note::is_note;
use crate::scan::page_number::scan_page_line;
use crate::scan::table_line::{heads_counted_grid, heads_placed_grid, is_caption};

/// No cell is wrapped over more lines.
const MAX_WRAPPED: usize = 12;

/// A piece that is not in the first column stands so far right of the header.
const MIN_INDENT: u16 = 4;

/// Marks the lines between the rows of such tables, and those that go on behind
/// the last, as rows. Their headers are among the lines that `may_be_rows`.
pub(super) fn mark_wrapped_cells(text: &str, lines: &mut [Line], may_be_rows: &[usize]) {
    let mut behind = 0;
    for &at in may_be_rows {
        if at < behind {
            continue;
        }
        let line = &lines[at];
        let is_header = line.tab_gaps == 0
            && (line.is_row && line.wide_gaps >= 2 && {
                let line = line.span.of(text);
                begins_header(line) || heads_placed_grid(line)
            } || heads_narrow_count(text, lines, at));
        if !is_header {
            continue;
        }
        // 2020年 and 规划目标 above the line of 序号: cells with a line more.
        if let Some(above) = at.checked_sub(1)
            && lines[above].indent >= lines[at].indent.saturating_add(MIN_INDENT)
            && !lines[above].terminated
            && is_above(text, &lines[above])
        {
            lines[above].is_row = true;
        }
        behind = mark_table(text, lines, at);
    }
}

/// Whether the line at `at` heads a table whose column of numbers is so narrow that
/// 序号 stands on two lines.
fn heads_narrow_count(text: &str, lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    line.wide_gaps > 0
        && gaps(line) >= 2
        && line.span.of(text).starts_with('序')
        && heads_counted_grid(line.span.of(text))
        && lines.get(at + 1).is_some_and(|next| next.span.of(text) == "号")
}

/// Whether a line may be the first of a header: a few words of one cell, or those
/// of several, and no caption (表1   主要指标).
fn is_above(text: &str, line: &Line) -> bool {
    /// 规划目标 above several columns is not longer.
    const LONE: u16 = 6;
    line.furniture.is_none()
        && line.tab_gaps == 0
        && (line.wide_gaps > 0 || line.chars <= LONE)
        && is_header_cells(line.span.of(text))
        && !is_caption(line.span.of(text))
}

/// Marks the lines of the table below the header at `header`; returns the line
/// behind its last row.
fn mark_table(text: &str, lines: &mut [Line], header: usize) -> usize {
    if heads_narrow_count(text, lines, header) {
        lines[header].is_row = true;
        lines[header + 1].is_row = true;
    }
    let least = lines[header].indent.saturating_add(MIN_INDENT);
    let count = gaps(&lines[header]);
    // Where columns are narrow, one blank may stand between two cells.
    let is_whole = |line: &Line| {
        line.is_row && line.wide_gaps >= 2
            || gaps(line) * 3 >= count * 2 && line.double_gaps > 0 && !line.terminated
    };
    let is_piece = |line: &Line| {
        line.wide_gaps > 0 || line.indent >= least && scan_page_line(line.span.of(text)).is_none()
    };
    let mut last = header;
    for at in header + 1..lines.len() {
        if at - last > MAX_WRAPPED || is_text(text, &lines[at]) {
            break;
        }
        if is_whole(&lines[at]) {
            let between = lines[last + 1..at].iter_mut();
            for line in between.filter(|line| is_piece(line) || gaps(line) > 0 && !line.terminated) {
                line.is_row = true;
            }
            lines[at].is_row = true;
            last = at;
        }
    }
    let behind = last + 1;
    if last > header {
        for line in lines[behind..].iter_mut().take(MAX_WRAPPED) {
            if line.blanks_before > 0 || line.page_break || is_text(text, line) || !is_piece(line) {
                break;
            }
            line.is_row = true;
        }
    }
    behind
}

/// How many gaps a line has.
const fn gaps(line: &Line) -> u32 {
    line.gaps.1 - line.gaps.0
}

/// Whether a line can only be text, or a heading, behind a table.
fn is_text(text: &str, line: &Line) -> bool {
    line.wide_gaps == 0
        && (line.terminated && line.chars >= 20
            || line.marker.is_some_and(|marker| marker.style <= Style::ParenIdeographic)
            || is_note(line.span.of(text)))
}

#[cfg(test)]
mod tests {
    use crate::layout::{ParagraphKind, layout};
    use crate::normalize::normalize;

    #[test]
    fn pieces_of_cells_stand_by_themselves() {
        let source = "\
 序号        任务内容                 牵头单位          配合单位         完成时限

       实施岭江干流堤防达标加固                      市发展改革委、
  1                            市水务局                        2024年12月
       工程，新建堤防32公里                          市财政局

                                         市发展改革委、
       加快推进清溪水库建设，完成
  2                            市水务局       市自然资源局、       2025年6月
       大坝主体工程
    三、保障措施
    各县（市、区）要加强组织领导，细化任务措施，确保各项任务落到
实处。
";
        let manuscript = layout(&normalize(source), source);
        let rows = manuscript.paragraphs.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Row);
        assert_eq!(rows.count(), 8);
        assert_eq!(manuscript.paragraphs.len(), 10);
    }

    #[test]
    fn a_caption_with_a_gap_is_no_row() {
        let source = "\
       表 3   某市“十四五”河湖保护主要指标
  序号           指标类别              现状值   2025 年
   1    河湖水面率（%）               9.6     10
   2         岸线修复长度（公里）          —      58
";
        let manuscript = layout(&normalize(source), source);
        let kinds: Vec<_> = manuscript.paragraphs.iter().map(|paragraph| paragraph.kind).collect();
        assert_eq!(kinds[0], ParagraphKind::Text);
        assert_eq!(kinds[1..], [ParagraphKind::Row; 3]);
    }
}
