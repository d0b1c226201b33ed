//! I004 indicator-value-unreadable: a value that looks like a number and is none, such as a letter O for a zero, or two decimal points.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::scan::quantity::read_quantity;
use crate::span::Span;

/// Letters that are taken for digits.
const LOOK_ALIKE: &[char] = &['O', 'o', 'l', 'I', 'S', 'Z', 'B'];

/// Looks for values that consist of digits and of what is mistaken for them.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
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
pub(crate) fn is_spoilt(text: &str) -> bool {
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
