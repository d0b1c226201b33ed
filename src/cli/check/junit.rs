//! For CI servers: XML as `JUnit` writes it, a suite for each file, a case for each finding.
//!
//! A case fails if its finding is at or above `--fail-on`, so that a server that
//! reads the file comes to the same verdict as the exit status.

use std::fmt::Write as _;
use std::io::{self, Write};

use guihua::Lang;
use guihua::model::Severity;

use super::format::Reporter;
use super::told::{FileReport, Totals};
use crate::cli::plain;

pub(super) struct Junit {
    lang: Lang,
    /// The least severity that fails.
    fail_on: Option<Severity>,
}

impl Junit {
    pub fn new(lang: Lang, fail_on: Option<Severity>) -> Self {
        Self { lang, fail_on }
    }
}

impl Reporter for Junit {
    fn begin(&mut self, writer: &mut dyn Write) -> io::Result<()> {
        writer.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"guihua check\">\n")
    }

    fn file(&mut self, report: &FileReport, writer: &mut dyn Write) -> io::Result<()> {
        let path = escape(&report.path);
        let mut cases = String::new();
        let (mut tests, mut failures, mut errors) = (1, 0, 0);
        // Writing to a string does not fail.
        match &report.result {
            Err(error) => {
                errors = 1;
                let error = escape(error);
                let _ = writeln!(
                    cases,
                    "    <testcase classname=\"{path}\" name=\"read\">\n      <error message=\"{error}\" type=\"unread\"/>\n    </testcase>"
                );
            }
            Ok(checked) if checked.findings.is_empty() => {
                let _ = writeln!(cases, "    <testcase classname=\"{path}\" name=\"check\"/>");
            }
            Ok(checked) => {
                tests = checked.findings.len();
                for finding in &checked.findings {
                    let rule = finding.code.rule();
                    let (line, column) = finding.place.start;
                    let message = escape(&finding.message);
                    let severity = match finding.severity {
                        Severity::Error => "error",
                        Severity::Warning => "warning",
                        Severity::Info => "info",
                    };
                    let mut text =
                        format!("{path}:{line}:{column}: {severity}[{}] {}: {message}", rule.code, rule.name);
                    if let Some(model) = finding.model.as_ref().filter(|model| !model.path.is_empty()) {
                        let _ = write!(text, "\n{}", escape(&model.path));
                    }
                    let _ = write!(text, "\n{}", escape(finding.help(self.lang)));
                    let _ = writeln!(
                        cases,
                        "    <testcase classname=\"{path}\" name=\"{} {} {line}:{column}\" line=\"{line}\">",
                        rule.code, rule.name
                    );
                    if self.fail_on.is_some_and(|least| finding.severity >= least) {
                        failures += 1;
                        let _ = writeln!(
                            cases,
                            "      <failure message=\"{message}\" type=\"{severity}\">{text}</failure>"
                        );
                    } else {
                        let _ = writeln!(cases, "      <system-out>{text}</system-out>");
                    }
                    cases.push_str("    </testcase>\n");
                }
            }
        }
        writeln!(
            writer,
            "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">\n{cases}  </testsuite>"
        )
    }

    fn end(&mut self, _totals: &Totals, writer: &mut dyn Write) -> io::Result<()> {
        writer.write_all(b"</testsuites>\n")
    }
}

/// Text for elements and attributes. Characters that XML 1.0 does not allow, and what
/// would do something in a terminal or a log, are shown instead of sent.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            // XML cannot say what XML 1.0 does not allow; what a log would obey is shown.
            c if plain::is_odd(c) => escaped.extend(c.escape_unicode()),
            '[' if escaped.ends_with("##") => escaped.push_str("&#91;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_xml_allows_is_left() {
        assert_eq!(
            escape("<a b=\"1\">&\u{0}\u{1b}[31m\u{FFFE}\u{85}甲\n"),
            "&lt;a b=&quot;1&quot;&gt;&amp;\\u{0}\\u{1b}[31m\\u{85}甲&#10;"
        );
    }
}
