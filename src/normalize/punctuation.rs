//! What depends on the neighbours: ASCII punctuation that stands for Chinese,
//! quotes, dashes, middle dots, the numeral zero, the brackets of document
//! numbers.

use super::class::is_ignorable;
use super::class::{Class, is_chinese_digit, is_chinese_numeral, is_line_break, is_white, is_zero};
use super::width::is_joining;
use super::{Ahead, Pass};

/// How far back a line is searched for Chinese, in bytes, to learn whether
/// punctuation at its end belongs to a Latin sentence.
const LANGUAGE_REACH: usize = 64;
/// How many characters the brackets of `f(x)` may hold.
const CALL_REACH: usize = 64;
/// How far back a quote is remembered, in bytes of source: 200 Chinese
/// characters. What is open longer has lost its partner.
const QUOTE_REACH: usize = 600;
/// How many zeros may follow each other in a Chinese number.
const ZERO_RUN: usize = 8;
/// How many characters may stand between the year and the 号 of a document
/// number: 第, digits, or a blank to be filled in.
const NUMBER_REACH: usize = 12;
/// What the names of files end with that documents refer to.
const FILE_ENDINGS: &[&str] = &[
    "doc", "docx", "wps", "xls", "xlsx", "et", "ppt", "pptx", "pdf", "ofd", "ceb", "cebx", "txt", "rtf",
    "zip", "rar", "7z", "jpg", "jpeg", "png", "html", "htm",
];
/// The highest label that is believed in the midst of a line on the strength
/// of a gap alone; beyond it, `达到 98.` is a number that ends a sentence.
const HIGHEST_SPACED_LABEL: u32 = 30;

impl Pass<'_> {
    /// Deals with `c` (folded; it ends at source offset `end`) if it is
    /// punctuation, or a sign used like punctuation. Otherwise nothing is done
    /// and the answer is `false`.
    pub(super) fn punctuation(&mut self, c: char, end: usize) -> bool {
        let new = match c {
            '“' | '”' => {
                self.double_quotes.note(self.at, c == '“');
                c
            }
            '‘' | '’' => {
                self.single_quotes.note(self.at, c == '‘');
                c
            }
            '\u{2E3A}' => {
                self.rewriter.copy_to(self.at);
                self.rewriter.replace_to(end, "——");
                self.at = end;
                return true;
            }
            '«' => '《',
            '»' => '》',
            '‹' => '〈',
            '›' => '〉',
            '―' => '—',
            '.' | ',' | ':' | ';' | '?' | '!' | '(' | ')' | '[' | '（' | '）' | '【' | '﹝' | '〔' | '"'
            | '\'' | '·' | '﹒' | '•' | '∙' | '・' | '･' | '~' | '〜' | '─' | '0' | '○' | '◯' | '@'
            | '，' => {
                // All of these look at the text to their left.
                self.rewriter.copy_to(self.at);
                match self.decide(c, end) {
                    Some(new) => new,
                    None => return true,
                }
            }
            _ => return false,
        };
        // Compared with the source, since `c` may be folded already.
        if self.source[self.at..end].starts_with(new) {
            self.at = end;
        } else {
            self.write(end, new);
        }
        true
    }

    /// What `c` becomes; `None` if it has been written, with what follows.
    fn decide(&mut self, c: char, end: usize) -> Option<char> {
        Some(match c {
            '.' if self.is_url_dot() => return self.url(c, end),
            ':' if self.is_url_colon(end) => return self.url(c, end),
            '@' => return self.mail(end),
            '﹒' if !self.prev().is_ascii_digit() => c,
            '.' | '﹒' => {
                if self.is_ascii_stop(end) || self.is_file_ending(end) {
                    '.'
                } else {
                    '。'
                }
            }
            '·' => {
                if self.is_label_dot(end) {
                    '.'
                } else {
                    c
                }
            }
            ',' | ':' | ';' | '?' | '!' => {
                if self.stays_ascii(c, end) {
                    c
                } else {
                    chinese(c)
                }
            }
            '，' => {
                if self.is_wide_thousands(end) {
                    ','
                } else {
                    '，'
                }
            }
            '(' | '（' | '[' | '【' | '﹝' | '〔' => {
                if let Some(number) = self.document_number(end) {
                    self.write_year(end, number);
                    return None;
                }
                match c {
                    '(' | '（' => {
                        let ascii = c == '(' && self.is_call(end);
                        self.brackets.open(ascii);
                        if ascii { '(' } else { '（' }
                    }
                    _ => c,
                }
            }
            ')' | '）' => {
                let ascii = self.brackets.close();
                if c == ')' && ascii.unwrap_or_else(|| self.is_among_letters(end)) { ')' } else { '）' }
            }
            '"' => {
                let (opening, closing) = self.quote_evidence(end);
                self.double_quotes.straight(self.at, opening, closing, ['“', '”'])
            }
            '\'' => {
                let (prev, next) = (self.prev(), self.ahead(end));
                let chinese = [prev, next.c].into_iter().any(is_chinese_text);
                // 5' is a measure.
                if chinese && !prev.is_ascii_digit() {
                    let (opening, closing) = self.quote_evidence(end);
                    self.single_quotes.straight(self.at, opening, closing, ['‘', '’'])
                } else {
                    '\''
                }
            }
            '•' | '∙' | '・' | '･' => {
                let among = [self.prev(), self.ahead(end).c];
                if among.map(Class::of) == [Class::Cjk; 2] { '·' } else { c }
            }
            '~' | '〜' => {
                let before = matches!(Class::of(self.prev()), Class::Digit | Class::Percent | Class::Cjk);
                if before && self.ahead(end).c.is_ascii_digit() { '～' } else { c }
            }
            '─' => self.drawn_dash(end),
            '0' | '○' | '◯' => {
                if self.is_chinese_zero(c, end) {
                    '〇'
                } else {
                    c
                }
            }
            _ => c,
        })
    }

    // ---- . , : ; ? ! ----

    /// Whether a full stop that ends at source offset `end` is a decimal point,
    /// the dot of a label, or part of a Latin word.
    fn is_ascii_stop(&self, end: usize) -> bool {
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

    /// Whether the number that the text ends with is a label, given that a full
    /// stop and then `next` follow it.
    fn is_label(&self, next: Ahead) -> bool {
        let line = self.line();
        let before = line.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = &line[before.len()..];
        // 1.1. and 1.1.1. are labels of inner levels.
        let mut place = before;
        for _ in 0..4 {
            match place.strip_suffix('.') {
                Some(outer) if outer.ends_with(|c: char| c.is_ascii_digit()) => {
                    place = outer.trim_end_matches(|c: char| c.is_ascii_digit());
                }
                _ => break,
            }
        }
        let at_end = next.c == '\n';
        match label_place(place) {
            Some(LabelPlace::LineStart) => number.len() <= 3,
            Some(LabelPlace::AfterStop) => number.len() <= 2 && !at_end,
            None => place.ends_with(' ') && !at_end && is_low_label(number),
        }
    }

    /// Whether what stands at source offset `at` has the form of a label that a
    /// gap before it makes one.
    pub(super) fn is_label_ahead(&self, at: usize) -> bool {
        let digits = self.digits_ahead(at, 3);
        let Some(dot) = digits.last().map(|digit| self.ahead(digit.end)) else {
            return false;
        };
        let number: String = digits.iter().map(|digit| digit.c).collect();
        if dot.gap || !matches!(dot.c, '.' | '﹒') || !is_low_label(&number) {
            return false;
        }
        let next = self.ahead(dot.end);
        match Class::of(next.c) {
            Class::Cjk | Class::Open | Class::Quote | Class::Word => true,
            Class::Digit => next.gap,
            _ => false,
        }
    }

    /// The digits that stand at source offset `at` without a gap, up to `most`.
    fn digits_ahead(&self, at: usize, most: usize) -> Vec<Ahead> {
        let mut digits: Vec<Ahead> = Vec::new();
        let mut next = self.ahead(at);
        while digits.len() < most && next.c.is_ascii_digit() && (digits.is_empty() || !next.gap) {
            digits.push(next);
            next = self.ahead(next.end);
        }
        digits
    }

    /// Whether the letters and digits that the text ends with contain a letter.
    fn is_word_behind(&self) -> bool {
        self.line()
            .bytes()
            .rev()
            .take(32)
            .take_while(u8::is_ascii_alphanumeric)
            .any(|byte| byte.is_ascii_alphabetic())
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
    fn stays_ascii(&self, c: char, end: usize) -> bool {
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
    fn is_wide_thousands(&self, end: usize) -> bool {
        let is_wide = |text: &str| text.chars().take(3).all(|c| ('０'..='９').contains(&c));
        !self.gap_before()
            && self.prev().is_ascii_digit()
            && is_wide(&self.source[end..])
            && self.is_thousands(end)
    }

    /// Whether a middle dot is used as the dot of a label: `1·加强`, but not
    /// `12·4宪法日`.
    fn is_label_dot(&self, end: usize) -> bool {
        let next = self.ahead(end).c;
        let line = self.line();
        let before = line.trim_end_matches(|c: char| c.is_ascii_digit());
        (1..=2).contains(&(line.len() - before.len()))
            && label_place(before).is_some()
            && !(next.is_ascii_digit() || next == '\n')
    }

    /// Whether a dot stands before the ending of a file name: `规划.pdf`.
    fn is_file_ending(&self, end: usize) -> bool {
        let rest = &self.source.as_bytes()[end..];
        let ending = &rest[..rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).take(6).count()];
        !self.gap_before() && FILE_ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known.as_bytes()))
    }

    // ---- URLs ----

    /// Whether the text ends with `www`.
    fn is_url_dot(&self) -> bool {
        ends_with_word(self.line(), "www")
    }

    /// Whether the text ends with the scheme of a URL and `//` follows.
    fn is_url_colon(&self, end: usize) -> bool {
        self.source[end..].starts_with("//")
            && ["http", "https", "ftp"].iter().any(|scheme| ends_with_word(self.line(), scheme))
    }

    /// Leaves `c` and the rest of the URL as they are.
    fn url(&mut self, c: char, end: usize) -> Option<char> {
        let rest = &self.source[end..];
        let len = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_graphic() && !b"\"'<>()[]{}|\\^`".contains(byte))
            .count();
        let len = self.without_base(end, len);
        let url = rest[..len].trim_end_matches(['.', ',', ';', ':', '?', '!', '~']);
        if url.is_empty() && c == '.' {
            // `www.` and nothing more is a sentence's end.
            return Some(if self.is_ascii_stop(end) { '.' } else { '。' });
        }
        self.keep(c, end, url.len())
    }

    /// Leaves `@` and the domain behind it as they are.
    fn mail(&mut self, end: usize) -> Option<char> {
        let rest = &self.source[end..];
        let len = rest
            .bytes()
            .take_while(|&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
            .count();
        let domain = rest[..self.without_base(end, len)].trim_end_matches('.');
        self.keep('@', end, domain.len())
    }

    /// The length of an address of `len` bytes at source offset `at`, less its
    /// last character if that is going to be composed with a mark.
    fn without_base(&self, at: usize, len: usize) -> usize {
        let next = self.ahead(at + len);
        if !next.gap && is_joining(next.c) { len.saturating_sub(1) } else { len }
    }

    /// Writes `c` and copies `more` bytes behind it.
    fn keep(&mut self, c: char, end: usize, more: usize) -> Option<char> {
        if !self.source[self.at..end].starts_with(c) {
            self.write(end, c);
        }
        self.at = end + more;
        None
    }

    // ---- brackets ----

    /// Whether the bracket that ends at source offset `end` opens the arguments
    /// of a name, `f(x)`: letters or digits on both sides, inside only more
    /// of them and operators.
    fn is_call(&self, end: usize) -> bool {
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
    fn is_among_letters(&self, end: usize) -> bool {
        let is_letter = |c| matches!(Class::of(c), Class::Word | Class::Digit);
        is_letter(self.prev()) && is_letter(self.ahead(end).c)
    }

    /// The year of a document number, if it stands behind a bracket that ends
    /// at source offset `end`: `济政字[2021] 89号`.
    fn document_number(&self, end: usize) -> Option<Year> {
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
    fn write_year(&mut self, end: usize, year: Year) {
        self.write_if_other(end, '〔');
        while self.at < year.close_at {
            let next = self.ahead(self.at);
            if next.gap {
                self.white();
            } else {
                self.write_if_other(next.end, next.c);
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

    // ---- quotes ----

    /// Whether the neighbours of a straight quote say that it opens, and
    /// whether they say that it closes.
    fn quote_evidence(&self, end: usize) -> (bool, bool) {
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

    // ---- dashes and zeros ----

    /// Box-drawing lines: a pair of them is a dash, more are a ruled line.
    fn drawn_dash(&mut self, end: usize) -> char {
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
    fn is_chinese_zero(&self, c: char, end: usize) -> bool {
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

/// Where the year of a document number ends.
#[derive(Clone, Copy)]
struct Year {
    close_at: usize,
    close_end: usize,
}

/// Where a number can be a label without a gap before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LabelPlace {
    /// At the start of the line, perhaps behind list marks: `- 1.`, `**1.`.
    LineStart,
    /// Behind the end of a sentence, or a bracket.
    AfterStop,
}

/// The place for a label at the end of `before`, the text of a line.
pub(super) fn label_place(before: &str) -> Option<LabelPlace> {
    let mut chars = before.chars().rev();
    match chars.next() {
        None => Some(LabelPlace::LineStart),
        // The colon of a ratio ends no sentence.
        Some('：') if chars.next().is_some_and(|c| c.is_ascii_digit()) => None,
        Some('。' | '；' | '：' | '！' | '？' | '…') => Some(LabelPlace::AfterStop),
        Some('（' | '）' | '【' | '】' | '〔' | '〕' | '《' | '》' | '“' | '”') => {
            Some(LabelPlace::AfterStop)
        }
        Some(_) => {
            let is_mark =
                |c| matches!(c, '#' | '*' | '-' | '>' | '+' | '·' | '•' | '●' | '■' | '◆' | '—' | '|');
            let mut marks = before.chars().rev();
            // Seven marks are more than any list has.
            let found = marks.by_ref().take(7).all(is_mark) && marks.next().is_none();
            found.then_some(LabelPlace::LineStart)
        }
    }
}

/// Whether `number` is as low as labels are.
fn is_low_label(number: &str) -> bool {
    number.len() <= 2 && number.parse().is_ok_and(|value: u32| value <= HIGHEST_SPACED_LABEL)
}

/// Whether `c` is Chinese text or its punctuation.
fn is_chinese_text(c: char) -> bool {
    Class::of(c) == Class::Cjk
}

/// The Chinese punctuation mark that `c` stands for.
const fn chinese(c: char) -> char {
    match c {
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '?' => '？',
        '!' => '！',
        _ => c,
    }
}

/// Whether `text` ends with `word`, in any case, as the start of an address and
/// not in the midst of one.
fn ends_with_word(text: &str, word: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len().checked_sub(word.len()).is_some_and(|start| {
        bytes[start..].eq_ignore_ascii_case(word.as_bytes())
            && !bytes[..start]
                .last()
                .is_some_and(|&byte| byte.is_ascii_alphanumeric() || b"@._-".contains(&byte))
    })
}

/// The round brackets open on a line: which have stayed ASCII, so that their
/// partners do.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Brackets {
    /// One bit for each open bracket, the innermost lowest. Brackets more than
    /// 64 deep fall out at the top.
    ascii: u64,
    depth: u32,
}

impl Brackets {
    const fn open(&mut self, ascii: bool) {
        self.ascii = self.ascii << 1 | ascii as u64;
        self.depth = if self.depth < 64 { self.depth + 1 } else { 64 };
    }

    /// Whether the partner of a closing bracket has stayed ASCII, if there is
    /// one.
    fn close(&mut self) -> Option<bool> {
        self.depth = self.depth.checked_sub(1)?;
        let ascii = self.ascii & 1 == 1;
        self.ascii >>= 1;
        Some(ascii)
    }

    pub(super) const fn clear(&mut self) {
        self.depth = 0;
    }
}

/// Whether a quote is open. It outlives the line, as line breaks cut quotes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct QuoteState {
    /// Where in the source the open quote stands.
    open: Option<usize>,
}

impl QuoteState {
    /// Takes note of a quote that says itself which way it faces.
    const fn note(&mut self, at: usize, opens: bool) {
        self.open = if opens { Some(at) } else { None };
    }

    /// The one of `pair` that a straight quote at source offset `at` is.
    fn straight(&mut self, at: usize, opening: bool, closing: bool, pair: [char; 2]) -> char {
        let is_open = self.open.is_some_and(|start| at - start <= QUOTE_REACH);
        let opens = if opening == closing { !is_open } else { opening };
        self.note(at, opens);
        pair[usize::from(!opens)]
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::normalize;

    /// Forms of one sign: what stands in a line may become another of it.
    pub(in super::super) const FORMS: [&str; 22] = [
        ",，",
        ".。﹒·",
        ";；",
        ":：",
        "?？",
        "!！",
        "(（〔",
        ")）〕",
        "[【﹝〔",
        "]】﹞〕",
        "«《",
        "»》",
        "‹〈",
        "›〉",
        "\"“”",
        "'‘’",
        "•∙・･·",
        "―—─\u{2E3A}",
        "~〜～",
        "0○◯〇",
        "（〔",
        "）〕",
    ];

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let once = normalize(source).text;
        assert_eq!(once, expected);
        assert_eq!(normalize(&once).text, expected, "the second time");
    }

    #[track_caller]
    fn stays(source: &str) {
        check(source, source);
    }

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
    fn labels_keep_their_dot() {
        check("１．多层次的", "1.多层次的");
        check("1. 巩固", "1.巩固");
        check("10．政务", "10.政务");
        check("1.1.加强", "1.1.加强");
        check("1.1.1加强", "1.1.1加强");
        check("- 1. 加强", "-1.加强");
        check("### 2.加强", "###2.加强");
        check("**3.加强**", "**3.加强**");
        check("水平.1.加强", "水平。1.加强");
        check("（一）1.加强", "（一）1.加强");
        stays("“1.加强");
        check("1﹒加强", "1.加强");
        check("1·加强", "1.加强");
        check("1﹒ 2025年目标", "1. 2025年目标");
        check("目标 2﹒加强", "目标 2.加强");
        stays("12·4宪法日");
        check("A.加强", "A.加强");
        check("一．总体要求", "一.总体要求");
        check("1. 2025年目标", "1. 2025年目标");
        stays("1.\n加强");
        stays("3.“互联网+”");
    }

    #[test]
    fn a_gap_makes_a_label_and_is_kept() {
        check("主要目标 1.加强", "主要目标 1.加强");
        check("目标\t1. 加强", "目标 1.加强");
        check("目标 45.加强", "目标45。加强");
    }

    #[test]
    fn a_number_at_the_end_of_a_sentence_is_no_label() {
        check("达到98.城乡", "达到98。城乡");
        check("达到98.", "达到98。");
        check("达到98﹒城乡", "达到98。城乡");
        check("比例为3：1.城乡", "比例为3：1。城乡");
        check("0-6.城乡", "0-6。城乡");
        check("2025.城乡", "2025。城乡");
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

    #[test]
    fn addresses_stay_whole() {
        stays("http://www.a.cn/b?c=1,2:3;d");
        check("网址:https://a.cn/~b.", "网址：https://a.cn/~b。");
        check("www.gov.cn,下同", "www.gov.cn，下同");
        check("邮箱:a.b@163.com.", "邮箱：a.b@163.com。");
        check("www.", "www.");
    }

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
        ] {
            check(source, "济政字〔2021〕89号");
        }
        check("济政字[2021] 号", "济政字〔2021〕号");
        check("济政字(2021)第9号", "济政字〔2021〕第9号");
        check("计划(2021)", "计划（2021）");
        stays("[2021]89号");
    }

    #[test]
    fn guillemets_become_title_marks() {
        check("«‹法›»", "《〈法〉》");
    }

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

    #[test]
    fn middle_dots_between_chinese_characters() {
        check("甲•乙∙丙・丁", "甲·乙·丙·丁");
        stays("• 甲".replace(' ', "").as_str());
        stays("a•b");
    }

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
    fn tildes_between_numbers() {
        check("5~10%", "5～10%");
        check("5％〜10％", "5%～10%");
        check("1月~3月", "1月～3月");
        stays("5～10");
        stays("北京～上海");
        stays("a~b");
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
