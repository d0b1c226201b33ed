//! Files of models that were printed before, and perhaps edited since.

use std::fs::File;
use std::io::{BufRead, BufReader, Take};
use std::path::Path;

use guihua::model_file::Format;
use guihua::{ReadOptions, Source};

use super::sink::Failure;
use crate::cli::batch::reader::{Reader, Refusal};
use crate::cli::{input, plain};

/// Of a larger file of NDJSON one line after the other is in memory; places are
/// then told within the line.
const WHOLE: u64 = 64 * 1024 * 1024;

/// Whether a file of so many bytes is read line by line.
pub fn are_lines(format: Format, size: u64) -> bool {
    format == Format::Ndjson && size > WHOLE
}

/// A file of models.
pub enum Opened {
    Whole(Source),
    Lines(BufReader<Take<File>>),
}

/// Opens a file of models, and reads it unless it is to be read line by line.
///
/// # Errors
///
/// A file that cannot be read, or is larger than it may be.
pub fn open(path: &Path, format: Format, reader: Reader) -> Result<Opened, Refusal> {
    let failed = |error: std::io::Error| reader.failed(&error.into());
    let (file, size) = input::open(path).map_err(failed)?;
    reader.check_size(size)?;
    if are_lines(format, size) {
        return Ok(Opened::Lines(BufReader::new(file)));
    }
    let bytes = reader.read_all(file, size)?;
    decode(path, bytes, reader).map(Opened::Whole)
}

fn decode(path: &Path, bytes: Vec<u8>, reader: Reader) -> Result<Source, Refusal> {
    let options = ReadOptions { format: None, ..reader.options };
    Source::read(plain::name(path), bytes, options).map_err(|error| reader.failed(&error.into()))
}

/// Gives what a file holds to `take`: all at once, or line by line.
///
/// # Errors
///
/// A file that cannot be read, and what `take` reports.
pub fn read(
    path: &Path,
    format: Format,
    reader: Reader,
    mut take: impl FnMut(&Source) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let refused = |refusal: Refusal| Failure::Input(anyhow::Error::msg(refusal.trouble.message));
    let mut lines = match open(path, format, reader).map_err(refused)? {
        Opened::Whole(source) => return take(&source),
        Opened::Lines(lines) => lines,
    };
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        let read = lines.read_until(b'\n', &mut bytes).map_err(|error| Failure::Input(error.into()))?;
        if read == 0 {
            return Ok(());
        }
        if !bytes.trim_ascii().is_empty() {
            take(&decode(path, bytes.clone(), reader).map_err(refused)?)?;
        }
    }
}
