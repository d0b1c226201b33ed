//! The only writing of results: standard output, or a file, whole or not at all.

use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::fault::Task;

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

/// Writes a temporary file in the same folder and moves it to where `path` leads.
fn replace(
    path: &Path,
    old: Option<&Metadata>,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let path = follow(path)?;
    let folder = path.parent().unwrap_or(&path);
    // A bare name has an empty folder.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    // Its absence is better told without the name of a temporary file.
    fs::metadata(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".guihua-");
    // As for any new file: the process's mask takes away from this.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let temporary = builder.tempfile_in(folder)?;
    if let Some(old) = old {
        temporary.as_file().set_permissions(old.permissions())?;
    }
    fill_and_flush(temporary.as_file(), fill)?;
    temporary.as_file().sync_all()?;
    temporary.persist(path).map_err(|error| error.error)?;
    Ok(())
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
