//! Inputs that another program names or gives, line by line.
//!
//! Every record gets one line, in the order of the records, and gets it without
//! waiting for the next one. A record that is wrong gets a line that says so.

use std::io::{self, BufRead, Read};
use std::path::PathBuf;

use crossbeam_channel::{Receiver, bounded};
use guihua::Lang;
use serde::Deserialize;

use super::job::Job;
use super::pool;
use super::reader::{Input, too_large};
use super::record::{Status, Trouble};
use crate::cli::walk::path_of;

/// In JSON, a byte takes at most six (`\u0000`); the rest is for the path.
const ESCAPED: u64 = 6;
const REST: u64 = 64 * 1024;

/// A line that gives a document, where nobody says how large one may be: many times what
/// plans have, and far less than all memory.
const RECORD: u64 = 256 << 20;

/// What stands on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The path of a file.
    Path,
    /// The document itself, as `{"path": …, "text": …}`.
    Record,
}

#[derive(Deserialize)]
struct TextRecord {
    #[serde(default)]
    path: Option<String>,
    text: String,
}

/// How lines are read.
#[derive(Clone, Copy, Debug)]
pub struct Lines {
    pub kind: Kind,
    /// What ends a line.
    pub end: u8,
    /// How many bytes a document may have.
    pub max_bytes: Option<u64>,
    /// The language of messages.
    pub lang: Lang,
}

impl Lines {
    /// Reads the lines of standard input as jobs. What goes wrong with standard
    /// input itself comes through the second channel.
    pub fn read_stdin(self) -> (Receiver<(Job, u64)>, Receiver<io::Error>) {
        let (jobs, receiver) = bounded(1);
        let (errors, error) = bounded(1);
        let unread = errors.clone();
        // Nobody waits for this thread: it may wait for input that never comes.
        let started = pool::spawn(move || {
            let mut stdin = io::stdin().lock();
            loop {
                let job = match self.read_one(&mut stdin) {
                    Ok(Some(job)) => job,
                    Ok(None) => return,
                    Err(error) => return drop(errors.send(error)),
                };
                let cost = match &job.input {
                    Input::Text(text) => text.len() as u64,
                    Input::Named => std::fs::metadata(&job.path).map_or(0, |found| found.len()),
                    _ => 0,
                };
                if jobs.send((job, cost)).is_err() {
                    return;
                }
            }
        });
        if let Err(error) = started {
            let _ = unread.send(error);
        }
        (receiver, error)
    }

    fn read_one(&self, reader: &mut impl BufRead) -> io::Result<Option<Job>> {
        let most = match (self.kind, self.max_bytes) {
            (Kind::Path, _) => REST,
            (Kind::Record, Some(most)) => most.saturating_mul(ESCAPED).saturating_add(REST),
            (Kind::Record, None) => RECORD,
        };
        let mut line = Vec::new();
        reader.take(most.saturating_add(1)).read_until(self.end, &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        let is_whole = line.pop_if(|last| *last == self.end).is_some();
        if !is_whole && line.len() as u64 > most {
            reader.skip_until(self.end)?;
            let trouble = match self.max_bytes {
                Some(most) => too_large(most, self.lang),
                None => self.bad("这一行太长", "the line is too long"),
            };
            return Ok(Some(ended(trouble)));
        }
        if self.end == b'\n' && line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(Some(self.job(&line)))
    }

    fn job(&self, line: &[u8]) -> Job {
        match self.kind {
            Kind::Path if line.is_empty() => ended(self.bad("空行，没有路径", "an empty line, and no path")),
            Kind::Path => match path_of(line) {
                Ok(path) => Job { path, name: None, input: Input::Named, output: None },
                Err(error) => ended(self.bad(&error.to_string(), &error.to_string())),
            },
            Kind::Record => match serde_json::from_slice(line) {
                Ok(TextRecord { path, text }) => {
                    let path = PathBuf::from(path.unwrap_or_else(|| "-".to_owned()));
                    Job { path, name: None, input: Input::Text(text), output: None }
                }
                Err(error) => ended(self.bad(
                    &format!("不是 {{\"path\", \"text\"}} 形式的 JSON：{error}"),
                    &format!("not JSON of the form {{\"path\", \"text\"}}: {error}"),
                )),
            },
        }
    }

    fn bad(&self, zh: &str, en: &str) -> Trouble {
        Trouble::new("bad-record", self.lang, zh, en)
    }
}

fn ended(trouble: Trouble) -> Job {
    Job { path: PathBuf::from("-"), name: None, input: Input::Ended(Status::Failed, trouble), output: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jobs(kind: Kind, max_bytes: Option<u64>, text: &[u8]) -> Vec<String> {
        let lines = Lines { kind, end: b'\n', max_bytes, lang: Lang::En };
        let mut reader = text;
        let mut jobs = Vec::new();
        while let Some(job) = lines.read_one(&mut reader).unwrap() {
            jobs.push(match job.input {
                Input::Named => job.path.display().to_string(),
                Input::Text(text) => format!("{}={text}", job.path.display()),
                Input::Ended(_, trouble) => trouble.code.to_owned(),
                other => panic!("{other:?}"),
            });
        }
        jobs
    }

    #[test]
    fn every_line_is_a_job() {
        assert_eq!(
            jobs(Kind::Path, None, "a b.txt\r\n\n规划.txt".as_bytes()),
            ["a b.txt", "bad-record", "规划.txt"]
        );
        let records = "{\"path\":\"a\",\"text\":\"一\\n二\"}\nnull\n{\"text\":\"\",\"more\":1}\n\n{\"path\":\"b\"}\n\u{0}\n[";
        let expected =
            ["a=一\n二", "bad-record", "-=", "bad-record", "bad-record", "bad-record", "bad-record"];
        assert_eq!(jobs(Kind::Record, None, records.as_bytes()), expected);
        assert_eq!(jobs(Kind::Record, None, b"\xff\xfe\n{\"text\":\"a\"}"), ["bad-record", "-=a"]);
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let text = format!("{}\na.txt\n", "x".repeat(100_000));
        assert_eq!(jobs(Kind::Path, None, text.as_bytes()), ["bad-record", "a.txt"]);
        let text = format!("{{\"text\":\"{}\"}}\n{{\"text\":\"a\"}}\n", "x".repeat(100_000));
        assert_eq!(jobs(Kind::Record, Some(10), text.as_bytes()), ["too-large", "-=a"]);
    }
}
