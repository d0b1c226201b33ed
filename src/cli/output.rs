//! The only writing of results: standard output, or a file, whole or not at all.

use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use tempfile::NamedTempFile;

use super::task::Task;

/// Lets `fill` write to `target`; nothing or `-` is standard output.
///
/// A file is written beside its place and moved there at the end, so that a
/// failure leaves neither half a file nor a trace. A reader that goes away, of
/// standard output or of a pipe, has read enough.
///
/// # Errors
///
/// What cannot be opened, written or moved.
pub fn write(
    target: Option<&Path>,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<()> {
    // Under its other name, too, standard output is never replaced: it may be a
    // file that is being appended to.
    let names = ["-", "/dev/stdout"].map(Path::new);
    let target = target.filter(|path| !names.contains(path));
    let result = match target {
        Some(path) => write_file(path, fill),
        None => fill_and_flush(io::stdout().lock(), fill),
    };
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.with_context(|| Task::Write(target.map(|path| path.to_string_lossy().into_owned()))),
    }
}

fn write_file(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(old) if old.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(old) if old.is_file() => {
            // A file that may not be written to is not replaced either.
            drop(File::options().write(true).open(path)?);
            replace(path, Some(&old), fill)
        }
        // Pipes and devices are written to, not replaced.
        Ok(_) => fill_and_flush(File::options().write(true).open(path)?, fill),
        Err(error) if error.kind() == io::ErrorKind::NotFound => replace(path, None, fill),
        Err(error) => Err(error),
    }
}

fn replace(
    path: &Path,
    old: Option<&Metadata>,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut pending = Pending::create(path)?;
    if let Some(old) = old {
        pending.temporary.as_file().set_permissions(old.permissions())?;
    }
    fill_and_flush(&mut pending, fill)?;
    pending.persist()
}

/// A file that stands beside its place until it is whole; dropped before, it
/// leaves no trace.
pub struct Pending {
    temporary: NamedTempFile,
    path: PathBuf,
}

impl Pending {
    /// Begins the file that will stand at `path`, or where its links lead.
    ///
    /// # Errors
    ///
    /// The folder is missing or cannot be written to.
    pub fn create(path: &Path) -> io::Result<Self> {
        let path = follow(path)?;
        let folder = folder(&path);
        // Its absence is better told without the name of a temporary file.
        fs::metadata(folder)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".guihua-");
        // As for any new file: the process's mask takes away from this.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let temporary = builder.tempfile_in(folder)?;
        Ok(Self { temporary, path })
    }

    /// Moves the file to its place, in one step.
    ///
    /// # Errors
    ///
    /// What the system reports; nothing stands there then that did not before.
    pub fn persist(self) -> io::Result<()> {
        self.temporary.as_file().sync_all()?;
        self.temporary.persist(&self.path).map_err(|error| error.error)?;
        Ok(())
    }
}

#[cfg(feature = "export")]
impl Pending {
    /// Where the file stands until then, for writers that open it themselves.
    pub fn temporary_path(&self) -> &Path {
        self.temporary.path()
    }

    /// The folder of the file.
    pub fn folder(&self) -> &Path {
        folder(&self.path)
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.temporary.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.temporary.flush()
    }
}

/// The folder of a file; that of a bare name is the working directory.
fn folder(path: &Path) -> &Path {
    let folder = path.parent().unwrap_or(path);
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

fn fill_and_flush(writer: impl Write, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut writer = BufWriter::new(writer);
    fill(&mut writer)?;
    writer.flush()
}

/// Where a chain of symbolic links ends, whether or not a file is there.
fn follow(path: &Path) -> io::Result<PathBuf> {
    /// As many as Linux follows.
    const LINKS: usize = 40;
    let mut path = path.to_path_buf();
    for _ in 0..LINKS {
        match fs::read_link(&path) {
            Ok(next) => path = path.parent().unwrap_or(Path::new("")).join(next),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}
