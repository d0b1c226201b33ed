//! A model, kept in Rust until somebody looks into it.

use std::io;
use std::sync::Arc;

use guihua::model;
use guihua::render::{Format, append};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::patience::{caught, guarded, internal};

/// A document.
#[pyclass(frozen, module = "guihua._native")]
#[derive(Clone)]
pub struct Document(Arc<model::Document>);

impl Document {
    pub fn new(document: model::Document) -> Self {
        Self(Arc::new(document))
    }

    pub fn model(&self) -> &model::Document {
        &self.0
    }
}

#[pymethods]
impl Document {
    /// The key of the plan in all tables.
    fn plan_id(&self, py: Python<'_>) -> PyResult<String> {
        guarded(py, &self.0.source.path, || guihua::tabulate::plan_id(&self.0))
    }
}

/// Documents in a format, the bytes that `guihua parse` writes.
#[pyfunction]
pub fn render<'py>(
    py: Python<'py>,
    documents: Vec<Py<Document>>,
    format: &str,
) -> PyResult<Bound<'py, PyBytes>> {
    let format = match format {
        "yaml" => Format::Yaml,
        "json" => Format::Json,
        "ndjson" => Format::Ndjson,
        other => {
            return Err(PyValueError::new_err(format!("format must be yaml, json or ndjson, not {other:?}")));
        }
    };
    let models: Vec<_> = documents.iter().map(|document| document.get().clone()).collect();
    // Which of them is being written.
    let mut name = models.first().map_or("-", |document| &document.model().source.path);
    let written = py.detach(|| {
        caught(|| {
            let mut bytes = Vec::new();
            if models.len() == 1 || format == Format::Ndjson {
                // One after the other, which needs no copy of the models.
                for one in &models {
                    name = &one.model().source.path;
                    append(&mut bytes, std::slice::from_ref(one.model()), format)?;
                }
            } else {
                let models: Vec<_> = models.iter().map(|document| document.model().clone()).collect();
                append(&mut bytes, &models, format)?;
            }
            io::Result::Ok(bytes)
        })
    });
    let bytes = written.map_err(|words| internal(py, &words, name))??;
    Ok(PyBytes::new(py, &bytes))
}

/// A document from the JSON that [`render`] has made of it.
#[pyfunction]
pub fn load(py: Python<'_>, json: &[u8]) -> PyResult<Document> {
    let read = py.detach(|| caught(|| serde_json::from_slice(json)));
    let read = read.map_err(|words| internal(py, &words, "-"))?;
    Ok(Document::new(read.map_err(|error| PyValueError::new_err(error.to_string()))?))
}
