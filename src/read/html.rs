//! Web pages: whole pages and fragments of them.
//!
//! The tokenizer is `html5gum`; everything that concerns blocks is here. `dom`
//! makes a tree of the tags, `lines` goes through it and writes one line for each
//! paragraph and row, `table` lays out merged cells, `content` finds the
//! document's own text among all that a site prints around it, and `index` reads
//! the table of metadata. Nothing visible is lost: what is no part of the
//! document becomes furniture.

mod attributes;
mod content;
mod dom;
mod edges;
mod foreign;
mod index;
mod lines;
mod mixed;
mod names;
mod style;
mod table;
mod tag;
mod tree;
mod words;

use self::content::Place;
use self::lines::{Line, Shape};
use super::attached::is_attached;
use super::wrapped::{idle_depths, looks_wrapped};
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Fault;
use crate::evidence::{Attachment, LineFacts, LineRole, Rendition};
use crate::model::FurnitureKind;
use crate::span::SourceSpan;

/// Reads a page.
///
/// # Errors
///
/// [`Fault::Framed`] for a page without a document that shows others in frames, and
/// [`Fault::NoDocument`] for one that has only what sites print around documents.
pub(super) fn read(page: &str) -> Result<Rendition, Fault> {
    if mixed::is_mixed(page) {
        return Ok(mixed::read(page));
    }
    let tree = dom::read_tree(page);
    let found = lines::read_lines(&tree);
    let index = index::find(&found);
    let places = content::select(&tree, &found, &index);
    if !tree.frames.is_empty() && !edges::has_body(&found, &places) {
        return Err(Fault::Framed { target: tree.frames.join("、") });
    }
    if !places.is_empty() && !places.contains(&Place::Text) {
        return Err(Fault::NoDocument);
    }
    let head = edges::missing_title(&tree.title, &found, &places);
    let is_content = |at: usize| places[at] == Place::Text;
    let paragraphs =
        || (0..found.lines.len()).filter(|at| is_content(*at) && found.lines[*at].shape == Shape::Paragraph);
    let is_wrapped = looks_wrapped(paragraphs().map(|at| found.text(at)));
    let idle = idle_depths(paragraphs().map(|at| (found.lines[at].heading, found.text(at))));
    let mut rendition = Rendition::default();
    let mut starts = Vec::with_capacity(found.lines.len());
    for (at, line) in found.lines.iter().enumerate() {
        let mut facts = facts_of(line, is_wrapped);
        if idle.get(usize::from(facts.heading)) == Some(&true) {
            facts.heading = 0;
        }
        if places[at] == Place::Web {
            facts.role = LineRole::Furniture(FurnitureKind::Web);
        }
        // What only the title of the page says stands where a reader sees it first.
        if let Some((_, title)) = head.as_ref().filter(|(before, _)| *before == at) {
            rendition.push(title, LineFacts { role: LineRole::Paragraph, ..LineFacts::default() });
        }
        starts.push(rendition.push(found.text(at), facts).start);
        // A link that is a line by itself, or stands in one, to a file.
        for link in &line.links {
            let target = &tree.links[link.target as usize - 1];
            let words = SourceSpan::new(starts[at] + link.start, starts[at] + link.end);
            let text = words.of(&rendition.text).trim();
            if is_attached(target, text) {
                let base = starts[at];
                let span = SourceSpan::new(base + link.start, base + link.end);
                let text = text.to_owned();
                rendition.evidence.attachments.push(Attachment { text, target: target.clone(), span });
            }
        }
    }
    for hidden in &tree.left_out {
        let at = found.lines.partition_point(|line| line.node < hidden.node).saturating_sub(1);
        let start = starts.get(at).copied().unwrap_or_default();
        let end = start + found.lines.get(at).map_or(0, |_| found.text(at).len() as u32);
        let diagnostic = Diagnostic::new(Code::TextLeftOut, SourceSpan::new(start, end));
        rendition.diagnostics.push(diagnostic.with(&hidden.element).with(hidden.count.to_string()));
    }
    rendition.evidence.index = index
        .entries
        .iter()
        .map(|entry| {
            let base = starts[entry.line];
            let span = SourceSpan::new(base + entry.start as u32, base + entry.end as u32);
            let value = span.of(&rendition.text).to_owned();
            crate::evidence::IndexEntry { key: entry.key.to_owned(), value, span }
        })
        .collect();
    Ok(rendition)
}

/// What the page says of a line of its text.
fn facts_of(line: &Line, is_wrapped: bool) -> LineFacts {
    let role = match line.shape {
        Shape::Row => LineRole::Row,
        Shape::Broken => LineRole::Wrapped,
        Shape::Paragraph if is_wrapped && line.frame == 0 => LineRole::Wrapped,
        Shape::Paragraph | Shape::Full => LineRole::Paragraph,
    };
    let in_table = matches!(line.shape, Shape::Row | Shape::Full);
    LineFacts {
        role,
        heading: line.heading,
        strong: line.is_strong,
        table: if in_table { line.table } else { 0 },
        frame: line.frame,
        is_header: line.is_header,
        page: 0,
    }
}

#[cfg(test)]
mod tests;
