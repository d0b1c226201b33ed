//! Which files are read, and in which order.
//!
//! Folders are walked to their end; `.gitignore` counts for nothing, since
//! archives are data. What is named, in the arguments or in a list, is always
//! read: hidden or not, through links, whatever the globs say. What is found in
//! a folder is left out without a word where it is hidden, a symbolic link, or
//! ruled out by a glob.
//!
//! The result is sorted by the bytes of the path, as `LC_ALL=C sort` does, and
//! names no path twice. It holds paths only: about a hundred bytes for a file.

use std::cmp::Ordering;
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use guihua::Lang;
use walkdir::{DirEntry, WalkDir};

use super::args::Inputs;
use super::corrected;
use super::input;
use super::plain;
use super::task::Task;

/// What a configuration for the plans in a folder and below it is called.
pub const CONFIG: &str = "guihua.toml";

/// A file to read, or why there is none.
#[derive(Debug)]
pub struct Found {
    /// The path as given, or below a folder as given; `-` is standard input.
    pub path: PathBuf,
    /// The path below the folder that was named, or the name of the file: the
    /// same wherever the folder lies.
    pub name: String,
    /// Whether the user named the file itself, and not a folder around it.
    pub named: bool,
    /// What is wrong with the path.
    pub problem: Option<Problem>,
}

impl Found {
    /// A path that the user named.
    fn named(path: PathBuf, problem: Option<Problem>) -> Self {
        let name = plain::name(Path::new(path.file_name().unwrap_or(path.as_os_str())));
        Self { path, name, named: true, problem }
    }

    /// A path that was found below `folder`.
    fn below(path: PathBuf, folder: &Path, problem: Option<Problem>) -> Self {
        let name = name_below(&path, folder).unwrap_or_else(|| joined(&path));
        Self { path, name, named: false, problem }
    }
}

/// Whether a file in a folder may be a plan or a model, by its ending. What cannot be
/// read in its format is not passed over.
pub fn is_plan(path: &Path) -> bool {
    const ENDINGS: &[&str] = &[
        "txt", "text", "md", "markdown", "htm", "html", "docx", "pdf", "yaml", "yml", "json", "ndjson",
        "jsonl", "doc", "wps", "wpt", "rtf", "odt", "ofd", "mht", "mhtml",
    ];
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// A path as it is told: what is found in `.` is better told without it.
pub fn told(path: &Path) -> String {
    plain::name(path.strip_prefix(".").unwrap_or(path))
}

/// The name of a path in the folder around it; nothing where it is in another.
pub fn name_below(path: &Path, folder: &Path) -> Option<String> {
    path.strip_prefix(folder).ok().filter(|below| below.file_name().is_some()).map(joined)
}

fn joined(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| plain::name(Path::new(part))).collect();
    parts.join("/")
}

/// Why a path cannot be read, as far as walking tells.
#[derive(Debug)]
pub enum Problem {
    /// The file or folder cannot be reached or listed.
    Io(io::Error),
    /// The link leads back to this folder, which holds it.
    Loop(PathBuf),
    /// A pipe, socket or device in a folder; nobody meant it as a plan.
    Special,
    /// A list of corrections, which is read with its source.
    Corrections,
    /// A workbook in a folder that this program wrote and somebody has edited.
    Edited,
}

impl Problem {
    /// The same once more: an error of the system can be told again, though it
    /// cannot be cloned.
    pub fn again(&self) -> Self {
        match self {
            Self::Io(error) => Self::Io(
                error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error),
            ),
            Self::Loop(folder) => Self::Loop(folder.clone()),
            Self::Special => Self::Special,
            Self::Corrections => Self::Corrections,
            Self::Edited => Self::Edited,
        }
    }

    /// The message in Chinese, but for what the system says.
    pub fn message_zh(&self) -> Option<String> {
        match self {
            Self::Io(_) => None,
            Self::Loop(folder) => Some(format!("链接指回上级目录 {}", plain::name(folder))),
            Self::Special => Some("不是普通文件（管道、套接字或设备）".to_owned()),
            Self::Corrections => Some(corrected::alone(Lang::Zh).to_owned()),
            Self::Edited => {
                Some("guihua 写的工作簿，写后有人改过；工作簿不能再读，要改请改模型（.yaml）".to_owned())
            }
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Loop(folder) => write!(f, "the link leads back to {}", plain::name(folder)),
            Self::Special => f.write_str("no regular file but a pipe, socket or device"),
            Self::Corrections => f.write_str(corrected::alone(Lang::En)),
            Self::Edited => f.write_str(
                "a workbook of guihua that was edited since; workbooks are not read, edit the model (.yaml)",
            ),
        }
    }
}

impl std::error::Error for Problem {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => error.source(),
            Self::Loop(_) | Self::Special | Self::Corrections | Self::Edited => None,
        }
    }
}

/// All files that `inputs` names or holds, sorted. Folders that are the same as
/// `leave_out`, such as the one that results go to, are not entered.
///
/// Nothing named at all is standard input.
///
/// # Errors
///
/// A glob that is none, and a list that cannot be read. Whatever is wrong with
/// a single path is a [`Found`] in its place.
pub fn walk(inputs: &Inputs, leave_out: Option<&Path>) -> anyhow::Result<Vec<Found>> {
    let filter = Filter::new(inputs, leave_out)?;
    let mut named: Vec<PathBuf> = inputs.files.iter().map(|path| clean(path)).collect();
    if let Some(list) = &inputs.files_from {
        named.extend(read_list(list, inputs.null)?);
    } else if named.is_empty() {
        named.push(PathBuf::from("-"));
    }
    let mut found = Vec::with_capacity(named.len());
    for path in named {
        visit(path, &filter, &mut found);
    }
    // A file that is named and found is named.
    found.sort_by(|a, b| order(&a.path, &b.path).then(b.named.cmp(&a.named)));
    found.dedup_by(|next, kept| order(&next.path, &kept.path).is_eq());
    Ok(found)
}

/// Whether the path stands for standard input.
pub fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// By the bytes of the path; a leading `./` says nothing.
fn order(a: &Path, b: &Path) -> Ordering {
    fn key(path: &Path) -> &[u8] {
        path.strip_prefix(".").unwrap_or(path).as_os_str().as_encoded_bytes()
    }
    key(a).cmp(key(b))
}

/// The path without what means nothing in it: `a//b/./c/` is `a/b/c`.
fn clean(path: &Path) -> PathBuf {
    path.components().collect()
}

/// The path from the root, without `..`: what folders are compared by.
pub fn absolute(path: &Path) -> io::Result<PathBuf> {
    let mut absolute = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        if part == std::path::Component::ParentDir {
            absolute.pop();
        } else {
            absolute.push(part);
        }
    }
    Ok(absolute)
}

fn visit(path: PathBuf, filter: &Filter, found: &mut Vec<Found>) {
    if is_stdin(&path) {
        found.push(Found::named(path, None));
        return;
    }
    match fs::metadata(&path) {
        Ok(metadata) if metadata.is_dir() => visit_folder(&path, filter, found),
        // Pipes and devices that somebody names are meant.
        Ok(_) => {
            let problem = corrected::is_one(&path).then_some(Problem::Corrections);
            found.push(Found::named(path, problem));
        }
        Err(error) => found.push(Found::named(path, Some(Problem::Io(error)))),
    }
}

fn visit_folder(folder: &Path, filter: &Filter, found: &mut Vec<Found>) {
    let entries = WalkDir::new(folder).follow_links(filter.follow).into_iter();
    for entry in entries.filter_entry(|entry| filter.enters(entry, folder)) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() || entry.file_type().is_symlink() => {}
            Ok(entry) if !filter.admits(entry.path(), folder) || corrected::is_one(entry.path()) => {}
            Ok(entry) => {
                let problem = (!entry.file_type().is_file()).then_some(Problem::Special);
                found.push(Found::below(entry.into_path(), folder, problem));
            }
            Err(error) => found.push(problem_of(&error, folder)),
        }
    }
}

fn problem_of(error: &walkdir::Error, folder: &Path) -> Found {
    let path = error.path().unwrap_or(folder).to_path_buf();
    let problem = match (error.loop_ancestor(), error.io_error()) {
        (Some(ancestor), _) => Problem::Loop(ancestor.to_path_buf()),
        // walkdir only lends its error.
        (None, Some(error)) => Problem::Io(match error.raw_os_error() {
            Some(code) => io::Error::from_raw_os_error(code),
            None => error.kind().into(),
        }),
        (None, None) => Problem::Io(io::Error::other(error.to_string())),
    };
    Found::below(path, folder, Some(problem))
}

/// What of the things in folders is read.
struct Filter {
    include: Option<GlobSet>,
    exclude: GlobSet,
    hidden: bool,
    follow: bool,
    leave_out: Option<PathBuf>,
}

impl Filter {
    fn new(inputs: &Inputs, leave_out: Option<&Path>) -> anyhow::Result<Self> {
        let include = (!inputs.include.is_empty()).then(|| globs(&inputs.include)).transpose()?;
        Ok(Self {
            include,
            exclude: globs(&inputs.exclude)?,
            hidden: inputs.hidden,
            follow: inputs.follow,
            // A folder that is not there yet holds nothing to leave out.
            leave_out: leave_out.and_then(|folder| folder.canonicalize().ok()),
        })
    }

    /// Whether a file or folder is looked at, and a folder entered.
    fn enters(&self, entry: &DirEntry, folder: &Path) -> bool {
        // The folder that was named is not what was found in it.
        if entry.depth() == 0 {
            return true;
        }
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if hidden && !self.hidden || matches(&self.exclude, entry.path(), folder) {
            return false;
        }
        // Names are compared first: asking the system for each folder is slow.
        let left_out = self.leave_out.as_deref().is_some_and(|left_out| {
            entry.file_type().is_dir()
                && (self.follow || left_out.file_name() == Some(entry.file_name()))
                && entry.path().canonicalize().is_ok_and(|path| path == left_out)
        });
        !left_out
    }

    fn admits(&self, path: &Path, folder: &Path) -> bool {
        self.include.as_ref().is_none_or(|include| matches(include, path, folder))
    }
}

/// Whether the globs match the name of the file or its path below the folder.
fn matches(globs: &GlobSet, path: &Path, folder: &Path) -> bool {
    if globs.is_empty() {
        return false;
    }
    let below = path.strip_prefix(folder).unwrap_or(path);
    globs.is_match(below) || below.file_name().is_some_and(|name| globs.is_match(name))
}

/// Patterns for names and for paths below a folder.
pub fn globs(patterns: &[String]) -> anyhow::Result<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        set.add(glob(pattern)?);
    }
    Ok(set.build()?)
}

fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    // A closing slash, as shells complete it, means the folder.
    GlobBuilder::new(pattern.trim_end_matches('/')).literal_separator(true).build()
}

/// The paths that a list names.
fn read_list(list: &Path, null: bool) -> anyhow::Result<Vec<PathBuf>> {
    /// Millions of paths.
    const MOST: u64 = 256 << 20;
    let read = || {
        if is_stdin(list) {
            input::read_small(io::stdin().lock(), MOST)
        } else {
            input::read_small(fs::File::open(list)?, MOST)
        }
    };
    let name = (!is_stdin(list)).then(|| plain::name(list));
    let bytes = read().with_context(|| Task::Read(name.clone()))?;
    let mut paths = Vec::new();
    for line in bytes.split(|&byte| byte == if null { 0 } else { b'\n' }) {
        let line = if null { line } else { line.strip_suffix(b"\r").unwrap_or(line) };
        if !line.is_empty() {
            let path = path_of(line).with_context(|| Task::Read(name.clone()))?;
            paths.push(clean(&path));
        }
    }
    Ok(paths)
}

/// The path that these bytes name; on Windows they have to be UTF-8.
pub fn path_of(bytes: &[u8]) -> io::Result<PathBuf> {
    // The system knows no such name, and a device would give it at any length.
    if bytes.contains(&0) {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a NUL in a path"));
    }
    #[cfg(unix)]
    let name: io::Result<OsString> = Ok(std::os::unix::ffi::OsStringExt::from_vec(bytes.to_vec()));
    #[cfg(not(unix))]
    let name = std::str::from_utf8(bytes).map(OsString::from).map_err(io::Error::other);
    name.map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with these files in it, and what walking it with `inputs` finds
    /// there, as paths below it.
    fn found(files: &[&str], inputs: Inputs) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        found_in(folder.path(), inputs)
    }

    fn found_in(folder: &Path, mut inputs: Inputs) -> Vec<String> {
        if inputs.files.is_empty() {
            inputs.files.push(PathBuf::new());
        }
        for path in &mut inputs.files {
            *path = folder.join(&*path);
        }
        let found = walk(&inputs, None).unwrap();
        let below = |found: Found| {
            let problem = found.problem.map_or(String::new(), |problem| format!(": {problem}"));
            format!("{}{problem}", found.path.strip_prefix(folder).unwrap_or(&found.path).display())
        };
        found.into_iter().map(below).collect()
    }

    fn globs(include: &[&str], exclude: &[&str]) -> Inputs {
        let owned = |globs: &[&str]| globs.iter().map(ToString::to_string).collect();
        Inputs { include: owned(include), exclude: owned(exclude), ..Inputs::default() }
    }

    fn named(files: &[&str]) -> Inputs {
        Inputs { files: files.iter().map(PathBuf::from).collect(), ..Inputs::default() }
    }

    const TREE: &[&str] =
        &["b.txt", "a/1.txt", "a.txt", "a/2/3.md", "a-b/1.txt", ".git/x.txt", "a/.hidden.txt"];

    #[test]
    fn folders_are_walked_to_the_end_in_the_order_of_bytes() {
        assert_eq!(found(TREE, Inputs::default()), ["a-b/1.txt", "a.txt", "a/1.txt", "a/2/3.md", "b.txt"]);
    }

    #[test]
    fn hidden_files_are_read_when_asked_for_or_named() {
        let hidden = Inputs { hidden: true, ..Inputs::default() };
        assert_eq!(found(TREE, hidden).len(), TREE.len());
        assert_eq!(found(TREE, named(&["a/.hidden.txt", ".git"])), [".git/x.txt", "a/.hidden.txt"]);
    }

    #[test]
    fn globs_look_at_the_name_and_at_the_path_below_the_folder() {
        assert_eq!(found(TREE, globs(&["*.md"], &[])), ["a/2/3.md"]);
        assert_eq!(found(TREE, globs(&["a/*.txt"], &[])), ["a/1.txt"]);
        assert_eq!(found(TREE, globs(&["**/1.txt", "b.*"], &[])), ["a-b/1.txt", "a/1.txt", "b.txt"]);
        assert_eq!(found(TREE, globs(&[], &["*.txt"])), ["a/2/3.md"]);
        assert_eq!(found(TREE, globs(&["*.txt"], &["a/", "b.txt"])), ["a-b/1.txt", "a.txt"]);
        assert_eq!(found(TREE, globs(&["*.{md,txt}"], &["a*/**"])), ["a.txt", "b.txt"]);
        // What is named is read.
        let inputs = Inputs { files: vec![PathBuf::from("a.txt")], ..globs(&["*.md"], &["a*"]) };
        assert_eq!(found(TREE, inputs), ["a.txt"]);
        assert!(walk(&super::Inputs { include: vec!["a[".to_owned()], ..Inputs::default() }, None).is_err());
    }

    #[test]
    fn no_path_is_found_twice() {
        assert_eq!(found(TREE, named(&["a", "a/1.txt", "a//./2/", "b.txt", "b.txt"])).len(), 3);
        let found = walk(&named(&["./Cargo.toml", "Cargo.toml"]), None).unwrap();
        assert_eq!(found.len(), 1);
        assert!(found[0].named);
    }

    #[test]
    fn what_is_not_there_is_found_as_a_problem() {
        let found = walk(&named(&["absent", "Cargo.toml"]), None).unwrap();
        assert_eq!(found.len(), 2);
        assert!(found[0].problem.is_none());
        assert!(
            matches!(&found[1].problem, Some(Problem::Io(error)) if error.kind() == io::ErrorKind::NotFound)
        );
    }

    #[test]
    fn lists_end_names_with_line_feed_or_nul() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.txt", "b c.txt"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let list = folder.path().join("list");
        let prefix = folder.path().to_str().unwrap();
        for (null, text) in [
            (false, format!("{prefix}/b c.txt\r\n\n{prefix}/a.txt")),
            (true, format!("{prefix}/b c.txt\0{prefix}/a.txt\0")),
        ] {
            fs::write(&list, text).unwrap();
            let inputs = Inputs { files_from: Some(list.clone()), null, ..Inputs::default() };
            let found = walk(&inputs, None).unwrap();
            let names: Vec<_> = found.iter().map(|found| found.path.file_name().unwrap()).collect();
            assert_eq!(names, ["a.txt", "b c.txt"]);
            assert!(found.iter().all(|found| found.named && found.problem.is_none()));
        }
        // An empty list is no standard input.
        fs::write(&list, "").unwrap();
        let inputs = Inputs { files_from: Some(list.clone()), ..Inputs::default() };
        assert!(walk(&inputs, None).unwrap().is_empty());
        fs::remove_file(&list).unwrap();
        assert!(walk(&inputs, None).is_err());
    }

    #[test]
    fn the_folder_of_results_is_not_entered() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("out")).unwrap();
        fs::write(folder.path().join("out/a.txt.yaml"), "").unwrap();
        fs::write(folder.path().join("a.txt"), "").unwrap();
        let inputs = Inputs { files: vec![folder.path().to_owned()], ..Inputs::default() };
        assert_eq!(walk(&inputs, None).unwrap().len(), 2);
        assert_eq!(walk(&inputs, Some(&folder.path().join("out"))).unwrap().len(), 1);
        // Results may go beside their sources.
        assert_eq!(walk(&inputs, Some(folder.path())).unwrap().len(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_folders_are_followed_when_asked_for_and_loops_found() {
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("a")).unwrap();
        fs::write(path("a/1.txt"), "").unwrap();
        symlink("..", path("a/up")).unwrap();
        symlink("1.txt", path("a/2.txt")).unwrap();
        symlink("absent", path("a/3.txt")).unwrap();
        symlink("a", path("link")).unwrap();
        assert_eq!(found_in(folder.path(), Inputs::default()), ["a/1.txt"]);
        assert_eq!(found_in(folder.path(), named(&["link"])), ["link/1.txt"]);
        assert_eq!(found_in(folder.path(), named(&["a/2.txt"])), ["a/2.txt"]);
        let dangling = found_in(folder.path(), named(&["a/3.txt"]));
        assert!(dangling[0].starts_with("a/3.txt: No such file"), "{dangling:?}");
        let all = found_in(folder.path(), Inputs { follow: true, ..Inputs::default() });
        let starts =
            ["a/1.txt", "a/2.txt", "a/3.txt: No such file", "a/up: the link leads back to", "link/1.txt"];
        assert!(starts.iter().zip(&all).all(|(start, found)| found.starts_with(start)), "{all:#?}");
    }

    #[cfg(unix)]
    #[test]
    fn sockets_and_names_of_any_bytes_are_found() {
        use std::os::unix::ffi::OsStrExt;
        use std::os::unix::net::UnixListener;

        let folder = tempfile::tempdir().unwrap();
        let _socket = UnixListener::bind(folder.path().join("socket")).unwrap();
        let name = std::ffi::OsStr::from_bytes(b"\xb9\xe6\xbb\xae.txt");
        // Not every file system takes such a name.
        let named = fs::write(folder.path().join(name), "").is_ok();
        let inputs = Inputs { files: vec![folder.path().to_owned()], ..Inputs::default() };
        let found = walk(&inputs, None).unwrap();
        assert!(matches!(found[0].problem, Some(Problem::Special)));
        assert_eq!(found.len(), 1 + usize::from(named));
        assert!(found[1..].iter().all(|found| found.path.file_name() == Some(name)));
    }
}
