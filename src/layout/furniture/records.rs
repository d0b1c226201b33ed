//! Metadata that crawlers and databases write before a text, without the rules of a
//! front matter, and what a compiler adds to the title of a document: its own number
//! before it and the date behind it.

use super::list::{Cut, Furniture, HEAD_LINES};
use crate::layout::line::Line;
use crate::model::FurnitureKind;
use crate::scan::date::scan_date;
use crate::scan::letter::scan_date_remark;
use crate::scan::marker::Style;
use crate::scan::metadata::begins_with_key;
use crate::scan::title::is_plan_title;
use crate::span::Span;

/// Fewer records are no metadata.
const MIN_RECORDS: usize = 3;

/// Lines `key: value` at the head of a text, with the heading above them and the rule
/// below.
pub(super) fn mark_records(text: &str, lines: &mut [Line]) {
    let head = lines.len().min(HEAD_LINES);
    let mut from = 0;
    while from < head {
        let is_record = |line: &Line| {
            line.furniture.is_none()
                && (has_latin_key(line.span.of(text)) || begins_with_key(bare(line.span.of(text))))
        };
        let count = lines[from..head].iter().take_while(|line| is_record(line)).count();
        let latin = lines[from..from + count].iter().filter(|line| has_latin_key(line.span.of(text))).count();
        if count < MIN_RECORDS || latin == 0 {
            from += count + 1;
            continue;
        }
        for line in &mut lines[from..from + count] {
            line.furniture = Some(FurnitureKind::FrontMatter);
        }
        if let Some(above) = from.checked_sub(1).and_then(|above| lines.get_mut(above)) {
            let content = above.span.of(text);
            let is_title =
                is_plan_title(bare(content)) || content.contains("通知") || content.contains("关于");
            if content.starts_with('#') && !is_title {
                above.furniture = Some(FurnitureKind::FrontMatter);
            }
        }
        if let Some(below) = lines.get_mut(from + count) {
            let content = below.span.of(text);
            if content.len() >= 3 && content.chars().all(|c| matches!(c, '-' | '—' | '*' | '=')) {
                below.furniture = Some(FurnitureKind::FrontMatter);
            }
        }
        return;
    }
}

/// A line without the marks of a list, of emphasis or of a heading.
pub(super) fn bare(line: &str) -> &str {
    line.trim_start_matches(['-', '*', '+', '•', '·', '#', '>', '`', ' '])
}

/// `- corpus_id: a1`, `**title**: …`: a word as programs name fields, and a value.
fn has_latin_key(line: &str) -> bool {
    /// No such word is longer.
    const MAX_KEY: usize = 32;
    let line = bare(line);
    let key = line.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"_-. ".contains(byte)).count();
    let rest = line[key..].trim_start_matches(['*', '`', ' ']);
    (2..=MAX_KEY).contains(&key)
        && line.starts_with(|c: char| c.is_ascii_alphabetic())
        && rest.starts_with([':', '：'])
        && !rest.starts_with("://")
}

/// `3. 甲市人民政府关于…的通知（2023年2月23日）` at the head of a text, on one line or more:
/// the number and the date are the compiler's, where the letter has a date of its own.
pub(super) fn cut_compiled_title(text: &str, lines: &mut [Line], furniture: &mut Furniture) {
    /// The title takes at most so many lines.
    const TITLE_LINES: usize = 5;
    let content: Vec<usize> =
        (0..lines.len().min(HEAD_LINES * 2)).filter(|at| lines[*at].furniture.is_none()).collect();
    let Some(&first) = content.first() else { return };
    let Some(marker) =
        lines[first].marker.filter(|marker| marker.style == Style::Arabic && marker.depth == 1)
    else {
        return;
    };
    let mut title = String::new();
    let last = content.iter().take(TITLE_LINES).find(|at| {
        title.push_str(lines[**at].span.of(text));
        title.ends_with('）') && remark_len(&title).is_some()
    });
    let Some(&last) = last else { return };
    if !title.contains("关于") && !title.contains("印发") || title.contains('。') {
        return;
    }
    let line = lines[first].span;
    let label = Span::new(line.start, line.start + marker.len as u32);
    if label.end == line.end {
        lines[first].furniture = Some(FurnitureKind::FrontMatter);
    } else {
        furniture.cuts.push(Cut { span: label, kind: FurnitureKind::FrontMatter });
        lines[first].marker = None;
    }
    // The letter ends where the numbers of the plan begin.
    let is_letter = |at: &&usize| **at == first || lines[**at].marker.is_none();
    let has_date = content.iter().take_while(is_letter).any(|at| {
        let line = lines[*at].span.of(text);
        scan_date(line).is_some_and(|date| date.len == line.len())
    });
    let line = lines[last].span;
    if let Some(len) = remark_len(line.of(text)).filter(|len| has_date && *len < line.len() as usize) {
        let span = Span::new(line.end - len as u32, line.end);
        furniture.cuts.push(Cut { span, kind: FurnitureKind::FrontMatter });
    } else if remark_len(line.of(text)).is_some() && has_date {
        lines[last].furniture = Some(FurnitureKind::FrontMatter);
    }
}

/// The length of the date in brackets that ends a title.
fn remark_len(title: &str) -> Option<usize> {
    let open = title.rfind('（')?;
    scan_date_remark(&title[open..]).map(|_| title.len() - open)
}

#[cfg(test)]
mod tests {
    use crate::model::FurnitureKind;
    use crate::{Source, parse};

    #[test]
    fn records_before_a_text() {
        let text = "# 存档\n\n- corpus_id: a1\n- title: 甲市水利规划\n- source_url: https://www.example.org/a\n\n---\n\n\
                    甲市水利规划\n一、目标\n建设水网。\n";
        let document = parse(&Source::from_text("t.txt", text)).documents.remove(0);
        let front = |kind| kind == FurnitureKind::FrontMatter;
        assert_eq!(document.furniture.iter().filter(|furniture| front(furniture.kind)).count(), 5);
        assert_eq!(document.plan.title, "甲市水利规划");
        assert!(document.plan.preamble.is_empty());
    }

    #[test]
    fn what_a_compiler_adds_to_a_title() {
        let text = "12. 甲市人民政府关于印发甲市水利规划\n的通知（2023年2月23日）\n甲政发〔2023〕2号\n各县人民政府：\n\
                    现印发给你们。\n甲市人民政府\n2023年2月23日\n甲市水利规划\n一、目标\n建设水网。\n";
        let document = parse(&Source::from_text("t.txt", text)).documents.remove(0);
        let furniture: Vec<_> = document.furniture.iter().map(|furniture| furniture.text.as_str()).collect();
        assert_eq!(furniture, ["12.", "（2023年2月23日）"]);
        let title = document.notice.unwrap().title.unwrap();
        assert_eq!(title, "甲市人民政府关于印发甲市水利规划的通知");
    }
}
