//! Boxes that end elsewhere: what straddles the new end is cut there.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::make::{as_blocks, insert_item, item_of, place_of};
use super::misfit::Misfit;
use super::outline::shift;
use super::part::{list_mut, span_of};
use super::sight::squeeze;
use super::split::{block, lines, trimmed};
use super::text::Text;
use crate::layout::Manuscript;
use crate::model::ByteSpan;
use crate::scan::marker::scan_marker;

/// Lets the box at `pointer` end before `end`, an offset of the source. What leaves it is
/// text of its section; what it takes in is text, or an item where it has a label.
pub fn end_box(text: &Text<'_>, document: &mut Value, pointer: &str, end: u32) -> Result<(), Misfit> {
    // All of it, or nothing.
    let mut next = document.clone();
    let (places, apart, left, sections) = (places(document), Vec::new(), Vec::new(), Vec::new());
    let mut ending = Ending { text, manuscript: None, end, places, apart, left, sections };
    ending.end_box(&mut next, pointer)?;
    *document = next;
    Ok(())
}

/// Where boxes and clauses stand, by their ids.
fn places(document: &Value) -> HashMap<String, ByteSpan> {
    let lists = ["boxes", "responsibilities"].map(|name| document["plan"][name].as_array());
    let parts = lists.into_iter().flatten().flatten();
    parts.filter_map(|it| Some((it["id"].as_str()?.to_owned(), span_of(it)?))).collect()
}

struct Ending<'a> {
    text: &'a Text<'a>,
    /// The text as paragraphs, parted where something was cut.
    manuscript: Option<Manuscript>,
    /// Where the box ends.
    end: u32,
    places: HashMap<String, ByteSpan>,
    /// Where the blocks of the box stand: clauses and tables of its items are among them, and no
    /// words of these.
    apart: Vec<ByteSpan>,
    /// What stands behind the end: items and blocks.
    left: Vec<Value>,
    /// Sections behind the end whose headings were below those that the box takes in.
    sections: Vec<Value>,
}

impl Ending<'_> {
    fn end_box(&mut self, document: &mut Value, pointer: &str) -> Result<(), Misfit> {
        let mut held = document.pointer(pointer).cloned().ok_or(Misfit::Invalid)?;
        let [start, old] = span_of(&held).ok_or(Misfit::Invalid)?;
        if self.end <= start {
            return Err(Misfit::Invalid);
        }
        let between = [self.end.min(old), self.end.max(old)];
        if self.text.said(between).is_some_and(|said| said.is_empty()) {
            return Err(Misfit::AlreadySo);
        }
        let (list, at) = place_of(document, &held["id"]).ok_or(Misfit::Invalid)?;
        let mut end = self.end;
        if self.end < old {
            let blocks = held["content"].as_array().into_iter().flatten();
            self.apart = blocks.filter_map(|it| self.place(it)).collect();
            for field in ["items", "content"] {
                self.leave(&mut held[field])?;
            }
            *document.pointer_mut(pointer).ok_or(Misfit::Invalid)? = held;
        } else {
            end = self.take_in(document, pointer, (&list, at))?.max(old);
            // What stands elsewhere cannot be reached from here.
            let is_all = self.end as usize >= self.text.source.text().len();
            if !is_all && begins_in(&document["plan"]["sections"], end, self.end) {
                return Err(Misfit::Invalid);
            }
        }
        for it in std::mem::take(&mut self.left) {
            for block in as_blocks(self.text.source, &it) {
                self.part_block(block);
            }
        }
        let mut blocks = std::mem::take(&mut self.left);
        blocks.sort_by_key(|it| self.place(it).map(|span| span[0]));
        list_mut(document, &list).ok_or(Misfit::Invalid)?.splice(at + 1..=at, blocks);
        if let Some(holder) = list.strip_suffix("/content").filter(|_| !self.sections.is_empty()) {
            let sections = list_mut(document, &format!("{holder}/sections")).ok_or(Misfit::Invalid)?;
            sections.splice(..0, self.sections.drain(..));
        }
        let held = document.pointer_mut(pointer).ok_or(Misfit::Invalid)?;
        let span = trimmed(self.text.source, [start, end]);
        held["span"] = json!(span);
        held["lines"] = json!(lines(self.text.source, span));
        Ok(())
    }

    /// Where a part stands, or what is referred to.
    fn place(&self, it: &Value) -> Option<ByteSpan> {
        let id = it["box"].as_str().or_else(|| it["responsibility"].as_str());
        span_of(it).or_else(|| self.places.get(id?).copied())
    }

    fn is_inside(&self, it: &Value) -> bool {
        self.place(it).is_some_and(|span| span[0] < self.end)
    }

    /// Takes what begins behind the end out of a list, out of groups as well, and cuts what
    /// straddles it.
    fn leave(&mut self, list: &mut Value) -> Result<(), Misfit> {
        let Some(items) = list.as_array_mut() else { return Ok(()) };
        for mut it in std::mem::take(items) {
            match self.place(&it) {
                Some([start, _]) if start >= self.end => self.left.push(it),
                Some([_, stop]) if stop > self.end => {
                    self.cut_part(&mut it)?;
                    items.push(it);
                }
                _ => items.push(it),
            }
        }
        Ok(())
    }

    /// Cuts an item or a paragraph at the end.
    fn cut_part(&mut self, it: &mut Value) -> Result<(), Misfit> {
        let [_, stop] = span_of(it).ok_or(Misfit::Invalid)?;
        let is_item = it.get("type").is_none();
        if !is_item && it["type"] != "paragraph" {
            return Err(Misfit::Invalid);
        }
        let below = it["items"].as_array().into_iter().flatten();
        let until = below.filter_map(span_of).map(|span| span[0]).min().unwrap_or(stop);
        if let Some(below) = it.get_mut("items") {
            self.leave(below)?;
        }
        if until > self.end {
            let apart = if is_item { self.apart.clone() } else { Vec::new() };
            let words = self.cut(it["text"].as_str().unwrap_or_default(), [self.end, until], &apart)?;
            it["text"] = if is_item && words.is_empty() { Value::Null } else { json!(words) };
        }
        self.clip(it);
        Ok(())
    }

    /// Lets a block that has left the box stand in pieces around what stands in the midst of it.
    fn part_block(&mut self, mut block: Value) {
        let [start, stop] = self.place(&block).unwrap_or_default();
        let is_inside = |it: &&ByteSpan| start < it[0] && it[1] <= stop;
        let apart: Vec<ByteSpan> = self.apart.iter().filter(is_inside).copied().collect();
        let first = apart.iter().map(|it| it[0]).min();
        if let (Some(first), Some(words)) = (first, block["text"].as_str())
            && let Ok(words) = self.cut(words, [first, stop], &apart)
        {
            block = self::block(self.text.source, &words, [start, first]);
        }
        self.left.push(block);
    }

    /// What of the words of a part stands before `from`; the paragraphs behind it, up to `until`,
    /// have left. What stands `apart` has its own place, with the mark behind it.
    fn cut(&mut self, words: &str, [from, until]: ByteSpan, apart: &[ByteSpan]) -> Result<String, Misfit> {
        let text = self.text;
        let manuscript = self.manuscript.get_or_insert_with(|| text.manuscript().clone());
        for at in apart.as_flattened().iter().copied().chain([from, until]) {
            manuscript.part(at);
        }
        let squeezed = squeeze(words);
        let mut kept = squeezed.as_str();
        let mut left = Vec::new();
        for paragraph in manuscript.paragraphs.iter().rev().filter(|it| it.is_content()) {
            let place = manuscript.source(paragraph.span);
            let is_apart = apart.iter().any(|[start, end]| (*start..*end).contains(&place.start));
            if !(from..until).contains(&place.start) || is_apart {
                continue;
            }
            let said = manuscript.str(paragraph).trim();
            match kept.strip_suffix(squeeze(said).as_str()) {
                Some(before) => kept = before,
                None if apart.iter().any(|[_, end]| *end == place.start) && is_mark(said) => continue,
                // A title is not cut.
                None => return Err(Misfit::Invalid),
            }
            left.push(block(text.source, said, [place.start, place.end]));
        }
        self.left.append(&mut left);
        let count = kept.chars().count();
        let mut printed = words.char_indices().filter(|(_, c)| !c.is_whitespace());
        let at = printed.nth(count).map_or(words.len(), |(at, _)| at);
        Ok(words[..at].trim().to_owned())
    }

    /// Lets a part end no later than the box.
    fn clip(&self, it: &mut Value) {
        if let Some([start, _]) = span_of(it).filter(|[_, stop]| *stop > self.end) {
            let span = trimmed(self.text.source, [start, self.end]);
            it["span"] = json!(span);
            it["lines"] = json!(lines(self.text.source, span));
        }
    }

    /// Takes what follows a box in its section into the box; where the last of it ends.
    fn take_in(
        &mut self,
        document: &mut Value,
        pointer: &str,
        (list, at): (&str, usize),
    ) -> Result<u32, Misfit> {
        let content = list_mut(document, list).ok_or(Misfit::Invalid)?;
        let count = content[at + 1..].iter().take_while(|it| self.is_inside(it)).count();
        let reaches_end = at + 1 + count == content.len();
        let mut blocks = content.drain(at + 1..at + 1 + count).collect::<Value>();
        self.leave(&mut blocks)?;
        // Behind the text of the section come those below it.
        let mut sections = Vec::new();
        if let Some(holder) = list.strip_suffix("/content").filter(|_| reaches_end) {
            let below = list_mut(document, &format!("{holder}/sections")).ok_or(Misfit::Invalid)?;
            let count = below.iter().take_while(|it| self.is_inside(it)).count();
            sections.extend(below.drain(..count));
        }
        for section in &mut sections {
            let level = section["level"].as_i64().unwrap_or(1);
            self.part_section(section, level)?;
        }
        let blocks = blocks.as_array().map_or(&[] as &[Value], Vec::as_slice);
        let taken = || blocks.iter().chain(&sections);
        let end = taken().filter_map(|it| self.place(it)).map(|span| span[1].min(self.end)).max();
        let end = end.filter(|_| !taken().any(has_box)).ok_or(Misfit::Invalid)?;
        for it in blocks {
            if let Some(words) = it["text"].as_str().filter(|text| scan_marker(text).is_some()) {
                let span = span_of(it).unwrap_or_default();
                insert_item(document, pointer, item_of(self.text.source, words, None, span))?;
            } else {
                let content = list_mut(document, &format!("{pointer}/content"));
                content.ok_or(Misfit::Invalid)?.push(it.clone());
            }
        }
        for it in sections {
            let mut rest = Vec::new();
            let item = section_item(it, &mut rest);
            insert_item(document, pointer, item)?;
            list_mut(document, &format!("{pointer}/content")).ok_or(Misfit::Invalid)?.extend(rest);
        }
        Ok(end)
    }

    /// Takes what stands behind the end out of a section; what has a heading of its own is a
    /// section at `level`.
    fn part_section(&mut self, section: &mut Value, level: i64) -> Result<(), Misfit> {
        self.leave(&mut section["content"])?;
        let below = section["sections"].as_array_mut().map(std::mem::take).unwrap_or_default();
        for mut it in below {
            if self.is_inside(&it) {
                self.part_section(&mut it, level)?;
                section["sections"].as_array_mut().ok_or(Misfit::Invalid)?.push(it);
            } else {
                let by = level - it["level"].as_i64().unwrap_or(level);
                shift(&mut it, by);
                self.sections.push(it);
            }
        }
        self.clip(section);
        Ok(())
    }
}

/// Whether a text is the mark behind a clause, which nothing keeps.
fn is_mark(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '。' | '；' | '，' | '、'))
}

/// Whether one of the sections begins from `start` up to `end`.
fn begins_in(sections: &Value, start: u32, end: u32) -> bool {
    let mut sections = sections.as_array().into_iter().flatten();
    sections.any(|it| {
        span_of(it).is_some_and(|span| (start..end).contains(&span[0]))
            || begins_in(&it["sections"], start, end)
    })
}

/// Whether a block or a section holds a box, which no box does.
fn has_box(it: &Value) -> bool {
    let lists = ["content", "sections"].map(|name| it[name].as_array());
    it["type"] == "box" || lists.into_iter().flatten().flatten().any(has_box)
}

/// A section as an item; what an item cannot hold goes to `rest`.
fn section_item(mut section: Value, rest: &mut Vec<Value>) -> Value {
    let mut words = String::new();
    for block in section["content"].as_array_mut().into_iter().flatten() {
        match block["text"].as_str() {
            Some(text) => {
                // As the paragraphs of an item are read.
                if !words.is_empty() {
                    words.push('\n');
                }
                words.push_str(text);
            }
            None => rest.push(block.take()),
        }
    }
    let below = section["sections"].take();
    let below = if let Value::Array(below) = below { below } else { Vec::new() };
    let items: Vec<Value> = below.into_iter().map(|it| section_item(it, rest)).collect();
    json!({
        "label": section["label"], "title": section["title"],
        "text": (!words.is_empty()).then_some(words), "items": items,
        "lines": section["lines"], "span": section["span"],
    })
}
