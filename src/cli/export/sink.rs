//! What every format of an export is, and what it may not be able to hold.

use std::fmt;

use guihua::tabulate::{Cell, Table};

/// Where the rows of an export go.
pub trait Sink {
    /// Takes a row; its cells are in the order of the table's columns.
    fn write(&mut self, table: Table, row: &[Cell<'_>]) -> anyhow::Result<()>;

    /// Puts the files in their place.
    fn finish(self: Box<Self>) -> anyhow::Result<()>;

    /// How many texts were too long for a cell and were cut.
    fn cut(&self) -> u64 {
        0
    }
}

/// A table has more rows than its format can hold.
#[derive(Debug)]
pub struct TooManyRows {
    /// The table.
    pub table: Table,
}

impl TooManyRows {
    /// The message in Chinese.
    pub fn message_zh(&self) -> String {
        format!("表 {} 的行数超过工作表的上限 1048576，请改用 --to sqlite 或 --to parquet", self.table.name())
    }
}

impl fmt::Display for TooManyRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = self.table.name();
        write!(f, "{table} has more rows than a sheet holds, 1048576; use --to sqlite or --to parquet")
    }
}

impl std::error::Error for TooManyRows {}
