//! Columns whose cells say what their header does not.

use super::found::Table;
use crate::scan::column::Kind;
use crate::scan::indicator::is_attribute;
use crate::scan::is_longer_than;
use crate::scan::quantity::is_value_cell;

/// Tells columns of remarks beside figures, which their header names as it names figures:
/// 完成情况 above 已完成, 超额完成.
pub(super) fn settle_remarks(text: &str, table: &mut Table) {
    /// In so many rows at least, each so short; one in so many may be longer, or have a figure.
    const LEAST: usize = 3;
    const LONGEST: usize = 8;
    const EXCEPT: usize = 8;
    let mut has_figures = false;
    let mut remarks = Vec::new();
    for at in (0..table.heads.len()).filter(|at| table.heads[*at].kind == Kind::Value) {
        let cells = table.rows.iter().filter(|row| !row.is_banner).filter_map(|row| row.cells.get(at));
        let cells: Vec<&str> = cells.filter_map(|cell| Some(cell.first()?.of(text))).collect();
        let figures = cells.iter().filter(|cell| is_value_cell(cell)).count();
        let is_remark = |cell: &&&str| !is_value_cell(cell) && !is_longer_than(cell, LONGEST);
        let words = cells.iter().filter(is_remark).count();
        has_figures |= figures >= LEAST;
        if figures < LEAST && words >= LEAST && (cells.len() - words) * EXCEPT <= words {
            remarks.push(at);
        }
    }
    if has_figures {
        for at in remarks {
            table.heads[at].kind = Kind::Text;
        }
    }
}

/// Gives the column whose cells are attributes its kind, whatever its header says: 备注.
pub(super) fn settle_attribute(text: &str, table: &mut Table) {
    /// So many cells tell.
    const LEAST: usize = 3;
    if table.heads.iter().any(|head| head.kind == Kind::Attribute) {
        return;
    }
    let are_attributes = |at: &usize| {
        let cells = table.rows.iter().filter(|row| !row.is_banner).filter_map(|row| row.cells.get(*at));
        let filled: Vec<_> = cells.filter(|cell| !cell.is_empty()).collect();
        filled.len() >= LEAST && filled.iter().all(|cell| cell.iter().all(|span| is_attribute(span.of(text))))
    };
    let is_open = |at: &usize| matches!(table.heads[*at].kind, Kind::Text | Kind::Group | Kind::Content);
    let found = (0..table.heads.len()).filter(is_open).find(are_attributes);
    if let Some(at) = found {
        table.heads[at].kind = Kind::Attribute;
    }
}
