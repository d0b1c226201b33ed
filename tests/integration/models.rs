//! Model files: the own walk over the schema comes to the same verdict as a
//! validator, and nothing that can be read makes it fail.

use std::fmt::Write;
use std::fs;

use guihua::model_file::{Format, check};
use guihua::{Lang, Source, schema};
use serde_json::{Value, json};

use crate::support::root;

fn model() -> Value {
    serde_yaml::from_str(&fs::read_to_string(root("fixtures/model/plan.yaml")).unwrap()).unwrap()
}

/// The pointers of all parts, the whole first.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| pointers(value, &format!("{at}/{name}"), found));
        }
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, item)| pointers(item, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

#[test]
fn what_is_read_is_a_model() {
    // Tasks in the text of an annex: each stands in it, and is one of its tasks.
    let text = "甲县水利规划\n一、目标\n建设水网。\n二、任务\n修建水库。\n附件\n重点工作安排\n\
                1.加固堤防。推进沿河堤防加固。（责任单位：县水利局）\n\
                2.疏浚河道。推进清淤疏浚工作。（责任单位：县农业农村局）\n";
    let documents = guihua::parse(&Source::from_text("plan.txt", text)).documents;
    let tasks = &documents[0].plan.annexes[0].tasks;
    assert_eq!(tasks.len(), 2);
    let mut bytes = Vec::new();
    guihua::render::append(&mut bytes, &documents, guihua::render::Format::Json).unwrap();
    let found = |model: &str| {
        let report = check(&Source::from_text("model.json", model), Format::Json);
        report.findings.iter().map(|finding| finding.code().rule().code).collect::<Vec<_>>()
    };
    let model = String::from_utf8(bytes).unwrap();
    assert_eq!(found(&model), [""; 0]);
    // But a task that is listed twice is one too many.
    let twice = {
        let mut model: Value = serde_json::from_str(&model).unwrap();
        model["plan"]["annexes"][0]["tasks"][1] = json!("resp-1");
        model.to_string()
    };
    assert!(found(&twice).contains(&"M012"), "{:?}", found(&twice));
}

#[test]
fn the_figures_of_no_unedited_model_disagree_with_their_text() {
    let mut values = 0;
    for case in crate::support::seeds().iter().chain(&crate::support::documents()) {
        let documents = guihua::parse(&Source::from_text(&case.name, case.text())).documents;
        let of = |document: &guihua::model::Document| {
            document.plan.indicators.iter().map(|indicator| indicator.values.len()).sum::<usize>()
        };
        values += documents.iter().map(of).sum::<usize>();
        let mut bytes = Vec::new();
        guihua::render::append(&mut bytes, &documents, guihua::render::Format::Yaml).unwrap();
        let report = check(&Source::from_text("model.yaml", String::from_utf8(bytes).unwrap()), Format::Yaml);
        let wrong = report.findings.iter().filter(|finding| finding.code().rule().code == "M014");
        assert_eq!(wrong.map(|finding| &finding.path).collect::<Vec<_>>(), [""; 0], "{}", case.name);
    }
    assert!(values > 100, "{values}");
}

/// What the schema says against a model, as codes.
fn shape(model: &Value) -> Vec<String> {
    let source = Source::from_text("model.json", model.to_string());
    let report = check(&source, Format::Json);
    let codes = report.findings.iter().map(|finding| finding.code().rule().code);
    codes.filter(|code| ("M002".."M008").contains(code)).map(str::to_owned).collect()
}

#[test]
fn a_validator_comes_to_the_same_verdict() {
    let validator = jsonschema::validator_for(&schema::plan_schema()).unwrap();
    let good = model();
    let mut all = Vec::new();
    pointers(&good, "", &mut all);
    let (mut bad, mut tried) = (0, 0);
    let values = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(2.5),
        json!("一"),
        json!("box-1"),
        json!([]),
        json!({}),
    ];
    // A wrong value for every part, one after the other in turn.
    for (at, pointer) in all.iter().enumerate().skip(1) {
        for shift in 0..3 {
            let mut model = good.clone();
            let value = &values[(at + 4 * shift) % values.len()];
            *model.pointer_mut(pointer).unwrap() = value.clone();
            let found = shape(&model);
            assert_eq!(found.is_empty(), validator.is_valid(&model), "{pointer} {found:?}");
            // All fields of an empty map are missing.
            assert!(found.len() <= 1 || *value == json!({}), "{pointer} {found:?}");
            bad += found.len();
            tried += 1;
        }
    }
    // A field that is missing, misspelt, or of nobody.
    for pointer in &all {
        let Some(fields) = good.pointer(pointer).and_then(Value::as_object) else { continue };
        for name in fields.keys() {
            for change in ["remove", "rename", "add"] {
                let mut model = good.clone();
                let fields = model.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
                match change {
                    "remove" => drop(fields.remove(name)),
                    "rename" => {
                        let value = fields.remove(name).unwrap();
                        fields.insert(format!("{name}x"), value);
                    }
                    _ => drop(fields.insert("别的".to_owned(), json!(1))),
                }
                let found = shape(&model);
                tried += 1;
                // Whoever edits a model may leave out what would be null.
                if change == "remove" && !pointer.is_empty() {
                    let mut null = model.clone();
                    null.pointer_mut(pointer).unwrap()[name.as_str()] = json!(null);
                    if validator.is_valid(&null) {
                        assert!(found.is_empty(), "{pointer}/{name} {found:?}");
                        continue;
                    }
                }
                assert_eq!(
                    found.is_empty(),
                    validator.is_valid(&model),
                    "{change} {pointer}/{name} {found:?}"
                );
                assert!(found.len() == 1 || pointer.is_empty(), "{change} {pointer}/{name} {found:?}");
            }
        }
    }
    assert!(bad > 200 && tried > 1000, "{bad} of {tried}");
}

#[test]
fn damaged_files_end_in_findings() {
    let yaml = fs::read_to_string(root("fixtures/model/plan.yaml")).unwrap();
    let json = serde_json::to_string_pretty(&model()).unwrap();
    for (text, format) in [(&yaml, Format::Yaml), (&json, Format::Json), (&json, Format::Ndjson)] {
        let mut boundaries = text.char_indices().map(|(at, _)| at);
        while let Some(at) = boundaries.nth(61) {
            let cut = &text[..at];
            let spoilt = format!("{cut}\u{0}\t]}}:'\"{}", &text[at..]);
            for damaged in [cut, &spoilt] {
                let source = Source::from_text("model", damaged);
                for finding in check(&source, format).findings {
                    let text = finding.span.of(source.text());
                    assert!(text.len() <= damaged.len());
                    assert!(!finding.message(Lang::Zh).contains("{}"), "{}", finding.message(Lang::Zh));
                    assert!(!finding.message(Lang::En).contains("{}"), "{}", finding.message(Lang::En));
                }
            }
        }
    }
}

#[test]
fn every_rule_says_what_is_wrong_in_both_languages() {
    let plan = fs::read_to_string(root("fixtures/model/plan.yaml")).unwrap();
    let mut messages = String::new();
    for code in guihua::Code::ALL {
        let rule = code.rule();
        if !rule.code.starts_with('M') {
            continue;
        }
        // The example of a file without a model is a file.
        let spoilt = plan.replace(rule.documentation.good, rule.documentation.bad);
        let spoilt = if rule.name == "model-missing" { rule.documentation.bad } else { &spoilt };
        let source = Source::from_text("plan.yaml", spoilt);
        for finding in check(&source, Format::Yaml).findings {
            let (line, text) = (source.lines().line(finding.span.start), finding.span.of(source.text()));
            let (zh, en) = (finding.message(Lang::Zh), finding.message(Lang::En));
            let head = format!("{} {} {:?}", rule.code, rule.name, rule.severity);
            let _ = write!(messages, "{head}\n{line} {text} | {}\n  {zh}\n  {en}\n", finding.path);
        }
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("model-messages", messages));
}
