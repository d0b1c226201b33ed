//! What kind of character a neighbour is.
//!
//! Every decision about a character must come out the same when the text is
//! normalized again, and by then its right-hand neighbour has been normalized
//! too. So a character and whatever it may become (`,` and `，`, `"` and `“`,
//! `○` and `〇`) belong to the same class.

use super::width::is_joining;

/// A class of characters, as the decisions need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// The start or the end of the line.
    Edge,
    /// The one space that may stay.
    Space,
    /// `0` to `9`.
    Digit,
    /// A letter of an alphabet: Latin, Greek, Cyrillic.
    Word,
    /// An ideograph, a kana.
    Cjk,
    /// `（`, `(`, `《`.
    Open,
    /// `）`, `)`, `》`.
    Close,
    /// Any quote; which way it faces is decided elsewhere.
    Quote,
    /// Punctuation that ends or divides a sentence, Chinese or ASCII.
    Stop,
    /// `%`, `‰`.
    Percent,
    /// `>`, `≥`: what may stand before a number in a table cell.
    Compare,
    /// Anything else.
    Other,
}

impl Class {
    /// The class of `c`, a line break being an edge.
    pub(super) fn of(c: char) -> Self {
        match c {
            '\n' => Self::Edge,
            ' ' => Self::Space,
            '0'..='9' => Self::Digit,
            'A'..='Z' | 'a'..='z' => Self::Word,
            '(' | '[' | '{' | '（' | '【' | '〔' | '《' | '〈' | '「' | '『' | '«' | '‹' | '﹝' => {
                Self::Open
            }
            ')' | ']' | '}' | '）' | '】' | '〕' | '》' | '〉' | '」' | '』' | '»' | '›' | '﹞' => {
                Self::Close
            }
            '"' | '\'' | '“' | '”' | '‘' | '’' => Self::Quote,
            ',' | '.' | '﹒' | ';' | ':' | '?' | '!' | '，' | '。' | '；' | '：' | '？' | '！' | '、'
            | '…' | '∶' => Self::Stop,
            '%' | '‰' => Self::Percent,
            '<' | '>' | '≥' | '≤' | '≧' | '≦' | '≮' | '≯' => Self::Compare,
            _ if c.is_ascii() => Self::Other,
            _ if is_cjk(c) => Self::Cjk,
            // Circled letters and Roman numerals count as signs, not as words.
            '\u{2150}'..='\u{218F}' | '\u{2460}'..='\u{24FF}' => Self::Other,
            // Marks may change places with each other, so they count for nothing.
            _ if c.is_alphabetic() && !is_joining(c) => Self::Word,
            _ => Self::Other,
        }
    }
}

/// Whether `c` is an ideograph, a radical that becomes one, the numeral zero in
/// any of its forms, or a kana.
fn is_cjk(c: char) -> bool {
    matches!(
        c,
        '\u{4E00}'..='\u{9FFF}'
            | '\u{3400}'..='\u{4DBF}'
            | '々'
            | '〇'
            | '○'
            | '◯'
            | '\u{3041}'..='\u{3096}'
            | '\u{309D}'..='\u{30FA}'
            | '\u{30FC}'..='\u{30FF}'
            | '\u{2E80}'..='\u{2FDF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

/// `一` to `九`: the digits by which years are written in Chinese.
pub(super) const fn is_chinese_digit(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
}

/// A zero, or a circle that may be meant as one.
pub(super) const fn is_zero(c: char) -> bool {
    matches!(c, '0' | '〇' | '○' | '◯')
}

/// A character of a Chinese number: `十二`, `一百`.
pub(super) const fn is_chinese_numeral(c: char) -> bool {
    is_chinese_digit(c) || matches!(c, '〇' | '十' | '百')
}

/// A character that ends a line, whatever the system it was written on.
pub(super) const fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// White space within a line.
pub(super) const fn is_white(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

/// What leaves no trace: zero-width characters, marks of writing direction,
/// variation selectors, controls without a meaning for plain text.
pub(super) const fn is_ignorable(c: char) -> bool {
    match c {
        '\t' | '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' => false,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' => true,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => true,
        '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' => true,
        '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}' => true,
        _ => false,
    }
}

/// Whether `c` has no meaning agreed between sender and reader.
pub(super) const fn is_private_use(c: char) -> bool {
    matches!(
        c,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}'
    )
}

#[cfg(test)]
mod tests {
    use super::super::width::fold;
    use super::*;

    #[test]
    fn a_character_and_what_it_may_become_are_of_one_class() {
        for (before, after) in [
            (',', '，'),
            ('.', '。'),
            (';', '；'),
            (':', '：'),
            ('?', '？'),
            ('!', '！'),
            ('(', '（'),
            (')', '）'),
            ('"', '“'),
            ('"', '”'),
            ('\'', '‘'),
            ('«', '《'),
            ('»', '》'),
            ('‹', '〈'),
            ('›', '〉'),
            ('○', '〇'),
            ('•', '·'),
            ('﹒', '。'),
            ('―', '—'),
            ('~', '～'),
            ('[', '〔'),
            (']', '〕'),
            ('﹝', '〔'),
        ] {
            assert_eq!(Class::of(before), Class::of(after), "{before}");
        }
    }

    #[test]
    fn folding_keeps_the_class_of_ideographs() {
        for c in ('\u{2E80}'..='\u{2FD5}').chain('\u{F900}'..='\u{FAD9}') {
            assert_eq!(Class::of(fold(c)), Class::of(c), "{c:?}");
        }
    }

    #[test]
    fn letters_are_words_and_signs_are_not() {
        assert_eq!(Class::of('é'), Class::Word);
        assert_eq!(Class::of('Ж'), Class::Word);
        assert_eq!(Class::of('①'), Class::Other);
        assert_eq!(Class::of('Ⅳ'), Class::Other);
        assert_eq!(Class::of('㎡'), Class::Other);
        assert_eq!(Class::of('\u{E000}'), Class::Other);
    }
}
