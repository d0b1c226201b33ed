//! Content streams: the operators of a page, one after the other.
//!
//! A page is a program: operands, then the operator that takes them. They are
//! given out one operator at a time and never held together, so that a stream
//! of millions of them takes no more memory than its bytes. Brackets do not
//! nest here (ISO 32000-1 has no operator that needs it), so no depth of them
//! costs any stack.

use std::borrow::Cow;

/// No operator takes more operands; what stands before the last of them belongs
/// to nothing.
const MAX_OPERANDS: usize = 32;

/// So many parts of arrays are kept for one operator; a page of text has two or three
/// thousand characters in all. Beyond, numbers are added up and what shows nothing is passed over.
const MAX_PARTS: usize = 1 << 15;

/// Beyond so many, nothing is kept: those of [`MAX_PARTS`] that show something fill a page.
const MAX_SHOWN: usize = 1 << 17;

/// What an operator is given.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand<'a> {
    /// `12`, `-.5`
    Number(f32),
    /// `/F1`, without its slash
    Name(Cow<'a, [u8]>),
    /// `(text)` or `<7465>`, as bytes
    Text(Vec<u8>),
    /// `[(text) -120 (more)]`; brackets inside are passed over
    Array(Vec<Operand<'a>>),
    /// `<< … >>` as written
    Dictionary(&'a [u8]),
}

impl Operand<'_> {
    /// The number, of a number.
    pub(super) fn number(&self) -> Option<f32> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The bytes of a name.
    pub(super) fn name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }
}

/// Reads a content stream.
pub(super) struct Operators<'a> {
    data: &'a [u8],
    at: usize,
    operands: Vec<Operand<'a>>,
    /// How many parts its arrays have.
    parts: usize,
}

impl<'a> Operators<'a> {
    /// Begins at the start of `data`.
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self { data, at: 0, operands: Vec::new(), parts: 0 }
    }

    /// The operands of the operator that was given last.
    pub(super) fn operands(&self) -> &[Operand<'a>] {
        &self.operands
    }

    /// Its last operands as numbers, if there are so many.
    pub(super) fn numbers<const N: usize>(&self) -> Option<[f32; N]> {
        let mut numbers = [0.0; N];
        let first = self.operands.len().checked_sub(N)?;
        for (number, operand) in numbers.iter_mut().zip(&self.operands[first..]) {
            *number = operand.number()?;
        }
        Some(numbers)
    }

    /// The next operator; `None` at the end.
    pub(super) fn next(&mut self) -> Option<&'a [u8]> {
        self.operands.clear();
        self.parts = 0;
        loop {
            self.skip_space();
            let byte = *self.data.get(self.at)?;
            if let Some(operand) = self.operand(byte) {
                if self.operands.len() == MAX_OPERANDS {
                    self.operands.remove(0);
                }
                self.operands.push(operand);
                continue;
            }
            if !is_regular(byte) {
                // `]`, `)`, `}` without partner.
                self.at += 1;
                continue;
            }
            let word = self.word();
            match word {
                b"true" | b"false" | b"null" => {}
                b"BI" => self.skip_inline_image(),
                _ => return Some(word),
            }
        }
    }

    fn operand(&mut self, byte: u8) -> Option<Operand<'a>> {
        match byte {
            b'/' => Some(Operand::Name(self.name())),
            b'(' => Some(Operand::Text(self.literal())),
            b'<' if self.data.get(self.at + 1) == Some(&b'<') => Some(Operand::Dictionary(self.dictionary())),
            b'<' => Some(Operand::Text(self.hexadecimal())),
            b'[' => Some(Operand::Array(self.array())),
            b'0'..=b'9' | b'+' | b'-' | b'.' => Some(Operand::Number(self.number())),
            _ => None,
        }
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.data.get(self.at) {
            match byte {
                b'%' => {
                    let rest = &self.data[self.at..];
                    self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                }
                _ if is_space(*byte) => self.at += 1,
                _ => break,
            }
        }
    }

    /// A run of regular characters.
    fn word(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.data.get(self.at).is_some_and(|byte| is_regular(*byte)) {
            self.at += 1;
        }
        &self.data[start..self.at]
    }

    fn name(&mut self) -> Cow<'a, [u8]> {
        self.at += 1;
        let word = self.word();
        if !word.contains(&b'#') {
            return Cow::Borrowed(word);
        }
        let mut name = Vec::with_capacity(word.len());
        let mut at = 0;
        while at < word.len() {
            let escaped = match word[at..] {
                [b'#', high, low, ..] => digit(high).zip(digit(low)),
                _ => None,
            };
            if let Some((high, low)) = escaped {
                name.push(high << 4 | low);
                at += 3;
            } else {
                name.push(word[at]);
                at += 1;
            }
        }
        Cow::Owned(name)
    }

    fn number(&mut self) -> f32 {
        let word = self.word();
        // `--5` and `5-3` are written by broken programs; the digits count.
        let text = std::str::from_utf8(word).unwrap_or_default();
        text.parse().ok().filter(|number: &f32| number.is_finite()).unwrap_or_else(|| {
            let digits: String = text
                .trim_start_matches('-')
                .chars()
                .take_while(|c| c.is_ascii_digit() || *c == '.')
                .collect();
            let number: f32 = digits.parse().unwrap_or(0.0);
            if text.starts_with('-') { -number } else { number }
        })
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut text = Vec::new();
        let mut depth = 0u32;
        while let Some(&byte) = self.data.get(self.at) {
            self.at += 1;
            match byte {
                b')' if depth == 0 => break,
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(&byte) = self.data.get(self.at) else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => self.at += usize::from(self.data.get(self.at) == Some(&b'\n')),
            b'\n' => {}
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.data.get(self.at) else { break };
                    value = value << 3 | u32::from(digit - b'0');
                    self.at += 1;
                }
                text.push(value as u8);
            }
            _ => text.push(byte),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let rest = &self.data[self.at..];
        let end = memchr::memchr(b'>', rest).unwrap_or(rest.len());
        self.at += (end + 1).min(rest.len());
        let mut digits = rest[..end].iter().filter_map(|byte| digit(*byte));
        let mut text = Vec::with_capacity(end / 2);
        while let Some(high) = digits.next() {
            text.push(high << 4 | digits.next().unwrap_or(0));
        }
        text
    }

    fn dictionary(&mut self) -> &'a [u8] {
        let start = self.at;
        let mut depth = 0u32;
        while let Some(&byte) = self.data.get(self.at) {
            let is_double = self.data.get(self.at + 1) == Some(&byte);
            match byte {
                b'<' if is_double => {
                    depth += 1;
                    self.at += 2;
                }
                b'>' if is_double => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        break;
                    }
                }
                b'(' => {
                    self.literal();
                }
                _ => self.at += 1,
            }
        }
        &self.data[start..self.at]
    }

    fn array(&mut self) -> Vec<Operand<'a>> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.data.get(self.at) {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b'[') => self.at += 1,
                Some(&byte) => match self.operand(byte) {
                    Some(operand) => self.keep(&mut items, operand),
                    None if is_regular(byte) => {
                        // An array that was never closed ends with its operator.
                        let start = self.at;
                        if matches!(self.word(), b"TJ" | b"ET") {
                            self.at = start;
                            break;
                        }
                    }
                    None => self.at += 1,
                },
            }
        }
        items
    }

    /// Adds a part to an array.
    fn keep(&mut self, items: &mut Vec<Operand<'a>>, part: Operand<'a>) {
        if self.parts >= MAX_PARTS {
            match (items.last_mut(), &part) {
                (Some(Operand::Number(sum)), Operand::Number(more)) => {
                    *sum += more;
                    return;
                }
                (_, Operand::Number(_)) => {}
                (_, Operand::Text(text)) if !text.is_empty() => {}
                _ => return,
            }
        }
        if self.parts < MAX_SHOWN {
            self.parts += 1;
            items.push(part);
        }
    }

    /// Passes over an inline image: its dictionary, its data, `EI`.
    fn skip_inline_image(&mut self) {
        self.operands.clear();
        let rest = &self.data[self.at..];
        let data = memchr::memmem::find(rest, b"ID").map_or(rest.len(), |at| at + 2);
        for at in memchr::memmem::find_iter(&rest[data..], b"EI") {
            let at = data + at;
            let ends = rest.get(at + 2).is_none_or(|byte| !is_regular(*byte));
            if is_space(rest[at - 1]) && ends {
                self.at += at + 2;
                return;
            }
        }
        self.at = self.data.len();
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_arrays_keep_what_they_show() {
        let many = MAX_PARTS * 2;
        let data = [b"[", &b"1 ".repeat(many)[..], b"(a)", &b"() ".repeat(many), b"2 (b)] TJ"].concat();
        let mut operators = Operators::new(&data);
        assert_eq!(operators.next(), Some(&b"TJ"[..]));
        let [Operand::Array(parts)] = operators.operands() else { panic!() };
        assert_eq!(parts.len(), MAX_PARTS + 3);
        let text = |text: &[u8]| Operand::Text(text.to_vec());
        assert_eq!(parts[MAX_PARTS..], [text(b"a"), Operand::Number(2.0), text(b"b")]);
        let data = [b"[", &b"(a)".repeat(MAX_SHOWN * 2)[..], b"] TJ"].concat();
        let mut operators = Operators::new(&data);
        operators.next();
        let [Operand::Array(parts)] = operators.operands() else { panic!() };
        assert_eq!(parts.len(), MAX_SHOWN);
    }

    fn read(data: &[u8]) -> Vec<(String, String)> {
        let mut operators = Operators::new(data);
        let mut found = Vec::new();
        while let Some(operator) = operators.next() {
            found.push((
                String::from_utf8_lossy(operator).into_owned(),
                format!("{:?}", operators.operands()),
            ));
        }
        found
    }

    #[test]
    fn operands_stand_before_their_operator() {
        let found = read(b"/F1 10.5 Tf % a remark\n[(a\\)\\101) -120 <4e00>] TJ T*");
        assert_eq!(found.len(), 3);
        assert_eq!(
            found[0],
            (
                "Tf".into(),
                format!("{:?}", [Operand::Name(Cow::Borrowed(b"F1".as_slice())), Operand::Number(10.5)])
            )
        );
        let items =
            vec![Operand::Text(b"a)A".to_vec()), Operand::Number(-120.0), Operand::Text(vec![0x4E, 0x00])];
        assert_eq!(found[1], ("TJ".into(), format!("{:?}", [Operand::Array(items)])));
        assert_eq!(found[2].0, "T*");
    }

    #[test]
    fn images_and_dictionaries_are_passed_over() {
        let found = read(b"/P <</MCID 0/A (>>)>> BDC BI /W 1 ID \x00Tj EI Q");
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["BDC", "Q"]);
    }

    #[test]
    fn broken_streams_end() {
        for data in
            [&b"[[[[(a"[..], b"<<<<<<", b"(((", b"<4", b"BI ID", b"] ) > }", b"[(a) TJ ET", b"/", b"--5 w"]
        {
            let mut operators = Operators::new(data);
            for _ in 0..20 {
                operators.next();
            }
            assert_eq!(operators.next(), None);
        }
        let open = read(b"[(a) TJ ET");
        assert_eq!(open.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["TJ", "ET"]);
    }
}
