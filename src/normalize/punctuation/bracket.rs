//! Round brackets, which follow their openers, and the brackets of document
//! numbers.

use crate::normalize::Pass;
use crate::normalize::class::Class;

/// How many characters the brackets of `f(x)` may hold.
const CALL_REACH: usize = 64;

/// How many characters may stand between the year and the 号 of a document
/// number: 第, digits, or a blank to be filled in.
const NUMBER_REACH: usize = 12;

impl Pass<'_> {
    /// Whether the bracket that ends at source offset `end` opens the arguments
    /// of a name, `f(x)`: letters or digits on both sides, inside only more
    /// of them and operators.
    pub(super) fn is_call(&self, end: usize) -> bool {
        if self.gap_before() || !self.is_word_behind() {
            return false;
        }
        let mut next = self.ahead(end);
        if !next.c.is_ascii_alphanumeric() {
            return false;
        }
        for _ in 0..CALL_REACH {
            match next.c {
                _ if next.gap => return false,
                ')' => return true,
                // Only what never changes: anything else could be Chinese by
                // the second time.
                c if !(c.is_ascii_alphanumeric() || "_-+*/=%^".contains(c)) => return false,
                _ => next = self.ahead(next.end),
            }
        }
        false
    }

    /// Whether letters or digits stand on both sides.
    pub(super) fn is_among_letters(&self, end: usize) -> bool {
        let is_letter = |c| matches!(Class::of(c), Class::Word | Class::Digit);
        is_letter(self.prev()) && is_letter(self.ahead(end).c)
    }

    /// The year of a document number, if it stands behind a bracket that ends
    /// at source offset `end`: `济政字[2021] 89号`.
    pub(super) fn document_number(&self, end: usize) -> Option<Year> {
        let digits = self.digits_ahead(end, 5);
        let [first, second, _, last] = digits[..] else {
            return None;
        };
        if !matches!((first.c, second.c), ('1', '9') | ('2', '0')) || Class::of(self.prev()) != Class::Cjk {
            return None;
        }
        let close = self.ahead(last.end);
        if !matches!(close.c, ')' | '）' | ']' | '】' | '﹞' | '〕') {
            return None;
        }
        let mut next = self.ahead(close.end);
        for _ in 0..NUMBER_REACH {
            match next.c {
                '号' => {
                    return Some(Year { close_at: close.at, close_end: close.end });
                }
                '第' | '0'..='9' | '_' | '×' | 'X' | 'x' | '*' => next = self.ahead(next.end),
                _ => break,
            }
        }
        None
    }

    /// Writes the year in its brackets: `〔2021〕`.
    pub(super) fn write_year(&mut self, end: usize, year: Year) {
        self.write_if_other(end, '〔');
        while self.at < year.close_at {
            let next = self.ahead(self.at);
            if next.gap {
                self.white();
            } else if next.at < year.close_at {
                self.write_if_other(next.end, next.c);
            } else {
                // Only what leaves no trace stands before the bracket.
                break;
            }
        }
        self.write_if_other(year.close_end, '〕');
    }

    /// Writes `c` for the source up to `end`, if that is not what it is.
    fn write_if_other(&mut self, end: usize, c: char) {
        if self.source[self.at..end].starts_with(c) {
            self.at = end;
        } else {
            self.write(end, c);
        }
    }
}

/// Where the year of a document number ends.
#[derive(Clone, Copy)]
pub(super) struct Year {
    close_at: usize,
    close_end: usize,
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, stays};

    #[test]
    fn brackets_follow_their_opener() {
        check("(%)", "（%）");
        check("(2014-2016年)", "（2014-2016年）");
        check("(一)", "（一）");
        check("(1)", "（1）");
        check("f(x)和(甲)", "f(x)和（甲）");
        check("残联)", "残联）");
        check("1)加强", "1）加强");
        check("各镇[街道]", "各镇[街道]");
        check("２０２１(15)", "2021（15）");
    }

    #[test]
    fn brackets_round_the_year_of_a_document_number() {
        for source in [
            "济政字[2021]89号",
            "济政字【2021】89号",
            "济政字(2021)89号",
            "济政字（２０２１）８９号",
            "济政字﹝2021﹞89号",
            "济政字〔2021〕 89 号",
            "济政字［２０２１］８９号",
            "济政字 [ 2021 ] 89号",
            "济政字[2021〕89号",
            "济政字〔2021\u{200B}〕89号",
            "济政字〔\u{200B}20\u{7}21 \u{200B})\u{200B}89号",
        ] {
            check(source, "济政字〔2021〕89号");
        }
        check("济政字[2021] 号", "济政字〔2021〕号");
        check("济政字(2021)第9号", "济政字〔2021〕第9号");
        check("计划(2021)", "计划（2021）");
        stays("[2021]89号");
    }
}
