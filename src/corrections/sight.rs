//! The text of a source without its white space: what anchors are looked for in. How a
//! document is wrapped and indented says nothing of what stands where.

use memchr::memmem;

/// A text without white space, and where each stretch of it stands in the source.
#[derive(Debug)]
pub struct Sight {
    text: String,
    /// Where stretches begin, here and in the source.
    stretches: Vec<(u32, u32)>,
}

impl Sight {
    pub fn new(source: &str) -> Self {
        let mut text = String::with_capacity(source.len());
        let mut stretches = Vec::new();
        let mut follows = false;
        for (at, c) in source.char_indices() {
            if c.is_whitespace() {
                follows = false;
                continue;
            }
            if !follows {
                stretches.push((text.len() as u32, at as u32));
                follows = true;
            }
            text.push(c);
        }
        Self { text, stretches }
    }

    /// The text itself.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a place of this text stands in the source.
    pub fn to_source(&self, at: usize) -> u32 {
        let behind = self.stretches.partition_point(|(here, _)| *here as usize <= at);
        let (here, there) = behind.checked_sub(1).map_or((0, 0), |last| self.stretches[last]);
        there + (at as u32 - here)
    }

    /// The place of this text where `offset` of the source stands, or what follows it.
    pub fn of_source(&self, offset: u32) -> usize {
        let behind = self.stretches.partition_point(|(_, there)| *there <= offset);
        let Some((here, there)) = behind.checked_sub(1).map(|last| self.stretches[last]) else { return 0 };
        let end = self.stretches.get(behind).map_or(self.text.len(), |(next, _)| *next as usize);
        (here as usize + (offset - there) as usize).min(end)
    }

    /// The same for an end, which is where the character before it ends.
    pub fn end_to_source(&self, at: usize) -> u32 {
        at.checked_sub(1).map_or(0, |last| self.to_source(last) + 1)
    }

    /// All places of `words`, also those that overlap: a table may say the same over and over.
    pub fn find<'a>(&'a self, words: &'a str) -> impl Iterator<Item = usize> + 'a {
        let finder = memmem::Finder::new(words.as_bytes());
        let mut from = if words.is_empty() { self.text.len() + 1 } else { 0 };
        std::iter::from_fn(move || {
            let at = from + finder.find(self.text.as_bytes().get(from..)?)?;
            from = at + 1;
            Some(at)
        })
    }
}

/// `text` without white space.
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_to_the_source_and_back() {
        let source = "　甲 乙\n丙丁";
        let sight = Sight::new(source);
        assert_eq!(sight.text(), "甲乙丙丁");
        for (at, c) in sight.text().char_indices() {
            let there = sight.to_source(at);
            assert!(source[there as usize..].starts_with(c), "{c}");
            assert_eq!(sight.of_source(there), at);
        }
        assert_eq!(sight.of_source(0), 0);
        assert_eq!(sight.of_source(source.len() as u32), sight.text().len());
        assert_eq!(sight.find("乙丙").collect::<Vec<_>>(), [3]);
        assert_eq!(Sight::new("甲乙甲乙甲乙").find("甲乙甲乙").count(), 2);
        assert_eq!(sight.end_to_source(sight.text().len()), source.len() as u32);
        assert_eq!(sight.find("").count(), 0);
        assert_eq!(Sight::new("").to_source(0), 0);
    }
}
