//! What this program wrote, so that it replaces nothing else.
//!
//! A file that was written with `-o` and the like is remembered by its place and
//! its SHA-256, in one file of the user's: `guihua/written` below
//! `$XDG_STATE_HOME`, else `~/.local/state` (`%LOCALAPPDATA%` on Windows). If it
//! still has that sum, nobody has edited it. Where nothing can be remembered,
//! nothing is lost but the permission to replace.
//!
//! The last of several lines for one file counts; after [`LINES`] the oldest go.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use sha2::{Digest, Sha256};

/// Lines that are kept; a line is about 150 bytes.
const LINES: usize = 10_000;

/// How often, and how long each time, to wait for another process.
const PATIENCE: (usize, Duration) = (50, Duration::from_millis(20));

/// Remembers that what stands at `path` has this sum.
pub fn remember(path: &Path, sha256: &[u8]) {
    // Whoever cannot remember asks for --force the next time.
    let _ = try_remember(path, sha256);
}

/// Whether the file at `path` is as this program wrote it.
pub fn is_ours(path: &Path) -> bool {
    Known::load().has(path)
}

/// Whether nothing can be remembered, as where the folder of the user may not be written.
pub fn forgets() -> bool {
    memory().is_none_or(|memory| open(&memory).is_err())
}

/// All that is remembered, to be asked for many files.
#[derive(Debug, Default)]
pub struct Known {
    /// The sums by their places.
    sums: HashMap<String, String>,
}

impl Known {
    /// What is remembered now; nothing where it cannot be read.
    pub fn load() -> Self {
        let load = || {
            let mut text = String::new();
            File::open(memory()?).ok()?.read_to_string(&mut text).ok()?;
            // The last line of a file counts.
            let lines = text.lines().filter_map(|line| line.split_once("  "));
            Some(lines.map(|(sum, of)| (of.to_owned(), sum.to_owned())).collect())
        };
        Self { sums: load().unwrap_or_default() }
    }

    /// Whether this program wrote the file at `path`, whoever has edited it since.
    pub fn had(&self, path: &Path) -> bool {
        key(path).is_ok_and(|key| self.sums.contains_key(&key))
    }

    /// Whether the file at `path` is as this program wrote it.
    pub fn has(&self, path: &Path) -> bool {
        let has = || {
            let known = self.sums.get(&key(path).ok()?)?;
            let sum = sum(&mut File::open(path).ok()?).ok()?;
            Some(hex(&sum) == *known)
        };
        !self.sums.is_empty() && has().unwrap_or(false)
    }
}

/// How much is read at once.
const BUFFER: usize = 64 << 10;

/// The SHA-256 of what is left to read.
///
/// # Errors
///
/// What the system reports.
pub fn sum(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; BUFFER];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(hasher.finalize().to_vec()),
            Ok(read) => hasher.update(&buffer[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Bytes in lower-case digits, as `sha256sum` writes them.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut digits, byte| {
        // Writing to a string does not fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// Opens the memory, and makes it where there is none.
fn open(memory: &Path) -> io::Result<File> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    // Where somebody works is nobody else's business.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(memory.parent().unwrap_or(memory))?;
    File::options().read(true).append(true).create(true).open(memory)
}

fn try_remember(path: &Path, sha256: &[u8]) -> io::Result<()> {
    let Some(memory) = memory() else { return Ok(()) };
    let line = format!("{}  {}\n", hex(sha256), key(path)?);
    let mut file = open(&memory)?;
    let (times, pause) = PATIENCE;
    if !(0..times).any(|_| {
        file.try_lock().is_ok() || {
            thread::sleep(pause);
            false
        }
    }) {
        return Err(io::ErrorKind::WouldBlock.into());
    }
    file.write_all(line.as_bytes())?;
    let mut text = String::new();
    file.rewind()?;
    file.read_to_string(&mut text)?;
    let count = text.lines().count();
    if count > 2 * LINES {
        file.set_len(0)?;
        for line in text.lines().skip(count - LINES) {
            writeln!(file, "{line}")?;
        }
    }
    Ok(())
}

/// The file where it is remembered.
fn memory() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = folder("XDG_STATE_HOME").or_else(|| {
        if cfg!(windows) {
            folder("LOCALAPPDATA")
        } else {
            folder("HOME").map(|home| home.join(".local/state"))
        }
    })?;
    Some(state.join("guihua").join("written"))
}

/// The place of a file, whichever way it is named: one line, other for any two.
fn key(path: &Path) -> io::Result<String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let path = fs::canonicalize(folder)?.join(path.file_name().unwrap_or(OsStr::new("")));
    // As text of one line, whatever bytes a name has.
    Ok(path.as_os_str().as_encoded_bytes().escape_ascii().to_string())
}
