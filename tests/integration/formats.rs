//! Web pages, Word files and PDF files give the model that their text gives.
//!
//! `fixtures/formats` holds each seed as an office would have issued it, written
//! by `tests/scripts/seeds_to_web_and_word.py`; `fixtures/hostile` holds what must be turned away,
//! with the message for each in `messages.txt`.

use std::fmt::Write;
use std::{env, fs};

use guihua::{Options, Source, parse_with};
use serde_json::Value;

use crate::support::{root, seeds};

/// Keys that say where something stands, or what the file is.
const PLACES: &[&str] = &["source", "lines", "span", "diagnostics", "furniture", "attachments"];

/// Where the model of a format may differ from that of the text, and why.
const ALLOWED: &[(&str, &str, &str)] = &[];

fn model(source: &Source) -> Value {
    let parsed = parse_with(source, &Options::default());
    serde_json::to_value(&parsed.documents).unwrap()
}

/// Lists where two values differ, path by path.
pub fn compare(path: &str, text: &Value, format: &Value, differences: &mut Vec<String>) {
    match (text, format) {
        (Value::Object(text), Value::Object(format)) => {
            for (key, value) in text.iter().filter(|(key, _)| !PLACES.contains(&key.as_str())) {
                compare(
                    &format!("{path}/{key}"),
                    value,
                    format.get(key).unwrap_or(&Value::Null),
                    differences,
                );
            }
        }
        (Value::Array(text), Value::Array(format)) => {
            if text.len() != format.len() {
                differences.push(format!("{path}: {} entries become {}", text.len(), format.len()));
            }
            for (at, (text, format)) in text.iter().zip(format).enumerate() {
                compare(&format!("{path}/{at}"), text, format, differences);
            }
        }
        _ if text == format => {}
        _ => differences.push(format!("{path}: {text} becomes {format}")),
    }
}

#[test]
fn every_format_gives_the_model_of_the_text() {
    let mut report = String::new();
    let mut used = vec![false; ALLOWED.len()];
    let mut count = 0;
    for seed in seeds() {
        let text = model(&Source::from_text("-", seed.text()));
        let short = seed.name.split('_').next().unwrap();
        let mut paths: Vec<_> = fs::read_dir(root("fixtures/formats"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(short))
            .collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let format = Source::from_bytes("-", fs::read(&path).unwrap(), None).unwrap();
            let mut differences = Vec::new();
            compare("", &text, &model(&format), &mut differences);
            for difference in differences {
                let known = ALLOWED
                    .iter()
                    .position(|(file, start, _)| *file == name && difference.starts_with(start));
                match known {
                    Some(at) => used[at] = true,
                    None => {
                        let _ = writeln!(report, "{name}{difference}");
                    }
                }
            }
            count += 1;
        }
    }
    for (at, _) in used.iter().enumerate().filter(|(_, used)| !**used) {
        let _ = writeln!(report, "{} {} differs no more", ALLOWED[at].0, ALLOWED[at].1);
    }
    assert!(count >= 10 && report.is_empty(), "{count} files\n{report}");
}

#[test]
fn hostile_files_are_turned_away_with_a_reason() {
    let folder = root("fixtures/hostile");
    let mut written = String::new();
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().is_some_and(|name| name != "messages.txt"))
        // `pdf.rs` says what becomes of each, since some are read in part.
        .filter(|path| path.extension().is_none_or(|extension| extension != "pdf"))
        .collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Err(error) = Source::from_bytes(name.as_str(), fs::read(&path).unwrap(), None) else {
            panic!("{name} was read");
        };
        let _ = writeln!(written, "{name}\n  {}\n  {error}", error.message_zh());
    }
    if env::var_os("GUIHUA_UPDATE").is_some_and(|value| value == "1") {
        fs::write(folder.join("messages.txt"), &written).unwrap();
    }
    let expected = fs::read_to_string(folder.join("messages.txt")).unwrap_or_default();
    assert!(written == expected, "`GUIHUA_UPDATE=1 cargo test` rewrites the messages:\n{written}");
}
