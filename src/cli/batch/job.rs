//! One input, from its bytes to its answer. This runs on the threads.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fmt, io};

use guihua::model::{Document, SCHEMA_VERSION, Severity};
use guihua::render::{self, Format};
use guihua::{Encoding, Lang, Options, Source};
use serde::Serialize;

use super::index::{Entry, key};
use super::pool::Claim;
use super::reader::{Input, Reader, Refusal};
use super::record::{Status, Trouble};
use super::results::{self, Results};
use crate::cli::corrected::{self, Corrector};
use crate::cli::{output, plain};

/// An input.
#[derive(Debug)]
pub struct Job {
    /// Its path as given; `-` is standard input.
    pub path: PathBuf,
    /// Its path below the folder that was named, where walking knows it.
    pub name: Option<String>,
    /// Where the input is.
    pub input: Input,
    /// Where its result goes, below the folder of results.
    pub output: Option<PathBuf>,
}

/// What is done with every input.
#[derive(Debug)]
pub struct Recipe {
    /// How the inputs are read.
    pub reader: Reader,
    /// Whether the corrections beside the inputs are applied.
    pub corrector: Corrector,
    /// What the models contain.
    pub options: Options,
    /// How models are written.
    pub shape: Shape,
    /// What stands before the models in a file of their own.
    pub preface: String,
    /// Where results go, if each has a file of its own.
    pub results: Option<Arc<Results>>,
    /// Whether results that are up to date are left alone.
    pub resume: bool,
    /// How inputs that are models already are read, where they may be.
    pub models: Option<Models>,
}

/// Gives the models of a source, if it holds models and no plan.
#[derive(Clone)]
pub struct Models(Arc<TakeModels>);

/// The models, or why there are none: the error, and what there is to be said of it.
pub type Accepted = Result<Vec<Document>, (anyhow::Error, String)>;

type TakeModels = dyn Fn(&Path, &Source) -> Option<Accepted> + Send + Sync;

impl Models {
    pub fn new(take: impl Fn(&Path, &Source) -> Option<Accepted> + Send + Sync + 'static) -> Self {
        Self(Arc::new(take))
    }

    /// Those in the file at `path`.
    pub fn of(&self, path: &Path, source: &Source) -> Option<Accepted> {
        (self.0)(path, source)
    }
}

impl fmt::Debug for Models {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Models")
    }
}

/// How the models of one input are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// As a file or a part of a stream.
    Plain(Format),
    /// As elements of a JSON array, without the commas between them.
    Elements,
    /// As a line that says how the input ended.
    Envelope,
}

impl Shape {
    pub const fn format(self) -> Format {
        match self {
            Self::Plain(format) => format,
            Self::Elements => Format::Json,
            Self::Envelope => Format::Ndjson,
        }
    }
}

/// What came of an input.
#[derive(Debug)]
pub struct Answer {
    pub status: Status,
    /// The gravest finding.
    pub worst: Option<Severity>,
    /// Why there is no model.
    pub trouble: Option<Trouble>,
    /// The same at length, for people.
    pub words: String,
    /// The models as they are written to a stream.
    pub text: Vec<u8>,
    /// The line for the index of results.
    pub entry: Option<Entry>,
    /// Whether nothing else can be written either.
    pub is_fatal: bool,
}

impl Answer {
    /// The answer for an input with models.
    fn with(status: Status, worst: Option<Severity>, text: Vec<u8>) -> Self {
        Self { status, worst, trouble: None, words: String::new(), text, entry: None, is_fatal: false }
    }

    /// The answer for an input without model.
    pub fn without(status: Status, trouble: Trouble) -> Self {
        Self { trouble: Some(trouble), ..Self::with(status, None, Vec::new()) }
    }
}

/// The answer to one input, for those who drive `guihua` line by line.
#[derive(Debug, Serialize)]
pub struct Envelope<'a> {
    pub path: &'a str,
    pub status: Status,
    pub documents: &'a [Document],
    pub error: Option<&'a Trouble>,
}

impl Envelope<'_> {
    /// The answer as a line.
    pub fn line(&self) -> Vec<u8> {
        // Writing into memory does not fail, and there are no keys but strings.
        let mut line = Vec::new();
        let _ = plain::write_json(&mut line, self);
        line.push(b'\n');
        line
    }
}

impl Recipe {
    /// What results were made by: they are up to date while this is the same.
    pub fn name(&self) -> String {
        let Options { spans, lang } = self.options;
        let encoding = self.reader.options.encoding.map_or("", Encoding::name);
        let from = self.reader.options.format.map(|format| format!(" from={format:?}")).unwrap_or_default();
        let version = env!("CARGO_PKG_VERSION");
        let format = self.shape.format();
        format!(
            "guihua {version} model {SCHEMA_VERSION} {format:?} {lang:?} spans={spans} encoding={encoding}{from}{}",
            self.preface.trim_end()
        )
    }

    /// Does everything that is to be done with an input.
    pub fn work(&self, job: &Job, claim: &Claim) -> Answer {
        match self.try_work(job, claim) {
            Ok(answer) => answer,
            Err(refusal) => {
                let Refusal { status, trouble, words, is_fatal } = refusal;
                Answer { words, is_fatal, ..Answer::without(status, trouble) }
            }
        }
    }

    fn try_work(&self, job: &Job, claim: &Claim) -> Result<Answer, Refusal> {
        if let Some(models) = &self.models {
            let source = self.reader.read_any(&job.path, &job.input)?;
            if let Some(found) = models.of(&job.path, &source) {
                let refused = |(error, words)| Refusal { words, ..self.reader.failed(&error) };
                let documents = found.map_err(refused)?;
                let status = Status::Parsed;
                let text = self
                    .render(&source, status, &documents)
                    .map_err(|error| self.reader.failed(&error.into()))?;
                return Ok(Answer::with(status, None, text));
            }
        }
        let source = self.reader.read(&job.path, &job.input)?;
        let source = match &job.name {
            Some(name) => source.named(name),
            None => source,
        };
        let corrections = match &job.input {
            Input::Named | Input::Found => self.corrector.find(&job.path),
            _ => Ok(None),
        };
        let corrections = corrections.map_err(|error| self.reader.failed(&error))?;
        let name = || {
            let corrected = corrections.as_ref().map(|found| format!(" corrections={}", found.sha256));
            self.name() + &corrected.unwrap_or_default()
        };
        let current = |results: &Arc<Results>, output: &Path| {
            results.current(output, source.sha256(), &name()).map(|entry| entry.worst)
        };
        if let (true, Some(results), Some(output)) = (self.resume, &self.results, &job.output)
            && let Some(worst) = current(results, output)
        {
            return Ok(Answer::with(Status::Unchanged, worst, Vec::new()));
        }
        let parsed = corrected::parse(&source, corrections.as_ref(), self.options);
        let worst = parsed.diagnostics.iter().map(|found| found.code.rule().severity).max();
        let status = if parsed.diagnostics.is_empty() { Status::Parsed } else { Status::Findings };
        let text = self
            .render(&source, status, &parsed.documents)
            .map_err(|error| self.reader.failed(&error.into()))?;
        let mut answer = Answer::with(status, worst, text);
        if let (Some(results), Some(output)) = (&self.results, &job.output) {
            // Who was left behind writes nothing; the answer is dropped.
            if claim.take() {
                results.write(output, &answer.text).map_err(|error| self.unwritten(output, error))?;
            }
            answer.entry = Some(Entry {
                output: key(output),
                bytes: answer.text.len() as u64,
                result: results::digest(&answer.text),
                sha256: source.sha256().to_owned(),
                recipe: name(),
                worst,
            });
            answer.text = Vec::new();
        }
        Ok(answer)
    }

    fn render(&self, source: &Source, status: Status, documents: &[Document]) -> io::Result<Vec<u8>> {
        // An indented model is a little more than twice as long as its text.
        let mut text = Vec::with_capacity(source.text().len() * 3);
        match self.shape {
            Shape::Plain(format) => {
                text.extend_from_slice(self.preface.as_bytes());
                render::append(&mut text, documents, format)?;
            }
            Shape::Elements => {
                for (index, document) in documents.iter().enumerate() {
                    let mut element = Vec::new();
                    render::append(&mut element, std::slice::from_ref(document), Format::Json)?;
                    text.extend_from_slice(if index > 0 { b",\n" } else { b"" });
                    indent(&element, &mut text);
                }
            }
            Shape::Envelope => {
                text = Envelope { path: source.path(), status, documents, error: None }.line();
            }
        }
        Ok(text)
    }

    fn unwritten(&self, path: &Path, error: io::Error) -> Refusal {
        use io::ErrorKind::{AlreadyExists, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        let name = plain::name(path);
        let lang = self.reader.lang;
        if error.kind() == AlreadyExists {
            let zh = format!("无法写入 {name}：{}", output::Refusal::Foreign.message(Lang::Zh));
            let en = format!("cannot write {name}: {}", output::Refusal::Foreign.message(Lang::En));
            return Refusal::new(Status::Failed, Trouble::new("exists", lang, zh, en));
        }
        let is_fatal = matches!(error.kind(), StorageFull | QuotaExceeded | ReadOnlyFilesystem);
        let trouble = Trouble::of(&error.into(), lang);
        let (zh, en) = (
            format!("无法写入 {name}：{}", trouble.message),
            format!("cannot write {name}: {}", trouble.message),
        );
        let code = if trouble.code == "io" { "unwritten" } else { trouble.code };
        Refusal { is_fatal, ..Refusal::new(Status::Failed, Trouble::new(code, lang, zh, en)) }
    }
}

/// Indents every line by one step. Strings in JSON hold no line feeds.
fn indent(element: &[u8], text: &mut Vec<u8>) {
    for line in element.trim_ascii_end().split_inclusive(|&byte| byte == b'\n') {
        text.extend_from_slice(b"  ");
        text.extend_from_slice(line);
    }
}
