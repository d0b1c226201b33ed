//! The words typed, before they are understood: what people leave out.
//!
//! `guihua 规划.docx` is `guihua export 规划.docx`, and `guihua` alone, as `guihua
//! --help`, tells what people do with it most.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use super::args;
use super::locale::Ui;

/// What the words ask for.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// The one screen of help.
    Guide,
    /// All that can be said, of everything or of one command.
    Manual(Option<String>),
    /// A command, which stands there now if it did not.
    Command(Vec<OsString>),
}

/// Options before a command that take a word of their own.
const WITH_VALUE: [&str; 8] =
    ["--lang", "--color", "-o", "--output", "--to", "--from", "--encoding", "--files-from"];

/// Looks at the words, the name of the program first.
pub fn look_at(words: Vec<OsString>, ui: Ui) -> Asked {
    let mut rest = words.iter().enumerate().skip(1);
    let mut first = None;
    let mut asks_help = false;
    while let Some((at, word)) = rest.next() {
        let text = word.to_string_lossy();
        if WITH_VALUE.contains(&text.as_ref()) {
            rest.next();
        } else if text == "-h" || text == "--help" {
            asks_help = true;
        } else if text == "--" || text == "-" || !text.starts_with('-') {
            first = Some((at, word));
            break;
        }
    }
    let Some((at, word)) = first else {
        // `guihua --version` and what nobody knows are for the parser.
        let is_bare = words.len() == 1 || asks_help || is_only_language(&words);
        return if is_bare {
            Asked::Guide
        } else if says_where(&words) {
            // Who says where it goes wants something written.
            exported(words)
        } else {
            Asked::Command(words)
        };
    };
    if word == "help" {
        let is_value = |at: usize| WITH_VALUE.contains(&words[at - 1].to_string_lossy().as_ref());
        let mut rest = words.iter().enumerate().skip(at + 1);
        let named = rest.find(|(at, word)| !word.to_string_lossy().starts_with('-') && !is_value(*at));
        let named = named.map(|(_, word)| word);
        let asks_all = words.iter().any(|word| word == "--all");
        return match (named, asks_all) {
            (Some(name), _) => Asked::Manual(Some(name.to_string_lossy().into_owned())),
            (None, true) => Asked::Manual(None),
            (None, false) => Asked::Guide,
        };
    }
    if !is_file(word) || is_command(word, ui) {
        return Asked::Command(words);
    }
    exported(words)
}

fn exported(mut words: Vec<OsString>) -> Asked {
    words.insert(1, OsString::from("export"));
    Asked::Command(words)
}

/// Whether an output is given.
fn says_where(words: &[OsString]) -> bool {
    words.iter().any(|word| word == "-o" || word.to_string_lossy().starts_with("--output"))
}

/// Whether there is nothing but the language.
fn is_only_language(words: &[OsString]) -> bool {
    let is_option = |word: &OsString| {
        let word = word.to_string_lossy();
        ["--lang", "--color"].iter().any(|name| word.starts_with(name))
            || ["zh", "en"].contains(&word.as_ref())
    };
    words[1..].iter().all(is_option) && words.iter().any(|word| word.to_string_lossy().starts_with("--lang"))
}

fn is_command(word: &OsStr, ui: Ui) -> bool {
    args::command(ui).get_subcommands().any(|command| command.get_name() == word)
}

/// Whether a word is a file rather than a command mistyped: it is there, or looks
/// like a name of one.
fn is_file(word: &OsStr) -> bool {
    let text = word.to_string_lossy();
    text == "-" || text.contains(['.', '/', '\\']) || !text.is_ascii() || Path::new(word).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Asked {
        let words = line.split(' ').map(OsString::from).collect();
        look_at(words, Ui { lang: guihua::Lang::En, color: clap::ColorChoice::Never })
    }

    #[test]
    fn a_file_in_the_place_of_a_command_is_exported() {
        for (line, expected) in [
            ("guihua 规划.docx", "guihua export 规划.docx"),
            ("guihua -o a.xlsx plan.txt", "guihua export -o a.xlsx plan.txt"),
            ("guihua parse plan.txt", "guihua parse plan.txt"),
            ("guihua --lang zh check 规划", "guihua --lang zh check 规划"),
            ("guihua pars", "guihua pars"),
            ("guihua -", "guihua export -"),
            ("guihua -o a.xlsx", "guihua export -o a.xlsx"),
            ("guihua --version", "guihua --version"),
        ] {
            let words = expected.split(' ').map(OsString::from).collect();
            assert_eq!(asked(line), Asked::Command(words), "{line}");
        }
    }

    #[test]
    fn help_is_short_unless_asked_for() {
        for line in ["guihua", "guihua --help", "guihua -h", "guihua help", "guihua --lang zh"] {
            assert_eq!(asked(line), Asked::Guide, "{line}");
        }
        assert_eq!(asked("guihua help --all"), Asked::Manual(None));
        assert_eq!(asked("guihua help --all --lang zh"), Asked::Manual(None));
        assert_eq!(asked("guihua help check"), Asked::Manual(Some("check".to_owned())));
    }
}
