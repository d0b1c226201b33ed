//! B002 box-number-out-of-sequence: a box number that is skipped or stands twice.

use crate::block::body::Unit;
use crate::block::outline::Role;
use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::scan::box_heading::scan_box_heading;
use crate::scan::numeral::scan_chinese;
use std::ops::Range;

/// Compares the number of each box with the one before.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for part in &context.draft.parts {
        let mut last: Option<u32> = None;
        let mut behind = 0;
        for block in part.blocks.iter().filter(|block| block.role == Role::BoxHeading) {
            let Unit::Paragraph(index) = block.unit else { continue };
            let span = context.manuscript.paragraphs[index].span;
            let Some(number) = scan_box_heading(context.text(span)).and_then(|heading| heading.number) else {
                continue;
            };
            let between = behind..index;
            behind = index + 1;
            if let Some(last) = last
                && number != last + 1
                && !are_in_the_text(context, between, last + 1..number)
            {
                found.push(
                    Diagnostic::new(Code::BoxNumberOutOfSequence, context.place(span))
                        .with(last.to_string())
                        .with(number.to_string()),
                );
            }
            last = Some(number);
        }
    }
}

/// Whether paragraphs that were not taken for headings begin with 专栏 and the
/// missing numbers, as where extraction has run a heading into its text.
fn are_in_the_text(context: &Context<'_>, paragraphs: Range<usize>, missing: Range<u32>) -> bool {
    let mut missing = missing.peekable();
    if missing.peek().is_none() {
        return false;
    }
    for paragraph in &context.manuscript.paragraphs[paragraphs] {
        let number = context.text(paragraph.span).strip_prefix("专栏").and_then(|rest| {
            let rest = rest.trim_start();
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            rest[..digits].parse().ok().or_else(|| scan_chinese(rest).map(|(number, _)| number))
        });
        missing.next_if(|missing| Some(*missing) == number);
    }
    missing.peek().is_none()
}
