//! PDF files: the seeds set in type again, and files that are damaged or hostile.
//!
//! `fixtures/formats` holds each seed as a word processor prints it
//! (`tests/scripts/seeds_to_pdf.py`), `fixtures/pdf` one plan as many programs set it
//! (`tests/scripts/plan_to_pdf.py`), `fixtures/hostile` what no author meant to write
//! (`tests/scripts/hostile_pdfs.py`).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::process::Command;

use guihua::model::FurnitureKind;
use guihua::stages::LineRole;
use guihua::{Lang, Source};
use serde_json::Value;

use crate::support::root;

fn read(path: &str) -> Result<Source, guihua::Error> {
    Source::from_bytes(path, fs::read(root(path)).unwrap(), None)
}

/// The values of a model by their place in it, without what must differ: the
/// source, places in it, and what is printed but no content.
fn facts(source: &Source) -> BTreeMap<String, String> {
    fn walk(place: &str, value: &Value, facts: &mut BTreeMap<String, String>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields.iter().filter(|(name, _)| *name != "lines") {
                    walk(&format!("{place}.{name}"), value, facts);
                }
            }
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    walk(&format!("{place}[{at}]"), item, facts);
                }
            }
            value => {
                facts.insert(place.to_owned(), value.to_string());
            }
        }
    }
    let mut facts = BTreeMap::new();
    for document in guihua::parse(source).documents {
        let Value::Object(document) = serde_json::to_value(document).unwrap() else { unreachable!() };
        for part in ["notice", "plan"] {
            walk(part, &document[part], &mut facts);
        }
    }
    facts
}

/// Writes down where two models differ.
fn compare(
    name: &str,
    text: &BTreeMap<String, String>,
    pdf: &BTreeMap<String, String>,
    differences: &mut String,
) {
    for place in text.keys().chain(pdf.keys()).collect::<BTreeSet<_>>() {
        let (expected, found) = (text.get(place), pdf.get(place));
        if expected != found {
            let _ = writeln!(differences, "{name} {place}\n  text: {expected:?}\n  pdf:  {found:?}");
        }
    }
}

/// Programs that set the note of the plan at the foot of its page; the others
/// leave it out.
const WITH_NOTE: [&str; 3] = ["libreoffice", "typst", "weasyprint"];

#[test]
fn a_plan_gives_its_model_however_it_is_set() {
    let plan = fs::read_to_string(root("fixtures/pdf/plan.txt")).unwrap();
    let without: String = plan
        .lines()
        .filter(|line| !line.starts_with("[1]"))
        .fold(String::new(), |text, line| text + line + "\n");
    let model = |text: &str| facts(&Source::from_bytes("plan.txt", text.as_bytes().to_vec(), None).unwrap());
    let (with_note, without_note) = (model(&plan), model(&without));
    assert!(with_note.len() > without_note.len() && without_note.len() > 300);
    let mut differences = String::new();
    let mut count = 0;
    for entry in fs::read_dir(root("fixtures/pdf")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "pdf") {
            continue;
        }
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = if WITH_NOTE.contains(&name.as_str()) { &with_note } else { &without_note };
        compare(&name, text, &facts(&read(&format!("fixtures/pdf/{name}.pdf")).unwrap()), &mut differences);
        count += 1;
    }
    assert!(count >= 10, "{count} files");
    assert!(differences.is_empty(), "{differences}");
}

/// Character maps whose codes are text in a legacy encoding, and Unicode ones.
#[test]
fn fonts_without_a_table_of_characters_are_read_by_their_map() {
    let plain = fs::read(root("tests/fuzz/corpus/pdf/gbk2k.pdf")).unwrap();
    let content = String::from_utf8(plain).unwrap();
    for map in ["GBK2K-H", "GBKp-EUC-H", "GBK-EUC-H", "GBpc-EUC-H", "GB-EUC-H"] {
        let bytes = content.replace("/GBK2K-H", &format!("/{map}")).into_bytes();
        let source = Source::from_bytes("font.pdf", bytes, None).unwrap();
        assert!(
            source.text().contains("到2025年，湿地保护率达到55%。\n　　二、主要任务"),
            "{map}: {}",
            source.text()
        );
    }
}

#[test]
fn seeds_in_type_give_the_model_of_their_text() {
    let mut differences = String::new();
    for entry in fs::read_dir(root("seeds")).unwrap() {
        let name = entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
        let text = facts(&read(&format!("seeds/{name}.txt")).unwrap());
        let pdf = facts(&read(&format!("fixtures/formats/{name}.pdf")).unwrap());
        assert!(text.len() > 500, "{name}: {} facts", text.len());
        compare(&name, &text, &pdf, &mut differences);
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn lines_know_their_page_and_margins_are_furniture() {
    let source = read("fixtures/formats/000_bbd8790e8b1422a3.pdf").unwrap();
    let evidence = source.evidence().unwrap();
    assert_eq!(evidence.lines.len(), source.text().lines().count());
    let pages = evidence.lines.iter().map(|line| line.page).max().unwrap();
    assert!(evidence.lines.windows(2).all(|pair| pair[0].page <= pair[1].page && pair[0].page > 0));
    let numbers: Vec<&str> = source
        .text()
        .lines()
        .zip(&evidence.lines)
        .filter(|(_, line)| line.role == LineRole::Furniture(FurnitureKind::PageNumber))
        .map(|(text, _)| text)
        .collect();
    let expected: Vec<String> = (1..=pages).map(|page| format!("— {page} —")).collect();
    assert_eq!(numbers, expected);
    assert!(evidence.lines.iter().any(|line| line.role == LineRole::Row));
    assert!(evidence.lines.iter().any(|line| line.frame > 0 && line.table == 0));
}

/// Files of `fixtures/hostile` that are refused, and the words of the message.
const REFUSED: &[(&str, &str, &str)] = &[
    ("header-only.pdf", "文件损坏", "damaged or incomplete (xref)"),
    ("no-pages.pdf", "文件损坏", "damaged or incomplete (Pages)"),
    ("page-loop.pdf", "文件损坏", "damaged or incomplete (Pages)"),
    ("reference-loop.pdf", "文件损坏", "damaged or incomplete"),
    ("password.pdf", "文件已加密", "it is encrypted"),
    ("truncated.pdf", "文件损坏", "damaged or incomplete (Contents)"),
    ("scanned.pdf", "里面没有文字", "holds no text"),
    ("unmapped.pdf", "字体没有 Unicode 对照", "fonts have no Unicode map"),
    ("wide-map.pdf", "字体没有 Unicode 对照", "fonts have no Unicode map"),
    ("bomb.pdf", "解压后超过", "unpacks to more than the limit"),
    ("deep.pdf", "嵌套超过", "nested deeper"),
];

#[test]
fn unreadable_files_are_refused_with_the_reason() {
    for (name, zh, en) in REFUSED {
        let error = read(&format!("fixtures/hostile/{name}")).expect_err(name);
        assert!(error.message_zh().contains(zh), "{name}: {}", error.message_zh());
        assert!(error.to_string().contains(en), "{name}: {error}");
    }
}

/// Files of `fixtures/hostile` that are read, and what is reported.
const READ: &[(&str, &[&str])] = &[
    // A text with the name of another format.
    ("not-a.pdf", &[]),
    ("empty-password.pdf", &[]),
    ("no-xref.pdf", &[]),
    ("form-loop.pdf", &["page 1 is damaged or too large and was not read in full"]),
    ("form-bomb.pdf", &["page 1 is damaged or too large and was not read in full"]),
    ("empty-page.pdf", &["page 2 has no text: it is a picture, a scan for one, or blank"]),
    ("scanned-page.pdf", &["page 2 has no text: it is a picture, a scan for one, or blank"]),
    ("missing-pages.pdf", &["the file names 7 pages, 1 were found: it may be incomplete"]),
];

#[test]
fn what_is_left_of_damaged_files_is_read_and_the_rest_reported() {
    for (name, messages) in READ {
        let source =
            read(&format!("fixtures/hostile/{name}")).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(source.text().contains("一、总体要求"), "{name}: {:?}", source.text());
        let found: Vec<String> =
            source.diagnostics().iter().map(|diagnostic| diagnostic.message(Lang::En)).collect();
        assert_eq!(found, *messages, "{name}");
    }
}

#[test]
fn every_cut_of_a_file_is_read_or_refused() {
    let bytes = fs::read(root("fixtures/hostile/scanned-page.pdf")).unwrap();
    for end in (0..bytes.len()).step_by(7) {
        let mut cut = bytes.clone();
        cut.truncate(end);
        let _ = Source::from_bytes("cut.pdf", cut, None);
        let mut broken = bytes.clone();
        broken[end] ^= 0x15;
        let _ = Source::from_bytes("broken.pdf", broken, None);
    }
}

#[test]
fn the_program_reads_pdf_and_refuses_what_it_cannot_read() {
    let run = |path: &str| {
        Command::new(env!("CARGO_BIN_EXE_guihua"))
            .args(["parse", "--lang", "zh", "-f", "ndjson"])
            .arg(root(path))
            .output()
            .unwrap()
    };
    let good = run("fixtures/formats/002_5bf64058b5ed9e5e.pdf");
    assert_eq!(good.status.code(), Some(0));
    let model: Value = serde_json::from_slice(&good.stdout).unwrap();
    assert_eq!(model["source"]["format"], "pdf");
    let locked = run("fixtures/hostile/password.pdf");
    assert_eq!(locked.status.code(), Some(2));
    assert!(locked.stdout.is_empty());
    assert!(String::from_utf8(locked.stderr).unwrap().contains("文件已加密"));
}
