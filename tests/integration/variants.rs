//! A plan stays the same plan however it is written.
//!
//! Every variant says the same as its seed in another way: wrapped, spaced,
//! paginated, punctuated, labelled, tabulated or encoded otherwise. Its model is
//! compared with the annotation of the seed, fact by fact. Where a variant takes
//! away what a reader would need, [`EXCEPTIONS`] says so, one by one.

use std::fmt::Write;

use encoding_rs::GB18030;
use guihua::{Options, Source};

use crate::rewrite::{
    Blank, BoxForm, ClauseForm, Logical, PLAIN, PageForm, Setting, TableForm, arabic_labels, box_headings,
    clauses, full_width, full_width_digits, half_width, half_width_labels, indicator_tables, logical_lines,
    map_lines, markdown, set, typewriter_quotes,
};
use crate::support::{Case, Facts, LINES, Labels, Score, seeds};

/// A seed in another form.
pub struct Variant {
    pub name: String,
    pub bytes: Vec<u8>,
    pub labels: Labels,
}

/// Facts that a variant cannot carry: variant, seed, line of the table, reason.
const EXCEPTIONS: &[(&str, &str, &str, &str)] = &[];

impl Variant {
    fn new(name: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: text.into(), labels: Labels::AsPrinted }
    }

    fn labelled(name: impl Into<String>, text: String) -> Self {
        Self { labels: Labels::Numbers, ..Self::new(name, text) }
    }
}

/// Every variant of a seed.
pub fn variants(case: &Case) -> Vec<Variant> {
    let lines = logical_lines(case);
    [
        wrapped(&without_cells(case)),
        paginated(&without_cells(case)),
        punctuated(case, &lines),
        labelled(&lines),
        boxed(&lines),
        with_clauses(&without_cells(case)),
        tabulated(case, &lines),
        encoded(case),
        dressed(case, &lines),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The lines of a seed with its table in rows: cells that were wrapped for one
/// width make no sense beside text of another.
fn without_cells(case: &Case) -> Vec<Logical> {
    indicator_tables(&logical_lines(case), &case.gold[0], TableForm::Tabs)
}

fn wrapped(lines: &[Logical]) -> Vec<Variant> {
    let mut variants = Vec::new();
    for blank in [Blank::None, Blank::Paragraphs, Blank::All] {
        for indent in [true, false] {
            for width in [None, Some(20), Some(28), Some(36)] {
                for printed in [false, true] {
                    if width.is_none() && (printed || blank == Blank::All) {
                        continue;
                    }
                    let setting = Setting { width, printed, indent, blank, pages: None };
                    let width = width.map_or("one line".to_owned(), |width| width.to_string());
                    let how = if printed { "printed" } else { "cut" };
                    let edge = if indent { "indented" } else { "flush" };
                    let name = format!("wrap {width} {how} {edge} blank {blank:?}");
                    variants.push(Variant::new(name, set(lines, setting)));
                }
            }
        }
    }
    variants
}

/// With a page number every so many lines.
fn paginated(lines: &[Logical]) -> Vec<Variant> {
    let mut variants = Vec::new();
    for form in
        [PageForm::Dashes, PageForm::Hyphens, PageForm::FormFeed, PageForm::Words, PageForm::FullWidth]
    {
        for every in [7, 22] {
            let setting = Setting {
                width: Some(28),
                printed: true,
                indent: true,
                blank: Blank::None,
                pages: Some((every, form)),
            };
            variants.push(Variant::new(format!("pages {form:?} every {every}"), set(lines, setting)));
            let setting = Setting { blank: Blank::All, ..setting };
            variants.push(Variant::new(format!("pages {form:?} every {every}, spaced"), set(lines, setting)));
        }
        let setting = Setting { pages: Some((30, form)), ..PLAIN };
        variants.push(Variant::new(format!("pages {form:?} between paragraphs"), set(lines, setting)));
    }
    variants
}

fn punctuated(case: &Case, lines: &[Logical]) -> Vec<Variant> {
    let mut variants = Vec::new();
    for (how, text) in [("as issued", case.text().to_owned()), ("one line", set(lines, PLAIN))] {
        variants.push(Variant::new(format!("half-width punctuation, {how}"), half_width(&text)));
        variants.push(Variant::new(format!("full-width punctuation, {how}"), full_width(&text)));
        variants.push(Variant::new(format!("full-width digits, {how}"), full_width_digits(&text)));
        variants.push(Variant::new(format!("typewriter quotes, {how}"), typewriter_quotes(&text)));
        let all = full_width_digits(&typewriter_quotes(&half_width(&text)));
        variants.push(Variant::new(format!("digits, quotes and punctuation, {how}"), all));
    }
    variants
}

fn labelled(lines: &[Logical]) -> Vec<Variant> {
    let mut variants: Vec<Variant> = ["．", "、", "﹒", ". "]
        .into_iter()
        .map(|mark| Variant::labelled(format!("labels 1{mark}"), set(&arabic_labels(lines, mark), PLAIN)))
        .collect();
    variants.push(Variant::labelled("labels (一)", set(&half_width_labels(lines), PLAIN)));
    variants
}

fn boxed(lines: &[Logical]) -> Vec<Variant> {
    [BoxForm::Colon, BoxForm::Bracket, BoxForm::Spaced, BoxForm::Close]
        .into_iter()
        .map(|form| Variant::new(format!("boxes {form:?}"), set(&box_headings(lines, form), PLAIN)))
        .collect()
}

fn with_clauses(lines: &[Logical]) -> Vec<Variant> {
    let wrapped = Setting { width: Some(28), printed: true, indent: true, ..PLAIN };
    [
        ClauseForm::Words("牵头单位", "配合单位"),
        ClauseForm::Words("主办单位", "协办单位"),
        ClauseForm::Words("牵头部门", "配合部门"),
        ClauseForm::Verbs,
        ClauseForm::Square,
        ClauseForm::Half,
        ClauseForm::Line,
    ]
    .into_iter()
    .flat_map(|form| {
        let lines = clauses(lines, form);
        [
            Variant::new(format!("clauses {form:?}"), set(&lines, PLAIN)),
            Variant::new(format!("clauses {form:?}, wrapped"), set(&lines, wrapped)),
        ]
    })
    .collect()
}

fn tabulated(case: &Case, lines: &[Logical]) -> Vec<Variant> {
    let wrapped = Setting { width: Some(28), printed: true, indent: true, ..PLAIN };
    [TableForm::Tabs, TableForm::Pipes, TableForm::Spaces, TableForm::Cells]
        .into_iter()
        .flat_map(|form| {
            let lines = indicator_tables(lines, &case.gold[0], form);
            [
                Variant::new(format!("table {form:?}"), set(&lines, PLAIN)),
                Variant::new(format!("table {form:?}, wrapped"), set(&lines, wrapped)),
            ]
        })
        .collect()
}

fn encoded(case: &Case) -> Vec<Variant> {
    let text = case.text();
    let utf_16 = |bytes: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let mark = if mark { "\u{feff}" } else { "" };
        format!("{mark}{text}").encode_utf16().flat_map(bytes).collect()
    };
    vec![
        Variant::new("GB18030", GB18030.encode(text).0.into_owned()),
        Variant::new("UTF-16LE with mark", utf_16(u16::to_le_bytes, true)),
        Variant::new("UTF-16BE with mark", utf_16(u16::to_be_bytes, true)),
        Variant::new("UTF-16LE", utf_16(u16::to_le_bytes, false)),
        Variant::new("UTF-16BE", utf_16(u16::to_be_bytes, false)),
        Variant::new("UTF-8 with mark", format!("\u{feff}{text}")),
        Variant::new("CRLF", text.replace('\n', "\r\n")),
        Variant::new("CR", text.replace('\n', "\r")),
    ]
}

fn dressed(case: &Case, lines: &[Logical]) -> Vec<Variant> {
    let spaced = Setting { blank: Blank::Paragraphs, ..PLAIN };
    let dressed = markdown(lines, &case.gold[0]);
    let bulleted = map_lines(&dressed, |text| match text.strip_prefix("- ") {
        Some(entry) => format!("* {entry}"),
        None => text.to_owned(),
    });
    vec![
        Variant::new("Markdown", set(&dressed, spaced)),
        Variant::new("Markdown with asterisks", set(&bulleted, spaced)),
        Variant::new("Markdown without blank lines", set(&dressed, PLAIN)),
    ]
}

/// Compares every variant that `make` gives with the annotation of its seed.
fn check(make: impl Fn(&Case) -> Vec<Variant>) {
    let mut report = String::new();
    let (mut count, mut failed) = (0, 0);
    for case in seeds() {
        let gold = &case.gold[0];
        for variant in make(&case) {
            count += 1;
            let source = Source::from_bytes(variant.name.clone(), variant.bytes.clone(), None).unwrap();
            let parsed = guihua::parse_with(&source, &Options::default());
            let expected = Facts::of_gold(gold, variant.labels);
            let produced = Facts::of_model(&parsed.documents[0], variant.labels);
            let mut differs = String::new();
            if parsed.documents.len() != 1 {
                let _ = writeln!(differs, "  {} documents", parsed.documents.len());
            }
            for line in LINES {
                let score = Score::of(expected.line(line), produced.line(line));
                let excepted = EXCEPTIONS.iter().any(|(name, seed, excepted, _)| {
                    *name == variant.name && case.name.starts_with(seed) && *excepted == line
                });
                assert!(!(excepted && score.is_perfect()), "{} needs no exception: {line}", variant.name);
                if !score.is_perfect() && !excepted {
                    let _ = write!(differs, "  {}", score.report(line));
                }
            }
            if !differs.is_empty() {
                failed += 1;
                let _ = write!(report, "{} {}\n{differs}", case.name, variant.name);
                if let Some(folder) = std::env::var_os("GUIHUA_VARIANTS") {
                    let name = format!("{} {}.txt", &case.name[..3], variant.name);
                    std::fs::write(std::path::Path::new(&folder).join(name), &variant.bytes).unwrap();
                }
            }
        }
    }
    assert!(report.is_empty(), "{failed} of {count} variants differ\n{report}");
}

#[test]
fn logical_lines_are_the_plan() {
    check(|case| vec![Variant::new("logical lines", set(&logical_lines(case), PLAIN))]);
}

#[test]
fn wrapping_changes_nothing() {
    check(|case| wrapped(&without_cells(case)));
}

#[test]
fn page_numbers_change_nothing() {
    check(|case| paginated(&without_cells(case)));
}

#[test]
fn width_of_punctuation_and_digits_changes_nothing() {
    check(|case| punctuated(case, &logical_lines(case)));
}

#[test]
fn form_of_labels_changes_nothing() {
    check(|case| labelled(&logical_lines(case)));
}

#[test]
fn form_of_box_headings_changes_nothing() {
    check(|case| boxed(&logical_lines(case)));
}

#[test]
fn wording_of_clauses_changes_nothing() {
    check(|case| with_clauses(&without_cells(case)));
}

#[test]
fn form_of_tables_changes_nothing() {
    check(|case| tabulated(case, &logical_lines(case)));
}

#[test]
fn encoding_changes_nothing() {
    check(encoded);
}

#[test]
fn markdown_changes_nothing() {
    check(|case| dressed(case, &logical_lines(case)));
}

/// Writes each variant of wrapped lines and, beside it, the same with one line for each
/// paragraph: what `tests/tools/typeset.py --written` takes.
#[test]
#[ignore = "a tool: writes the variants to the folder GUIHUA_VARIANTS"]
fn write_variants() {
    let folder = std::path::PathBuf::from(std::env::var_os("GUIHUA_VARIANTS").expect("a folder"));
    for case in seeds() {
        let put = |variant: &Variant, plain: &[u8]| {
            let way = variant.name.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
            let name = format!("seed_{}.{way}", &case.name[..3]);
            std::fs::write(folder.join(format!("{name}.txt")), &variant.bytes).unwrap();
            std::fs::write(folder.join(format!("{name}.plain")), plain).unwrap();
        };
        let (all, lines) = (logical_lines(&case), without_cells(&case));
        let plain = set(&lines, PLAIN);
        for variant in wrapped(&lines).iter().chain(&paginated(&lines)) {
            put(variant, plain.as_bytes());
        }
        // Each stands there with one line for each paragraph, and then wrapped.
        for pair in with_clauses(&lines).chunks(2).chain(tabulated(&case, &all).chunks(2)) {
            put(&pair[1], &pair[0].bytes);
        }
    }
}
