//! JSON, indented for people or on one line for programs.

use std::io;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::model::Document;

/// One indented object, or an indented array where there are not exactly one.
pub(super) fn write(writer: &mut impl io::Write, documents: &[Document]) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(&mut *writer, Indented::default());
    match documents {
        [document] => document.serialize(&mut serializer)?,
        documents => documents.serialize(&mut serializer)?,
    }
    writer.write_all(b"\n")
}

/// The form of [`serde_json::to_writer_pretty`], with one write for each line
/// break where that has one for each level of indentation: half the time.
#[derive(Default)]
struct Indented {
    depth: usize,
    /// Whether the array or object at hand has shown a value.
    has_value: bool,
}

/// A comma, a line break and the indentation behind it, which are cut off where
/// they are not needed.
const BREAK: &[u8] = b",\n                                                                ";

/// How far each level is indented.
const INDENT: usize = 2;

impl Indented {
    fn open<W: ?Sized + io::Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_value = false;
        writer.write_all(bracket)
    }

    fn close<W: ?Sized + io::Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.has_value {
            self.break_line(writer, false)?;
        }
        writer.write_all(bracket)
    }

    fn break_line<W: ?Sized + io::Write>(&self, writer: &mut W, has_comma: bool) -> io::Result<()> {
        /// Where the indentation begins.
        const BLANK: usize = 2;
        let mut left = self.depth * INDENT;
        let mut from = usize::from(!has_comma);
        loop {
            let len = left.min(BREAK.len() - BLANK);
            writer.write_all(&BREAK[from..BLANK + len])?;
            left -= len;
            from = BLANK;
            if left == 0 {
                return Ok(());
            }
        }
    }
}

impl Formatter for Indented {
    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.break_line(writer, !first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.break_line(writer, !first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }
}

/// One compact object per line.
pub(super) fn write_lines(writer: &mut impl io::Write, documents: &[Document]) -> io::Result<()> {
    for document in documents {
        serde_json::to_writer(&mut *writer, document)?;
        writer.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::Serializer;

    use super::super::Format;
    use super::super::tests::{document, text};
    use super::Indented;
    use crate::model::Document;

    #[test]
    fn one_document_is_an_object_and_several_are_an_array() {
        let one = text(&[document()], Format::Json);
        assert_eq!(serde_json::from_str::<Document>(&one).unwrap(), document());
        let two = text(&[document(), document()], Format::Json);
        assert_eq!(serde_json::from_str::<Vec<Document>>(&two).unwrap(), [document(), document()]);
        assert_eq!(text(&[], Format::Json), "[]\n");
    }

    #[test]
    fn indented_as_others_do_it_however_deep() {
        let mut deep = serde_json::json!({ "甲": [1, "二\n", [], {}, null] });
        for _ in 0..60 {
            deep = serde_json::json!({ "深": [deep, true] });
        }
        let mut bytes = Vec::new();
        let mut serializer = Serializer::with_formatter(&mut bytes, Indented::default());
        deep.serialize(&mut serializer).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), serde_json::to_string_pretty(&deep).unwrap());
    }

    #[test]
    fn ndjson_has_one_line_per_document() {
        let lines = text(&[document(), document()], Format::Ndjson);
        let read: Vec<Document> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(read, [document(), document()]);
        assert_eq!(text(&[], Format::Ndjson), "");
    }
}
