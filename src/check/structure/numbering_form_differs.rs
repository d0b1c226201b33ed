//! S007 numbering-form-differs: a number in another form than most of its level: full-width and half-width brackets, or 1. and 1、.

use crate::block::body::{Part, Unit};
use crate::block::outline::Role;
use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::scan::marker::{Marker, Style};
use crate::span::{SourceSpan, Span};
use std::collections::HashMap;

/// Fewer numbers in the usual form than these show no habit.
const MIN_HABIT: usize = 3;

/// Where numbers stand that are written alike.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Region {
    Contents,
    Body,
}

/// Compares the numbers of contents and of headings with each other, each style
/// by itself. Normal form hides the width, so the source decides.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for part in &context.draft.parts {
        let mut labels: HashMap<(Region, Style), Vec<Label>> = HashMap::new();
        let mut near = 0;
        for (region, style, span) in part_labels(context, part) {
            let place = context.manuscript.map.to_source_near(span, &mut near);
            if let Some(form) = Form::of(place.of(context.source.text())) {
                labels.entry((region, style)).or_default().push(Label { form, span, place });
            }
        }
        for labels in labels.into_values() {
            report(context, &labels, found);
        }
    }
}

struct Label {
    form: Form,
    span: Span,
    place: SourceSpan,
}

fn part_labels(context: &Context<'_>, part: &Part<'_>) -> Vec<(Region, Style, Span)> {
    let entries = part.contents.entries.iter().filter_map(|entry| {
        let (label, marker) = (entry.label?, entry.marker?);
        (marker.depth == 1).then_some((Region::Contents, marker.style, label))
    });
    let headings = part.blocks.iter().filter_map(|block| {
        let (Role::Heading, Unit::Paragraph(index)) = (block.role, &block.unit) else { return None };
        let paragraph = &context.manuscript.paragraphs[*index];
        let marker: Marker = paragraph.marker.filter(|marker| marker.depth == 1 && block.lost.is_none())?;
        let start = paragraph.span.start;
        Some((Region::Body, marker.style, Span::new(start, start + marker.len as u32)))
    });
    entries.chain(headings).collect()
}

/// Reports the labels that are not in the form of most.
fn report(context: &Context<'_>, labels: &[Label], found: &mut Vec<Diagnostic>) {
    let mut counts: HashMap<Form, usize> = HashMap::new();
    for label in labels {
        *counts.entry(label.form).or_default() += 1;
    }
    let Some(usual) = labels.iter().map(|label| label.form).max_by_key(|form| counts[form]) else { return };
    let habit = counts[&usual];
    if habit < MIN_HABIT || habit * 3 < labels.len() * 2 {
        return;
    }
    let Some(model) = labels.iter().find(|label| label.form == usual) else { return };
    let source = context.source.text();
    for label in labels.iter().filter(|label| label.form != usual) {
        found.push(
            Diagnostic::new(Code::NumberingFormDiffers, label.place)
                .with(printed(label.place.of(source), context.text(label.span)))
                .with(printed(model.place.of(source), context.text(model.span)))
                .beside(model.place),
        );
    }
}

/// The label as printed, without the blanks that extraction put into it.
fn printed(source: &str, normalized: &str) -> String {
    let printed: String = source.chars().filter(|c| !c.is_whitespace()).collect();
    if printed.is_empty() { normalized.to_owned() } else { printed }
}

/// How a label is written, its number aside: the mark behind it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Form {
    open: Option<char>,
    close: char,
}

impl Form {
    /// The form of a label such as `(一)`, `（一）`, `1.`, `1、`. Brackets of two
    /// widths are reported by the rule about brackets.
    fn of(label: &str) -> Option<Self> {
        let label = label.trim();
        let open = label.chars().next().filter(|c| matches!(c, '(' | '（'));
        let close = label.chars().next_back()?;
        match (open, close) {
            (Some('('), '）') | (Some('（'), ')') => None,
            // The mark of ideographic labels does not vary by right: 一、 or 一，
            (_, ')' | '）' | '.' | '．' | '、') => Some(Self { open, close }),
            _ => None,
        }
    }
}
