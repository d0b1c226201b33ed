//! I013 indicators-not-read: a box or a caption that announces indicators, and none below it.

use crate::check::Context;
use crate::check::context::flatten_sections;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Block, Document, Lines, PlanBox, Section};
use crate::scan::indicator::announces_indicators;

/// Looks for boxes and captions called 主要指标 without an indicator.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for document in context.documents {
        for (lines, title) in of_model(document) {
            let place = context.source.lines().line_span(lines[0]);
            found.push(Diagnostic::new(Code::IndicatorsNotRead, place).with(title));
        }
    }
}

/// The first line and the title of all such boxes and captions of a model.
pub(crate) fn of_model(document: &Document) -> Vec<(Lines, &str)> {
    let boxes = document.plan.boxes.iter().filter(|held| lacks_indicators(document, held));
    let mut found: Vec<_> = boxes.map(|held| ([held.lines[0]; 2], held.title.as_str())).collect();
    found.extend(captions_alone(document));
    found
}

/// Whether a box is called 主要指标 and holds none.
fn lacks_indicators(document: &Document, held: &PlanBox) -> bool {
    let title = held.title.trim_end_matches(['）', '”', '》', '表', '（', '续']);
    let mut indicators = document.plan.indicators.iter();
    (title.ends_with("指标") || title.ends_with("指标完成情况"))
        && !indicators.any(|indicator| indicator.box_id.as_deref() == Some(&held.id))
}

/// What stands where, as far as it tells whether a caption has its rows.
#[derive(Clone, Copy)]
enum Mark<'a> {
    Caption(&'a str),
    Heading,
    Row,
}

/// Captions of tables of indicators that no row follows before the next caption or heading.
fn captions_alone(document: &Document) -> impl Iterator<Item = (Lines, &str)> {
    let plan = &document.plan;
    let mut sections: Vec<&Section> = Vec::new();
    flatten_sections(&plan.sections, &mut sections);
    let blocks = sections.iter().flat_map(|section| &section.content).chain(&plan.preamble);
    let blocks = blocks.chain(plan.annexes.iter().flat_map(|annex| &annex.content));
    // Of a box that lacks them, its title says so.
    let boxes = plan.boxes.iter().filter(|held| !lacks_indicators(document, held));
    let blocks = blocks.chain(boxes.flat_map(|held| &held.content));
    let captions = blocks.filter_map(|block| match block {
        Block::Paragraph(paragraph) if announces_indicators(&paragraph.text) => {
            Some((paragraph.lines[0], Mark::Caption(&paragraph.text)))
        }
        _ => None,
    });
    let mut marks: Vec<(u32, Mark<'_>)> = captions.collect();
    if !marks.is_empty() {
        marks.extend(sections.iter().map(|section| (section.lines[0], Mark::Heading)));
        marks.extend(plan.annexes.iter().map(|annex| (annex.lines[0], Mark::Heading)));
        marks.extend(plan.indicators.iter().map(|row| (row.lines[0], Mark::Row)));
        marks.sort_by_key(|(line, _)| *line);
    }
    (0..marks.len()).filter_map(move |at| {
        let (line, Mark::Caption(title)) = marks[at] else { return None };
        let is_read = matches!(marks.get(at + 1), Some((_, Mark::Row)));
        (!is_read).then_some(([line; 2], title))
    })
}
