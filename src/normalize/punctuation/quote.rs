//! Straight quotes: which of them open and which close.

use crate::normalize::Pass;
use crate::normalize::class::Class;

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
