//! Telling where the page is, and opening it.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::cli::locale::Ui;

/// Whether a file in a folder may be a plan, by its ending.
pub fn is_plan(path: &Path) -> bool {
    ends_with(path, &["txt", "text", "md", "markdown", "htm", "html", "docx", "pdf"])
}

/// Whether it is a document of another kind, in which somebody may look for a plan.
pub fn is_document(path: &Path) -> bool {
    const ENDINGS: &[&str] = &[
        "doc", "dot", "wps", "wpt", "rtf", "odt", "ofd", "ceb", "cebx", "caj", "mht", "mhtml", "jpg", "jpeg",
        "png", "tif", "tiff", "zip", "rar", "7z", "xlsx", "xls", "et", "ods", "pptx", "ppt", "dps",
    ];
    ends_with(path, ENDINGS)
}

fn ends_with(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

/// Whether it holds data, by its ending: a model, as a rule, which is no plan to correct.
pub fn is_data(path: &Path) -> bool {
    ends_with(path, &["yaml", "yml", "json", "ndjson", "jsonl"])
}

/// Says where the page is, and opens it where that is wanted.
pub fn announce(address: &str, opens: bool, ui: Ui) {
    // Nobody is left to tell where standard output cannot be written; the browser may be.
    let mut stdout = io::stdout().lock();
    let _ = writeln!(stdout, "{address}");
    let _ = stdout.flush();
    drop(stdout);
    let words = ui.pick(
        "更正随改随存；关掉网页或按 Ctrl-C 结束。网址里有口令，不要给别人。",
        "Corrections are saved as you work; close the page or press Ctrl-C to end. The address holds a secret: keep it.",
    );
    let _ = writeln!(io::stderr(), "{words}");
    if opens && !browse(address) {
        let words =
            ui.pick("没能打开浏览器，请自己打开上面的网址", "no browser was found: open the address above");
        let _ = writeln!(io::stderr(), "{words}");
    }
}

/// Opens the address in the browser of the user; whether one was found.
fn browse(address: &str) -> bool {
    let commands: &[&[&str]] = if cfg!(target_os = "macos") {
        &[&["open"]]
    } else if cfg!(windows) {
        &[&["rundll32", "url.dll,FileProtocolHandler"]]
    } else {
        &[&["xdg-open"], &["gio", "open"], &["wslview"]]
    };
    commands.iter().any(|command| {
        let spawned = Command::new(command[0])
            .args(&command[1..])
            .arg(address)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        spawned.is_ok()
    })
}
