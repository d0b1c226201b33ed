//! Parquet: a file per table, as databases, data frames and engines read it.

use std::sync::Arc;

use guihua::tabulate::{Cell, Column, Kind, Table};
use parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};

use super::sink::RowSink;
use crate::cli::output::Pending;

/// Rows of a table held in memory before they are written together. Readers
/// skip and share work by row group; the plan's texts make this about 16 MB.
const ROW_GROUP: usize = 64 * 1024;

/// Bytes of text after which a row group is closed however few rows it has.
const ROW_GROUP_BYTES: usize = 16 * 1024 * 1024;

/// The files of the tables, in the order of [`Table::ALL`].
pub struct Parquet {
    files: Vec<TableFile>,
}

/// One file and the rows that wait for it, column by column.
struct TableFile {
    writer: SerializedFileWriter<Pending>,
    columns: Vec<Values>,
    rows: usize,
    bytes: usize,
}

/// The values of one column; a row without one has a level of 0.
struct Values {
    data: Data,
    /// Definition levels, for columns that may be empty.
    levels: Option<Vec<i16>>,
}

enum Data {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Number(Vec<f64>),
    Date(Vec<i32>),
}

impl Parquet {
    /// Begins the files of all tables.
    pub fn create(files: Vec<Pending>) -> anyhow::Result<Self> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("guihua ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let properties = Arc::new(properties);
        let create = |(table, file): (&Table, Pending)| {
            let writer = SerializedFileWriter::new(file, schema(*table)?, properties.clone())?;
            let columns = table.columns().iter().map(Values::new).collect();
            anyhow::Ok(TableFile { writer, columns, rows: 0, bytes: 0 })
        };
        Ok(Self { files: Table::ALL.iter().zip(files).map(create).collect::<Result<_, _>>()? })
    }
}

impl RowSink for Parquet {
    fn write(&mut self, table: Table, row: &[Cell<'_>]) -> anyhow::Result<()> {
        let file = &mut self.files[table as usize];
        for (values, cell) in file.columns.iter_mut().zip(row) {
            file.bytes += values.push(cell);
        }
        file.rows += 1;
        if file.rows >= ROW_GROUP || file.bytes >= ROW_GROUP_BYTES {
            file.flush()?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> anyhow::Result<()> {
        let mut files = Vec::with_capacity(self.files.len());
        for mut file in self.files {
            file.flush()?;
            files.push(file.writer.into_inner()?);
        }
        // Nothing is put in place before all of it is written.
        files.into_iter().try_for_each(Pending::persist)
    }
}

impl TableFile {
    /// Writes the waiting rows as a row group, if there are any.
    fn flush(&mut self) -> Result<(), ParquetError> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for values in &mut self.columns {
            values.write(&mut group)?;
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

impl Values {
    fn new(column: &Column) -> Self {
        let data = match column.kind {
            Kind::Text => Data::Text(Vec::new()),
            Kind::Integer => Data::Integer(Vec::new()),
            Kind::Number => Data::Number(Vec::new()),
            Kind::Date => Data::Date(Vec::new()),
        };
        Self { data, levels: (!column.required).then(Vec::new) }
    }

    /// Takes a cell; its size in bytes.
    fn push(&mut self, cell: &Cell<'_>) -> usize {
        let size = match (&mut self.data, cell) {
            (Data::Text(texts), Cell::Text(text)) => {
                texts.push(text.as_bytes().to_vec().into());
                text.len()
            }
            (Data::Integer(numbers), Cell::Integer(number)) => {
                numbers.push(*number);
                size_of::<i64>()
            }
            (Data::Number(numbers), Cell::Number(number)) => {
                numbers.push(*number);
                size_of::<f64>()
            }
            (Data::Date(dates), Cell::Date(days)) => {
                dates.push(*days);
                size_of::<i32>()
            }
            // `tabulate` gives every column its kind; what is left is null.
            _ => 0,
        };
        if let Some(levels) = &mut self.levels {
            levels.push((*cell != Cell::Null).into());
        }
        size
    }

    /// Writes the values as the next column of `group` and forgets them.
    fn write<W: std::io::Write + Send>(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<(), ParquetError> {
        let levels = self.levels.as_deref();
        match &mut self.data {
            Data::Text(texts) => write_column::<ByteArrayType, _>(group, texts, levels)?,
            Data::Integer(numbers) => write_column::<Int64Type, _>(group, numbers, levels)?,
            Data::Number(numbers) => write_column::<DoubleType, _>(group, numbers, levels)?,
            Data::Date(dates) => write_column::<Int32Type, _>(group, dates, levels)?,
        }
        if let Some(levels) = &mut self.levels {
            levels.clear();
        }
        Ok(())
    }
}

fn write_column<T: DataType, W: std::io::Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &mut Vec<T::T>,
    levels: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let mut column = group
        .next_column()?
        .ok_or_else(|| ParquetError::General("a row has more cells than its table has columns".to_owned()))?;
    column.typed::<T>().write_batch(values, levels, None)?;
    values.clear();
    column.close()
}

/// The schema of a table; texts are UTF-8 strings to every reader.
fn schema(table: Table) -> Result<TypePtr, ParquetError> {
    let field = |column: &Column| {
        let (kind, logical) = match column.kind {
            Kind::Text => (PhysicalType::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Integer => (PhysicalType::INT64, None),
            Kind::Number => (PhysicalType::DOUBLE, None),
            Kind::Date => (PhysicalType::INT32, Some(LogicalType::Date)),
        };
        let repetition = if column.required { Repetition::REQUIRED } else { Repetition::OPTIONAL };
        let field = Type::primitive_type_builder(column.name, kind)
            .with_logical_type(logical)
            .with_repetition(repetition)
            .build()?;
        Ok(Arc::new(field))
    };
    let fields = table.columns().iter().map(field).collect::<Result<_, ParquetError>>()?;
    Ok(Arc::new(Type::group_type_builder(table.name()).with_fields(fields).build()?))
}
