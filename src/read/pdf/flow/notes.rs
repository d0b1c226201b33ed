//! Notes at the foot of a page: small print that begins with the number that
//! stands raised in the text.

use crate::model::FurnitureKind;
use crate::read::pdf::line::TextLine;
use crate::read::pdf::sheet::{Part, Sheet};

/// Notes are set in at most this share of the size of running text.
const SMALL: f32 = 0.88;

/// Longer numbers are no numbers of notes.
const MAX_NUMBER: usize = 3;

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// `1`, whether it is printed as `1`, `①`, `[1]` or `注1`; empty for `注` and `*`.
    number: String,
    /// `[1]…`, its lines joined.
    pub text: String,
    pub page: u32,
}

/// The notes of a page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    list: Vec<Note>,
    /// Which parts of the page they are.
    parts: Vec<usize>,
    /// Where they begin.
    top: Option<f32>,
}

impl Notes {
    /// Finds the notes of a page in a document whose text is of `size`: what is
    /// set smaller at the end of the page, or of a column, from a line on that
    /// begins with a number.
    pub(super) fn find(sheet: &Sheet, kinds: &[Option<FurnitureKind>], size: f32) -> Self {
        let mut found = Self::default();
        let referred = referred_numbers(sheet);
        let open: Vec<usize> = (0..sheet.parts.len()).filter(|at| kinds[*at].is_none()).collect();
        for column in open.chunk_by(|a, b| sheet.lanes[*a] == sheet.lanes[*b]) {
            let small = |at: usize| match &sheet.parts[at] {
                Part::Line(line) if line.size <= SMALL * size => Some(line),
                _ => None,
            };
            let foot: Vec<(usize, &TextLine)> =
                column.iter().rev().map_while(|at| small(*at).map(|line| (*at, line))).collect();
            // A page of small print has no foot.
            if foot.is_empty() || foot.len() == column.len() {
                continue;
            }
            found.read(sheet.number, foot.iter().rev(), &referred);
        }
        found
    }

    fn read<'a>(
        &mut self,
        page: u32,
        foot: impl Iterator<Item = &'a (usize, &'a TextLine)>,
        referred: &[String],
    ) {
        // A note may go on at the foot of the next column.
        let mut is_open = !self.list.is_empty();
        for (at, line) in foot {
            if self.top.is_some_and(|top| line.base < top) {
                continue;
            }
            // A list in small print may end the page: nothing in the text refers to it.
            let number =
                scan_number(line).filter(|(number, _)| !begins_with_digit(line) || referred.contains(number));
            if let Some((number, rest)) = number {
                is_open = true;
                self.top.get_or_insert(line.area.top);
                let text = if number.is_empty() { line.text.clone() } else { format!("[{number}]{rest}") };
                self.list.push(Note { number, text, page });
            } else if let Some(note) = self.list.last_mut().filter(|_| is_open) {
                note.text.push_str(line.text.trim());
            }
            if is_open {
                self.parts.push(*at);
            }
        }
    }

    /// Whether a part of the page belongs to a note.
    pub(super) fn holds(&self, part: usize) -> bool {
        self.parts.contains(&part)
    }

    /// The notes that a line refers to; the references are cut out of `words`,
    /// its text.
    pub(super) fn take_referred(&mut self, line: &TextLine, words: &mut String) -> Vec<Note> {
        let mut taken = Vec::new();
        for raised in line.raised.iter().rev() {
            let number = plain_number(&line.text[raised.clone()]);
            // km² is no reference.
            let is_unit = line.text[..raised.start].ends_with(|c: char| c.is_ascii_alphanumeric());
            if number.is_empty() || is_unit {
                continue;
            }
            if let Some(at) = self.list.iter().position(|note| note.number == number) {
                taken.insert(0, self.list.remove(at));
                words.replace_range(raised.clone(), "");
            }
        }
        taken
    }

    /// The notes that no line has referred to.
    pub(super) fn into_rest(self) -> Vec<Note> {
        self.list
    }
}

/// The numbers that stand raised in the text of a page.
fn referred_numbers(sheet: &Sheet) -> Vec<String> {
    let lines = sheet.parts.iter().filter_map(|part| match part {
        Part::Line(line) => Some(line),
        _ => None,
    });
    let raised = lines.flat_map(|line| {
        let behind = line.raised.iter().filter(|raised| raised.start > 0);
        behind.map(|raised| plain_number(&line.text[raised.clone()]))
    });
    raised.filter(|number| !number.is_empty()).collect()
}

/// Whether a line begins with a plain number, as notes and entries of lists do.
fn begins_with_digit(line: &TextLine) -> bool {
    let is_raised = line.raised.first().is_some_and(|raised| raised.start == 0);
    !is_raised && line.text.starts_with(|c: char| c.is_ascii_digit())
}

/// The number that a note begins with, and what follows it.
fn scan_number(line: &TextLine) -> Option<(String, &str)> {
    // A row of a table begins with a number as well.
    if line.cells.len() > 2 {
        return None;
    }
    let text = line.text.as_str();
    let raised = line.raised.first().filter(|raised| raised.start == 0).map_or(0, |raised| raised.end);
    if raised > 0 {
        let number = plain_number(&text[..raised]);
        return (!number.is_empty()).then(|| (number, text[raised..].trim_start()));
    }
    let bare = text.strip_prefix('注').unwrap_or(text);
    let open = bare.strip_prefix(['[', '［', '〔', '(', '（']).unwrap_or(bare);
    let is_digit = |c: char| c.is_ascii_digit() || is_circled(c);
    let end = open.find(|c: char| !is_digit(c)).unwrap_or(open.len());
    let number = plain_number(&open[..end]);
    let rest = open[end..]
        .strip_prefix([']', '］', '〕', ')', '）', '.', '．', '：', ':', '、'])
        .unwrap_or(&open[end..]);
    if !number.is_empty() && number.len() <= MAX_NUMBER {
        // A year or an amount is no number of a note.
        let is_apart = rest.len() < open[end..].len()
            || open.starts_with(is_circled)
            || rest.starts_with(char::is_whitespace)
            || rest.starts_with(|c: char| c > '\u{2E80}' && !"年月日个项万亿家处".contains(c));
        return is_apart.then(|| (number, rest.trim_start()));
    }
    (bare.len() < text.len() && bare.starts_with(['：', ':']) || text.starts_with(['*', '＊', '※']))
        .then(|| (String::new(), text))
}

fn is_circled(c: char) -> bool {
    ('①'..='⑳').contains(&c)
}

/// The digits of a raised, circled or bracketed number; empty if it is none.
fn plain_number(text: &str) -> String {
    let mut number = String::new();
    for c in text.chars() {
        match c {
            '0'..='9' => number.push(c),
            '⁰' | '⁴'..='⁹' => number.extend(char::from_digit(c as u32 - '⁰' as u32, 10)),
            '¹' => number.push('1'),
            '²' => number.push('2'),
            '³' => number.push('3'),
            '①'..='⑳' => number.push_str(&(c as u32 - '①' as u32 + 1).to_string()),
            '[' | ']' | '［' | '］' | '〔' | '〕' => {}
            _ => return String::new(),
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number_of(text: &str, raised: usize) -> Option<String> {
        let raised = (raised > 0).then_some(0..raised);
        let line =
            TextLine { text: text.into(), raised: raised.into_iter().collect(), ..TextLine::default() };
        scan_number(&line).map(|(number, _)| number)
    }

    #[test]
    fn numbers_of_notes_are_told_from_amounts() {
        for (text, raised, number) in [
            ("¹富营养化是指", 2, Some("1")),
            ("①富营养化是指", 0, Some("1")),
            ("[12] 富营养化是指", 0, Some("12")),
            ("注1：富营养化是指", 0, Some("1")),
            ("1. 富营养化是指", 0, Some("1")),
            ("注：数据截至2020年底。", 0, Some("")),
            ("2020年底数据。", 0, None),
            ("12个县（市、区）", 0, None),
            ("富营养化是指", 0, None),
        ] {
            assert_eq!(number_of(text, raised).as_deref(), number, "{text}");
        }
    }

    /// The notes of a page with two lines of text, one of which refers to note 1 if
    /// it `refers`, and two of small print.
    fn notes_of(refers: bool) -> Vec<String> {
        let line = |text: &str, base: f32, size: f32, raised: Option<std::ops::Range<usize>>| {
            Part::Line(TextLine {
                text: text.into(),
                base,
                size,
                raised: raised.into_iter().collect(),
                ..TextLine::default()
            })
        };
        let parts = vec![
            line("湖泊富营养化1问题", 100.0, 16.0, refers.then_some(18..19)),
            line("没有根本解决。", 129.0, 16.0, None),
            line("1.湿地修复工程。修复退化湿地。", 700.0, 12.0, None),
            line("2.监测工程。建设监测站点。", 720.0, 12.0, None),
        ];
        let sheet =
            Sheet { number: 1, height: 842.0, lanes: vec![0; parts.len()], parts, ..Sheet::default() };
        Notes::find(&sheet, &[None; 4], 16.0).into_rest().into_iter().map(|note| note.text).collect()
    }

    #[test]
    fn a_list_in_small_print_is_no_note() {
        assert!(notes_of(false).is_empty());
        assert_eq!(notes_of(true).len(), 1);
    }
}
