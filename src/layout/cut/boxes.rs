//! Where the title of a box ends that has run into what it holds.

use crate::scan::indicator::{Column, WORDS, scan_header_cells};
use crate::scan::marker::scan_marker;
use crate::scan::numeral::scan_any;
use crate::scan::table_line::is_caption;
use crate::scan::{char_count, is_han};

use super::style::opens_paragraphs;

/// The title of a box is not longer than this many bytes.
const MAX_BOX_TITLE: usize = 150;

/// Where the title of a box ends that was collapsed into its first item or
/// into the header of its table: `专栏2 各流域控制单元（一）长江流域…`.
pub(super) fn box_title_len(content: &str) -> Option<usize> {
    let rest = content.strip_prefix("专栏")?;
    let (_, len) = scan_any(rest)?;
    let from = "专栏".len() + len;
    let head = &content[..content.floor_char_boundary(MAX_BOX_TITLE.min(content.len()))];
    let item = head[from..].char_indices().map(|(at, _)| from + at).skip(2).find(|at| {
        scan_marker(&content[*at..]).is_some_and(|marker| marker.number == 1 && opens_paragraphs(marker))
    });
    let header = ["指标2", "指标单位", "指标属性", "指标目标", "类别指标", "序号指标", "序号"]
        .iter()
        .filter_map(|words| head[from..].find(words).map(|at| from + at))
        .filter(|at| *at > from)
        .min()
        .map(|at| from + before_groups(&head[from..at]));
    item.into_iter()
        .chain(header)
        .min()
        .or_else(|| title_before_item(head, from))
        .or_else(|| title_before_verb(content, from))
}

/// Where the header begins whose first columns, those of groups, end what stands before the others:
/// 主要指标类别 before 序号指标名称….
fn before_groups(title: &str) -> usize {
    let groups = WORDS.iter().filter(|(_, column)| *column == Column::Category);
    let before = groups.filter_map(|(word, _)| title.strip_suffix(word)).map(str::trim_end);
    // 重点领域 is the end of a title; 指标 ends titles more often than it begins 指标类别.
    let is_whole =
        |title: &&str| ["指标", "目标", "任务", "表", "情况"].iter().any(|end| title.ends_with(end));
    before.filter(is_whole).map(str::len).max().unwrap_or(title.len())
}

/// Where the headers of tables begin that have run into the text before them, with their rows
/// behind them: 主要发展指标序号指标名称2025年属性1….
pub(super) fn find_headers(content: &str) -> impl Iterator<Item = usize> {
    /// No header that runs together takes more bytes.
    const HEADER: usize = 150;
    memchr::memmem::find_iter(content.as_bytes(), "序号").filter(move |at| {
        let rest = &content[*at..];
        let head = &rest[..rest.floor_char_boundary(HEADER.min(rest.len()))];
        let ends = ["属性", "类型"].iter().filter_map(|word| head.find(word).map(|end| end + word.len()));
        *at > 0
            && ends.min().is_some_and(|end| {
                rest[end..].starts_with('1') && scan_header_cells(head[..end].trim_end()).is_some()
            })
    })
}

/// Where the caption begins that stands before the header of a table at `at`, behind a whole sentence:
/// 。表1 教育发展指标.
pub(super) fn caption_before(content: &str, at: usize) -> Option<usize> {
    /// No caption has more bytes.
    const LONGEST: usize = 150;
    let near = &content[content.ceil_char_boundary(at.saturating_sub(LONGEST))..at];
    let behind = near.rsplit(['。', '；']).next().filter(|rest| rest.len() < near.len())?;
    let begins = behind.trim_start();
    is_caption(begins.trim_end()).then_some(at - begins.len())
}

/// Words that end the titles of boxes; one may follow the other.
const NOUNS: &[&str] = &[
    "工程", "行动", "计划", "项目", "任务", "调查", "建设", "体系", "重点", "示范", "能力", "提升", "水平",
    "重大", "专项",
];

/// Where the title of a box ends before its first item, which a colon closes:
/// `专栏2 粮食保障工程高标准农田：新建…`.
fn title_before_item(head: &str, from: usize) -> Option<usize> {
    /// The title of an item has so many characters.
    const ITEM: std::ops::RangeInclusive<usize> = 3..=24;
    /// The title of a box has at least so many bytes.
    const TITLE: usize = 12;
    let end = from + head[from..].find(['：', '。', '；'])?;
    let clause = head[from..end].char_indices().map(|(at, _)| from + at);
    if !head[end..].starts_with('：') || head[from..end].contains('，') {
        return None;
    }
    let is_end = |at: usize| {
        let next = &head[at..end];
        NOUNS.iter().any(|noun| head[from..at].ends_with(noun))
            && !NOUNS.iter().any(|noun| next.starts_with(noun))
            && next.starts_with(|c: char| is_han(c) || c == '“')
            && !next.starts_with(['和', '与', '及', '的'])
    };
    clause
        .filter(|at| *at >= from + TITLE)
        .find(|at| is_end(*at) && ITEM.contains(&char_count(&head[*at..end])))
}

/// Where the title of a box ends at its last noun and the text begins with what
/// is to be done: `专栏7 生态环境基础调查加大调查力度，重点…`.
fn title_before_verb(content: &str, from: usize) -> Option<usize> {
    const VERBS: &[&str] = &[
        "加强", "加大", "加快", "实施", "开展", "推进", "推动", "建设", "建立", "完善", "支持", "围绕",
        "依托", "到20", "重点",
    ];
    /// A title has at least so many bytes, and at most.
    const TITLE: std::ops::Range<usize> = 12..90;
    let head = &content[from..content.floor_char_boundary((from + TITLE.end).min(content.len()))];
    let end = head.find(['，', '。', '；', '：', '、']).unwrap_or(head.len());
    let clause = &head[..end];
    clause.char_indices().map(|(at, _)| at).filter(|at| *at >= TITLE.start).find_map(|at| {
        let is_end = NOUNS.iter().any(|noun| clause[..at].ends_with(noun));
        let begins = VERBS.iter().any(|verb| clause[at..].starts_with(verb));
        (is_end && begins).then_some(from + at)
    })
}
