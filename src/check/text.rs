//! Brackets, quotes, and words of another script.

use crate::diagnostic::{Code, Diagnostic};
use crate::layout::Manuscript;
use crate::scan::is_han;
use crate::source::Source;
use crate::span::Span;

/// Marks that come in pairs, as they read in normal form.
const PAIRS: &[(char, char)] = &[
    ('（', '）'),
    ('《', '》'),
    ('“', '”'),
    ('‘', '’'),
    ('[', ']'),
    ('【', '】'),
    ('〔', '〕'),
    ('〈', '〉'),
    ('(', ')'),
];

/// More open marks than this in one paragraph are noise, not nesting.
const MAX_DEPTH: usize = 32;

/// English function words that translation tools leave in Chinese sentences.
const FOREIGN: &[&str] = &[
    "and", "or", "of", "the", "for", "with", "in", "to", "by", "is", "on", "at", "from", "but", "not", "as",
    "be", "are",
];

/// Checks every paragraph.
pub fn check(manuscript: &Manuscript, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    for paragraph in manuscript.paragraphs.iter().filter(|paragraph| paragraph.is_content()) {
        let text = manuscript.str(paragraph);
        check_pairs(manuscript, source, text, paragraph.span.start, diagnostics);
        check_words(manuscript, text, paragraph.span.start, diagnostics);
        check_private_use(manuscript, text, paragraph.span.start, diagnostics);
    }
}

fn check_pairs(
    manuscript: &Manuscript,
    source: &Source,
    text: &str,
    base: u32,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut open: Vec<(usize, char)> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !may_be_mark(&bytes[at..]) {
            at += step(bytes[at]);
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let len = c.len_utf8();
        if PAIRS.iter().any(|pair| pair.0 == c) {
            if open.len() < MAX_DEPTH {
                open.push((at, c));
            }
        } else if PAIRS.iter().any(|pair| pair.1 == c) {
            close_pair(manuscript, source, text, base, &mut open, (at, c), diagnostics);
        }
        at += len;
    }
    for (at, c) in open {
        let source = manuscript.source(Span::new(base + at as u32, base + (at + c.len_utf8()) as u32));
        diagnostics.push(Diagnostic::new(Code::UnbalancedBracket, source).with(c));
    }
}

/// How far the next character is from one that begins with `lead`.
const fn step(lead: u8) -> usize {
    match lead {
        0xE0..=0xEF => 3,
        0xC0..=0xDF => 2,
        0xF0.. => 4,
        _ => 1,
    }
}

/// Whether a mark of a pair may begin here: ( ) [ ], the quotes at E2 80, the
/// brackets at E3 80, （ and ） at EF BC. Most marks of a text are none of these.
fn may_be_mark(bytes: &[u8]) -> bool {
    match bytes {
        [b'(' | b')' | b'[' | b']', ..] => true,
        [0xE2, 0x80, third, ..] => (0x98..=0x9D).contains(third),
        [0xE3, 0x80, third, ..] => (0x88..=0x95).contains(third),
        [0xEF, 0xBC, third, ..] => matches!(third, 0x88 | 0x89),
        _ => false,
    }
}

fn close_pair(
    manuscript: &Manuscript,
    source: &Source,
    text: &str,
    base: u32,
    open: &mut Vec<(usize, char)>,
    (at, close): (usize, char),
    diagnostics: &mut Vec<Diagnostic>,
) {
    let place = |at: usize, c: char| {
        manuscript.source(Span::new(base + at as u32, base + (at + c.len_utf8()) as u32))
    };
    let is_pair = |open: char, close: char| PAIRS.contains(&(open, close));
    match open.last().copied() {
        Some((opened, c)) if is_pair(c, close) => {
            open.pop();
            let (first, second) = (place(opened, c), place(at, close));
            let (first, second) = (first.of(source.text()), second.of(source.text()));
            // Same width, same form: the source says what normal form hides.
            if first.is_ascii() != second.is_ascii() {
                diagnostics.push(
                    Diagnostic::new(Code::MismatchedBracket, place(at, close)).with(first).with(second),
                );
            }
        }
        // （甲[乙）: closed in another form.
        Some((opened, c))
            if is_bracket(c) && is_bracket(close) && !open.iter().any(|(_, c)| is_pair(*c, close)) =>
        {
            open.pop();
            let _ = opened;
            diagnostics.push(Diagnostic::new(Code::MismatchedBracket, place(at, close)).with(c).with(close));
        }
        _ => match open.iter().rposition(|(_, c)| is_pair(*c, close)) {
            Some(position) => {
                for (at, c) in open.drain(position..).skip(1) {
                    diagnostics.push(Diagnostic::new(Code::UnbalancedBracket, place(at, c)).with(c));
                }
            }
            // 1） and 一） are labels.
            None if close == '）' && is_label_before(&text[..at]) => {}
            None => diagnostics.push(Diagnostic::new(Code::UnbalancedBracket, place(at, close)).with(close)),
        },
    }
}

fn is_bracket(c: char) -> bool {
    matches!(c, '（' | '）' | '[' | ']' | '【' | '】' | '〔' | '〕' | '(' | ')')
}

fn is_label_before(before: &str) -> bool {
    let trimmed = before.trim_end_matches(|c: char| {
        c.is_ascii_digit() || crate::scan::numeral::digit(c).is_some() || c == '十'
    });
    trimmed.len() < before.len() && (trimmed.is_empty() || trimmed.ends_with(['。', '；', '：', '，']))
}

/// `优惠补贴政策 and 信息消费`: a lone function word between Chinese characters.
fn check_words(manuscript: &Manuscript, text: &str, base: u32, diagnostics: &mut Vec<Diagnostic>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_lowercase() {
            at += step(bytes[at]);
            continue;
        }
        let len = bytes[at..]
            .iter()
            .take_while(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'/' | b':')
            })
            .count();
        let word = &text[at..at + len];
        let before = text[..at].chars().next_back();
        let after = text[at + len..].chars().next();
        if FOREIGN.contains(&word) && before.is_some_and(is_han) && after.is_some_and(is_han) {
            let source = manuscript.source(Span::new(base + at as u32, base + (at + len) as u32));
            diagnostics.push(Diagnostic::new(Code::ForeignWord, source).with(word));
        }
        at += len.max(1);
    }
}

/// Characters that every font draws as it likes.
fn check_private_use(manuscript: &Manuscript, text: &str, base: u32, diagnostics: &mut Vec<Diagnostic>) {
    // U+E000–U+F8FF begin with EE or EF in UTF-8.
    let mut from = 0;
    while let Some(found) = memchr::memchr2(0xEE, 0xF3, &text.as_bytes()[from..]) {
        let at = from + found;
        from = at + 1;
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        if matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}') {
            let source = manuscript.source(Span::new(base + at as u32, base + (at + c.len_utf8()) as u32));
            diagnostics.push(
                Diagnostic::new(Code::PrivateUseCharacter, source).with(format!("U+{:04X}", u32::from(c))),
            );
        }
        from = at + c.len_utf8();
    }
}
