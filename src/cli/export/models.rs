//! Files of models that were printed before, and perhaps edited since.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::path::Path;

use guihua::model_file::Format;
use guihua::{ReadOptions, Source};

use super::sink::Failure;
use crate::cli::{input, plain};

/// A file in which `check` finds errors.
#[derive(Debug)]
pub struct NotAccepted {
    /// How many.
    pub count: usize,
}

impl NotAccepted {
    /// The message in Chinese.
    pub fn message_zh(&self) -> String {
        format!("模型有 {} 处错误，先改正再导出（guihua check --fix 能改正编号、位置和数值）", self.count)
    }
}

impl fmt::Display for NotAccepted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = if self.count == 1 { "" } else { "s" };
        let count = self.count;
        write!(
            f,
            "the model has {count} error{s}; mend it first (guihua check --fix mends ids, places and values)"
        )
    }
}

impl std::error::Error for NotAccepted {}

/// Of a larger file of NDJSON one line after the other is in memory; places are
/// then told within the line.
const WHOLE: u64 = 64 * 1024 * 1024;

/// Gives what a file holds to `take`: all at once, or line by line.
///
/// # Errors
///
/// A file that cannot be read, and what `take` reports.
pub fn read(
    path: &Path,
    format: Format,
    options: ReadOptions,
    mut take: impl FnMut(&Source, Format) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let name = plain::name(path);
    let decode = |bytes: Vec<u8>| {
        Source::read(name.clone(), bytes, options).map_err(|error| Failure::Input(error.into()))
    };
    let (file, size) = input::open(path).map_err(|error| Failure::Input(error.into()))?;
    if format != Format::Ndjson || size <= WHOLE {
        let bytes = input::read_bytes(file, size, None).map_err(|error| Failure::Input(error.into()))?;
        return take(&decode(bytes)?, format);
    }
    let mut reader = BufReader::new(file);
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        let read = reader.read_until(b'\n', &mut bytes).map_err(|error| Failure::Input(error.into()))?;
        if read == 0 {
            return Ok(());
        }
        if !bytes.trim_ascii().is_empty() {
            take(&decode(bytes.clone())?, format)?;
        }
    }
}
