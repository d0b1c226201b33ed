//! Files that stand beside their place until they are whole.
//!
//! Whoever drops one leaves no trace; a signal that can be caught removes those
//! that there are ([`discard_all`]); after one that cannot, the next run in the
//! same folder removes what nobody holds any more ([`Temporary::create`]).

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;

/// How the files are called: `.guihua-`, [`RANDOM`] letters and digits, `.part`.
const PREFIX: &str = ".guihua-";
const SUFFIX: &str = ".part";
const RANDOM: usize = 6;

/// The files that there are now.
static ALL: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A file that is not in its place yet.
#[derive(Debug)]
pub struct Temporary {
    /// Gone when it has been moved to its place.
    file: Option<NamedTempFile>,
}

impl Temporary {
    /// Makes a file in `folder`, and clears away those that a process that was
    /// killed left there.
    ///
    /// # Errors
    ///
    /// What the system reports.
    pub fn create(folder: &Path) -> io::Result<Self> {
        // On Windows nothing shows whether somebody holds a file.
        #[cfg(unix)]
        clear(folder);
        Self::create_as(folder, PREFIX, SUFFIX)
    }

    /// The same with a name of another form, in a folder that somebody else clears.
    ///
    /// # Errors
    ///
    /// What the system reports.
    pub fn create_as(folder: &Path, prefix: &str, suffix: &str) -> io::Result<Self> {
        /// There are file systems that tell of no file how many names it has.
        const TRIES: usize = 16;
        let mut builder = tempfile::Builder::new();
        builder.prefix(prefix).suffix(suffix).rand_bytes(RANDOM);
        // As for any new file: the process's mask takes away from this.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut made = None;
        for _ in 0..TRIES {
            // No signal comes between the file and the list.
            let mut all = all();
            let file = builder.tempfile_in(folder).map_err(bare)?;
            all.insert(file.path().to_owned());
            drop(all);
            if made.insert(Self { file: Some(file) }).is_held() {
                break;
            }
        }
        made.ok_or_else(|| io::ErrorKind::Other.into())
    }

    /// Shows the others that the file is in use, by a lock. Whoever clears the folder
    /// locks what he removes: one that came between the making and the lock has it, or
    /// the file is gone. On Windows a lock would keep its own process out, too; there an
    /// open file cannot be removed anyway.
    fn is_held(&self) -> bool {
        #[cfg(unix)]
        if let Some(file) = &self.file {
            use std::fs::TryLockError;
            use std::os::unix::fs::MetadataExt;
            // Where the system knows no locks, nobody clears.
            return match file.as_file().try_lock() {
                Err(TryLockError::WouldBlock) => false,
                Err(TryLockError::Error(_)) => true,
                Ok(()) => file.as_file().metadata().is_ok_and(|found| found.nlink() > 0),
            };
        }
        true
    }

    fn inner(&mut self) -> io::Result<&mut NamedTempFile> {
        self.file.as_mut().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// The open file.
    pub fn file(&mut self) -> io::Result<&mut File> {
        Ok(self.inner()?.as_file_mut())
    }

    /// Where the file stands until then.
    #[cfg_attr(not(feature = "export"), allow(dead_code))]
    pub fn path(&self) -> &Path {
        self.file.as_ref().map_or(Path::new(""), NamedTempFile::path)
    }

    /// Moves the file to its place in one step; `over` whatever stands there, or
    /// only where nothing does.
    ///
    /// # Errors
    ///
    /// What the system reports; nothing stands there then that did not before.
    pub fn persist(mut self, path: &Path, over: bool) -> io::Result<File> {
        let Some(file) = self.file.take() else { return Err(io::ErrorKind::NotFound.into()) };
        let name = file.path().to_owned();
        let result = if over { file.persist(path) } else { file.persist_noclobber(path) };
        all().remove(&name);
        result.map_err(|error| error.error)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Some(file) = self.file.take() {
            let path = file.path().to_owned();
            drop(file);
            all().remove(&path);
        }
    }
}

impl Write for Temporary {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file()?.flush()
    }
}

/// What the system reports without the name of the file, which is nobody's: whoever names the
/// output is told that name.
fn bare(error: io::Error) -> io::Error {
    let words = error.to_string();
    let Some((words, _)) = words.split_once(" at path ") else { return error };
    let code = words.rsplit_once("(os error ").and_then(|(_, code)| code.trim_end_matches(')').parse().ok());
    code.map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}

/// Removes all files that are not in their place, for a process that ends. No
/// other can be made while the answer is held.
#[must_use]
pub fn discard_all() -> impl Sized {
    let all = all();
    for path in &*all {
        let _ = fs::remove_file(path);
    }
    all
}

fn all() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    // A set of paths is whole whatever panicked.
    ALL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes what processes that were killed left in `folder`. What cannot be
/// listed or removed stays: it is in nobody's way.
#[cfg(unix)]
fn clear(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let is_file = || entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_name(entry.file_name().as_encoded_bytes()) && is_file() {
            remove_if_left(&entry.path());
        }
    }
}

/// Whether the name is one that is given here.
#[cfg(unix)]
fn is_name(name: &[u8]) -> bool {
    let middle = name.strip_prefix(PREFIX.as_bytes()).and_then(|name| name.strip_suffix(SUFFIX.as_bytes()));
    middle.is_some_and(|middle| middle.len() == RANDOM && middle.iter().all(u8::is_ascii_alphanumeric))
}

/// Removes a file that nobody holds, while it is held here, so that whoever has just made
/// it and not locked it yet finds that out.
#[cfg(unix)]
fn remove_if_left(path: &Path) {
    let Ok(file) = File::options().write(true).open(path) else { return };
    if file.try_lock().is_ok() {
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_in_its_place_or_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a");
        let mut temporary = Temporary::create(folder.path()).unwrap();
        temporary.write_all(b"one").unwrap();
        temporary.persist(&place, false).unwrap();
        drop(Temporary::create(folder.path()).unwrap());
        assert!(Temporary::create(folder.path()).unwrap().persist(&place, false).is_err());
        assert_eq!(fs::read(&place).unwrap(), b"one");
        assert_eq!(names(folder.path()), ["a"]);
    }

    #[cfg(unix)]
    #[test]
    fn runs_at_once_do_not_take_each_others_files() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let folder = folder.path();
                scope.spawn(move || {
                    for at in 0..200 {
                        let mut temporary = Temporary::create(folder).unwrap();
                        temporary.write_all(b"whole").unwrap();
                        temporary.persist(&folder.join(format!("{thread}-{at}")), false).unwrap();
                    }
                });
            }
        });
        assert_eq!(names(folder.path()).len(), 800);
    }

    #[cfg(unix)]
    #[test]
    fn what_a_killed_process_left_is_cleared_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let made = |name: &str, age: u64| {
            let file = File::create(folder.path().join(name)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
            file
        };
        let mut held = Temporary::create(folder.path()).unwrap();
        held.file().unwrap().set_modified(SystemTime::now() - Duration::from_hours(1)).unwrap();
        let held_name = held.path().file_name().unwrap().to_str().unwrap().to_owned();
        drop(made(".guihua-abc123.part", 60));
        for other in [".guihua-notes", ".guihua-abc12.part", ".guihua-abc-23.part", "guihua-abc123.part"] {
            drop(made(other, 60));
        }
        std::os::unix::fs::symlink("absent", folder.path().join(".guihua-abc124.part")).unwrap();
        // However new it is.
        drop(made(".guihua-abc125.part", 0));
        let before = names(folder.path());
        drop(Temporary::create(folder.path()).unwrap());
        let after = names(folder.path());
        let gone: Vec<_> = before.iter().filter(|name| !after.contains(name)).collect();
        assert_eq!(gone, [".guihua-abc123.part", ".guihua-abc125.part"]);
        assert!(after.contains(&held_name));
    }

    #[test]
    fn a_file_that_nobody_named_is_not_told() {
        let folder = tempfile::tempdir().unwrap();
        let error = Temporary::create(&folder.path().join("none")).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
        assert!(!error.to_string().contains(PREFIX), "{error}");
    }
}
