//! What the program was about when something stopped it.

use guihua::Lang;

use super::locale::Ui;

/// What could not be done, and to what: the outer half of a message.
#[derive(Debug)]
pub enum Task {
    /// Reading a file, or standard input.
    Read(Option<String>),
    /// Writing a file, or standard output.
    Write(Option<String>),
}

impl Task {
    /// What could not be done, in words.
    pub fn message(&self, ui: Ui) -> String {
        self.message_in(ui.lang)
    }

    /// The same in a language.
    pub fn message_in(&self, lang: Lang) -> String {
        let ui = Ui { lang, color: clap::ColorChoice::Never };
        match self {
            Self::Read(Some(name)) => format!("{} {name}", ui.pick("无法读取", "cannot read")),
            Self::Read(None) => ui.pick("无法读取标准输入", "cannot read standard input").to_owned(),
            Self::Write(Some(name)) => format!("{} {name}", ui.pick("无法写入", "cannot write")),
            Self::Write(None) => ui.pick("无法写入标准输出", "cannot write standard output").to_owned(),
        }
    }
}

impl std::fmt::Display for Task {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message_in(Lang::En))
    }
}
