//! In which width a document writes each mark of punctuation.

use super::walk::{Mark, Walk};

/// Marks that a document may well have so few of that they make no habit.
pub(super) const FEW: u32 = 3;

/// How many times as often one width must stand to be the habit.
const HABIT: u32 = 3;

/// How many kinds of marks there are; the two halves of a pair are one kind.
pub(super) const KINDS: usize = 7;

/// What a document does with one kind of mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Habit {
    /// Nearly always full-width, as the standard asks.
    Full,
    /// Nearly always half-width.
    Half,
    /// Both, and often.
    Mixed,
}

/// How often a kind of mark stands in each width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub full: u32,
    pub half: u32,
}

impl Count {
    /// What the count says by itself.
    const fn habit(self) -> Habit {
        if self.half * HABIT <= self.full {
            Habit::Full
        } else if self.full * HABIT <= self.half {
            Habit::Half
        } else {
            Habit::Mixed
        }
    }
}

/// The counts of a document. Brackets are left out: most stand for themselves,
/// some are labels.
#[derive(Debug)]
pub(crate) struct Widths {
    counts: [Count; KINDS],
}

impl Widths {
    pub fn of(walk: &Walk) -> Self {
        Self { counts: walk.counts }
    }

    /// How often the mark `c` stands in each width.
    pub fn count(&self, c: char) -> Count {
        kind(c).map_or_else(Count::default, |kind| self.counts[kind])
    }

    /// In which width the document writes `c`. Where there are too few to tell,
    /// the other marks do.
    pub fn habit(&self, c: char) -> Habit {
        let count = self.count(c);
        if count.half.min(count.full) <= FEW && count.half.max(count.full) <= FEW {
            return self.all().habit();
        }
        count.habit()
    }

    /// All pauses and stops together.
    fn all(&self) -> Count {
        let mut all = Count::default();
        // Quotes, the last kind, are often straight where all else is full-width.
        for count in &self.counts[..KINDS - 1] {
            all.full += count.full;
            all.half += count.half;
        }
        all
    }
}

/// The marks in half width, as a document writes them, one for each kind.
pub(super) const MARKS: [(char, &str); KINDS] =
    [('，', ","), ('。', "."), ('；', ";"), ('：', ":"), ('？', "?"), ('！', "!"), ('“', "\"")];

/// Which of [`MARKS`] it is.
pub(super) fn kind(c: char) -> Option<usize> {
    Some(match c {
        '，' => 0,
        '。' => 1,
        '；' => 2,
        '：' => 3,
        '？' => 4,
        '！' => 5,
        '“' | '”' => 6,
        _ => return None,
    })
}

/// The marks of one kind in one paragraph, the first of them and how many.
pub(super) fn group_by_paragraph(marks: impl Iterator<Item = Mark>) -> impl Iterator<Item = (Mark, usize)> {
    // Marks come in the order of the text, so the groups of a paragraph are
    // complete when the next paragraph begins.
    let mut groups: Vec<(Mark, usize)> = Vec::new();
    let mut first_of_paragraph = 0;
    for mark in marks {
        if groups.last().is_some_and(|(last, _)| last.paragraph != mark.paragraph) {
            first_of_paragraph = groups.len();
        }
        match groups[first_of_paragraph..].iter_mut().find(|(first, _)| kind(first.c) == kind(mark.c)) {
            Some((_, count)) => *count += 1,
            None => groups.push((mark, 1)),
        }
    }
    groups.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(marks: &str) -> Widths {
        let mut walk = Walk::default();
        for c in marks.chars() {
            match MARKS.iter().position(|(_, half)| half.starts_with(c)) {
                Some(kind) => walk.counts[kind].half += 1,
                None => walk.counts[kind(c).unwrap()].full += 1,
            }
        }
        Widths::of(&walk)
    }

    #[test]
    fn habits() {
        assert_eq!(widths("，，，，，，,").habit('，'), Habit::Full);
        assert_eq!(widths(",,,,,,，").habit('，'), Habit::Half);
        assert_eq!(widths(",,,,，，，，").habit('，'), Habit::Mixed);
        assert_eq!(widths("，，，，，，:").habit('：'), Habit::Full);
        assert_eq!(widths(",,,,,,:").habit('：'), Habit::Half);
        assert_eq!(widths("，，，，，，::::").habit('：'), Habit::Half);
    }
}
