//! A list of what is known and let be, so that an old archive can start clean.
//!
//! An entry is a path, a rule and the text that is marked, and how often that is
//! found; it holds however lines move. Paths are those below the folder of the
//! list, so that it does not matter from where a check is run.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use guihua::{Lang, Source};
use serde::{Deserialize, Serialize};

use super::examine::Finding;
use crate::cli::input;
use crate::cli::locale::Ui;
use crate::cli::output::Target;
use crate::cli::plain;
use crate::cli::report::Page;
use crate::cli::task::Task;
use crate::cli::walk::absolute;

/// The version of the file.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    findings: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    code: String,
    text: String,
    count: usize,
}

/// Path, code and text.
type Key = (String, String, String);

/// The findings that are known.
pub struct Baseline {
    /// The folder that paths start from.
    folder: PathBuf,
    /// How many of each have not been seen yet.
    left: BTreeMap<Key, usize>,
    /// The paths that have been looked at.
    seen: BTreeSet<String>,
}

impl Baseline {
    /// An empty list for a file at `path`.
    pub fn new(path: &Path) -> anyhow::Result<Self> {
        let folder = absolute(path)?.parent().map(Path::to_path_buf).unwrap_or_default();
        Ok(Self { folder, left: BTreeMap::new(), seen: BTreeSet::new() })
    }

    /// Reads the list at `path`.
    ///
    /// # Errors
    ///
    /// What cannot be read, or is no such list.
    pub fn read(path: &Path, ui: Ui) -> anyhow::Result<Self> {
        /// Far more than anybody leaves as it is.
        const MOST: u64 = 64 << 20;
        let mut baseline = Self::new(path)?;
        let read = || -> anyhow::Result<File> {
            let bytes = input::read_small(std::fs::File::open(path)?, MOST)?;
            let text = String::from_utf8(bytes).map_err(std::io::Error::other)?;
            let file: File = serde_json::from_str(&text)?;
            if file.version != VERSION {
                let message = ui.pick("基线文件的版本不认识：", "unknown version of a baseline: ");
                anyhow::bail!("{message}{}", file.version);
            }
            Ok(file)
        };
        let file = read().with_context(|| Task::Read(Some(plain::name(path))))?;
        for Entry { path, code, text, count } in file.findings {
            *baseline.left.entry((path, code, text)).or_default() += count;
        }
        Ok(baseline)
    }

    /// Whether the bytes are such a list: then it may be brought up to date.
    pub fn is_one(bytes: &[u8]) -> bool {
        serde_json::from_slice::<File>(bytes).is_ok()
    }

    /// Adds the findings of a file.
    pub(super) fn add(&mut self, path: &Path, source: &Source, findings: &[Finding]) {
        let path = self.path(path);
        for finding in findings {
            *self.left.entry(key(&path, source, finding)).or_default() += 1;
        }
    }

    /// Removes the findings that are known.
    pub(super) fn retain_new(&mut self, path: &Path, source: &Source, findings: &mut Vec<Finding>) {
        let path = self.path(path);
        findings.retain(|finding| match self.left.get_mut(&key(&path, source, finding)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        });
        self.seen.insert(path);
    }

    /// Writes the list, sorted, whole or not at all.
    pub fn write(&self, target: Target) -> anyhow::Result<()> {
        let findings = self
            .left
            .iter()
            .map(|((path, code, text), count)| Entry {
                path: path.clone(),
                code: code.clone(),
                text: text.clone(),
                count: *count,
            })
            .collect();
        let file = File { version: VERSION, findings };
        target.write(|writer| {
            serde_json::to_writer_pretty(&mut *writer, &file)?;
            writer.write_all(b"\n")
        })
    }

    /// Says how many findings were written.
    pub fn tell_written(&self, path: &Path, ui: Ui) {
        let count: usize = self.left.values().sum();
        let path = plain::line(&plain::name(path)).into_owned();
        // Nobody is left to tell where standard error cannot be written.
        let _ = match (ui.lang, count) {
            (Lang::Zh, _) => writeln!(io::stderr(), "{count} 个问题写入基线 {path}"),
            (Lang::En, 1) => writeln!(io::stderr(), "1 finding written to the baseline {path}"),
            (Lang::En, _) => writeln!(io::stderr(), "{count} findings written to the baseline {path}"),
        };
    }

    /// Says which entries were not found again in the files looked at, `all` or the first.
    pub fn stale(&self, all: bool, page: Page, ui: Ui) -> Vec<String> {
        /// So many have room on a screen beside what is found.
        const SHOWN: usize = 3;
        let stale: Vec<_> =
            self.left.iter().filter(|((path, ..), left)| **left > 0 && self.seen.contains(path)).collect();
        if stale.is_empty() {
            return Vec::new();
        }
        let count = stale.len();
        let mut lines = vec![match ui.lang {
            Lang::Zh => format!("基线里有 {count} 条已找不到，可用 --write-baseline 重写："),
            Lang::En => {
                format!("no longer found, of the baseline: {count}; --write-baseline brings it up to date:")
            }
        }];
        let shown = if all { count } else { SHOWN };
        for ((path, code, text), _) in stale.iter().take(shown) {
            let line = format!("  {} {code} {}", plain::line(path), plain::line(text));
            lines.push(if all { line } else { page.cut(&line, 1) });
        }
        if count > shown {
            let rest = count - shown;
            lines.push(match ui.lang {
                Lang::Zh => format!("  另有 {rest} 条，加 --all 全部列出"),
                Lang::En => format!("  {rest} more: --all shows them"),
            });
        }
        lines
    }

    /// `path` below the folder of the list, if it is there.
    fn path(&self, path: &Path) -> String {
        let from_root = absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let below = from_root.strip_prefix(&self.folder).unwrap_or(&from_root);
        let path = plain::name(below);
        if cfg!(windows) { path.replace('\\', "/") } else { path }
    }
}

fn key(path: &str, source: &Source, finding: &Finding) -> Key {
    (path.to_owned(), finding.code.rule().code.to_owned(), finding.text(source))
}
