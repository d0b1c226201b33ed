//! Where the title of a plan ends: the lines that make up what the notice names,
//! or else the lines before the first text.

use crate::scan::annex_label::scan_annex_label;
use crate::scan::column::kind_of;
use crate::scan::folded::fold_title;
use crate::scan::leaders::has_leaders;
use crate::scan::table_line::is_pipe_row;
use std::ops::Range;

use super::draft::Part;
use crate::block::notice::NoticeDraft;
use crate::layout::{Manuscript, ParagraphKind};
use crate::model::FurnitureKind;
use crate::scan::is_longer_than;
use crate::scan::letter::is_signer;
use crate::scan::metadata::is_page_line;
use crate::scan::organization::is_issuer;
use crate::scan::title::{count_title_lines, is_plan_title, is_title_remark, without_particle};
use crate::span::Span;

/// No title has more lines.
const MAX_LINES: usize = 40;

/// The title of the plan: the lines that make up what the notice names, or the
/// lines before the first text. Returns the first paragraph behind it.
pub(super) fn read_plan_title(
    manuscript: &Manuscript,
    from: usize,
    to: usize,
    part: &mut Part<'_>,
    notice: Option<&NoticeDraft>,
    web: &[usize],
) -> usize {
    let paragraphs = &manuscript.paragraphs;
    let wanted =
        bare(&without_particle(&part.named.as_deref().map(fold_title).unwrap_or_default())).to_owned();
    let mut joined = String::new();
    let mut at = from;
    while at < to && part.title.len() < MAX_LINES {
        let paragraph = &paragraphs[at];
        if !paragraph.is_content() || web.contains(&at) {
            // A title that stands before 目录 is complete.
            if paragraph.kind == ParagraphKind::Furniture(FurnitureKind::ContentsHeading) {
                break;
            }
            at += 1;
            continue;
        }
        let mut span = paragraph.span;
        let text = manuscript.str(paragraph);
        // 发文字号 that runs on behind the title belongs to the notice.
        if let Some(number) = notice.and_then(|notice| notice.number.as_ref())
            && number.0.start > span.start
            && number.0.end <= span.end
        {
            span = Span::new(span.start, number.0.start);
            part.title.push(span);
            at += 1;
            break;
        }
        if notice
            .and_then(|notice| notice.number.as_ref())
            .is_some_and(|number| number.0.start >= span.start && number.0.end <= span.end)
        {
            at += 1;
            continue;
        }
        // 附件：甲市规划, and below it perhaps the title once more.
        if part.title.is_empty()
            && let Some(label) = scan_annex_label(text).filter(|label| label.len < text.len())
            && paragraph.marker.is_none()
            && is_plan_title(&text[label.len..])
        {
            let label_end = span.start + label.len as u32;
            part.label = Some(Span::new(span.start, label_end));
            span = Span::new(label_end, span.end);
            joined.push_str(&without_particle(&fold_title(span.of(&manuscript.text))));
            part.title.push(span);
            at += 1;
            continue;
        }
        if part.label.is_some() && part.title_again.is_none() && without_particle(&fold_title(text)) == joined
        {
            part.title_again = Some(span);
            at += 1;
            break;
        }
        let is_mark = text.starts_with('（') && text.ends_with('）') && !is_longer_than(text, 30);
        let has_title = !part.title.is_empty();
        if has_title && is_mark && is_title_remark(text) {
            part.title.push(span);
            at += 1;
            continue;
        }
        // Who has drawn up the plan stands above its title, as on a cover.
        if !has_title && is_author_above(manuscript, at, to) {
            part.cover.push(at);
            at += 1;
            continue;
        }
        if paragraph.marker.is_some() || is_mark || is_text(text) || !has_title && is_table_header(text) {
            break;
        }
        let folded = without_particle(&fold_title(text));
        // What is drawn above a title, a line or stars, is none of its words.
        if folded.is_empty() && !has_title {
            part.cover.push(at);
            at += 1;
            continue;
        }
        let is_wanted = !wanted.is_empty()
            && !folded.is_empty()
            && !joined.contains(&wanted)
            && (wanted.contains(bare(&folded)) || folded.contains(&wanted));
        let is_complete = has_title
            && is_plan_title(&part.title.iter().map(|span| span.of(&manuscript.text)).collect::<String>());
        // Who has drawn up the plan stands below its title.
        let is_author = is_complete && is_issuer(text);
        if has_title && (!is_wanted || is_author) {
            let before = part.title.last().map(|span| span.of(&manuscript.text)).unwrap_or_default();
            let goes_on = title_goes_on(manuscript, before, at..to, is_complete, wanted.is_empty());
            if !goes_on {
                break;
            }
        }
        if !has_title && !is_wanted && !wanted.is_empty() && !is_plan_title(text) {
            // The notice names the plan, and this line is not its title.
            break;
        }
        joined.push_str(&folded);
        part.title.push(span);
        at += 1;
    }
    at
}

/// Whether a line is text, or an entry of the contents.
fn is_text(line: &str) -> bool {
    /// No line of a title has more characters.
    const LONGEST: usize = 90;
    line.contains('。') || is_longer_than(line, LONGEST) || line.ends_with('：') || has_leaders(line)
}

/// A file that is nothing but its table begins with the header: `任务 | 牵头单位 |`.
fn is_table_header(line: &str) -> bool {
    is_pipe_row(line) && line.split('|').any(|cell| kind_of(cell.trim()).is_some())
}

/// A title without the 关于 at its beginning, which the notice that sends it out does not say
/// twice.
fn bare(title: &str) -> &str {
    title.strip_prefix("关于").unwrap_or(title)
}

/// Whether a title whose last line is `before` goes on with the first of `lines`,
/// though the notice does not say so.
fn title_goes_on(
    manuscript: &Manuscript,
    before: &str,
    lines: Range<usize>,
    is_complete: bool,
    is_unnamed: bool,
) -> bool {
    let paragraphs = &manuscript.paragraphs[lines];
    let Some(first) = paragraphs.first() else { return false };
    let text = manuscript.str(first);
    // 目标任务分解方案 below 某市…规划纲要: what of that plan this one is.
    let is_end = is_unnamed
        && first.blanks_before == 0
        && !is_longer_than(text, MAX_TITLE_END)
        && ["方案", "分工", "计划", "清单", "要点"].iter().any(|end| text.ends_with(end));
    // 第十四个五年规划 / 和二〇三五年远景目标纲要
    let is_joined = text.starts_with(['和', '与', '及', '暨']);
    let content = paragraphs.iter().filter(|paragraph| paragraph.is_content());
    let count = count_title_lines(content.map(|paragraph| manuscript.str(paragraph)));
    count.is_some_and(|count| count == 1 || !is_complete)
        && ((!is_complete || is_end) && !is_issuer(before) || is_joined)
        || is_signer(before) && text.starts_with("关于")
        || !is_complete && before.ends_with(['和', '与', '、', '及'])
}

/// The last line of the title where it stands once more right below, perhaps on several
/// lines: a page has its own title above that of the document.
pub(super) fn find_title_again(
    manuscript: &Manuscript,
    from: usize,
    to: usize,
    title: &str,
) -> Option<usize> {
    /// The title goes over so many lines there at most.
    const LINES: usize = 4;
    let mut joined = String::new();
    let content = (from..to).filter(|at| manuscript.paragraphs[*at].is_content());
    for at in content.take(LINES) {
        joined.push_str(&fold_title(manuscript.str(&manuscript.paragraphs[at])));
        if joined.is_empty() || !title.starts_with(&joined) {
            return None;
        }
        if joined == title {
            return Some(at);
        }
    }
    None
}

/// Where the title stands once more below what a page prints under its own: when
/// it was published, by whom, and where it comes from.
pub(super) fn find_title_below_page(
    manuscript: &Manuscript,
    from: usize,
    to: usize,
    title: &str,
) -> Option<usize> {
    /// A page prints so many lines there at most.
    const LINES: usize = 12;
    /// And none of them is longer.
    const MAX_LINE: usize = 60;
    let mut has_remark = false;
    let content = (from..to).filter(|at| manuscript.paragraphs[*at].is_content());
    for at in content.take(LINES) {
        let text = manuscript.str(&manuscript.paragraphs[at]);
        if has_remark && !title.is_empty() && fold_title(text) == title {
            return Some(at);
        }
        if is_longer_than(text, MAX_LINE) || text.contains('。') {
            return None;
        }
        has_remark |= is_page_line(text);
    }
    None
}

/// Whether the agency at `at` stands above a title that is complete without it:
/// both begin with the same region.
fn is_author_above(manuscript: &Manuscript, at: usize, to: usize) -> bool {
    /// So many agencies may stand above each other.
    const AGENCIES: usize = 8;
    let author = manuscript.str(&manuscript.paragraphs[at]);
    let region = author.char_indices().nth(2).map(|(end, _)| &author[..end]);
    let content = manuscript.paragraphs[at..to].iter().filter(|paragraph| paragraph.is_content());
    let mut lines = content.take(AGENCIES).map(|paragraph| manuscript.str(paragraph));
    let title = lines.find(|line| !is_signer(line));
    is_signer(author)
        && title.is_some_and(|title| {
            is_plan_title(title) && region.is_some_and(|region| title.starts_with(region))
        })
}

/// The last line of a title that could end before it is not longer than this.
const MAX_TITLE_END: usize = 16;

#[cfg(test)]
mod tests {
    use crate::Source;

    #[test]
    fn a_title_over_lines_goes_on_with_and() {
        let lines = [
            "　　　　　云溪市国民经济和社会发展",
            "　　　　　　第十四个五年规划",
            "　　　和二〇三五年远景目标纲要",
            "",
            "　　第一章　发展环境",
            "　　“十三五”时期，全市综合实力显著增强。",
            "　　第二章　主要目标",
            "　　经济实力迈上新台阶。",
        ];
        let source = Source::from_bytes("t.txt", lines.join("\n").into_bytes(), None).unwrap();
        let plan = &crate::parse(&source).documents[0].plan;
        assert_eq!(plan.title, "云溪市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要");
        assert!(plan.preamble.is_empty());
    }

    #[test]
    fn the_title_of_an_opinion_goes_on_to_its_number() {
        let text = "甲市人民政府关于发挥养老服务\n兜底保障作用切实支持困难家庭和\n“三留守”人员的指导意见\n\
             甲政发〔2021〕5号\n各县人民政府：\n为促进养老服务，提出如下意见。\n一、总体要求\n加强保障。\n";
        let document = crate::parse(&Source::from_text("t.txt", text)).documents.remove(0);
        assert_eq!(
            document.plan.title,
            "甲市人民政府关于发挥养老服务兜底保障作用切实支持困难家庭和“三留守”人员的指导意见"
        );
        assert_eq!(document.notice.unwrap().addressees, ["各县人民政府"]);
        assert_eq!(document.plan.preamble.len(), 1);
    }

    #[test]
    fn who_has_drawn_up_the_plan_stands_above_or_below_its_title() {
        for (head, title) in [
            ("甲市民政局\n甲市财政局\n甲市养老服务规划\n", "甲市养老服务规划"),
            ("甲市民政局\n关于促进养老服务的意见\n", "甲市民政局关于促进养老服务的意见"),
            ("甲市养老服务规划\n甲市民政局　甲市财政局\n", "甲市养老服务规划"),
        ] {
            let text = format!("{head}为促进养老服务，制定本规划。\n一、总体要求\n加强保障。\n");
            let plan = crate::parse(&Source::from_text("t.txt", text)).documents.remove(0).plan;
            assert_eq!(plan.title, title);
            assert_eq!(plan.preamble.len(), 1, "{title}");
        }
    }

    #[test]
    fn what_something_is_begins_a_sentence() {
        let text = "甲市节水规划\n一、总体要求\n1.节水工作的指导思想是：坚持以水而定，量水而行。\n2.基本原则：坚持统筹兼顾。\n\
                    3.市水利局：负责节水改造，落实用水定额。\n二、保障措施\n加强领导。\n";
        let plan = crate::parse(&Source::from_text("t.txt", text)).documents.remove(0).plan;
        let titles: Vec<_> =
            plan.sections[0].sections.iter().map(|section| section.title.as_deref()).collect();
        assert_eq!(titles, [None, Some("基本原则"), None]);
    }

    #[test]
    fn the_notice_does_not_say_about_twice() {
        let text = "甲市人民政府关于印发深化养老改革提升服务能力的若干措施的通知\n甲政发〔2023〕4号\n各县人民政府：\n\
                    经市政府同意，现将《关于深化养老改革提升服务能力的若干措施》印发给你们。\n2023年5月31日\n\
                    （此件主动公开）\n关于深化养老改革\n提升服务能力的若干措施\n为促进养老服务，制定本措施。\n\
                    一、要求\n加强保障。\n二、任务\n养老。\n";
        let document = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0);
        assert_eq!(document.plan.title, "关于深化养老改革提升服务能力的若干措施");
        assert_eq!(document.notice.unwrap().annotations, ["（此件主动公开）"]);
        assert_eq!(document.plan.preamble.len(), 1);
    }

    #[test]
    fn what_is_drawn_above_a_title_is_none_of_it() {
        for drawn in ["————————", "★★★"] {
            let text = format!("{drawn}\n\n甲市养老服务规划\n\n一、总体要求\n加强保障。\n");
            let document = crate::parse(&Source::from_text("t.txt", text)).documents.remove(0);
            assert_eq!(document.plan.title, "甲市养老服务规划");
            assert!(document.furniture.iter().any(|found| found.text == drawn), "{drawn}");
        }
    }

    #[test]
    fn the_title_of_a_page_may_stand_above_that_of_the_document() {
        let text = "甲市养老服务规划\n甲市养老\n服务规划\n一、总体要求\n加强保障。\n二、任务\n养老。\n";
        let document = crate::parse(&Source::from_text("t.txt", text)).documents.remove(0);
        assert_eq!(document.plan.title, "甲市养老服务规划");
        assert!(document.plan.preamble.is_empty());
    }

    #[test]
    fn what_is_attached_stands_below_its_label_whatever_a_program_prints_above() {
        let text = "文档 甲市养老.md\n- 文档类型：政策\n附件\n甲市养老服务行动计划\n（2021—2023年）\n一、要求\n甲。\n二、任务\n乙。\n";
        let document = crate::parse(&Source::from_text("t.txt", text)).documents.remove(0);
        assert_eq!(document.plan.title, "甲市养老服务行动计划（2021—2023年）");
    }

    #[test]
    fn a_page_prints_its_own_title_first() {
        let text = "甲市养老服务规划\n发布时间：2022-08-12\n发文部门：甲市民政局\n收藏\n甲市养老服务规划\n\
             为促进养老服务，制定本规划。\n一、总体要求\n加强保障。\n";
        let document = crate::parse(&Source::from_text("t.txt", text)).documents.remove(0);
        assert_eq!(document.plan.title, "甲市养老服务规划");
        assert_eq!(document.plan.preamble.len(), 1);
        assert_eq!(document.furniture.len(), 4);
    }
}
