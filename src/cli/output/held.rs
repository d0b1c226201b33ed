//! A file that is held while it is compared and replaced: of two programs that would replace
//! one file, the later sees what the earlier has written.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;

use super::known;

/// How often, and how long each time in milliseconds, is waited for another process: what it does
/// meanwhile is quick.
#[cfg(unix)]
const PATIENCE: (usize, u64) = (250, 8);

/// A file that no other of these programs replaces while this is there.
#[derive(Debug)]
pub struct Held(
    /// Nothing where there is no file.
    Option<File>,
);

impl Held {
    /// Holds the file at `path`, if there is one. The lock is one on the file itself
    /// and leaves nothing behind. On Windows a lock would keep out who only reads.
    ///
    /// # Errors
    ///
    /// Another process holds it for long; the file cannot be read.
    pub fn hold(path: &Path) -> io::Result<Self> {
        #[cfg(unix)]
        for _ in 0..PATIENCE.0 {
            use std::fs::TryLockError;
            let Some(file) = open(path)? else { return Ok(Self(None)) };
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => {
                    std::thread::sleep(std::time::Duration::from_millis(PATIENCE.1));
                }
                // Where the system knows no locks, comparing must do.
                Err(TryLockError::Error(_)) => return Ok(Self(Some(file))),
                // Another file stands there, if it was replaced before the lock.
                Ok(()) if is_at(&file, path)? => {
                    return Ok(Self(Some(file)));
                }
                Ok(()) => {}
            }
        }
        if cfg!(unix) {
            Err(io::Error::new(io::ErrorKind::WouldBlock, "another program holds the file"))
        } else {
            Ok(Self(open(path)?))
        }
    }

    /// The SHA-256 of the file, if there is one.
    ///
    /// # Errors
    ///
    /// What the system reports.
    pub fn sum(&mut self) -> io::Result<Option<Vec<u8>>> {
        self.0.as_mut().map(known::sum).transpose()
    }
}

/// A file that is to be replaced, as it was.
#[derive(Debug)]
pub struct Old {
    pub permissions: fs::Permissions,
    /// The SHA-256 of its content; nothing where it cannot be read.
    pub sum: Option<Vec<u8>>,
    /// Whether it is changed, too, where it is gone.
    pub must_stay: bool,
}

impl Old {
    /// The file as it is now.
    pub fn of(path: &Path, found: &Metadata) -> Self {
        let sum = File::open(path).and_then(|mut file| known::sum(&mut file)).ok();
        Self { permissions: found.permissions(), sum, must_stay: false }
    }

    /// Holds the file; nothing where somebody has changed it.
    ///
    /// # Errors
    ///
    /// Another process holds it for long; the file cannot be read.
    pub fn hold(&self, path: &Path) -> io::Result<Option<Held>> {
        // What cannot be read cannot be compared.
        let Some(sum) = &self.sum else { return Ok(Some(Held(None))) };
        let mut held = Held::hold(path)?;
        let is_same = held.sum()?.map_or(!self.must_stay, |now| now == *sum);
        Ok(Some(held).filter(|_| is_same))
    }
}

/// Whether it is this file that stands at `path`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let own = file.metadata()?;
    Ok(fs::metadata(path).is_ok_and(|found| (found.dev(), found.ino()) == (own.dev(), own.ino())))
}

fn open(path: &Path) -> io::Result<Option<File>> {
    match File::open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use sha2::{Digest, Sha256};

    use super::super::{Outputs, Refusal, hex, remove};
    use super::*;

    fn is_changed(error: &anyhow::Error) -> bool {
        error.chain().any(|it| it.downcast_ref() == Some(&Refusal::Changed))
    }

    fn write(path: &Path, kept: Option<&str>, text: &str) -> anyhow::Result<()> {
        let target = Outputs::new([Some(path)], true)?.open(Some(path))?.after(kept)?;
        target.write(|writer| writer.write_all(text.as_bytes()))
    }

    fn sum_of(text: &str) -> String {
        hex(&Sha256::digest(text))
    }

    #[test]
    fn another_content_of_the_same_length_and_time_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "甲").unwrap();
        let time = fs::metadata(&path).unwrap().modified().unwrap();
        let pending = Outputs::new([Some(&*path)], true).unwrap().open(Some(&path)).unwrap().begin().unwrap();
        fs::write(&path, "乙").unwrap();
        File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        assert!(is_changed(&pending.persist().unwrap_err()));
        assert_eq!(fs::read_to_string(&path).unwrap(), "乙");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_gone_or_new_is_not_what_was_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        assert!(is_changed(&write(&path, Some(&sum_of("甲")), "乙").unwrap_err()));
        write(&path, None, "甲").unwrap();
        assert!(is_changed(&write(&path, None, "乙").unwrap_err()));
        assert!(is_changed(&remove(&path, &sum_of("乙")).unwrap_err()));
        remove(&path, &sum_of("甲")).unwrap();
        assert!(!path.exists());
    }

    #[test]
    fn of_many_who_add_to_one_file_none_loses_a_line() {
        const WRITERS: usize = 4;
        const LINES: usize = 8;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "").unwrap();
        thread::scope(|scope| {
            for writer in 0..WRITERS {
                let path = &path;
                scope.spawn(move || {
                    for line in 0..LINES {
                        loop {
                            let text = fs::read_to_string(path).unwrap();
                            let next = format!("{text}{writer}-{line}\n");
                            match write(path, Some(&sum_of(&text)), &next) {
                                Ok(()) => break,
                                Err(error) => assert!(is_changed(&error), "{error:?}"),
                            }
                        }
                    }
                });
            }
        });
        assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), WRITERS * LINES);
    }
}
