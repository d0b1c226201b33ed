//! `guihua export`: plans, or models printed before, as tables.
//!
//! What the tables are is decided in [`guihua::tabulate`]; each format here is
//! a [`Sink`] that takes their rows. All files of an export appear at its end,
//! whole, or not at all.

mod csv;
mod keys;
mod models;
mod parquet;
mod sqlite;
mod xlsx;

use std::fmt;
use std::io::{self, Write};

use anyhow::Context;
use guihua::model::Document;
use guihua::tabulate::{Cell, Table, tabulate};
use guihua::{Lang, Options};

pub use self::keys::Conflict;
use self::keys::Keys;
use self::models::ModelFormat;
use super::args::{Export, ExportFormat, Input, Reading};
use super::fault::{self, Task};
use super::locale::Ui;
use super::run::Outcome;
use super::walk::{self, Found};

/// Where the rows of an export go.
trait Sink {
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
    table: Table,
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

/// Runs `guihua export`.
///
/// A plan that cannot be read, or whose rows could not be joined, is reported
/// and left out; the others are exported all the same.
///
/// # Errors
///
/// What stops the export as a whole: a list of files that cannot be read, an
/// output that cannot be written. No file has changed then.
pub fn run(args: &Export, lang: Option<Lang>, ui: Ui) -> anyhow::Result<Outcome> {
    let output = args.output.as_path();
    let writing = || Task::Write(Some(output.to_string_lossy().into_owned()));
    let found = walk::walk(&args.inputs, Some(output))?;
    let mut exporter = Exporter {
        sink: create(args).with_context(writing)?,
        keys: Keys::default(),
        options: Options { spans: false, lang: lang.unwrap_or_default() },
        reading: args.reading.clone(),
        plans: 0,
    };
    let mut failed = 0u64;
    for found in found {
        match exporter.take(found) {
            Ok(()) => {}
            Err(Failure::Input(error)) => {
                failed += 1;
                fault::print(&error, ui);
            }
            Err(Failure::Output(error)) => return Err(error.context(writing())),
        }
    }
    let (plans, cut) = (exporter.plans, exporter.sink.cut());
    exporter.sink.finish().with_context(writing)?;
    if !args.quiet {
        // Nobody is left to tell where standard error cannot be written.
        let _ = summarize(plans, failed, cut, ui);
    }
    Ok(if failed == 0 { Outcome::Done } else { Outcome::Unread })
}

fn create(args: &Export) -> anyhow::Result<Box<dyn Sink>> {
    let output = &args.output;
    let folder = || std::fs::create_dir_all(output);
    Ok(match args.to {
        ExportFormat::Csv => {
            folder()?;
            Box::new(csv::Csv::create(output, args.delimiter)?)
        }
        ExportFormat::Parquet => {
            folder()?;
            Box::new(parquet::Parquet::create(output)?)
        }
        ExportFormat::Sqlite => Box::new(sqlite::Sqlite::create(output)?),
        ExportFormat::Xlsx => Box::new(xlsx::Xlsx::create(output)?),
    })
}

/// What went wrong with one input, or with all of the export.
enum Failure {
    Input(anyhow::Error),
    Output(anyhow::Error),
}

/// From inputs to rows.
struct Exporter {
    sink: Box<dyn Sink>,
    keys: Keys,
    options: Options,
    reading: Reading,
    plans: u64,
}

impl Exporter {
    /// Reads one input and writes the rows of its plans.
    fn take(&mut self, found: Found) -> Result<(), Failure> {
        let reading = || Task::Read(Some(found.path.to_string_lossy().into_owned()));
        if let Some(problem) = found.problem {
            return Err(Failure::Input(anyhow::Error::from(problem).context(reading())));
        }
        let path = found.path.as_path();
        if let Some(format) = ModelFormat::of(path) {
            let mut stopped = None;
            let result = models::read(path, format, |document| match self.rows(&document) {
                Err(Failure::Output(error)) => {
                    stopped = Some(error);
                    anyhow::bail!("the output cannot be written")
                }
                Err(Failure::Input(error)) => Err(error),
                Ok(()) => Ok(()),
            });
            return match (stopped, result) {
                (Some(error), _) => Err(Failure::Output(error)),
                (None, result) => result.with_context(reading).map_err(Failure::Input),
            };
        }
        let input = Input { file: Some(path.to_path_buf()), reading: self.reading.clone() };
        let source = input.read().map_err(Failure::Input)?;
        let parsed = guihua::parse_with(&source, &self.options);
        parsed.documents.iter().try_for_each(|document| self.rows(document)).map_err(
            |failure| match failure {
                Failure::Input(error) => Failure::Input(error.context(reading())),
                output @ Failure::Output(_) => output,
            },
        )
    }

    /// Writes the rows of a document, or none of them.
    fn rows(&mut self, document: &Document) -> Result<(), Failure> {
        self.keys.take(document).map_err(|conflict| Failure::Input(conflict.into()))?;
        tabulate(document, |table, row| self.sink.write(table, row)).map_err(Failure::Output)?;
        self.plans += 1;
        Ok(())
    }
}

fn summarize(plans: u64, failed: u64, cut: u64, ui: Ui) -> io::Result<()> {
    let mut stderr = io::stderr().lock();
    match ui.lang {
        Lang::Zh => write!(stderr, "已导出 {plans} 个规划")?,
        Lang::En => write!(stderr, "{plans} plans exported")?,
    }
    if failed > 0 {
        match ui.lang {
            Lang::Zh => write!(stderr, "，{failed} 个输入失败")?,
            Lang::En => write!(stderr, ", {failed} inputs failed")?,
        }
    }
    if cut > 0 {
        match ui.lang {
            Lang::Zh => write!(stderr, "；{cut} 个单元格超过 Excel 的 32767 字上限，末尾已截断为“…”")?,
            Lang::En => write!(stderr, "; {cut} cells exceed Excel's 32,767 characters and end in …")?,
        }
    }
    writeln!(stderr)
}
