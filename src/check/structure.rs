//! Numbering of sections and boxes.

use crate::block::body::{Part, Unit};
use crate::block::feature_box::scan_box_heading;
use crate::block::outline::Role;
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::Manuscript;
use crate::scan::marker::{Marker, Style};
use crate::scan::numeral::to_chinese;
use crate::span::Span;

/// Checks the numbers of sections, of items and of boxes.
pub fn check(manuscript: &Manuscript, part: &Part, diagnostics: &mut Vec<Diagnostic>) {
    let mut outer = Counter::default();
    let mut inner = Counter::default();
    let mut last_box: Option<u32> = None;
    if !part.blocks.iter().any(|block| block.role == Role::Heading) {
        diagnostics.push(Diagnostic::new(Code::SectionMissing, manuscript.source(part.span)));
    }
    for block in &part.blocks {
        let Unit::Paragraph(index) = block.unit else { continue };
        let paragraph = &manuscript.paragraphs[index];
        let text = manuscript.str(paragraph);
        match (block.role, paragraph.marker) {
            (Role::Heading, _) if block.lost.is_some() => {
                let number = block.lost.unwrap_or_default();
                let style = block.style.unwrap_or(Style::Ideographic);
                diagnostics.push(
                    Diagnostic::new(Code::NumberingLost, manuscript.source(paragraph.span))
                        .with(text)
                        .with(label(style, number)),
                );
                outer.accept(style, number);
            }
            (Role::Heading, Some(marker)) => {
                let span = Span::new(paragraph.span.start, paragraph.span.start + marker.len as u32);
                report(manuscript, &outer.judge(marker), marker, span, diagnostics);
                outer.has_decimals |= marker.depth > 1;
                outer.accept(marker.style, marker.number);
            }
            (Role::BoxHeading, _) => {
                inner = Counter::default();
                let number = scan_box_heading(text).and_then(|heading| heading.number);
                if let Some(number) = number {
                    if let Some(last) = last_box
                        && number != last + 1
                    {
                        diagnostics.push(
                            Diagnostic::new(Code::BoxNumberOutOfSequence, manuscript.source(paragraph.span))
                                .with(last.to_string())
                                .with(number.to_string()),
                        );
                    }
                    last_box = Some(number);
                }
            }
            (Role::BoxMarker, Some(marker)) => {
                let span = Span::new(paragraph.span.start, paragraph.span.start + marker.len as u32);
                report(manuscript, &inner.judge(marker), marker, span, diagnostics);
                inner.accept(marker.style, marker.number);
            }
            _ => {}
        }
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

fn report(
    manuscript: &Manuscript,
    step: &Step,
    marker: Marker,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let text = span.of(&manuscript.text);
    let source = manuscript.source(span);
    match step {
        Step::Fine => {}
        Step::Duplicate => diagnostics.push(Diagnostic::new(Code::NumberingDuplicate, source).with(text)),
        Step::Gap(before) => {
            let before = if *before == 0 { "（无）".to_owned() } else { label(marker.style, *before) };
            diagnostics.push(Diagnostic::new(Code::NumberingGap, source).with(before).with(text));
        }
    }
}

/// A label as its style writes it.
fn label(style: Style, number: u32) -> String {
    let chinese = to_chinese(number);
    match style {
        Style::Part => format!("第{chinese}篇"),
        Style::Chapter => format!("第{chinese}章"),
        Style::Section => format!("第{chinese}节"),
        Style::Article => format!("第{chinese}条"),
        Style::Ideographic => format!("{chinese}、"),
        Style::ParenIdeographic => format!("（{chinese}）"),
        Style::Arabic => format!("{number}."),
        Style::RightParen => format!("{number}）"),
        Style::ParenArabic => format!("（{number}）"),
        Style::Circled => {
            char::from_u32('①' as u32 + number.saturating_sub(1)).map(String::from).unwrap_or_default()
        }
    }
}
