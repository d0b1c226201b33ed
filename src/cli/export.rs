//! `guihua export`: plans, or models printed before, as a workbook for people or
//! as tables for programs.
//!
//! What the workbook holds is decided in [`book`](super::book), what the tables are
//! in [`guihua::tabulate`]; each format here is a [`Sink`] that takes plans, or a
//! [`sink::RowSink`] that takes rows of tables. All files of an export appear at its
//! end, whole, or not at all.

pub mod accepted;
mod csv;
mod each;
#[cfg(feature = "review")]
pub mod in_memory;
pub mod keys;
pub mod models;
pub mod not_accepted;
mod page;
mod paper;
mod parquet;
mod people;
mod place;
mod remembering;
mod rows;
pub mod sink;
mod sqlite;
mod summary;
mod workbook;
mod xlsx;

use std::fs;
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context;
use crossbeam_channel::Receiver;
use guihua::tabulate::{Cell, Table};
use guihua::{Lang, Options, Source, model_file};

use self::models::Opened;
use self::not_accepted::NotAccepted;
use self::people::People;
use self::rows::Rows;
use self::sink::{Failure, RowSink, Sink};
use self::summary::Summary;
use super::args::{Export, ExportFormat, ProgressName};
use super::aside::Aside;
use super::batch;
use super::batch::pool::{self, Claim, End, Ended};
use super::batch::progress::Progress;
use super::batch::reader::{Input, Reader, Refusal};
use super::batch::record::{Status, Tally, Trouble};
use super::check;
use super::check::config::Configs;
use super::check::selection::{Selection, Settings};
use super::corrected::Corrector;
use super::deadline::TOO_LONG;
use super::ending::Ending;
use super::fault;
use super::locale::Ui;
use super::origin::Origins;
use super::ours;
use super::outcome::Outcome;
use super::output::{Outputs, Target};
use super::review::{self, Reviewed};
use super::room::{Kind, Room};
use super::task::Task;
use super::walk::{self, Found};
use super::{output, plain, signal};

/// A sink whose writer panics where it cannot write.
struct Guarded(Box<dyn RowSink>);

impl RowSink for Guarded {
    fn write(&mut self, table: Table, row: &[Cell<'_>]) -> anyhow::Result<()> {
        fault::foreseen(|| self.0.write(table, row))
    }

    fn finish(self: Box<Self>) -> anyhow::Result<()> {
        fault::foreseen(|| self.0.finish())
    }

    fn cut(&self) -> u64 {
        self.0.cut()
    }
}

/// Runs `guihua export`.
///
/// A plan that cannot be read, or whose rows could not be joined, is reported
/// and left out; the others are exported all the same. What a folder holds
/// beside plans is skipped.
///
/// # Errors
///
/// What stops the export as a whole: a list of files that cannot be read, an
/// output that cannot be written. No file has changed then.
pub fn run(args: &Export, lang: Option<Lang>, ui: Ui) -> anyhow::Result<Outcome> {
    if args.inputs.files.is_empty() && args.inputs.files_from.is_none() && io::stdin().is_terminal() {
        anyhow::bail!("{}", ui.pick(NO_FILE.0, NO_FILE.1));
    }
    let format = place::format(args, ui)?;
    if !args.each {
        let output = place::output(args, format, ui)?;
        let mut room = Room::new(args.all, ui);
        let found = leave(args, walk::walk(&args.inputs, Some(&output))?, &mut room);
        return Ok(export(args, format, &output, found, &signal::interrupts(), lang, &mut room)?.outcome);
    }
    each::each(args, format, lang, ui)
}

/// Leaves aside what is no plan of its own.
fn leave(args: &Export, found: Vec<Found>, room: &mut Room) -> Vec<Found> {
    /// A line may be a long one.
    const ROWS: usize = 2;
    if found.len() == 1 {
        room.open();
    }
    let count = found.len();
    let found = ours::leave(found, args.each, args.quiet, room.ui);
    room.fill(if found.len() < count { ROWS } else { 0 });
    Aside::new(&args.inputs, &args.costs, args.quiet, room.ui).leave(found, room)
}

/// How an export ended.
struct Exported {
    outcome: Outcome,
    plans: u64,
    tally: Tally,
}

/// Where people would have to type the plan, and were not told so.
const NO_FILE: (&str, &str) = (
    "没有给出文件。写上文件或目录的名字，或用“-”从终端输入",
    "no file given; name files or folders, or use `-` to type the text",
);

/// Exports what was found to one file, or one folder of tables.
fn export(
    args: &Export,
    format: ExportFormat,
    output: &Path,
    mut found: Vec<Found>,
    interrupts: &Receiver<()>,
    lang: Option<Lang>,
    room: &mut Room,
) -> anyhow::Result<Exported> {
    let ui = room.ui;
    let writing = || Task::Write(Some(plain::name(output)));
    let (files, targets) = targets(args, format, output, &mut found, ui)?;
    let total = Some(found.len() as u64);
    let progress = if args.quiet { ProgressName::None } else { args.progress };
    let is_for_people = place::is_for_people(args, format);
    // What is to be looked at in one file is told whatever is made of it; lines of models may
    // be many.
    let is_line = |found: &Found| {
        model_file::Format::from_path(&found.path.to_string_lossy()) == Some(model_file::Format::Ndjson)
    };
    let is_told = is_for_people || !args.quiet && matches!(&found[..], [one] if !is_line(one));
    // What people read follows the locale; what programs read is the same everywhere.
    let words = if is_for_people { ui.lang } else { lang.unwrap_or_default() };
    let reviewer = Arc::new(Reviewer {
        reader: Reader { options: args.reading.options()?, lang: ui.lang, max_bytes: args.costs.max_bytes },
        corrector: Corrector { is_wanted: !args.inputs.no_corrections },
        options: Options { spans: false, lang: words },
        is_told,
        configs: Mutex::new(Configs::new(None, false, ui)?),
        lang: if is_for_people { words } else { ui.lang },
        time: args.costs.time(),
        rows: if room.is_all() { not_accepted::WHOLE } else { not_accepted::PART },
        ui,
    });
    let mut exporter = Exporter {
        sink: create(args, format, targets, words).with_context(writing)?,
        reviewer: Arc::clone(&reviewer),
        summary: Summary::new(is_told),
        tally: Tally::default(),
        progress: Progress::new(progress, total, false, ui),
        quiet: args.quiet,
        error: None,
        room,
        words: String::new(),
        ui,
    };
    let work = move |job: &Job, _: &Claim| job.read(&reviewer);
    let limits = batch::limits(batch::threads(args.jobs), args.costs.time());
    let end = pool::run(limits, &feed(found), interrupts, Arc::new(work), &mut exporter);
    exporter.progress.finish(&exporter.tally);
    if let Some(error) = exporter.error {
        return Err(error.context(writing()));
    }
    if end == End::Interrupted {
        if !args.each {
            summary::tell_interrupted(0, ui);
        }
        return Ok(Exported { outcome: Outcome::Interrupted, plans: 0, tally: exporter.tally });
    }
    if !args.each
        && let Some(rest) = exporter.room.rest()
    {
        exporter.progress.say(&rest);
    }
    let (summary, tally) = (exporter.summary, exporter.tally);
    let ended = |outcome| Exported { outcome, plans: summary.plans, tally };
    if summary.plans == 0 && args.each {
        return Ok(ended(if tally.failed > 0 { Outcome::Unread } else { Outcome::Done }));
    }
    if summary.plans == 0 && tally.failed > 0 {
        // An empty workbook in the place of an old one is worse than none.
        exporter
            .progress
            .say(ui.pick("没有读成任何规划，没有写出文件", "no plan was read: nothing was written"));
        return Ok(ended(Outcome::Unread));
    }
    if summary.plans == 0 && !args.inputs.allow_empty {
        anyhow::bail!("{}", ui.pick(batch::NOTHING.0, batch::NOTHING.1));
    }
    let counts = exporter.sink.counts();
    let cut = exporter.sink.finish().with_context(writing)?;
    let ended = ended(if tally.failed == 0 { Outcome::Done } else { Outcome::Unread });
    if !args.quiet {
        let words = summary.words(output, &files, counts, &tally, cut, ui)?;
        // One after the other is told where there is room.
        if !args.each || exporter.room.take(Kind::Written, &plain::name(output), &words) {
            exporter.progress.say(words.trim_end());
        }
    }
    Ok(ended)
}

/// Hands the inputs over, each with its size in bytes.
fn feed(found: Vec<Found>) -> Receiver<(Job, u64)> {
    pool::feed(found.into_iter().map(|found| {
        let job = Job::new(found);
        let size = fs::metadata(&job.path).map_or(0, |found| found.len());
        // Of lines of models one after the other is in memory.
        let size = match job.read {
            Read::Models(format) if models::are_lines(format, size) => 0,
            _ => size,
        };
        (job, size)
    }))
}

/// An input.
struct Job {
    path: PathBuf,
    /// Its path below the folder that was named.
    name: String,
    read: Read,
    is_named: bool,
}

/// How an input is read.
enum Read {
    Models(model_file::Format),
    Plan(Input),
}

/// What came of an input.
enum Answer {
    /// Lines of models, so many that they are read where their rows are written.
    Lines,
    /// Models that `check` does not accept: how many errors, and what it says of them.
    NotAccepted {
        error: NotAccepted,
        words: String,
    },
    Plans(Vec<Reviewed>),
    Refused(Refusal),
}

/// What reading takes; the same for all inputs.
struct Reviewer {
    reader: Reader,
    corrector: Corrector,
    options: Options,
    /// Whether findings are wanted in words.
    is_told: bool,
    configs: Mutex<Configs>,
    lang: Lang,
    /// How long reading a file may take.
    time: Option<Duration>,
    /// How many rows tell of a model that is not accepted.
    rows: usize,
    ui: Ui,
}

impl Reviewer {
    /// What `check` looks for in a file.
    fn settings(&self, path: &Path) -> anyhow::Result<Settings> {
        // Whoever panicked with it left nothing half done in a cache.
        let mut configs = self.configs.lock().unwrap_or_else(PoisonError::into_inner);
        configs.settings_for(path, &Selection::default())
    }

    /// Reads the models of a source that `check` accepts.
    fn models(&self, source: &Source, format: model_file::Format, path: &Path) -> Answer {
        let settings = match self.settings(path) {
            Ok(settings) => settings,
            Err(error) => return Answer::Refused(self.reader.failed(&error)),
        };
        // What could not be decoded is U+FFFD by now, and nobody would see it in a table.
        if let Some((count, words)) = check::words_of_damage(source, &settings, self.rows, self.ui) {
            return Answer::NotAccepted { error: NotAccepted { count, is_mendable: false }, words };
        }
        let mut origins = Origins::new(path, self.corrector);
        // Remarks are for people.
        let asked = self.is_told.then_some(&mut origins);
        match review::models(source, format, &settings, asked, self.lang) {
            Ok(plans) => Answer::Plans(plans),
            Err(report) => {
                let (count, words) =
                    check::words_of_model(source, &report, &mut origins, &settings, self.rows, self.ui);
                let error =
                    NotAccepted { count, is_mendable: accepted::is_mendable(source, format, &report) };
                Answer::NotAccepted { error, words }
            }
        }
    }
}

impl Job {
    fn new(found: Found) -> Self {
        let format = model_file::Format::from_path(&found.path.to_string_lossy());
        let models = format.filter(|_| found.problem.is_none());
        let (path, name, is_named) = (found.path.clone(), found.name.clone(), found.named);
        Self { read: models.map_or_else(|| Read::Plan(Input::of(found)), Read::Models), path, name, is_named }
    }

    /// Reads a file whose name says that it holds models.
    fn read_models(&self, format: model_file::Format, reviewer: &Reviewer) -> Answer {
        match models::open(&self.path, format, reviewer.reader) {
            Ok(Opened::Lines(_)) => Answer::Lines,
            // As `check` says it.
            Ok(Opened::Whole(source)) if source.text().trim().is_empty() => {
                let trouble = Trouble::new("empty", reviewer.reader.lang, "空文件", "an empty file");
                let status = if self.is_named { Status::Failed } else { Status::Skipped };
                Answer::Refused(Refusal::new(status, trouble))
            }
            Ok(Opened::Whole(source)) => reviewer.models(&source, format, &self.path),
            Err(refusal) => Answer::Refused(refusal),
        }
    }

    /// This runs on the threads.
    fn read(&self, reviewer: &Reviewer) -> Answer {
        let input = match &self.read {
            Read::Models(format) => return self.read_models(*format, reviewer),
            Read::Plan(input) => input,
        };
        let source = match reviewer.reader.read_any(&self.path, input) {
            Ok(source) => source.named(&*self.name),
            Err(refusal) => return Answer::Refused(refusal),
        };
        // Nothing is no plan; in a folder it was skipped already.
        if source.text().trim().is_empty() {
            let trouble = Trouble::new("empty", reviewer.reader.lang, "空文件", "an empty file");
            return Answer::Refused(Refusal::new(Status::Failed, trouble));
        }
        if let Some(format) = reviewer.reader.models_in(&source) {
            return reviewer.models(&source, format, &self.path);
        }
        if !reviewer.is_told {
            return match reviewer.corrector.parse(&self.path, &source, reviewer.options) {
                Ok(parsed) => Answer::Plans(parsed.documents.into_iter().map(Reviewed::bare).collect()),
                Err(error) => Answer::Refused(reviewer.reader.failed(&error)),
            };
        }
        let checked = reviewer.corrector.check(&self.path, &source, reviewer.options);
        match checked.and_then(|checked| Ok((checked, reviewer.settings(&self.path)?))) {
            Ok((checked, settings)) => {
                Answer::Plans(review::source(&source, checked, &settings, reviewer.lang))
            }
            Err(error) => Answer::Refused(reviewer.reader.failed(&error)),
        }
    }
}

/// The files of the export: one, or one for each table.
fn targets(
    args: &Export,
    format: ExportFormat,
    output: &Path,
    found: &mut Vec<Found>,
    ui: Ui,
) -> anyhow::Result<(Vec<PathBuf>, Vec<Target>)> {
    let extension = match format {
        ExportFormat::Csv if args.delimiter == b'\t' => Some("tsv"),
        ExportFormat::Csv => Some("csv"),
        ExportFormat::Parquet => Some("parquet"),
        ExportFormat::Sqlite | ExportFormat::Xlsx | ExportFormat::Html => None,
    };
    let paths = match extension {
        Some(_) if walk::is_stdin(output) => {
            let zh = "这种格式每张表一个文件，请用 -o 给出目录";
            anyhow::bail!("{}", ui.pick(zh, "this format has a file for each table: name a folder with -o"));
        }
        Some(extension) => {
            let (folder, stem) =
                place::folder_of_tables(output).with_context(|| Task::Write(Some(plain::name(output))))?;
            let path = |table: &Table| folder.join(format!("{stem}{}.{extension}", table.name()));
            let paths: Vec<PathBuf> = Table::ALL.iter().map(path).collect();
            paths.iter().try_for_each(|path| output::in_folder(path))?;
            paths
        }
        None => vec![output.to_owned()],
    };
    let outputs = Outputs::new(paths.iter().map(|path| Some(path.as_path())), args.force.is_given)?;
    outputs.reads_all(found)?;
    if let Some(list) = &args.inputs.files_from {
        outputs.reads(list)?;
    }
    let targets = paths.iter().map(|path| outputs.open(Some(path))).collect::<anyhow::Result<_>>()?;
    Ok((paths, targets))
}

fn create(
    args: &Export,
    format: ExportFormat,
    targets: Vec<Target>,
    lang: Lang,
) -> anyhow::Result<Box<dyn Sink>> {
    let mut files = targets.into_iter().map(Target::begin).collect::<Result<Vec<_>, _>>()?;
    Ok(match format {
        ExportFormat::Csv => Box::new(Rows::new(csv::Csv::create(files, args.delimiter)?)),
        ExportFormat::Parquet => Box::new(Rows::new(parquet::Parquet::create(files)?)),
        ExportFormat::Sqlite => Box::new(Rows::new(sqlite::Sqlite::create(files.swap_remove(0))?)),
        ExportFormat::Xlsx if args.tables => {
            let file = files.swap_remove(0);
            Box::new(Rows::new(Guarded(fault::foreseen(|| Ok(Box::new(xlsx::Xlsx::create(file)?)))?)))
        }
        ExportFormat::Xlsx => Box::new(People::new(files.swap_remove(0), lang, workbook::write)),
        ExportFormat::Html => Box::new(People::new(files.swap_remove(0), lang, page::write)),
    })
}

/// From inputs to plans, in the order of the inputs.
struct Exporter<'a> {
    sink: Box<dyn Sink>,
    reviewer: Arc<Reviewer>,
    summary: Summary,
    tally: Tally,
    progress: Progress,
    quiet: bool,
    /// Why nothing can be written any more.
    error: Option<anyhow::Error>,
    /// What stands on the screen of files one by one.
    room: &'a mut Room,
    /// What `check` says of a model that is not accepted.
    words: String,
    ui: Ui,
}

impl pool::Sink<Job, Answer> for Exporter<'_> {
    fn deliver(&mut self, job: &Job, ended: Ended<Answer>) -> ControlFlow<()> {
        let reading = || Task::Read((!walk::is_stdin(&job.path)).then(|| plain::name(&job.path)));
        let result = match ended {
            Ended::Done(Answer::Lines) => self.lines(&job.path),
            Ended::Done(Answer::Refused(Refusal { status: Status::Skipped, trouble, .. })) => {
                // What an earlier run wrote into the folder is nobody's plan.
                if Ending::of(&job.path) == Some(Ending::Xlsx) && output::is_ours(&job.path) {
                    return ControlFlow::Continue(());
                }
                // It stands among the plans, in the words of the screen.
                self.sink.failure(&plain::name(&job.path), &trouble.message, true);
                self.tally.count(Status::Skipped, None);
                let line = summary::skipped(&job.path, &trouble.message, self.ui);
                if !self.quiet && self.room.take(Kind::Skipped, &trouble.message, &line) {
                    self.progress.say(&line);
                }
                return ControlFlow::Continue(());
            }
            Ended::Done(answer) => self.take_all(answer),
            Ended::Panicked(words) => {
                let label =
                    self.ui.pick("guihua 内部错误，请报告", "an internal error of guihua, please report it");
                Err(Failure::Input(anyhow::Error::msg(format!("{label}: {words}"))))
            }
            Ended::TimedOut => Err(Failure::Input(anyhow::Error::msg(self.ui.pick(TOO_LONG.0, TOO_LONG.1)))),
            // After an interrupt nothing is written.
            Ended::Dropped => return ControlFlow::Continue(()),
        };
        match result {
            Ok(()) => self.tally.count(Status::Parsed, None),
            Err(Failure::Input(error)) => {
                self.tally.count(Status::Failed, None);
                let causes = fault::causes(&error, self.ui.lang);
                self.sink.failure(&plain::name(&job.path), &causes, false);
                self.tell_failed(&causes, &error.context(reading()));
            }
            Err(Failure::Output(error)) => {
                self.error = Some(error);
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }

    fn tick(&mut self) {
        self.progress.show(&self.tally);
    }
}

impl Exporter<'_> {
    /// Takes the models in a file, one line after the other.
    fn lines(&mut self, path: &Path) -> Result<(), Failure> {
        let reviewer = Arc::clone(&self.reviewer);
        let until = reviewer.time.and_then(|time| Instant::now().checked_add(time));
        let format = model_file::Format::Ndjson;
        models::read(path, format, reviewer.reader, |source| {
            if until.is_some_and(|until| Instant::now() >= until) {
                return Err(Failure::Input(anyhow::Error::msg(self.ui.pick(TOO_LONG.0, TOO_LONG.1))));
            }
            self.take_all(reviewer.models(source, format, path))
        })
    }

    /// Tells of an input that failed, where there is room.
    fn tell_failed(&mut self, causes: &str, error: &anyhow::Error) {
        let words = std::mem::take(&mut self.words);
        let line = fault::line(&fault::words(error, self.ui), self.ui);
        if let Some(told) = self.room.failed(causes, &words, line) {
            self.progress.say(&told);
        }
    }

    /// Takes what came of an input.
    fn take_all(&mut self, answer: Answer) -> Result<(), Failure> {
        match answer {
            Answer::Plans(plans) => plans.iter().try_for_each(|plan| self.take(plan)),
            Answer::NotAccepted { error, words } => {
                self.words = words;
                Err(Failure::Input(error.into()))
            }
            Answer::Refused(refusal) => Err(Failure::Input(anyhow::Error::msg(refusal.trouble.message))),
            Answer::Lines => Ok(()),
        }
    }

    /// Takes a plan.
    fn take(&mut self, plan: &Reviewed) -> Result<(), Failure> {
        // One whose rows cannot be written is none.
        self.sink.document(plan)?;
        self.summary.add(plan, self.tally.done() == 0);
        Ok(())
    }
}
