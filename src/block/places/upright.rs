//! Names of groups that are printed downwards, one character on each line: where one
//! ends and the next begins, and beside which rows each stands.

use crate::span::Span;

/// What speaks against a cell, in halves of a line that its middle may be off for it.
mod cost {
    /// Characters that stand nowhere else as one word, and one that stands alone.
    pub const UNKNOWN: usize = 4;
    pub const ALONE: usize = 8;
    /// By how many characters a name has: most have four, hardly any more than six.
    pub const LENGTHS: [usize; MOST] = [0, 2, 3, 0, 2, 2, 5, 7];
    /// Each line more between two characters than the least between any two.
    pub const APART: usize = 1;
    /// No name has more characters.
    pub const MOST: usize = 8;
}

/// A character and the line that it stands on.
type Character = (Span, usize);

/// A cell: its characters, and the rows beside it.
pub(super) struct Upright {
    pub spans: Vec<Span>,
    pub rows: (usize, usize),
}

/// No such column has more characters, and no such table more rows.
const MAX_CHARACTERS: usize = 120;
const MAX_ROWS: usize = 120;

/// No group has more rows.
const MAX_GROUP: usize = 40;

/// Deals the characters and the `count` rows out to cells. `aside` tells what it costs that
/// a cell from one character to another stands beside the rows from one to before another,
/// `is_word` whether characters stand elsewhere as one word. None where there are more than
/// can be tried, or fewer rows than cells.
pub(super) fn deal(
    pieces: &[Character],
    count: usize,
    aside: impl Fn((usize, usize), (usize, usize)) -> usize,
    is_word: impl Fn(&[Character]) -> bool,
) -> Option<Vec<Upright>> {
    if pieces.len() > MAX_CHARACTERS || count > MAX_ROWS || pieces.is_empty() {
        return None;
    }
    let least = pieces.windows(2).map(|pair| pair[1].1 - pair[0].1).min().unwrap_or(1);
    let of_word = |from: usize, to: usize| {
        let word = &pieces[from..to];
        let apart: usize = word.windows(2).map(|pair| (pair[1].1 - pair[0].1).saturating_sub(least)).sum();
        let unknown = match word.len() {
            1 => cost::ALONE,
            _ if is_word(word) => 0,
            _ => cost::UNKNOWN,
        };
        unknown + cost::LENGTHS[word.len() - 1] + apart * cost::APART
    };
    // best[to][end]: the least cost of the characters before `to` beside the rows before `end`,
    // and where the last of their cells begins.
    let mut best: Vec<Vec<Option<(usize, usize, usize)>>> = vec![vec![None; count + 1]; pieces.len() + 1];
    best[0][0] = Some((0, 0, 0));
    for to in 1..=pieces.len() {
        for from in to.saturating_sub(cost::MOST)..to {
            let word = of_word(from, to);
            for start in 0..count {
                let Some((before, ..)) = best[from][start] else { continue };
                for end in start + 1..=count.min(start + MAX_GROUP) {
                    let total = before + word + aside((from, to), (start, end));
                    if best[to][end].is_none_or(|(least, ..)| total < least) {
                        best[to][end] = Some((total, from, start));
                    }
                }
            }
        }
    }
    let (mut to, mut end) = (pieces.len(), count);
    let mut cells = Vec::new();
    while to > 0 {
        let (_, from, start) = best[to][end]?;
        let spans = pieces[from..to].iter().map(|(span, _)| *span).collect();
        cells.push(Upright { spans, rows: (start, end) });
        (to, end) = (from, start);
    }
    Some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_groups_are_told_apart_by_rows_and_words() {
        let text = "水污染防治土壤保护";
        let chars: Vec<Span> =
            text.char_indices().map(|(at, _)| Span::new(at as u32, at as u32 + 3)).collect();
        let told = |lines: &[usize], words: &[&str]| -> Vec<(String, (usize, usize))> {
            let pieces: Vec<Character> = chars.iter().copied().zip(lines.iter().copied()).collect();
            let aside = |(from, to): (usize, usize), (start, end): (usize, usize)| {
                (pieces[from].1 + pieces[to - 1].1).abs_diff(lines[start] + lines[end - 1])
            };
            let name = |spans: &mut dyn Iterator<Item = &Span>| -> String {
                spans.map(|span| span.of(text)).collect()
            };
            let is_word =
                |word: &[Character]| words.contains(&name(&mut word.iter().map(|(span, _)| span)).as_str());
            let mut cells = deal(&pieces, lines.len(), aside, is_word).unwrap();
            cells.reverse();
            cells.iter().map(|cell| (name(&mut cell.spans.iter()), cell.rows)).collect()
        };
        let cells = |cells: &[(&str, (usize, usize))]| -> Vec<(String, (usize, usize))> {
            cells.iter().map(|(name, rows)| ((*name).to_owned(), *rows)).collect()
        };
        // Nine rows with a character beside each: the words tell.
        let even = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        assert_eq!(
            told(&even, &["水污染防治", "土壤保护"]),
            cells(&[("水污染防治", (0, 5)), ("土壤保护", (5, 9))])
        );
        assert_eq!(
            told(&even, &["水污染", "防治土壤", "保护"]),
            cells(&[("水污染", (0, 3)), ("防治土壤", (3, 7)), ("保护", (7, 9))])
        );
        // Apart from the others, four stand nowhere else, and are a name.
        let apart = [1, 3, 5, 7, 9, 14, 16, 18, 20];
        assert_eq!(told(&apart, &[]), cells(&[("水污染防治", (0, 5)), ("土壤保护", (5, 9))]));
        let pieces: Vec<Character> = chars.iter().map(|span| (*span, 0)).collect();
        let aside = |_: (usize, usize), _: (usize, usize)| 0;
        assert!(deal(&pieces, MAX_ROWS + 1, aside, |_| true).is_none());
        assert!(deal(&pieces, 0, aside, |_| true).is_none());
    }
}
