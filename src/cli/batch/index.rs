//! What a folder of results holds, so that the next run can go on from there.
//!
//! One line of JSON for each result, written behind the result itself: a line
//! that is missing costs work, never truth. The last line of a run that was
//! killed may be torn; lines that cannot be read count for nothing. Of several
//! lines for one result, the last one counts.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use guihua::model::Severity;
use serde::{Deserialize, Serialize};

/// What is known of a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The result, as a path below the folder; see [`key`].
    pub output: String,
    /// The size of the result in bytes.
    pub bytes: u64,
    /// The SHA-256 of the result: while it is this, nobody has edited it.
    pub result: String,
    /// SHA-256 of the source that it was made from.
    pub sha256: String,
    /// What it was made by, and how.
    pub recipe: String,
    /// The gravest of the findings in it, for `--fail-on`.
    pub worst: Option<Severity>,
}

/// The lines of an index, and where further lines go.
#[derive(Debug)]
pub struct Index {
    entries: HashMap<String, Entry>,
    file: File,
}

impl Index {
    /// Opens the index, or makes one. It is written anew, so that it ends with a
    /// whole line and has one line for each result; until it is whole, in the
    /// folder `temporary`.
    pub fn open(path: &Path, temporary: &Path) -> io::Result<Self> {
        let entries = read(path)?;
        let mut lines: Vec<_> = entries.values().collect();
        lines.sort_by(|a, b| a.output.cmp(&b.output));
        let mut temporary = tempfile::NamedTempFile::new_in(temporary)?;
        let mut writer = io::BufWriter::new(temporary.as_file_mut());
        for entry in lines {
            writer.write_all(&line(entry)?)?;
        }
        writer.flush()?;
        drop(writer);
        let file = temporary.persist(path).map_err(|error| error.error)?;
        Ok(Self { entries, file })
    }

    /// What the index says of all results.
    pub fn entries(&self) -> &HashMap<String, Entry> {
        &self.entries
    }

    /// Adds a line, in one piece.
    pub fn add(&mut self, entry: &Entry) -> io::Result<()> {
        self.file.write_all(&line(entry)?)
    }
}

/// A result's path below the folder, as text. A name that is not UTF-8 has its
/// bytes behind a NUL, which no path can hold.
pub fn key(output: &Path) -> String {
    match output.to_str() {
        Some(text) => text.to_owned(),
        None => format!("{}\0{}", output.to_string_lossy(), super::record::hex(output)),
    }
}

fn line(entry: &Entry) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(entry)?;
    line.push(b'\n');
    Ok(line)
}

fn read(path: &Path) -> io::Result<HashMap<String, Entry>> {
    let bytes = match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => fs::read(path)?,
        // It is no index, and a pipe might never end.
        Ok(_) => return Err(io::Error::other("the index is no file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    let entries = bytes.split(|&byte| byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok());
    Ok(entries.map(|entry: Entry| (entry.output.clone(), entry)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(output: &str, bytes: u64) -> Entry {
        let (sha256, recipe) = ("0".repeat(64), "r".to_owned());
        let (output, result) = (output.to_owned(), String::new());
        Entry { output, bytes, result, sha256, recipe, worst: Some(Severity::Info) }
    }

    #[test]
    fn the_last_line_counts_and_a_torn_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("index.ndjson");
        let open = || Index::open(&path, folder.path()).unwrap();
        let mut index = open();
        for entry in [entry("a", 1), entry("b", 2), entry("a", 3)] {
            index.add(&entry).unwrap();
        }
        drop(index);
        let whole = fs::read(&path).unwrap();
        for cut in 1..40 {
            fs::write(&path, &whole[..whole.len() - cut]).unwrap();
            let mut index = open();
            // A line lacks nothing without its line feed.
            assert_eq!(index.entries()["a"], entry("a", if cut == 1 { 3 } else { 1 }), "{cut}");
            assert_eq!(index.entries()["b"], entry("b", 2));
            index.add(&entry("c", 4)).unwrap();
            drop(index);
            let index = open();
            assert_eq!(index.entries().len(), 3);
            assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 3);
        }
        fs::write(&path, b"\xff\xfe\n{}\nnull\n[1]\n").unwrap();
        assert!(open().entries().is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn names_of_any_bytes_have_keys_of_their_own() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;

        let keys =
            [&b"\xb9"[..], b"\xba", b"\xef\xbf\xbd"].map(|name| key(Path::new(OsStr::from_bytes(name))));
        assert!(keys[0] != keys[1] && keys[1] != keys[2] && keys[0] != keys[2]);
    }
}
