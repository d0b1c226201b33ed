//! Text on its way to a terminal: what steers one is shown, not sent. Files and pipes get
//! every byte as it is.

use std::io::{self, Write};

use crate::cli::plain;

/// A terminal.
pub struct Screen<W> {
    inner: W,
    /// The first bytes of a character whose last ones are still to come.
    begun: Vec<u8>,
}

impl<W: Write> Screen<W> {
    pub const fn new(inner: W) -> Self {
        Self { inner, begun: Vec::new() }
    }

    fn show(&mut self, text: &str) -> io::Result<()> {
        if !text.contains(plain::is_odd) {
            return self.inner.write_all(text.as_bytes());
        }
        let mut shown = String::with_capacity(text.len() + 16);
        for c in text.chars() {
            if matches!(c, '\n' | '\t') {
                shown.push(c);
            } else {
                plain::show(c, &mut shown);
            }
        }
        self.inner.write_all(shown.as_bytes())
    }
}

impl<W: Write> Write for Screen<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = std::mem::take(&mut self.begun);
        rest.extend_from_slice(bytes);
        let mut rest = &rest[..];
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    self.show(text)?;
                    return Ok(bytes.len());
                }
                Err(error) => {
                    let (valid, behind) = rest.split_at(error.valid_up_to());
                    self.show(&String::from_utf8_lossy(valid))?;
                    let Some(invalid) = error.error_len() else {
                        self.begun = behind.to_vec();
                        return Ok(bytes.len());
                    };
                    self.show("\u{FFFD}")?;
                    rest = &behind[invalid..];
                }
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_sent_nothing_that_steers_it() {
        let text = "甲\u{9b}31m\tb\u{85}\u{1b}[2J\u{202e}\n乙";
        // However it is cut.
        for count in 1..8 {
            let mut sent = Vec::new();
            let mut screen = Screen::new(&mut sent);
            text.as_bytes().chunks(count).for_each(|part| screen.write_all(part).unwrap());
            screen.write_all(b"\xFF.").unwrap();
            screen.flush().unwrap();
            let sent = String::from_utf8(sent).unwrap();
            assert_eq!(sent, "甲\\u{9b}31m\tb\\u{85}␛[2J\\u{202e}\n乙\u{FFFD}.", "{count}");
        }
    }
}
