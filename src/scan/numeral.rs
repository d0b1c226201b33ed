//! Chinese and Arabic numerals: `二十三`, `二〇二一`, `２３` (already half-width).

/// The value of one Chinese digit.
#[must_use]
pub const fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '○' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Reads a Chinese numeral below 1000 at the start of `text`: its value and
/// byte length. `二十三` is 23, `一〇二` is 102, `百` alone is none. Two digits in a
/// row without 〇 are two numbers: 专栏一三大工程 is 专栏一 and 三大工程.
#[must_use]
pub fn scan_chinese(text: &str) -> Option<(u32, usize)> {
    let mut total = 0u32;
    let mut digits = 0u32;
    let mut has_digit = false;
    let mut has_unit = false;
    let mut is_positional = false;
    let mut len = 0;
    for (at, c) in text.char_indices() {
        if let Some(value) = digit(c) {
            is_positional |= value == 0;
            if has_digit && !is_positional {
                break;
            }
            digits = if has_unit { value } else { digits.checked_mul(10)?.checked_add(value)? };
            has_digit = true;
        } else {
            let unit = match c {
                '十' | '拾' => 10,
                '百' if has_digit => 100,
                _ => break,
            };
            // 十 alone is ten, 十一 eleven.
            total += unit * if has_digit { digits } else { 1 };
            digits = 0;
            has_digit = false;
            has_unit = true;
        }
        len = at + c.len_utf8();
        if len > 15 {
            // No label in a plan is that long; a run of digits is a year or a name.
            return None;
        }
    }
    (len > 0).then_some((total + digits, len))
}

/// Reads ASCII digits at the start of `text`: their value and count. More than
/// nine digits are no label, year or sequence number.
#[must_use]
pub fn scan_arabic(text: &str) -> Option<(u32, usize)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    if len == 0 || len > 9 {
        return None;
    }
    text[..len].parse().ok().map(|value| (value, len))
}

/// Reads a Chinese or an Arabic numeral.
#[must_use]
pub fn scan_any(text: &str) -> Option<(u32, usize)> {
    scan_arabic(text).or_else(|| scan_chinese(text))
}

/// Writes `value` (below 100) as a Chinese numeral: 23 is `二十三`.
#[must_use]
pub fn to_chinese(value: u32) -> String {
    const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u32| DIGITS[(value % 10) as usize];
    match value {
        0..=9 => digit(value).to_owned(),
        10 => "十".to_owned(),
        11..=19 => format!("十{}", digit(value)),
        20..=99 if value.is_multiple_of(10) => format!("{}十", digit(value / 10)),
        20..=99 => format!("{}十{}", digit(value / 10), digit(value)),
        _ => value.to_string(),
    }
}

/// Writes a number below 100 as banknotes do: `贰拾叁`.
#[must_use]
pub fn to_formal(value: u32) -> String {
    const PLAIN: &str = "一二三四五六七八九十";
    const FORMAL: &str = "壹贰叁肆伍陆柒捌玖拾";
    let formal =
        |c: char| PLAIN.chars().zip(FORMAL.chars()).find(|pair| pair.0 == c).map_or(c, |pair| pair.1);
    to_chinese(value).chars().map(formal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_ways_of_writing() {
        assert_eq!(scan_chinese("二十三、"), Some((23, 9)));
        assert_eq!(scan_chinese("十、"), Some((10, 3)));
        assert_eq!(scan_chinese("一百零二"), Some((102, 12)));
        assert_eq!(scan_chinese("二〇二一年"), Some((2021, 12)));
        assert_eq!(scan_chinese("一三大工程"), Some((1, 3)));
        assert_eq!(scan_chinese("百"), None);
        assert_eq!(scan_arabic("12.3"), Some((12, 2)));
        assert_eq!(scan_arabic("1234567890"), None);
    }

    #[test]
    fn writes_what_it_reads() {
        for value in 1..100 {
            let text = to_chinese(value);
            assert_eq!(scan_chinese(&text), Some((value, text.len())));
        }
    }
}
