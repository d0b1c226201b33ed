//! Names with blanks that were typed without quotes: the shell hands over their parts,
//! and none of them is a file. And names that are like those of files, and are not theirs.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::args::{Args, Command};
use super::locale::Ui;
use super::mistyped;
use super::plain;

/// Of more words none is tried.
const WORDS: usize = 64;

/// So many names that are not there are told with others like them.
const SHOWN: usize = 3;

/// Says which file may have been meant where its name came in parts.
pub fn tell(args: &Args, ui: Ui) {
    tell_of(files(args), ui);
}

/// The same of words that make no command.
pub fn tell_words(words: &[OsString], ui: Ui) {
    let is_name = |word: &&OsString| !word.as_encoded_bytes().starts_with(b"-");
    let names: Vec<PathBuf> = words.iter().skip(1).filter(is_name).map(PathBuf::from).collect();
    tell_of(&names, ui);
    // A file whose name looks like an option.
    let is_option = |word: &&OsString| word.len() > 1 && word.as_encoded_bytes().starts_with(b"-");
    if let Some(word) = words.iter().skip(1).filter(is_option).find(|word| Path::new(word).is_file()) {
        let name = plain::line(&plain::name(Path::new(word))).into_owned();
        // Whoever does not read it has read enough.
        let _ = match ui.lang {
            guihua::Lang::Zh => writeln!(io::stderr(), "提示: 文件名以“-”开头时，写成 ./{name}"),
            guihua::Lang::En => {
                writeln!(io::stderr(), "hint: a name that begins with a dash is written ./{name}")
            }
        };
    }
}

fn tell_of(words: &[PathBuf], ui: Ui) {
    let Some(name) = whole_name(words, &|path| path.exists()) else {
        words.iter().filter(|word| !word.exists()).take(SHOWN).for_each(|word| tell_meant(word, ui));
        return;
    };
    let name = plain::line(&plain::name(&name)).into_owned();
    let hint = match ui.lang {
        guihua::Lang::Zh => format!("提示: 有一个文件叫“{name}”。名称里有空格时，要放在引号里：\"{name}\""),
        guihua::Lang::En => {
            format!("hint: there is a file named {name}; a name with blanks needs quotes: \"{name}\"")
        }
    };
    // Whoever does not read it has read enough.
    let _ = writeln!(io::stderr(), "{hint}");
}

/// Says which file may have been meant where there is none of that name.
fn tell_meant(typed: &Path, ui: Ui) {
    let Some(meant) = mistyped::meant(typed) else { return };
    let [typed, meant] = [typed, &meant].map(|path| plain::line(&plain::name(path)).into_owned());
    // Whoever does not read it has read enough.
    let _ = match ui.lang {
        guihua::Lang::Zh => writeln!(io::stderr(), "提示: 没有找到 {typed}；是不是 {meant}？"),
        guihua::Lang::En => writeln!(io::stderr(), "hint: there is no {typed}; did you mean {meant}?"),
    };
}

/// The files that were typed.
fn files(args: &Args) -> &[PathBuf] {
    match &args.command {
        Command::Parse(parse) => &parse.inputs.files,
        Command::Check(check) => &check.inputs.files,
        #[cfg(feature = "export")]
        Command::Export(export) => &export.inputs.files,
        Command::Review(review) => &review.files,
        Command::Normalize(normalize) => normalize.input.file.as_slice(),
        Command::Text(text) => text.input.file.as_slice(),
        _ => &[],
    }
}

/// The first file whose name some words make up that are no files themselves.
fn whole_name(words: &[PathBuf], exists: &dyn Fn(&Path) -> bool) -> Option<PathBuf> {
    let words = &words[..words.len().min(WORDS)];
    for (from, first) in words.iter().enumerate().filter(|(_, word)| !exists(word)) {
        let mut name = OsString::from(first);
        for word in &words[from + 1..] {
            name.push(" ");
            name.push(word);
            if exists(Path::new(&name)) {
                return Some(name.into());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_name_make_up_a_file() {
        let files = ["甲县 规划 终稿.docx", "乙.docx"].map(PathBuf::from);
        let find = |words: &[&str]| {
            let words: Vec<PathBuf> = words.iter().map(PathBuf::from).collect();
            whole_name(&words, &|path| files.iter().any(|file| file == path))
        };
        assert_eq!(find(&["乙.docx", "甲县", "规划", "终稿.docx"]), Some(files[0].clone()));
        assert_eq!(find(&["乙.docx", "丙.docx"]), None);
        assert_eq!(find(&[]), None);
    }
}
