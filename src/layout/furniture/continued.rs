//! Headings of boxes and tables that stand once more where these go on behind a page
//! break: 专栏1 主要指标（续）.

use std::collections::HashSet;

use crate::layout::line::Line;
use crate::model::FurnitureKind;

/// No such heading has more characters.
const MAX_HEADING: u16 = 70;

/// Marks headings that say of themselves that they go on, where the text has had them
/// before.
pub(super) fn mark_continued(text: &str, lines: &mut [Line]) {
    let may_be = |line: &Line| line.furniture.is_none() && line.chars <= MAX_HEADING && !line.terminated;
    for line in lines.iter_mut().filter(|line| may_be(line) && line.first == '续') {
        if is_bare_mark(line.span.of(text)) {
            line.furniture = Some(FurnitureKind::RunningHead);
        }
    }
    let continued: Vec<(usize, String)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| may_be(line))
        .filter_map(|(at, line)| Some((at, key(without_mark(line.span.of(text))?))))
        .collect();
    if continued.is_empty() {
        return;
    }
    let wanted: HashSet<&str> = continued.iter().map(|(_, key)| key.as_str()).collect();
    let mut seen: HashSet<String> = HashSet::new();
    let mut next = continued.iter().peekable();
    let mut repeated = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if let Some((_, heading)) = next.next_if(|(continued, _)| *continued == at) {
            if seen.contains(heading) {
                repeated.push(at);
            }
        } else if may_be(line) {
            let heading = key(line.span.of(text));
            if wanted.contains(heading.as_str()) {
                seen.insert(heading);
            }
        }
    }
    for at in repeated {
        lines[at].furniture = Some(FurnitureKind::RunningHead);
    }
}

/// Whether a line says nothing but that a table goes on: 续表, 续表2-1, 续上表.
fn is_bare_mark(line: &str) -> bool {
    let rest = ["续上表", "续前表", "续表", "续上页"].iter().find_map(|mark| line.strip_prefix(mark));
    rest.is_some_and(|rest| {
        rest.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '—' | '.' | '：'))
    })
}

/// A heading without what says that it goes on; none where it does not say so.
fn without_mark(line: &str) -> Option<&str> {
    const MARKS: &[&str] = &["续", "续表", "续上表", "续前表", "续上页"];
    // The last character rules out nearly every line.
    if !line.ends_with(['）', '续', '表']) || !line.contains('续') {
        return None;
    }
    let (heading, mark) = match line.strip_suffix('）') {
        Some(open) => open.rsplit_once('（')?,
        None => (line.strip_suffix("续表").or_else(|| line.strip_suffix('续'))?, "续"),
    };
    let mark = mark.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五".contains(c));
    // 延续, 继续 and 手续 are words.
    let is_word = heading.ends_with(['延', '继', '手', '持', '接', '连', '存', '后', '永', '陆']);
    (MARKS.contains(&mark) && !heading.is_empty() && !is_word).then_some(heading)
}

/// What two headings have in common that are the same: all but white space.
fn key(heading: &str) -> String {
    heading.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_that_a_table_goes_on() {
        assert_eq!(without_mark("专栏1 主要指标（续）"), Some("专栏1 主要指标"));
        assert_eq!(without_mark("专栏1 主要指标（续表2）"), Some("专栏1 主要指标"));
        assert_eq!(without_mark("表3 主要指标 续表"), Some("表3 主要指标 "));
        assert!(is_bare_mark("续表") && is_bare_mark("续表2-1") && is_bare_mark("续上表："));
        assert!(!is_bare_mark("续建项目") && !is_bare_mark("续表明细"));
        for line in ["（续）", "优化办理手续", "主要指标（延续）", "专栏1 主要指标"] {
            assert_eq!(without_mark(line), None, "{line}");
        }
    }

    #[test]
    fn a_box_goes_on_behind_the_page() {
        let rows =
            "| 序号 | 指标 | 单位 | 2025年 | 2030年 | 属性 |\n| 1 | 甲 | 亿元 | 120 | 180 | 预期性 |\n";
        let again = "| 序号 | 指标 | 单位 | 2025年 | 2030年 | 属性 |\n| 2 | 乙 | % | 80 | 95 | 约束性 |\n";
        let text = format!(
            "甲市商贸规划\n\n一、目标\n专栏1 主要指标\n{rows}\n— 5 —\n专栏1 主要指标（续）\n{again}二、任务\n建设商圈。\n"
        );
        let document = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0);
        assert_eq!(document.plan.boxes.len(), 1);
        assert!(document.plan.boxes[0].content.is_empty(), "its rows are indicators");
        assert_eq!(document.plan.indicators.len(), 2);
        assert!(document.plan.indicators.iter().all(|row| row.box_id.as_deref() == Some("box-1")));
        let text = "甲市商贸规划\n一、目标\n提升。\n专栏1 主要指标（续）\n加强。\n二、任务\n建设商圈。\n";
        let document = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0);
        assert_eq!(document.plan.boxes.len(), 1, "nothing has come before");
    }
}
