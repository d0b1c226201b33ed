//! A YAML or JSON value whose every part knows its place.

use super::problem::Reading;
use crate::span::SourceSpan;

/// A value and where it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    /// A scalar from its first to its last character; a list or map from its
    /// first character on.
    pub span: SourceSpan,
    pub value: Value,
}

/// What stands at a place.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Bool,
    Integer(f64),
    Number(f64),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Field>),
}

/// A key with its value; keys stand in the order of the file, each once.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Field {
    pub name: String,
    /// The key.
    pub span: SourceSpan,
    pub value: Node,
}

/// The models of a file: documents of a YAML stream, elements of a JSON array,
/// lines of NDJSON.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Read {
    pub documents: Vec<Node>,
    pub faults: Vec<Fault>,
}

/// What keeps a file, or a part of it, from being read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fault {
    pub span: SourceSpan,
    /// In which document, counted from 0, and where in it.
    pub document: usize,
    pub path: String,
    pub kind: FaultKind,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum FaultKind {
    /// Neither YAML nor JSON, in the words of the reader.
    Syntax(String),
    /// A key that stands twice in its map, and where it stood before.
    DuplicateKey { name: String, first: SourceSpan },
    /// A text that other readers take for something else.
    Ambiguous { text: String, reading: Reading },
}

impl Node {
    /// The value of `name`, if this is a map that has it.
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.field(name).map(|field| &field.value)
    }

    /// The field `name`, if this is a map that has it.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// The fields of a map; none of anything else.
    pub fn fields(&self) -> &[Field] {
        match &self.value {
            Value::Map(fields) => fields,
            _ => &[],
        }
    }

    /// The elements of a list; none of anything else.
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The text of a text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a number, whole or not.
    pub fn number(&self) -> Option<f64> {
        match self.value {
            Value::Integer(number) | Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// What a finding about the whole node marks: a scalar, the first key of a
    /// map, else the character that opens it.
    pub fn mark(&self) -> SourceSpan {
        self.fields().first().map_or(self.span, |field| field.span)
    }

    /// The value without its places.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Null => Json::Null,
            // No field takes one; which one it was does not matter.
            Value::Bool => Json::Bool(false),
            // Whole numbers that are not exact stand in no field either.
            #[expect(clippy::cast_possible_truncation, reason = "saturates, and is then refused")]
            Value::Integer(number) => Json::from(*number as i64),
            Value::Number(number) => serde_json::Number::from_f64(*number).map_or(Json::Null, Json::Number),
            Value::Text(text) => Json::String(text.clone()),
            Value::List(items) => Json::Array(items.iter().map(Self::to_json).collect()),
            Value::Map(fields) => {
                Json::Object(fields.iter().map(|field| (field.name.clone(), field.value.to_json())).collect())
            }
        }
    }

    /// Whether this is null.
    pub fn is_null(&self) -> bool {
        self.value == Value::Null
    }
}
