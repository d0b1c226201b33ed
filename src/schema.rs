//! The JSON Schema of the [plan model](crate::model), draft 2020-12.
//!
//! Types, names and descriptions come from the Rust types and their doc
//! comments. What those cannot say (a constant, a pattern, that places are never
//! null) is added here. `schema/plan.schema.json` is this schema as printed by
//! `guihua schema`; a test keeps the two the same.

use std::fmt::Write;

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::{Value, json};

use crate::model::{Document, SCHEMA_VERSION};

/// The schema's identity, which is not an address.
pub const SCHEMA_ID: &str = "urn:guihua:schema:plan:1";

/// The JSON Schema of a [`Document`], its keys in alphabetical order.
///
/// # Examples
///
/// ```
/// let schema = guihua::schema::plan_schema();
/// assert_eq!(schema["$id"], guihua::schema::SCHEMA_ID);
/// ```
#[must_use]
pub fn plan_schema() -> Value {
    // The contract for writing, where nothing is left out, is stricter than the
    // one for reading, where serde takes a missing key for null.
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<Document>();
    RecursiveTransform(drop_machine_formats).transform(&mut schema);
    RecursiveTransform(refine_properties).transform(&mut schema);
    RecursiveTransform(list_words).transform(&mut schema);
    let mut schema = schema.to_value();
    for (pointer, keyword, value) in refinements() {
        let node = schema.pointer_mut(pointer).and_then(Value::as_object_mut);
        debug_assert!(node.is_some(), "no {pointer} in the schema");
        if let Some(node) = node {
            node.insert(keyword.to_owned(), value);
        }
    }
    // Whatever features other crates enable in serde_json.
    schema.sort_all_objects();
    schema
}

/// The schema as text, as in `schema/plan.schema.json`.
#[must_use]
pub fn plan_schema_text() -> String {
    // The alternate form of a value is its indented form.
    format!("{:#}\n", plan_schema())
}

/// The form of dates; that the calendar has them is more than a pattern can say.
pub(crate) const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

/// What the Rust types cannot say: pointer, keyword, value.
fn refinements() -> Vec<(&'static str, &'static str, Value)> {
    vec![
        ("", "$id", json!(SCHEMA_ID)),
        ("", "title", json!(format!("guihua plan model, version {SCHEMA_VERSION}"))),
        ("/properties/schema_version", "const", json!(SCHEMA_VERSION)),
        // Editors write it into a file to know what to offer; see docs/editors.md.
        (
            "/properties",
            "$schema",
            json!({ "description": "The schema that editors hold the file to; written by hand.", "type": "string" }),
        ),
        ("/$defs/SourceInfo/properties/sha256", "pattern", json!("^[0-9a-f]{64}$")),
        ("/$defs/Part/properties/index", "minimum", json!(1)),
        ("/$defs/Part/properties/count", "minimum", json!(1)),
        ("/$defs/SourceInfo/properties/sha256", "examples", json!(["0f".repeat(32)])),
        ("/$defs/Notice/properties/date", "pattern", json!(DATE)),
        ("/$defs/Notice/properties/date", "examples", json!(["2021-12-14"])),
        ("/$defs/Imprint/properties/date", "pattern", json!(DATE)),
        ("/$defs/Imprint/properties/date", "examples", json!(["2021-12-14"])),
        ("/$defs/Section/properties/id", "pattern", json!(r"^[0-9]+(\.[0-9]+)*$")),
        ("/$defs/Section/properties/id", "examples", json!(["3.1.2"])),
        ("/$defs/PlanBox/properties/id", "pattern", json!("^box-[0-9]+$")),
        ("/$defs/PlanBox/properties/id", "examples", json!(["box-1"])),
        ("/$defs/Indicator/properties/id", "pattern", json!("^ind-[0-9]+$")),
        ("/$defs/Indicator/properties/id", "examples", json!(["ind-1"])),
        ("/$defs/Responsibility/properties/id", "pattern", json!("^resp-[0-9]+$")),
        ("/$defs/Responsibility/properties/id", "examples", json!(["resp-1"])),
        ("/$defs/Annex/properties/id", "pattern", json!("^annex-[0-9]+$")),
        ("/$defs/Annex/properties/id", "examples", json!(["annex-1"])),
        ("/$defs/Diagnostic/properties/code", "pattern", json!("^[A-Z][0-9]{3}$")),
        ("/$defs/Diagnostic/properties/code", "examples", json!(["S003"])),
    ]
}

/// Removes `uint32` and the like, names of Rust types that draft 2020-12 does
/// not know and that strict validators refuse.
fn drop_machine_formats(schema: &mut Schema) {
    let known = |format: &str| !format.contains("int") && format != "double";
    if schema.get("format").and_then(Value::as_str).is_some_and(|format| !known(format)) {
        schema.remove("format");
    }
}

/// Makes an `enum` of one constant or another, which is how editors know what to
/// offer. What each of them means goes into the description.
fn list_words(schema: &mut Schema) {
    let Some(variants) = schema.get("oneOf").and_then(Value::as_array) else { return };
    let words: Vec<Value> =
        variants.iter().map(|variant| variant["const"].clone()).take_while(Value::is_string).collect();
    if words.len() < variants.len() {
        return;
    }
    let mut text = schema.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
    for variant in variants {
        let word = variant["const"].as_str().unwrap_or_default();
        let about = variant["description"].as_str().unwrap_or_default();
        // Writing to a string does not fail.
        let _ = write!(text, "\n\n`{word}`: {about}");
    }
    schema.remove("oneOf");
    schema.insert("type".to_owned(), json!("string"));
    schema.insert("enum".to_owned(), Value::Array(words));
    schema.insert("description".to_owned(), json!(text));
}

/// Completes three kinds of property: `lines`, `span`, and the tag of a block.
fn refine_properties(schema: &mut Schema) {
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    // Lines count from 1.
    if let Some(lines) = properties.get_mut("lines").and_then(Value::as_object_mut)
        && let Some(line) = lines.get_mut("items")
    {
        line["minimum"] = json!(1);
        let text = lines.get("description").and_then(Value::as_str).unwrap_or_default();
        let text = format!("{text} First and last, counted from 1, both included.");
        lines.insert("description".to_owned(), json!(text));
    }
    // Without `--spans` the key is left out, never null.
    if let Some(span) = properties.get_mut("span").and_then(Value::as_object_mut) {
        span.insert("type".to_owned(), json!("array"));
        let text = span.get("description").and_then(Value::as_str).unwrap_or_default();
        let text = format!("{text} Start and end, the end not included, in the UTF-8 text.");
        span.insert("description".to_owned(), json!(text));
    }
    if let Some(tag) = properties.get_mut("type").and_then(Value::as_object_mut)
        && tag.contains_key("const")
    {
        tag.insert("description".to_owned(), json!("The kind of block."));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Calls `visit` with the path of every object schema and the schema.
    fn walk(value: &Value, path: &str, visit: &mut impl FnMut(&str, &Value)) {
        match value {
            Value::Object(object) => {
                if object.contains_key("properties") {
                    visit(path, value);
                }
                for (key, value) in object {
                    walk(value, &format!("{path}/{key}"), visit);
                }
            }
            Value::Array(array) => {
                for (index, value) in array.iter().enumerate() {
                    walk(value, &format!("{path}/{index}"), visit);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn every_property_and_every_type_has_a_description() {
        let schema = plan_schema();
        let mut seen = 0;
        walk(&schema, "", &mut |path, object| {
            for (name, property) in object["properties"].as_object().unwrap() {
                let description = property["description"].as_str().unwrap_or_default();
                assert!(!description.is_empty(), "{path}/properties/{name}");
                seen += 1;
            }
        });
        assert!(seen > 100, "{seen} properties");
        for (name, definition) in schema["$defs"].as_object().unwrap() {
            assert!(definition["description"].is_string(), "{name}");
            for variant in definition["oneOf"].as_array().into_iter().flatten() {
                assert!(variant["description"].is_string(), "{name}: {variant}");
            }
        }
    }

    #[test]
    fn nothing_but_span_may_be_left_out_and_nothing_may_be_added() {
        walk(&plan_schema(), "", &mut |path, object| {
            assert_eq!(object["additionalProperties"], json!(false), "{path}");
            let required = object["required"].as_array().unwrap();
            for name in object["properties"].as_object().unwrap().keys() {
                let is_optional = ["span", "$schema"].contains(&name.as_str());
                assert_eq!(required.contains(&json!(name)), !is_optional, "{path}/{name}");
            }
        });
    }

    #[test]
    fn places_are_two_integers() {
        walk(&plan_schema(), "", &mut |path, object| {
            // The top level has no place, the source counts its lines.
            let places = ["lines", "span"].map(|name| &object["properties"][name]);
            for place in places.into_iter().filter(|place| place["type"] == json!("array")) {
                assert_eq!(place["items"]["type"], json!("integer"), "{path}");
                assert_eq!([&place["minItems"], &place["maxItems"]], [&json!(2), &json!(2)], "{path}");
            }
            assert!(!object["properties"]["span"]["type"].is_array(), "{path}");
        });
    }

    #[test]
    fn refinements_meet_their_properties() {
        let schema = plan_schema();
        for (pointer, keyword, value) in refinements() {
            assert_eq!(schema.pointer(pointer).unwrap()[keyword], value, "{pointer}");
        }
        assert!(!plan_schema_text().contains("int32"));
    }
}
