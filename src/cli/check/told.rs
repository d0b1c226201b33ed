//! What is told of each file, and of all of them.

use guihua::model::Severity;

use super::examine::Checked;

/// A file that was looked at, or why it could not be.
pub(super) struct FileReport {
    /// The path as given.
    pub(super) path: String,
    /// What was found, or a message.
    pub(super) result: Result<Checked, String>,
}

/// How many of what.
#[derive(Clone, Copy, Default)]
pub(super) struct Totals {
    /// Files that were looked at.
    pub(super) files: usize,
    /// Of those, files with findings.
    pub(super) with_findings: usize,
    /// Files that could not be read.
    pub(super) unread: usize,
    /// Of those, files of which nothing was said, since there was no room for it.
    pub(super) untold: usize,
    /// The rows of the screen that are filled already.
    pub(super) rows: usize,
    /// Files in folders that are neither plans nor models.
    pub(super) left_out: usize,
    /// Models whose source is not at hand.
    pub(super) alone: usize,
    /// Findings by severity, in the order of [`Severity`].
    pub(super) findings: [usize; 3],
}

impl Totals {
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.findings[severity as usize]
    }

    pub(super) fn add(&mut self, report: &FileReport) {
        match &report.result {
            Ok(checked) => {
                self.files += 1;
                self.alone += checked.alone;
                self.with_findings += usize::from(!checked.findings.is_empty());
                for finding in &checked.findings {
                    self.findings[finding.severity as usize] += finding.count();
                }
            }
            Err(_) => self.unread += 1,
        }
    }
}
