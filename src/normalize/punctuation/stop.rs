//! ASCII stops: whether `. , : ; ? !` stand for Chinese marks, or have their place in
//! a number, a time, a label or a Latin text.

use crate::normalize::Pass;
use crate::normalize::class::{Class, is_chinese_numeral, is_ignorable, is_line_break, is_white};
use crate::normalize::width::is_joining;
use crate::scan::file_name::is_ending;

/// How far back a line is searched for Chinese, in bytes, to learn whether
/// punctuation at its end belongs to a Latin sentence.
const LANGUAGE_REACH: usize = 64;

impl Pass<'_> {
    /// Whether a full stop that ends at source offset `end` is a decimal point,
    /// the dot of a label, or part of a Latin word.
    pub(super) fn is_ascii_stop(&self, end: usize) -> bool {
        let (prev, next) = (self.prev(), self.ahead(end));
        // Leaders of a table of contents, an ellipsis.
        if prev == '.' || next.c == '.' {
            return true;
        }
        let class = Class::of(next.c);
        let before_token = matches!(class, Class::Digit | Class::Word) && !next.gap;
        match Class::of(prev) {
            Class::Digit if class == Class::Digit && !next.gap => true,
            Class::Digit if self.is_label(next) => true,
            Class::Digit if class == Class::Word && !next.gap => {
                // 12345.gov, a1.txt; but 达到98.APP
                next.c.is_lowercase() || self.is_word_behind()
            }
            Class::Digit => class == Class::Edge && (self.is_latin_line() || self.is_broken_decimal(next.at)),
            Class::Word => match class {
                Class::Word => true,
                Class::Digit => !next.gap,
                Class::Edge => self.is_latin_line(),
                // A.加强
                Class::Cjk | Class::Open | Class::Quote => self.line().chars().nth(1).is_none(),
                _ => false,
            },
            // 一.总体要求
            Class::Cjk => {
                class != Class::Edge
                    && self.line().chars().rev().take(4).all(is_chinese_numeral)
                    && self.line().chars().nth(4).is_none()
            }
            Class::Edge | Class::Other | Class::Compare => before_token,
            Class::Close => before_token && prev.is_ascii(),
            _ => false,
        }
    }

    /// Whether the end of the line so far has letters and nothing Chinese, so
    /// that punctuation behind it belongs to a Latin sentence.
    fn is_latin_line(&self) -> bool {
        let mut letters = false;
        for byte in self.line().bytes().rev().take(LANGUAGE_REACH) {
            match byte {
                // The first byte of kana, ideographs, Chinese punctuation.
                0xE3..=0xEF => return false,
                b'A'..=b'Z' | b'a'..=b'z' | 0xC3.. => letters = true,
                _ => {}
            }
        }
        letters
    }

    /// Whether a number goes on behind the line break at source offset `at`:
    /// `7.` and then `32亿元` on the next line. One or two digits and a unit
    /// are believed; a year, a date, a label are a new sentence.
    fn is_broken_decimal(&self, at: usize) -> bool {
        let mut breaks = 0;
        let mut next = None;
        let mut previous = ' ';
        for (offset, c) in self.source[at..].char_indices() {
            if is_line_break(c) {
                breaks += u32::from((previous, c) != ('\r', '\n'));
            } else if !(c == '\u{C}' || is_white(c) || is_ignorable(c)) {
                next = Some(at + offset);
            }
            // Two empty lines stand between lines that were printed apart.
            if next.is_some() || breaks > 3 {
                break;
            }
            previous = c;
        }
        let Some(start) = next else { return false };
        let digits = self.digits_ahead(start, 3);
        let Some(unit) = digits.last().map(|digit| self.ahead(digit.end)) else {
            return false;
        };
        digits.len() <= 2
            && match Class::of(unit.c) {
                Class::Percent => true,
                Class::Cjk => !matches!(unit.c, '年' | '月' | '日' | '号'),
                _ => false,
            }
    }

    /// Whether `c`, one of `, : ; ? !`, has its place in a number, a time or a
    /// Latin text.
    pub(super) fn stays_ascii(&self, c: char, end: usize) -> bool {
        let (prev, next) = (self.prev(), self.ahead(end));
        match (Class::of(prev), Class::of(next.c)) {
            (Class::Word | Class::Edge, Class::Word) => true,
            (Class::Word, Class::Edge) | (Class::Digit, Class::Edge | Class::Word) => self.is_latin_line(),
            (Class::Digit, Class::Digit) if !next.gap && !self.gap_before() => match c {
                ',' => self.is_thousands(end),
                ':' => true,
                _ => false,
            },
            _ => match c {
                // file:/, C:\
                ':' if matches!(next.c, '/' | '\\') => Class::of(prev) == Class::Word,
                // |:---|
                ':' => {
                    let is_rule = |c| matches!(c, '|' | '-' | '\n');
                    prev != next.c && is_rule(prev) && is_rule(next.c)
                }
                _ => false,
            },
        }
    }

    /// Whether the comma that ends at source offset `end` divides thousands:
    /// at most three digits before it, exactly three behind.
    fn is_thousands(&self, end: usize) -> bool {
        let line = self.line();
        let before = line.trim_end_matches(|c: char| c.is_ascii_digit());
        let first = line.len() - before.len();
        let fits = match before.chars().next_back() {
            Some(',') => first == 3,
            Some('.') => false,
            _ => (1..=3).contains(&first),
        };
        fits && self.digits_ahead(end, 4).len() == 3
    }

    /// The same for a full-width comma, which is one only if all the digits are
    /// full-width too: in `１，０００` the typist had no other key.
    pub(super) fn is_wide_thousands(&self, end: usize) -> bool {
        let is_wide = |text: &str| text.chars().take(3).all(|c| ('０'..='９').contains(&c));
        !self.gap_before()
            && self.prev().is_ascii_digit()
            && is_wide(&self.source[end..])
            && self.is_thousands(end)
    }

    /// Whether a dot stands before the ending of a file name: `规划.pdf`.
    pub(super) fn is_file_ending(&self, end: usize) -> bool {
        /// No ending is longer.
        const MOST: usize = 6;
        let mut ending = String::new();
        let mut next = self.ahead(end);
        while ending.len() < MOST && next.c.is_ascii_alphanumeric() && !next.gap {
            ending.push(next.c);
            next = self.ahead(next.end);
        }
        // The last letter is another where a mark joins it.
        if !next.gap && is_joining(next.c) {
            ending.pop();
        }
        !self.gap_before() && is_ending(&ending)
    }
}

/// The Chinese punctuation mark that `c` stands for.
pub(super) const fn chinese(c: char) -> char {
    match c {
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '?' => '？',
        '!' => '！',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, stays};

    #[test]
    fn ascii_punctuation_stands_for_chinese() {
        check("市政府各部门 (单位):", "市政府各部门（单位）：");
        check("印发给你们,请认真组织实施.", "印发给你们，请认真组织实施。");
        check("大局.“十三五”时期,", "大局。“十三五”时期，");
        check("好吗?好!一;二:三", "好吗？好！一；二：三");
        check("盲人专用 APP建设,", "盲人专用APP建设，");
        check("推广APP.", "推广APP。");
        check("APP,加强", "APP，加强");
        check("(联系电话:０５３１)", "（联系电话：0531）");
        check("５７６９７名;投", "57697名；投");
        check("达到98.85%;", "达到98.85%；");
        check("达到95%.", "达到95%。");
        check("水平.2025年", "水平。2025年");
        check("十三五\n,加强", "十三五\n，加强");
    }

    #[test]
    fn names_of_files_stay() {
        stays("附件：1.重点任务分工表.docx");
        // What leaves no trace parts no ending.
        check("附件：规划.do\u{200B}cx", "附件：规划.docx");
        check("达到.eT\u{7}tz", "达到。eTtz");
        stays("规划.PDF");
        check("附件.规划,表.xlsx.", "附件。规划，表.xlsx。");
        check("提升etc.加强", "提升etc。加强");
    }

    #[test]
    fn decimals_and_thousands_and_times_stay() {
        stays("7.32亿元");
        check("７．３２亿元", "7.32亿元");
        stays("1,000人");
        stays("12,345,678元");
        check("2020,2021年", "2020，2021年");
        check("1,20人", "1，20人");
        check("1, 234", "1，234");
        check("１，０００人", "1,000人");
        check("１，２人", "1，2人");
        stays("1，000");
        stays("8:30");
        stays("3:1");
        check("7 .32", "7.32");
    }

    #[test]
    fn a_decimal_may_be_cut_by_a_line_break() {
        check("资金7.\n\n32亿元", "资金7.\n\n32亿元");
        check("达到98.\n2025年", "达到98。\n2025年");
        check("达到98.\n2.加强", "达到98。\n2.加强");
    }

    #[test]
    fn leaders_stay() {
        stays("总体要求......5");
        check("总体要求. . . 5", "总体要求...5");
    }

    #[test]
    fn latin_text_stays() {
        stays("Hello, world. This is it.");
        stays("e.g. this");
        stays("it's");
        stays("f(x)");
        check("APP(2.0版)", "APP（2.0版）");
        stays("a.txt");
        stays("Yes!");
        stays("PM2.5, VOC");
        stays("It ends in 2025.");
    }
}
