//! Findings of one rule without end: the first of them are told one by one, the rest as
//! a number. A file of a megabyte can have a hundred thousand places at fault, and
//! nobody reads so many; what reports them would take many times the memory of the file.

use std::collections::HashMap;
use std::hash::Hash;

/// So many findings of one rule are told of one file. The worst plans known have
/// some dozens.
pub(crate) const MOST: usize = 1_000;

/// Leaves the first findings of each rule; the last of them says how many `more` there were.
pub(crate) fn sum_up<T, K: Hash + Eq>(
    found: &mut Vec<T>,
    rule: impl Fn(&T) -> K,
    more: impl Fn(&mut T) -> &mut u32,
) {
    if found.len() <= MOST {
        return;
    }
    let mut counts: HashMap<K, usize> = HashMap::new();
    let mut lost: HashMap<K, u32> = HashMap::new();
    found.retain_mut(|finding| {
        let count = counts.entry(rule(finding)).or_default();
        *count += 1;
        if *count > MOST {
            let lost = lost.entry(rule(finding)).or_default();
            *lost = lost.saturating_add(1).saturating_add(*more(finding));
        }
        *count <= MOST
    });
    for finding in found.iter_mut().rev() {
        if let Some(lost) = lost.remove(&rule(finding)) {
            let more = more(finding);
            *more = more.saturating_add(lost);
        }
    }
    found.shrink_to_fit();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_is_a_number() {
        /// A rule, a place, and how many more there are.
        type Finding = (char, u32, u32);
        let sum_up = |found: &mut Vec<Finding>| sum_up(found, |it| it.0, |it| &mut it.2);
        let mut found: Vec<Finding> = (0..3_000).map(|at| ('a', at, 0)).collect();
        found.insert(5, ('b', 5, 0));
        sum_up(&mut found);
        assert_eq!((found.len(), found[5], found[MOST]), (MOST + 1, ('b', 5, 0), ('a', 999, 2_000)));
        // Of a list that was summed up, nothing is summed up again.
        let before = found.clone();
        sum_up(&mut found);
        assert_eq!(found, before);
        found.extend((0..10).map(|at| ('a', at, 3)));
        sum_up(&mut found);
        assert_eq!((found.len(), found[MOST].2), (MOST + 1, 2_040));
    }
}
