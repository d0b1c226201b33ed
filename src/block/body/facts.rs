//! What the outline may look at: the facts about each unit on which
//! [`outline`](crate::block::outline) judges it.

use crate::scan::annex_label::scan_annex_label;
use crate::scan::box_heading::may_name_box;
use crate::scan::folded::fold_title;
use std::collections::HashMap;

use super::draft::Unit;
use crate::block::clauses::LastClause;
use crate::block::contents::Entry;
use crate::block::heading::{MAX_TITLE, read_box_heading, split_item, split_labelled};
use crate::block::outline::Fact;
use crate::block::table::is_table_row;
use crate::layout::Manuscript;
use crate::scan::marker::{Marker, Style, scan_marker};
use crate::scan::note::{is_note, scan_note};
use crate::scan::{char_count, is_longer_than, is_terminated};
use crate::span::Span;

/// The facts about all units of a part, in order; `clauses` are the department
/// clauses that end them, `titles` the entries of the contents.
pub(super) fn read_facts(
    manuscript: &Manuscript,
    units: &[Unit],
    clauses: &[Option<LastClause<'_>>],
    titles: &HashMap<String, &Entry>,
) -> Vec<Fact> {
    let facts =
        units.iter().zip(clauses).map(|(unit, clause)| read_fact(manuscript, unit, clause.as_ref(), titles));
    let mut facts: Vec<Fact> = facts.collect();
    find_named_boxes(manuscript, units, &mut facts);
    ignore_counted_lists(manuscript, units, &mut facts);
    for at in 1..facts.len() {
        let Unit::Paragraph(before) = units[at - 1] else { continue };
        let is_deeper = facts[at - 1]
            .marker
            .zip(facts[at].marker)
            .is_some_and(|(above, own)| own.number == 1 && own.style > above.style);
        let is_led_in = is_deeper && manuscript.str(&manuscript.paragraphs[before]).ends_with('：');
        facts[at].is_led_in = is_led_in;
    }
    spread_clauses(&mut facts);
    facts
}

fn read_fact(
    manuscript: &Manuscript,
    unit: &Unit,
    clause: Option<&LastClause<'_>>,
    titles: &HashMap<String, &Entry>,
) -> Fact {
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
    // …达标排放。（省生态环境厅牵头）
    let sentence = clause
        .map_or(text, |(at, _)| text.get(..(at.outer.start - paragraph.span.start) as usize).unwrap_or(text));
    let mut fact = Fact {
        has_clause: clause.is_some(),
        box_heading: read_box_heading(manuscript, paragraph.span)
            .filter(|_| !is_row || text.starts_with("专栏"))
            .map(|heading| heading.number.unwrap_or(0)),
        marker: paragraph.marker.filter(|_| !is_row),
        is_table: is_row,
        is_cell: is_row || !terminated && !is_longer_than(text, 10),
        is_sentence: is_terminated(sentence)
            && sentence.ends_with('。')
            && is_longer_than(sentence, 14)
            && !is_row
            && !is_note(text),
        margin: paragraph.margin,
        indent: paragraph.indent,
        blanks: paragraph.blanks_before,
        has_item_title: paragraph.marker.is_none() && split_item(manuscript, paragraph.span).is_some(),
        length: char_count(text) as u32,
        hint: paragraph.hint.heading,
        frame: paragraph.hint.frame,
        ..Fact::default()
    };
    if fact.marker.is_none()
        && fact.box_heading.is_none()
        && !titles.is_empty()
        && !is_longer_than(text, MAX_TITLE)
    {
        fact.in_contents = titles.get(&fold_title(text)).is_some_and(|entry| entry.label.is_none());
    }
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
    manuscript.paragraphs[unit.first()].hint.frame
}

/// Lines that end with 专栏 are the headings of boxes where a list begins below them, within
/// the sections of a plan.
fn find_named_boxes(manuscript: &Manuscript, units: &[Unit], facts: &mut [Fact]) {
    let mut is_among_sections = false;
    for at in 1..facts.len() {
        let (heading, below) = (&facts[at - 1], &facts[at]);
        is_among_sections |= heading.marker.is_some();
        let begins_list =
            below.marker.is_some_and(|marker| marker.number == 1 && marker.style >= Style::Arabic);
        let Unit::Paragraph(index) = units[at - 1] else { continue };
        if is_among_sections
            && begins_list
            && heading.marker.is_none()
            && heading.box_heading.is_none()
            && !heading.is_table
            && may_name_box(manuscript.str(&manuscript.paragraphs[index]))
        {
            facts[at - 1].box_heading = Some(0);
        }
    }
}

/// `注：1.…` and `附件：1.…` open lists whose further numbers, each on its own line,
/// are no headings.
fn ignore_counted_lists(manuscript: &Manuscript, units: &[Unit], facts: &mut [Fact]) {
    let mut expected = None;
    for (unit, fact) in units.iter().zip(facts) {
        let Unit::Paragraph(index) = unit else {
            // A note that a table without gaps has drawn into its last line.
            let rest = if let Unit::Indicators(table) = unit { table.rest.last() } else { None };
            expected = rest
                .and_then(|rest| opened_list(rest.of(&manuscript.text)))
                .map(|first| (first.style, first.number + 1));
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
            fact.is_sentence = false;
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
    let rest = scan_note(text).map(|len| &text[len..]).or_else(|| {
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
