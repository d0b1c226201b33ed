//! Where a change belongs: the text there, and around it.

use serde::{Deserialize, Serialize};

use super::sight::Sight;
use crate::model::ByteSpan;
use crate::source::Source;

/// So many characters tell a place from others.
const LENGTH: usize = 24;

/// So many of what stands before and behind it are kept beside it.
const AROUND: usize = 12;

/// So few characters are no evidence by themselves.
const LEAST: usize = 4;

/// A place in a source, by its text; white space does not count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Anchor {
    /// The first characters there.
    pub text: String,
    /// What stands before them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// What stands behind them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub after: String,
    /// Which of several places that look the same, counted from 1; nothing where there is
    /// only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nth: Option<u32>,
    /// The line it stood on, for people; it decides nothing.
    #[serde(default)]
    pub line: u32,
}

impl Anchor {
    /// The anchor of a place, given by its byte offsets.
    #[must_use]
    pub fn new(source: &Source, span: ByteSpan) -> Self {
        Self::within(source, &Sight::new(source.text()), span)
    }

    /// The same where the text without white space is at hand.
    pub(super) fn within(source: &Source, sight: &Sight, [start, end]: ByteSpan) -> Self {
        let text = sight.text();
        let from = sight.of_source(start);
        let to = sight.of_source(end.max(start)).max(from);
        let to = from + text[from..to].char_indices().nth(LENGTH).map_or(to - from, |(at, _)| at);
        let head = text[..from].char_indices().rev().take(AROUND).last().map_or(from, |(at, _)| at);
        let tail = to + text[to..].char_indices().nth(AROUND).map_or(text.len() - to, |(at, _)| at);
        let places: Vec<usize> = sight.find(&text[head..tail]).collect();
        let nth = places.iter().position(|at| *at == head).filter(|_| places.len() > 1);
        Self {
            text: text[from..to].to_owned(),
            before: text[head..from].to_owned(),
            after: text[to..tail].to_owned(),
            nth: nth.map(|nth| nth as u32 + 1),
            line: source.lines().line(start),
        }
    }

    /// All places that look the same, with what stands around them.
    pub(super) fn places(&self, sight: &Sight) -> Vec<ByteSpan> {
        let [text, before, after] =
            [&self.text, &self.before, &self.after].map(|it| super::sight::squeeze(it));
        let place = |at: usize| {
            let from = at + before.len();
            let start = sight.to_source(from);
            [start, sight.end_to_source(from + text.len()).max(start)]
        };
        sight.find(&format!("{before}{text}{after}")).map(place).collect()
    }

    /// Where the text stands now, in byte offsets of the source: where all of it is found;
    /// where one side of it has changed and the rest tells one place; where it stands alone
    /// and only once; and, where `may_differ`, where it has changed between what stands
    /// around it: who compares what stands there as well may ask for that.
    pub(super) fn find(&self, sight: &Sight, may_differ: bool) -> Option<ByteSpan> {
        let [text, before, after] =
            [&self.text, &self.before, &self.after].map(|it| super::sight::squeeze(it));
        let place = |at: usize| {
            let from = at;
            let start = sight.to_source(from);
            [start, sight.end_to_source(from + text.len()).max(start)]
        };
        let whole: Vec<usize> = sight.find(&format!("{before}{text}{after}")).collect();
        let chosen = match (self.nth, &whole[..]) {
            (None, [only]) => Some(*only),
            (Some(nth), places) => places.get((nth as usize).saturating_sub(1)).copied(),
            _ => None,
        };
        if let Some(at) = chosen {
            return Some(place(at + before.len()));
        }
        if !whole.is_empty() {
            // One of several, and nobody can say which.
            return None;
        }
        let once = |words: String, skip: usize| {
            let mut places = sight.find(&words);
            let first = places.next().filter(|_| words.chars().count() >= LEAST)?;
            places.next().is_none().then_some(first + skip)
        };
        let by_side = once(format!("{text}{after}"), 0)
            .or_else(|| once(format!("{before}{text}"), before.len()))
            .or_else(|| once(text.clone(), 0));
        if let Some(at) = by_side {
            return Some(place(at));
        }
        if !may_differ {
            return None;
        }
        // The text itself has changed, and not beyond recognition of where it stands.
        let at = once(before.clone(), before.len())?;
        let end =
            sight.text()[at..].find(&after).filter(|end| !after.is_empty() && *end <= 4 * text.len())?;
        let start = sight.to_source(at);
        Some([start, sight.end_to_source(at + end).max(start)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "甲市规划\n一、目标\n加强养老服务设施建设。\n二、任务\n加强养老服务队伍建设。\n一、目标\n";

    fn anchor(text: &str, words: &str) -> Anchor {
        let at = text.find(words).unwrap() as u32;
        Anchor::new(&Source::from_text("a", text), [at, at + words.len() as u32])
    }

    fn found<'a>(anchor: &Anchor, text: &'a str) -> Option<&'a str> {
        let [start, end] = anchor.find(&Sight::new(text), true)?;
        Some(&text[start as usize..end as usize])
    }

    #[test]
    fn a_place_is_found_again_wherever_it_has_gone() {
        let anchor = anchor(TEXT, "二、任务");
        let moved = format!("新\n新\n{}", TEXT.replace('\n', "\r\n　　"));
        assert_eq!(found(&anchor, &moved), Some("二、任务"));
        assert_eq!(found(&anchor, &TEXT.replace("加强养老服务队伍", "抓好队伍")), Some("二、任务"));
        assert_eq!(found(&anchor, &TEXT.replace("设施建设。", "设施。")), Some("二、任务"));
        assert_eq!(found(&anchor, &TEXT.replace("二、任务", "二、主要任务")), Some("二、主要任务"));
        assert_eq!(found(&anchor, "别的"), None);
    }

    #[test]
    fn places_that_look_the_same_are_counted() {
        let text = "甲乙丙丁\n".repeat(20);
        let at = 13 * 10;
        let anchor = Anchor::new(&Source::from_text("a", &*text), [at, at + 12]);
        assert_eq!(anchor.find(&Sight::new(&text), false), Some([at, at + 12]));
        assert_eq!(anchor.find(&Sight::new("甲乙丙丁"), false), Some([0, 12]));
    }
}
