//! `guihua export`: plans, or models printed before, as tables.
//!
//! What the tables are is decided in [`guihua::tabulate`]; each format here is
//! a [`Sink`] that takes their rows. All files of an export appear at its end,
//! whole, or not at all.

mod csv;
pub mod keys;
mod models;
mod parquet;
pub mod sink;
mod sqlite;
mod xlsx;

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, thread};

use anyhow::Context;
use crossbeam_channel::{Receiver, bounded};
use guihua::model::Document;
use guihua::tabulate::{Cell, Table, tabulate};
use guihua::{Lang, Options};

use self::keys::Keys;
use self::models::ModelFormat;
use self::sink::Sink;
use super::args::{Export, ExportFormat, ProgressName};
use super::batch;
use super::batch::pool::{self, Claim, End, Ended};
use super::batch::progress::Progress;
use super::batch::reader::{Input, Reader, Refusal};
use super::batch::record::{Status, Tally};
use super::fault;
use super::locale::Ui;
use super::outcome::Outcome;
use super::output::{Outputs, Target};
use super::task::Task;
use super::walk::{self, Found};
use super::{plain, signal};

/// A sink whose writer panics where it cannot write.
struct Guarded(Box<dyn Sink>);

impl Sink for Guarded {
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
    let output = args.output.as_path();
    let writing = || Task::Write(Some(plain::name(output)));
    let mut found = walk::walk(&args.inputs, Some(output))?;
    let targets = targets(args, &mut found, ui)?;
    let total = Some(found.len() as u64);
    let progress = if args.quiet { ProgressName::None } else { args.progress };
    let mut exporter = Exporter {
        sink: create(args, targets).with_context(writing)?,
        keys: Keys::default(),
        plans: 0,
        tally: Tally::default(),
        progress: Progress::new(progress, total, false, ui),
        quiet: args.quiet,
        error: None,
        ui,
    };
    let reader = Reader { options: args.reading.options()?, lang: ui.lang, max_bytes: args.costs.max_bytes };
    let options = Options { spans: false, lang: lang.unwrap_or_default() };
    let work = move |job: &Job, _: &Claim| job.read(&reader, options);
    let limits = batch::limits(batch::threads(args.jobs), args.costs.time());
    let end = pool::run(limits, &feed(found), &signal::interrupts(), Arc::new(work), &mut exporter);
    exporter.progress.finish(&exporter.tally);
    if let Some(error) = exporter.error {
        return Err(error.context(writing()));
    }
    if end == End::Interrupted {
        exporter.progress.say(ui.pick("已中断，没有写出任何文件", "interrupted: nothing was written"));
        return Ok(Outcome::Interrupted);
    }
    let (plans, tally, cut) = (exporter.plans, exporter.tally, exporter.sink.cut());
    if plans == 0 && tally.failed == 0 && !args.inputs.allow_empty {
        anyhow::bail!("{}", ui.pick(batch::NOTHING.0, batch::NOTHING.1));
    }
    exporter.sink.finish().with_context(writing)?;
    if !args.quiet {
        // Nobody is left to tell where standard error cannot be written.
        let _ = summarize(plans, &tally, cut, ui);
    }
    Ok(if tally.failed == 0 { Outcome::Done } else { Outcome::Unread })
}

/// Hands the inputs over, each with its size in bytes.
fn feed(found: Vec<Found>) -> Receiver<(Job, u64)> {
    let (jobs, receiver) = bounded(64);
    thread::spawn(move || {
        for found in found {
            let job = Job::new(found);
            let size = match job.read {
                // Models are read where their rows are written.
                Read::Models(_) => 0,
                Read::Plan(_) => fs::metadata(&job.path).map_or(0, |found| found.len()),
            };
            // Nobody listens after an interrupt.
            if jobs.send((job, size)).is_err() {
                return;
            }
        }
    });
    receiver
}

/// An input.
struct Job {
    path: PathBuf,
    /// Its path below the folder that was named.
    name: String,
    read: Read,
}

/// How an input is read.
enum Read {
    Models(ModelFormat),
    Plan(Input),
}

/// What came of an input.
enum Answer {
    /// It holds models, and they may be many.
    Models(ModelFormat),
    Documents(Vec<Document>),
    Refused(Refusal),
}

impl Job {
    fn new(found: Found) -> Self {
        let models = ModelFormat::of(&found.path).filter(|_| found.problem.is_none());
        let (path, name) = (found.path.clone(), found.name.clone());
        Self { read: models.map_or_else(|| Read::Plan(Input::of(found)), Read::Models), path, name }
    }

    /// This runs on the threads.
    fn read(&self, reader: &Reader, options: Options) -> Answer {
        match &self.read {
            Read::Models(format) => Answer::Models(*format),
            Read::Plan(input) => match reader.read(&self.path, input) {
                Ok(source) => {
                    let source = source.named(&*self.name);
                    Answer::Documents(guihua::parse_with(&source, &options).documents)
                }
                Err(refusal) => Answer::Refused(refusal),
            },
        }
    }
}

/// The files of the export: one, or one for each table.
fn targets(args: &Export, found: &mut Vec<Found>, ui: Ui) -> anyhow::Result<Vec<Target>> {
    let extension = match args.to {
        ExportFormat::Csv if args.delimiter == b'\t' => Some("tsv"),
        ExportFormat::Csv => Some("csv"),
        ExportFormat::Parquet => Some("parquet"),
        ExportFormat::Sqlite | ExportFormat::Xlsx => None,
    };
    let output = &args.output;
    let paths = match extension {
        Some(_) if walk::is_stdin(output) => {
            let zh = "这种格式每张表一个文件，请用 -o 给出目录";
            anyhow::bail!("{}", ui.pick(zh, "this format has a file for each table: name a folder with -o"));
        }
        Some(extension) => {
            fs::create_dir_all(output).with_context(|| Task::Write(Some(plain::name(output))))?;
            let path = |table: &Table| output.join(table.name()).with_extension(extension);
            Table::ALL.iter().map(path).collect()
        }
        None => vec![output.clone()],
    };
    let outputs = Outputs::new(paths.iter().map(|path| Some(path.as_path())), args.force.is_given)?;
    outputs.reads_all(found)?;
    if let Some(list) = &args.inputs.files_from {
        outputs.reads(list)?;
    }
    paths.iter().map(|path| outputs.open(Some(path))).collect()
}

fn create(args: &Export, targets: Vec<Target>) -> anyhow::Result<Box<dyn Sink>> {
    let mut files = targets.into_iter().map(Target::begin).collect::<Result<Vec<_>, _>>()?;
    Ok(match args.to {
        ExportFormat::Csv => Box::new(csv::Csv::create(files, args.delimiter)?),
        ExportFormat::Parquet => Box::new(parquet::Parquet::create(files)?),
        ExportFormat::Sqlite => Box::new(sqlite::Sqlite::create(files.swap_remove(0))?),
        ExportFormat::Xlsx => {
            let file = files.swap_remove(0);
            Box::new(Guarded(fault::foreseen(|| Ok(Box::new(xlsx::Xlsx::create(file)?)))?))
        }
    })
}

/// What went wrong with one input, or with all of the export.
enum Failure {
    Input(anyhow::Error),
    Output(anyhow::Error),
}

/// From inputs to rows, in the order of the inputs.
struct Exporter {
    sink: Box<dyn Sink>,
    keys: Keys,
    plans: u64,
    tally: Tally,
    progress: Progress,
    quiet: bool,
    /// Why no row can be written any more.
    error: Option<anyhow::Error>,
    ui: Ui,
}

impl pool::Sink<Job, Answer> for Exporter {
    fn deliver(&mut self, job: &Job, ended: Ended<Answer>) -> ControlFlow<()> {
        let reading = || Task::Read(Some(plain::name(&job.path)));
        let result = match ended {
            Ended::Done(Answer::Documents(documents)) => {
                documents.iter().try_for_each(|document| self.rows(document))
            }
            Ended::Done(Answer::Models(format)) => self.models(&job.path, format),
            Ended::Done(Answer::Refused(Refusal { status: Status::Skipped, trouble, .. })) => {
                self.tally.count(Status::Skipped, None);
                if !self.quiet {
                    let label = self.ui.pick("跳过", "skipped");
                    let line = format!("{label}: {}: {}", plain::name(&job.path), trouble.message);
                    self.progress.say(&plain::line(&line));
                }
                return ControlFlow::Continue(());
            }
            Ended::Done(Answer::Refused(refusal)) => {
                Err(Failure::Input(anyhow::Error::msg(refusal.trouble.message)))
            }
            Ended::Panicked(words) => {
                let label =
                    self.ui.pick("guihua 内部错误，请报告", "an internal error of guihua, please report it");
                Err(Failure::Input(anyhow::Error::msg(format!("{label}: {words}"))))
            }
            Ended::TimedOut => {
                let words = self.ui.pick("超过 --timeout 允许的时间", "takes longer than --timeout allows");
                Err(Failure::Input(anyhow::Error::msg(words)))
            }
            // After an interrupt nothing is written.
            Ended::Dropped => return ControlFlow::Continue(()),
        };
        match result {
            Ok(()) => self.tally.count(Status::Parsed, None),
            Err(Failure::Input(error)) => {
                self.tally.count(Status::Failed, None);
                let words = fault::words(&error.context(reading()), self.ui);
                self.progress.say(&fault::line(&words, self.ui));
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

impl Exporter {
    /// Writes the rows of the models in a file, one model at a time.
    fn models(&mut self, path: &Path, format: ModelFormat) -> Result<(), Failure> {
        let mut stopped = None;
        let result = models::read(path, format, |document| match self.rows(&document) {
            Err(Failure::Output(error)) => {
                stopped = Some(error);
                anyhow::bail!("the output cannot be written")
            }
            Err(Failure::Input(error)) => Err(error),
            Ok(()) => Ok(()),
        });
        match stopped {
            Some(error) => Err(Failure::Output(error)),
            None => result.map_err(Failure::Input),
        }
    }

    /// Writes the rows of a document, or none of them.
    fn rows(&mut self, document: &Document) -> Result<(), Failure> {
        self.keys.take(document).map_err(|conflict| Failure::Input(conflict.into()))?;
        tabulate(document, |table, row| self.sink.write(table, row)).map_err(Failure::Output)?;
        self.plans += 1;
        Ok(())
    }
}

fn summarize(plans: u64, tally: &Tally, cut: u64, ui: Ui) -> io::Result<()> {
    let (skipped, failed) = (tally.skipped, tally.failed);
    let mut stderr = io::stderr().lock();
    match ui.lang {
        Lang::Zh => write!(stderr, "已导出 {plans} 个规划")?,
        Lang::En => write!(stderr, "{plans} plans exported")?,
    }
    if skipped > 0 {
        match ui.lang {
            Lang::Zh => write!(stderr, "，跳过 {skipped} 个输入")?,
            Lang::En => write!(stderr, ", {skipped} inputs skipped")?,
        }
    }
    if failed > 0 {
        match ui.lang {
            Lang::Zh => write!(stderr, "，{failed} 个输入失败")?,
            Lang::En => write!(stderr, ", {failed} inputs failed")?,
        }
    }
    if cut > 0 {
        match ui.lang {
            Lang::Zh => write!(stderr, "；{cut} 个单元格超过 Excel 的 32767 字上限，末尾已截断为“…”")?,
            Lang::En => write!(stderr, "; {cut} cells exceed Excel's 32,767 characters and end in …")?,
        }
    }
    writeln!(stderr)
}
