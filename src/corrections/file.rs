//! The file of corrections: its data, read and written as YAML.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::anchor::Anchor;
use super::written::{self, Remarks};
use crate::model_file::strangers;
use crate::rule::correction::KINDS;

/// The version of the file that this crate writes.
pub const VERSION: &str = "1";

/// What the name of a file of corrections adds to that of its source.
pub const ENDING: &str = ".guihua.yaml";

/// More changes than a person makes in a file; what has more is not read.
const MOST: usize = 100_000;

/// What a file may hold; values are anything.
const KEYS: &[(&str, &[&str])] = &[
    ("", &["guihua_corrections", "source", "sha256", "changes"]),
    ("changes", &["do", "kind", "part", "at", "to", "field", "code", "old", "new", "date", "by"]),
    ("at", PLACE),
    ("to", PLACE),
];

const PLACE: &[&str] = &["text", "before", "after", "nth", "line"];

/// The changes of one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Corrections {
    /// The version of this form, `"1"`.
    pub guihua_corrections: String,
    /// The name of the source, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The changes.
    pub changes: Vec<Change>,
    /// Keys that nobody knows, and their lines; they are passed over.
    #[serde(skip)]
    pub(crate) strangers: Vec<(String, u32)>,
    /// What people have noted in the file, as comments, which stay where they are.
    #[serde(skip)]
    pub(crate) remarks: Remarks,
}

impl Default for Corrections {
    fn default() -> Self {
        Self {
            guihua_corrections: VERSION.to_owned(),
            source: None,
            changes: Vec::new(),
            strangers: Vec::new(),
            remarks: Remarks::default(),
        }
    }
}

/// One change of a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Change {
    /// What is done.
    #[serde(rename = "do")]
    pub action: Action,
    /// What it is done to.
    pub kind: Kind,
    /// Which of the plans in a file with several; the first where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
    /// Where that stands in the source. Notice and plan stand where they stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Anchor>,
    /// Where it goes: what stands before it afterwards; for the end of a box, and for what is
    /// made of text, what stands behind it; for what is added at the head of a list, what it
    /// stands before, which is where it is added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Anchor>,
    /// The field, or the element of a list: `values[1].text`, `rows[2]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The code of a finding that was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What stood there; nothing for null.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub old: Value,
    /// What is to stand there; nothing for null.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub new: Value,
    /// When it was made, as an ISO 8601 date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

impl Change {
    /// A change that says nothing more yet.
    #[must_use]
    pub fn new(action: Action, kind: Kind) -> Self {
        let (old, new) = (Value::Null, Value::Null);
        let (at, to, field, code, date, by) = (None, None, None, None, None, None);
        Self { action, kind, part: None, at, to, field, code, old, new, date, by }
    }

    /// Whether two changes do the same to the same thing, whatever the values.
    pub(super) fn is_about_the_same(&self, other: &Self) -> bool {
        (self.action, self.kind, self.part) == (other.action, other.kind, other.part)
            && (&self.at, &self.to, &self.field, &self.code)
                == (&other.at, &other.to, &other.field, &other.code)
    }
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Action {
    /// A field gets another value.
    Set,
    /// A part, or with a field an element of a list, is added.
    Add,
    /// It is removed. What a section, a box or a clause held stays as text.
    Remove,
    /// It goes to another place of its list.
    Move,
    /// A heading goes one level up.
    Raise,
    /// A heading goes one level down.
    Lower,
    /// Text of the source becomes a part: a section, a box, an item, a clause.
    Make,
    /// A box ends elsewhere.
    End,
    /// A person has looked at it and found it right.
    Check,
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// The notice.
    Notice,
    /// The document number.
    DocumentNumber,
    /// The imprint.
    Imprint,
    /// The plan.
    Plan,
    /// An entry of the contents.
    Entry,
    /// A section.
    Section,
    /// A paragraph.
    Paragraph,
    /// A table.
    Table,
    /// A box.
    Box,
    /// An item of a box.
    Item,
    /// An indicator.
    Indicator,
    /// A department clause or a task row.
    Responsibility,
    /// An annex.
    Annex,
    /// A link of a web page to an attached file.
    Attachment,
    /// A finding.
    Finding,
}

impl Kind {
    /// What it is called in Chinese and in English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        KINDS[self as usize]
    }
}

/// Why a file of corrections cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// It is no YAML, or of another form; where and why, in the reader's words.
    Form(String),
    /// It is of a version that this crate does not know.
    Version(String),
    /// It has more changes than are read.
    TooMany,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(why) => write!(f, "not a list of corrections: {why}"),
            Self::Version(version) => {
                write!(f, "corrections of version {version}; this program reads version {VERSION}")
            }
            Self::TooMany => write!(f, "more than {MOST} changes"),
        }
    }
}

impl std::error::Error for Fault {}

impl Fault {
    /// The message in Chinese.
    #[must_use]
    pub fn message_zh(&self) -> String {
        match self {
            Self::Form(why) => format!("不是更正记录：{}", chinese(why)),
            Self::Version(version) => format!("更正记录是第 {version} 版，本程序只读第 {VERSION} 版"),
            Self::TooMany => format!("更正超过 {MOST} 条"),
        }
    }
}

/// What is said of a file in which git has left what it could not merge.
const MERGED: &str = "a merge has left its marks here: keep the changes of both sides, each on a line of its own that begins with `- `, and remove the lines with marks";

/// What is said of a key that stands twice.
const DOUBLED: &str = "stands twice; a merge may have run two changes into one: part them, and write each on a line of its own that begins with `- `";

/// What is said of a text in which a key stands twice, with its place, by what the reader of YAML says.
fn doubled(why: &str) -> Option<String> {
    let (place, rest) = why.split_once(": duplicate ")?;
    let quoted = || rest.split('`').nth(1);
    let key = rest.strip_prefix("mapping key: ").and_then(|rest| rest.rsplit_once(", set ")).map(|it| it.0);
    Some(format!("{place}: `{}` {DOUBLED}", key.or_else(quoted)?))
}

/// The line, from 1, on which git has marked a conflict.
fn conflict(text: &str) -> Option<usize> {
    let is_mark = |line: &str| {
        ["<<<<<<<", "|||||||", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) || line == "======="
    };
    text.lines().position(is_mark).map(|at| at + 1)
}

/// The text with what stands above its changes once. A merge that takes the lines of both
/// sides has these twice, in different words, with changes between them; the first of each is
/// kept, and so are the numbers of lines. The digest of the source that earlier versions wrote
/// is of no use.
fn once(text: &str) -> Cow<'_, str> {
    let head = |line: &str| {
        let (name, value) = line.split_once(':')?;
        let name =
            ["guihua_corrections", "source", "sha256", "changes"].into_iter().find(|it| *it == name)?;
        Some((name, value.trim().trim_matches(['"', '\'']).to_owned()))
    };
    let is_blank = |value: &str| value.is_empty() || value.starts_with('#');
    // Where both have none, one has none.
    let has_changes =
        text.lines().filter_map(head).any(|(name, value)| name == "changes" && is_blank(&value));
    let mut seen: Vec<(&str, String)> = Vec::new();
    let mut is_left_out = |line: &str| {
        let Some((name, value)) = head(line) else { return false };
        let is_out = match seen.iter().find(|it| it.0 == name) {
            _ if name == "sha256" => true,
            _ if name == "changes" && value == "[]" && has_changes => true,
            None => false,
            Some(_) if name == "source" => true,
            Some((_, first)) if name == "changes" => {
                [first, &value].into_iter().all(|it| it == "[]" || is_blank(it))
            }
            // Another version is another form.
            Some((_, first)) => *first == value,
        };
        if !is_out {
            seen.push((name, value));
        }
        is_out
    };
    let mut kept = String::with_capacity(text.len());
    let mut is_changed = false;
    for line in text.split_inclusive('\n') {
        if is_left_out(line) {
            is_changed = true;
            kept.push('\n');
        } else {
            kept.push_str(line);
        }
    }
    if is_changed { Cow::Owned(kept) } else { Cow::Borrowed(text) }
}

/// What the reader of YAML says, in Chinese: the place, and the kind of fault where that is
/// one of those that a hand makes.
fn chinese(why: &str) -> String {
    let number = |word: &str| {
        let rest = &why[why.find(word)? + word.len()..];
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..end].parse::<u32>().ok()
    };
    let named = || why.split('`').nth(1).unwrap_or_default();
    let what = if why.contains(MERGED) {
        "这里有 git 合并时留下的冲突标记：请把两边的更正都留下，每条一行，以“- ”开头，再删去标记这几行"
            .to_owned()
    } else if why.contains("missing field") {
        format!("缺少 {}", named())
    } else if why.contains("unknown variant") || why.contains("unknown field") {
        format!("不认识“{}”", named())
    } else if why.contains(DOUBLED) {
        format!("“{}”写了两次，多半是合并时两条更正混成了一条：请把它们分开，每条一行，以“- ”开头", named())
    } else if why.contains("invalid type") || why.contains("expected") {
        "内容不是这里该有的".to_owned()
    } else {
        "不是正确的 YAML".to_owned()
    };
    match (number("line "), number("column ")) {
        (Some(line), Some(column)) => format!("第{line}行第{column}列，{what}"),
        (Some(line), None) => format!("第{line}行，{what}"),
        _ => what,
    }
}

/// Fields that follow from the text beside them, until a person says otherwise.
const DERIVED: &[&str] = &["comparator", "number", "agency_code", "year", "sequence", "date"];

impl Corrections {
    /// Reads a file of corrections.
    ///
    /// # Errors
    ///
    /// A text that is none, or of another version.
    pub fn read(text: &str) -> Result<Self, Fault> {
        /// The version alone, so that a later form is told apart from a broken one.
        #[derive(Deserialize)]
        struct Head {
            guihua_corrections: Value,
        }
        // Each change is some thirty nodes.
        let budget = serde_yaml::budget! { max_nodes: 64 * MOST, max_events: 128 * MOST };
        let options = || serde_yaml::options! { budget: budget.clone() };
        let form = |error: serde_yaml::Error| {
            let words = error.to_string();
            // What follows the first line shows the place in the file.
            let words = words.lines().next().unwrap_or_default();
            let words = words.strip_prefix("error: ").unwrap_or(words);
            Fault::Form(doubled(words).unwrap_or_else(|| words.to_owned()))
        };
        let text = text.trim_start_matches('\u{FEFF}');
        if let Some(line) = conflict(text) {
            return Err(Fault::Form(format!("line {line}: {MERGED}")));
        }
        let text = &*once(text);
        let head: Head = serde_yaml::from_str_with_options(text, options()).map_err(form)?;
        let version = match head.guihua_corrections {
            Value::String(version) => version,
            other => other.to_string(),
        };
        if version != VERSION {
            return Err(Fault::Version(version));
        }
        let mut read: Self = serde_yaml::from_str_with_options(text, options()).map_err(form)?;
        if read.changes.len() > MOST {
            return Err(Fault::TooMany);
        }
        VERSION.clone_into(&mut read.guihua_corrections);
        read.strangers = strangers(text, KEYS);
        read.remarks = Remarks::read(text, &read.changes, &read.strangers);
        Ok(read)
    }

    /// The text of the file, a line for each change. What changes the shape of the model comes
    /// first, in the order in which it was done; all else by its place in the source, so that
    /// what two people have corrected in different places merges without conflict, and what
    /// they have corrected in the same place by taking the lines of both. Comments of the file
    /// that was read stay with their changes.
    #[must_use]
    pub fn text(&self) -> String {
        let mut sorted = self.clone();
        sorted.sort();
        written::text(&sorted)
    }

    /// Puts the changes into the order of the file, which is the one they apply in.
    pub fn sort(&mut self) {
        self.changes.sort_by(|a, b| {
            let key = |change: &Change| {
                let rank = match change.action {
                    Action::Set => 1,
                    Action::Check => 2,
                    _ => 0,
                };
                // The order in which the shape was changed is kept.
                let line = change.at.as_ref().filter(|_| rank > 0).map_or(0, |at| at.line);
                (u8::from(rank > 0), line, rank)
            };
            let field = |change: &Change| {
                let field = change.field.clone().filter(|_| change.action == Action::Set)?;
                // What follows from a text is changed when the text has been.
                let is_derived = DERIVED.contains(&field.rsplit('.').next().unwrap_or_default());
                Some((is_derived, field))
            };
            key(a).cmp(&key(b)).then_with(|| field(a).cmp(&field(b)))
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn change() -> Change {
        let mut change = Change::new(Action::Set, Kind::Indicator);
        change.field = Some("values[0].text".to_owned());
        change.old = json!("2021-12-14");
        change.new = json!(["否", null, 1.5, { "name": "no" }]);
        change.date = Some("2026-01-02".to_owned());
        change
    }

    #[test]
    fn what_is_written_is_read_back() {
        let corrections = Corrections {
            source: Some("甲.txt".to_owned()),
            changes: vec![change()],
            ..Corrections::default()
        };
        let text = corrections.text();
        assert_eq!(Corrections::read(&text).unwrap(), corrections);
        assert_eq!(Corrections::read(&format!("\u{FEFF}{text}")).unwrap(), corrections);
        assert_eq!(Corrections::read(&Corrections::default().text()).unwrap(), Corrections::default());
    }

    #[test]
    fn what_is_no_list_of_corrections_is_refused() {
        for text in ["", "a: [", "schema_version: '1'\n", "guihua_corrections: '1'\nchanges: 3\n"] {
            assert!(matches!(Corrections::read(text), Err(Fault::Form(_))), "{text}");
        }
        let later = Corrections::read("guihua_corrections: 2\nmore: {}\n");
        assert_eq!(later, Err(Fault::Version("2".to_owned())));
    }

    #[test]
    fn what_a_merge_has_left_is_told_with_its_line() {
        let head = "guihua_corrections: '1'\nchanges:\n- do: set\n  kind: plan\n";
        let marked = format!("{head}<<<<<<< HEAD\n  field: region\n=======\n  field: kind\n>>>>>>> other\n");
        let fault = Corrections::read(&marked).unwrap_err();
        assert!(
            fault.message_zh().contains("第5行，这里有 git 合并时留下的冲突标记"),
            "{}",
            fault.message_zh()
        );
        assert!(fault.to_string().contains("line 5: a merge has left its marks"), "{fault}");
        let fault = Corrections::read(&format!("{head}  field: region\n  field: kind\n")).unwrap_err();
        let words = fault.message_zh();
        assert!(
            words.contains("第6行第3列，“field”写了两次") && words.contains("请把它们分开，每条一行"),
            "{words}"
        );
        let words = fault.to_string();
        assert!(
            words
                .starts_with("not a list of corrections: line 6 column 3: `field` stands twice; a merge may"),
            "{words}"
        );
        assert!(words.contains("part them") && !words.contains("Policy"), "{words}");
    }

    #[test]
    fn what_a_merge_has_put_twice_above_the_changes_is_read_once() {
        let entry = |field: &str| format!("- {{do: set, kind: plan, field: \"{field}\", new: \"甲\"}}\n");
        let whole = |name: &str, digest: char, field: &str| {
            let digest = digest.to_string().repeat(64);
            format!("source: \"{name}\"\nsha256: \"{digest}\"\nchanges:\n{}", entry(field))
        };
        let head = "guihua_corrections: \"1\"\n";
        let both = [
            // Each side has changed the head, or written the file.
            format!(
                "{head}source: \"a\"\nsha256: \"0\"\nsha256: \"1\"\nchanges:\n{}{}",
                entry("region"),
                entry("title")
            ),
            format!("{head}{}{head}{}", whole("a", '0', "region"), whole("b", '1', "title")),
            format!("{head}changes: []\n{}{}", whole("a", '0', "region"), entry("title")),
            format!("{head}changes: []\nchanges: []\n{}{}", whole("a", '0', "region"), entry("title")),
        ];
        for text in both {
            let read = Corrections::read(&text).unwrap_or_else(|fault| panic!("{fault}: {text}"));
            let fields: Vec<_> = read.changes.iter().filter_map(|it| it.field.as_deref()).collect();
            assert_eq!(
                (read.source.as_deref(), &fields[..]),
                (Some("a"), &["region", "title"][..]),
                "{text}"
            );
            assert!(!read.text().contains("sha256"));
        }
        let none = Corrections::read(&format!("{head}changes: []\nchanges: []\n")).unwrap();
        assert_eq!(none.changes, []);
        // The places of faults are those of the file.
        let fault = Corrections::read(&format!("{head}sha256: \"0\"\nchanges:\n- do: [\n")).unwrap_err();
        assert!(fault.to_string().contains("line 5") || fault.to_string().contains("line 4"), "{fault}");
        let other = format!("{head}{}guihua_corrections: 2\n", whole("a", '0', "region"));
        assert!(matches!(Corrections::read(&other), Err(Fault::Form(_))));
    }

    #[test]
    fn places_decide_the_order_but_for_the_shape() {
        let at = |line| {
            let mut change = change();
            change.at = Some(Anchor { line, ..Anchor::default() });
            change
        };
        let raise = |line| Change { action: Action::Raise, ..at(line) };
        let changes = vec![at(9), raise(8), at(2), raise(3)];
        let mut corrections = Corrections { changes, ..Corrections::default() };
        corrections.sort();
        let lines: Vec<u32> = corrections.changes.iter().map(|it| it.at.as_ref().unwrap().line).collect();
        assert_eq!(lines, [8, 3, 2, 9]);
    }
}
