//! The texts of a model, with their lines.

use crate::model::{Block, Document, Item, Lines, Section};

/// Those in which a figure is a figure of a sentence: paragraphs and items.
pub(super) fn of(document: &Document) -> Vec<(String, Lines)> {
    collect(document, false)
}

/// The same with headings and the cells of tables.
pub(super) fn all(document: &Document) -> Vec<(String, Lines)> {
    collect(document, true)
}

fn collect(document: &Document, has_cells: bool) -> Vec<(String, Lines)> {
    let mut texts = Texts { has_cells, found: Vec::new() };
    let plan = &document.plan;
    for paragraph in document.notice.iter().flat_map(|notice| &notice.body) {
        texts.found.push((paragraph.text.clone(), paragraph.lines));
    }
    texts.blocks(&plan.preamble);
    texts.sections(&plan.sections);
    for found in &plan.boxes {
        texts.items(&found.items);
        texts.blocks(&found.content);
    }
    for annex in &plan.annexes {
        texts.blocks(&annex.content);
    }
    if has_cells {
        for row in &plan.responsibilities {
            let words = [&row.task, &row.measures].map(|words| words.as_deref().unwrap_or_default());
            texts.found.push((format!("{}\n{}\n{}", words[0], words[1], row.text), row.lines));
        }
    }
    texts.found
}

struct Texts {
    has_cells: bool,
    found: Vec<(String, Lines)>,
}

impl Texts {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.found.push((paragraph.text.clone(), paragraph.lines)),
                Block::Table(table) if self.has_cells => {
                    let cells = table.rows.iter().flatten().map(String::as_str).collect::<Vec<_>>();
                    self.found.push((cells.join("\n"), table.lines));
                }
                Block::Table(_) | Block::Box(_) | Block::Responsibility(_) => {}
            }
        }
    }

    fn sections(&mut self, sections: &[Section]) {
        for section in sections {
            if let Some(title) = section.title.as_ref().filter(|_| self.has_cells) {
                self.found.push((title.clone(), [section.lines[0]; 2]));
            }
            self.blocks(&section.content);
            self.sections(&section.sections);
        }
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            let title = item.title.as_deref().unwrap_or_default();
            let text = item.text.as_deref().unwrap_or_default();
            self.found.push((format!("{title}。{text}"), item.lines));
            self.items(&item.items);
        }
    }
}
