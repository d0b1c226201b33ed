//! A folder with one file of models for each source.
//!
//! The path of a result is that of its source as given, the way `tar` would
//! store it (no root, no `..`), with the extension of the format behind the name
//! of the source: `plans/a.txt` becomes `plans/a.txt.yaml`. So it depends on
//! nothing but that path: not on the other inputs, nor on how they are named,
//! nor on threads; and two sources share a result only if they share a path.
//!
//! ```text
//! DIR/plans/a.txt.yaml      a result
//! DIR/.guihua/index.ndjson  what the results were made from
//! DIR/.guihua/lock          held by the process that writes here
//! DIR/.guihua/new/part-*    a result until it is whole
//! ```
//!
//! A result is written there and moved to its place, so whoever kills the
//! process finds it whole or not at all. It is not flushed to the disk one by
//! one, which would take longer than the parsing: after a power failure a result
//! may be cut. The index has its size, so the next run finds that out.
//!
//! Links in the folder are not followed, whoever put them there, and what stands
//! in the place of a result is replaced only if it is as it was written here, or
//! the beginning of what is written now, or with `--force`.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, File, Metadata, TryLockError};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use anyhow::Context;
use guihua::render::Format;
use sha2::{Digest, Sha256};

use super::index::{Entry, Index, key};
use crate::cli::locale::Ui;
use crate::cli::output::{self, Inputs, Temporary};
use crate::cli::task::Task;
use crate::cli::{plain, signal};

/// What file systems take, in bytes.
const NAME: usize = 255;

/// How results that are not whole yet are called.
const PART: &str = "part-";

/// A folder that this process alone writes results to.
#[derive(Debug)]
pub struct Results {
    folder: PathBuf,
    temporary: PathBuf,
    /// Whether files are replaced that others wrote.
    force: bool,
    /// What is read, which is replaced by nothing.
    inputs: Inputs,
    entries: std::collections::HashMap<String, Entry>,
    /// Held until the process ends.
    _lock: File,
}

impl Results {
    /// Opens the folder, or makes it, and clears away what a process that was
    /// killed left there.
    pub fn open(folder: &Path, force: bool, inputs: Inputs, ui: Ui) -> anyhow::Result<(Self, Index)> {
        let task = || Task::Write(Some(plain::name(folder)));
        fs::create_dir_all(folder).with_context(task)?;
        let home = folder.join(".guihua");
        let temporary = home.join("new");
        create_below(folder, Path::new(".guihua/new")).with_context(task)?;
        let lock = open_lock(&home.join("lock")).with_context(task)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let words =
                    ui.pick("另一个 guihua 正在写这个目录", "another guihua is writing to this folder");
                return Err(anyhow::anyhow!("{words}").context(task()));
            }
            Err(TryLockError::Error(error)) => return Err(error).with_context(task),
        }
        signal::clean_up();
        clear(&temporary).with_context(task)?;
        let index = Index::open(&home.join("index.ndjson"), &temporary).with_context(task)?;
        let entries = index.entries().clone();
        Ok((Self { folder: folder.to_owned(), temporary, force, inputs, entries, _lock: lock }, index))
    }

    /// The entry of a result that was made from this source in this way, if the
    /// result is still there.
    pub fn current(&self, output: &Path, sha256: &str, recipe: &str) -> Option<&Entry> {
        let entry = self.entries.get(&key(output))?;
        let is_current = entry.sha256 == sha256
            && entry.recipe == recipe
            && fs::symlink_metadata(self.folder.join(output))
                .is_ok_and(|found| found.is_file() && found.len() == entry.bytes);
        is_current.then_some(entry)
    }

    /// Writes a result, whole or not at all.
    ///
    /// # Errors
    ///
    /// What the system reports; a file that is there and not ours.
    pub fn write(&self, output: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Some(parent) = output.parent() {
            create_below(&self.folder, parent)?;
        }
        let target = self.folder.join(output);
        match fs::symlink_metadata(&target) {
            Ok(found) if found.is_file() && self.inputs.have(&target) => {
                return Err(io::Error::other(output::Refusal::Input));
            }
            Ok(found) if found.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Ok(found) if found.permissions().readonly() => return Err(io::ErrorKind::PermissionDenied.into()),
            Ok(found) if !self.replaces(output, &found, bytes)? => {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut temporary = Temporary::create_as(&self.temporary, PART, "")?;
        temporary.write_all(bytes)?;
        temporary.persist(&target, true)?;
        Ok(())
    }

    /// Whether what stands in the place of a result may give way to `bytes`.
    fn replaces(&self, output: &Path, found: &Metadata, bytes: &[u8]) -> io::Result<bool> {
        if !found.is_file() {
            // A link goes, not what it leads to.
            return Ok(self.force && found.is_symlink());
        }
        if self.force {
            return Ok(true);
        }
        let old = fs::read(self.folder.join(output))?;
        // What a power failure has cut may end with NUL.
        let end = old.iter().rposition(|&byte| byte != 0).map_or(0, |at| at + 1);
        let is_known = || self.entries.get(&key(output)).is_some_and(|entry| entry.result == digest(&old));
        Ok(bytes.starts_with(&old[..end]) || is_known())
    }
}

/// What [`Entry::result`] says of a result.
pub fn digest(bytes: &[u8]) -> String {
    output::hex(&Sha256::digest(bytes))
}

/// Makes the folders of `path`, which is below `folder`, without following a link.
fn create_below(folder: &Path, path: &Path) -> io::Result<()> {
    let mut folder = folder.to_path_buf();
    for part in path.components() {
        folder.push(part);
        let is_folder = || fs::symlink_metadata(&folder).map(|found| found.is_dir());
        match fs::create_dir(&folder) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if !is_folder()? {
                    return Err(io::ErrorKind::NotADirectory.into());
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Opens the file that is locked; nothing else is taken for it.
fn open_lock(path: &Path) -> io::Result<File> {
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_file() => Err(io::Error::other("the lock is no file")),
        Ok(_) => File::options().write(true).open(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            File::options().write(true).create(true).truncate(false).open(path)
        }
        Err(error) => Err(error),
    }
}

/// Removes the results that never became whole, and nothing else.
fn clear(temporary: &Path) -> io::Result<()> {
    for entry in fs::read_dir(temporary)? {
        let entry = entry?;
        if entry.file_name().as_encoded_bytes().starts_with(PART.as_bytes()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Where the result of a source stands, below the folder of results.
pub fn name(source: &Path, format: Format) -> PathBuf {
    let mut output = PathBuf::new();
    for component in source.components() {
        match component {
            Component::Normal(part) => output.push(part),
            Component::ParentDir => drop(output.pop()),
            Component::Prefix(_) | Component::RootDir | Component::CurDir => {}
        }
    }
    let extension = match format {
        Format::Yaml => ".yaml",
        Format::Json => ".json",
        Format::Ndjson => ".ndjson",
    };
    let mut name = match output.file_name() {
        Some(name) if source != Path::new("-") => name.to_owned(),
        _ => OsString::from("stdin"),
    };
    if name.len() + extension.len() > NAME {
        name = shorten(&name, NAME - extension.len());
    }
    name.push(extension);
    output.with_file_name(name)
}

/// The start of a long name, and a hash of all of it.
fn shorten(name: &std::ffi::OsStr, length: usize) -> OsString {
    let hash = Sha256::digest(name.as_encoded_bytes());
    let mark = format!("~{:02x}{:02x}{:02x}{:02x}", hash[0], hash[1], hash[2], hash[3]);
    // Long enough to be cut, short enough to stay: replacements have 3 bytes.
    let text = name.to_string_lossy();
    let end = text.floor_char_boundary(length - mark.len());
    OsString::from(format!("{}{mark}", &text[..end]))
}

/// The paths of results that are taken, so that none is written twice, nor
/// where a folder has to be.
#[derive(Debug, Default)]
pub struct Taken {
    files: HashSet<PathBuf>,
    folders: HashSet<PathBuf>,
}

impl Taken {
    /// Takes the path, if nothing stands in its way.
    pub fn take(&mut self, output: &Path) -> bool {
        let above = || output.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        if self.folders.contains(output) || above().any(|folder| self.files.contains(folder)) {
            return false;
        }
        if !self.files.insert(output.to_owned()) {
            return false;
        }
        for folder in above() {
            if !self.folders.insert(folder.to_owned()) {
                break;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UI: Ui = Ui { lang: guihua::Lang::En, color: clap::ColorChoice::Never };

    fn open(folder: &Path) -> Results {
        Results::open(folder, false, Inputs::default(), UI).unwrap().0
    }

    #[test]
    fn results_mirror_the_paths_of_their_sources() {
        for (source, output) in [
            ("a.txt", "a.txt.yaml"),
            ("./a.txt", "a.txt.yaml"),
            ("plans/2020/a.txt", "plans/2020/a.txt.yaml"),
            ("/plans/a", "plans/a.yaml"),
            ("../../plans/../a.txt", "a.txt.yaml"),
            ("-", "stdin.yaml"),
            ("plans/-", "plans/-.yaml"),
            ("规划.txt", "规划.txt.yaml"),
        ] {
            assert_eq!(name(Path::new(source), Format::Yaml), Path::new(output), "{source}");
        }
        assert_eq!(name(Path::new("a.txt"), Format::Json), Path::new("a.txt.json"));
        assert_eq!(name(Path::new("a.txt"), Format::Ndjson), Path::new("a.txt.ndjson"));
    }

    #[test]
    fn names_that_are_too_long_are_cut_and_stay_apart() {
        let [one, two] = ["一", "二"].map(|end| format!("x/{}{end}", "规".repeat(84)));
        let [one, two] = [&one, &two].map(|source| name(Path::new(source), Format::Yaml));
        assert_ne!(one, two);
        for output in [one, two] {
            let length = output.file_name().unwrap().len();
            assert!((250..=NAME).contains(&length), "{length}");
            assert!(output.starts_with("x") && output.extension() == Some("yaml".as_ref()));
            assert!(output.file_name().unwrap().to_str().unwrap().starts_with("规规"));
        }
        // One that just fits is left alone.
        let fits = format!("{}ab", "规".repeat(82));
        assert_eq!(name(Path::new(&fits), Format::Yaml), Path::new(&format!("{fits}.yaml")));
    }

    #[test]
    fn nothing_is_taken_twice() {
        let mut taken = Taken::default();
        assert!(taken.take(Path::new("a/b.yaml")));
        assert!(!taken.take(Path::new("a/b.yaml")));
        assert!(!taken.take(Path::new("a")));
        assert!(!taken.take(Path::new("a/b.yaml/c.yaml")));
        assert!(taken.take(Path::new("a/c.yaml")));
        assert!(taken.take(Path::new("a/d/e/f.yaml")));
        assert!(!taken.take(Path::new("a/d")));
    }

    #[test]
    fn a_file_that_is_no_result_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let results = open(folder.path());
        let output = Path::new("a/b.yaml");
        results.write(output, b"schema_version: \"1\"\none\n").unwrap();
        results.write(output, b"schema_version: \"1\"\none\ntwo\n").unwrap();
        fs::write(folder.path().join(output), "mine").unwrap();
        let error = results.write(output, b"schema_version: \"1\"\n").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(folder.path().join(output)).unwrap(), b"mine");
        assert_eq!(results.write(Path::new("a"), b"").unwrap_err().kind(), io::ErrorKind::IsADirectory);
        assert_eq!(fs::read_dir(folder.path().join(".guihua/new")).unwrap().count(), 0);
    }

    #[test]
    fn one_process_at_a_time_writes_and_clears_up_after_the_one_before() {
        let folder = tempfile::tempdir().unwrap();
        let results = open(folder.path());
        let error = Results::open(folder.path(), false, Inputs::default(), UI).unwrap_err();
        assert!(format!("{error:#}").contains("another guihua"), "{error:#}");
        drop(results);
        let temporary = folder.path().join(".guihua/new");
        fs::write(temporary.join("part-x"), "half").unwrap();
        fs::write(temporary.join("mine"), "mine").unwrap();
        let _results = open(folder.path());
        let left: Vec<_> = fs::read_dir(temporary).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["mine"]);
    }

    #[test]
    fn a_result_is_current_while_nothing_changed() {
        let folder = tempfile::tempdir().unwrap();
        let (results, mut index) = Results::open(folder.path(), false, Inputs::default(), UI).unwrap();
        let output = Path::new("a.yaml");
        results.write(output, b"12345").unwrap();
        let entry = Entry {
            output: key(output),
            bytes: 5,
            result: digest(b"12345"),
            sha256: "s".to_owned(),
            recipe: "r".to_owned(),
            worst: None,
        };
        index.add(&entry).unwrap();
        drop(results);
        let results = open(folder.path());
        assert_eq!(results.current(output, "s", "r"), Some(&entry));
        assert_eq!(results.current(output, "t", "r"), None);
        assert_eq!(results.current(output, "s", "q"), None);
        assert_eq!(results.current(Path::new("b.yaml"), "s", "r"), None);
        fs::write(folder.path().join("a.yaml"), "1234").unwrap();
        assert_eq!(results.current(output, "s", "r"), None);
    }
}
