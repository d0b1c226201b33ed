//! The text that a model was made from, where it is at hand, and what remains to be looked
//! at in the model: the same for everybody who tells of it.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use guihua::model::{Document, Lines};
use guihua::model_file::DocumentInfo;
use guihua::{Code, Lang, Options, Parsed, ReadOptions, Source, SourceSpan};

use super::corrected::Corrector;
use super::place::{self, Place, Places};
use super::{input, plain};

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
}

impl<'a> Origins<'a> {
    /// Those of the models in `file`.
    pub fn new(file: &'a Path, corrector: Corrector) -> Self {
        Self { file, corrector, known: HashMap::new() }
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

    fn read(&self, path: &str, sha256: &str) -> Option<Origin> {
        let beside = self.file.parent().unwrap_or(Path::new("")).join(path);
        [beside, PathBuf::from(path)].into_iter().find_map(|file| {
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
    origins: &[Option<Arc<Origin>>],
    lang: Lang,
) -> Vec<Vec<Remaining>> {
    // What several plans of one text say of it is told with the one it stands in; what
    // stands before the first plan, such as the notice, with that.
    let mut starts: HashMap<&str, Vec<(u32, usize)>> = HashMap::new();
    for (at, document) in documents.iter().enumerate() {
        starts.entry(&document.source.sha256).or_default().push((document.plan.lines[0], at));
    }
    for starts in starts.values_mut() {
        starts.sort_unstable();
    }
    let each = documents.iter().zip(infos).zip(origins).enumerate();
    each.map(|(at, ((document, info), origin))| {
        let mut found = of_model(document, info, origin.as_deref(), lang);
        let starts = starts.get(document.source.sha256.as_str()).map_or(&[][..], Vec::as_slice);
        found.retain(|found| {
            let behind = starts.partition_point(|(start, _)| *start <= found.lines[0]);
            starts.get(behind.saturating_sub(1)).is_none_or(|(_, holder)| *holder == at)
        });
        found
    })
    .collect()
}

fn of_model(document: &Document, info: &DocumentInfo, origin: Option<&Origin>, lang: Lang) -> Vec<Remaining> {
    let source = origin.map(|origin| &*origin.source);
    let places = Places::new(std::slice::from_ref(document), source, lang);
    let make = |code: Code, message: String, lines: Lines, span: Option<SourceSpan>, told: Option<usize>| {
        guihua::corrections::holds(document, code, lines).then(|| Remaining {
            code,
            message,
            span: told.and_then(|at| info.diagnostics.get(at)).copied().unwrap_or(info.start),
            path: told.map_or_else(String::new, |at| format!("diagnostics[{at}]")),
            place: places.of_lines(lines),
            excerpt: source.zip(span).map_or_else(String::new, |(source, span)| place::excerpt(source, span)),
            lines,
        })
    };
    // What proofreading finds, in the language that is wanted.
    let fresh: Vec<(Code, Lines, &guihua::Diagnostic)> = origin.map_or_else(Vec::new, |origin| {
        let lines = |span: SourceSpan| {
            let index = origin.source.lines();
            let first = index.line(span.start);
            [first, index.line(span.end.saturating_sub(1).max(span.start)).max(first)]
        };
        let found = origin.checked.diagnostics.iter();
        found.map(|found| (found.code, lines(found.span), found)).collect()
    });
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
    let mut found = Vec::new();
    for (at, told) in document.diagnostics.iter().enumerate() {
        let Some(code) = Code::find(&told.code) else { continue };
        let same = waiting.get_mut(&(code, told.lines[0])).and_then(VecDeque::pop_front);
        let (message, span) = match same.map(|same| fresh[same].2) {
            Some(fresh) => (fresh.message(lang), Some(fresh.span)),
            // Proofreading says the same more exactly.
            None if read.contains(&(code, told.lines[0])) => continue,
            None => (told.message.clone(), None),
        };
        found.extend(make(code, message, told.lines, span, Some(at)));
    }
    // What reading finds and the model does not tell, somebody has struck out.
    let mut left: Vec<usize> =
        waiting.into_iter().filter(|(key, _)| !read.contains(key)).flat_map(|(_, left)| left).collect();
    left.sort_unstable();
    for (code, lines, fresh) in left.into_iter().map(|at| &fresh[at]) {
        found.extend(make(*code, fresh.message(lang), *lines, Some(fresh.span), None));
    }
    found.sort_by_key(|found| found.lines);
    found
}
