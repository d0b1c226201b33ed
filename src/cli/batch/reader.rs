//! Reading inputs, and why some are not read.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use guihua::error::Foreign;
use guihua::model_file::Format;
use guihua::{Encoding, Lang, ReadOptions, Source};

use super::record::{Status, Trouble};
use crate::cli::ending::Ending;
use crate::cli::input;
use crate::cli::plain;
use crate::cli::walk::{Found, Problem, is_stdin};

/// A file of this size found in a folder is looked at before it is read.
const BIG: u64 = 1024 * 1024;

/// What has to be seen of a file to know its kind.
const HEAD: u64 = 8 * 1024;

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

impl Input {
    /// The input that walking found.
    pub fn of(found: Found) -> Self {
        match found.problem {
            Some(problem) => Self::Problem(problem),
            None if is_stdin(&found.path) => Self::Stdin,
            None if found.named => Self::Named,
            None => Self::Found,
        }
    }
}

/// Why a model is not read as a plan.
pub const MODEL: (&str, &str) = (
    "这是 guihua 写出的模型，不是规划：可用 check 检查、export 导出",
    "a model that guihua wrote, not a plan: check and export read it",
);

/// Why an input gives no model.
#[derive(Debug)]
pub struct Refusal {
    pub status: Status,
    pub trouble: Trouble,
    /// What is wrong with it, at length, for people.
    pub words: String,
    /// Whether no other input can have one either.
    pub is_fatal: bool,
}

impl Refusal {
    pub fn new(status: Status, trouble: Trouble) -> Self {
        Self { status, trouble, words: String::new(), is_fatal: false }
    }
}

/// How inputs are read.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// Format and encoding, if they are given.
    pub options: ReadOptions,
    /// The language of troubles.
    pub lang: Lang,
    /// How many bytes a file may have.
    pub max_bytes: Option<u64>,
}

impl Reader {
    /// Reads a plan. What a folder holds beside plans is skipped.
    ///
    /// # Errors
    ///
    /// Why there is no source.
    pub fn read(&self, path: &Path, input: &Input) -> Result<Source, Refusal> {
        let source = self.read_any(path, input)?;
        self.check_kind(&source, input)?;
        Ok(source)
    }

    /// The same, where a model that guihua wrote will do as well.
    ///
    /// # Errors
    ///
    /// Why there is no source.
    pub fn read_any(&self, path: &Path, input: &Input) -> Result<Source, Refusal> {
        let name = plain::name(path);
        let decode = |bytes: Vec<u8>, options| {
            Source::read(name.clone(), bytes, options).map_err(|error| self.refused(input, error))
        };
        let bytes = match input {
            Input::Text(text) => {
                self.check_size(text.len() as u64)?;
                let options = ReadOptions { encoding: Some(Encoding::Utf8), ..self.options };
                return decode(text.clone().into_bytes(), options);
            }
            Input::Ended(status, trouble) => return Err(Refusal::new(*status, trouble.clone())),
            Input::Problem(words @ (Problem::Special | Problem::Edited)) => {
                let code = if matches!(words, Problem::Edited) { "edited" } else { "not-a-file" };
                return Err(self.skipped(code, words.message_zh().unwrap_or_default(), words.to_string()));
            }
            Input::Problem(problem) => return Err(self.failed(&anyhow::Error::new(problem.again()))),
            Input::Found if Ending::of(path) == Some(Ending::Csv) => {
                return Err(self.skipped("table", "表格数据，不是规划", "a table of data and no plan"));
            }
            Input::Stdin => self.read_all(io::stdin().lock(), 0),
            Input::Named | Input::Found => {
                input::open(path).map_err(|error| self.failed(&error.into())).and_then(|(file, size)| {
                    if size > BIG && matches!(input, Input::Found) {
                        self.look_at(input, file.get_ref())?;
                    }
                    self.check_size(size)?;
                    self.read_all(file, size)
                })
            }
        }?;
        let source = decode(bytes, self.options)?;
        if matches!(input, Input::Found) && source.text().trim().is_empty() {
            return Err(self.skipped("empty", "空文件", "an empty file"));
        }
        Ok(source)
    }

    /// The form of the models that a source holds instead of a plan, whatever it is
    /// called.
    pub fn models_in(&self, source: &Source) -> Option<Format> {
        if self.options.format.is_some() { None } else { Format::of_text(source.text()) }
    }

    /// A model is no plan.
    fn check_kind(&self, source: &Source, input: &Input) -> Result<(), Refusal> {
        let is_found = matches!(input, Input::Found);
        if let Some(words) = input::emptied(source, self.lang) {
            let status = if is_found { Status::Skipped } else { Status::Failed };
            return Err(Refusal::new(status, Trouble::new("empty", self.lang, words.clone(), words)));
        }
        if self.models_in(source).is_none() {
            return Ok(());
        }
        let refusal = self.skipped("model", MODEL.0, MODEL.1);
        let status = if is_found { Status::Skipped } else { Status::Failed };
        Err(Refusal { status, ..refusal })
    }

    /// Skips a big file in a folder that opens as something else, without
    /// reading all of it.
    fn look_at(&self, input: &Input, mut file: &File) -> Result<(), Refusal> {
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
        match Source::from_bytes("", head, self.options.encoding) {
            Err(error @ guihua::Error::NotText { found: Foreign::Image | Foreign::Archive }) => {
                Err(self.refused(input, error))
            }
            Err(error @ guihua::Error::NotText { found: Foreign::Binary }) if has_nul => {
                Err(self.refused(input, error))
            }
            _ => Ok(()),
        }
    }

    pub fn read_all(&self, reader: impl Read, size: u64) -> Result<Vec<u8>, Refusal> {
        let bytes =
            input::read_bytes(reader, size, self.max_bytes).map_err(|error| self.failed(&error.into()))?;
        // The size of a pipe is known only now.
        self.check_size(bytes.len() as u64)?;
        Ok(bytes)
    }

    pub fn check_size(&self, bytes: u64) -> Result<(), Refusal> {
        let Some(most) = self.max_bytes.filter(|most| bytes > *most) else { return Ok(()) };
        Err(Refusal::new(Status::Failed, too_large(most, self.lang)))
    }

    /// An input that is no text. In a folder, nobody said it was; but what may be
    /// a plan in a format that cannot be read is not passed over.
    fn refused(&self, input: &Input, error: guihua::Error) -> Refusal {
        use Foreign::{Archive, Binary, Image, Presentation, Spreadsheet, Zip};
        let is_found = matches!(input, Input::Found);
        let status =
            match error {
                guihua::Error::NotText {
                    found: Archive | Binary | Image | Presentation | Spreadsheet | Zip,
                } if is_found => Status::Skipped,
                _ => Status::Failed,
            };
        Refusal::new(status, Trouble::of(&error.into(), self.lang))
    }

    /// What went wrong.
    pub fn failed(&self, error: &anyhow::Error) -> Refusal {
        Refusal::new(Status::Failed, Trouble::of(error, self.lang))
    }

    fn skipped(&self, code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Refusal {
        Refusal::new(Status::Skipped, Trouble::new(code, self.lang, zh, en))
    }
}

/// The trouble of an input that is larger than `--max-bytes` allows.
pub fn too_large(most: u64, lang: Lang) -> Trouble {
    let zh = format!("超过 --max-bytes 允许的 {most} 字节");
    Trouble::new("too-large", lang, zh, format!("more than the {most} bytes that --max-bytes allows"))
}
