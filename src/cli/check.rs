//! `guihua check`: reads every input, finds what is wrong with it, and says so
//! in the format asked for.
//!
//! [`examine`] makes one input into its findings, on the threads of the pool;
//! they come back in the order of the inputs, so what is written does not
//! depend on how many threads there are.

pub mod baseline;
pub mod config;
mod examine;
mod format;
mod github;
mod human;
mod json;
mod junit;
mod sarif;
pub mod selection;
mod told;

use std::collections::HashSet;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, Mutex};

use crossbeam_channel::{Receiver, never};
use guihua::Lang;
use guihua::model::Severity;

use self::baseline::Baseline;
use self::config::Configs;
use self::examine::{Examined, Examiner};
use self::format::Reporter;
use self::told::{FileReport, Totals};
use super::args::check::{Check, OutputFormat};
use super::batch::pool::{self, Claim, Ended, Limits, Sink};
use super::batch::{self, NOTHING};
use super::corrected::Corrector;
use super::deadline::TOO_LONG;
use super::ending::{self, Ending};
use super::fault;
use super::fix;
use super::locale::Ui;
#[cfg(feature = "export")]
use super::origin::Origins;
use super::ours;
use super::outcome::Outcome;
use super::output::{Outputs, Target};
use super::plain;
use super::report::Page;
use super::task::Task;
use super::walk::{self, Found};

/// Sources that are under way at once, in bytes for each thread. What is found
/// in them takes less.
const BYTES: u64 = 8 * 1024 * 1024;

/// The same in files, for each thread.
const FILES: usize = 256;

/// Where people would have to type the plan, and were not told so.
const NO_FILE: (&str, &str) = (
    "没有给出文件。写上文件或目录的名字，或用“-”从终端输入",
    "no file given; name files or folders, or use `-` to type the text",
);

/// Runs the subcommand.
///
/// # Errors
///
/// Wrong usage, and output that cannot be written. A file that cannot be read
/// is told and does not hide the others.
pub fn run(args: &Check, ui: Ui) -> anyhow::Result<Outcome> {
    let format = args.format(ui)?;
    let examiner = Examiner {
        ui,
        reading: args.reading.options()?,
        selection: args.selection(ui)?,
        configs: Mutex::new(Configs::new(args.config.as_deref(), args.no_config, ui)?),
        stdin_filename: args.stdin_filename.clone(),
        is_chosen: !args.inputs.include.is_empty(),
        max_bytes: args.costs.max_bytes,
        corrector: Corrector { is_wanted: !args.inputs.no_corrections },
    };
    ending::lines_fit("--write-baseline", args.write_baseline.as_deref(), &[Ending::Json], ui)?;
    let baseline = args.baseline.as_deref().map(|path| Baseline::read(path, ui)).transpose()?;
    if args.inputs.files.is_empty() && args.inputs.files_from.is_none() && io::stdin().is_terminal() {
        anyhow::bail!("{}", ui.pick(NO_FILE.0, NO_FILE.1));
    }
    let outputs =
        Outputs::new([args.output.target(), args.write_baseline.as_deref()], args.output.force.is_given)?;
    let mut found = walk::walk(&args.inputs, None)?;
    let told;
    (found, told) = ours::sort_out(found, false, ui);
    let screen = Page::new(ui.lang, false, ui.columns_on_stderr()).on_screen();
    let mut rows = 0;
    for line in told {
        rows += screen.rows(&line);
        // Nobody is left to tell where standard error cannot be written.
        let _ = writeln!(io::stderr(), "{line}");
    }
    outputs.reads_all(&mut found)?;
    for path in [&args.inputs.files_from, &args.config, &args.baseline].into_iter().flatten() {
        outputs.reads(path)?;
    }
    if args.fix {
        // What programs read is told whole, but for what is written beside a file.
        let is_read = format != OutputFormat::Human && args.output.target().is_none();
        let all = args.all || is_read && !io::stderr().is_terminal();
        rows += fix::fix(&found, args.reading.options()?, args.costs.max_bytes, all, ui)?;
    }
    let mut checker = Checker {
        args,
        ui,
        examiner: Arc::new(examiner),
        baseline,
        totals: Totals::default(),
        is_complete: false,
        written: None,
        told: HashSet::new(),
        rows: (!args.all).then_some(rows),
        counts_untold: format != OutputFormat::Human || args.output.target().is_some(),
    };
    if let Some(path) = &args.write_baseline {
        let target = outputs.open_own(Some(path), &Baseline::is_one)?;
        return checker.write_baseline(path, target, found);
    }
    let target = outputs.open(args.output.target())?;
    let page = if target.is_stdout() {
        Page::new(ui.lang, ui.color_on_stdout(), ui.columns_on_stdout())
    } else {
        Page::new(ui.lang, false, None)
    };
    let fail_on = args.fail_on.severity();
    let is_seen = target.is_stdout();
    let detail = human::Detail { all: args.all, explain: args.explain };
    let file = target.file();
    target.write(|writer| {
        let mut reporter: Box<dyn Reporter> = match format {
            OutputFormat::Human => Box::new(human::Human::new(page, detail, is_seen)),
            OutputFormat::Json => Box::new(json::Json::new(ui.lang)),
            OutputFormat::Ndjson => Box::new(json::Ndjson::new(ui.lang)),
            OutputFormat::Github => Box::new(github::Github::new(ui.lang)),
            OutputFormat::Sarif => Box::new(sarif::Sarif::new(ui.lang)),
            OutputFormat::Junit => Box::new(junit::Junit::new(ui.lang, fail_on)),
        };
        checker.report_all(found, &mut *reporter, writer)
    })?;
    super::told::written(file.as_deref(), ui);
    Ok(checker.outcome())
}

/// What keeps a file from being taken for a model, in the words of `check` on so many rows,
/// and how many errors that are.
#[cfg(feature = "export")]
pub fn words_of_model(
    source: &guihua::Source,
    report: &guihua::model_file::Report,
    origins: &mut Origins<'_>,
    settings: &selection::Settings,
    rows: usize,
    ui: Ui,
) -> (usize, String) {
    words_of(source, examine::model_findings(source, report, origins, ui.lang), settings, rows, ui)
}

/// The same of bytes that could not be decoded; nothing where there are none.
#[cfg(feature = "export")]
pub fn words_of_damage(
    source: &guihua::Source,
    settings: &selection::Settings,
    rows: usize,
    ui: Ui,
) -> Option<(usize, String)> {
    let (count, words) = words_of(source, examine::damage(source, ui.lang).collect(), settings, rows, ui);
    (count > 0).then_some((count, words))
}

#[cfg(feature = "export")]
fn words_of(
    source: &guihua::Source,
    mut findings: Vec<examine::Finding>,
    settings: &selection::Settings,
    rows: usize,
    ui: Ui,
) -> (usize, String) {
    findings.retain_mut(|finding| match settings.severity(finding.code) {
        Some(severity) => {
            finding.severity = severity;
            severity == Severity::Error
        }
        None => false,
    });
    examine::find_places(source, &mut findings);
    let page = Page::new(ui.lang, ui.color_on_stderr(), ui.columns_on_stderr());
    let human = human::Human::new(page, human::Detail { all: false, explain: false }, false);
    let count = findings.iter().map(examine::Finding::count).sum();
    let report = FileReport {
        path: source.path().to_owned(),
        result: Ok(examine::Checked { source: source.clone(), findings, alone: 0 }),
    };
    (count, human.words(&report, rows))
}

/// Takes what was found, in the order of the inputs.
struct Checker<'a> {
    args: &'a Check,
    ui: Ui,
    examiner: Arc<Examiner>,
    baseline: Option<Baseline>,
    totals: Totals,
    /// Whether all inputs were looked at: a reader of the report may have gone away.
    is_complete: bool,
    /// The baseline that is to be written.
    written: Option<Baseline>,
    /// What has been told on standard error: one configuration is bad for many files.
    told: HashSet<String>,
    /// The rows of the screen that are filled with what stands on standard error, where no more
    /// than a screen is to be.
    rows: Option<usize>,
    /// Whether standard error says how much had no room, which else the report does.
    counts_untold: bool,
}

/// So many rows are filled up to what could not be read.
const UNREAD_ROWS: usize = 11;

impl Checker<'_> {
    fn report_all(
        &mut self,
        found: Vec<Found>,
        reporter: &mut dyn Reporter,
        writer: &mut dyn Write,
    ) -> io::Result<()> {
        reporter.begin(writer)?;
        self.examine_all(found, &mut |report| reporter.file(report, writer))?;
        self.is_complete = true;
        let page = Page::new(self.ui.lang, false, self.ui.columns_on_stderr());
        let stale = self.baseline.as_ref().map(|list| list.stale(self.args.all, page, self.ui));
        let stale = stale.unwrap_or_default();
        let below: usize = stale.iter().map(|line| page.on_screen().rows(line)).sum();
        self.totals.rows = self.rows.unwrap_or_default() + below;
        reporter.end(&self.totals, writer)?;
        if self.counts_untold {
            self.tell_untold();
        }
        for line in stale {
            // Nobody is left to tell where standard error cannot be written.
            let _ = writeln!(io::stderr(), "{line}");
        }
        Ok(())
    }

    /// How many files could not be read of which nothing was said.
    fn tell_untold(&self) {
        let (unread, untold) = (self.totals.unread, self.totals.untold);
        if untold > 0 {
            let line = match self.ui.lang {
                Lang::Zh => format!("{unread} 个没有读成（其中 {untold} 个用 --all 列出）"),
                Lang::En => format!("{unread} not read ({untold} of them: see --all)"),
            };
            // Nobody is left to tell where standard error cannot be written.
            let _ = writeln!(io::stderr(), "{line}");
        }
    }

    fn write_baseline(&mut self, path: &Path, target: Target, found: Vec<Found>) -> anyhow::Result<Outcome> {
        self.written = Some(Baseline::new(path)?);
        self.examine_all(found, &mut |_| Ok(()))?;
        // A list with a gap would hide what is new from the one who fills it.
        if self.totals.unread > 0 {
            let ui = self.ui;
            self.tell_untold();
            let message = ui
                .pick("有文件没有读成，没有写基线", "no baseline was written, since not all files were read");
            anyhow::bail!("{message}");
        }
        if let Some(baseline) = &self.written {
            if self.totals.files == 0 && !self.args.inputs.allow_empty {
                anyhow::bail!("{}", self.ui.pick(NOTHING.0, NOTHING.1));
            }
            baseline.write(target)?;
            baseline.tell_written(path, self.ui);
        }
        Ok(Outcome::Done)
    }

    /// Lets the threads look at all inputs, and `write` have the reports.
    fn examine_all(
        &mut self,
        found: Vec<Found>,
        write: &mut dyn FnMut(&FileReport) -> io::Result<()>,
    ) -> io::Result<()> {
        let threads = batch::threads(self.args.jobs).min(found.len().max(1));
        let limits = Limits {
            threads,
            jobs: threads * FILES,
            bytes: threads as u64 * BYTES,
            timeout: self.args.costs.time(),
        };
        let examiner = Arc::clone(&self.examiner);
        let mut desk = Desk { checker: self, write, result: Ok(()) };
        pool::run(
            limits,
            &feed(found),
            // An interrupt ends the process.
            &never(),
            Arc::new(move |found: &Found, _: &Claim| examiner.examine(found)),
            &mut desk,
        );
        desk.result
    }

    /// What is to be reported of an input; `None` where it is nothing to look at.
    fn report(&mut self, found: &Found, examined: Examined) -> Option<FileReport> {
        let path = self.examiner.path(found);
        let name = plain::name(&path);
        let result = match examined {
            Examined::LeftOut => {
                self.totals.left_out += 1;
                return None;
            }
            Examined::Unread(error) => {
                let message = fault::words(&error, self.ui);
                let page = Page::new(self.ui.lang, false, self.ui.columns_on_stderr()).on_screen();
                let rows = page.rows(&format!("{}: {message}", self.ui.pick("错误", "error")));
                let has_room = self.rows.is_none_or(|filled| filled == 0 || filled + rows <= UNREAD_ROWS);
                if !self.told.contains(&message) && has_room {
                    fault::print(&error, self.ui);
                    self.rows = self.rows.map(|filled| filled + rows);
                } else if !has_room {
                    self.totals.untold += 1;
                }
                self.told.insert(message.clone());
                Err(message)
            }
            Examined::Checked(mut checked) => {
                if let Some(written) = &mut self.written {
                    written.add(&path, &checked.source, &checked.findings);
                }
                if let Some(baseline) = &mut self.baseline {
                    baseline.retain_new(&path, &checked.source, &mut checked.findings);
                }
                Ok(*checked)
            }
        };
        let report = FileReport { path: name, result };
        self.totals.add(&report);
        Some(report)
    }

    fn outcome(&self) -> Outcome {
        if self.totals.unread > 0 {
            return Outcome::Unread;
        }
        if self.is_complete && self.totals.files == 0 && !self.args.inputs.allow_empty {
            fault::print(&anyhow::anyhow!("{}", self.ui.pick(NOTHING.0, NOTHING.1)), self.ui);
            return Outcome::Unread;
        }
        let least = self.args.fail_on.severity();
        let all = [Severity::Error, Severity::Warning, Severity::Info];
        let fails = |severity: &Severity| {
            least.is_some_and(|least| *severity >= least) && self.totals.count(*severity) > 0
        };
        if all.iter().any(fails) { Outcome::Findings } else { Outcome::Done }
    }
}

/// The end of the pool where reports come out.
struct Desk<'a, 'b> {
    checker: &'a mut Checker<'b>,
    write: &'a mut dyn FnMut(&FileReport) -> io::Result<()>,
    result: io::Result<()>,
}

impl Sink<Found, Examined> for Desk<'_, '_> {
    fn deliver(&mut self, found: &Found, ended: Ended<Examined>) -> ControlFlow<()> {
        let ui = self.checker.ui;
        let examined = match ended {
            Ended::Done(examined) => examined,
            Ended::Panicked(words) => {
                let message =
                    ui.pick("guihua 内部错误，请报告：", "an internal error of guihua, please report it: ");
                let name = plain::name(&self.checker.examiner.path(found));
                Examined::Unread(anyhow::anyhow!("{message}{words}").context(Task::Read(Some(name))))
            }
            Ended::TimedOut => {
                let message = ui.pick(TOO_LONG.0, TOO_LONG.1);
                let name = plain::name(&self.checker.examiner.path(found));
                Examined::Unread(anyhow::anyhow!("{message}").context(Task::Read(Some(name))))
            }
            // There is no interrupt.
            Ended::Dropped => return ControlFlow::Continue(()),
        };
        if let Some(report) = self.checker.report(found, examined) {
            self.result = (self.write)(&report);
        }
        if self.result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

/// Hands the inputs over, each with its size in bytes.
fn feed(found: Vec<Found>) -> Receiver<(Found, u64)> {
    pool::feed(found.into_iter().map(|found| {
        let size = fs::metadata(&found.path).map_or(0, |found| found.len());
        (found, size)
    }))
}
