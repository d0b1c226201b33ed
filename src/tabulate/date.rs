//! Calendar dates as days, which is what columns of dates hold.
//!
//! The two conversions are those of Howard Hinnant, "chrono-Compatible Low-Level
//! Date Algorithms" (`days_from_civil`, `civil_from_days`): proleptic Gregorian,
//! counted in eras of 400 years that begin in March.

/// Days in 400 years.
const ERA: i32 = 146_097;

/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i32 = 719_468;

/// The days from 1970-01-01 to an ISO 8601 date with four digits of year; none
/// where the text is no date or there was no such day.
///
/// ```
/// use guihua::tabulate::days_since_1970;
///
/// assert_eq!(days_since_1970("1970-01-31"), Some(30));
/// assert_eq!(days_since_1970("2021-02-30"), None);
/// ```
#[must_use]
pub fn days_since_1970(text: &str) -> Option<i32> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |range: std::ops::Range<usize>| {
        let digits = text.get(range)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<i32>().ok())?
    };
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    if !(1..=12).contains(&month) || day < 1 || day > length(year, month) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH)
}

/// The date so many days after 1970-01-01, in ISO 8601.
pub fn iso(days: i32) -> String {
    let days = days + EPOCH;
    let era = days.div_euclid(ERA);
    let of_era = days.rem_euclid(ERA);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year + era * 400 + i32::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The days of a month.
fn length(year: i32, month: i32) -> i32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_five_centuries_comes_back() {
        let first = days_since_1970("1600-01-01").unwrap();
        let last = days_since_1970("2100-12-31").unwrap();
        assert_eq!(last - first, 182_986);
        for days in first..=last {
            assert_eq!(days_since_1970(&iso(days)), Some(days));
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "2021-2-03",
            "2021-13-01",
            "2021-00-10",
            "2021-04-31",
            "2100-02-29",
            "２０２１-01-01",
            "+021-01-01",
            "",
        ] {
            assert_eq!(days_since_1970(text), None, "{text}");
        }
        assert_eq!(iso(days_since_1970("2000-02-29").unwrap()), "2000-02-29");
    }
}
