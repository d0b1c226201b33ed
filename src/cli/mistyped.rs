//! A name that no file has, and the file that it is like.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::ending::Ending;
use super::walk;

/// Larger folders are not looked through.
const FILES: usize = 10_000;

/// The file beside it that was meant by a name that is not there, if one is like it.
pub fn meant(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let names = fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?.take(FILES).flatten();
    let files = names.filter(|entry| entry.path().is_file()).map(|entry| PathBuf::from(entry.file_name()));
    // Workbooks are written, not read.
    let files = files.filter(|name| walk::is_plan(name) && Ending::of(name) != Some(Ending::Xlsx));
    let name = closest(Path::new(path.file_name()?), files)?;
    Some(folder.map_or(name.clone(), |folder| folder.join(name)))
}

/// The name that is most like another: one of the same ending of whose letters at least half are the
/// same, or the same with another ending or none.
fn closest(typed: &Path, names: impl Iterator<Item = PathBuf>) -> Option<PathBuf> {
    const LEAST: f64 = 0.5;
    let part = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().to_lowercase();
    let parts = |path: &Path| (part(path.file_stem()), part(path.extension()));
    let (stem, ending) = parts(typed);
    let alike = names.filter_map(|name| {
        let (other, end) = parts(&name);
        let likeness = strsim::normalized_damerau_levenshtein(&stem, &other);
        let is_alike = stem == other || end == ending && likeness >= LEAST;
        let end = strsim::normalized_damerau_levenshtein(&ending, &end);
        is_alike.then_some((likeness, end, name))
    });
    let best = alike.max_by(|one, other| {
        one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)).then(other.2.cmp(&one.2))
    });
    best.map(|(.., name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_wrong_letter_or_ending_is_that_of_a_file() {
        let meant = |typed: &str, names: &[&str]| {
            let found = closest(Path::new(typed), names.iter().map(PathBuf::from));
            found.map(|name| name.to_str().unwrap().to_owned())
        };
        let names = ["规划.docx", "说明.docx", "甲县规划.docx", "甲县规划（终稿）.pdf"];
        for (typed, name) in [
            ("规化.docx", "规划.docx"),
            ("规划.txt", "规划.docx"),
            ("规划", "规划.docx"),
            ("规划.DOCX", "规划.docx"),
            ("甲县规化.docx", "甲县规划.docx"),
            ("甲县规划(终稿).pdf", "甲县规划（终稿）.pdf"),
        ] {
            assert_eq!(meant(typed, &names).as_deref(), Some(name), "{typed}");
        }
        for typed in ["通知.docx", "a.docx", "规化.pdf"] {
            assert_eq!(meant(typed, &names), None, "{typed}");
        }
        let names = ["规划.txt", "规划.yaml", "规划.docx"];
        for (typed, name) in [("规划", "规划.docx"), ("规划.yml", "规划.yaml"), ("规划.doc", "规划.docx")]
        {
            assert_eq!(meant(typed, &names).as_deref(), Some(name), "{typed}");
        }
    }
}
