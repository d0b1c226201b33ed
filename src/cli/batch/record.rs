//! How each input ended, one by one and in numbers.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use guihua::Lang;
use guihua::model::Severity;
use serde::{Deserialize, Serialize};

use crate::cli::fault;
use crate::cli::plain;
use crate::cli::walk::Problem;

/// How an input ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// There is a model, and nothing to say about it.
    Parsed,
    /// There is a model with findings in it.
    Findings,
    /// There is a model from an earlier run, and it is up to date.
    Unchanged,
    /// It is no plan, and nobody named it: it was found in a folder.
    Skipped,
    /// It could not be read, or its model could not be written.
    Failed,
}

impl Status {
    /// The word that programs read.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Parsed => "parsed",
            Self::Findings => "findings",
            Self::Unchanged => "unchanged",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }
}

/// What kept an input from becoming a model, for programs and for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trouble {
    /// What it is, in a word that does not change.
    pub code: &'static str,
    /// What it is, in a sentence.
    pub message: String,
}

impl Trouble {
    /// A trouble that is told in both languages.
    pub fn new(code: &'static str, lang: Lang, zh: impl Into<String>, en: impl Into<String>) -> Self {
        let message = match lang {
            Lang::Zh => zh.into(),
            Lang::En => en.into(),
        };
        Self { code, message }
    }

    /// The program is at fault, and said `words`.
    pub fn internal(words: &str, lang: Lang) -> Self {
        let zh = format!("guihua 内部错误，请报告：{words}");
        Self::new("internal", lang, zh, format!("an internal error of guihua, please report it: {words}"))
    }

    /// The system gives no thread to read on.
    pub fn no_threads(lang: Lang) -> Self {
        Self::new("no-threads", lang, "系统不再提供线程", "the system gives no more threads")
    }

    /// What `error` says, from the inside out.
    pub fn of(error: &anyhow::Error, lang: Lang) -> Self {
        Self { code: code(error), message: fault::causes(error, lang) }
    }
}

/// The word for the kind of an error.
fn code(error: &anyhow::Error) -> &'static str {
    if let Some(error) = error.downcast_ref::<guihua::Error>() {
        return match error {
            guihua::Error::NotText { .. } => "not-text",
            guihua::Error::GlyphNumbers { .. } => "glyph-numbers",
            guihua::Error::TooLarge { .. } | guihua::Error::ShortLines { .. } => "too-large",
            _ => "unreadable",
        };
    }
    let kind = match error.downcast_ref::<Problem>() {
        Some(Problem::Loop(_)) => return "link-loop",
        Some(Problem::Special) => return "not-a-file",
        Some(Problem::Edited) => return "edited",
        Some(Problem::Corrections) => return "corrections",
        Some(Problem::Io(error)) => Some(error.kind()),
        None => error.downcast_ref::<std::io::Error>().map(std::io::Error::kind),
    };
    match kind {
        Some(std::io::ErrorKind::NotFound) => "not-found",
        Some(std::io::ErrorKind::PermissionDenied) => "no-permission",
        Some(std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded) => "storage-full",
        _ => "io",
    }
}

/// The line for an input that gave no model.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    /// The path, with U+FFFD for what is not UTF-8 in it.
    pub path: &'a str,
    /// The bytes of the path in hexadecimal digits, where they are not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_hex: Option<String>,
    /// Skipped or failed.
    pub status: Status,
    /// Why.
    #[serde(flatten)]
    pub trouble: &'a Trouble,
}

impl Record<'_> {
    /// The record as a line of JSON, without line feed.
    pub fn line(path: &Path, status: Status, trouble: &Trouble) -> String {
        let path_hex = path.to_str().is_none().then(|| hex(path));
        let record = Record { path: &path.to_string_lossy(), path_hex, status, trouble };
        let mut line = Vec::new();
        // Writing into memory does not fail, and there are no keys but strings.
        let _ = plain::write_json(&mut line, &record);
        String::from_utf8(line).unwrap_or_default()
    }

    /// Whether the bytes are such lines and nothing else. The last one may be torn.
    pub fn are_lines(bytes: &[u8]) -> bool {
        let whole = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let mut lines = bytes[..whole].split_inclusive(|&byte| byte == b'\n');
        whole > 0 && lines.all(|line| serde_json::from_slice::<Written>(line).is_ok())
    }
}

/// A [`Record`] as it is read back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "only the shape is looked at")]
struct Written<'a> {
    #[serde(borrow)]
    path: Cow<'a, str>,
    #[serde(default)]
    path_hex: Option<Cow<'a, str>>,
    status: Cow<'a, str>,
    code: Cow<'a, str>,
    message: Cow<'a, str>,
}

/// The bytes of a path in hexadecimal digits.
pub fn hex(path: &Path) -> String {
    path.as_os_str().as_encoded_bytes().iter().fold(String::new(), |mut digits, byte| {
        // Writing to a string does not fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// How many inputs ended how.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Models without findings.
    pub parsed: u64,
    /// Models with findings.
    pub findings: u64,
    /// Models that were up to date.
    pub unchanged: u64,
    /// Inputs that are no plans.
    pub skipped: u64,
    /// Inputs that could not be read, or models that could not be written.
    pub failed: u64,
    /// The gravest finding.
    pub worst: Option<Severity>,
}

impl Tally {
    /// Counts an input.
    pub fn count(&mut self, status: Status, worst: Option<Severity>) {
        *match status {
            Status::Parsed => &mut self.parsed,
            Status::Findings => &mut self.findings,
            Status::Unchanged => &mut self.unchanged,
            Status::Skipped => &mut self.skipped,
            Status::Failed => &mut self.failed,
        } += 1;
        self.worst = self.worst.max(worst);
    }

    /// All inputs that ended.
    pub fn done(&self) -> u64 {
        self.parsed + self.findings + self.unchanged + self.skipped + self.failed
    }

    /// The numbers in words: `30 files: 28 parsed (3 with findings), 2 failed, in 1.5 s`.
    pub fn summary(&self, total: Option<u64>, time: Duration, lang: Lang) -> String {
        let done = self.done();
        let parsed = self.parsed + self.findings;
        let zh = lang == Lang::Zh;
        let pick = |zh_words: String, en_words: String| if zh { zh_words } else { en_words };
        let files = if done == 1 { "file" } else { "files" };
        let start = match total.filter(|&total| total != done) {
            Some(total) => {
                pick(format!("已处理 {done} 个文件（共 {total} 个）："), format!("{done} of {total} files: "))
            }
            None => pick(format!("共 {done} 个文件："), format!("{done} {files}: ")),
        };
        let found = match self.findings {
            0 => String::new(),
            count => pick(format!("（其中 {count} 个有发现）"), format!(" ({count} with findings)")),
        };
        let mut parts = vec![pick(format!("解析 {parsed} 个{found}"), format!("{parsed} parsed{found}"))];
        for (count, zh_words, en_words) in [
            (self.unchanged, "未变", "unchanged"),
            (self.skipped, "跳过", "skipped"),
            (self.failed, "失败", "failed"),
        ] {
            if count > 0 {
                parts.push(pick(format!("{zh_words} {count} 个"), format!("{count} {en_words}")));
            }
        }
        let seconds = time.as_secs_f64();
        parts.push(pick(format!("用时 {seconds:.1} 秒"), format!("in {seconds:.1} s")));
        start + &parts.join(if zh { "，" } else { ", " })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_troubles_are_told_from_other_files() {
        let trouble = Trouble::new("empty", Lang::En, "空文件", "an empty file\n");
        let line = Record::line(Path::new("a\n.txt"), Status::Skipped, &trouble);
        for list in [format!("{line}\n"), format!("{line}\n{line}\n{}", &line[..20])] {
            assert!(Record::are_lines(list.as_bytes()), "{list}");
        }
        for other in [String::new(), line.clone(), format!("{line}\n\n"), format!("{{}}\n{line}\n")] {
            assert!(!Record::are_lines(other.as_bytes()), "{other}");
        }
    }

    #[test]
    fn the_summary_says_what_there_is_to_say() {
        let mut tally = Tally::default();
        for (status, times) in [(Status::Parsed, 7), (Status::Findings, 2), (Status::Failed, 1)] {
            (0..times).for_each(|_| tally.count(status, None));
        }
        let time = Duration::from_millis(1_540);
        assert_eq!(
            tally.summary(Some(10), time, Lang::En),
            "10 files: 9 parsed (2 with findings), 1 failed, in 1.5 s"
        );
        assert_eq!(
            tally.summary(Some(12), time, Lang::Zh),
            "已处理 10 个文件（共 12 个）：解析 9 个（其中 2 个有发现），失败 1 个，用时 1.5 秒"
        );
    }
}
