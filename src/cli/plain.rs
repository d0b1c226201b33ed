//! Text of others, as it may reach a terminal or a log.
//!
//! Contents, names of files, arguments and keys of models may hold anything: bytes
//! that steer a terminal, marks that turn the direction of writing, and line breaks
//! behind which a log is read as commands (`::stop-commands::`). In messages each
//! of them is shown instead of sent.

use std::borrow::Cow;
use std::fmt::Write;
use std::io;
use std::path::Path;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// Whether a character does something where it should be seen.
pub fn is_odd(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            // White space that breaks lines.
            '\u{2028}' | '\u{2029}'
            // What turns the direction of writing.
            | '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
            // What takes no room.
            | '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}'
            | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{3164}' | '\u{FFA0}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// What the runner of GitHub's actions takes for a command wherever it stands in a line.
const COMMAND: &str = "##[";

/// The text in one line, with odd characters shown as `␛` or `\u{9b}`.
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_odd) && !text.contains(COMMAND) {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\t' => shown.push(' '),
            '[' if shown.ends_with("##") => shown.push_str("\\u{5b}"),
            _ => show(c, &mut shown),
        }
    }
    shown.into()
}

/// Adds a character as it is shown: `␛` or `\u{9b}` if it is odd.
pub fn show(c: char, shown: &mut String) {
    match c {
        // Signs for them stand in a block of their own.
        '\0'..='\u{1F}' => shown.extend(char::from_u32(0x2400 + c as u32)),
        '\u{7F}' => shown.push('␡'),
        // Writing to a string does not fail.
        _ if is_odd(c) => drop(write!(shown, "{}", c.escape_unicode())),
        _ => shown.push(c),
    }
}

/// Writes a value as JSON in which odd characters are escaped: what reads it has them
/// again, and a terminal or a log in between does not.
///
/// # Errors
///
/// What the writer reports.
pub fn write_json(writer: impl io::Write, value: &impl Serialize) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(writer, Escaping))?)
}

struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, text: &str) -> io::Result<()> {
        let mut from = 0;
        for (at, c) in text.char_indices() {
            if is_odd(c) || c == '[' && text[..at].ends_with("##") {
                writer.write_all(&text.as_bytes()[from..at])?;
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
                from = at + c.len_utf8();
            }
        }
        writer.write_all(&text.as_bytes()[from..])
    }
}

/// The text with its line breaks; no line but the first begins with what it says.
pub fn lines(text: &str) -> String {
    text.split('\n').map(|text| line(text.trim_end_matches('\r'))).collect::<Vec<_>>().join("\n  | ")
}

/// The text in one line that begins a line: it is no command to whoever reads the log.
pub fn opening(text: &str) -> Cow<'_, str> {
    let text = line(text);
    let is_command = ["::", "##"].iter().any(|sign| text.trim_start().starts_with(sign));
    if is_command { format!("./{text}").into() } else { text }
}

/// The name of a file as text. Where it is no UTF-8, its bytes are escaped, so that
/// no two names are the same; so are the backslashes of one that looks like that.
pub fn name(path: &Path) -> String {
    let is_escape =
        |rest: &str| rest.as_bytes().get(..2).is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit));
    let is_like = |name: &&str| name.split("\\x").skip(1).any(is_escape);
    if let Some(name) = path.to_str().filter(|_| cfg!(unix)).filter(is_like) {
        return name.replace('\\', "\\\\");
    }
    path.to_str().map_or_else(
        || {
            let mut name = String::new();
            for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
                name.push_str(&chunk.valid().replace('\\', "\\\\"));
                for byte in chunk.invalid() {
                    // Writing to a string does not fail.
                    let _ = write!(name, "\\x{byte:02X}");
                }
            }
            name
        },
        str::to_owned,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_shown() {
        for (text, shown) in [
            ("规划（一）.txt", "规划（一）.txt"),
            ("a\u{1b}[2J\u{7}\u{9b}31m\u{7f}", "a␛[2J␇\\u{9b}31m␡"),
            ("a\r\n::stop-commands::x\u{85}\u{2028}b", "a␍␊::stop-commands::x\\u{85}\\u{2028}b"),
            ("\u{202e}txt.\u{200b}exe\u{feff}", "\\u{202e}txt.\\u{200b}exe\\u{feff}"),
            ("甲\t乙\0", "甲 乙␀"),
            ("a##[add-mask]b", "a##\\u{5b}add-mask]b"),
            ("甲\u{34f}\u{115f}\u{3164}", "甲\\u{34f}\\u{115f}\\u{3164}"),
        ] {
            assert_eq!(line(text), shown);
            assert!(!line(text).contains(is_odd));
        }
        assert_eq!(lines("a\r\n::b\n"), "a\n  | ::b\n  | ");
        for (text, shown) in [("::a", "./::a"), (" ##[a]", "./ ##\\u{5b}a]"), ("a::b", "a::b")] {
            assert_eq!(opening(text), shown);
        }
    }

    #[test]
    fn json_has_what_it_had_and_does_nothing() {
        let odd = "甲\u{9b}\u{85}\u{7f}\u{2028}\u{202e}\u{200b}\u{34f}\u{e0001}\n\"\\##[a]#[b]";
        let mut json = Vec::new();
        write_json(&mut json, &[odd]).unwrap();
        let json = String::from_utf8(json).unwrap();
        assert!(!json.contains(is_odd) && !json.contains(COMMAND), "{json}");
        assert_eq!(serde_json::from_str::<[String; 1]>(&json).unwrap(), [odd]);
        assert!(json.ends_with("##\\u005ba]#[b]\"]"), "{json}");
    }

    #[cfg(unix)]
    #[test]
    fn names_of_any_bytes_stay_apart() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;

        let name = |bytes: &[u8]| name(Path::new(OsStr::from_bytes(bytes)));
        assert_eq!(name("规划\\.txt".as_bytes()), "规划\\.txt");
        assert_eq!(name(b"a\\\xb9\xe6.txt"), "a\\\\\\xB9\\xE6.txt");
        assert_ne!(name(b"\xb9"), name(b"\xba"));
        // What looks like an escape is one of a backslash.
        assert_eq!(name(b"\\xB9.txt"), "\\\\xB9.txt");
        assert_eq!(name(b"\xb9.txt"), "\\xB9.txt");
        assert_ne!(name(b"\\\xb9"), name(b"\\\\xB9"));
    }
}
