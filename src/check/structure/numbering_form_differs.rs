//! S007 numbering-form-differs: a number in another form than most of its level: full-width and half-width brackets, or 1. and 1、.

use crate::block::body::{Part, Unit};
use crate::block::outline::Role;
use crate::check::Context;
use crate::check::found::Standing;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Document, Section};
use crate::normalize::normalize;
use crate::scan::marker::{Marker, Style, is_misread, scan_marker};
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
            let label = context.text(span);
            if let Some(meant) = meant(label) {
                found.push(Diagnostic::new(Code::NumberingFormDiffers, place).with(label).with(meant));
                continue;
            }
            if let Some(form) = Form::of(place.of(context.source.text())) {
                labels.entry((region, style)).or_default().push(Label { form, span, place });
            }
        }
        for labels in labels.into_values() {
            report(context, &labels, found);
        }
    }
}

/// The same in a model, of the labels as they are written there.
pub(crate) fn of_model(document: &Document, sections: &[&Section]) -> Vec<Standing> {
    /// Its form, what it is, and its line.
    type Written<'a> = (Form, &'a str, u32);
    let entries = document.plan.toc.iter().map(|entry| (Region::Contents, &entry.label, entry.lines[0]));
    let headings = sections.iter().map(|section| (Region::Body, &section.label, section.lines[0]));
    let mut found = Vec::new();
    let mut labels: HashMap<(Region, Style), Vec<Written<'_>>> = HashMap::new();
    for (region, label, line) in entries.chain(headings) {
        let Some(label) = label else { continue };
        if let Some(meant) = meant(label) {
            found.push(Standing::new(Code::NumberingFormDiffers, [line; 2], [label, &meant]));
            continue;
        }
        let marker = scan_marker(&normalize(label).text).filter(|marker| marker.depth == 1);
        if let (Some(marker), Some(form)) = (marker, Form::of(label)) {
            labels.entry((region, marker.style)).or_default().push((form, label, line));
        }
    }
    for labels in labels.values() {
        let forms: Vec<Form> = labels.iter().map(|(form, ..)| *form).collect();
        let Some(at) = usual(&forms) else { continue };
        for (_, label, line) in labels.iter().filter(|(form, ..)| *form != forms[at]) {
            found.push(Standing::new(Code::NumberingFormDiffers, [*line; 2], [*label, labels[at].1]));
        }
    }
    found
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
    let forms: Vec<Form> = labels.iter().map(|label| label.form).collect();
    let Some(model) = usual(&forms).map(|at| &labels[at]) else { return };
    let usual = model.form;
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

/// What a label says in which recognition has taken 一 for a dash.
fn meant(label: &str) -> Option<String> {
    let numeral = label.trim_start_matches(['（', '(']).trim_end_matches(['）', ')', '、']);
    let dash = numeral.char_indices().next_back().filter(|_| is_misread(numeral))?;
    Some(label.replace(dash.1, "一"))
}

/// The first of the forms that most of them have, where that is a habit.
fn usual(forms: &[Form]) -> Option<usize> {
    let mut counts: HashMap<Form, usize> = HashMap::new();
    for form in forms {
        *counts.entry(*form).or_default() += 1;
    }
    let usual = forms.iter().max_by_key(|form| counts[form])?;
    let habit = counts[usual];
    let is_habit = habit >= MIN_HABIT && habit * 3 >= forms.len() * 2;
    forms.iter().position(|form| form == usual).filter(|_| is_habit)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::context::flatten_sections;

    #[test]
    fn a_label_that_was_edited_differs_from_those_that_were_not() {
        let text = "甲市规划\n一、目标\n（一）甲目标\n加强。\n（二）乙目标\n加强。\n（三）丙目标\n加强。\n（四）丁目标\n加强。\n";
        let source = crate::Source::from_text("plan.txt", text);
        let mut document = crate::parse(&source).documents.remove(0);
        let found = |document: &Document| {
            let mut sections = Vec::new();
            flatten_sections(&document.plan.sections, &mut sections);
            of_model(document, &sections)
        };
        assert!(found(&document).is_empty());
        document.plan.sections[0].sections[2].label = Some("(三)".to_owned());
        let found = found(&document);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            (found[0].lines, &found[0].found.details[..]),
            ([7, 7], &["(三)".to_owned(), "（一）".to_owned()][..])
        );
    }
}
