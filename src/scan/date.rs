//! Dates as notices print them: `2021年12月14日`, `二〇二一年十二月十四日`, with
//! blanks where the day was to be written by hand.

use super::numeral::{digit, scan_any, scan_arabic};

/// A date at the start of a text, perhaps with blanks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// The year, unless it is blank.
    pub year: Option<i32>,
    /// The month, unless it is blank.
    pub month: Option<u32>,
    /// The day, unless it is blank.
    pub day: Option<u32>,
    /// The byte length.
    pub len: usize,
}

impl Date {
    /// The date as ISO 8601, or none when a part is blank or cannot be.
    #[must_use]
    pub fn iso(&self) -> Option<String> {
        let (year, month, day) = (self.year?, self.month?, self.day?);
        let days = match month {
            4 | 6 | 9 | 11 => 30,
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            1..=12 => 31,
            _ => return None,
        };
        (1..=days).contains(&day).then(|| format!("{year:04}-{month:02}-{day:02}"))
    }
}

/// Reads a date: year, month and day with 年, 月, 日 (号 in speech), each possibly
/// blank (`2017年月日`, `2017年  月  日`, `2017年×月×日`, `年  月  日`).
#[must_use]
pub fn scan_date(text: &str) -> Option<Date> {
    let (year, mut at) = match scan_misread_year(text) {
        Some((year, len)) => (Some(year), len),
        None => (None, blank_len(text)),
    };
    let rest = &text[at..];
    if !rest.starts_with('年') {
        let (year, _) = scan_year(text)?;
        return scan_numeric_date(text, year, at);
    }
    at += '年'.len_utf8();
    let (month, len) = scan_part(&text[at..], &["月"])?;
    at += len;
    let (day, len) = scan_part(&text[at..], &["日", "号"])?;
    Some(Date { year, month, day, len: at + len })
}

/// The first whole date in a text, as ISO 8601.
#[must_use]
pub fn find_date(text: &str) -> Option<String> {
    let is_digit = |c: char| c.is_ascii_digit() || digit(c).is_some();
    let is_start = |(at, c): &(usize, char)| is_digit(*c) && !text[..*at].ends_with(is_digit);
    let starts = text.char_indices().filter(is_start);
    starts.filter_map(|(at, _)| scan_date(&text[at..])).find_map(|date| date.iso())
}

/// Whether a text in the form `2021-12-14` is a day of the calendar.
#[must_use]
pub fn is_day(text: &str) -> bool {
    let mut parts = text.splitn(3, '-').map(|part| part.parse::<u32>().ok());
    let mut next = || parts.next().flatten();
    let (year, month, day) = (next().and_then(|year| i32::try_from(year).ok()), next(), next());
    Date { year, month, day, len: text.len() }.iso().is_some_and(|iso| iso == text)
}

/// Reads `2021` or `二〇二一`: a year of four digits.
#[must_use]
pub fn scan_year(text: &str) -> Option<(i32, usize)> {
    if let Some((year, len)) = scan_arabic(text) {
        return (len == 4 && (1900..2100).contains(&year)).then_some((i32::try_from(year).ok()?, 4));
    }
    read_digits(text, digit)
}

/// Reads a year in which letters may stand for digits that look alike, as recognizers of
/// print leave them: `2O26`, `二О二六`. Only what follows can tell that it is one.
#[must_use]
pub fn scan_misread_year(text: &str) -> Option<(i32, usize)> {
    scan_year(text).or_else(|| read_digits(text, misread_digit))
}

/// The digit that a character stands for, or that a letter is mistaken for.
fn misread_digit(c: char) -> Option<u32> {
    match c {
        // The letters of the Latin and the Cyrillic alphabet.
        'O' | 'o' | 'О' | 'о' => Some(0),
        'l' | 'I' => Some(1),
        _ => c.to_digit(10).or_else(|| digit(c)),
    }
}

fn read_digits(text: &str, digit: impl Fn(char) -> Option<u32>) -> Option<(i32, usize)> {
    let mut year = 0;
    let mut count = 0;
    let mut len = 0;
    for c in text.chars().take(4) {
        let value = digit(c)?;
        year = year * 10 + i32::try_from(value).ok()?;
        count += 1;
        len += c.len_utf8();
    }
    (count == 4 && (1900..2100).contains(&year)).then_some((year, len))
}

/// A numeral or a blank, then one of `units`.
fn scan_part(text: &str, units: &[&str]) -> Option<(Option<u32>, usize)> {
    let blank = blank_len(text);
    let rest = &text[blank..];
    let (value, len) = match scan_any(rest) {
        Some((value, len)) => (Some(value), len),
        None => (None, 0),
    };
    let tail: usize = rest[len..].chars().take_while(|c| c.is_whitespace()).map(char::len_utf8).sum();
    let unit = units.iter().find(|unit| rest[len + tail..].starts_with(**unit))?;
    Some((value, blank + len + tail + unit.len()))
}

/// The byte length of the blank, or of what marks one, at the start of a text.
fn blank_len(text: &str) -> usize {
    text.chars().take_while(|c| c.is_whitespace() || is_blank_mark(*c)).map(char::len_utf8).sum()
}

/// Whether `c` stands where something is to be filled in.
#[must_use]
pub const fn is_blank_mark(c: char) -> bool {
    matches!(c, '×' | '_' | 'X' | 'x' | '*' | '□')
}

/// `2021-12-14`, `2021/12/14`, `2021.12.14`
fn scan_numeric_date(text: &str, year: i32, at: usize) -> Option<Date> {
    let separator = text[at..].chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let month_at = at + 1;
    let (month, len) = scan_arabic(&text[month_at..]).filter(|found| found.1 <= 2)?;
    let day_at = month_at + len;
    let rest = text[day_at..].strip_prefix(separator)?;
    let (day, len) = scan_arabic(rest).filter(|found| found.1 <= 2)?;
    Some(Date { year: Some(year), month: Some(month), day: Some(day), len: day_at + 1 + len })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Option<String> {
        scan_date(text).filter(|date| date.len == text.len())?.iso()
    }

    #[test]
    fn every_way_of_printing() {
        assert_eq!(iso("2021年12月14日").as_deref(), Some("2021-12-14"));
        assert_eq!(iso("二〇二一年十二月十四日").as_deref(), Some("2021-12-14"));
        assert_eq!(iso("2021-12-4").as_deref(), Some("2021-12-04"));
        assert_eq!(iso("二О二六年三月十日").as_deref(), Some("2026-03-10"));
        assert_eq!(iso("2O26年3月10日").as_deref(), Some("2026-03-10"));
        assert_eq!(scan_date("2O26-03-10"), None);
        assert_eq!(iso("2021年2月30日"), None);
    }

    #[test]
    fn blanks_are_kept_apart_from_values() {
        let date = scan_date("2017年月日").unwrap();
        assert_eq!((date.year, date.month, date.day), (Some(2017), None, None));
        let date = scan_date("××××年×月×日").unwrap();
        assert_eq!((date.year, date.month, date.day), (None, None, None));
        assert_eq!(scan_date("年5月6日").map(|date| (date.year, date.day)), Some((None, Some(6))));
        assert_eq!(date.iso(), None);
        assert_eq!(scan_date("2017年5月日").unwrap().month, Some(5));
        assert_eq!(scan_date("2017年底前"), None);
    }
}
