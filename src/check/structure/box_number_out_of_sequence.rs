//! B002 box-number-out-of-sequence: a box number that is skipped or stands twice.

use crate::block::body::Unit;
use crate::block::feature_box::scan_box_heading;
use crate::block::outline::Role;
use crate::check::{Check, Context, Documentation, Rule, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Severity;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "B002",
    name: "box-number-out-of-sequence",
    severity: Severity::Warning,
    message: Text {
        zh: "专栏编号不连续：专栏{}之后是专栏{}", en: "box numbers jump from {} to {}"
    },
    documentation: Documentation {
        finds: Text {
            zh: "专栏的编号跳号或重复。", en: "A box number that is skipped or stands twice."
        },
        why: Text {
            zh: "可能漏了一个专栏，正文里“见专栏3”也会指错。",
            en: "A box may be lost, and references to boxes lead astray.",
        },
        bad: "专栏3  康复服务",
        good: "专栏2  康复服务",
        help: Text {
            zh: "核对是否漏了专栏，并顺延编号。",
            en: "See whether a box is missing, and renumber.",
        },
        clause: None,
    },
    check: Check::Parsing(check),
};

/// Compares the number of each box with the one before.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for part in &context.draft.parts {
        let mut last: Option<u32> = None;
        for block in part.blocks.iter().filter(|block| block.role == Role::BoxHeading) {
            let Unit::Paragraph(index) = block.unit else { continue };
            let span = context.manuscript.paragraphs[index].span;
            let Some(number) = scan_box_heading(context.text(span)).and_then(|heading| heading.number) else {
                continue;
            };
            if let Some(last) = last
                && number != last + 1
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
