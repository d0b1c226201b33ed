//! Exports that go to a page rather than to a file: written to a folder that is gone again.

use std::fs;
use std::path::Path;

use guihua::Lang;
use guihua::model::Document;
use guihua::tabulate::Table;

use super::csv::Csv;
use super::people::People;
use super::rows::Rows;
use super::sink::{Failure, Sink};
use super::workbook;
use crate::cli::output::{Outputs, Pending, Target};
use crate::cli::review::Reviewed;

/// The workbook for people.
///
/// # Errors
///
/// What keeps it from being made.
pub fn workbook(plans: Vec<Reviewed>, lang: Lang) -> anyhow::Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("plan.xlsx");
    let mut sink: Box<dyn Sink> = Box::new(People::new(pending(&path)?, lang, workbook::write));
    for plan in plans {
        sink.document(&plan).map_err(error)?;
    }
    sink.finish()?;
    Ok(fs::read(path)?)
}

/// One table of those that programs read, as CSV.
///
/// # Errors
///
/// What keeps it from being made.
pub fn table(documents: &[Document], wanted: Table) -> anyhow::Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let path = |table: &Table| folder.path().join(format!("{}.csv", table.name()));
    let files = Table::ALL.iter().map(|table| pending(&path(table))).collect::<Result<Vec<_>, _>>()?;
    let mut sink: Box<dyn Sink> = Box::new(Rows::new(Csv::create(files, b',')?));
    for document in documents {
        sink.document(&Reviewed::bare(document.clone())).map_err(error)?;
    }
    sink.finish()?;
    Ok(fs::read(path(&wanted))?)
}

fn pending(path: &Path) -> anyhow::Result<Pending> {
    Outputs::new([Some(path)], false)?.open(Some(path)).and_then(Target::begin)
}

fn error(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Input(error) | Failure::Output(error) => error,
    }
}
