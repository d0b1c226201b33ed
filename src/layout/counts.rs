//! How often a text has a few characters in a row.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;

/// The longest run of characters that is asked for.
const LONGEST: usize = 3;

/// A run of characters, filled up with U+0000.
type Run = [char; LONGEST];

/// Counts in the head of a text. Who asks a few times is answered by looking; who asks
/// at each of thousands of page breaks, from a table of all runs.
pub(super) struct Counts<'a> {
    sample: &'a str,
    looks: Cell<u32>,
    table: OnceCell<HashMap<Run, u8>>,
}

impl<'a> Counts<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        /// Few plans have more bytes, and of those that have, these are enough.
        const SAMPLE: usize = 1 << 18;
        let sample = &text[..text.floor_char_boundary(text.len().min(SAMPLE))];
        Self { sample, looks: Cell::new(0), table: OnceCell::new() }
    }

    /// Whether `word`, of one to three characters, stands there `times` or more often.
    pub(super) fn has(&self, word: &str, times: u8) -> bool {
        /// More than a plan asks for; the table takes as long as hundreds of looks.
        const LOOKS: u32 = 256;
        let looks = self.looks.get();
        if looks < LOOKS {
            self.looks.set(looks + 1);
            let found = memchr::memmem::find_iter(self.sample.as_bytes(), word.as_bytes());
            return found.take(times.into()).count() == usize::from(times);
        }
        let mut run = Run::default();
        word.chars().take(LONGEST).enumerate().for_each(|(at, c)| run[at] = c);
        self.table.get_or_init(|| table(self.sample)).get(&run).is_some_and(|count| *count >= times)
    }
}

/// All runs of a text, and how often it has them, as far as 255.
fn table(text: &str) -> HashMap<Run, u8> {
    let mut table: HashMap<Run, u8> = HashMap::new();
    let mut last = Run::default();
    for (at, c) in text.chars().enumerate() {
        last = [last[1], last[2], c];
        for length in 1..=LONGEST.min(at + 1) {
            let mut run = Run::default();
            run[..length].copy_from_slice(&last[LONGEST - length..]);
            let count = table.entry(run).or_default();
            *count = count.saturating_add(1);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_looking_says() {
        let counts = Counts::of("水利建设水利工程\n水利");
        let words = ["水利", "水", "水利建", "程\n水", "利水", "设施", "程"];
        let answers = || words.map(|word| [1, 2, 3, 4].map(|times| counts.has(word, times)));
        let looked = answers();
        assert!(counts.table.get().is_none());
        (0..300).for_each(|_| assert!(!counts.has("甲", 1)));
        assert!(counts.table.get().is_some());
        assert_eq!(answers(), looked);
        assert_eq!(looked[0], [true, true, true, false]);
    }
}
