//! Elements of lists that come, go and move: rows of tables, indicators, tasks, items.

use serde_json::{Map, Value, json};

use super::derive::settle;
use super::file::{Change, Kind};
use super::misfit::Misfit;
use super::part::{field_pointer, holder, is_one, list_mut};
use super::renumber::fresh;

/// The list and the place in it that a field such as `rows[3]` names, below a part.
fn element(pointer: &str, field: &str) -> Result<(String, usize), Misfit> {
    let field = field_pointer(field).ok_or(Misfit::Invalid)?;
    let (list, at) = holder(&field).ok_or(Misfit::Invalid)?;
    Ok((format!("{pointer}{list}"), at))
}

/// The place of `old` in a list: where it was, or the only place where it is now.
pub fn place_of(list: &[Value], at: usize, old: &Value) -> Result<usize, Misfit> {
    if list.get(at).is_some_and(|found| is_same(found, old)) {
        return Ok(at);
    }
    let mut places = list.iter().enumerate().filter(|(_, found)| is_same(found, old));
    match (places.next(), places.next()) {
        (Some((at, _)), None) => Ok(at),
        _ => Err(Misfit::Outdated(list.get(at).cloned().unwrap_or_default())),
    }
}

/// Whether two values are the same; of numbers the form is not.
pub fn is_same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| is_same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            // A field that is left out is null.
            let of = |map: &Map<String, Value>, name: &str| map.get(name).cloned().unwrap_or_default();
            left.keys().chain(right.keys()).all(|name| is_same(&of(left, name), &of(right, name)))
        }
        _ => left == right,
    }
}

/// Adds an element to a list of the part, before the place that the field names.
pub fn add_element(document: &mut Value, pointer: &str, field: &str, change: &Change) -> Result<(), Misfit> {
    let (list, at) = element(pointer, field)?;
    let kind = match list.rsplit('/').next() {
        Some("indicators") => Some(Kind::Indicator),
        Some("responsibilities") => Some(Kind::Responsibility),
        Some("items") => Some(Kind::Item),
        Some("toc") => Some(Kind::Entry),
        Some("sections" | "boxes" | "content" | "annexes") => return Err(Misfit::Invalid),
        _ => None,
    };
    let mut new = change.new.clone();
    if let Some(kind) = kind {
        let place = document.pointer(pointer).cloned().unwrap_or_default();
        new = part_like(document, kind, &change.new, &place, 1)?;
    }
    let list = list_mut(document, &list).ok_or(Misfit::Invalid)?;
    let at = at.min(list.len());
    list.insert(at, new);
    // A value that a row did not have.
    if let Some(part) = document.pointer_mut(pointer).filter(|_| field.starts_with("values[")) {
        settle(part, change.kind, &format!("values[{at}].text"));
    }
    if document.pointer(pointer).is_some_and(|part| is_one(change.kind, part)) {
        return Ok(());
    }
    let (list, _) = element(pointer, field)?;
    if let Some(list) = list_mut(document, &list) {
        list.remove(at.min(list.len().saturating_sub(1)));
    }
    Err(Misfit::Invalid)
}

/// Removes an element from a list of the part.
pub fn remove_element(document: &mut Value, pointer: &str, field: &str, old: &Value) -> Result<(), Misfit> {
    let (list, at) = element(pointer, field)?;
    let list = list_mut(document, &list).ok_or(Misfit::Invalid)?;
    let at = place_of(list, at, old)?;
    list.remove(at);
    Ok(())
}

/// Moves an element of a list of the part to the place `new`.
pub fn move_element(document: &mut Value, pointer: &str, field: &str, change: &Change) -> Result<(), Misfit> {
    let (list, at) = element(pointer, field)?;
    let to = change.new.as_u64().ok_or(Misfit::Invalid)? as usize;
    let list = list_mut(document, &list).ok_or(Misfit::Invalid)?;
    let at = place_of(list, at, &change.old)?;
    let moved = list.remove(at);
    list.insert(to.min(list.len()), moved);
    Ok(())
}

/// Adds a part behind the one at `pointer`; before it, where the change says so.
pub fn add_part(document: &mut Value, pointer: &str, change: &Change) -> Result<(), Misfit> {
    let (list, at) = holder(pointer).ok_or(Misfit::Invalid)?;
    let neighbour = document.pointer(pointer).cloned().unwrap_or_default();
    if !matches!(change.kind, Kind::Indicator | Kind::Responsibility | Kind::Item | Kind::Entry) {
        return Err(Misfit::Invalid);
    }
    let is_behind = usize::from(change.to.is_none());
    let mut new = part_like(document, change.kind, &change.new, &neighbour, is_behind)?;
    for field in ["box", "section", "annex"] {
        if let (Some(field), Some(value)) = (new.get_mut(field), neighbour.get(field)) {
            field.clone_from(value);
        }
    }
    let (id, annex) = (new["id"].clone(), neighbour["annex"].as_str().map(str::to_owned));
    list_mut(document, list).ok_or(Misfit::Invalid)?.insert(at + is_behind, new);
    // A task of an annex is one of its tasks.
    let annexes = document["plan"]["annexes"].as_array_mut().into_iter().flatten();
    for annex in
        annexes.filter(|it| change.kind == Kind::Responsibility && it["id"].as_str() == annex.as_deref())
    {
        if let Some(tasks) = annex["tasks"].as_array_mut() {
            // `renumber` brings them into the order of the rows.
            tasks.push(id.clone());
        }
    }
    Ok(())
}

/// A new part with the fields that were given, at one end of the place of another.
fn part_like(
    document: &Value,
    kind: Kind,
    given: &Value,
    place: &Value,
    end: usize,
) -> Result<Value, Misfit> {
    let mut new = match kind {
        Kind::Indicator => json!({
            "id": "", "box": null, "section": null, "annex": null, "number": null, "category": null,
            "name": "", "unit": null, "values": [], "attribute": null, "other": [],
        }),
        Kind::Responsibility => json!({
            "id": "", "section": null, "annex": null, "number": null, "category": null, "task": null,
            "measures": null, "deadline": null, "lead": [], "participants": [], "responsible": [], "other": [],
            "text": "",
        }),
        Kind::Item => json!({ "label": null, "title": null, "text": null, "items": [] }),
        _ => json!({ "label": null, "title": "", "page": null, "section": null }),
    };
    for (name, value) in given.as_object().ok_or(Misfit::Invalid)? {
        if let Some(field) = new.get_mut(name).filter(|_| name != "id") {
            *field = value.clone();
        }
    }
    if new.get("id").is_some() {
        new["id"] = json!(fresh(document));
    }
    // It stands nowhere in the source, so it stands where the other one ends or begins.
    for field in ["lines", "span"] {
        let at = place[field][end].clone();
        new[field] = json!([at, at]);
    }
    for at in 0..new["values"].as_array().map_or(0, Vec::len) {
        settle(&mut new, kind, &format!("values[{at}].text"));
    }
    new[ADDED] = json!(true);
    if is_one(kind, &new) { Ok(new) } else { Err(Misfit::Invalid) }
}

/// Marks parts that a change has added, so that what changes them later finds the change and
/// not what stands there in the source. It is gone when all changes have been applied.
pub const ADDED: &str = "\u{0}added";

/// Moves the part at `pointer` behind the one at `to`, or to the head of its list.
pub fn move_part(document: &mut Value, pointer: &str, to: Option<&str>) -> Result<(), Misfit> {
    let (list, at) = holder(pointer).ok_or(Misfit::Invalid)?;
    let behind = match to.map(holder) {
        Some(Some((other, behind))) if other == list => Some(behind),
        None => None,
        _ => return Err(Misfit::Invalid),
    };
    let list = list_mut(document, list).filter(|list| at < list.len()).ok_or(Misfit::Invalid)?;
    if behind.map_or(0, |behind| behind + 1) == at {
        return Err(Misfit::AlreadySo);
    }
    let moved = list.remove(at);
    let to = behind.map_or(0, |behind| if behind >= at { behind } else { behind + 1 });
    list.insert(to.min(list.len()), moved);
    Ok(())
}
