//! Furniture: page numbers, running heads, marks of a markup language, and
//! what a web page or a document database puts around a text.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use super::line::Line;
use crate::block::contents::has_leaders;
use crate::model::FurnitureKind;
use crate::scan::clause::is_clause_line;
use crate::scan::marker::{Style, scan_marker};
use crate::scan::metadata::{begins_with_bracketed_key, begins_with_key, has_bylines};
use crate::scan::page_number::{find_glued, scan_page_line};
use crate::scan::{is_han, is_terminated};
use crate::span::Span;

/// A stretch inside a line that is no content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Where it stands in the normalized text.
    pub span: Span,
    /// What it is.
    pub kind: FurnitureKind,
}

/// Furniture inside lines, and what Markdown says of lines.
#[derive(Clone, Debug, Default)]
pub struct Furniture {
    /// Stretches to take out, in order, none overlapping.
    pub cuts: Vec<Cut>,
    /// Lines that begin a paragraph, by index and in order, with the depth of
    /// their `#`; 0 where they are no heading.
    pub headings: Vec<(u32, u8)>,
    /// Lines that are emphasized as a whole, in order.
    pub strong: Vec<u32>,
}

impl Furniture {
    /// Adds lines that begin a paragraph without being headings.
    pub fn begin_paragraphs(&mut self, lines: Vec<u32>) {
        self.headings.extend(lines.into_iter().map(|line| (line, 0)));
        self.headings.sort_unstable_by_key(|(line, depth)| (*line, std::cmp::Reverse(*depth)));
        self.headings.dedup_by_key(|(line, _)| *line);
    }
}

/// How many lines at the head of a file are searched for what a web page or a
/// database prints before the text.
const HEAD_LINES: usize = 60;

/// The index table of a web page has at least this many keys.
const MIN_INDEX: usize = 3;

/// The value of a key takes at most this many lines.
const MAX_VALUE_LINES: usize = 3;

/// A running head stands on at least this many pages.
const MIN_RUNNING: usize = 3;

/// A page has at least this many lines; numbers that stand closer together are
/// the row numbers of a table.
const MIN_PAGE_LINES: usize = 10;

/// The number of a row is no further from its values than this many lines.
const MAX_CELL_DISTANCE: usize = 5;

/// Marks lines that are furniture as a whole and finds furniture inside lines.
#[must_use]
pub fn find_furniture(text: &str, lines: &mut [Line]) -> Furniture {
    let mut furniture = Furniture::default();
    mark_front_matter(text, lines);
    mark_web(text, lines);
    mark_markdown(text, lines, &mut furniture);
    mark_page_numbers(text, lines);
    mark_running_heads(text, lines);
    cut_glued_numbers(text, lines, &mut furniture);
    mark_contents_headings(text, lines, &mut furniture);
    furniture.cuts.sort_by_key(|cut| (cut.span.start, cut.span.end));
    furniture.cuts.dedup_by(|next, cut| next.span.start < cut.span.end);
    furniture
}

/// The `---` block of metadata at the head of a Markdown file.
fn mark_front_matter(text: &str, lines: &mut [Line]) {
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

/// Lines that mean nothing but themselves, wherever they stand.
static ANYWHERE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:<!--.*|-->|(?:本篇)?【法宝引证码】.*|【(?:打印|关闭|字体|字号|收藏|返回)[^】]*】.*|(?:原文|官方|原始)?(?:链接|地址|网址|出处)[：:]\s*https?://\S+|https?://\S+|扫一扫.{0,20}(?:手机|当前页|微信).*|(?:分享|转发)(?:到|至)?[：:].{0,40}|(?:打印|关闭|下载)(?:本页|页面|窗口|文件)?(?:[|/、\s]*(?:打印|关闭|收藏|下载|返回顶部|关闭窗口))*|(?:字号|字体|字体大小|视力保护色)[：:]?[\[【（]?(?:大|中|小|默认|超大|特大)[^。]{0,20}|返回顶部|相关(?:链接|文章|稿件|政策|解读|附件|阅读|文档)[：:]?|[上下]一(?:篇|条)[：:].{0,80}|(?:附件|文件|文档|PDF|WORD)下载[：:]?.{0,60}|(?:主办|承办)(?:单位)?[：:].{0,60}(?:版权|备案号|ICP备|网站标识码).{0,60}|版权所有.{0,60}|(?:网站标识码|.?ICP备|.{0,4}公网安备).{0,60}|责任编辑[：:].{0,20}|浏览(?:次数|量)[：:]?\s*\d*.{0,4}|当前位置[：:].{0,80}|您(?:现在)?(?:所在)?的位置[：:].{0,80}|[•·]?(?:设为首页|加入收藏|收藏本站|长辈版|老年版|关怀版|适老化|无障碍(?:浏览|阅读|版)?|繁体版|简体版|手机版|移动版)(?:[|/、\s•·]*(?:设为首页|加入收藏|收藏本站|长辈版|老年版|关怀版|适老化|无障碍(?:浏览|阅读|版)?|繁体版|简体版|手机版|移动版))*[|]?|首页\s*[>》].{0,80})$",
    )
    .expect("a literal pattern")
});

/// What the lines that [`ANYWHERE`] describes begin with. Patterns take longer
/// to compile than a plan takes to read, so they are asked only about lines
/// that can match.
const WEB_OPENINGS: &[&str] = &[
    "<!--",
    "-->",
    "【",
    "本篇【",
    "原文",
    "官方",
    "原始",
    "链接",
    "地址",
    "网址",
    "出处",
    "http",
    "扫一扫",
    "分享",
    "转发",
    "打印",
    "关闭",
    "下载",
    "字号",
    "字体",
    "视力",
    "返回",
    "相关",
    "上一",
    "下一",
    "附件下载",
    "文件下载",
    "文档下载",
    "PDF",
    "WORD",
    "主办",
    "承办",
    "版权",
    "网站标识",
    "责任编辑",
    "浏览",
    "当前位置",
    "您",
    "首页",
    "设为首页",
    "加入收藏",
    "收藏本站",
    "长辈版",
    "老年版",
    "关怀版",
    "适老化",
    "无障碍浏览",
    "无障碍阅读",
    "无障碍版",
    "繁体版",
    "简体版",
    "手机版",
    "移动版",
];

fn may_be_web(line: &str) -> bool {
    let line = line.strip_prefix(['•', '·']).unwrap_or(line);
    // The third byte, the last of an ideograph, differs most.
    let third = line.as_bytes().get(2);
    WEB_OPENINGS.iter().any(|opening| opening.as_bytes().get(2) == third && line.starts_with(opening))
        || line.contains('备') && (line.contains("ICP备") || line.contains("公网安备"))
}

/// Whether a line begins with a key of an index table. 责任部门 before departments
/// is a clause.
fn has_key(line: &str) -> bool {
    begins_with_key(line) && !is_clause_line(line)
}

/// What a web page prints around the text, by shape.
fn mark_web(text: &str, lines: &mut [Line]) {
    let mut index_lines = Vec::new();
    let count = lines.len();
    let is_markdown = lines.iter().take(HEAD_LINES).any(|line| {
        line.furniture == Some(FurnitureKind::FrontMatter) || heading_marks(line.span.of(text)) > 0
    });
    let mut has_text = false;
    for (at, line) in lines.iter_mut().enumerate() {
        if line.furniture.is_some() || line.chars > 240 {
            continue;
        }
        let is_edge = at < HEAD_LINES || at + HEAD_LINES > count;
        // The first character decides for nearly every line.
        if !is_edge && !['【', '本', 'h', '原', '官', '扫', '分', '打'].contains(&line.first) {
            continue;
        }
        let content = line.span.of(text);
        if may_be_web(content) && ANYWHERE.is_match(content) || is_edge && begins_with_bracketed_key(content)
        {
            line.furniture = Some(FurnitureKind::Web);
        } else if is_markdown && !has_text && content.starts_with('>') {
            // A quotation before the text: a remark of whoever stored it.
            line.furniture = Some(FurnitureKind::Web);
        } else if at < HEAD_LINES && line.chars < 160 && has_bylines(content) {
            line.furniture = Some(FurnitureKind::Web);
        } else if at < HEAD_LINES && line.chars < 80 && has_key(content) {
            index_lines.push(at);
        } else {
            has_text = true;
        }
    }
    mark_links_below(text, lines);
    // One such line may be text (来源：…); a table has several.
    if index_lines.len() >= MIN_INDEX {
        mark_index_values(text, lines, &index_lines);
        for at in index_lines {
            lines[at].furniture = Some(FurnitureKind::Web);
        }
    }
}

/// What a page links to below its text: all short lines behind 相关链接, and the files
/// that hold the document itself.
fn mark_links_below(text: &str, lines: &mut [Line]) {
    /// What stands below a text is not longer than this.
    const MAX_LINKS: usize = 15;
    const MAX_LINK: u16 = 60;
    /// What files of documents are called.
    const ENDINGS: &[&str] = &[".pdf", ".doc", ".docx", ".wps", ".ofd", ".xls", ".xlsx", ".zip", ".rar"];
    let from = lines.len().saturating_sub(MAX_LINKS);
    let is_head =
        |line: &Line| line.span.of(text).starts_with("相关") && line.furniture == Some(FurnitureKind::Web);
    let Some(head) = (from..lines.len()).find(|at| is_head(&lines[*at])) else { return };
    let is_link =
        |line: &Line| line.chars <= MAX_LINK && line.marker.is_none() && !line.terminated && !line.is_cell();
    if lines[head + 1..].iter().all(|line| line.furniture.is_some() || is_link(line)) {
        for line in &mut lines[head + 1..] {
            line.furniture = line.furniture.or(Some(FurnitureKind::Web));
        }
    }
    for line in lines[from..head].iter_mut().rev().filter(|line| line.furniture.is_none()) {
        let content = line.span.of(text);
        if !content.starts_with("附件") || !ENDINGS.iter().any(|ending| content.ends_with(ending)) {
            break;
        }
        line.furniture = Some(FurnitureKind::Web);
    }
}

/// Keys whose cells extraction has put on lines of their own are followed by
/// their values.
fn mark_index_values(text: &str, lines: &mut [Line], keys: &[usize]) {
    for pair in keys.windows(2) {
        let (key, next) = (pair[0], pair[1]);
        let is_key = lines[key].span.of(text).ends_with(['：', ':']);
        if is_key && next - key <= MAX_VALUE_LINES + 1 {
            for line in &mut lines[key + 1..next] {
                line.furniture = Some(FurnitureKind::Web);
            }
        }
    }
}

/// `#`, `**`, list dashes and `<br>`, where the text uses them as Markdown does.
fn mark_markdown(text: &str, lines: &mut [Line], furniture: &mut Furniture) {
    for line in lines.iter_mut().filter(|line| line.furniture.is_none()) {
        if is_converter_mark(line.span.of(text)) {
            line.furniture = Some(FurnitureKind::Markup);
        }
    }
    mark_markdown_lines(text, lines, furniture);
    let before = furniture.cuts.len();
    cut_line_breaks(text, furniture);
    cut_escapes(text, furniture);
    cut_formulas(text, furniture);
    if furniture.cuts.len() > before {
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

/// The byte length of `<br>`, `<br/>` or `<br />` at the start of `text`.
pub(super) fn line_break_len(text: &str) -> Option<usize> {
    ["<br>", "<br/>", "<br />", "<br >"].into_iter().find(|tag| text.starts_with(tag)).map(str::len)
}

/// The backslash of `1\.`, before a mark that would mean something else without it.
/// 科技\\教育 has none of Markdown's.
fn cut_escapes(text: &str, furniture: &mut Furniture) {
    for at in memchr::memchr_iter(b'\\', text.as_bytes()) {
        if text[at + 1..].starts_with(|c: char| c.is_ascii_punctuation() && c != '\\')
            && !text[..at].ends_with('\\')
        {
            let span = Span::new(at as u32, at as u32 + 1);
            furniture.cuts.push(Cut { span, kind: FurnitureKind::Markup });
        }
    }
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
fn cut_formulas(text: &str, furniture: &mut Furniture) {
    /// No number is longer.
    const MAX_FORMULA: usize = 40;
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'$', &text.as_bytes()[from..]).map(|at| at + from) {
        let rest = &text.as_bytes()[at + 1..];
        let len = rest.iter().take(MAX_FORMULA).position(|byte| *byte == b'$');
        from = at + 1;
        let Some(inner) = len.map(|len| &rest[..len]) else { continue };
        let is_number = inner.iter().any(u8::is_ascii_digit)
            && inner.iter().all(|byte| byte.is_ascii_digit() || b" .,%+-\\".contains(byte));
        if !is_number {
            continue;
        }
        let end = at + inner.len() + 2;
        // The blanks that set it off from the text around it.
        let start = at - usize::from(text[..at].ends_with(' '));
        let stop = end + usize::from(text[end..].starts_with(' '));
        let is_mark = |at: &usize| matches!(text.as_bytes()[*at], b'$' | b' ');
        let cut = |at: usize| Cut { span: Span::new(at as u32, at as u32 + 1), kind: FurnitureKind::Markup };
        furniture.cuts.extend((start..stop).filter(is_mark).map(cut));
        from = end;
    }
}

fn mark_markdown_lines(text: &str, lines: &mut [Line], furniture: &mut Furniture) {
    let bytes = text.as_bytes();
    let has_headings = memchr::memchr(b'#', bytes).is_some()
        && lines.iter().any(|line| line.first == '#' && heading_marks(line.span.of(text)) > 0);
    if !has_headings && memchr::memmem::find(bytes, b"**").is_none() {
        cut_list_dashes(text, lines, furniture, false);
        return;
    }
    for (at, line) in lines.iter_mut().enumerate() {
        if line.furniture.is_some() {
            continue;
        }
        let content = line.span.of(text);
        let marks = heading_marks(content);
        let start = line.span.start;
        if marks > 0 {
            furniture
                .cuts
                .push(Cut { span: Span::new(start, start + u32::from(marks)), kind: FurnitureKind::Markup });
            furniture.headings.push((at as u32, marks));
        }
        let is_rule = content.len() >= 3 && content.bytes().all(|byte| matches!(byte, b'*' | b'-' | b'_'));
        let quotes = content.bytes().take_while(|byte| *byte == b'>').count();
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
        let mut found = false;
        for star in memchr::memmem::find_iter(content.as_bytes(), b"**") {
            let star = start + star as u32;
            furniture.cuts.push(Cut { span: Span::new(star, star + 2), kind: FurnitureKind::Markup });
            found = true;
        }
        for star in single_stars(content) {
            let star = start + star as u32;
            furniture.cuts.push(Cut { span: Span::new(star, star + 1), kind: FurnitureKind::Markup });
        }
        if found && content.starts_with("**") && content.ends_with("**") && content.matches("**").count() == 2
        {
            furniture.strong.push(at as u32);
        }
    }
    cut_list_dashes(text, lines, furniture, true);
}

/// CONTENTS, as designers print it beside 目录, letter-spaced or not.
fn is_contents_word(line: &str) -> bool {
    let rest = line.strip_prefix("目录").map_or(line, |rest| rest.trim_start_matches(['/', '|', ' ']));
    rest.starts_with(['C', 'c'])
        && rest.bytes().filter(|byte| *byte != b' ').map(|byte| byte.to_ascii_uppercase()).eq(*b"CONTENTS")
}

/// The stars round `*emphasis*` in a line of Markdown, as offsets: those that stand
/// alone, or beside the two of `**`, and in pairs. One between digits multiplies.
fn single_stars(line: &str) -> Vec<usize> {
    let bytes = line.as_bytes();
    let mut stars = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'*', &bytes[at..]) {
        let start = at + found;
        at = start + bytes[start..].iter().take_while(|byte| **byte == b'*').count();
        let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        let is_product = start > 0 && is_digit(bytes.get(start - 1)) && is_digit(bytes.get(at));
        if matches!(at - start, 1 | 3) && !is_product {
            stars.push(at - 1);
        }
    }
    // The first of an odd number is the dash of a list.
    let from = stars.len() % 2;
    if from == 1 && stars[0] > 0 { Vec::new() } else { stars.split_off(from) }
}

/// The number of `#` that a heading line starts with.
fn heading_marks(line: &str) -> u8 {
    let marks = line.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&marks) && line.len() > marks { marks as u8 } else { 0 }
}

/// `- （一）…` and `* 专栏…`: the dash of a list before a marker. Before other
/// text a dash may be content, but not in a text that is Markdown throughout.
fn cut_list_dashes(text: &str, lines: &[Line], furniture: &mut Furniture, is_markdown: bool) {
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
        let is_item =
            is_markdown && !content.starts_with("**") && rest.starts_with(|c| c == '*' || is_han(c));
        if is_item || scan_marker(rest).is_some() || rest.starts_with("专栏") || rest.starts_with("附件")
        {
            furniture.cuts.push(Cut { span: Span::new(start, start + 1), kind: FurnitureKind::Markup });
        }
    }
}

/// Lines that are nothing but a page number.
fn mark_page_numbers(text: &str, lines: &mut [Line]) {
    let mut bare = Vec::new();
    for at in 0..lines.len() {
        if lines[at].furniture.is_some() || lines[at].is_cell() {
            continue;
        }
        let Some(found) = scan_page_line(lines[at].span.of(text)) else { continue };
        if found.certain {
            lines[at].furniture = Some(FurnitureKind::PageNumber);
        } else {
            bare.push((at, found.number));
        }
    }
    // A bare number is a page number where text, not cells, surrounds it, and
    // where it counts up with its like.
    let is_text = |line: Option<&Line>| {
        line.is_none_or(|line| {
            line.chars >= 10
                || line.page_break
                || line.terminated
                || scan_marker(line.span.of(text)).is_some_and(|marker| marker.style < Style::Arabic)
        })
    };
    // In a table with one cell a line other numbers stand close by, beside a
    // running head none.
    let heads = repeated_lines(text, lines, &bare);
    let is_cell = |position: usize| {
        let at = bare[position].0;
        let is_near = |other: Option<&(usize, Option<u32>)>| {
            other.is_some_and(|(other, _)| at.abs_diff(*other) <= MAX_CELL_DISTANCE)
        };
        let before = position.checked_sub(1);
        is_near(before.and_then(|before| bare.get(before))) || is_near(bare.get(position + 1))
    };
    let is_beside_head = |at: usize| {
        let is_head = |line: Option<&Line>| line.is_some_and(|line| heads.contains(line.span.of(text)));
        is_head(at.checked_sub(1).and_then(|at| lines.get(at))) || is_head(lines.get(at + 1))
    };
    let chained = chain_pages(&bare, |at| {
        is_text(at.checked_sub(1).and_then(|at| lines.get(at))) && is_text(lines.get(at + 1))
    });
    let candidates: Vec<(usize, Option<u32>)> = (0..bare.len())
        .filter(|position| !is_cell(*position) || is_beside_head(bare[*position].0))
        .map(|position| bare[position])
        .filter(|(at, number)| {
            let line = &lines[*at];
            let next = lines.get(at + 1);
            let previous = at.checked_sub(1).and_then(|at| lines.get(at));
            let is_page_edge = line.page_break || next.is_some_and(|next| next.page_break);
            is_page_edge
                || is_beside_head(*at)
                || is_text(previous) && is_text(next)
                || number.is_none()
                    && previous.is_some_and(|line| line.span.of(text).ends_with(|c: char| c.is_ascii_digit()))
        })
        .collect();
    let beside: Vec<bool> = candidates.iter().map(|(at, _)| is_beside_head(*at)).collect();
    for (position, (at, number)) in candidates.iter().enumerate() {
        let line = &lines[*at];
        let is_page_edge = line.page_break || lines.get(at + 1).is_some_and(|next| next.page_break);
        let follows = |other: Option<&(usize, Option<u32>)>, step: i64| {
            other.is_some_and(|(other_at, other)| {
                at.abs_diff(*other_at) >= MIN_PAGE_LINES
                    && match (number, other) {
                        (Some(number), Some(other)) => {
                            let difference = i64::from(*other) - i64::from(*number);
                            difference == step || difference == 2 * step
                        }
                        (None, _) | (_, None) => true,
                    }
            })
        };
        let is_counted = follows(position.checked_sub(1).and_then(|at| candidates.get(at)), -1)
            || follows(candidates.get(position + 1), 1);
        let breaks_sentence = at
            .checked_sub(1)
            .and_then(|at| lines.get(at))
            .is_some_and(|line| line.chars >= 10 && !is_terminated(line.span.of(text)));
        let is_behind_entry = at
            .checked_sub(1)
            .and_then(|at| lines.get(at))
            .is_some_and(|line| has_leaders(line.span.of(text)));
        if is_page_edge
            || beside[position]
            || is_counted
            || (number.is_none() && (breaks_sentence || is_behind_entry))
        {
            lines[*at].furniture = Some(FurnitureKind::PageNumber);
        }
    }
    for at in chained {
        lines[at].furniture = Some(FurnitureKind::PageNumber);
    }
}

/// Lines whose bare number is the next of the pages before, though another such
/// number stands close by, as around a page that is nearly empty. The rows of a
/// table count from 1; only their first could be the next page.
fn chain_pages(bare: &[(usize, Option<u32>)], is_in_text: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut found = Vec::new();
    let mut last = 0;
    let mut count = 0;
    let mut is_before_chained = false;
    for (position, &(at, number)) in bare.iter().enumerate() {
        let Some(number) = number else { continue };
        let is_near = |other: Option<&(usize, Option<u32>)>| {
            other.is_some_and(|(other, _)| at.abs_diff(*other) <= MAX_CELL_DISTANCE)
        };
        let is_near_before = is_near(position.checked_sub(1).and_then(|before| bare.get(before)));
        if !is_near_before && !is_near(bare.get(position + 1)) {
            count = if number == last + 1 { count + 1 } else { 1 };
            last = number;
            is_before_chained = true;
            continue;
        }
        let is_next = count >= MIN_RUNNING && number == last + 1;
        is_before_chained = is_next && (!is_near_before || is_before_chained) && is_in_text(at);
        if is_before_chained {
            found.push(at);
            last = number;
            count += 1;
        }
    }
    found
}

/// Running heads: lines that the head of the text has as well, beside several
/// bare numbers which count up from page to page. The words of a table stand
/// beside the numbers of its rows in the same way, but not in the title.
fn repeated_lines<'a>(text: &'a str, lines: &[Line], bare: &[(usize, Option<u32>)]) -> HashSet<&'a str> {
    let mut found: HashMap<&str, Vec<(usize, Option<u32>)>> = HashMap::new();
    for &(at, number) in bare {
        for line in [at.checked_sub(1).and_then(|at| lines.get(at)), lines.get(at + 1)].into_iter().flatten()
        {
            let content = line.span.of(text);
            if (6..=40).contains(&line.chars) && !content.contains(|c: char| c.is_ascii_digit()) {
                found.entry(content).or_default().push((at, number));
            }
        }
    }
    let is_counted = |numbers: &[(usize, Option<u32>)]| {
        numbers.windows(2).all(|pair| pair[1].0 - pair[0].0 > MAX_CELL_DISTANCE && pair[0].1 < pair[1].1)
    };
    found.retain(|_, numbers| numbers.len() >= MIN_RUNNING && is_counted(numbers));
    if found.is_empty() {
        return HashSet::new();
    }
    let head: String = lines.iter().take(HEAD_LINES).map(|line| line.span.of(text)).collect();
    found.into_keys().filter(|line| head.contains(line)).collect()
}

/// Lines that recur at the edges of pages.
fn mark_running_heads(text: &str, lines: &mut [Line]) {
    let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
    for at in 0..lines.len() {
        let line = &lines[at];
        if line.furniture.is_some() || line.chars > 40 || line.terminated || line.is_row {
            continue;
        }
        let is_edge = line.page_break
            || lines.get(at + 1).is_some_and(|next| next.page_break)
            || at > 0 && lines[at - 1].furniture == Some(FurnitureKind::PageNumber)
            || lines.get(at + 1).is_some_and(|next| next.furniture == Some(FurnitureKind::PageNumber));
        if is_edge {
            let key: String = line.span.of(text).chars().filter(|c| !c.is_ascii_digit()).collect();
            if key.chars().filter(|c| is_han(*c)).count() >= 2 {
                seen.entry(key).or_default().push(at);
            }
        }
    }
    for found in seen.into_values().filter(|found| found.len() >= MIN_RUNNING) {
        for at in found {
            lines[at].furniture = Some(FurnitureKind::RunningHead);
        }
    }
}

/// `—12—` inside a line, where extraction has glued it.
fn cut_glued_numbers(text: &str, lines: &[Line], furniture: &mut Furniture) {
    for line in lines {
        if line.furniture.is_some() {
            continue;
        }
        if let Some((start, end, _)) = find_glued(line.span.of(text)) {
            let base = line.span.start;
            furniture.cuts.push(Cut {
                span: Span::new(base + start as u32, base + end as u32),
                kind: FurnitureKind::PageNumber,
            });
        }
    }
}

/// 目录, alone or with a page number glued to it; 目 and 录, where the gap between
/// them was taken for the end of a line.
fn mark_contents_headings(text: &str, lines: &mut [Line], furniture: &mut Furniture) {
    for at in 1..lines.len() {
        let pair = [at - 1, at];
        if pair.iter().all(|at| lines[*at].span.len() == '目'.len_utf8() as u32)
            && matches!(pair.map(|at| lines[at].span.of(text)), ["目", "录" | "次"])
        {
            for at in pair {
                lines[at].furniture = Some(FurnitureKind::ContentsHeading);
            }
        }
    }
    for line in lines.iter_mut() {
        if line.furniture.is_some() || line.span.len() > 60 {
            continue;
        }
        let content = line.span.of(text);
        if is_contents_word(content) {
            line.furniture = Some(FurnitureKind::ContentsHeading);
            continue;
        }
        if !content.contains('目') {
            continue;
        }
        if matches!(content.trim_matches(['【', '】', '[', ']', '：']), "目录" | "目次") {
            line.furniture = Some(FurnitureKind::ContentsHeading);
            continue;
        }
        let Some(at) = content.find("目录").or_else(|| content.find("目次")) else { continue };
        let before = &content[..at];
        let after = &content[at + "目录".len()..];
        let is_number = |text: &str| {
            text.chars().all(|c| {
                c.is_ascii_digit()
                    || matches!(
                        c,
                        'I' | 'V' | 'X' | 'i' | 'v' | 'x' | ' ' | '-' | '—' | '#' | '*' | '·' | '.' | '…'
                    )
            })
        };
        if !is_number(before) || !is_number(after) {
            continue;
        }
        let start = line.span.start + at as u32;
        let heading = Span::new(start, start + "目录".len() as u32);
        if before.is_empty() && after.is_empty() {
            line.furniture = Some(FurnitureKind::ContentsHeading);
            continue;
        }
        furniture.cuts.push(Cut { span: heading, kind: FurnitureKind::ContentsHeading });
        for (from, piece) in [(line.span.start, before), (heading.end, after)] {
            if !piece.is_empty() && !piece.starts_with(['#', '*']) {
                furniture.cuts.push(Cut {
                    span: Span::new(from, from + piece.len() as u32),
                    kind: FurnitureKind::PageNumber,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings_let_every_web_line_through() {
        for line in [
            "<!-- 正文 -->",
            "【法宝引证码】CLI.12.5",
            "本篇【法宝引证码】CLI.12.5",
            "【打印】【关闭】",
            "原文链接：https://www.example.org/a.html",
            "链接：http://example.org",
            "https://www.example.org/a.html",
            "扫一扫在手机打开当前页",
            "分享到：微博",
            "打印本页",
            "下载文件",
            "字号：大中小",
            "视力保护色：默认",
            "返回顶部",
            "相关链接：",
            "上一篇：甲",
            "附件下载：甲.doc",
            "版权所有：甲市人民政府",
            "网站标识码1234567890",
            "甲ICP备12345号",
            "责任编辑：甲",
            "浏览次数：12",
            "当前位置：首页>甲",
            "您现在的位置：首页",
            "首页>政务公开",
        ] {
            assert!(ANYWHERE.is_match(line), "{line}");
            assert!(may_be_web(line), "{line}");
        }
        assert!(!may_be_web("各区县人民政府，市政府各部门："));
    }

    #[test]
    fn page_numbers_that_stand_close_together() {
        let pages = |bare: &[(usize, u32)]| {
            let bare: Vec<_> = bare.iter().map(|(at, number)| (*at, Some(*number))).collect();
            chain_pages(&bare, |_| true)
        };
        assert_eq!(pages(&[(20, 1), (40, 2), (60, 3), (80, 4), (83, 5), (100, 6)]), [80, 83]);
        // Rows of a table behind page 3.
        assert_eq!(pages(&[(20, 1), (40, 2), (60, 3), (80, 1), (82, 2), (84, 3), (86, 4)]), [0; 0]);
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
    fn numbers_that_were_taken_for_formulas() {
        let text = "甲县养老规划\n一、总体要求\n共有$1.2$万人，覆盖率达到 $9 8 . 5 \\%$ 以上，补贴$US费用，$x$不变。\n";
        let document = crate::parse(&crate::Source::from_text("plan.txt", text)).documents.remove(0);
        let shown = format!("{:?}", document.plan.sections[0].content[0]);
        assert!(shown.contains("共有1.2万人，覆盖率达到98.5%以上，补贴$US费用，$x$不变。"), "{shown}");
    }

    #[test]
    fn links_below_a_text() {
        let read = |text: &str| {
            let document = crate::parse(&crate::Source::from_text("plan.txt", text)).documents.remove(0);
            let section = &document.plan.sections[0];
            (document.furniture.len(), section.content.len())
        };
        let plan = "甲县养老规划\n一、总体要求\n以人为本。\n附件：甲县养老规划.pdf\n";
        let links = "扫一扫在手机打开当前页\n相关链接\n解读：《甲县养老规划》政策解读\n";
        let footer = "主办单位：甲县人民政府办公室 备案号：苏ICP备1号\n";
        assert_eq!(read(&format!("{plan}{links}{footer}")), (5, 1));
        // Whatever ends a sentence is text.
        assert_eq!(read(&format!("{plan}相关链接\n加强养老服务。\n")).1, 2);
    }

    #[test]
    fn keys_have_colons_and_are_no_clauses() {
        assert!(has_key("索引号：11370100") && !has_key("责任部门：市民政局"));
        assert!(!has_key("各镇（街道）政府，区政府各部门，各有关单位："));
    }
}
