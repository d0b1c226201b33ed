//! I003 indicator-number-gap: a row number of an indicator table that is skipped or stands twice.

use crate::check::{Check, Context, Documentation, Rule, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Severity;
use crate::span::Span;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I003",
    name: "indicator-number-gap",
    severity: Severity::Warning,
    message: Text {
        zh: "指标序号不连续：{} 之后是 {}", en: "indicator numbers jump from {} to {}"
    },
    documentation: Documentation {
        finds: Text {
            zh: "指标表的序号跳号或重复。",
            en: "A row number of an indicator table that is skipped or stands twice.",
        },
        why: Text {
            zh: "可能漏了一行指标，或者两行并成了一行。",
            en: "A row may be lost, or two of them run together.",
        },
        bad: "5  特殊教育入学率（%）",
        good: "4  特殊教育入学率（%）",
        help: Text {
            zh: "对照原表看是否漏了指标。",
            en: "See from the original table whether an indicator is missing.",
        },
        clause: None,
    },
    check: Check::Checking(check),
};

/// Compares the number of each row with that of the row before in its table. A
/// new count from 1 begins with a new category.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for two in context.indicators().windows(2) {
        let (Some(before), Some(number)) = (two[0].row.number, two[1].row.number) else { continue };
        if std::ptr::eq(two[0].table, two[1].table) && number != before + 1 && number != 1 {
            let text = context.text(two[1].row.span);
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let start = two[1].row.span.start;
            // Where the number is not the first cell, the row.
            let span = if digits > 0 { Span::new(start, start + digits as u32) } else { two[1].row.span };
            found.push(
                Diagnostic::new(Code::IndicatorNumberGap, context.place(span))
                    .with(before.to_string())
                    .with(number.to_string()),
            );
        }
    }
}
