//! Takes the answers, in their order, and puts each where it belongs.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;

use guihua::Lang;

use super::index::Index;
use super::job::{Answer, Envelope, Job, Shape};
use super::pool::{End, Ended, Sink};
use super::progress::Progress;
use super::record::{Record, Status, Tally, Trouble};
use crate::cli::args::Parse;
use crate::cli::deadline::TOO_LONG;
use crate::cli::fault;
use crate::cli::locale::Ui;
use crate::cli::output::Outputs;
use crate::cli::plain;
use crate::cli::room::{Kind, Room};
use crate::cli::task::Task;

/// Counts, tells of troubles, and shows where the work is.
pub struct Desk {
    room: Room,
    lang: Lang,
    quiet: bool,
    total: Option<u64>,
    errors: Option<(String, BufWriter<Box<dyn Write>>)>,
    progress: Progress,
    tally: Tally,
    /// Why nothing else can be done.
    error: Option<anyhow::Error>,
}

impl Desk {
    /// `is_busy` is whether results go to the terminal that messages go to.
    pub fn new(
        args: &Parse,
        outputs: &Outputs,
        lang: Lang,
        total: Option<u64>,
        is_busy: bool,
        room: Room,
    ) -> anyhow::Result<Self> {
        let open = |path: &Path| {
            let name = plain::name(path);
            let file = outputs.open_own(Some(path), &Record::are_lines)?.begin_list()?;
            anyhow::Ok((name, BufWriter::new(file)))
        };
        let ui = room.ui;
        Ok(Self {
            room,
            lang,
            quiet: args.quiet,
            total,
            errors: args.errors.as_deref().map(open).transpose()?,
            progress: Progress::new(args.progress, total, is_busy, ui),
            tally: Tally::default(),
            error: None,
        })
    }

    /// How to speak to people.
    pub fn ui(&self) -> Ui {
        self.room.ui
    }

    /// Whether something happened that [`Desk::finish`] will tell.
    pub fn has_failed(&self) -> bool {
        self.error.is_some()
    }

    /// Counts an answer and tells of its trouble.
    fn note(&mut self, job: &Job, answer: &Answer) -> ControlFlow<()> {
        self.tally.count(answer.status, answer.worst);
        let Some(trouble) = &answer.trouble else { return ControlFlow::Continue(()) };
        if answer.is_fatal {
            self.error = Some(anyhow::anyhow!("{}", trouble.message));
            return ControlFlow::Break(());
        }
        if let Some((name, errors)) = &mut self.errors {
            let line = Record::line(&job.path, answer.status, trouble);
            // Written at once: whoever kills the process wants to know.
            if let Err(error) = writeln!(errors, "{line}").and_then(|()| errors.flush()) {
                self.error = Some(anyhow::Error::new(error).context(Task::Write(Some(name.clone()))));
                return ControlFlow::Break(());
            }
            return ControlFlow::Continue(());
        }
        let ui = self.ui();
        let message = format!("{}: {}", plain::name(&job.path), trouble.message);
        let told = match answer.status {
            Status::Failed => self.room.failed(&trouble.message, &answer.words, fault::line(&message, ui)),
            _ if self.quiet => None,
            _ => {
                let label = ui.pick("跳过", "skipped");
                let line = plain::line(&format!("{label}: {message}")).into_owned();
                self.room.take(Kind::Skipped, &trouble.message, &line).then_some(line)
            }
        };
        if let Some(told) = told {
            self.progress.say(&told);
        }
        ControlFlow::Continue(())
    }

    /// Says that no file was written. Who expected nothing at all is told that elsewhere.
    pub fn tell_nothing(&self) {
        if self.tally.failed > 0 {
            self.progress.say(
                self.room.ui.pick("没有读成任何规划，没有写出文件", "no plan was read: nothing was written"),
            );
        }
    }

    /// Ends the showing and says how it went.
    ///
    /// # Errors
    ///
    /// What made the work stop.
    pub fn finish(mut self, end: End) -> anyhow::Result<Tally> {
        self.progress.finish(&self.tally);
        if let Some(rest) = self.room.rest() {
            self.progress.say(&rest);
        }
        let ui = self.ui();
        if let Some(error) = self.error {
            return Err(error);
        }
        if end == End::Interrupted || !self.quiet {
            let summary = self.tally.summary(self.total, self.progress.time(), ui.lang);
            let interrupted = ui.pick("已中断。", "interrupted: ");
            self.progress
                .say(&format!("{}{summary}", if end == End::Interrupted { interrupted } else { "" }));
        }
        Ok(self.tally)
    }
}

/// The answer that `ended` stands for; nothing for an input that was dropped.
fn answer(ended: Ended<Answer>, lang: Lang) -> Option<Answer> {
    let trouble = match ended {
        Ended::Done(answer) => return Some(answer),
        Ended::Dropped => return None,
        Ended::TimedOut => Trouble::new("timeout", lang, TOO_LONG.0, TOO_LONG.1),
        Ended::Panicked(words) => Trouble::internal(&words, lang),
    };
    Some(Answer::without(Status::Failed, trouble))
}

/// Writes all models one after the other.
pub struct Streaming<'a> {
    desk: &'a mut Desk,
    writer: &'a mut dyn Write,
    shape: Shape,
    is_first: bool,
    /// Whether an input was dropped: what comes behind would leave a gap.
    is_cut: bool,
    error: Option<io::Error>,
}

impl<'a> Streaming<'a> {
    pub fn new(desk: &'a mut Desk, writer: &'a mut dyn Write, shape: Shape) -> Self {
        Self { desk, writer, shape, is_first: true, is_cut: false, error: None }
    }

    fn put(&mut self, text: &[u8]) -> io::Result<()> {
        let between: &[u8] = match (self.shape, self.is_first) {
            (Shape::Elements, true) => b"[\n",
            (Shape::Elements, false) => b",\n",
            (Shape::Plain(guihua::render::Format::Yaml), false) => b"---\n",
            _ => b"",
        };
        self.is_first = false;
        self.writer.write_all(between)?;
        self.writer.write_all(text)
    }

    /// Whether there is no model where there had to be one: an empty file in the place of an old
    /// one is worse than none.
    pub fn has_nothing(&self, may_be_empty: bool) -> bool {
        self.is_first && (self.desk.tally.failed > 0 || !may_be_empty)
    }

    /// Writes what stands behind all models.
    ///
    /// # Errors
    ///
    /// What `writer` reports, and an interrupt: then it is not all of them.
    pub fn close(self, end: End) -> io::Result<()> {
        if let Some(error) = self.error {
            return Err(error);
        }
        if self.shape == Shape::Elements {
            self.writer.write_all(if self.is_first { b"[]\n" } else { b"\n]\n" })?;
        }
        self.writer.flush()?;
        // Nor is it all of them after an error elsewhere.
        if end == End::Finished { Ok(()) } else { Err(io::ErrorKind::Interrupted.into()) }
    }
}

impl Sink<Job, Answer> for Streaming<'_> {
    fn deliver(&mut self, job: &Job, ended: Ended<Answer>) -> ControlFlow<()> {
        self.is_cut |= matches!(ended, Ended::Dropped);
        let Some(answer) = answer(ended, self.desk.lang).filter(|_| !self.is_cut) else {
            return ControlFlow::Continue(());
        };
        self.desk.note(job, &answer)?;
        if answer.trouble.is_none()
            && let Err(error) = self.put(&answer.text)
        {
            self.error = Some(error);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn tick(&mut self) {
        self.desk.progress.show(&self.desk.tally);
    }
}

/// Writes down which results there are; the threads have written them.
pub struct Filing<'a> {
    desk: &'a mut Desk,
    index: Index,
}

impl<'a> Filing<'a> {
    pub fn new(desk: &'a mut Desk, index: Index) -> Self {
        Self { desk, index }
    }
}

impl Sink<Job, Answer> for Filing<'_> {
    fn deliver(&mut self, job: &Job, ended: Ended<Answer>) -> ControlFlow<()> {
        let Some(answer) = answer(ended, self.desk.lang) else {
            return ControlFlow::Continue(());
        };
        self.desk.note(job, &answer)?;
        if let Some(entry) = &answer.entry
            && let Err(error) = self.index.add(entry)
        {
            self.desk.error =
                Some(anyhow::Error::new(error).context(Task::Write(Some(entry.output.clone()))));
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn tick(&mut self) {
        self.desk.progress.show(&self.desk.tally);
    }
}

/// Answers every input on a line of its own, at once.
pub struct Answering<'a> {
    writer: &'a mut dyn Write,
    lang: Lang,
    tally: Tally,
    error: Option<io::Error>,
}

impl<'a> Answering<'a> {
    pub fn new(writer: &'a mut dyn Write, lang: Lang) -> Self {
        Self { writer, lang, tally: Tally::default(), error: None }
    }

    /// # Errors
    ///
    /// What `writer` reported.
    pub fn close(self) -> io::Result<Tally> {
        self.error.map_or(Ok(self.tally), Err)
    }
}

impl Sink<Job, Answer> for Answering<'_> {
    fn deliver(&mut self, job: &Job, ended: Ended<Answer>) -> ControlFlow<()> {
        let Some(mut answer) = answer(ended, self.lang) else { return ControlFlow::Continue(()) };
        self.tally.count(answer.status, answer.worst);
        if let Some(trouble) = &answer.trouble {
            let path = plain::name(&job.path);
            let (status, documents) = (answer.status, &[][..]);
            answer.text = Envelope { path: &path, status, documents, error: Some(trouble) }.line();
        }
        if let Err(error) = self.writer.write_all(&answer.text).and_then(|()| self.writer.flush()) {
            self.error = Some(error);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}
