//! For people: each finding with its line, a line for each file, one for all.

use std::io::{self, Write};

use guihua::model::{Lines, Severity};
use guihua::{Lang, Source, SourceSpan};

use super::examine::Finding;
use super::format::Reporter;
use super::told::{FileReport, Totals};
use crate::cli::plain;
use crate::cli::report::{Entry, Page, Spot, summary, write_entry};

pub(super) struct Human {
    page: Page,
}

impl Human {
    pub fn new(page: Page) -> Self {
        Self { page }
    }

    fn pick<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.page.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn finding(&self, source: &Source, finding: &Finding, mut writer: &mut dyn Write) -> io::Result<()> {
        let rule = finding.code.rule();
        let mut beside: Vec<Spot<'_>> = finding.related.iter().map(|span| Spot::new(source, *span)).collect();
        let mut notes = Vec::new();
        if let Some(model) = &finding.model {
            if let Some((source, lines)) = &model.origin {
                beside.push(Spot::new(source, line_span(source, *lines)));
            }
            if !model.path.is_empty() {
                notes.push((self.pick("位置", "path"), model.path.as_str()));
            }
        }
        notes.push((self.pick("帮助", "help"), finding.help(self.page.lang)));
        let entry = Entry {
            severity: finding.severity,
            code: rule.code,
            name: rule.name,
            message: &finding.message,
            spot: Spot::starting(source, finding.span, finding.place.start),
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

impl Reporter for Human {
    fn file(&mut self, report: &FileReport, writer: &mut dyn Write) -> io::Result<()> {
        // What could not be read stands on standard error.
        let Ok(checked) = &report.result else { return Ok(()) };
        for finding in &checked.findings {
            self.finding(&checked.source, finding, writer)?;
        }
        if checked.findings.is_empty() {
            return Ok(());
        }
        let counts = summary(checked.findings.iter().map(|finding| finding.severity), self.page.lang);
        let path = plain::opening(&report.path);
        writeln!(writer, "{path}{}{counts}\n", self.pick("：", ": "))
    }

    fn end(&mut self, totals: &Totals, writer: &mut dyn Write) -> io::Result<()> {
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
        add(unread, "；{} 个没有读成", "; {} not read");
        add(
            totals.left_out,
            "；{} 个既不是规划也不是模型，略去",
            "; {} left out as neither plans nor models",
        );
        writeln!(writer, "{line}")
    }
}
