//! What depends on the neighbours: ASCII punctuation that stands for Chinese,
//! quotes, dashes, middle dots, the numeral zero, the brackets of document
//! numbers. What is decided for each sign stands here, by what evidence in the
//! file of its kind.

mod address;
mod bracket;
mod label;
mod quote;
mod sign;
mod stop;

use self::stop::chinese;
use super::class::Class;
use super::escape::reference;
use super::{Ahead, Pass};

pub(super) use self::label::label_place;

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
            | '，' | '∶' => {
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
            '﹒' if !self.prev().is_ascii_digit() => {
                if matches!(Class::of(self.prev()), Class::Cjk | Class::Close | Class::Quote | Class::Percent)
                {
                    '。'
                } else {
                    c
                }
            }
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
            ';' if self.is_behind_name() => {
                // A reference that has no meaning stays as it is; one that would have
                // got it only by what was left out here must not.
                if self.is_behind_reference() { '；' } else { ';' }
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
            // 责任单位∶甲, but 4∶1
            '∶' if Class::of(self.prev()) == Class::Cjk && !self.ahead(end).c.is_ascii_digit() => '：',
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

    /// Whether the text so far ends with `&name`.
    fn is_behind_name(&self) -> bool {
        self.reference_start().is_some()
    }

    /// The same where a semicolon would make it a reference.
    fn is_behind_reference(&self) -> bool {
        self.reference_start().is_some_and(|at| reference(&format!("{};", &self.line()[at..])).is_some())
    }

    /// Where in the line the reference begins that a semicolon would end.
    fn reference_start(&self) -> Option<usize> {
        /// No name is longer.
        const LONGEST: usize = 32;
        let bytes = self.line().as_bytes();
        let len = bytes
            .iter()
            .rev()
            .take(LONGEST)
            .position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#')?;
        let at = bytes.len() - len - 1;
        (len > 1 && bytes[at] == b'&').then_some(at)
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
}

/// Whether `c` is Chinese text or its punctuation.
fn is_chinese_text(c: char) -> bool {
    Class::of(c) == Class::Cjk
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::normalize;

    /// Forms of one sign: what stands in a line may become another of it.
    pub(in super::super) const FORMS: [&str; 23] = [
        ",，",
        ".。﹒·",
        ";；",
        ":：",
        "∶：",
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
    pub(super) fn check(source: &str, expected: &str) {
        let once = normalize(source).text;
        assert_eq!(once, expected);
        assert_eq!(normalize(&once).text, expected, "the second time");
    }

    #[test]
    fn the_sign_of_a_ratio_behind_a_word_is_a_colon() {
        check("（责任单位∶县水利局）", "（责任单位：县水利局）");
        stays("车位与充电桩为4∶1");
        stays("比例为∶1");
    }

    #[track_caller]
    pub(super) fn stays(source: &str) {
        check(source, source);
    }

    #[test]
    fn guillemets_become_title_marks() {
        check("«‹法›»", "《〈法〉》");
    }

    #[test]
    fn middle_dots_between_chinese_characters() {
        check("甲•乙∙丙・丁", "甲·乙·丙·丁");
        stays("• 甲".replace(' ', "").as_str());
        stays("a•b");
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
}
