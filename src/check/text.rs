//! Rules about characters, punctuation, words and pages.
//!
//! One walk over the paragraphs, below, serves the rules about brackets, foreign
//! words and private use.

pub(crate) mod doubled_character;
pub(crate) mod doubled_punctuation;
pub(crate) mod doubled_word;
pub(crate) mod fullwidth_punctuation;
pub(crate) mod halfwidth_habit;
pub(crate) mod halfwidth_punctuation;
pub(crate) mod mixed_bracket_width;
pub(crate) mod page_number_out_of_order;
pub(crate) mod page_number_reversed;
pub(crate) mod repeated_at_page_break;
pub(crate) mod sentence_cut_in_two;
pub(crate) mod space_inside_sentence;
pub(crate) mod walk;
pub(crate) mod width;
pub(crate) mod wrong_replacement;

use super::Context;
use crate::block::body::Draft;
use crate::diagnostic::{Code, Diagnostic, MOST};
use crate::layout::Manuscript;
use crate::normalize::AsciiOrigins;
use crate::scan::{char_len, is_han, skip_ideographs};
use crate::span::{SourceSpan, Span};

/// Marks that come in pairs, as they read in normal form.
const PAIRS: &[(char, char)] = &[
    ('（', '）'),
    ('“', '”'),
    ('《', '》'),
    ('[', ']'),
    ('‘', '’'),
    ('【', '】'),
    ('〔', '〕'),
    ('〈', '〉'),
    ('(', ')'),
];

/// More open marks than this in one paragraph are noise, not nesting.
const MAX_DEPTH: usize = 32;

/// English function words that translation tools leave in Chinese sentences.
const FOREIGN: &[&str] = &[
    "and",
    "or",
    "of",
    "the",
    "for",
    "with",
    "in",
    "to",
    "by",
    "is",
    "on",
    "at",
    "from",
    "but",
    "not",
    "as",
    "be",
    "are",
    "also",
    "that",
    "this",
    "which",
    "while",
    "through",
    "such",
    "including",
    "into",
    "between",
    "their",
    "its",
    "has",
    "have",
    "will",
    "should",
    "must",
    "than",
    "were",
    "was",
];

/// Checks every paragraph.
pub(crate) fn check_text(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let (manuscript, source) = (context.manuscript, context.source);
    let title_lines = open_title_lines(context.draft);
    let origins = manuscript.map.ascii_origins();
    let mut checker =
        Checker { manuscript, source: source.text(), origins, diagnostics, near: 0, open: Vec::new() };
    let web = &context.draft.web;
    for (at, paragraph) in manuscript.paragraphs.iter().enumerate() {
        // What a page prints around a text is not its author's.
        if !paragraph.is_content() || web.binary_search(&at).is_ok() {
            continue;
        }
        let text = manuscript.str(paragraph);
        checker.check_paragraph(text, paragraph.span.start);
        // A mark may close on the next line of a title.
        if !title_lines.contains(&paragraph.span.start) {
            checker.finish_pairs();
        }
    }
}

/// The lines of titles that go on with another line, by the offset at which
/// they begin.
fn open_title_lines(draft: &Draft<'_>) -> Vec<u32> {
    let notice = draft.notice.iter().map(|notice| &notice.title);
    let plans = draft.parts.iter().map(|part| &part.title);
    notice
        .chain(plans)
        .flat_map(|title| title.split_last().map_or(&[][..], |(_, before)| before))
        .map(|span| span.start)
        .collect()
}

/// A mark of a pair.
#[derive(Clone, Copy)]
struct Mark {
    /// Its offset in the manuscript.
    at: u32,
    c: char,
    /// Whether the source has it in ASCII.
    is_ascii: bool,
}

struct Checker<'a> {
    manuscript: &'a Manuscript,
    source: &'a str,
    origins: AsciiOrigins<'a>,
    diagnostics: &'a mut Vec<Diagnostic>,
    /// Where in the source map the last place was found.
    near: usize,
    /// The marks that are open in the paragraph at hand.
    open: Vec<Mark>,
}

impl Checker<'_> {
    fn place(&mut self, at: u32, len: usize) -> SourceSpan {
        self.manuscript.map.to_source_near(Span::new(at, at + len as u32), &mut self.near)
    }

    fn place_of(&mut self, mark: Mark) -> SourceSpan {
        self.place(mark.at, mark.c.len_utf8())
    }

    fn report(&mut self, code: Code, mark: Mark) {
        let place = self.place_of(mark);
        self.push(Diagnostic::new(code, place).with(mark.c));
    }

    /// Adds a finding; of a line that has one in every third byte, not all are held at once.
    fn push(&mut self, found: Diagnostic) {
        const HELD: usize = 16 * MOST;
        self.diagnostics.push(found);
        if self.diagnostics.len() > HELD {
            self.diagnostics.sort_by_key(|found| found.span);
            Diagnostic::sum_up(self.diagnostics);
        }
    }

    /// Goes over a paragraph once, by the first byte of each character.
    fn check_paragraph(&mut self, text: &str, base: u32) {
        let bytes = text.as_bytes();
        let mut at = 0;
        loop {
            at = skip_ideographs(bytes, at);
            if at >= bytes.len() {
                break;
            }
            match &bytes[at..] {
                [b'A'..=b'Z' | b'a'..=b'z', ..] => {
                    at += self.check_words(text, at, base);
                    continue;
                }
                rest if may_be_mark(rest) => self.check_mark(text, at, base),
                rest if may_be_private_use(rest) => self.check_private_use(text, at, base),
                _ => {}
            }
            at += char_len(bytes[at]);
        }
    }

    fn check_mark(&mut self, text: &str, at: usize, base: u32) {
        let Some(c) = text[at..].chars().next() else { return };
        let is_first = PAIRS.iter().any(|pair| pair.0 == c);
        if !is_first && PAIRS.iter().all(|pair| pair.1 != c) {
            return;
        }
        let before = &text[..at];
        let at = base + at as u32;
        let mark = Mark { at, c, is_ascii: c.is_ascii() || self.origins.has(at) };
        if !is_first {
            self.close_pair(mark, before);
        } else if self.open.len() < MAX_DEPTH {
            self.open.push(mark);
        }
    }

    /// What is open now has no partner.
    fn finish_pairs(&mut self) {
        for at in 0..self.open.len() {
            self.report(Code::UnbalancedBracket, self.open[at]);
        }
        self.open.clear();
    }

    /// Finds the partner of the closing mark `close`; `before` is the text of the
    /// paragraph in front of it.
    fn close_pair(&mut self, close: Mark, before: &str) {
        let is_pair = |open: char| PAIRS.contains(&(open, close.c));
        match self.open.last().copied() {
            Some(open) if is_pair(open.c) => {
                self.open.pop();
                self.compare_widths(open, close);
            }
            // （甲[乙）: closed in another form.
            Some(open)
                if is_bracket(open.c)
                    && is_bracket(close.c)
                    && !self.open.iter().any(|mark| is_pair(mark.c)) =>
            {
                self.open.pop();
                let place = self.place_of(close);
                self.push(Diagnostic::new(Code::MismatchedBracket, place).with(open.c).with(close.c));
            }
            _ => match self.open.iter().rposition(|mark| is_pair(mark.c)) {
                Some(position) => {
                    for lost in self.open.split_off(position).into_iter().skip(1) {
                        self.report(Code::UnbalancedBracket, lost);
                    }
                }
                // 1） and 一） are labels.
                None if close.c == '）' && is_label(before) => {}
                None => self.report(Code::UnbalancedBracket, close),
            },
        }
    }

    /// Normal form hides that a mark was opened in one width and closed in
    /// another; the source shows it.
    fn compare_widths(&mut self, open: Mark, close: Mark) {
        if open.is_ascii != close.is_ascii {
            let [first, second] = [open, close].map(|mark| self.place_of(mark));
            let [opened, closed] = [first, second].map(|place| place.of(self.source));
            self.push(Diagnostic::new(Code::MismatchedBracket, second).with(opened).with(closed));
        }
    }

    /// `优惠补贴政策 and 信息消费`, `政策 as well as 信息`: foreign words of which one is
    /// a function word, in the midst of Chinese. Names are left alone: `APP`, `app`,
    /// `Internet of Things`. Returns the length of the words at `at`.
    fn check_words(&mut self, text: &str, at: usize, base: u32) -> usize {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b" .-_/:".contains(&byte);
        let len = text[at..].bytes().take_while(|byte| is_part(*byte)).count();
        let words = text[at..at + len].trim_end();
        let before = text[..at].chars().next_back();
        let after = text[at + len..].chars().next();
        let is_chinese = |c: char| is_han(c) || matches!(c, '，' | '。' | '、' | '；');
        if (before.is_some_and(is_han) && after.is_some_and(is_chinese)
            || before.is_some_and(is_chinese) && after.is_some_and(is_han))
            && words.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ')
            && words.split(' ').all(|word| word.len() > 1)
            && words.split(' ').any(|word| FOREIGN.contains(&word))
        {
            let place = self.place(base + at as u32, words.len());
            self.push(Diagnostic::new(Code::ForeignWord, place).with(words));
        }
        len
    }

    /// Characters that every font draws as it likes.
    fn check_private_use(&mut self, text: &str, at: usize, base: u32) {
        if let Some(c) = text[at..].chars().next()
            && matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
        {
            let place = self.place(base + at as u32, c.len_utf8());
            let name = format!("U+{:04X}", u32::from(c));
            self.push(Diagnostic::new(Code::PrivateUseCharacter, place).with(name));
        }
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

/// Whether a character of private use may begin here: U+E000–U+F8FF begin with
/// EE, or with EF 80 to EF A3; the planes with F3 and F4. EF alone begins most
/// Chinese punctuation.
const fn may_be_private_use(bytes: &[u8]) -> bool {
    matches!(bytes, [0xEE | 0xF3 | 0xF4, ..] | [0xEF, 0x80..=0xA3, ..])
}

fn is_bracket(c: char) -> bool {
    matches!(c, '（' | '）' | '[' | ']' | '【' | '】' | '〔' | '〕' | '(' | ')')
}

/// Whether a text ends with the number of a label: `一`, `…：2`.
fn is_label(before: &str) -> bool {
    let is_numeral = |c: char| c.is_ascii_digit() || crate::scan::numeral::digit(c).is_some() || c == '十';
    let trimmed = before.trim_end_matches(is_numeral);
    trimmed.len() < before.len() && (trimmed.is_empty() || trimmed.ends_with(['。', '；', '：', '，']))
}

#[cfg(test)]
mod tests {
    use crate::source::Source;
    use crate::{Code, Diagnostic};

    fn findings(text: &str) -> Vec<(Code, String)> {
        let source = Source::from_text("plan.txt", text);
        let found = |diagnostic: Diagnostic| {
            let code = diagnostic.code;
            matches!(
                code,
                Code::UnbalancedBracket
                    | Code::MismatchedBracket
                    | Code::ForeignWord
                    | Code::PrivateUseCharacter
            )
            .then(|| (code, diagnostic.details.join(" ")))
        };
        crate::parse(&source).diagnostics.into_iter().filter_map(found).collect()
    }

    #[test]
    fn what_a_page_prints_is_not_proofread() {
        // The headline of the page, above a letter.
        let page = "政策解读：甲市养老服务（规划\n各县人民政府：\n现将《甲市养老服务规划》印发给你们，请遵照执行。\n\
                    甲市人民政府\n2024年5月6日\n甲市养老服务规划\n一、目标\n加强保障。\n";
        assert_eq!(findings(page), []);
        let letter = page.replace("请遵照", "（请遵照");
        assert_eq!(findings(&letter), [(Code::UnbalancedBracket, "（".into())]);
    }

    #[test]
    fn pairs_that_do_not_close() {
        assert_eq!(findings("一、甲\n加强（社区建设。\n"), [(Code::UnbalancedBracket, "（".into())]);
        assert_eq!(findings("一、甲\n加强社区）建设。\n"), [(Code::UnbalancedBracket, "）".into())]);
        assert_eq!(findings("一、甲\n加强（社区)建设。\n"), [(Code::MismatchedBracket, "（ )".into())]);
        assert_eq!(findings("一、甲\n加强（社区]建设。\n"), [(Code::MismatchedBracket, "（ ]".into())]);
    }

    #[test]
    fn pairs_over_the_lines_of_a_title() {
        let text = "甲市人民政府\n关于印发《甲市残疾人事业发展\n“十四五”规划》的通知\n\n各县：\n现印发给你们。\n\n一、乙\n丙。\n";
        assert_eq!(findings(text), []);
    }

    #[test]
    fn pairs_that_do() {
        assert_eq!(findings("一、甲\n加强(社区)“建设”《规划》[乙]。\n"), []);
        assert_eq!(findings("1）甲\n加强建设：2）乙。\n"), []);
    }

    #[test]
    fn foreign_words_and_odd_characters() {
        assert_eq!(findings("一、甲\n落实补贴政策 and 优惠政策。\n"), [(Code::ForeignWord, "and".into())]);
        assert_eq!(
            findings("一、甲\n落实政策 as well as 信息。\n"),
            [(Code::ForeignWord, "as well as".into())]
        );
        assert_eq!(findings("一、甲\n落实政策 and，加强服务。\n"), [(Code::ForeignWord, "and".into())]);
        assert_eq!(findings("一、甲\n开发APP和app应用。\n"), []);
        assert_eq!(findings("一、甲\n发展Internet of Things产业和b to c模式。\n"), []);
        assert_eq!(findings("一、甲\n加强\u{E5E5}建\u{F000}设。\n").len(), 2);
    }
}
