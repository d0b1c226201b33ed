//! The same change made twice: by two people in two branches, whose lines git has put together.

use std::collections::HashMap;

use super::file::{Action, Change};

/// The changes of shape that stand, each without its date, name and lines.
#[derive(Debug, Default)]
pub struct Made {
    /// What was done at each place.
    by_place: HashMap<Option<u32>, Vec<(Action, String)>>,
    /// What was moved last: where a part stands after that is told by all that was moved since.
    moved: Option<String>,
}

impl Made {
    /// Whether the same was done at `start` before, and stands.
    pub fn has(&self, change: &Change, start: Option<u32>) -> bool {
        if change.action == Action::Move {
            return self.moved.as_ref().is_some_and(|moved| *moved == key(change));
        }
        let Some(made) = self.by_place.get(&start) else { return false };
        let key = key(change);
        made.iter().any(|(_, other)| *other == key)
    }

    /// Notes what was done at `start`. What it undoes stands no longer, and may be done again.
    pub fn note(&mut self, change: &Change, start: Option<u32>) {
        if change.action == Action::Move {
            self.moved = Some(key(change));
            return;
        }
        let made = self.by_place.entry(start).or_default();
        made.retain(|(action, _)| !undoes(change.action, *action));
        made.push((change.action, key(change)));
    }
}

/// Whether an action takes back another one at its place, or makes anew what that was done to.
const fn undoes(action: Action, other: Action) -> bool {
    matches!(
        (action, other),
        (Action::Raise, Action::Lower)
            | (Action::Lower, Action::Raise)
            | (Action::Make, Action::Remove | Action::Raise | Action::Lower | Action::End)
            | (Action::Remove, Action::Make)
            | (Action::End, Action::End)
    )
}

/// What a change says, but for who made it and when, and for what is there for people alone.
fn key(change: &Change) -> String {
    let mut change = change.clone();
    (change.date, change.by) = (None, None);
    for anchor in [&mut change.at, &mut change.to].into_iter().flatten() {
        anchor.line = 0;
    }
    // What is made of strings and numbers is always written.
    serde_json::to_string(&change).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::file::Kind;
    use super::*;

    #[test]
    fn what_was_taken_back_may_be_done_again() {
        let change = |action| Change::new(action, Kind::Section);
        let (lower, raise) = (change(Action::Lower), change(Action::Raise));
        let mut made = Made::default();
        made.note(&lower, Some(7));
        let mut twin = lower.clone();
        (twin.date, twin.by) = (Some("2026-01-02".to_owned()), Some("乙".to_owned()));
        assert!(made.has(&twin, Some(7)) && !made.has(&twin, Some(8)) && !made.has(&raise, Some(7)));
        twin.old = 2.into();
        assert!(!made.has(&twin, Some(7)));
        made.note(&raise, Some(7));
        assert!(!made.has(&lower, Some(7)) && made.has(&raise, Some(7)));
    }
}
