//! The part that a change is about: what stands at its place.

use serde_json::Value;

use super::file::{Action, Change, Kind};
use super::list::{ADDED, is_same};
use super::make::box_title;
use super::misfit::Misfit;
use super::part::{Part, field_pointer, own_end};
use super::text::Text;
use crate::model::ByteSpan;
use crate::normalize::normalize;
use crate::scan::marker::scan_marker;

/// What is looked for, and where.
pub struct Sought<'a> {
    pub text: Text<'a>,
    pub tree: &'a Value,
    /// All parts of the tree.
    pub parts: &'a [Part],
    pub kind: Kind,
    pub place: Option<ByteSpan>,
}

impl Sought<'_> {
    /// The pointer of the part that a change is about, or stands beside.
    pub fn resolve(&self, change: &Change) -> Result<String, Misfit> {
        let Some([start, end]) = self.place else {
            // There is one notice, and one plan.
            let mut alike = self.parts.iter().filter(|part| part.kind == self.kind);
            return match (alike.next(), alike.next()) {
                (Some(only), None) => Ok(only.pointer.clone()),
                _ => Err(Misfit::Unplaced),
            };
        };
        let alike = self.alike();
        // Of several the one that has what was changed.
        let has_old = |part: &&&Part| {
            let Some(field) = &change.field else { return false };
            let field = field_pointer(field);
            let value = field.and_then(|field| self.tree.pointer(&format!("{}{field}", part.pointer)));
            value.is_some_and(|value| is_same(value, &change.old))
        };
        let choose = |candidates: &[&Part]| -> Option<String> {
            let fitting = candidates.iter().find(has_old).or(candidates.first());
            fitting.map(|part| part.pointer.clone())
        };
        let found = choose(&self.beginning(&alike));
        if found.is_some() || is_strict(change) {
            return found.ok_or_else(|| self.missing(change));
        }
        // A version that sees more or less of it as part of it.
        let near = alike.iter().copied().filter(|part| {
            (start..end.max(start + 1)).contains(&part.span[0])
                || (part.span[0]..part.span[1]).contains(&start)
        });
        choose(&sorted(near.collect(), start)).ok_or(Misfit::Unplaced)
    }

    /// The parts of the kind that stand in the source.
    fn alike(&self) -> Vec<&Part> {
        let is_added =
            |part: &&Part| self.tree.pointer(&part.pointer).is_some_and(|it| it.get(ADDED).is_some());
        self.parts.iter().filter(|part| part.kind == self.kind).filter(|part| !is_added(part)).collect()
    }

    /// Of these, those that begin at the place; marks and markers before their words do not count.
    fn beginning<'p>(&self, alike: &[&'p Part]) -> Vec<&'p Part> {
        let Some(place) = self.place else { return Vec::new() };
        let exact: Vec<&Part> = alike.iter().copied().filter(|part| part.span[0] == place[0]).collect();
        if !exact.is_empty() {
            return exact;
        }
        let nearly = alike.iter().copied().filter(|part| self.nearly_begins(part, place));
        sorted(nearly.collect(), place[0])
    }

    /// Whether a part begins at a place but for marks, or for a marker before the same words.
    fn nearly_begins(&self, part: &Part, [start, end]: ByteSpan) -> bool {
        /// No mark and no marker is longer, in bytes.
        const LENGTH: u32 = 64;
        let between = [start.min(part.span[0]), start.max(part.span[0])];
        if between[1] - between[0] > LENGTH {
            return false;
        }
        let Some(said) = self.text.said(between) else { return false };
        if !said.contains(char::is_alphanumeric) {
            return true;
        }
        let is_marker = bare(&said).is_empty();
        let said = |span| self.text.said(span).map(|said| bare(&said)).filter(|said| !said.is_empty());
        let words = said([start, end.max(start)]).zip(said(part.span));
        is_marker && words.is_some_and(|(one, other)| one.starts_with(&other) || other.starts_with(&one))
    }

    /// Why no part was found that begins at the place.
    fn missing(&self, change: &Change) -> Misfit {
        let is_removed = change.action == Action::Remove && change.field.is_none();
        if is_removed && self.is_gone() { Misfit::AlreadySo } else { Misfit::Unplaced }
    }

    /// Whether nothing of what was such a part is there any more: of a heading, a box or a clause
    /// its words are text now, of a row nothing is said.
    fn is_gone(&self) -> bool {
        let Some([start, end]) = self.place else { return false };
        let covers = |kind: Kind| {
            let of_kind = self.parts.iter().filter(move |part| part.kind == kind);
            of_kind.filter(|part| (part.span[0]..part.span[1]).contains(&start))
        };
        let begins = |kind| self.parts.iter().any(|part| part.kind == kind && part.span[0] == start);
        match self.kind {
            Kind::Section => {
                let is_in_title = |part: &Part| {
                    let section = self.tree.pointer(&part.pointer);
                    section
                        .and_then(|it| own_end(it, &["content", "sections"]))
                        .is_some_and(|end| start < end)
                };
                [Kind::Box, Kind::Responsibility].into_iter().any(|kind| covers(kind).next().is_some())
                    || !covers(Kind::Section).any(is_in_title)
            }
            Kind::Box => covers(Kind::Box).next().is_none(),
            Kind::Responsibility => {
                covers(Kind::Responsibility).next().is_none() && !self.is_said(start, end)
            }
            Kind::Item | Kind::Indicator | Kind::Entry => {
                ![Kind::Section, Kind::Box, Kind::Annex].into_iter().any(begins) && !self.is_said(start, end)
            }
            _ => false,
        }
    }

    /// Whether items, tables or paragraphs around a place say what stands there.
    fn is_said(&self, start: u32, end: u32) -> bool {
        fn signs(value: &Value, out: &mut String) {
            match value {
                Value::String(text) => out.extend(text.chars().filter(|c| c.is_alphanumeric())),
                Value::Array(items) => items.iter().for_each(|it| signs(it, out)),
                Value::Object(fields) if !fields.contains_key("span") => {
                    fields.values().for_each(|it| signs(it, out));
                }
                _ => {}
            }
        }
        let is_text = self.kind == Kind::Responsibility;
        let kinds: &[Kind] = if is_text {
            // The words of a clause are text where it is none.
            &[Kind::Table]
        } else {
            &[Kind::Table, Kind::Paragraph, Kind::Item, Kind::Indicator, Kind::Responsibility]
        };
        let Some(words) = self.text.said([start, end]).map(|said| bare(&said)) else { return true };
        let words: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
        self.parts.iter().any(|part| {
            let is_around = kinds.contains(&part.kind) && (part.span[0]..part.span[1]).contains(&start);
            let value = self.tree.pointer(&part.pointer).filter(|_| is_around);
            let fields = value.and_then(Value::as_object).into_iter().flatten();
            let mut said = String::new();
            fields.filter(|(name, _)| *name != "items").for_each(|(_, it)| signs(it, &mut said));
            !words.is_empty() && said.contains(&words)
        })
    }
}

/// The nearest to a place first, and of those the shortest.
fn sorted(mut parts: Vec<&Part>, start: u32) -> Vec<&Part> {
    parts.sort_by_key(|part| (part.span[0].abs_diff(start), part.span[1] - part.span[0]));
    parts
}

/// Words without the marker, or the number of a box, before them.
fn bare(said: &str) -> String {
    let said = normalize(said).text;
    let from = scan_marker(&said).map_or(0, |marker| marker.len);
    box_title(said[from..].trim()).1.to_owned()
}

/// Whether a change hits nothing but what begins at its place: nothing that it carries would tell
/// another part from the one that it was made for.
fn is_strict(change: &Change) -> bool {
    let is_list = matches!(
        change.kind,
        Kind::Notice
            | Kind::DocumentNumber
            | Kind::Imprint
            | Kind::Plan
            | Kind::Paragraph
            | Kind::Table
            | Kind::Annex
            | Kind::Attachment
    );
    match change.action {
        Action::Check => !is_list,
        Action::Set => change.old.is_null() && !is_list,
        _ => !(is_list && change.field.is_some()),
    }
}
