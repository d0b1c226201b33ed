//! For code scanning: SARIF 2.1.0.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>. The log has
//! one run; its results are written as they are found, and what is known only
//! at the end, the invocation, stands behind them.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use guihua::model::Severity;
use guihua::{Code, Lang, Source};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::examine::{Finding, Range};
use super::format::{Reporter, uri};
use super::told::{FileReport, Totals};
use crate::cli::plain;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    name: &'static str,
    short_description: Text,
    full_description: Text,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: [Place<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Place<'a>>,
    partial_fingerprints: Fingerprints,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "guihuaTextHash/v1")]
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<u32>,
    end_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<u32>,
}

impl From<Range> for Region {
    fn from(range: Range) -> Self {
        Self {
            start_line: range.start.0,
            start_column: Some(range.start.1),
            end_line: range.end.0,
            end_column: Some(range.end.1),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical<'a> {
    fully_qualified_name: &'a str,
    kind: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
    locations: [Place<'static>; 1],
}

pub(super) struct Sarif {
    lang: Lang,
    is_first: bool,
    unread: Vec<Notification>,
}

impl Sarif {
    pub fn new(lang: Lang) -> Self {
        Self { lang, is_first: true, unread: Vec::new() }
    }
}

/// A result of the log.
fn outcome<'a>(
    path: &str,
    source: &Source,
    finding: &'a Finding,
    seen: &mut HashMap<String, u32>,
) -> Outcome<'a> {
    let rule = finding.code.rule();
    let logical = finding.model.iter().filter(|model| !model.path.is_empty());
    let mut related: Vec<Place<'_>> = finding
        .related
        .iter()
        .map(|span| {
            let (line, column) =
                (source.lines().line(span.start), source.lines().column(source.text(), span.start));
            let region =
                Region { start_line: line, start_column: Some(column), end_line: line, end_column: None };
            Place::new(path, Some(region))
        })
        .collect();
    if let Some((origin, [first, last])) = finding.model.as_ref().and_then(|model| model.origin.as_ref()) {
        let region = Region { start_line: *first, start_column: None, end_line: *last, end_column: None };
        related.push(Place::new(origin.path(), Some(region)));
    }
    for (at, location) in related.iter_mut().enumerate() {
        location.id = Some(at + 1);
    }
    Outcome {
        rule_id: rule.code,
        rule_index: Code::ALL.iter().position(|code| *code == finding.code).unwrap_or_default(),
        level: level(finding.severity),
        message: Text { text: finding.message.clone() },
        locations: [Place {
            logical_locations: logical
                .map(|model| Logical { fully_qualified_name: &model.path, kind: "member" })
                .collect(),
            ..Place::new(path, Some(finding.place.into()))
        }],
        related_locations: related,
        partial_fingerprints: Fingerprints { text: fingerprint(rule.code, &finding.text(source), seen) },
    }
}

impl Place<'_> {
    fn new(path: &str, region: Option<Region>) -> Self {
        let artifact_location = Artifact { uri: uri(path) };
        let physical_location = Physical { artifact_location, region };
        Self { id: None, physical_location, logical_locations: Vec::new() }
    }
}

impl Reporter for Sarif {
    fn begin(&mut self, writer: &mut dyn Write) -> io::Result<()> {
        let language = match self.lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        };
        let tool = Tool {
            driver: Driver {
                name: "guihua",
                version: env!("CARGO_PKG_VERSION"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                rules: Code::ALL.iter().map(|code| rule(*code, self.lang)).collect(),
            },
        };
        write!(writer, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":")?;
        plain::write_json(&mut *writer, &tool)?;
        write!(writer, ",\n\"language\":\"{language}\",\"columnKind\":\"unicodeCodePoints\",\"results\":[")
    }

    fn file(&mut self, report: &FileReport, writer: &mut dyn Write) -> io::Result<()> {
        let checked = match &report.result {
            Ok(checked) => checked,
            Err(error) => {
                self.unread.push(Notification {
                    level: "error",
                    message: Text { text: error.clone() },
                    locations: [Place::new(&report.path, None)],
                });
                return Ok(());
            }
        };
        let mut seen = HashMap::new();
        for finding in &checked.findings {
            writer.write_all(if self.is_first { b"\n" } else { b",\n" })?;
            self.is_first = false;
            let outcome = outcome(&report.path, &checked.source, finding, &mut seen);
            plain::write_json(&mut *writer, &outcome)?;
        }
        Ok(())
    }

    fn end(&mut self, totals: &Totals, writer: &mut dyn Write) -> io::Result<()> {
        let invocation = Invocation {
            execution_successful: totals.unread == 0,
            tool_execution_notifications: std::mem::take(&mut self.unread),
        };
        writer.write_all(b"\n],\"invocations\":")?;
        plain::write_json(&mut *writer, &[invocation])?;
        writer.write_all(b"}]}\n")
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn rule(code: Code, lang: Lang) -> Rule {
    let rule = code.rule();
    let manual = &rule.documentation;
    Rule {
        id: rule.code,
        name: rule.name,
        short_description: Text { text: manual.finds.pick(lang).to_owned() },
        full_description: Text {
            text: format!("{}{}{}", manual.finds.pick(lang), gap(lang), manual.why.pick(lang)),
        },
        help: Help { text: manual.help.pick(lang).to_owned(), markdown: rule.markdown(lang) },
        default_configuration: Configuration { level: level(rule.severity) },
    }
}

/// What stands between two sentences.
const fn gap(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "",
        Lang::En => " ",
    }
}

/// What a finding is recognized by when lines have moved: the rule, the text,
/// and which of several alike in the file it is. The file is known besides.
fn fingerprint(code: &str, text: &str, seen: &mut HashMap<String, u32>) -> String {
    let key = format!("{code}\0{text}");
    let ordinal = seen.entry(key.clone()).and_modify(|count| *count += 1).or_insert(1);
    let mut digits = String::with_capacity(32);
    for byte in &Sha256::digest(format!("{key}\0{ordinal}"))[..16] {
        // Writing to a string does not fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}
