//! For programs: everything as one JSON value, or one finding in each line.

use std::io::{self, Write};

use guihua::model::Severity;
use guihua::{Lang, Source};
use serde::Serialize;

use super::examine::Finding;
use super::format::Reporter;
use super::told::{FileReport, Totals};
use crate::cli::plain;

#[derive(Serialize)]
struct FileJson<'a> {
    path: &'a str,
    /// Why the file could not be read.
    error: Option<&'a str>,
    findings: Vec<FindingJson<'a>>,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    path: &'a str,
    /// 1-based; columns count characters, the end is not included. Null where the file
    /// could not be read, as are code and name.
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
    code: Option<&'a str>,
    name: Option<&'a str>,
    severity: Severity,
    message: &'a str,
    help: Option<&'a str>,
    /// Where in a model.
    model_path: Option<&'a str>,
    /// Where in the source of the model, if that is at hand.
    source: Option<OriginJson<'a>>,
    related: Vec<PlaceJson>,
}

#[derive(Serialize)]
struct OriginJson<'a> {
    path: &'a str,
    lines: [u32; 2],
}

#[derive(Serialize)]
struct PlaceJson {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct SummaryJson {
    files: usize,
    unread: usize,
    left_out: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
}

impl<'a> FindingJson<'a> {
    fn new(path: &'a str, source: &Source, finding: &'a Finding, lang: Lang) -> Self {
        let rule = finding.code.rule();
        let place = finding.place;
        let origin = finding.model.as_ref().and_then(|model| model.origin.as_ref());
        let related = finding.related.iter().map(|span| PlaceJson {
            line: source.lines().line(span.start),
            column: source.lines().column(source.text(), span.start),
        });
        Self {
            path,
            line: Some(place.start.0),
            column: Some(place.start.1),
            end_line: Some(place.end.0),
            end_column: Some(place.end.1),
            code: Some(rule.code),
            name: Some(rule.name),
            severity: finding.severity,
            message: &finding.message,
            help: Some(finding.help(lang)),
            model_path: finding.model.as_ref().map(|model| model.path.as_str()),
            source: origin.map(|(source, lines)| OriginJson { path: source.path(), lines: *lines }),
            related: related.collect(),
        }
    }
}

impl<'a> FindingJson<'a> {
    /// A file that could not be read, in the same form.
    const fn unread(path: &'a str, error: &'a str) -> Self {
        Self {
            path,
            line: None,
            column: None,
            end_line: None,
            end_column: None,
            code: None,
            name: None,
            severity: Severity::Error,
            message: error,
            help: None,
            model_path: None,
            source: None,
            related: Vec::new(),
        }
    }
}

pub(super) struct Json {
    lang: Lang,
    is_first: bool,
}

impl Json {
    pub fn new(lang: Lang) -> Self {
        Self { lang, is_first: true }
    }
}

impl Reporter for Json {
    fn begin(&mut self, writer: &mut dyn Write) -> io::Result<()> {
        writer.write_all(b"{\"files\":[")
    }

    fn file(&mut self, report: &FileReport, writer: &mut dyn Write) -> io::Result<()> {
        writer.write_all(if self.is_first { b"\n" } else { b",\n" })?;
        self.is_first = false;
        let findings = match &report.result {
            Ok(checked) => checked
                .findings
                .iter()
                .map(|finding| FindingJson::new(&report.path, &checked.source, finding, self.lang))
                .collect(),
            Err(_) => Vec::new(),
        };
        let error = report.result.as_ref().err().map(String::as_str);
        plain::write_json(writer, &FileJson { path: &report.path, error, findings })
    }

    fn end(&mut self, totals: &Totals, writer: &mut dyn Write) -> io::Result<()> {
        let summary = SummaryJson {
            files: totals.files,
            unread: totals.unread,
            left_out: totals.left_out,
            errors: totals.count(Severity::Error),
            warnings: totals.count(Severity::Warning),
            infos: totals.count(Severity::Info),
        };
        writer.write_all(b"\n],\"summary\":")?;
        plain::write_json(&mut *writer, &summary)?;
        writer.write_all(b"}\n")
    }
}

pub(super) struct Ndjson {
    lang: Lang,
}

impl Ndjson {
    pub fn new(lang: Lang) -> Self {
        Self { lang }
    }
}

impl Reporter for Ndjson {
    fn file(&mut self, report: &FileReport, writer: &mut dyn Write) -> io::Result<()> {
        let path = report.path.as_str();
        match &report.result {
            Ok(checked) => {
                for finding in &checked.findings {
                    let finding = FindingJson::new(path, &checked.source, finding, self.lang);
                    plain::write_json(&mut *writer, &finding)?;
                    writer.write_all(b"\n")?;
                }
                Ok(())
            }
            Err(error) => {
                plain::write_json(&mut *writer, &FindingJson::unread(path, error))?;
                writer.write_all(b"\n")
            }
        }
    }
}
