//! `guihua check`: reads every input, finds what is wrong with it, and says so
//! in the format asked for. One file is in memory at a time.

pub mod baseline;
pub mod config;
mod format;
mod github;
mod human;
mod json;
mod junit;
mod sarif;
pub mod selection;

use std::collections::HashSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use guihua::model::{Lines, Severity};
use guihua::model_file::{self, Format};
use guihua::{Code, Lang, ReadOptions, Source, SourceSpan};

use self::baseline::Baseline;
use self::config::Configs;
use self::format::Reporter;
use super::args::check::{Check, OutputFormat};
use super::fault::Task;
use super::locale::Ui;
use super::report::{Columns, Page};
use super::run::Outcome;
use super::walk::{self, Found, Problem};
use super::{fault, input, output};

/// A file that was looked at, or why it could not be.
struct FileReport {
    /// The path as given.
    path: String,
    /// What was found, or a message.
    result: Result<Checked, String>,
}

/// A file that was read, and what is wrong with it.
struct Checked {
    source: Source,
    findings: Vec<Finding>,
}

/// Something to look at, in the words of the user.
struct Finding {
    code: Code,
    /// The severity that the configuration gives it.
    severity: Severity,
    message: String,
    span: SourceSpan,
    /// Where `span` starts and ends.
    place: Range,
    /// Other places of the file to compare it with.
    related: Vec<SourceSpan>,
    /// Where in a model, if the file is one.
    model: Option<ModelPlace>,
}

/// A place in a model.
struct ModelPlace {
    /// `plan.indicators[3].values[1].comparator`; empty for the whole model.
    path: String,
    /// The text that the model was made from, if it is at hand, and the lines.
    origin: Option<(std::rc::Rc<Source>, Lines)>,
}

impl Finding {
    /// What to do about it.
    fn help(&self, lang: Lang) -> &'static str {
        self.code.rule().documentation.help.pick(lang)
    }

    /// The text that is marked, in one line: what a finding is recognized by
    /// when lines have moved.
    fn text(&self, source: &Source) -> String {
        /// Enough to tell one from another.
        const LENGTH: usize = 80;
        let marked = self.span.of(source.text());
        let line = source.lines().line_span(source.lines().line(self.span.start)).of(source.text());
        let text = if marked.trim().is_empty() { line } else { marked };
        // A line may be a whole file.
        let end = text.char_indices().nth(4 * LENGTH).map_or(text.len(), |(at, _)| at);
        let mut text: String = text[..end].split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((at, _)) = text.char_indices().nth(LENGTH) {
            text.truncate(at);
        }
        text
    }
}

/// Lines and columns of the start and the end, which is not included; both
/// 1-based, columns in characters.
#[derive(Clone, Copy, Default)]
struct Range {
    start: (u32, u32),
    end: (u32, u32),
}

/// How many of what.
#[derive(Clone, Copy, Default)]
struct Totals {
    /// Files that were looked at.
    files: usize,
    /// Of those, files with findings.
    with_findings: usize,
    /// Files that could not be read.
    unread: usize,
    /// Files in folders that are neither plans nor models.
    left_out: usize,
    /// Findings by severity, in the order of [`Severity`].
    findings: [usize; 3],
}

impl Totals {
    fn count(&self, severity: Severity) -> usize {
        self.findings[severity as usize]
    }

    fn add(&mut self, report: &FileReport) {
        match &report.result {
            Ok(checked) => {
                self.files += 1;
                self.with_findings += usize::from(!checked.findings.is_empty());
                for finding in &checked.findings {
                    self.findings[finding.severity as usize] += 1;
                }
            }
            Err(_) => self.unread += 1,
        }
    }
}

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
    let reading = args.reading.options()?;
    let selection = args.selection(ui)?;
    let configs = Configs::new(args.config.as_deref(), args.no_config, ui)?;
    let baseline = args.baseline.as_deref().map(|path| Baseline::read(path, ui)).transpose()?;
    if args.inputs.files.is_empty() && args.inputs.files_from.is_none() && io::stdin().is_terminal() {
        anyhow::bail!("{}", ui.pick(NO_FILE.0, NO_FILE.1));
    }
    let found = walk::walk(&args.inputs, None)?;
    let mut checker = Checker {
        args,
        ui,
        reading,
        selection,
        configs,
        baseline,
        totals: Totals::default(),
        written: None,
        told: HashSet::new(),
    };
    if let Some(path) = &args.write_baseline {
        return checker.write_baseline(path, found);
    }
    let page = match args.output.target() {
        Some(_) => Page::new(ui.lang, false, None),
        None => Page::new(ui.lang, ui.color_on_stdout(), ui.columns_on_stdout()),
    };
    let fail_on = args.fail_on.severity();
    output::write(args.output.target(), |writer| {
        let mut reporter: Box<dyn Reporter> = match args.output_format {
            OutputFormat::Human => Box::new(human::Human::new(page)),
            OutputFormat::Json => Box::new(json::Json::new(ui.lang)),
            OutputFormat::Ndjson => Box::new(json::Ndjson::new(ui.lang)),
            OutputFormat::Github => Box::new(github::Github::new(ui.lang)),
            OutputFormat::Sarif => Box::new(sarif::Sarif::new(ui.lang)),
            OutputFormat::Junit => Box::new(junit::Junit::new(ui.lang, fail_on)),
        };
        checker.report_all(found, &mut *reporter, writer)
    })?;
    Ok(checker.outcome())
}

/// Everything that checking a file needs.
struct Checker<'a> {
    args: &'a Check,
    ui: Ui,
    reading: ReadOptions,
    selection: selection::Selection,
    configs: Configs,
    baseline: Option<Baseline>,
    totals: Totals,
    /// The baseline that is to be written.
    written: Option<Baseline>,
    /// What has been told on standard error: one configuration is bad for many files.
    told: HashSet<String>,
}

impl Checker<'_> {
    fn report_all(
        &mut self,
        found: Vec<Found>,
        reporter: &mut dyn Reporter,
        writer: &mut dyn Write,
    ) -> io::Result<()> {
        reporter.begin(writer)?;
        for found in found {
            if let Some(report) = self.check(found) {
                self.totals.add(&report);
                reporter.file(&report, writer)?;
            }
        }
        reporter.end(&self.totals, writer)?;
        if let Some(baseline) = &self.baseline {
            baseline.tell_stale(self.ui);
        }
        Ok(())
    }

    fn write_baseline(&mut self, path: &Path, found: Vec<Found>) -> anyhow::Result<Outcome> {
        self.written = Some(Baseline::new(path)?);
        for found in found {
            if let Some(report) = self.check(found) {
                self.totals.add(&report);
            }
        }
        // A list with a gap would hide what is new from the one who fills it.
        if self.totals.unread > 0 {
            let ui = self.ui;
            let message = ui
                .pick("有文件没有读成，没有写基线", "no baseline was written, since not all files were read");
            anyhow::bail!("{message}");
        }
        if let Some(baseline) = &self.written {
            baseline.write(path)?;
            baseline.tell_written(path, self.ui);
        }
        Ok(Outcome::Done)
    }

    fn outcome(&self) -> Outcome {
        if self.totals.unread > 0 {
            return Outcome::Unread;
        }
        let least = self.args.fail_on.severity();
        let all = [Severity::Error, Severity::Warning, Severity::Info];
        let fails = |severity: &Severity| {
            least.is_some_and(|least| *severity >= least) && self.totals.count(*severity) > 0
        };
        if all.iter().any(fails) { Outcome::Findings } else { Outcome::Done }
    }

    /// Looks at one input; `None` where it is nothing to look at.
    fn check(&mut self, found: Found) -> Option<FileReport> {
        let is_stdin = walk::is_stdin(&found.path);
        let path = match &self.args.stdin_filename {
            Some(name) if is_stdin => name.clone(),
            _ => found.path.clone(),
        };
        // What is found in `.` is better told without it.
        let path = path.strip_prefix(".").map(Path::to_path_buf).unwrap_or(path);
        let name = path.to_string_lossy().into_owned();
        let format = Format::from_path(&name);
        // In a folder stands all kinds of things. One that cannot be listed may
        // hold plans.
        let is_wanted = found.named
            || !self.args.inputs.include.is_empty()
            || is_plan(&path)
            || matches!(found.problem, Some(Problem::Io(_) | Problem::Loop(_)));
        if !is_wanted {
            self.totals.left_out += 1;
            return None;
        }
        let read = || match found.problem {
            Some(problem) => Err(problem).with_context(|| Task::Read(Some(name.clone()))),
            // A model is what its name says.
            None if format.is_some() => {
                input::read_as(&found.path, &name, ReadOptions { format: None, ..self.reading })
            }
            None => input::read_as(&found.path, &name, self.reading),
        };
        let result = read().and_then(|source| {
            let settings = self.configs.settings_for(&path, &self.selection)?;
            Ok((source, settings))
        });
        let (source, settings) = match result {
            Ok(result) => result,
            Err(error) => {
                let message = fault::words(&error, self.ui);
                if self.told.insert(message.clone()) {
                    fault::print(&error, self.ui);
                }
                return Some(FileReport { path: name, result: Err(message) });
            }
        };
        let mut findings = match format {
            Some(format) => {
                let report = model_file::check(&source, format);
                // A file of another kind in a folder is nobody's model.
                if !found.named
                    && report.documents.iter().all(|document| !document.is_model)
                    && is_readable(&report)
                {
                    self.totals.left_out += 1;
                    return None;
                }
                model_findings(&report, &path, self.ui.lang)
            }
            None => text_findings(&source, self.ui.lang),
        };
        findings.retain_mut(|finding| match settings.severity(finding.code) {
            Some(severity) => {
                finding.severity = severity;
                true
            }
            None => false,
        });
        let mut columns = Columns::default();
        for finding in &mut findings {
            finding.place = place(&source, finding.span, &mut columns);
        }
        if let Some(written) = &mut self.written {
            written.add(&path, &source, &findings);
        }
        if let Some(baseline) = &mut self.baseline {
            baseline.retain_new(&path, &source, &mut findings);
        }
        Some(FileReport { path: name, result: Ok(Checked { source, findings }) })
    }
}

/// Where `span` starts and ends. Spans are asked for in order.
fn place(source: &Source, span: SourceSpan, columns: &mut Columns) -> Range {
    let start = columns.find(source, span.start);
    let last = source.lines().line(span.end.saturating_sub(1).max(span.start));
    // What the span has of its last line.
    let from = if last == start.0 { span.start } else { source.lines().line_span(last).start };
    let length = SourceSpan::new(from, span.end.max(from)).of(source.text()).chars().count() as u32;
    let column = if last == start.0 { start.1 } else { 1 };
    Range { start, end: (last, column.saturating_add(length)) }
}

/// Whether the file could be read as YAML or JSON.
fn is_readable(report: &model_file::Report) -> bool {
    report.findings.iter().all(|finding| finding.code() != Code::ModelSyntax)
}

/// Whether a file in a folder may be a plan or a model, by its ending.
fn is_plan(path: &Path) -> bool {
    const ENDINGS: &[&str] = &[
        "txt", "text", "md", "markdown", "htm", "html", "docx", "pdf", "yaml", "yml", "json", "ndjson",
        "jsonl",
    ];
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

fn text_findings(source: &Source, lang: Lang) -> Vec<Finding> {
    let found = guihua::check(source).diagnostics.into_iter();
    found
        .map(|found| Finding {
            code: found.code,
            severity: found.code.rule().severity,
            message: found.message(lang),
            span: found.span,
            place: Range::default(),
            related: found.related,
            model: None,
        })
        .collect()
}

fn model_findings(report: &model_file::Report, path: &Path, lang: Lang) -> Vec<Finding> {
    // The sources that findings need, each read once.
    let wanted: HashSet<usize> = report
        .findings
        .iter()
        .filter(|finding| finding.lines.is_some())
        .map(|finding| finding.document)
        .collect();
    let origins: Vec<_> = report
        .documents
        .iter()
        .enumerate()
        .map(|(at, info)| wanted.contains(&at).then(|| origin(info, path)).flatten().map(std::rc::Rc::new))
        .collect();
    let found = report.findings.iter();
    found
        .map(|found| {
            let origin = origins.get(found.document).cloned().flatten();
            Finding {
                code: found.code(),
                severity: found.code().rule().severity,
                message: found.message(lang),
                span: found.span,
                place: Range::default(),
                related: Vec::new(),
                model: Some(ModelPlace { path: found.path.clone(), origin: origin.zip(found.lines) }),
            }
        })
        .collect()
}

/// The path from the root, without `..`: what folders are compared by.
fn absolute(path: &Path) -> io::Result<PathBuf> {
    let mut absolute = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        if part == std::path::Component::ParentDir {
            absolute.pop();
        } else {
            absolute.push(part);
        }
    }
    Ok(absolute)
}

/// The text that a model was made from: found beside the model or from the
/// working directory, and still the same.
fn origin(info: &model_file::DocumentInfo, model: &Path) -> Option<Source> {
    let (path, sha256) = (info.source_path.as_deref()?, info.source_sha256.as_deref()?);
    let beside = model.parent().unwrap_or(Path::new("")).join(path);
    [beside, PathBuf::from(path)].into_iter().find_map(|file| {
        // No pipe, and nothing without an end.
        file.metadata().ok().filter(std::fs::Metadata::is_file)?;
        let source = input::read_as(&file, &file.to_string_lossy(), ReadOptions::default()).ok()?;
        (source.sha256() == sha256).then_some(source)
    })
}
