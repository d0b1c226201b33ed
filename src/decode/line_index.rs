//! Byte offsets to lines and columns, and back.
//!
//! A line ends at LF, CRLF or a lone CR, and nowhere else: a form feed marks a
//! page and stays inside its line. A text that ends in a terminator has no
//! further, empty line behind it, so `"a\n"` has one line and `""` has none.

use crate::span::SourceSpan;

/// Where each line of a text starts and ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineIndex {
    /// The lines in order, without their terminators.
    lines: Vec<SourceSpan>,
    /// The length of the text.
    end: u32,
}

impl LineIndex {
    /// Finds the lines of `text`.
    ///
    /// Offsets beyond `u32::MAX` are clamped to it; a
    /// `Source` never holds so long a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        // A hundred bytes are the thirty-odd characters of a printed line.
        let mut lines = Vec::with_capacity(bytes.len() / 96 + 8);
        let mut start = 0;
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            // The LF of a CRLF: its line was closed at the CR.
            if at < start {
                continue;
            }
            lines.push(SourceSpan::new(offset(start), offset(at)));
            start = at + 1;
            if bytes[at] == b'\r' && bytes.get(start) == Some(&b'\n') {
                start += 1;
            }
        }
        if start < bytes.len() {
            lines.push(SourceSpan::new(offset(start), offset(bytes.len())));
        }
        Self { lines, end: offset(bytes.len()) }
    }

    /// The number of lines.
    #[must_use]
    pub fn count(&self) -> u32 {
        offset(self.lines.len())
    }

    /// The 1-based line that holds the byte at `offset`.
    ///
    /// A terminator belongs to the line that it ends. Offsets at or behind the
    /// end of the text are on the last line; in an empty text they are on
    /// line 1, so that a line number is never 0.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        let lines = self.lines.partition_point(|line| line.start <= offset);
        u32::try_from(lines).unwrap_or(u32::MAX).max(1)
    }

    /// Like [`line`](Self::line), quick where the answer is `near` or one of the
    /// lines that follow it. Whoever asks in reading order passes the last answer.
    #[must_use]
    pub fn line_near(&self, offset: u32, near: u32) -> u32 {
        let is_before = |line: &SourceSpan| line.start <= offset;
        let mut from = (near as usize).saturating_sub(1);
        if !self.lines.get(from).is_some_and(is_before) {
            return self.line(offset);
        }
        let mut width = 8;
        loop {
            let to = (from + width).min(self.lines.len());
            if !self.lines.get(to).is_some_and(is_before) {
                let lines = from + self.lines[from..to].partition_point(is_before);
                return u32::try_from(lines).unwrap_or(u32::MAX);
            }
            from = to;
            width *= 4;
        }
    }

    /// The 1-based lines of the first and of the last byte of `span`.
    ///
    /// The last line is that of the last byte, not of the end, so a span with
    /// its terminator does not reach into the next line.
    #[must_use]
    pub fn lines(&self, span: SourceSpan) -> [u32; 2] {
        let last = span.end.saturating_sub(1).max(span.start);
        [self.line(span.start), self.line(last)]
    }

    /// The range of a 1-based line without its terminator.
    ///
    /// A line that does not exist is the empty range at the end of the text.
    #[must_use]
    pub fn line_span(&self, line: u32) -> SourceSpan {
        (line as usize)
            .checked_sub(1)
            .and_then(|index| self.lines.get(index))
            .copied()
            .unwrap_or(SourceSpan::new(self.end, self.end))
    }

    /// The 1-based column of the character that holds the byte at `offset`,
    /// counted in characters. `text` is the text that the index was built from.
    ///
    /// ```
    /// use guihua::source::LineIndex;
    ///
    /// let text = "规划\n纲要";
    /// let index = LineIndex::new(text);
    /// let offset = u32::try_from(text.find('要').unwrap()).unwrap();
    /// assert_eq!((index.line(offset), index.column(text, offset)), (2, 2));
    /// ```
    #[must_use]
    pub fn column(&self, text: &str, offset: u32) -> u32 {
        let start = self.line_span(self.line(offset)).start as usize;
        let mut at = (offset as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let before = text.get(start..at).map_or(0, |before| before.chars().count());
        self::offset(before).saturating_add(1)
    }
}

/// A length as an offset; see [`LineIndex::new`] about clamping.
fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearness_changes_no_answer() {
        let index = LineIndex::new("一\n二\n\n三\r\n四\n五\n六\n七\n八\n九\n十\n十一");
        for offset in 0..60 {
            for near in 0..14 {
                assert_eq!(index.line_near(offset, near), index.line(offset), "{offset} near {near}");
            }
        }
    }

    fn contents(text: &str) -> Vec<&str> {
        let index = LineIndex::new(text);
        (1..=index.count()).map(|line| index.line_span(line).of(text)).collect()
    }

    #[test]
    fn lines_end_at_every_terminator() {
        assert_eq!(contents("一\n二\r\n三\r四"), ["一", "二", "三", "四"]);
        assert_eq!(contents("一\n\n二\n"), ["一", "", "二"]);
        assert_eq!(contents("一\r\r\n\n二\r"), ["一", "", "", "二"]);
        assert_eq!(contents("一\u{c}二\u{2028}三"), ["一\u{c}二\u{2028}三"]);
    }

    #[test]
    fn a_closing_terminator_opens_no_line() {
        for (text, count) in [("", 0), ("a", 1), ("a\n", 1), ("a\r\n", 1), ("\n", 1), ("\n\n", 2)] {
            assert_eq!(LineIndex::new(text).count(), count, "{text:?}");
        }
    }

    #[test]
    fn every_byte_is_on_its_line() {
        let text = "一\r\n二\n\r三";
        let index = LineIndex::new(text);
        let lines: Vec<_> = (0..=11).map(|offset| index.line(offset)).collect();
        assert_eq!(lines, [1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 4, 4]);
        assert_eq!(index.line(u32::MAX), 4);
        assert_eq!(LineIndex::new("a\n").line(2), 1);
        assert_eq!(LineIndex::new("").line(0), 1);
    }

    #[test]
    fn a_span_ends_on_the_line_of_its_last_byte() {
        let index = LineIndex::new("ab\ncd\nef");
        assert_eq!(index.lines(SourceSpan::new(0, 3)), [1, 1]);
        assert_eq!(index.lines(SourceSpan::new(0, 4)), [1, 2]);
        assert_eq!(index.lines(SourceSpan::new(3, 3)), [2, 2]);
        assert_eq!(index.lines(SourceSpan::new(0, 8)), [1, 3]);
    }

    #[test]
    fn a_missing_line_is_empty() {
        let index = LineIndex::new("ab\n");
        assert_eq!(index.line_span(0), SourceSpan::new(3, 3));
        assert_eq!(index.line_span(1), SourceSpan::new(0, 2));
        assert_eq!(index.line_span(2), SourceSpan::new(3, 3));
    }

    #[test]
    fn columns_count_characters() {
        let text = "a\n规划x";
        let index = LineIndex::new(text);
        let columns: Vec<_> = (2..=9).map(|offset| index.column(text, offset)).collect();
        assert_eq!(columns, [1, 1, 1, 2, 2, 2, 3, 4]);
        assert_eq!(index.column(text, 99), 4);
        assert_eq!(index.column("", 0), 1);
    }
}
