//! Changes applied to a reading, one after the other.

use serde_json::{Value, json};

use super::anchor::Anchor;
use super::annex::make_annex;
use super::derive::{grown, settle};
use super::ending::end_box;
use super::file::{Action, Change, Corrections, Kind};
use super::holds::{Verdict, in_places, judge, told_by};
use super::list::{self, is_same};
use super::make;
use super::misfit::Misfit;
use super::outline;
use super::part::{Part, field_pointer, is_one, parts, span_of};
use super::plans::Plans;
use super::renumber::{renumber, settle_order};
use super::resolve::Sought;
use super::sight::{Sight, squeeze};
use super::tasks::make_tasks;
use super::text::{Text, marks};
use super::told::{finding, lowered, unknown};
use super::twin::Made;
use crate::diagnostic::{Diagnostic, Lang};
use crate::layout::Manuscript;
use crate::lower::Options;
use crate::model::{self, ByteSpan, Document, Lines, Section};
use crate::source::Source;
use crate::span::SourceSpan;
use std::cell::OnceCell;

/// What became of a change.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fate {
    /// It was applied; where it belongs in the source.
    Applied {
        /// The place in the source.
        span: SourceSpan,
    },
    /// The reading says so by itself now; nothing was to be done.
    Settled,
    /// It does not fit; the finding that says so.
    Unfit(
        /// The finding.
        Diagnostic,
    ),
}

/// A reading after its corrections.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Corrected {
    /// The documents, with byte offsets.
    pub documents: Vec<Document>,
    /// The findings that are left: those of the reading that still hold and that nobody has
    /// ticked, and one for each change that does not fit.
    pub diagnostics: Vec<Diagnostic>,
    /// What became of each change, in the order of the file.
    pub fates: Vec<Fate>,
    /// The findings that a person has looked at.
    pub ticked: Vec<Diagnostic>,
    /// Where parts stand in the source whose places the documents do not give, since they were
    /// moved among others: the document, the JSON pointer, and the byte offsets. By these
    /// further changes find them.
    pub moved: Vec<(usize, String, ByteSpan)>,
    /// The plan of the file to which each change belongs by now, counted from 1, in the order of the
    /// file: plans may have come before it since the change was made.
    pub parts: Vec<u32>,
    /// The sections that have another level than their own, which those above them have changed: the
    /// document, where each stands, and its own.
    pub(super) levels: Levels,
    /// What has been ticked: the codes of findings, and where they stand.
    pub(super) ticks: Vec<(String, SourceSpan)>,
}

impl Corrected {
    /// The level of the section that begins at `start`, an offset of the source, of the plan at the
    /// place `at`: as it was read, and by what was done to it alone. Headings above it that went
    /// up or down do not count.
    #[must_use]
    pub fn own_level(&self, at: usize, start: u32) -> Option<u8> {
        fn level(sections: &[Section], start: u32) -> Option<u8> {
            let is_it = |it: &Section| it.span.is_some_and(|span| span[0] == start);
            sections.iter().find_map(|it| if is_it(it) { Some(it.level) } else { level(&it.sections, start) })
        }
        let own = self.levels.iter().find(|it| (it.0, it.1) == (at, start));
        own.and_then(|it| u8::try_from(it.2).ok())
            .or_else(|| level(&self.documents.get(at)?.plan.sections, start))
    }
}

/// Applies corrections to what was read of a source with byte offsets, which stay where
/// `options` want them.
#[must_use]
pub fn apply(
    source: &Source,
    documents: Vec<Document>,
    diagnostics: Vec<Diagnostic>,
    corrections: &Corrections,
    options: Options,
) -> Corrected {
    let sight = Sight::new(source.text());
    let mut sorted = corrections.clone();
    sorted.sort();
    let trees: Vec<Value> =
        documents.iter().map(|document| serde_json::to_value(document).unwrap_or_default()).collect();
    let found = vec![None; trees.len()];
    let shape = vec![false; documents.len()];
    let (manuscript, marks) = (OnceCell::new(), marks(&trees));
    let (made, plans) = (Made::default(), Plans::of(&trees, &sorted.changes, &sight));
    let mut work = Work { source, sight: &sight, manuscript, marks, trees, found, shape, made, plans };
    let mut fates = Vec::with_capacity(sorted.changes.len());
    let mut parts = Vec::with_capacity(sorted.changes.len());
    let mut ticks = Vec::new();
    for change in &sorted.changes {
        let fate = match work.change(change) {
            Ok(None) => Fate::Settled,
            Ok(Some([start, end])) => {
                if let (Action::Check, Some(code)) = (change.action, &change.code) {
                    ticks.push((code.clone(), SourceSpan::new(start, end)));
                }
                Fate::Applied { span: SourceSpan::new(start, end) }
            }
            Err(misfit) => Fate::Unfit(finding(&sight, change, &misfit)),
        };
        fates.push(fate);
        let named = change.part.unwrap_or(1);
        let place = change.at.as_ref().and_then(|at| work.find(change, at).ok());
        parts.push(work.plans.holder(change, place).map_or(named, |at| at as u32 + 1));
    }
    let (read, moved, levels) = work.finish();
    // What is read back is a model, since every change was held to its type.
    let mut documents = if read.len() == documents.len() { read } else { documents };
    let mut left = Vec::with_capacity(diagnostics.len());
    let (mut ticked, mut gone, mut reworded) = (Vec::new(), Vec::new(), Vec::new());
    let placed = in_places(source, &documents, &moved);
    for (mut found, verdict) in judged(source, &placed, diagnostics) {
        let is_ticked =
            ticks.iter().any(|(code, span)| found.code.rule().code == code && span.start == found.span.start);
        match verdict {
            _ if is_ticked => ticked.push(found),
            Verdict::Gone => gone.push(found),
            Verdict::HoldsAs(now) => {
                reworded.push((found.clone(), now.clone()));
                found.details = now.details;
                left.push(found);
            }
            Verdict::Holds | Verdict::Unknown => left.push(found),
        }
    }
    let unfit = fates.iter().filter_map(|fate| match fate {
        Fate::Unfit(finding) => Some(finding.clone()),
        _ => None,
    });
    let unfit: Vec<Diagnostic> = unfit.chain(unknown(corrections)).collect();
    for document in &mut documents {
        let is_gone = |found: &model::Diagnostic| {
            let is_it = |other: &Diagnostic| {
                other.code.rule().code == found.code && found.span == Some([other.span.start, other.span.end])
            };
            gone.iter().chain(&ticked).any(is_it)
        };
        document.diagnostics.retain(|found| !is_gone(found));
        for found in &mut document.diagnostics {
            let is_it = |other: &Diagnostic| {
                other.code.rule().code == found.code
                    && found.span == Some([other.span.start, other.span.end])
                    && other.message(options.lang) == found.message
            };
            if let Some((_, now)) = reworded.iter().find(|(before, _)| is_it(before)) {
                found.message = now.message(options.lang);
            }
        }
        document.diagnostics.extend(unfit.iter().map(|found| lowered(source, found, options)));
        // In the order of their places, as in every model.
        document.diagnostics.sort_by_key(|found| (found.lines[0], found.span));
    }
    left.extend(unfit);
    crate::check::settle(&mut left);
    if !options.spans {
        documents = documents.into_iter().map(without_spans).collect();
    }
    Corrected { documents, diagnostics: left, fates, ticked, moved, parts, levels, ticks }
}

/// What the documents now say of each finding, in the order of the findings.
fn judged(source: &Source, documents: &[Document], found: Vec<Diagnostic>) -> Vec<(Diagnostic, Verdict)> {
    let lines: Vec<Lines> = found.iter().map(|found| source.lines().lines(found.span)).collect();
    let holders: Vec<Option<usize>> = lines.iter().map(|lines| holder_of(documents, *lines)).collect();
    let mut verdicts = vec![Verdict::Unknown; found.len()];
    for (at, document) in documents.iter().enumerate() {
        let own: Vec<usize> = (0..found.len()).filter(|it| holders[*it] == Some(at)).collect();
        let told = |it: &usize| told_by(found[*it].code, lines[*it], Some(&found[*it].details), "");
        let (judged, _) = judge(document, &own.iter().map(told).collect::<Vec<_>>());
        own.into_iter().zip(judged).for_each(|(it, verdict)| verdicts[it] = verdict);
    }
    found.into_iter().zip(verdicts).collect()
}

/// The document that has these lines. The letter of a later plan stands behind the plan before it.
fn holder_of(documents: &[Document], lines: Lines) -> Option<usize> {
    let in_letter = |document: &&Document| {
        document.notice.as_ref().is_some_and(|it| it.lines[0] <= lines[0] && lines[0] <= it.lines[1])
    };
    let in_plan = |document: &&Document| document.plan.lines[0] <= lines[0];
    let letter = documents.iter().position(|document| in_letter(&document));
    let plan = || documents.iter().rposition(|document| in_plan(&document));
    letter.or_else(plan).or((!documents.is_empty()).then_some(0))
}

/// The same document without byte offsets.
fn without_spans(document: Document) -> Document {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.remove("span");
                fields.values_mut().for_each(strip);
            }
            Value::Array(items) if items.iter().any(Value::is_object) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut tree = serde_json::to_value(&document).unwrap_or_default();
    strip(&mut tree);
    serde_json::from_value(tree).unwrap_or(document)
}

/// What was moved: the document, the pointer, and where it stands.
type Moved = Vec<(usize, String, ByteSpan)>;

/// Own levels: the document, where the section stands, and its own.
type Levels = Vec<(usize, u32, i64)>;

/// The models while they are changed.
struct Work<'a> {
    source: &'a Source,
    sight: &'a Sight,
    /// The text as paragraphs, laid out once for all annexes that are made of it.
    manuscript: OnceCell<Manuscript>,
    /// Where marks stand that are no text.
    marks: Vec<ByteSpan>,
    trees: Vec<Value>,
    /// The parts of each, while they are known.
    found: Vec<Option<Vec<Part>>>,
    /// Whether the shape of each has changed.
    shape: Vec<bool>,
    /// What has changed it.
    made: Made,
    /// Which plan is which.
    plans: Plans,
}

impl Work<'_> {
    /// Applies a change; where it belongs, or nothing where it was so already.
    fn change(&mut self, change: &Change) -> Result<Option<ByteSpan>, Misfit> {
        let place = change.at.as_ref().map(|at| self.find(change, at)).transpose()?;
        let start = place.map(|place| place[0]);
        let is_of_shape = !matches!(change.action, Action::Set | Action::Check);
        if is_of_shape && self.made.has(change, start) {
            return Ok(None);
        }
        let done = match self.change_at(change, place) {
            Err(Misfit::AlreadySo) => Ok(None),
            done => done,
        };
        if is_of_shape && done.is_ok() {
            self.made.note(change, start);
        }
        done
    }

    /// Where an anchor of a change stands.
    fn find(&self, change: &Change, anchor: &Anchor) -> Result<ByteSpan, Misfit> {
        let may_differ = change.action == Action::Set;
        self.plans.find(self.sight, change, anchor, may_differ).ok_or(Misfit::Unplaced)
    }

    fn change_at(&mut self, change: &Change, place: Option<ByteSpan>) -> Result<Option<ByteSpan>, Misfit> {
        let at = self.plans.holder(change, place).ok_or(Misfit::Unplaced)?;
        if change.action == Action::Make {
            let [start, _] = place.ok_or(Misfit::Unplaced)?;
            let until = change.to.as_ref().map(|to| self.find(change, to)).transpose()?;
            return self.make(at, change, start, until.map(|to| to[0])).map(Some);
        }
        if change.kind == Kind::Finding {
            return if change.action == Action::Check { Ok(place) } else { Err(Misfit::Invalid) };
        }
        let begins = self.begins_notice(change);
        if begins {
            self.put_notice(&no_notice(&self.trees[0]["plan"]));
        }
        let done = self.change_part(at, change, place);
        if begins && !matches!(done, Ok(Some(_))) {
            self.put_notice(&Value::Null);
        }
        done
    }

    /// Whether a change fills in a field of a notice where none was read.
    fn begins_notice(&self, change: &Change) -> bool {
        let is_nothing = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        (change.kind, change.action) == (Kind::Notice, Action::Set)
            && is_nothing(&change.old)
            && self.trees.iter().all(|tree| tree["notice"].is_null())
    }

    /// The notice of a file stands in the model of each plan.
    fn put_notice(&mut self, notice: &Value) {
        for tree in &mut self.trees {
            tree["notice"] = notice.clone();
        }
        self.found.fill(None);
    }

    fn change_part(
        &mut self,
        at: usize,
        change: &Change,
        place: Option<ByteSpan>,
    ) -> Result<Option<ByteSpan>, Misfit> {
        let pointer = self.resolve(at, change, place)?;
        let span = self.trees[at].pointer(&pointer).and_then(span_of).or(place);
        let span = span.ok_or(Misfit::Unplaced)?;
        if change.action == Action::Check {
            return Ok(Some(span));
        }
        if change.action == Action::Set {
            let is_new = self.set(at, &pointer, change)?;
            // A document number that was not there is a part now.
            if is_new && change.old.is_null() {
                self.found[at] = None;
            }
            return Ok(is_new.then_some(span));
        }
        self.reshape(at, &pointer, change)?;
        if pointer.starts_with("/notice") {
            let notice = self.trees[at]["notice"].clone();
            self.put_notice(&notice);
        }
        self.found[at] = None;
        self.shape[at] = true;
        renumber(&mut self.trees[at]);
        Ok(Some(span))
    }

    fn reshape(&mut self, at: usize, pointer: &str, change: &Change) -> Result<(), Misfit> {
        let text = Text { source: self.source, manuscript: &self.manuscript, marks: &self.marks };
        let to = match &change.to {
            Some(anchor) => Some(self.find(change, anchor)?),
            None => None,
        };
        match (change.action, change.kind, &change.field) {
            (Action::Add, _, Some(field)) => list::add_element(&mut self.trees[at], pointer, field, change),
            (Action::Add, _, None) => list::add_part(&mut self.trees[at], pointer, change),
            (Action::Remove, _, Some(field)) => {
                list::remove_element(&mut self.trees[at], pointer, field, &change.old)
            }
            (Action::Remove, Kind::Section, None) => outline::dissolve(&text, &mut self.trees[at], pointer),
            (Action::Remove, Kind::Box, None) => make::dissolve_box(&text, &mut self.trees[at], pointer),
            (Action::Remove, Kind::Responsibility, None) => {
                make::dissolve_clause(&text, &mut self.trees[at], pointer)
            }
            (Action::Remove, Kind::Indicator | Kind::Item | Kind::Entry, None) => {
                let (list, place) = super::part::holder(pointer).ok_or(Misfit::Invalid)?;
                let list = super::part::list_mut(&mut self.trees[at], list);
                list.filter(|list| place < list.len()).ok_or(Misfit::Invalid)?.remove(place);
                Ok(())
            }
            (Action::Move, _, Some(field)) => list::move_element(&mut self.trees[at], pointer, field, change),
            (Action::Move, Kind::Indicator | Kind::Responsibility | Kind::Item | Kind::Entry, None) => {
                let to = to.map(|to| self.resolve(at, change, Some(to))).transpose()?;
                list::move_part(&mut self.trees[at], pointer, to.as_deref())
            }
            (Action::Raise | Action::Lower, Kind::Section, None) => {
                let tree = &mut self.trees[at];
                outline::stamp(&mut tree["plan"]["sections"]);
                let section = tree.pointer(pointer).ok_or(Misfit::Invalid)?;
                let is_up = change.action == Action::Raise;
                outline::starts_from(section, &change.old, if is_up { -1 } else { 1 })?;
                if is_up { outline::raise(tree, pointer) } else { outline::lower(tree, pointer) }
            }
            (Action::End, Kind::Box, None) => {
                let end = to.map_or(self.source.text().len() as u32, |to| to[0]);
                end_box(&text, &mut self.trees[at], pointer, end)
            }
            _ => Err(Misfit::Invalid),
        }
    }

    /// Makes a part of the text that begins at `start`; `old` has all of it, or its head where
    /// it goes on as far as `until`.
    fn make(
        &mut self,
        at: usize,
        change: &Change,
        start: u32,
        until: Option<u32>,
    ) -> Result<ByteSpan, Misfit> {
        let words = squeeze(change.old.as_str().ok_or(Misfit::Invalid)?);
        let from = self.sight.of_source(start);
        let now = &self.sight.text()[from..];
        if words.is_empty() || !now.starts_with(&words) {
            let now: String = now.chars().take(words.chars().count()).collect();
            return Err(Misfit::Outdated(now.into()));
        }
        let end = self.sight.end_to_source(from + words.len());
        self.look(at);
        let parts = self.found[at].take().unwrap_or_default();
        let text = Text { source: self.source, manuscript: &self.manuscript, marks: &self.marks };
        let tree = &mut self.trees[at];
        let in_table = |part: &&Part| {
            part.kind == Kind::Table
                && part.pointer.starts_with("/plan/annexes/")
                && (part.span[0]..part.span[1]).contains(&start)
        };
        let table = parts.iter().find(in_table).filter(|_| change.kind == Kind::Responsibility);
        let is_whole = table.is_some() || change.kind == Kind::Annex;
        let [start, end] = if is_whole { [start, end] } else { text.bare([start, end]) };
        let is_made =
            |part: &Part| part.kind == change.kind && make::is_made(&text, tree, part, [start, end]);
        if !is_whole && parts.iter().any(is_made) {
            self.found[at] = Some(parts);
            return Err(Misfit::AlreadySo);
        }
        match (table, change.kind) {
            (Some(table), _) => make_tasks(&text, tree, &table.pointer),
            (None, Kind::Annex) => make_annex(&text, tree, [start, end], until),
            (None, kind) => make::make(&text, tree, &parts, kind, [start, end]),
        }?;
        self.shape[at] = true;
        renumber(&mut self.trees[at]);
        Ok([start, end])
    }

    /// Gives a field its new value; whether it had another.
    fn set(&mut self, at: usize, pointer: &str, change: &Change) -> Result<bool, Misfit> {
        let field = change.field.as_deref().ok_or(Misfit::Invalid)?;
        let below = field_pointer(field).ok_or(Misfit::Invalid)?;
        let is_set = set_field(&mut self.trees[at], pointer, &below, change)?;
        // The notice of a file and its links stand in the model of each plan.
        if pointer.starts_with("/notice") || pointer.starts_with("/attachments") {
            for other in 0..self.trees.len() {
                if other != at {
                    set_field(&mut self.trees[other], pointer, &below, change)?;
                }
            }
        }
        Ok(is_set)
    }

    /// Finds the parts of a tree.
    fn look(&mut self, at: usize) -> &[Part] {
        let tree = &self.trees[at];
        self.found[at].get_or_insert_with(|| parts(tree))
    }

    /// The pointer of the part of its kind that a change is about, at a place.
    fn resolve(&mut self, at: usize, change: &Change, place: Option<ByteSpan>) -> Result<String, Misfit> {
        self.look(at);
        self.sought(at, change.kind, place).resolve(change)
    }

    /// What a part is looked for with, among those that were found.
    fn sought(&self, at: usize, kind: Kind, place: Option<ByteSpan>) -> Sought<'_> {
        let parts = self.found[at].as_deref().unwrap_or_default();
        Sought { text: self.text(), tree: &self.trees[at], parts, kind, place }
    }

    /// The text that changes work on.
    fn text(&self) -> Text<'_> {
        Text { source: self.source, manuscript: &self.manuscript, marks: &self.marks }
    }

    /// The models; none where one is none any more. And where what was moved stands, and the own
    /// levels of sections that have another.
    fn finish(mut self) -> (Vec<Document>, Moved, Levels) {
        let (mut moved, mut levels) = (Vec::new(), Vec::new());
        for (at, (tree, has_changed)) in self.trees.iter_mut().zip(&self.shape).enumerate() {
            if *has_changed {
                moved.extend(settle_order(tree).into_iter().map(|(pointer, span)| (at, pointer, span)));
                let sections = &mut tree["plan"]["sections"];
                outline::settle_ends(sections);
                let mut own = Vec::new();
                outline::own_levels(sections, &mut own);
                levels.extend(own.into_iter().map(|(start, level)| (at, start, level)));
            }
        }
        let read = self.trees.into_iter().map(serde_json::from_value::<Document>);
        (read.collect::<Result<_, _>>().unwrap_or_default(), moved, levels)
    }
}

/// A notice that says nothing yet; it stands before the plan.
fn no_notice(plan: &Value) -> Value {
    let at = |name: &str| json!([plan[name][0], plan[name][0]]);
    json!({
        "agency_mark": null, "document_number": null, "title": null, "addressees": [], "body": [],
        "attachments": [], "signatories": [], "date": null, "date_text": null, "annotations": [],
        "copied_to": [], "imprint": null, "lines": at("lines"), "span": at("span"),
    })
}

/// Gives the field `below` the part at `pointer` its new value; whether it had another.
fn set_field(tree: &mut Value, pointer: &str, below: &str, change: &Change) -> Result<bool, Misfit> {
    let part = tree.pointer_mut(pointer).ok_or(Misfit::Unplaced)?;
    let new = grown(part, change.kind, change.field.as_deref().unwrap_or_default(), &change.new);
    let field = match part.pointer_mut(below) {
        Some(field) if is_same(field, &new) => return Ok(false),
        // What has grown is read by now, too, and stands where it is read.
        Some(field) if change.new.is_string() && field.get("text") == Some(&change.new) => return Ok(false),
        Some(field) if is_same(field, &change.old) => field,
        found => {
            // A row that has gone to another place of its table.
            let now = found.map(|found| found.clone()).unwrap_or_default();
            let moved = super::part::holder(below).and_then(|(list, at)| {
                let list = part.pointer_mut(list)?.as_array_mut()?;
                let at = list::place_of(list, at, &change.old).ok()?;
                list.get_mut(at)
            });
            moved.ok_or(Misfit::Outdated(now))?
        }
    };
    let old = std::mem::replace(field, new);
    if !is_one(change.kind, part) {
        if let Some(field) = part.pointer_mut(below) {
            *field = old;
        }
        return Err(Misfit::Invalid);
    }
    settle(part, change.kind, change.field.as_deref().unwrap_or_default());
    Ok(true)
}

impl Fate {
    /// What became of the change, in a word.
    #[must_use]
    pub const fn label(&self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Applied { .. }, Lang::Zh) => "已采用",
            (Self::Applied { .. }, Lang::En) => "applied",
            (Self::Settled, Lang::Zh) => "原已如此",
            (Self::Settled, Lang::En) => "already so",
            (Self::Unfit(_), Lang::Zh) => "不再适用",
            (Self::Unfit(_), Lang::En) => "no longer fits",
        }
    }
}
