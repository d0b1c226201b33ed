//! `guihua check --fix`: mends model files and shows what it changed.

use std::io::{self, Write};

use guihua::model_file::{self, Format};
use guihua::{Lang, ReadOptions};

use super::input;
use super::locale::Ui;
use super::output::Outputs;
use super::plain;
use super::walk::{self, Found};

/// So many changes are shown of a file.
const SHOWN: usize = 20;

/// Mends every model file among the inputs. What cannot be read is told by the
/// check that follows; so is what comes through a pipe, which nobody can mend.
///
/// # Errors
///
/// A file that cannot be written.
pub fn fix(found: &[Found], options: ReadOptions, max_bytes: Option<u64>, ui: Ui) -> anyhow::Result<()> {
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
        let _ = tell(&name, &fixed.changes, source.encoding(), ui);
    }
    Ok(())
}

fn tell(name: &str, changes: &[model_file::Change], encoding: &str, ui: Ui) -> io::Result<()> {
    let mut stderr = io::stderr().lock();
    let clean = plain::line;
    let count = changes.len();
    match ui.lang {
        Lang::Zh => write!(stderr, "{}：改了 {count} 处", clean(name))?,
        Lang::En => write!(stderr, "{}: {count} lines mended", clean(name))?,
    }
    // It is written as all results are.
    match (encoding, ui.lang) {
        ("UTF-8", _) => writeln!(stderr)?,
        (other, Lang::Zh) => writeln!(stderr, "，编码由 {other} 改为 UTF-8")?,
        (other, Lang::En) => writeln!(stderr, ", saved as UTF-8 instead of {other}")?,
    }
    for change in changes.iter().take(SHOWN) {
        let line = match ui.lang {
            Lang::Zh => format!("第{}行", change.line),
            Lang::En => format!("line {}", change.line),
        };
        match &change.before {
            Some(before) => writeln!(stderr, "  {line}  {} → {}", clean(before), clean(&change.after))?,
            None => writeln!(stderr, "  {line}  + {}", clean(&change.after))?,
        }
    }
    if count > SHOWN {
        writeln!(stderr, "{}", ui.pick("  ……", "  …"))?;
    }
    Ok(())
}
