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

use std::collections::HashMap;

use self::body::{Line, Notes, Story};
use self::numbering::Numbering;
use self::package::Package;
use self::styles::Styles;
use crate::error::Fault;
use crate::evidence::{LineFacts, LineRole, Rendition};
use crate::model::FurnitureKind;

/// Reads a Word file.
pub(super) fn read(bytes: &[u8]) -> Result<Rendition, Fault> {
    let mut package = Package::open(bytes)?;
    let main = package.main_part()?;
    let relations = package.relations_of(&main)?;
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
    let document = package.read(&main)?;
    let story = Story::new(&styles, numbering, notes);
    let lines = story.read(&document, &main)?;
    let mut rendition = Rendition::default();
    push_edges(&mut package, &relations, "header", &styles, &mut rendition)?;
    for line in lines {
        push(&mut rendition, &line);
    }
    push_edges(&mut package, &relations, "footer", &styles, &mut rendition)?;
    Ok(rendition)
}

fn push(rendition: &mut Rendition, line: &Line) {
    let facts = LineFacts {
        role: line.role,
        heading: line.heading,
        strong: line.is_strong,
        page: 0,
        table: line.table,
        frame: line.frame,
        is_header: line.is_header,
    };
    rendition.push(&line.text, facts);
}

/// Adds what stands at the head or the foot of pages, each text once.
fn push_edges(
    package: &mut Package<'_>,
    relations: &[package::Relation],
    kind: &str,
    styles: &Styles,
    rendition: &mut Rendition,
) -> Result<(), Fault> {
    let mut seen: Vec<String> = Vec::new();
    for relation in relations.iter().filter(|relation| relation.kind == kind) {
        let Some(xml) = package.read_optional(&relation.target)? else { continue };
        let story = Story::new(styles, Numbering::default(), Notes::new());
        for line in story.read(&xml, &relation.target)? {
            let text = line.text.replace('\t', " ").trim().to_owned();
            if text.is_empty() || seen.contains(&text) {
                continue;
            }
            let is_number = text.chars().all(|c| !c.is_alphabetic() || "第页共".contains(c));
            let furniture = if is_number { FurnitureKind::PageNumber } else { FurnitureKind::RunningHead };
            let facts = LineFacts { role: LineRole::Furniture(furniture), ..LineFacts::default() };
            rendition.push(&text, facts);
            seen.push(text);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
