//! A plan and the models of it are one plan.
//!
//! A model says by the SHA-256 of its source what it was made from, whatever it is called and
//! wherever it stands. One that says what is read in its source is left aside, and the source
//! is read; one that somebody has edited since is the later word, and stands in the place of
//! its source. What is named alone is read in any case.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs::File;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crossbeam_channel::never;
use guihua::model::Document;
use guihua::model_file::{self, Format};
use guihua::{Lang, Options, ReadOptions};

use super::args::{Costs, Inputs};
use super::as_read::Comparison;
use super::batch;
use super::batch::pool::{self, Claim, Ended, Sink};
use super::corrected::Corrector;
use super::input;
use super::locale::Ui;
use super::output::{self, Known};
use super::plain;
use super::room::{Kind, Room};
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

/// The sources among the inputs.
struct Sources {
    paths: Vec<PathBuf>,
    by_sum: HashMap<String, Vec<usize>>,
    /// `规划.yaml` is called as `规划.docx` is, and `规划.docx.yaml` as well.
    by_stem: HashMap<PathBuf, Vec<usize>>,
    by_path: HashMap<PathBuf, usize>,
}

/// What a file of models is of.
struct Looked {
    path: PathBuf,
    at: Option<SystemTime>,
    /// The plans in it, each as the SHA-256 of its source and its number there.
    plans: BTreeSet<(String, usize)>,
    /// Those sources that are here.
    sources: Vec<usize>,
    /// Whether all of them are.
    is_whole: bool,
    /// Whether it says what is read there.
    is_as_read: bool,
    /// Whether a source is another than it was then.
    is_outdated: bool,
}

impl Aside {
    pub fn new(inputs: &Inputs, costs: &Costs, quiet: bool, ui: Ui) -> Self {
        let corrector = Corrector { is_wanted: !inputs.no_corrections };
        Self { corrector, time: costs.time(), max_bytes: costs.max_bytes, quiet, ui }
    }

    /// Leaves of a plan and its models one, and says so where there is room.
    pub fn leave(self, found: Vec<Found>, room: &mut Room) -> Vec<Found> {
        // What comes through a pipe comes once.
        let is_file =
            |it: &&Found| it.problem.is_none() && it.path.metadata().is_ok_and(|found| found.is_file());
        let models: Vec<PathBuf> =
            found.iter().filter(|it| is_model(&it.path)).filter(is_file).map(|it| it.path.clone()).collect();
        if models.is_empty() || found.len() < 2 {
            return found;
        }
        let is_source = |it: &&Found| walk::is_plan(&it.path) && !is_model(&it.path);
        let sources = found.iter().filter(is_source).filter(is_file).map(|it| it.path.clone()).collect();
        let sources = Arc::new(Sources::new(sources));
        let known = Known::load();
        let shared = Arc::clone(&sources);
        let looked = each(models, self.time, move |path| look(path, known.has(path), &shared, self));
        let mut looked: Vec<Looked> = looked.into_iter().flatten().collect();
        looked.sort_by(|one, other| (other.at, &one.path).cmp(&(one.at, &other.path)));
        let mut lines: Vec<(&Path, String, &str)> = Vec::new();
        let mut left: HashSet<PathBuf> = HashSet::new();
        // The last that was edited counts; then what says the same as others.
        let mut covered: HashMap<&(String, usize), &Path> = HashMap::new();
        let (same, edited): (Vec<&Looked>, Vec<&Looked>) = looked.iter().partition(|it| it.is_as_read);
        for model in edited.into_iter().chain(same) {
            if model.is_as_read && model.is_whole && !model.sources.is_empty() {
                lines.push((&model.path, self.copied(&model.path), "copied"));
                left.insert(model.path.clone());
                continue;
            }
            if let Some(used) = model.plans.iter().find_map(|plan| covered.get(plan)) {
                lines.push((&model.path, self.covered(model, used), "covered"));
                left.insert(model.path.clone());
                continue;
            }
            covered.extend(model.plans.iter().map(|plan| (plan, &*model.path)));
            let of: Vec<&Path> = model.sources.iter().map(|at| &*sources.paths[*at]).collect();
            if let Some(first) = of.first() {
                lines.push((first, self.in_place(model, &of), "in place"));
            }
            left.extend(of.into_iter().map(Path::to_owned));
        }
        lines.sort();
        for (_, line, reason) in lines.iter().filter(|_| !self.quiet) {
            let line = plain::line(line);
            if room.take(Kind::Aside, reason, &line) {
                // Nobody is left to tell where standard error cannot be written.
                let _ = writeln!(io::stderr(), "{line}");
            }
        }
        found.into_iter().filter(|it| !left.contains(&it.path)).collect()
    }

    fn in_place(self, model: &Looked, sources: &[&Path]) -> String {
        /// So many sources are named.
        const SHOWN: usize = 3;
        let name = walk::told(&model.path);
        let shown: Vec<_> = sources.iter().take(SHOWN).map(|source| walk::told(source)).collect();
        let mut shown = shown.join(self.ui.pick("、", ", "));
        if sources.len() > SHOWN {
            shown.push_str(self.ui.pick("等", ", …"));
        }
        let edited = if model.is_as_read { "" } else { self.ui.pick("（已改）", " (edited)") };
        match (self.ui.lang, model.is_outdated) {
            (Lang::Zh, false) => format!("用 {name}{edited}代替 {shown}"),
            (Lang::Zh, true) => format!("用 {name}{edited}代替 {shown}；原文后来也换过，请核对"),
            (Lang::En, false) => format!("using {name}{edited} in place of {shown}"),
            (Lang::En, true) => {
                format!(
                    "using {name}{edited} in place of {shown}, which was changed since, too: please check"
                )
            }
        }
    }

    fn copied(self, copy: &Path) -> String {
        let name = walk::told(copy);
        match self.ui.lang {
            Lang::Zh => format!("跳过: {name}: 它的原文也在这里，没有改过"),
            Lang::En => format!("skipped: {name}: its source is here, too, and nobody has edited it"),
        }
    }

    fn covered(self, model: &Looked, used: &Path) -> String {
        let (name, used) = (walk::told(&model.path), walk::told(used));
        match (self.ui.lang, model.is_as_read) {
            (Lang::Zh, false) => format!("跳过: {name}: 同一规划用后改的 {used}"),
            (Lang::Zh, true) => format!("跳过: {name}: 同一规划已用 {used}"),
            (Lang::En, false) => {
                format!("skipped: {name}: {used} is of the same plan and was edited later")
            }
            (Lang::En, true) => format!("skipped: {name}: {used} is of the same plan and is used"),
        }
    }
}

impl Sources {
    fn new(paths: Vec<PathBuf>) -> Self {
        let sums = each(paths.clone(), None, |path| {
            let sum = output::sum(&mut File::open(path).ok()?).ok()?;
            Some(output::hex(&sum))
        });
        let mut by_sum: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_stem: HashMap<PathBuf, Vec<usize>> = HashMap::new();
        for (at, (path, sum)) in paths.iter().zip(sums).enumerate() {
            if let Some(sum) = sum {
                by_sum.entry(sum).or_default().push(at);
            }
            by_stem.entry(path.with_extension("")).or_default().push(at);
            by_stem.entry(path.clone()).or_default().push(at);
        }
        let by_path = paths.iter().cloned().zip(0..).collect();
        Self { paths, by_sum, by_stem, by_path }
    }

    /// The source of this sum; of copies the one that is called as the model is, or stands beside it.
    fn of_sum(&self, sum: &str, model: &Path) -> Option<usize> {
        let same = self.by_sum.get(sum)?;
        let called = self.by_stem.get(&model.with_extension(""));
        let is_called = |at: &&usize| called.is_some_and(|called| called.contains(at));
        let is_beside = |at: &&usize| self.paths[**at].parent() == model.parent();
        let beside = || same.iter().find(is_beside);
        same.iter().find(is_called).or_else(beside).or_else(|| same.first()).copied()
    }

    /// One that was replaced keeps its name, and stands where the model was made, or beside it.
    fn of_name(&self, name: &str, model: &Path) -> Option<usize> {
        let beside = model.with_file_name(Path::new(name).file_name()?);
        self.by_path.get(&beside).or_else(|| self.by_path.get(Path::new(name))).copied()
    }
}

fn is_model(path: &Path) -> bool {
    Format::from_path(&path.to_string_lossy()).is_some()
}

fn look(model: &Path, is_ours: bool, sources: &Sources, aside: Aside) -> Option<Looked> {
    /// Larger ones are exports of many plans.
    const MOST: u64 = 64 * 1024 * 1024;
    let most = Some(aside.max_bytes.unwrap_or(MOST).min(MOST));
    let format = Format::from_path(&model.to_string_lossy())?;
    let file = input::read_as(model, &plain::name(model), ReadOptions::default(), most).ok()?;
    let is_too_much = |finding: &model_file::Finding| finding.more > 0;
    let (report, models) = model_file::read_unless(&file, format, is_too_much).ok()?;
    let infos = &report.documents;
    let mut looked = Looked {
        path: model.to_owned(),
        at: model.metadata().and_then(|found| found.modified()).ok(),
        plans: BTreeSet::new(),
        sources: Vec::new(),
        is_whole: true,
        is_as_read: is_ours,
        is_outdated: false,
    };
    // The models of each source.
    let mut of: Vec<(usize, Vec<Option<&Document>>)> = Vec::new();
    for (at, (info, model)) in infos.iter().zip(&models).enumerate() {
        let part = model.as_ref().map_or(at, |model| model.part.index as usize);
        let sum = info.source_sha256.as_deref();
        let by_sum = sum.and_then(|sum| sources.of_sum(sum, &looked.path));
        let by_name = || sources.of_name(info.source_path.as_deref()?, &looked.path);
        let source = by_sum.or_else(by_name);
        looked.is_outdated |= by_sum.is_none() && source.is_some();
        looked.is_whole &= source.is_some();
        let sum = sum.unwrap_or_default();
        // Whatever the source was then, it is the same plan.
        let key = source.map_or_else(|| sum.to_owned(), |source| sources.paths[source].display().to_string());
        looked.plans.insert((key, part));
        let Some(source) = source else { continue };
        match of.iter_mut().find(|(other, _)| *other == source) {
            Some((_, list)) => list.push(model.as_ref()),
            None => of.push((source, vec![model.as_ref()])),
        }
    }
    looked.sources = of.iter().map(|(source, _)| *source).collect();
    if looked.plans.is_empty() || looked.plans.iter().any(|(sum, _)| sum.is_empty()) {
        return None;
    }
    looked.is_as_read |= !looked.sources.is_empty()
        && !looked.is_outdated
        && of.iter().all(|(source, models)| is_as_read(&sources.paths[*source], models, aside));
    Some(looked)
}

/// Whether the models say what is read in the source.
fn is_as_read(source: &Path, models: &[Option<&Document>], aside: Aside) -> bool {
    let read = || {
        let name = plain::name(source);
        let text = input::read_as(source, &name, ReadOptions::default(), aside.max_bytes).ok()?;
        aside.corrector.parse(source, &text, Options::default()).ok()
    };
    let Some(read) = read() else { return false };
    let is_same = |(read, model): (&Document, Option<&Document>)| {
        model.is_some_and(|model| Comparison::new(read, model).is_same())
    };
    read.documents.len() == models.len() && read.documents.iter().zip(models.iter().copied()).all(is_same)
}

/// What `work` gives for each of these files; nothing for what takes too long, or panics: it is
/// read as anything else, and told there.
fn each<R: Send + 'static>(
    files: Vec<PathBuf>,
    time: Option<Duration>,
    work: impl Fn(&Path) -> Option<R> + Send + Sync + 'static,
) -> Vec<Option<R>> {
    let mut answers = Answers(Vec::with_capacity(files.len()));
    let limits = batch::limits(batch::threads(None).min(files.len().max(1)), time);
    let jobs = files.into_iter().map(|file| {
        let size = file.metadata().map_or(0, |found| found.len());
        (file, size)
    });
    // An interrupt ends the process.
    pool::run(
        limits,
        &pool::feed(jobs),
        &never(),
        Arc::new(move |file: &PathBuf, _: &Claim| work(file)),
        &mut answers,
    );
    answers.0
}

/// Answers in the order of their files.
struct Answers<R>(Vec<Option<R>>);

impl<R> Sink<PathBuf, Option<R>> for Answers<R> {
    fn deliver(&mut self, _: &PathBuf, ended: Ended<Option<R>>) -> ControlFlow<()> {
        self.0.push(if let Ended::Done(answer) = ended { answer } else { None });
        ControlFlow::Continue(())
    }
}
