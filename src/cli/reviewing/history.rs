//! What each window has done, to be taken back and done again.
//!
//! A window takes back its own steps, however many, and nobody else's: where the list is no
//! longer what a step has made of it, only what the step did is taken out of it. Where that
//! would take away what somebody else has done since, nothing is done, in words.

use std::collections::HashMap;

use guihua::Lang;
use guihua::corrections::{Change, Corrections, Fate};
use sha2::{Digest, Sha256};

use super::record::is_at;
use super::state::View;

/// The steps of all windows.
#[derive(Debug, Default)]
pub struct History {
    windows: HashMap<String, Track>,
}

/// The steps of a window.
#[derive(Debug, Default)]
struct Track {
    undo: Vec<Step>,
    redo: Vec<Step>,
}

/// What one movement of the hand has changed in the list, and by what the lists before it and
/// behind it are known again. The lists themselves would take more room with each step.
#[derive(Clone, Debug)]
pub struct Step {
    before: Sheet,
    after: Sheet,
}

/// A list as a step knows it.
#[derive(Clone, Debug)]
struct Sheet {
    /// The SHA-256 of all its changes.
    digest: [u8; 32],
    /// What the other list of the step does not have.
    own: Vec<Own>,
}

/// A change that one list of a step has and the other has not.
#[derive(Clone, Debug)]
struct Own {
    /// Its place in the list.
    at: usize,
    /// What stands before it there.
    behind: Option<Change>,
    change: Change,
}

/// Which way a window goes along its steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Back,
    Forward,
}

/// Why a step is not taken back or done again.
#[derive(Debug, PartialEq)]
pub enum Hindrance {
    /// What it changed was changed again since.
    Changed(Box<Change>),
    /// What somebody has changed since belongs to what the step has made.
    Leans(Box<Change>),
}

impl History {
    /// How many steps a window can go back and forward.
    pub fn counts(&self, window: &str) -> (usize, usize) {
        self.windows.get(window).map_or((0, 0), |track| (track.undo.len(), track.redo.len()))
    }

    /// Notes what a window has done.
    pub fn note(&mut self, window: &str, step: Step) {
        let track = self.windows.entry(window.to_owned()).or_default();
        track.undo.push(step);
        track.redo.clear();
    }

    /// The step that is next on the way of a window.
    pub fn next(&self, window: &str, way: Way) -> Option<&Step> {
        let track = self.windows.get(window)?;
        match way {
            Way::Back => track.undo.last(),
            Way::Forward => track.redo.last(),
        }
    }

    /// Notes that the next step was gone.
    pub fn pass(&mut self, window: &str, way: Way) {
        let Some(track) = self.windows.get_mut(window) else { return };
        let (from, to) = match way {
            Way::Back => (&mut track.undo, &mut track.redo),
            Way::Forward => (&mut track.redo, &mut track.undo),
        };
        to.extend(from.pop());
    }

    /// Leaves the next step aside, so that those before it can still be gone.
    pub fn skip(&mut self, window: &str, way: Way) {
        let Some(track) = self.windows.get_mut(window) else { return };
        match way {
            Way::Back => track.undo.pop(),
            Way::Forward => track.redo.pop(),
        };
    }
}

impl Step {
    /// The step from one list to another.
    pub fn between(before: &Corrections, after: &Corrections) -> Self {
        let [before_own, after_own] = apart(&before.changes, &after.changes);
        let sheet = |list: &Corrections, own| Sheet { digest: digest(&list.changes), own };
        Self { before: sheet(before, before_own), after: sheet(after, after_own) }
    }

    /// The list without what the step has done, or with it again.
    ///
    /// # Errors
    ///
    /// It would take away what somebody has done since.
    pub fn go(&self, way: Way, view: &View, now: &Corrections) -> Result<Corrections, Hindrance> {
        let (from, to) = match way {
            Way::Back => (&self.after, &self.before),
            Way::Forward => (&self.before, &self.after),
        };
        let mut next = now.clone();
        if digest(&now.changes) == from.digest {
            for own in from.own.iter().rev() {
                next.changes.remove(own.at);
            }
            for own in &to.own {
                next.changes.insert(own.at, own.change.clone());
            }
            return Ok(next);
        }
        for Own { change, .. } in missing(&from.own, &to.own) {
            let at = next.changes.iter().position(|other| other == change);
            next.changes.remove(at.ok_or_else(|| Hindrance::Changed(Box::new(change.clone())))?);
        }
        let back = missing(&to.own, &from.own);
        for own in &back {
            // Behind what stood before it, since the shape is changed in order.
            let known = |before: &Change| next.changes.iter().rposition(|it| it == before);
            let behind = own.behind.as_ref().and_then(known);
            let at = behind.map_or(own.at, |at| at + 1).min(next.changes.len());
            next.changes.insert(at, own.change.clone());
        }
        next.sort();
        let is_unfit = |fate: &Fate| matches!(fate, Fate::Unfit(_));
        let mut sorted = now.clone();
        sorted.sort();
        let before = view.corrected(&sorted).fates;
        let had: Vec<&Change> =
            sorted.changes.iter().zip(&before).filter(|(_, fate)| is_unfit(fate)).map(|(it, _)| it).collect();
        for (change, fate) in next.changes.iter().zip(&view.corrected(&next).fates) {
            if is_unfit(fate) && !had.contains(&change) {
                let it = Box::new(change.clone());
                let is_same = |other: &&Change| {
                    (other.kind, other.part, &other.field) == (change.kind, change.part, &change.field)
                        && is_at(other, change)
                };
                let is_own = back.iter().map(|own| &own.change).any(|other| is_same(&other));
                return Err(if is_own { Hindrance::Changed(it) } else { Hindrance::Leans(it) });
            }
        }
        Ok(next)
    }
}

/// What each of two lists has that the other has not.
fn apart(before: &[Change], after: &[Change]) -> [Vec<Own>; 2] {
    // Two lists that follow each other are alike at both ends.
    let head = before.iter().zip(after).take_while(|(left, right)| left == right).count();
    let tail = before[head..].iter().rev().zip(after[head..].iter().rev());
    let tail = tail.take_while(|(left, right)| left == right).count();
    let between = |list: &[Change]| -> Vec<Own> {
        let places = head..list.len() - tail;
        let own = places.map(|at| Own {
            at,
            behind: at.checked_sub(1).map(|at| list[at].clone()),
            change: list[at].clone(),
        });
        own.collect()
    };
    let (left, right) = (between(before), between(after));
    let own = [missing(&left, &right), missing(&right, &left)];
    let kept = |all: &[Own], own: &[&Own]| -> Vec<Change> {
        let own: Vec<usize> = own.iter().map(|it| it.at).collect();
        all.iter().filter(|it| own.binary_search(&it.at).is_err()).map(|it| it.change.clone()).collect()
    };
    // What has changed its place goes out and comes in.
    if kept(&left, &own[0]) != kept(&right, &own[1]) {
        return [left, right];
    }
    own.map(|list| list.into_iter().cloned().collect())
}

/// What a list has that another has not, each as often as it is missing there.
fn missing<'a>(list: &'a [Own], other: &[Own]) -> Vec<&'a Own> {
    let mut counts = HashMap::new();
    for own in other {
        *counts.entry(written(&own.change)).or_insert(0_usize) += 1;
    }
    let is_missing = |own: &&Own| match counts.get_mut(&written(&own.change)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    list.iter().filter(is_missing).collect()
}

/// A change as text, by which it is known.
fn written(change: &Change) -> Vec<u8> {
    // A change is always written.
    serde_json::to_vec(change).unwrap_or_default()
}

/// By what a list is known again.
fn digest(changes: &[Change]) -> [u8; 32] {
    let mut digest = Sha256::new();
    for change in changes {
        let text = written(change);
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(&text);
    }
    digest.finalize().into()
}

impl Hindrance {
    /// The message in `lang`: what was not done, and what can be done instead.
    pub fn message(&self, way: Way, lang: Lang) -> String {
        let (Self::Changed(change) | Self::Leans(change)) = self;
        let text = change.at.as_ref().map_or(String::new(), |at| format!("“{}”", at.text));
        let (zh, en) = change.kind.words();
        match (self, way, lang) {
            (Self::Changed(_), Way::Back, Lang::Zh) => format!(
                "这一步没有撤销：{zh}{text}后来被别的窗口或别人改过，撤销会带走那处改动。要改回来，请直接改那一栏；再按一次，撤销更早的一步"
            ),
            (Self::Changed(_), Way::Back, Lang::En) => format!(
                "this step was not undone: the {en} {text} was changed since by another window or person, and undoing would take that away; edit the field itself, or undo once more for the step before"
            ),
            (Self::Leans(_), Way::Back, Lang::Zh) => format!(
                "这一步没有撤销：别的窗口或别人后来在它上面改了{zh}{text}，撤销会使那处改动落空。请先在右边的更正清单里删去那一条；再按一次，撤销更早的一步"
            ),
            (Self::Leans(_), Way::Back, Lang::En) => format!(
                "this step was not undone: what another window or person has changed since of the {en} {text} belongs to it; delete that correction in the list on the right first, or undo once more for the step before"
            ),
            (_, Way::Forward, Lang::Zh) => format!(
                "这一步没有重做：{zh}{text}后来被别的窗口或别人改过，重做会带走那处改动。请直接改那一栏"
            ),
            (_, Way::Forward, Lang::En) => format!(
                "this step was not redone: the {en} {text} was changed since by another window or person, and redoing would take that away; edit the field itself"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use guihua::Source;
    use guihua::corrections::{Action, Kind};

    use super::*;
    use crate::cli::check::selection::Settings;

    const TEXT: &str = "甲市养老规划\n一、总体目标\n加强保障。\n二、组织实施\n落实责任。\n";

    fn set(field: &str, old: &str, new: &str) -> Change {
        let mut change = Change::new(Action::Set, Kind::Plan);
        change.field = Some(field.to_owned());
        (change.old, change.new) = (old.into(), new.into());
        change
    }

    fn list(changes: &[&Change]) -> Corrections {
        let changes = changes.iter().copied().cloned().collect();
        Corrections { changes, ..Corrections::default() }
    }

    #[test]
    fn a_step_takes_nothing_of_others_along() {
        let view = View::new(Source::from_text("plan.txt", TEXT), Settings::default());
        let (mine, theirs) = (set("region", "甲市", "乙市"), set("title", "甲市养老规划", "乙市养老规划"));
        let step = Step::between(&Corrections::default(), &list(&[&mine]));
        let go = |way, now: &[&Change]| step.go(way, &view, &list(now)).map(|list| list.changes);
        assert_eq!(go(Way::Back, &[&mine]), Ok(vec![]));
        assert_eq!(go(Way::Back, &[&mine, &theirs]), Ok(vec![theirs.clone()]));
        assert_eq!(go(Way::Forward, &[&theirs]).map(|changes| changes.len()), Ok(2));
        // Somebody has changed the same since.
        let again = set("region", "甲市", "丙市");
        assert!(matches!(go(Way::Back, &[&again]), Err(Hindrance::Changed(_))));
        assert!(matches!(go(Way::Forward, &[&again]), Err(Hindrance::Changed(_))));
    }

    #[test]
    fn a_step_holds_what_it_has_changed_and_no_list() {
        type Work<'a> = &'a dyn Fn(&mut Vec<Change>);
        let view = View::new(Source::from_text("plan.txt", TEXT), Settings::default());
        let all: Vec<Change> = (0..500).map(|at| set("title", &at.to_string(), "甲市养老规划")).collect();
        let before = Corrections { changes: all.clone(), ..Corrections::default() };
        let changed = |work: Work<'_>| {
            let mut after = before.clone();
            work(&mut after.changes);
            after
        };
        let new = set("region", "甲市", "乙市");
        // One more, one less, two far apart, one for another, one at another place.
        let works: [(Work<'_>, usize); 5] = [
            (&|list| list.insert(250, new.clone()), 1),
            (&|list| drop(list.remove(499)), 1),
            (&|list| [0, 400].into_iter().for_each(|at| drop(list.remove(at))), 2),
            (&|list| list[7] = new.clone(), 2),
            (&|list| list.swap(3, 4), 4),
        ];
        for (work, size) in works {
            let after = changed(work);
            let step = Step::between(&before, &after);
            assert_eq!(step.before.own.len() + step.after.own.len(), size);
            assert_eq!(step.go(Way::Back, &view, &after).unwrap().changes, all);
            assert_eq!(step.go(Way::Forward, &view, &before).unwrap().changes, after.changes);
        }
    }

    #[test]
    fn windows_go_their_own_ways() {
        let step = || Step::between(&Corrections::default(), &Corrections::default());
        let mut history = History::default();
        (0..3).for_each(|_| history.note("one", step()));
        history.note("other", step());
        history.pass("one", Way::Back);
        history.skip("one", Way::Back);
        assert_eq!((history.counts("one"), history.counts("other")), ((1, 1), (1, 0)));
        history.note("one", step());
        assert_eq!(history.counts("one"), (2, 0));
        assert!(history.next("nobody", Way::Back).is_none());
    }
}
