//! Writes models as YAML, JSON or newline-delimited JSON.
//!
//! This owns how a model looks as bytes, and nothing else: what stands in it is
//! decided in [`model`](crate::model), where the bytes go is up to the caller.
//! The same models give the same bytes, everywhere and every time.

mod json;
mod yaml;

use std::io;

use crate::model::Document;

/// An output format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// YAML: one document of the stream per model, `---` between them.
    #[default]
    Yaml,
    /// JSON, indented: one object, or an array where there are several models.
    Json,
    /// JSON on one line per model.
    Ndjson,
}

/// Writes `documents` to `writer`, with a line feed at the end.
///
/// Output is buffered here, so `writer` need not be.
///
/// # Errors
///
/// What `writer` reports.
///
/// # Examples
///
/// ```
/// use guihua::render::{self, Format};
///
/// let mut bytes = Vec::new();
/// render::write(&mut bytes, &[], Format::Json)?;
/// assert_eq!(bytes, b"[]\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write(writer: impl io::Write, documents: &[Document], format: Format) -> io::Result<()> {
    let mut writer = io::BufWriter::with_capacity(BUFFER, writer);
    write_unbuffered(&mut writer, documents, format)?;
    io::Write::flush(&mut writer)
}

/// Appends `documents` to `bytes`: the same as [`write()`], without a buffer
/// between the two.
///
/// # Errors
///
/// None that is known of: memory takes what it is given.
///
/// # Examples
///
/// ```
/// use guihua::render::{self, Format};
///
/// let mut bytes = Vec::new();
/// render::append(&mut bytes, &[], Format::Json)?;
/// assert_eq!(bytes, b"[]\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn append(bytes: &mut Vec<u8>, documents: &[Document], format: Format) -> io::Result<()> {
    write_unbuffered(bytes, documents, format)
}

fn write_unbuffered(writer: &mut impl io::Write, documents: &[Document], format: Format) -> io::Result<()> {
    match format {
        Format::Yaml => yaml::write(writer, documents),
        Format::Json => json::write(writer, documents),
        Format::Ndjson => json::write_lines(writer, documents),
    }
}

/// A plan of ordinary size makes some hundred kilobytes: a few writes.
const BUFFER: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Block, BoxKind, BoxReference, Comparator, Indicator, Item, Notice, Paragraph, Part, Period, Plan,
        PlanBox, Section, SourceFormat, SourceInfo, Table, Value, ValueRole,
    };

    /// Texts that YAML readers like to take for something else.
    pub(super) const TRICKY: &[&str] = &[
        "2021-12-14",
        "no",
        "Yes",
        "on",
        "y",
        "null",
        "~",
        "12:30",
        "1.",
        "1",
        "1e3",
        "0x1F",
        "0o17",
        "1_000",
        "+7.32",
        ".5",
        "-",
        "- 一",
        "—",
        "",
        " ",
        " 前后 ",
        "键: 值",
        "甲 #乙",
        "#甲",
        "&甲",
        "*甲",
        "!甲",
        "|",
        ">",
        ">1万",
        "%",
        "@甲",
        "`甲`",
        "[甲]",
        "{甲}",
        "“甲”",
        "'甲'",
        "\"甲\"",
        "甲\n乙",
        "甲\n",
        "\n甲",
        "甲\t乙",
        "甲\\乙",
        "甲\u{85}乙",
        "甲\u{2028}乙",
        "\u{feff}甲",
        "甲\u{7}乙",
        "\u{e000}",
        "\u{fffd}",
        "𠮷",
        "---",
        "--- 甲",
        "...",
        "? 甲",
        "甲:",
        "=",
        "<<",
        ".nan",
        "-.inf",
        "true",
        "False",
    ];

    pub(super) fn paragraph(text: &str) -> Block {
        Block::Paragraph(Paragraph { text: text.into(), lines: [3, 4], span: Some([10, 90]) })
    }

    fn section(sections: Vec<Section>) -> Section {
        Section {
            id: "1".into(),
            level: 1,
            label: Some("1.".into()),
            number: Some(1),
            title: None,
            content: TRICKY.iter().map(|text| paragraph(text)).collect(),
            sections,
            lines: [3, 4],
            span: None,
        }
    }

    fn plan_box() -> PlanBox {
        let item = Item {
            label: Some("一、".into()),
            title: None,
            text: Some("no".into()),
            items: Vec::new(),
            lines: [4, 4],
            span: None,
        };
        PlanBox {
            id: "box-1".into(),
            number: None,
            title: "1.".into(),
            section: None,
            kind: BoxKind::Items,
            items: vec![item],
            content: Vec::new(),
            lines: [4, 4],
            span: None,
        }
    }

    fn indicator() -> Indicator {
        let value = Value {
            column: "2025年".into(),
            year: Some(2025),
            role: ValueRole::Target,
            text: ">1万".into(),
            comparator: Some(Comparator::Greater),
            number: Some(10_000.0),
        };
        let third = Value { number: Some(0.1 + 0.2), comparator: None, year: None, ..value.clone() };
        Indicator {
            id: "ind-1".into(),
            box_id: None,
            section: Some("1".into()),
            annex: None,
            number: None,
            category: None,
            name: "就业率".into(),
            unit: Some("%".into()),
            values: vec![value, third],
            attribute: None,
            other: vec![],
            lines: [5, 5],
            span: None,
        }
    }

    fn plan() -> Plan {
        let table = Table {
            columns: vec!["指标".into(), "2025年".into()],
            rows: vec![TRICKY.iter().map(ToString::to_string).collect()],
            lines: [5, 6],
            span: None,
        };
        let reference = BoxReference { id: "box-1".into() };
        Plan {
            title: "12:30".into(),
            period: Some(Period { name: Some("十四五".into()), start: 2021, end: 2025 }),
            preamble: vec![Block::Box(reference), Block::Table(table), paragraph("文")],
            sections: vec![section(vec![section(Vec::new())])],
            boxes: vec![plan_box()],
            indicators: vec![indicator()],
            lines: [3, 6],
            ..Plan::default()
        }
    }

    pub(super) fn document() -> Document {
        Document {
            schema_version: "1".into(),
            source: SourceInfo {
                path: "-".into(),
                name: Some("-".into()),
                format: SourceFormat::Text,
                encoding: "UTF-8".into(),
                sha256: "0".repeat(64),
                bytes: u64::from(u32::MAX) + 1,
                lines: 6,
            },
            part: Part { index: 1, count: 1 },
            notice: Some(Notice {
                date: Some("2021-12-14".into()),
                addressees: vec!["no".into()],
                lines: [1, 2],
                ..Notice::default()
            }),
            plan: plan(),
            attachments: Vec::new(),
            furniture: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    pub(super) fn text(documents: &[Document], format: Format) -> String {
        let mut bytes = Vec::new();
        write(&mut bytes, documents, format).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// A writer whose reader went away.
    struct Closed;

    impl io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_writers_error_keeps_its_kind() {
        // Long enough to leave the buffer before the end.
        let documents = vec![document(); 40];
        for format in [Format::Yaml, Format::Json, Format::Ndjson] {
            let error = write(Closed, &documents, format).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{format:?}");
        }
    }

    #[test]
    fn every_format_ends_with_one_line_feed() {
        for format in [Format::Yaml, Format::Json, Format::Ndjson] {
            for documents in [vec![document()], vec![document(); 2]] {
                let text = text(&documents, format);
                assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{format:?}");
            }
        }
    }
}
