//! A file for each input, beside it.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use guihua::Lang;

use super::{Exported, export, leave, place, summary};
use crate::cli::args::{Export, ExportFormat};
use crate::cli::batch;
use crate::cli::ending::Ending;
use crate::cli::fault;
use crate::cli::locale::Ui;
use crate::cli::outcome::Outcome;
use crate::cli::output::{self, Outputs};
use crate::cli::plain;
use crate::cli::room::{Kind, Room};
use crate::cli::signal;
use crate::cli::task::Task;
use crate::cli::walk::{self, Found};

/// Exports each input to a file beside it, and says at the end how it went.
pub(super) fn each(
    args: &Export,
    format: ExportFormat,
    lang: Option<Lang>,
    ui: Ui,
) -> anyhow::Result<Outcome> {
    let (mut written, mut skipped, mut failed) = (0u64, 0, 0);
    let room = &mut Room::new(args.all, ui);
    let found = leave(args, walk::walk(&args.inputs, None)?, room);
    let interrupts = &signal::interrupts();
    // Nobody reads workbooks, so they may be written.
    let (books, mut found): (Vec<Found>, Vec<Found>) =
        found.into_iter().partition(|it| it.problem.is_none() && Ending::of(&it.path) == Some(Ending::Xlsx));
    // No result goes to what another input is, and what an earlier run wrote is none.
    let mut places: HashMap<PathBuf, PathBuf> = HashMap::new();
    for found in &found {
        let place = place::beside(&found.path, format);
        if places.insert(walk::absolute(&place)?, place).is_some() {
            let place = place::behind(&found.path, format);
            places.insert(walk::absolute(&place)?, place);
        }
    }
    for book in books {
        // An edited one is told where another would be written.
        if places.contains_key(&walk::absolute(&book.path)?) || !book.named && output::is_ours(&book.path) {
            continue;
        }
        if book.named {
            tell_failed(&place::unread(&book.path, ui), room);
            failed += 1;
        } else {
            let reason = place::unread_reason(ui);
            let line = summary::skipped(&book.path, reason, ui);
            if !args.quiet && room.take(Kind::Skipped, reason, &line) {
                // Nobody is left to tell where standard error cannot be written.
                let _ = writeln!(io::stderr(), "{line}");
            }
            skipped += 1;
        }
    }
    let read = Outputs::new(places.values().map(|path| Some(path.as_path())), args.force.is_given)?
        .read_by(&mut found);
    // By their names and, where they are written, by whatever names: what was not read keeps
    // no name from another.
    let (mut taken, mut results) = (HashSet::new(), output::Inputs::default());
    for found in found {
        let mut output = place::beside(&found.path, format);
        let mut place = walk::absolute(&output)?;
        let is_taken =
            |place: &PathBuf, output: &Path, taken: &HashSet<PathBuf>, results: &output::Inputs| {
                taken.contains(place) || results.have(output)
            };
        if is_taken(&place, &output, &taken, &results) {
            output = place::behind(&found.path, format);
            place = walk::absolute(&output)?;
        }
        let exported = if is_taken(&place, &output, &taken, &results) {
            let input = plain::name(&found.path);
            let words = match ui.lang {
                Lang::Zh => format!("{input} 的结果已属于另一个输入"),
                Lang::En => format!("the result of {input} belongs to another input"),
            };
            Err(anyhow::anyhow!(words).context(Task::Write(Some(plain::name(&output)))))
        } else if read.contains(&output) {
            Err(output::refused(&output, output::Refusal::Input))
        } else {
            export(args, format, &output, vec![found], interrupts, lang, room)
        };
        match exported {
            Ok(Exported { outcome: Outcome::Interrupted, .. }) => {
                summary::tell_interrupted(written, ui);
                return Ok(Outcome::Interrupted);
            }
            Ok(done) => {
                if done.plans > 0 {
                    taken.insert(place);
                    results.add(&output);
                }
                written += u64::from(done.plans > 0);
                skipped += done.tally.skipped;
                failed += done.tally.failed;
            }
            // One that cannot be written does not keep the others from it.
            Err(error) => {
                tell_failed(&error, room);
                failed += 1;
            }
        }
    }
    if let Some(rest) = room.rest() {
        let _ = writeln!(io::stderr(), "{rest}");
    }
    if written + failed == 0 && !args.inputs.allow_empty {
        anyhow::bail!("{}", ui.pick(batch::NOTHING.0, batch::NOTHING.1));
    }
    if !args.quiet && written + failed + skipped > 1 {
        summary::tell_each(written, failed, skipped, ui);
    }
    Ok(if failed == 0 { Outcome::Done } else { Outcome::Unread })
}

/// Tells of an input that failed, where there is room.
fn tell_failed(error: &anyhow::Error, room: &mut Room) {
    // Of the causes the last one says why; the others name the file.
    let reason = error.root_cause().to_string();
    let line = fault::line(&fault::words(error, room.ui), room.ui);
    if room.take(Kind::Failed, &reason, &line) {
        fault::print(error, room.ui);
    }
}
