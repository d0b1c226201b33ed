//! How much work a file may ask for.
//!
//! A few hundred bytes can ask for hours: forms painted in forms, streams that
//! unpack to gigabytes. Everything is counted, never timed, so that the same
//! bytes give the same result on every machine.

/// Operators in all pages together. A page of text has some hundreds to some
/// thousands, a map some hundred thousands.
const OPERATORS: u64 = 50_000_000;

/// Bytes of content streams in all pages together, those of a form counted as
/// often as it is painted: so many, so many for each byte of the file, and no more than
/// in the end. A stream can be named again and again.
const BYTES: Share = Share { base: 64 << 20, each: 256, most: 1 << 30 };

/// Bytes of content streams on one page.
const PAGE_BYTES: Share = Share { base: 8 << 20, each: 16, most: 64 << 20 };

/// How much a file may take that has so many bytes.
struct Share {
    base: u64,
    each: u64,
    most: u64,
}

impl Share {
    fn of(&self, bytes: usize) -> u64 {
        (self.base + self.each * bytes as u64).min(self.most)
    }
}

/// How often forms are painted on one page, those in forms included.
const PAGE_FORMS: u64 = 5_000;

/// The same on all pages together.
const FORMS: u64 = 200_000;

/// Characters on one page; a page printed full has two or three thousand.
const PAGE_GLYPHS: usize = 20_000;

/// Characters in all pages together, and how many more for each byte of the file:
/// one takes two bytes of a file at the least, unless a form is painted over and over.
const GLYPHS: u64 = 500_000;
const GLYPHS_BYTE: u64 = 2;

/// Rules on one page; a table of a thousand cells has some four thousand.
const PAGE_RULES: usize = 20_000;

/// Pictures on one page; some programs cut one into strips.
const PAGE_PICTURES: usize = 2_000;

/// What is left to spend.
#[derive(Debug)]
pub(super) struct Budget {
    operators: u64,
    bytes: u64,
    page_bytes: u64,
    /// What each page has.
    each_page: u64,
    glyphs: u64,
    forms: u64,
    page_forms: u64,
}

impl Budget {
    /// For a file of so many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        Self {
            operators: OPERATORS,
            bytes: BYTES.of(bytes),
            page_bytes: PAGE_BYTES.of(bytes),
            each_page: PAGE_BYTES.of(bytes),
            glyphs: GLYPHS + GLYPHS_BYTE * bytes as u64,
            forms: FORMS,
            page_forms: PAGE_FORMS,
        }
    }

    /// Begins another page.
    pub(super) fn begin_page(&mut self) {
        self.page_bytes = self.each_page;
        self.page_forms = PAGE_FORMS;
    }

    /// Whether one more operator may be run.
    pub(super) fn spend(&mut self) -> bool {
        take(&mut self.operators, 1)
    }

    /// Whether so many more bytes may be read on this page.
    pub(super) fn read(&mut self, bytes: usize) -> bool {
        // Both, because what was unpacked in vain has been paid for as well.
        let (page, all) = (take(&mut self.page_bytes, bytes as u64), take(&mut self.bytes, bytes as u64));
        page && all
    }

    /// How many more bytes may be read on this page.
    pub(super) fn left_of_page(&self) -> u64 {
        self.page_bytes.min(self.bytes)
    }

    /// Whether one more form may be painted on this page.
    pub(super) fn paint(&mut self) -> bool {
        take(&mut self.page_forms, 1) && take(&mut self.forms, 1)
    }

    /// Whether nothing more may be read on this page.
    pub(super) fn is_spent(&self) -> bool {
        self.page_bytes == 0 || self.bytes == 0
    }

    /// Whether the page, which has `count` characters, may have one more.
    pub(super) fn keep_glyph(&mut self, count: usize) -> bool {
        count < PAGE_GLYPHS && take(&mut self.glyphs, 1)
    }

    /// Whether the page, which has `count` characters, may have so many more.
    pub(super) fn keep_glyphs(&mut self, count: usize, more: usize) -> bool {
        count + more <= PAGE_GLYPHS && take(&mut self.glyphs, more as u64)
    }

    /// Whether the page, which has `count` pictures, may have one more.
    pub(super) const fn keep_picture(count: usize) -> bool {
        count < PAGE_PICTURES
    }

    /// Whether the page, which has `count` rules, may have one more.
    pub(super) const fn keep_rule(count: usize) -> bool {
        count < PAGE_RULES
    }
}

fn take(left: &mut u64, amount: u64) -> bool {
    let rest = left.checked_sub(amount);
    *left = rest.unwrap_or_default();
    rest.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spent_is_gone() {
        let mut budget = Budget::new(0);
        assert!(budget.read(PAGE_BYTES.base as usize));
        assert!(!budget.read(1));
        budget.begin_page();
        assert!(budget.read(1));
        assert!(!budget.keep_glyph(PAGE_GLYPHS));
        assert!(budget.keep_glyphs(PAGE_GLYPHS - 2, 2) && !budget.keep_glyphs(PAGE_GLYPHS - 2, 3));
        budget.operators = 1;
        assert!(budget.spend());
        assert!(!budget.spend());
    }
}
