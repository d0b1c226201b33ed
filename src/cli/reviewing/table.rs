//! Tables that were changed more than once. Changes of shape come before all others in the list
//! of corrections, so a row that was edited is not found where it is to be removed: then all
//! changes of the table become one, from what was read to what is to be there.

use guihua::corrections::{Action, Change, Corrections, Kind};
use guihua::model::ByteSpan;
use serde_json::{Value, json};

use super::record::is_at;
use super::state::View;

/// What a table is to be after a change; nothing where the change is of no table, or cannot be.
pub fn wanted(view: &View, list: &Corrections, change: &Change, span: ByteSpan) -> Option<Value> {
    let field = change.field.as_deref().filter(|_| change.kind == Kind::Table)?;
    let mut table = find(view, list, change, span)?;
    let (name, places) = field.split_at(field.find('[').unwrap_or(field.len()));
    let mut places = places.split(['[', ']']).filter_map(|place| place.parse::<usize>().ok());
    let whole = table.get_mut(name).filter(|_| name == "rows" || name == "columns")?;
    let Some(at) = places.next() else {
        *whole = change.new.clone();
        return (change.action == Action::Set).then_some(table);
    };
    let items = whole.as_array_mut()?;
    match change.action {
        Action::Set => *items.get_mut(at)? = change.new.clone(),
        Action::Add => items.insert(at.min(items.len()), change.new.clone()),
        Action::Remove => drop((at < items.len()).then(|| items.remove(at))?),
        Action::Move => {
            let moved = (at < items.len()).then(|| items.remove(at))?;
            let to = change.new.as_u64()? as usize;
            items.insert(to.min(items.len()), moved);
        }
        _ => return None,
    }
    // A cell alone: its row is named where all of it is.
    places.next().is_none().then_some(table)
}

/// Whether the list makes the table what it is to be.
pub fn is_made(view: &View, list: &Corrections, change: &Change, span: ByteSpan, wanted: &Value) -> bool {
    find(view, list, change, span)
        .is_some_and(|table| ["columns", "rows"].iter().all(|field| table[*field] == wanted[*field]))
}

/// The list in which all changes of the table are one.
pub fn rewrite(
    view: &View,
    mut list: Corrections,
    change: &Change,
    span: ByteSpan,
    wanted: &Value,
) -> Option<Corrections> {
    let is_of_table = |other: &Change| {
        let field = other.field.as_deref().unwrap_or_default();
        (other.kind, other.part) == (change.kind, change.part)
            && (field.starts_with("rows") || field.starts_with("columns"))
            && is_at(other, change)
    };
    list.changes.retain(|other| !is_of_table(other));
    let read = find(view, &list, change, span)?;
    for field in ["columns", "rows"] {
        if read[field] != wanted[field] {
            let mut whole = change.clone();
            (whole.action, whole.field) = (Action::Set, Some(field.to_owned()));
            (whole.old, whole.new) = (read[field].clone(), wanted[field].clone());
            list.changes.push(whole);
        }
    }
    list.sort();
    is_made(view, &list, change, span, wanted).then_some(list)
}

/// The table at a place.
fn find(view: &View, list: &Corrections, change: &Change, span: ByteSpan) -> Option<Value> {
    fn below(value: &Value, span: &Value) -> Option<Value> {
        match value {
            Value::Object(fields) if fields.get("type").is_some_and(|it| it == "table") => {
                (fields["span"] == *span).then(|| value.clone())
            }
            Value::Object(fields) => fields.values().find_map(|it| below(it, span)),
            Value::Array(items) => items.iter().find_map(|it| below(it, span)),
            _ => None,
        }
    }
    let at = change.part.unwrap_or(1).checked_sub(1)? as usize;
    let documents = view.corrected(list).documents;
    below(&json!(documents.get(at)?.plan), &json!(span))
}
