//! Metadata that crawlers and databases write before a text, without the rules of a
//! front matter, and what a compiler adds to the title of a document: its own number
//! before it and the date behind it.

use super::list::{Cut, Furniture, HEAD_LINES};
use super::web::is_label_of_text;
use crate::evidence::{LineFacts, LineRole};
use crate::layout::line::Line;
use crate::model::FurnitureKind;
use crate::scan::date::scan_date;
use crate::scan::letter::{scan_addressees, scan_date_remark};
use crate::scan::marker::Style;
use crate::scan::metadata::begins_with_key;
use crate::scan::region::scan_region;
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

/// The lines above a rule that says where the text begins (`==== 正文 ====`), where several of them are
/// keys with their values: whatever else stands among them is of the same kind.
pub(super) fn mark_head_above_rule(text: &str, lines: &mut [Line]) {
    /// No value is longer.
    const LONGEST: u16 = 400;
    let head = lines.len().min(HEAD_LINES);
    let Some(rule) = lines[..head].iter().position(|line| is_rule_above_text(line.span.of(text))) else {
        return;
    };
    let is_record = |line: &&Line| begins_with_key(bare(line.span.of(text)));
    let is_short = |line: &Line| line.chars <= LONGEST && !line.span.of(text).ends_with(['。', '；']);
    let above = &lines[..rule];
    if above.iter().filter(is_record).count() >= MIN_RECORDS && above.iter().all(is_short) {
        for line in &mut lines[..=rule] {
            line.furniture = line.furniture.or(Some(FurnitureKind::FrontMatter));
        }
    }
}

/// Whether a line is a rule with the word for the text in it: `======== 正文 ========`.
fn is_rule_above_text(line: &str) -> bool {
    /// A rule has so many signs on either side.
    const SIGNS: usize = 3;
    let is_sign = |c: char| matches!(c, '=' | '-' | '*' | '#' | '_' | '~' | '—');
    let inner = line.trim_start_matches(is_sign);
    let word = inner.trim_end_matches(is_sign);
    line.len() - inner.len() >= SIGNS && inner.len() - word.len() >= SIGNS && is_label_of_text(word.trim())
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
/// the number and the date are the compiler's, where the letter has a date of its own. Where
/// further titles of that kind carry on the count, each begins a document.
pub(super) fn cut_compiled_titles(text: &str, lines: &mut [Line], furniture: &mut Furniture) {
    let is_content = |line: &Line| line.furniture.is_none();
    let label = |line: &Line| line.marker.filter(|marker| marker.style == Style::Arabic && marker.depth == 1);
    let content: Vec<usize> = (0..lines.len()).filter(|at| is_content(&lines[*at])).collect();
    // The number of the next document; the file may begin in the midst of one.
    let mut next: Option<u32> = None;
    let mut starts = Vec::new();
    for position in 0..content.len() {
        let Some(label) = label(&lines[content[position]]) else { continue };
        if next.is_some_and(|next| label.number != next) {
            continue;
        }
        let Some(count) = count_title_lines(text, lines, &content[position..]) else { continue };
        if next.is_none() && position > 0 && !begins_letter(text, lines, &content[position + count..]) {
            continue;
        }
        if starts.len() == MAX_DOCUMENTS {
            break;
        }
        let start = cut_title(text, lines, furniture, &content[position..], count);
        if position > 0 {
            let head = head_of_section(text, lines, &content[..position]);
            if let Some(head) = head {
                lines[head].furniture = Some(FurnitureKind::FrontMatter);
            }
            furniture.documents.push(head.unwrap_or(content[position]) as u32);
        }
        starts.push(start);
        // The title is one, and what it heads stands apart.
        for &at in &content[position + 1..position + count] {
            let line = &mut lines[at];
            if at as u32 > start && line.furniture.is_none() && line.facts.role == LineRole::Wrapped {
                line.facts.role = LineRole::Continues;
            }
        }
        starts.extend(content.get(position + count).map(|at| *at as u32));
        next = Some(label.number + 1);
    }
    furniture.begin_paragraphs(starts);
}

/// Whether a letter goes on with the lines `content`: its addressees stand among the first. A
/// number alone may stand behind any title that a list names.
fn begins_letter(text: &str, lines: &[Line], content: &[usize]) -> bool {
    /// The number, and addressees over lines.
    const LINES: usize = 5;
    let head = content.iter().take(LINES).map(|at| lines[*at].span.of(text));
    let addressees: String = head.skip_while(|line| !line.starts_with('各')).collect();
    scan_addressees(&addressees).is_some()
}

/// A file holds no more documents.
const MAX_DOCUMENTS: usize = 64;

/// How many of the lines `content` make up a title with a date in brackets behind it.
fn count_title_lines(text: &str, lines: &[Line], content: &[usize]) -> Option<usize> {
    /// The title takes at most so many lines.
    const TITLE_LINES: usize = 8;
    /// And so many bytes.
    const MAX_TITLE: usize = 600;
    let mut title = String::new();
    for (at, line) in content.iter().take(TITLE_LINES).enumerate() {
        title.push_str(lines[*line].span.of(text));
        if title.len() > MAX_TITLE || title.contains('。') {
            return None;
        }
        if title.ends_with('）') && remark_len(&title).is_some() {
            return (title.contains("关于") || title.contains("印发")).then_some(at + 1);
        }
    }
    None
}

/// The line above a title that says whose documents follow: （三）海南
fn head_of_section(text: &str, lines: &[Line], above: &[usize]) -> Option<usize> {
    let last = *above.last()?;
    let marker = lines[last].marker.filter(|marker| marker.style == Style::ParenIdeographic)?;
    let place = &lines[last].span.of(text)[marker.len..];
    (scan_region(place) == Some(place)).then_some(last)
}

/// Takes number and date of the title that the first `count` of `content` are for the
/// compiler's. Returns the line at which its words begin.
fn cut_title(
    text: &str,
    lines: &mut [Line],
    furniture: &mut Furniture,
    content: &[usize],
    count: usize,
) -> u32 {
    let (first, last) = (content[0], content[count - 1]);
    let line = lines[first].span;
    let label = Span::new(line.start, line.start + lines[first].marker.map_or(0, |marker| marker.len as u32));
    let mut start = first;
    if label.end == line.end {
        lines[first].furniture = Some(FurnitureKind::FrontMatter);
        if let Some(&next) = content.get(1) {
            // It went on with the number.
            lines[next].facts = LineFacts::default();
            start = next;
        }
    } else {
        furniture.cuts.push(Cut { span: label, kind: FurnitureKind::FrontMatter });
        lines[first].marker = None;
    }
    // The letter ends where the numbers of the plan begin.
    let is_letter = |at: &&usize| **at == first || lines[**at].marker.is_none();
    let has_date = content.iter().take(HEAD_LINES * 2).take_while(is_letter).any(|at| {
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
    start as u32
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

    #[test]
    fn letters_that_a_compiler_has_put_into_one_file() {
        let letter = |number: u32, name: &str, place: &str| {
            format!(
                "{number}. {place}人民政府关于印发{place}{name}\n规划的通知（2023年2月2{number}日）\n\
                 {place}政发〔2023〕{number}号\n各县人民政府：\n现印发给你们。\n{place}人民政府\n2023年2月2{number}日\n\
                 {place}{name}规划\n一、目标\n建设水网。\n二、任务\n1.修建水库。\n2.关于水库的管理，另行通知。\n"
            )
        };
        let text = [letter(3, "水利", "甲市"), "（二）浙江\n".into(), letter(4, "养老", "乙市")].concat();
        let parsed = parse(&Source::from_text("t.txt", &*text));
        let found: Vec<_> = parsed
            .documents
            .iter()
            .map(|document| {
                let notice = document.notice.as_ref().unwrap();
                (document.plan.title.as_str(), notice.date.as_deref().unwrap(), document.plan.sections.len())
            })
            .collect();
        assert_eq!(found, [("甲市水利规划", "2023-02-23", 2), ("乙市养老规划", "2023-02-24", 2)]);
        assert_eq!((parsed.documents[1].part.index, parsed.documents[1].part.count), (2, 2));
        // An excerpt begins in the midst of a document.
        let excerpt = format!("2.加强库区管理，落实责任。\n{text}");
        let parts = parse(&Source::from_text("t.txt", excerpt)).documents;
        assert_eq!(parts.len(), 3, "{parts:?}");
        assert_eq!(parts[1].plan.title, "甲市水利规划");
        let head = &parsed.documents[1].furniture[0];
        assert_eq!((head.text.as_str(), head.kind), ("（二）浙江", FurnitureKind::FrontMatter));
    }

    #[test]
    fn what_stands_above_the_rule_of_a_text_is_no_content() {
        let head = "标题：甲区管委会关于印发甲区水网方案的通知\n发布时间：2023-11-14\n文号：\n发布机构：甲区水务局\n\
            栏目：管委会文件\n本地目录：文件/202311/82236_甲区管委会关于印发甲区水网方案的通知\n\
            图片详见 links.tsv（同目录）\n========== 正文 ==========\n";
        let text = "各镇：《甲区水网方案》已经同意，现印发给你们，请认真贯彻执行。\n甲区管委会\n2023年11月14日\n\
            甲区水网方案\n一、目标\n建成水网。\n二、措施\n落实责任。\n";
        let document = parse(&Source::from_text("t.txt", format!("{head}{text}"))).documents.remove(0);
        let notice = document.notice.unwrap();
        assert_eq!(notice.title.as_deref(), Some("甲区管委会关于印发甲区水网方案的通知"));
        assert!(notice.annotations.is_empty(), "{:?}", notice.annotations);
        assert_eq!(document.plan.title, "甲区水网方案");
        assert!(
            document
                .furniture
                .iter()
                .any(|it| it.text.contains("正文") && it.kind == FurnitureKind::FrontMatter)
        );
    }
}
