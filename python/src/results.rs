//! Many inputs, fetched one after the other.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use guihua::cli::many::{self, Next, Refused, Request};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::How;
use crate::document::Document;
use crate::failure;
use crate::patience::{PATIENCE, caught, internal};

/// What came of one input: path, status, documents, code and message of an error.
type Answer = (PathBuf, &'static str, Vec<Document>, Option<(&'static str, String)>);

/// An iterator over answers.
#[pyclass(frozen, module = "guihua._native")]
pub struct Many {
    /// Empty where the work is done or was stopped.
    inputs: Mutex<Option<many::Many>>,
    /// What an error that is none of a single input names: the first of the paths.
    name: PathBuf,
}

#[pymethods]
impl Many {
    #[new]
    fn new(
        py: Python<'_>,
        paths: Vec<PathBuf>,
        folder: Option<PathBuf>,
        include: Vec<String>,
        exclude: Vec<String>,
        jobs: Option<usize>,
        how: How,
    ) -> PyResult<Self> {
        let jobs = match jobs {
            Some(jobs) => {
                Some(NonZeroUsize::new(jobs).ok_or_else(|| PyValueError::new_err("jobs must be 1 or more"))?)
            }
            None => None,
        };
        let request =
            Request { paths, folder, include, exclude, jobs, reading: how.reading(), options: how.options() };
        let name = request.paths.first().cloned().unwrap_or_default();
        // A folder is gone through here.
        let started = py.detach(|| caught(|| many::Many::start(request)));
        match started.map_err(|words| internal(py, &words, &name))? {
            Ok(inputs) => Ok(Self { inputs: Mutex::new(Some(inputs)), name }),
            Err(Refused::Glob(words)) => Err(PyValueError::new_err(words)),
            Err(Refused::Why(why)) => Err(failure(py, why.code, &why.message, &name)),
        }
    }

    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Answer>> {
        loop {
            let next = py.detach(|| {
                let inputs = self.inputs.lock().unwrap_or_else(PoisonError::into_inner);
                inputs.as_ref().map_or(Next::Finished, |inputs| inputs.next(PATIENCE))
            });
            match next {
                Next::Ready(answer) => {
                    let (documents, why) = match answer.result {
                        Ok(documents) => (documents.into_iter().map(Document::new).collect(), None),
                        Err(why) => (Vec::new(), Some((why.code, why.message))),
                    };
                    return Ok(Some((answer.path, answer.status, documents, why)));
                }
                Next::Waiting => py.check_signals()?,
                Next::Finished => return Ok(None),
                Next::Broken(words) => return Err(internal(py, &words, &self.name)),
            }
        }
    }

    /// Stops the work; nothing more comes.
    fn close(&self) {
        self.inputs.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}
