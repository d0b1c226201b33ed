//! Where each of the plans behind one notice begins: where the notice names it, or where
//! a title stands and the numbering starts again.

use crate::layout::{Manuscript, Paragraph};
use crate::scan::annex_label::scan_annex_label;
use crate::scan::folded::fold_title;
use crate::scan::is_longer_than;
use crate::scan::leaders::has_leaders;
use crate::scan::marker::Style;
use crate::scan::title::{ends_plan_title, is_plan_title, without_particle};

/// A notice forwards no more documents: each of them becomes a model with the same
/// notice, furniture and findings.
const MAX_PARTS: usize = 64;

/// A title goes over so many lines at most, none with more characters.
const TITLE_LINES: usize = 4;
const MAX_LINE: usize = 60;

/// So many paragraphs of text, or torn lines of it, stand between a title and the first
/// heading at most.
const PREAMBLE: usize = 16;

/// A plan has at least so many headings of the level that it begins with: with fewer,
/// the number that starts again belongs to a list.
const MIN_HEADINGS: u32 = 2;

/// Where a plan begins, and how the notice calls it.
#[derive(Clone, Debug)]
pub(super) struct Start {
    /// The first paragraph.
    pub(super) at: usize,
    /// Its title in the notice.
    pub(super) named: Option<String>,
}

/// What is said of the documents that are attached to a notice.
pub(super) struct Attached {
    /// Those that it lists.
    pub(super) listed: Vec<String>,
    /// The number of the label above the first, in a file without the notice: 附件1.
    pub(super) number: Option<u32>,
}

/// The plans between `from` and `to`. `forwarded` are the titles that the notice names.
pub(super) fn part_starts(
    manuscript: &Manuscript,
    (from, to): (usize, usize),
    forwarded: &[String],
    attached: &Attached,
) -> Vec<Start> {
    let mut starts = vec![Start { at: from, named: forwarded.first().cloned() }];
    for title in forwarded.iter().take(MAX_PARTS).skip(1) {
        let search = starts.last().map_or(from, |start| start.at) + 1;
        let wanted = fold(title);
        let Some(at) = (search..to).find(|at| is_title_at(manuscript, *at, to, &wanted)) else { continue };
        starts.push(Start { at, named: Some(title.clone()) });
    }
    for at in restarts(manuscript, from, to, attached) {
        let is_known = |start: &Start| start.at.abs_diff(at) < TITLE_LINES;
        if starts.len() < MAX_PARTS && !starts.iter().any(is_known) {
            starts.push(Start { at, named: None });
        }
    }
    starts.sort_by_key(|start| start.at);
    starts
}

fn fold(title: &str) -> String {
    without_particle(&fold_title(title))
}

/// Whether the lines from `at` on are the title `wanted`.
fn is_title_at(manuscript: &Manuscript, at: usize, to: usize, wanted: &str) -> bool {
    let mut joined = String::new();
    let content = manuscript.paragraphs[at..to].iter().filter(|line| line.is_content());
    if !manuscript.paragraphs[at].is_content() {
        return false;
    }
    for line in content.take(TITLE_LINES) {
        let text = manuscript.str(line);
        if is_longer_than(text, MAX_LINE + MAX_LINE / 2) || text.contains('。') {
            return false;
        }
        joined.push_str(&fold(text));
        if joined.len() >= wanted.len() || joined.is_empty() || !wanted.starts_with(&joined) {
            break;
        }
    }
    joined == wanted
}

/// Where the numbering starts again below a title.
fn restarts(manuscript: &Manuscript, from: usize, to: usize, attached: &Attached) -> Vec<usize> {
    let paragraphs = &manuscript.paragraphs;
    // Without the notice, 附件2 is as much a plan as 附件1.
    let mut next = attached.number.map(|number| number + 1);
    let mut found = Vec::new();
    // The level that the plan begins with, and its last number.
    let mut level: Option<(Style, u32)> = None;
    // Contents have no sentences; behind them the numbering starts for the first time.
    let mut has_text = false;
    for at in from..to {
        let paragraph = &paragraphs[at];
        has_text |= level.is_some() && paragraph.is_content() && manuscript.str(paragraph).contains('。');
        let Some(marker) = paragraph.marker.filter(|_| is_heading(manuscript, paragraph)) else { continue };
        match level {
            None if marker.number == 1 => level = Some((marker.style, 1)),
            None => {}
            Some((style, _)) if marker.number == 1 && !has_text => level = Some((style.min(marker.style), 1)),
            Some((style, last))
                if marker.number == 1 && last >= MIN_HEADINGS && begins_plan(marker.style, style) =>
            {
                if let Some(start) = title_above(manuscript, from, at, &attached.listed, next) {
                    found.push(start);
                    next = next.map(|number| number + 1);
                    level = Some((marker.style, 1));
                    has_text = false;
                }
            }
            Some((style, last)) if marker.style == style && marker.number == last + 1 => {
                level = Some((style, last + 1));
            }
            Some(_) => {}
        }
    }
    found
}

/// Whether a paragraph is a heading whose number can be the first of a plan.
fn is_heading(manuscript: &Manuscript, paragraph: &Paragraph) -> bool {
    paragraph.is_content()
        && paragraph.marker.is_some_and(|marker| marker.style <= Style::Ideographic)
        && paragraph.hint.table == 0
        && !has_leaders(manuscript.str(paragraph))
}

/// Whether a plan can begin with a heading of `style` behind one that began with
/// `first`: with the same, or with one further out. 一、 within 第一章 begins none.
fn begins_plan(style: Style, first: Style) -> bool {
    style <= first
}

/// The first line of the title that stands above the heading at `heading`, perhaps with
/// text between them. An annex has a label above its title, unless the notice lists it, or it
/// is number `next` of those that are attached to a notice that is not here.
fn title_above(
    manuscript: &Manuscript,
    from: usize,
    heading: usize,
    listed: &[String],
    next: Option<u32>,
) -> Option<usize> {
    let paragraphs = &manuscript.paragraphs;
    let content: Vec<usize> = (from..heading)
        .rev()
        .filter(|at| paragraphs[*at].is_content())
        .take(PREAMBLE + 2 * TITLE_LINES)
        .collect();
    let is_line = |at: usize| may_be_line(manuscript, &paragraphs[at]);
    // The last line that can end a title, text below it.
    let end = (0..content.len().min(PREAMBLE + 1)).find(|back| {
        let text = manuscript.str(&paragraphs[content[*back]]);
        is_line(content[*back]) && ends_plan_title(without_edition(text))
    })?;
    // What stands between title and heading is text, not a list of its own.
    let is_text = |at: &usize| paragraphs[*at].marker.is_none() && paragraphs[*at].hint.table == 0;
    if !content[..end].iter().all(is_text) {
        return None;
    }
    let mut first = end;
    let joined = |first: usize| -> String {
        content[end..=first].iter().rev().map(|at| manuscript.str(&paragraphs[*at])).collect()
    };
    while first + 1 < content.len()
        && first + 1 - end < TITLE_LINES
        && is_line(content[first + 1])
        && paragraphs[content[first]].blanks_before == 0
        && !(is_plan_title(without_edition(&joined(first))) && ends_sentence(manuscript, content[first + 1]))
    {
        first += 1;
    }
    let title = joined(first);
    if !is_plan_title(without_edition(&title)) {
        return None;
    }
    if let Some(above) = content.get(first + 1) {
        let text = manuscript.str(&paragraphs[*above]);
        let label = scan_annex_label(text);
        let is_next = next.is_some() && label.as_ref().is_some_and(|label| label.number == next);
        let is_listed = || listed.iter().any(|name| fold(name).contains(&fold(&title)));
        if label.is_some() && !is_next && !is_listed() {
            return None;
        }
        // A title stands behind the end of the plan before it.
        if label.is_none() && !ends_sentence(manuscript, *above) {
            return None;
        }
    }
    Some(content[first])
}

/// A title without （试行） or the years behind it.
fn without_edition(title: &str) -> &str {
    match title.strip_suffix('）').and_then(|inner| inner.rfind('（')) {
        Some(open) => &title[..open],
        None => title,
    }
}

/// Whether a paragraph ends what stands before a title: with a full stop or a bracket,
/// or as a signature or a date.
fn ends_sentence(manuscript: &Manuscript, at: usize) -> bool {
    let text = manuscript.str(&manuscript.paragraphs[at]);
    text.ends_with(['。', '）', '；', '”', ')', ']', '】', '〕', '日'])
        || manuscript.paragraphs[at].hint.table > 0
}

/// Whether a paragraph can be a line of a title.
fn may_be_line(manuscript: &Manuscript, paragraph: &Paragraph) -> bool {
    let text = manuscript.str(paragraph);
    paragraph.marker.is_none()
        && paragraph.hint.table == 0
        && !is_longer_than(text, MAX_LINE)
        && !text.contains(['。', '；', '：', '|'])
        && !text.ends_with(['，', '、'])
        && !text.starts_with("专栏")
        && scan_annex_label(text).is_none()
}

#[cfg(test)]
mod tests {
    use crate::{Source, parse};

    fn titles(text: &str) -> Vec<String> {
        parse(&Source::from_text("t.txt", text)).documents.into_iter().map(|found| found.plan.title).collect()
    }

    const NOTICE: &str = "甲市人民政府关于印发两个专项行动方案的通知\n甲政发〔2023〕5号\n各县人民政府：\n\
                          现将两个方案印发给你们。\n甲市人民政府\n2023年5月25日\n";

    #[test]
    fn a_title_and_the_first_number_begin_a_plan() {
        let plans = "甲市养老服务专项行动方案\n为促进养老服务，制定本方案。\n一、要求\n（一）甲。\n二、任务\n乙。\n\
                     甲市托育服务\n专项行动方案\n一、要求\n丙。\n二、任务\n丁。\n";
        let wanted = ["甲市养老服务专项行动方案", "甲市托育服务专项行动方案"];
        assert_eq!(titles(&format!("{NOTICE}{plans}")), wanted);
        let labelled = "附件1\n甲市养老服务专项行动方案\n一、要求\n甲。\n二、任务\n乙。\n\
                        附件2\n甲市托育服务专项行动方案\n一、要求\n丙。\n二、任务\n丁。\n";
        let listed = NOTICE.replace(
            "甲市人民政府\n2",
            "附件：1.甲市养老服务专项行动方案\n2.甲市托育服务专项行动方案\n甲市人民政府\n2",
        );
        assert_eq!(titles(&format!("{listed}{labelled}")), wanted);
    }

    #[test]
    fn what_is_attached_to_a_notice_that_is_not_here() {
        let plans = "附件1\n甲市养老服务专项行动方案\n一、要求\n甲。\n二、任务\n乙。\n\
                     附件2\n甲市托育服务专项行动方案\n（2021—2025年）\n为促进托育服务，制定本方案。\n\
                     一、要求\n丙。\n二、任务\n丁。\n";
        let wanted = ["甲市养老服务专项行动方案", "甲市托育服务专项行动方案（2021—2025年）"];
        assert_eq!(titles(plans), wanted);
        // What follows its plan without a number for that is its annex.
        assert_eq!(titles(&plans.replace("附件1\n", "")).len(), 1);
    }

    #[test]
    fn an_annex_or_a_list_begins_none() {
        for plan in [
            "甲市养老规划\n一、要求\n甲。\n二、任务\n乙。\n附件\n任务分工方案\n一、要求\n丙。\n二、任务\n丁。\n",
            "甲市养老规划\n第一章 要求\n一、甲\n甲。\n二、乙\n乙。\n第二章 任务\n一、丙\n丙。\n二、丁\n丁。\n",
            "甲市养老规划\n一、要求\n甲。\n二、任务\n要做好以下工作方案：\n一、丙。\n二、丁。\n",
        ] {
            assert_eq!(titles(&format!("{NOTICE}{plan}")).len(), 1, "{plan}");
        }
    }
}
