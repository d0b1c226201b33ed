//! Puts the blocks together: what each paragraph of a document is.

mod annexes;
mod draft;
mod facts;
mod letter;
mod lost;
mod title;
mod units;

use crate::scan::annex_label::scan_annex_label;
use crate::scan::folded::fold_title;
use std::collections::HashMap;

pub use self::draft::{AnnexDraft, Block, Draft, Part, Unit};

use self::annexes::split_annexes;
use self::facts::read_facts;
use self::letter::{read_cover, take_letter};
use self::lost::{restore_lost_headings, restore_unnumbered_headings};
use self::title::{find_title_below_page, read_plan_title};
use self::units::read_units;
use super::clauses::{LastClause, add_habitual, last_clause};
use super::closing::read_tail;
use super::contents::{Entry, read_contents};
use super::notice::{Front, NoticeDraft, read_notice};
use super::outline::{Outline, Role, read_outline};
use crate::layout::{Manuscript, ParagraphKind};
use crate::model::FurnitureKind;
use crate::scan::is_longer_than;
use crate::span::Span;

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
        let part = read_part(manuscript, *start, stop, named, &mut draft.notice, &mut draft.web);
        draft.parts.push(part);
    }
    draft
}

/// A notice forwards no more documents: each of them becomes a model with the same
/// notice, furniture and findings.
const MAX_PARTS: usize = 64;

/// Where each of the forwarded documents begins.
fn part_starts(manuscript: &Manuscript, from: usize, to: usize, forwarded: &[String]) -> Vec<usize> {
    let mut starts = vec![from];
    let mut search = from;
    for title in forwarded.iter().take(MAX_PARTS).skip(1) {
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
    web: &mut Vec<usize>,
) -> Part<'a> {
    let mut part = Part { named, ..Part::default() };
    let mut at = read_plan_title(manuscript, from, to, &mut part, notice.as_ref(), web);
    let title: String = part.title.iter().map(|span| span.of(&manuscript.text)).collect();
    let folded = fold_title(&title);
    if let Some(again) = find_title_below_page(manuscript, at, to, &folded) {
        web.extend((at..again).filter(|at| manuscript.paragraphs[*at].is_content()));
        part.title_again = Some(manuscript.paragraphs[again].span);
        at = again + 1;
    }
    at = read_cover(manuscript, at, to, &mut part, notice);
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
