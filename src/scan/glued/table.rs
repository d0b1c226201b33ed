//! The table as it was found.

use crate::scan::column::Kind;

/// A stretch of the text.
pub type Range = std::ops::Range<usize>;

/// Such a table: its columns, its rows, and where it ends; all places are offsets in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GluedTasks {
    /// What each column holds, and its header.
    pub heads: Vec<(Kind, Range)>,
    /// The rows, in order.
    pub rows: Vec<GluedRow>,
    /// The end of the last cell.
    pub end: usize,
}

/// A row of such a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GluedRow {
    /// The name of the group that begins with this row.
    pub group: Option<Range>,
    /// Its number, where a column counts the rows.
    pub number: Option<Range>,
    /// What is to be done.
    pub task: Range,
    /// The lists of departments: none where nobody knows their names, one for each column at most.
    pub lists: Vec<Range>,
    /// What stands behind them, if the header has a column for it.
    pub time: Option<Range>,
}
