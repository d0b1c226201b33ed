//! Results of earlier runs, which a folder holds beside plans, are no plans.
//!
//! The program remembers what it wrote, and its pages bear its mark. Models are another
//! matter: they are read in the place of their source (`aside.rs`). What is named alone is
//! read in any case.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use guihua::Lang;
use guihua::model_file::Format;

use super::ending::Ending;
use super::locale::Ui;
use super::output::Known;
use super::plain;
use super::walk::{self, Found, Problem};

/// What pages that this program writes say of themselves in their head.
pub const MARK: &str = "<meta name=\"generator\" content=\"guihua\">";

/// What a file is that this program wrote.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nobody's plan: tables, a page, a report.
    Result,
    /// Text, which may be all that is left of a plan.
    Text,
}

/// Leaves aside what this program wrote, and says so in a line.
///
/// `each` input may get a workbook beside it, which is then a result of now.
pub fn leave(found: Vec<Found>, each: bool, quiet: bool, ui: Ui) -> Vec<Found> {
    let (left, lines) = sort_out(found, each, ui);
    for line in lines.iter().filter(|_| !quiet) {
        // Nobody is left to tell where standard error cannot be written.
        let _ = writeln!(io::stderr(), "{line}");
    }
    left
}

/// The same, and the lines that say so, for those who tell them.
pub fn sort_out(found: Vec<Found>, each: bool, ui: Ui) -> (Vec<Found>, Vec<String>) {
    let tables = found.iter().filter(|it| it.named && Ending::of(&it.path) == Some(Ending::Csv));
    let tables: Vec<String> = tables.map(|it| walk::told(&it.path)).collect();
    let mut lines = Vec::new();
    if !tables.is_empty() {
        lines.push(plain::line(&of_tables(&tables, ui)).into_owned());
    }
    if found.len() < 2 {
        return (found, lines);
    }
    let known = Known::load();
    let mut kinds: Vec<Option<Kind>> = found.iter().map(|found| kind(found, &known)).collect();
    let is_source = |found: &Found| {
        found.problem.is_none() && walk::is_plan(&found.path) && format_of(&found.path).is_none()
    };
    // Texts are plans where there is nothing that they were made of; one that is named has
    // to be called as that is.
    let sources: Vec<&Found> =
        found.iter().zip(&kinds).filter(|(_, kind)| kind.is_none()).map(|(it, _)| it).collect();
    let sources: HashSet<PathBuf> =
        sources.into_iter().filter(|it| is_source(it)).map(|it| it.path.with_extension("")).collect();
    for (found, kind) in found.iter().zip(&mut kinds).filter(|(_, kind)| **kind == Some(Kind::Text)) {
        let is_copy =
            if found.named { sources.contains(&found.path.with_extension("")) } else { !sources.is_empty() };
        if !is_copy {
            *kind = None;
        }
    }
    let is_book = |found: &Found| Ending::of(&found.path) == Some(Ending::Xlsx);
    let inputs = found.iter().filter(|it| each && !is_book(it));
    let inputs: HashSet<PathBuf> = inputs.map(|it| it.path.with_extension("")).collect();
    let mut names = Vec::new();
    let mut left = Vec::with_capacity(found.len());
    for (mut found, kind) in found.into_iter().zip(kinds) {
        if kind.is_none() {
            if !each && !found.named && found.problem.is_none() && is_book(&found) && known.had(&found.path) {
                found.problem = Some(Problem::Edited);
            }
            left.push(found);
        } else if !is_book(&found) || !inputs.contains(&found.path.with_extension("")) {
            names.push(walk::told(&found.path));
        }
    }
    if !names.is_empty() {
        lines.push(plain::line(&words(&names, ui)).into_owned());
    }
    (left, lines)
}

/// The first names, as many as stand in a line.
fn first(names: &[String], ui: Ui) -> String {
    const SHOWN: usize = 3;
    let shown = names[..names.len().min(SHOWN)].join(ui.pick("、", ", "));
    let more = if names.len() > SHOWN { ui.pick("等", ", …") } else { "" };
    format!("{shown}{more}")
}

fn of_tables(names: &[String], ui: Ui) -> String {
    let (shown, count) = (first(names, ui), names.len());
    match (ui.lang, count) {
        (Lang::Zh, 1) => format!("注意: {shown} 是表格数据，按普通文字读；规划请给出原文或模型"),
        (Lang::Zh, _) => {
            format!("注意: {shown} 共 {count} 个是表格数据，按普通文字读；规划请给出原文或模型")
        }
        (Lang::En, 1) => {
            format!("note: {shown} is a table of data and read as plain text; name a plan or its model")
        }
        (Lang::En, _) => {
            format!(
                "note: {shown}, {count} in all, are tables of data and read as plain text; name plans or models"
            )
        }
    }
}

fn words(names: &[String], ui: Ui) -> String {
    let count = names.len();
    let shown = first(names, ui);
    let books = names.iter().filter(|name| Ending::of(Path::new(name)) == Some(Ending::Xlsx)).count();
    // Workbooks are not read, whoever names them.
    let hint = match books {
        0 => ui.pick("（单独写出名字才会读）", " (named alone, one is read)"),
        books if books == count => "",
        _ => ui.pick("（工作簿之外，单独写出名字才会读）", " (named alone, one is read, but for workbooks)"),
    };
    match ui.lang {
        Lang::Zh => format!("跳过 guihua 写出的结果 {count} 个：{shown}{hint}"),
        Lang::En => {
            let s = if count == 1 { "" } else { "s" };
            format!("skipped {count} result{s} of guihua: {shown}{hint}")
        }
    }
}

fn kind(found: &Found, known: &Known) -> Option<Kind> {
    if found.problem.is_some() || walk::is_stdin(&found.path) {
        return None;
    }
    // What comes through a pipe comes once.
    if !found.path.metadata().is_ok_and(|found| found.is_file()) {
        return None;
    }
    let ending = Ending::of(&found.path);
    if ending == Some(Ending::Html) && has_mark(&found.path) {
        return Some(Kind::Result);
    }
    if !known.has(&found.path) || is_model(&found.path) {
        return None;
    }
    let is_text = matches!(ending, Some(Ending::Text(_)) | None);
    Some(if is_text && !is_report(&found.path) { Kind::Text } else { Kind::Result })
}

fn format_of(path: &Path) -> Option<Format> {
    Format::from_path(&path.to_string_lossy())
}

fn head(path: &Path) -> String {
    const HEAD: u64 = 8 * 1024;
    let mut bytes = Vec::new();
    // What cannot be read has no mark, and is told where it is read.
    let _ = File::open(path).map(|file| file.take(HEAD).read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}

fn has_mark(path: &Path) -> bool {
    head(path).contains(MARK)
}

/// Whether a file that this program wrote holds models, and no report in the same form.
fn is_model(path: &Path) -> bool {
    Format::of_text(&head(path)).is_some()
}

/// Whether a text of this program is what `check` says.
fn is_report(path: &Path) -> bool {
    let head = head(path);
    let first = head.lines().next().unwrap_or_default();
    guihua::Code::ALL.iter().any(|code| first.contains(&format!("[{}]", code.rule().code)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workbooks_are_not_told_to_be_named_alone() {
        let ui = Ui { lang: Lang::Zh, color: clap::ColorChoice::Never };
        let words = |names: &[&str]| words(&names.iter().map(ToString::to_string).collect::<Vec<_>>(), ui);
        assert!(words(&["a.html", "b.html"]).ends_with("b.html（单独写出名字才会读）"));
        assert!(words(&["a.xlsx"]).ends_with("：a.xlsx"));
        assert!(words(&["a.html", "b.XLSX"]).ends_with("（工作簿之外，单独写出名字才会读）"));
    }
}
