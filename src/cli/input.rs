//! The only reading: bytes from a file or from standard input.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use anyhow::Context;
use guihua::{ReadOptions, Source};

use super::args::Input;
use super::fault::Task;

/// One byte more than a source may have: enough to be refused, and an end to
/// files that have none.
pub const LIMIT: u64 = u32::MAX as u64 + 1;

impl Input {
    /// Whether people would have to type the plan, and were not told so.
    pub fn is_forgotten(&self) -> bool {
        self.file.is_none() && io::stdin().is_terminal()
    }

    /// Reads and decodes the source.
    pub fn read(&self) -> anyhow::Result<Source> {
        let options = self.reading.options()?;
        let file = self.file.as_deref().filter(|path| *path != Path::new("-"));
        let name = file.map(|path| path.to_string_lossy().into_owned());
        let source = || {
            let bytes = match file {
                Some(path) => read_bytes(File::open(path)?, None)?,
                None => read_bytes(io::stdin().lock(), None)?,
            };
            let path = name.as_deref().unwrap_or("-");
            anyhow::Ok(Source::read(path, bytes, options)?)
        };
        source().with_context(|| Task::Read(name.clone()))
    }
}

/// Reads the file at `path`, or standard input for `-`, and decodes it as `name`.
pub fn read_as(path: &Path, name: &str, options: ReadOptions) -> anyhow::Result<Source> {
    let is_stdin = path == Path::new("-");
    let read = || {
        let bytes = if is_stdin {
            read_bytes(io::stdin().lock(), None)?
        } else {
            read_bytes(File::open(path)?, None)?
        };
        anyhow::Ok(Source::read(name, bytes, options)?)
    };
    read().with_context(|| Task::Read((!is_stdin).then(|| name.to_owned())))
}

/// Reads everything; or of more than `most` bytes, enough to know that.
pub fn read_bytes(reader: impl Read, most: Option<u64>) -> io::Result<Vec<u8>> {
    let limit = most.map_or(LIMIT, |most| most.saturating_add(1).min(LIMIT));
    let mut bytes = Vec::new();
    reader.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}
