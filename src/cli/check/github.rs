//! For GitHub Actions: workflow commands, which become annotations.
//!
//! <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>

use std::io::{self, Write};

use guihua::Lang;
use guihua::model::Severity;

use super::format::Reporter;
use super::told::FileReport;
use crate::cli::plain;

pub(super) struct Github {
    lang: Lang,
}

impl Github {
    pub fn new(lang: Lang) -> Self {
        Self { lang }
    }
}

impl Reporter for Github {
    fn file(&mut self, report: &FileReport, writer: &mut dyn Write) -> io::Result<()> {
        let path = report.path.strip_prefix("./").unwrap_or(&report.path);
        let path = property(path);
        let checked = match &report.result {
            Ok(checked) => checked,
            Err(error) => return writeln!(writer, "::error file={path}::{}", data(error)),
        };
        for finding in &checked.findings {
            let rule = finding.code.rule();
            let command = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "notice",
            };
            let place = finding.place;
            let (line, column) = place.start;
            // Columns of an end in another line are not shown, and not allowed.
            let end = if place.end.0 == line {
                format!("endLine={line},col={column},endColumn={}", place.end.1.saturating_sub(1).max(column))
            } else {
                format!("endLine={}", place.end.0)
            };
            let title = property(&format!("{} {}", rule.code, rule.name));
            let mut message = finding.message.clone();
            if let Some(model) = finding.model.as_ref().filter(|model| !model.path.is_empty()) {
                message = format!("{}: {message}", model.path);
            }
            let message = data(&format!("{message}\n{}", finding.help(self.lang)));
            writeln!(writer, "::{command} file={path},line={line},{end},title={title}::{message}")?;
        }
        Ok(())
    }
}

/// What stands behind `::`.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25");
    let lines: Vec<_> = text.split('\n').map(plain::line).collect();
    lines.join("%0A")
}

/// What stands between `=` and `,`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_early() {
        assert_eq!(data("50%\r\n::error::\u{9b}"), "50%25␍%0A::error::\\u{9b}");
        assert_eq!(property("a,b: c%.txt"), "a%2Cb%3A c%25.txt");
    }
}
