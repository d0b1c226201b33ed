//! The faults that a careful reader has marked in the seeds are found on their
//! lines.
//!
//! `cargo test defects -- --nocapture` prints the table and every defect that
//! is missed. Only the kinds that can be seen without understanding the text
//! count.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use guihua::{Code, Source};
use serde::Deserialize;

use crate::support::root;

/// The kinds that count, and the codes that find them. `suspected_…` and other
/// kinds take understanding.
const KINDS: &[(&str, &[Code])] = &[
    ("missing_document_number", &[Code::DocumentNumberMissing, Code::DocumentNumberIncomplete]),
    ("missing_date", &[Code::DateMissing, Code::DateIncomplete]),
    ("missing_signature", &[Code::SignatureMissing]),
    ("missing_column_separator", &[Code::HeaderCellsJoined]),
    ("lost_heading_number", &[Code::NumberingLost]),
    ("mixed_brackets", &[Code::MismatchedBracket, Code::MixedBracketWidth, Code::NumberingFormDiffers]),
    ("inconsistent_label_form", &[Code::NumberingFormDiffers]),
    ("inconsistent_bracket_form", &[Code::MixedBracketWidth]),
    ("halfwidth_punctuation", &[Code::HalfwidthPunctuation, Code::MixedBracketWidth]),
    ("wrong_punctuation", &[Code::HalfwidthPunctuation]),
    ("toc_title_differs", &[Code::ContentsMismatch]),
    ("duplicated_at_page_break", &[Code::RepeatedAtPageBreak]),
    ("doubled_character", &[Code::DoubledCharacter]),
    ("foreign_word", &[Code::ForeignWord]),
    ("inconsistent_department_name", &[Code::DepartmentNameVaries]),
    ("inconsistent_numbers", &[Code::FigureInconsistent]),
    ("dubious_unit", &[Code::IndicatorUnitDubious]),
    ("page_number_digits_reversed", &[Code::PageNumberReversed]),
    ("wrong_replacement", &[Code::WrongReplacement]),
];

/// `wrong_punctuation` counts where the mark has a wrong width; a comma that
/// should be a 、 takes understanding.
const WIDTH: &[&str] = &["半角", "half-width"];

#[derive(Deserialize)]
struct Annotation {
    defects: Vec<Defect>,
}

#[derive(Deserialize)]
struct Defect {
    line: u32,
    kind: String,
    text: String,
}

#[test]
fn defects_of_the_seeds_are_found() {
    let mut table: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missed = String::new();
    for name in seeds() {
        let text = fs::read_to_string(root(&format!("seeds/{name}.txt"))).unwrap();
        let gold = fs::read_to_string(root(&format!("fixtures/gold/{name}.json"))).unwrap();
        let annotation: Annotation = serde_json::from_str(&gold).unwrap();
        let source = Source::from_text(name.clone(), text);
        let checked = guihua::check(&source);
        for defect in &annotation.defects {
            let Some((kind, codes)) = KINDS.iter().find(|(kind, _)| *kind == defect.kind) else { continue };
            if *kind == "wrong_punctuation" && !WIDTH.iter().any(|word| defect.text.contains(word)) {
                continue;
            }
            let is_found = checked.diagnostics.iter().any(|found| {
                let first = source.lines().line(found.span.start);
                let last = source.lines().line(found.span.end.max(found.span.start + 1) - 1);
                // What a page break doubled stands on both sides of it.
                let reach = if *kind == "duplicated_at_page_break" { 2 } else { 0 };
                codes.contains(&found.code) && (first..=last + reach).contains(&(defect.line + reach))
            });
            let row = table.entry(kind).or_default();
            row.0 += 1;
            row.1 += usize::from(is_found);
            if !is_found {
                let _ = writeln!(missed, "{name}:{} {kind}: {}", defect.line, defect.text);
            }
        }
    }
    println!("| kind | marked | found |\n|---|---:|---:|");
    for (kind, (marked, found)) in &table {
        println!("| {kind} | {marked} | {found} |");
    }
    let (marked, found) = table.values().fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
    println!("| all | {marked} | {found} |\n\nmissed:\n{missed}");
    assert!(marked >= 40, "{marked} defects");
    assert!(found * 100 >= marked * SHARE, "{found} of {marked} found\n{missed}");
}

/// How many of a hundred have to be found.
const SHARE: usize = 85;

/// The names of the seeds, without extension.
fn seeds() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root("seeds"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
