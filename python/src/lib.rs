//! What the Python package `guihua` does in Rust.
//!
//! The package itself, with its types and its documentation, is
//! `python/guihua`; it is the only caller. Here stand the conversions: words of
//! Python to options, models to JSON, rows to Arrow. Wherever plans are read, other
//! threads of Python may run. A panic becomes an error with the code `internal`.

mod document;
mod patience;
mod results;
mod table;

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use guihua::cli::many;
use guihua::model::SourceFormat;
use guihua::{Encoding, Lang, Options, ReadOptions, Source};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use self::document::Document;
use self::patience::{caught, wait_for};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[pymodule]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::document::Document;
    #[pymodule_export]
    use super::document::{load, render};
    #[pymodule_export]
    use super::patience::panic_next;
    #[pymodule_export]
    use super::results::Many;
    #[pymodule_export]
    use super::table::{Table, Tables};
    #[pymodule_export]
    use super::{check_bytes, check_path, main, normalize, parse_bytes, parse_path, schema};

    #[pymodule_init]
    #[allow(clippy::unnecessary_wraps, reason = "pyo3 wants it so")]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        let _ = module;
        guihua::cli::many::prepare();
        Ok(())
    }
}

/// How plans are read, in the words of the package's functions.
#[derive(Clone, Copy)]
pub struct How {
    format: Option<SourceFormat>,
    encoding: Option<Encoding>,
    spans: bool,
    lang: Lang,
}

impl How {
    fn reading(self) -> ReadOptions {
        ReadOptions { encoding: self.encoding, format: self.format }
    }

    fn options(self) -> Options {
        Options { spans: self.spans, lang: self.lang }
    }
}

// By hand, since a derived one makes a `TypeError` of a word that is not known.
impl<'py> FromPyObject<'_, 'py> for How {
    type Error = PyErr;

    fn extract(words: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let word = |name: &str| words.get_item(name)?.extract::<Option<String>>();
        Ok(Self {
            format: word("format")?.as_deref().map(format_of).transpose()?,
            encoding: word("encoding")?.as_deref().map(encoding_of).transpose()?,
            spans: words.get_item("spans")?.extract()?,
            lang: lang_of(word("lang")?.as_deref())?,
        })
    }
}

fn format_of(name: &str) -> PyResult<SourceFormat> {
    Ok(match name {
        "text" => SourceFormat::Text,
        "html" => SourceFormat::Html,
        "docx" => SourceFormat::Docx,
        "pdf" => SourceFormat::Pdf,
        _ => {
            return Err(PyValueError::new_err(format!(
                "format must be text, html, docx or pdf, not {name:?}"
            )));
        }
    })
}

fn encoding_of(name: &str) -> PyResult<Encoding> {
    Encoding::from_label(name).map_err(|error| PyValueError::new_err(error.to_string()))
}

fn lang_of(name: Option<&str>) -> PyResult<Lang> {
    match name {
        Some("zh") => Ok(Lang::Zh),
        Some("en") => Ok(Lang::En),
        _ => Err(PyValueError::new_err(format!("lang must be zh or en, not {}", name.unwrap_or("None")))),
    }
}

/// An error of the package: its class follows the code.
fn failure(py: Python<'_>, code: &str, message: &str, path: impl AsRef<OsStr>) -> PyErr {
    let path = path.as_ref();
    let make = || py.import("guihua._errors")?.getattr("of")?.call1((code, message, path));
    make().map_or_else(|error| error, PyErr::from_value)
}

/// Reads a file and parses it.
#[pyfunction]
fn parse_path(py: Python<'_>, path: PathBuf, how: How) -> PyResult<Vec<Document>> {
    let called = path.clone();
    let answer =
        wait_for(py, &called, how.lang, move || many::read_one(&path, how.reading(), how.options()))?;
    match answer.result {
        Ok(documents) => Ok(documents.into_iter().map(Document::new).collect()),
        Err(why) => Err(failure(py, why.code, &why.message, &called)),
    }
}

/// Parses the bytes of a file that is called `name`.
#[pyfunction]
fn parse_bytes(py: Python<'_>, data: &[u8], name: PathBuf, how: How) -> PyResult<Vec<Document>> {
    let (called, data) = (name.clone(), data.to_vec());
    let parsed = wait_for(py, &called, how.lang, move || {
        decode(data, &name, how).map(|source| guihua::parse_with(&source, &how.options()).documents)
    })?;
    let documents = parsed.map_err(|(code, message)| failure(py, code, &message, &called))?;
    Ok(documents.into_iter().map(Document::new).collect())
}

/// A finding, as the package makes it: code, name, severity, message, help, lines, span.
type Finding = (&'static str, &'static str, String, String, &'static str, (u32, u32), (u32, u32));

/// Reads a file and proofreads it.
#[pyfunction]
fn check_path(py: Python<'_>, path: PathBuf, how: How) -> PyResult<Vec<Finding>> {
    let called = path.clone();
    let found = wait_for(py, &called, how.lang, move || {
        many::source(&path, how.reading(), how.options().lang).map(|source| findings(&source, how))
    })?;
    found.map_err(|why| failure(py, why.code, &why.message, &called))
}

/// Proofreads the bytes of a file that is called `name`.
#[pyfunction]
fn check_bytes(py: Python<'_>, data: &[u8], name: PathBuf, how: How) -> PyResult<Vec<Finding>> {
    let (called, data) = (name.clone(), data.to_vec());
    let found = wait_for(py, &called, how.lang, move || {
        decode(data, &name, how).map(|source| findings(&source, how))
    })?;
    found.map_err(|(code, message)| failure(py, code, &message, &called))
}

fn decode(data: Vec<u8>, name: &Path, how: How) -> Result<Source, (&'static str, String)> {
    Source::read(many::name(name), data, how.reading())
        .map_err(|error| many::words(error, how.options().lang))
}

fn findings(source: &Source, how: How) -> Vec<Finding> {
    let lang = how.options().lang;
    let checked = guihua::check_with(source, &how.options());
    let lines = source.lines();
    let finding = |found: &guihua::Diagnostic| {
        let rule = found.code.rule();
        let span = found.span;
        let first = lines.line(span.start);
        let last = lines.line(span.end.max(span.start + 1) - 1);
        let severity = format!("{:?}", rule.severity).to_lowercase();
        (
            rule.code,
            rule.name,
            severity,
            found.message(lang),
            found.help(lang),
            (first, last),
            (span.start, span.end),
        )
    };
    checked.diagnostics.iter().map(finding).collect()
}

/// The text in its normal form.
#[pyfunction]
fn normalize(py: Python<'_>, text: String) -> PyResult<String> {
    wait_for(py, "-", Lang::Zh, move || guihua::normalize::normalize(&text).text)
}

/// The JSON Schema of the model.
#[pyfunction]
fn schema() -> String {
    guihua::schema::plan_schema_text()
}

/// The command line; gives its exit status.
#[pyfunction]
fn main(py: Python<'_>, words: Vec<OsString>) -> u8 {
    py.detach(|| {
        // What a program that has panicked ends with.
        let status = caught(|| guihua::cli::main(words)).unwrap_or(101);
        // A program does so when it ends; here nobody else does.
        let _ = io::stdout().flush();
        status
    })
}
