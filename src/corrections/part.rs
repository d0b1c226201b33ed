//! The parts of a model as a tree of JSON: what each is, and where.

use serde_json::{Map, Value};

use super::file::Kind;
use crate::model::{self, ByteSpan};

/// A part of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub kind: Kind,
    /// Its JSON pointer: `/plan/sections/0`.
    pub pointer: String,
    pub span: ByteSpan,
}

/// All parts of a document that have a place, holders before what they hold.
pub fn parts(document: &Value) -> Vec<Part> {
    let mut found = Vec::new();
    for name in ["notice", "plan", "attachments"] {
        if let Some(value) = document.get(name) {
            visit(value, name, &format!("/{name}"), &mut found);
        }
    }
    found
}

fn visit(value: &Value, name: &str, pointer: &str, found: &mut Vec<Part>) {
    match value {
        Value::Object(fields) => {
            if let (Some(kind), Some(span)) = (kind_of(name, fields), span_of(value)) {
                found.push(Part { kind, pointer: pointer.to_owned(), span });
            }
            for (name, value) in fields {
                if value.is_object() || value.is_array() {
                    visit(value, name, &format!("{pointer}/{name}"), found);
                }
            }
        }
        Value::Array(items) if items.first().is_some_and(Value::is_object) => {
            for (at, item) in items.iter().enumerate() {
                visit(item, name, &format!("{pointer}/{at}"), found);
            }
        }
        _ => {}
    }
}

/// The kind of an element of the field `name`.
fn kind_of(name: &str, fields: &Map<String, Value>) -> Option<Kind> {
    Some(match name {
        "notice" => Kind::Notice,
        "document_number" => Kind::DocumentNumber,
        "imprint" => Kind::Imprint,
        "plan" => Kind::Plan,
        "toc" => Kind::Entry,
        "sections" => Kind::Section,
        "boxes" => Kind::Box,
        "items" => Kind::Item,
        "indicators" => Kind::Indicator,
        "responsibilities" => Kind::Responsibility,
        "annexes" => Kind::Annex,
        "attachments" => Kind::Attachment,
        "body" => Kind::Paragraph,
        "content" | "preamble" => match fields.get("type").and_then(Value::as_str)? {
            "paragraph" => Kind::Paragraph,
            "table" => Kind::Table,
            _ => return None,
        },
        _ => return None,
    })
}

/// The byte offsets of a part.
pub fn span_of(value: &Value) -> Option<ByteSpan> {
    let [start, end] = value.get("span")?.as_array()?.as_slice() else { return None };
    Some([u32::try_from(start.as_u64()?).ok()?, u32::try_from(end.as_u64()?).ok()?])
}

/// Where the own text of a part ends: before what its lists `below` hold.
pub fn own_end(it: &Value, below: &[&str]) -> Option<u32> {
    let [_, last] = span_of(it)?;
    let inner = below.iter().filter_map(|list| it[*list].as_array()).flatten();
    Some(inner.filter_map(span_of).map(|span| span[0]).min().unwrap_or(last).min(last))
}

/// Whether a value is a part of that kind.
pub fn is_one(kind: Kind, value: &Value) -> bool {
    fn read<T: serde::de::DeserializeOwned>(value: &Value) -> bool {
        T::deserialize(value).is_ok()
    }
    match kind {
        Kind::Notice => read::<model::Notice>(value),
        Kind::DocumentNumber => read::<model::DocumentNumber>(value),
        Kind::Imprint => read::<model::Imprint>(value),
        Kind::Plan => read::<model::Plan>(value),
        Kind::Entry => read::<model::TocEntry>(value),
        Kind::Section => read::<model::Section>(value),
        Kind::Paragraph => read::<model::Paragraph>(value),
        Kind::Table => read::<model::Table>(value),
        Kind::Box => read::<model::PlanBox>(value),
        Kind::Item => read::<model::Item>(value),
        Kind::Indicator => read::<model::Indicator>(value),
        Kind::Responsibility => read::<model::Responsibility>(value),
        Kind::Annex => read::<model::Annex>(value),
        Kind::Attachment => read::<model::Attachment>(value),
        Kind::Finding => false,
    }
}

/// The pointer of the list that holds the part at `pointer`, and its place in it.
pub fn holder(pointer: &str) -> Option<(&str, usize)> {
    let (list, at) = pointer.rsplit_once('/')?;
    Some((list, at.parse().ok()?))
}

/// The pointer of the nearest part above that is an element of `list`: of
/// `/plan/sections/0/content/3` and `sections` it is `/plan/sections/0`.
pub fn above<'a>(pointer: &'a str, list: &str) -> Option<&'a str> {
    let mut rest = pointer;
    loop {
        let (head, at) = rest.rsplit_once('/')?;
        if at.parse::<usize>().is_ok() && head.rsplit('/').next() == Some(list) && rest.len() < pointer.len()
        {
            return Some(rest);
        }
        rest = head;
    }
}

/// The list at `pointer`.
pub fn list_mut<'a>(document: &'a mut Value, pointer: &str) -> Option<&'a mut Vec<Value>> {
    document.pointer_mut(pointer)?.as_array_mut()
}

/// The JSON pointer of a field such as `values[1].text`, below that of its part. Nothing
/// where it is no field that may be changed.
pub fn field_pointer(field: &str) -> Option<String> {
    /// What the program keeps in order itself.
    const OWN: &[&str] = &["id", "lines", "span", "type", "level", "section", "box", "annex", "tasks"];
    let mut pointer = String::new();
    for (depth, name) in field.split('.').enumerate() {
        let (name, places) = name.find('[').map_or((name, ""), |at| name.split_at(at));
        if name.is_empty() || (depth == 0 && OWN.contains(&name)) || name.contains(['/', '~']) {
            return None;
        }
        pointer.push('/');
        pointer.push_str(name);
        for place in places.split_inclusive(']') {
            let place = place.strip_prefix('[')?.strip_suffix(']')?;
            place.parse::<u32>().ok()?;
            pointer.push('/');
            pointer.push_str(place);
        }
    }
    Some(pointer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_become_pointers() {
        assert_eq!(field_pointer("values[1].text").as_deref(), Some("/values/1/text"));
        assert_eq!(field_pointer("rows[2][3]").as_deref(), Some("/rows/2/3"));
        assert_eq!(field_pointer("title").as_deref(), Some("/title"));
        for field in ["", "id", "a..b", "rows[", "rows[x]", "rows[1]x", "span[0]", "a/b", "lines"] {
            assert_eq!(field_pointer(field), None, "{field}");
        }
    }

    #[test]
    fn what_holds_a_part_is_told_by_its_pointer() {
        let pointer = "/plan/sections/0/sections/2/content/3";
        assert_eq!(holder(pointer), Some(("/plan/sections/0/sections/2/content", 3)));
        assert_eq!(above(pointer, "sections"), Some("/plan/sections/0/sections/2"));
        assert_eq!(above("/plan/sections/0/sections/2", "sections"), Some("/plan/sections/0"));
        assert_eq!(above("/plan/sections/0", "sections"), None);
    }
}
