//! JSON, indented for people or on one line for programs.

use std::io;

use crate::model::Document;

/// One indented object, or an indented array where there are not exactly one.
pub(super) fn write(writer: &mut impl io::Write, documents: &[Document]) -> io::Result<()> {
    match documents {
        [document] => serde_json::to_writer_pretty(&mut *writer, document)?,
        documents => serde_json::to_writer_pretty(&mut *writer, documents)?,
    }
    writer.write_all(b"\n")
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
    use super::super::Format;
    use super::super::tests::{document, text};
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
    fn ndjson_has_one_line_per_document() {
        let lines = text(&[document(), document()], Format::Ndjson);
        let read: Vec<Document> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(read, [document(), document()]);
        assert_eq!(text(&[], Format::Ndjson), "");
    }
}
