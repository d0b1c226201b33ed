//! Ids by position, and what refers to them, after the shape of a model has changed.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::part::span_of;
use crate::model::ByteSpan;

/// Old ids and new ones, by what has them.
type Ids = HashMap<String, String>;

/// Gives every part the id of its place and brings references into line. Parts that are new
/// may have any id that is nobody else's.
pub fn renumber(document: &mut Value) {
    let Some(plan) = document.get_mut("plan") else { return };
    let mut sections = Ids::new();
    if let Some(list) = plan["sections"].as_array_mut() {
        number_sections(list, "", &mut sections);
    }
    let boxes = number(plan, "boxes", "box");
    number(plan, "indicators", "ind");
    let clauses = number(plan, "responsibilities", "resp");
    let annexes = number(plan, "annexes", "annex");
    // What the text refers to stands where it does so.
    let mut places = Places { boxes: &boxes, clauses: &clauses, found: HashMap::new() };
    places.visit_all(&mut plan["preamble"], None);
    visit_sections(&mut plan["sections"], &mut places);
    for annex in plan["annexes"].as_array_mut().into_iter().flatten() {
        places.visit_all(&mut annex["content"], None);
        let tasks = annex["tasks"].as_array().cloned().unwrap_or_default();
        let tasks = tasks.iter().filter_map(|id| id.as_str().and_then(|id| clauses.get(id)));
        let mut tasks: Vec<&String> = tasks.collect();
        // In the order of the list, which is that of their numbers.
        tasks.sort_by_key(|id| (id.len(), *id));
        annex["tasks"] = json!(tasks);
    }
    let holders: Vec<Option<String>> = plan["boxes"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|it| places.found.get(it["id"].as_str().unwrap_or_default()).cloned().flatten())
        .collect();
    for (holder, it) in holders.iter().zip(plan["boxes"].as_array_mut().into_iter().flatten()) {
        it["section"] = json!(holder);
        places.visit_all(&mut it["content"], holder.as_deref());
    }
    for it in plan["responsibilities"].as_array_mut().into_iter().flatten() {
        let id = it["id"].as_str().unwrap_or_default();
        match places.found.get(id) {
            Some(section) if it["annex"].is_null() => it["section"] = json!(section),
            _ => refer(it, "section", &sections),
        }
        refer(it, "annex", &annexes);
    }
    for it in plan["indicators"].as_array_mut().into_iter().flatten() {
        refer(it, "box", &boxes);
        refer(it, "annex", &annexes);
        let number = it["box"].as_str().and_then(|id| id.strip_prefix("box-")?.parse::<usize>().ok());
        match number.and_then(|number| holders.get(number.checked_sub(1)?)) {
            Some(holder) => it["section"] = json!(holder),
            None => refer(it, "section", &sections),
        }
    }
    for entry in plan["toc"].as_array_mut().into_iter().flatten() {
        refer(entry, "section", &sections);
    }
}

fn number_sections(list: &mut [Value], above: &str, ids: &mut Ids) {
    for (at, section) in list.iter_mut().enumerate() {
        let id = if above.is_empty() { (at + 1).to_string() } else { format!("{above}.{}", at + 1) };
        if let Some(old) = section["id"].as_str() {
            ids.insert(old.to_owned(), id.clone());
        }
        section["id"] = json!(id);
        if let Some(list) = section["sections"].as_array_mut() {
            number_sections(list, &id, ids);
        }
    }
}

fn number(plan: &mut Value, list: &str, prefix: &str) -> Ids {
    let mut ids = Ids::new();
    for (at, it) in plan[list].as_array_mut().into_iter().flatten().enumerate() {
        let id = format!("{prefix}-{}", at + 1);
        if let Some(old) = it["id"].as_str() {
            ids.insert(old.to_owned(), id.clone());
        }
        it["id"] = json!(id);
    }
    ids
}

/// Lets parts that were moved stand at the lines of their new place: lists are in the order
/// of the source. As few as can be give up their own, which are returned.
pub fn settle_order(document: &mut Value) -> Vec<(String, ByteSpan)> {
    fn settle_items(list: &mut Value, pointer: &str, given_up: &mut Vec<(String, ByteSpan)>) {
        settle_list(list, pointer, given_up);
        for (at, item) in list.as_array_mut().into_iter().flatten().enumerate() {
            settle_items(&mut item["items"], &format!("{pointer}/{at}/items"), given_up);
        }
    }
    let mut given_up = Vec::new();
    let Some(plan) = document.get_mut("plan") else { return given_up };
    for list in ["toc", "indicators", "responsibilities"] {
        settle_list(&mut plan[list], &format!("/plan/{list}"), &mut given_up);
    }
    for (at, held) in plan["boxes"].as_array_mut().into_iter().flatten().enumerate() {
        settle_items(&mut held["items"], &format!("/plan/boxes/{at}/items"), &mut given_up);
    }
    given_up
}

fn settle_list(list: &mut Value, pointer: &str, given_up: &mut Vec<(String, ByteSpan)>) {
    let Some(list) = list.as_array_mut() else { return };
    let starts: Vec<u64> = list.iter().map(|it| it["lines"][0].as_u64().unwrap_or(0)).collect();
    if starts.is_sorted() {
        return;
    }
    let kept = longest_rise(&starts);
    let mut place = kept.first().copied().unwrap_or(0);
    let mut rest = kept.iter().copied().peekable();
    for at in 0..list.len() {
        if rest.next_if_eq(&at).is_some() {
            place = at;
        } else {
            given_up.extend(span_of(&list[at]).map(|span| (format!("{pointer}/{at}"), span)));
            for field in ["lines", "span"] {
                list[at][field] = list[place][field].clone();
            }
        }
    }
}

/// The places of the most numbers that do not fall.
fn longest_rise(numbers: &[u64]) -> Vec<usize> {
    // The place where the best rise of each length ends, and what stands before each place.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] <= *number);
        before.push(length.checked_sub(1).map(|last| ends[last]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut rise: Vec<usize> = std::iter::successors(ends.last().copied(), |at| before[*at]).collect();
    rise.reverse();
    rise
}

/// Renames a reference; one to what is gone leads nowhere.
fn refer(part: &mut Value, field: &str, ids: &Ids) {
    let new = part[field].as_str().and_then(|id| ids.get(id)).cloned();
    part[field] = json!(new);
}

/// Where boxes and clauses are referred to.
struct Places<'a> {
    boxes: &'a Ids,
    clauses: &'a Ids,
    /// The section of each.
    found: HashMap<String, Option<String>>,
}

impl Places<'_> {
    /// Renames the references of a list of blocks and drops those that lead nowhere.
    fn visit_all(&mut self, blocks: &mut Value, section: Option<&str>) {
        let Some(list) = blocks.as_array_mut() else { return };
        list.retain_mut(|block| {
            let (field, ids) = match block["type"].as_str() {
                Some("box") => ("box", self.boxes),
                Some("responsibility") => ("responsibility", self.clauses),
                _ => return true,
            };
            let Some(id) = block[field].as_str().and_then(|id| ids.get(id)) else { return false };
            block[field] = json!(id);
            self.found.insert(id.clone(), section.map(str::to_owned));
            true
        });
    }
}

fn visit_sections(sections: &mut Value, places: &mut Places<'_>) {
    for section in sections.as_array_mut().into_iter().flatten() {
        let id = section["id"].as_str().map(str::to_owned);
        places.visit_all(&mut section["content"], id.as_deref());
        visit_sections(&mut section["sections"], places);
    }
}

/// An id that no part has, for one that is new.
pub fn fresh(document: &Value) -> String {
    let used: HashSet<&str> = ["boxes", "indicators", "responsibilities"]
        .iter()
        .filter_map(|list| document["plan"][*list].as_array())
        .flatten()
        .filter_map(|it| it["id"].as_str())
        .collect();
    let mut at = used.len();
    loop {
        let id = format!("new-{at}");
        if !used.contains(&*id) {
            return id;
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_moved_gives_up_its_lines_and_no_other() {
        let list = |lines: &[u32]| -> Value {
            lines.iter().map(|line| json!({ "lines": [line, line], "span": [line, line] })).collect()
        };
        for (before, after) in [
            (&[1, 2, 3][..], &[1, 2, 3][..]),
            (&[9, 1, 2, 3], &[1, 1, 2, 3]),
            (&[1, 3, 4, 2], &[1, 3, 4, 4]),
            (&[2, 1], &[1, 1]),
            (&[], &[]),
        ] {
            let mut moved = list(before);
            settle_list(&mut moved, "", &mut Vec::new());
            assert_eq!(moved, list(after));
        }
    }
}
