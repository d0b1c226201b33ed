//! Titles of documents: what a plan is called, and which documents the title of
//! a notice names.

use super::marker::scan_marker;
use super::word_list::WordList;
use super::{is_han, is_longer_than};

/// Words that end the title of a plan.
static ENDS: WordList = WordList::new(&[
    "规划",
    "纲要",
    "计划",
    "方案",
    "意见",
    "行动",
    "要点",
    "措施",
    "办法",
    "建议",
    "决定",
    "规定",
    "细则",
    "清单",
    "若干政策",
    "任务分工",
    "）",
    "》",
    "指引",
    "指南",
    "布局",
    "体系",
    "标准",
    "蓝图",
    "预案",
    "规则",
    "请示",
    "战略",
    "远景目标",
]);

/// What plans call themselves. Of two that end at the same place the longer counts.
const KINDS: &[&str] = &[
    "规划",
    "纲要",
    "计划",
    "行动计划",
    "方案",
    "实施方案",
    "工作方案",
    "行动方案",
    "意见",
    "措施",
    "举措",
    "政策",
    "要点",
    "工作要点",
    "清单",
    "任务清单",
    "办法",
    "细则",
    "规定",
    "规则",
    "制度",
    "条例",
    "标准",
    "规范",
    "指南",
    "指引",
    "预案",
    "决定",
    "安排",
    "分工",
    "任务分工",
    "建议",
];

/// What letters of agencies call themselves.
pub const LETTERS: &[&str] = &["通知", "通告", "公告", "公示", "批复", "函", "决定", "通报"];

/// What a plan calls itself: the last word for a kind of plan in its title, which a
/// remark may follow.
///
/// `行动计划` of `甲市养老服务行动计划（2023—2025年）`.
#[must_use]
pub fn scan_kind(title: &str) -> Option<&'static str> {
    let end = |kind: &str| title.rfind(kind).map(|at| at + kind.len());
    KINDS.iter().copied().filter(|kind| title.contains(kind)).max_by_key(|kind| (end(kind), kind.len()))
}

/// No title has more characters. Whole paragraphs are asked about as they grow, so
/// none is counted further.
const MAX_TITLE: usize = 90;

/// Whether a line reads like the title of a plan.
#[must_use]
pub fn is_plan_title(text: &str) -> bool {
    is_longer_than(text, 4) && ends_plan_title(text)
}

/// Whether a line can end the title of a plan: 发展规划 on the second line.
#[must_use]
pub fn ends_plan_title(text: &str) -> bool {
    is_longer_than(text, 1)
        && !is_longer_than(text, MAX_TITLE)
        && ENDS.end(text.trim_end_matches(['》', '”']))
        && !text.contains(['。', '；'])
        && !text.ends_with(['：', '，', '、'])
        && text.chars().any(is_han)
        && !(text.starts_with('（') && text.ends_with('）'))
}

/// How many of `lines` make up a title together: the first that can end one is the
/// last of them, and what stands above it can only be a part of one.
#[must_use]
pub fn count_title_lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> Option<usize> {
    /// Titles have so many lines at most.
    const LINES: usize = 4;
    /// And none of them is longer.
    const MAX_LINE: usize = 40;
    let is_part = |line: &str| {
        !is_longer_than(line, MAX_LINE)
            && line.starts_with(|c: char| is_han(c) || c.is_ascii_digit() || matches!(c, '“' | '《'))
            && !line.contains(['。', '；', '：'])
            && scan_marker(line).is_none()
    };
    for (at, line) in lines.into_iter().take(LINES).enumerate() {
        if !is_part(line) {
            return None;
        }
        if ends_plan_title(line) {
            return Some(at + 1);
        }
    }
    None
}

/// A folded title as titles are compared that name the same document: 的 comes and
/// goes between a title and what a notice calls it.
#[must_use]
pub fn without_particle(folded: &str) -> String {
    folded.replace('的', "")
}

/// The titles of the documents that the title of a notice says it forwards: what
/// stands in 《》 behind 印发 or the like, or between that and 的通知.
#[must_use]
pub fn forwarded_titles(title: &str) -> Vec<String> {
    let first = title.find('《');
    if first.is_some_and(|at| !forwards(&title[..at])) {
        return Vec::new();
    }
    let titles = quoted_titles(title);
    if !titles.is_empty() {
        return titles;
    }
    for verb in ["印发", "转发", "发布", "公布", "下达", "实施"] {
        let Some(at) = title.find(verb) else { continue };
        let rest = &title[at + verb.len()..];
        for end in ["的通知", "通知", "的公告", "的通告", "的决定", "的函"] {
            // 关于实施造林行动的通知 says itself how.
            if let Some(name) = rest.strip_suffix(end)
                && !name.is_empty()
                && (verb != "实施" || is_plan_title(name))
            {
                return vec![name.to_owned()];
            }
        }
    }
    // 甲市养老服务工作方案的通知, as compilers shorten titles.
    let named = title.strip_suffix("的通知").filter(|name| !name.contains("关于") && is_plan_title(name));
    named.map(str::to_owned).into_iter().collect()
}

/// What stands in 《》, marks inside them included.
#[must_use]
pub fn quoted_titles(text: &str) -> Vec<String> {
    let mut titles = Vec::new();
    let (mut depth, mut inner) = (0usize, 0usize);
    let mut start = 0;
    for (at, c) in text.char_indices() {
        match c {
            '〈' => inner += 1,
            '〉' if inner > 0 => inner -= 1,
            '《' => {
                depth += 1;
                if depth == 1 {
                    start = at + c.len_utf8();
                }
            }
            // One that nothing has opened closes nothing; 〉 is what a scan makes of 》.
            '》' | '〉' if depth > 0 => {
                inner = 0;
                depth -= 1;
                if depth == 0 && at > start {
                    titles.push(text[start..at].to_owned());
                }
            }
            _ => {}
        }
    }
    titles
}

/// Whether a title says before the first name in it that this is forwarded: 关于印发,
/// 转发省民政厅等部门. 关于贯彻《…》的通知 only speaks of a document.
fn forwards(before: &str) -> bool {
    ["印发", "转发", "批转", "发布", "公布", "颁布", "下达", "颁发"].iter().any(|verb| before.contains(verb))
        || ["关于实施", "组织实施", "关于"].iter().any(|verb| before.ends_with(verb))
        || before.is_empty()
}

/// 前言 and the like, which head the text before the first number.
#[must_use]
pub fn is_foreword(text: &str) -> bool {
    matches!(text, "前言" | "序言" | "引言" | "导言" | "绪论" | "序")
}

/// （2021—2035年）, （草案）, （试行）: part of a title.
#[must_use]
pub fn is_title_remark(text: &str) -> bool {
    let inner = text.trim_start_matches('（').trim_end_matches('）');
    inner.contains(|c: char| c.is_ascii_digit()) && inner.contains('年') && !inner.contains(['月', '日'])
        || ["草案", "试行", "征求意见稿", "送审稿", "修订", "暂行", "报批稿", "公示稿", "修编", "近期"]
            .iter()
            .any(|word| inner.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_for_a_plan_is_its_kind() {
        assert_eq!(scan_kind("甲市养老服务行动计划（2023—2025年）"), Some("行动计划"));
        assert_eq!(scan_kind("甲市落实《甲省养老规划》实施方案"), Some("实施方案"));
        assert_eq!(scan_kind("甲市养老服务"), None);
    }

    #[test]
    fn the_first_line_that_can_end_a_title_is_its_last() {
        assert_eq!(count_title_lines(["甲市人民政府关于", "促进养老服务的意见", "各县："]), Some(2));
        assert_eq!(count_title_lines(["甲市人民政府", "加强保障。", "促进养老服务的意见"]), None);
    }

    #[test]
    fn a_document_that_is_only_spoken_of_is_not_forwarded() {
        let none: [&str; 0] = [];
        assert_eq!(forwarded_titles("甲市人民政府关于贯彻落实《甲省养老规划》的通知"), none);
        assert_eq!(forwarded_titles("关于在甲区暂时调整实施《甲条例》有关规定的决定"), none);
        assert_eq!(forwarded_titles("甲市人民政府关于实施《甲市养老规划》的通知"), ["甲市养老规划"]);
        assert_eq!(
            forwarded_titles("甲市人民政府转发市民政局等部门《关于促进养老服务的意见》的通知"),
            ["关于促进养老服务的意见"]
        );
        assert_eq!(forwarded_titles("甲市人民政府关于印发甲市粮食应急预案的函"), ["甲市粮食应急预案"]);
        assert_eq!(forwarded_titles("甲市养老服务工作方案的通知"), ["甲市养老服务工作方案"]);
        assert_eq!(forwarded_titles("甲市人民政府关于做好养老工作的通知"), none);
        assert_eq!(forwarded_titles("甲市人民政府关于实施养老“双提升”行动助力乡村振兴的通知"), none);
        // As scans have it.
        assert_eq!(forwarded_titles("甲市人民政府印发《关于促进养老的意见〉的通知"), ["关于促进养老的意见"]);
    }

    #[test]
    fn titles_inside_titles() {
        assert_eq!(forwarded_titles("甲市人民政府关于印发《甲市养老规划》的通知"), ["甲市养老规划"]);
        assert_eq!(forwarded_titles("甲市人民政府关于印发甲市养老规划的通知"), ["甲市养老规划"]);
        assert_eq!(forwarded_titles("关于印发《甲规划》和《乙方案》的通知"), ["甲规划", "乙方案"]);
        assert_eq!(quoted_titles("甲》乙》《丙《丁》》》戊》"), ["丙《丁》"]);
    }
}
