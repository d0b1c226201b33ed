//! Signs that are drawn for another: lines for dashes, circles for the numeral zero.

use crate::normalize::Pass;
use crate::normalize::class::{is_chinese_digit, is_zero};

/// How many zeros may follow each other in a Chinese number.
const ZERO_RUN: usize = 8;

impl Pass<'_> {
    /// Box-drawing lines: a pair of them is a dash, more are a ruled line.
    pub(super) fn drawn_dash(&mut self, end: usize) -> char {
        if self.dash_pair {
            self.dash_pair = false;
            return '—';
        }
        let second = self.ahead(end);
        let pair = self.prev() != '─' && second.c == '─' && self.ahead(second.end).c != '─';
        self.dash_pair = pair;
        if pair { '—' } else { '─' }
    }

    /// Whether a zero or a circle stands in a year written in Chinese:
    /// `二○二一`, `二0二0年`, and `○三五年` where a line break has cut it.
    pub(super) fn is_chinese_zero(&self, c: char, end: usize) -> bool {
        let prev = self.prev();
        let goes_on = prev == '〇' || is_chinese_digit(prev);
        if !goes_on && (prev != '\n' || c == '0') {
            return false;
        }
        let mut next = self.ahead(end);
        for _ in 0..ZERO_RUN {
            if !is_zero(next.c) {
                break;
            }
            next = self.ahead(next.end);
        }
        let ends_year = |c| is_chinese_digit(c) || c == '年';
        if goes_on {
            return ends_year(next.c) || (c != '0' && next.c == '\n');
        }
        is_chinese_digit(next.c) && {
            let after = self.ahead(next.end).c;
            ends_year(after) || is_zero(after)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, stays};

    #[test]
    fn dashes() {
        check("――残疾人", "——残疾人");
        check("— —", "——");
        check("──残疾人", "——残疾人");
        stays("─────");
        check("16―59", "16—59");
        check("\u{2E3A}甲", "——甲");
        check("５－６", "5-6");
    }

    #[test]
    fn zeros_of_chinese_years() {
        check("二○三五年", "二〇三五年");
        check("二0二一年", "二〇二一年");
        check("二００八年", "二〇〇八年");
        check("二00八年", "二〇〇八年");
        check("二０二０年", "二〇二〇年");
        check("二○\n二一年", "二〇\n二一年");
        check("二\n○三五年", "二\n〇三五年");
        stays("○残疾人");
        stays("二0人");
        stays("2020年");
    }
}
