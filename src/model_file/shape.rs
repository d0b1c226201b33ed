//! A model against its schema: fields, types and values.
//!
//! The schema is the one that is published, [`plan_schema`]; it is walked along
//! with the model, so that what it says is told in the words of the model. Each
//! fault gives one finding: a misspelt field is not missing as well, and a value
//! of the wrong type is not looked into.

use super::finding::{Finding, cut, finding, lines_of};
use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value as Schema;

use super::node::{Field, Node, Value};
use super::path::Path;
use super::problem::{Expected, Kind, Problem};
use crate::model::Lines;
use crate::scan::date::is_day;
use crate::schema::{DATE, plan_schema};
use crate::span::SourceSpan;

static SCHEMA: LazyLock<Schema> = LazyLock::new(plan_schema);

/// Adds what `document` has that the schema does not allow.
pub(super) fn check(document: &Node, path: &Path<'_>, findings: &mut Vec<Finding>) {
    let mut walker = Walker { root: &SCHEMA, patterns: HashMap::new(), findings };
    walker.check(document, &SCHEMA, path, None);
}

/// Lists that are empty where a notice, or a model, has nothing of the kind. Of others, what was
/// left out is told.
const MAY_BE_EMPTY: [&str; 6] =
    ["addressees", "annotations", "attachments", "copied_to", "diagnostics", "signatories"];

/// The maps of a model that leave out fields which may be null, or in a part may be empty
/// lists; the names of those, and what they would be.
pub(super) fn absent(document: &Node) -> Vec<(&Node, Vec<(String, String)>)> {
    let mut findings = Vec::new();
    let mut found = Vec::new();
    let walker = Walker { root: &SCHEMA, patterns: HashMap::new(), findings: &mut findings };
    walker.absent(document, &SCHEMA, false, &mut found);
    found
}

/// Where numbers stand for texts.
pub(super) fn bare_texts(document: &Node) -> Vec<SourceSpan> {
    let mut findings = Vec::new();
    check(document, &Path::Top, &mut findings);
    let bare = |finding: &Finding| match &finding.problem {
        Problem::WrongType { expected, found: Kind::Integer | Kind::Number } => {
            expected.contains(&Kind::Text).then_some(finding.span)
        }
        _ => None,
    };
    findings.iter().filter_map(bare).collect()
}

struct Walker<'a> {
    root: &'a Schema,
    /// The patterns of the schema, half a dozen.
    patterns: HashMap<&'a str, Option<Regex>>,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Walker<'a> {
    fn check(&mut self, node: &Node, schema: &'a Schema, path: &Path<'_>, lines: Option<Lines>) {
        let lines = lines_of(node).or(lines);
        let (schema, is_nullable) = self.resolve(schema);
        if is_nullable && node.is_null() {
            return;
        }
        if let Some(words) = schema["enum"].as_array() {
            self.check_words(node, words, is_nullable, path, lines);
            return;
        }
        if let Some(variants) = schema["oneOf"].as_array() {
            self.check_variants(node, variants, is_nullable, path, lines);
            return;
        }
        let mut expected = kinds(schema);
        if is_nullable {
            expected.push(Kind::Null);
        }
        if !expected.is_empty() && !expected.iter().any(|kind| is_kind(&node.value, *kind)) {
            self.report(node, path, lines, Problem::WrongType { expected, found: kind_of(&node.value) });
            return;
        }
        if let Some(expected) = self.unmet(node, schema) {
            let found = shown(&node.value);
            self.report(node, path, lines, Problem::InvalidValue { found, expected });
        }
        if let Some(schema) = schema.get("items") {
            for (index, item) in node.items().iter().enumerate() {
                self.check(item, schema, &path.item(index), lines);
            }
        }
        self.check_fields(node, schema, path, lines);
    }

    /// Follows references; whether null is allowed beside what they lead to.
    fn resolve(&self, mut schema: &'a Schema) -> (&'a Schema, bool) {
        let mut is_nullable = false;
        loop {
            if let Some(target) = schema["$ref"].as_str().and_then(|name| name.strip_prefix('#')) {
                match self.root.pointer(target) {
                    Some(found) => schema = found,
                    None => return (schema, is_nullable),
                }
            } else if let Some([one, other]) = schema["anyOf"].as_array().map(Vec::as_slice)
                && other["type"] == "null"
            {
                is_nullable = true;
                schema = one;
            } else {
                return (schema, is_nullable);
            }
        }
    }

    /// One of several words.
    fn check_words(
        &mut self,
        node: &Node,
        words: &[Schema],
        is_nullable: bool,
        path: &Path<'_>,
        lines: Option<Lines>,
    ) {
        let Some(text) = node.text() else {
            let mut expected = vec![Kind::Text];
            expected.extend(is_nullable.then_some(Kind::Null));
            self.report(node, path, lines, Problem::WrongType { expected, found: kind_of(&node.value) });
            return;
        };
        if !words.iter().any(|word| word == text) {
            let words = words.iter().filter_map(Schema::as_str).map(str::to_owned).collect();
            let (found, expected) = (shown(&node.value), Expected::OneOf(words));
            self.report(node, path, lines, Problem::InvalidValue { found, expected });
        }
    }

    /// One of several maps, told apart by `type`.
    fn check_variants(
        &mut self,
        node: &Node,
        variants: &'a [Schema],
        is_nullable: bool,
        path: &Path<'_>,
        lines: Option<Lines>,
    ) {
        let constant = |variant: &Schema| variant["properties"]["type"]["const"].as_str().map(str::to_owned);
        let words: Vec<String> = variants.iter().filter_map(constant).collect();
        if !is_kind(&node.value, Kind::Map) {
            let mut expected = vec![Kind::Map];
            expected.extend(is_nullable.then_some(Kind::Null));
            self.report(node, path, lines, Problem::WrongType { expected, found: kind_of(&node.value) });
            return;
        }
        let tag_path = &path.field("type");
        let Some(tag) = node.get("type") else {
            // A misspelt tag is told as such; anything else has to wait for it.
            let field = node.fields().iter().find(|field| closest(&field.name, ["type"]).is_some());
            match field {
                Some(field) => self.report_unknown(field, Some("type"), path, lines),
                None => self.report(node, path, lines, Problem::MissingField("type".to_owned())),
            }
            return;
        };
        let found = tag.text().and_then(|text| words.iter().position(|word| word == text));
        match found {
            Some(at) => self.check(node, &variants[at], path, lines),
            None if tag.text().is_none() => {
                let problem = Problem::WrongType { expected: vec![Kind::Text], found: kind_of(&tag.value) };
                self.report(tag, tag_path, lines, problem);
            }
            None => {
                let (found, expected) = (shown(&tag.value), Expected::OneOf(words));
                self.report(tag, tag_path, lines, Problem::InvalidValue { found, expected });
            }
        }
    }

    fn check_fields(&mut self, node: &Node, schema: &'a Schema, path: &Path<'_>, lines: Option<Lines>) {
        let (Some(properties), Value::Map(fields)) = (schema["properties"].as_object(), &node.value) else {
            return;
        };
        let mut missing: Vec<&str> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Schema::as_str)
            .filter(|name| node.field(name).is_none())
            .collect();
        // A field that is not there is what was meant, one that may be left
        // out as well; not one that stands beside the misspelt one.
        let absent: Vec<&str> =
            properties.keys().map(String::as_str).filter(|name| node.field(name).is_none()).collect();
        for field in fields {
            if let Some(schema) = properties.get(&field.name) {
                self.check(&field.value, schema, &path.field(&field.name), lines);
                continue;
            }
            let required = closest(&field.name, missing.iter().copied());
            let meant = required.or_else(|| closest(&field.name, absent.iter().copied()));
            self.report_unknown(field, meant, path, lines);
            if let Some(meant) = meant {
                missing.retain(|name| *name != meant);
                if let Some(schema) = properties.get(meant) {
                    self.check(&field.value, schema, &path.field(&field.name), lines);
                }
            }
        }
        // What YAML 1.1 would merge into the map is not known here: that is told once.
        if node.field("<<").is_some() {
            return;
        }
        // Whoever edits a model need not write what the source lacks, but for its
        // large parts: without its name, what is in one is told as everybody's.
        let is_part = matches!(path, Path::Top | Path::Document(_));
        missing
            .retain(|name| is_part || properties.get(*name).is_none_or(|schema| !self.is_nullable(schema)));
        let names = || missing.iter().map(|name| (*name).to_owned());
        match missing[..] {
            [] => {}
            [name] => self.report(node, path, lines, Problem::MissingField(name.to_owned())),
            _ => self.report(node, path, lines, Problem::MissingFields(names().collect())),
        }
    }

    fn is_nullable(&self, schema: &'a Schema) -> bool {
        let (schema, is_nullable) = self.resolve(schema);
        is_nullable || kinds(schema).contains(&Kind::Null)
    }

    /// `is_part` is whether the node stands in a list.
    fn absent<'n>(
        &self,
        node: &'n Node,
        schema: &'a Schema,
        is_part: bool,
        found: &mut Vec<(&'n Node, Vec<(String, String)>)>,
    ) {
        let (schema, _) = self.resolve(schema);
        if let Some(variants) = schema["oneOf"].as_array() {
            let tag = node.get("type").and_then(Node::text);
            let is_meant =
                |variant: &&Schema| tag.is_some() && variant["properties"]["type"]["const"].as_str() == tag;
            if let Some(variant) = variants.iter().find(is_meant) {
                self.absent(node, variant, is_part, found);
            }
            return;
        }
        if let Some(schema) = schema.get("items") {
            node.items().iter().for_each(|item| self.absent(item, schema, true, found));
        }
        let Some(properties) = schema["properties"].as_object() else { return };
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Schema::as_str);
        let unknown = || node.fields().iter().filter(|field| !properties.contains_key(&field.name));
        let value = |name: &str| {
            let schema = properties.get(name)?;
            let is_list = || kinds(schema) == [Kind::List] && schema["minItems"].is_null();
            let may_be_empty = || (is_part || MAY_BE_EMPTY.contains(&name)) && is_list();
            if self.is_nullable(schema) { Some("null") } else { may_be_empty().then_some("[]") }
        };
        let left_out = |name: &str| {
            // One that is misspelt is told.
            let is_there =
                node.field(name).is_some() || unknown().any(|field| closest(&field.name, [name]).is_some());
            let value = value(name).filter(|_| !is_there)?;
            Some((name.to_owned(), value.to_owned()))
        };
        let names: Vec<_> = required.filter_map(left_out).collect();
        if !names.is_empty() && !node.fields().is_empty() {
            found.push((node, names));
        }
        for field in node.fields() {
            if let Some(schema) = properties.get(&field.name) {
                self.absent(&field.value, schema, false, found);
            }
        }
    }

    /// What the schema asks of a value of the right type, if the value is not so.
    fn unmet(&mut self, node: &Node, schema: &'a Schema) -> Option<Expected> {
        if let Some(text) = node.text() {
            if let Some(constant) = schema["const"].as_str().filter(|constant| *constant != text) {
                return Some(Expected::OneOf(vec![constant.to_owned()]));
            }
            if let Some(pattern) = schema["pattern"].as_str() {
                let compiled = self.patterns.entry(pattern).or_insert_with(|| Regex::new(pattern).ok());
                let matches = compiled.as_ref().is_none_or(|pattern| pattern.is_match(text));
                let example = schema["examples"][0].as_str().unwrap_or(pattern);
                if matches && pattern == DATE && !is_day(text) {
                    return Some(Expected::Date);
                }
                return (!matches).then(|| Expected::Like(example.to_owned()));
            }
        }
        if let Some(number) = node.number() {
            let (least, most) = (schema["minimum"].as_f64(), schema["maximum"].as_f64());
            // A number that is none is in no range.
            let inside = least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most);
            return (!inside || !number.is_finite()).then_some(Expected::Between(least, most));
        }
        if let Value::List(items) = &node.value {
            let length = items.len() as u64;
            let least = schema["minItems"].as_u64().filter(|least| length < *least);
            return least.or(schema["maxItems"].as_u64().filter(|most| length > *most)).map(Expected::Length);
        }
        None
    }

    fn report_unknown(&mut self, field: &Field, meant: Option<&str>, path: &Path<'_>, lines: Option<Lines>) {
        let problem = Problem::UnknownField { name: field.name.clone(), meant: meant.map(str::to_owned) };
        let path = path.field(&field.name).to_string();
        self.findings.push(finding(field.span, path, lines, problem));
    }

    fn report(&mut self, node: &Node, path: &Path<'_>, lines: Option<Lines>, problem: Problem) {
        self.findings.push(finding(node.mark(), path.to_string(), lines, problem));
    }
}

/// The name that `word` was meant to be: near enough, and the nearest.
pub(super) fn closest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded: String = word.to_lowercase().replace(['-', ' '], "_");
    names
        .into_iter()
        .map(|name| {
            let folded = folded.as_str();
            (
                strsim::normalized_damerau_levenshtein(folded, name)
                    .max(strsim::jaro_winkler(folded, name) - 0.2),
                name,
            )
        })
        // Two of five letters wrong is another word.
        .filter(|(likeness, _)| *likeness > 0.65)
        .max_by(|left, right| left.0.total_cmp(&right.0).then_with(|| right.1.cmp(left.1)))
        .map(|(_, name)| name)
}

/// What `type` of the schema allows; nothing where it does not say.
fn kinds(schema: &Schema) -> Vec<Kind> {
    match &schema["type"] {
        Schema::String(name) => Kind::from_schema(name).into_iter().collect(),
        Schema::Array(names) => {
            names.iter().filter_map(Schema::as_str).filter_map(Kind::from_schema).collect()
        }
        _ => Vec::new(),
    }
}

fn kind_of(value: &Value) -> Kind {
    match value {
        Value::Null => Kind::Null,
        Value::Bool => Kind::Bool,
        Value::Integer(_) => Kind::Integer,
        Value::Number(_) => Kind::Number,
        Value::Text(_) => Kind::Text,
        Value::List(_) => Kind::List,
        Value::Map(_) => Kind::Map,
    }
}

fn is_kind(value: &Value, kind: Kind) -> bool {
    let found = kind_of(value);
    found == kind || (found == Kind::Integer && kind == Kind::Number)
}

/// A value as a message shows it.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool => "true/false".to_owned(),
        Value::Integer(number) | Value::Number(number) => number.to_string(),
        Value::Text(text) => cut(text),
        Value::List(items) => format!("[{}]", items.len()),
        Value::Map(_) => "{…}".to_owned(),
    }
}
