//! The files that are open, what was corrected in them, and where that is kept.
//!
//! Every change is written at once, whole or not at all, and only where the file of corrections
//! still is what this program has read or written. A page says which state it has seen; what
//! somebody else has changed meanwhile is never overwritten.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use guihua::corrections::Corrections;
use guihua::{Lang, ReadOptions, Source};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::record::{self, Asked};
use super::state::View;
use crate::cli::corrected;
use crate::cli::fault;
use crate::cli::input;
use crate::cli::output::{Outputs, hex};
use crate::cli::plain;

/// All files of a run.
pub struct Session {
    pub files: Vec<File>,
    reading: ReadOptions,
    max_bytes: u64,
    keeps: bool,
    by: Option<String>,
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
    undo: Vec<Arc<Corrections>>,
    redo: Vec<Arc<Corrections>>,
    revision: u64,
    /// The SHA-256 of the file of corrections, as it was read or written; nothing where there
    /// is none.
    kept: Option<String>,
}

/// How a request ended.
pub enum Answer {
    /// It was done.
    Done(Value),
    /// Somebody else has changed the file; this is how it is now.
    Conflict(Value),
    /// It was not done.
    Refused(String),
}

impl Session {
    pub fn new(reading: ReadOptions, max_bytes: u64, keeps: bool) -> Self {
        let by = ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        let by = by.map(|name| name.chars().filter(|c| !c.is_control()).take(40).collect());
        Self { files: Vec::new(), reading, max_bytes, keeps, by }
    }

    /// Adds a file that the user has named.
    pub fn add(&mut self, path: PathBuf, name: String) {
        self.files.push(File { name, path: Some(path), open: None });
    }

    /// Takes a file that was dropped on the page; its place among the files.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, in words.
    pub fn take(&mut self, name: &str, bytes: Vec<u8>, lang: Lang) -> Result<usize, String> {
        /// So many files at once are looked at by nobody.
        const MOST: usize = 200;
        if self.files.len() >= MOST {
            return Err(pick(lang, "打开的文件太多", "too many files are open").to_owned());
        }
        // A name and no path, whatever the page says.
        let name: String = name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(200).collect();
        let name = plain::line(&name).into_owned();
        let source = Source::read(name.clone(), bytes, self.reading)
            .map_err(|error| fault::causes(&error.into(), lang))?;
        let open = open(source, Corrections::default(), None);
        self.files.push(File { name, path: None, open: Some(open) });
        Ok(self.files.len() - 1)
    }

    /// The names of all files.
    pub fn names(&self) -> Value {
        self.files.iter().map(|file| json!({ "name": file.name, "dropped": file.path.is_none() })).collect()
    }

    /// The file at a place, read if it was not.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, in words.
    pub fn open(&mut self, at: usize, lang: Lang) -> Result<&mut Open, String> {
        let (reading, most, keeps) = (self.reading, self.max_bytes, self.keeps);
        let nothing = || pick(lang, "没有这个文件", "no such file").to_owned();
        let file = self.files.get_mut(at).ok_or_else(nothing)?;
        if file.open.is_none() {
            let path = file.path.as_deref().ok_or_else(nothing)?;
            let words = |error: anyhow::Error| fault::causes(&error, lang);
            let source = input::read_as(path, &plain::name(path), reading, Some(most)).map_err(words)?;
            let found = corrected::Corrector { is_wanted: keeps }.find(path).map_err(words)?;
            let (corrections, kept) =
                found.map_or_else(Default::default, |it| (it.corrections, Some(it.sha256)));
            file.open = Some(open(source.named(&*file.name), corrections, kept));
        }
        file.open.as_mut().ok_or_else(nothing)
    }

    /// What a page shows of a file beside its source.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, in words.
    pub fn state(&mut self, at: usize, lang: Lang) -> Result<Value, String> {
        let open = self.open(at, lang)?;
        let mut state = open.view.reading(&open.corrections, open.revision, lang);
        open.add_history(&mut state);
        Ok(state)
    }

    /// Does all that was asked for, if the page has seen the newest state: one step back undoes it.
    pub fn change(&mut self, at: usize, revision: u64, lang: Lang, asked: Vec<Asked>) -> Answer {
        let by = self.by.clone();
        self.step(at, revision, lang, |open| {
            let mut next = (*open.corrections).clone();
            for asked in asked {
                let made = record::record(&open.view, &next, asked, by.as_deref());
                next = made.map_err(|refused| refused.message(lang))?;
            }
            open.undo.push(std::mem::replace(&mut open.corrections, Arc::new(next)));
            open.redo.clear();
            Ok(())
        })
    }

    /// One step back.
    pub fn undo(&mut self, at: usize, revision: u64, lang: Lang) -> Answer {
        self.step(at, revision, lang, |open| {
            let nothing = || pick(lang, "没有可撤销的", "nothing to undo").to_owned();
            let before = open.undo.pop().ok_or_else(nothing)?;
            open.redo.push(std::mem::replace(&mut open.corrections, before));
            Ok(())
        })
    }

    /// One step forward again.
    pub fn redo(&mut self, at: usize, revision: u64, lang: Lang) -> Answer {
        self.step(at, revision, lang, |open| {
            let nothing = || pick(lang, "没有可重做的", "nothing to redo").to_owned();
            let next = open.redo.pop().ok_or_else(nothing)?;
            open.undo.push(std::mem::replace(&mut open.corrections, next));
            Ok(())
        })
    }

    /// A step and its writing: both, or neither.
    fn step(
        &mut self,
        at: usize,
        revision: u64,
        lang: Lang,
        work: impl FnOnce(&mut Open) -> Result<(), String>,
    ) -> Answer {
        let keeps = self.keeps;
        let path = self.files.get(at).and_then(|file| file.path.clone());
        let target = path.as_deref().filter(|_| keeps).map(corrected::beside);
        let open = match self.open(at, lang) {
            Ok(open) => open,
            Err(words) => return Answer::Refused(words),
        };
        if let Some(target) = &target
            && let Err(words) = open.look_again(target, lang)
        {
            return Answer::Refused(words);
        }
        if revision != open.revision {
            return Answer::Conflict(json!({ "state": open.changing(lang) }));
        }
        let before = (open.corrections.clone(), open.undo.clone(), open.redo.clone());
        if let Err(words) = work(open) {
            return Answer::Refused(words);
        }
        if let Some(target) = &target
            && let Err(error) = open.keep(target)
        {
            (open.corrections, open.undo, open.redo) = before;
            return Answer::Refused(fault::causes(&error, lang));
        }
        open.revision += 1;
        let name = target.as_deref().and_then(Path::file_name).map(|name| plain::name(Path::new(name)));
        Answer::Done(json!({ "state": open.changing(lang), "saved": name }))
    }

    /// The revision of a file, for other windows.
    pub fn revision(&self, at: usize) -> u64 {
        self.files.get(at).and_then(|file| file.open.as_ref()).map_or(0, |open| open.revision)
    }
}

fn open(source: Source, corrections: Corrections, kept: Option<String>) -> Open {
    let (view, corrections) = (View::new(source), Arc::new(corrections));
    Open { view, corrections, undo: Vec::new(), redo: Vec::new(), revision: 1, kept }
}

impl Open {
    /// What changes with corrections, and whether there is something to undo.
    fn changing(&self, lang: Lang) -> Value {
        let mut state = self.view.changing(&self.corrections, self.revision, lang);
        self.add_history(&mut state);
        state
    }

    fn add_history(&self, state: &mut Value) {
        state["undo"] = json!(self.undo.len());
        state["redo"] = json!(self.redo.len());
    }

    /// Reads the file of corrections again if somebody else has written it.
    fn look_again(&mut self, target: &Path, lang: Lang) -> Result<(), String> {
        let found = corrected::read(target).map_err(|error| fault::causes(&error, lang))?;
        let (corrections, kept) = found.map_or_else(Default::default, |it| (it.corrections, Some(it.sha256)));
        if kept != self.kept {
            self.undo.push(std::mem::replace(&mut self.corrections, Arc::new(corrections)));
            self.redo.clear();
            self.kept = kept;
            self.revision += 1;
        }
        Ok(())
    }

    /// Writes the corrections; a list that has become empty again is no file.
    fn keep(&mut self, target: &Path) -> anyhow::Result<()> {
        if self.corrections.changes.is_empty() {
            if self.kept.is_some() {
                fs::remove_file(target)?;
                self.kept = None;
            }
            return Ok(());
        }
        let corrections = Arc::make_mut(&mut self.corrections);
        corrections.source = Some(self.view.source.name().to_owned());
        corrections.sha256 = Some(self.view.source.sha256().to_owned());
        let text = corrections.text();
        let sum = |bytes: &[u8]| hex(&Sha256::digest(bytes));
        let is_own = |old: &[u8]| Some(sum(old)) == self.kept;
        let outputs = Outputs::new([Some(target)], false)?;
        outputs.open_own(Some(target), &is_own)?.write(|writer| writer.write_all(text.as_bytes()))?;
        self.kept = Some(sum(text.as_bytes()));
        Ok(())
    }
}

const fn pick(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
