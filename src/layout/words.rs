//! Which words a text knows: whether what two lines make where they meet stands
//! elsewhere in the text, too.

use crate::scan::is_han;

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
        let asked: Vec<usize> = asked.map(|word| words.place(word)).collect();
        let asked = Asked::of(&asked);
        for line in lines {
            let mut run = 0;
            let (mut one, mut two) = (0, 0);
            for c in line.chars() {
                if !is_han(c) {
                    run = 0;
                    continue;
                }
                run += 1;
                // What the last character, and the last two, leave for the next.
                let three = add(two, c);
                (one, two) = (add(0, c), add(one, c));
                let at = (three & words.mask) as usize;
                if run >= 3 && asked.may_have(at) {
                    words.bits[at / 64] |= 1 << (at % 64);
                }
            }
        }
        words
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

/// The places of words that are asked for: a table that is small enough to stay at hand while
/// a whole text goes by, and rules out nearly all of it.
struct Asked {
    bits: Vec<u64>,
}

impl Asked {
    fn of(places: &[usize]) -> Self {
        /// Bits for each place, and the bounds of all.
        const EACH: usize = 16;
        const SIZES: (usize, usize) = (1 << 9, 1 << 18);
        let size = (places.len() * EACH).clamp(SIZES.0, SIZES.1).next_power_of_two();
        let mut asked = Self { bits: vec![0; size / 64] };
        for place in places {
            let at = asked.bit(*place);
            asked.bits[at / 64] |= 1 << (at % 64);
        }
        asked
    }

    fn bit(&self, place: usize) -> usize {
        place & (self.bits.len() * 64 - 1)
    }

    fn may_have(&self, place: usize) -> bool {
        let at = self.bit(place);
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
