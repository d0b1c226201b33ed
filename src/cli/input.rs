//! The only reading: bytes from a file or from standard input.

use std::fmt;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use anyhow::Context;
use guihua::model_file::Format;
use guihua::{Code, Lang, ReadOptions, Source};

use super::args::Input;
use super::locale::Ui;
use super::plain;
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

    /// Reads and decodes the source; of more than `most` bytes it is refused.
    pub fn read(&self, most: Option<u64>) -> anyhow::Result<Source> {
        let path = self.file.as_deref().unwrap_or(Path::new("-"));
        read_as(path, &plain::name(path), self.reading.options()?, most)
    }
}

/// Reads the file at `path`, or standard input for `-`, and decodes it as `name`; of
/// more than `most` bytes it is refused.
pub fn read_as(path: &Path, name: &str, options: ReadOptions, most: Option<u64>) -> anyhow::Result<Source> {
    let is_stdin = path == Path::new("-");
    let read = || {
        let bytes = if is_stdin { read_bytes(io::stdin().lock(), 0, most)? } else { read_file(path, most)? };
        if let Some(most) = most.filter(|most| bytes.len() as u64 > *most) {
            return Err(TooLarge { most }.into());
        }
        anyhow::Ok(Source::read(name, bytes, options)?)
    };
    read().with_context(|| Task::Read((!is_stdin).then(|| name.to_owned())))
}

/// Refuses a source without a word, of which a file without a word would be made.
///
/// # Errors
///
/// There is nothing but white space in it.
pub fn must_say_something(source: &Source, ui: Ui) -> anyhow::Result<()> {
    if !source.text().trim().is_empty() {
        return Ok(());
    }
    let error = anyhow::anyhow!("{}", ui.pick(EMPTY.0, EMPTY.1));
    Err(error.context(Task::Read((source.path() != "-").then(|| source.path().to_owned()))))
}

/// What is wrong with a file in which there is nothing.
const EMPTY: (&str, &str) = ("空文件", "an empty file");

/// Why a file that is called like one of models holds none: it was emptied, or has nothing but
/// comments and what stands for nothing. No plan is made of it.
pub fn emptied(source: &Source, lang: Lang) -> Option<String> {
    Format::from_path(source.path())?;
    let text = source.text().trim_start_matches('\u{FEFF}');
    if text.trim().is_empty() {
        return Some(if lang == Lang::Zh { EMPTY.0 } else { EMPTY.1 }.to_owned());
    }
    // Marks of documents stand between them, a comment may follow each.
    let line = |line: &str| -> String {
        let content = line.trim();
        let content = if content.starts_with(['#', '%']) { "" } else { content };
        let content = content.split_once(" #").map_or(content, |(content, _)| content);
        let content = content.strip_prefix("---").unwrap_or(content);
        if content == "..." { String::new() } else { content.split_whitespace().collect() }
    };
    let said: String = text.lines().map(line).take_while(|said| said.len() < 8).collect();
    let is_all = text.lines().all(|text| line(text).len() < 8);
    let is_nothing = matches!(&*said, "" | "null" | "Null" | "NULL" | "~" | "[]" | "{}");
    let rule = Code::ModelMissing.rule();
    (is_all && is_nothing).then(|| format!("{} {}", rule.code, rule.message.pick(lang)))
}

/// Opens a file; what there is to be read of it, and its size. Devices that give bytes
/// without end (`/dev/urandom`) give so many that they can be refused.
///
/// # Errors
///
/// What the system reports.
pub fn open(path: &Path) -> io::Result<(io::Take<File>, u64)> {
    /// Nobody types more.
    const DEVICE: u64 = 1 << 20;
    let file = File::open(path)?;
    let found = file.metadata().ok();
    let is_device = found.as_ref().is_some_and(|found| is_device(found.file_type()));
    let size = found.map_or(0, |found| found.len());
    Ok((file.take(if is_device { DEVICE } else { u64::MAX }), size))
}

#[cfg(unix)]
fn is_device(kind: std::fs::FileType) -> bool {
    std::os::unix::fs::FileTypeExt::is_char_device(&kind)
}

#[cfg(not(unix))]
fn is_device(_: std::fs::FileType) -> bool {
    false
}

fn read_file(path: &Path, most: Option<u64>) -> io::Result<Vec<u8>> {
    let (file, size) = open(path)?;
    if most.is_some_and(|most| size > most) {
        // Enough to be refused.
        return read_bytes(file, 0, most);
    }
    read_bytes(file, size, most)
}

/// Reads everything; or of more than `most` bytes, enough to know that. `size`
/// is what there is to be expected, 0 if nobody knows.
///
/// What opens with nothing but NUL (`/dev/zero`, a file with a hole) is no text and has
/// no end to wait for: a little of it is enough to be refused.
pub fn read_bytes(mut reader: impl Read, size: u64, most: Option<u64>) -> io::Result<Vec<u8>> {
    /// As much as no text begins with.
    const NULS: u64 = 64 * 1024;
    let limit = most.map_or(LIMIT, |most| most.saturating_add(1).min(LIMIT));
    // One byte more, so that the end is found without making room for more.
    let mut bytes = Vec::with_capacity(size.min(limit).min(TRUSTED) as usize + 1);
    reader.by_ref().take(limit.min(NULS)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == NULS && bytes.iter().all(|byte| *byte == 0) {
        return Ok(bytes);
    }
    reader.take(limit - bytes.len() as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a file that people write by hand, or a list: all of it, which is at most `most`
/// bytes.
///
/// # Errors
///
/// What the system reports; a file that is larger, or has no end.
pub fn read_small(reader: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let bytes = read_bytes(reader, 0, Some(most))?;
    if bytes.len() as u64 > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

/// A file has more bytes than `--max-bytes` allows.
#[derive(Debug)]
pub struct TooLarge {
    most: u64,
}

impl TooLarge {
    /// The message in Chinese.
    pub fn message_zh(&self) -> String {
        format!("超过 --max-bytes 允许的 {} 字节", self.most)
    }
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "more than the {} bytes that --max-bytes allows", self.most)
    }
}

impl std::error::Error for TooLarge {}
