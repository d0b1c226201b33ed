//! What every format of an export is, and what it may not be able to hold.

use std::borrow::Cow;
use std::fmt;

use guihua::tabulate::{Cell, Table};

use crate::cli::book::Counts;
use crate::cli::review::Reviewed;

/// Where the plans of an export go.
pub trait Sink {
    /// Takes a plan, and what is to be looked at in it.
    fn document(&mut self, plan: &Reviewed) -> Result<(), Failure>;

    /// Takes note of an input that was not read.
    fn failure(&mut self, _path: &str, _reason: &str, _is_skipped: bool) {}

    /// How much of what there is so far, if anybody counts.
    fn counts(&self) -> Option<Counts> {
        None
    }

    /// Puts the files in their place; how many texts were too long for a cell and
    /// were cut.
    fn finish(self: Box<Self>) -> anyhow::Result<u64>;
}

/// Where the rows of tables go.
pub trait RowSink {
    /// Takes a row; its cells are in the order of the table's columns.
    fn write(&mut self, table: Table, row: &[Cell<'_>]) -> anyhow::Result<()>;

    /// Puts the files in their place.
    fn finish(self: Box<Self>) -> anyhow::Result<()>;

    /// How many texts were too long for a cell and were cut.
    fn cut(&self) -> u64 {
        0
    }
}

/// What went wrong with one input, or with all of the export.
pub enum Failure {
    /// With one input.
    Input(anyhow::Error),
    /// With all of it.
    Output(anyhow::Error),
}

/// So many plans fit in a workbook that people open; what is in it is held in memory.
pub const PLANS: usize = 2000;

/// There are more plans than people open in one workbook.
#[derive(Debug)]
pub struct TooManyPlans;

impl TooManyPlans {
    /// The message in Chinese.
    pub fn message_zh() -> String {
        format!("超过 {PLANS} 个规划，一个工作簿放不下；请加 --each 每个文件写一个，或用 --to sqlite")
    }
}

impl fmt::Display for TooManyPlans {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "more than {PLANS} plans are too many for one workbook; add --each for one each, or use --to sqlite"
        )
    }
}

impl std::error::Error for TooManyPlans {}

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

/// `text`, or as much of it as a cell of a spreadsheet holds.
pub fn fitting<'a>(text: &'a str, cut: &mut u64) -> Cow<'a, str> {
    /// Characters of a cell, in the units of UTF-16 that Excel counts.
    const MOST: usize = 32_767;
    /// What stands at the end of a text that was cut.
    const CUT: char = '…';
    if text.len() <= MOST || text.encode_utf16().count() <= MOST {
        return text.into();
    }
    *cut += 1;
    let mut room = MOST - CUT.len_utf16();
    let mut kept: String = text
        .chars()
        .take_while(|c| room.checked_sub(c.len_utf16()).map(|rest| room = rest).is_some())
        .collect();
    kept.push(CUT);
    kept.into()
}
