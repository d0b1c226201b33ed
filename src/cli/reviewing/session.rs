//! The files that are open, what was corrected in them, and where that is kept.
//!
//! Every change is written at once, whole or not at all, and only where the file of corrections
//! still is what this program has read or written. A page says which state it has seen; what
//! somebody else has changed meanwhile is never overwritten. A source that has changed on disk is
//! read again, and what was done on the text before goes to its place in the new one.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use guihua::corrections::{Corrections, ENDING, Fate, Fault};
use guihua::{Lang, ReadOptions, Source};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::history::{History, Step, Way};
use super::record::{self, Asked};
use super::refusal::Refused;
use super::shown::{Reply, Shown};
use super::state::View;
use crate::cli::check::config::Configs;
use crate::cli::check::selection::{Selection, Settings};
use crate::cli::corrected;
use crate::cli::deadline;
use crate::cli::fault;
use crate::cli::input;
use crate::cli::locale::Ui;
use crate::cli::output::{self, Outputs, Refusal, hex};
use crate::cli::plain;
use crate::cli::walk::is_stdin;

/// All files of a run.
pub struct Session {
    pub files: Vec<File>,
    /// The names of what in a folder is left out, and why.
    left: Vec<(String, String)>,
    reading: ReadOptions,
    /// How large a file may be, and how long it may take.
    costs: (u64, Option<Duration>),
    keeps: bool,
    by: Option<String>,
    ui: Ui,
}

/// A file to look at.
pub struct File {
    pub name: String,
    /// Where it stands; nothing for what was dropped on the page.
    path: Option<PathBuf>,
    open: Option<Open>,
}

/// A file that was read.
pub struct Open {
    pub view: View,
    pub corrections: Arc<Corrections>,
    history: History,
    revision: u64,
    /// The text before the source changed on disk, and the last state that a page has seen of it.
    former: Option<(u64, View)>,
    /// The SHA-256 of the file of corrections, as it was read or written; nothing where there
    /// is none.
    kept: Option<String>,
    /// Both files as they were when they were looked at last.
    seen: [Stamp; 2],
    /// Why the source or its corrections cannot be read any more.
    trouble: Option<String>,
    /// Whether corrections are written beside the file; else they are in memory alone.
    is_kept: bool,
    /// The corrections that somebody has saved from the page.
    taken: Option<Arc<Corrections>>,
}

/// Corrections that were dropped on the page.
struct Dropped {
    /// The name of their plan, where it can be told.
    plan: Option<String>,
    list: Result<Corrections, Fault>,
}

impl Dropped {
    /// What was dropped, if it is a list of corrections: by its name, or, where a browser has
    /// numbered that, by what it says.
    fn of(name: &str, bytes: &[u8]) -> Option<Self> {
        /// How such a file says what it is.
        const KEY: &str = "guihua_corrections:";
        let text = String::from_utf8_lossy(bytes);
        let ending = name.strip_suffix(ENDING).filter(|plan| !plan.is_empty());
        let says =
            || text.lines().take_while(|line| !line.starts_with("changes:")).any(|it| it.starts_with(KEY));
        if ending.is_none() && !says() {
            return None;
        }
        let list = Corrections::read(&text);
        let source = list.as_ref().ok().and_then(|list| list.source.clone());
        let source = source.map(|it| it.rsplit(['/', '\\']).next().unwrap_or_default().to_owned());
        Some(Self { plan: ending.map(str::to_owned).or(source), list })
    }
}

/// When a file was written and how long it is; nothing where there is none.
type Stamp = Option<(SystemTime, u64)>;

/// The revision of a file, and what is wrong with it on disk.
pub type Standing = (u64, Option<String>);

/// Who asks for a step, and which state that page has seen.
pub struct Asking<'a> {
    pub file: usize,
    pub revision: u64,
    pub window: &'a str,
    pub lang: Lang,
}

/// How a request ended.
pub enum Answer {
    /// It was done.
    Done(Reply),
    /// Somebody else has changed the file; this is how it is now.
    Conflict(Reply),
    /// It was not done; why, and how the file is.
    Refused(Reply),
}

/// What a step makes of the list, and of the steps of its window.
struct Next {
    list: Corrections,
    way: Option<Way>,
}

impl Session {
    pub fn new(reading: ReadOptions, costs: (u64, Option<Duration>), keeps: bool, ui: Ui) -> Self {
        let by = ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        let by = by.map(|name| name.chars().filter(|c| !c.is_control()).take(40).collect());
        Self { files: Vec::new(), left: Vec::new(), reading, costs, keeps, by, ui }
    }

    const fn disk(&self, lang: Lang) -> Disk {
        Disk { reading: self.reading, costs: self.costs, keeps: self.keeps, lang, ui: self.ui }
    }

    /// Adds a file that the user has named.
    pub fn add(&mut self, path: PathBuf, name: String) {
        self.files.push(File { name, path: Some(path), open: None });
    }

    /// Adds a file of a folder whose ending is of a kind that is not read, as a rule: some are read
    /// all the same, of the others it is said why not.
    pub fn try_add(&mut self, path: PathBuf, name: String, lang: Lang) {
        match input::read_as(&path, &plain::name(&path), self.reading, Some(self.costs.0)) {
            Ok(_) => self.add(path, name),
            Err(error) => self.left.push((name, fault::reason(&error, lang))),
        }
    }

    /// Leaves aside data in a folder, and says so: models are made of plans and not corrected.
    pub fn leave_data(&mut self, name: String, lang: Lang) {
        let zh = "模型（或别的数据），不是规划原文：更正请打开它的原文；要看它，请在命令里写出它的名字";
        let en = "a model (or other data) and no plan: to correct it open its source, to see it name it on the command line";
        self.left.push((name, pick(lang, zh, en).to_owned()));
    }

    /// What is left out, for the page.
    pub fn left(&self) -> Value {
        self.left.iter().map(|(name, reason)| json!({ "name": name, "reason": reason })).collect()
    }

    /// Takes a file that was dropped on the page; its place among the files. Corrections are applied
    /// to the plan that they belong to, and have its place.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, in words.
    pub fn take(&mut self, name: &str, bytes: Vec<u8>, window: &str, lang: Lang) -> Result<usize, String> {
        /// So many files at once are looked at by nobody.
        const MOST: usize = 200;
        if self.files.len() >= MOST {
            return Err(pick(
                lang,
                "打开的文件太多：请关掉网页，重新打开再拖",
                "too many files are open: close the page and start anew",
            )
            .to_owned());
        }
        // A name and no path, whatever the page says.
        let name: String = name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(200).collect();
        let name = plain::line(&name).into_owned();
        if let Some(dropped) = Dropped::of(&name, &bytes) {
            return self.take_corrections(dropped, window, lang);
        }
        let (reading, called) = (self.reading, name.clone());
        let view =
            self.disk(lang).view(Settings::default(), move || Ok(Source::read(called, bytes, reading)?))?;
        let open = open(view, Corrections::default(), None);
        self.files.push(File { name, path: None, open: Some(open) });
        Ok(self.files.len() - 1)
    }

    /// Adds dropped corrections to those of the plan of that name that was dropped last: one step of
    /// the window, which it can take back.
    fn take_corrections(&mut self, dropped: Dropped, window: &str, lang: Lang) -> Result<usize, String> {
        let list = dropped.list.map_err(|fault| match lang {
            Lang::Zh => fault.message_zh(),
            Lang::En => fault.to_string(),
        })?;
        let is_called = |file: &File| Some(&file.name) == dropped.plan.as_ref();
        let is_on_disk = self.files.iter().any(|file| file.path.is_some() && is_called(file));
        let of = |file: &File| file.path.is_none() && is_called(file);
        let found = self.files.iter_mut().enumerate().rfind(|(_, file)| of(file));
        let Some((at, open)) = found.and_then(|(at, file)| Some((at, file.open.as_mut()?))) else {
            let plan = dropped.plan.unwrap_or_else(|| "?".to_owned());
            if is_on_disk {
                return Err(elsewhere(&plan, self.keeps, lang));
            }
            return Err(match lang {
                Lang::Zh => format!("这是“{plan}”的更正记录，不是规划：请把它和“{plan}”一起拖进来"),
                Lang::En => {
                    format!("these are corrections of {plan} and no plan: drop them together with {plan}")
                }
            });
        };
        let mut next = (*open.corrections).clone();
        let is_first = next.changes.is_empty();
        next.changes.extend(list.changes.into_iter().filter(|it| !open.corrections.changes.contains(it)));
        let step = Step::between(&open.corrections, &next);
        open.corrections = Arc::new(next);
        if is_first {
            open.note_taken();
        }
        open.history.note(window, step);
        open.revision += 1;
        Ok(at)
    }

    /// The names of all files, and whether their corrections are in memory alone.
    pub fn names(&self) -> Value {
        let unkept = |file: &File| file.open.as_ref().is_some_and(Open::is_unkept);
        let name = |file: &File| json!({ "name": file.name, "dropped": file.path.is_none(), "unkept": unkept(file) });
        self.files.iter().map(name).collect()
    }

    /// The file at a place, read if it was not, and again if it has changed on disk.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, in words.
    pub fn open(&mut self, at: usize, lang: Lang) -> Result<&mut Open, String> {
        let disk = self.disk(lang);
        let nothing = || {
            let zh = "这个文件已经不在清单里：请刷新网页，再从清单里选一个";
            pick(lang, zh, "this file is not in the list any more: reload the page and choose one").to_owned()
        };
        let File { name, path, open } = self.files.get_mut(at).ok_or_else(nothing)?;
        match (open, path.as_deref()) {
            (Some(open), path) => {
                if let Some(path) = path.filter(|path| open.seen != disk.stamps(path)) {
                    // What it cannot read it says on the page.
                    let _ = open.look_again(path, name, disk);
                }
                Ok(open)
            }
            (place @ None, Some(path)) => Ok(place.insert(disk.open(path, name)?)),
            (None, None) => Err(nothing()),
        }
    }

    /// What a page shows of a file beside its source.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, in words.
    pub fn state(&mut self, at: usize, window: &str, lang: Lang) -> Result<Shown, String> {
        let open = self.open(at, lang)?;
        let mut state = open.view.reading(&open.corrections, open.revision, lang);
        open.add_own(&mut state, window);
        Ok(state)
    }

    /// Looks at all files that are open; those that have changed on disk, and how they are.
    pub fn look(&mut self, lang: Lang) -> Vec<(usize, Standing)> {
        let is_open = |at: &usize| self.files[*at].open.is_some();
        let open: Vec<usize> = (0..self.files.len()).filter(is_open).collect();
        let looked = open.into_iter().filter_map(|at| {
            let before = self.standing(at);
            self.open(at, lang).ok()?;
            Some((at, self.standing(at))).filter(|(_, now)| *now != before)
        });
        looked.collect()
    }

    /// Does all that was asked for, if the page has seen the newest state: one step back undoes it.
    pub fn change(&mut self, asking: &Asking, asked: Vec<Asked>) -> Answer {
        let (by, lang) = (self.by.clone(), asking.lang);
        self.step(asking, |open, view| {
            if asked.is_empty() {
                let zh = "网页没有说要改什么：请刷新网页（F5），再改一次";
                let en = "the page did not say what to change: reload it (F5) and try again";
                return Err((pick(lang, zh, en).to_owned(), None));
            }
            let mut list = (*open.corrections).clone();
            for asked in asked {
                let made = record::record(view, &list, asked, by.as_deref());
                list = made.map_err(|refused| (refused.message(lang), None))?;
            }
            Ok(Next { list, way: None })
        })
    }

    /// One step of this window back, or forward again.
    pub fn go(&mut self, asking: &Asking, way: Way) -> Answer {
        let (lang, window) = (asking.lang, asking.window);
        self.step(asking, |open, _| {
            let nothing = || {
                let (zh, en) = match way {
                    Way::Back => (
                        "这个窗口没有可撤销的改动了；别处改的，可以在右边的更正清单里删去",
                        "this window has nothing to undo; what was corrected elsewhere can be deleted in the list on the right",
                    ),
                    Way::Forward => (
                        "没有可重做的：重做只恢复这个窗口刚撤销的改动",
                        "nothing to redo: that brings back what this window has just undone",
                    ),
                };
                (pick(lang, zh, en).to_owned(), None)
            };
            let step = open.history.next(window, way).ok_or_else(nothing)?;
            let list = step.go(way, &open.view, &open.corrections);
            let list = list.map_err(|hindrance| (hindrance.message(way, lang), Some(way)))?;
            Ok(Next { list, way: Some(way) })
        })
    }

    /// A step and its writing: both, or neither.
    fn step(&mut self, asking: &Asking, work: impl FnOnce(&Open, &View) -> Result<Next, Kept>) -> Answer {
        let Asking { file: at, revision, window, lang } = *asking;
        let disk = self.disk(lang);
        let found = self.files.get(at).map(|file| (file.name.clone(), file.path.clone()));
        let open = match self.open(at, lang) {
            Ok(open) => open,
            Err(words) => return Answer::Refused(Reply::refused(words, None)),
        };
        let (name, path) = found.unwrap_or_default();
        let path = path.filter(|path| !is_stdin(path));
        let refused = |open: &Open, words: String| {
            Answer::Refused(Reply::refused(words, Some(open.changing(window, lang))))
        };
        // Whatever a clock says, nothing of others is overwritten.
        if let Some(path) = &path
            && let Err(words) = open.look_again(path, &name, disk)
        {
            return refused(open, not_saved(&words, lang));
        }
        let target = path.as_deref().filter(|_| disk.keeps).map(corrected::beside);
        // What was done on the text before is told by that text.
        let former = open.former.take_if(|(seen, _)| *seen == revision && revision + 1 == open.revision);
        if former.is_none() && revision != open.revision {
            return Answer::Conflict(Reply::of(open.changing(window, lang)));
        }
        let next = work(open, former.as_ref().map_or(&open.view, |(_, view)| view));
        let Next { list, way } = match next {
            Ok(next) => next,
            Err((words, left)) => {
                if let Some(way) = left {
                    open.history.skip(window, way);
                }
                return refused(open, words);
            }
        };
        if former.is_some()
            && way.is_none()
            && let Some(words) = open.unfit(&list, lang)
        {
            return Answer::Conflict(Reply::refused(words, Some(open.changing(window, lang))));
        }
        let before = std::mem::replace(&mut open.corrections, Arc::new(list));
        if let Some(target) = &target
            && let Err(error) = open.keep(target)
        {
            open.corrections = before;
            if let (Some(path), Some(Refusal::Changed)) = (&path, error.downcast_ref()) {
                // Somebody was quicker: what they have written is shown.
                if let Err(words) = open.look_again(path, &name, disk) {
                    return refused(open, not_saved(&words, lang));
                }
                return Answer::Conflict(Reply::of(open.changing(window, lang)));
            }
            return refused(open, not_saved(&fault::causes(&error, lang), lang));
        }
        match way {
            Some(way) => open.history.pass(window, way),
            None => open.history.note(window, Step::between(&before, &open.corrections)),
        }
        open.revision += 1;
        let saved = target.as_deref().and_then(Path::file_name).map(|name| plain::name(Path::new(name)));
        Answer::Done(Reply { saved, ..Reply::of(open.changing(window, lang)) })
    }

    /// How a file is, for other windows.
    pub fn standing(&self, at: usize) -> Standing {
        let open = self.files.get(at).and_then(|file| file.open.as_ref());
        open.map_or_else(Standing::default, |open| (open.revision, open.trouble.clone()))
    }
}

/// Why a step was not made, in words, and on which way one is left aside.
type Kept = (String, Option<Way>);

/// How files are read.
#[derive(Clone, Copy)]
struct Disk {
    reading: ReadOptions,
    costs: (u64, Option<Duration>),
    keeps: bool,
    lang: Lang,
    ui: Ui,
}

impl Disk {
    fn read(self, path: &Path, name: &str, settings: Settings) -> Result<View, String> {
        let (path, name) = (path.to_owned(), name.to_owned());
        self.view(settings, move || {
            let read = input::read_as(&path, &plain::name(&path), self.reading, Some(self.costs.0));
            Ok(read?.named(name))
        })
    }

    /// What `read` reads, in the time that it may take: all of it then, and else where it is
    /// asked for.
    fn view(
        self,
        settings: Settings,
        read: impl FnOnce() -> anyhow::Result<Source> + Send + 'static,
    ) -> Result<View, String> {
        let time = self.costs.1;
        let view = deadline::within(time, Ui { lang: self.lang, ..self.ui }, move || {
            let view = View::new(read()?, settings);
            if time.is_some() {
                view.has_parts();
            }
            Ok(view)
        });
        view.map_err(|error| fault::causes(&error, self.lang))
    }

    /// What is said of a file that cannot be read any more.
    fn before(self, words: &str) -> String {
        let more = "；网页上是先前读的内容，请先排除这个问题";
        format!("{words}{}", pick(self.lang, more, "; the page shows what was read before"))
    }

    /// What `check` looks for in the file; all, where its configuration cannot be read, and why.
    fn settings(self, path: &Path) -> (Settings, Option<String>) {
        let read = Configs::new(None, false, self.ui)
            .and_then(|mut configs| configs.settings_for(path, &Selection::default()));
        match read {
            Ok(settings) => (settings, None),
            Err(error) => {
                let more =
                    pick(self.lang, "；这里按没有配置来检查", "; all is checked as if there were none");
                (Settings::default(), Some(fault::causes(&error, self.lang) + more))
            }
        }
    }

    fn corrections(self, path: &Path) -> Result<(Corrections, Option<String>), String> {
        let found = corrected::Corrector { is_wanted: self.keeps }.find(path);
        let found = found.map_err(|error| fault::causes(&error, self.lang))?;
        Ok(found.map_or_else(Default::default, |it| (it.corrections, Some(it.sha256))))
    }

    fn open(self, path: &Path, name: &str) -> Result<Open, String> {
        // Written between the look and the reading, it is read once more than needed.
        let seen = self.stamps(path);
        let (settings, trouble) = self.settings(path);
        let view = self.read(path, name, settings)?;
        let (corrections, kept) = self.corrections(path)?;
        let is_kept = self.keeps && !is_stdin(path);
        Ok(Open { seen, trouble, is_kept, ..open(view, corrections, kept) })
    }

    /// The stamps of a source and its corrections; what is read once has none.
    fn stamps(self, path: &Path) -> [Stamp; 2] {
        let stays = fs::metadata(path).map_or(true, |found| found.is_file());
        if is_stdin(path) || !stays {
            return [None; 2];
        }
        [stamp(path), stamp(&corrected::beside(path)).filter(|_| self.keeps)]
    }
}

fn stamp(path: &Path) -> Stamp {
    let found = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((found.modified().ok()?, found.len()))
}

fn open(view: View, corrections: Corrections, kept: Option<String>) -> Open {
    Open {
        view,
        corrections: Arc::new(corrections),
        history: History::default(),
        revision: 1,
        former: None,
        kept,
        seen: [None; 2],
        trouble: None,
        is_kept: false,
        taken: None,
    }
}

impl Open {
    /// What changes with corrections, and whether there is something to undo.
    fn changing(&self, window: &str, lang: Lang) -> Shown {
        let mut state = self.view.changing(&self.corrections, self.revision, lang);
        self.add_own(&mut state, window);
        state
    }

    fn add_own(&self, state: &mut Shown, window: &str) {
        let (undo, redo) = self.history.counts(window);
        state.set("undo", undo);
        state.set("redo", redo);
        state.set("trouble", self.trouble.clone());
        state.set("unkept", self.is_unkept());
    }

    /// Whether there are corrections that would be lost with the program.
    fn is_unkept(&self) -> bool {
        let is_taken = || self.taken.as_ref().is_some_and(|taken| taken.changes == self.corrections.changes);
        !self.is_kept && !self.corrections.changes.is_empty() && !is_taken()
    }

    /// Notes that somebody has saved the corrections.
    pub fn note_taken(&mut self) {
        self.taken = Some(self.corrections.clone());
    }

    /// Reads the source and the corrections again if somebody has written them. A source that
    /// cannot be read any more is kept as it was.
    ///
    /// # Errors
    ///
    /// Why the corrections cannot be read, in words.
    fn look_again(&mut self, path: &Path, name: &str, disk: Disk) -> Result<(), String> {
        let seen = disk.stamps(path);
        if seen[0] != self.seen[0] || self.trouble.is_some() {
            let (settings, trouble) = disk.settings(path);
            match disk.read(path, name, settings) {
                Ok(view) if view.source.sha256() != self.view.source.sha256() => {
                    let view = std::mem::replace(&mut self.view, view);
                    self.former = Some((self.revision, view));
                    self.revision += 1;
                    self.trouble = trouble;
                }
                read => self.trouble = read.err().map(|words| disk.before(&words)),
            }
        }
        self.seen = seen;
        let found = disk.corrections(path);
        if let Err(words) = &found {
            self.trouble = Some(disk.before(words));
        }
        let (corrections, kept) = found?;
        if kept != self.kept {
            self.corrections = Arc::new(corrections);
            self.kept = kept;
            self.revision += 1;
        }
        Ok(())
    }

    /// Why a change of the list that is not kept yet does not fit the text as it is.
    fn unfit(&self, list: &Corrections, lang: Lang) -> Option<String> {
        let mut sorted = list.clone();
        sorted.sort();
        let fates = self.view.corrected(&sorted).fates;
        let is_new = |change| !self.corrections.changes.contains(change);
        sorted.changes.iter().zip(fates).find_map(|(change, fate)| match fate {
            Fate::Unfit(found) if is_new(change) => {
                Some(Refused::Unfit(Box::new(change.clone()), Box::new(found)).message(lang))
            }
            _ => None,
        })
    }

    /// Writes the corrections; a list that has become empty again is no file.
    fn keep(&mut self, target: &Path) -> anyhow::Result<()> {
        if self.corrections.changes.is_empty() {
            if let Some(kept) = &self.kept {
                output::remove(target, kept)?;
                self.kept = None;
                self.seen[1] = None;
            }
            return Ok(());
        }
        let corrections = Arc::make_mut(&mut self.corrections);
        corrections.source = Some(self.view.source.name().to_owned());
        let text = corrections.text();
        let outputs = Outputs::new([Some(target)], true)?;
        let place = outputs.open(Some(target))?.after(self.kept.as_deref())?;
        place.write(|writer| writer.write_all(text.as_bytes()))?;
        // What nobody knows is not written, or is a comment.
        corrections.strangers.clear();
        self.kept = Some(hex(&Sha256::digest(text.as_bytes())));
        // Somebody may have written it already: it is looked at once more.
        self.seen[1] = None;
        Ok(())
    }
}

/// What is said of dropped corrections whose plan was opened from disk: they are read there.
fn elsewhere(plan: &str, keeps: bool, lang: Lang) -> String {
    match (keeps, lang) {
        (true, Lang::Zh) => format!(
            "没有采用：“{plan}”是从磁盘打开的，它的更正在同一目录的“{plan}{ENDING}”里。请把这份放到那里；那里已有的，把两份的更正行并在一起。存好以后网页会自己读出"
        ),
        (true, Lang::En) => format!(
            "not applied: {plan} was opened from disk, and its corrections are in {plan}{ENDING} beside it; put these there, or, where that file exists, add their lines to it: the page reads it by itself"
        ),
        (false, Lang::Zh) => format!(
            "没有采用：“{plan}”是用 --no-corrections 打开的。要用更正，请把这份放在它旁边，取名“{plan}{ENDING}”，不带这个选项重新打开"
        ),
        (false, Lang::En) => format!(
            "not applied: {plan} was opened with --no-corrections; to apply these put them beside it as {plan}{ENDING}, and open it without that option"
        ),
    }
}

/// What is said where corrections cannot be kept.
fn not_saved(words: &str, lang: Lang) -> String {
    let zh = "；这一处没有保存，请先排除这个问题，再改一次";
    format!("{words}{}", pick(lang, zh, "; the change was not saved: mend that, and make it again"))
}

const fn pick(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
