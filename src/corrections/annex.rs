//! An annex that was not found: it is read as it would have been.

use serde_json::{Value, json};

use super::misfit::Misfit;
use super::part::{list_mut, span_of};
use super::split::trimmed;
use super::sweep::sweep;
use super::text::Text;
use crate::block::body::read_annex;
use crate::lower::{FoundAnnex, lower_annex};
use crate::model::{ByteSpan, Period};
use serde::Deserialize;

/// Makes an annex whose heading is the text at `heading`. It ends before `until`, or where the next
/// one begins, or the plan ends.
pub fn make_annex(
    text: &Text<'_>,
    document: &mut Value,
    heading: ByteSpan,
    until: Option<u32>,
) -> Result<(), Misfit> {
    let start = heading[0];
    let plan = &document["plan"];
    let annexes: Vec<ByteSpan> =
        plan["annexes"].as_array().into_iter().flatten().filter_map(span_of).collect();
    let next = annexes.iter().map(|span| span[0]).filter(|at| *at > start).min();
    // One that another was taken for has all that follows in it.
    let until = until.filter(|_| !annexes.iter().any(|[first, last]| *first < start && start < *last));
    let [first, last] = span_of(plan).ok_or(Misfit::Invalid)?;
    let end = until.into_iter().chain(next).min().unwrap_or(last).min(last);
    if start < first || end < heading[1].min(last) || start >= end {
        return Err(Misfit::Unplaced);
    }
    let place = trimmed(text.source, [start, end]);
    if annexes.contains(&place) {
        return Err(Misfit::AlreadySo);
    }
    let found = read(text, place, heading[1], &plan["period"]).ok_or(Misfit::Unplaced)?;
    // All of it, or nothing.
    let mut next = document.clone();
    sweep(text, &mut next, place)?;
    insert(&mut next, &found, place)?;
    *document = next;
    Ok(())
}

/// The annex at a place of the source.
fn read(text: &Text<'_>, [start, end]: ByteSpan, heading: u32, period: &Value) -> Option<FoundAnnex> {
    let source = text.source;
    let mut manuscript = text.manuscript().clone();
    for at in [start, heading, end] {
        manuscript.part(at);
    }
    let is_inside = |at: &usize| {
        let paragraph = &manuscript.paragraphs[*at];
        paragraph.is_content() && (start..end).contains(&manuscript.source(paragraph.span).start)
    };
    let indices: Vec<usize> = (0..manuscript.paragraphs.len()).filter(is_inside).collect();
    let draft = read_annex(&manuscript, &indices)?;
    Some(lower_annex(&manuscript, &draft, source, Option::<Period>::deserialize(period).ok().flatten()))
}

/// Puts an annex and what its tables give where they stand among the others.
fn insert(document: &mut Value, found: &FoundAnnex, place: ByteSpan) -> Result<(), Misfit> {
    /// What no other part is called.
    const NEW: &str = "new-annex";
    let renamed = |id: &Value| json!(format!("{NEW}-{}", id.as_str().unwrap_or_default()));
    let tree = |it: Result<Value, serde_json::Error>| it.map_err(|_| Misfit::Invalid);
    let mut annex = tree(serde_json::to_value(&found.annex))?;
    annex["id"] = json!(NEW);
    for block in annex["content"].as_array_mut().into_iter().flatten() {
        if block["type"] == "responsibility" {
            block["responsibility"] = renamed(&block["responsibility"]);
        }
    }
    for task in annex["tasks"].as_array_mut().into_iter().flatten() {
        *task = renamed(task);
    }
    for (name, rows) in [
        ("indicators", tree(serde_json::to_value(&found.indicators))?),
        ("responsibilities", tree(serde_json::to_value(&found.responsibilities))?),
    ] {
        let list = list_mut(document, &format!("/plan/{name}")).ok_or(Misfit::Invalid)?;
        for mut row in rows.as_array().into_iter().flatten().cloned() {
            row["id"] = renamed(&row["id"]);
            row["annex"] = json!(NEW);
            push(list, row);
        }
    }
    push(list_mut(document, "/plan/annexes").ok_or(Misfit::Invalid)?, annex);
    // The headers of its tables are told as its own.
    let furniture = list_mut(document, "/furniture").ok_or(Misfit::Invalid)?;
    let headers = tree(serde_json::to_value(&found.headers))?;
    let headers = headers.as_array().map_or(&[] as &[Value], Vec::as_slice);
    let is_told = |it: &Value| headers.iter().any(|header| span_of(header) == span_of(it));
    let is_inside = |it: &Value| span_of(it).is_some_and(|span| place[0] <= span[0] && span[1] <= place[1]);
    furniture.retain(|it| !(is_told(it) || it["kind"] == "table_header" && is_inside(it)));
    for header in headers {
        push(furniture, header.clone());
    }
    Ok(())
}

/// Puts a part behind the last that begins no later.
fn push(list: &mut Vec<Value>, it: Value) {
    let start = span_of(&it).map_or(0, |span| span[0]);
    let at = list.iter().rposition(|other| span_of(other).is_some_and(|span| span[0] <= start));
    list.insert(at.map_or(0, |at| at + 1), it);
}
