//! Lists of words that texts are asked for again and again.

/// Words, and what rules out nearly every text before they are compared one by one: which
/// characters they begin and end with.
pub struct WordList {
    words: &'static [&'static str],
    firsts: Characters,
    lasts: Characters,
}

impl WordList {
    /// The list of `words`, none of which is empty.
    #[must_use]
    pub const fn new(words: &'static [&'static str]) -> Self {
        let (mut firsts, mut lasts) = (Characters([0; BLOCKS]), Characters([0; BLOCKS]));
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            let mut first = 1;
            while first < word.len() && word[first] & 0xC0 == 0x80 {
                first += 1;
            }
            firsts = firsts.with(low_bits(word, first - 1));
            lasts = lasts.with(low_bits(word, word.len() - 1));
            at += 1;
        }
        Self { words, firsts, lasts }
    }

    /// The words.
    #[must_use]
    #[cfg(test)]
    pub const fn words(&self) -> &'static [&'static str] {
        self.words
    }

    /// Whether `text` begins with one of the words.
    #[must_use]
    pub fn begin(&self, text: &str) -> bool {
        self.find_first(text).is_some()
    }

    /// Whether `text` ends with one of the words.
    #[must_use]
    pub fn end(&self, text: &str) -> bool {
        self.find_last(text).is_some()
    }

    /// The first word of the list that `text` begins with.
    #[must_use]
    pub fn find_first(&self, text: &str) -> Option<&'static str> {
        text.chars().next().filter(|first| self.firsts.may_have(*first))?;
        self.beginning_of(text)
    }

    /// The first word of the list that `text` ends with.
    #[must_use]
    pub fn find_last(&self, text: &str) -> Option<&'static str> {
        text.chars().next_back().filter(|last| self.lasts.may_have(*last))?;
        let last = text.as_bytes().last_chunk::<COMPARED>();
        let mut words = self.words.iter().copied();
        words.find(|word| may_equal(word.as_bytes().last_chunk(), last) && text.ends_with(word))
    }

    /// Whether `text` is one of the words.
    #[must_use]
    pub fn has(&self, text: &str) -> bool {
        let last = text.chars().next_back();
        last.is_some_and(|last| self.lasts.may_have(last)) && {
            let last = text.as_bytes().last_chunk::<COMPARED>();
            let mut words = self.words.iter().filter(|word| word.len() == text.len());
            words.any(|word| may_equal(word.as_bytes().last_chunk(), last) && *word == text)
        }
    }

    /// Whether one of the words stands anywhere in `text`.
    #[must_use]
    pub fn are_in(&self, text: &str) -> bool {
        text.char_indices().any(|(at, c)| self.firsts.may_have(c) && self.beginning_of(&text[at..]).is_some())
    }

    /// The first word of the list that `text` begins with.
    fn beginning_of(&self, text: &str) -> Option<&'static str> {
        let first = text.as_bytes().first_chunk::<COMPARED>();
        let mut words = self.words.iter().copied();
        words.find(|word| may_equal(word.as_bytes().first_chunk(), first) && text.starts_with(word))
    }
}

/// The bytes of an ideograph: nearly all words differ in the first, or the last, and are not
/// compared further.
const COMPARED: usize = 3;

/// Whether a word may equal a text of which these bytes stand at the same place; a word that lacks
/// them is shorter.
fn may_equal(word: Option<&[u8; COMPARED]>, text: Option<&[u8; COMPARED]>) -> bool {
    word.is_none() || word == text
}

/// A set of characters is a bit for each of so many blocks of 64.
const BLOCKS: usize = 16;

/// A set of characters by the lowest ten bits of their numbers: few others pass for one.
struct Characters([u64; BLOCKS]);

impl Characters {
    const fn with(mut self, low: usize) -> Self {
        self.0[low / 64 % BLOCKS] |= 1 << (low % 64);
        self
    }

    const fn may_have(&self, c: char) -> bool {
        let low = c as usize;
        self.0[low / 64 % BLOCKS] >> (low % 64) & 1 == 1
    }
}

/// The lowest bits of the number of the character that ends with byte `last`, as many as
/// sets look at.
const fn low_bits(text: &[u8], last: usize) -> usize {
    if text[last] < 0x80 {
        return text[last] as usize;
    }
    // In UTF-8 the last byte has six bits of the number, and the byte before the next ones,
    // of which one that begins with 110 has five.
    (text[last - 1] as usize & 0x3F) << 6 | text[last] as usize & 0x3F
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_ruled_out_that_the_list_has() {
        const WORDS: &[&str] = &["加强", "政府", "é", "5G", "𠮷", "第一"];
        let list = WordList::new(WORDS);
        for word in WORDS {
            let text = ["甲", word, "乙"].concat();
            assert!(list.begin(word) && list.end(word) && list.are_in(&text), "{word}");
            assert!(!list.begin(&text) && !list.end(&text), "{word}");
        }
        let list_of_ends = WordList::new(&["府", "政府"]);
        assert_eq!((list_of_ends.find_last("县政府"), list.find_first("第一位")), (Some("府"), Some("第一")));
        assert!(!list.begin("加快") && !list.end("官府") && !list.are_in("政和府") && !list.are_in(""));
    }
}
