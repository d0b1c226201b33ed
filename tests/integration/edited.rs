//! Models that somebody has edited: what is told of them, and which word counts beside their source.
#![cfg(all(feature = "docx", feature = "export"))]

use std::fs;

use crate::process::{status, stderr, stdout};
use crate::walk::{PLAN, findings, folder, run, texts};

/// Findings of characters and words, which no model can judge: a doubled word, two brackets.
fn plan() -> String {
    let plan = PLAN.replace("建设护理床位。", "建设护理护理床位。扩大（覆盖面。");
    let plan = plan.replace("培训护理人员。", "培训护理人员，完善（制度。");
    assert_ne!(plan, PLAN);
    plan
}

#[test]
fn findings_of_the_reading_are_marked_or_gone() {
    let folder = folder(&[("规划.txt", plan().as_bytes())]);
    let at = folder.path();
    assert_eq!(status(&run(at, "C", &["parse", "规划.txt", "-q", "-o", "规划.yaml"])), 0);
    let told = |name: &str| {
        let checked = run(at, "zh_CN.UTF-8", &["check", name, "--fail-on", "never"]);
        let exported = run(at, "zh_CN.UTF-8", &[name, "-o", "表.xlsx", "--force"]);
        let told = findings(stdout(&checked));
        assert_eq!(told, findings(stderr(&exported)), "{name}");
        let book = texts(&at.join("表.xlsx"));
        let is_marked = told.iter().any(|line| line.contains("（读取时）"));
        assert_eq!(book.iter().any(|text| text.starts_with("（读取时）")), is_marked, "{book:?}");
        told
    };
    let lines = |told: &[String], words: &str| {
        let told = told.iter().filter(|line| line.contains(words));
        told.map(|line| line.contains("（读取时）")).collect::<Vec<_>>()
    };
    // As it was read, with its source and, as this program wrote it, without.
    let whole = told("规划.yaml");
    assert_eq!((lines(&whole, "重复"), lines(&whole, "括号")), (vec![false], vec![false]), "{whole:?}");
    // The doubled word is put right, and one of the two texts with a bracket changed.
    let model = fs::read_to_string(at.join("规划.yaml")).unwrap();
    let edited = model.replace("建设护理护理床位。扩大（覆盖面。", "建设护理床位。扩大（覆盖）面。");
    assert_ne!(edited, model);
    fs::write(at.join("改.yaml"), &edited).unwrap();
    let changed = told("改.yaml");
    assert_eq!(
        (lines(&changed, "重复"), lines(&changed, "括号")),
        (vec![], vec![false, true]),
        "{changed:?}"
    );
    // Without the source nobody knows what was changed.
    fs::rename(at.join("规划.txt"), at.join("别处.txt")).unwrap();
    assert_eq!(lines(&told("改.yaml"), "括号"), [true]);
    assert_eq!(lines(&told("规划.yaml"), "括号"), [false]);
    let output = run(at, "C", &["check", "改.yaml", "--fail-on", "never"]);
    assert!(stdout(&output).contains("(as read) "), "{}", stdout(&output));
}
