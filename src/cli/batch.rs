//! `guihua parse` over many inputs.
//!
//! [`walk`](super::walk) says what there is to read, [`pool`] hands it to the
//! threads in that order, [`job`] makes one input into one answer there, and the
//! desk below takes the answers, in the same order, and puts each where it
//! belongs: on a stream, into the index of a folder of [`results`], or on a line
//! of its own for a program that asked for it.

mod desk;
mod index;
mod job;
mod lines;
pub mod pool;
pub mod progress;
pub mod reader;
pub mod record;
mod results;

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::Context;
use crossbeam_channel::{Receiver, never};
use guihua::render::Format;
use guihua::{Lang, Options};

use self::desk::{Answering, Desk, Filing, Streaming};
pub use self::job::{Accepted, Models};
use self::job::{Answer, Job, Recipe, Shape};
use self::lines::{Kind, Lines};
use self::pool::{Claim, End, Limits, Sink};
use self::reader::{Input, Reader};
use self::record::{Status, Tally, Trouble};
use self::results::{Results, Taken};
use super::args::{FormatName, Parse};
use super::corrected::Corrector;
use super::ending::{self, Ending};
use super::fault;
use super::locale::Ui;
use super::outcome::Outcome;
use super::output::{Inputs, Outputs, Target};
use super::plain;
use super::room::Room;
use super::signal::interrupts;
use super::task::Task;
use super::walk::{self, Found, is_stdin};

/// Threads that somebody may want at most, where there are no more cores than that.
const THREADS: usize = 256;

/// Sources that are under way at once, in bytes for each thread. The models that
/// wait to be written are about twice as large.
const BYTES: u64 = 8 * 1024 * 1024;

/// The same in files, for each thread.
const FILES: usize = 256;

/// A run that saw nothing has told nobody anything.
pub const NOTHING: (&str, &str) = (
    "没有读到任何规划或模型；如果本来就没有，请加 --allow-empty",
    "nothing was read, neither a plan nor a model; --allow-empty if that is as it should be",
);

/// The rows of the line that says what was left aside.
const LEFT: usize = 2;

/// Whether this is more than one file to be read and printed.
pub fn is_wanted(args: &Parse) -> bool {
    let is_single = match &args.inputs.files[..] {
        [] => args.inputs.files_from.is_none(),
        [path] => args.inputs.files_from.is_none() && !path.is_dir(),
        _ => false,
    };
    let is_plain = args.results.is_none() && args.errors.is_none() && args.costs.timeout.is_none();
    !is_single || !is_plain || is_driven(args)
}

/// Whether another program drives this one.
fn is_driven(args: &Parse) -> bool {
    args.stdin_paths || args.stdin_records
}

/// Does what `guihua parse` is asked to do with many inputs.
///
/// # Errors
///
/// Wrong usage, and output that cannot be written. An input that cannot be read
/// is no error but an outcome.
pub fn run(args: &Parse, models: Option<Models>, lang: Option<Lang>, ui: Ui) -> anyhow::Result<Outcome> {
    // As in the models: the same bytes on every machine.
    let lang = lang.unwrap_or_default();
    if is_driven(args) {
        return run_driven(args, lang, ui);
    }
    ending::lines_fit("--errors", args.errors.as_deref(), &[Ending::Ndjson, Ending::Json], ui)?;
    let outputs = Outputs::new([args.output.target(), args.errors.as_deref()], args.output.force.is_given)?;
    let mut found = walk::walk(&args.inputs, args.results.as_deref())?;
    let count = found.len();
    found = super::ours::leave(found, false, args.quiet, ui);
    let mut room = Room::new(args.all, ui);
    if count == 1 {
        room.open();
    }
    room.fill(if found.len() < count { LEFT } else { 0 });
    #[cfg(feature = "export")]
    if models.is_some() {
        let aside = super::aside::Aside::new(&args.inputs, &args.costs, args.quiet, ui);
        found = aside.leave(found, &mut room);
    }
    outputs.reads_all(&mut found)?;
    if let Some(list) = &args.inputs.files_from {
        outputs.reads(list)?;
    }
    let target = outputs.open(args.output.target())?;
    let written = target.file().or_else(|| args.results.clone());
    let is_list = args.inputs.files_from.as_deref().is_some_and(is_stdin);
    if is_list && found.iter().any(|found| is_stdin(&found.path)) {
        let zh = "标准输入不能既是名单又是文件";
        anyhow::bail!("{}", ui.pick(zh, "standard input cannot be both the list and a file"));
    }
    // On standard error people read of troubles, in a file programs do.
    let told = if args.errors.is_some() { lang } else { ui.lang };
    let recipe = Recipe { models, ..recipe(args, told, lang)? };
    let total = found.len() as u64;
    let is_busy = args.results.is_none() && target.is_stdout() && io::stdout().is_terminal();
    let mut desk = Desk::new(args, &outputs, told, Some(total), is_busy, room)?;
    let end = match &args.results {
        Some(folder) => file(args, recipe, found, folder, &mut desk)?,
        None => stream(args, recipe, found, target, &mut desk)?,
    };
    let tally = desk.finish(end)?;
    if let Some(written) = written.filter(|_| !args.quiet && end == End::Finished) {
        tell_written(&written, &tally, ui);
    }
    Ok(match end {
        End::Interrupted => Outcome::Interrupted,
        _ if tally.failed > 0 => Outcome::Unread,
        _ if tally.done() == tally.skipped && !args.inputs.allow_empty => {
            fault::print(&anyhow::anyhow!("{}", ui.pick(NOTHING.0, NOTHING.1)), ui);
            Outcome::Unread
        }
        _ => graded(args, &tally),
    })
}

/// Says where the models are, and how what is to be looked at in them is told.
fn tell_written(path: &Path, tally: &Tally, ui: Ui) {
    if tally.parsed + tally.findings + tally.unchanged == 0 {
        return;
    }
    let name = plain::line(&plain::name(path)).into_owned();
    // Nobody is left to tell where standard error cannot be written.
    let _ = match ui.lang {
        Lang::Zh => writeln!(io::stderr(), "已写 {name}；要核对的地方用 guihua check {name} 查看"),
        Lang::En => writeln!(io::stderr(), "wrote {name}; guihua check {name} tells what to look at"),
    };
}

/// Gives every input a file of its own.
fn file(
    args: &Parse,
    mut recipe: Recipe,
    found: Vec<Found>,
    folder: &Path,
    desk: &mut Desk,
) -> anyhow::Result<End> {
    let force = args.output.force.is_given;
    // Without it, nothing that others wrote is replaced, whatever it is.
    let inputs = if force { Inputs::of(&found) } else { Inputs::default() };
    let (results, index) = Results::open(folder, force, inputs, desk.ui())?;
    recipe.results = Some(Arc::new(results));
    let jobs = feed(found, Some(recipe.shape.format()), recipe.reader.lang);
    let mut filing = Filing::new(desk, index);
    Ok(work(args, recipe, &jobs, &interrupts(), &mut filing))
}

/// Writes all models one after the other.
fn stream(
    args: &Parse,
    recipe: Recipe,
    found: Vec<Found>,
    target: Target,
    desk: &mut Desk,
) -> anyhow::Result<End> {
    let jobs = feed(found, None, recipe.reader.lang);
    let interrupts = interrupts();
    let (mut end, mut is_for_nothing) = (End::Finished, false);
    let is_file = target.file().is_some();
    let written = target.write_shown(|writer| {
        writer.write_all(args.preface().as_bytes())?;
        let mut streaming = Streaming::new(desk, writer, recipe.shape);
        end = work(args, recipe, &jobs, &interrupts, &mut streaming);
        is_for_nothing = is_file && end == End::Finished && streaming.has_nothing(args.inputs.allow_empty);
        streaming.close(if is_for_nothing { End::Stopped } else { end })
    });
    if is_for_nothing {
        desk.tell_nothing();
        return Ok(end);
    }
    // An output that is not whole leaves a file alone. That is no fault of its
    // own: the user wanted it so, or the desk knows why.
    if end == End::Finished || !desk.has_failed() && end == End::Stopped {
        written?;
    }
    Ok(end)
}

/// Answers a program that names or gives one input on each line.
fn run_driven(args: &Parse, lang: Lang, ui: Ui) -> anyhow::Result<Outcome> {
    if !matches!(args.format(), FormatName::Ndjson) {
        let zh = "逐行应答只能用 JSON 行：请加上 -f ndjson";
        anyhow::bail!("{}", ui.pick(zh, "answers are lines of JSON: add -f ndjson"));
    }
    Outputs::new([None], false)?.reads(Path::new("-"))?;
    let lines = Lines {
        kind: if args.stdin_paths { Kind::Path } else { Kind::Record },
        end: if args.inputs.null { 0 } else { b'\n' },
        max_bytes: args.costs.max_bytes,
        lang,
    };
    let (jobs, error) = lines.read_stdin();
    let recipe = Recipe { shape: Shape::Envelope, ..recipe(args, lang, lang)? };
    let mut tally = Tally::default();
    Target::STDOUT.write_shown(|writer| {
        let mut answering = Answering::new(writer, lang);
        work(args, recipe, &jobs, &never(), &mut answering);
        tally = answering.close()?;
        Ok(())
    })?;
    if let Ok(error) = error.try_recv() {
        return Err(error).context(Task::Read(None));
    }
    // Every record got its answer: that is all that was asked for.
    Ok(graded(args, &tally))
}

/// `told` is the language of troubles, `lang` that of the models.
fn recipe(args: &Parse, told: Lang, lang: Lang) -> anyhow::Result<Recipe> {
    // Whoever names one file gets what is in it, and who names several an array.
    let is_one =
        args.inputs.files_from.is_none() && matches!(&args.inputs.files[..], [path] if !path.is_dir());
    let shape = match args.format() {
        FormatName::Json if args.results.is_none() && !is_one => Shape::Elements,
        format => Shape::Plain(format.into()),
    };
    Ok(Recipe {
        reader: Reader { options: args.reading.options()?, lang: told, max_bytes: args.costs.max_bytes },
        corrector: Corrector { is_wanted: !args.inputs.no_corrections },
        options: Options { spans: args.spans, lang },
        shape,
        preface: if args.results.is_some() { args.preface() } else { String::new() },
        results: None,
        resume: args.resume,
        models: None,
    })
}

/// Hands the inputs over, each with its size in bytes.
fn feed(found: Vec<Found>, format: Option<Format>, lang: Lang) -> Receiver<(Job, u64)> {
    let mut taken = Taken::default();
    pool::feed(found.into_iter().map(move |found| {
        let job = job(found, format, lang, &mut taken);
        let size = match &job.input {
            Input::Named | Input::Found => fs::metadata(&job.path).map_or(0, |found| found.len()),
            _ => 0,
        };
        (job, size)
    }))
}

fn job(found: Found, format: Option<Format>, lang: Lang, taken: &mut Taken) -> Job {
    let (path, name) = (found.path.clone(), Some(found.name.clone()));
    let input = Input::of(found);
    let output = format.map(|format| results::name(&path, format));
    match output {
        Some(output) if !matches!(input, Input::Problem(_)) && !taken.take(&output) => {
            let result = plain::name(&output);
            let zh = format!("结果 {result} 已属于另一个输入");
            let en = format!("the result {result} belongs to another input");
            let trouble = Trouble::new("name-taken", lang, zh, en);
            Job { path, name, input: Input::Ended(Status::Failed, trouble), output: None }
        }
        output => Job { path, name, input, output },
    }
}

/// Lets the threads work, and `sink` take the answers.
fn work(
    args: &Parse,
    recipe: Recipe,
    jobs: &Receiver<(Job, u64)>,
    interrupts: &Receiver<()>,
    sink: &mut impl Sink<Job, Answer>,
) -> End {
    // Whoever drives this program runs as many of them as there are cores.
    let threads = if args.jobs.is_none() && is_driven(args) { 1 } else { threads(args.jobs) };
    let limits = limits(threads, args.costs.time());
    pool::run(
        limits,
        jobs,
        interrupts,
        Arc::new(move |job: &Job, claim: &Claim| recipe.work(job, claim)),
        sink,
    )
}

/// How many threads work: as many as are wanted, within reason, or one for each core.
pub fn threads(wanted: Option<NonZeroUsize>) -> usize {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    wanted.map_or(cores, |wanted| wanted.get().min(cores.max(THREADS)))
}

/// What may be under way on so many threads.
pub fn limits(threads: usize, timeout: Option<Duration>) -> Limits {
    Limits { threads, jobs: threads * FILES, bytes: threads as u64 * BYTES, timeout }
}

fn graded(args: &Parse, tally: &Tally) -> Outcome {
    let fails = args.fail_on.severity().is_some_and(|least| tally.worst >= Some(least));
    if fails { Outcome::Findings } else { Outcome::Done }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_wants_more_threads_than_make_sense_gets_fewer() {
        assert_eq!(threads(NonZeroUsize::new(7)), 7);
        assert!((THREADS..100_000).contains(&threads(Some(NonZeroUsize::MAX))));
    }
}
