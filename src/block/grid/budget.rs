//! How much may be read again and again.

/// What the search for tables may still cost. Where it fails, the next paragraph may
/// begin a table, too, that reaches as far: no text is read over and over from each of its lines.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Pieces that are dealt out.
    left: i64,
    /// Cells that are known.
    cells: i64,
    /// Up to which paragraph rows of one cell stand that were found to be no table, read by
    /// their header and without one.
    single: [usize; 2],
}

/// How rows are read.
#[derive(Clone, Copy, Debug)]
pub enum Way {
    /// By what their header says.
    Headed,
    /// Without a header.
    Bare,
}

impl Budget {
    /// The budget for a text of so many paragraphs.
    #[must_use]
    pub fn new(paragraphs: usize) -> Self {
        /// What each paragraph gives, and what even a short text has.
        const EACH: i64 = 4;
        const LEAST: i64 = 40_000;
        const LEAST_CELLS: i64 = 60_000;
        let paragraphs = signed(paragraphs);
        Self { left: LEAST + EACH * paragraphs, cells: LEAST_CELLS + EACH * paragraphs, single: [0; 2] }
    }

    /// Whether nothing is left for pieces.
    pub(super) const fn is_spent(&self) -> bool {
        self.left < 0
    }

    pub(super) fn spend(&mut self, pieces: usize) {
        self.left -= signed(pieces);
    }

    /// How far a table of known cells may reach that begins at `from`: where much was read
    /// in vain, not far.
    #[must_use]
    pub fn reach(&self, from: usize, to: usize) -> usize {
        const NEAR: usize = 32;
        if self.cells < 0 { to.min(from + NEAR) } else { to }
    }

    /// Whether no table begins at a paragraph, since it stands among rows of one cell.
    #[must_use]
    pub const fn is_single(&self, at: usize, way: Way) -> bool {
        at < self.single[way as usize]
    }

    /// The rows before a paragraph have one cell each.
    pub fn found_single(&mut self, to: usize, way: Way) {
        self.single[way as usize] = to;
    }

    /// So many known cells were read in vain, and a text of so many bytes for them.
    pub fn spend_cells(&mut self, cells: usize, bytes: u32) {
        /// Looking for the ends of cells in so many bytes takes as long as looking at a cell.
        const BYTES: i64 = 16;
        self.cells -= signed(cells) + i64::from(bytes) / BYTES;
    }
}

/// More than that is as good as endless.
fn signed(count: usize) -> i64 {
    i64::try_from(count).map_or(i64::MAX / 64, |count| count.min(i64::MAX / 64))
}
