//! How a list of corrections is written: a line for each change, and what people have noted
//! between the lines.
//!
//! Tools that merge text compare lines. Where a change is one line, no merge can mix two of
//! them, and changes of two sides that stand next to one another are whole whichever side is
//! taken first; `merge=union` in `.gitattributes` takes both.

use std::fmt::Write as _;

use serde_json::Value;

use super::anchor::Anchor;
use super::file::{Change, Corrections};

/// The first lines of every file, for whoever opens it.
const HEAD: &str = "\
# 更正记录：guihua 读出的模型经人核对后的改动，一条一行，parse、check、export 会自动采用。
# Corrections of what guihua reads in the file of the same name, one a line; applied by parse, check, export.
";

/// Lines that were the first ones of files that earlier versions wrote.
const HEADS_BEFORE: &[&str] = &[
    "# 更正记录：guihua 读出的模型经人核对后的改动，parse、check、export 会自动采用。",
    "# Corrections of what guihua reads in the file of the same name; applied by parse, check, export.",
];

/// What people have noted in a file, as comments.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Remarks {
    /// The lines above the changes.
    above: Vec<String>,
    /// The comments of each change that has some.
    of: Vec<Remark>,
    /// The lines behind the last change.
    below: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
struct Remark {
    change: Change,
    /// The lines before it.
    before: Vec<String>,
    /// The end of its own line.
    beside: Option<String>,
}

impl Remarks {
    /// The comments of a text that was read as `changes`. What stands under keys at its margin that
    /// nobody knows is a comment from now on.
    pub(super) fn read(text: &str, changes: &[Change], strangers: &[(String, u32)]) -> Self {
        let is_change = |line: &&str| line.trim_start().starts_with("- ") && indent(line) <= MARGIN;
        // Where entries stand in another way, no comment can be given to one of them.
        let is_plain = text.lines().filter(is_change).count() == changes.len();
        let mut remarks = Self::default();
        let mut lines = Vec::new();
        let mut entries = changes.iter();
        let mut is_strange = false;
        for (line, number) in text.lines().zip(1..) {
            let begins = || strangers.binary_search_by_key(&number, |it| it.1).is_ok();
            // It goes as far as its lines are indented.
            let is_blank = line.trim().is_empty();
            is_strange = indent(line) == 0 && !line.starts_with(['-', '#']) && begins()
                || is_strange && (indent(line) > 0 || is_blank);
            if is_strange && !is_blank {
                lines.push(format!("# {line}"));
            } else if line.trim_start().starts_with('#') && indent(line) <= MARGIN {
                if !HEAD.lines().chain(HEADS_BEFORE.iter().copied()).any(|known| known == line) {
                    lines.push(line.trim().to_owned());
                }
            } else if line.starts_with("changes:") {
                remarks.above = std::mem::take(&mut lines);
            } else if is_plain && is_change(&line) {
                let beside = comment(line).map(str::to_owned);
                if let Some(change) = entries.next()
                    && !(lines.is_empty() && beside.is_none())
                {
                    let before = std::mem::take(&mut lines);
                    remarks.of.push(Remark { change: change.clone(), before, beside });
                }
            }
        }
        remarks.below = lines;
        remarks
    }
}

/// Entries of the list, and comments between them, are indented no more; text that is
/// written over several lines is.
const MARGIN: usize = 2;

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The comment at the end of a line.
fn comment(line: &str) -> Option<&str> {
    let mut is_quoted = false;
    let mut is_escaped = false;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            '#' if !is_quoted && before.is_whitespace() => return Some(line[at..].trim_end()),
            _ => {}
        }
        before = c;
    }
    None
}

/// The text of the file, its changes in the order in which they stand.
pub(super) fn text(corrections: &Corrections) -> String {
    let mut out = HEAD.to_owned();
    let mut remarks = corrections.remarks.clone();
    let lines = |out: &mut String, lines: &[String]| {
        for line in lines {
            out.push_str(line);
            out.push('\n');
        }
    };
    lines(&mut out, &remarks.above);
    // Writing into memory does not fail, here and below.
    let _ = writeln!(out, "guihua_corrections: {}", quoted(&corrections.guihua_corrections));
    if let Some(source) = &corrections.source {
        let _ = writeln!(out, "source: {}", quoted(source));
    }
    out.push_str(if corrections.changes.is_empty() { "changes: []\n" } else { "changes:\n" });
    for change in &corrections.changes {
        let found = remarks.of.iter().position(|remark| remark.change.is_about_the_same(change));
        let remark = found.map(|at| remarks.of.remove(at));
        if let Some(remark) = &remark {
            lines(&mut out, &remark.before);
        }
        let _ = write!(out, "- {}", entry(change));
        if let Some(beside) = remark.and_then(|remark| remark.beside) {
            let _ = write!(out, " {beside}");
        }
        out.push('\n');
    }
    // What was noted of a change that is gone is kept, too.
    for remark in remarks.of {
        lines(&mut out, &remark.before);
        lines(&mut out, remark.beside.as_slice());
    }
    lines(&mut out, &remarks.below);
    out
}

/// A change as a flow mapping of YAML: what was done first, where and by whom behind it.
fn entry(change: &Change) -> String {
    let some = |text: &Option<String>| text.as_deref().map(quoted);
    let value = |value: &Value| (!value.is_null()).then(|| flow(value));
    let fields = [
        ("do", word(&change.action)),
        ("kind", word(&change.kind)),
        ("part", change.part.map(|part| part.to_string())),
        ("field", some(&change.field)),
        ("code", some(&change.code)),
        ("old", value(&change.old)),
        ("new", value(&change.new)),
        ("at", change.at.as_ref().map(place)),
        ("to", change.to.as_ref().map(place)),
        ("date", some(&change.date)),
        ("by", some(&change.by)),
    ];
    mapping(fields)
}

fn place(anchor: &Anchor) -> String {
    let some = |text: &str| (!text.is_empty()).then(|| quoted(text));
    mapping([
        ("text", Some(quoted(&anchor.text))),
        ("before", some(&anchor.before)),
        ("after", some(&anchor.after)),
        ("nth", anchor.nth.map(|nth| nth.to_string())),
        ("line", Some(anchor.line.to_string())),
    ])
}

fn mapping<const N: usize>(fields: [(&str, Option<String>); N]) -> String {
    let fields = fields.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?)));
    format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
}

/// A word of a closed list, which needs no quotes.
fn word(value: &impl serde::Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

fn flow(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(values) => format!("[{}]", values.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| format!("{}: {}", quoted(name), flow(value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// A string in double quotes, on one line: that of JSON, and what YAML takes for the end of
/// a line, or for no character of a text, escaped as well.
fn quoted(text: &str) -> String {
    let json = Value::from(text).to_string();
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if matches!(c, '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}') {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::file::{Action, Kind};
    use super::*;

    fn change(field: &str, new: Value) -> Change {
        let mut change = Change::new(Action::Set, Kind::Plan);
        change.field = Some(field.to_owned());
        change.new = new;
        change
    }

    fn list(changes: Vec<Change>) -> Corrections {
        Corrections { changes, ..Corrections::default() }
    }

    #[test]
    fn a_change_is_one_line_whatever_it_holds() {
        let odd = "a: \"b\"\\ # c\n\u{85}\u{2028}\u{FEFF}\u{7F}\u{1}\t{[]},&*!|>'%@`😀";
        let values = [
            Value::from(odd),
            serde_json::json!([null, true, 1.5, -3, "no", "2021-01-01", { odd: [odd] }]),
            serde_json::json!({}),
            serde_json::json!([]),
            Value::from(""),
        ];
        let corrections = list(values.iter().map(|value| change("title", value.clone())).collect());
        let text = corrections.text();
        assert_eq!(
            text.lines().filter(|line| line.starts_with("- {do: set, kind: plan, ")).count(),
            5,
            "{text}"
        );
        assert_eq!(Corrections::read(&text).unwrap(), corrections);
    }

    #[test]
    fn what_was_done_stands_before_where() {
        let mut change = change("unit", Value::from("床"));
        change.kind = Kind::Indicator;
        change.old = Value::from("张");
        change.at = Some(Anchor { text: "养老".to_owned(), nth: Some(2), line: 21, ..Anchor::default() });
        change.by = Some("王甲".to_owned());
        assert_eq!(
            entry(&change),
            r#"{do: set, kind: indicator, field: "unit", old: "张", new: "床", at: {text: "养老", nth: 2, line: 21}, by: "王甲"}"#
        );
    }

    #[test]
    fn comments_stay_with_their_changes() {
        let source = "# 甲核对\nguihua_corrections: '1'\nchanges:\n# 见原件\n- {do: set, kind: plan, field: \"title\", new: \"a # b\"} # 第3页\n- do: set\n  kind: plan\n  # 省名\n  field: region\n  new: |\n    # 乙\n# 完\n";
        let mut read = Corrections::read(source).unwrap();
        assert_eq!(read.changes.len(), 2);
        let text = read.text();
        for kept in [
            "# 甲核对\nguihua",
            "# 见原件\n- {do: set, kind: plan, field: \"title\"",
            "} # 第3页\n",
            "# 省名\n",
            "# 完\n",
        ] {
            // The changes are put into order: that of the region comes first.
            assert!(text.contains(kept), "{kept:?} in {text}");
        }
        assert_eq!(text.matches("# 乙").count(), 1, "{text}");
        let again = Corrections::read(&text).unwrap();
        assert_eq!(again.text(), text);
        // The value is another one, the change is about the same.
        read.changes[0].new = Value::from("c");
        assert!(
            read.text().contains("# 见原件\n- {do: set, kind: plan, field: \"title\", new: \"c\"} # 第3页\n")
        );
        // It is gone: what was noted is not.
        read.changes.clear();
        let bare = read.text();
        assert!(
            bare.contains("changes: []\n") && bare.contains("# 见原件\n") && bare.contains("# 第3页\n"),
            "{bare}"
        );
    }
}
