//! I004 indicator-value-unreadable: a value that looks like a number and is none, such as a letter O for a zero, or two decimal points.

use crate::check::{Check, Context, Documentation, Rule, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Severity;
use crate::scan::quantity::read_quantity;
use crate::span::Span;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I004",
    name: "indicator-value-unreadable",
    severity: Severity::Warning,
    message: Text {
        zh: "指标“{}”的“{}”不像数字，也不是通常的文字说明",
        en: "{}: {} is neither a number nor a word",
    },
    documentation: Documentation {
        finds: Text {
            zh: "指标表里的值像数字又读不成数字，如把 0 写成字母 O、小数点打了两个。",
            en: "A value that looks like a number and is none, such as a letter O for a zero, or two decimal points.",
        },
        why: Text {
            zh: "按数字汇总时会被漏掉，人也容易看错。",
            en: "Whoever adds the figures up leaves it out, and readers take it for another.",
        },
        bad: "1  残疾人就业人数（人）  1OOO  2000",
        good: "1  残疾人就业人数（人）  1000  2000",
        help: Text {
            zh: "改成数字；确实不是数字的，用文字说明。",
            en: "Write it as a number, or in words if it is none.",
        },
        clause: None,
    },
    check: Check::Checking(check),
};

/// Letters that are taken for digits.
const LOOK_ALIKE: &[char] = &['O', 'o', 'l', 'I', 'S', 'Z', 'B'];

/// Looks for values that consist of digits and of what is mistaken for them.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for row in context.indicators() {
        for cell in &row.row.values {
            let text = cell.text(&context.manuscript.text);
            let Some(span) = cell.spans.iter().copied().reduce(Span::cover) else { continue };
            if is_spoilt(&text) {
                found.push(
                    Diagnostic::new(Code::IndicatorValueUnreadable, context.place(span))
                        .with(row.indicator.name.as_str())
                        .with(text),
                );
            }
        }
    }
}

/// `1OOO`, `9S`, `85..5`: a number but for one thing.
fn is_spoilt(text: &str) -> bool {
    let bare = text.trim_start_matches(['>', '<', '=', '≥', '≤']).trim_end_matches('%');
    let has_digit = bare.contains(|c: char| c.is_ascii_digit());
    let is_numeric = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '，') || LOOK_ALIKE.contains(&c);
    let has_fault = bare.contains(LOOK_ALIKE)
        || ["..", ".,", ",.", "，"].iter().any(|fault| bare.contains(fault))
        || bare.matches('.').count() > 1;
    has_digit
        && has_fault
        && bare.chars().all(is_numeric)
        && read_quantity(text).is_none_or(|quantity| !quantity.unit.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_among_digits_spoil_a_number() {
        for text in ["1OOO", "l00", "9S%", "85..5", ">=9O"] {
            assert!(is_spoilt(text), "{text}");
        }
        for text in
            ["1000", ">95", "85.5", "1,000", "—", "85-90", "3/5", "与经济增长同步", "1万", "3D", "100%", "O"]
        {
            assert!(!is_spoilt(text), "{text}");
        }
    }
}
