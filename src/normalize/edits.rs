//! The edits of a map, packed.
//!
//! Between two edits text and source run in step, and most edits are of a character or two:
//! what one says beyond the one before it fits into a byte or two, where offsets take sixteen.
//! Text in which every character is rewritten has an edit for each, and its map must not take
//! many times what the text does.

/// One place where text and source differ. `text_start == text_end` is a
/// removal; otherwise every character of the text range was made from the
/// whole of the source range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) text_start: u32,
    pub(super) text_end: u32,
    pub(super) source_start: u32,
    pub(super) source_end: u32,
}

/// So many edits are found together and then read one after another.
const BLOCK: usize = 8;

/// A length that does not fit into the first byte of an edit stands behind it.
const LONG: u32 = 7;
/// In that byte: text and source run in step for some bytes before the edit.
const HAS_GAP: u8 = 1 << 6;
/// In that byte: the source does not go on where the text does.
const HAS_JUMP: u8 = 1 << 7;

/// Edits in text order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Edits {
    bytes: Vec<u8>,
    blocks: Vec<Block>,
    count: usize,
    /// The edit added last, or nothing at all at the beginning.
    last: Edit,
}

/// Where a block begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Block {
    /// Where its first edit stands in the text.
    text_start: u32,
    /// Where the edit before it ends.
    text_end: u32,
    source_end: u32,
    /// Where its first edit stands in the bytes.
    at: u32,
}

impl Edits {
    /// None, with room for so many bytes of them.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes), ..Self::default() }
    }

    /// How many bytes they take.
    pub(super) const fn size(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn push(&mut self, edit: Edit) {
        if self.count.is_multiple_of(BLOCK) {
            self.blocks.push(Block {
                text_start: edit.text_start,
                text_end: self.last.text_end,
                source_end: self.last.source_end,
                at: self.bytes.len() as u32,
            });
        }
        let gap = edit.text_start - self.last.text_end;
        let jump = edit.source_start.wrapping_sub(self.last.source_end).wrapping_sub(gap);
        let (text, source) = (edit.text_end - edit.text_start, edit.source_end - edit.source_start);
        let mut first = (text.min(LONG) | source.min(LONG) << 3) as u8;
        if gap != 0 {
            first |= HAS_GAP;
        }
        if jump != 0 {
            first |= HAS_JUMP;
        }
        self.bytes.push(first);
        if gap != 0 {
            write(&mut self.bytes, gap);
        }
        if jump != 0 {
            // Forth and back alike take few bytes where they are short.
            write(&mut self.bytes, jump << 1 ^ (jump.cast_signed() >> 31).cast_unsigned());
        }
        if text >= LONG {
            write(&mut self.bytes, text);
        }
        if source >= LONG {
            write(&mut self.bytes, source);
        }
        self.count += 1;
        self.last = edit;
    }

    /// All of them, from the block on that `near` names.
    pub(super) fn walk_from(&self, near: usize) -> Walk<'_> {
        let before = self.blocks.get(near).map_or_else(
            || Edit { text_end: self.last.text_end, source_end: self.last.source_end, ..Edit::default() },
            |block| Edit { text_end: block.text_end, source_end: block.source_end, ..Edit::default() },
        );
        let from = self.blocks.get(near).map_or(self.bytes.len(), |block| block.at as usize);
        Walk { bytes: &self.bytes[from..], before }
    }

    pub(super) fn iter(&self) -> Walk<'_> {
        self.walk_from(0)
    }

    /// The block with the last edit whose beginning in the text `is_before` accepts; the first
    /// one where there is none. It is searched outwards from the block `near`.
    pub(super) fn block_of(&self, near: usize, is_before: impl Fn(u32) -> bool) -> usize {
        let is_before = |block: &Block| is_before(block.text_start);
        let near = near.min(self.blocks.len());
        if near > 0 && !is_before(&self.blocks[near - 1]) {
            return self.blocks[..near].partition_point(is_before).saturating_sub(1);
        }
        let mut from = near;
        let mut width = 2;
        loop {
            let to = (from + width).min(self.blocks.len());
            if to == self.blocks.len() || !is_before(&self.blocks[to]) {
                return (from + self.blocks[from..to].partition_point(is_before)).saturating_sub(1);
            }
            from = to;
            width *= 4;
        }
    }
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow (LEB128).
#[inline]
fn write(bytes: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

#[inline]
fn read(bytes: &mut &[u8]) -> u32 {
    let mut value = 0;
    let mut shift = 0;
    while let [first, rest @ ..] = bytes {
        *bytes = rest;
        value |= u32::from(first & 0x7F) << shift;
        if *first < 0x80 {
            break;
        }
        shift += 7;
    }
    value
}

/// Edits one after another.
#[derive(Clone, Debug, Default)]
pub(super) struct Walk<'a> {
    bytes: &'a [u8],
    before: Edit,
}

impl Iterator for Walk<'_> {
    type Item = Edit;

    #[inline]
    fn next(&mut self) -> Option<Edit> {
        let (&first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        let gap = if first & HAS_GAP == 0 { 0 } else { read(&mut self.bytes) };
        let jump = if first & HAS_JUMP == 0 { 0 } else { read(&mut self.bytes) };
        let (mut text, mut source) = (u32::from(first) & LONG, u32::from(first >> 3) & LONG);
        if text == LONG {
            text = read(&mut self.bytes);
        }
        if source == LONG {
            source = read(&mut self.bytes);
        }
        let text_start = self.before.text_end + gap;
        let jump = (jump >> 1) ^ (jump & 1).wrapping_neg();
        let source_start = self.before.source_end.wrapping_add(gap).wrapping_add(jump);
        self.before =
            Edit { text_start, text_end: text_start + text, source_start, source_end: source_start + source };
        Some(self.before)
    }
}

/// Edits of which the last ones may still change.
#[derive(Debug, Default)]
pub(super) struct OpenEdits {
    packed: Edits,
    /// Those behind them.
    open: Vec<Edit>,
}

impl OpenEdits {
    pub(super) fn with_room(bytes: usize) -> Self {
        Self { packed: Edits::with_room(bytes), open: Vec::with_capacity(2 * BLOCK) }
    }

    pub(super) fn push(&mut self, edit: Edit) {
        if self.open.len() == 2 * BLOCK {
            self.open.drain(..BLOCK).for_each(|edit| self.packed.push(edit));
        }
        self.open.push(edit);
    }

    pub(super) fn last_mut(&mut self) -> Option<&mut Edit> {
        self.unpack();
        self.open.last_mut()
    }

    pub(super) fn pop(&mut self) -> Option<Edit> {
        self.unpack();
        self.open.pop()
    }

    /// Opens the last block where nothing else is open.
    fn unpack(&mut self) {
        if self.open.is_empty()
            && let Some(block) = self.packed.blocks.len().checked_sub(1)
        {
            self.open.extend(self.packed.walk_from(block));
            let Block { text_end, source_end, at, .. } = self.packed.blocks[block];
            self.packed.blocks.truncate(block);
            self.packed.bytes.truncate(at as usize);
            self.packed.count -= self.open.len();
            self.packed.last = Edit { text_end, source_end, ..Edit::default() };
        }
    }

    pub(super) fn finish(mut self) -> Edits {
        self.open.drain(..).for_each(|edit| self.packed.push(edit));
        self.packed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Edits of all lengths, with and without gaps, some of which lead back in the source.
    fn samples() -> Vec<Edit> {
        let mut before = Edit::default();
        let jumps = [0, 1, -1, 300, -280, 0, 70_000, -60_000];
        (0..500_u32)
            .map(|n| {
                let gap = [0, 3, 200, 0, 40_000][n as usize % 5];
                let jump = jumps[n as usize % jumps.len()];
                let (text, source) =
                    ([0, 3, 6, 7, 900][n as usize / 3 % 5], [1, 0, 7, 130, 2][n as usize / 7 % 5]);
                let text_start = before.text_end + gap;
                let source_start = (before.source_end + gap).saturating_add_signed(jump);
                before = Edit {
                    text_start,
                    text_end: text_start + text,
                    source_start,
                    source_end: source_start + source,
                };
                before
            })
            .collect()
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        let samples = samples();
        let mut edits = Edits::default();
        for edit in &samples {
            edits.push(*edit);
        }
        assert_eq!(edits.iter().collect::<Vec<_>>(), samples);
        for (block, from) in (0..samples.len()).step_by(BLOCK).enumerate() {
            assert_eq!(edits.walk_from(block).collect::<Vec<_>>(), samples[from..]);
        }
        assert_eq!(edits.walk_from(edits.blocks.len()).next(), None);
    }

    #[test]
    fn the_block_is_found_from_anywhere() {
        let samples = samples();
        let mut edits = Edits::default();
        for edit in &samples {
            edits.push(*edit);
        }
        for at in (0..samples[499].text_start + 10).step_by(997) {
            let count = samples.iter().filter(|edit| edit.text_start <= at).count();
            for near in [0, 1, 7, 61, 62, 99] {
                let block = edits.block_of(near, |start| start <= at);
                assert_eq!(block, count.saturating_sub(1) / BLOCK, "{at} from {near}");
            }
        }
    }

    #[test]
    fn one_edit_a_character_takes_three_bytes() {
        let mut edits = Edits::default();
        for n in 0..1_000 {
            edits.push(Edit { text_start: 3 * n, text_end: 3 * n + 3, source_start: n, source_end: n + 1 });
        }
        assert_eq!((edits.bytes.len(), edits.blocks.len()), (1_000, 125));
    }

    #[test]
    fn what_is_open_can_be_taken_back_to_the_beginning() {
        let samples = samples();
        for length in [0, 1, 31, 32, 33, 48, 49, 100] {
            let mut open = OpenEdits::default();
            for edit in &samples {
                open.push(*edit);
            }
            for edit in samples[length..].iter().rev() {
                assert_eq!(open.last_mut().copied(), Some(*edit));
                assert_eq!(open.pop(), Some(*edit));
            }
            for edit in &samples[length..] {
                open.push(*edit);
            }
            assert_eq!(open.finish().iter().collect::<Vec<_>>(), samples);
        }
        assert_eq!(OpenEdits::default().pop(), None);
    }
}
