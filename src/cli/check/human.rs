//! For people: a line for each rule that found something, as many as fit on a
//! screen; each finding with its line where that is wanted.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use guihua::model::{Lines, Severity};
use guihua::{Code, Lang, Source, SourceSpan};

use super::examine::Finding;
use super::format::Reporter;
use super::told::{FileReport, Totals};
use crate::cli::grouped::{self, Line};
use crate::cli::report::{Entry, Page, Spot, summary, write_entry};
use crate::cli::{as_read, place, plain};

/// How much people want to read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Detail {
    /// Every finding with its line and what to do about it.
    pub all: bool,
    /// What to do, below each rule.
    pub explain: bool,
}

/// The rows of a screen, but for the one where the next command is typed.
const SCREEN: usize = 23;

/// However much stands above, so many are filled.
const LEAST: usize = 9;

/// So many files are told one by one, rule by rule; of more, how many findings.
const FILES: usize = 3;

/// So many errors of a model file are shown with their lines, which say best what
/// is to be typed.
const SHOWN: usize = 5;

pub(super) struct Human {
    page: Page,
    detail: Detail,
    /// Whether it is read below what stands on standard error.
    is_seen: bool,
    files: Vec<FileLines>,
    /// The findings of all files by rule.
    rules: BTreeMap<(Reverse<Severity>, Code), usize>,
}

/// What was found in a file.
struct FileLines {
    path: String,
    counts: String,
    /// How many errors and warnings, to put the worst first.
    weight: (usize, usize),
    /// Errors of a model file with their lines, as many as may be shown.
    shown: Vec<String>,
    /// The findings rule by rule, without the first of these: none, one, …
    lines: Vec<Vec<Line>>,
}

impl FileLines {
    /// How many errors are shown with their lines on so many rows: all rows are theirs where
    /// the rules have room beside them, else half of them.
    fn shown_on(&self, rows: usize, page: Page) -> usize {
        let height = |count: usize| self.height(count, page);
        let fits =
            |count: &usize| height(*count) <= rows / 2 || height(*count) + self.lines[*count].len() < rows;
        (0..=self.shown.len()).rev().find(fits).unwrap_or(0)
    }
}

impl FileLines {
    /// The rows of so many errors with their lines.
    fn height(&self, count: usize, page: Page) -> usize {
        self.shown[..count].iter().map(|text| page.on_screen().rows(&bare(text))).sum()
    }
}

/// A text without what colours it.
fn bare(text: &str) -> String {
    let mut parts = text.split('\u{1B}');
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| part.split_once('m').map_or("", |(_, text)| text));
    std::iter::once(first.as_str()).chain(rest).collect()
}

impl Human {
    pub fn new(page: Page, detail: Detail, is_seen: bool) -> Self {
        Self { page, detail, is_seen, files: Vec::new(), rules: BTreeMap::new() }
    }

    fn pick<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.page.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    pub fn finding(&self, source: &Source, finding: &Finding, mut writer: &mut dyn Write) -> io::Result<()> {
        let rule = finding.code.rule();
        let related: Vec<String> =
            finding.related_at.iter().map(|place| place.words(self.page.lang)).collect();
        let at = finding.at.words(self.page.lang);
        let mut beside: Vec<Spot<'_>> = finding
            .related
            .iter()
            .zip(&related)
            .map(|(span, words)| Spot::new(source, *span).told(words))
            .collect();
        let mut notes = Vec::new();
        if let Some(model) = &finding.model {
            if let Some((source, lines)) = &model.origin {
                // Of the model itself it says where in the model.
                let words = if matches!(finding.at.spot, place::Spot::Line(_)) { "" } else { &at };
                beside.push(Spot::new(source, line_span(source, *lines)).told(words));
            }
            if model.origin.is_none() && !matches!(finding.at.spot, place::Spot::Line(_)) && !at.is_empty() {
                notes.push((self.pick("原文", "source"), at.as_str()));
            }
            if !model.path.is_empty() {
                notes.push((self.pick("位置", "path"), model.path.as_str()));
            }
        }
        notes.push((self.pick("帮助", "help"), finding.help(self.page.lang)));
        let entry = Entry {
            severity: finding.severity,
            code: rule.code,
            name: self.pick(rule.title, rule.name),
            message: &finding.message,
            spot: Spot::starting(source, finding.span, finding.place.start).told(&at),
            beside: &beside,
            notes: &notes,
        };
        write_entry(&mut writer, &entry, self.page)
    }
}

/// The text of the first of the lines.
fn line_span(source: &Source, lines: Lines) -> SourceSpan {
    let span = source.lines().line_span(lines[0]);
    let text = span.of(source.text());
    let start = span.start + (text.len() - text.trim_start().len()) as u32;
    SourceSpan::new(start, (start + text.trim().len() as u32).max(start))
}

impl Human {
    /// All that is known of a file, as it is read.
    fn whole_file(&self, report: &FileReport, writer: &mut dyn Write) -> io::Result<()> {
        let Ok(checked) = &report.result else { return Ok(()) };
        for finding in &checked.findings {
            self.finding(&checked.source, finding, writer)?;
        }
        if checked.findings.is_empty() {
            return Ok(());
        }
        let counts = summary(severities(&checked.findings), self.page.lang);
        let path = plain::opening(&report.path);
        writeln!(writer, "{path}{}{counts}\n", self.pick("：", ": "))
    }

    /// Takes what was found in a file, for the end.
    fn take(&mut self, report: &FileReport) -> io::Result<()> {
        // What could not be read stands on standard error.
        let Ok(checked) = &report.result else { return Ok(()) };
        for finding in &checked.findings {
            *self.rules.entry((Reverse(finding.severity), finding.code)).or_default() += finding.count();
        }
        if checked.findings.is_empty() {
            return Ok(());
        }
        // What is to be looked at in the plan itself is told by its place there.
        let is_of_model =
            |finding: &Finding| finding.model.is_some() && matches!(finding.at.spot, place::Spot::Line(_));
        let is_shown = |finding: &&Finding| is_of_model(finding) && finding.severity == Severity::Error;
        let mut shown = Vec::new();
        // Of many files nobody reads them.
        if self.files.len() < FILES {
            for finding in checked.findings.iter().filter(is_shown).take(SHOWN) {
                let mut text = Vec::new();
                self.finding(&checked.source, finding, &mut text)?;
                shown.push(String::from_utf8_lossy(&text).into_owned());
            }
        }
        let without = |count: usize| {
            let rest = checked.findings.iter().filter(|finding| !is_shown(finding));
            let rest = rest.chain(checked.findings.iter().filter(is_shown).skip(count));
            grouped::group(rest.map(|finding| {
                (finding.code, finding.severity, finding.message.as_str(), &finding.at, finding.count())
            }))
        };
        let lines = (0..=shown.len()).map(without).collect();
        let count = |severity| severities(&checked.findings).filter(|found| *found == severity).count();
        self.files.push(FileLines {
            path: plain::opening(&report.path).into_owned(),
            counts: summary(severities(&checked.findings), self.page.lang),
            weight: (count(Severity::Error), count(Severity::Warning)),
            lines,
            shown,
        });
        Ok(())
    }

    /// Each file, rule by rule, on so many rows.
    fn tell_files(&self, rows: usize, writer: &mut dyn Write) -> io::Result<()> {
        for file in &self.files {
            self.tell_file(file, rows / self.files.len(), writer)?;
            writeln!(writer)?;
        }
        Ok(())
    }

    fn tell_file(&self, file: &FileLines, rows: usize, writer: &mut dyn Write) -> io::Result<()> {
        // Each file has its name, a line of what is more, and an empty one.
        let heading = format!("{}{}{}", file.path, self.pick("：", ": "), file.counts);
        let rows = rows.saturating_sub(2 + self.page.on_screen().rows(&heading));
        let count = file.shown_on(rows, self.page);
        for text in &file.shown[..count] {
            write!(writer, "{text}")?;
        }
        writeln!(writer, "{heading}")?;
        let rest = rows.saturating_sub(file.height(count, self.page)).max(2);
        grouped::write(writer, &file.lines[count], rest, self.detail.explain, self.page)
    }

    /// What was found in one file, on so many rows, for those who tell of nothing else.
    pub fn words(mut self, report: &FileReport, rows: usize) -> String {
        let mut words = Vec::new();
        // Writing into memory does not fail.
        let _ = self.take(report);
        for file in &self.files {
            let _ = self.tell_file(file, rows, &mut words);
        }
        String::from_utf8_lossy(&words).into_owned()
    }

    /// Many files: the worst of them, and how often each rule found something.
    fn tell_many(&mut self, rows: usize, writer: &mut dyn Write) -> io::Result<()> {
        let colon = self.pick("：", ": ");
        self.files.sort_by_key(|file| Reverse(file.weight));
        let files: Vec<String> =
            self.files.iter().map(|file| format!("{}{colon}{}", file.path, file.counts)).collect();
        let rules: Vec<String> = self.rules.iter().map(|(rule, count)| self.rule(*rule, *count)).collect();
        // Behind either stand how many there are besides, and an empty line.
        let rows = rows.saturating_sub(4);
        let needed: usize = rules.iter().map(|rule| self.page.on_screen().rows(rule)).sum();
        let shown = self.fitting(&files, rows - needed.min(rows / 2));
        let filled: usize = files[..shown].iter().map(|file| self.page.on_screen().rows(file)).sum();
        let count = self.fitting(&rules, rows.saturating_sub(filled));
        let besides = |count: usize, zh: &str, en: &str| {
            (count > 0).then(|| self.pick(zh, en).replace("{}", &count.to_string()))
        };
        let files_left = besides(files.len() - shown, "另有 {} 个文件有问题", "{} more files with findings");
        let rules_left = besides(
            rules.len() - count,
            "另有 {} 条规则的问题，用 --all 逐处查看",
            "findings of {} more rules: see each with --all",
        );
        for line in files[..shown].iter().chain(&files_left) {
            writeln!(writer, "{line}")?;
        }
        writeln!(writer)?;
        for line in rules[..count].iter().chain(&rules_left) {
            writeln!(writer, "{line}")?;
        }
        writeln!(writer)
    }

    /// How often a rule found something, and what to do where that is wanted.
    fn rule(&self, (Reverse(severity), code): (Reverse<Severity>, Code), count: usize) -> String {
        let label = severity.label(self.page.lang);
        let rule = code.rule();
        let mut line = match self.page.lang {
            Lang::Zh => format!("{label} {} {} {count}处", rule.code, rule.title),
            Lang::En => format!("{label} {} {}: {count}", rule.code, rule.name),
        };
        if self.detail.explain {
            line.push_str("\n     ");
            line.push_str(rule.documentation.help.pick(self.page.lang));
        }
        line
    }

    /// So many of the texts stand on these rows; one does in any case.
    fn fitting(&self, texts: &[String], rows: usize) -> usize {
        let mut filled = 0;
        let fits = texts.iter().take_while(|text| {
            filled += self.page.on_screen().rows(text);
            filled <= rows
        });
        fits.count().max(1).min(texts.len())
    }
}

/// The severity of each finding, of those that are not listed as well.
fn severities(findings: &[Finding]) -> impl Iterator<Item = Severity> {
    findings.iter().flat_map(|finding| std::iter::repeat_n(finding.severity, finding.count()))
}

impl Reporter for Human {
    fn file(&mut self, report: &FileReport, writer: &mut dyn Write) -> io::Result<()> {
        if self.detail.all { self.whole_file(report, writer) } else { self.take(report) }
    }

    fn end(&mut self, totals: &Totals, writer: &mut dyn Write) -> io::Result<()> {
        let line = self.last_line(totals);
        let filled = if self.is_seen { totals.rows } else { 0 };
        let screen = self.page.on_screen();
        let rows = SCREEN.saturating_sub(filled + screen.rows(&line)).max(LEAST);
        // Each file has its least, and each line the rows that it takes: what is too much
        // is told on fewer.
        let mut told = Vec::new();
        let has_many = self.files.len() > FILES;
        let ways = (1..=rows).rev().map(|rows| (rows, has_many));
        for (rows_now, is_many) in ways.chain((1..=rows).rev().map(|rows| (rows, true))) {
            told.clear();
            if is_many {
                self.tell_many(rows_now, &mut told)?;
            } else {
                self.tell_files(rows_now, &mut told)?;
            }
            if screen.rows(&bare(&String::from_utf8_lossy(&told))) <= rows {
                break;
            }
        }
        writer.write_all(&told)?;
        writeln!(writer, "{line}")
    }
}

impl Human {
    /// How much was looked at, and what came of it.
    fn last_line(&self, totals: &Totals) -> String {
        let severities = [Severity::Error, Severity::Warning, Severity::Info]
            .into_iter()
            .flat_map(|severity| std::iter::repeat_n(severity, totals.count(severity)));
        let counts = summary(severities, self.page.lang);
        let (files, with, unread) = (totals.files, totals.with_findings, totals.unread);
        let s = if files == 1 { "" } else { "s" };
        let mut line = match (self.page.lang, counts.as_str()) {
            (Lang::Zh, "") => format!("检查了 {files} 个文件，没有发现问题"),
            (Lang::Zh, _) => format!("检查了 {files} 个文件，{with} 个有问题：{counts}"),
            (Lang::En, "") => format!("checked {files} file{s}, nothing found"),
            (Lang::En, _) => format!("checked {files} file{s}, {with} with findings: {counts}"),
        };
        let mut add = |count: usize, zh: &str, en: &str| {
            if count > 0 {
                line.push_str(&self.pick(zh, en).replace("{}", &count.to_string()));
            }
        };
        let alone = as_read::alone(totals.alone, self.page.lang);
        add(totals.alone, &format!("；{alone}"), &format!("; {alone}"));
        add(unread, "；{} 个没有读成", "; {} not read");
        add(totals.untold, "（其中 {} 个用 --all 列出）", " ({} of them: see --all)");
        add(
            totals.left_out,
            "；{} 个既不是规划也不是模型，略去",
            "; {} left out as neither plans nor models",
        );
        line
    }
}
