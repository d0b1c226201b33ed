//! What a person did on the page, as a change of the list of corrections.

use guihua::SourceSpan;
use guihua::corrections::{Action, Anchor, Change, Corrections, Fate, Kind};
use guihua::model::ByteSpan;
use guihua::normalize::normalize;
use serde::Deserialize;
use serde_json::Value;

use super::reason::reason;
use super::refusal::Refused;
use super::state::View;
use super::table;

/// What is asked for. Offsets are those of a browser.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    #[serde(rename = "do")]
    action: Verb,
    #[serde(default = "plan")]
    kind: Kind,
    #[serde(default = "one")]
    part: u32,
    span: Option<[u32; 2]>,
    to: Option<[u32; 2]>,
    /// Which of several added parts that stand at `to`.
    #[serde(default)]
    to_nth: usize,
    /// Before which part a part goes that is moved to the head of a list.
    head: Option<[u32; 2]>,
    field: Option<String>,
    code: Option<String>,
    /// The text that becomes a part.
    text: Option<String>,
    #[serde(default)]
    old: Value,
    #[serde(default)]
    new: Value,
    /// Which of several added parts that stand at one place.
    #[serde(default)]
    nth: usize,
    /// Whether a tick is taken back.
    #[serde(default)]
    off: bool,
    /// Whether the new value is text of the source, not yet in its normal form.
    #[serde(default)]
    raw: bool,
    /// The change to delete, in the order of the file.
    index: Option<usize>,
    date: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Verb {
    Set,
    Add,
    Remove,
    Move,
    Raise,
    Lower,
    Make,
    End,
    Check,
    Delete,
}

const fn plan() -> Kind {
    Kind::Plan
}

const fn one() -> u32 {
    1
}

/// The list with what was asked for.
///
/// # Errors
///
/// It does not fit, or is nothing that can be done.
pub fn record(
    view: &View,
    list: &Corrections,
    asked: Asked,
    by: Option<&str>,
) -> Result<Corrections, Refused> {
    if view.is_model() {
        return Err(Refused::Model);
    }
    let mut next = list.clone();
    next.sort();
    number_anew(view, &mut next);
    if asked.action == Verb::Delete {
        let at = asked.index.filter(|at| *at < next.changes.len()).ok_or(Refused::Gone)?;
        next.changes.remove(at);
        return Ok(next);
    }
    let span = asked.span.map(|span| bytes(view, span)).transpose()?;
    if let Some([start, end]) = span
        && start == end
        && let Some(at) = added(view, &next, &asked, start, asked.nth)
    {
        return at_added(view, next, asked, at);
    }
    let mut change = Change::new(action_of(asked.action), asked.kind);
    change.part = (asked.part != 1).then_some(asked.part);
    // Of several plans each is told by its title.
    let is_one = asked.kind == Kind::Notice || asked.kind == Kind::Plan && !view.has_parts();
    let has_place = !is_one || asked.action == Verb::Make;
    change.at = span.filter(|_| has_place).map(|span| Anchor::new(&view.source, span));
    let to = asked.to.map(|to| bytes(view, to)).transpose()?;
    change.to = to.map(|to| Anchor::new(&view.source, to));
    change.field = asked.field;
    change.code = asked.code;
    change.date = asked.date.filter(|date| is_date(date));
    change.by = by.map(str::to_owned);
    (change.old, change.new) = (asked.old, asked.new);
    if asked.raw {
        normalized(&mut change.new);
        change.new.get_mut("name").into_iter().for_each(normalized);
    }
    if let (Action::Make, Some(text)) = (change.action, asked.text) {
        change.old = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().into();
    }
    if let (Action::Raise | Action::Lower, Some(span)) = (change.action, span) {
        let at = (asked.part as usize).saturating_sub(1);
        change.old = view.corrected(&next).own_level(at, span[0]).into();
    }
    if change.action == Action::Add {
        change.old = as_another(&next, &change);
    }
    if let Some((span, wanted)) =
        span.and_then(|span| Some((span, table::wanted(view, &next, &change, span)?)))
    {
        let plain = add(view, next.clone(), &change, false);
        if plain.as_ref().is_ok_and(|list| table::is_made(view, list, &change, span, &wanted)) {
            return plain;
        }
        return table::rewrite(view, next, &change, span, &wanted).map_or(plain, Ok);
    }
    add(view, next.clone(), &change, asked.off)
        .map_err(|refused| reason(view, &next, &change, [span, to], refused))
}

/// Gives changes the number that their plan has by now: others may have come before it.
fn number_anew(view: &View, list: &mut Corrections) {
    if !view.has_parts() && list.changes.iter().all(|change| change.part.is_none()) {
        return;
    }
    let corrected = view.corrected(list);
    let known = corrected.fates.iter().zip(&corrected.parts);
    for (change, (fate, part)) in list.changes.iter_mut().zip(known) {
        if change.kind != Kind::Finding && is_fit(fate) {
            change.part = (*part != 1).then_some(*part);
        }
    }
}

/// What tells a part that is added from others that were added at the same place with the same
/// values: of two people one may have added the same part as the other.
fn as_another(list: &Corrections, change: &Change) -> Value {
    let is_same = |other: &&Change| {
        other.action == Action::Add
            && (other.kind, other.part, &other.field) == (change.kind, change.part, &change.field)
            && other.new == change.new
            && other.to.is_some() == change.to.is_some()
            && is_at(other, change)
    };
    let same: Vec<&Value> = list.changes.iter().filter(is_same).map(|other| &other.old).collect();
    let free = std::iter::once(Value::Null).chain((1..=same.len()).map(Value::from));
    free.into_iter().find(|old| !same.contains(&old)).unwrap_or_default()
}

/// The list with a change more, or, where it takes one back, less.
fn add(view: &View, mut next: Corrections, change: &Change, is_off: bool) -> Result<Corrections, Refused> {
    if change.action == Action::Check {
        let is_same = |other: &Change| {
            other.action == Action::Check
                && (other.kind, other.part, &other.code) == (change.kind, change.part, &change.code)
                && is_at(other, change)
        };
        next.changes.retain(|other| !is_same(other));
        if is_off {
            return Ok(next);
        }
    }
    if change.action == Action::Set && fold(&mut next, change) {
        let fates = view.corrected(&next).fates;
        let is_it = |other: &Change| {
            (other.kind, other.part, &other.field) == (change.kind, change.part, &change.field)
                && is_at(other, change)
        };
        let own = next.changes.iter().zip(fates).find_map(|(other, fate)| match fate {
            Fate::Unfit(found) if is_it(other) => Some(found),
            _ => None,
        });
        return own.map_or(Ok(next), |found| Err(Refused::Unfit(Box::new(change.clone()), Box::new(found))));
    }
    let before = view.corrected(&next).fates;
    let was_fit: Vec<Change> =
        next.changes.iter().zip(&before).filter(|(_, fate)| is_fit(fate)).map(|(it, _)| it.clone()).collect();
    next.changes.push(change.clone());
    next.sort();
    let after = view.corrected(&next).fates;
    let own = next.changes.iter().rposition(|other| other == change);
    match own.and_then(|at| after.get(at)) {
        Some(Fate::Unfit(found)) => {
            return Err(Refused::Unfit(Box::new(change.clone()), Box::new(found.clone())));
        }
        Some(Fate::Settled) if change.action != Action::Set => {
            return Err(Refused::Already(Box::new(change.clone())));
        }
        _ => {}
    }
    // What was said of a part that is gone now is said no longer.
    let mut fates = after.iter();
    next.changes.retain(|other| fates.next().is_none_or(is_fit) || !was_fit.contains(other));
    Ok(next)
}

/// Gives a text of the source its normal form.
fn normalized(value: &mut Value) {
    if let Some(text) = value.as_str() {
        *value = normalize(text).text.replace('\n', "").trim().into();
    }
}

const fn action_of(verb: Verb) -> Action {
    match verb {
        Verb::Add => Action::Add,
        Verb::Remove => Action::Remove,
        Verb::Move => Action::Move,
        Verb::Raise => Action::Raise,
        Verb::Lower => Action::Lower,
        Verb::Make => Action::Make,
        Verb::End => Action::End,
        Verb::Check => Action::Check,
        Verb::Set | Verb::Delete => Action::Set,
    }
}

const fn is_fit(fate: &Fate) -> bool {
    !matches!(fate, Fate::Unfit(_))
}

fn bytes(view: &View, [start, end]: [u32; 2]) -> Result<ByteSpan, Refused> {
    let to = |offset| view.offsets.to_bytes(view.source.text(), offset).ok_or(Refused::Elsewhere);
    let span = [to(start)?, to(end)?];
    if span[0] <= span[1] { Ok(span) } else { Err(Refused::Elsewhere) }
}

fn is_date(date: &str) -> bool {
    let form =
        |(at, byte): (usize, u8)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    date.len() == 10 && date.bytes().enumerate().all(form)
}

/// Whether two changes belong to one place.
pub fn is_at(left: &Change, right: &Change) -> bool {
    let place = |change: &Change| {
        change.at.as_ref().map(|at| (at.text.clone(), at.before.clone(), at.after.clone(), at.nth))
    };
    place(left) == place(right)
}

/// Lets a value that was corrected before be corrected once; whether that was all.
fn fold(list: &mut Corrections, change: &Change) -> bool {
    let is_same = |other: &Change| {
        other.action == Action::Set
            && (other.kind, other.part, &other.field) == (change.kind, change.part, &change.field)
            && other.new == change.old
            && is_at(other, change)
    };
    let Some(at) = list.changes.iter().position(is_same) else { return false };
    let earlier = &mut list.changes[at];
    earlier.new = change.new.clone();
    earlier.date.clone_from(&change.date);
    earlier.by.clone_from(&change.by);
    if earlier.new == earlier.old {
        list.changes.remove(at);
    }
    true
}

/// The change that has added the part that stands at `start`.
fn added(view: &View, list: &Corrections, asked: &Asked, start: u32, nth: usize) -> Option<usize> {
    let fates = view.corrected(list).fates;
    let is_one = |at: &usize| {
        let change = &list.changes[*at];
        let place = |span: &SourceSpan| if change.to.is_some() { span.start } else { span.end };
        let is_there = matches!(&fates[*at], Fate::Applied { span } if place(span) == start);
        // The first indicator of a plan is added to its list.
        let kind = match change.field.as_deref() {
            None => change.kind,
            Some("indicators[0]") => Kind::Indicator,
            Some(_) => return false,
        };
        is_there
            && change.action == Action::Add
            && (kind, change.part.unwrap_or(1)) == (asked.kind, asked.part)
    };
    let found: Vec<usize> = (0..list.changes.len()).filter(is_one).collect();
    // Behind a part what was added last stands first, and before it last.
    let is_before = found.first().is_some_and(|at| list.changes[*at].to.is_some());
    let at = if is_before { Some(nth) } else { found.len().checked_sub(nth + 1) };
    at.and_then(|at| found.get(at)).copied()
}

/// The place in the list for what is to stand behind the part that the change at `at` adds.
fn behind_added(list: &Corrections, at: usize) -> usize {
    at + usize::from(list.changes[at].to.is_some())
}

/// Changes what a change has added.
fn at_added(view: &View, mut list: Corrections, asked: Asked, at: usize) -> Result<Corrections, Refused> {
    match asked.action {
        Verb::Remove => {
            list.changes.remove(at);
        }
        Verb::Move => {
            let to = asked.to.or(asked.head).ok_or(Refused::Impossible)?;
            let [start, end] = bytes(view, to)?;
            let behind =
                (asked.to.is_some() && start == end).then(|| added(view, &list, &asked, start, asked.to_nth));
            let mut change = list.changes.remove(at);
            if let Some(other) = behind {
                let other = other.filter(|other| *other != at).ok_or(Refused::Impossible)?;
                let other = other - usize::from(other > at);
                change.at.clone_from(&list.changes[other].at);
                change.to.clone_from(&list.changes[other].to);
                list.changes.insert(behind_added(&list, other), change);
            } else {
                let anchor = Anchor::new(&view.source, [start, end]);
                change.to = asked.to.is_none().then(|| anchor.clone());
                change.at = Some(anchor);
                list.changes.push(change);
                list.sort();
            }
        }
        Verb::Add => {
            let list_of = |field: &String| field.find('[').map(|end| format!("/{}", &field[..end]));
            if let Some(pointer) = asked.field.as_ref().and_then(list_of) {
                let items = list.changes[at].new.pointer_mut(&pointer).and_then(Value::as_array_mut);
                items.ok_or(Refused::Impossible)?.push(asked.new);
                return Ok(list);
            }
            let mut change = list.changes[at].clone();
            change.new = asked.new;
            change.old = as_another(&list, &change);
            list.changes.insert(behind_added(&list, at), change);
        }
        Verb::Set => {
            let field = asked.field.ok_or(Refused::Impossible)?;
            let steps = field.split(['.', '[', ']']).filter(|step| !step.is_empty());
            let pointer = steps.fold(String::new(), |pointer, step| pointer + "/" + step);
            let new = &mut list.changes[at].new;
            if let Some(value) = new.pointer_mut(&pointer) {
                *value = asked.new;
            } else {
                let fields = new.as_object_mut().filter(|_| !field.contains(['.', '[']));
                fields.ok_or(Refused::Impossible)?.insert(field, asked.new);
            }
        }
        _ => return Err(Refused::Impossible),
    }
    Ok(list)
}
