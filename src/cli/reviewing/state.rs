//! What a page shows of a file.

use std::sync::OnceLock;

use guihua::corrections::{Action, Before, Corrected, Corrections, Fate, Kind, apply};
use guihua::model::Document;
use guihua::stages::LineRole;
use guihua::{Diagnostic, Lang, Options, Parsed, Source, model_file, schema};
use serde_json::{Map, Value, json};

use super::offsets::Offsets;
use super::shown::Shown;
use crate::cli::check::selection::Settings;

/// The models of a page have their places; their findings are told apart from them.
const SPANS: Options = Options { spans: true, lang: Lang::Zh };

/// A source that was read, ready to be shown with any corrections.
pub struct View {
    pub source: Source,
    pub offsets: Offsets,
    /// What counts, and how much, as the configuration beside the file says.
    settings: Settings,
    /// The form of the models, where the file holds some instead of a plan.
    form: Option<model_file::Format>,
    /// What was read, once somebody has asked for it.
    read: OnceLock<Read>,
    /// What `check` says of the model as it was read: nothing that a person has done.
    before: OnceLock<Before>,
}

/// What was read of a source.
struct Read {
    parsed: Parsed,
    /// What `check` finds in a file of models; it is shown beside them, and corrected in an
    /// editor.
    of_file: Vec<model_file::Finding>,
}

impl View {
    pub fn new(source: Source, settings: Settings) -> Self {
        let offsets = Offsets::new(&source);
        let form = model_file::Format::of_text(source.text()).filter(|_| source.evidence().is_none());
        Self { source, offsets, settings, form, read: OnceLock::new(), before: OnceLock::new() }
    }

    /// Reads the source, the first time that is asked for: a page shows its text before that.
    fn read(&self) -> &Read {
        self.read.get_or_init(|| match self.form {
            None => Read { parsed: guihua::check_with(&self.source, &SPANS), of_file: Vec::new() },
            Some(form) => {
                let (report, models) = model_file::read(&self.source, form);
                let documents = models.into_iter().flatten().map(without_places).collect();
                Read { parsed: Parsed { documents, ..Parsed::default() }, of_file: report.findings }
            }
        })
    }

    /// Whether the file holds models, which are not corrected here.
    pub const fn is_model(&self) -> bool {
        self.form.is_some()
    }

    /// Whether the file has several plans.
    pub fn has_parts(&self) -> bool {
        self.read().parsed.documents.len() > 1
    }

    /// The reading with corrections.
    pub fn corrected(&self, corrections: &Corrections) -> Corrected {
        let Parsed { documents, diagnostics, .. } = self.read().parsed.clone();
        apply(&self.source, documents, diagnostics, corrections, SPANS)
    }

    /// All that a page shows by itself, as JSON; what the program says in its other language, too.
    pub fn state(&self, corrections: &Corrections, revision: u64, is_editable: bool, lang: Lang) -> Shown {
        let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
        let [findings, changes] = self.said(corrections, &self.corrected(corrections), other);
        let mut state = self.reading(corrections, revision, lang);
        if let Value::Object(source) = self.source(is_editable) {
            for (name, value) in source {
                state.set(&name, value);
            }
        }
        state.set("other", json!({ "findings": findings, "changes": changes }));
        state
    }

    /// What is known of the source before it is read.
    pub fn source(&self, is_editable: bool) -> Value {
        json!({
            "editable": is_editable && !self.is_model(), "name": self.source.name(),
            "sha256": self.source.sha256(), "format": self.source.format(), "text": self.source.text(), "lines": self.lines(),
        })
    }

    /// What was read, with corrections, and what its fields may hold.
    pub fn reading(&self, corrections: &Corrections, revision: u64, lang: Lang) -> Shown {
        let mut state = self.changing(corrections, revision, lang);
        state.set("lang", if lang == Lang::Zh { "zh" } else { "en" });
        state.set("model", self.is_model());
        state.set("version", env!("CARGO_PKG_VERSION"));
        state.set("schema", schema::plan_schema()["$defs"].take());
        state
    }

    /// What changes with corrections.
    pub fn changing(&self, corrections: &Corrections, revision: u64, lang: Lang) -> Shown {
        let corrected = self.corrected(corrections);
        let text = self.source.text();
        let [found, changes] = self.said(corrections, &corrected, lang);
        let mut sorted = corrections.clone();
        sorted.sort();
        let known = sorted.changes.iter().zip(&corrected.fates).zip(&corrected.parts);
        let ticks = known.filter_map(|((change, fate), part)| match fate {
            Fate::Applied { span } if change.action == Action::Check && change.kind != Kind::Finding => {
                Some(json!([part, change.kind, self.offsets.to_units(text, span.start)]))
            }
            _ => None,
        });
        let ticks: Vec<Value> = ticks.collect();
        let mut state = Shown::new(self.models(corrected), Map::new());
        state.set("revision", revision);
        state.set("sha256", json!(self.source.sha256()));
        state.set("findings", found);
        state.set("changes", changes);
        state.set("ticks", ticks);
        state
    }

    /// The findings, and what was corrected, in the words of a language.
    fn said(&self, corrections: &Corrections, corrected: &Corrected, lang: Lang) -> [Vec<Value>; 2] {
        let text = self.source.text();
        let mut found = self.told(corrections, corrected, lang);
        found.extend(corrected.ticked.iter().filter_map(|it| self.finding(it, true, lang)));
        let in_file = self.read().of_file.iter();
        found.extend(in_file.filter_map(|it| self.model_finding(it, lang)));
        let mut sorted = corrections.clone();
        sorted.sort();
        let changes = sorted.changes.iter().zip(&corrected.fates).zip(&corrected.parts);
        let changes = changes.map(|((change, fate), part)| {
            let kind = change.kind.words();
            let span = match fate {
                Fate::Applied { span } => Some(self.offsets.span(text, [span.start, span.end])),
                _ => None,
            };
            json!({
                "do": change.action, "kind": change.kind, "part": part,
                "word": if lang == Lang::Zh { kind.0 } else { kind.1 },
                "text": change.at.as_ref().map(|at| &at.text), "field": change.field,
                "old": change.old, "new": change.new, "code": change.code, "date": change.date, "by": change.by,
                "fate": fate.label(lang), "fits": !matches!(fate, Fate::Unfit(_)), "span": span,
            })
        });
        [found, changes.collect()]
    }

    /// The models as a page reads them: places are counted as it counts them, and findings
    /// stand elsewhere.
    fn models(&self, corrected: Corrected) -> Vec<serde_json::Result<String>> {
        let Corrected { documents, moved, .. } = corrected;
        let models = documents.into_iter().enumerate().map(|(at, mut document)| {
            document.diagnostics.clear();
            // What was moved is found by where it stands in the source.
            let mut moved = moved.iter().filter(|(in_model, ..)| *in_model == at).peekable();
            let text = if moved.peek().is_none() {
                serde_json::to_string(&document)?
            } else {
                let mut tree = serde_json::to_value(&document)?;
                for (_, pointer, span) in moved {
                    if let Some(part) = tree.pointer_mut(pointer) {
                        part["span"] = json!(span);
                    }
                }
                tree.to_string()
            };
            Ok(self.offsets.turn(self.source.text(), &text))
        });
        models.collect()
    }

    /// What `check` says of the source with its corrections, and what they have caused that a
    /// person has ticked.
    fn told(&self, corrections: &Corrections, corrected: &Corrected, lang: Lang) -> Vec<Value> {
        let left = &corrected.diagnostics;
        let before = || self.before.get_or_init(|| Before::of(&self.read().parsed.documents));
        let all = (!corrections.changes.is_empty()).then(|| before().all(&self.source, corrected, lang));
        let is_left = |found: &Diagnostic| {
            left.iter().any(|it| (it.code, it.span, &it.details) == (found.code, found.span, &found.details))
        };
        let shown = all.as_ref().unwrap_or(left).iter().filter_map(|found| {
            let mut shown = self.finding(found, false, lang)?;
            if all.is_some() && !is_left(found) {
                shown["model"] = json!(true);
            }
            Some(shown)
        });
        let mut shown: Vec<Value> = shown.collect();
        if all.is_some() {
            let ticked = before().ticked(&self.source, corrected, lang);
            shown.extend(ticked.iter().filter_map(|found| self.finding(found, true, lang)));
        }
        shown
    }

    /// A finding of a rule of models, which nobody ticks: it goes when it is mended.
    fn model_finding(&self, found: &model_file::Finding, lang: Lang) -> Option<Value> {
        let rule = found.code().rule();
        let severity = self.settings.severity(found.code())?;
        Some(json!({
            "code": rule.code, "title": if lang == Lang::Zh { rule.title } else { rule.name },
            "severity": severity, "label": severity.label(lang),
            "message": found.message(lang), "help": rule.documentation.help.pick(lang),
            "line": self.source.lines().line(found.span.start),
            "span": self.offsets.span(self.source.text(), [found.span.start, found.span.end]),
            "ticked": false, "model": true,
        }))
    }

    fn finding(&self, found: &Diagnostic, is_ticked: bool, lang: Lang) -> Option<Value> {
        let rule = found.code.rule();
        let severity = self.settings.severity(found.code)?;
        let title = if lang == Lang::Zh { rule.title } else { rule.name };
        Some(json!({
            "code": rule.code, "title": title, "severity": severity,
            "label": severity.label(lang), "message": found.message(lang),
            "help": found.help(lang), "line": self.source.lines().line(found.span.start),
            "span": self.offsets.span(self.source.text(), [found.span.start, found.span.end]),
            "ticked": is_ticked,
        }))
    }

    /// What the format says of lines: `[line, page]` where a page begins, `[first, last]` of
    /// each run of rows.
    fn lines(&self) -> Value {
        let (mut pages, mut rows, mut last) = (Vec::new(), Vec::<[u32; 2]>::new(), 0);
        let facts = self.source.evidence().map_or(&[] as &[_], |evidence| &evidence.lines);
        let mut table = 0;
        for (at, line) in facts.iter().enumerate() {
            let number = at as u32 + 1;
            if line.page != last {
                last = line.page;
                pages.push([number, line.page]);
            }
            match rows.last_mut() {
                _ if line.role != LineRole::Row => {}
                Some([_, end]) if *end + 1 == number && table == line.table => *end = number,
                _ => rows.push([number, number]),
            }
            table = line.table;
        }
        json!({ "pages": pages, "rows": rows })
    }
}

/// A model whose places are those of another file.
fn without_places(mut document: Document) -> Document {
    document.furniture.clear();
    document
}
