//! Source text to normalized text: one way of writing for each thing.
//!
//! `escape` resolves what stands for another character, in the few texts that
//! hold such things. Then one pass over the source copies what is already in normal form and rewrites
//! the rest: `width` knows what depends on the character alone,
//! `punctuation` what depends on its neighbours, `space` which white space
//! separates words. The `rewriter` is the only one who writes, and notes
//! every change in the [`SourceMap`]. Lines stay lines; white space that was
//! taken out is reported as [`Gap`]s, because it is evidence of structure.
//!
//! Normalizing twice changes nothing. That holds because of one rule that all
//! decisions keep: they look at the normalized text to the left and at classes
//! of characters to the right that normalization does not change, and a gap,
//! which is gone the second time, may speak for a Chinese form (Chinese forms
//! are never turned back) but never against it.
//!
//! The pass is linear in time: every look ahead is bounded, or runs through
//! white space that only the few characters before it run through.

mod class;
mod edits;
mod escape;
mod open;
mod punctuation;
mod rewriter;
mod source_map;
mod space;
mod width;

use std::cell::Cell;

use unicode_normalization::UnicodeNormalization;

use crate::scan::skip_ideographs;
use crate::span::Span;
use class::{is_ignorable, is_line_break, is_private_use, is_white};
use open::{Brackets, QuoteState};
use rewriter::Rewriter;
use width::fold;

pub(crate) use escape::is_escape;
pub(crate) use source_map::AsciiOrigins;
pub use source_map::{SourceMap, SourceMapBuilder};

/// Text in normal form, and what was learnt while writing it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Normalized {
    /// The normalized text, one `\n` for every line break of the source.
    pub text: String,
    /// The way back to the source.
    pub map: SourceMap,
    /// White space and page breaks, in text order.
    pub gaps: Vec<Gap>,
    /// Private-use characters, one span each, in text order.
    pub private_use: Vec<Span>,
}

/// White space that was removed or shortened, or a page break: evidence of
/// structure (cells, item titles, indents) kept out of band.
///
/// White space within a line is reported whether it stays or not, except for a
/// single space between Latin words, which says nothing; so is the indent of a
/// line, but not what trails at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gap {
    /// Where in the normalized text the white space stood; if a space stays,
    /// the offset of that space.
    pub at: u32,
    /// Its width: 1 for a space or a tab, 2 for an ideographic space.
    pub columns: u16,
    /// What it was made of.
    pub kind: GapKind,
    /// Whether one ASCII space is left of it in the text.
    pub kept: bool,
}

/// What a [`Gap`] was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GapKind {
    /// Spaces, including no-break and thin ones.
    Space,
    /// At least one ideographic space, no tab.
    Wide,
    /// At least one tab.
    Tab,
    /// A form feed.
    PageBreak,
}

/// Writes `source` in normal form.
///
/// `source` must be shorter than 4 GiB, so that offsets fit a [`Span`].
///
/// ```
/// use guihua::normalize::normalize;
///
/// let normalized = normalize("到 ２０２５ 年,参保率达到９８．８５％.");
/// assert_eq!(normalized.text, "到2025年，参保率达到98.85%。");
/// ```
#[must_use]
pub fn normalize(source: &str) -> Normalized {
    /// What one reference leaves behind may complete an escape, and so on; a text is gone over
    /// so often that nobody wrote it.
    const MOST: usize = 4;
    let Some((mut text, mut map)) = escape::resolve(source) else { return without_escapes(source) };
    // The blank is a reference in `\geq&nbsp;85`.
    for _ in 1..MOST {
        let Some((again, above)) = escape::resolve(&text) else { break };
        map = above.over(&map, text.len() as u32);
        text = again;
    }
    let normalized = without_escapes(&text);
    Normalized { map: normalized.map.over(&map, text.len() as u32), ..normalized }
}

/// Goes over a text in which nothing is escaped.
fn without_escapes(source: &str) -> Normalized {
    let Some((text, map)) = escape::without_tags(source) else { return run(source) };
    let normalized = run(&text);
    Normalized { map: normalized.map.over(&map, text.len() as u32), ..normalized }
}

/// Goes over a text in which nothing is escaped or set between tags.
fn run(source: &str) -> Normalized {
    let mut pass = Pass::new(source);
    pass.run();
    pass.finish()
}

/// The text of [`normalize`] alone, for pieces whose places nobody asks for.
pub(crate) fn normal_text(source: &str) -> String {
    normalize(source).text
}

/// What the next character after some offset is, once white space and
/// characters without a trace are skipped.
#[derive(Clone, Copy)]
struct Ahead {
    /// The character, folded; `\n` for the end of the line.
    c: char,
    /// Where it stands in the source.
    at: usize,
    /// Where what follows it begins.
    end: usize,
    /// Whether white space was skipped.
    gap: bool,
}

/// The one pass: where it stands, and what it remembers.
struct Pass<'a> {
    source: &'a str,
    /// The source before this offset has been looked at; the rewriter may be
    /// behind, by a run that is to be copied as it is.
    at: usize,
    rewriter: Rewriter<'a>,
    gaps: Vec<Gap>,
    private_use: Vec<Span>,
    /// Where the current line begins in the text.
    line_start: usize,
    /// Where in the text white space was last removed.
    gap_at: usize,
    brackets: Brackets,
    double_quotes: QuoteState,
    single_quotes: QuoteState,
    /// The second of exactly two box-drawing lines comes next: a dash.
    dash_pair: bool,
    /// The number of the last label that a dot ends.
    last_label: Cell<u32>,
}

impl<'a> Pass<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            at: 0,
            rewriter: Rewriter::new(source),
            gaps: Vec::new(),
            private_use: Vec::new(),
            line_start: 0,
            gap_at: usize::MAX,
            brackets: Brackets::default(),
            double_quotes: QuoteState::default(),
            single_quotes: QuoteState::default(),
            dash_pair: false,
            last_label: Cell::new(0),
        }
    }

    /// Goes over runs in normal form byte by byte and stops at the rest.
    fn run(&mut self) {
        let bytes = self.source.as_bytes();
        while let Some(&lead) = bytes.get(self.at) {
            match SCAN[lead as usize] {
                Scan::Plain1 => self.at += 1,
                Scan::Plain2 => self.at += 2,
                Scan::Plain3 => self.at = skip_ideographs(bytes, self.at + 3),
                Scan::Look => {
                    if is_plain_here(bytes, self.at) {
                        self.at += if lead == b'0' { 1 } else { 3 };
                    } else {
                        self.special();
                    }
                }
                Scan::Special => self.special(),
            }
        }
        self.rewriter.copy_to(self.at);
    }

    fn finish(self) -> Normalized {
        let (text, map) = self.rewriter.finish();
        Normalized { text, map, gaps: self.gaps, private_use: self.private_use }
    }

    /// Deals with the character at hand, which may need a change.
    fn special(&mut self) {
        if self.source.as_bytes()[self.at] == b'\n' {
            self.line_break();
            return;
        }
        let Some(raw) = self.source[self.at..].chars().next() else {
            return;
        };
        let end = self.at + raw.len_utf8();
        let c = fold(raw);
        match c {
            '\n' | '\r' | '\u{B}' | '\u{85}' | '\u{2028}' | '\u{2029}' => self.line_break(),
            '\u{C}' => self.page_break(),
            _ if is_white(c) => self.white(),
            _ if is_ignorable(c) => {
                self.rewriter.copy_to(self.at);
                self.rewriter.remove_to(end);
                self.at = end;
            }
            _ if self.punctuation(c, end) => {}
            // A mark that has another name joins the character before it all the same.
            _ if c != raw && !width::is_joining(c) => self.write(end, c),
            _ if width::is_expanding(c) || width::is_joining(c) => self.cluster(),
            _ => {
                if is_private_use(c) {
                    self.rewriter.copy_to(self.at);
                    let start = self.rewriter.text().len();
                    self.private_use.push(Span::new(start as u32, (start + c.len_utf8()) as u32));
                }
                self.at = end;
            }
        }
    }

    /// Writes `c` for the source up to `end`.
    fn write(&mut self, end: usize, c: char) {
        self.rewriter.copy_to(self.at);
        self.rewriter.replace_to(end, c.encode_utf8(&mut [0; 4]));
        self.at = end;
    }

    /// Composes the combining characters at hand with each other and with the
    /// character before them.
    fn cluster(&mut self) {
        self.rewriter.copy_to(self.at);
        let mut cluster = String::new();
        let first = self.source[self.at..].chars().next().unwrap_or_default();
        let base = self.prev();
        let has_base = width::is_joining(first) && base != '\n';
        if has_base {
            cluster.push(base);
        }
        // All that follow are taken, even those in normal form: NFC also puts
        // marks in order.
        let (start, mut end) = (self.at, self.at);
        for c in self.source[start..].chars() {
            let is_first = end == start;
            end += c.len_utf8();
            if is_first || width::is_joining(c) {
                cluster.push(c);
                self.at = end;
            } else if !is_ignorable(c) {
                break;
            }
        }
        let composed: String = cluster.nfc().collect();
        // As a rule the base stays what it was, and only the rest is rewritten.
        let rest = match composed.strip_prefix(base) {
            Some(rest) if has_base => rest,
            _ => {
                if has_base {
                    self.rewriter.retract();
                }
                &composed
            }
        };
        if rest == self.rewriter.pending(self.at) {
            self.rewriter.copy_to(self.at);
        } else {
            self.rewriter.replace_to(self.at, rest);
        }
    }

    /// The text of the current line so far. Up to date only when the rewriter
    /// has copied up to the character at hand.
    fn line(&self) -> &str {
        &self.rewriter.text()[self.line_start..]
    }

    /// The character before the one at hand, `\n` at the start of the line.
    fn prev(&self) -> char {
        self.line().chars().next_back().unwrap_or('\n')
    }

    /// Whether white space stood directly before the character at hand.
    fn gap_before(&self) -> bool {
        self.gap_at == self.rewriter.text().len() || self.line().ends_with(' ')
    }

    /// What comes at or after source offset `at` on this line.
    fn ahead(&self, at: usize) -> Ahead {
        let mut gap = false;
        let mut at = at;
        for c in self.source[at..].chars() {
            if is_line_break(c) || c == '\u{C}' {
                break;
            }
            let end = at + c.len_utf8();
            if is_white(c) {
                gap = true;
            } else if !is_ignorable(c) {
                return Ahead { c: fold(c), at, end, gap };
            }
            at = end;
        }
        Ahead { c: '\n', at, end: at, gap }
    }
}

/// How the scan treats a byte that begins a character.
#[derive(Clone, Copy)]
enum Scan {
    /// Plain characters of one, two and three bytes.
    Plain1,
    Plain2,
    Plain3,
    /// Nearly always plain; [`is_plain_here`] knows.
    Look,
    /// To be decoded and looked at.
    Special,
}

const SCAN: [Scan; 256] = {
    let mut table = [Scan::Special; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' | b'"' | b'\'' | b'(' | b')' | b',' | b'.' | b':' | b';' | b'?' | b'!' | b'~' | b'['
            | b'@' => Scan::Special,
            b'0' => Scan::Look,
            b'!'..=b'~' => Scan::Plain1,
            // U+00C0 to U+02FF: letters, composed.
            0xC3..=0xCB => Scan::Plain2,
            // U+4000 to U+9FFF: ideographs. U+B000 to U+DFFF: Hangul.
            0xE4..=0xE9 | 0xEB..=0xED => Scan::Plain3,
            0xE2 | 0xE3 | 0xEF => Scan::Look,
            _ => Scan::Special,
        };
        byte += 1;
    }
    table
};

/// Whether the character at `at`, whose first byte is `0`, E2, E3 or EF, is one
/// of the frequent ones that never change: `、`, `。`, `，`, `—`.
fn is_plain_here(bytes: &[u8], at: usize) -> bool {
    let &[lead, second, third] = &bytes[at..(at + 3).min(bytes.len())] else {
        // Only a zero can stand so near the end.
        return false;
    };
    match (lead, second) {
        // A zero is plain in 10 or 0.05; in 二0二一 and 二00八 it is another sign.
        (b'0', _) => at.checked_sub(1).is_some_and(|before| matches!(bytes[before], b'.' | b'1'..=b'9')),
        // U+3000 space, 【, 〔, 〜 and the marks U+302A to U+302F.
        (0xE3, 0x80) => !matches!(third, 0x80 | 0x90 | 0x94 | 0x9C | 0xAA..=0xAF),
        // U+3099 and U+309A: voicing marks.
        (0xE3, 0x82) => !matches!(third, 0x99 | 0x9A),
        // ・
        (0xE3, 0x83) => third != 0xBB,
        (0xE3, _) => true,
        // – — … † ‡ ‰ ′ ″: all of U+2000 to U+203F but spaces, quotes, bullets.
        (0xE2, 0x80) => {
            matches!(third, 0x90..=0x94 | 0x96 | 0x97 | 0xA0 | 0xA1 | 0xA3..=0xA7 | 0xB0..=0xB8)
        }
        (0xE2, 0x89 | 0x91..=0x93 | 0x95 | 0x96 | 0x98..=0xAA) => true,
        // ！ ： ； ？
        (0xEF, 0xBC) => match third {
            0x81 | 0x9A | 0x9B | 0x9F => true,
            // `，` may divide thousands, but only behind a full-width digit.
            0x8C => !(at >= 3 && matches!(bytes[at - 3..at], [0xEF, 0xBC, 0x90..=0x99])),
            _ => false,
        },
        // ～ and the half-width forms.
        (0xEF, 0xBD) => third >= 0x9E,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::SourceSpan;

    const SEEDS: [&str; 5] = [
        include_str!("../seeds/000_bbd8790e8b1422a3.txt"),
        include_str!("../seeds/001_be70e2f9bc34345e.txt"),
        include_str!("../seeds/002_5bf64058b5ed9e5e.txt"),
        include_str!("../seeds/003_8868f32d5b0cd0d8.txt"),
        include_str!("../seeds/004_4c59c97df8a0ccea.txt"),
    ];

    /// What must hold for every input.
    fn check_invariants(source: &str) -> Normalized {
        let normalized = normalize(source);
        let Normalized { text, map, gaps, private_use } = &normalized;
        let again = normalize(text);
        assert_eq!(&again.text, text, "normalizing {source:?} again");

        let mut last = SourceSpan::new(0, 0);
        for (at, c) in text.char_indices() {
            let span = Span::new(at as u32, (at + c.len_utf8()) as u32);
            let from = map.to_source(span);
            assert!(!from.is_empty(), "{c:?} at {at} of {source:?} comes from nothing");
            assert!(last.start <= from.start && last.end <= from.end, "order in {source:?}");
            assert!(from == last || from.start >= last.end, "overlap in {source:?}");
            assert_eq!(map.source_offset(span.start), from.start);
            let made_from = &source[from.range()];
            assert!(is_made_from(c, made_from), "{c:?} at {at} of {source:?} comes from {made_from:?}");
            last = from;
        }

        assert!(gaps.is_sorted_by_key(|gap| gap.at), "{gaps:?} of {source:?}");
        for gap in gaps {
            let rest = &text[gap.at as usize..];
            assert_eq!(gap.kept, rest.starts_with(' ') && gap.kept, "{gap:?} of {source:?}");
            assert_eq!(gap.columns == 0, gap.kind == GapKind::PageBreak);
        }
        let listed: String = private_use.iter().map(|span| span.of(text)).collect();
        let found: String = text.chars().filter(|&c| is_private_use(c)).collect();
        assert_eq!(listed, found);
        for line in text.split('\n') {
            assert_eq!(line.trim_matches(' '), line, "edges of {line:?}");
            assert!(!line.contains("  "), "{line:?}");
        }
        normalized
    }

    /// Whether normalization may make `c` from the text `source`.
    fn is_made_from(c: char, source: &str) -> bool {
        if let Some((meant, _)) = escape::resolve(source) {
            return is_made_from(c, &meant);
        }
        if let Some((meant, _)) = escape::without_tags(source) {
            return is_made_from(c, &meant);
        }
        match c {
            '\n' => source.chars().all(|c| is_line_break(c) || c == '\u{C}'),
            ' ' => source.chars().all(|c| is_white(c) || is_ignorable(c)),
            _ => {
                let composed = source.chars().map(fold).nfc().collect::<String>();
                let visible: String = source
                    .chars()
                    .filter(|&c| !is_ignorable(c))
                    .map(fold)
                    .collect::<String>()
                    .nfc()
                    .collect();
                composed.contains(c)
                    || visible.contains(c)
                    || (source.chars().count() == 1
                        && punctuation::tests::FORMS
                            .iter()
                            .any(|forms| forms.contains(c) && forms.contains(visible.as_str())))
            }
        }
    }

    /// Normal form of `source`, with the invariants checked.
    fn text(source: &str) -> String {
        check_invariants(source).text
    }

    /// A small generator of numbers that are random enough for tests.
    struct Random(u64);

    impl Random {
        fn below(&mut self, bound: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (self.0 >> 33) as usize % bound
        }

        fn pick<T: Copy>(&mut self, from: &[T]) -> T {
            from[self.below(from.len())]
        }
    }

    const SOUP: &str = "一二九十年月号第残疾人〇○◯00０112５９３Aaz.．。﹒·•・,，、;；:：?？!！()（）\
        []【】〔〕﹝﹞《》«»‹›\"＂'＇“”‘’~〜～-－—―─ %％>＞<≥+/|*#@_=^…  　\t\n\n\r\u{A0}\
        \u{B}\u{C}\u{85}\u{2028}\u{200B}\u{FEFF}\u{AD}\u{FE0F}\u{1}éе\u{301}\u{338}\u{3099}か\
        \u{1100}\u{1161}\u{11A8}가\u{F73}\u{958}\u{344}\u{37E}\u{387}\u{212A}\u{2126}\u{2329}\
        \u{2F00}\u{2ED3}\u{F90A}\u{2F800}\u{E000}\u{F0000}𠀀①㎡Ⅳﬁ\u{2E3A}😀\u{E0100}\u{20E3}";

    const PHRASES: [&str; 36] = [
        "1.",
        "12.",
        "1.1.",
        "98.",
        "，98.",
        "7.32",
        "1,000",
        "１，０００",
        "[2021]",
        "(2021)",
        "89号",
        "字",
        "http://",
        "www.",
        "a@b.cn",
        "f(x)",
        "二0二一年",
        "二○",
        "――",
        "──",
        "......",
        "“十四五\"",
        "PM 2.5",
        "95 >96",
        "\\",
        "1\\.",
        "\\(一\\)",
        "＼",
        "&ldquo;",
        "&amp;",
        "&nbsp;",
        "&#12308;",
        "＆ge;",
        "&甲;",
        "﹙﹐︶﹪",
        "&l\u{200B}t;",
    ];

    fn soup(random: &mut Random, letters: &[char], len: usize) -> String {
        let mut soup = String::new();
        for _ in 0..len {
            match random.below(12) {
                0 => soup.push_str(random.pick(&PHRASES)),
                1 => soup.push(' '),
                _ => soup.push(random.pick(letters)),
            }
        }
        soup
    }

    #[test]
    fn soups_keep_the_invariants() {
        let mut random = Random(1);
        let letters: Vec<char> = SOUP.chars().collect();
        for _ in 0..20_000 {
            let len = 1 + random.below(14);
            // Few different characters meet each other more often.
            let some: Vec<char> = (0..2 + random.below(8)).map(|_| random.pick(&letters)).collect();
            check_invariants(&soup(&mut random, &some, len));
            check_invariants(&soup(&mut random, &letters, len));
        }
    }

    #[test]
    fn mutated_seed_lines_keep_the_invariants() {
        let mut random = Random(2);
        let letters: Vec<char> = SOUP.chars().collect();
        for seed in SEEDS {
            let lines: Vec<&str> = seed.lines().filter(|line| !line.trim().is_empty()).collect();
            for window in lines.windows(2) {
                let mut chars: Vec<char> = window.join("\n").chars().collect();
                for _ in 0..=random.below(12) {
                    let at = random.below(chars.len());
                    match random.below(3) {
                        0 => chars[at] = random.pick(&letters),
                        1 => chars.insert(at, random.pick(&letters)),
                        _ if chars.len() > 1 => drop(chars.remove(at)),
                        _ => {}
                    }
                }
                check_invariants(&chars.into_iter().collect::<String>());
            }
        }
    }

    #[test]
    fn seeds_lose_no_character() {
        for seed in SEEDS {
            let normalized = check_invariants(seed);
            let letters = |text: &str| {
                let mut letters: Vec<char> = text
                    .chars()
                    .map(|c| if class::is_zero(c) && c != '0' { '〇' } else { fold(c) })
                    .filter(|c| c.is_alphanumeric())
                    .collect();
                letters.sort_unstable();
                letters
            };
            assert_eq!(letters(&normalized.text), letters(seed));
            assert_eq!(normalized.text.matches('\n').count(), seed.matches('\n').count());
        }
    }

    #[test]
    fn the_examples_of_the_normal_form() {
        assert_eq!(text("２０２５"), "2025");
        assert_eq!(text("１００％＋５＞３"), "100%+5>3");
        assert_eq!(text("到 2025 年"), "到2025年");
        assert_eq!(text("«残疾人保障法»"), "《残疾人保障法》");
        assert_eq!(text("共享阳光•携手"), "共享阳光·携手");
        assert_eq!(text("０－６岁"), "0-6岁");
        assert_eq!(text("16~59周岁"), "16～59周岁");
        assert_eq!(text("二○二一年"), "二〇二一年");
        assert_eq!(text("临政发[2022] 15号"), "临政发〔2022〕15号");
        assert_eq!(text("\u{2F00}\u{2ED3}\u{F90A}"), "一长金");
    }

    #[test]
    fn combining_marks_are_composed_and_nothing_else_is() {
        assert_eq!(text("cafe\u{301}"), "café");
        assert_eq!(text("e\u{200D}\u{301}"), "é");
        assert_eq!(text("a\u{301}\u{323}"), "ạ\u{301}");
        assert_eq!(text("か\u{3099}"), "が");
        assert_eq!(text("\u{1100}\u{1161}\u{11A8}"), "각");
        assert_eq!(text("\u{212A}m"), "Km");
        assert_eq!(text("①㎡Ⅳ℃ﬁ"), "①㎡Ⅳ℃ﬁ");
        // A mark with nothing to stand on keeps its place.
        assert_eq!(text("e \u{301}"), "e \u{301}");
        assert_eq!(text("\u{301}a"), "\u{301}a");
        let normalized = check_invariants("xｅ\u{301}y");
        assert_eq!(normalized.map.to_source(Span::new(1, 3)), SourceSpan::new(1, 6));
        assert_eq!(normalized.map.to_source(Span::new(3, 4)), SourceSpan::new(6, 7));
    }

    #[test]
    fn characters_without_a_trace_are_removed() {
        assert_eq!(text("\u{FEFF}残\u{200B}疾\u{AD}人\u{1}\u{7F}\u{202A}\u{2060}"), "残疾人");
        assert_eq!(text("葛\u{E0100}城\u{FE00}"), "葛城");
        assert!(normalize("残\u{200B}疾").gaps.is_empty());
    }

    #[test]
    fn private_use_characters_are_kept_and_listed() {
        let normalized = check_invariants("残 \u{E5E5}疾\u{F0001}");
        assert_eq!(normalized.text, "残\u{E5E5}疾\u{F0001}");
        assert_eq!(normalized.private_use, [Span::new(3, 6), Span::new(9, 13)]);
    }

    #[test]
    fn columns_can_be_found_again() {
        let source = "  １．将 «规划»印发,\r\n执行.";
        let normalized = check_invariants(source);
        assert_eq!(normalized.text, "1.将《规划》印发，\n执行。");
        let at = normalized.text.find("规划").unwrap() as u32;
        assert_eq!(normalized.map.to_source(Span::new(at, at + 6)).of(source), "规划");
        let at = normalized.text.find('\n').unwrap() as u32;
        assert_eq!(normalized.map.to_source(Span::new(at, at + 1)).of(source), "\r\n");
    }
}
