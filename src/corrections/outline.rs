//! Headings one level up or down, and what is no heading after all.

use serde_json::{Value, json};

use super::misfit::Misfit;
use super::part::{above, holder, list_mut, span_of};
use super::sight::squeeze;
use super::split::block;
use super::text::Text;

/// Lets a section end where the last of what it holds does, and all above it as well.
pub fn settle_ends(sections: &mut Value) -> Option<(u32, u32)> {
    let mut last = None;
    for section in sections.as_array_mut().into_iter().flatten() {
        let content = section["content"].as_array().and_then(|list| {
            list.iter()
                .filter_map(|block| Some((span_of(block)?[1], block["lines"][1].as_u64()? as u32)))
                .max()
        });
        let below = settle_ends(&mut section["sections"]);
        let own =
            span_of(section).zip(section["lines"][1].as_u64()).map(|(span, line)| (span[1], line as u32));
        let end = [content, below, own].into_iter().flatten().max();
        if let Some((offset, line)) = end.filter(|_| own.is_some()) {
            section["span"][1] = json!(offset);
            section["lines"][1] = json!(line);
        }
        last = last.max(end);
    }
    last
}

/// Adds `by` to the level of a section and of all below it.
pub fn shift(section: &mut Value, by: i64) {
    let level = section["level"].as_i64().unwrap_or(1);
    section["level"] = json!((level + by).clamp(1, 12));
    for below in section["sections"].as_array_mut().into_iter().flatten() {
        shift(below, by);
    }
}

/// The level of a section as it was read, changed by what was done to it alone and not to those
/// above it. It is gone when all changes have been applied.
pub const OWN_LEVEL: &str = "\u{0}level";

/// Gives every section that has none its own level.
pub fn stamp(sections: &mut Value) {
    for section in sections.as_array_mut().into_iter().flatten() {
        if section.get(OWN_LEVEL).is_none() {
            section[OWN_LEVEL] = section["level"].clone();
        }
        stamp(&mut section["sections"]);
    }
}

/// Whether a section still has the level from which a change wants it to go `by` more, where the
/// change says from which.
pub fn starts_from(section: &Value, old: &Value, by: i64) -> Result<(), Misfit> {
    let Some(old) = old.as_i64() else { return Ok(()) };
    match section[OWN_LEVEL].as_i64() {
        Some(now) if now == old => Ok(()),
        Some(now) if now == old + by => Err(Misfit::AlreadySo),
        now => Err(Misfit::Outdated(json!(now))),
    }
}

/// Where sections stand that have another level than their own, and that.
pub fn own_levels(sections: &Value, found: &mut Vec<(u32, i64)>) {
    for section in sections.as_array().into_iter().flatten() {
        let own = section.get(OWN_LEVEL).filter(|own| **own != section["level"]);
        found.extend(own.and_then(Value::as_i64).and_then(|own| Some((span_of(section)?[0], own))));
        own_levels(&section["sections"], found);
    }
}

/// Adds `by` to the level of a section, to its own as well, and to those below it.
fn change_level(section: &mut Value, by: i64) {
    shift(section, by);
    if let Some(own) = section.get_mut(OWN_LEVEL) {
        *own = json!(own.as_i64().unwrap_or(1) + by);
    }
}

/// One level up: the section stands behind the one that held it, and takes along what
/// followed it there.
pub fn raise(document: &mut Value, pointer: &str) -> Result<(), Misfit> {
    let parent = above(pointer, "sections").ok_or(Misfit::Invalid)?.to_owned();
    let (list, at) = holder(pointer).ok_or(Misfit::Invalid)?;
    let siblings = list_mut(document, list).ok_or(Misfit::Invalid)?;
    let following = siblings.split_off(at + 1);
    let mut section = siblings.pop().ok_or(Misfit::Invalid)?;
    change_level(&mut section, -1);
    if let Some(below) = section["sections"].as_array_mut() {
        below.extend(following);
    }
    shrink(document, &parent, &section);
    let (list, at) = holder(&parent).ok_or(Misfit::Invalid)?;
    list_mut(document, list).ok_or(Misfit::Invalid)?.insert(at + 1, section);
    Ok(())
}

/// Lets a section end before the one that has left it.
fn shrink(document: &mut Value, pointer: &str, gone: &Value) {
    let Some(section) = document.pointer_mut(pointer) else { return };
    let (Some([start, end]), Some([first, _])) = (span_of(section), span_of(gone)) else { return };
    if first < end {
        section["span"] = json!([start, first.max(start)]);
        let (from, line) =
            (section["lines"][0].as_u64().unwrap_or(1), gone["lines"][0].as_u64().unwrap_or(1));
        section["lines"][1] = json!(line.saturating_sub(1).max(from));
    }
}

/// One level down: the section is the last one below the section before it.
pub fn lower(document: &mut Value, pointer: &str) -> Result<(), Misfit> {
    let (list, at) = holder(pointer).ok_or(Misfit::Invalid)?;
    let siblings = list_mut(document, list).ok_or(Misfit::Invalid)?;
    if at == 0 || at >= siblings.len() {
        return Err(Misfit::Invalid);
    }
    let mut section = siblings.remove(at);
    change_level(&mut section, 1);
    let before = siblings[at - 1]["sections"].as_array_mut().ok_or(Misfit::Invalid)?;
    before.push(section);
    Ok(())
}

/// No heading after all: what it said is a paragraph of what stands before it, and what it
/// held follows.
pub fn dissolve(text: &Text<'_>, document: &mut Value, pointer: &str) -> Result<(), Misfit> {
    let (list, at) = holder(pointer).ok_or(Misfit::Invalid)?;
    let siblings = list_mut(document, list).ok_or(Misfit::Invalid)?;
    if at >= siblings.len() {
        return Err(Misfit::Invalid);
    }
    let mut section = siblings.remove(at);
    let [start, end] = span_of(&section).ok_or(Misfit::Invalid)?;
    let words = [&section["label"], &section["title"]].map(|it| it.as_str().unwrap_or_default());
    let mut words = words.concat();
    let behind = section["content"]
        .as_array()
        .into_iter()
        .flatten()
        .chain(section["sections"].as_array().into_iter().flatten());
    let until = behind.filter_map(span_of).map(|span| span[0]).min().unwrap_or(end);
    let mut blocks = Vec::new();
    // A title has no mark at its end.
    let said = text.said([start, until.max(start)]).unwrap_or_default();
    let mark = said.strip_prefix(&squeeze(&words)).filter(|rest| matches!(*rest, "。" | "：" | ":"));
    words.push_str(mark.unwrap_or_default());
    if !words.is_empty() {
        blocks.push(block(text.source, &words, [start, until.max(start)]));
    }
    if let Value::Array(content) = section["content"].take() {
        blocks.extend(content);
    }
    let below = section["sections"].take();
    let below = if let Value::Array(below) = below { below } else { Vec::new() };
    // Text goes to the last section before it, sections to where it stood itself.
    let (list, _) = holder(pointer).ok_or(Misfit::Invalid)?;
    let target = if at == 0 {
        above(pointer, "sections").map_or("/plan/preamble".to_owned(), |it| format!("{it}/content"))
    } else {
        let mut last = format!("{list}/{}", at - 1);
        while let Some(count) = document
            .pointer(&format!("{last}/sections"))
            .and_then(Value::as_array)
            .map(Vec::len)
            .filter(|count| *count > 0)
        {
            last = format!("{last}/sections/{}", count - 1);
        }
        format!("{last}/content")
    };
    list_mut(document, &target).ok_or(Misfit::Invalid)?.extend(blocks);
    let siblings = list_mut(document, list).ok_or(Misfit::Invalid)?;
    siblings.splice(at..at, below);
    Ok(())
}
