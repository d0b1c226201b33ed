//! Page numbers in the forms that printing leaves in a text layer.

/// A page number that is a line of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageNumber {
    /// The printed number; none for Roman numerals.
    pub number: Option<u32>,
    /// Whether its form can be nothing else: `— 12 —`, `第 3 页`. A bare `12`
    /// could also be the cell of a table.
    pub certain: bool,
}

/// No page number takes more bytes, ornaments and all.
pub const MAX_PAGE_LINE: usize = 48;

/// Whether a line that begins with `first` may be one: this rules out nearly every
/// line without a look at its text.
#[must_use]
pub fn may_be_page_line(first: char) -> bool {
    first.is_whitespace() || is_ornament(first) || is_frame(first) || begins_number(first)
}

fn begins_number(first: char) -> bool {
    matches!(first, '第' | 'P' | 'p' | '+' | '0'..='9') || is_roman_digit(first)
}

/// Reads a line that is nothing but a page number: `— 12 —`, `- 5 -`, `·3·`,
/// `第3页共20页`, `3/20`, `12`, `IV`.
#[must_use]
pub fn scan_page_line(line: &str) -> Option<PageNumber> {
    if line.len() > MAX_PAGE_LINE {
        return None;
    }
    // What it begins with, ornaments aside, rules out nearly every short line.
    let first = line.chars().find(|c| !c.is_whitespace() && !is_ornament(*c) && !is_frame(*c))?;
    if !begins_number(first) {
        return None;
    }
    let trimmed = line.trim_matches(|c: char| c.is_whitespace());
    if let Some(number) = scan_page_mark(trimmed) {
        return Some(PageNumber { number: Some(number), certain: true });
    }
    let inner = trimmed.trim_matches(is_ornament);
    let has_ornament = inner.len() < trimmed.len();
    let inner = inner.trim();
    if inner.is_empty() {
        return None;
    }
    if inner.bytes().all(|byte| byte.is_ascii_digit()) && inner.len() <= 4 {
        let both = trimmed.starts_with(is_ornament) && trimmed.ends_with(is_ornament);
        return (both || !has_ornament).then(|| PageNumber { number: inner.parse().ok(), certain: both });
    }
    if let Some((page, count)) = inner.split_once('/') {
        let (page, count) = (page.trim().parse().ok()?, count.trim().parse::<u32>().ok()?);
        return (page <= count && count < 5000).then_some(PageNumber { number: Some(page), certain: false });
    }
    if !inner.chars().all(|c| c.is_ascii_digit() || is_roman_digit(c) || c.is_whitespace()) {
        return None;
    }
    // Extraction may pull digits and letters apart: 1 2, I I.
    let compact: String = inner.split_whitespace().collect();
    if compact.len() <= 3 && compact.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(PageNumber { number: compact.parse().ok(), certain: false });
    }
    is_roman(&compact).then_some(PageNumber { number: None, certain: has_ornament })
}

/// Reads a page number in words, as printers, converters and compilers write it on a line
/// of its own: `第3页`, `第 3 页 共 20 页`, `Page 3`, `# Page 3:`, `[第 3 页]`, `--- Page 3 ---`.
#[must_use]
pub fn scan_page_mark(line: &str) -> Option<u32> {
    let is_mark = |c: &char| !c.is_whitespace() && !is_ornament(*c) && !is_frame(*c);
    if line.len() > MAX_PAGE_LINE || !matches!(line.chars().find(is_mark), Some('第' | 'P' | 'p')) {
        return None;
    }
    let compact: String = line.chars().filter(is_mark).map(|c| c.to_ascii_lowercase()).collect();
    let is_worded = compact.starts_with('第');
    let rest = compact.strip_prefix('第').or_else(|| compact.strip_prefix("page"))?;
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let number = rest[..digits(rest)].parse().ok()?;
    let rest = &rest[digits(rest)..];
    let is_count = |rest: &str| digits(rest) > 0 && digits(rest) == rest.trim_end_matches('页').len();
    let is_rest = if is_worded {
        let rest = rest.strip_prefix('页')?.trim_start_matches(['，', '/', '共']);
        rest.is_empty() || is_count(rest)
    } else {
        rest.is_empty() || rest.strip_prefix("of").or_else(|| rest.strip_prefix('/')).is_some_and(is_count)
    };
    is_rest.then_some(number)
}

/// What converters set around a page number.
const fn is_frame(c: char) -> bool {
    matches!(c, '#' | '[' | ']' | '【' | '】' | '<' | '>' | '(' | ')' | '（' | '）' | ':' | '：')
}

/// `—12—` glued into a line: its byte range and number. The dashes on both
/// sides are what tells it from a range of years.
#[must_use]
pub fn find_glued(line: &str) -> Option<(usize, usize, u32)> {
    let bytes = line.as_bytes();
    let mut from = 0;
    while let Some(found) = memchr::memchr2(b'-', 0xE2, &bytes[from..]) {
        let start = from + found;
        from = start + 1;
        let Some(open) = scan_dash(&line.as_bytes()[start..]) else { continue };
        let rest = &line[start + open..];
        let space = rest.len() - rest.trim_start_matches(' ').len();
        let digits = rest[space..].bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 3 {
            continue;
        }
        let rest = &rest[space + digits..];
        let space_after = rest.len() - rest.trim_start_matches(' ').len();
        let Some(close) = scan_dash(&rest.as_bytes()[space_after..]) else { continue };
        let number_at = start + open + space;
        let end = number_at + digits + space_after + close;
        // 2020-12-31 and 1-2-3 are no page numbers: digits stand outside.
        let is_outside_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if is_outside_digit(line[..start].chars().next_back()) || is_outside_digit(line[end..].chars().next())
        {
            continue;
        }
        if let Ok(number) = line[number_at..number_at + digits].parse() {
            return Some((start, end, number));
        }
    }
    None
}

/// Where in `text`, from `from` on, the next dashes with a digit behind them stand:
/// what [`find_glued`] finds begins so.
#[must_use]
pub fn find_dashed_digit(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'-', 0xE2, &bytes[from..]).map(|found| from + found).find(|at| {
        scan_dash(&bytes[*at..]).is_some_and(|len| {
            bytes[at + len..].iter().find(|byte| **byte != b' ').is_some_and(u8::is_ascii_digit)
        })
    })
}

/// The byte length of the dashes that `bytes` start with.
fn scan_dash(bytes: &[u8]) -> Option<usize> {
    /// Three dashes of print, in bytes; what is longer is a rule.
    const MOST: usize = 9;
    let mut len = 0;
    while len <= MOST {
        match &bytes[len..] {
            [b'-', ..] => len += 1,
            // – — ― ─
            [0xE2, 0x80, 0x93..=0x95, ..] | [0xE2, 0x94, 0x80, ..] => len += 3,
            _ => break,
        }
    }
    (len > 0 && len <= MOST).then_some(len)
}

fn is_ornament(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '─' | '－' | '·' | '•' | '~' | '～' | '|' | '=' | '*' | '.' | '．')
}

fn is_roman_digit(c: char) -> bool {
    matches!(c, 'I' | 'V' | 'X' | 'L' | 'i' | 'v' | 'x' | 'Ⅰ'..='ⅿ')
}

fn is_roman(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 24
        && text.chars().count() <= 8
        && (text.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'))
            || text.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
            || text.chars().all(|c| ('Ⅰ'..='ⅿ').contains(&c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_line() {
        for (line, number, certain) in [
            ("—31—", Some(31), true),
            ("- 5 -", Some(5), true),
            ("——12——", Some(12), true),
            ("第 3 页 共 20 页", Some(3), true),
            ("12", Some(12), false),
            ("3 / 20", Some(3), false),
            ("II", None, false),
            ("II I", None, false),
            ("·4·", Some(4), true),
            ("# Page 1218:", Some(1218), true),
            ("[第 12 页]", Some(12), true),
            ("--- Page 3 ---", Some(3), true),
            ("Page 3 of 20", Some(3), true),
            ("第3页/共20页", Some(3), true),
        ] {
            assert_eq!(scan_page_line(line), Some(PageNumber { number, certain }), "{line}");
        }
        for line in
            ["—", "——", "100%", "2025年", "12人", "-5", "98.5", "第3名", "20/5", "第3页规定", "[12]", "Page"]
        {
            assert_eq!(scan_page_line(line), None, "{line}");
        }
    }

    #[test]
    fn glued_numbers_stand_between_dashes() {
        let line = "纳入乡村-7-富民产业";
        let (start, end, number) = find_glued(line).unwrap();
        assert_eq!((&line[start..end], number), ("-7-", 7));
        assert_eq!(find_glued("2020-12-31"), None);
        assert_eq!(find_glued("0-6岁"), None);
        assert_eq!(find_glued("产业——以5为主——"), None);
    }
}
