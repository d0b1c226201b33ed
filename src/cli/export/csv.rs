//! CSV: a file per table, as spreadsheets, data frames and databases read it alike.
//!
//! UTF-8 with a byte order mark, without which Excel takes Chinese for the
//! system's code page; RFC 4180 quoting and line ends.

use std::io::{BufWriter, Write};
use std::path::Path;

use guihua::tabulate::{Cell, Table};

use super::sink::Sink;
use crate::cli::output::Pending;

/// The files of the tables, in the order of [`Table::ALL`].
pub struct Csv {
    writers: Vec<csv::Writer<BufWriter<Pending>>>,
}

impl Csv {
    /// Begins the files of all tables in `folder`.
    pub fn create(folder: &Path, delimiter: u8) -> anyhow::Result<Self> {
        let extension = if delimiter == b'\t' { "tsv" } else { "csv" };
        let create = |table: &Table| {
            let mut file =
                BufWriter::new(Pending::create(&folder.join(table.name()).with_extension(extension))?);
            file.write_all("\u{FEFF}".as_bytes())?;
            let mut writer = csv::WriterBuilder::new()
                .delimiter(delimiter)
                .terminator(csv::Terminator::CRLF)
                .from_writer(file);
            writer.write_record(table.columns().iter().map(|column| column.name))?;
            anyhow::Ok(writer)
        };
        Ok(Self { writers: Table::ALL.iter().map(create).collect::<Result<_, _>>()? })
    }
}

impl Sink for Csv {
    fn write(&mut self, table: Table, row: &[Cell<'_>]) -> anyhow::Result<()> {
        let writer = &mut self.writers[table as usize];
        for cell in row {
            match cell {
                Cell::Null => writer.write_field("")?,
                Cell::Text(text) => writer.write_field(text.as_bytes())?,
                number => writer.write_field(number.to_string())?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
        Ok(())
    }

    fn finish(self: Box<Self>) -> anyhow::Result<()> {
        let mut files = Vec::with_capacity(self.writers.len());
        for writer in self.writers {
            let buffer = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
            files.push(buffer.into_inner().map_err(std::io::IntoInnerError::into_error)?);
        }
        // Nothing is put in place before all of it is written.
        files.into_iter().try_for_each(|file| Ok(file.persist()?))
    }
}
