//! T005 page-number-out-of-order: a page number that is smaller than the one before.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::ParagraphKind;
use crate::model::FurnitureKind;
use crate::scan::page_number::scan_page_line;

/// Reports page numbers that are smaller than the one before: pages in a wrong
/// order, or digits that extraction has reversed.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut last = 0;
    for paragraph in &context.manuscript.paragraphs {
        if paragraph.kind != ParagraphKind::Furniture(FurnitureKind::PageNumber) {
            continue;
        }
        let text = context.text(paragraph.span);
        let Some(number) = scan_page_line(text).and_then(|page| page.number) else { continue };
        // A new count from 1 begins behind the contents.
        if number < last && number > 1 {
            let place = context.place(paragraph.span);
            found.push(Diagnostic::new(Code::PageNumberOutOfOrder, place).with(text));
        }
        last = number;
    }
}
