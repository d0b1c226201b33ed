//! The committed schema is the one the types make, and models meet it.

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

use guihua::model::Document;
use guihua::{Options, Source, schema};
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every seed as a model, with and without byte offsets.
fn models() -> Vec<(String, Document)> {
    let mut paths: Vec<_> =
        fs::read_dir(root().join("seeds")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let mut models = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let source = Source::from_bytes(name.clone(), fs::read(&path).unwrap(), None).unwrap();
        for spans in [false, true] {
            let options = Options { spans, ..Options::default() };
            let parsed = guihua::parse_with(&source, &options);
            models.extend(parsed.documents.into_iter().map(|model| (name.clone(), model)));
        }
    }
    models
}

fn validator() -> jsonschema::Validator {
    jsonschema::validator_for(&schema::plan_schema()).unwrap()
}

#[test]
fn the_committed_schema_is_current() {
    let path = root().join("schema/plan.schema.json");
    let text = schema::plan_schema_text();
    if env::var_os("GUIHUA_UPDATE").is_some_and(|value| value == "1") {
        fs::write(&path, &text).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == text,
        "schema/plan.schema.json has drifted; run `GUIHUA_UPDATE=1 cargo test` or `guihua schema`"
    );
}

#[test]
fn the_schema_is_a_schema() {
    let schema = schema::plan_schema();
    assert!(jsonschema::meta::is_valid(&schema));
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn every_seed_meets_the_schema() {
    let validator = validator();
    for (name, model) in models() {
        let json = serde_json::to_value(&model).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
    }
}

#[test]
fn what_is_left_out_added_or_null_does_not_meet_it() {
    let validator = validator();
    let (_, model) = models().into_iter().next_back().unwrap();
    let good = serde_json::to_value(&model).unwrap();
    assert!(validator.is_valid(&good));
    let spoil = |change: &dyn Fn(&mut Value)| {
        let mut bad = good.clone();
        change(&mut bad);
        validator.is_valid(&bad)
    };
    assert!(!spoil(&|bad| drop(bad.as_object_mut().unwrap().remove("notice"))), "left out");
    assert!(!spoil(&|bad| drop(bad["plan"].as_object_mut().unwrap().remove("region"))), "left out");
    assert!(!spoil(&|bad| bad["plan"]["more"] = Value::from(1)), "added");
    assert!(!spoil(&|bad| bad["plan"]["title"] = Value::Null), "null");
    assert!(!spoil(&|bad| bad["plan"]["span"] = Value::Null), "null");
    assert!(!spoil(&|bad| bad["plan"]["lines"] = serde_json::json!([1])), "one number");
    assert!(!spoil(&|bad| bad["plan"]["lines"] = serde_json::json!([1, 2, 3])), "three numbers");
    assert!(!spoil(&|bad| bad["plan"]["lines"] = serde_json::json!([0, 1])), "line 0");
    assert!(!spoil(&|bad| bad["schema_version"] = Value::from("2")), "version");
    let block = |more: Value| {
        let mut block = serde_json::json!({ "type": "box", "box": "box-1" });
        block.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        spoil(&|bad| bad["plan"]["preamble"] = Value::from(vec![block.clone()]))
    };
    assert!(block(serde_json::json!({})), "a box reference");
    assert!(!block(serde_json::json!({ "more": 1 })), "a block with more");
    assert!(!block(serde_json::json!({ "type": "other" })), "a block of an unknown type");
}

#[test]
fn fields_that_nobody_knows_are_passed_over() {
    let (_, model) = models().into_iter().next_back().unwrap();
    let mut json = serde_json::to_value(&model).unwrap();
    json["more"] = Value::from(1);
    json["plan"]["more"] = serde_json::json!({ "more": [1] });
    json["plan"]["preamble"] =
        serde_json::json!([{ "type": "paragraph", "text": "甲", "lines": [1, 1], "more": 1 }]);
    let read: Document = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(read.plan.title, model.plan.title);
    assert_eq!(read.plan.preamble.len(), 1);
    // The file is no model all the same.
    assert!(!validator().is_valid(&json));
}

/// Types of the model may grow, so their patterns in `invariants.rs` end with `..`.
#[test]
fn every_field_is_named_where_models_are_walked() {
    let walk = include_str!("invariants.rs");
    let words: BTreeSet<&str> = walk.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let schema = guihua::schema::plan_schema();
    let definitions = schema["$defs"].as_object().unwrap().values().chain([&schema]);
    for definition in definitions {
        for (field, _) in definition["properties"].as_object().into_iter().flatten() {
            let is_mark = field == "type" || field.starts_with('$');
            assert!(is_mark || words.contains(field.as_str()), "{field} is not looked at");
        }
    }
}
