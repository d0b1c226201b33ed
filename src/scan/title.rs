//! Titles of documents: what a plan is called, and which documents the title of
//! a notice names.

use super::{char_count, is_han};

/// Words that end the title of a plan.
const ENDS: &[&str] = &[
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
    "战略",
    "远景目标",
];

/// Whether a line reads like the title of a plan.
#[must_use]
pub fn is_plan_title(text: &str) -> bool {
    char_count(text) >= 5 && ends_plan_title(text)
}

/// Whether a line can end the title of a plan: 发展规划 on the second line.
#[must_use]
pub fn ends_plan_title(text: &str) -> bool {
    (2..=90).contains(&char_count(text))
        && !text.contains(['。', '；'])
        && !text.ends_with(['：', '，', '、'])
        && text.chars().any(is_han)
        && ENDS.iter().any(|end| text.trim_end_matches(['》', '”']).ends_with(end))
        && !(text.starts_with('（') && text.ends_with('）'))
}

/// The titles of the documents that a notice forwards: what stands in 《》, or
/// between 印发 and 的通知.
#[must_use]
pub fn forwarded_titles(title: &str) -> Vec<String> {
    let mut titles = Vec::new();
    let mut depth = 0usize;
    let mut start = 0;
    for (at, c) in title.char_indices() {
        match c {
            '《' => {
                depth += 1;
                if depth == 1 {
                    start = at + c.len_utf8();
                }
            }
            '》' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && at > start {
                    titles.push(title[start..at].to_owned());
                }
            }
            _ => {}
        }
    }
    if !titles.is_empty() {
        return titles;
    }
    for verb in ["印发", "转发", "发布", "公布", "下达", "实施"] {
        let Some(at) = title.find(verb) else { continue };
        let rest = &title[at + verb.len()..];
        for end in ["的通知", "通知", "的公告", "的通告", "的决定"] {
            if let Some(name) = rest.strip_suffix(end)
                && !name.is_empty()
            {
                return vec![name.to_owned()];
            }
        }
    }
    titles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_inside_titles() {
        assert_eq!(forwarded_titles("甲市人民政府关于印发《甲市养老规划》的通知"), ["甲市养老规划"]);
        assert_eq!(forwarded_titles("甲市人民政府关于印发甲市养老规划的通知"), ["甲市养老规划"]);
        assert_eq!(forwarded_titles("关于印发《甲规划》和《乙方案》的通知"), ["甲规划", "乙方案"]);
    }
}
