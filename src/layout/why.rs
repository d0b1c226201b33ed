//! Says why paragraphs begin where they do.

use super::Prepared;
use super::decide::{self, Joint, decide};
use super::headings::HeadingStyles;
use super::join::evidence;
use super::observe::observe;
use crate::normalize::Normalized;
use crate::span::Span;

/// A piece of a line, and what speaks for a paragraph that begins with it.
pub struct Why {
    /// The piece, in the normalized text.
    pub span: Span,
    /// Whether a paragraph begins with it.
    pub begins: bool,
    /// What speaks for that, and how much; against it, if it is less than 0. The weightiest
    /// first.
    pub reasons: Vec<(&'static str, i32)>,
}

/// The evidence for each piece of the text.
pub(super) fn explain(normalized: &Normalized, prepared: &Prepared) -> Vec<Why> {
    let Prepared { lines, furniture, breaks, measure, .. } = prepared;
    let styles = HeadingStyles::of(&normalized.text, lines, *measure);
    let seen = observe(normalized, lines, furniture, breaks, *measure);
    let evidence = evidence(normalized, &seen, *measure, &styles);
    let joints = decide(&evidence);
    let reasons = decide::explain(&evidence, &joints);
    let pieces = seen.iter().zip(joints).zip(reasons);
    pieces
        .map(|((piece, joint), reasons)| Why { span: piece.content, begins: joint == Joint::Begins, reasons })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::layout::explain;
    use crate::normalize::normalize;

    #[test]
    fn what_speaks_for_a_paragraph_is_named() {
        let text =
            "一、总体要求\n坚持以人民为中心的发展思想，统筹发展和安全，\n完善供水保障体系。\n二、任务\n";
        let normalized = normalize(text);
        let found = explain(&normalized, text, None);
        let begins: Vec<bool> = found.iter().map(|why| why.begins).collect();
        assert_eq!(begins, [true, true, false, true]);
        let sum = |at: usize| found[at].reasons.iter().map(|(_, weight)| weight).sum::<i32>();
        assert!(sum(1) > 0 && sum(2) < 0 && sum(3) > 0);
        assert!(found[0].reasons.is_empty() && !found[2].reasons[0].0.is_empty());
    }
}
