//! Word files (Office Open XML): a ZIP archive of XML parts.
//!
//! `package` opens the archive within bounds, `xml` walks through a part,
//! `styles` and `numbering` know what Word computes, `body` writes the lines of a
//! story, `table` lays out merged cells. Numbers that Word computes are part of
//! the text. Tracked changes are read as accepted. Nothing outside the archive is
//! ever opened, and no archive inside it.

mod body;
mod numbering;
mod package;
mod styles;
mod table;
mod xml;

use std::collections::{HashMap, HashSet};

use self::body::{Chunks, Line, Notes, Story, Targets};
use self::numbering::Numbering;
use self::package::Package;
use self::styles::Styles;
use super::attached::is_attached;
use super::wrapped::looks_wrapped;
use crate::error::Fault;
use crate::evidence::{Attachment, IndexEntry, LineFacts, LineRole, Rendition};
use crate::model::FurnitureKind;
use crate::normalize::normal_text;
use crate::scan::is_longer_than;
use crate::scan::metadata::{Pair, is_sure, read_cells};
use crate::span::SourceSpan;

/// A table with fewer keys is no index.
const MIN_KEYS: usize = 3;

/// A frame that lays a document out holds at least so many paragraphs.
const MIN_LAYOUT: usize = 20;

/// Reads a Word file.
pub(super) fn read(bytes: &[u8]) -> Result<Rendition, Fault> {
    let mut package = Package::open(bytes)?;
    let main = package.main_part()?;
    let (relations, targets) = package.relations_of(&main)?;
    let part = |package: &mut Package<'_>, kind: &str| match relations.iter().find(|found| found.kind == kind)
    {
        Some(found) => package.read_optional(&found.target),
        None => Ok(None),
    };
    let styles = match part(&mut package, "styles")? {
        Some(xml) => Styles::read(&xml)?,
        None => Styles::default(),
    };
    let numbering = match part(&mut package, "numbering")? {
        Some(xml) => Numbering::read(&xml)?,
        None => Numbering::default(),
    };
    let mut notes: Notes = HashMap::new();
    for (kind, prefix) in [("footnotes", 'f'), ("endnotes", 'e')] {
        if let Some(xml) = part(&mut package, kind)? {
            body::read_notes(&xml, prefix, &styles, &mut notes)?;
        }
    }
    let chunks = read_chunks(&mut package, &relations)?;
    let document = package.read(&main)?;
    let story = Story::new(&styles, numbering, notes, &targets).with_chunks(chunks);
    let mut lines = story.read(&document, &main)?;
    open_layout(&mut lines);
    let is_text = |line: &&Line| line.role == LineRole::Paragraph && line.frame == 0 && line.table == 0;
    if looks_wrapped(lines.iter().filter(is_text).map(|line| line.text.as_str())) {
        // Copied out of a page-oriented file, a paragraph for each printed line.
        for line in lines.iter_mut().filter(|line| is_text(&&**line)) {
            line.role = LineRole::Wrapped;
        }
    }
    let mut rendition = Rendition::default();
    push_edges(&mut package, &relations, "header", &styles, &mut rendition)?;
    let index = index_tables(&lines);
    for line in lines {
        push(&mut rendition, &line, index.contains(&line.table));
    }
    push_edges(&mut package, &relations, "footer", &styles, &mut rendition)?;
    Ok(rendition)
}

/// Files that are part of the text as they are (`w:altChunk`): web pages and texts.
fn read_chunks(package: &mut Package<'_>, relations: &[package::Relation]) -> Result<Chunks, Fault> {
    let mut chunks = Chunks::new();
    for relation in relations.iter().filter(|relation| relation.kind == "aFChunk") {
        let Some(bytes) = package.read_bytes(&relation.target)? else { continue };
        let Some((text, evidence)) = super::read_embedded(&bytes) else {
            return Err(Fault::Embedded { part: relation.target.clone() });
        };
        let mut facts = evidence.lines.into_iter();
        let lines = text
            .lines()
            .map(|text| (text, facts.next().unwrap_or_default()))
            .filter(|(text, facts)| !text.trim().is_empty() && !matches!(facts.role, LineRole::Furniture(_)))
            .map(|(text, facts)| Line {
                text: text.trim_end().to_owned(),
                role: facts.role,
                heading: facts.heading,
                is_strong: facts.strong,
                table: facts.table,
                frame: facts.frame,
                is_header: facts.is_header,
                ..Line::default()
            });
        chunks.insert(relation.id.clone(), lines.collect());
    }
    Ok(chunks)
}

/// A frame around most of a document lays it out, as tables of web pages do that
/// were copied; a box is a part of a document.
fn open_layout(lines: &mut [Line]) {
    let total: usize = lines.iter().map(|line| line.text.len()).sum();
    let mut frames: HashMap<u32, (usize, usize)> = HashMap::new();
    for line in lines.iter().filter(|line| line.frame > 0 && line.table == 0) {
        let (count, size) = frames.entry(line.frame).or_default();
        *count += 1;
        *size += line.text.len();
    }
    let layout = frames.into_iter().find(|(_, (count, size))| *count >= MIN_LAYOUT && *size * 2 > total);
    if let Some((frame, _)) = layout {
        for line in lines.iter_mut().filter(|line| line.frame == frame) {
            line.frame = line.table;
        }
    }
}

/// The tables of metadata (索引号, 发文字号 …) above the text, where a web page was
/// copied into a document.
fn index_tables(lines: &[Line]) -> HashSet<u32> {
    let is_sentence = |line: &&Line| {
        line.role != LineRole::Row && line.text.ends_with('。') && is_longer_than(&line.text, 30)
    };
    let head = lines.iter().position(|line| is_sentence(&line)).unwrap_or_default();
    let mut keys: HashMap<u32, (HashSet<&str>, bool)> = HashMap::new();
    for line in lines[..head].iter().filter(|line| line.role == LineRole::Row) {
        for pair in read_cells(&line.text, '\t', normal_text) {
            let (found, has_sure) = keys.entry(line.table).or_default();
            found.insert(pair.key);
            *has_sure |= is_sure(pair.key);
        }
    }
    let is_index =
        |(_, (found, has_sure)): &(u32, (HashSet<&str>, bool))| *has_sure && found.len() >= MIN_KEYS;
    keys.into_iter().filter(is_index).map(|(table, _)| table).collect()
}

/// Adds what a row of an index says, which stands at `place`.
fn push_entries(rendition: &mut Rendition, place: SourceSpan) {
    let pairs = read_cells(place.of(&rendition.text), '\t', normal_text);
    for Pair { key, start, end } in pairs.into_iter().filter(|pair| pair.start < pair.end) {
        let span = SourceSpan::new(place.start + start as u32, place.start + end as u32);
        let value = span.of(&rendition.text).to_owned();
        rendition.evidence.index.push(IndexEntry { key: key.to_owned(), value, span });
    }
}

fn push(rendition: &mut Rendition, line: &Line, in_index: bool) {
    if in_index && line.role == LineRole::Row {
        let role = LineRole::Furniture(FurnitureKind::Web);
        let place = rendition.push(&line.text, LineFacts { role, ..LineFacts::default() });
        push_entries(rendition, place);
        return;
    }
    let facts = LineFacts {
        role: line.role,
        heading: line.heading,
        strong: line.is_strong,
        page: 0,
        table: line.table,
        frame: line.frame,
        is_header: line.is_header,
    };
    let place = rendition.push(&line.text, facts);
    // Links come in their order: each is looked for behind the one before.
    let mut from = 0;
    for (words, target) in line.links.iter().filter(|(words, target)| is_attached(target, words)) {
        if let Some(at) = place.of(&rendition.text)[from..].find(words.as_str()) {
            let start = place.start + (from + at) as u32;
            from += at + words.len();
            let span = SourceSpan::new(start, start + words.len() as u32);
            let (text, target) = (words.clone(), target.clone());
            rendition.evidence.attachments.push(Attachment { text, target, span });
        }
    }
}

/// Adds what stands at the head or the foot of pages, each text once.
fn push_edges(
    package: &mut Package<'_>,
    relations: &[package::Relation],
    kind: &str,
    styles: &Styles,
    rendition: &mut Rendition,
) -> Result<(), Fault> {
    let mut seen: HashSet<String> = HashSet::new();
    let targets = Targets::new();
    for relation in relations.iter().filter(|relation| relation.kind == kind) {
        let Some(xml) = package.read_optional(&relation.target)? else { continue };
        let story = Story::new(styles, Numbering::default(), Notes::new(), &targets);
        for line in story.read(&xml, &relation.target)? {
            let text = line.text.replace('\t', " ").trim().to_owned();
            if text.is_empty() || seen.contains(&text) {
                continue;
            }
            let is_number = text.chars().all(|c| !c.is_alphabetic() || "第页共".contains(c));
            let furniture = if is_number { FurnitureKind::PageNumber } else { FurnitureKind::RunningHead };
            let facts = LineFacts { role: LineRole::Furniture(furniture), ..LineFacts::default() };
            rendition.push(&text, facts);
            seen.insert(text);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
