//! T005 page-number-out-of-order: a page number that is smaller than the one before.

use crate::check::{Check, Clause, Context, Documentation, Rule, Text};

use crate::diagnostic::{Code, Diagnostic};
use crate::layout::ParagraphKind;
use crate::model::{FurnitureKind, Severity};
use crate::scan::page_number::scan_page_line;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T005",
    name: "page-number-out-of-order",
    severity: Severity::Info,
    message: Text {
        zh: "页码“{}”与前后页码不相连", en: "page number {} does not fit its neighbours"
    },
    documentation: Documentation {
        finds: Text {
            zh: "页码比前一页的小。", en: "A page number that is smaller than the one before."
        },
        why: Text {
            zh: "页序可能乱了，前后文字接错。",
            en: "Pages may stand in a wrong order, and text run on where it does not belong.",
        },
        bad: "— 12 —",
        good: "— 32 —",
        help: Text {
            zh: "对照原件看页序是否正确。",
            en: "See from the original whether the pages are in order.",
        },
        clause: Some(Clause::gb_9704("7.5")),
    },
    check: Check::Parsing(check),
};

/// Reports page numbers that are smaller than the one before: pages in a wrong
/// order, or digits that extraction has reversed.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
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
