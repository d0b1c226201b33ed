//! Texts whose tables are written with tags, as converters leave them: Markdown or
//! plain text, line by line, and a `<table>` here and there.
//!
//! The lines of such a text are lines, not the white space of a page; its tables
//! are read as those of a page. Tags that only place or dress the text go.

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use super::tag::Tag;
use super::{dom, facts_of, lines};
use crate::evidence::{LineFacts, Rendition};
use crate::scan::is_han;

/// A text has at least this many lines outside all tags.
const MIN_BARE: usize = 3;

/// A stretch of the source.
enum Piece<'a> {
    /// Lines outside tables.
    Lines(&'a str),
    /// A table, from tag to tag.
    Table(&'a str),
}

/// Whether most lines of `text` stand outside all blocks.
pub(super) fn is_mixed(text: &str) -> bool {
    let (mut bare, mut tagged) = (0, 0);
    let mut depth = 0_usize;
    for piece in pieces(text) {
        let Piece::Lines(text) = piece else { continue };
        for line in text.lines() {
            let mut is_tagged = depth > 0;
            let mut rest = line;
            while let Some((tag, behind)) = next_tag(rest) {
                rest = behind;
                if is_of_a_page(tag.name) {
                    is_tagged = true;
                    depth = if tag.is_end { depth.saturating_sub(1) } else { depth + 1 };
                }
            }
            if is_tagged {
                tagged += 1;
            } else if line.contains(is_han) {
                bare += 1;
            }
        }
    }
    bare >= MIN_BARE && bare > tagged
}

/// Whether pages are made of such elements, and texts with tables have none. A table
/// that never ends is no sign of a page.
fn is_of_a_page(name: &str) -> bool {
    use Tag::{Aside, Choice, Silent, Table};
    let name = name.to_ascii_lowercase();
    ["span", "font", "head"].contains(&name.as_str())
        || Tag::of(name.as_bytes()).is_some_and(|tag| !matches!(tag, Aside | Choice | Silent | Table))
}

/// Reads such a text.
pub(super) fn read(text: &str) -> Rendition {
    let mut rendition = Rendition::default();
    let (mut tables, mut frames) = (0, 0);
    for piece in pieces(text) {
        match piece {
            Piece::Lines(text) => text.split('\n').for_each(|line| push_line(&mut rendition, line)),
            Piece::Table(table) => {
                let tree = dom::read_tree(table);
                let found = lines::read_lines(&tree);
                let (table_base, frame_base) = (tables, frames);
                for (at, line) in found.lines.iter().enumerate() {
                    let mut facts = facts_of(line, false);
                    for (number, base, count) in [
                        (&mut facts.table, table_base, &mut tables),
                        (&mut facts.frame, frame_base, &mut frames),
                    ] {
                        *number += if *number > 0 { base } else { 0 };
                        *count = (*count).max(*number);
                    }
                    rendition.push(found.text(at), facts);
                }
            }
        }
    }
    rendition
}

/// The text cut at its tables. A table that never ends is none.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some((tag, behind)) = next_tag(&text[at..]) {
        let start = tag.at + at;
        at = text.len() - behind.len();
        if tag.is_end || !tag.name.eq_ignore_ascii_case("table") {
            continue;
        }
        let Some(end) = end_of_table(text, at) else { break };
        pieces.push(Piece::Lines(&text[from..start]));
        pieces.push(Piece::Table(&text[start..end]));
        (from, at) = (end, end);
    }
    pieces.push(Piece::Lines(&text[from..]));
    pieces
}

/// Where the table ends whose start tag stands before `at`.
fn end_of_table(text: &str, mut at: usize) -> Option<usize> {
    let mut depth = 1_usize;
    while let Some((tag, behind)) = next_tag(&text[at..]) {
        at = text.len() - behind.len();
        if tag.name.eq_ignore_ascii_case("table") {
            depth = if tag.is_end { depth - 1 } else { depth + 1 };
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// A tag and where it stands.
struct Found<'a> {
    at: usize,
    name: &'a str,
    is_end: bool,
}

/// The next tag, and what stands behind it.
fn next_tag(text: &str) -> Option<(Found<'_>, &str)> {
    let mut from = 0;
    loop {
        let at = from + memchr::memchr(b'<', &text.as_bytes()[from..])?;
        let rest = &text[at + 1..];
        let is_end = rest.starts_with('/');
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let len = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        // <5% is no tag; one that is cut over lines, or by another tag, is none either.
        if rest.starts_with(|c: char| c.is_ascii_alphabetic())
            && let Some(close) = memchr::memchr3(b'>', b'<', b'\n', rest.as_bytes())
            && rest.as_bytes()[close] == b'>'
        {
            return Some((Found { at, name: &rest[..len], is_end }, &rest[close + 1..]));
        }
        from = at + 1;
    }
}

/// Adds a line without its tags, with what its entities stand for; in several
/// lines where `<br>` breaks it.
fn push_line(rendition: &mut Rendition, line: &str) {
    let line = line.trim_end_matches('\r');
    if !line.contains(['<', '&']) {
        rendition.push(line, LineFacts::default());
        return;
    }
    let mut text = String::with_capacity(line.len());
    // What breaks a cell of a pipe table stays in its row.
    let break_mark = if line.trim_start().starts_with('|') { "<br>" } else { "\n" };
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| -> Option<String> {
        match event {
            CallbackEvent::String { value } => Some(String::from_utf8_lossy(value).into_owned()),
            CallbackEvent::OpenStartTag { name } if name == b"br" => Some(break_mark.to_owned()),
            _ => None,
        }
    });
    for token in Tokenizer::new_with_emitter(line, emitter) {
        let Ok(piece) = token;
        text.push_str(&piece);
    }
    for line in text.split('\n') {
        rendition.push(line, LineFacts::default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::LineRole;

    const TEXT: &str = "# 规划\n\n<div align=center>\n附件&nbsp;1\n</div>\n一、目标\r\n甲<br>乙，小于<5%\n| 甲<br/>&gt;95 |\n\
        <html><body><table><tr><td>指标</td><td>2025年</td></tr>\
        <tr><td>参保率</td><td>95</td></tr></table></body></html>\n二、任务\n\
        <table><tr><td>专栏1 项目</td></tr></table>\n三、保障\n四、实施\n";

    #[test]
    fn lines_stay_lines_and_tables_become_rows() {
        assert!(is_mixed(TEXT));
        let rendition = read(TEXT);
        let lines: Vec<&str> = rendition.text.lines().filter(|line| !line.is_empty()).collect();
        let expected = [
            "# 规划",
            "附件\u{A0}1",
            "一、目标",
            "甲",
            "乙，小于<5%",
            "| 甲<br>>95 |",
            "指标\t2025年",
            "参保率\t95",
            "二、任务",
            "专栏1 项目",
            "三、保障",
            "四、实施",
        ];
        assert_eq!(lines, expected);
        let rows = rendition.evidence.lines.iter().filter(|line| line.role == LineRole::Row);
        assert_eq!(rows.map(|line| line.table).collect::<Vec<_>>(), [1, 1]);
        let frames = rendition.evidence.lines.iter().map(|line| line.frame).max();
        assert_eq!(frames, Some(1));
    }

    #[test]
    fn pages_are_no_texts() {
        for page in [
            "<html><body>\n一、甲\n二、乙\n三、丙\n四、丁\n</body></html>",
            "甲\n<p>乙</p>\n<p>丙</p>\n<p>丁</p>\n",
            "<div>\n<p>甲\n乙\n丙\n丁\n</p></div>",
            "甲\n乙\n",
        ] {
            assert!(!is_mixed(page), "{page}");
        }
    }

    #[test]
    fn tables_that_never_end_are_lines() {
        let text = "甲\n<table><tr><td>乙\n丙\n<table>\n丁\n";
        assert_eq!(read(text).text.replace('\n', ""), "甲乙丙丁");
        let text = "# 甲市规划\n一、总体要求\n加强保障。\n<table>\n<tr><td>序号</td></tr>\n二、任务\n推进建设。\n三、实施\n";
        assert!(is_mixed(text));
        assert!(!is_mixed(&text.replace("一、", "<div>\n一、")));
    }
}
