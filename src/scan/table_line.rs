//! What shows that a line belongs to a table: pipes, drawn frames, words of headers.

use super::is_longer_than;
use super::unit::is_unit;

/// What the header cells of tables of tasks and projects end with.
pub const HEADER_ENDS: &[&str] = &[
    "单位", "部门", "主体", "时限", "时间", "期限", "进度", "内容", "任务", "措施", "举措", "目标", "要求",
    "名称", "类别", "领域", "类型", "事项", "项目", "地点", "规模", "性质", "投资", "备注", "年限", "年",
];

/// Whether `text` is a row of a pipe table: `| 甲 | 乙 |`, or without the outer
/// pipes, as web pages are copied, `甲 | 乙 |` and `甲 | 乙 | 丙`.
#[must_use]
pub fn is_pipe_row(text: &str) -> bool {
    /// The first cell of a row has no more bytes, or where a last pipe closes the row no more than that.
    const FIRST_CELL: usize = 90;
    const FIRST_OF_CLOSED: usize = 1_200;
    /// Sentences stand in rows of at least so many pipes.
    const FEWEST: usize = 3;
    let bytes = text.as_bytes();
    let longest = if text.ends_with('|') { FIRST_OF_CLOSED } else { FIRST_CELL };
    let Some(first) = memchr::memchr(b'|', &bytes[..bytes.len().min(longest)]) else { return false };
    // Two pipes make a row; sentences have none, but may stand in cells of a longer row.
    let behind = &bytes[first + 1..];
    memchr::memchr(b'|', behind).is_some()
        && (text.starts_with('|')
            || text.ends_with('|')
            || !text.contains('。')
            || memchr::memchr_iter(b'|', behind).nth(FEWEST - 2).is_some())
}

/// Whether `text` is the rule below the header of a pipe table.
#[must_use]
pub fn is_pipe_rule(text: &str) -> bool {
    is_pipe_row(text) && text.chars().all(|c| matches!(c, '|' | '-' | '—' | ':' | '：' | ' '))
}

/// Whether a line is the caption of a table or a figure with its number: 表2 近十年内涝情况,
/// 图1 示意图.
#[must_use]
pub fn is_caption(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(['表', '图']) else { return false };
    !is_longer_than(line, 60)
        && rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
        && !line.contains('。')
}

/// Whether a line says above a table how its figures are measured: 单位：万千瓦
#[must_use]
pub fn names_unit(line: &str) -> bool {
    /// Several units have no more characters together.
    const LONGEST: usize = 16;
    let bare = line.trim().trim_matches(['（', '）', '(', ')']);
    let bare = bare.strip_prefix("计量").unwrap_or(bare);
    let Some(units) = bare.strip_prefix("单位").and_then(|rest| rest.strip_prefix(['：', ':'])) else {
        return false;
    };
    !is_longer_than(units, LONGEST) && units.split(['、', '，', '/']).next().is_some_and(is_unit)
}

/// Whether a line may be the header of a table whose rows no column counts: `项目名称
/// 建设内容 责任单位`.
#[must_use]
pub fn heads_placed_grid(text: &str) -> bool {
    const FIRST: &[&str] =
        &["项目", "工程", "任务", "重点", "工作", "主要", "事项", "建设", "类别", "领域", "名称", "措施"];
    FIRST.iter().any(|word| text.starts_with(word))
        && HEADER_ENDS.iter().any(|end| text.ends_with(end))
        && !is_longer_than(text, 40)
        && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '，' | '。' | '、' | '：'))
}

/// Whether a line may be the header of a table whose rows are counted: `序号 重点任务
/// 责任单位`, or 序 alone where the column is so narrow that 号 stands below.
#[must_use]
pub fn heads_counted_grid(text: &str) -> bool {
    text.starts_with("序号")
        || text.starts_with("编号")
        || text.strip_prefix('序').is_some_and(heads_placed_grid)
}

/// Whether a line is drawn: its first character is part of a frame.
#[must_use]
pub fn is_drawn_line(text: &str) -> bool {
    match text.as_bytes() {
        // The block of box drawing characters, but ─ and ━ alone may be dashes.
        [0xE2, 0x94 | 0x95, ..] => text.starts_with(is_frame) && !text.starts_with(is_dash),
        // The colons of `+:---:+` are full-width in the normal form.
        [b'+', b'-' | b'=' | b':' | 0xEF, ..] => {
            text.chars().all(|c| matches!(c, '+' | '-' | '=' | ':' | '：' | ' ')) && text.contains(['-', '='])
        }
        _ => false,
    }
}

/// Whether a drawn line may begin with `first`.
#[must_use]
pub const fn may_be_drawn(first: char) -> bool {
    is_frame(first) || first == '+'
}

/// Whether a frame is drawn with `c`.
#[must_use]
pub const fn is_frame(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{257F}')
}

/// Whether a rule below a cell can be drawn with `c`.
#[must_use]
pub const fn is_rule(c: char) -> bool {
    is_dash(c) || matches!(c, '-' | '=' | '—' | ':' | '：')
}

/// Whether `c` is a dash that frames are drawn with.
#[must_use]
pub const fn is_dash(c: char) -> bool {
    matches!(c, '─' | '━' | '═' | '╌' | '╍' | '┄' | '┅' | '┈' | '┉')
}
