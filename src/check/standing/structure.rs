//! Numbers of sections and items, and parts without content.

use crate::check::context::flatten_sections;
use crate::check::found::Standing;
use crate::check::indicator::sum_disagrees;
use crate::check::structure::{
    heading_without_content, level_skipped, numbering_form_differs, numbering_gap,
};
use crate::diagnostic::Code;
use crate::model::{Block, BoxKind, Document, Section};

pub(super) fn find(document: &Document, found: &mut Vec<Standing>) {
    let plan = &document.plan;
    let mut sections: Vec<&Section> = Vec::new();
    flatten_sections(&plan.sections, &mut sections);
    found.extend(numbering_gap::of_model(&sections, &plan.boxes));
    found.extend(level_skipped::of_model(&sections));
    found.extend(numbering_form_differs::of_model(document, &sections));
    let mut empty = Vec::new();
    heading_without_content::collect(&plan.sections, &mut empty);
    found.extend(empty.into_iter().map(|section| {
        let title = section.title.as_deref().unwrap_or_default();
        Standing::new(Code::HeadingWithoutContent, [section.lines[0]; 2], [title])
    }));
    let is_empty = |kind, items: usize, content: usize| kind != BoxKind::Indicators && items + content == 0;
    let boxes = plan.boxes.iter().filter(|held| is_empty(held.kind, held.items.len(), held.content.len()));
    found.extend(boxes.map(|held| {
        let number = held.number.map(|number| number.to_string()).unwrap_or_default();
        Standing::new(Code::BoxEmpty, held.lines, [format!("专栏{number} {}", held.title)])
    }));
    let blocks = sections
        .iter()
        .flat_map(|section| &section.content)
        .chain(&plan.preamble)
        .chain(plan.boxes.iter().flat_map(|held| &held.content))
        .chain(plan.annexes.iter().flat_map(|annex| &annex.content));
    for block in blocks {
        if let Block::Table(table) = block {
            found.extend(sum_disagrees::of_model(table));
        }
    }
}
