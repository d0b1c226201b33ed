//! The text that a model was made from, where it is at hand, and what remains to be looked
//! at in the model: the same for everybody who tells of it.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use guihua::corrections::{self, Verdict};
use guihua::model::{Document, Lines};
use guihua::model_file::DocumentInfo;
use guihua::{Code, Lang, Options, Parsed, ReadOptions, Source, SourceSpan};

use super::as_read::{self, Comparison, Fate};
use super::corrected::Corrector;
use super::place::{self, Place, Places};
use super::{input, output, plain, proofread};

/// The text that a model was made from, and all that is found in it.
pub struct Origin {
    pub source: Arc<Source>,
    checked: Parsed,
}

/// The texts that the models of a file were made from, each read once.
pub struct Origins<'a> {
    file: &'a Path,
    corrector: Corrector,
    known: HashMap<(String, String), Option<Arc<Origin>>>,
    is_ours: OnceCell<bool>,
}

impl<'a> Origins<'a> {
    /// Those of the models in `file`.
    pub fn new(file: &'a Path, corrector: Corrector) -> Self {
        Self { file, corrector, known: HashMap::new(), is_ours: OnceCell::new() }
    }

    /// The text of a model: found beside its file or from the working directory, and
    /// still the same.
    pub fn of(&mut self, info: &DocumentInfo) -> Option<Arc<Origin>> {
        let key = (info.source_path.clone()?, info.source_sha256.clone()?);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let found = self.read(&key.0, &key.1).map(Arc::new);
        self.known.insert(key, found.clone());
        found
    }

    /// Whether the file is as this program wrote it: then its models are as they were read.
    fn is_as_written(&self) -> bool {
        /// Larger ones are read line by line, and would be summed up for each line.
        const MOST: u64 = 64 * 1024 * 1024;
        let is_small = || self.file.metadata().is_ok_and(|found| found.is_file() && found.len() <= MOST);
        *self.is_ours.get_or_init(|| is_small() && output::is_ours(self.file))
    }

    fn read(&self, path: &str, sha256: &str) -> Option<Origin> {
        let folder = self.file.parent().unwrap_or(Path::new(""));
        // Both may have been moved together.
        let moved = Path::new(path).file_name().map(|name| folder.join(name));
        [folder.join(path), PathBuf::from(path)].into_iter().chain(moved).find_map(|file| {
            // No pipe, and nothing without an end.
            file.metadata().ok().filter(std::fs::Metadata::is_file)?;
            let source = input::read_as(&file, &plain::name(&file), ReadOptions::default(), None).ok()?;
            if source.sha256() != sha256 {
                return None;
            }
            // Corrections that cannot be read are told with their source.
            let mut checked = self
                .corrector
                .check(&file, &source, Options::default())
                .unwrap_or_else(|_| guihua::check(&source));
            // What is wrong with a model in itself is told of the model.
            checked.diagnostics.retain(|found| !found.code.rule().code.starts_with('M'));
            Some(Origin { source: Arc::new(source), checked })
        })
    }
}

/// Something that remains to be looked at.
pub struct Remaining {
    pub code: Code,
    pub message: String,
    /// Where the model file tells of it, else where the model begins.
    pub span: SourceSpan,
    /// The same as steps down from the top of the model; empty for the whole model.
    pub path: String,
    /// Where in the text, as people look for it.
    pub place: Place,
    pub excerpt: String,
    pub lines: Lines,
}

/// What remains to be looked at in each of the models of a file: what they say themselves,
/// and what proofreading their text finds besides, as far as that is still so in the model
/// as it is now.
pub fn remaining(
    documents: &[&Document],
    infos: &[&DocumentInfo],
    origins: &mut Origins<'_>,
    lang: Lang,
) -> Vec<Vec<Remaining>> {
    let texts: Vec<_> = infos.iter().map(|info| origins.of(info)).collect();
    let is_as_written = || origins.is_as_written();
    let mut of_text: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, document) in documents.iter().enumerate() {
        of_text.entry(&document.source.sha256).or_default().push(at);
    }
    // What several plans of one text say of it is told with the letter or the plan it stands
    // in; what stands before the first plan with that.
    let holder = |sha256: &str, line: u32| {
        let list = of_text.get(sha256).map_or(&[][..], Vec::as_slice);
        let is_in_letter = |at: &&usize| {
            let notice = documents[**at].notice.as_ref();
            notice.is_some_and(|it| it.lines[0] <= line && line <= it.lines[1])
        };
        let start = |at: &&usize| documents[**at].plan.lines[0];
        let in_plan = || list.iter().filter(|at| start(at) <= line).max_by_key(start);
        let first = || list.iter().min_by_key(start);
        list.iter().find(is_in_letter).or_else(in_plan).or_else(first).copied()
    };
    let each = documents.iter().zip(infos).zip(&texts).enumerate();
    each.map(|(at, ((document, info), origin))| {
        let mut found = of_model(document, info, origin.as_deref(), &is_as_written, lang);
        found.retain(|found| holder(&document.source.sha256, found.lines[0]) == Some(at));
        found
    })
    .collect()
}

fn of_model(
    document: &Document,
    info: &DocumentInfo,
    origin: Option<&Origin>,
    is_as_written: &dyn Fn() -> bool,
    lang: Lang,
) -> Vec<Remaining> {
    let source = origin.map(|origin| &*origin.source);
    let places = Places::new(std::slice::from_ref(document), source, lang);
    // In the language that is wanted.
    let fresh = fresh_of(origin);
    let found = found_in(document, origin, &fresh, lang);
    // The model as it is now has the last word.
    let told: Vec<_> = found
        .iter()
        .map(|found| {
            let details = found.fresh.map(|fresh| &fresh.details[..]);
            corrections::told_by(found.code, found.lines, details, &found.message)
        })
        .collect();
    let (verdicts, new) = corrections::judge(document, &told);
    let fates = Fates { document, origin, is_as_written, comparison: OnceCell::new() };
    let mut remaining: Vec<Remaining> = Vec::new();
    for (found, verdict) in found.into_iter().zip(verdicts) {
        let message = match verdict {
            Verdict::Gone => continue,
            Verdict::HoldsAs(now) => now.message(lang),
            Verdict::Unknown if as_read::is_of_reading(found.code) => match fates.of(&found) {
                Fate::Gone => continue,
                Fate::Unsure => as_read::mark(&found.message, lang),
                Fate::Kept => found.message,
            },
            Verdict::Holds | Verdict::Unknown => found.message,
        };
        let span = found.told.and_then(|at| info.diagnostics.get(at)).copied().unwrap_or(info.start);
        let fresh = source.zip(found.fresh);
        remaining.push(Remaining {
            code: found.code,
            message,
            span,
            path: found.told.map_or_else(String::new, |at| format!("diagnostics[{at}]")),
            place: places.of_lines(found.lines),
            excerpt: fresh.map_or_else(String::new, |(source, fresh)| place::excerpt(source, fresh.span)),
            lines: found.lines,
        });
    }
    let is_known = |found: &guihua::Diagnostic| {
        let mut fresh = fresh.iter().map(|(.., fresh)| fresh);
        fresh.any(|it| (it.code, &it.details) == (found.code, &found.details))
    };
    remaining.extend(new.into_iter().filter(|new| !is_known(&new.found)).map(|new| Remaining {
        code: new.found.code,
        message: new.found.message(lang),
        span: info.start,
        path: String::new(),
        place: places.of_lines(new.lines),
        excerpt: String::new(),
        lines: new.lines,
    }));
    let now = |found: proofread::Typed| Remaining {
        code: found.found.code,
        message: found.found.message(lang),
        span: info.start,
        path: String::new(),
        place: places.of_lines(found.lines),
        excerpt: found.excerpt,
        lines: found.lines,
    };
    let is_near = |one: Lines, other: Lines| one[0] <= other[1] && other[0] <= one[1];
    for found in fates.typed().into_iter().map(now) {
        // Of what was marked in the reading and may be so no more, it is the word of now.
        let is_same = |it: &Remaining| it.code == found.code && is_near(it.lines, found.lines);
        remaining.retain(|it| !(is_same(it) && as_read::is_marked(&it.message)));
        if !remaining.iter().any(|it| is_same(it) && it.message == found.message) {
            remaining.push(found);
        }
    }
    remaining.sort_by_key(|found| found.lines);
    remaining
}

/// What proofreading finds in the text, with its lines.
fn fresh_of(origin: Option<&Origin>) -> Vec<Fresh<'_>> {
    origin.map_or_else(Vec::new, |origin| {
        let found = origin.checked.diagnostics.iter();
        found.map(|found| (found.code, lines_of(&origin.source, found.span), found)).collect()
    })
}

fn lines_of(source: &Source, span: SourceSpan) -> Lines {
    let index = source.lines();
    let first = index.line(span.start);
    [first, index.line(span.end.saturating_sub(1).max(span.start)).max(first)]
}

/// What the model tells and what proofreading finds besides.
fn found_in<'a>(
    document: &Document,
    origin: Option<&Origin>,
    fresh: &[Fresh<'a>],
    lang: Lang,
) -> Vec<Found<'a>> {
    let mut waiting: HashMap<(Code, u32), VecDeque<usize>> = HashMap::new();
    for (at, (code, lines, _)) in fresh.iter().enumerate() {
        waiting.entry((*code, lines[0])).or_default().push_back(at);
    }
    let read = origin.map_or(&[] as &[Document], |origin| &origin.checked.documents);
    let read: HashSet<(Code, u32)> = read
        .iter()
        .flat_map(|document| &document.diagnostics)
        .filter_map(|told| Some((Code::find(&told.code)?, told.lines[0])))
        .collect();
    let mut found: Vec<Found<'_>> = Vec::new();
    for (at, told) in document.diagnostics.iter().enumerate() {
        let Some(code) = Code::find(&told.code) else { continue };
        let same = waiting.get_mut(&(code, told.lines[0])).and_then(VecDeque::pop_front);
        let (message, fresh) = match same.map(|same| fresh[same].2) {
            Some(fresh) => (fresh.message(lang), Some(fresh)),
            // Proofreading says the same more exactly.
            None if read.contains(&(code, told.lines[0])) => continue,
            None => (told.message.clone(), None),
        };
        found.push(Found { code, lines: told.lines, message, fresh, told: Some(at) });
    }
    // What reading finds and the model does not tell, somebody has struck out.
    let is_struck_out = |code, line| read.contains(&(code, line));
    let mut left: Vec<usize> = waiting
        .into_iter()
        .filter(|((code, line), _)| !is_struck_out(*code, *line))
        .flat_map(|(_, left)| left)
        .collect();
    left.sort_unstable();
    found.extend(left.into_iter().map(|at| {
        let (code, lines, fresh) = fresh[at];
        Found { code, lines, message: fresh.message(lang), fresh: Some(fresh), told: None }
    }));
    found
}

/// What became of the parts that findings are about, looked at when somebody asks.
struct Fates<'a> {
    document: &'a Document,
    origin: Option<&'a Origin>,
    is_as_written: &'a dyn Fn() -> bool,
    comparison: OnceCell<Option<Comparison>>,
}

impl Fates<'_> {
    /// Faults of typing in the texts that are not those of the reading.
    fn typed(&self) -> Vec<proofread::Typed> {
        if let Some(comparison) = self.comparison() {
            let read = comparison.texts_read();
            return proofread::texts(&comparison.texts(), |text| !read.contains(text));
        }
        proofread::texts(&Comparison::alone(self.document).texts(), |_| true)
    }

    fn comparison(&self) -> Option<&Comparison> {
        let (document, part) = (self.document, self.document.part.index);
        let compare = |origin: &Origin| {
            let read = origin.checked.documents.iter().find(|read| read.part.index == part)?;
            Some(Comparison::new(read, document))
        };
        self.comparison.get_or_init(|| self.origin.and_then(compare)).as_ref()
    }

    fn of(&self, found: &Found<'_>) -> Fate {
        let (Some(comparison), Some(origin)) = (self.comparison(), self.origin) else {
            return if (self.is_as_written)() { Fate::Kept } else { Fate::Unsure };
        };
        let others = found.fresh.iter().flat_map(|fresh| &fresh.related);
        let others = others.map(|span| lines_of(&origin.source, *span));
        let places: Vec<Lines> = std::iter::once(found.lines).chain(others).collect();
        // Of rules about characters and words the marked ones are the fault.
        let is_of_words = found.code.rule().code.starts_with('T');
        let marked = found.fresh.filter(|_| is_of_words).map(|fresh| fresh.span.of(origin.source.text()));
        comparison.fate(&places, marked)
    }
}

/// A finding of proofreading, with its lines.
type Fresh<'a> = (Code, Lines, &'a guihua::Diagnostic);

/// A finding of the reading.
struct Found<'a> {
    code: Code,
    lines: Lines,
    message: String,
    /// As proofreading has it, where the text is at hand.
    fresh: Option<&'a guihua::Diagnostic>,
    /// Which of those that the model tells it is.
    told: Option<usize>,
}
