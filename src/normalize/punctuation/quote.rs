//! Straight quotes: which of them open and which close.

use crate::normalize::Pass;
use crate::normalize::class::Class;

/// How far back a quote is remembered, in bytes of source: 200 Chinese
/// characters. What is open longer has lost its partner.
const QUOTE_REACH: usize = 600;

impl Pass<'_> {
    /// Whether the neighbours of a straight quote say that it opens, and
    /// whether they say that it closes.
    pub(super) fn quote_evidence(&self, end: usize) -> (bool, bool) {
        let (prev, next) = (self.prev(), self.ahead(end));
        let gap_before = self.gap_before();
        let opening = match Class::of(prev) {
            Class::Edge | Class::Open => true,
            Class::Stop => matches!(prev, '，' | '、' | '：' | '；'),
            _ => gap_before && !next.gap,
        };
        let closing = match Class::of(next.c) {
            Class::Edge | Class::Close | Class::Stop => true,
            _ => next.gap && !gap_before,
        };
        (opening, closing)
    }
}

/// Whether a quote is open. It outlives the line, as line breaks cut quotes.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::normalize) struct QuoteState {
    /// Where in the source the open quote stands.
    open: Option<usize>,
}

impl QuoteState {
    /// Takes note of a quote that says itself which way it faces.
    pub(super) const fn note(&mut self, at: usize, opens: bool) {
        self.open = if opens { Some(at) } else { None };
    }

    /// The one of `pair` that a straight quote at source offset `at` is.
    pub(super) fn straight(&mut self, at: usize, opening: bool, closing: bool, pair: [char; 2]) -> char {
        let is_open = self.open.is_some_and(|start| at - start <= QUOTE_REACH);
        let opens = if opening == closing { !is_open } else { opening };
        self.note(at, opens);
        pair[usize::from(!opens)]
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, stays};

    #[test]
    fn straight_quotes_are_paired() {
        check("\"十四五\"规划", "“十四五”规划");
        check("印发 \"十四五\" 规划", "印发“十四五”规划");
        check("推进＂互联网+＂建设", "推进“互联网+”建设");
        check("“十四五\"规划", "“十四五”规划");
        check("\"十四\n五\"规划", "“十四\n五”规划");
        check("(\"甲\"、\"乙\")", "（“甲”、“乙”）");
        check("称'甲'和'乙'。", "称‘甲’和‘乙’。");
        stays("don't");
        // One that has lost its partner does not turn all the others round.
        let long = "残".repeat(300);
        check(&format!("甲\"{long}乙\"丙\"丁"), &format!("甲“{long}乙“丙”丁"));
    }
}
