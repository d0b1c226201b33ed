//! Lines that are parts of one heading, whatever their width: a number alone on its line
//! and the title below it; 专栏, its number and its title; and what the contents name as
//! one heading.

use super::line::Line;
use crate::evidence::LineRole;
use crate::model::FurnitureKind;
use crate::scan::box_heading::may_name_box;
use crate::scan::folded::fold_title;
use crate::scan::indicator::begins_header;
use crate::scan::is_han;
use crate::scan::leaders::strip_leaders;
use crate::scan::marker::Style;
use crate::scan::numeral::scan_any;

/// A label alone on its line has no more characters.
const MAX_LABEL: u16 = 8;

/// The title of a box has no more characters.
const MAX_BOX_TITLE: u16 = 40;

/// A heading has no more characters on one line.
const MAX_HEADING: u16 = 60;

/// A heading takes at most so many lines.
const MAX_LINES: usize = 4;

/// Contents have no more entries.
const MAX_ENTRIES: usize = 2000;

/// Entries that begin alike and are compared with a heading.
const MAX_ALIKE: usize = 8;

/// Joins labels that stand alone to what is below them.
pub fn join_labels(text: &str, lines: &mut [Line]) {
    // Behind 序号 they count the rows of a table, up to the next chapter.
    let mut counts_rows = false;
    for at in 0..lines.len().saturating_sub(1) {
        let line = &lines[at];
        if line.chars == 2 && line.first == '序' && words(text, line) == "序号" {
            counts_rows = true;
        } else if let Some(marker) = line.marker.filter(|_| counts_rows) {
            let is_whole = marker.len == line.span.len() as usize;
            counts_rows = marker.style > Style::Ideographic;
            if is_whole && marker.style == Style::ParenIdeographic {
                continue;
            }
        }
        if line.chars > MAX_LABEL || line.furniture.is_some() || !may_be_part(line) {
            continue;
        }
        let content = line.span.of(text);
        if line.marker.is_some_and(|marker| marker.len == content.len()) {
            if is_plain(line) && is_plain(&lines[at + 1]) && begins_title(text, &lines[at + 1]) {
                lines[at + 1].facts.role = LineRole::Continues;
            }
        } else if matches!(line.first, '专' | '*' | '#')
            && let Some(number) = words(text, line).strip_prefix("专栏")
        {
            join_box(text, lines, at, number);
        }
    }
}

/// Lets lines begin paragraphs that name a box at their end, between a line that is terminated and one
/// that begins a list: `“智慧+”服务场景专栏`.
pub fn begin_boxes(text: &str, lines: &mut [Line]) {
    let begins_list =
        |line: &Line| line.marker.is_some_and(|marker| marker.number == 1 && marker.style >= Style::Arabic);
    for at in 1..lines.len().saturating_sub(1) {
        let line = &lines[at];
        if line.furniture.is_none()
            && line.facts.role == LineRole::Wrapped
            && line.marker.is_none()
            && lines[at - 1].terminated
            && begins_list(&lines[at + 1])
            && may_name_box(line.span.of(text))
        {
            lines[at].facts.role = LineRole::Begins;
        }
    }
}

/// 专栏, 1 and the title, on three lines or on two.
fn join_box(text: &str, lines: &mut [Line], at: usize, number: &str) {
    let is_number = |number: &str| scan_any(number).is_some_and(|(_, len)| len == number.len());
    let mut title = at + 1;
    let mut number_line = None;
    if number.is_empty() {
        if may_be_part(&lines[title]) && is_number(words(text, &lines[title])) {
            number_line = Some(title);
            title += 1;
        }
    } else if !is_number(number) {
        return;
    }
    if number.is_empty() && number_line.is_none() {
        return;
    }
    if let Some(number) = number_line {
        lines[number].facts.role = LineRole::Continues;
        lines[number].furniture = None;
    }
    if let Some(line) = lines.get_mut(title)
        && begins_title(text, line)
        && line.chars <= MAX_BOX_TITLE
        && !line.terminated
        && !words(text, line).contains(['，', '：'])
        && !begins_header(words(text, line))
        && !words(text, line).starts_with("序号")
    {
        line.facts.role = LineRole::Continues;
    }
}

/// Whether a line may be the title that a label above it lacks.
fn begins_title(text: &str, line: &Line) -> bool {
    line.furniture.is_none()
        && may_be_part(line)
        && line.marker.is_none()
        && line.chars >= 2
        && words(text, line).starts_with(|c: char| is_han(c) || matches!(c, '“' | '《'))
}

/// What stands on a line between the marks of Markdown.
fn words<'a>(text: &'a str, line: &Line) -> &'a str {
    line.span.of(text).trim_start_matches(['#', ' ']).trim_matches('*').trim()
}

/// Whether a line can be a part of the heading of a box: a line or a paragraph, but no row.
fn may_be_part(line: &Line) -> bool {
    matches!(line.facts.role, LineRole::Wrapped | LineRole::Paragraph) && !line.is_cell()
}

/// Whether no format says what the line is, and no white space makes it a row.
fn is_plain(line: &Line) -> bool {
    line.facts.role == LineRole::Wrapped && !line.is_cell()
}

/// Joins the lines of the titles of parts, where those of a plan are printed on two: 第二篇 发展新质生产力
/// and, below it, 建设现代化产业体系, before the first chapter or a text.
pub fn join_parts(text: &str, lines: &mut [Line]) {
    /// Neither half has more characters.
    const LONGEST: u16 = 40;
    /// So many parts show that it is the way of the plan.
    const LEAST: usize = 2;
    let content: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].furniture.is_none()).collect();
    let style = |at: usize| lines[at].marker.map(|marker| marker.style);
    let is_short = |at: usize| may_be_half(&lines[at]) && lines[at].chars <= LONGEST;
    let is_open = |at: usize| {
        !words(text, &lines[at]).ends_with(|c: char| !is_han(c) && !matches!(c, '”' | '》' | '）'))
    };
    let mut parts = 0;
    let mut halves = Vec::new();
    for (place, &at) in content.iter().enumerate().filter(|(_, at)| style(**at) == Some(Style::Part)) {
        parts += 1;
        let label = lines[at].marker.map_or(0, |marker| marker.len);
        let has_title = lines[at].span.len() as usize > label;
        if let [half, chapter, ..] = content[place + 1..]
            && has_title
            && is_short(at)
            && is_short(half)
            && is_open(half)
            && lines[half].marker.is_none()
            && (lines[chapter].terminated
                || style(chapter).is_some_and(|style| style > Style::Part && style <= Style::Ideographic))
        {
            halves.push(half);
        }
    }
    if halves.len() >= LEAST && halves.len() * 2 >= parts {
        for half in halves {
            lines[half].facts.role = LineRole::Continues;
        }
    }
}

/// Joins the halves of headings that the contents name in one piece.
pub fn join_named(text: &str, lines: &mut [Line]) {
    let Some((entries, from)) = read_entries(text, lines) else { return };
    for at in from..lines.len() {
        if lines[at].marker.is_none() || !may_be_half(&lines[at]) {
            continue;
        }
        let heading = fold_title(lines[at].span.of(text));
        let first = entries.partition_point(|entry| *entry < heading);
        let mut alike =
            entries[first..].iter().take(MAX_ALIKE).take_while(|entry| entry.starts_with(&heading));
        let halves = alike.find_map(|entry| find_halves(text, lines, at, entry));
        for half in halves.into_iter().flatten() {
            lines[half].facts.role = LineRole::Continues;
        }
    }
}

fn may_be_half(line: &Line) -> bool {
    line.furniture.is_none() && is_plain(line) && !line.terminated && line.chars <= MAX_HEADING
}

/// The entries of the contents, folded and in the order of their characters, and the
/// line behind the contents.
fn read_entries(text: &str, lines: &[Line]) -> Option<(Vec<String>, usize)> {
    let heading = lines.iter().position(|line| line.furniture == Some(FurnitureKind::ContentsHeading))?;
    let mut entries: Vec<String> = Vec::new();
    let mut at = heading + 1;
    while let Some(line) = lines.get(at).filter(|_| entries.len() < MAX_ENTRIES) {
        at += 1;
        if line.furniture.is_some() {
            continue;
        }
        let entry = fold_title(strip_leaders(line.span.of(text)));
        if line.marker.is_some() {
            // The body begins with the first entry again, or with a part of it.
            if line.terminated || entries.first().is_some_and(|first| first.starts_with(&entry)) {
                at -= 1;
                break;
            }
            entries.push(entry);
        } else if line.terminated || line.chars > MAX_HEADING {
            at -= 1;
            break;
        } else if let Some(last) = entries.last_mut() {
            last.push_str(&entry);
        }
    }
    entries.sort_unstable();
    entries.dedup();
    (!entries.is_empty()).then_some((entries, at))
}

/// The lines below `at` that complete `entry`, if they do; none where it is whole.
fn find_halves(text: &str, lines: &[Line], at: usize, entry: &str) -> Option<Vec<usize>> {
    let mut heading = fold_title(lines[at].span.of(text));
    let mut halves = Vec::new();
    let below = (at + 1..lines.len()).filter(|below| lines[*below].furniture.is_none());
    for below in below.take(MAX_LINES - 1) {
        if heading == entry {
            break;
        }
        let line = &lines[below];
        if line.marker.is_some() || !may_be_half(line) {
            return None;
        }
        heading.push_str(&fold_title(line.span.of(text)));
        if !entry.starts_with(&heading) {
            return None;
        }
        halves.push(below);
    }
    (heading == entry).then_some(halves)
}

#[cfg(test)]
mod tests {
    use crate::layout::layout;
    use crate::normalize::normalize;

    fn paragraphs(source: &str) -> Vec<String> {
        let manuscript = layout(&normalize(source), source);
        manuscript.paragraphs.iter().map(|paragraph| manuscript.str(paragraph).to_owned()).collect()
    }

    #[test]
    fn labels_alone_on_their_lines() {
        assert_eq!(
            paragraphs("（一）\n完善供水设施。新建水厂。\n专栏\n1\n供水保障工程\n新建水厂两座。\n"),
            ["（一）完善供水设施。新建水厂。", "专栏1供水保障工程", "新建水厂两座。"]
        );
        let marked = "# 规划\n**专栏**\n\n**1**\n\n**供水保障工程**\n\n新建水厂两座。\n";
        assert!(paragraphs(marked).contains(&"专栏1供水保障工程".to_owned()));
        // A table stands below its box, no title.
        assert_eq!(paragraphs("专栏2\n指标 单位\n覆盖率 %\n")[0], "专栏2");
    }

    #[test]
    fn titles_of_parts_on_two_lines() {
        let text = "第一篇 水网更密\n\n建设安全水网\n\n第一章 基础\n\n水网不断完善。\n\n第二篇 水质更优\n\n\
                    守护河湖健康\n\n第二章 任务\n\n治理河湖。\n\n";
        let found = paragraphs(text);
        assert!(found.contains(&"第一篇水网更密建设安全水网".to_owned()), "{found:?}");
        assert!(found.contains(&"第二篇水质更优守护河湖健康".to_owned()), "{found:?}");
        // One alone is no habit.
        let alone = paragraphs(&text.replace("守护河湖健康\n\n", ""));
        assert!(alone.contains(&"建设安全水网".to_owned()), "{alone:?}");
    }

    #[test]
    fn headings_that_the_contents_name_in_one_piece() {
        let text = "目录\n第一章 建设水网，完善供水体系……1\n第二章 保障措施……2\n\
                    第一章 建设水网，\n完善供水体系\n　　新建水厂两座，扩建管网三百公里。\n第二章 保障措施\n　　加强领导。\n";
        assert!(
            paragraphs(text).contains(&"第一章建设水网，完善供水体系".to_owned()),
            "{:?}",
            paragraphs(text)
        );
    }
}
