//! What objects take in memory, by how they are written.
//!
//! The decoder builds all objects of a file at once, and does so twice. A name of two
//! bytes takes thirty times as much there, a dictionary of nine a thousand bytes. It is
//! added up here before any of them is built, from pieces of text as they come.

use std::cmp::Ordering;

use unpdf::parser::raw::tokenizer::PdfObject;

/// What one object takes where it stands.
const ITEM: u64 = size_of::<PdfObject>() as u64;

/// A list grows by doubling, and the halves that it leaves are not given back at once. It
/// begins with room for so many.
const LISTED: u64 = 4 * ITEM;
const FIRST: u32 = 4;

/// The least that is given out: what a name, a string or a key takes, but for its bytes.
const LEAST: u64 = 16;

/// A key and its value in a dictionary, which has room for eleven at once.
const ENTRY: u64 = ITEM + size_of::<Vec<u8>>() as u64;
const ENTRIES: u32 = 11;
const NODE: u64 = ENTRIES as u64 * ENTRY + LEAST;

/// What the bytes looked at are part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Between,
    Word,
    Name,
    /// So many brackets of a string are open.
    String(u32),
    Escaped(u32),
    /// `<` was read.
    Less,
    Hexadecimal,
    Greater,
    Comment,
}

/// A list or a dictionary that is open.
struct Open {
    is_list: bool,
    /// How many items, or names, it has.
    count: u32,
}

/// Adds up what objects take.
pub(super) struct Cost {
    pub bytes: u64,
    state: State,
    open: Vec<Open>,
    /// The word that is being read: only its first letters matter.
    word: ([u8; 7], usize),
    /// How many numbers stand before here.
    numbers: u32,
    /// Whether the object has ended, or its data begins.
    is_over: bool,
    objects: u32,
}

impl Cost {
    pub(super) fn new() -> Self {
        let word = ([0; 7], 0);
        Self {
            bytes: 0,
            state: State::Between,
            open: Vec::new(),
            word,
            numbers: 0,
            is_over: false,
            objects: 0,
        }
    }

    /// What the object at the start of `bytes` takes, its data apart, and how many of them were
    /// gone through; more than `most` is not told exactly.
    pub(super) fn of_object(bytes: &[u8], most: u64) -> (u64, usize) {
        const PIECE: usize = 1024;
        let mut cost = Self::new();
        let mut read = 0;
        for piece in bytes.chunks(PIECE) {
            cost.read(piece);
            read += piece.len();
            if cost.is_over || cost.bytes > most {
                break;
            }
        }
        (cost.bytes, read)
    }

    /// Goes on with `bytes`.
    pub(super) fn read(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            if self.is_over {
                return;
            }
            self.step(byte);
        }
    }

    fn step(&mut self, byte: u8) {
        self.state = match self.state {
            State::String(depth) => match byte {
                b'\\' => State::Escaped(depth),
                b'(' => State::String(depth + 1),
                b')' if depth == 0 => State::Between,
                b')' => State::String(depth - 1),
                _ => {
                    self.bytes += 1;
                    State::String(depth)
                }
            },
            State::Escaped(depth) => State::String(depth),
            State::Hexadecimal if byte != b'>' => {
                self.bytes += 1;
                State::Hexadecimal
            }
            State::Hexadecimal => State::Between,
            State::Comment if !matches!(byte, b'\r' | b'\n') => State::Comment,
            State::Less if byte == b'<' => {
                self.open(false);
                State::Between
            }
            State::Less => {
                self.text();
                if byte == b'>' { State::Between } else { State::Hexadecimal }
            }
            State::Greater if byte == b'>' => {
                self.open.pop();
                State::Between
            }
            State::Word if is_regular(byte) => {
                if let Some(letter) = self.word.0.get_mut(self.word.1) {
                    *letter = byte;
                }
                self.word.1 += 1;
                State::Word
            }
            State::Name if is_regular(byte) => {
                self.bytes += 1;
                State::Name
            }
            State::Word => {
                self.end_word();
                self.begin(byte)
            }
            State::Between | State::Name | State::Greater | State::Comment => self.begin(byte),
        };
    }

    /// What begins with `byte`.
    fn begin(&mut self, byte: u8) -> State {
        match byte {
            b'(' => {
                self.text();
                State::String(0)
            }
            b'<' => State::Less,
            b'>' => State::Greater,
            b'%' => State::Comment,
            b'/' => {
                self.text();
                if let Some(Open { is_list: false, count }) = self.open.last_mut() {
                    *count += 1;
                    self.bytes += match (*count).cmp(&(ENTRIES + 1)) {
                        Ordering::Less => 0,
                        // A second node, and one that leads to both.
                        Ordering::Equal => 2 * NODE,
                        Ordering::Greater => 2 * ENTRY,
                    };
                }
                State::Name
            }
            b'[' => {
                self.open(true);
                State::Between
            }
            b']' => {
                self.open.pop();
                State::Between
            }
            _ if is_regular(byte) => {
                self.word = ([byte, 0, 0, 0, 0, 0, 0], 1);
                State::Word
            }
            _ => State::Between,
        }
    }

    fn end_word(&mut self) {
        let (letters, length) = self.word;
        match &letters[..length.min(letters.len())] {
            b"endobj" | b"stream" => self.is_over = true,
            b"obj" => {
                self.objects += 1;
                self.is_over = self.objects > 1;
            }
            // Two numbers have turned out to be one reference.
            b"R" if self.numbers > 1 => {
                if let Some(Open { is_list: true, count }) = self.open.last_mut() {
                    self.bytes -= if *count > FIRST { LISTED } else { 0 };
                    *count -= 1;
                }
            }
            word => {
                self.item();
                self.numbers = if word[0].is_ascii_digit() { self.numbers + 1 } else { 0 };
                return;
            }
        }
        self.numbers = 0;
    }

    /// A list or a dictionary.
    fn open(&mut self, is_list: bool) {
        self.item();
        self.bytes += if is_list { u64::from(FIRST) * ITEM } else { NODE };
        self.open.push(Open { is_list, count: 0 });
        self.numbers = 0;
    }

    fn text(&mut self) {
        self.item();
        self.bytes += LEAST;
        self.numbers = 0;
    }

    /// Anything, for the place where it stands: in a list, or in none, as an object by itself.
    fn item(&mut self) {
        self.bytes += match self.open.last_mut() {
            Some(Open { is_list: true, count }) => {
                *count += 1;
                if *count > FIRST { LISTED } else { 0 }
            }
            Some(_) => 0,
            None => LISTED,
        };
    }
}

fn is_regular(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && byte != 0 && !b"()<>[]{}/%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(text: &str) -> u64 {
        Cost::of_object(format!("{text} ").as_bytes(), u64::MAX).0
    }

    #[test]
    fn objects_are_as_large_as_they_are_built() {
        let list = u64::from(FIRST) * ITEM;
        assert_eq!(cost("1 0 obj"), 2 * LISTED);
        assert_eq!(cost("[1 2 3]"), LISTED + list);
        assert_eq!(cost("[1 2 3 4 5]"), 2 * LISTED + list);
        assert_eq!(cost("[1 0 R 2 0 R 1 0 R 2 0 R]"), LISTED + list);
        assert_eq!(cost("[1 0 R 2 0 R 1 0 R 2 0 R 3 0 R]"), 2 * LISTED + list);
        assert_eq!(cost("[/a(b)<63>]"), LISTED + list + 3 * LEAST + 3);
        assert_eq!(cost("<</A 1/B 2 0 R>>"), LISTED + NODE + 2 * LEAST + 2);
        assert_eq!(cost("[<</A[]>>]"), cost("<</A[]>>") + list);
        assert!(
            cost(&format!("<<{}>>", "/a 1".repeat(12))) > cost(&format!("<<{}>>", "/a 1".repeat(11))) + ENTRY
        );
    }

    #[test]
    fn objects_end() {
        for end in ["endobj", "stream", "2 0 obj"] {
            let whole = cost(&format!("1 0 obj [/a] {end} [{}]", "1 ".repeat(99)));
            assert!(whole <= cost("1 0 obj [/a] 2 0"), "{end}");
        }
        // Words in strings and comments are none.
        assert!(cost("[(a endobj b) % stream\n1 2 3 4 5]") > cost("[(a endobj b)]"));
        assert_eq!(cost(r"[(a\)()) 1]"), cost("[(a) 1]"));
        let mut parts = Cost::new();
        "[1 0 R <</A(b)>>]".bytes().for_each(|byte| parts.read(&[byte]));
        assert_eq!(parts.bytes, cost("[1 0 R <</A(b)>>]"));
    }
}
