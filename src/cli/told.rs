//! What a command says once it has written a file: that it has, and what is in it.

use std::io::{self, Write};
use std::path::Path;

use guihua::Lang;
use guihua::model::Document;

use super::book::{Counts, counts_of};
use super::locale::Ui;
use super::plain;

/// Says that the file at `path` was written; nothing of a stream, which has no path. Nobody
/// is left to tell where standard error cannot be written.
pub fn written(path: Option<&Path>, ui: Ui) {
    if let Some(path) = path {
        let _ = writeln!(io::stderr(), "{}", line(path, &[], ui));
    }
}

/// The same, and what the models in it have.
pub fn written_models(path: &Path, documents: &[Document], ui: Ui) {
    let mut counts = Counts::default();
    for document in documents {
        counts += counts_of(document);
    }
    let mut parts = Vec::new();
    if documents.len() > 1 {
        let count = documents.len();
        parts.push(match ui.lang {
            Lang::Zh => format!("规划 {count}"),
            Lang::En => format!("{count} plans"),
        });
    }
    parts.extend(counts.words(ui.lang));
    let _ = writeln!(io::stderr(), "{}", line(path, &parts, ui));
}

fn line(path: &Path, parts: &[String], ui: Ui) -> String {
    let name = plain::name(path);
    let start = format!("{}{}", ui.pick("已写 ", "wrote "), plain::line(&name));
    if parts.is_empty() {
        return start;
    }
    format!("{start}{}{}", ui.pick("：", ": "), parts.join(ui.pick("、", ", ")))
}
