//! White space, line breaks and page breaks: which space separates words or
//! numbers and stays, and what is reported as a [`Gap`].

use super::class::{Class, is_ignorable, is_line_break, is_white};
use super::punctuation::label_place;
use super::{Gap, GapKind, Pass, width};

impl Pass<'_> {
    /// Ends the line at a line break of any kind.
    pub(super) fn line_break(&mut self) {
        let rest = &self.source.as_bytes()[self.at..];
        let len = match rest {
            [b'\r', b'\n', ..] | [0xC2, ..] => 2,
            [0xE2, ..] => 3,
            _ => 1,
        };
        self.rewriter.copy_to(self.at);
        if rest[0] == b'\n' {
            self.rewriter.copy_to(self.at + 1);
        } else {
            self.rewriter.replace_to(self.at + len, "\n");
        }
        self.at += len;
        self.start_line();
    }

    /// Reports a form feed; in the midst of a line it ends the line.
    pub(super) fn page_break(&mut self) {
        self.rewriter.copy_to(self.at);
        let at = self.rewriter.text().len();
        let gap = Gap { at: at as u32, columns: 0, kind: GapKind::PageBreak, kept: false };
        self.gaps.push(gap);
        self.at += 1;
        if at > self.line_start {
            // More form feeds before the end of the line are dealt with at
            // once, so that a line full of them is gone through only once.
            let mut end = self.at;
            let mut more = 0;
            for c in self.source[self.at..].chars() {
                match c {
                    '\u{C}' => more += 1,
                    _ if is_white(c) || is_ignorable(c) => {}
                    _ if is_line_break(c) => break,
                    _ => {
                        self.rewriter.replace_to(self.at, "\n");
                        self.start_line();
                        return;
                    }
                }
                end += c.len_utf8();
            }
            self.gaps.extend(std::iter::repeat_n(gap, more));
            self.at = end;
        }
        self.rewriter.remove_to(self.at);
    }

    fn start_line(&mut self) {
        self.line_start = self.rewriter.text().len();
        self.gap_at = usize::MAX;
        self.brackets.clear();
    }

    /// Removes a run of white space, or leaves one space of it.
    pub(super) fn white(&mut self) {
        self.rewriter.copy_to(self.at);
        let (start, mut end) = (self.at, self.at);
        let (mut columns, mut kind) = (0_u16, GapKind::Space);
        let mut next = None;
        for c in self.source[start..].chars() {
            if is_white(c) {
                columns = columns.saturating_add(if c == '\u{3000}' { 2 } else { 1 });
                match c {
                    '\t' => kind = GapKind::Tab,
                    '\u{3000}' if kind == GapKind::Space => kind = GapKind::Wide,
                    _ => {}
                }
            } else if !is_ignorable(c) {
                next = Some(c);
                break;
            }
            end += c.len_utf8();
        }
        self.at = end;
        if next.is_none_or(|c| is_line_break(c) || c == '\u{C}') {
            self.rewriter.remove_to(end);
            return;
        }
        let at = self.rewriter.text().len();
        let place = self.place_between(end);
        let kept = place != Place::Chinese;
        if kept {
            if end == start + 1 && self.source.as_bytes()[start] == b' ' {
                self.rewriter.copy_to(end);
            } else {
                self.rewriter.replace_to(end, " ");
            }
        } else {
            self.rewriter.remove_to(end);
            self.gap_at = at;
        }
        if place != Place::Words || columns > 1 || kind != GapKind::Space {
            self.gaps.push(Gap { at: at as u32, columns, kind, kept });
        }
    }

    /// What the white space between the text so far and source offset `at`
    /// separates.
    fn place_between(&self, at: usize) -> Place {
        let line = self.line();
        let mut before = line.chars().rev();
        let Some(prev) = before.next() else {
            return Place::Chinese;
        };
        let next = self.ahead(at);
        match (Class::of(prev), Class::of(next.c)) {
            (Class::Word, Class::Word | Class::Digit) | (Class::Digit, Class::Word) => Place::Words,
            (Class::Digit | Class::Percent, Class::Digit) => Place::Numbers,
            (Class::Digit | Class::Percent, Class::Compare) if self.ahead(next.end).c.is_ascii_digit() => {
                Place::Numbers
            }
            // "e.g. this", "f(x) is": punctuation that has stayed ASCII.
            (Class::Stop | Class::Close, Class::Word) if prev.is_ascii() => {
                match before.next().map(Class::of) {
                    Some(Class::Word) => Place::Words,
                    Some(Class::Digit) if prev != '.' => Place::Words,
                    _ => Place::Chinese,
                }
            }
            // The label of "1. 2025年" must not become a decimal.
            (Class::Stop, Class::Digit)
                if prev == '.' && before.next().is_some_and(|c| c.is_ascii_digit()) =>
            {
                Place::Numbers
            }
            // A mark that has nothing to stand on must not move to the left.
            _ if width::is_joining(next.c) => Place::Label,
            _ if label_place(line).is_none() && self.is_label_ahead(at) => Place::Label,
            _ => Place::Chinese,
        }
    }
}

/// What a run of white space separates.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Latin words: one space stays.
    Words,
    /// Numbers, which must not be glued together: one space stays.
    Numbers,
    /// Chinese text from a label that only the space tells from the end of a
    /// sentence (`目标 1.加强`): one space stays.
    Label,
    /// Anything else: no space stays.
    Chinese,
}

#[cfg(test)]
mod tests {
    use super::super::{Gap, GapKind, normalize};

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let once = normalize(source).text;
        assert_eq!(once, expected);
        assert_eq!(normalize(&once).text, expected, "the second time");
    }

    const fn gap(at: u32, columns: u16, kind: GapKind, kept: bool) -> Gap {
        Gap { at, columns, kind, kept }
    }

    #[test]
    fn every_line_break_becomes_one() {
        check("甲\r\n乙\r丙\n丁\u{B}戊\u{85}己\u{2028}庚\u{2029}辛", "甲\n乙\n丙\n丁\n戊\n己\n庚\n辛");
        check("甲\n 　\t\n乙", "甲\n\n乙");
        check("甲 \r\n", "甲\n");
        check("", "");
    }

    #[test]
    fn page_breaks_end_lines_only_in_their_midst() {
        let normalized = normalize("甲\u{C}乙\n\u{C}丙\u{C}\n\u{C}");
        assert_eq!(normalized.text, "甲\n乙\n丙\n");
        let page_break = |at| gap(at, 0, GapKind::PageBreak, false);
        assert_eq!(normalized.gaps, [page_break(3), page_break(8), page_break(11), page_break(12)]);
        check("甲 \u{C} 乙", "甲\n乙");
        check("甲 \u{C} \u{C} \n乙", "甲\n乙");
    }

    #[test]
    fn white_space_at_the_edges_goes() {
        let normalized = normalize("　　甲 \n \n  \t乙");
        assert_eq!(normalized.text, "甲\n\n乙");
        assert_eq!(normalized.gaps, [gap(0, 4, GapKind::Wide, false), gap(5, 3, GapKind::Tab, false)]);
    }

    #[test]
    fn inner_white_space_goes_and_is_reported() {
        let normalized = normalize("指标　2020年 2025\t属性");
        assert_eq!(normalized.text, "指标2020年2025属性");
        assert_eq!(
            normalized.gaps,
            [
                gap(6, 2, GapKind::Wide, false),
                gap(13, 1, GapKind::Space, false),
                gap(17, 1, GapKind::Tab, false)
            ]
        );
        check("到\u{A0}2025\u{2009}年", "到2025年");
    }

    #[test]
    fn one_space_stays_between_words() {
        check("APP  store", "APP store");
        check("PM 2.5", "PM 2.5");
        check("之光 APP 建设", "之光APP建设");
        assert_eq!(normalize("APP store").gaps, []);
        assert_eq!(normalize("APP  store").gaps, [gap(3, 2, GapKind::Space, true)]);
        assert_eq!(normalize("APP\tstore").gaps, [gap(3, 1, GapKind::Tab, true)]);
        assert_eq!(normalize("APP\u{A0}store").gaps, []);
    }

    #[test]
    fn one_space_stays_between_numbers() {
        check("95 100", "95 100");
        check("９５　＞９６", "95 >96");
        check("90% 95%", "90% 95%");
        check("90% ≥95%", "90% ≥95%");
        check("（%） >90", "（%）>90");
        check("95 %", "95%");
        assert_eq!(normalize("95 100").gaps, [gap(2, 1, GapKind::Space, true)]);
    }

    #[test]
    fn a_very_wide_gap_saturates() {
        let source = format!("甲{}乙", " ".repeat(70_000));
        assert_eq!(normalize(&source).gaps, [gap(3, u16::MAX, GapKind::Space, false)]);
    }
}
