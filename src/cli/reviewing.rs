//! `guihua review`: the source beside its model, in the browser.
//!
//! [`state`] says what a page shows, in the words of JSON; [`page`] makes a page of it that
//! needs nothing else. Where the program serves pages itself, [`session`] has the files that
//! are open and what was corrected in them, `record` makes a change of what was done on a page,
//! `guard` lets nobody else in, and `server` answers.

#[cfg(feature = "review")]
mod download;
#[cfg(feature = "review")]
mod guard;
#[cfg(feature = "review")]
mod history;
mod offsets;
#[cfg(feature = "review")]
mod open;
mod page;
#[cfg(feature = "review")]
mod reason;
#[cfg(feature = "review")]
mod record;
#[cfg(feature = "review")]
mod refusal;
#[cfg(feature = "review")]
mod server;
#[cfg(feature = "review")]
mod session;
mod shown;
mod state;
#[cfg(feature = "review")]
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use guihua::corrections::Corrections;

use self::state::View;
use super::args::Review;
use super::check::config::Configs;
use super::check::selection::Selection;
use super::corrected::Corrector;
use super::deadline;
use super::ending::Ending;
use super::input;
use super::locale::Ui;
use super::outcome::Outcome;
use super::output::Outputs;
use super::plain;
use super::task::Task;
use super::told;
use super::walk::is_stdin;

/// Runs the subcommand.
///
/// # Errors
///
/// A file that cannot be read, and an output that cannot be written.
pub fn run(args: &Review, ui: Ui) -> anyhow::Result<Outcome> {
    match args.output.as_deref() {
        Some(output) => write_page(args, output, ui),
        #[cfg(feature = "review")]
        None => serve(args, ui),
        #[cfg(not(feature = "review"))]
        None => anyhow::bail!("{}", ui.pick("请用 -o 给出网页的名字", "name the page with -o")),
    }
}

/// Writes one file as a page for reading.
fn write_page(args: &Review, output: &Path, ui: Ui) -> anyhow::Result<Outcome> {
    let [file] = &args.files[..] else {
        let zh = "一个网页放一份规划：请给出一个文件";
        anyhow::bail!("{}", ui.pick(zh, "a page holds one plan: name one file"));
    };
    let output = &place_of_page(output, file, ui)?;
    let outputs = Outputs::new([Some(output.as_path())], args.force)?;
    outputs.reads(file)?;
    let found = Corrector { is_wanted: !args.no_corrections }.find(file)?;
    let target = outputs.open(Some(output))?;
    let corrections = found.map_or_else(Corrections::default, |found| found.corrections);
    let settings = Configs::new(None, false, ui)?.settings_for(file, &Selection::default())?;
    let (path, name, reading) = (file.clone(), plain::name(file), args.reading.options()?);
    let most = args.costs.max_bytes;
    let page = deadline::within(args.costs.time(), ui, move || {
        // Errors of reading say of what.
        let page = input::read_as(&path, &name, reading, most).and_then(|source| {
            input::must_say_something(&source, ui)?;
            let view = View::new(source, settings);
            let state = view.state(&corrections, 0, false, ui.lang);
            Ok(page::alone(view.source.name(), &state, ui.lang)?)
        });
        Ok(page)
    });
    let page = page.with_context(|| Task::Read(Some(plain::name(file))))??;
    let written = target.file();
    target.write(|writer| writer.write_all(page.as_bytes()))?;
    told::written(written.as_deref(), ui);
    Ok(Outcome::Done)
}

/// Where a page goes: a name without an ending has that of pages, and in a folder the page is
/// called as its file is.
fn place_of_page(output: &Path, file: &Path, ui: Ui) -> anyhow::Result<PathBuf> {
    if is_stdin(output) {
        return Ok(output.to_owned());
    }
    match (Ending::of(output), fs::metadata(output)) {
        (_, Ok(found)) if found.is_dir() => {
            Ok(output.join(file.with_extension("html").file_name().unwrap_or_default()))
        }
        (Some(Ending::Html), _) => Ok(output.to_owned()),
        (Some(ending), _) => Err(ending.unfit_for(output, ".html .htm", ui)),
        // Devices and pipes are called as they are.
        (None, Ok(found)) if !found.is_file() => Ok(output.to_owned()),
        (None, _) => Ok(output.with_extension("html")),
    }
}

/// Serves the files on a page of their own, until its last window is closed.
#[cfg(feature = "review")]
fn serve(args: &Review, ui: Ui) -> anyhow::Result<Outcome> {
    use super::args::Inputs;
    use super::walk;
    /// What is larger is no plan.
    const MOST: u64 = 256 * 1024 * 1024;
    let most = args.costs.max_bytes.unwrap_or(MOST);
    let (reading, keeps) = (args.reading.options()?, !args.no_corrections);
    let mut session = session::Session::new(reading, (most, args.costs.time()), keeps, ui);
    if !args.files.is_empty() {
        let inputs = Inputs { files: args.files.clone(), ..Inputs::default() };
        for found in walk::walk(&inputs, None)? {
            if let Some(problem) = found.problem {
                let name = Some(plain::name(&found.path));
                return Err(anyhow::Error::new(problem).context(super::task::Task::Read(name)));
            }
            if found.named || open::is_plan(&found.path) {
                session.add(found.path, found.name);
            } else if open::is_document(&found.path) {
                session.try_add(found.path, found.name, ui.lang);
            } else if open::is_data(&found.path) {
                session.leave_data(found.name, ui.lang);
            }
        }
    }
    server::serve(session, most, ui, |address| open::announce(address, !args.no_open, ui))?;
    Ok(Outcome::Done)
}
