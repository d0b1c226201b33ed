//! How a line begins, and what it is by its look alone.

use crate::scan::box_heading::scan_box_heading;
use crate::scan::clause::is_clause_line;
use crate::scan::date::scan_date;
use crate::scan::indicator::COMMON_ATTRIBUTES;
use crate::scan::letter::is_signer;
use crate::scan::marker::{Marker, Style, scan_marker};
use crate::scan::note::is_note;
use crate::scan::organization::is_issuer;
use crate::scan::quantity::{is_blank_cell, is_value_cell};
use crate::scan::title::{LETTERS, ends_plan_title, is_plan_title};
use crate::scan::word_list::WordList;
use crate::scan::{char_count, is_han, is_longer_than, scan_brackets, skip_ideographs};

/// How a line begins, as far as it matters for joining.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    Marker(Marker),
    /// 专栏1
    Box,
    /// 附件1
    Annex,
    /// 抄送：
    Imprint,
    /// 注：
    Note,
    /// （牵头部门：, 责任单位：
    Clause,
    /// A signature, a date or （此件公开发布） on a line of its own
    Closing,
    /// ——, ●
    Dash,
    Other,
}

impl Start {
    pub(super) fn of(line: &str, marker: Option<Marker>) -> Self {
        if let Some(marker) = marker {
            return Self::Marker(marker);
        }
        let Some(first) = line.chars().next() else { return Self::Other };
        match first {
            '专' if is_box(line) => Self::Box,
            '附' if crate::scan::annex_label::scan_annex_label(line)
                .is_some_and(|label| label.len == line.len()) =>
            {
                Self::Annex
            }
            '抄' if line.starts_with("抄送") => Self::Imprint,
            '注' | '备' | '说' if is_note(line) => Self::Note,
            // ——任务4：…
            '—' if let Some(rest) = line.strip_prefix("——") => {
                let label = scan_marker(rest).filter(|marker| marker.style == Style::Task);
                label.map_or(Self::Dash, Self::Marker)
            }
            '●' | '◆' | '■' | '▲' | '★' | '▪' | '◇' | '➢' | '➤' | '※' | '☆' | '◎' => {
                Self::Dash
            }
            '（' | '[' | '〔' | '【' if is_clause_line(&line[first.len_utf8()..]) => Self::Clause,
            '（' if is_bracketed(line) && line.chars().count() > 4 => Self::Closing,
            '1' | '2' | '二' if is_date_line(line) => Self::Closing,
            _ if line.len() <= 120 && is_issuer(line) && line.chars().count() >= 5 => Self::Closing,
            '牵' | '责' | '配' | '参' | '主' | '协' | '市' | '县' | '省' if is_clause_line(line) => {
                Self::Clause
            }
            _ => Self::Other,
        }
    }
}

fn is_date_line(line: &str) -> bool {
    scan_date(line).is_some_and(|date| date.len == line.len())
}

/// Whether a gap at `at` ends the title of an item: a few words without marks.
pub(super) fn is_item_title(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|title| {
        (4..=30).contains(&char_count(title))
            && title.matches('“').count() == title.matches('”').count()
            && title.chars().all(|c| is_han(c) || matches!(c, '、' | '“' | '”' | '（' | '）'))
    })
}

/// Whether a paragraph is the title of a notice, which nothing can go on from.
pub(super) fn is_notice_title(text: &str) -> bool {
    text.ends_with("的通知")
        && !is_longer_than(text, MAX_MENTION)
        && text.contains("关于")
        && !text.contains('。')
}

/// Whether the title of a notice goes on with a line: 甲市人民政府关于印发“十四五” and 现代物流规划的通知.
pub(super) fn is_rest_of_title(begun: &str, line: &str) -> bool {
    /// Such a rest has no more characters.
    const LONGEST: usize = 40;
    let is_part = |text: &str| !text.contains(['。', '：', '；']);
    let Some((issuer, about)) = begun.split_once("关于").filter(|_| !is_longer_than(begun, MAX_MENTION))
    else {
        return false;
    };
    // Running text speaks of documents, too: only whoever sends out one stands before its name.
    let is_begun = !about.is_empty() && (issuer.is_empty() || is_signer(issuer)) || line.ends_with("的通知");
    let has_ended = LETTERS.iter().any(|letter| begun.ends_with(letter))
        || ends_plan_title(begun)
        || line.contains("关于");
    is_begun && !has_ended && is_part(begun) && is_part(line) && !is_longer_than(line, LONGEST)
}

/// A title of a notice, or a line that names a document, has no more characters.
/// Paragraphs are asked about as they grow, so they are not read further.
const MAX_MENTION: usize = 300;

pub(super) fn is_box(text: &str) -> bool {
    text.starts_with('专') && scan_box_heading(text).is_some()
}

/// Whether a line begins like the heading of a box whose label stands in brackets:
/// 【专栏2】
pub(super) fn is_bracketed_box(text: &str) -> bool {
    text.strip_prefix(['【', '（', '[', '〔']).is_some_and(is_box)
}

/// Whether a line is nothing but the value of a table: ≥90.
pub(super) fn is_quantity_cell(line: &str) -> bool {
    line.len() <= 12 && !line.ends_with('）') && is_value_cell(line) && !is_blank_cell(line)
}

/// Whether a title stands before the words a preamble begins with.
pub(super) fn is_title_before_preamble(previous: &str, line: &str) -> bool {
    line.starts_with(['为', '根', '依', '按'])
        && [
            "为了", "为深", "为全", "为贯", "为加", "为进", "为推", "为落", "为认", "为促", "为切", "为更",
            "为有", "为做", "为实", "为构", "根据", "依据", "按照",
        ]
        .iter()
        .any(|word| line.starts_with(word))
        && is_plan_title(previous)
}

/// Whether a line is a row of an indicator table that has its last cell.
pub(super) fn is_complete_row(line: &str) -> bool {
    line.ends_with("性")
        && (line.ends_with("属性") || COMMON_ATTRIBUTES.iter().any(|attribute| line.ends_with(attribute)))
}

/// Whether a paragraph is one bracket from end to end: （此件公开发布）.
pub(super) fn is_bracketed(text: &str) -> bool {
    text.len() < 400 && text.starts_with('（') && scan_brackets(text) == Some(text.len())
}

/// Whether a line reads like a title or a signature, which end without a mark.
pub(super) fn is_title(line: &str) -> bool {
    static ENDS: WordList =
        WordList::new(&["通知", "规划", "纲要", "计划", "方案", "意见", "办法", "指标", "工程", "项目"]);
    (ENDS.end(line) || is_issuer(line)) && !is_longer_than(line, 80) && !line.contains('。')
}

/// Whether a line breaks off behind the label of a clause: `…。责任单位：`.
pub(super) fn ends_clause_label(line: &str) -> bool {
    line.strip_suffix('：')
        .and_then(|line| line.strip_suffix("单位").or_else(|| line.strip_suffix("部门")))
        .is_some_and(|line| {
            ["牵头", "责任", "主办", "配合", "参与", "协办", "参加"].iter().any(|role| line.ends_with(role))
        })
}

/// Whether `marker` goes on with a count that the paragraph keeps within its lines:
/// `…：（1）设立资金池；（2）推广贷款；` and then （3）.
pub(super) fn counts_in_line(previous: &str, marker: Marker) -> bool {
    /// So many bytes back the number before is looked for.
    const REACH: usize = 600;
    if marker.number < 2 || marker.style < Style::Arabic {
        return false;
    }
    let bytes = previous.as_bytes();
    let is_before = |at: usize| {
        scan_marker(&previous[at..])
            .is_some_and(|found| found.style == marker.style && found.number + 1 == marker.number)
    };
    let mut at = previous.ceil_char_boundary(previous.len().saturating_sub(REACH).max(1));
    loop {
        at = skip_ideographs(bytes, at);
        let Some(mark) = previous[at..].chars().next() else { return false };
        let behind = at + mark.len_utf8();
        match mark {
            '（' if is_before(at) => return true,
            '；' | '。' | '：' | '，' if is_before(behind) => return true,
            _ => at = behind,
        }
    }
}

/// Whether the date of an imprint was cut: `甲市人民政府办公室2021年12` and
/// `月14日印发`.
pub(super) fn is_rest_of_imprint(previous: &str, line: &str) -> bool {
    line.ends_with("印发")
        && line.len() <= 36
        && line.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | '日'))
        && scan_date(line).is_none()
        && previous.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '年' | '月'))
        && !is_longer_than(previous, 60)
}

/// Whether a line is the year of the document that the line before has named:
/// `《规划》` and `（2020年）`; the title of a plan and `（2021—2035年）`.
pub(super) fn is_year_remark(previous: &str, line: &str) -> bool {
    is_bracketed(line)
        && line.contains('年')
        && line.contains(|c: char| c.is_ascii_digit())
        && (previous.ends_with('》') || is_years(line) && is_plan_title(previous))
}

/// Whether nothing but years stands in the brackets of `line`: （2021—2035年）
fn is_years(line: &str) -> bool {
    line.chars().all(|c| c.is_ascii_digit() || matches!(c, '（' | '）' | '年' | '-' | '—' | '～' | '至'))
}

/// Whether a line names a document and breaks off in what it says of it:
/// `《规划》已经市政`.
pub(super) fn speaks_of_document(line: &str) -> bool {
    line.starts_with('《')
        && !is_longer_than(line, MAX_MENTION)
        && line.rsplit_once('》').is_some_and(|(_, rest)| {
            rest.starts_with("已") || rest.starts_with("业经") || rest.starts_with('经')
        })
        && !line.contains('。')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_before_the_labels_of_tasks() {
        assert!(matches!(Start::of("——任务4：推动更新提升", None), Start::Marker(_)));
        for line in ["——坚持统筹兼顾。", "——1.发展目标"] {
            assert!(matches!(Start::of(line, None), Start::Dash), "{line}");
        }
    }

    #[test]
    fn labels_of_clauses() {
        assert!(ends_clause_label("建成基地10个。责任单位：") && ends_clause_label("配合部门："));
        assert!(!ends_clause_label("责任单位"));
        assert!(!ends_clause_label("各有关单位："));
    }

    #[test]
    fn counts_within_a_paragraph() {
        let counts = |previous: &str, line: &str| counts_in_line(previous, scan_marker(line).unwrap());
        assert!(counts("三、强化支持。（1）设立资金池；（2）推广贷款；", "（3）降低费率。"));
        assert!(!counts("（2）推广贷款；", "（3）降低费率。"));
        assert!(!counts("强化支持。（1）设立资金池；", "（3）降低费率。"));
    }

    #[test]
    fn a_list_below_its_label_and_a_document_that_fills_its_line() {
        let text = "甲县养老规划\n一、任务\n1.建设基地。\n责任单位：\n县民政局、县财政局\n2.改造食堂。\n";
        let plan = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0).plan;
        assert_eq!(plan.responsibilities[0].responsible.len(), 2);
    }

    #[test]
    fn a_title_that_fills_its_line_above_the_contents() {
        let entries = "一、背景……………………………1\n（一）发展基础………………………1\n二、总体要求………………………5\n\
             三、重点任务………………………7\n四、保障措施………………………12\n";
        let body = "一、背景\n养老服务取得显著成就。\n（一）发展基础\n保障水平不断提高，服务能力持续增强。\n\
             二、总体要求\n以人为本。\n三、重点任务\n落实养老补贴制度。\n四、保障措施\n加强组织领导。\n";
        let text = format!("甲县“十四五”养老服务事业发展规划\n{entries}{body}");
        let plan = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0).plan;
        assert_eq!(plan.title, "甲县“十四五”养老服务事业发展规划");
        assert_eq!((plan.toc.len(), plan.sections.len()), (5, 4));
    }
}
