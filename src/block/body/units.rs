//! Which paragraphs make up a table; every other paragraph stands by itself.

use super::Unit;
use crate::block::feature_box::scan_box_heading;
use crate::block::indicator::{is_header_line, read_indicator_table};
use crate::block::table::{
    is_table_row, read_cell_grid, read_grid, read_placed_grid, read_running_grid, read_spaced_grid,
};
use crate::layout::Manuscript;
use crate::scan::indicator::begins_header;
use crate::scan::is_longer_than;

/// Groups paragraphs to units: tables, and everything else by itself.
pub(super) fn read_units(manuscript: &Manuscript, indices: &[usize]) -> Vec<Unit> {
    let mut units = Vec::with_capacity(indices.len());
    let mut position = 0;
    let end = indices.last().map_or(0, |last| last + 1);
    while position < indices.len() {
        let index = indices[position];
        let stop = contiguous_end(indices, position, end);
        if is_title_of_box(manuscript, indices, position) {
            units.push(Unit::Paragraph(index));
            position += 1;
            continue;
        }
        if let Some(table) = read_indicator_table(manuscript, index, stop) {
            let last = table.paragraphs.1;
            units.push(Unit::Indicators(table));
            position += indices[position..].iter().take_while(|index| **index < last).count();
            continue;
        }
        let spaced = read_placed_grid(manuscript, index, stop);
        if let Some((grid, last)) = spaced
            .or_else(|| read_spaced_grid(manuscript, index, stop))
            .or_else(|| read_running_grid(manuscript, index, stop))
        {
            units.push(Unit::Grid(grid, (index, last)));
            position += indices[position..].iter().take_while(|index| **index < last).count();
            continue;
        }
        if is_table_row(manuscript, &manuscript.paragraphs[index])
            && let Some((grid, last)) = read_grid(manuscript, index, stop)
        {
            units.push(Unit::Grid(grid, (index, last)));
            position += indices[position..].iter().take_while(|index| **index < last).count();
            continue;
        }
        if let Some((grid, last)) = read_cell_grid(manuscript, index, stop)
            && !has_tasks(manuscript, &indices[position..])
        {
            units.push(Unit::Grid(grid, (index, last)));
            position += indices[position..].iter().take_while(|index| **index < last).count();
            continue;
        }
        units.push(Unit::Paragraph(index));
        position += 1;
    }
    units
}

/// Whether the paragraph is the title of the box whose number stands alone before it,
/// though it reads like the first cell of the header behind it: 专栏1, 主要指标, 类别.
fn is_title_of_box(manuscript: &Manuscript, indices: &[usize], position: usize) -> bool {
    let text = |at: usize| indices.get(at).map_or("", |index| manuscript.str(&manuscript.paragraphs[*index]));
    begins_header(text(position))
        && (is_header_line(text(position + 1)) || text(position + 1) == "序")
        && position.checked_sub(1).is_some_and(|before| {
            scan_box_heading(text(before)).is_some_and(|heading| heading.title_at == text(before).len())
        })
        && text(position).ends_with("指标")
        && !is_table_row(manuscript, &manuscript.paragraphs[indices[position]])
}

/// Whether the header that begins here has a column of departments: a task
/// table, whose lists are read where its annex is.
fn has_tasks(manuscript: &Manuscript, indices: &[usize]) -> bool {
    indices.iter().take(8).map(|index| manuscript.str(&manuscript.paragraphs[*index])).any(|text| {
        !is_longer_than(text, 12)
            && ["单位", "部门", "主体"].iter().any(|word| text.ends_with(word))
            && ["责任", "牵头", "配合", "负责", "参与", "主办", "落实", "实施"]
                .iter()
                .any(|word| text.contains(word))
    })
}

/// A table may reach as far as the paragraphs at hand do.
fn contiguous_end(indices: &[usize], position: usize, end: usize) -> usize {
    // Indicator tables have at most some dozens of rows; the bound keeps a
    // header word at the start of a long list from being tried over and over.
    let reach = indices.get(position + 2000).copied().unwrap_or(end);
    reach.min(end)
}
