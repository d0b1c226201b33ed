//! CSV: a file per table, as spreadsheets, data frames and databases read it alike.
//!
//! UTF-8 with a byte order mark, without which Excel takes Chinese for the
//! system's code page; RFC 4180 quoting and line ends.

use std::borrow::Cow;
use std::io::{BufWriter, Write};

use guihua::tabulate::{Cell, Table};

use super::sink::RowSink;
use crate::cli::output::Pending;
use crate::cli::plain;

/// The files of the tables, in the order of [`Table::ALL`].
pub struct Csv {
    writers: Vec<csv::Writer<BufWriter<Pending>>>,
}

impl Csv {
    /// Begins the files of all tables.
    pub fn create(files: Vec<Pending>, delimiter: u8) -> anyhow::Result<Self> {
        let create = |(table, file): (&Table, Pending)| {
            let mut file = BufWriter::new(file);
            file.write_all("\u{FEFF}".as_bytes())?;
            let mut writer = csv::WriterBuilder::new()
                .delimiter(delimiter)
                .terminator(csv::Terminator::CRLF)
                .from_writer(file);
            writer.write_record(table.columns().iter().map(|column| column.name))?;
            anyhow::Ok(writer)
        };
        Ok(Self { writers: Table::ALL.iter().zip(files).map(create).collect::<Result<_, _>>()? })
    }
}

impl RowSink for Csv {
    fn write(&mut self, table: Table, row: &[Cell<'_>]) -> anyhow::Result<()> {
        let writer = &mut self.writers[table as usize];
        for cell in row {
            match cell {
                Cell::Null => writer.write_field("")?,
                Cell::Text(text) => writer.write_field(inert(text).as_bytes())?,
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
        files.into_iter().try_for_each(Pending::persist)
    }
}

/// The text so that no spreadsheet runs it: behind an apostrophe, if it opens as a
/// formula does. What is a number may stay one.
fn inert(text: &str) -> Cow<'_, str> {
    /// What opens a formula, and in Chinese spreadsheets, too.
    const SIGNS: &[char] = &['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    let is_number = || {
        let digits = text.trim_start().trim_start_matches(['+', '-']).trim_end_matches('%');
        digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
    };
    // Some pass over blanks, and over what nobody sees.
    let opening = text.trim_start_matches(|c: char| c.is_whitespace() || plain::is_odd(c));
    if (text.starts_with(SIGNS) || opening.starts_with(SIGNS)) && !is_number() {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn nothing_is_a_formula() {
        for formula in [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "＝1",
            "＠a",
            "-甲",
            "\n=1",
            " =1+1",
            "\u{200b}=1",
        ] {
            assert_eq!(inert(formula), format!("'{formula}"));
        }
        for text in ["", "甲=乙", "-3.2", "+5%", "-1,000", "-", "——", "'=1", " 甲=1", " -5"] {
            assert_eq!(inert(text), text);
        }
    }
}
