//! Tails of printed lines that a program has set on lines of their own, as far in as they stood on
//! the page: behind a mark, and together with the line before as wide as the margin.

/// What stands further in is no indent.
pub(super) const MIN_INDENT: u16 = 8;

/// The indent of a paragraph takes no more columns.
pub(super) const WIDEST_INDENT: u16 = 4;

/// Fewer tails are chance.
const MIN_TAILS: usize = 5;

/// The tails among lines, each with the room it takes, by what `lines` says of each: how wide it
/// is, without its indent where it may be a tail, and whether it may be one.
pub(super) fn find_tails(lines: &[(u16, bool)], margin: u16, indent: u16) -> Vec<(usize, u16)> {
    let mut tails = Vec::new();
    // How wide the printed line is so far, and its tails.
    let mut width = 0u16;
    let mut open = Vec::new();
    for (at, (room, may_be)) in lines.iter().copied().enumerate() {
        let sum = width.saturating_add(room);
        if may_be && sum <= margin.saturating_add(2 * indent) {
            width = sum;
            open.push((at, room));
            if sum.saturating_add(2 * indent) >= margin {
                tails.append(&mut open);
            }
        } else {
            width = room;
            open.clear();
        }
    }
    if tails.len() < MIN_TAILS {
        tails.clear();
    }
    tails
}

#[cfg(test)]
mod tests {
    use super::find_tails;

    #[test]
    fn tails_fill_the_line_before() {
        let lines = [(58, false), (30, false), (28, true), (58, false)];
        assert_eq!(find_tails(&lines.repeat(5), 58, 4).len(), 5);
        assert_eq!(find_tails(&lines.repeat(4), 58, 4), []);
        // A title in the middle of the page, and what is too wide.
        assert_eq!(find_tails(&[(20, false), (16, true)].repeat(9), 58, 4), []);
        assert_eq!(find_tails(&[(58, false), (28, true)].repeat(9), 58, 4), []);
        // In three pieces the last tells of both.
        let found = find_tails(&[(20, false), (16, true), (20, true)].repeat(5), 58, 4);
        assert_eq!(found.len(), 10);
        assert_eq!(found[..2], [(1, 16), (2, 20)]);
    }
}
