//! What is open where the pass stands: quotes and round brackets.

/// How far back a quote is remembered, in bytes of source: 200 Chinese
/// characters. What is open longer has lost its partner.
const QUOTE_REACH: usize = 600;

/// The round brackets open on a line: which have stayed ASCII, so that their
/// partners do.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Brackets {
    /// One bit for each open bracket, the innermost lowest. Brackets more than
    /// 64 deep fall out at the top.
    ascii: u64,
    depth: u32,
}

impl Brackets {
    pub(super) const fn open(&mut self, ascii: bool) {
        self.ascii = self.ascii << 1 | ascii as u64;
        self.depth = if self.depth < 64 { self.depth + 1 } else { 64 };
    }

    /// Whether the partner of a closing bracket has stayed ASCII, if there is
    /// one.
    pub(super) fn close(&mut self) -> Option<bool> {
        self.depth = self.depth.checked_sub(1)?;
        let ascii = self.ascii & 1 == 1;
        self.ascii >>= 1;
        Some(ascii)
    }

    pub(super) const fn clear(&mut self) {
        self.depth = 0;
    }
}

/// Whether a quote is open. It outlives the line, as line breaks cut quotes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct QuoteState {
    /// Where in the source the open quote stands.
    open: Option<usize>,
}

impl QuoteState {
    /// Takes note of a quote that says itself which way it faces.
    pub(super) const fn note(&mut self, at: usize, opens: bool) {
        self.open = if opens { Some(at) } else { None };
    }

    /// The one of `pair` that a straight quote at source offset `at` is.
    pub(super) fn straight(&mut self, at: usize, opening: bool, closing: bool, pair: [char; 2]) -> char {
        let is_open = self.open.is_some_and(|start| at - start <= QUOTE_REACH);
        let opens = if opening == closing { !is_open } else { opening };
        self.note(at, opens);
        pair[usize::from(!opens)]
    }
}
