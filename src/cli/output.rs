//! The only writing of results: standard output, a pipe or device, or a file,
//! whole or not at all.
//!
//! [`Outputs`] knows all that a run writes before it begins, and refuses what
//! would destroy something: an output that is also read, and a file that this
//! program did not write, or that somebody has edited since, unless `--force` is
//! given. What it permits is a [`Target`], and nothing else can be written to.

mod held;
mod identity;
mod known;
mod screen;
mod temporary;

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, IsTerminal, Seek, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use guihua::Lang;
use guihua::corrections::ENDING;
use sha2::{Digest, Sha256};

use self::held::{Held, Old};
pub use self::identity::Inputs;
use self::identity::{Identity, is_stream};
pub use self::known::{Known, hex, is_ours, sum};
use self::screen::Screen;
pub use self::temporary::{Temporary, discard_all};
use super::plain;
use super::signal;
use super::task::Task;
use super::walk::{CONFIG, Found, absolute, is_stdin};

/// Why a file is not written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is read.
    Input,
    /// Another output is written there.
    Twice,
    /// Others wrote it, or edited it.
    Foreign,
    /// The same where nobody can tell who wrote it.
    Forgotten,
    /// It has changed since the work began.
    Changed,
    /// It may be read only.
    ReadOnly,
    /// It leads out of the folder that was named.
    Link,
    /// It is a pipe or a device in the folder that was named.
    Special,
}

impl Refusal {
    /// The message in `lang`.
    pub const fn message(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Input, Lang::Zh) => "它就是要读的文件，写了会毁掉原文",
            (Self::Input, Lang::En) => "it is one of the files that are read",
            (Self::Twice, Lang::Zh) => "两种输出不能写到同一个文件",
            (Self::Twice, Lang::En) => "two outputs go there",
            (Self::Foreign, Lang::Zh) => {
                "那里已有文件，不是 guihua 写的，或写后有人改过；加 --force 才会替换"
            }
            (Self::Foreign, Lang::En) => {
                "there is a file that guihua did not write, or that was edited since; --force replaces it"
            }
            (Self::Forgotten, Lang::Zh) => {
                "那里已有文件，而 guihua 写过什么无处可记（状态目录不能写，见 XDG_STATE_HOME）；加 --force 才会替换"
            }
            (Self::Forgotten, Lang::En) => {
                "there is a file, and what guihua wrote cannot be remembered (its state folder cannot be \
                 written, see XDG_STATE_HOME); --force replaces it"
            }
            (Self::Changed, Lang::Zh) => "运行期间有人改了这个文件，没有替换",
            (Self::Changed, Lang::En) => "somebody changed the file in the meantime; it is left as it is",
            (Self::ReadOnly, Lang::Zh) => "文件是只读的",
            (Self::ReadOnly, Lang::En) => "the file is read-only",
            (Self::Link, Lang::Zh) => "目录里的这个名字是链接，不跟着它写到别处",
            (Self::Link, Lang::En) => "it is a link in the folder, which is not followed",
            (Self::Special, Lang::Zh) => "目录里的这个名字不是普通文件",
            (Self::Special, Lang::En) => "it is no regular file but a pipe, socket or device in the folder",
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message(Lang::En))
    }
}

impl std::error::Error for Refusal {}

/// What a run writes.
#[derive(Debug)]
pub struct Outputs {
    force: bool,
    /// Those that are files already.
    existing: Vec<(Identity, PathBuf)>,
    /// Files that were opened for this program, to be written to from where it stands.
    open: Vec<(Identity, PathBuf)>,
}

impl Outputs {
    /// The outputs at `paths`; with `force` they replace what others wrote.
    ///
    /// # Errors
    ///
    /// Two of them are one file.
    pub fn new<'a>(paths: impl IntoIterator<Item = Option<&'a Path>>, force: bool) -> anyhow::Result<Self> {
        let (mut existing, mut open) = (Vec::new(), Vec::new());
        let mut named: Vec<PathBuf> = Vec::new();
        for path in paths {
            // What nobody names is standard output.
            let Some(path) = path.filter(|path| !is_stream(path)) else {
                let name = path.map_or_else(|| PathBuf::from("-"), Path::to_owned);
                open.extend(Identity::of_stream(path).map(|identity| (identity, name)));
                continue;
            };
            let end = follow(path).unwrap_or_else(|_| path.to_owned());
            let identity = fs::metadata(&end).ok().filter(Metadata::is_file).and_then(|_| Identity::of(&end));
            let is_known = identity.as_ref().is_some_and(|it| existing.iter().any(|(other, _)| it == other));
            if is_known || named.contains(&end) {
                return Err(refused(path, Refusal::Twice));
            }
            existing.extend(identity.map(|identity| (identity, path.to_owned())));
            named.push(end);
        }
        Ok(Self { force, existing, open })
    }

    /// Says that the file at `path` is read; `-` is standard input.
    ///
    /// # Errors
    ///
    /// It is written to, or what is read together with it.
    pub fn reads(&self, path: &Path) -> anyhow::Result<()> {
        let beside = || self.same_beside(path, &mut HashSet::new());
        match self.same(path).or_else(beside) {
            Some(output) => Err(refused(output, Refusal::Input)),
            None => Ok(()),
        }
    }

    /// The output that is the list of corrections of the file at `path`, or a configuration
    /// for it. The folders in `seen` were looked through before.
    fn same_beside(&self, path: &Path, seen: &mut HashSet<PathBuf>) -> Option<&Path> {
        if self.is_empty() || is_stdin(path) {
            return None;
        }
        let mut corrections = OsString::from(path);
        corrections.push(ENDING);
        let path = absolute(path).unwrap_or_else(|_| path.to_owned());
        let folders = path.ancestors().skip(1).take_while(|folder| seen.insert((*folder).to_owned()));
        let configs: Vec<PathBuf> = folders.map(|folder| folder.join(CONFIG)).collect();
        self.same(Path::new(&corrections)).or_else(|| configs.iter().find_map(|config| self.same(config)))
    }

    /// The same of all that walking found. What stands in a folder because an
    /// earlier run wrote it there is no input.
    ///
    /// # Errors
    ///
    /// An input is written to.
    pub fn reads_all(&self, found: &mut Vec<Found>) -> anyhow::Result<()> {
        let mut result = Ok(());
        let mut seen = HashSet::new();
        for found in found.iter() {
            if let Some(output) = self.same_beside(&found.path, &mut seen) {
                return Err(refused(output, Refusal::Input));
            }
        }
        if !self.is_empty() {
            found.retain(|found| match self.same(&found.path) {
                Some(output) if found.named || !self.replaces(output, &found.path) => {
                    result = Err(refused(output, Refusal::Input));
                    true
                }
                same => same.is_none(),
            });
        }
        result
    }

    /// The same where each input has an output of its own: those that may not be written,
    /// since something that is read stands there.
    pub fn read_by(&self, found: &mut Vec<Found>) -> HashSet<PathBuf> {
        let mut read = HashSet::new();
        if self.is_empty() {
            return read;
        }
        let mut seen = HashSet::new();
        for found in found.iter() {
            read.extend(self.same_beside(&found.path, &mut seen).map(Path::to_owned));
        }
        found.retain(|found| match self.same(&found.path) {
            Some(output) if found.named || !self.replaces(output, &found.path) => {
                read.insert(output.to_owned());
                true
            }
            same => same.is_none(),
        });
        read
    }

    /// Permits to write to `path`; nothing or `-` is standard output.
    ///
    /// # Errors
    ///
    /// See [`Refusal`]; what cannot be opened.
    pub fn open(&self, path: Option<&Path>) -> anyhow::Result<Target> {
        self.open_own(path, &|_| false)
    }

    /// The same where the text of a file shows whether this program wrote it.
    ///
    /// # Errors
    ///
    /// See [`Refusal`]; what cannot be opened.
    pub fn open_own(&self, path: Option<&Path>, is_own: &dyn Fn(&[u8]) -> bool) -> anyhow::Result<Target> {
        let place = match path {
            Some(path) => self.place(path, is_own).with_context(|| writing(Some(path)))?,
            None => Place::Stdout,
        };
        Ok(Target { path: path.map(Path::to_owned), place })
    }

    /// Permits to mend a file in its place. What somebody has edited stays theirs: it is
    /// replaced later no more easily than before.
    ///
    /// # Errors
    ///
    /// See [`Refusal`]; what cannot be opened.
    pub fn mend(path: &Path) -> anyhow::Result<Target> {
        let mut target = Self::new([Some(path)], true)?.open(Some(path))?;
        if let Place::File { path, is_remembered, .. } = &mut target.place {
            *is_remembered = known::is_ours(path);
        }
        Ok(target)
    }

    fn place(&self, path: &Path, is_own: &dyn Fn(&[u8]) -> bool) -> anyhow::Result<Place> {
        // Under its other name, too, standard output is never replaced: it may be a
        // file that is being appended to.
        if is_stdin(path) || path == Path::new("/dev/stdout") {
            return Ok(Place::Stdout);
        }
        if is_stream(path) {
            return Ok(Place::Stream(File::options().append(true).open(path)?));
        }
        let path = follow(path)?;
        let old = match fs::metadata(&path) {
            Ok(old) if old.is_dir() => return Err(io::Error::from(io::ErrorKind::IsADirectory).into()),
            Ok(old) if old.is_file() => old,
            // Pipes and devices are written to, not replaced.
            Ok(_) => return Ok(Place::Stream(File::options().write(true).open(path)?)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // A folder that is missing is better told before the work.
                fs::metadata(folder(&path))?;
                return Ok(Place::File { path, old: None, is_remembered: true });
            }
            Err(error) => return Err(error.into()),
        };
        // Whoever may write to everything is asked, too, to leave this alone.
        if old.permissions().readonly() {
            return Err(Refusal::ReadOnly.into());
        }
        drop(File::options().write(true).open(&path)?);
        // What is found from here on is compared with this when it is replaced.
        let kept = Old::of(&path, &old);
        let is_own = || fs::read(&path).is_ok_and(|bytes| is_own(&bytes));
        if !self.force && old.len() > 0 && !known::is_ours(&path) && !is_own() {
            return Err(if known::forgets() { Refusal::Forgotten } else { Refusal::Foreign }.into());
        }
        Ok(Place::File { path, old: Some(kept), is_remembered: true })
    }

    /// The output that is this file.
    fn same(&self, path: &Path) -> Option<&Path> {
        if self.is_empty() {
            return None;
        }
        let identity = if is_stdin(path) { Identity::of_stdin() } else { Identity::of(path) }?;
        let same = self.existing.iter().chain(&self.open).find(|(other, _)| *other == identity);
        same.map(|(_, output)| output.as_path())
    }

    /// Whether no output is a file that is there.
    fn is_empty(&self) -> bool {
        self.existing.is_empty() && self.open.is_empty()
    }

    /// Whether an output that was found in a folder, as `found`, can be written again.
    fn replaces(&self, output: &Path, found: &Path) -> bool {
        /// Endings of what somebody may have put there as a source.
        const SOURCES: &[&str] = &["txt", "text", "md", "markdown", "htm", "html", "docx", "pdf"];
        let ending = found.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
        let is_source = ending.is_none_or(|ending| SOURCES.contains(&ending.as_str()));
        if is_stream(output) {
            // One that was emptied when it was opened has nothing to lose.
            return !is_source || fs::metadata(found).is_ok_and(|found| found.len() == 0);
        }
        known::is_ours(output) || self.force && !is_source
    }
}

/// Where a result may be written.
#[derive(Debug)]
pub struct Target {
    /// As it was given.
    path: Option<PathBuf>,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Stdout,
    /// A pipe, a device, or what the process was given open.
    Stream(File),
    /// Where links lead.
    File {
        path: PathBuf,
        old: Option<Old>,
        /// Whether it is this program's once it is written.
        is_remembered: bool,
    },
}

impl Target {
    /// Standard output.
    pub const STDOUT: Self = Self { path: None, place: Place::Stdout };

    /// Where the file will stand, as it was given; nothing where it is a stream.
    pub fn file(&self) -> Option<PathBuf> {
        if matches!(self.place, Place::File { .. }) { self.path.clone() } else { None }
    }

    /// Whether it is standard output.
    pub fn is_stdout(&self) -> bool {
        matches!(self.place, Place::Stdout)
    }

    /// Permits to write only over what has this SHA-256, or where nothing stands.
    ///
    /// # Errors
    ///
    /// Something else stands there, or nothing any more.
    pub fn after(mut self, kept: Option<&str>) -> anyhow::Result<Self> {
        if let Place::File { old, .. } = &mut self.place {
            let sum = old.as_ref().map(|old| old.sum.as_deref().map(hex));
            if sum != kept.map(|kept| Some(kept.to_owned())) {
                return Err(anyhow::Error::from(Refusal::Changed).context(writing(self.path.as_deref())));
            }
            if let Some(old) = old {
                old.must_stay = true;
            }
        }
        Ok(self)
    }

    /// Lets `fill` write, whole or not at all. A reader that goes away, of
    /// standard output or of a pipe, has read enough.
    ///
    /// # Errors
    ///
    /// What cannot be written or moved.
    pub fn write(self, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
        let path = self.path.clone();
        let result = match self.place {
            Place::Stdout => fill_and_flush(io::stdout().lock(), fill).map_err(Into::into),
            Place::Stream(file) => fill_and_flush(file, fill).map_err(Into::into),
            Place::File { .. } => self.fill(fill),
        };
        unless_closed(result).with_context(|| writing(path.as_deref()))
    }

    /// The same for text of others, or what holds some: a terminal is sent nothing that steers it.
    ///
    /// # Errors
    ///
    /// What cannot be written or moved.
    pub fn write_shown(self, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
        let is_screen = match &self.place {
            Place::Stdout => io::stdout().is_terminal(),
            Place::Stream(file) => file.is_terminal(),
            Place::File { .. } => false,
        };
        if !is_screen {
            return self.write(fill);
        }
        self.write(|writer| {
            let mut screen = Screen::new(writer);
            fill(&mut screen)?;
            screen.flush()
        })
    }

    fn fill(self, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
        let mut pending = self.begin()?;
        fill_and_flush(&mut pending, fill)?;
        pending.persist()
    }

    /// Begins a result that appears at its end, for writers that go on for long
    /// or move about in their file.
    ///
    /// # Errors
    ///
    /// No file can be made beside the place, or, for a stream, where the system
    /// keeps such.
    pub fn begin(self) -> anyhow::Result<Pending> {
        signal::clean_up();
        let temporary = match &self.place {
            Place::Stdout | Place::Stream(_) => Temporary::create(&std::env::temp_dir()),
            Place::File { path, .. } => Temporary::create(folder(path)),
        };
        Ok(Pending { temporary: temporary?, place: self.place, hasher: Some(Sha256::new()) })
    }

    /// Opens a list that grows line by line, for those who read it while the work
    /// goes on. It is emptied at once.
    ///
    /// # Errors
    ///
    /// What the system reports.
    pub fn begin_list(self) -> anyhow::Result<Box<dyn Write>> {
        let path = self.path;
        let open = || -> io::Result<Box<dyn Write>> {
            Ok(match self.place {
                Place::Stdout => Box::new(io::stdout()),
                Place::Stream(file) => Box::new(file),
                Place::File { path, .. } => Box::new(File::create(path)?),
            })
        };
        open().with_context(|| writing(path.as_deref()))
    }
}

/// A result that stands beside its place until it is whole; dropped before, it
/// leaves no trace.
#[derive(Debug)]
pub struct Pending {
    temporary: Temporary,
    place: Place,
    /// What sums up all that is written; gone where a writer moves about.
    hasher: Option<Sha256>,
}

impl Pending {
    /// Moves the file to its place, in one step, with the mode of the file that it
    /// replaces, and remembers it. A stream gets all of it now.
    ///
    /// # Errors
    ///
    /// What the system reports; nothing stands there then that did not before.
    pub fn persist(mut self) -> anyhow::Result<()> {
        let (path, old, is_remembered) = match self.place {
            Place::Stdout => return unless_closed(send(&mut self.temporary, &mut io::stdout().lock())),
            Place::Stream(mut file) => return unless_closed(send(&mut self.temporary, &mut file)),
            Place::File { path, old, is_remembered } => (path, old, is_remembered),
        };
        let file = self.temporary.file()?;
        if let Some(old) = &old {
            file.set_permissions(old.permissions.clone())?;
        }
        file.sync_all()?;
        let sha256 = if let Some(hasher) = self.hasher {
            hasher.finalize().to_vec()
        } else {
            file.rewind()?;
            known::sum(file)?
        };
        let held = match &old {
            Some(old) => Some(old.hold(&path)?.ok_or(Refusal::Changed)?),
            None => None,
        };
        self.temporary.persist(&path, old.is_some()).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => anyhow::Error::from(Refusal::Changed),
            _ => error.into(),
        })?;
        drop(held);
        if is_remembered {
            known::remember(&path, &sha256);
        }
        Ok(())
    }
}

#[cfg(feature = "export")]
impl Pending {
    /// Where the file stands until then, for writers that open it themselves.
    pub fn temporary_path(&mut self) -> &Path {
        self.hasher = None;
        self.temporary.path()
    }

    /// The folder of the file.
    pub fn folder(&self) -> &Path {
        folder(self.temporary.path())
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.temporary.write(bytes)?;
        if let Some(hasher) = &mut self.hasher {
            hasher.update(&bytes[..written]);
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.temporary.flush()
    }
}

fn send(temporary: &mut Temporary, stream: &mut dyn Write) -> anyhow::Result<()> {
    let file = temporary.file()?;
    file.rewind()?;
    io::copy(file, stream)?;
    Ok(stream.flush()?)
}

fn unless_closed(result: anyhow::Result<()>) -> anyhow::Result<()> {
    match result {
        Err(error)
            if error.downcast_ref::<io::Error>().map(io::Error::kind) == Some(io::ErrorKind::BrokenPipe) =>
        {
            Ok(())
        }
        result => result,
    }
}

fn writing(path: Option<&Path>) -> Task {
    Task::Write(path.map(plain::name))
}

pub fn refused(path: &Path, refusal: Refusal) -> anyhow::Error {
    anyhow::Error::from(refusal).context(writing(Some(path)))
}

/// Removes a file that still has this SHA-256.
///
/// # Errors
///
/// It has another or is gone; what the system reports.
pub fn remove(path: &Path, kept: &str) -> anyhow::Result<()> {
    let remove = || {
        let mut held = Held::hold(path)?;
        let is_kept = held.sum()?.is_some_and(|sum| hex(&sum) == kept);
        if is_kept { Ok(fs::remove_file(path)?) } else { Err(anyhow::Error::from(Refusal::Changed)) }
    };
    remove().with_context(|| writing(Some(path)))
}

/// Refuses a link, a pipe or a device in a folder that was named: whoever put it there chose
/// where it leads, or waits for whoever writes, and not who names the folder.
///
/// # Errors
///
/// It is one.
pub fn in_folder(path: &Path) -> anyhow::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => Err(refused(path, Refusal::Link)),
        Ok(found) if !found.is_file() && !found.is_dir() => Err(refused(path, Refusal::Special)),
        _ => Ok(()),
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
