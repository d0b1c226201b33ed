//! What several modules of the tests share: the documents, their annotations,
//! and the facts in which a model is compared with its annotation.
//!
//! `fixtures/gold` holds a hand-made annotation for each plan of `seeds`, and
//! `fixtures/documents` one beside each plan. An annotation was written by a
//! careful reader of the source, never by the program. It names the source's
//! own characters, so both sides are folded before they are compared: width,
//! punctuation and white space are none of its business.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write};
use std::fs;
use std::path::{Path, PathBuf};

use guihua::model::{self, Block, Document};
use guihua::{Options, Parsed, Source};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

/// A file of the repository.
pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A plan with its annotation, one for each document that it forwards.
pub struct Case {
    /// The file name without extension.
    pub name: String,
    /// The bytes of the plan.
    pub bytes: Vec<u8>,
    /// The annotations.
    pub gold: Vec<Gold>,
}

impl Case {
    /// The plan as text; all cases are UTF-8.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }
}

/// The five plans as issued.
pub fn seeds() -> Vec<Case> {
    cases("seeds", "fixtures/gold")
}

/// The same as `pdftotext -layout` gives them, printed to PDF files.
pub fn seeds_laid_out() -> Vec<Case> {
    cases("fixtures/pdftotext", "fixtures/gold")
}

/// The plans written for these tests.
pub fn documents() -> Vec<Case> {
    cases("fixtures/documents", "fixtures/documents")
}

fn cases(texts: &str, gold: &str) -> Vec<Case> {
    let mut paths: Vec<PathBuf> = fs::read_dir(root(texts))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let json = fs::read_to_string(root(gold).join(format!("{name}.json"))).unwrap();
        let gold = match serde_json::from_str(&json) {
            Ok(one @ serde_json::Value::Object(_)) => vec![serde_json::from_value(one).unwrap()],
            Ok(several) => serde_json::from_value(several).unwrap(),
            Err(error) => panic!("{name}: {error}"),
        };
        Case { bytes: fs::read(path).unwrap(), name, gold }
    };
    paths.into_iter().map(read).collect()
}

/// Parses text with byte offsets in the model.
pub fn parse(name: &str, text: &str) -> (Source, Parsed) {
    let source = Source::from_text(name, text);
    let parsed = guihua::parse_with(&source, &Options { spans: true, ..Options::default() });
    (source, parsed)
}

// The annotation

/// What a careful reader finds in a plan.
#[derive(Debug, Deserialize)]
#[serde(rename = "gold")]
pub struct Gold {
    pub notice: Option<GoldNotice>,
    pub plan: GoldPlan,
    #[serde(default)]
    pub furniture: Vec<GoldFurniture>,
}

#[derive(Debug, Default, Deserialize)]
pub struct GoldNotice {
    pub agency_mark: Option<String>,
    pub document_number: Option<GoldNumber>,
    pub title: Option<String>,
    #[serde(default)]
    pub addressees: Vec<String>,
    #[serde(default)]
    pub body: Vec<String>,
    #[serde(default)]
    pub signatories: Vec<String>,
    pub date: Option<String>,
    pub date_text: Option<String>,
    #[serde(default)]
    pub annotations: Vec<String>,
    #[serde(default)]
    pub copied_to: Vec<String>,
    pub imprint: Option<GoldImprint>,
}

#[derive(Debug, Deserialize)]
pub struct GoldNumber {
    pub text: String,
    pub agency_code: String,
    pub year: Option<i32>,
    pub sequence: Option<u32>,
}

#[derive(Debug, Deserialize)]
pub struct GoldImprint {
    pub agency: Option<String>,
    pub date: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct GoldPlan {
    pub title: String,
    pub region: Option<String>,
    pub period: Option<model::Period>,
    #[serde(default)]
    pub toc: Vec<GoldEntry>,
    #[serde(default)]
    pub preamble: Vec<String>,
    #[serde(default)]
    pub sections: Vec<GoldSection>,
    #[serde(default)]
    pub boxes: Vec<GoldBox>,
    #[serde(default)]
    pub indicators: Vec<GoldIndicator>,
    #[serde(default)]
    pub responsibilities: Vec<GoldResponsibility>,
    #[serde(default)]
    pub annexes: Vec<GoldAnnex>,
}

#[derive(Debug, Deserialize)]
pub struct GoldEntry {
    pub label: Option<String>,
    pub title: String,
    pub page: Option<u32>,
}

#[derive(Debug, Deserialize)]
pub struct GoldSection {
    pub path: String,
    pub level: u8,
    pub label: Option<String>,
    pub title: Option<String>,
    pub paragraphs: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct GoldBox {
    pub number: Option<u32>,
    pub title: String,
    #[serde(default)]
    pub is_indicator_table: bool,
    pub lines: Option<[usize; 2]>,
    pub after_section: Option<String>,
    #[serde(default)]
    pub items: Vec<GoldItem>,
}

#[derive(Debug, Deserialize)]
pub struct GoldItem {
    pub label: Option<String>,
    pub title: Option<String>,
    pub text: Option<String>,
    #[serde(default)]
    pub items: Vec<GoldItem>,
}

#[derive(Debug, Deserialize)]
pub struct GoldIndicator {
    pub number: Option<u32>,
    pub category: Option<String>,
    pub name: String,
    pub unit: Option<String>,
    pub values: Vec<model::Value>,
    pub attribute: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct GoldResponsibility {
    pub section: Option<String>,
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub lead: Vec<String>,
    #[serde(default)]
    pub participants: Vec<String>,
    #[serde(default)]
    pub responsible: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct GoldAnnex {
    pub label: Option<String>,
    pub title: Option<String>,
    #[serde(default)]
    pub tasks: Vec<GoldTask>,
}

#[derive(Debug, Deserialize)]
pub struct GoldTask {
    pub number: Option<u32>,
    pub task: String,
    #[serde(default)]
    pub units: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct GoldFurniture {
    pub line: Option<usize>,
    pub text: String,
}

// Folding

/// How labels are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Labels {
    /// `1.` and `1、` differ.
    AsPrinted,
    /// Only the number counts, for texts whose labels were written otherwise.
    Numbers,
}

/// `text` without differences of width, punctuation and white space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // A mark at the beginning of a line joins the letter that ends the one before.
    let letters = text.chars().filter(|c| !c.is_whitespace());
    for c in letters.nfkc().filter(|c| !c.is_whitespace()) {
        let c = match c {
            '。' => '.',
            '，' => ',',
            '；' => ';',
            '：' => ':',
            '（' | '〔' | '［' | '[' | '【' => '(',
            '）' | '〕' | '］' | ']' | '】' => ')',
            '«' => '《',
            '»' => '》',
            '“' | '”' | '＂' => '"',
            '‘' | '’' => '\'',
            '—' | '―' | '–' | '－' | '─' | '~' | '～' | '〜' => '-',
            '•' | '∙' => '·',
            '○' => '〇',
            '？' => '?',
            '！' => '!',
            c => c,
        };
        if !(c == '-' && folded.ends_with('-')) {
            folded.push(c);
        }
    }
    folded.replace("**", "")
}

fn fold_title(title: &str) -> String {
    fold(title).trim_end_matches('.').to_owned()
}

fn fold_option(text: Option<&str>) -> String {
    fold(text.unwrap_or_default())
}

fn fold_all<'a>(texts: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    texts.into_iter().map(|text| fold(text)).collect()
}

impl Labels {
    fn fold(self, label: Option<&str>) -> String {
        let label = fold_option(label);
        match self {
            Self::AsPrinted => label,
            Self::Numbers => label.trim_matches(['.', '、', '(', ')', ':', ',']).to_owned(),
        }
    }
}

// Facts

/// What is compared, line by line of the table that the tests print.
#[derive(Clone, Debug, Default)]
pub struct Facts(BTreeMap<&'static str, Vec<String>>);

/// The lines of the table, in reading order of a document.
pub const LINES: [&str; 11] = [
    "notice",
    "plan",
    "toc",
    "preamble",
    "sections",
    "paragraphs",
    "boxes",
    "items",
    "indicators",
    "responsibilities",
    "annex tasks",
];

impl Facts {
    fn add(&mut self, line: &'static str, fact: impl Debug) {
        debug_assert!(LINES.contains(&line));
        self.0.entry(line).or_default().push(format!("{fact:?}"));
    }

    /// The facts of one line.
    pub fn line(&self, line: &str) -> &[String] {
        self.0.get(line).map_or(&[], Vec::as_slice)
    }

    /// What the annotation says.
    pub fn of_gold(gold: &Gold, labels: Labels) -> Self {
        let mut facts = Self::default();
        let default = GoldNotice::default();
        let notice = gold.notice.as_ref().unwrap_or(&default);
        let number = notice
            .document_number
            .as_ref()
            .map(|number| (fold(&number.text), fold(&number.agency_code), number.year, number.sequence));
        let imprint =
            notice.imprint.as_ref().map(|imprint| (imprint.agency.as_deref(), imprint.date.as_deref()));
        facts.add_notice(&NoticeFacts {
            agency_mark: notice.agency_mark.as_deref(),
            number,
            title: notice.title.as_deref(),
            addressees: &notice.addressees,
            body: notice.body.iter().map(|text| fold(text)).collect(),
            signatories: &notice.signatories,
            date: notice.date.as_deref(),
            annotations: &notice.annotations,
            copied_to: &notice.copied_to,
            imprint,
        });
        let plan = &gold.plan;
        facts.add_plan(&plan.title, plan.region.as_deref(), plan.period.as_ref());
        for entry in &plan.toc {
            facts.add("toc", (labels.fold(entry.label.as_deref()), fold_title(&entry.title), entry.page));
        }
        for text in &plan.preamble {
            facts.add("preamble", fold(text));
        }
        for section in &plan.sections {
            let title = fold_title(section.title.as_deref().unwrap_or_default());
            facts.add(
                "sections",
                (&section.path, section.level, labels.fold(section.label.as_deref()), title),
            );
            for text in &section.paragraphs {
                facts.add("paragraphs", (&section.path, fold(text)));
            }
        }
        for (index, found) in plan.boxes.iter().enumerate() {
            facts.add("boxes", (found.number, fold_title(&found.title), &found.after_section));
            facts.add_gold_items(&format!("{}", index + 1), &found.items, labels);
        }
        for row in &plan.indicators {
            facts.add_indicator(
                row.number,
                row.category.as_deref(),
                &row.name,
                row.unit.as_deref(),
                &row.values,
                row.attribute.as_deref(),
            );
        }
        for clause in &plan.responsibilities {
            facts.add(
                "responsibilities",
                (
                    &clause.section,
                    fold_all(&clause.lead),
                    fold_all(&clause.participants),
                    fold_all(&clause.responsible),
                ),
            );
        }
        for task in plan.annexes.iter().flat_map(|annex| &annex.tasks) {
            facts.add("annex tasks", (task.number, fold(&task.task), fold_all(&task.units)));
        }
        facts
    }

    /// What the program says.
    pub fn of_model(document: &Document, labels: Labels) -> Self {
        let mut facts = Self::default();
        let default = model::Notice::default();
        let notice = document.notice.as_ref().unwrap_or(&default);
        let number = notice
            .document_number
            .as_ref()
            .map(|number| (fold(&number.text), fold(&number.agency_code), number.year, number.sequence));
        let imprint =
            notice.imprint.as_ref().map(|imprint| (imprint.agency.as_deref(), imprint.date.as_deref()));
        facts.add_notice(&NoticeFacts {
            agency_mark: notice.agency_mark.as_deref(),
            number,
            title: notice.title.as_deref(),
            addressees: &notice.addressees,
            body: notice.body.iter().map(|paragraph| fold(&paragraph.text)).collect(),
            signatories: &notice.signatories,
            date: notice.date.as_deref(),
            annotations: &notice.annotations,
            copied_to: &notice.copied_to,
            imprint,
        });
        let plan = &document.plan;
        facts.add_plan(&plan.title, plan.region.as_deref(), plan.period.as_ref());
        for entry in &plan.toc {
            facts.add("toc", (labels.fold(entry.label.as_deref()), fold_title(&entry.title), entry.page));
        }
        for text in paragraphs(&plan.preamble) {
            facts.add("preamble", fold(text));
        }
        facts.add_sections(&plan.sections, labels);
        for (index, found) in plan.boxes.iter().enumerate() {
            facts.add("boxes", (found.number, fold_title(&found.title), &found.section));
            facts.add_items(&format!("{}", index + 1), &found.items, labels);
        }
        for row in &plan.indicators {
            facts.add_indicator(
                row.number,
                row.category.as_deref(),
                &row.name,
                row.unit.as_deref(),
                &row.values,
                row.attribute.as_deref(),
            );
        }
        for found in &plan.responsibilities {
            let (lead, participants) = (departments(&found.lead), departments(&found.participants));
            let responsible = departments(&found.responsible);
            if found.annex.is_some() {
                let units = [lead, participants, responsible].concat();
                facts.add("annex tasks", (found.number, fold_option(found.task.as_deref()), units));
            } else {
                facts.add("responsibilities", (&found.section, lead, participants, responsible));
            }
        }
        facts
    }

    fn add_notice(&mut self, notice: &NoticeFacts<'_>) {
        let number = notice.number.clone().unwrap_or_default();
        let imprint = notice.imprint.unwrap_or_default();
        let title = fold_title(notice.title.unwrap_or_default());
        let copied_to: Vec<String> = notice
            .copied_to
            .iter()
            .map(|name| fold(name).trim_matches(['(', ')', '.', ',', ':']).to_owned())
            .collect();
        let annotations: Vec<String> =
            notice.annotations.iter().map(|text| fold(text).trim_matches(['(', ')']).to_owned()).collect();
        self.add("notice", ("agency_mark", fold_option(notice.agency_mark)));
        self.add("notice", ("number", number));
        self.add("notice", ("title", title));
        self.add("notice", ("date", notice.date));
        self.add("notice", ("imprint", fold_option(imprint.0), imprint.1));
        self.add("notice", ("addressees", fold_all(notice.addressees)));
        self.add("notice", ("signatories", fold_all(notice.signatories)));
        self.add("notice", ("copied_to", copied_to));
        self.add("notice", ("body", &notice.body));
        self.add("notice", ("annotations", annotations));
    }

    fn add_plan(&mut self, title: &str, region: Option<&str>, period: Option<&model::Period>) {
        self.add("plan", ("title", fold(title)));
        self.add("plan", ("region", fold_option(region)));
        self.add("plan", ("period", period));
    }

    fn add_sections(&mut self, sections: &[model::Section], labels: Labels) {
        for section in sections {
            let title = fold_title(section.title.as_deref().unwrap_or_default());
            self.add("sections", (&section.id, section.level, labels.fold(section.label.as_deref()), title));
            for text in paragraphs(&section.content) {
                self.add("paragraphs", (&section.id, fold(text)));
            }
            self.add_sections(&section.sections, labels);
        }
    }

    fn add_gold_items(&mut self, path: &str, items: &[GoldItem], labels: Labels) {
        for (index, item) in items.iter().enumerate() {
            let path = format!("{path}.{}", index + 1);
            self.add_item(&path, item.label.as_deref(), item.title.as_deref(), item.text.as_deref(), labels);
            self.add_gold_items(&path, &item.items, labels);
        }
    }

    fn add_items(&mut self, path: &str, items: &[model::Item], labels: Labels) {
        for (index, item) in items.iter().enumerate() {
            let path = format!("{path}.{}", index + 1);
            self.add_item(&path, item.label.as_deref(), item.title.as_deref(), item.text.as_deref(), labels);
            self.add_items(&path, &item.items, labels);
        }
    }

    fn add_item(
        &mut self,
        path: &str,
        label: Option<&str>,
        title: Option<&str>,
        text: Option<&str>,
        labels: Labels,
    ) {
        let title = fold_title(title.unwrap_or_default());
        self.add("items", (path, labels.fold(label), title, fold_option(text)));
    }

    fn add_indicator(
        &mut self,
        number: Option<u32>,
        category: Option<&str>,
        name: &str,
        unit: Option<&str>,
        values: &[model::Value],
        attribute: Option<&str>,
    ) {
        let values: Vec<_> = values
            .iter()
            .map(|value| {
                let text = fold(&value.text);
                (fold(&value.column), value.year, value.role, text, value.comparator, value.number)
            })
            .collect();
        let (category, attribute) = (fold_option(category), fold_option(attribute));
        self.add("indicators", (number, category, fold(name), fold_option(unit), values, attribute));
    }
}

struct NoticeFacts<'a> {
    agency_mark: Option<&'a str>,
    number: Option<(String, String, Option<i32>, Option<u32>)>,
    title: Option<&'a str>,
    addressees: &'a [String],
    body: Vec<String>,
    signatories: &'a [String],
    date: Option<&'a str>,
    annotations: &'a [String],
    copied_to: &'a [String],
    imprint: Option<(Option<&'a str>, Option<&'a str>)>,
}

fn paragraphs(blocks: &[Block]) -> impl Iterator<Item = &str> {
    blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
        _ => None,
    })
}

fn departments(list: &[model::Department]) -> Vec<String> {
    list.iter()
        .map(|department| match &department.also {
            Some(also) => fold(&format!("{}({also})", department.name)),
            None => fold(&department.name),
        })
        .collect()
}

// Comparing

/// How many facts of a line are right, expected and produced, and what differs.
#[derive(Clone, Debug, Default)]
pub struct Score {
    pub right: usize,
    pub expected: usize,
    pub produced: usize,
    pub missing: Vec<String>,
    pub wrong: Vec<String>,
}

impl Score {
    /// Compares the facts of one line, each as often as it occurs.
    pub fn of(expected: &[String], produced: &[String]) -> Self {
        let mut counts: BTreeMap<&str, isize> = BTreeMap::new();
        for fact in expected {
            *counts.entry(fact).or_default() += 1;
        }
        for fact in produced {
            *counts.entry(fact).or_default() -= 1;
        }
        let mut score = Self { expected: expected.len(), produced: produced.len(), ..Self::default() };
        for (fact, count) in counts {
            let list = if count > 0 { &mut score.missing } else { &mut score.wrong };
            list.extend(std::iter::repeat_n(fact.to_owned(), count.unsigned_abs()));
        }
        score.right = score.expected - score.missing.len();
        score
    }

    /// The harmonic mean of precision and recall.
    #[allow(clippy::cast_precision_loss, reason = "facts are counted in thousands")]
    pub fn f1(&self) -> f64 {
        if self.expected + self.produced == 0 {
            return 1.0;
        }
        2.0 * self.right as f64 / (self.expected + self.produced) as f64
    }

    /// Whether nothing differs.
    pub fn is_perfect(&self) -> bool {
        self.missing.is_empty() && self.wrong.is_empty()
    }

    /// The first differences, for a person.
    pub fn report(&self, line: &str) -> String {
        let clip = |fact: &String| fact.chars().take(240).collect::<String>();
        let mut report = format!("{line}: {} / {} / {}\n", self.right, self.expected, self.produced);
        for (sign, facts) in [('-', &self.missing), ('+', &self.wrong)] {
            for fact in facts.iter().take(3) {
                let _ = writeln!(report, "    {sign} {}", clip(fact));
            }
        }
        report
    }
}
