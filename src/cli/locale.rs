//! Language and colour of what people read, from flags and environment.
//!
//! Both are needed before the arguments are understood, since usage errors and
//! `--help` have them too.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal};

use guihua::Lang;

/// How to speak to people. Nothing of it reaches the model.
#[derive(Clone, Copy, Debug)]
pub struct Ui {
    /// The language of help and messages.
    pub lang: Lang,
    /// `--color`.
    pub color: clap::ColorChoice,
}

impl Ui {
    /// Reads `--lang` and `--color` off the words typed, then the environment.
    pub fn guess(words: &[OsString]) -> Self {
        let lang = match flag(words, "--lang") {
            Some("zh") => Lang::Zh,
            Some("en") => Lang::En,
            _ => of_locale(|name| env::var(name).ok()),
        };
        let color = match flag(words, "--color") {
            Some("always") => clap::ColorChoice::Always,
            Some("never") => clap::ColorChoice::Never,
            _ => clap::ColorChoice::Auto,
        };
        Self { lang, color }
    }

    /// The text in the language of this `Ui`.
    pub const fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// Whether standard error takes colours.
    pub fn color_on_stderr(self) -> bool {
        self.color_on(&io::stderr())
    }

    /// Whether standard output takes colours.
    pub fn color_on_stdout(self) -> bool {
        self.color_on(&io::stdout())
    }

    fn color_on(self, stream: &impl IsTerminal) -> bool {
        match self.color {
            clap::ColorChoice::Always => true,
            clap::ColorChoice::Never => false,
            clap::ColorChoice::Auto => {
                let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
                stream.is_terminal()
                    && !set("NO_COLOR")
                    && env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        }
    }

    /// The columns of the terminal that standard error is, if it is one.
    #[allow(clippy::unused_self, reason = "asked for beside the colours")]
    pub fn columns_on_stderr(self) -> Option<usize> {
        terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| usize::from(width.0))
    }

    /// The columns of the terminal that standard output is, if it is one.
    #[allow(clippy::unused_self, reason = "asked for beside the colours")]
    pub fn columns_on_stdout(self) -> Option<usize> {
        terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0))
    }
}

/// The last value of a long flag, as far as it can be told without parsing.
fn flag<'a>(words: &'a [OsString], name: &str) -> Option<&'a str> {
    let mut value = None;
    let mut words = words.iter().skip(1).map(OsString::as_os_str);
    while let Some(word) = words.next().filter(|word| *word != "--") {
        if word == name {
            value = words.next().and_then(OsStr::to_str);
        } else if let Some(rest) = word.to_str().and_then(|word| word.strip_prefix(name)) {
            value = rest.strip_prefix('=').or(value);
        }
    }
    value
}

/// The language of the locale: the first variable that is set decides.
fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    match locale {
        Some(locale) if locale.to_ascii_lowercase().starts_with("zh") => Lang::Zh,
        _ => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_set_decides() {
        let lang = |pairs: &[(&str, &str)]| {
            of_locale(|name| pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1.to_owned()))
        };
        assert_eq!(lang(&[]), Lang::En);
        assert_eq!(lang(&[("LANG", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(lang(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")]), Lang::En);
        assert_eq!(lang(&[("LANG", "C"), ("LC_MESSAGES", "zh_TW")]), Lang::Zh);
        assert_eq!(lang(&[("LC_ALL", ""), ("LANG", "zh-Hans")]), Lang::Zh);
    }

    #[test]
    fn flags_are_found_in_both_spellings() {
        let find = |words: &[&str]| {
            let words: Vec<OsString> = words.iter().map(OsString::from).collect();
            flag(&words, "--lang").map(str::to_owned)
        };
        assert_eq!(find(&["guihua", "--lang", "zh", "parse"]).as_deref(), Some("zh"));
        assert_eq!(find(&["guihua", "parse", "--lang=en", "x"]).as_deref(), Some("en"));
        assert_eq!(find(&["guihua", "parse", "--", "--lang=en"]), None);
        assert_eq!(find(&["guihua", "--language=en"]), None);
        assert_eq!(find(&["guihua", "--lang"]), None);
    }
}
