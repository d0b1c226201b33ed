//! What a page is sent: fields that are made for it, and models as they are written.
//!
//! A model as a tree of values takes twenty times its text. It is written once, and that text
//! is what a page gets.

use serde::ser::{Error, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// A state of a page.
#[derive(Debug, Serialize)]
pub struct Shown {
    #[serde(serialize_with = "as_they_are")]
    documents: Vec<serde_json::Result<String>>,
    #[serde(flatten)]
    fields: Map<String, Value>,
}

impl Shown {
    /// Models, each written as JSON or why it cannot be, and fields beside them.
    pub const fn new(documents: Vec<serde_json::Result<String>>, fields: Map<String, Value>) -> Self {
        Self { documents, fields }
    }

    /// Sets a field.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.fields.insert(name.to_owned(), value.into());
    }
}

fn as_they_are<S: Serializer>(
    texts: &[serde_json::Result<String>],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(texts.len()))?;
    for text in texts {
        let text = text.as_ref().map_err(S::Error::custom)?;
        let model: &RawValue = serde_json::from_str(text).map_err(S::Error::custom)?;
        list.serialize_element(model)?;
    }
    list.end()
}

/// What a page hears of something that it asked for.
#[cfg(feature = "review")]
#[derive(Debug, Serialize)]
pub struct Reply {
    /// Why it was not done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// How everything is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<Shown>,
    /// The name of the file that keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub saved: Option<String>,
}

#[cfg(feature = "review")]
impl Reply {
    /// How everything is now.
    pub const fn of(state: Shown) -> Self {
        Self { error: None, state: Some(state), saved: None }
    }

    /// Why something was not done.
    pub const fn refused(error: String, state: Option<Shown>) -> Self {
        Self { error: Some(error), state, saved: None }
    }
}
