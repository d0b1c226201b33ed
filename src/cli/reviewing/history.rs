//! What each window has done, to be taken back and done again.
//!
//! A window takes back its own steps, however many, and nobody else's: where the list is no
//! longer what a step has made of it, only what the step did is taken out of it. Where that
//! would take away what somebody else has done since, nothing is done, in words.

use std::collections::HashMap;
use std::sync::Arc;

use guihua::Lang;
use guihua::corrections::{Change, Corrections, Fate};

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

/// What one movement of the hand has changed: the list before it, and behind it.
#[derive(Clone, Debug)]
pub struct Step {
    pub before: Arc<Corrections>,
    pub after: Arc<Corrections>,
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
        if now.changes == from.changes {
            return Ok((**to).clone());
        }
        let mut next = now.clone();
        for change in missing(&from.changes, &to.changes) {
            let at = next.changes.iter().position(|other| other == change);
            next.changes.remove(at.ok_or_else(|| Hindrance::Changed(Box::new(change.clone())))?);
        }
        let back = missing(&to.changes, &from.changes);
        for change in &back {
            // Behind what stood before it, since the shape is changed in order.
            let stood = to.changes.iter().position(|other| other == *change).unwrap_or(0);
            let known = |other: &Change| next.changes.iter().rposition(|it| it == other);
            let behind = to.changes[..stood].iter().rev().find_map(known);
            next.changes.insert(behind.map_or(0, |at| at + 1), (*change).clone());
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
                let is_own = back.iter().any(is_same);
                return Err(if is_own { Hindrance::Changed(it) } else { Hindrance::Leans(it) });
            }
        }
        Ok(next)
    }
}

/// The changes of a list that are not in another, each as often as it is missing there.
fn missing<'a>(list: &'a [Change], other: &[Change]) -> Vec<&'a Change> {
    // Two lists that follow each other are alike at both ends.
    let head = list.iter().zip(other).take_while(|(left, right)| left == right).count();
    let tail = list[head..].iter().rev().zip(other[head..].iter().rev());
    let tail = tail.take_while(|(left, right)| left == right).count();
    let mut rest: Vec<&Change> = other[head..other.len() - tail].iter().collect();
    let mut found = Vec::new();
    for change in &list[head..list.len() - tail] {
        match rest.iter().position(|it| *it == change) {
            Some(at) => drop(rest.swap_remove(at)),
            None => found.push(change),
        }
    }
    found
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
        let step = Step { before: Arc::default(), after: Arc::new(list(&[&mine])) };
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
    fn windows_go_their_own_ways() {
        let step = || Step { before: Arc::default(), after: Arc::default() };
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
