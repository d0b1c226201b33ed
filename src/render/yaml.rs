//! YAML: a stream with one document per model.
//!
//! Scalars that some reader would take for a date, a number, a truth value or
//! null are quoted; all others stand plain. Long texts stay on one line, which
//! keeps line-based tools and diffs honest.

use std::io;

use serde_yaml::ser::Error;

use crate::model::Document;

/// Writes the stream, `---` between documents.
pub(super) fn write(writer: &mut impl io::Write, documents: &[Document]) -> io::Result<()> {
    for (index, document) in documents.iter().enumerate() {
        if index > 0 {
            writer.write_all(b"---\n")?;
        }
        let options = serde_yaml::ser_options! { prefer_block_scalars: false };
        serde_yaml::to_io_writer_with_options(writer, document, options).map_err(|error| match error {
            Error::IO { error } => error,
            other => io::Error::other(other.to_string()),
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Format;
    use super::super::tests::{TRICKY, document, paragraph, text};
    use crate::model::Document;

    /// Reads one YAML document; the default budget is too small for a plan.
    fn read(yaml: &str) -> Document {
        let budget = serde_yaml::budget! { max_nodes: 100_000_000, max_events: 200_000_000 };
        let options = serde_yaml::options! { budget: budget };
        serde_yaml::from_str_with_options(yaml, options).unwrap()
    }

    #[test]
    fn yaml_reads_back_as_json_does() {
        let yaml = read(&text(&[document()], Format::Yaml));
        let json: Document = serde_json::from_str(&text(&[document()], Format::Json)).unwrap();
        assert_eq!(yaml, json);
        assert_eq!(yaml, document());
    }

    #[test]
    fn several_documents_make_a_stream() {
        let other = Document { part: crate::model::Part { index: 2, count: 2 }, ..document() };
        let yaml = text(&[document(), other.clone()], Format::Yaml);
        let parts: Vec<&str> = yaml.split("\n---\n").collect();
        assert_eq!(parts.len(), 2);
        assert_eq!(read(parts[0]), document());
        assert_eq!(read(parts[1]), other);
    }

    #[test]
    fn texts_that_look_like_something_else_are_quoted() {
        let yaml = text(&[document()], Format::Yaml);
        for line in yaml.lines() {
            let value = line.trim_start_matches([' ', '-']);
            for plain in ["date: 2", "title: 12:", "text: no", "label: 1", "- no"] {
                assert!(!value.starts_with(plain), "{line}");
            }
        }
        for (key, texts) in [
            ("date: ", &["2021-12-14"] as &[_]),
            ("title: ", &["12:30", "1."]),
            ("label: ", &["1."]),
            (
                "text: ",
                &[
                    "no", "Yes", "on", "y", "null", "~", "12:30", "1.", "1", "1e3", "0x1F", "0o17", "1_000",
                    "+7.32", ".5", "true", "False", ".nan", "-.inf",
                ],
            ),
        ] {
            for text in texts {
                let single = format!("{key}'{text}'\n");
                let double = format!("{key}\"{text}\"\n");
                assert!(yaml.contains(&single) || yaml.contains(&double), "{key}{text}");
            }
        }
    }

    #[test]
    fn a_text_is_one_line() {
        let long = "推进残疾人事业高质量发展 ".repeat(100);
        let mut document = document();
        document.plan.preamble = TRICKY.iter().map(|text| paragraph(&long.replace('业', text))).collect();
        let yaml = text(std::slice::from_ref(&document), Format::Yaml);
        let lines = yaml.lines().filter(|line| line.contains("推进残疾人"));
        assert_eq!(lines.clone().count(), TRICKY.len());
        for line in lines {
            assert_eq!(line.matches("推进残疾人").count(), 100, "{line}");
        }
        assert_eq!(read(&yaml), document);
    }
}
