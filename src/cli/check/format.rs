//! What all output formats have in common.

use std::io::{self, Write};

use super::told::{FileReport, Totals};

/// Writes what was found, file by file. The files come in the order of their
/// paths, the findings of each by place.
pub(super) trait Reporter {
    /// What stands before the first file.
    fn begin(&mut self, _writer: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// One file.
    fn file(&mut self, report: &FileReport, writer: &mut dyn Write) -> io::Result<()>;

    /// What stands behind the last file.
    fn end(&mut self, _totals: &Totals, _writer: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// A path as the reference of a URI: `/` between names, the bytes that URIs do not
/// take percent-encoded. An absolute path is one of the scheme `file`.
pub(super) fn uri(path: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let is_drive = cfg!(windows) && path.as_bytes().get(1) == Some(&b':');
    let path = path.strip_prefix("./").unwrap_or(&path);
    let mut uri = String::with_capacity(path.len());
    if is_drive {
        uri.push_str("file:///");
    } else if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            b':' if is_drive => uri.push(':'),
            _ => {
                uri.push('%');
                uri.push(char::from(HEX[usize::from(byte >> 4)]));
                uri.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("./a/规划 1.txt"), "a/%E8%A7%84%E5%88%92%201.txt");
        assert_eq!(uri("a%:?#.txt"), "a%25%3A%3F%23.txt");
        #[cfg(unix)]
        assert_eq!(uri("/plans/a.txt"), "file:///plans/a.txt");
    }
}
