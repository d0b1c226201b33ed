//! Puts the blocks together: what each paragraph of a document is.

mod annexes;
mod draft;
mod facts;
mod letter;
mod lost;
mod parts;
mod title;
mod units;

use crate::scan::annex_label::scan_annex_label;
use crate::scan::folded::fold_title;
use std::collections::HashMap;

pub use self::annexes::read_annex;
pub use self::draft::{AnnexDraft, Block, Draft, Part, Unit};

use self::annexes::{split_annexes, take_list_of_tasks, take_unlabelled};
use self::facts::read_facts;
use self::letter::{read_cover, take_letter, take_list, take_opening};
use self::lost::{restore_lost_headings, restore_unnumbered_headings};
use self::parts::{Attached, part_starts};
use self::title::{find_title_again, find_title_below_page, read_plan_title};
use self::units::read_units;
use super::clauses::{LastClause, add_habitual, last_clause};
use super::closing::read_tail;
use super::contents::{Entry, read_contents};
use super::notice::{Front, NoticeDraft, read_notice};
use super::outline::{Outline, Role, read_outline};
use crate::layout::{Manuscript, ParagraphKind};
use crate::model::FurnitureKind;
use crate::span::Span;

/// Reads a manuscript block by block.
#[must_use]
pub fn read_body(manuscript: &Manuscript) -> Draft<'_> {
    let Front { notice, forwarded, title, end, web } = read_notice(manuscript);
    let tail = read_tail(manuscript, end);
    let mut labels: Vec<Span> = notice.iter().flat_map(|notice| notice.labels.iter().copied()).collect();
    let mut end = end;
    let mut web = web;
    // The number of the label above the first plan, where no notice is printed with them.
    let mut number = None;
    if let Some((label, behind)) = leading_label(manuscript, end, notice.is_none()) {
        let label_text = label.of(&manuscript.text);
        number = scan_annex_label(label_text).and_then(|label| label.number).filter(|_| notice.is_none());
        labels.push(label);
        web.extend((end..behind - 1).filter(|at| manuscript.paragraphs[*at].is_content()));
        end = behind;
    }
    let mut draft =
        Draft { notice, tail, parts: Vec::new(), web, labels, is_forwarded: !forwarded.is_empty() };
    let attached = draft.notice.iter().flat_map(|notice| &notice.attachments);
    let listed: Vec<String> = attached.map(|span| span.of(&manuscript.text).to_owned()).collect();
    let starts = part_starts(manuscript, (end, draft.tail.start), &forwarded, &Attached { listed, number });
    for (at, start) in starts.iter().enumerate() {
        let mut stop = draft.tail.start;
        if let Some(next) = starts.get(at + 1).map(|next| next.at) {
            stop = before_label(manuscript, next);
            let between = manuscript.paragraphs[stop..next].iter().filter(|label| label.is_content());
            draft.labels.extend(between.map(|label| label.span));
        }
        let mut part = Part { named: start.named.clone(), ..Part::default() };
        if at == 0 {
            part.title.clone_from(&title);
        }
        read_part(manuscript, (start.at, stop), &mut part, &mut draft);
        draft.parts.push(part);
    }
    settle_date(&mut draft);
    draft
}

/// Makes the date behind a title that of the notice where the letter has none of its own.
fn settle_date(draft: &mut Draft<'_>) {
    let Some(notice) = &mut draft.notice else { return };
    let Some(remark) = notice.remark else { return };
    if notice.date.is_none() {
        notice.date = Some((remark.date_span, remark.date));
    } else {
        draft.labels.push(remark.span);
    }
}

/// A label 附件 alone at the head of a file, and the paragraph behind it: what is
/// attached to a notice is often published as a file of its own. Where there is no notice,
/// what a page or a program prints may stand above it.
fn leading_label(manuscript: &Manuscript, from: usize, is_alone: bool) -> Option<(Span, usize)> {
    /// A page prints so many lines there at most.
    const LINES: usize = 16;
    let content = (from..manuscript.paragraphs.len()).filter(|at| manuscript.paragraphs[*at].is_content());
    let text = |at: usize| manuscript.str(&manuscript.paragraphs[at]);
    let is_label = |at: &usize| scan_annex_label(text(*at)).is_some_and(|label| label.len == text(*at).len());
    let at = content
        .take(if is_alone { LINES } else { 1 })
        .take_while(|at| !text(*at).contains('。') && manuscript.paragraphs[*at].marker.is_none())
        .find(is_label)?;
    Some((manuscript.paragraphs[at].span, at + 1))
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
    (from, to): (usize, usize),
    part: &mut Part<'a>,
    draft: &mut Draft<'a>,
) {
    let Draft { notice, web, tail, .. } = draft;
    let mut at = from;
    if part.title.is_empty() {
        at = read_plan_title(manuscript, from, to, part, notice.as_ref(), web);
    }
    let title: String = part.title.iter().map(|span| span.of(&manuscript.text)).collect();
    let folded = fold_title(&title);
    if let Some(last) = find_title_again(manuscript, at, to, &folded) {
        let again = (at..=last).map(|at| &manuscript.paragraphs[at]).filter(|line| line.is_content());
        part.title_again = again.map(|line| line.span).reduce(Span::cover);
        at = last + 1;
    }
    if let Some(again) = find_title_below_page(manuscript, at, to, &folded) {
        web.extend((at..again).filter(|at| manuscript.paragraphs[*at].is_content()));
        part.title_again = Some(manuscript.paragraphs[again].span);
        at = again + 1;
    }
    at = read_cover(manuscript, at, to, part, notice);
    let reach = (at + 40).min(to);
    let has_heading = (at.saturating_sub(2)..reach).find(|index| {
        manuscript.paragraphs[*index].kind == ParagraphKind::Furniture(FurnitureKind::ContentsHeading)
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
    let is_own = |index: &usize| {
        manuscript.paragraphs[*index].is_content() && !web.contains(index) && !tail.within.contains(index)
    };
    let indices: Vec<usize> = indices.into_iter().filter(is_own).collect();
    let indices = take_opening(manuscript, indices, notice);
    let (body, mut annexes) = split_annexes(manuscript, &indices);
    let body = close_letter(manuscript, body, !annexes.is_empty(), notice);
    let mut units = read_units(manuscript, body);
    if annexes.is_empty()
        && let Some(annex) = take_unlabelled(manuscript, &mut units)
    {
        // The letter may close above it.
        let start = annex.span.start;
        let above = &body[..body.partition_point(|at| manuscript.paragraphs[*at].span.start < start)];
        let last = close_letter(manuscript, above, true, notice).last().copied();
        units.retain(|unit| last.is_some_and(|last| unit.first() <= last));
        annexes.push(annex);
    }
    if annexes.is_empty() {
        annexes.extend(take_list_of_tasks(manuscript, &mut units));
    }
    part.blocks = assign_roles(manuscript, units, &part.contents.entries);
    part.annexes = annexes;
    let ends = [indices.first(), indices.last()];
    let body = ends.into_iter().flatten().map(|index| manuscript.paragraphs[*index].span);
    let entries = part.contents.entries.iter().map(|entry| entry.span);
    let whole = part.title.iter().copied().chain(entries).chain(body).reduce(Span::cover);
    part.span = whole.unwrap_or_default();
}

/// Takes the end of the letter off the paragraphs of a plan: signature and date, and the list of what is
/// attached.
fn close_letter<'a>(
    manuscript: &Manuscript,
    body: &'a [usize],
    has_annexes: bool,
    notice: &mut Option<NoticeDraft>,
) -> &'a [usize] {
    let body = take_letter(manuscript, body, notice);
    take_list(manuscript, body, has_annexes, notice)
}

/// Reads the outline of the units and gives each its role.
fn assign_roles<'a>(manuscript: &'a Manuscript, units: Vec<Unit>, entries: &[Entry]) -> Vec<Block<'a>> {
    let titles: HashMap<String, &Entry> =
        entries.iter().map(|entry| (fold_title(&entry.title(&manuscript.text)), entry)).collect();
    let clause_of = |unit: &Unit| match unit {
        Unit::Paragraph(index) => last_clause(&manuscript.text, manuscript.paragraphs[*index].span),
        Unit::Indicators(_) | Unit::Grid(..) => None,
    };
    let mut clauses: Vec<Option<LastClause<'_>>> = units.iter().map(clause_of).collect();
    let span_of = |unit: &Unit| match unit {
        Unit::Paragraph(index) => Some(manuscript.paragraphs[*index].span),
        Unit::Indicators(_) | Unit::Grid(..) => None,
    };
    add_habitual(&manuscript.text, units.iter().map(span_of), &mut clauses);
    let facts = read_facts(manuscript, &units, &clauses, &titles);
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
