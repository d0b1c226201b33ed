//! What is said of a model is what was found in its source, as long as nobody has edited it.

use std::path::Path;
use std::{env, fs};

use guihua::corrections::{Verdict, judge, told_by};
use guihua::{Lang, ReadOptions, Source, check};

use crate::support::root;

/// What the model of a source says otherwise than its source.
fn differences(source: &Source) -> Vec<String> {
    let checked = check(source);
    let documents = &checked.documents;
    let holder = |line: u32| {
        let has = |notice: &guihua::model::Notice| notice.lines[0] <= line && line <= notice.lines[1];
        let letter = documents.iter().position(|document| document.notice.as_ref().is_some_and(has));
        let plan = || documents.iter().rposition(|document| document.plan.lines[0] <= line);
        letter.or_else(plan).unwrap_or_default()
    };
    let mut differences = Vec::new();
    let lines: Vec<[u32; 2]> =
        checked.diagnostics.iter().map(|found| source.lines().lines(found.span)).collect();
    for (at, document) in documents.iter().enumerate() {
        let found: Vec<_> =
            checked.diagnostics.iter().zip(&lines).filter(|(_, lines)| holder(lines[0]) == at).collect();
        let told: Vec<_> = found
            .iter()
            .map(|(found, lines)| told_by(found.code, **lines, Some(&found.details), ""))
            .collect();
        let (verdicts, new) = judge(document, &told);
        for ((found, lines), verdict) in found.iter().zip(verdicts) {
            if !matches!(verdict, Verdict::Holds | Verdict::Unknown) {
                let words = found.message(Lang::En);
                differences.push(format!("{:?} {lines:?} {words}: {verdict:?}", found.code));
            }
        }
        for new in new.iter().filter(|new| holder(new.lines[0]) == at) {
            let words = new.found.message(Lang::En);
            differences.push(format!("{:?} {:?} {words}: new", new.found.code, new.lines));
        }
    }
    differences
}

#[test]
fn a_model_as_it_was_read_says_what_its_source_says() {
    let folders = ["seeds", "fixtures/documents", "fixtures/check", "fixtures/clean"].map(root);
    let others = env::var_os("GUIHUA_MORE").map(|folder| Path::new(&folder).to_owned());
    let mut wrong = Vec::new();
    for entry in folders.into_iter().chain(others).flat_map(walkdir::WalkDir::new) {
        let path = entry.unwrap().into_path();
        if !path
            .extension()
            .is_some_and(|ending| ["txt", "docx", "md", "html", "pdf"].iter().any(|it| ending == *it))
        {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let name = path.display().to_string();
        let texts: Vec<Vec<u8>> = if name.contains("fixtures/check") {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let case = |case: &str| {
                let text = case.split_once('\n').map_or("", |(_, text)| text);
                text.split("--- found\n").next().unwrap_or_default().as_bytes().to_vec()
            };
            text.split("=== ").skip(1).map(case).collect()
        } else {
            vec![bytes]
        };
        for text in texts {
            let Ok(source) = Source::read(&*name, text, ReadOptions::default()) else { continue };
            wrong.extend(differences(&source).into_iter().map(|it| format!("{name}: {it}")));
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
