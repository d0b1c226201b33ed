//! Which paragraphs make up a table; every other paragraph stands by itself.

use super::draft::Unit;
use crate::block::grid::{self, Budget};
use crate::block::table::{is_table_row, read_grid};
use crate::layout::Manuscript;
use crate::scan::box_heading::scan_box_heading;
use crate::scan::indicator::is_header_line;

/// Groups paragraphs to units: tables, and everything else by itself.
pub(super) fn read_units(manuscript: &Manuscript, indices: &[usize]) -> Vec<Unit> {
    let mut units = Vec::with_capacity(indices.len());
    let mut position = 0;
    let mut budget = Budget::new(indices.len());
    while let Some(rest) = indices.get(position..).filter(|rest| !rest.is_empty()) {
        let is_alone = is_title_of_box(manuscript, indices, position);
        if let Some((unit, behind)) = if is_alone { None } else { read_table(manuscript, rest, &mut budget) }
        {
            units.push(unit);
            position += rest.partition_point(|index| *index < behind).max(1);
        } else {
            units.push(Unit::Paragraph(rest[0]));
            position += 1;
        }
    }
    units
}

/// The table that begins with the first of `indices`, and the paragraph behind it.
fn read_table(manuscript: &Manuscript, indices: &[usize], budget: &mut Budget) -> Option<(Unit, usize)> {
    let (from, to) = (*indices.first()?, indices.last()? + 1);
    let near = end_of_reach(indices);
    let first = &manuscript.paragraphs[from];
    let by_place = || {
        // Where a piece stands across the page says more than what it looks like.
        let is_spaced = !grid::has_separators(manuscript, from, near);
        if is_spaced { grid::read_placed(manuscript, from, near) } else { None }
    };
    let table = grid::read_glued(manuscript, from, to)
        .or_else(|| grid::read_matrix(manuscript, from, to, budget))
        .or_else(by_place)
        .or_else(|| grid::read_stream(manuscript, from, to, budget));
    let Some(table) = table else {
        // Rows that no header explains are rows all the same.
        let is_row = is_table_row(manuscript, first);
        let (grid, behind) = if is_row { read_grid(manuscript, from, near, budget) } else { None }?;
        return Some((Unit::Grid(grid, (from, behind)), behind));
    };
    let behind = table.paragraphs.1;
    if grid::is_indicator_table(&manuscript.text, &table.heads)
        && let Some(found) = grid::into_indicators(&manuscript.text, table.clone())
    {
        // Text that nobody can read as a table stays text.
        let is_read = table.is_sure || !grid::is_mixed_up(&manuscript.text, &found);
        return is_read.then_some((Unit::Indicators(found), behind));
    }
    let grid = grid::into_grid(&manuscript.text, table);
    Some((Unit::Grid(grid, (from, behind)), behind))
}

/// Whether the paragraph is the title of the box whose number stands alone before it,
/// though it reads like the first cell of the header behind it: 专栏1, 主要指标, 类别.
fn is_title_of_box(manuscript: &Manuscript, indices: &[usize], position: usize) -> bool {
    let text = |at: usize| indices.get(at).map_or("", |index| manuscript.str(&manuscript.paragraphs[*index]));
    (is_header_line(text(position + 1)) || text(position + 1) == "序")
        && position.checked_sub(1).is_some_and(|before| {
            scan_box_heading(text(before)).is_some_and(|heading| heading.title_at == text(before).len())
        })
        && text(position).ends_with("指标")
        && !is_table_row(manuscript, &manuscript.paragraphs[indices[position]])
}

/// How far a table that begins with the first of `indices` may reach: as far as the
/// paragraphs at hand do, but a header word at the start of a long list is not to be
/// tried over and over on all of it.
fn end_of_reach(indices: &[usize]) -> usize {
    /// No table has more lines; most have some dozens.
    const REACH: usize = 2000;
    indices.get(REACH).copied().unwrap_or_else(|| indices.last().map_or(0, |last| last + 1))
}
