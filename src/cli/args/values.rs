//! Values of options that are more than a word, and how they are typed.

use clap::ValueEnum;

/// How people see where the work is.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ProgressName {
    /// A bar on a terminal, nothing elsewhere.
    Auto,
    /// A line now and then.
    Plain,
    /// Nothing.
    None,
}

/// A number of bytes, with K, M or G for powers of 1024.
pub fn parse_bytes(text: &str) -> Result<u64, String> {
    let (digits, shift) = match text.as_bytes().last().map(u8::to_ascii_uppercase) {
        Some(b'K') => (&text[..text.len() - 1], 10),
        Some(b'M') => (&text[..text.len() - 1], 20),
        Some(b'G') => (&text[..text.len() - 1], 30),
        _ => (text, 0),
    };
    let number: u64 = digits.parse().map_err(|_| "a number of bytes is like 65536, 64K or 1G".to_owned())?;
    number
        .checked_shl(shift)
        .filter(|bytes| bytes >> shift == number)
        .ok_or_else(|| "too many bytes".to_owned())
}

/// A positive number of seconds.
pub fn parse_seconds(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|_| "a number of seconds is like 10 or 0.5".to_owned())?;
    // A year is as good as any longer time, and no clock overflows.
    if seconds > 0.0 && seconds <= 31_536_000.0 {
        Ok(seconds)
    } else {
        Err("between 0 and a year".to_owned())
    }
}

/// The address of a schema, or its path: one line.
pub fn parse_schema(text: &str) -> Result<String, String> {
    if text.is_empty() || text.contains(char::is_control) {
        return Err("a path or an address".to_owned());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_counted_in_powers_of_1024() {
        for (text, bytes) in [("0", 0), ("65536", 65536), ("64K", 65536), ("1m", 1 << 20), ("2G", 2 << 30)] {
            assert_eq!(parse_bytes(text), Ok(bytes), "{text}");
        }
        for text in ["", "K", "-1", "1.5M", "1T", "99999999999999999G", "一"] {
            assert!(parse_bytes(text).is_err(), "{text}");
        }
    }

    #[test]
    fn seconds_are_positive() {
        assert_eq!(parse_seconds("0.5"), Ok(0.5));
        for text in ["", "0", "-1", "nan", "inf", "1e300", "1s"] {
            assert!(parse_seconds(text).is_err(), "{text}");
        }
    }
}
