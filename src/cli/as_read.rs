//! Whether a finding of the reading, which the model alone cannot judge, is of a part that
//! the model still has as it was read.

use std::collections::HashSet;

use guihua::model::{Document, Lines};
use guihua::normalize::normalize;
use guihua::{Code, Lang};
use serde_json::Value;

/// What became of the part that a finding of the reading is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is as it was read.
    Kept,
    /// It was changed, or nobody knows: the finding is one of the reading.
    Unsure,
    /// It is no more, or the words that were marked are not.
    Gone,
}

const MARK: (&str, &str) = ("（读取时）", "(as read) ");

/// The message of a finding that may be so no more.
pub fn mark(message: &str, lang: Lang) -> String {
    let mark = if lang == Lang::Zh { MARK.0 } else { MARK.1 };
    if is_marked(message) { message.to_owned() } else { format!("{mark}{message}") }
}

/// The words, marked as the `message` is that they stand for.
pub fn like(message: &str, words: &str, lang: Lang) -> String {
    if is_marked(message) { mark(words, lang) } else { words.to_owned() }
}

/// Whether a message is that of such a finding.
pub fn is_marked(message: &str) -> bool {
    message.starts_with(MARK.0) || message.starts_with(MARK.1)
}

/// A message without the mark.
pub fn unmarked(message: &str) -> &str {
    message.strip_prefix(MARK.0).or_else(|| message.strip_prefix(MARK.1)).unwrap_or(message)
}

/// Whether nobody but the reading can say something of this kind. What corrections did is
/// told as it is, and what a model lacks it shows.
pub const fn is_of_reading(code: Code) -> bool {
    !matches!(
        code,
        Code::SectionMissing
            | Code::NumberingLost
            | Code::IndicatorCellMissing
            | Code::TaskWithoutDepartments
            | Code::CorrectionUnplaced
            | Code::CorrectionOutdated
            | Code::CorrectionInvalid
    )
}

/// A model beside the same as it was read.
pub struct Comparison {
    read: Vec<Piece>,
    now: Vec<Piece>,
    /// Whether both tell of the same findings.
    is_told_so: bool,
}

/// A part of a model without the parts in it: its lines and all that it says.
type Piece = (Lines, String);

impl Comparison {
    /// A model of which nobody knows how it was read.
    pub fn alone(now: &Document) -> Self {
        Self { read: Vec::new(), now: pieces(now), is_told_so: false }
    }

    pub fn new(read: &Document, now: &Document) -> Self {
        let told = |document: &Document| {
            document.diagnostics.iter().map(|told| (told.code.clone(), told.lines)).collect::<Vec<_>>()
        };
        Self { read: pieces(read), now: pieces(now), is_told_so: told(read) == told(now) }
    }

    /// All texts of the model as it was read.
    pub fn texts_read(&self) -> HashSet<&str> {
        texts_of(&self.read).map(|(_, text)| text).collect()
    }

    /// All texts of the model as it is now, with the lines of their parts.
    pub fn texts(&self) -> Vec<(Lines, &str)> {
        texts_of(&self.now).collect()
    }

    /// Whether nothing was changed.
    pub fn is_same(&self) -> bool {
        self.read == self.now && self.is_told_so
    }

    /// What became of what stands in one of these `places`; `marked` is what was marked in the
    /// source, where it is the fault itself.
    pub fn fate(&self, places: &[Lines], marked: Option<&str>) -> Fate {
        let is_here = |lines: Lines| places.iter().any(|at| at[0] <= lines[1] && lines[0] <= at[1]);
        let read: Vec<&Piece> = self.read.iter().filter(|piece| is_here(piece.0)).collect();
        let mut now: Vec<&Piece> = self.now.iter().filter(|piece| is_here(piece.0)).collect();
        // A heading is the heading of fewer lines, and nothing else, where what is below it is gone.
        let elsewhere: HashSet<(u32, &str)> =
            self.read.iter().filter(|piece| !is_here(piece.0)).map(key).collect();
        now.retain(|piece| !elsewhere.contains(&key(piece)));
        if read.iter().map(|piece| &piece.1).eq(now.iter().map(|piece| &piece.1)) {
            return Fate::Kept;
        }
        let has = |pieces: &[&Piece], words: &str| {
            pieces.iter().any(|piece| piece.1.split_whitespace().collect::<String>().contains(words))
        };
        let words = marked.map(|marked| normalize(marked).text.split_whitespace().collect::<String>());
        // One character stands in many words.
        let words = words.filter(|words| words.chars().nth(1).is_some());
        let is_mended = words.is_some_and(|words| has(&read, &words) && !has(&now, &words));
        if now.is_empty() || is_mended { Fate::Gone } else { Fate::Unsure }
    }
}

/// The texts of parts, each once; a name or a number is none.
fn texts_of(pieces: &[Piece]) -> impl Iterator<Item = (Lines, &str)> {
    /// Fewer characters are a word.
    const LEAST: usize = 4;
    let texts =
        pieces.iter().flat_map(|(lines, said)| said.split(['\u{1F}', '\u{1E}']).map(|text| (*lines, text)));
    texts.filter(|(_, text)| text.chars().nth(LEAST - 1).is_some_and(|_| !text.is_ascii()))
}

fn key(piece: &Piece) -> (u32, &str) {
    (piece.0[0], &piece.1)
}

fn pieces(document: &Document) -> Vec<Piece> {
    let mut pieces = Vec::new();
    // A model is a tree of plain values.
    if let Ok(value) = serde_json::to_value(document) {
        collect(&value, &mut String::new(), &mut pieces);
    }
    pieces.sort_by_key(|piece| piece.0);
    pieces
}

/// Adds what a value says to `own`, and the parts in it to `pieces`; the first line of these.
fn collect(value: &Value, own: &mut String, pieces: &mut Vec<Piece>) -> Option<u32> {
    /// Where something stands, what it is called and what it points to: all that shifts when
    /// something else goes. The first three and the last are of no part.
    const OTHERS: [&str; 14] = [
        "schema_version",
        "source",
        "part",
        "lines",
        "span",
        "id",
        "box",
        "section",
        "annex",
        "responsibility",
        "tasks",
        "level",
        "diagnostics",
        "region_from",
    ];
    match value {
        Value::Object(fields) => {
            let lines =
                fields.get("lines").and_then(|lines| serde_json::from_value::<Lines>(lines.clone()).ok());
            let mut said = String::new();
            let to = if lines.is_some() { &mut said } else { &mut *own };
            let said_in = fields.iter().filter(|(name, _)| !OTHERS.contains(&name.as_str()));
            let within = said_in.filter_map(|(_, value)| collect(value, to, pieces)).min();
            let Some(lines) = lines else { return within };
            // What is said above the first part in it stands there.
            let last = within
                .map_or(lines[1], |first| first.saturating_sub(1).clamp(lines[0], lines[1].max(lines[0])));
            pieces.push(([lines[0], last], said));
            Some(lines[0])
        }
        Value::Array(list) => list.iter().filter_map(|value| collect(value, own, pieces)).min(),
        Value::String(text) => {
            own.push_str(text);
            own.push('\u{1F}');
            None
        }
        Value::Null => {
            own.push('\u{1E}');
            None
        }
        other => {
            own.push_str(&other.to_string());
            own.push('\u{1F}');
            None
        }
    }
}

/// That models are without their source, so that not all could be looked for.
pub fn alone(count: usize, lang: Lang) -> String {
    match (lang, count) {
        (Lang::Zh, _) => format!("{count} 个模型的原文不在旁边，靠原文才能发现的问题没有查"),
        (Lang::En, 1) => "1 model without its source, looked at by itself".to_owned(),
        (Lang::En, _) => format!("{count} models without their source, looked at by themselves"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fate(change: impl Fn(&mut Value), line: u32, marked: Option<&str>) -> Fate {
        let text = "甲市规划\n一、目标\n建设建设市场。\n完善,制度。\n二、保障\n加强领导。\n";
        let read = guihua::parse(&guihua::Source::from_text("plan.txt", text)).documents.remove(0);
        let mut value = serde_json::to_value(&read).unwrap();
        change(&mut value);
        let now = serde_json::from_value(value).unwrap();
        Comparison::new(&read, &now).fate(&[[line, line]], marked)
    }

    #[test]
    fn what_was_changed_is_told_from_what_was_not() {
        let words = |text: &'static str| {
            move |model: &mut Value| model["plan"]["sections"][0]["content"][0]["text"] = text.into()
        };
        assert_eq!(fate(|_| {}, 3, Some("建设建设")), Fate::Kept);
        assert_eq!(fate(words("建设市场。"), 3, Some("建设建设")), Fate::Gone);
        assert_eq!(fate(words("再建设建设市场。"), 3, Some("建设建设")), Fate::Unsure);
        assert_eq!(fate(words("建设市场。"), 3, Some("，")), Fate::Unsure);
        // Its neighbours are as they were.
        assert_eq!(fate(words("建设市场。"), 4, Some(",")), Fate::Kept);
        assert_eq!(fate(words("建设市场。"), 2, None), Fate::Kept);
        let without = |model: &mut Value| {
            model["plan"]["sections"][0]["content"].as_array_mut().unwrap().remove(0);
        };
        assert_eq!((fate(without, 3, None), fate(without, 4, None)), (Fate::Gone, Fate::Kept));
        assert_eq!((fate(without, 2, None), fate(without, 5, None)), (Fate::Kept, Fate::Kept));
    }
}
