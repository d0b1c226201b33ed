//! How a letter closes: attachments, signatures, date, and the imprint (版记)
//! at the end of the file (GB/T 9704, 7.3 and 7.4).

use std::ops::Range;

use super::table::split_cells;
use crate::layout::Manuscript;
use crate::scan::annex_label::scan_annex_label;
use crate::scan::date::Date;
use crate::scan::is_longer_than;
use crate::scan::letter::{
    find_date, is_annotation, is_imprint, is_letterhead, is_signer, scan_closing_date, scan_copy_mark,
};
use crate::scan::marker::Style;
use crate::scan::organization::is_agency;
use crate::scan::title::is_plan_title;
use crate::span::Span;

/// The end of a letter that is itself the plan: attachments, signatures, date.
#[derive(Clone, Debug, Default)]
pub struct Closing {
    /// 附件： and what it lists.
    pub attachments: Vec<Span>,
    /// The signatures.
    pub signatories: Vec<Span>,
    /// The date.
    pub date: Option<(Span, Date)>,
    /// （此件公开发布）
    pub annotations: Vec<Span>,
    /// 抄送, where the annexes follow behind the imprint.
    pub copied_to: Vec<Span>,
    /// The line with 印发.
    pub imprint: Option<Span>,
    /// How many paragraphs it takes.
    pub count: usize,
}

/// A letter does not end with more paragraphs than these.
const MAX_CLOSING: usize = 24;

/// The name of an agency in a list of signatures has no more characters.
const MAX_LISTED: usize = 24;

/// Reads signature and date behind the last paragraph of a plan that was issued
/// as a letter (意见), or whose notice is signed only at the end. `indices` are
/// the paragraphs of its body.
#[must_use]
pub fn read_closing(manuscript: &Manuscript, indices: &[usize]) -> Option<Closing> {
    let span = |at: usize| manuscript.paragraphs[indices[at]].span;
    let mut closing = Closing::default();
    let mut from = indices.len();
    let floor = indices.len().saturating_sub(MAX_CLOSING);
    while from > floor {
        let text = span(from - 1).of(&manuscript.text);
        if closing.imprint.is_none() && is_imprint(text) {
            closing.imprint = Some(span(from - 1));
        } else if let Some(imprint) = closing.imprint
            && is_agency_of(manuscript, span(from - 1), imprint)
        {
            closing.imprint = Some(span(from - 1).cover(imprint));
        } else if scan_copy_mark(text).is_some() {
            closing.copied_to.insert(0, span(from - 1));
        } else if is_annotation(text) {
            closing.annotations.insert(0, span(from - 1));
        } else {
            break;
        }
        from -= 1;
    }
    if let Some(last) = find_above_remarks(manuscript, &indices[..from], floor) {
        closing.annotations.splice(0..0, (last + 1..from).map(span));
        from = last + 1;
    }
    let at = from.checked_sub(1).filter(|at| *at >= floor)?;
    let (start, date) = scan_closing_date(span(at).of(&manuscript.text))?;
    let line = split_date_line(manuscript, span(at), start, date);
    closing.date = Some((line.date, date));
    closing.signatories = line.signatories;
    closing.annotations.splice(0..0, line.annotation);
    from = at;
    // Below each other, names that are too short to be signatures alone are some: 商务部,
    // 铁路局.
    let is_listed = |at: usize| {
        let text = span(at).of(&manuscript.text);
        !is_longer_than(text, MAX_LISTED)
            && manuscript.paragraphs[indices[at]].marker.is_none()
            && is_agency(text)
    };
    while from > floor && (are_signers(manuscript, span(from - 1)) || is_listed(from - 1)) {
        from -= 1;
        closing.signatories.splice(0..0, signer_pieces(manuscript, span(from)));
    }
    let listed = (floor..from)
        .rev()
        .take(12)
        .find(|at| scan_annex_label(span(*at).of(&manuscript.text)).is_some_and(|label| label.has_colon));
    if let Some(listed) = listed
        && (listed + 1..from).all(|at| {
            let paragraph = &manuscript.paragraphs[indices[at]];
            paragraph.marker.is_some() && !manuscript.str(paragraph).contains('。')
        })
    {
        closing.attachments = (listed..from).map(span).collect();
        from = listed;
    }
    closing.count = indices.len() - from;
    Some(closing)
}

/// The date below a signature behind which a page or a compiler adds lines of its own: short ones, no
/// sentences and no headings.
fn find_above_remarks(manuscript: &Manuscript, indices: &[usize], floor: usize) -> Option<usize> {
    /// Such a line has no more characters.
    const LONGEST: usize = 40;
    let paragraph = |at: usize| &manuscript.paragraphs[indices[at]];
    let text = |at: usize| manuscript.str(paragraph(at));
    let is_date = |at: usize| scan_closing_date(text(at)).is_some_and(|(start, _)| start == 0);
    let is_remark = |at: usize| {
        paragraph(at).marker.is_none()
            && paragraph(at).hint.table == 0
            && !is_longer_than(text(at), LONGEST)
            && !text(at).contains(['。', '；'])
            && (text(at).ends_with('）') || !is_plan_title(text(at)))
            && scan_annex_label(text(at)).is_none()
    };
    let mut at = indices.len().checked_sub(1)?;
    while at > floor && is_remark(at) {
        if is_date(at) {
            return are_signers(manuscript, paragraph(at - 1).span).then_some(at);
        }
        at -= 1;
    }
    None
}

/// The imprint and closing remarks at the end of a file.
#[derive(Clone, Debug, Default)]
pub struct Tail {
    /// 抄送.
    pub copied_to: Vec<Span>,
    /// The line with 印发.
    pub imprint: Option<Span>,
    /// Remarks about the document: 本文件由…解读。
    pub annotations: Vec<Span>,
    /// The first paragraph of the tail.
    pub start: usize,
    /// The paragraphs of an imprint that text of the plan stands behind, too: printed at the foot of a
    /// page in the midst of it.
    pub within: Range<usize>,
}

/// How many paragraphs at the end of a file are searched for an imprint.
const TAIL: usize = 24;

/// Reads the imprint (版记) at the end of the file.
#[must_use]
pub fn read_tail(manuscript: &Manuscript, from: usize) -> Tail {
    let paragraphs = &manuscript.paragraphs;
    let mut tail = Tail { start: paragraphs.len(), ..Tail::default() };
    // What a page prints below the document may be long, and is no part of it.
    let content = (from..paragraphs.len()).rev().filter(|at| paragraphs[*at].is_content());
    let first = content.take(TAIL).last().unwrap_or(paragraphs.len());
    let begin = (first..paragraphs.len()).find(|at| {
        let text = manuscript.str(&paragraphs[*at]);
        paragraphs[*at].is_content()
            && (scan_copy_mark(text).is_some() || text.starts_with("主题词：") || is_imprint(text))
    });
    if let Some(begin) = begin {
        let end = end_within(manuscript, begin);
        // The agency of an imprint may stand on the line above its date.
        if let Some(before) = (first..begin).rev().find(|at| paragraphs[*at].is_content())
            && is_imprint(manuscript.str(&paragraphs[begin]))
            && is_agency_of(manuscript, paragraphs[before].span, paragraphs[begin].span)
        {
            tail.copied_to.push(paragraphs[before].span);
            tail.start = before;
        } else {
            tail.start = begin;
        }
        for paragraph in paragraphs[begin..end].iter().filter(|paragraph| paragraph.is_content()) {
            let text = manuscript.str(paragraph);
            // A file has one; what is like it behind that is a remark.
            if tail.imprint.is_none() && is_imprint(text) {
                let agency = tail.copied_to.pop_if(|last| is_agency_of(manuscript, *last, paragraph.span));
                tail.imprint = Some(agency.map_or(paragraph.span, |agency| agency.cover(paragraph.span)));
            } else if tail.imprint.is_some() || is_annotation(text) || text.starts_with("主题词：") {
                tail.annotations.push(paragraph.span);
            } else {
                tail.copied_to.push(paragraph.span);
            }
        }
        if end < paragraphs.len() {
            tail.within = tail.start..end;
            tail.start = paragraphs.len();
        }
    }
    // （信息公开形式：主动公开） above 抄送 is no text of the plan.
    let mut above = Vec::new();
    while let Some(last) = (from..tail.start).rev().find(|at| paragraphs[*at].is_content())
        && let text = manuscript.str(&paragraphs[last])
        && (tail.start < paragraphs.len() && is_public_remark(text) || is_openness(text))
    {
        above.push(paragraphs[last].span);
        tail.start = last;
    }
    tail.annotations.splice(0..0, above.into_iter().rev());
    // 本文件由…负责解读 speaks of the document, not of the plan.
    if let Some(last) = (from..tail.start).rev().find(|at| paragraphs[*at].is_content()) {
        let text = manuscript.str(&paragraphs[last]);
        if text.starts_with("本文件由") && text.contains("解读") && !is_longer_than(text, 60) {
            tail.annotations.push(paragraphs[last].span);
            tail.start = last;
        }
    }
    tail
}

/// Where the imprint that begins with the paragraph `begin` ends, if headings of the plan stand behind it;
/// else the end of the file.
fn end_within(manuscript: &Manuscript, begin: usize) -> usize {
    let paragraphs = &manuscript.paragraphs;
    let whole = paragraphs.len();
    let Some(imprint) = (begin..whole).find(|at| is_imprint(manuscript.str(&paragraphs[*at]))) else {
        return whole;
    };
    let has_headings = paragraphs[imprint + 1..].iter().any(|paragraph| {
        paragraph.is_content() && paragraph.marker.is_some_and(|marker| marker.style < Style::Arabic)
    });
    if has_headings { imprint + 1 } else { whole }
}

/// （此件主动公开）, （联系电话：…）, 联系人：…
fn is_public_remark(text: &str) -> bool {
    is_annotation(text) && (!text.starts_with('（') || text.contains("公开") || text.contains("联系"))
}

/// （此件公开发布）, 公开方式：主动公开, also where no imprint follows.
fn is_openness(text: &str) -> bool {
    const STARTS: &[&str] = &["此件", "本件", "信息公开", "公开", "主动公开", "依申请公开"];
    let inner = text.strip_prefix('（').and_then(|text| text.strip_suffix('）'));
    let says_how = inner.is_some()
        || text.starts_with("公开") && text.contains('：')
        || text.starts_with("此件") && text.ends_with("公开发布");
    let inner = inner.unwrap_or(text);
    says_how
        && inner.contains("公开")
        && !inner.contains(['。', '，'])
        && !is_longer_than(inner, 18)
        && STARTS.iter().any(|start| inner.starts_with(start))
}

/// Whether the line before an imprint that is only a date names its agency.
pub(super) fn is_agency_of(manuscript: &Manuscript, line: Span, imprint: Span) -> bool {
    let is_date = split_imprint(imprint.of(&manuscript.text)).0.is_none();
    is_date && is_signer(line.of(&manuscript.text))
}

/// Agency and date of an imprint line.
#[must_use]
pub fn split_imprint(text: &str) -> (Option<&str>, Option<Date>) {
    match find_date(text) {
        Some((start, date)) => {
            // （甲市民政局办公室2026年1月2日印发）
            let agency = text[..start].trim().trim_start_matches(['（', '(']);
            ((!agency.is_empty()).then_some(agency), Some(date))
        }
        None => (None, None),
    }
}

/// The names on a line of signatures, which stand apart by white space.
pub(super) fn signer_pieces(manuscript: &Manuscript, span: Span) -> Vec<Span> {
    if is_letterhead(span.of(&manuscript.text)) {
        let pieces = split_cells(manuscript, span, |gap| gap.columns > 0);
        if pieces.len() > 1 && pieces.iter().all(|piece| is_letterhead(piece.of(&manuscript.text))) {
            return pieces;
        }
        return split_run_together(&manuscript.text, span);
    }
    let pieces = split_cells(manuscript, span, |gap| gap.columns > 0);
    pieces.into_iter().flat_map(|piece| split_run_together(&manuscript.text, piece)).collect()
}

/// The names of a line that nothing sets apart, where they name their place anew each:
/// `甲区教育局甲区商务委员会`.
fn split_run_together(text: &str, span: Span) -> Vec<Span> {
    let mut names = Vec::new();
    let mut rest = span;
    while let Some(at) = second_place(rest.of(text)) {
        names.push(Span::new(rest.start, rest.start + at as u32));
        rest = Span::new(rest.start + at as u32, rest.end);
    }
    names.push(rest);
    names
}

/// Where the place that a name begins with stands again, behind a whole name.
fn second_place(text: &str) -> Option<usize> {
    /// 甲市 is the shortest, 西双版纳傣族自治州 about the longest.
    const LONGEST: usize = 10;
    let from = if text.starts_with("中共") { "中共".len() } else { 0 };
    let name = &text[from..];
    let (last, level) =
        name.char_indices().skip(1).take(LONGEST).find(|(_, c)| "省市县区州盟旗镇乡".contains(*c))?;
    let place = &name[..last + level.len_utf8()];
    text.match_indices(place).map(|(at, _)| at).skip(1).find_map(|at| {
        let at = if text[..at].ends_with("中共") { at - "中共".len() } else { at };
        (is_agency(&text[..at]) && is_signer(&text[at..])).then_some(at)
    })
}

/// Whether a line consists of signatures, one or several.
pub(super) fn are_signers(manuscript: &Manuscript, span: Span) -> bool {
    !is_longer_than(span.of(&manuscript.text), 120)
        && (is_signer(span.of(&manuscript.text))
            || split_cells(manuscript, span, |gap| gap.columns > 0)
                .iter()
                .all(|piece| is_signer(piece.of(&manuscript.text))))
}

/// The parts of a line that ends a letter with its date.
pub(super) struct DateLine {
    pub(super) signatories: Vec<Span>,
    pub(super) date: Span,
    pub(super) annotation: Option<Span>,
}

pub(super) fn split_date_line(manuscript: &Manuscript, span: Span, start: usize, date: Date) -> DateLine {
    let text = span.of(&manuscript.text);
    let before = text[..start].trim_end();
    let end = start + date.len;
    let head = Span::new(span.start, span.start + before.len() as u32);
    DateLine {
        signatories: if before.is_empty() { Vec::new() } else { signer_pieces(manuscript, head) },
        date: Span::new(span.start + start as u32, span.start + end as u32),
        annotation: (!text[end..].trim().is_empty()).then(|| Span::new(span.start + end as u32, span.end)),
    }
}

#[cfg(test)]
mod tests {
    use super::second_place;

    #[test]
    fn names_that_run_together_begin_with_the_same_place() {
        for (first, second) in [
            ("甲区发展和改革委员会", "甲区卫生健康委员会"),
            ("中共甲市委员会", "甲市人民政府"),
            ("甲县人民政府", "中共甲县委员会"),
        ] {
            assert_eq!(second_place(&format!("{first}{second}")), Some(first.len()), "{first}{second}");
        }
        for name in ["甲市人民政府办公室", "甲市甲区人民政府", "甲区区级机关事务管理局", "县长王某"]
        {
            assert_eq!(second_place(name), None, "{name}");
        }
    }

    #[test]
    fn an_imprint_in_the_midst_of_the_text_does_not_end_it() {
        let text = "甲市循环经济方案\n一、总体要求\n加强保障，创建国家改革创新\n抄送：市纪委机关，市委办公厅。\n\
             甲市人民政府办公厅 2022年3月25日印发\n示范区，完善体系。\n二、任务\n完善标准。\n三、保障\n加强领导。\n";
        let document = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0);
        assert_eq!(document.plan.sections.len(), 3);
        let notice = document.notice.unwrap();
        assert_eq!(notice.imprint.unwrap().agency.as_deref(), Some("甲市人民政府办公厅"));
        assert_eq!(notice.copied_to, ["市纪委机关", "市委办公厅"]);
        assert!(notice.annotations.is_empty());
    }

    #[test]
    fn what_a_compiler_adds_below_the_date_does_not_hide_it() {
        let text = "甲市人民政府办公厅关于服务业的若干意见\n甲政办发〔2025〕11号\n各区人民政府：\n\
             为加快发展，提出如下意见。\n一、任务\n加强保障。\n二、保障\n加强领导。\n甲市人民政府办公厅\n\
             2025年5月17日\n【标记说明】\n•红色（58分）\n•黄色（70分）\n";
        let document = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0);
        let notice = document.notice.unwrap();
        assert_eq!(notice.date.as_deref(), Some("2025-05-17"));
        assert_eq!(notice.signatories, ["甲市人民政府办公厅"]);
        assert_eq!(notice.annotations.len(), 3);
        assert_eq!(document.plan.sections[1].content.len(), 1);
    }

    #[test]
    fn the_agency_of_an_imprint_stands_above_its_date() {
        let text = "甲县养老若干措施\n一、任务\n加强保障。\n二、本措施自印发之日起施行。\n甲县人民政府办公室\n\
             2023年9月1日印发\n";
        let document = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0);
        let imprint = document.notice.unwrap().imprint.unwrap();
        assert_eq!(imprint.agency.as_deref(), Some("甲县人民政府办公室"));
        assert_eq!(document.plan.sections[1].content.len(), 1);
    }

    #[test]
    fn what_a_page_prints_below_an_imprint_does_not_hide_it() {
        let links = "<li><a href=\"/a\">市民政局</a></li>".repeat(40);
        let page = format!(
            "<html><body><div class=\"content\"><h1>甲县养老服务发展规划</h1><p>为促进养老，制定本规划。</p><p>一、任务</p>\
             <p>加强保障，完善服务，落实各项政策。</p><p>二、保障</p><p>加强领导，安排资金，落实责任。</p>\
             <p>公开方式：主动公开</p><p>甲县人民政府办公室 2023年9月1日印发</p></div>\
             <div class=\"footer\"><ul>{links}</ul></div></body></html>"
        );
        let parsed = crate::parse(&crate::Source::from_bytes("t.html", page.into_bytes(), None).unwrap());
        let document = &parsed.documents[0];
        assert!(document.furniture.len() > 24);
        let notice = document.notice.as_ref().unwrap();
        assert_eq!(notice.annotations, ["公开方式：主动公开"]);
        assert_eq!(notice.imprint.as_ref().unwrap().agency.as_deref(), Some("甲县人民政府办公室"));
    }

    #[test]
    fn a_second_imprint_is_a_remark() {
        let text = "甲县人民政府办公室关于印发甲县养老规划的通知\n各镇：\n现印发给你们。\n甲县养老规划\n一、任务\n\
                    加强保障。\n二、保障\n加强领导。\n甲县人民政府办公室2023年9月1日印发\n甲县民政局2023年9月5日印发\n";
        let parsed = crate::parse(&crate::Source::from_text("plan.txt", text));
        let notice = parsed.documents[0].notice.as_ref().unwrap();
        let imprint = notice.imprint.as_ref().unwrap();
        assert_eq!(imprint.text, "甲县人民政府办公室2023年9月1日印发");
        assert_eq!(notice.annotations, ["甲县民政局2023年9月5日印发"]);
    }

    #[test]
    fn remarks_above_an_imprint_are_no_text_of_the_plan() {
        let text =
            "甲县养老规划\n一、任务\n加强保障。\n此件公开发布\n联系人：王某\n甲县民政局2023年9月1日印发\n";
        let document = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0);
        assert_eq!(document.notice.unwrap().annotations, ["此件公开发布", "联系人：王某"]);
        assert_eq!(document.plan.sections[0].content.len(), 1);
    }
}
