//! `guihua check --fix`: mends model files and shows what it changed.

use std::io::{self, Write};

use guihua::model_file::{self, Format};
use guihua::{Lang, ReadOptions};

use super::input;
use super::locale::Ui;
use super::output::Outputs;
use super::plain;
use super::report::Page;
use super::walk::{self, Found};

/// So many rows are filled with changes, so that what is left to be looked at has room.
const ROWS: usize = 7;

/// What is shown of the changes.
struct Shown {
    ui: Ui,
    page: Page,
    /// All of them.
    all: bool,
    /// The rows that are filled.
    rows: usize,
    /// Files and changes that had no room.
    left: (usize, usize),
}

/// Mends every model file among the inputs. What cannot be read is told by the
/// check that follows; so is what comes through a pipe, which nobody can mend. The changes are
/// told, `all` or as many as leave room on a screen; gives the rows that they take.
///
/// # Errors
///
/// A file that cannot be written.
pub fn fix(
    found: &[Found],
    options: ReadOptions,
    max_bytes: Option<u64>,
    all: bool,
    ui: Ui,
) -> anyhow::Result<usize> {
    let page = Page::new(ui.lang, false, ui.columns_on_stderr());
    let mut shown = Shown { ui, page, all, rows: 0, left: (0, 0) };
    let mended = mend(found, options, max_bytes, &mut shown);
    // Nobody is left to tell where standard error cannot be written.
    let _ = shown.rest();
    mended.map(|()| shown.rows)
}

fn mend(
    found: &[Found],
    options: ReadOptions,
    max_bytes: Option<u64>,
    shown: &mut Shown,
) -> anyhow::Result<()> {
    let is_file = |found: &&Found| found.path.metadata().is_ok_and(|found| found.is_file());
    let is_sound = |found: &&Found| found.problem.is_none() && !walk::is_stdin(&found.path);
    for found in found.iter().filter(is_sound).filter(is_file) {
        let name = plain::name(&found.path);
        let Some(format) = Format::from_path(&name) else { continue };
        let options = ReadOptions { format: None, ..options };
        let Ok(source) = input::read_as(&found.path, &name, options, max_bytes) else { continue };
        let fixed = model_file::fix(&source, format);
        if fixed.changes.is_empty() {
            continue;
        }
        Outputs::mend(&found.path)?.write(|writer| writer.write_all(fixed.text.as_bytes()))?;
        // Nobody is left to tell where standard error cannot be written.
        let _ = shown.tell(&name, &fixed.changes, source.encoding());
    }
    Ok(())
}

impl Shown {
    fn line(&mut self, line: &str) -> io::Result<()> {
        self.rows += self.height(line);
        writeln!(io::stderr(), "{line}")
    }

    /// The rows of the screen that a line takes.
    fn height(&self, line: &str) -> usize {
        self.page.on_screen().rows(line)
    }

    fn tell(&mut self, name: &str, changes: &[model_file::Change], encoding: &str) -> io::Result<()> {
        let clean = plain::line;
        let count = changes.len();
        let heading = match self.ui.lang {
            Lang::Zh => format!("{}：改了 {count} 处", clean(name)),
            Lang::En if count == 1 => format!("{}: 1 line mended", clean(name)),
            Lang::En => format!("{}: {count} lines mended", clean(name)),
        };
        // It is written as all results are.
        let heading = match (encoding, self.ui.lang) {
            ("UTF-8", _) => heading,
            (other, Lang::Zh) => format!("{heading}，编码由 {other} 改为 UTF-8"),
            (other, Lang::En) => format!("{heading}, saved as UTF-8 instead of {other}"),
        };
        // Behind it stand a change, how many there are besides, and how many files.
        if !self.all && self.rows > 0 && self.rows + self.height(&heading) + 3 > ROWS {
            self.left = (self.left.0 + 1, self.left.1 + changes.len());
            return Ok(());
        }
        self.line(&heading)?;
        for (told, change) in changes.iter().enumerate() {
            let line = match self.ui.lang {
                Lang::Zh => format!("第{}行", change.line),
                Lang::En => format!("line {}", change.line),
            };
            let line = match &change.before {
                Some(before) => format!("  {line}  {} → {}", clean(before), clean(&change.after)),
                None => format!("  {line}  + {}", clean(&change.after)),
            };
            let line = if self.all { line } else { self.page.cut(&line, 1) };
            // The last rows say how many there are besides.
            let rows = self.height(&line) + usize::from(told + 1 < count) + 1;
            if !self.all && told > 0 && self.rows + rows > ROWS {
                let rest = count - told;
                return self.line(&match self.ui.lang {
                    Lang::Zh => format!("  另有 {rest} 处，加 --all 全部列出"),
                    Lang::En => format!("  {rest} more: --all shows them"),
                });
            }
            self.line(&line)?;
        }
        Ok(())
    }

    /// What had no room.
    fn rest(&mut self) -> io::Result<()> {
        match (self.left, self.ui.lang) {
            ((0, _), _) => Ok(()),
            ((files, changes), Lang::Zh) => {
                self.line(&format!("另有 {files} 个文件改了 {changes} 处，加 --all 全部列出"))
            }
            ((files, changes), Lang::En) => {
                self.line(&format!("{changes} lines mended in {files} more: --all shows them"))
            }
        }
    }
}
