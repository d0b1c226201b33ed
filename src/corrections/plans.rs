//! The plans of a file with several, and which of them a change belongs to: others may have come
//! before it, or gone, since it was made.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::anchor::Anchor;
use super::file::Change;
use super::part::span_of;
use super::sight::Sight;
use crate::model::ByteSpan;

/// Where the plans of a file stand, and what has become of their numbers.
#[derive(Debug)]
pub struct Plans {
    places: Vec<ByteSpan>,
    /// The plan that is meant by each number that changes give, where it is another one by now;
    /// nothing where nobody can say.
    meant: HashMap<u32, Option<usize>>,
}

impl Plans {
    /// The plans of models. Changes whose text stands only once tell which plan their number means.
    pub fn of(trees: &[Value], changes: &[Change], sight: &Sight) -> Self {
        let places: Vec<ByteSpan> =
            trees.iter().map(|tree| span_of(&tree["plan"]).unwrap_or_default()).collect();
        let mut plans = Self { places, meant: HashMap::new() };
        if plans.places.len() == 1 && changes.iter().all(|change| number(change) == 1) {
            return plans;
        }
        let mut found: HashMap<u32, BTreeSet<usize>> = HashMap::new();
        for change in changes {
            let at = change.at.as_ref().filter(|at| at.nth.is_none()).and_then(|at| at.find(sight, false));
            found.entry(number(change)).or_default().extend(at.and_then(|at| plans.around(at)));
        }
        for (number, found) in found {
            let named = (number as usize).checked_sub(1);
            if named.is_some_and(|named| found.contains(&named)) || found.is_empty() {
                continue;
            }
            plans.meant.insert(number, found.first().copied().filter(|_| found.len() == 1));
        }
        plans
    }

    /// The plan that stands around a place.
    fn around(&self, [start, _]: ByteSpan) -> Option<usize> {
        self.places.iter().position(|place| (place[0]..place[1]).contains(&start))
    }

    /// The plan that the number of a change means.
    fn named(&self, change: &Change) -> Option<usize> {
        let number = number(change);
        let named = (number as usize).checked_sub(1).filter(|at| *at < self.places.len());
        self.meant.get(&number).copied().unwrap_or(named)
    }

    /// The plan that a change belongs to, with its place: the one around that; for what stands in
    /// none, and for what has no place, the one that its number means.
    pub fn holder(&self, change: &Change, place: Option<ByteSpan>) -> Option<usize> {
        place.and_then(|place| self.around(place)).or_else(|| self.named(change))
    }

    /// Where an anchor of a change stands. Of several places that look the same it is the only one
    /// in its plan, or, where no plan has another number by now, the one that is counted.
    pub fn find(
        &self,
        sight: &Sight,
        change: &Change,
        anchor: &Anchor,
        may_differ: bool,
    ) -> Option<ByteSpan> {
        let has_moved = self.meant.contains_key(&number(change));
        if !has_moved && (self.places.len() == 1 || anchor.nth.is_some()) {
            return anchor.find(sight, may_differ);
        }
        let named = self.named(change);
        let mut places = anchor.places(sight);
        if places.len() > 1 || anchor.nth.is_some() {
            places.retain(|place| self.around(*place) == named);
        }
        match places[..] {
            [only] => Some(only),
            [] => anchor.find(sight, may_differ).filter(|_| anchor.nth.is_none()),
            _ => None,
        }
    }
}

/// The number that a change gives its plan.
fn number(change: &Change) -> u32 {
    change.part.unwrap_or(1)
}
