//! Models that were printed before, read back.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use anyhow::Context;
use guihua::model::Document;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// In which form a model file holds its models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelFormat {
    /// A stream of YAML documents.
    Yaml,
    /// One JSON object, or an array of them.
    Json,
    /// A JSON object per line.
    Ndjson,
}

impl ModelFormat {
    /// The form that the name of a file promises; none for a plan.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_ascii_lowercase().to_str()? {
            "yaml" | "yml" => Some(Self::Yaml),
            "json" => Some(Self::Json),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            _ => None,
        }
    }
}

/// Gives the models of a file to `take`, in order. Of an NDJSON file, one line
/// is in memory at a time.
///
/// # Errors
///
/// A file that cannot be read, a text that is no model (with its line), and
/// what `take` reports.
pub fn read(
    path: &Path,
    format: ModelFormat,
    mut take: impl FnMut(Document) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let file = File::open(path)?;
    match format {
        ModelFormat::Ndjson => read_lines(BufReader::new(file), take),
        ModelFormat::Json => match serde_json::from_str(&text(file)?)? {
            Models::Several(documents) => documents.into_iter().try_for_each(take),
            Models::One(document) => take(*document),
        },
        ModelFormat::Yaml => {
            // The default budget is too small for a plan; its other limits stand.
            let budget = serde_yaml::budget! { max_nodes: 100_000_000, max_events: 200_000_000 };
            let options = serde_yaml::options! { budget: budget };
            let documents: Vec<Document> = serde_yaml::from_multiple_with_options(&text(file)?, options)?;
            documents.into_iter().try_for_each(&mut take)
        }
    }
}

/// What a JSON file holds.
enum Models {
    One(Box<Document>),
    Several(Vec<Document>),
}

impl<'de> Deserialize<'de> for Models {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ModelsVisitor)
    }
}

/// Looks at the first bracket only, so that errors keep their line.
struct ModelsVisitor;

impl<'de> serde::de::Visitor<'de> for ModelsVisitor {
    type Value = Models;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a model or a list of models")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Models, A::Error> {
        let document = Document::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
        Ok(Models::One(Box::new(document)))
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, seq: A) -> Result<Models, A::Error> {
        Vec::deserialize(serde::de::value::SeqAccessDeserializer::new(seq)).map(Models::Several)
    }
}

fn read_lines(
    mut reader: impl BufRead,
    mut take: impl FnMut(Document) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut line = Vec::new();
    for number in 1u64.. {
        line.clear();
        if reader.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if !line.trim_ascii().is_empty() {
            take(from_line(&line).with_context(|| format!("line {number}"))?)?;
        }
    }
    Ok(())
}

fn from_line<T: DeserializeOwned>(line: &[u8]) -> serde_json::Result<T> {
    serde_json::from_slice(line)
}

fn text(mut file: impl Read) -> io::Result<String> {
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    Ok(text)
}
