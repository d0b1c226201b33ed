//! One input, from its bytes to its answer. This runs on the threads.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use guihua::error::Foreign;
use guihua::model::{Document, SCHEMA_VERSION, Severity};
use guihua::render::{self, Format};
use guihua::{Encoding, Lang, Options, ReadOptions, Source};
use serde::Serialize;

use super::index::{Entry, key};
use super::pool::Claim;
use super::record::{Status, Trouble};
use super::results::{Results, is_model};
use crate::cli::input;
use crate::cli::walk::Problem;

/// A file of this size found in a folder is looked at before it is read.
const BIG: u64 = 1024 * 1024;

/// What has to be seen of a file to know its kind.
const HEAD: u64 = 8 * 1024;

/// An input.
#[derive(Debug)]
pub struct Job {
    /// Its path as given; `-` is standard input.
    pub path: PathBuf,
    /// Where the input is.
    pub input: Input,
    /// Where its result goes, below the folder of results.
    pub output: Option<PathBuf>,
}

/// Where an input is.
#[derive(Debug)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file that the user named.
    Named,
    /// A file in a folder.
    Found,
    /// In a record.
    Text(String),
    /// Nowhere: it has ended already.
    Ended(Status, Trouble),
    /// Nowhere: walking found out why.
    Problem(Problem),
}

/// What is done with every input.
#[derive(Debug)]
pub struct Recipe {
    /// What is known of the inputs.
    pub reading: ReadOptions,
    /// What the models contain.
    pub options: Options,
    /// The language of troubles.
    pub lang: Lang,
    /// How models are written.
    pub shape: Shape,
    /// How many bytes a file may have.
    pub max_bytes: Option<u64>,
    /// Where results go, if each has a file of its own.
    pub results: Option<Arc<Results>>,
    /// Whether results that are up to date are left alone.
    pub resume: bool,
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
    /// The models as they are written to a stream.
    pub text: Vec<u8>,
    /// The line for the index of results.
    pub entry: Option<Entry>,
    /// Whether nothing else can be written either.
    pub is_fatal: bool,
}

impl Answer {
    /// The answer for an input without model.
    pub fn without(status: Status, trouble: Trouble) -> Self {
        Self { status, worst: None, trouble: Some(trouble), text: Vec::new(), entry: None, is_fatal: false }
    }
}

/// Why an input gives no model.
#[derive(Debug)]
struct Refusal {
    status: Status,
    trouble: Trouble,
    is_fatal: bool,
}

impl Refusal {
    fn new(status: Status, trouble: Trouble) -> Self {
        Self { status, trouble, is_fatal: false }
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
        let mut line = serde_json::to_vec(self).unwrap_or_default();
        line.push(b'\n');
        line
    }
}

impl Recipe {
    /// What results were made by: they are up to date while this is the same.
    pub fn name(&self) -> String {
        let Options { spans, lang } = self.options;
        let encoding = self.reading.encoding.map_or("", Encoding::name);
        let from = self.reading.format.map(|format| format!(" from={format:?}")).unwrap_or_default();
        let version = env!("CARGO_PKG_VERSION");
        let format = self.shape.format();
        format!(
            "guihua {version} model {SCHEMA_VERSION} {format:?} {lang:?} spans={spans} encoding={encoding}{from}"
        )
    }

    /// Does everything that is to be done with an input.
    pub fn work(&self, job: &Job, claim: &Claim) -> Answer {
        match self.try_work(job, claim) {
            Ok(answer) => answer,
            Err(refusal) => {
                Answer { is_fatal: refusal.is_fatal, ..Answer::without(refusal.status, refusal.trouble) }
            }
        }
    }

    fn try_work(&self, job: &Job, claim: &Claim) -> Result<Answer, Refusal> {
        let source = self.read(job)?;
        let is_found = matches!(job.input, Input::Found);
        if is_found && is_model(source.text().as_bytes()) {
            return Err(self.skipped("model", "这是 guihua 写出的模型，不是规划", "a model, not a plan"));
        }
        if is_found && source.text().trim().is_empty() {
            return Err(self.skipped("empty", "空文件", "an empty file"));
        }
        let current = |results: &Arc<Results>, output: &Path| {
            results.current(output, source.sha256(), &self.name()).map(|entry| entry.worst)
        };
        if let (true, Some(results), Some(output)) = (self.resume, &self.results, &job.output)
            && let Some(worst) = current(results, output)
        {
            let trouble = None;
            let status = Status::Unchanged;
            return Ok(Answer { status, worst, trouble, text: Vec::new(), entry: None, is_fatal: false });
        }
        let parsed = guihua::parse_with(&source, &self.options);
        let worst = parsed.diagnostics.iter().map(|found| found.code.rule().severity).max();
        let status = if parsed.diagnostics.is_empty() { Status::Parsed } else { Status::Findings };
        let text = self
            .render(&source, status, &parsed.documents)
            .map_err(|error| self.failed(&error.into()))?;
        let mut answer = Answer { status, worst, trouble: None, text, entry: None, is_fatal: false };
        if let (Some(results), Some(output)) = (&self.results, &job.output) {
            // Who was left behind writes nothing; the answer is dropped.
            if claim.take() {
                results.write(output, &answer.text).map_err(|error| self.unwritten(output, error))?;
            }
            answer.entry = Some(Entry {
                output: key(output),
                bytes: answer.text.len() as u64,
                sha256: source.sha256().to_owned(),
                recipe: self.name(),
                worst,
            });
            answer.text = Vec::new();
        }
        Ok(answer)
    }

    fn read(&self, job: &Job) -> Result<Source, Refusal> {
        let name = job.path.to_string_lossy();
        let decode = |bytes: Vec<u8>, options| {
            Source::read(name.clone(), bytes, options).map_err(|error| self.refused(job, error))
        };
        let bytes = match &job.input {
            Input::Text(text) => {
                self.check_size(text.len() as u64)?;
                let options = ReadOptions { encoding: Some(Encoding::Utf8), ..self.reading };
                return decode(text.clone().into_bytes(), options);
            }
            Input::Ended(status, trouble) => return Err(Refusal::new(*status, trouble.clone())),
            Input::Problem(Problem::Special) => {
                let words = Problem::Special;
                return Err(self.skipped(
                    "not-a-file",
                    words.message_zh().unwrap_or_default(),
                    words.to_string(),
                ));
            }
            Input::Problem(Problem::Io(error)) => return Err(self.failed(&copy(error).into())),
            Input::Problem(Problem::Loop(folder)) => {
                return Err(self.failed(&anyhow::Error::new(Problem::Loop(folder.clone()))));
            }
            Input::Stdin => self.read_all(io::stdin().lock()),
            Input::Named | Input::Found => {
                File::open(&job.path).map_err(|error| self.failed(&error.into())).and_then(|file| {
                    let size = file.metadata().map_or(0, |found| found.len());
                    if size > BIG && matches!(job.input, Input::Found) {
                        self.look_at(job, &file)?;
                    }
                    self.check_size(size)?;
                    self.read_all(file)
                })
            }
        }?;
        decode(bytes, self.reading)
    }

    /// Skips a big file in a folder that opens as something else, without
    /// reading all of it.
    fn look_at(&self, job: &Job, mut file: &File) -> Result<(), Refusal> {
        let mut look = || {
            let mut head = Vec::new();
            file.take(HEAD).read_to_end(&mut head)?;
            io::Seek::rewind(&mut file)?;
            io::Result::Ok(head)
        };
        let head = look().map_err(|error| self.failed(&error.into()))?;
        // Without a NUL byte, the rest may show that it is text after all; and what
        // is in a ZIP archive stands at its end.
        let has_nul = head.contains(&0);
        match Source::from_bytes("", head, self.reading.encoding) {
            Err(error @ guihua::Error::NotText { found: Foreign::Image | Foreign::Archive }) => {
                Err(self.refused(job, error))
            }
            Err(error @ guihua::Error::NotText { found: Foreign::Binary }) if has_nul => {
                Err(self.refused(job, error))
            }
            _ => Ok(()),
        }
    }

    fn read_all(&self, reader: impl Read) -> Result<Vec<u8>, Refusal> {
        let bytes = input::read_bytes(reader, self.max_bytes).map_err(|error| self.failed(&error.into()))?;
        // The size of a pipe is known only now.
        self.check_size(bytes.len() as u64)?;
        Ok(bytes)
    }

    fn check_size(&self, bytes: u64) -> Result<(), Refusal> {
        let Some(most) = self.max_bytes.filter(|most| bytes > *most) else { return Ok(()) };
        Err(Refusal::new(Status::Failed, too_large(most, self.lang)))
    }

    fn render(&self, source: &Source, status: Status, documents: &[Document]) -> io::Result<Vec<u8>> {
        // A model is up to twice as long as its text.
        let mut text = Vec::with_capacity(source.text().len() * 2);
        match self.shape {
            Shape::Plain(format) => render::write(&mut text, documents, format)?,
            Shape::Elements => {
                for (index, document) in documents.iter().enumerate() {
                    let mut element = Vec::new();
                    render::write(&mut element, std::slice::from_ref(document), Format::Json)?;
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

    /// An input that is no text. In a folder, nobody said it was; but what may be
    /// a plan in a format that cannot be read is not passed over.
    fn refused(&self, job: &Job, error: guihua::Error) -> Refusal {
        use Foreign::{Archive, Binary, Image, Presentation, Spreadsheet, Zip};
        let is_found = matches!(job.input, Input::Found);
        let status =
            match error {
                guihua::Error::NotText {
                    found: Archive | Binary | Image | Presentation | Spreadsheet | Zip,
                } if is_found => Status::Skipped,
                _ => Status::Failed,
            };
        Refusal::new(status, Trouble::of(&error.into(), self.lang))
    }

    fn failed(&self, error: &anyhow::Error) -> Refusal {
        Refusal::new(Status::Failed, Trouble::of(error, self.lang))
    }

    fn skipped(&self, code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Refusal {
        Refusal::new(Status::Skipped, Trouble::new(code, self.lang, zh, en))
    }

    fn unwritten(&self, output: &Path, error: io::Error) -> Refusal {
        use io::ErrorKind::{AlreadyExists, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        let name = output.display();
        let lang = self.lang;
        if error.kind() == AlreadyExists {
            let zh = format!("无法写入 {name}：那里已有文件，而且不是 guihua 写的");
            let en = format!("cannot write {name}: there is a file that guihua did not write");
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

/// The trouble of an input that is larger than `--max-bytes` allows.
pub fn too_large(most: u64, lang: Lang) -> Trouble {
    let zh = format!("超过 --max-bytes 允许的 {most} 字节");
    Trouble::new("too-large", lang, zh, format!("more than the {most} bytes that --max-bytes allows"))
}

/// An error of the system can be told again; it cannot be cloned.
fn copy(error: &io::Error) -> io::Error {
    error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}

/// Indents every line by one step. Strings in JSON hold no line feeds.
fn indent(element: &[u8], text: &mut Vec<u8>) {
    for line in element.trim_ascii_end().split_inclusive(|&byte| byte == b'\n') {
        text.extend_from_slice(b"  ");
        text.extend_from_slice(line);
    }
}
