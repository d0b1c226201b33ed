//! XLSX: one workbook with a sheet per table, for people with a spreadsheet.

use std::io::BufWriter;

use guihua::tabulate::{Cell, Kind, Table};
use rust_xlsxwriter::{Format, Workbook};

use super::remembering::Remembering;
use super::sink::{RowSink, TooManyRows, fitting};
use crate::cli::output::Pending;

/// Rows of a sheet, its header included.
const MAX_ROWS: u32 = 1_048_576;

/// The workbook; rows that are written leave memory.
pub struct Xlsx {
    workbook: Workbook,
    file: Pending,
    /// The rows of each sheet so far, in the order of [`Table::ALL`].
    rows: Vec<u32>,
    cut: u64,
    /// How dates are shown.
    date: Format,
}

/// A date as spreadsheets count it: days since 1899-12-30.
fn serial(days: i32) -> f64 {
    const OFFSET: i32 = 25_569;
    f64::from(days + OFFSET)
}

impl Xlsx {
    /// Begins the workbook that will be `file`.
    pub fn create(file: Pending) -> anyhow::Result<Self> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(file.folder())?;
        let bold = Format::new().set_bold();
        for table in Table::ALL {
            let sheet = workbook.add_worksheet_with_constant_memory()?;
            sheet.set_name(table.name())?.set_freeze_panes(1, 0)?;
            for (column, at) in table.columns().iter().zip(0u16..) {
                // Sheets are read on screens: texts get room, numbers little.
                let width = if column.kind == Kind::Text { 24 } else { 10 };
                sheet.set_column_width(at, width)?;
                sheet.write_string_with_format(0, at, column.name, &bold)?;
            }
        }
        Ok(Self {
            workbook,
            file,
            rows: vec![1; Table::ALL.len()],
            cut: 0,
            date: Format::new().set_num_format("yyyy-mm-dd"),
        })
    }
}

impl RowSink for Xlsx {
    fn write(&mut self, table: Table, row: &[Cell<'_>]) -> anyhow::Result<()> {
        let at = self.rows[table as usize];
        if at == MAX_ROWS {
            anyhow::bail!(TooManyRows { table });
        }
        self.rows[table as usize] += 1;
        for (cell, column) in row.iter().zip(0u16..) {
            let text = match cell {
                Cell::Text(text) => Some(fitting(text, &mut self.cut)),
                _ => None,
            };
            let sheet = self.workbook.worksheet_from_index(table as usize)?;
            match (cell, text) {
                (_, Some(text)) => sheet.write_string(at, column, text)?,
                // A spreadsheet has one kind of number, which is exact up to 2⁵³.
                #[allow(clippy::cast_precision_loss)]
                (Cell::Integer(number), _) => sheet.write_number(at, column, *number as f64)?,
                (Cell::Number(number), _) => sheet.write_number(at, column, *number)?,
                (Cell::Date(days), _) => {
                    sheet.write_number_with_format(at, column, serial(*days), &self.date)?
                }
                (_, None) => continue,
            };
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> anyhow::Result<()> {
        for (table, rows) in Table::ALL.iter().zip(&self.rows) {
            let columns = u16::try_from(table.columns().len())?;
            let sheet = self.workbook.worksheet_from_index(*table as usize)?;
            sheet.autofilter(0, 0, rows - 1, columns - 1)?;
        }
        let mut buffer = Remembering::new(BufWriter::new(&mut self.file));
        self.workbook.save_to_writer(&mut buffer)?;
        buffer.finish()?;
        self.file.persist()
    }

    fn cut(&self) -> u64 {
        self.cut
    }
}
