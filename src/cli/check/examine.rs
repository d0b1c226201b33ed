//! One input, from its name to what is wrong with it. This runs on the threads.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;
use guihua::model::{Document, Lines, Severity};
use guihua::model_file::{self, Format};
use guihua::{Code, Lang, Options, Parsed, ReadOptions, Source, SourceSpan};

use super::config::Configs;
use super::selection::Selection;
use crate::cli::corrected::Corrector;
use crate::cli::input;
use crate::cli::locale::Ui;
use crate::cli::origin::{self, Origins};
use crate::cli::place::{Place, Places, Spot};
use crate::cli::plain;
use crate::cli::report::Columns;
use crate::cli::task::Task;
use crate::cli::walk::{self, Found, Problem};

/// What came of an input.
pub(super) enum Examined {
    /// In a folder: neither a plan nor a model.
    LeftOut,
    /// It was read.
    Checked(Box<Checked>),
    /// It could not be read, or not be judged.
    Unread(anyhow::Error),
}

/// A file that was read, and what is wrong with it.
pub(super) struct Checked {
    pub source: Source,
    pub findings: Vec<Finding>,
    /// How many models it holds whose source is not at hand.
    pub alone: usize,
}

/// Something to look at, in the words of the user.
pub(super) struct Finding {
    pub code: Code,
    /// The severity that the configuration gives it.
    pub severity: Severity,
    pub message: String,
    pub span: SourceSpan,
    /// Where `span` starts and ends.
    pub place: Range,
    /// The same as people look for it.
    pub at: Place,
    /// Other places of the file to compare it with.
    pub related: Vec<SourceSpan>,
    /// Those places as people look for them.
    pub related_at: Vec<Place>,
    /// How many more like it stand behind it and are not listed.
    pub more: u32,
    /// Where in a model, if the file is one.
    pub model: Option<ModelPlace>,
}

/// A place in a model.
pub(super) struct ModelPlace {
    /// `plan.indicators[3].values[1].comparator`; empty for the whole model.
    pub path: String,
    /// The text that the model was made from, if it is at hand, and the lines.
    pub origin: Option<(Arc<Source>, Lines)>,
}

impl Finding {
    /// How many findings it stands for.
    pub const fn count(&self) -> usize {
        self.more as usize + 1
    }

    /// What to do about it.
    pub fn help(&self, lang: Lang) -> &'static str {
        self.code.rule().documentation.help.pick(lang)
    }

    /// The text that is marked, in one line: what a finding is recognized by
    /// when lines have moved.
    pub fn text(&self, source: &Source) -> String {
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
pub(super) struct Range {
    pub start: (u32, u32),
    pub end: (u32, u32),
}

/// What looking at inputs takes; the same for all of them.
pub(super) struct Examiner {
    pub ui: Ui,
    pub reading: ReadOptions,
    pub selection: Selection,
    pub configs: Mutex<Configs>,
    /// The name that standard input is reported under.
    pub stdin_filename: Option<PathBuf>,
    /// Whether what is read in folders was chosen by its name.
    pub is_chosen: bool,
    /// How many bytes a file may have.
    pub max_bytes: Option<u64>,
    /// Whether the corrections beside the files are applied.
    pub corrector: Corrector,
}

impl Examiner {
    /// The name that an input is reported under.
    pub fn path(&self, found: &Found) -> PathBuf {
        let path = match &self.stdin_filename {
            Some(name) if walk::is_stdin(&found.path) => name,
            _ => &found.path,
        };
        // What is found in `.` is better told without it.
        path.strip_prefix(".").unwrap_or(path).to_path_buf()
    }

    /// Looks at one input.
    pub fn examine(&self, found: &Found) -> Examined {
        let path = self.path(found);
        // In a folder stands all kinds of things. One that cannot be listed may
        // hold plans.
        let is_wanted = found.named
            || self.is_chosen
            || walk::is_plan(&path)
            || matches!(found.problem, Some(Problem::Io(_) | Problem::Loop(_)));
        if !is_wanted {
            return Examined::LeftOut;
        }
        match self.try_examine(found, &path) {
            Ok(Some(checked)) => Examined::Checked(Box::new(checked)),
            Ok(None) => Examined::LeftOut,
            Err(error) => Examined::Unread(error),
        }
    }

    fn try_examine(&self, found: &Found, path: &Path) -> anyhow::Result<Option<Checked>> {
        let name = plain::name(path);
        let by_name = Format::from_path(&name);
        if let Some(problem) = &found.problem {
            return Err(problem.again()).with_context(|| Task::Read(Some(name)));
        }
        // A model is what its name says, or its text.
        let options =
            if by_name.is_some() { ReadOptions { format: None, ..self.reading } } else { self.reading };
        let source = input::read_as(&found.path, &name, options, self.max_bytes)?;
        let by_text = || Format::of_text(source.text()).filter(|_| self.reading.format.is_none());
        let format = by_name.or_else(by_text);
        if source.text().trim().is_empty() {
            let empty = self.ui.pick("空文件", "an empty file");
            return if found.named {
                Err(anyhow::anyhow!("{empty}").context(Task::Read(Some(name))))
            } else {
                Ok(None)
            };
        }
        let settings = {
            // Whoever panicked with it left nothing half done in a cache.
            let mut configs = self.configs.lock().unwrap_or_else(PoisonError::into_inner);
            configs.settings_for(path, &self.selection)?
        };
        let mut alone = 0;
        let mut findings = if let Some(format) = format {
            // Where findings are too many to be listed, no model is looked into.
            let is_too_much = |finding: &model_file::Finding| finding.more > 0;
            let (report, models) = model_file::read_unless(&source, format, is_too_much)
                .unwrap_or_else(|report| (report, Vec::new()));
            // A file of another kind in a folder is nobody's model.
            if !found.named
                && report.documents.iter().all(|document| !document.is_model)
                && is_readable(&report)
                && Format::of_text(source.text()).is_none()
            {
                return Ok(None);
            }
            let mut origins = Origins::new(path, self.corrector);
            let mut findings = model_findings(&source, &report, &mut origins, self.ui.lang);
            findings.extend(remaining(&models, &report, &mut origins, self.ui.lang));
            let is_alone = |info: &&model_file::DocumentInfo| info.is_model && origins.of(info).is_none();
            alone = report.documents.iter().filter(is_alone).count();
            findings.extend(damage(&source, self.ui.lang));
            findings.sort_by_key(|finding| finding.span);
            findings
        } else {
            let checked = self.corrector.check(&found.path, &source, Options::default())?;
            text_findings(&source, checked, self.ui.lang)
        };
        findings.retain_mut(|finding| match settings.severity(finding.code) {
            Some(severity) => {
                finding.severity = severity;
                true
            }
            None => false,
        });
        find_places(&source, &mut findings);
        Ok(Some(Checked { source, findings, alone }))
    }
}

/// Fills in where findings start and end.
pub(super) fn find_places(source: &Source, findings: &mut [Finding]) {
    let mut columns = Columns::default();
    for finding in findings {
        finding.place = place(source, finding.span, &mut columns);
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

fn text_findings(source: &Source, checked: Parsed, lang: Lang) -> Vec<Finding> {
    let places = Places::new(&checked.documents, Some(source), lang);
    let found = checked.diagnostics.into_iter();
    found
        .map(|found| Finding {
            at: places.of(source.lines().line(found.span.start)),
            code: found.code,
            severity: found.code.rule().severity,
            message: found.message(lang),
            span: found.span,
            more: found.more,
            place: Range::default(),
            related_at: found.related.iter().map(|span| places.of(source.lines().line(span.start))).collect(),
            related: found.related,
            model: None,
        })
        .collect()
}

/// What decoding has found: bytes that the encoding does not explain.
pub(super) fn damage(source: &Source, lang: Lang) -> impl Iterator<Item = Finding> {
    source.diagnostics().iter().map(move |found| Finding {
        at: Place { spot: Spot::Line(source.lines().line(found.span.start)), ..Place::default() },
        code: found.code,
        severity: found.code.rule().severity,
        message: found.message(lang),
        span: found.span,
        more: found.more,
        place: Range::default(),
        related: Vec::new(),
        related_at: Vec::new(),
        model: None,
    })
}

pub(super) fn model_findings(
    source: &Source,
    report: &model_file::Report,
    origins: &mut Origins<'_>,
    lang: Lang,
) -> Vec<Finding> {
    let found = report.findings.iter();
    found
        .map(|found| {
            let lines = found.lines.zip(report.documents.get(found.document));
            let origin = lines.and_then(|(lines, info)| Some((origins.of(info)?.source.clone(), lines)));
            let line = source.lines().line(found.span.start);
            Finding {
                at: Place { spot: Spot::Line(line), ..Place::default() },
                code: found.code(),
                severity: found.code().rule().severity,
                message: found.message(lang),
                span: found.span,
                more: found.more,
                place: Range::default(),
                related: Vec::new(),
                related_at: Vec::new(),
                model: Some(ModelPlace { path: found.path.clone(), origin }),
            }
        })
        .collect()
}

/// What remains to be looked at in the models of a file, as exports tell it.
fn remaining(
    models: &[Option<Document>],
    report: &model_file::Report,
    origins: &mut Origins<'_>,
    lang: Lang,
) -> Vec<Finding> {
    let read = || models.iter().zip(&report.documents).enumerate();
    let read = || read().filter_map(|(at, (model, info))| Some((at, model.as_ref()?, info)));
    let documents: Vec<&Document> = read().map(|(_, model, _)| model).collect();
    let infos: Vec<_> = read().map(|(.., info)| info).collect();
    let texts: Vec<_> = infos.iter().map(|info| origins.of(info)).collect();
    let found = origin::remaining(&documents, &infos, origins, lang);
    let mut findings = Vec::new();
    for (((number, ..), found), text) in read().zip(found).zip(texts) {
        // The only model of a file is its top.
        let top = if models.len() > 1 { format!("[{number}]") } else { String::new() };
        findings.extend(found.into_iter().map(|found| {
            let dot = if top.is_empty() || found.path.is_empty() { "" } else { "." };
            let spot = match found.place.spot {
                Spot::Line(line) => Spot::SourceLine(line),
                spot => spot,
            };
            Finding {
                at: Place { spot, ..found.place },
                code: found.code,
                severity: found.code.rule().severity,
                message: found.message,
                span: found.span,
                more: 0,
                place: Range::default(),
                related: Vec::new(),
                related_at: Vec::new(),
                model: Some(ModelPlace {
                    path: format!("{top}{dot}{}", found.path),
                    origin: text.as_ref().map(|text| (text.source.clone(), found.lines)),
                }),
            }
        }));
    }
    findings
}
