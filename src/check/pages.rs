//! Page numbers against each other.

use crate::diagnostic::{Code, Diagnostic};
use crate::layout::{Manuscript, ParagraphKind};
use crate::model::FurnitureKind;
use crate::scan::page_number::scan_page_line;

/// Reports page numbers that are smaller than the one before: pages in a wrong
/// order, or digits that extraction has reversed.
pub fn check(manuscript: &Manuscript, diagnostics: &mut Vec<Diagnostic>) {
    let mut last = 0;
    for paragraph in &manuscript.paragraphs {
        if paragraph.kind != ParagraphKind::Furniture(FurnitureKind::PageNumber) {
            continue;
        }
        let text = manuscript.str(paragraph);
        let Some(number) = scan_page_line(text).and_then(|page| page.number) else { continue };
        // A new count from 1 begins behind the contents.
        if number < last && number > 1 {
            let place = manuscript.source(paragraph.span);
            diagnostics.push(Diagnostic::new(Code::PageNumberOutOfOrder, place).with(text));
        }
        last = number;
    }
}

#[cfg(test)]
mod tests {
    use crate::{Code, Source};

    #[test]
    fn pages_count_up() {
        let count = |text: &str| {
            let parsed = crate::parse(&Source::from_text("plan.txt", text));
            parsed.diagnostics.iter().filter(|found| found.code == Code::PageNumberOutOfOrder).count()
        };
        assert_eq!(count("一、甲\n乙。\n— 31 —\n丙。\n— 12 —\n丁。\n"), 1);
        assert_eq!(count("一、甲\n乙。\n— 3 —\n丙。\n— 4 —\n丁。\n— 1 —\n"), 0);
    }
}
