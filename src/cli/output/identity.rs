//! Which files are the same, by whatever names.

use std::collections::HashSet;
use std::fs;
#[cfg(unix)]
use std::fs::{File, Metadata};
#[cfg(unix)]
use std::io;
use std::path::Path;
#[cfg(not(unix))]
use std::path::PathBuf;

use crate::cli::walk::{Found, is_stdin};

/// Files that are read, by whatever names they are called later.
#[derive(Debug, Default)]
pub struct Inputs(HashSet<Identity>);

impl Inputs {
    /// Those that walking found.
    pub fn of(found: &[Found]) -> Self {
        Self(
            found
                .iter()
                .filter(|found| !is_stdin(&found.path))
                .filter_map(|it| Identity::of(&it.path))
                .collect(),
        )
    }

    /// Adds the file at `path`.
    pub fn add(&mut self, path: &Path) {
        self.0.extend(Identity::of(path));
    }

    /// Whether the file at `path` is one of them.
    pub fn have(&self, path: &Path) -> bool {
        !self.0.is_empty() && Identity::of(path).is_some_and(|identity| self.0.contains(&identity))
    }
}

/// Which file it is, by whatever name.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Identity(#[cfg(unix)] (u64, u64), #[cfg(not(unix))] PathBuf);

impl Identity {
    #[cfg(unix)]
    pub fn of(path: &Path) -> Option<Self> {
        Some(Self::from(&fs::metadata(path).ok()?))
    }

    #[cfg(unix)]
    pub fn of_stdin() -> Option<Self> {
        use std::os::fd::AsFd;
        let stdin = io::stdin().as_fd().try_clone_to_owned().ok()?;
        Some(Self::from(&File::from(stdin).metadata().ok()?))
    }

    /// The file that a stream of this name leads to, where it is a file and no pipe or terminal.
    #[cfg(unix)]
    pub fn of_stream(path: Option<&Path>) -> Option<Self> {
        use std::os::fd::AsFd;
        let is_stdout = |path: &Path| is_stdin(path) || path == Path::new("/dev/stdout");
        let found = match path.filter(|path| !is_stdout(path)) {
            Some(path) => fs::metadata(path).ok()?,
            None => File::from(io::stdout().as_fd().try_clone_to_owned().ok()?).metadata().ok()?,
        };
        found.is_file().then(|| Self::from(&found))
    }

    #[cfg(not(unix))]
    pub fn of_stream(_: Option<&Path>) -> Option<Self> {
        None
    }

    #[cfg(unix)]
    fn from(found: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self((found.dev(), found.ino()))
    }

    #[cfg(not(unix))]
    pub fn of(path: &Path) -> Option<Self> {
        fs::canonicalize(path).ok().map(Self)
    }

    #[cfg(not(unix))]
    pub fn of_stdin() -> Option<Self> {
        None
    }
}

/// Whether the name stands for what the process was given open, whatever it is:
/// that is written to where it stands, never replaced.
pub fn is_stream(path: &Path) -> bool {
    let folders = ["/dev/fd", "/proc/self/fd"].map(Path::new);
    is_stdin(path)
        || ["/dev/stdout", "/dev/stderr"].map(Path::new).contains(&path)
        || path.parent().is_some_and(|folder| folders.contains(&folder))
}
