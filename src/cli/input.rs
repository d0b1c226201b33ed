//! The only reading: bytes from a file or from standard input.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use anyhow::Context;
use guihua::{ReadOptions, Source};

use super::args::Input;
use super::task::Task;

/// One byte more than a source may have: enough to be refused, and an end to
/// files that have none.
pub const LIMIT: u64 = u32::MAX as u64 + 1;

/// Room for so much is made before it is seen; what a file says of its size may
/// be wrong.
const TRUSTED: u64 = 256 * 1024 * 1024;

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
                Some(path) => read_file(path)?,
                None => read_bytes(io::stdin().lock(), 0, None)?,
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
        let bytes = if is_stdin { read_bytes(io::stdin().lock(), 0, None)? } else { read_file(path)? };
        anyhow::Ok(Source::read(name, bytes, options)?)
    };
    read().with_context(|| Task::Read((!is_stdin).then(|| name.to_owned())))
}

fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let size = file.metadata().map_or(0, |found| found.len());
    read_bytes(file, size, None)
}

/// Reads everything; or of more than `most` bytes, enough to know that. `size`
/// is what there is to be expected, 0 if nobody knows.
pub fn read_bytes(reader: impl Read, size: u64, most: Option<u64>) -> io::Result<Vec<u8>> {
    let limit = most.map_or(LIMIT, |most| most.saturating_add(1).min(LIMIT));
    // One byte more, so that the end is found without making room for more.
    let mut bytes = Vec::with_capacity(size.min(limit).min(TRUSTED) as usize + 1);
    reader.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}
