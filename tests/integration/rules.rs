//! Every rule fires where it should, keeps still where it should not, and says
//! so in both languages; its documentation is true and the pages are current.
//!
//! `fixtures/check/<rule>.txt` holds the cases of a rule, one after the other:
//!
//! ```text
//! === fires: a remark
//! the document; \xHH stands for a byte that UTF-8 cannot write
//! --- found
//! 3:5 “the marked text” | 1:1 “a related place”
//!   the message in Chinese
//!   the message in English
//! === silent: a near miss
//! another document
//! ```
//!
//! What stands below `--- found` is written by `GUIHUA_UPDATE=1 cargo test`.

use std::fmt::Write;
use std::{env, fs};

use guihua::check::Rule;
use guihua::diagnostic::{rules_markdown, rules_table};
use guihua::model::Section;
use guihua::{Code, Diagnostic, Lang, Source, SourceSpan};

use crate::support::root;

const FOUND: &str = "--- found\n";

struct Case<'a> {
    /// The line that opens it.
    head: &'a str,
    text: &'a str,
    expected: &'a str,
}

impl Case<'_> {
    fn fires(&self) -> bool {
        let kind = self.head.split(':').next().unwrap_or_default();
        assert!(["=== fires", "=== silent"].contains(&kind), "{}: neither fires nor silent", self.head);
        kind == "=== fires"
    }
}

fn cases(file: &str) -> Vec<Case<'_>> {
    let starts: Vec<usize> = file
        .match_indices("=== ")
        .map(|(at, _)| at)
        .filter(|at| *at == 0 || file[..*at].ends_with('\n'))
        .collect();
    let ends = starts.iter().skip(1).copied().chain([file.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| {
            let (head, rest) = file[*start..end].split_once('\n').expect("a case has a text");
            let (text, expected) = rest.split_once(FOUND).unwrap_or((rest, ""));
            Case { head, text, expected }
        })
        .collect()
}

/// The bytes of a case, `\xHH` made a byte.
fn bytes(text: &str) -> Vec<u8> {
    let mut pieces = text.split("\\x");
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let (digits, rest) = piece.split_at(2);
        bytes.push(u8::from_str_radix(digits, 16).expect("two hexadecimal digits behind \\x"));
        bytes.extend_from_slice(rest.as_bytes());
    }
    bytes
}

fn place(source: &Source, span: SourceSpan) -> String {
    let line = source.lines().line(span.start);
    let column = source.lines().column(source.text(), span.start);
    format!("{line}:{column} “{}”", span.of(source.text()).replace('\n', "⏎"))
}

/// What `code` reports of a case.
fn found(source: &Source, code: Code) -> String {
    let mut report = String::new();
    let is_wanted = |found: &&Diagnostic| found.code == code;
    for found in guihua::check(source).diagnostics.iter().filter(is_wanted) {
        report.push_str(&place(source, found.span));
        for span in &found.related {
            let _ = write!(report, " | {}", place(source, *span));
        }
        let (zh, en) = (found.message(Lang::Zh), found.message(Lang::En));
        let _ = writeln!(report, "\n  {zh}\n  {en}");
        for (message, lang) in [(zh, Lang::Zh), (en, Lang::En)] {
            assert!(!message.contains(['{', '\n']), "{code:?} {lang:?}: {message}");
        }
    }
    report
}

#[test]
fn every_rule_fires_and_keeps_still() {
    let update = env::var_os("GUIHUA_UPDATE").is_some_and(|value| value == "1");
    let mut faults = String::new();
    // The rules of model files have their cases beside them, in `model_file.rs`, those of
    // corrections in `corrections.rs`.
    for code in Code::ALL.iter().filter(|code| !code.rule().code.starts_with(['M', 'C'])) {
        let rule = code.rule();
        let path = root(&format!("fixtures/check/{}.txt", rule.name));
        let Ok(file) = fs::read_to_string(&path) else {
            let _ = writeln!(faults, "{}: no cases", rule.name);
            continue;
        };
        let mut written = String::new();
        for case in cases(&file) {
            let source = Source::from_bytes("plan.txt", bytes(case.text), None).unwrap();
            let report = found(&source, *code);
            let _ = write!(written, "{}\n{}", case.head, case.text);
            if case.fires() {
                let _ = write!(written, "{FOUND}{report}");
            }
            if case.fires() && report.is_empty() {
                let _ = writeln!(faults, "{} {}: does not fire", rule.name, case.head);
            } else if !case.fires() && !report.is_empty() {
                let _ = writeln!(faults, "{} {}: fires\n{report}", rule.name, case.head);
            } else if report != case.expected && !update {
                let _ = writeln!(faults, "{} {}: now\n{report}", rule.name, case.head);
            }
        }
        if update && written != file {
            fs::write(&path, &written).unwrap();
        }
        faults.push_str(&check_examples(rule, &file));
    }
    assert!(faults.is_empty(), "\n{faults}`GUIHUA_UPDATE=1 cargo test` rewrites what is found");
}

/// The examples of the manual are cut from cases.
fn check_examples(rule: &Rule, file: &str) -> String {
    let manual = &rule.documentation;
    let mut faults = String::new();
    for (fires, example, what) in [(true, manual.bad, "bad"), (false, manual.good, "good")] {
        let mut cases = cases(file).into_iter().filter(|case| case.fires() == fires);
        if !cases.any(|case| case.text.contains(example)) {
            let _ = writeln!(faults, "{}: the {what} example is in no case", rule.name);
        }
    }
    faults
}

#[test]
fn no_case_is_of_another_rule() {
    for entry in fs::read_dir(root("fixtures/check")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(Code::find(&name).is_some(), "{}: no such rule", path.display());
    }
}

#[test]
fn the_pages_of_rules_are_current() {
    for (path, lang) in [("docs/rules.md", Lang::En), ("docs/rules.zh.md", Lang::Zh)] {
        let text = rules_markdown(lang);
        if env::var_os("GUIHUA_UPDATE").is_some_and(|value| value == "1") {
            fs::write(root(path), &text).unwrap();
        }
        let committed = fs::read_to_string(root(path)).unwrap_or_default();
        assert!(committed == text, "{path} has drifted; run `GUIHUA_UPDATE=1 cargo test`");
        for code in Code::ALL {
            let rule = code.rule();
            assert!(text.contains(&format!("\n### {} {}\n", rule.code, rule.name)), "{code:?}: no family");
        }
    }
}

#[test]
fn the_tables_of_rules_are_current() {
    for (path, lang) in [("README.md", Lang::En), ("docs/manual.zh.md", Lang::Zh)] {
        const MARKS: [&str; 2] =
            ["<!-- rules, written by `GUIHUA_UPDATE=1 cargo test` -->\n", "<!-- end of rules -->"];
        let page = fs::read_to_string(root(path)).unwrap();
        let (before, rest) = page.split_once(MARKS[0]).expect("the table has a beginning");
        let (table, after) = rest.split_once(MARKS[1]).expect("the table has an end");
        let current = format!("\n{}\n", rules_table(lang));
        if env::var_os("GUIHUA_UPDATE").is_some_and(|value| value == "1") && table != current {
            fs::write(root(path), format!("{before}{}{current}{}{after}", MARKS[0], MARKS[1])).unwrap();
            continue;
        }
        assert!(table == current, "the table in {path} has drifted; run `GUIHUA_UPDATE=1 cargo test`");
        assert_eq!(table.lines().filter(|line| line.starts_with("| ")).count(), Code::ALL.len() + 1);
    }
}

#[test]
fn a_clean_plan_gives_no_finding() {
    let mut report = String::new();
    // What each has, so that the rules have something to look at: entries of the
    // contents, sections, boxes, indicators, annexes, responsibilities.
    for (name, parts) in [
        ("notice", [10, 10, 2, 4, 1, 11]),
        ("chapters", [11, 11, 2, 5, 0, 4]),
        ("decimals", [0, 15, 0, 4, 0, 4]),
        ("letter", [0, 10, 0, 0, 0, 4]),
    ] {
        let text = fs::read_to_string(root(&format!("fixtures/clean/{name}.txt"))).unwrap();
        let source = Source::from_text(name, text);
        let checked = guihua::check(&source);
        for found in &checked.diagnostics {
            let (code, place) = (found.code.rule().code, place(&source, found.span));
            let _ = writeln!(report, "{name} {code} {place} {}", found.message(Lang::En));
        }
        let plan = &checked.documents[0].plan;
        assert!(plan.toc.iter().all(|entry| entry.section.is_some()), "{name}");
        let headings = plan.sections.iter().map(headings_of).sum();
        let counts = [
            plan.toc.len(),
            headings,
            plan.boxes.len(),
            plan.indicators.len(),
            plan.annexes.len(),
            plan.responsibilities.len(),
        ];
        assert_eq!(counts, parts, "{name}");
    }
    assert!(report.is_empty(), "\n{report}");
}

/// How many sections a section is, with those in it, down to the second level.
fn headings_of(section: &Section) -> usize {
    1 + section.sections.len()
}
