//! A plan and a model of it in one folder are one plan.
//!
//! A model that an earlier run wrote beside its source, and nobody has edited, is left aside,
//! and the source is read. One that somebody has edited since is the later word, and stands
//! in the place of its source. What is named by itself is read in any case.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, SystemTime};

use guihua::model::Document;
use guihua::model_file::{self, Format};
use guihua::{Lang, Options, ReadOptions};

use super::args::{Costs, Inputs};
use super::as_read::Comparison;
use super::corrected::Corrector;
use super::input;
use super::locale::Ui;
use super::output;
use super::plain;
use super::walk::{self, Found};

/// How models and sources are looked at.
#[derive(Clone, Copy)]
pub struct Aside {
    corrector: Corrector,
    /// How long that may take for one of them.
    time: Option<Duration>,
    max_bytes: Option<u64>,
    quiet: bool,
    ui: Ui,
}

/// A model that stands in the place of a source.
struct Later {
    model: PathBuf,
    at: Option<SystemTime>,
    /// Whether the source is another than it was then.
    is_outdated: bool,
}

impl Aside {
    pub fn new(inputs: &Inputs, costs: &Costs, quiet: bool, ui: Ui) -> Self {
        let corrector = Corrector { is_wanted: !inputs.no_corrections };
        Self { corrector, time: costs.time(), max_bytes: costs.max_bytes, quiet, ui }
    }

    /// Leaves of a plan and its models one, and says so.
    pub fn leave(self, found: Vec<Found>) -> Vec<Found> {
        // `规划.yaml` is of `规划.docx`, and `规划.docx.yaml` as well.
        let mut sources: HashMap<PathBuf, Vec<&Found>> = HashMap::new();
        for it in
            found.iter().filter(|it| it.problem.is_none() && walk::is_plan(&it.path) && !is_model(&it.path))
        {
            sources.entry(it.path.with_extension("")).or_default().push(it);
            sources.entry(it.path.clone()).or_default().push(it);
        }
        let models: Vec<(&Found, &Vec<&Found>)> = found
            .iter()
            .filter(|it| it.problem.is_none() && is_model(&it.path))
            // What comes through a pipe comes once.
            .filter(|it| it.path.metadata().is_ok_and(|found| found.is_file()))
            .filter_map(|it| Some((it, sources.get(&it.path.with_extension(""))?)))
            .collect();
        let mut copies: HashSet<PathBuf> = HashSet::new();
        // By their sources; the last that was edited counts.
        let mut later: HashMap<PathBuf, Vec<Later>> = HashMap::new();
        for (model, sources) in models {
            if !model.named && output::is_ours(&model.path) {
                copies.insert(model.path.clone());
                continue;
            }
            match self.source_of(model, sources) {
                Of::Nothing => {}
                Of::AsRead => {
                    copies.insert(model.path.clone());
                }
                Of::Edited { source, is_outdated } => {
                    let at = model.path.metadata().and_then(|found| found.modified()).ok();
                    let entry = Later { model: model.path.clone(), at, is_outdated };
                    later.entry(source).or_default().push(entry);
                }
            }
        }
        let mut lines: Vec<(PathBuf, String)> = Vec::new();
        let mut left: HashSet<PathBuf> = copies.clone();
        let is_named = |path: &Path| found.iter().any(|it| it.named && it.path == path);
        for (source, mut models) in later {
            models.sort_by(|one, other| (other.at, &one.model).cmp(&(one.at, &other.model)));
            let Some(last) = models.first() else { continue };
            lines.push((source.clone(), self.in_place(last, &source)));
            left.insert(source);
            for other in models[1..].iter().filter(|other| !is_named(&other.model)) {
                lines.push((other.model.clone(), self.skipped(&other.model, Some(&last.model))));
                left.insert(other.model.clone());
            }
        }
        for copy in copies {
            let line = self.skipped(&copy, None);
            lines.push((copy, line));
        }
        lines.sort();
        for (_, line) in lines.iter().filter(|_| !self.quiet) {
            // Nobody is left to tell where standard error cannot be written.
            let _ = writeln!(io::stderr(), "{}", plain::line(line));
        }
        found.into_iter().filter(|it| !left.contains(&it.path)).collect()
    }

    /// Which of these sources a model was made from, none of them named, and whether it says
    /// the same.
    fn source_of(self, model: &Found, sources: &[&Found]) -> Of {
        let open = |found: &&&Found| !found.named;
        let candidates: Vec<PathBuf> = sources.iter().filter(open).map(|found| found.path.clone()).collect();
        if candidates.is_empty() {
            return Of::Nothing;
        }
        let (path, is_named) = (model.path.clone(), model.named);
        // What takes too long is read as anything else, and told there.
        within(self.time, move || compare(&path, is_named, &candidates, self)).unwrap_or(Of::Nothing)
    }

    fn in_place(self, later: &Later, source: &Path) -> String {
        let (model, source) = (plain::name(&later.model), plain::name(source));
        match (self.ui.lang, later.is_outdated) {
            (Lang::Zh, false) => format!("用 {model}（已改）代替 {source}"),
            (Lang::Zh, true) => format!("用 {model}（已改）代替 {source}；原文后来也换过，请核对"),
            (Lang::En, false) => format!("using {model} (edited) in place of {source}"),
            (Lang::En, true) => {
                format!(
                    "using {model} (edited) in place of {source}, which was changed since, too: please check"
                )
            }
        }
    }

    fn skipped(self, copy: &Path, used: Option<&Path>) -> String {
        let name = plain::name(copy);
        match (self.ui.lang, used.map(plain::name)) {
            (Lang::Zh, None) => format!("跳过: {name}: 它的原文也在这里，没有改过"),
            (Lang::En, None) => format!("skipped: {name}: its source is here, too, and nobody has edited it"),
            (Lang::Zh, Some(used)) => format!("跳过: {name}: 同一规划用后改的 {used}"),
            (Lang::En, Some(used)) => {
                format!("skipped: {name}: {used} is of the same plan and was edited later")
            }
        }
    }
}

/// What a model is of.
enum Of {
    /// No source that is here.
    Nothing,
    /// One that says the same.
    AsRead,
    Edited {
        source: PathBuf,
        is_outdated: bool,
    },
}

fn is_model(path: &Path) -> bool {
    Format::from_path(&path.to_string_lossy()).is_some()
}

fn compare(model: &Path, is_named: bool, candidates: &[PathBuf], aside: Aside) -> Of {
    /// Larger ones are exports of many plans.
    const MOST: u64 = 64 * 1024 * 1024;
    let most = Some(aside.max_bytes.unwrap_or(MOST).min(MOST));
    let format = Format::from_path(&model.to_string_lossy());
    let Ok(file) = input::read_as(model, &plain::name(model), ReadOptions::default(), most) else {
        return Of::Nothing;
    };
    let Some(format) = format else { return Of::Nothing };
    let is_too_much = |finding: &model_file::Finding| finding.more > 0;
    let Ok((report, models)) = model_file::read_unless(&file, format, is_too_much) else {
        return Of::Nothing;
    };
    let infos = &report.documents;
    if infos.is_empty() {
        return Of::Nothing;
    }
    let is_of = |sum: &str| infos.iter().all(|info| info.source_sha256.as_deref() == Some(sum));
    let sum = |path: &PathBuf| {
        let sum = output::sum(&mut File::open(path).ok()?).ok()?;
        Some(output::hex(&sum))
    };
    if let Some(source) = candidates.iter().find(|source| sum(source).is_some_and(|sum| is_of(&sum))) {
        if !is_named && is_as_read(source, &models, aside) {
            return Of::AsRead;
        }
        return Of::Edited { source: source.clone(), is_outdated: false };
    }
    // A source that was replaced keeps its name.
    let name = |path: &Path| path.file_name().map(|name| plain::name(Path::new(name)));
    let is_called = |source: &&PathBuf| {
        let of = |info: &model_file::DocumentInfo| {
            info.source_path.as_deref().and_then(|path| name(Path::new(path)))
        };
        infos.iter().all(|info| of(info).is_some() && of(info) == name(source))
    };
    let source = candidates.iter().find(is_called);
    source.map_or(Of::Nothing, |source| Of::Edited { source: source.clone(), is_outdated: true })
}

/// Whether the models say what is read in the source.
fn is_as_read(source: &Path, models: &[Option<Document>], aside: Aside) -> bool {
    let read = || {
        let name = plain::name(source);
        let text = input::read_as(source, &name, ReadOptions::default(), aside.max_bytes).ok()?;
        aside.corrector.parse(source, &text, Options::default()).ok()
    };
    let Some(read) = read() else { return false };
    let is_same = |(read, model): (&Document, &Option<Document>)| {
        model.as_ref().is_some_and(|model| Comparison::new(read, model).is_same())
    };
    read.documents.len() == models.len() && read.documents.iter().zip(models).all(is_same)
}

/// What `work` gives, unless it takes longer than that, or panics.
fn within<T: Send + 'static>(time: Option<Duration>, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    /// As the threads that read plans have.
    const STACK: usize = 8 << 20;
    let (sender, receiver) = mpsc::channel();
    // Nobody listens where it took too long.
    thread::Builder::new().stack_size(STACK).spawn(move || drop(sender.send(work()))).ok()?;
    match time {
        Some(time) => receiver.recv_timeout(time).ok(),
        None => receiver.recv().ok(),
    }
}
