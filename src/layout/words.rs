//! Which words a text knows: whether what two lines make where they meet stands
//! elsewhere in the text, too.

use crate::scan::{char_len, is_han};

/// A run of three ideographs.
pub(super) type Word = [char; 3];

/// Which runs of three ideographs stand within the lines of a text, of those that are asked
/// for, in a table of bits. A few answers are wrong by chance, which a weight can bear.
pub(super) struct Words {
    bits: Vec<u64>,
    mask: u32,
}

impl Words {
    /// Looks for the words that are `asked` for in `lines`.
    pub(super) fn of<'a>(
        len: usize,
        lines: impl Iterator<Item = &'a str>,
        asked: impl Iterator<Item = Word>,
    ) -> Self {
        /// The table is at least this large, and at most.
        const SIZES: (usize, usize) = (1 << 12, 1 << 24);
        let size = (len * 4).clamp(SIZES.0, SIZES.1).next_power_of_two();
        let mut words = Self { bits: vec![0; size / 64], mask: (size - 1) as u32 };
        let keys: Vec<u32> =
            asked.map(|word| word.into_iter().fold(0, |last, c| key(last, number(c)))).collect();
        let asked = Asked::of(&keys);
        for line in lines {
            let bytes = line.as_bytes();
            let (mut at, mut run, mut last) = (0, 0, 0);
            loop {
                let (c, len) = match &bytes[at..] {
                    // Nearly the whole text is ideographs of the main block.
                    [lead @ 0xE4..=0xE9, second, third, ..] if *lead > 0xE4 || *second >= 0xB8 => {
                        (u32::from(*lead) << 16 | u32::from(*second) << 8 | u32::from(*third), 3)
                    }
                    // Few of the others begin so.
                    [lead @ (0xE3 | 0xE4 | 0xF0..), ..] => {
                        let c = line[at..].chars().next().filter(|c| is_han(*c));
                        (c.map_or(0, number), char_len(*lead))
                    }
                    [lead, ..] => (0, char_len(*lead)),
                    [] => break,
                };
                at += len;
                if c == 0 {
                    run = 0;
                    continue;
                }
                run += 1;
                last = key(last, c);
                if run >= 3 && asked.may_have(last) {
                    words.note(&line[..at]);
                }
            }
        }
        words
    }

    /// Notes the three ideographs that `line` ends with.
    fn note(&mut self, line: &str) {
        let mut back = line.chars().rev();
        if let (Some(c), Some(b), Some(a)) = (back.next(), back.next(), back.next()) {
            let at = self.place([a, b, c]);
            self.bits[at / 64] |= 1 << (at % 64);
        }
    }

    fn place(&self, word: Word) -> usize {
        (word.iter().fold(0, |hash, c| add(hash, *c)) & self.mask) as usize
    }

    /// Whether the text has `word`, which was asked for, within a line.
    pub(super) fn has(&self, word: Word) -> bool {
        let at = self.place(word);
        self.bits[at / 64] >> (at % 64) & 1 == 1
    }
}

/// Adds a character to the hash of those before it.
const fn add(hash: u32, c: char) -> u32 {
    (hash ^ c as u32).wrapping_mul(0x9E37_79B1).rotate_left(7)
}

/// The bytes of an ideograph as one number.
fn number(c: char) -> u32 {
    c.encode_utf8(&mut [0; 4]).bytes().fold(0, |number, byte| number << 8 | u32::from(byte))
}

/// Adds a character to the number of the last three, from which the one before them falls out.
const fn key(last: u32, c: u32) -> u32 {
    /// Three times so many bits are more than the number has.
    const SHIFT: u32 = 11;
    last << SHIFT ^ c
}

/// The numbers of words that are asked for: a table that is small enough to stay at hand while
/// a whole text goes by, and rules out nearly all of it.
struct Asked {
    bits: Vec<u64>,
    /// The highest bits of a product say where a word stands.
    shift: u32,
}

impl Asked {
    fn of(keys: &[u32]) -> Self {
        /// Bits for each word, and the bounds of all.
        const EACH: usize = 16;
        const SIZES: (usize, usize) = (1 << 9, 1 << 18);
        let size = (keys.len() * EACH).clamp(SIZES.0, SIZES.1).next_power_of_two();
        let mut asked = Self { bits: vec![0; size / 64], shift: u32::BITS - size.trailing_zeros() };
        for key in keys {
            let at = asked.bit(*key);
            asked.bits[at / 64] |= 1 << (at % 64);
        }
        asked
    }

    const fn bit(&self, key: u32) -> usize {
        (key.wrapping_mul(0x9E37_79B1) >> self.shift) as usize
    }

    fn may_have(&self, key: u32) -> bool {
        let at = self.bit(key);
        self.bits[at / 64] >> (at % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_within_lines_are_known() {
        let known = ["水利建", "利建设"];
        let unknown = ["设标准", "标准创", "准创业"];
        let of = |word: &str| -> Word { word.chars().collect::<Vec<_>>().try_into().unwrap() };
        let asked = known.iter().chain(&unknown).map(|word| of(word));
        let words = Words::of(0, ["加快水利建设", "标准、创业"].into_iter(), asked);
        assert!(known.iter().all(|word| words.has(of(word))));
        assert!(!unknown.iter().any(|word| words.has(of(word))));
    }
}
