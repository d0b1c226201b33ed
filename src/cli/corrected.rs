//! The corrections beside a source: `规划.docx.guihua.yaml` beside `规划.docx`.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;
use guihua::corrections::{Corrections, ENDING};
use guihua::{Lang, Options, Parsed, Source};
use sha2::{Digest, Sha256};

use super::output::hex;
use super::plain;
use super::task::Task;
use super::walk::{Problem, is_stdin};

/// A file of corrections is never as large.
const MOST: u64 = 64 * 1024 * 1024;

/// Why a file of corrections is not read by itself.
pub const ALONE: (&str, &str) = (
    "这是更正记录，会随它的原文一起读：请给出原文",
    "a list of corrections, read together with its source: name the source",
);

/// Whether corrections are applied.
#[derive(Clone, Copy, Debug)]
pub struct Corrector {
    pub is_wanted: bool,
}

/// The corrections of a source, as they were found.
#[derive(Clone, Debug)]
pub struct Beside {
    pub corrections: Corrections,
    /// The SHA-256 of the file.
    pub sha256: String,
}

impl Corrector {
    /// The corrections of the file at `path`, if there are any.
    ///
    /// # Errors
    ///
    /// They are there and cannot be read: nobody would want the model without them.
    pub fn find(self, path: &Path) -> anyhow::Result<Option<Beside>> {
        if !self.is_wanted || is_stdin(path) {
            return Ok(None);
        }
        read(&beside(path))
    }

    /// Reads a plan, its corrections applied.
    ///
    /// # Errors
    ///
    /// Those of [`Corrector::find`].
    pub fn parse(self, path: &Path, source: &Source, options: Options) -> anyhow::Result<Parsed> {
        Ok(parse(source, self.find(path)?.as_ref(), options))
    }

    /// The same with all findings.
    ///
    /// # Errors
    ///
    /// Those of [`Corrector::find`].
    pub fn check(self, path: &Path, source: &Source, options: Options) -> anyhow::Result<Parsed> {
        Ok(match self.find(path)? {
            Some(found) => guihua::check_corrected(source, &found.corrections, &options),
            None => guihua::check_with(source, &options),
        })
    }
}

/// Reads a plan with the corrections that were found.
pub fn parse(source: &Source, found: Option<&Beside>, options: Options) -> Parsed {
    match found {
        Some(found) => guihua::parse_corrected(source, &found.corrections, &options),
        None => guihua::parse_with(source, &options),
    }
}

/// Where the corrections of a source stand.
pub fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ENDING);
    PathBuf::from(name)
}

/// Whether a path is that of corrections.
pub fn is_one(path: &Path) -> bool {
    let name = path.file_name().map(std::ffi::OsStr::as_encoded_bytes);
    name.is_some_and(|name| name.ends_with(ENDING.as_bytes()) && name.len() > ENDING.len())
}

/// Reads the file at `path`; nothing where there is none.
///
/// # Errors
///
/// It cannot be read, or is no list of corrections.
pub fn read(path: &Path) -> anyhow::Result<Option<Beside>> {
    let found = match fs::metadata(path) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        found => found,
    };
    let read = || {
        // Nobody named it: a pipe would be waited for, and a device has no end.
        if !found?.is_file() {
            return Err(Problem::Special.into());
        }
        let mut bytes = Vec::new();
        File::open(path)?.take(MOST + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MOST {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge).into());
        }
        let corrections = Corrections::read(&String::from_utf8(bytes.clone()).map_err(io::Error::other)?)?;
        anyhow::Ok(Beside { corrections, sha256: hex(&Sha256::digest(&bytes)) })
    };
    read().map(Some).with_context(|| Task::Read(Some(plain::name(path))))
}

/// The message in the words of people.
pub fn alone(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => ALONE.0,
        Lang::En => ALONE.1,
    }
}
