//! Fields that parts of a model leave out, and what follows for them from the rest of it.

use std::collections::HashMap;

use super::index::Index;
use super::node::{Node, Value};
use super::path::Path;
use super::shape;

/// All fields that are left out and follow from what a part is: those that would be null
/// or empty, its id, and what a value is where others of its column say it.
pub(super) fn left_out(document: &Node) -> LeftOut<'_> {
    let mut absent = shape::absent(document);
    absent.extend(ids_left_out(document));
    absent.extend(levels_left_out(document));
    absent.extend(roles_left_out(document));
    as_neighbours(document, &mut absent);
    absent
}

/// Fields that a map leaves out, each with its value.
pub(super) type LeftOut<'a> = Vec<(&'a Node, Vec<(String, String)>)>;

/// Before an id that others have yet: who refers to it means them, until all have their own.
const NEW: &str = "guihua-new-";

/// Whether a part has this id until the others have theirs.
pub(super) fn is_for_now(id: &str) -> bool {
    id.starts_with(NEW)
}

/// Parts without an id, and the one that they have by their place.
fn ids_left_out(document: &Node) -> LeftOut<'_> {
    fn sections<'a>(holder: &'a Node, above: &str, found: &mut LeftOut<'a>) {
        let list = holder.get("sections").map_or(&[] as &[Node], Node::items);
        for (section, at) in list.iter().zip(1..) {
            let id = format!("{above}{at}");
            sections(section, &format!("{id}."), found);
            add(section, id, found);
        }
    }
    fn add<'a>(part: &'a Node, id: String, found: &mut LeftOut<'a>) {
        // Written otherwise, it is told.
        let has_id = part.fields().iter().any(|field| field.name.eq_ignore_ascii_case("id"));
        if !has_id && !part.fields().is_empty() {
            found.push((part, vec![("id".to_owned(), id)]));
        }
    }
    let Some(plan) = document.get("plan") else { return Vec::new() };
    let mut found = Vec::new();
    sections(plan, "", &mut found);
    for (name, stem) in
        [("boxes", "box"), ("indicators", "ind"), ("responsibilities", "resp"), ("annexes", "annex")]
    {
        let list = plan.get(name).map_or(&[] as &[Node], Node::items);
        list.iter().zip(1..).for_each(|(part, at)| add(part, format!("{stem}-{at}"), &mut found));
    }
    let index = Index::new(document, &Path::Top);
    for (_, id) in found.iter_mut().flat_map(|(_, fields)| fields) {
        if index.part(id).is_some() {
            id.insert_str(0, NEW);
        }
    }
    found
}

/// Sections that do not say their level: it is that of those beside them, or the next one
/// below what is around them.
fn levels_left_out(document: &Node) -> LeftOut<'_> {
    fn visit<'a>(holder: &'a Node, above: i64, found: &mut LeftOut<'a>) {
        let list = holder.get("sections").map_or(&[] as &[Node], Node::items);
        let level = |section: &Node| match section.get("level").map(|level| &level.value) {
            #[allow(clippy::cast_possible_truncation)]
            Some(Value::Integer(level)) => Some(*level as i64).filter(|level| *level > above),
            _ => None,
        };
        let beside = list.iter().find_map(level).unwrap_or(above + 1);
        for section in list {
            // Written otherwise, it is told.
            let says = section.fields().iter().any(|field| field.name.eq_ignore_ascii_case("level"));
            if !says && !section.fields().is_empty() {
                found.push((section, vec![("level".to_owned(), beside.to_string())]));
            }
            visit(section, level(section).unwrap_or(beside), found);
        }
    }
    let mut found = Vec::new();
    if let Some(plan) = document.get("plan") {
        visit(plan, 0, &mut found);
    }
    found
}

/// The fields of an indicator that say where its table stands: where the rows before and
/// behind it agree, it is theirs.
fn as_neighbours<'a>(document: &'a Node, absent: &mut LeftOut<'a>) {
    const PLACES: [&str; 3] = ["box", "section", "annex"];
    let indicators = document.get("plan").and_then(|plan| plan.get("indicators"));
    let rows = indicators.map_or(&[] as &[Node], Node::items);
    for (node, left_out) in absent {
        let Some(at) = rows.iter().position(|row| std::ptr::eq(row, *node)) else { continue };
        for (name, value) in left_out.iter_mut().filter(|(name, _)| PLACES.contains(&name.as_str())) {
            let said = |row: &'a Node| row.get(name).map(Node::text);
            let before = rows[..at].iter().rev().find_map(said);
            let behind = rows[at + 1..].iter().find_map(said);
            if let (Some(Some(place)), other) | (other, Some(Some(place))) = (before, behind)
                && other.is_none_or(|other| other == Some(place))
            {
                place.clone_into(value);
            }
        }
    }
}

/// Values of indicators that do not say what they are, where all others of their column
/// say the same.
fn roles_left_out(document: &Node) -> LeftOut<'_> {
    let indicators = document.get("plan").and_then(|plan| plan.get("indicators"));
    let values = || {
        let indicators = indicators.map_or(&[] as &[Node], Node::items).iter();
        indicators.flat_map(|indicator| indicator.get("values").map_or(&[] as &[Node], Node::items))
    };
    let mut roles: HashMap<&str, Option<&str>> = HashMap::new();
    for value in values() {
        let [column, role] = ["column", "role"].map(|name| value.get(name).and_then(Node::text));
        if let (Some(column), Some(role)) = (column, role) {
            let known = roles.entry(column).or_insert(Some(role));
            *known = known.filter(|known| *known == role);
        }
    }
    let role = |value: &Node| *roles.get(value.get("column")?.text()?)?;
    let without = values().filter(|value| value.get("role").is_none());
    without.filter_map(|value| Some((value, vec![("role".to_owned(), role(value)?.to_owned())]))).collect()
}
