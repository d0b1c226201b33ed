//! One walk through an XML part, without name spaces: `w:p` is `p`.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Xml};

use crate::error::Fault;

/// Elements are not nested deeper: a table in a cell takes about four levels.
const MAX_DEPTH: usize = 1000;

/// What the walk comes by.
pub(super) enum Event<'a> {
    /// A start tag, also of an empty element, whose end follows.
    Open(&'a str, &'a BytesStart<'a>),
    /// An end tag.
    Close(&'a str),
    /// Character data, references resolved.
    Text(&'a str),
}

/// Goes through the part `name`, whose text is `xml`.
pub(super) fn walk(
    xml: &str,
    name: &str,
    mut visit: impl FnMut(Event<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let damaged = || Fault::Damaged { part: name.to_owned() };
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Xml::Start(tag) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(Fault::TooDeep { limit: MAX_DEPTH });
                }
                visit(Event::Open(tag.local_name().as_ref(), &tag))?;
            }
            Xml::End(tag) => {
                depth -= 1;
                visit(Event::Close(tag.local_name().as_ref()))?;
            }
            Xml::Text(text) => visit(Event::Text(&text))?,
            Xml::CData(text) => visit(Event::Text(&text))?,
            Xml::GeneralRef(reference) => {
                let mut buffer = [0; 4];
                let text = match &*reference {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    _ => match reference.resolve_char_ref() {
                        Ok(Some(c)) => c.encode_utf8(&mut buffer),
                        _ => return Err(damaged()),
                    },
                };
                visit(Event::Text(text))?;
            }
            // No part of a document declares anything.
            Xml::DocType(_) => return Err(Fault::Entities),
            Xml::Eof if depth == 0 => return Ok(()),
            Xml::Eof => return Err(damaged()),
            _ => {}
        }
    }
}

/// The value of an attribute by its name without prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    tag.attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name).map(
        |found| {
            let raw = found.value;
            if raw.contains('&') {
                quick_xml::escape::unescape(&raw).map_or_else(|_| raw.to_string(), Cow::into_owned)
            } else {
                raw.into_owned()
            }
        },
    )
}

/// The attribute `val`.
pub(super) fn val(tag: &BytesStart<'_>) -> Option<String> {
    attribute(tag, "val")
}

/// A number in the attribute `val`.
pub(super) fn number(tag: &BytesStart<'_>) -> Option<u32> {
    val(tag)?.trim().parse().ok()
}

/// Whether a property such as `<b/>` is on.
pub(super) fn is_on(tag: &BytesStart<'_>) -> bool {
    val(tag).is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
}
