//! Which words a text knows: whether what two lines make where they meet stands
//! elsewhere in the text, too.

use crate::scan::is_han;

/// The runs of three ideographs that stand within the lines of a text, in a table of
/// bits. A few answers are wrong by chance, which a weight can bear.
pub(super) struct Words {
    bits: Vec<u64>,
    mask: u32,
}

impl Words {
    /// Reads the words of `lines`.
    pub(super) fn of<'a>(len: usize, lines: impl Iterator<Item = &'a str>) -> Self {
        /// The table is at least this large, and at most.
        const SIZES: (usize, usize) = (1 << 12, 1 << 24);
        let size = (len * 4).clamp(SIZES.0, SIZES.1).next_power_of_two();
        let mut words = Self { bits: vec![0; size / 64], mask: (size - 1) as u32 };
        for line in lines {
            let (mut a, mut b) = (' ', ' ');
            for c in line.chars() {
                if is_han(a) && is_han(b) && is_han(c) {
                    let at = words.place([a, b, c]);
                    words.bits[at / 64] |= 1 << (at % 64);
                }
                (a, b) = (b, c);
            }
        }
        words
    }

    fn place(&self, word: [char; 3]) -> usize {
        let hash =
            word.iter().fold(0u32, |hash, c| (hash ^ *c as u32).wrapping_mul(0x9E37_79B1).rotate_left(7));
        (hash & self.mask) as usize
    }

    /// Whether the text has `word` within a line.
    pub(super) fn has(&self, word: [char; 3]) -> bool {
        let at = self.place(word);
        self.bits[at / 64] >> (at % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_within_lines_are_known() {
        let words = Words::of(0, ["加快水利建设", "标准、创业"].into_iter());
        assert!(words.has(['水', '利', '建']) && words.has(['利', '建', '设']));
        assert!(!words.has(['设', '标', '准']) && !words.has(['标', '准', '创']));
    }
}
