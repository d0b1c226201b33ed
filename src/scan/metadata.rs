//! What sites and databases print beside a document: the table of metadata (索引号,
//! 发文字号, 成文日期 …), and the line below the title of a page (发布时间, 来源 …). Whoever
//! has to know such words reads them here.

use super::date::scan_date;
use super::document_number::find_document_number;
use super::is_longer_than;

/// What brings the text of a value into its normal form: that of the stage before,
/// or nothing where the text has it already.
pub type Normal = fn(&str) -> String;

/// Keys of the document number, the surest first.
pub const NUMBER: &[&str] = &["发文字号", "文号", "文件字号", "文件编号", "发文号", "发布文号"];

/// Keys of the date of a document. When a page was put up says nothing of it.
pub const DATE: &[&str] = &["成文日期", "发文日期", "生成日期", "印发日期", "制发日期"];

/// Keys of the agency that issued it.
pub const AGENCY: &[&str] = &[
    "发文机关",
    "制发机关",
    "发文机构",
    "发文单位",
    "制定机关",
    "颁布单位",
    "颁布部门",
    "发布部门",
    "发布机构",
];

/// Keys of its title.
pub const TITLE: &[&str] = &["标题", "信息名称", "文件名称", "名称", "title"];

/// All other keys of the table.
const OTHERS: &[&str] = &[
    "公开事项名称",
    "原文链接",
    "检索时间",
    "检索关键词",
    "抓取时间",
    "采集时间",
    "索引号",
    "信息索引号",
    "索取号",
    "统一编号",
    "统一登记号",
    "发布日期",
    "公开日期",
    "发布时间",
    "公开时间",
    "发布单位",
    "公开主体",
    "责任部门",
    "公开责任部门",
    "所属机构",
    "主题分类",
    "信息分类",
    "分类",
    "主题词",
    "关键词",
    "体裁分类",
    "组配分类",
    "公文种类",
    "文种",
    "文件类型",
    "法规类别",
    "有效性",
    "时效性",
    "有效期",
    "效力状态",
    "效力级别",
    "状态",
    "生效日期",
    "实施日期",
    "失效日期",
    "废止日期",
    "公开方式",
    "公开形式",
    "公开范围",
    "公开类别",
    "公开属性",
    "公开程序",
    "服务对象",
    "内容概述",
    "信息来源",
    "来源",
    "公开目录",
    "层级",
    "类型",
    "作者",
    "浏览量",
    "点击数",
    "访问量",
    "公开类型",
    "公文时效",
    "批准部门",
    "颁布时间",
    "颁布日期",
    "公布日期",
    "施行日期",
    "失效时间",
    "法规来源",
    "法规名称",
    "法规标题",
    "效力位阶",
    "效力属性",
    "专业属性",
];

/// Keys that no other list has.
const SURE: &[&str] = &[
    "索引号",
    "信息索引号",
    "发文字号",
    "文号",
    "成文日期",
    "发布机构",
    "发文机关",
    "主题分类",
    "统一登记号",
    "发文号",
    "制定机关",
    "颁布单位",
    "效力位阶",
    "效力属性",
    "时效性",
];

/// Values that are known without a colon before them.
const VALUES: &[&str] = &["主动公开", "依申请公开", "有效", "现行有效", "失效", "已失效", "废止"];

/// What a page says of itself below its title begins with one of these, or has it
/// before a colon: when it was put up and by whom, from where it comes, how often it
/// was read, how large its letters are.
const BYLINES: &[&str] =
    &["发布", "时间", "日期", "来源", "作者", "浏览", "点击", "阅读", "字体", "字号", "编辑"];

/// What may stand behind such a word before the colon: 浏览次数, 阅读量, 点击数.
const COUNTS: &[&str] = &["次数", "量", "数"];

/// Buttons beside them: 【大 中 小】, 【打印】, 【字体：大】.
const BUTTONS: &[&str] = &["大", "中", "小", "打印", "字体"];

/// A key and a value without a colon are no longer than so many bytes.
const MAX_BARE: usize = 160;

/// A key has no more bytes, blanks between its characters included: 索 引 号.
const MAX_KEY: usize = 60;

/// A key with its value, as byte offsets in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The key, without blanks and colon.
    pub key: &'static str,
    /// Where the value begins.
    pub start: usize,
    /// Where it ends; where it begins if there is none.
    pub end: usize,
}

/// Whether no other list than such a table has `key`.
#[must_use]
pub fn is_sure(key: &str) -> bool {
    SURE.contains(&key)
}

/// Whether a line begins with a key and a colon.
#[must_use]
pub fn begins_with_key(line: &str) -> bool {
    line.find(['：', ':']).is_some_and(|colon| key_of(&line[..colon]).is_some())
}

/// Whether a word is a key of such a table: 索引号, 有 效 性.
#[must_use]
pub fn is_key(word: &str) -> bool {
    key_of(word).is_some()
}

/// Whether a line begins with a key in brackets, as databases of law and pages of governments
/// print it: `【颁布部门】甲市人民政府`, `**[发文机构]** 甲市人民政府`.
#[must_use]
pub fn begins_with_bracketed_key(line: &str) -> bool {
    bracketed_key(line).is_some()
}

/// The key in brackets that a line begins with, emphasized or not, and where its value begins.
fn bracketed_key(line: &str) -> Option<(&'static str, usize)> {
    // Converters to Markdown escape brackets, and may write a row of a table: | \[发文机构\] | ….
    let bare = line.trim_start_matches(['|', ' ']).trim_start_matches(['*', '\\']);
    let (key, rest) = match bare.strip_prefix('【') {
        Some(rest) => rest.split_once('】')?,
        None => bare.strip_prefix('[')?.split_once(']')?,
    };
    // [来源](https://…) is a link.
    let key = key_of(key.trim_end_matches('\\').trim()).filter(|_| !rest.starts_with(['(', '（']))?;
    Some((key, line.len() - rest.trim_start_matches('*').len()))
}

/// Whether a word before a colon says something of a page or of a document rather
/// than to whom it goes: 来源, 发布单位, 文号.
#[must_use]
pub fn is_page_word(word: &str) -> bool {
    BYLINES.iter().any(|byline| word.starts_with(byline)) || key_of(word).is_some()
}

/// Whether a line is what a page prints around a document: `发布时间：2022-03-10`,
/// `来源：…`, `文号：…`.
#[must_use]
pub fn is_page_line(line: &str) -> bool {
    /// Such a line has no more characters.
    const LONGEST: usize = 60;
    !is_longer_than(line, LONGEST)
        && (BYLINES.iter().any(|byline| line.starts_with(byline))
            || !read_line(line, str::to_owned).is_empty())
}

/// Whether a line has two or more of the remarks below the title of a page:
/// `发布时间：2022-03-10 来源：…`.
#[must_use]
pub fn has_bylines(line: &str) -> bool {
    let is_byline = |(at, mark): &(usize, &str)| {
        if *mark == "【" {
            let behind = &line[at + mark.len()..];
            return BUTTONS.iter().any(|button| behind.starts_with(button));
        }
        let before = line[..*at].trim_end();
        let word = COUNTS.iter().find_map(|count| before.strip_suffix(count)).unwrap_or(before);
        BYLINES.iter().any(|byline| word.ends_with(byline))
    };
    let count = line.match_indices(['：', ':', '【']).filter(is_byline).take(2).count();
    // 2021年12月31日 10:14 来源：甲市人民政府
    let is_dated = || {
        let behind = scan_date(line).map(|date| line[date.len..].trim_start());
        let time = |rest: &str| {
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '：' | ' ')).len()
        };
        behind.is_some_and(|rest| is_page_line(&rest[rest.len() - time(rest)..]))
    };
    count == 2 || count == 1 && is_dated()
}

/// The key that `text` is, blanks and colon aside.
#[must_use]
pub fn key_of(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if text.len() > MAX_KEY {
        return None;
    }
    let bare: String = text
        .trim_matches(['【', '】', '[', ']', '：', ':', '*', '`'])
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    keys().find(|key| *key == bare)
}

/// All keys of the table.
fn keys() -> impl Iterator<Item = &'static str> {
    [NUMBER, DATE, AGENCY, TITLE, OTHERS].into_iter().flatten().copied()
}

/// The pairs of a row of cells: a key and its value side by side, or in one cell.
#[must_use]
pub fn read_cells(text: &str, separator: char, normal: Normal) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut cells = Vec::new();
    let mut start = 0;
    for cell in text.split(separator) {
        cells.push((start, start + cell.len()));
        start += cell.len() + 1;
    }
    let mut at = 0;
    while let Some(&(start, end)) = cells.get(at) {
        at += 1;
        if let Some(key) = key_of(&text[start..end]) {
            let value = cells.get(at).filter(|(start, end)| key_of(&text[*start..*end]).is_none());
            let (start, end) = value.map_or((end, end), |(start, end)| trimmed(text, *start, *end));
            pairs.push(Pair { key, start, end });
            at += usize::from(value.is_some());
            // A merged cell stands once more in each column that it takes.
            while cells
                .get(at)
                .is_some_and(|(from, to)| value.is_some() && text[*from..*to] == text[start..end])
            {
                at += 1;
            }
        } else {
            pairs.extend(read_line(&text[start..end], normal).into_iter().map(|pair| Pair {
                start: start + pair.start,
                end: start + pair.end,
                ..pair
            }));
        }
    }
    pairs
}

/// The pairs of a line that begins with a key, `索引号：1 发文字号：2` or `【文号】1`,
/// or that is one. `text` is as its writer typed it: blanks part the pairs.
#[must_use]
pub fn read_line(text: &str, normal: Normal) -> Vec<Pair> {
    if let Some(key) = key_of(text) {
        return vec![Pair { key, start: text.len(), end: text.len() }];
    }
    if let Some((key, start)) = bare_pair(text, normal) {
        let (start, end) = trimmed(text, start, text.len());
        return vec![Pair { key, start, end }];
    }
    if let Some((key, start)) = bracketed_key(text) {
        let (start, end) = trimmed(text, start, text.len());
        return vec![Pair { key, start, end }];
    }
    let mut pairs: Vec<Pair> = Vec::new();
    let mut from = 0;
    for (at, colon) in text.match_indices(['：', ':']) {
        // The key is the last word before the colon, blanks inside it allowed; no key
        // begins further away than it is long.
        let before = &text[from..at];
        let reach = before.ceil_char_boundary(before.trim_end().len().saturating_sub(MAX_KEY));
        let found = before[reach..]
            .char_indices()
            .map(|(start, _)| reach + start)
            .filter(|start| *start == 0 || before[..*start].ends_with(char::is_whitespace))
            .find_map(|start| key_of(&before[start..]).map(|key| (start, key)));
        let Some((start, key)) = found else {
            if pairs.is_empty() {
                return pairs;
            }
            continue;
        };
        if pairs.is_empty() && !before[..start].trim().is_empty() {
            return pairs;
        }
        if let Some(last) = pairs.last_mut() {
            (last.start, last.end) = trimmed(text, last.start, from + start);
        }
        from = at + colon.len();
        pairs.push(Pair { key, start: from, end: text.len() });
    }
    if let Some(last) = pairs.last_mut() {
        (last.start, last.end) = trimmed(text, last.start, text.len());
    }
    pairs
}

/// A key in front of its value without a colon between them: `索 引 号 11-22`,
/// `成文日期2022-03-15`. Only a value of the right shape shows that it is one.
fn bare_pair(text: &str, normal: Normal) -> Option<(&'static str, usize)> {
    if text.len() > MAX_BARE || text.contains(['：', ':', '，', '。']) {
        return None;
    }
    let (key, start) = keys().find_map(|key| {
        let mut rest = text.trim_start();
        for c in key.chars() {
            rest = rest.strip_prefix(c)?.trim_start();
        }
        Some((key, text.len() - rest.len()))
    })?;
    let value = &text[start..];
    let number = find_document_number(&normal(value)).is_some_and(|number| number.start == 0);
    let is_apart = text[..start].ends_with(char::is_whitespace);
    let is_code = value.starts_with(|c: char| c.is_ascii_alphanumeric());
    (!value.is_empty() && (number || is_apart || is_code || VALUES.contains(&value.trim())))
        .then_some((key, start))
}

fn trimmed(text: &str, start: usize, end: usize) -> (usize, usize) {
    let piece = &text[start..end];
    let lead = piece.len() - piece.trim_start().len();
    (start + lead, start + lead + piece.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str, pairs: &[Pair]) -> Vec<String> {
        pairs.iter().map(|pair| format!("{}={}", pair.key, &text[pair.start..pair.end])).collect()
    }

    #[test]
    fn keys_and_values_in_lines_and_cells() {
        let line = "索 引 号：11-22 发文字号： 甲政发〔2021〕3号  成文日期:";
        assert_eq!(
            show(line, &read_line(line, str::to_owned)),
            ["索引号=11-22", "发文字号=甲政发〔2021〕3号", "成文日期="]
        );
        let cells = "索 引 号：\t11\t主题分类：\t民政\\养老";
        assert_eq!(
            show(cells, &read_cells(cells, '\t', str::to_owned)),
            ["索引号=11", "主题分类=民政\\养老"]
        );
        let merged = "标　　题：\t甲的通知\t甲的通知\t甲的通知";
        assert_eq!(show(merged, &read_cells(merged, '\t', str::to_owned)), ["标题=甲的通知"]);
        let pipes = "| 文 号: | 甲政发〔2021〕3号 | 公开类型: | 主动公开 | |";
        assert_eq!(
            show(pipes, &read_cells(pipes, '|', str::to_owned)),
            ["文号=甲政发〔2021〕3号", "公开类型=主动公开"]
        );
        let bracket = "【发文字号】甲政发〔2021〕3号";
        assert_eq!(show(bracket, &read_line(bracket, str::to_owned)), ["发文字号=甲政发〔2021〕3号"]);
        assert_eq!(read_line("各区人民政府：现印发", str::to_owned), []);
        assert_eq!(read_line("根据来源：甲", str::to_owned), []);
    }

    #[test]
    fn lines_that_begin_with_a_key() {
        assert!(begins_with_key("索引号：11370100") && begins_with_key("索 引 号: 1"));
        assert!(!begins_with_key("各镇（街道）政府，区政府各部门，各有关单位："));
        assert!(
            begins_with_bracketed_key("【颁布部门】甲市人民政府") && !begins_with_bracketed_key("【打印】")
        );
        assert!(begins_with_bracketed_key("**[发文机构]** 甲市人民政府"));
        assert!(begins_with_bracketed_key(r"| \[ 索引号 \] | 115000/2023-00622 | \[ 发文字号 \] |  |"));
        assert!(!begins_with_bracketed_key("[来源](https://www.example.org/)"));
        let escaped = r"**\[发文字号\]** 甲政发〔2021〕5号";
        let pair = read_line(escaped, str::to_owned)[0];
        assert_eq!((pair.key, &escaped[pair.start..pair.end]), ("发文字号", "甲政发〔2021〕5号"));
    }

    #[test]
    fn every_sure_key_is_a_key() {
        assert!(SURE.iter().all(|key| key_of(key) == Some(*key)));
    }

    #[test]
    fn what_a_page_says_of_itself() {
        assert!(has_bylines("发布时间：2021-12-14 来源：市政府"));
        assert!(has_bylines("责任编辑 ：甲 浏览次数: 12") && has_bylines("来源：市政府 【打印】"));
        assert!(has_bylines("2021年12月31日 10:14 来源：甲市人民政府网"));
        assert!(!has_bylines("2021年12月31日起施行，来源：甲"));
        assert!(!has_bylines("来源：市政府") && !has_bylines("会议时间：2021年 会议地点：甲市"));
        for line in ["发布时间：2022年3月12日", "来源：甲市政府", "文号：甲政发〔2021〕3号", "浏览 12次"]
        {
            assert!(is_page_line(line), "{line}");
        }
        assert!(!is_page_line("为促进养老服务，制定本规划。") && !is_page_line("甲市养老服务规划"));
        assert!(is_page_word("发布单位") && !is_page_word("各县人民政府"));
    }

    #[test]
    fn a_key_is_looked_for_close_to_its_colon() {
        let line = format!("文号：1 {} 来源：2", "甲 ".repeat(200_000));
        assert_eq!(
            read_line(&line, str::to_owned).iter().map(|pair| pair.key).collect::<Vec<_>>(),
            ["文号", "来源"]
        );
    }
}
