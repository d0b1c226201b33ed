//! `guihua review`: the source beside its model, in the browser.
//!
//! [`state`] says what a page shows, in the words of JSON; [`page`] makes a page of it that
//! needs nothing else. Where the program serves pages itself, `session` has the files that
//! are open and what was corrected in them, and `server` lets nobody else see them.

mod offsets;
mod page;
mod state;

use std::path::Path;

use guihua::corrections::Corrections;
use guihua::{Options, Source};

use self::state::View;
use super::args::Review;
use super::corrected::Corrector;
use super::input;
use super::locale::Ui;
use super::outcome::Outcome;
use super::output::Outputs;
use super::plain;

/// Runs the subcommand.
///
/// # Errors
///
/// A file that cannot be read, and an output that cannot be written.
pub fn run(args: &Review, ui: Ui) -> anyhow::Result<Outcome> {
    let corrector = Corrector { is_wanted: !args.no_corrections };
    let Some(output) = args.output.as_deref() else {
        anyhow::bail!("{}", ui.pick("请用 -o 给出网页的名字", "name the page with -o"));
    };
    write_page(args, output, corrector, ui)
}

/// Writes one file as a page for reading.
fn write_page(args: &Review, output: &Path, corrector: Corrector, ui: Ui) -> anyhow::Result<Outcome> {
    let [file] = &args.files[..] else {
        let zh = "一个网页放一份规划：请给出一个文件";
        anyhow::bail!("{}", ui.pick(zh, "a page holds one plan: name one file"));
    };
    let outputs = Outputs::new([Some(output)], args.force)?;
    outputs.reads(file)?;
    let source = input::read_as(file, &plain::name(file), args.reading.options()?, args.max_bytes)?;
    let found = corrector.find(file)?;
    let target = outputs.open(Some(output))?;
    let corrections = found.map_or_else(Corrections::default, |found| found.corrections);
    let view = View::new(source, ui.lang);
    let state = view.state(&corrections, 0, false);
    let page = page::alone(view.source.name(), &state, ui.lang);
    target.write(|writer| writer.write_all(page.as_bytes()))?;
    Ok(Outcome::Done)
}

/// What is read of a source to be looked at.
fn read(source: &Source, lang: guihua::Lang) -> guihua::Parsed {
    guihua::check_with(source, &Options { spans: true, lang })
}
