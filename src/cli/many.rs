//! Many inputs for a program that hosts this one: what `guihua parse` does with
//! them, as answers to be fetched.
//!
//! `walk` says what there is to read, and in which order; the threads of
//! `pool` read it; [`Many::next`] gives the answers in that order. What is under
//! way is bounded: where nobody fetches, the threads wait. Standard input belongs to
//! the host, so `-` is the name of a file here.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use guihua::model::Document;
use guihua::{Options, ReadOptions};

use super::args::Inputs;
use super::batch::pool::{self, Claim, Ended};
use super::batch::reader::{Input, Reader, Refusal};
use super::batch::record::{Status, Trouble};
use super::batch::{limits, threads};
use super::fault;
use super::plain;
use super::walk::{self, Found};

/// To be called once by the host, before anything else: what a reader of a format
/// did not foresee becomes an error of the file, without a word on standard error.
pub fn prepare() {
    fault::report_what_is_unforeseen();
}

/// Answers that wait to be fetched; what the pool holds is bounded by itself.
const WAITING: usize = 16;

/// What is to be read, and how.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// The folder around all paths, if their names begin there: as if it had been
    /// named itself.
    pub folder: Option<PathBuf>,
    /// Of the files in folders, only those that one of these globs matches.
    pub include: Vec<String>,
    /// Of the files in folders, none that one of these globs matches.
    pub exclude: Vec<String>,
    /// Threads; one for each core where nothing is said.
    pub jobs: Option<std::num::NonZeroUsize>,
    /// Format and encoding, if they are given.
    pub reading: ReadOptions,
    /// What the models contain, and the language of all messages.
    pub options: Options,
}

/// What came of one input.
#[derive(Debug)]
pub struct Answer {
    /// Its path as given, or below a folder as given.
    pub path: PathBuf,
    /// How it ended, in the word that `guihua parse` uses.
    pub status: &'static str,
    /// The models, or why there are none.
    pub result: Result<Vec<Document>, Why>,
}

/// Why an input gave no model.
#[derive(Debug)]
pub struct Why {
    /// What it is, in a word that does not change.
    pub code: &'static str,
    /// What it is, in a sentence.
    pub message: String,
}

/// What [`Many::next`] has to give.
#[derive(Debug)]
pub enum Next {
    /// An answer.
    Ready(Box<Answer>),
    /// None yet; there will be one.
    Waiting,
    /// No more.
    Finished,
    /// No more, though not all were read; this is what the program, which is at fault, said.
    Broken(String),
}

/// Why nothing can be read.
#[derive(Debug)]
pub enum Refused {
    /// A glob that is none.
    Glob(String),
    /// Something else.
    Why(Why),
}

/// What comes from the thread that leads the others.
#[derive(Debug)]
enum Told {
    Answer(Answer),
    End,
    Broken(String),
}

/// Inputs that are being read. Whoever drops it stops the work.
#[derive(Debug)]
pub struct Many {
    answers: Receiver<Told>,
    has_ended: AtomicBool,
    stop: Sender<()>,
}

impl Many {
    /// Begins to read.
    ///
    /// # Errors
    ///
    /// A glob that is none, and a system that gives no thread. What is wrong with a path is
    /// an answer in its place.
    pub fn start(request: Request) -> Result<Self, Refused> {
        let inputs = Inputs {
            files: request.paths,
            include: request.include,
            exclude: request.exclude,
            ..Inputs::default()
        };
        // Nothing named is nothing to read; here it is not standard input.
        let found = if inputs.files.is_empty() { Ok(Vec::new()) } else { walk::walk(&inputs, None) };
        let found = found.map_err(|error| Refused::Glob(error.to_string()))?;
        let (sender, answers) = bounded(WAITING);
        let (stop, stopped) = bounded(1);
        let reader = Reader { options: request.reading, lang: request.options.lang, max_bytes: None };
        let options = request.options;
        let work = move |job: &Job, _: &Claim| job.read(&reader, options);
        let limits = limits(threads(request.jobs), None);
        let lead = move || {
            let jobs = feed(found, request.folder);
            let mut desk = Desk { sender: sender.clone(), lang: options.lang };
            let led = AssertUnwindSafe(|| pool::run(limits, &jobs, &stopped, Arc::new(work), &mut desk));
            let last = match catch_unwind(led) {
                Ok(_) => Told::End,
                Err(panic) => Told::Broken(pool::words(&*panic)),
            };
            // Nobody may be waiting any more.
            let _ = sender.send(last);
        };
        pool::spawn(lead).map_err(|_| Refused::Why(no_threads(options.lang)))?;
        Ok(Self { answers, has_ended: AtomicBool::new(false), stop })
    }

    /// The next answer, if there is one within `wait`.
    #[must_use]
    pub fn next(&self, wait: Duration) -> Next {
        let next = match self.answers.recv_timeout(wait) {
            Ok(Told::Answer(answer)) => return Next::Ready(Box::new(answer)),
            Err(RecvTimeoutError::Timeout) => return Next::Waiting,
            Ok(Told::End) => Next::Finished,
            Ok(Told::Broken(words)) => Next::Broken(words),
            Err(RecvTimeoutError::Disconnected) => Next::Broken("no answer".to_owned()),
        };
        // The end is told once.
        if self.has_ended.swap(true, Ordering::Relaxed) { Next::Finished } else { next }
    }
}

impl Drop for Many {
    fn drop(&mut self) {
        // Where the work has ended, nobody is left to be told.
        let _ = self.stop.try_send(());
    }
}

/// Reads one input of the user's, as [`Many`] reads each of them.
#[must_use]
pub fn read_one(path: &Path, reading: ReadOptions, options: Options) -> Answer {
    let reader = Reader { options: reading, lang: options.lang, max_bytes: None };
    let job = Job { path: path.to_owned(), name: None, input: Input::Named };
    let result = job.read(&reader, options);
    answer(&job, result)
}

/// Reads a file that the user names, and no more.
///
/// # Errors
///
/// Why there is no source.
pub fn source(path: &Path, reading: ReadOptions, lang: guihua::Lang) -> Result<guihua::Source, Why> {
    let reader = Reader { options: reading, lang, max_bytes: None };
    reader.read(path, &Input::Named).map_err(|refusal| refusal.trouble.into())
}

/// Why nothing is read where the system gives no thread to do it on.
#[must_use]
pub fn no_threads(lang: guihua::Lang) -> Why {
    Trouble::no_threads(lang).into()
}

/// What a path is called in the model of its plan: UTF-8, and the path again.
#[must_use]
pub fn name(path: &Path) -> String {
    plain::name(path)
}

/// The code and the message of an error of the library.
#[must_use]
pub fn words(error: guihua::Error, lang: guihua::Lang) -> (&'static str, String) {
    let Trouble { code, message } = Trouble::of(&error.into(), lang);
    (code, message)
}

impl From<Trouble> for Why {
    fn from(Trouble { code, message }: Trouble) -> Self {
        Self { code, message }
    }
}

fn feed(found: Vec<Found>, folder: Option<PathBuf>) -> Receiver<(Job, u64)> {
    pool::feed(found.into_iter().map(move |found| {
        let path = found.path.clone();
        let below = folder.as_deref().and_then(|folder| walk::name_below(&path, folder));
        let name = Some(below.unwrap_or_else(|| found.name.clone()));
        let input = if walk::is_stdin(&path) { Input::Named } else { Input::of(found) };
        let job = Job { path, name, input };
        let size = std::fs::metadata(&job.path).map_or(0, |found| found.len());
        (job, size)
    }))
}

/// An input.
struct Job {
    path: PathBuf,
    name: Option<String>,
    input: Input,
}

impl Job {
    fn read(&self, reader: &Reader, options: Options) -> Result<Vec<Document>, Refusal> {
        let source = reader.read(&self.path, &self.input)?;
        let source = match &self.name {
            Some(name) => source.named(name),
            None => source,
        };
        Ok(guihua::parse_with(&source, &options).documents)
    }
}

/// Puts the answers where they are fetched.
struct Desk {
    sender: Sender<Told>,
    lang: guihua::Lang,
}

impl pool::Sink<Job, Result<Vec<Document>, Refusal>> for Desk {
    fn deliver(&mut self, job: &Job, ended: Ended<Result<Vec<Document>, Refusal>>) -> ControlFlow<()> {
        let result = match ended {
            Ended::Done(result) => result,
            Ended::Panicked(words) => Err(Refusal::new(Status::Failed, Trouble::internal(&words, self.lang))),
            // Nothing limits the time here, and after a stop nobody fetches.
            Ended::TimedOut | Ended::Dropped => return ControlFlow::Break(()),
        };
        match self.sender.send(Told::Answer(answer(job, result))) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}

fn answer(job: &Job, result: Result<Vec<Document>, Refusal>) -> Answer {
    let path = job.path.clone();
    match result {
        Ok(documents) => {
            let has_findings = documents.iter().any(|document| !document.diagnostics.is_empty());
            let status = if has_findings { Status::Findings } else { Status::Parsed };
            Answer { path, status: status.word(), result: Ok(documents) }
        }
        Err(Refusal { status, trouble, .. }) => {
            Answer { path, status: status.word(), result: Err(trouble.into()) }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn all(many: &Many) -> Vec<Answer> {
        let mut answers = Vec::new();
        loop {
            match many.next(Duration::from_secs(10)) {
                Next::Ready(answer) => answers.push(*answer),
                Next::Finished => return answers,
                Next::Waiting => {}
                Next::Broken(words) => panic!("{words}"),
            }
        }
    }

    #[test]
    fn answers_come_in_the_order_of_paths_and_bad_files_are_answers() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        for number in 0..50 {
            fs::write(at.join(format!("{number:02}.txt")), format!("甲县规划{number}\n一、甲\n")).unwrap();
        }
        fs::write(at.join("30.txt"), [0u8, 1, 2, 3, 0, 255, 254, 0]).unwrap();
        let request = Request { paths: vec![at.into(), at.join("none.txt")], ..Request::default() };
        let answers = all(&Many::start(request).unwrap());
        let names: Vec<_> =
            answers.iter().map(|answer| answer.path.file_name().unwrap().to_str().unwrap()).collect();
        assert!(names.is_sorted() && names.len() == 51, "{names:?}");
        assert_eq!(answers[30].status, "skipped");
        assert_eq!(answers[50].result.as_ref().unwrap_err().code, "not-found");
        let good: Vec<_> = answers.iter().filter_map(|answer| answer.result.as_ref().ok()).collect();
        assert_eq!(good.len(), 49);
        assert_eq!(good[7][0].source.name.as_deref(), Some("07.txt"));
    }

    #[test]
    fn names_begin_in_the_folder_that_is_said_to_be_around_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("2021").join("a.txt");
        fs::create_dir(path.parent().unwrap()).unwrap();
        fs::write(&path, "甲县规划\n一、甲\n").unwrap();
        let name = |around: Option<&Path>| {
            let folder = around.map(Path::to_owned);
            let request = Request { paths: vec![path.clone()], folder, ..Request::default() };
            all(&Many::start(request).unwrap()).remove(0).result.unwrap()[0].source.name.clone().unwrap()
        };
        assert_eq!(name(None), "a.txt");
        assert_eq!(name(Some(folder.path())), "2021/a.txt");
        assert_eq!(name(Some(Path::new("elsewhere"))), "a.txt");
        assert_eq!(name(Some(&path)), "a.txt");
    }

    #[test]
    fn nothing_named_is_nothing_read_and_dropping_stops() {
        assert!(all(&Many::start(Request::default()).unwrap()).is_empty());
        let folder = tempfile::tempdir().unwrap();
        for number in 0..500 {
            fs::write(folder.path().join(format!("{number}.txt")), "甲县规划\n一、甲\n").unwrap();
        }
        let many = Many::start(Request { paths: vec![folder.path().into()], ..Request::default() }).unwrap();
        assert!(matches!(many.next(Duration::from_secs(10)), Next::Ready(_)));
        let answers = many.answers.clone();
        drop(many);
        // What was delivered already is there; far from all of it was.
        assert!(answers.into_iter().count() < 500);
    }

    #[test]
    fn a_work_that_is_gone_without_its_end_is_no_end() {
        let (sender, answers) = bounded(1);
        let (stop, _stopped) = bounded(1);
        let many = Many { answers, has_ended: AtomicBool::new(false), stop };
        drop(sender);
        assert!(matches!(many.next(Duration::ZERO), Next::Broken(_)));
        assert!(matches!(many.next(Duration::ZERO), Next::Finished));
    }

    #[test]
    fn without_a_thread_nothing_is_read_and_that_is_said() {
        pool::tests::give_threads(0);
        let refused = Many::start(Request { paths: vec!["seeds".into()], ..Request::default() });
        assert!(matches!(refused.unwrap_err(), Refused::Why(why) if why.code == "no-threads"));
    }

    #[test]
    fn the_threads_that_there_are_read_all() {
        let request = Request {
            paths: vec!["seeds".into()],
            jobs: std::num::NonZeroUsize::new(100_000),
            ..Request::default()
        };
        assert_eq!(all(&Many::start(request).unwrap()).len(), 5);
    }
}
