//! A stretch of the source taken out of a plan: what becomes a part of its own stands nowhere
//! else in it.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::misfit::Misfit;
use super::part::{list_mut, own_end, span_of};
use super::sight::squeeze;
use super::split::{lines, split, trimmed};
use super::text::Text;
use crate::model::ByteSpan;

/// Takes all that stands at `place` out of the plan of a document; what stands around it stays.
/// References to boxes and clauses that are gone are left to `renumber`.
pub fn sweep(text: &Text<'_>, document: &mut Value, place: ByteSpan) -> Result<(), Misfit> {
    let said = text.said(place).ok_or(Misfit::Invalid)?;
    let mut sweep = Sweep { text, place, said, ids: HashSet::new(), lifted: Vec::new() };
    let plan = document.get_mut("plan").ok_or(Misfit::Invalid)?;
    sweep.boxes(&mut plan["boxes"])?;
    for list in ["responsibilities", "indicators"] {
        sweep.rows(&mut plan[list])?;
    }
    sweep.blocks(&mut plan["preamble"])?;
    sweep.sections(&mut plan["sections"])?;
    sweep.annexes(&mut plan["annexes"])?;
    let lifted = std::mem::take(&mut sweep.lifted);
    if !lifted.is_empty() {
        let holder = last_before(&plan["sections"], "/plan/sections", place[0]);
        let list = holder.map_or("/plan/preamble".to_owned(), |holder| format!("{holder}/content"));
        list_mut(document, &list).ok_or(Misfit::Invalid)?.extend(lifted);
    }
    Ok(())
}

/// The innermost of the last sections that begin before `start`.
fn last_before(sections: &Value, pointer: &str, start: u32) -> Option<String> {
    let list = sections.as_array()?;
    let begins_before = |it: &Value| span_of(it).is_some_and(|span| span[0] < start);
    let at = list.iter().rposition(begins_before)?;
    let found = format!("{pointer}/{at}");
    Some(last_before(&list[at]["sections"], &format!("{found}/sections"), start).unwrap_or(found))
}

/// How a part stands to the place that is taken out.
enum Standing {
    Apart,
    Inside,
    /// It begins before the place.
    Before,
    /// It begins in the place and ends behind it.
    Behind,
}

struct Sweep<'a> {
    text: &'a Text<'a>,
    place: ByteSpan,
    /// What stands there, in normal form without white space.
    said: String,
    /// The boxes and clauses that are gone.
    ids: HashSet<String>,
    /// What a section held behind the place, whose heading is gone.
    lifted: Vec<Value>,
}

impl Sweep<'_> {
    fn standing(&self, it: &Value) -> Standing {
        let [start, end] = self.place;
        match span_of(it) {
            Some([from, to]) if from < end && to > start => match (from < start, to > end) {
                (true, _) => Standing::Before,
                (false, true) => Standing::Behind,
                (false, false) => Standing::Inside,
            },
            // What was added has no text; it goes with what it was added to.
            Some([from, to]) if from == to && start < from && from <= end => Standing::Inside,
            _ => Standing::Apart,
        }
    }

    /// Rows are there or gone.
    fn rows(&mut self, list: &mut Value) -> Result<(), Misfit> {
        let Some(items) = list.as_array_mut() else { return Ok(()) };
        let mut groups: Vec<Value> = Vec::new();
        for mut it in std::mem::take(items) {
            match self.standing(&it) {
                Standing::Apart => items.push(it),
                Standing::Inside => {
                    self.ids.extend(it["id"].as_str().map(str::to_owned));
                    let other = it["other"].as_array_mut().into_iter().flatten();
                    groups.extend(other.map(|cell| cell["text"].take()));
                    groups.push(it["category"].take());
                }
                Standing::Before | Standing::Behind => return Err(Misfit::Invalid),
            }
        }
        // A group that is printed above them goes with them, or stays with others.
        let is_left = |group: &Value| {
            let is_there = |words: &str| self.said.contains(&squeeze(words));
            group.as_str().is_none_or(is_there) || items.iter().any(|it| it["category"] == *group)
        };
        if groups.iter().all(is_left) { Ok(()) } else { Err(Misfit::Invalid) }
    }

    /// Keeps the parts of a list that stand apart, and of those that begin before the place what
    /// `before` leaves.
    fn sift(
        &mut self,
        list: &mut Value,
        before: impl Fn(&mut Self, &mut Value) -> Result<(), Misfit>,
    ) -> Result<(), Misfit> {
        let Some(items) = list.as_array_mut() else { return Ok(()) };
        for mut it in std::mem::take(items) {
            match self.standing(&it) {
                Standing::Inside => {
                    self.ids.extend(it["id"].as_str().map(str::to_owned));
                    continue;
                }
                Standing::Behind => return Err(Misfit::Invalid),
                Standing::Before => {
                    before(self, &mut it)?;
                    self.shrink(&mut it);
                }
                Standing::Apart => {}
            }
            items.push(it);
        }
        Ok(())
    }

    fn boxes(&mut self, list: &mut Value) -> Result<(), Misfit> {
        self.sift(list, |sweep, it| {
            sweep.items(&mut it["items"])?;
            sweep.blocks(&mut it["content"])
        })
    }

    fn items(&mut self, list: &mut Value) -> Result<(), Misfit> {
        self.sift(list, |sweep, it| {
            let field = if it["text"].is_string() { "text" } else { "title" };
            sweep.cut(it, field, &["items"])?;
            sweep.items(&mut it["items"])
        })
    }

    /// Blocks in the order of the source; of paragraphs a piece may stay.
    fn blocks(&mut self, list: &mut Value) -> Result<(), Misfit> {
        let Some(blocks) = list.as_array_mut() else { return Ok(()) };
        for it in std::mem::take(blocks) {
            match (self.standing(&it), it["text"].is_string()) {
                (Standing::Apart, _) => {
                    let id = it["box"].as_str().or_else(|| it["responsibility"].as_str());
                    if id.is_none_or(|id| !self.ids.contains(id)) {
                        blocks.push(it);
                    }
                }
                (Standing::Inside, _) => {}
                (_, true) => {
                    let [first, last] = span_of(&it).ok_or(Misfit::Invalid)?;
                    let place = [self.place[0].max(first), self.place[1].min(last)];
                    let pieces = split(self.text, &it, place);
                    let pieces = pieces.ok_or(Misfit::Invalid)?;
                    blocks.extend(pieces.before.into_iter().chain(pieces.after));
                }
                (_, false) => return Err(Misfit::Invalid),
            }
        }
        Ok(())
    }

    fn sections(&mut self, list: &mut Value) -> Result<(), Misfit> {
        let Some(sections) = list.as_array_mut() else { return Ok(()) };
        for mut it in std::mem::take(sections) {
            let standing = self.standing(&it);
            match standing {
                Standing::Before => self.cut(&mut it, "title", &["content", "sections"])?,
                Standing::Behind if self.goes_beyond(&it) => return Err(Misfit::Invalid),
                _ => {}
            }
            if !matches!(standing, Standing::Apart) {
                self.blocks(&mut it["content"])?;
                self.sections(&mut it["sections"])?;
            }
            if let Standing::Inside | Standing::Behind = standing {
                let mut held = |field: &str| it[field].as_array_mut().map(std::mem::take).unwrap_or_default();
                self.lifted.extend(held("content"));
                sections.extend(held("sections"));
                continue;
            }
            if let Standing::Before = standing {
                self.shrink(&mut it);
            }
            sections.push(it);
        }
        Ok(())
    }

    fn annexes(&mut self, list: &mut Value) -> Result<(), Misfit> {
        self.sift(list, |sweep, it| {
            sweep.blocks(&mut it["content"])?;
            if let Some(notes) = it["notes"].as_array_mut() {
                notes.retain(|it| it.as_str().is_none_or(|it| !sweep.said.contains(&squeeze(it))));
            }
            Ok(())
        })
    }

    /// Takes the end of a text that runs into the place out of the field that has it; what stands
    /// in the lists `below` has its own place.
    fn cut(&self, it: &mut Value, field: &str, below: &[&str]) -> Result<(), Misfit> {
        let own = own_end(it, below).ok_or(Misfit::Invalid)?;
        let [start, end] = self.place;
        if own <= start {
            return Ok(());
        }
        let gone = self.text.said([start, own.min(end)]).ok_or(Misfit::Invalid)?;
        let said = it[field].as_str().unwrap_or_default();
        let kept = squeeze(said).strip_suffix(&gone).map(|kept| kept.chars().count());
        let kept = kept.filter(|_| own <= end).ok_or(Misfit::Invalid)?;
        let left = said.char_indices().filter(|(_, c)| !c.is_whitespace()).nth(kept);
        let left = left.map_or(said, |(at, _)| said[..at].trim_end()).to_owned();
        it[field] = json!((!left.is_empty()).then_some(left));
        Ok(())
    }

    /// Whether the heading of a section that begins in the place ends behind it.
    fn goes_beyond(&self, section: &Value) -> bool {
        let own = own_end(section, &["content", "sections"]).unwrap_or_default();
        let end = self.place[1];
        end < own
            && self.text.source.text().get(end as usize..own as usize).is_none_or(|it| !it.trim().is_empty())
    }

    /// Lets a part that has lost its end, end before the place.
    fn shrink(&self, it: &mut Value) {
        let Some([first, last]) = span_of(it).filter(|span| span[1] <= self.place[1]) else { return };
        let span = trimmed(self.text.source, [first, last.min(self.place[0])]);
        it["span"] = json!(span);
        it["lines"] = json!(lines(self.text.source, span));
    }
}
