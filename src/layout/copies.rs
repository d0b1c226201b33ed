//! A text that stands twice in its file, as some data bases and clipboards give it: the second
//! time is no content.

/// A shorter repetition is a refrain.
const MIN_CHARS: usize = 60;

/// So many of the last lines are looked at for one that tells the text from others, and so
/// many bytes of it.
const LAST_LINES: usize = 8;
const ANCHOR: usize = 120;

/// Where the second of two copies begins that a text ends with, nothing but white space between
/// them and nothing before or behind: as an offset in the normalized text.
pub(super) fn find_copy(text: &str) -> Option<u32> {
    let text = text.trim_end();
    let last = text.rsplit('\n').take(LAST_LINES).max_by_key(|line| line.len())?;
    let anchor = &last[last.ceil_char_boundary(last.len().saturating_sub(ANCHOR))..];
    let mut found = memchr::memmem::find_iter(text.as_bytes(), anchor);
    // What stands more often is a pattern, or a table.
    let (Some(first), Some(second), None) = (found.next(), found.next(), found.next()) else { return None };
    let is_ink = |c: &char| !c.is_whitespace();
    let ahead = |from: usize| text[from..].char_indices().filter(move |(_, c)| is_ink(c));
    let mut behind = ahead(second);
    let mut first_end = first;
    for (at, c) in ahead(first) {
        match behind.next() {
            None => break,
            Some((_, same)) if same == c => first_end = first + at + c.len_utf8(),
            Some(_) => return None,
        }
    }
    let back = |to: usize| text[..to].char_indices().rev().filter(|(_, c)| is_ink(c));
    let same = back(first).zip(back(second)).take_while(|((_, left), (_, right))| left == right);
    let start = same.map(|(_, (at, _))| at).take_while(|at| *at >= first_end).last().unwrap_or(second);
    let chars = ahead(start).count();
    let is_adjacent = start >= first_end && text[first_end..start].trim().is_empty();
    // A form may stand twice behind a letter: the copy is one of all that stands before it.
    let is_all = || ahead(0).count() == 2 * chars;
    (is_adjacent && chars >= MIN_CHARS && is_all()).then_some(start as u32)
}

#[cfg(test)]
mod tests {
    use super::find_copy;
    use crate::model::FurnitureKind;
    use crate::{Source, parse};

    const PLAN: &str = "甲市水利发展规划\n为建设水网，制定本规划。\n一、目标\n到2025年，建成水库三座，治理河道五十公里。\n\
                        二、任务\n（一）修建水库。加快前期工作。\n（二）治理河道。由市水利局会同各县推进。\n";

    #[test]
    fn a_text_that_stands_twice() {
        let whole = PLAN.repeat(2);
        assert_eq!(find_copy(&whole), Some(PLAN.len() as u32));
        let one_line = PLAN.replace('\n', "").repeat(2);
        assert_eq!(find_copy(&one_line), Some(one_line.len() as u32 / 2));
        for text in [whole, one_line] {
            let parsed = parse(&Source::from_text("t.txt", &*text));
            assert_eq!(parsed.documents.len(), 1, "{text}");
            let document = &parsed.documents[0];
            let copy: Vec<_> =
                document.furniture.iter().filter(|part| part.kind == FurnitureKind::Web).collect();
            assert!(copy[0].text.starts_with("甲市水利"), "{copy:?}");
            assert!(parsed.diagnostics.iter().any(|found| found.code.rule().code == "T017"));
        }
    }

    #[test]
    fn what_only_begins_or_ends_alike() {
        for text in [
            format!("{PLAN}{PLAN}附：联系人名单\n"),
            format!("{PLAN}附则：本规划自发布之日起施行，由市水利局负责解释。\n{PLAN}"),
            PLAN.repeat(3),
            "任务分工。\n".repeat(40),
            format!("甲市残疾人联合会：\n我单位参会人员如下。\n{PLAN}{PLAN}"),
        ] {
            assert_eq!(find_copy(&text), None, "{text}");
        }
    }
}
