//! `guihua export` as its users meet it: files in, tables out.
#![cfg(feature = "export")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use rusqlite::Connection;
use tempfile::TempDir;

use crate::process::{program, stderr};

const PLAN: &str = "某县养老服务规划\n\n一、总体要求\n坚持以人民为中心。\n二、保障措施\n加强组织领导。（县民政局牵头，县财政局配合）\n";

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

fn guihua(arguments: &[&str], folder: &Path) -> Output {
    program().args(arguments).current_dir(folder).output().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn count(database: &Connection, table: &str) -> i64 {
    database.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
}

#[test]
fn models_give_the_same_tables_as_their_sources() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let seeds = seeds();
    let seeds = seeds.to_str().unwrap();
    let output = guihua(&["export", "--to", "csv", "-o", "sources", seeds], at);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(stderr(&output), "wrote sources: 5 plans\n");
    fs::create_dir(at.join("models")).unwrap();
    for (name, format) in names(Path::new(seeds)).iter().zip(["yaml", "json", "ndjson", "yaml", "json"]) {
        let (source, target) = (format!("{seeds}/{name}"), format!("models/{name}.{format}"));
        let output = guihua(&["parse", &source, "-f", format, "-o", &target, "-q"], at);
        assert!(output.status.success(), "{}", stderr(&output));
    }
    let output = guihua(&["export", "--to", "csv", "-o", "tables", "models"], at);
    assert!(output.status.success(), "{}", stderr(&output));
    let tables = names(&at.join("sources"));
    assert_eq!(tables.len(), guihua::tabulate::Table::ALL.len());
    for name in tables {
        let sources = fs::read(at.join("sources").join(&name)).unwrap();
        assert!(sources.starts_with("\u{FEFF}plan_id,".as_bytes()), "{name}");
        assert!(sources == fs::read(at.join("tables").join(&name)).unwrap(), "{name} differs");
    }
}

#[test]
fn a_database_has_keys_that_join() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let seeds = seeds();
    let output = guihua(&["export", "--to", "sqlite", "-o", "plans.db", seeds.to_str().unwrap()], at);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(names(at), ["plans.db"]);
    let database = Connection::open(at.join("plans.db")).unwrap();
    let broken = database.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap();
    assert!(!broken);
    assert_eq!(count(&database, "plans"), 5);
    // Each clause leads to the section whose text it covers.
    let joined: i64 = database
        .query_row(
            "SELECT count(*) FROM responsibilities JOIN sections USING (plan_id, section_id) \
             JOIN plans USING (plan_id) WHERE role = 'lead'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert!(joined > 100, "{joined}");
    let kinds: String = database
        .query_row("SELECT group_concat(DISTINCT typeof(value)) FROM indicators", [], |row| row.get(0))
        .unwrap();
    let mut kinds: Vec<_> = kinds.split(',').collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["null", "real"]);
}

#[test]
fn an_input_that_fails_leaves_the_others() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    fs::write(at.join("good.txt"), PLAN).unwrap();
    fs::write(at.join("image.txt"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    fs::write(at.join("typo.json"), "{\n  \"schema_versoin\": \"1\"\n}\n").unwrap();
    let inputs = ["good.txt", "image.txt", "typo.json", "absent.txt"];
    let output = guihua(&[&["export", "--to", "sqlite", "-o", "plans.db"], &inputs[..]].concat(), at);
    assert_eq!(output.status.code(), Some(2));
    let text = stderr(&output);
    assert!(text.contains("cannot read image.txt: "), "{text}");
    assert!(text.contains("cannot read typo.json: the model has 1 error"), "{text}");
    assert!(text.contains("--> typo.json:"), "{text}");
    assert!(text.contains("cannot read absent.txt: "), "{text}");
    assert!(text.ends_with("wrote plans.db: 1 plan, 3 not read\n"), "{text}");
    assert_eq!(count(&Connection::open(at.join("plans.db")).unwrap(), "plans"), 1);
}

#[test]
fn what_a_folder_holds_beside_plans_is_skipped() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    fs::create_dir(at.join("plans")).unwrap();
    fs::write(at.join("plans/good.txt"), PLAN).unwrap();
    fs::write(at.join("plans/empty.txt"), "").unwrap();
    fs::write(at.join("plans/image.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    let output = guihua(&["export", "--to", "sqlite", "-o", "plans.db", "plans"], at);
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("skipped: plans/image.png: "), "{text}");
    assert!(text.ends_with("wrote plans.db: 1 plan, 2 files skipped\n"), "{text}");
    let output = guihua(&["export", "--to", "sqlite", "-o", "plans.db", "-q", "plans"], at);
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
}

#[test]
fn threads_change_nothing() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let plans = at.join("plans");
    fs::create_dir(&plans).unwrap();
    for number in 0..60 {
        // Long plans between short ones, so that they do not end in their order.
        let text = PLAN.repeat(if number % 7 == 0 { 200 } else { 1 });
        fs::write(plans.join(format!("{number}.txt")), format!("{text}\n第{number}段\n")).unwrap();
    }
    let tables = |jobs: &str| {
        let output = guihua(&["export", "--to", "csv", "-o", jobs, "-j", jobs, "plans"], at);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        names(&at.join(jobs)).into_iter().map(|name| fs::read(at.join(jobs).join(name)).unwrap()).collect()
    };
    let one: Vec<Vec<u8>> = tables("1");
    assert!(one.iter().any(|table| table.len() > 1000) && one == tables("4"));
}

#[test]
fn rows_that_cannot_be_joined_are_left_out_and_told() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    fs::write(at.join("plan.txt"), PLAN).unwrap();
    assert!(guihua(&["parse", "plan.txt", "-q", "-o", "plan.yaml"], at).status.success());
    // A model and its source are one plan; a file may hold the same twice.
    let output = guihua(&["export", "--to", "csv", "-o", "tables", "plan.txt", "plan.yaml"], at);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let model = fs::read_to_string(at.join("plan.yaml")).unwrap();
    fs::write(at.join("twice.yaml"), format!("{model}---\n{model}")).unwrap();
    let output = guihua(&["export", "--to", "csv", "-o", "tables", "twice.yaml"], at);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("the same plan is given twice"), "{}", stderr(&output));
    assert!(model.contains("section: \"2\""));
    fs::write(at.join("plan.yaml"), model.replace("section: \"2\"", "section: \"7\"")).unwrap();
    let output = guihua(&["export", "--to", "sqlite", "-o", "plans.db", "plan.yaml"], at);
    assert_eq!(output.status.code(), Some(2));
    let message = "7 is the id of no section";
    assert!(stderr(&output).contains(message), "{}", stderr(&output));
}

#[test]
fn an_output_that_cannot_be_written_leaves_no_trace() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    fs::write(at.join("plan.txt"), PLAN).unwrap();
    for format in ["sqlite", "xlsx"] {
        let output = guihua(&["export", "--to", format, "-o", "absent/plans", "plan.txt"], at);
        assert_eq!(output.status.code(), Some(2));
        let text = stderr(&output);
        assert!(text.contains("cannot write absent/plans: ") && !text.contains(".guihua-"), "{text}");
    }
    let output = guihua(&["export", "--to", "csv", "-o", "plan.txt", "plan.txt"], at);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(at.join("plan.txt")).unwrap(), PLAN);
    assert_eq!(names(at), ["plan.txt"]);
}

#[test]
fn delimiters_are_checked() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    fs::write(at.join("plan.txt"), PLAN).unwrap();
    let export = |delimiter| {
        guihua(&["export", "--to", "csv", "-o", "tables", "--delimiter", delimiter, "plan.txt"], at)
    };
    assert!(export("tab").status.success());
    assert!(fs::read_to_string(at.join("tables/plans.tsv")).unwrap().contains("\t某县养老服务规划\t"));
    assert!(export(";").status.success());
    assert!(fs::read_to_string(at.join("tables/plans.csv")).unwrap().contains(";某县养老服务规划;"));
    for wrong in ["\"", ",,", "，"] {
        assert_eq!(export(wrong).status.code(), Some(2), "{wrong}");
    }
}
