//! S003 numbering-gap: a number that does not follow the one before on its level.

use super::label;
use crate::block::body::{Part, Unit};
use crate::block::outline::Role;
use crate::check::Context;
use crate::check::found::Standing;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Item, Lines, PlanBox, Section};
use crate::scan::marker::{Marker, Style, scan_label};
use crate::span::Span;

/// Walks over the numbers of sections and of the items of boxes; reports lost
/// and repeated ones as well, which the same walk finds.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for part in &context.draft.parts {
        check_part(context, part, found);
    }
}

fn check_part(context: &Context<'_>, part: &Part<'_>, found: &mut Vec<Diagnostic>) {
    let mut outer = Counter::default();
    let mut inner = Counter::default();
    let mut decimals = Decimals::default();
    for block in &part.blocks {
        let Unit::Paragraph(index) = block.unit else { continue };
        let paragraph = &context.manuscript.paragraphs[index];
        let span = paragraph.span;
        match (block.role, paragraph.marker) {
            (Role::Heading, _) if block.lost.is_some() => {
                let number = block.lost.unwrap_or_default();
                let style = block.style.unwrap_or(Style::Ideographic);
                found.push(
                    Diagnostic::new(Code::NumberingLost, context.place(span))
                        .with(context.text(span))
                        .with(label(style, number)),
                );
                outer.accept(style, number);
            }
            (Role::Heading, Some(marker)) => {
                report(context, &outer.judge(marker), marker, span, found);
                decimals.check(context, marker, span, found);
                outer.has_decimals |= marker.depth > 1;
                outer.accept(marker.style, marker.number);
            }
            (Role::BoxHeading, _) => inner = Counter::default(),
            (Role::BoxMarker, Some(marker)) => {
                report(context, &inner.judge(marker), marker, span, found);
                inner.accept(marker.style, marker.number);
            }
            _ => {}
        }
    }
}

/// The same in a model, of the labels of its sections and of the items of its boxes.
pub(crate) fn of_model(sections: &[&Section], boxes: &[PlanBox]) -> Vec<Standing> {
    let mut found = Vec::new();
    let mut outer = Counter::default();
    let mut decimals = Decimals::default();
    // The level of a section whose number is lost: nothing is missing before the next one.
    let mut lost = None;
    for section in sections {
        let Some(text) = &section.label else {
            lost = Some(section.level);
            continue;
        };
        let Some(marker) = scan_label(text) else { continue };
        let lines = [section.lines[0]; 2];
        let step = outer.judge(marker);
        if lost != Some(section.level) || !matches!(step, Step::Gap(_)) {
            found.extend(standing(&step, marker, text, lines));
        }
        lost = lost.filter(|level| *level < section.level);
        found.extend(decimals.step(marker, text).map(|(code, details)| Standing::new(code, lines, details)));
        outer.has_decimals |= marker.depth > 1;
        outer.accept(marker.style, marker.number);
    }
    for found_box in boxes {
        let mut inner = Counter::default();
        count_items(&found_box.items, &mut inner, &mut found);
    }
    found
}

fn count_items(items: &[Item], inner: &mut Counter, found: &mut Vec<Standing>) {
    for item in items {
        if let Some(text) = &item.label
            && let Some(marker) = scan_label(text)
        {
            found.extend(standing(&inner.judge(marker), marker, text, [item.lines[0]; 2]));
            inner.accept(marker.style, marker.number);
        }
        count_items(&item.items, inner, found);
    }
}

fn standing(step: &Step, marker: Marker, text: &str, lines: Lines) -> Option<Standing> {
    match step {
        Step::Fine => None,
        Step::Duplicate => Some(Standing::new(Code::NumberingDuplicate, lines, [text])),
        Step::Gap(before) => Some(Standing::new(
            Code::NumberingGap,
            lines,
            [before_gap(marker.style, *before), text.to_owned()],
        )),
    }
}

/// What a number says about the one before it on its level.
enum Step {
    Fine,
    Gap(u32),
    Duplicate,
}

#[derive(Default)]
struct Counter {
    /// Whether labels such as 1.2 count several levels in one style.
    has_decimals: bool,
    open: [u32; Style::COUNT],
    last: [u32; Style::COUNT],
}

impl Counter {
    fn judge(&self, marker: Marker) -> Step {
        let index = marker.style.index();
        let (open, last) = (self.open[index], self.last[index]);
        if marker.depth > 1 || self.has_decimals && marker.style == Style::Arabic {
            return Step::Fine;
        }
        match (open, marker.number) {
            (0, 1) => Step::Fine,
            // Numbers that run on under the next parent.
            (0, number) if number == last + 1 => Step::Fine,
            (open, number) if number == open + 1 => Step::Fine,
            (open, number) if number == open => Step::Duplicate,
            (open, _) => Step::Gap(open),
        }
    }

    fn accept(&mut self, style: Style, number: u32) {
        let index = style.index();
        self.open[index] = number;
        self.last[index] = number;
        for deeper in &mut self.open[index + 1..] {
            *deeper = 0;
        }
    }
}

/// Labels such as 1.2 and 1.2.3, which say all levels at once.
#[derive(Default)]
struct Decimals {
    /// The numbers of the last heading: 1, 2 and 3.
    last: Vec<u32>,
}

impl Decimals {
    /// Compares `marker` with the last one that had the same parent. Under a
    /// heading in another style a new count begins.
    fn check(&mut self, context: &Context<'_>, marker: Marker, paragraph: Span, found: &mut Vec<Diagnostic>) {
        let span = Span::new(paragraph.start, paragraph.start + marker.len as u32);
        if let Some((code, details)) = self.step(marker, context.text(span)) {
            let mut diagnostic = Diagnostic::new(code, context.place(span));
            diagnostic.details = details;
            found.push(diagnostic);
        }
    }

    /// What is wrong with the label `text`.
    fn step(&mut self, marker: Marker, text: &str) -> Option<(Code, Vec<String>)> {
        if marker.style != Style::Arabic {
            self.last.clear();
            return None;
        }
        let mut found = None;
        let numbers: Vec<u32> = text.split('.').filter_map(|number| number.parse().ok()).collect();
        if let Some((number, parent)) = numbers.split_last()
            && !parent.is_empty()
            && self.last.starts_with(parent)
        {
            let before = self.last.get(parent.len()).copied().unwrap_or_default();
            if *number == before {
                found = Some((Code::NumberingDuplicate, vec![text.to_owned()]));
            } else if *number != before + 1 {
                let parent: Vec<String> = parent.iter().map(u32::to_string).collect();
                let before = match before {
                    0 => parent.join("."),
                    _ => format!("{}.{before}", parent.join(".")),
                };
                found = Some((Code::NumberingGap, vec![before, text.to_owned()]));
            }
        }
        self.last = numbers;
        found
    }
}

/// Reports the marker at the start of `paragraph`.
fn report(context: &Context<'_>, step: &Step, marker: Marker, paragraph: Span, found: &mut Vec<Diagnostic>) {
    let span = Span::new(paragraph.start, paragraph.start + marker.len as u32);
    let text = context.text(span);
    match step {
        Step::Fine => {}
        Step::Duplicate => {
            found.push(Diagnostic::new(Code::NumberingDuplicate, context.place(span)).with(text));
        }
        Step::Gap(before) => {
            let before = before_gap(marker.style, *before);
            found.push(Diagnostic::new(Code::NumberingGap, context.place(span)).with(before).with(text));
        }
    }
}

/// The number before a gap.
fn before_gap(style: Style, before: u32) -> String {
    if before == 0 { "（无）".to_owned() } else { label(style, before) }
}
