//! What printing leaves at the foot of a page beside its number: a rule and the notes
//! below it.

use crate::layout::line::Line;
use crate::model::FurnitureKind;
use crate::scan::note::is_note;

/// A rule has at least so many strokes.
const MIN_RULE: usize = 5;

/// Notes take at most so many lines.
const MAX_NOTE_LINES: usize = 8;

/// Notes below a rule, down to the number of the page: they stand in the middle of the
/// sentence that the page cuts.
pub(super) fn mark_notes(text: &str, lines: &mut [Line]) {
    for at in 0..lines.len() {
        let line = &lines[at];
        if line.furniture.is_some_and(|kind| kind != FurnitureKind::Markup)
            || !is_stroke(line.first)
            || !is_rule(line.span.of(text))
        {
            continue;
        }
        let below = &lines[at + 1..];
        let count = below
            .iter()
            .take(MAX_NOTE_LINES + 1)
            .take_while(|line| !is_page_end(line) && !line.page_break)
            .count();
        let ends = below.get(count).is_some_and(|line| is_page_end(line) || line.page_break);
        let is_note = below.first().is_some_and(|note| begins_note(note.span.of(text)));
        if (1..=MAX_NOTE_LINES).contains(&count) && ends && is_note {
            // The rule is of the foot, too: it ends no paragraph.
            for line in &mut lines[at..=at + count] {
                line.furniture = Some(FurnitureKind::RunningHead);
            }
        }
    }
}

fn is_page_end(line: &Line) -> bool {
    line.furniture == Some(FurnitureKind::PageNumber)
}

const fn is_stroke(c: char) -> bool {
    matches!(c, '─' | '━' | '—' | '―' | '-' | '_' | '＿')
}

fn is_rule(line: &str) -> bool {
    line.chars().all(is_stroke) && line.chars().nth(MIN_RULE - 1).is_some()
}

/// `① 总规模指…`, `[1] …`, `* …`, `注：…`
fn begins_note(line: &str) -> bool {
    let numbered = |open: char, close: char| {
        line.strip_prefix(open).is_some_and(|rest| {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            (1..=3).contains(&digits) && rest[digits..].starts_with(close)
        })
    };
    line.starts_with(|c: char| matches!(c, '①'..='⑳' | '*' | '＊' | '†'))
        || is_note(line)
        || numbered('[', ']')
        || numbered('〔', '〕')
        || numbered('【', '】')
}

#[cfg(test)]
mod tests {
    use crate::model::FurnitureKind;
    use crate::{Source, parse};

    #[test]
    fn a_note_in_the_middle_of_a_sentence() {
        let text = "甲市水利规划\n　　一、目标\n　　全市水库总库容①达到三亿立方米，供水能力稳步\n──────────\n\
                    ① 总库容包括小型水库。\n— 3 —\n提高，防洪能力增强。\n　　二、任务\n　　加强建设。\n";
        let document = parse(&Source::from_text("t.txt", text)).documents.remove(0);
        let kinds: Vec<_> = document.furniture.iter().map(|furniture| furniture.kind).collect();
        let foot = FurnitureKind::RunningHead;
        assert_eq!(kinds, [foot, foot, FurnitureKind::PageNumber]);
        assert_eq!(document.plan.sections.len(), 2);
        assert!(document.plan.sections[0].sections.is_empty());
        assert_eq!(document.plan.sections[0].content.len(), 1, "the sentence goes on");
    }
}
