//! Why a change is refused, seen from what stands at its place.

use guihua::corrections::{Action, Change, Corrections, Kind};
use guihua::model::{Block, ByteSpan, Plan, PlanBox, Section};

use super::refusal::Refused;
use super::state::View;

/// The reason for a refusal, where what stands in the plan tells a better one. `span` is where the
/// change was made, and `to` where it goes.
pub fn reason(
    view: &View,
    list: &Corrections,
    change: &Change,
    [span, to]: [Option<ByteSpan>; 2],
    refused: Refused,
) -> Refused {
    let (Refused::Unfit(..) | Refused::Already(_), Some(span)) = (&refused, span) else { return refused };
    let is_unfit = matches!(refused, Refused::Unfit(..));
    let documents = view.corrected(list).documents;
    let at = (change.part.unwrap_or(1) as usize).saturating_sub(1);
    let Some(plan) = documents.get(at).map(|document| &document.plan) else { return refused };
    let touches = |other: &Option<ByteSpan>| other.is_some_and(|it| it[0] < span[1] && span[0] < it[1]);
    let is_table = |block: &Block| matches!(block, Block::Table(table) if touches(&table.span));
    match (change.action, change.kind) {
        (Action::Make, kind) if kind != Kind::Annex && is_heading(view, plan, span) => Refused::Heading(kind),
        // Text of a table is no better heading outside of the box.
        (Action::Make, Kind::Section) if is_unfit && !plan.indicators.iter().any(|it| touches(&it.span)) => {
            match plan.boxes.iter().find(|it| touches(&it.span) && !it.content.iter().any(is_table)) {
                Some(held) => Refused::InBox(name_of(held)),
                None => refused,
            }
        }
        (Action::Make, Kind::Responsibility)
            if plan.responsibilities.iter().any(|it| it.task.is_none() && touches(&it.span)) =>
        {
            Refused::Already(Box::new(change.clone()))
        }
        (Action::End, Kind::Box) if is_unfit => {
            let held = plan.boxes.iter().find(|it| it.span.is_some_and(|it| it[0] == span[0]));
            let heading = held.zip(to).and_then(|(held, to)| heading_before(plan, held, to[0]));
            heading.map_or(refused, |it| Refused::BehindHeading(words_of(it)))
        }
        _ => refused,
    }
}

/// The first heading behind a box and before `end` that is not below the one that holds the box.
fn heading_before<'a>(plan: &'a Plan, held: &PlanBox, end: u32) -> Option<&'a Section> {
    let start = held.span?[1];
    let above = held.section.as_ref().map(|id| format!("{id}."));
    let is_it = |it: &Section| {
        it.span.is_some_and(|it| (start..end).contains(&it[0]))
            && above.as_ref().is_none_or(|above| !it.id.starts_with(above))
    };
    first(&plan.sections, &is_it)
}

/// The first section that is as is wanted.
fn first<'a>(sections: &'a [Section], is_it: &dyn Fn(&Section) -> bool) -> Option<&'a Section> {
    sections.iter().find_map(|it| if is_it(it) { Some(it) } else { first(&it.sections, is_it) })
}

/// A heading as it is printed.
fn words_of(section: &Section) -> String {
    [&section.label, &section.title].map(|it| it.as_deref().unwrap_or_default()).concat()
}

/// What a box is called.
fn name_of(held: &PlanBox) -> String {
    match held.number {
        Some(number) => format!("专栏{number} {}", held.title).trim_end().to_owned(),
        None if held.title.is_empty() => "专栏".to_owned(),
        None => held.title.clone(),
    }
}

/// Whether a selection begins with a line, or a part of one, that was read as a heading.
fn is_heading(view: &View, plan: &Plan, [start, end]: ByteSpan) -> bool {
    /// Where the words of a heading end, which begins at `start`.
    fn end_of(section: &Section, source: &str, start: usize) -> usize {
        let words = [&section.label, &section.title].map(|it| it.as_deref().unwrap_or_default());
        let count = words.concat().chars().filter(|c| !c.is_whitespace()).count();
        let mut signs = source[start..].char_indices().filter(|(_, c)| !c.is_whitespace());
        signs.nth(count.saturating_sub(1)).map_or(source.len(), |(at, c)| start + at + c.len_utf8())
    }
    let source = view.source.text();
    let (start, end) = (start as usize, end as usize);
    let words = &source[start..end];
    let begin = start + (words.len() - words.trim_start().len());
    let last = begin + source[begin..end].find(['\r', '\n']).unwrap_or(end - begin);
    let is_touched = |section: &Section| {
        section.span.is_some_and(|[from, _]| {
            let from = from as usize;
            from < last && begin < end_of(section, source, from)
        })
    };
    first(&plan.sections, &is_touched).is_some()
}
