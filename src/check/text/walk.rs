//! One walk over the characters of a document, for all rules that would each
//! take one.
//!
//! It notes where marks of punctuation stand and in which width they were
//! typed, what stands twice side by side, where a level of government is named
//! and where a number begins. Nothing is judged here, and of what every
//! sentence has only the count is kept.

use super::width::{Count, KINDS, kind};
use crate::layout::Manuscript;
use crate::normalize::AsciiOrigins;
use crate::scan::char_len;

/// How far back a repetition is looked for, in bytes: words of six characters.
const REACH: u32 = 18;

/// What the walk has noted, each list in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// Punctuation that exists in two widths: what was typed in half width, and
    /// all brackets and quotes.
    pub marks: Vec<Mark>,
    /// How often each kind of mark stands in each width.
    pub counts: [Count; KINDS],
    /// Where each kind stands first in full width.
    pub first_full: [Option<u32>; KINDS],
    /// Two marks of pause or stop side by side: the offset of the first.
    pub mark_pairs: Vec<u32>,
    /// Chinese characters or words that stand twice side by side.
    pub repeats: Vec<Repeat>,
    /// The offsets of 省 市 区 县 州 旗.
    pub levels: Vec<u32>,
    /// The offsets at which digits begin.
    pub figures: Vec<u32>,
}

/// A mark of punctuation in normal form, such as `，` or `（`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Its offset in the manuscript.
    pub at: u32,
    /// The paragraph it stands in, as an index.
    pub paragraph: u32,
    /// The mark in normal form.
    pub c: char,
    /// Whether it was typed as an ASCII character.
    pub is_half: bool,
}

/// `规划规划`: the same text twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Repeat {
    /// The offset of the first of the two in the manuscript.
    pub at: u32,
    /// The length of one of them in bytes.
    pub len: u32,
}

impl Walk {
    /// Walks over the content of a manuscript, but for the paragraphs `web`, in their order, that
    /// a page prints around it.
    pub fn new(manuscript: &Manuscript, web: &[usize]) -> Self {
        let mut walker = Walker {
            bytes: manuscript.text.as_bytes(),
            origins: manuscript.map.ascii_origins(),
            walk: Self::default(),
            last: [0; 1024],
            repeated_to: 0,
            paragraph: 0,
            stop_end: 0,
        };
        for (index, paragraph) in manuscript.paragraphs.iter().enumerate() {
            if paragraph.is_content() && web.binary_search(&index).is_err() {
                walker.paragraph = index as u32;
                walker.run(paragraph.span.start as usize, paragraph.span.end as usize);
            }
        }
        walker.walk
    }
}

struct Walker<'a> {
    bytes: &'a [u8],
    origins: AsciiOrigins<'a>,
    walk: Walk,
    /// Where a character with these ten lowest bits stood last, shifted by
    /// [`SHIFT`] so that zero is far away from everything.
    last: [u32; 1024],
    /// Where the last repetition ends.
    repeated_to: u32,
    paragraph: u32,
    /// Where the last mark of pause or stop ended.
    stop_end: usize,
}

const SHIFT: u32 = REACH + 1;

impl Walker<'_> {
    fn run(&mut self, start: usize, end: usize) {
        let bytes = &self.bytes[..end];
        let mut at = start;
        while at < end {
            at += match bytes[at..] {
                [lead @ 0xE4..=0xE9, second, third, ..] => {
                    self.ideograph(at, [lead, second, third]);
                    3
                }
                [0xE2 | 0xE3 | 0xEF, ..] => {
                    self.punctuation(at);
                    3
                }
                [b'0'..=b'9', ..] => {
                    self.walk.figures.push(at as u32);
                    bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
                }
                [lead, ..] => char_len(lead),
                [] => break,
            };
        }
    }

    fn ideograph(&mut self, at: usize, character: [u8; 3]) {
        let [_, second, third] = character;
        let low = usize::from(second & 0x0F) << 6 | usize::from(third & 0x3F);
        let here = at as u32;
        let distance = here + SHIFT - self.last[low];
        self.last[low] = here + SHIFT;
        if distance <= REACH {
            self.repetition(here, distance);
        }
        // 省 市 区 县 州 旗
        if matches!(
            character,
            [0xE7, 0x9C, 0x81]
                | [0xE5, 0xB8, 0x82]
                | [0xE5, 0x8C, 0xBA]
                | [0xE5, 0x8E, 0xBF]
                | [0xE5, 0xB7, 0x9E]
                | [0xE6, 0x97, 0x97]
        ) {
            self.walk.levels.push(here);
        }
    }

    /// Whether the text of length `len` before `at` stands again at `at`.
    fn repetition(&mut self, at: u32, len: u32) {
        let (from, middle) = ((at - len) as usize, at as usize);
        let (first, rest) = (&self.bytes[from..middle], &self.bytes[middle..]);
        if from as u32 >= self.repeated_to
            && len.is_multiple_of(3)
            && rest.starts_with(first)
            && first.iter().step_by(3).all(|lead| matches!(lead, 0xE4..=0xE9))
        {
            self.walk.repeats.push(Repeat { at: at - len, len });
            self.repeated_to = at + len;
        }
    }

    fn punctuation(&mut self, at: usize) {
        let c = match self.bytes[at..] {
            [0xEF, 0xBC, 0x8C, ..] => '，',
            [0xE3, 0x80, 0x81, ..] => '、',
            [0xE3, 0x80, 0x82, ..] => '。',
            [0xEF, 0xBC, 0x9A, ..] => '：',
            [0xEF, 0xBC, 0x9B, ..] => '；',
            [0xEF, 0xBC, 0x9F, ..] => '？',
            [0xEF, 0xBC, 0x81, ..] => '！',
            [0xEF, 0xBC, 0x88, ..] => '（',
            [0xEF, 0xBC, 0x89, ..] => '）',
            [0xE2, 0x80, 0x9C, ..] => '“',
            [0xE2, 0x80, 0x9D, ..] => '”',
            _ => return,
        };
        if matches!(c, '，' | '、' | '。' | '：' | '；') {
            if self.stop_end == at && at > 0 {
                self.walk.mark_pairs.push(at as u32 - 3);
            }
            self.stop_end = at + 3;
        }
        // A full stop behind a digit may as well be the dot of a label: 2.空气.
        let is_dot = c == '。' && at > 0 && self.bytes[at - 1].is_ascii_digit();
        if c == '、' || is_dot {
            return;
        }
        let at = at as u32;
        let is_half = self.origins.has(at);
        if let Some(kind) = kind(c) {
            let count = &mut self.walk.counts[kind];
            *(if is_half { &mut count.half } else { &mut count.full }) += 1;
            if !is_half {
                self.walk.first_full[kind].get_or_insert(at);
            }
        }
        if is_half || matches!(c, '（' | '）' | '“' | '”') {
            self.walk.marks.push(Mark { at, paragraph: self.paragraph, c, is_half });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;

    fn walk(text: &str) -> (Walk, String) {
        let manuscript = crate::manuscript(&Source::from_text("plan.txt", text));
        (Walk::new(&manuscript, &[]), manuscript.text)
    }

    #[test]
    fn widths_are_those_of_the_source() {
        let (walk, text) = walk("甲市规划\n一、甲\n加强，建设,到２０２５年(乙）。\n");
        let shown = |mark: &Mark| [mark.c, if mark.is_half { '1' } else { '0' }];
        let marks: String = walk.marks.iter().flat_map(shown).collect();
        assert_eq!(marks, "，1（1）0");
        let count = |c| walk.counts[kind(c).unwrap()];
        assert_eq!(count('，'), Count { full: 1, half: 1 });
        assert_eq!(count('。'), Count { full: 1, half: 0 });
        let first = walk.first_full[kind('。').unwrap()].unwrap() as usize;
        assert!(text[first..].starts_with('。'));
        let figures = walk.figures.iter().map(|at| &text[*at as usize..][..4]);
        assert_eq!(figures.collect::<Vec<_>>(), ["2025"]);
    }

    #[test]
    fn repetitions_of_one_to_six_characters() {
        let (walk, text) =
            walk("甲市规划\n一、甲\n有效的的保障河道河道的国家级项目国家级项目，社会，社会。\n");
        let found: Vec<&str> =
            walk.repeats.iter().map(|found| &text[found.at as usize..][..found.len as usize]).collect();
        assert_eq!(found, ["的", "河道", "国家级项目"]);
    }

    #[test]
    fn marks_side_by_side_and_levels() {
        let (walk, text) = walk("甲市规划\n一、甲\n加强，、建设。\n");
        assert_eq!(walk.mark_pairs.len(), 1);
        assert!(text[walk.mark_pairs[0] as usize..].starts_with("，、"));
        assert_eq!(walk.levels.len(), 1);
    }
}
