//! Puts the blocks together: what each paragraph of a document is.

use std::collections::HashMap;

use super::annex::scan_annex_label;
use super::clauses::{LastClause, last_clause};
use super::closing::{Tail, read_closing, read_tail};
use super::contents::{Contents, Entry, fold_title, read_contents};
use super::feature_box::{BoxHeading, scan_box_heading};
use super::heading::{MAX_TITLE, split_item, split_labelled};
use super::indicator::{IndicatorTable, is_header_line, read_indicator_table};
use super::notice::{Front, NoticeDraft, read_notice};
use super::outline::{Fact, Outline, Role, read_outline};
use super::table::{Grid, is_table_row, read_cell_grid, read_grid, read_placed_grid, read_spaced_grid};
use crate::layout::{Manuscript, Paragraph};
use crate::scan::date::scan_date;
use crate::scan::letter::{is_signer, scan_addressees, scan_month};
use crate::scan::marker::{Marker, Style, scan_marker};
use crate::scan::numeral::scan_any;
use crate::scan::organization::is_issuer;
use crate::scan::title::{ends_plan_title, is_plan_title};
use crate::scan::{char_count, is_longer_than, is_terminated};
use crate::span::Span;

/// A document, block by block, as spans of the manuscript.
#[derive(Clone, Debug, Default)]
pub struct Draft<'a> {
    /// The notice.
    pub notice: Option<NoticeDraft>,
    /// The imprint at the end.
    pub tail: Tail,
    /// The plans, as many as the notice forwards.
    pub parts: Vec<Part<'a>>,
    /// Paragraphs that a web page prints around the text.
    pub web: Vec<usize>,
    /// The labels above the plans: 附件1.
    pub labels: Vec<Span>,
}

/// One plan.
#[derive(Clone, Debug, Default)]
pub struct Part<'a> {
    /// The title, line by line.
    pub title: Vec<Span>,
    /// The title, printed once more behind the contents or below its label.
    pub title_again: Option<Span>,
    /// 附件：, where the title stands behind it.
    pub label: Option<Span>,
    /// The title as the notice names it, where the plan itself has none.
    pub named: Option<String>,
    /// Agency and date on the cover (paragraphs).
    pub cover: Vec<usize>,
    /// The table of contents.
    pub contents: Contents,
    /// Preamble and sections.
    pub blocks: Vec<Block<'a>>,
    /// The annexes.
    pub annexes: Vec<AnnexDraft>,
    /// The whole plan.
    pub span: Span,
}

/// A block of the body with its role.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    /// What the outline takes it for.
    pub role: Role,
    /// What it is made of.
    pub unit: Unit,
    /// The department clause that ends it.
    pub clause: Option<LastClause<'a>>,
    /// Whether it is a heading whose number was lost.
    pub lost: Option<u32>,
    /// The style of the heading, also where its marker was lost.
    pub style: Option<Style>,
    /// Whether it closes a box on weak evidence.
    pub uncertain: bool,
}

/// What a block is made of.
#[derive(Clone, Debug)]
pub enum Unit {
    /// A paragraph (index).
    Paragraph(usize),
    /// An indicator table.
    Indicators(IndicatorTable),
    /// A table of another kind and the paragraphs it takes.
    Grid(Grid, (usize, usize)),
}

/// An annex.
#[derive(Clone, Debug, Default)]
pub struct AnnexDraft {
    /// 附件1.
    pub label: Option<Span>,
    /// The title, line by line.
    pub title: Vec<Span>,
    /// What follows.
    pub units: Vec<Unit>,
    /// The whole annex.
    pub span: Span,
}

/// Reads a manuscript block by block.
#[must_use]
pub fn read_body(manuscript: &Manuscript) -> Draft<'_> {
    let Front { notice, forwarded, end, web } = read_notice(manuscript);
    let tail = read_tail(manuscript, end);
    let mut labels: Vec<Span> = notice.iter().filter_map(|notice| notice.label).collect();
    let mut end = end;
    if let Some((label, behind)) = leading_label(manuscript, end) {
        labels.push(label);
        end = behind;
    }
    let mut draft = Draft { notice, tail, parts: Vec::new(), web, labels };
    let starts = part_starts(manuscript, end, draft.tail.start, &forwarded);
    for (at, start) in starts.iter().enumerate() {
        let mut stop = draft.tail.start;
        if let Some(next) = starts.get(at + 1).copied() {
            stop = before_label(manuscript, next);
            let between = manuscript.paragraphs[stop..next].iter().filter(|label| label.is_content());
            draft.labels.extend(between.map(|label| label.span));
        }
        let named = forwarded.get(at).cloned();
        let part = read_part(manuscript, *start, stop, named, &mut draft.notice, &draft.web);
        draft.parts.push(part);
    }
    draft
}

/// Where each of the forwarded documents begins.
fn part_starts(manuscript: &Manuscript, from: usize, to: usize, forwarded: &[String]) -> Vec<usize> {
    let mut starts = vec![from];
    let mut search = from;
    for title in forwarded.iter().skip(1) {
        let wanted = fold_title(title);
        let found = (search + 1..to).find(|at| {
            let paragraph = &manuscript.paragraphs[*at];
            let text = manuscript.str(paragraph);
            paragraph.is_content() && !is_longer_than(text, 90) && !text.contains('。') && {
                let mut joined = fold_title(text);
                if joined != wanted && wanted.starts_with(&joined) && !joined.is_empty() {
                    for next in
                        manuscript.paragraphs[at + 1..to.min(at + 4)].iter().filter(|next| next.is_content())
                    {
                        joined.push_str(&fold_title(manuscript.str(next)));
                        if joined.len() >= wanted.len() {
                            break;
                        }
                    }
                }
                joined == wanted
            }
        });
        let Some(found) = found else { break };
        starts.push(found);
        search = found;
    }
    starts
}

/// A label 附件 alone at the head of a file, and the paragraph behind it: what is
/// attached to a notice is often published as a file of its own.
fn leading_label(manuscript: &Manuscript, from: usize) -> Option<(Span, usize)> {
    let at = (from..manuscript.paragraphs.len()).find(|at| manuscript.paragraphs[*at].is_content())?;
    let text = manuscript.str(&manuscript.paragraphs[at]);
    let is_label = scan_annex_label(text).is_some_and(|label| label.len == text.len());
    is_label.then(|| (manuscript.paragraphs[at].span, at + 1))
}

/// The paragraph 附件2 above the title of a further plan, or else that title.
fn before_label(manuscript: &Manuscript, title: usize) -> usize {
    let before = (0..title).rev().find(|at| manuscript.paragraphs[*at].is_content());
    before
        .filter(|at| {
            let text = manuscript.str(&manuscript.paragraphs[*at]);
            scan_annex_label(text).is_some_and(|label| label.len == text.len())
        })
        .unwrap_or(title)
}

fn read_part<'a>(
    manuscript: &'a Manuscript,
    from: usize,
    to: usize,
    named: Option<String>,
    notice: &mut Option<NoticeDraft>,
    web: &[usize],
) -> Part<'a> {
    let mut part = Part { named, ..Part::default() };
    let mut at = read_plan_title(manuscript, from, to, &mut part, notice.as_ref(), web);
    at = read_cover(manuscript, at, to, &mut part, notice);
    let title: String = part.title.iter().map(|span| span.of(&manuscript.text)).collect();
    let folded = fold_title(&title);
    let reach = (at + 40).min(to);
    let has_heading = (at.saturating_sub(2)..reach).find(|index| {
        manuscript.paragraphs[*index].kind
            == crate::layout::ParagraphKind::Furniture(crate::model::FurnitureKind::ContentsHeading)
    });
    let contents_from = has_heading.unwrap_or(at);
    if let Some(contents) = read_contents(manuscript, contents_from, to.min(contents_from + 600), &folded) {
        part.contents = contents;
    }
    let (mut contents_start, contents_end) = part.contents.paragraphs;
    if part.contents.entries.is_empty() {
        contents_start = at;
    } else {
        contents_start = contents_start.max(at);
    }
    let mut indices: Vec<usize> = (at..contents_start).collect();
    at = contents_end.max(contents_start);
    // The title may be printed once more behind the contents.
    if !part.contents.entries.is_empty()
        && let Some(next) = (at..to).find(|index| manuscript.paragraphs[*index].is_content())
        && fold_title(manuscript.str(&manuscript.paragraphs[next])) == folded
        && !folded.is_empty()
    {
        part.title_again = Some(manuscript.paragraphs[next].span);
        at = next + 1;
    }
    indices.extend(at..to);
    let indices: Vec<usize> = indices
        .into_iter()
        .filter(|index| manuscript.paragraphs[*index].is_content() && !web.contains(index))
        .collect();
    let (body, annexes) = split_annexes(manuscript, &indices);
    let body = take_letter(manuscript, body, notice);
    let units = read_units(manuscript, body);
    part.blocks = assign_roles(manuscript, units, &part.contents.entries);
    part.annexes = annexes;
    let ends = [indices.first(), indices.last()];
    let body = ends.into_iter().flatten().map(|index| manuscript.paragraphs[*index].span);
    let entries = part.contents.entries.iter().map(|entry| entry.span);
    let whole = part.title.iter().copied().chain(entries).chain(body).reduce(Span::cover);
    part.span = whole.unwrap_or_default();
    part
}

/// What stands below the title: agency and month, as a cover prints them, or
/// the date of a party document in brackets. Returns the first paragraph behind.
fn read_cover(
    manuscript: &Manuscript,
    from: usize,
    to: usize,
    part: &mut Part<'_>,
    notice: &mut Option<NoticeDraft>,
) -> usize {
    if part.title.is_empty() {
        return from;
    }
    let mut cover = Vec::new();
    let mut has_date = false;
    for at in from..to {
        let paragraph = &manuscript.paragraphs[at];
        let text = manuscript.str(paragraph);
        if !paragraph.is_content() {
            continue;
        }
        if let Some(inner) = text.strip_prefix('（').and_then(|text| text.strip_suffix('）'))
            && cover.is_empty()
            && notice.as_ref().is_none_or(|notice| notice.date.is_none())
            && let Some(date) = scan_date(inner).filter(|date| date.len == inner.len())
        {
            let start = paragraph.span.start + '（'.len_utf8() as u32;
            let span = Span::new(start, start + date.len as u32);
            let notice = notice.get_or_insert_default();
            notice.date = Some((span, date));
            notice.span = if notice.span.is_empty() { paragraph.span } else { notice.span };
            return at + 1;
        }
        let is_month = scan_month(text) == Some(text.len());
        if has_date || !is_month && !is_signer(text) {
            break;
        }
        has_date |= is_month;
        cover.push(at);
    }
    match cover.last() {
        Some(last) if has_date => {
            let end = last + 1;
            part.cover = cover;
            end
        }
        _ => from,
    }
}

/// Takes off what a plan that was issued as a letter has of one: addressees
/// behind the title, signature and date at the end. A plan behind a notice that
/// is dated has neither.
fn take_letter<'a>(
    manuscript: &Manuscript,
    mut body: &'a [usize],
    notice: &mut Option<NoticeDraft>,
) -> &'a [usize] {
    let span = |index: usize| manuscript.paragraphs[index].span;
    let found = notice.as_ref();
    if found.is_some_and(|notice| notice.date.is_some()) {
        return body;
    }
    let addressees = body.first().map(|index| span(*index)).filter(|span| {
        let text = span.of(&manuscript.text);
        found.is_none_or(|notice| notice.addressees.is_none())
            && scan_addressees(text).is_some_and(|colon| colon + '：'.len_utf8() == text.len())
    });
    if let Some(addressees) = addressees {
        body = &body[1..];
        let end = addressees.end - '：'.len_utf8() as u32;
        notice.get_or_insert_default().addressees = Some(Span::new(addressees.start, end));
    }
    let Some(closing) = read_closing(manuscript, body) else { return body };
    // A date alone may be the last line of a text that was never a letter.
    if closing.signatories.is_empty() && notice.is_none() {
        return body;
    }
    let notice = notice.get_or_insert_default();
    notice.attachments.extend(closing.attachments);
    notice.signatories.extend(closing.signatories);
    notice.date = closing.date;
    notice.annotations.extend(closing.annotations);
    notice.copied_to.extend(closing.copied_to);
    notice.imprint = notice.imprint.or(closing.imprint);
    if notice.span.is_empty() {
        notice.span = notice.date.as_ref().map_or(notice.span, |(span, _)| *span);
    }
    &body[..body.len() - closing.count]
}

/// The title of the plan: the lines that make up what the notice names, or the
/// lines before the first text. Returns the first paragraph behind it.
fn read_plan_title(
    manuscript: &Manuscript,
    from: usize,
    to: usize,
    part: &mut Part<'_>,
    notice: Option<&NoticeDraft>,
    web: &[usize],
) -> usize {
    let paragraphs = &manuscript.paragraphs;
    let wanted = part.named.as_deref().map(fold_title).unwrap_or_default();
    let mut joined = String::new();
    let mut at = from;
    while at < to {
        let paragraph = &paragraphs[at];
        if !paragraph.is_content() || web.contains(&at) {
            // A title that stands before 目录 is complete.
            if paragraph.kind
                == crate::layout::ParagraphKind::Furniture(crate::model::FurnitureKind::ContentsHeading)
            {
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
            joined.push_str(&fold_title(span.of(&manuscript.text)));
            part.title.push(span);
            at += 1;
            continue;
        }
        if part.label.is_some() && part.title_again.is_none() && fold_title(text) == joined {
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
        if paragraph.marker.is_some()
            || text.contains('。')
            || is_longer_than(text, 90)
            || text.ends_with('：')
            || is_mark
        {
            break;
        }
        let folded = fold_title(text);
        let is_wanted = !wanted.is_empty()
            && !joined.contains(&wanted)
            && (wanted.contains(&folded) || folded.contains(&wanted));
        let is_complete = has_title
            && is_plan_title(&part.title.iter().map(|span| span.of(&manuscript.text)).collect::<String>());
        // Who has drawn up the plan stands below its title.
        let is_author = is_complete && is_issuer(text);
        if has_title && (!is_wanted || is_author) {
            let before = part.title.last().map(|span| span.of(&manuscript.text)).unwrap_or_default();
            // 目标任务分解方案 below 某市…规划纲要: what of that plan this one is.
            let is_end = wanted.is_empty()
                && paragraph.blanks_before == 0
                && !is_longer_than(text, MAX_TITLE_END)
                && ["方案", "分工", "计划", "清单", "要点"].iter().any(|end| text.ends_with(end));
            // 第十四个五年规划 / 和二〇三五年远景目标纲要
            let is_joined = text.starts_with(['和', '与', '及', '暨']);
            let goes_on = ends_plan_title(text)
                && ((!is_complete || is_end) && !is_issuer(before) || is_joined)
                || is_signer(before) && text.starts_with("关于")
                || !is_complete && before.ends_with(['和', '与', '、', '及']);
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

/// The last line of a title that could end before it is not longer than this.
const MAX_TITLE_END: usize = 16;

/// （2021—2035年）, （草案）, （试行）: part of a title.
fn is_title_remark(text: &str) -> bool {
    let inner = text.trim_start_matches('（').trim_end_matches('）');
    inner.contains(|c: char| c.is_ascii_digit()) && inner.contains('年') && !inner.contains(['月', '日'])
        || ["草案", "试行", "征求意见稿", "送审稿", "修订", "暂行", "报批稿", "公示稿", "修编", "近期"]
            .iter()
            .any(|word| inner.contains(word))
}

/// Splits off the annexes: they begin with a line that is 附件 or 附件1 and
/// perhaps a title, behind the numbered text.
fn split_annexes<'a>(manuscript: &Manuscript, indices: &'a [usize]) -> (&'a [usize], Vec<AnnexDraft>) {
    let mut starts: Vec<(usize, AnnexHead)> = Vec::new();
    let mut has_sections = false;
    for (position, &index) in indices.iter().enumerate() {
        let paragraph = &manuscript.paragraphs[index];
        has_sections |= paragraph.marker.is_some_and(|marker| marker.style <= Style::ParenIdeographic);
        if !has_sections {
            continue;
        }
        let next = indices.get(position + 1).map(|next| &manuscript.paragraphs[*next]);
        let is_table =
            next.is_some_and(|next| is_table_row(manuscript, next) || is_header_line(manuscript.str(next)));
        if let Some(head) = annex_head(manuscript, paragraph, is_table) {
            starts.push((position, head));
        }
    }
    // A label in the middle of the text with the numbering going on behind it
    // is a reference, not an annex.
    let Some(first) = starts.first().map(|start| start.0) else { return (indices, Vec::new()) };
    let mut annexes = Vec::new();
    for (at, (position, head)) in starts.iter().enumerate() {
        let stop = starts.get(at + 1).map_or(indices.len(), |next| next.0);
        let mut rest = &indices[position + 1..stop];
        let mut annex = AnnexDraft {
            label: Some(head.label),
            title: head.title.into_iter().collect(),
            span: manuscript.paragraphs[indices[*position]].span,
            ..AnnexDraft::default()
        };
        if annex.title.is_empty()
            && let Some((&index, after)) = rest.split_first()
        {
            let paragraph = &manuscript.paragraphs[index];
            let text = manuscript.str(paragraph);
            if paragraph.marker.is_none()
                && !is_longer_than(text, MAX_TITLE)
                && !is_terminated(text)
                && !is_table_row(manuscript, paragraph)
            {
                annex.title.push(paragraph.span);
                annex.span = annex.span.cover(paragraph.span);
                rest = after;
            }
        }
        if let Some((&index, after)) = rest.split_first()
            && goes_on_title(manuscript, &annex.title, index)
        {
            annex.title.push(manuscript.paragraphs[index].span);
            annex.span = annex.span.cover(manuscript.paragraphs[index].span);
            rest = after;
        }
        if let Some(&last) = rest.last() {
            annex.span = annex.span.cover(manuscript.paragraphs[last].span);
        }
        annex.units = read_units(manuscript, rest);
        annexes.push(annex);
    }
    (&indices[..first], annexes)
}

/// Whether the title of an annex goes on with the line at `index`: the first
/// line names the plan, the second says what of it the annex is.
fn goes_on_title(manuscript: &Manuscript, title: &[Span], index: usize) -> bool {
    const ENDS: &[&str] = &["表", "清单", "名单", "目录", "台账", "任务分工", "责任分工", "分工方案"];
    let paragraph = &manuscript.paragraphs[index];
    let text = manuscript.str(paragraph);
    let ends = |line: &str| ENDS.iter().any(|end| line.trim_end_matches('）').ends_with(end));
    title.len() == 1
        && paragraph.marker.is_none()
        && !is_longer_than(text, MAX_TITLE)
        && ends(text)
        && !ends(title[0].of(&manuscript.text))
        && !is_table_row(manuscript, paragraph)
        && !is_header_line(text)
}

struct AnnexHead {
    label: Span,
    title: Option<Span>,
}

/// 附件, 附件1, 附件1 and a title. With a colon it names what is attached, but
/// where its table follows, it is the annex itself.
fn annex_head(manuscript: &Manuscript, paragraph: &Paragraph, is_table: bool) -> Option<AnnexHead> {
    let text = manuscript.str(paragraph);
    let start = paragraph.span.start;
    // 附：名词解释
    if let Some(title) = text.strip_prefix("附：")
        && ["解释", "说明"].iter().any(|end| title.ends_with(end))
        && !is_longer_than(title, MAX_TITLE)
    {
        let label = Span::new(start, start + '附'.len_utf8() as u32);
        let title = Span::new(paragraph.span.end - title.len() as u32, paragraph.span.end);
        return Some(AnnexHead { label, title: Some(title) });
    }
    let label = scan_annex_label(text)?;
    let label_span = Span::new(start, start + label.label_len as u32);
    let rest = text[label.len..].trim_start();
    if rest.is_empty() {
        return Some(AnnexHead { label: label_span, title: None });
    }
    let has_gap =
        manuscript.gaps_in(paragraph.span).iter().any(|gap| gap.at == start + label.label_len as u32);
    let is_title = (!label.has_colon || is_table)
        && !is_longer_than(rest, MAX_TITLE)
        && !is_terminated(rest)
        && !rest.contains(['。', '，'])
        && (has_gap
            || is_table
            || label.number.is_some() && !rest.starts_with(['所', '中', '的', '和', '、', '至']));
    is_title.then(|| AnnexHead {
        label: label_span,
        title: Some(Span::new(paragraph.span.end - rest.len() as u32, paragraph.span.end)),
    })
}

/// Groups paragraphs to units: tables, and everything else by itself.
fn read_units(manuscript: &Manuscript, indices: &[usize]) -> Vec<Unit> {
    let mut units = Vec::with_capacity(indices.len());
    let mut position = 0;
    let end = indices.last().map_or(0, |last| last + 1);
    while position < indices.len() {
        let index = indices[position];
        let stop = contiguous_end(indices, position, end);
        if let Some(table) = read_indicator_table(manuscript, index, stop) {
            let last = table.paragraphs.1;
            units.push(Unit::Indicators(table));
            position += indices[position..].iter().take_while(|index| **index < last).count();
            continue;
        }
        let spaced = read_placed_grid(manuscript, index, stop);
        if let Some((grid, last)) = spaced.or_else(|| read_spaced_grid(manuscript, index, stop)) {
            units.push(Unit::Grid(grid, (index, last)));
            position += indices[position..].iter().take_while(|index| **index < last).count();
            continue;
        }
        if is_table_row(manuscript, &manuscript.paragraphs[index])
            && let Some((grid, last)) = read_grid(manuscript, index, stop)
        {
            units.push(Unit::Grid(grid, (index, last)));
            position += indices[position..].iter().take_while(|index| **index < last).count();
            continue;
        }
        if let Some((grid, last)) = read_cell_grid(manuscript, index, stop)
            && !has_tasks(manuscript, &indices[position..])
        {
            units.push(Unit::Grid(grid, (index, last)));
            position += indices[position..].iter().take_while(|index| **index < last).count();
            continue;
        }
        units.push(Unit::Paragraph(index));
        position += 1;
    }
    units
}

/// Whether the header that begins here has a column of departments: a task
/// table, whose lists are read where its annex is.
fn has_tasks(manuscript: &Manuscript, indices: &[usize]) -> bool {
    indices.iter().take(8).map(|index| manuscript.str(&manuscript.paragraphs[*index])).any(|text| {
        !is_longer_than(text, 12)
            && ["单位", "部门", "主体"].iter().any(|word| text.ends_with(word))
            && ["责任", "牵头", "配合", "负责", "参与", "主办", "落实", "实施"]
                .iter()
                .any(|word| text.contains(word))
    })
}

/// A table may reach as far as the paragraphs at hand do.
fn contiguous_end(indices: &[usize], position: usize, end: usize) -> usize {
    // Indicator tables have at most some dozens of rows; the bound keeps a
    // header word at the start of a long list from being tried over and over.
    let reach = indices.get(position + 2000).copied().unwrap_or(end);
    reach.min(end)
}

/// Reads the outline of the units and gives each its role.
fn assign_roles<'a>(manuscript: &'a Manuscript, units: Vec<Unit>, entries: &[Entry]) -> Vec<Block<'a>> {
    let titles: HashMap<String, &Entry> =
        entries.iter().map(|entry| (fold_title(&entry.title(&manuscript.text)), entry)).collect();
    let mut facts: Vec<Fact> = Vec::with_capacity(units.len());
    let mut clauses: Vec<Option<LastClause<'_>>> = Vec::with_capacity(units.len());
    for unit in &units {
        let clause = match unit {
            Unit::Paragraph(index) => last_clause(&manuscript.text, manuscript.paragraphs[*index].span),
            Unit::Indicators(_) | Unit::Grid(..) => None,
        };
        facts.push(Fact { has_clause: clause.is_some(), ..read_fact(manuscript, unit, &titles) });
        clauses.push(clause);
    }
    ignore_counted_lists(manuscript, &units, &mut facts);
    spread_clauses(&mut facts);
    let Outline { roles, uncertain } = read_outline(&facts);
    let mut blocks: Vec<Block<'_>> = units
        .into_iter()
        .zip(clauses)
        .zip(roles)
        .zip(&facts)
        .map(|(((unit, clause), role), fact)| Block {
            role,
            unit,
            clause,
            lost: None,
            style: if role == Role::Heading { fact.marker.map(|marker| marker.style) } else { None },
            uncertain: false,
        })
        .collect();
    for at in uncertain {
        blocks[at].uncertain = true;
    }
    restore_lost_headings(manuscript, &mut blocks, &facts);
    restore_unnumbered_headings(manuscript, &mut blocks, &titles);
    blocks
}

fn read_fact(manuscript: &Manuscript, unit: &Unit, titles: &HashMap<String, &Entry>) -> Fact {
    let Unit::Paragraph(index) = unit else {
        return Fact {
            is_table: true,
            is_cell: true,
            frame: unit_frame(manuscript, unit),
            ..Fact::default()
        };
    };
    let paragraph = &manuscript.paragraphs[*index];
    let text = manuscript.str(paragraph);
    let is_row = is_table_row(manuscript, paragraph);
    let terminated = is_terminated(text);
    let mut fact = Fact {
        box_heading: scan_box_heading(text)
            .filter(|_| !is_row || text.starts_with("专栏"))
            .map(|heading| heading.number.unwrap_or(0)),
        marker: paragraph.marker.filter(|_| !is_row),
        is_table: is_row,
        is_cell: is_row || !terminated && !is_longer_than(text, 10),
        is_sentence: terminated
            && text.ends_with('。')
            && is_longer_than(text, 14)
            && !is_row
            && !text.starts_with("注："),
        margin: paragraph.margin,
        indent: paragraph.indent,
        blanks: paragraph.blanks_before,
        has_item_title: paragraph.marker.is_none() && split_item(manuscript, paragraph.span).is_some(),
        length: char_count(text) as u32,
        hint: paragraph.hint.heading,
        frame: paragraph.hint.frame,
        ..Fact::default()
    };
    if let Some(marker) = fact.marker {
        let label_end = paragraph.span.start + marker.len as u32;
        fact.label_gap = manuscript.gaps_in(paragraph.span).iter().any(|gap| gap.at == label_end);
        let split = split_labelled(manuscript, Span::new(label_end, paragraph.span.end));
        fact.runs_in = !split.rest.is_empty();
        let title = split.title.of(&manuscript.text);
        fact.is_title = !is_longer_than(title, 40) && (fact.runs_in && !title.contains('，') || !terminated);
        if !titles.is_empty() {
            let title = fold_title(split.title.of(&manuscript.text));
            fact.in_contents = titles
                .get(&title)
                .is_some_and(|entry| entry.marker.is_some_and(|entry| entry.style == marker.style));
        }
    }
    fact
}

/// The frame that a table stands in.
fn unit_frame(manuscript: &Manuscript, unit: &Unit) -> u32 {
    let first = match unit {
        Unit::Paragraph(index) => *index,
        Unit::Indicators(table) => table.paragraphs.0,
        Unit::Grid(_, (first, _)) => *first,
    };
    manuscript.paragraphs[first].hint.frame
}

/// `注：1.…` and `附件：1.…` open lists whose further numbers, each on its own line,
/// are no headings.
fn ignore_counted_lists(manuscript: &Manuscript, units: &[Unit], facts: &mut [Fact]) {
    let mut expected = None;
    for (unit, fact) in units.iter().zip(facts) {
        let Unit::Paragraph(index) = unit else {
            expected = None;
            continue;
        };
        let text = manuscript.str(&manuscript.paragraphs[*index]);
        if let Some(first) = opened_list(text).or_else(|| opened_list(last_note(text, fact))) {
            expected = Some((first.style, first.number + 1));
        } else if let (Some((style, number)), Some(marker)) = (expected, fact.marker)
            && marker.style == style
            && marker.number == number
        {
            fact.marker = None;
            expected = Some((style, number + 1));
        } else if fact.marker.is_some() || fact.box_heading.is_some() {
            expected = None;
        }
    }
}

/// The note that a table without gaps has drawn into its last line.
fn last_note<'a>(text: &'a str, fact: &Fact) -> &'a str {
    let is_run_together = fact.marker.is_none() && fact.length > 100;
    let note = if is_run_together { text.rfind("注：") } else { None };
    note.map_or("", |at| &text[at..])
}

/// The first marker of a list that `注：` or `附件：` opens on its own line.
fn opened_list(text: &str) -> Option<Marker> {
    let rest =
        ["注：", "备注：", "说明："].iter().find_map(|word| text.strip_prefix(word)).or_else(|| {
            scan_annex_label(text)
                .filter(|label| label.has_colon && label.number.is_none())
                .map(|label| &text[label.len..])
        })?;
    scan_marker(rest.trim_start()).filter(|marker| marker.number == 1)
}

/// A clause on a line of its own, or behind several paragraphs, speaks for the
/// marker it follows.
fn spread_clauses(facts: &mut [Fact]) {
    let mut pending = false;
    for fact in facts.iter_mut().rev() {
        if fact.box_heading.is_some() {
            pending = false;
        }
        pending |= fact.has_clause;
        if fact.marker.is_some() {
            fact.has_clause = pending;
            pending = false;
        }
    }
}

/// Where a count begins at 2 or jumps by one, a short line without a mark in
/// between is the heading that lost its number.
fn restore_lost_headings(manuscript: &Manuscript, blocks: &mut [Block<'_>], facts: &[Fact]) {
    let mut last: [Option<(u32, usize)>; Style::COUNT] = [None; Style::COUNT];
    let mut lost = Vec::new();
    for (at, (block, fact)) in blocks.iter().zip(facts).enumerate() {
        let (Role::Heading, Some(marker)) = (block.role, fact.marker) else { continue };
        let index = marker.style.index();
        // The first of its level begins behind the nearest heading above.
        let first = || last[..index].iter().flatten().map(|found| found.1 + 1).max().unwrap_or(0);
        let (number, from) =
            last[index].map_or_else(|| (0, first()), |(number, position)| (number, position + 1));
        if marker.number == number + 2
            && marker.depth == 1
            && let Some(found) = find_lost_heading(manuscript, blocks, from, at, marker)
        {
            lost.push((found, number + 1, marker.style));
        }
        last[index] = Some((marker.number, at));
        for deeper in &mut last[index + 1..] {
            *deeper = None;
        }
    }
    for (at, number, style) in lost {
        blocks[at].role = Role::Heading;
        blocks[at].lost = Some(number);
        blocks[at].style = Some(style);
    }
}

/// 表5 or 图2: the caption of a table or a figure.
fn is_caption(text: &str) -> bool {
    text.strip_prefix(['表', '图']).is_some_and(|rest| scan_any(rest).is_some())
}

fn find_lost_heading(
    manuscript: &Manuscript,
    blocks: &[Block<'_>],
    from: usize,
    to: usize,
    marker: Marker,
) -> Option<usize> {
    (from..to).find(|at| {
        let Unit::Paragraph(index) = blocks[*at].unit else { return false };
        let paragraph = &manuscript.paragraphs[index];
        let text = manuscript.str(paragraph);
        let is_followed =
            blocks.get(at + 1).is_some_and(|next| next.role == Role::Text || next.role == Role::Heading);
        blocks[*at].role == Role::Text
            && paragraph.marker.is_none()
            && is_followed
            && char_count(text) >= 4
            && !is_longer_than(text, 30)
            && !is_terminated(text)
            && !text.contains(['，', '。'])
            && !is_caption(text)
            && !is_table_row(manuscript, paragraph)
            && last_clause(&manuscript.text, paragraph.span).is_none()
            && marker.style <= Style::Arabic
    })
}

/// Headings that never had a number (前言, 总则, 附则): the contents name them.
fn restore_unnumbered_headings(
    manuscript: &Manuscript,
    blocks: &mut [Block<'_>],
    titles: &HashMap<String, &Entry>,
) {
    let top = blocks.iter().filter_map(|block| block.style).min();
    let first = blocks.iter().position(|block| block.role == Role::Heading).unwrap_or(0);
    if let Some(at) = (0..first.min(FOREWORD_REACH)).find(|at| is_foreword(manuscript, &blocks[*at]))
        && blocks[at + 1].role == Role::Text
    {
        blocks[at].role = Role::Heading;
        blocks[at].style = top;
    }
    if titles.is_empty() {
        return;
    }
    for block in blocks.iter_mut() {
        let (Role::Text, Unit::Paragraph(index)) = (block.role, &block.unit) else { continue };
        let paragraph = &manuscript.paragraphs[*index];
        let text = manuscript.str(paragraph);
        if paragraph.marker.is_some() || is_longer_than(text, MAX_TITLE) || is_terminated(text) {
            continue;
        }
        if let Some(entry) = titles.get(&fold_title(text))
            && entry.label.is_none()
        {
            block.role = Role::Heading;
            block.style = top;
        }
    }
}

/// 前言 stands at most so many paragraphs behind the beginning.
const FOREWORD_REACH: usize = 8;

/// 前言 and the like, which head the text before the first number.
fn is_foreword(manuscript: &Manuscript, block: &Block<'_>) -> bool {
    let Unit::Paragraph(index) = block.unit else { return false };
    let text = manuscript.str(&manuscript.paragraphs[index]);
    block.role == Role::Text && matches!(text, "前言" | "序言" | "引言" | "导言" | "绪论" | "序")
}

/// The heading of a box, its title and how many of `following` paragraphs the
/// title takes: `专栏1` may have its title on the next line.
#[must_use]
pub fn read_box_heading(text: &str) -> Option<BoxHeading> {
    scan_box_heading(text)
}

/// The number in a label such as 附件2.
#[must_use]
pub fn label_number(label: &str) -> Option<u32> {
    label.char_indices().find_map(|(at, _)| scan_any(&label[at..])).map(|(value, _)| value)
}

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
}
