//! The marks of Markdown, and those that converters to it leave.

use super::list::{Cut, Furniture, HEAD_LINES};
use crate::layout::line::Line;
use crate::model::FurnitureKind;
use crate::scan::is_han;
use crate::scan::marker::{Marker, scan_marker};
use crate::span::Span;

/// In a text of any length there may be so many marks, and in a long one a mark for every
/// so many bytes.
const MOST_MARKS: usize = 8192;
const BETWEEN_MARKS: usize = 8;

/// The `---` block of metadata at the head of a Markdown file.
pub(super) fn mark_front_matter(text: &str, lines: &mut [Line]) {
    let is_rule = |line: &Line| {
        let line = line.span.of(text);
        line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '—'))
    };
    if !lines.first().is_some_and(&is_rule) {
        return;
    }
    let Some(end) = lines.iter().skip(1).take(HEAD_LINES).position(is_rule) else { return };
    let is_metadata = lines[1..=end].iter().all(|line| {
        let line = line.span.of(text);
        line.contains(['：', ':']) || line.starts_with(['-', '#'])
    });
    if is_metadata {
        for line in &mut lines[..end + 2] {
            line.furniture = Some(FurnitureKind::FrontMatter);
        }
    }
}

/// `#`, `**`, list dashes and `<br>`, where the text uses them as Markdown does.
/// Marks of which `means_itself` is true are content.
pub(super) fn mark_markdown(
    text: &str,
    lines: &mut [Line],
    furniture: &mut Furniture,
    means_itself: &dyn Fn(u32) -> bool,
) {
    // What begins otherwise need not be looked at.
    let may_be_mark = |line: &&mut Line| matches!(line.first, '<' | '！' | '!' | '{');
    for line in lines.iter_mut().filter(|line| line.furniture.is_none()).filter(may_be_mark) {
        if is_converter_mark(line.span.of(text)) {
            line.furniture = Some(FurnitureKind::Markup);
        }
    }
    let first = furniture.cuts.len();
    mark_markdown_lines(text, lines, furniture, means_itself);
    let before = furniture.cuts.len();
    cut_line_breaks(text, furniture);
    cut_dress(text, furniture, means_itself);
    cut_formulas(text, furniture, means_itself);
    if furniture.cuts.len() - first > MOST_MARKS.max(text.len() / BETWEEN_MARKS) {
        // Nothing but marks marks nothing.
        furniture.cuts.truncate(first);
    } else if furniture.cuts.len() > before {
        furniture.cuts.sort_unstable_by_key(|cut| cut.span.start);
    }
}

/// `<br>` in the cells of a pipe table; what stands around it stays apart.
fn cut_line_breaks(text: &str, furniture: &mut Furniture) {
    let (mut line_start, mut from) = (0, 0);
    for at in memchr::memmem::find_iter(text.as_bytes(), b"<br") {
        if let Some(end) = text[from..at].rfind('\n') {
            line_start = from + end + 1;
        }
        from = at;
        if let Some(len) = line_break_len(&text[at..])
            && text[line_start..].starts_with('|')
        {
            let span = Span::new(at as u32, (at + len) as u32);
            furniture.cuts.push(Cut { span, kind: FurnitureKind::Markup });
        }
    }
}

/// `<u>` and `</u>` and what else dresses text in a page, which Markdown may hold: each where
/// the text has both.
fn cut_dress(text: &str, furniture: &mut Furniture, means_itself: &dyn Fn(u32) -> bool) {
    const TAGS: &[&str] = &["u", "b", "i", "s", "em", "strong", "ins", "del", "mark", "small", "center"];
    let mut has: Vec<Option<bool>> = vec![None; TAGS.len()];
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let rest = &text[at + 1..];
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let Some((index, tag)) = TAGS.iter().enumerate().find(|(_, tag)| {
            name.get(..tag.len()).is_some_and(|own| own.eq_ignore_ascii_case(tag))
                && name[tag.len()..].starts_with('>')
        }) else {
            continue;
        };
        let is_pair = *has[index].get_or_insert_with(|| {
            let tags = [format!("<{tag}>"), format!("</{tag}>")];
            tags.iter().all(|tag| text.contains(tag.as_str()) || text.contains(&tag.to_ascii_uppercase()))
        });
        if is_pair && !means_itself(at as u32) {
            let end = at + 1 + (rest.len() - name.len()) + tag.len() + 1;
            furniture.cuts.push(Cut { span: Span::new(at as u32, end as u32), kind: FurnitureKind::Markup });
        }
    }
}

/// The byte length of `<br>`, `<br/>` or `<br />` at the start of `text`.
pub(in crate::layout) fn line_break_len(text: &str) -> Option<usize> {
    ["<br>", "<br/>", "<br />", "<br >"].into_iter().find(|tag| text.starts_with(tag)).map(str::len)
}

/// Whether a line stands for what a converter could not write as text: a picture,
/// `![](images/a.jpg)`, the end of a page, `{12}------`, or a comment.
fn is_converter_mark(line: &str) -> bool {
    if line.starts_with("<！--") || line.starts_with("<!--") {
        return line.ends_with("-->");
    }
    if let Some(rest) = line.strip_prefix("！[").or_else(|| line.strip_prefix("![")) {
        let target = rest.split_once(']').map_or("", |(_, target)| target);
        return target.starts_with(['（', '(']) && target.ends_with(['）', ')']) && !target.contains(is_han);
    }
    let Some((page, rule)) = line.strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
        return false;
    };
    !page.is_empty()
        && page.bytes().all(|byte| byte.is_ascii_digit())
        && rule.len() >= 3
        && rule.chars().all(|c| matches!(c, '-' | '—'))
}

/// The marks round a number that a converter has taken for a formula, and the blanks
/// it has set between the digits: `$9 8 . 5 \%$`.
fn cut_formulas(text: &str, furniture: &mut Furniture, means_itself: &dyn Fn(u32) -> bool) {
    /// No number is longer.
    const MAX_FORMULA: usize = 40;
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'$', &text.as_bytes()[from..]).map(|at| at + from) {
        let rest = &text.as_bytes()[at + 1..];
        let len = rest.iter().take(MAX_FORMULA).position(|byte| *byte == b'$');
        from = at + 1;
        let Some(inner) = len.map(|len| &text[at + 1..at + 1 + len]) else { continue };
        // A unit that is a sign alone is one, too: （$\%$）.
        let is_number = inner.bytes().any(|byte| byte.is_ascii_digit() || byte == b'%')
            && inner.chars().all(|c| c.is_ascii_digit() || " .,%()+-\\<>≥≤×±～≈".contains(c));
        let end = at + inner.len() + 2;
        if !is_number || means_itself(at as u32) || means_itself(end as u32 - 1) {
            continue;
        }
        // The blanks that set it off from the text around it.
        let start = at - usize::from(text[..at].ends_with(' '));
        let stop = end + usize::from(text[end..].starts_with(' '));
        let is_mark = |at: &usize| matches!(text.as_bytes()[*at], b'$' | b' ');
        let cut = |at: usize| Cut { span: Span::new(at as u32, at as u32 + 1), kind: FurnitureKind::Markup };
        furniture.cuts.extend((start..stop).filter(is_mark).map(cut));
        from = end;
    }
}

fn mark_markdown_lines(
    text: &str,
    lines: &mut [Line],
    furniture: &mut Furniture,
    means_itself: &dyn Fn(u32) -> bool,
) {
    let bytes = text.as_bytes();
    let has_headings = memchr::memchr(b'#', bytes).is_some()
        && lines.iter().any(|line| {
            let own = line.span.of(text);
            // # Page 12: is a mark of the tool that has taken the text out.
            line.first == '#' && heading_marks(own) > 0 && !is_page_mark(own)
        });
    if !has_headings && memchr::memmem::find(bytes, b"**").is_none() {
        cut_list_dashes(text, lines, furniture, false, means_itself);
        return;
    }
    for (at, line) in lines.iter_mut().enumerate() {
        if line.furniture.is_some() {
            continue;
        }
        let content = line.span.of(text);
        let start = line.span.start;
        let is_content = matches!(line.first, '#' | '>' | '*' | '-' | '_') && means_itself(start);
        let marks = if is_content { 0 } else { heading_marks(content) };
        if marks > 0 {
            furniture
                .cuts
                .push(Cut { span: Span::new(start, start + u32::from(marks)), kind: FurnitureKind::Markup });
            furniture.headings.push((at as u32, marks));
        }
        let is_rule = !is_content
            && content.len() >= 3
            && content.bytes().all(|byte| matches!(byte, b'*' | b'-' | b'_'));
        let quotes = if is_content { 0 } else { content.bytes().take_while(|byte| *byte == b'>').count() };
        if is_rule || quotes == content.len() {
            line.furniture = Some(FurnitureKind::Markup);
            continue;
        }
        // A quotation is how Markdown sets off a box; > 95 is a value.
        if quotes > 0 && !content[quotes..].starts_with(|c: char| c.is_ascii_digit() && line.chars < 12) {
            furniture
                .cuts
                .push(Cut { span: Span::new(start, start + quotes as u32), kind: FurnitureKind::Markup });
        }
        if memchr::memchr(b'*', content.as_bytes()).is_none() {
            continue;
        }
        let mut found = false;
        for star in memchr::memmem::find_iter(content.as_bytes(), b"**") {
            let star = start + star as u32;
            if means_itself(star) || means_itself(star + 1) {
                continue;
            }
            furniture.cuts.push(Cut { span: with_blanks(text, star, star + 2), kind: FurnitureKind::Markup });
            found = true;
        }
        for star in single_stars(content, &|at| means_itself(start + at as u32)) {
            let star = start + star as u32;
            furniture.cuts.push(Cut { span: Span::new(star, star + 1), kind: FurnitureKind::Markup });
        }
        if found && content.starts_with("**") && content.ends_with("**") && content.matches("**").count() == 2
        {
            furniture.strong.push(at as u32);
        }
    }
    cut_list_dashes(text, lines, furniture, true, means_itself);
}

/// The stars between two offsets, with the blanks beside them that would stand before a mark or behind
/// a bracket without them: `四 **、**`.
fn with_blanks(text: &str, start: u32, end: u32) -> Span {
    let (before, behind) = (&text[..start as usize], &text[end as usize..]);
    let bare = before.trim_end_matches(' ');
    if bare.len() < before.len() && behind.starts_with(['、', '。', '，', '；', '：', '）', '》', '”'])
    {
        return Span::new(bare.len() as u32, end);
    }
    let rest = behind.trim_start_matches(' ');
    if rest.len() < behind.len() && before.ends_with(['（', '《', '“']) {
        return Span::new(start, end + (behind.len() - rest.len()) as u32);
    }
    Span::new(start, end)
}

/// Takes off the question marks at the beginning of lines, where no sentence has one: a copy through
/// another encoding leaves them for blanks.
pub(super) fn cut_lost_blanks(text: &str, lines: &[Line], furniture: &mut Furniture) {
    /// No more blanks stand there.
    const MOST: usize = 8;
    let mut starts = Vec::new();
    for (at, line) in
        lines.iter().enumerate().filter(|(_, line)| line.furniture.is_none() && line.first == '？')
    {
        let content = line.span.of(text);
        let rest = content.trim_start_matches(['？', ' ']);
        let count = content[..content.len() - rest.len()].chars().filter(|c| *c == '？').count();
        if rest.starts_with(|c: char| is_han(c) || matches!(c, '*' | '（' | '“' | '《')) && count <= MOST
        {
            let end = line.span.start + (content.len() - rest.len()) as u32;
            furniture.cuts.push(Cut { span: Span::new(line.span.start, end), kind: FurnitureKind::Markup });
            starts.push(at as u32);
        }
    }
    if !starts.is_empty() {
        furniture.cuts.sort_unstable_by_key(|cut| cut.span.start);
        furniture.begin_paragraphs(starts);
    }
}

/// The stars round `*emphasis*` in a line of Markdown, as offsets: those that stand
/// alone, or beside the two of `**`, and in pairs. One between digits multiplies.
fn single_stars(line: &str, means_itself: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let bytes = line.as_bytes();
    let mut stars = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'*', &bytes[at..]) {
        let start = at + found;
        at = start + bytes[start..].iter().take_while(|byte| **byte == b'*').count();
        let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        let is_product = start > 0 && is_digit(bytes.get(start - 1)) && is_digit(bytes.get(at));
        if matches!(at - start, 1 | 3) && !is_product && !means_itself(at - 1) {
            stars.push(at - 1);
        }
    }
    // The first of an odd number is the dash of a list.
    let from = stars.len() % 2;
    if from == 1 && stars[0] > 0 { Vec::new() } else { stars.split_off(from) }
}

/// Whether a heading counts pages: `# Page 12:`.
fn is_page_mark(line: &str) -> bool {
    let words = line.trim_start_matches('#').trim_start();
    words.strip_prefix("Page").or_else(|| words.strip_prefix('第')).is_some_and(|rest| {
        rest.trim_start_matches([' ', '页']).chars().all(|c| c.is_ascii_digit() || "：: 页".contains(c))
    })
}

/// The number of `#` that a heading line starts with.
pub(super) fn heading_marks(line: &str) -> u8 {
    let marks = line.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&marks) && line.len() > marks { marks as u8 } else { 0 }
}

/// `- （一）…` and `* 专栏…`: the dash of a list before a marker. Before other
/// text a dash may be content, but not in a text that is Markdown throughout.
fn cut_list_dashes(
    text: &str,
    lines: &[Line],
    furniture: &mut Furniture,
    is_markdown: bool,
    means_itself: &dyn Fn(u32) -> bool,
) {
    for line in lines {
        if line.furniture.is_some() || !matches!(line.first, '-' | '*' | '+' | '>') {
            continue;
        }
        let content = line.span.of(text);
        // A list inside a quotation.
        let quote = if is_markdown { content.len() - content.trim_start_matches('>').len() } else { 0 };
        let content = &content[quote..];
        if !matches!(content.as_bytes().first(), Some(b'-' | b'*' | b'+')) {
            continue;
        }
        let rest = &content[1..];
        let rest = rest.trim_start();
        let start = line.span.start + quote as u32;
        if means_itself(start) {
            continue;
        }
        let is_item =
            is_markdown && !content.starts_with("**") && rest.starts_with(|c| c == '*' || is_han(c));
        // Elsewhere - 0.55 is two cells of a row.
        let is_label = |marker: Marker| marker.depth == 1 || is_markdown;
        if is_item
            || scan_marker(rest).is_some_and(is_label)
            || rest.starts_with("专栏")
            || rest.starts_with("附件")
        {
            furniture.cuts.push(Cut { span: Span::new(start, start + 1), kind: FurnitureKind::Markup });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_marks_is_no_markdown() {
        let read = |count: usize| {
            let text = format!("甲县规划\n\n# 一、任务\n\n- **加强**保障。\n{}\n", "甲**".repeat(count));
            crate::parse(&crate::Source::from_text("t.md", text)).documents.remove(0)
        };
        let document = read(MOST_MARKS / 2);
        assert!(document.furniture.len() > MOST_MARKS / 2);
        let document = read(MOST_MARKS * 2);
        assert!(document.furniture.len() < 9);
        assert!(format!("{:?}", document.plan).contains("甲**甲"));
    }

    #[test]
    fn a_backslash_that_escapes_nothing_stays() {
        let text = "索引号：12\n主题分类：科技\\\\教育\n标题：甲县规划\n甲县规划\n一、总体要求\n科技\\教育。\n1\\.保障\n";
        let document = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0);
        assert_eq!(document.plan.title, "甲县规划");
        let shown = format!("{:?}", document.plan.sections);
        assert!(shown.contains(r#""科技\\教育。""#), "{shown}");
        assert!(shown.contains(r#""1.""#), "{shown}");
    }

    #[test]
    fn escaped_marks_are_content() {
        let text = "# 甲县规划\n## 一、总体要求\n新建20座\\*、改建5座\\*，**加快**推进。\n\\- 一项\n";
        let document = crate::parse(&crate::Source::from_text("t.md", text)).documents.remove(0);
        let shown = format!("{:?}", document.plan.sections[0].content);
        assert!(shown.contains("新建20座*、改建5座*，加快推进。"), "{shown}");
        assert!(shown.contains("-一项"), "{shown}");
    }

    #[test]
    fn a_sign_at_the_beginning_of_a_line_is_no_dash_where_only_pages_have_marks() {
        let text = "# Page 1:\n甲县规划\n一、总体要求\n推行“干部帮办\n+企业自办”机制。\n# Page 2:\n二、任务\n加强保障。\n";
        let document = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0);
        let shown = format!("{:?}", document.plan.sections[0].content);
        assert!(shown.contains("+企业自办”机制。"), "{shown}");
    }

    #[test]
    fn tags_that_dress_text() {
        let text = "# 甲县养老规划\n## <u>一、目标</u>\n加强<b>保障</b>，人均<i>不少于5平方米。\n## <u>专栏</u> 重点工程\n\
                    新建养老院。\n## 二、任务\n<u>落实责任。</u>\n";
        let document = crate::parse(&crate::Source::from_text("plan.md", text)).documents.remove(0);
        let titles: Vec<_> = document.plan.sections.iter().map(|section| section.title.as_deref()).collect();
        assert_eq!(titles, [Some("目标"), Some("任务")]);
        let shown = format!("{:?}", document.plan.sections);
        assert!(
            shown.contains("加强保障，人均<i>不少于5平方米。") && shown.contains(r#""落实责任。""#),
            "{shown}"
        );
        assert_eq!(document.plan.boxes[0].title, "重点工程");
    }

    #[test]
    fn pictures_and_pages_of_converters() {
        for line in ["！[]（images/1a.jpg）", "![图](a.png)", "{2}--------", "{12}——————", "<！--page 1-->"]
        {
            assert!(is_converter_mark(line), "{line}");
        }
        for line in ["！", "{2}", "{年}---", "![注]", "！[甲]（乙）"] {
            assert!(!is_converter_mark(line), "{line}");
        }
    }

    #[test]
    fn a_cell_may_be_a_formula() {
        let text = "# 甲县养老规划\n## 一、目标\n专栏1 指标\n<table><tr><td>序号</td><td>指标</td><td>单位</td>\
                    <td>2030年</td><td>属性</td></tr><tr><td>1</td><td>覆盖率</td><td>—</td><td> $9 8 . 5 \\%$ </td>\
                    <td>预期性</td></tr><tr><td>2</td><td>床位</td><td>张</td><td>$\\geq 50$</td><td>预期性</td></tr>\
                    </table>\n## 二、任务\n养老。\n";
        let source = crate::Source::from_bytes("plan.md", text.into(), None).unwrap();
        let document = crate::parse(&source).documents.remove(0);
        let values = document.plan.indicators.iter().map(|row| row.values[0].text.as_str());
        assert_eq!(values.collect::<Vec<_>>(), ["98.5%", "≥50"]);
    }

    #[test]
    fn numbers_that_were_taken_for_formulas() {
        let text = "甲县养老规划\n一、总体要求\n共有$1.2$万人，覆盖率达到 $9 8 . 5 \\%$ 以上，占比$\\geq 3$，补贴$US费用，$x$不变，\\$5$元。\n";
        let document = crate::parse(&crate::Source::from_text("plan.txt", text)).documents.remove(0);
        let shown = format!("{:?}", document.plan.sections[0].content[0]);
        assert!(
            shown.contains("共有1.2万人，覆盖率达到98.5%以上，占比≥3，补贴$US费用，$x$不变，$5$元。"),
            "{shown}"
        );
    }

    #[test]
    fn question_marks_at_the_beginning_of_lines_were_blanks() {
        let text = "# 甲市水网方案\n\n**一、总体要求**\n\n建成水网，比重持续提高。\n？？ **二、重点任务**\n\n？**（一）建设水库。**提升能力。\n\n\
            为什么建？因为缺水。\n";
        let plan = crate::parse(&crate::Source::from_text("t.md", text.to_owned())).documents.remove(0).plan;
        let titles: Vec<_> = plan.sections.iter().map(|section| section.title.as_deref()).collect();
        assert_eq!(titles, [Some("总体要求"), Some("重点任务")]);
        assert_eq!(plan.sections[1].sections[0].title.as_deref(), Some("建设水库"));
        assert!(format!("{:?}", plan.sections[1]).contains("为什么建？因为缺水。"));
    }
}
