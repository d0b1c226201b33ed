//! Plans as rows of tables, for those formats that have tables.

use guihua::tabulate::tabulate;

use super::keys::Keys;
use super::sink::{Failure, RowSink, Sink};
use crate::cli::review::Reviewed;

/// A format of tables, and the keys of the rows in them.
pub struct Rows<T> {
    keys: Keys,
    tables: Box<T>,
}

impl<T: RowSink> Rows<T> {
    pub fn new(tables: T) -> Self {
        Self { keys: Keys::default(), tables: Box::new(tables) }
    }
}

impl<T: RowSink> Sink for Rows<T> {
    /// Writes the rows of a plan, or none of them.
    fn document(&mut self, plan: &Reviewed) -> Result<(), Failure> {
        let document = &plan.document;
        self.keys.take(document).map_err(|conflict| Failure::Input(conflict.into()))?;
        tabulate(document, |table, row| self.tables.write(table, row)).map_err(Failure::Output)
    }

    fn finish(self: Box<Self>) -> anyhow::Result<u64> {
        let cut = self.tables.cut();
        self.tables.finish()?;
        Ok(cut)
    }
}
