//! Rows as Arrow, handed over without a copy by the Arrow `PyCapsule` interface
//! (<https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>).

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::builder::{Date32Builder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchIterator};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use guihua::tabulate::{self, Cell, Column, Kind};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict};

use crate::document::Document;
use crate::patience::{caught, guarded, internal};

/// Rows of a batch. A column of text counts its bytes in 32 bits, so that a batch
/// ends before that is too little.
const ROWS: usize = 64 * 1024;

/// Bytes of text in a batch.
const BYTES: usize = 256 * 1024 * 1024;

/// The values of a column so far.
enum Values {
    Text(StringBuilder),
    Integer(Int64Builder),
    Number(Float64Builder),
    Date(Date32Builder),
}

impl Values {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Integer => Self::Integer(Int64Builder::new()),
            Kind::Number => Self::Number(Float64Builder::new()),
            Kind::Date => Self::Date(Date32Builder::new()),
            // So is a kind that is not known here yet.
            _ => Self::Text(StringBuilder::new()),
        }
    }

    /// Takes a cell; its bytes of text.
    fn push(&mut self, cell: &Cell<'_>) -> usize {
        match (self, cell) {
            (Self::Text(texts), Cell::Text(text)) => {
                texts.append_value(text);
                return text.len();
            }
            (Self::Integer(numbers), Cell::Integer(number)) => numbers.append_value(*number),
            (Self::Number(numbers), Cell::Number(number)) => numbers.append_value(*number),
            (Self::Date(dates), Cell::Date(days)) => dates.append_value(*days),
            // `tabulate` gives every column its kind; what is left is null.
            (Self::Text(texts), Cell::Null) => texts.append_null(),
            (Self::Text(texts), cell) => texts.append_value(cell.to_string()),
            (Self::Integer(numbers), _) => numbers.append_null(),
            (Self::Number(numbers), _) => numbers.append_null(),
            (Self::Date(dates), _) => dates.append_null(),
        }
        0
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(texts) => Arc::new(texts.finish()),
            Self::Integer(numbers) => Arc::new(numbers.finish()),
            Self::Number(numbers) => Arc::new(numbers.finish()),
            Self::Date(dates) => Arc::new(dates.finish()),
        }
    }
}

/// A table that grows.
struct Growing {
    schema: SchemaRef,
    columns: Vec<Values>,
    rows: usize,
    bytes: usize,
    batches: Vec<RecordBatch>,
}

impl Growing {
    fn new(columns: &[Column]) -> Self {
        let field = |column: &Column| {
            let kind = match column.kind {
                Kind::Integer => DataType::Int64,
                Kind::Number => DataType::Float64,
                Kind::Date => DataType::Date32,
                // As in `Values::new`.
                _ => DataType::Utf8,
            };
            let about = HashMap::from([("description".to_owned(), column.about.to_owned())]);
            Field::new(column.name, kind, !column.required).with_metadata(about)
        };
        Self {
            schema: Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>())),
            columns: columns.iter().map(|column| Values::new(column.kind)).collect(),
            rows: 0,
            bytes: 0,
            batches: Vec::new(),
        }
    }

    fn push(&mut self, row: &[Cell<'_>]) -> Result<(), ArrowError> {
        for (values, cell) in self.columns.iter_mut().zip(row) {
            self.bytes += values.push(cell);
        }
        self.rows += 1;
        if self.rows >= ROWS || self.bytes >= BYTES { self.flush() } else { Ok(()) }
    }

    /// Ends the batch.
    fn flush(&mut self) -> Result<(), ArrowError> {
        if self.rows > 0 {
            let columns = self.columns.iter_mut().map(Values::finish).collect();
            self.batches.push(RecordBatch::try_new(self.schema.clone(), columns)?);
        }
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

fn broken(error: ArrowError) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}

/// All tables, while documents are added.
#[pyclass(frozen, module = "guihua._native")]
pub struct Tables {
    /// In the order of [`tabulate::Table::ALL`]; empty when they were taken.
    growing: Mutex<Vec<Growing>>,
}

#[pymethods]
impl Tables {
    #[new]
    fn new() -> Self {
        let growing = tabulate::Table::ALL.iter().map(|table| Growing::new(table.columns())).collect();
        Self { growing: Mutex::new(growing) }
    }

    /// Adds the rows of a document.
    fn add(&self, py: Python<'_>, document: &Bound<'_, Document>) -> PyResult<()> {
        let document = document.get().clone();
        let add = || {
            let mut growing = self.growing.lock().unwrap_or_else(PoisonError::into_inner);
            let mut result = Ok(());
            let Ok(()) = tabulate::tabulate(document.model(), |table, row| {
                if let (Ok(()), Some(table)) = (&result, growing.get_mut(table as usize)) {
                    result = table.push(row);
                }
                Ok::<_, Infallible>(())
            });
            result
        };
        let added = py.detach(|| caught(add));
        added.map_err(|words| internal(py, &words, &document.model().source.path))?.map_err(broken)
    }

    /// The tables by name; nothing can be added any more.
    fn finish<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let growing = std::mem::take(&mut *self.growing.lock().unwrap_or_else(PoisonError::into_inner));
        let tables = PyDict::new(py);
        for (table, mut growing) in tabulate::Table::ALL.iter().zip(growing) {
            // Of all inputs together, so that none can be named.
            guarded(py, "-", || growing.flush())?.map_err(broken)?;
            tables.set_item(table.name(), Table { schema: growing.schema, batches: growing.batches })?;
        }
        Ok(tables)
    }
}

/// A table that any reader of Arrow takes.
#[pyclass(frozen, module = "guihua")]
pub struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

#[pymethods]
impl Table {
    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<&str> {
        self.schema.fields().iter().map(|field| field.name().as_str()).collect()
    }

    /// What a column means.
    fn about(&self, column: &str) -> PyResult<String> {
        let field =
            self.schema.field_with_name(column).map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok(field.metadata().get("description").cloned().unwrap_or_default())
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn __repr__(&self) -> String {
        format!("<guihua.Table of {} rows: {}>", self.__len__(), self.column_names().join(", "))
    }

    /// The schema, as the Arrow `PyCapsule` interface wants it.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.schema.as_ref()).map_err(broken)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The rows, as the Arrow `PyCapsule` interface wants them. The schema is the
    /// table's own, whatever is asked for; the interface leaves that open.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = self.batches.clone().into_iter().map(Ok);
        let reader = RecordBatchIterator::new(batches, self.schema.clone());
        let stream = FFI_ArrowArrayStream::new(Box::new(reader));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }
}
